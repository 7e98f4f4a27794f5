//! This program as a preprocessor inside the embedded mdBook.

use std::path::Path;
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
    loaded: Arc<Loaded>,
    src: String,
}

impl Adr {
    /// For the book whose sources are `src`, relative to the folder that was loaded.
    pub(super) fn new(loaded: Arc<Loaded>, src: String) -> Self {
        Self { loaded, src }
    }
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
        let mut texts = texts.into_iter();
        set(&mut book.items, &mut texts);
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
fn set(items: &mut [BookItem], texts: &mut impl Iterator<Item = Option<String>>) {
    for item in items {
        if let BookItem::Chapter(chapter) = item {
            if let Some(text) = texts.next().flatten() {
                chapter.content = text;
            }
            set(&mut chapter.sub_items, texts);
        }
    }
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}
