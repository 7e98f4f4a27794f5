//! `analyze`: from a loaded library to documents, references, graph and findings. Pure; every command starts here.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use rayon::prelude::*;

use crate::book::Library;
use crate::dialect::{self, Blank, Certainty, Lexicon, Page, Reading, Signs, collection};
use crate::document::{Document, DocumentId, PageId};
use crate::graph::Graph;
use crate::markdown::{self, Outline};
use crate::reference::{self, Prefixes, Scan};
use crate::resolve::{self, Resolved};
use crate::source::Span;
use crate::suppression::{self, Allow};

/// Everything that is known of a library.
#[derive(Debug)]
pub struct Analysis {
    /// The outline of every page, as [`Library::books`] and their chapters are ordered.
    pub outlines: Vec<Vec<Outline>>,
    /// Every document, by path and position.
    pub documents: Vec<Document>,
    /// Every reference, by source document and position.
    pub references: Vec<Resolved>,
    /// What they make.
    pub graph: Graph,
    /// What the ids of its documents start with.
    pub prefixes: Prefixes,
    /// Templates found among the records.
    pub blanks: Vec<Blank>,
    /// Pages without a document, and what they have of one.
    pub unread: Vec<Signs>,
    /// Front matter of documents that could not be read, and why.
    pub troubles: Vec<(Span, String)>,
    /// What comments of pages allow.
    pub allows: Vec<Allow>,
}

impl Analysis {
    /// A document.
    pub fn document(&self, id: DocumentId) -> &Document {
        &self.documents[id.0]
    }

    /// A page's outline.
    pub fn outline(&self, page: PageId) -> &Outline {
        &self.outlines[page.book][page.chapter]
    }

    /// Every document with its id.
    pub fn all(&self) -> impl Iterator<Item = (DocumentId, &Document)> {
        self.documents.iter().enumerate().map(|(at, document)| (DocumentId(at), document))
    }

    /// The references of one document, with their indices.
    pub fn references_of(&self, id: DocumentId) -> impl Iterator<Item = (usize, &Resolved)> {
        let start = self.references.partition_point(|resolved| resolved.reference.source < id);
        self.references[start..]
            .iter()
            .take_while(move |resolved| resolved.reference.source == id)
            .enumerate()
            .map(move |(at, resolved)| (start + at, resolved))
    }
}

/// Reads and connects everything in a library. Each text is parsed once; pages are read in parallel.
pub fn analyze(library: &Library) -> Analysis {
    let mut outlines = Vec::with_capacity(library.books.len());
    let mut documents = Vec::new();
    let mut blanks = Vec::new();
    let mut unread = Vec::new();
    let mut troubles = Vec::new();
    for at in 0..library.books.len() {
        let (pages, found, readings) = read_book(library, at);
        outlines.push(pages);
        if documents.is_empty() {
            documents = found;
        } else {
            documents.extend(found);
        }
        for reading in readings {
            blanks.extend(reading.template);
            unread.extend(reading.signs);
            troubles.extend(reading.troubles);
        }
    }
    documents.sort_by(|a, b| (&a.path, a.extent.start).cmp(&(&b.path, b.extent.start)));
    documents.dedup_by(|a, b| a.path == b.path && a.section == b.section);
    let prefixes = Prefixes::of(&documents);
    let references = find_references(&documents, &outlines, &prefixes);
    let pages = page_outlines(library, &outlines);
    let references = resolve::resolve(references, &documents, library, &pages);
    let graph = Graph::new(&documents, &references);
    let allows = read_allows(&outlines, &documents);
    Analysis { outlines, documents, references, graph, prefixes, blanks, unread, troubles, allows }
}

