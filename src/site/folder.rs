//! A book for a folder that has none: its documents, the pages and files that they lead to, and an index.

#![expect(
    clippy::disallowed_methods,
    reason = "`site` writes the book that it makes, far from the sources"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use mdbook_driver::config::Config;
use mdbook_summary::{Link, Summary, SummaryItem};
use tempfile::TempDir;

use super::{BuildError, Loaded};
use crate::book::{Place, folder_of, join};
use crate::document::{Document, DocumentId, PageId};
use crate::marker::Filter;
use crate::render::shelf::Shelf;
use crate::render::{Medium, View, badge, escape, style, views};
use crate::vocabulary::{Kind, Status};

/// A book in a temporary folder.
pub(super) struct Made {
    /// Its root; its sources are in `src` below it.
    pub(super) root: TempDir,
    /// Its configuration.
    pub(super) config: Config,
    /// Its table of contents.
    pub(super) summary: Summary,
    /// The index, relative to the site.
    pub(super) first_page: PathBuf,
}

/// Makes the book of a folder.
pub(super) fn make(root: &Path, loaded: &Loaded) -> Result<Made, BuildError> {
    let index = index_name(loaded);
    let chosen = Chosen::new(loaded);
    let title = root
        .file_name()
        .map_or_else(|| "Records".to_owned(), |name| name.to_string_lossy().into_owned());
    let fail = |error: std::io::Error| BuildError::Host(anyhow::Error::new(error));
    let made = tempfile::Builder::new().prefix("mdbook-adr-").tempdir().map_err(fail)?;
    let src = made.path().join("src");
    write(&src.join(&index), &index_page(&title, &index, loaded)).map_err(fail)?;
    for page in chosen.documents.iter().chain(&chosen.others) {
        let chapter = &loaded.library.books[page.book].chapters[page.chapter];
        write(&src.join(&chapter.path), chapter.text.as_str()).map_err(fail)?;
    }
    for file in &chosen.files {
        let target = src.join(file);
        std::fs::create_dir_all(target.parent().unwrap_or(&src)).map_err(fail)?;
        std::fs::copy(root.join(file), target).map_err(fail)?;
    }
    let mut config = Config::default();
    config.book.title = Some(title);
    config.build.create_missing = false;
    // Includes are followed already, and links lead to `README.html`.
    config.build.use_default_preprocessors = false;
    let first_page = Path::new(&index).with_extension("html");
    Ok(Made { root: made, config, summary: chosen.summary(loaded, &index), first_page })
}

fn write(path: &Path, text: &str) -> std::io::Result<()> {
    std::fs::create_dir_all(path.parent().unwrap_or(path))?;
    std::fs::write(path, text)
}

/// A name that no page of the folder has.
fn index_name(loaded: &Loaded) -> String {
    let is_free = |name: &&str| loaded.library.tree.find(&format!("{name}.md")) == Place::Missing;
    let name = ["index", "records", "adr-index"].into_iter().find(is_free);
    format!("{}.md", name.unwrap_or("mdbook-adr-index"))
}

/// What goes into the book.
struct Chosen {
    documents: BTreeSet<PageId>,
    others: BTreeSet<PageId>,
    files: BTreeSet<String>,
}

impl Chosen {
    /// The pages of documents, and what can be reached from them.
    fn new(loaded: &Loaded) -> Self {
        let documents: BTreeSet<PageId> =
            loaded.analysis.documents.iter().map(|document| document.page).collect();
        let mut chosen = Self { documents, others: BTreeSet::new(), files: BTreeSet::new() };
        let pages = crate::preprocess::Pages::new(&loaded.library, "");
        let mut open: Vec<PageId> = chosen.documents.iter().copied().collect();
        while let Some(page) = open.pop() {
            let folder = folder_of(&loaded.library.books[page.book].chapters[page.chapter].path);
            for link in &loaded.analysis.outline(page).links {
                let path = link.destination.split(['#', '?']).next().unwrap_or("");
                let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
                if path.is_empty() || path.starts_with('/') || path.contains(':') {
                    continue;
                }
                let Place::File(path) = loaded.library.tree.find(&join(folder, &path)) else {
                    continue;
                };
                match pages.at(&path) {
                    Some(next) if !chosen.documents.contains(&next) => {
                        if chosen.others.insert(next) {
                            open.push(next);
                        }
                    }
                    Some(_) => {}
                    None => {
                        chosen.files.insert(path);
                    }
                }
            }
        }
        chosen
    }

    fn summary(&self, loaded: &Loaded, index: &str) -> Summary {
        let mut summary = Summary::default();
        summary.prefix_chapters.push(SummaryItem::Link(Link::new("Index", index)));
        for page in &self.documents {
            summary.prefix_chapters.push(item(loaded, *page));
        }
        if !self.others.is_empty() {
            summary.prefix_chapters.push(SummaryItem::PartTitle("Other pages".to_owned()));
            summary.prefix_chapters.extend(self.others.iter().map(|page| item(loaded, *page)));
        }
        summary
    }
}

fn item(loaded: &Loaded, page: PageId) -> SummaryItem {
    let path = &loaded.library.books[page.book].chapters[page.chapter].path;
    let document = loaded
        .analysis
        .documents
        .iter()
        .find(|document| document.page == page && document.section.is_none());
    let heading = loaded.analysis.outline(page).headings.first();
    let name =
        document.map(Document::full_name).or_else(|| heading.map(|heading| heading.text.clone()));
    let name = name.map(|name| escape::clean(&name)).filter(|name| !name.is_empty());
    SummaryItem::Link(Link::new(name.unwrap_or_else(|| path.clone()), path))
}

/// Every document by kind, then by status in the order of a document's life; below, the decisions by date.
fn index_page(title: &str, index: &str, loaded: &Loaded) -> String {
    // No chapter of any book is at that place.
    let here = PageId { book: usize::MAX, chapter: usize::MAX };
    let mut shelf = Shelf::new(false);
    shelf.put(here, index);
    for document in &loaded.analysis.documents {
        let page = document.page;
        shelf.put(page, &loaded.library.books[page.book].chapters[page.chapter].path);
    }
    let view = View::new(&loaded.library, &loaded.analysis, Medium::Html, &shelf);
    let document = |id: &DocumentId| loaded.analysis.document(*id);
    let mut documents = views::select(&view, None, &Filter::default());
    documents.sort_by_key(|id| (&document(id).kind, life(document(id))));
    let mut parts = vec![format!("# {}", escape::markdown(title)), style(true).to_owned()];
    if documents.is_empty() {
        parts.push("No documents.".to_owned());
    }
    for kind in documents.chunk_by(|a, b| document(a).kind == document(b).kind) {
        let name = views::plural(&document(&kind[0]).kind);
        parts.push(format!("## {}", escape::markdown(&name)));
        for group in kind.chunk_by(|a, b| life(document(a)) == life(document(b))) {
            let status = document(&group[0]).status_name();
            let status = status.map_or_else(|| name.clone(), badge::capitalised);
            parts.push(views::index::named(&view, here, &status, group));
        }
    }
    documents.retain(|id| document(id).kind == Kind::Decision);
    if documents.iter().any(|id| document(id).date.is_some()) {
        parts.push("## By date".to_owned());
        parts.push(views::timeline::timeline(&view, here, &documents));
    }
    parts.join("\n\n") + "\n"
}

/// Where a document stands in its life; last where it does not say.
fn life(document: &Document) -> (bool, Option<Status>, Option<&str>) {
    (document.status().is_none(), document.status(), document.status_name())
}
