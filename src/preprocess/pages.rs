//! From what mdBook calls a chapter to the page that was analysed.

use foldhash::HashMap;

use crate::book::{Library, Place, join, relative};
use crate::document::PageId;

/// The pages of a library by the paths that mdBook calls them.
pub(crate) struct Pages<'a> {
    library: &'a Library,
    src: String,
    by_path: HashMap<&'a str, PageId>,
}

impl<'a> Pages<'a> {
    /// The pages of a book whose sources are `src`, relative to the library's folder.
    pub(crate) fn new(library: &'a Library, src: &str) -> Self {
        let mut by_path = HashMap::default();
        for (book, pages) in library.books.iter().enumerate() {
            for (chapter, page) in pages.chapters.iter().enumerate() {
                by_path.entry(page.path.as_str()).or_insert(PageId { book, chapter });
            }
        }
        Self { library, src: slashed(src), by_path }
    }

    /// The page at a path relative to the sources.
    pub(crate) fn at(&self, source_path: &str) -> Option<PageId> {
        let path = join(&self.src, &slashed(source_path));
        if let Some(page) = self.by_path.get(path.as_str()) {
            return Some(*page);
        }
        match self.library.tree.find(&path) {
            Place::File(path) => self.by_path.get(path.as_str()).copied(),
            _ => None,
        }
    }

    /// The file that somebody edits who wants to change a page, relative to the folder `below`: where the page only
    /// includes another, that one.
    pub(crate) fn edited(&self, page: PageId, below: &str) -> String {
        let chapter = &self.library.books[page.book].chapters[page.chapter];
        let file = chapter.text.only_file().map(|file| self.library.sources.path(file));
        relative(below, file.unwrap_or(&chapter.path))
    }
}

/// A path of this system with `/`.
pub(super) fn slashed(path: &str) -> String {
    if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() }
}
