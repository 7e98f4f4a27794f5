//! A book for a folder that has none: its documents, the pages and files that they lead to, and an index.

#![expect(
    clippy::disallowed_methods,
    reason = "`site` writes the book that it makes, far from the sources"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use mdbook_driver::config::Config;
use mdbook_summary::{Link, Summary, SummaryItem};
use tempfile::TempDir;

use super::{BuildError, Loaded};
use crate::book::{Place, folder_of, join};
use crate::document::{Document, PageId};
use crate::render::{badge, escape};
use crate::resolve::anchor_of;
use crate::vocabulary::Kind;

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
    write(&src.join(&index), &index_page(&title, loaded)).map_err(fail)?;
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

/// Every document by kind, then by status in the order of a document's life, then by path.
fn index_page(title: &str, loaded: &Loaded) -> String {
    let mut page = format!("# {}\n", escape::markdown(title));
    let mut documents: Vec<&Document> = loaded.analysis.documents.iter().collect();
    documents.sort_by_key(|document| (&document.kind, document.status()));
    if documents.is_empty() {
        page.push_str("\nNo documents.\n");
    }
    for group in documents.chunk_by(|a, b| a.kind == b.kind) {
        // Writing to a string cannot fail.
        let _ = write!(
            page,
            "\n## {}\n\n| Document | Status | Date |\n|---|---|---|\n",
            heading_of(&group[0].kind)
        );
        for document in group {
            let _ = writeln!(page, "{}", row(document, loaded));
        }
    }
    page
}

fn row(document: &Document, loaded: &Loaded) -> String {
    let path = &loaded.library.books[document.page.book].chapters[document.page.chapter].path;
    let anchor =
        document.id.as_ref().map(|id| anchor_of(&id.value)).or_else(|| document.section.clone());
    let anchor = anchor.map_or_else(String::new, |anchor| format!("#{}", escape::path(&anchor)));
    let status = badge::label(document).unwrap_or_default();
    let date = document.date.as_ref().and_then(|date| date.value.clone()).unwrap_or_default();
    format!(
        "| [{}]({}{anchor}) | {} | {} |",
        escape::markdown(&document.full_name()),
        escape::path(path),
        escape::markdown(&status),
        escape::markdown(&date)
    )
}

fn heading_of(kind: &Kind) -> String {
    match kind {
        Kind::Decision => "Decisions".to_owned(),
        Kind::Module => "Modules".to_owned(),
        Kind::Requirement => "Requirements".to_owned(),
        Kind::Other(name) => escape::markdown(&badge::capitalised(name)),
    }
}
