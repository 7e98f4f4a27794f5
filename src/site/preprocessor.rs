//! This program as a preprocessor inside the embedded mdBook.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use mdbook_driver::book::{Book, BookItem, Chapter};
use mdbook_driver::errors::Result;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use rayon::prelude::*;

use super::Loaded;
use crate::document::PageId;
use crate::inject;
use crate::preprocess::Pages;
use crate::render::shelf::Shelf;
use crate::render::{Medium, View};

/// Takes the place of the command that `[preprocessor.adr]` names.
pub(super) struct Adr {
    /// What was read.
    pub(super) loaded: Arc<Loaded>,
    /// Where the book's sources are, relative to the folder that was loaded.
    pub(super) src: String,
    /// What mdBook writes before the path of a source: its `src`, which differs where the book was made.
    pub(super) below: String,
}

impl Preprocessor for Adr {
    fn name(&self) -> &'static str {
        "adr"
    }

    fn run(&self, context: &PreprocessorContext, mut book: Book) -> Result<Book> {
        let Loaded { library, analysis } = &*self.loaded;
        let config = &context.config;
        let pages = Pages::new(library, &self.src);
        let readme_is_index =
            config.build.use_default_preprocessors || config.contains_key("preprocessor.index");
        let mut places = Shelf::new(readme_is_index);
        let mut chapters: Vec<(Option<PageId>, &str)> = Vec::new();
        for chapter in book.iter().filter_map(chapter) {
            let page = chapter.source_path.as_deref().and_then(|path| pages.at(&slashed(path)));
            if let (Some(page), Some(place)) = (page, &chapter.path) {
                places.put(page, &slashed(place));
            }
            chapters.push((page, &chapter.content));
        }
        let view = View::new(library, analysis, Medium::Html, &places);
        let texts: Vec<Option<String>> = chapters
            .par_iter()
            .map(|(page, content)| inject::page(&view, (*page)?, content))
            .collect();
        let leads_to_editor = config.contains_key("output.html.edit-url-template")
            && !config.contains_key("output.html.search.chapter");
        let edited = |page: &PageId| pages.edited(*page, &self.below).into();
        let sources: Vec<Option<PathBuf>> = chapters
            .iter()
            .map(|(page, _)| page.as_ref().filter(|_| leads_to_editor).map(edited))
            .collect();
        set(&mut book.items, &mut texts.into_iter().zip(sources));
        Ok(book)
    }
}

fn chapter(item: &BookItem) -> Option<&Chapter> {
    match item {
        BookItem::Chapter(chapter) => Some(chapter),
        _ => None,
    }
}

/// Outer chapters before inner ones, as [`Book::iter`] goes; [`Book::for_each_mut`] goes the other way.
fn set(items: &mut [BookItem], new: &mut impl Iterator<Item = (Option<String>, Option<PathBuf>)>) {
    for item in items {
        if let BookItem::Chapter(chapter) = item {
            let (text, source) = new.next().unwrap_or_default();
            if let Some(text) = text {
                chapter.content = text;
            }
            if source.is_some() {
                chapter.source_path = source;
            }
            set(&mut chapter.sub_items, new);
        }
    }
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}
