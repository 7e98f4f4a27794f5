//! A book for a folder that has none: its documents, the pages and files that they lead to, and an index.

#![expect(
    clippy::disallowed_methods,
    reason = "`site` writes the book that it makes, far from the sources"
)]

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use mdbook_driver::config::{Config, HtmlConfig};
use mdbook_summary::Summary;
use tempfile::TempDir;

use super::{BuildError, Loaded, contents};
use crate::book::{Place, folder_of, join};
use crate::document::PageId;

/// Where the sources of the book are, below its root.
pub(super) const SRC: &str = "src";

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
    let src = made.path().join(SRC);
    write(&src.join(&index), &contents::index_page(&title, &index, loaded)).map_err(fail)?;
    for page in chosen.documents.iter().chain(&chosen.others) {
        let chapter = &loaded.library.books[page.book].chapters[page.chapter];
        // A book below the folder may have its sources beside it.
        let target = inside(&src, &chapter.path)?;
        write(&target, chapter.text.as_str()).map_err(fail)?;
    }
    for file in &chosen.files {
        let target = inside(&src, file)?;
        std::fs::create_dir_all(target.parent().unwrap_or(&src)).map_err(fail)?;
        std::fs::copy(root.join(file), target).map_err(fail)?;
    }
    let summary = contents::summary(loaded, &index, &chosen.others);
    let first_page = Path::new(&index).with_extension("html");
    Ok(Made { root: made, config: config(title)?, summary, first_page })
}

/// What somebody would write into a `book.toml` comes from mdBook's variables: `MDBOOK_OUTPUT__HTML__SITE_URL`.
fn config(title: String) -> Result<Config, BuildError> {
    let mut config = Config::default();
    config.book.title = Some(title);
    config.update_from_env().map_err(BuildError::Host)?;
    // mdBook logs what is wrong there, and goes on with its defaults.
    config.get::<HtmlConfig>("output.html").map_err(BuildError::Host)?;
    config.book.src = SRC.into();
    config.build.create_missing = false;
    // Includes are followed already, and links lead to `README.html`.
    config.build.use_default_preprocessors = false;
    Ok(config)
}

/// Takes the link to an editor off the index, which nobody wrote.
pub(super) fn settle(site: &Path, first_page: &Path) -> std::io::Result<()> {
    // mdBook writes the first page a second time where it has another name.
    for page in [first_page, Path::new("index.html")] {
        let path = site.join(page);
        let text = std::fs::read_to_string(&path)?;
        if let Some(link) = edit_link(&text) {
            write(&path, &[&text[..link.start], &text[link.end..]].concat())?;
        }
    }
    Ok(())
}

/// Where mdBook's own template puts it.
fn edit_link(page: &str) -> Option<Range<usize>> {
    let inside = page.find(" rel=\"edit\"")?;
    let end = inside + page[inside..].find("</a>")? + "</a>".len();
    Some(page[..inside].rfind("<a ")?..end)
}

/// A path below a folder, whatever the path says.
fn inside(folder: &Path, path: &str) -> Result<PathBuf, BuildError> {
    let is_plain = |part| matches!(part, Component::Normal(_) | Component::CurDir);
    let is_inside = Path::new(path).components().all(is_plain);
    is_inside.then(|| folder.join(path)).ok_or_else(|| BuildError::Outside(path.to_owned()))
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
}