fn read_allows(outlines: &[Vec<Outline>], documents: &[Document]) -> Vec<Allow> {
    let mut by_page: HashMap<PageId, Vec<&Document>> = HashMap::new();
    for document in documents {
        by_page.entry(document.page).or_default().push(document);
    }
    let pages = outlines.iter().enumerate().flat_map(|(book, outlines)| {
        outlines
            .iter()
            .enumerate()
            .map(move |(chapter, outline)| (PageId { book, chapter }, outline))
    });
    suppression::merge(pages.flat_map(|(page, outline)| {
        let documents = by_page.get(&page).map_or(&[][..], Vec::as_slice);
        suppression::read(page, outline, documents)
    }))
}

/// A book's pages, its documents, and what else was read on each page. A page is read as soon as it is parsed, while its
/// lines are at hand.
fn read_book(library: &Library, at: usize) -> (Vec<Outline>, Vec<Document>, Vec<Reading>) {
    let book = &library.books[at];
    let lexicon = Lexicon::new(&book.config);
    let (outlines, mut readings): (Vec<Outline>, Vec<Reading>) = book
        .chapters
        .par_iter()
        .enumerate()
        .map(|(chapter, page)| {
            let outline = markdown::outline(page.text.clone());
            let reading = dialect::read(Page {
                id: PageId { book: at, chapter },
                path: &page.path,
                src: &book.src,
                outline: &outline,
                lexicon: &lexicon,
                sources: &library.sources,
            });
            (outline, reading)
        })
        .unzip();
    let count = readings.iter().map(|reading| reading.documents.len()).sum();
    let mut read: Vec<(Document, Certainty)> = Vec::with_capacity(count);
    for reading in &mut readings {
        read.extend(std::mem::take(&mut reading.documents));
    }
    let pages = book.chapters.iter().map(|chapter| chapter.path.as_str());
    let documents = collection::settle(read, pages);
    let pages: HashSet<usize> = documents.iter().map(|document| document.page.chapter).collect();
    for (chapter, reading) in readings.iter_mut().enumerate() {
        // Front matter is a document's; on any other page, two rules around a paragraph look just like it.
        if pages.contains(&chapter) {
            reading.signs = None;
        } else {
            reading.troubles.clear();
        }
    }
    (outlines, documents, readings)
}

fn find_references(
    documents: &[Document],
    outlines: &[Vec<Outline>],
    prefixes: &Prefixes,
) -> Vec<reference::Reference> {
    let mut by_page: BTreeMap<PageId, Vec<Range<usize>>> = BTreeMap::new();
    for document in documents {
        by_page.entry(document.page).or_default().push(document.extent.clone());
    }
    for extents in by_page.values_mut() {
        extents.sort_by_key(|extent| extent.start);
    }
    let found: Vec<Vec<reference::Reference>> = documents
        .par_iter()
        .enumerate()
        .map(|(at, document)| {
            let own = &document.extent;
            let nested: Vec<_> = by_page
                .get(&document.page)
                .map(|extents| {
                    let first = extents.partition_point(|other| other.start < own.start);
                    let inside = extents[first..].iter().take_while(|other| other.end <= own.end);
                    inside.filter(|other| *other != own).cloned().collect()
                })
                .unwrap_or_default();
            let outline = &outlines[document.page.book][document.page.chapter];
            reference::find(DocumentId(at), document, Scan { outline, prefixes, nested: &nested })
        })
        .collect();
    found.into_iter().flatten().collect()
}

fn page_outlines<'a>(
    library: &'a Library,
    outlines: &'a [Vec<Outline>],
) -> HashMap<&'a str, &'a Outline> {
    let mut pages = HashMap::new();
    for (book, outlines) in library.books.iter().zip(outlines) {
        for (chapter, outline) in book.chapters.iter().zip(outlines) {
            pages.insert(chapter.path.as_str(), outline);
            // A record that a page includes is linked to by its own path.
            if !outline.text.is_whole() {
                for file in outline.text.files() {
                    pages.entry(library.sources.path(file)).or_insert(outline);
                }
            }
        }
    }
    pages
}
