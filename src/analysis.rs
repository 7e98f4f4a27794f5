//! `analyze`: from a loaded library to documents, references, graph and findings. Pure; every command starts here.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::book::{Library, folder_of};
use crate::dialect::{self, Blank, Certainty, Lexicon, Page, Reading, Signs, collection};
use crate::document::{Document, DocumentId, PageId};
use crate::finding::Finding;
use crate::graph::Graph;
use crate::markdown::{self, Anchors, Outline};
use crate::reference::{self, Prefixes, Reference, Scan};
use crate::resolve::{self, Resolved};
use crate::source::{Span, Text};
use crate::suppression::{self, Allow};

/// Everything that is known of a library.
#[derive(Debug)]
pub struct Analysis {
    /// Every page, as [`Library::books`] and their chapters are ordered.
    pub pages: Vec<Vec<Kept>>,
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

/// What is kept of a page.
#[derive(Debug)]
pub struct Kept {
    /// Every fragment that it answers to.
    pub anchors: Anchors,
    /// Whether it has no line that a reader could see.
    pub is_blank: bool,
    text: Text,
    outline: OnceLock<Box<Outline>>,
}

impl Kept {
    fn of(outline: Outline, keep: Outlines) -> Self {
        let kept = Self {
            anchors: outline.anchors.clone(),
            is_blank: outline.lines.is_empty(),
            text: outline.text.clone(),
            outline: OnceLock::new(),
        };
        if keep == Outlines::Kept {
            kept.outline.get_or_init(|| Box::new(outline));
        }
        kept
    }

    /// Its outline; where that was not kept, its text is parsed once more.
    pub fn outline(&self) -> &Outline {
        self.outline.get_or_init(|| Box::new(markdown::outline(self.text.clone())))
    }
}

/// Whether outlines are kept. They are larger than the text: what asks for few of them does better without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outlines {
    /// All of them, for what goes over the pages once more.
    Kept,
    /// Only while a page lies open, as far as possible.
    Dropped,
}

/// A page that lies open: its outline, and the documents on it.
#[derive(Debug, Clone, Copy)]
pub struct OpenPage<'a> {
    /// Which page.
    pub id: PageId,
    /// Its outline.
    pub outline: &'a Outline,
    /// Its documents, in the order of its text.
    pub documents: &'a [&'a Document],
}

impl Analysis {
    /// A document.
    pub fn document(&self, id: DocumentId) -> &Document {
        &self.documents[id.0]
    }

    /// A page's outline.
    pub fn outline(&self, page: PageId) -> &Outline {
        self.pages[page.book][page.chapter].outline()
    }

    /// What `judge` says of each page, in their order.
    pub fn judged(&self, judge: impl Fn(OpenPage<'_>) -> Vec<Finding> + Sync) -> Vec<Finding> {
        let on_pages = OnPages::of(&self.documents);
        let ids: Vec<PageId> = page_ids(self.pages.iter().map(Vec::len)).collect();
        let judged = ids.par_iter().flat_map_iter(|id| {
            let documents = on_pages.of_page(*id, &self.documents);
            judge(OpenPage { id: *id, outline: self.outline(*id), documents: &documents })
        });
        judged.collect()
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

/// Reads and connects everything in a library, and keeps the outlines. Pages are read in parallel.
pub fn analyze(library: &Library) -> Analysis {
    analyze_judging(library, Outlines::Kept, |_| Vec::new()).0
}

/// [`analyze`], and what `judge` says of each page, in their order. `judge` is a function of the open page and nothing else.
///
/// A page is closed as soon as it was read and looked at: outlines are larger than the text, so that a run that holds few
/// of them takes less memory, and works on what its processor has at hand. But which words are ids shows only when all
/// documents are known, and a page's neighbours tell some things about its documents. So a sample of the pages is read
/// first, the others are looked at with what it taught, and those for which that was not the truth are opened once more.
pub fn analyze_judging(
    library: &Library,
    keep: Outlines,
    judge: impl Fn(OpenPage<'_>) -> Vec<Finding> + Sync,
) -> (Analysis, Vec<Finding>) {
    let (mut leaves, learnt) = read_pages(library, keep, &judge);
    let Collection { mut documents, mut changed, blanks, unread, troubles } =
        collect(library, &mut leaves);
    documents.sort_by(|a, b| (&a.path, a.extent.start).cmp(&(&b.path, b.extent.start)));
    documents.dedup_by(|again, first| {
        let is_same = again.path == first.path && again.section == first.section;
        if is_same {
            changed.insert(again.page);
        }
        is_same
    });
    let prefixes = Prefixes::of(&documents);
    let on_pages = OnPages::of(&documents);
    let is_stale = |leaf: &&mut Leaf| prefixes != learnt || changed.contains(&leaf.id);
    leaves.par_iter_mut().filter(is_stale).for_each(|leaf| {
        let on_page = on_pages.of_page(leaf.id, &documents);
        let page = OpenPage { id: leaf.id, outline: leaf.kept.outline(), documents: &on_page };
        leaf.look = look(page, &prefixes, &judge);
        if keep == Outlines::Dropped {
            leaf.kept.outline.take();
        }
    });
    let mut looks = Vec::with_capacity(leaves.len());
    let mut pages: Vec<Vec<Kept>> = library.books.iter().map(|_| Vec::new()).collect();
    for leaf in leaves {
        pages[leaf.id.book].push(leaf.kept);
        looks.push((leaf.id, leaf.look));
    }
    let references = on_pages.references(&mut looks, documents.len());
    let by_path = pages_by_path(library, &pages);
    let references = resolve::resolve(references, &documents, library, &by_path);
    let graph = Graph::new(&documents, &references);
    let mut findings = Vec::new();
    let allows = looks.into_iter().flat_map(|(_, look)| {
        findings.extend(look.findings);
        look.allows
    });
    let allows = suppression::merge(allows);
    let analysis = Analysis {
        pages,
        documents,
        references,
        graph,
        prefixes,
        blanks,
        unread,
        troubles,
        allows,
    };
    (analysis, findings)
}

/// A page on its way through the analysis.
struct Leaf {
    id: PageId,
    kept: Kept,
    reading: Reading,
    look: Look,
}

/// What is seen on an open page.
struct Look {
    /// The references of each of its documents. Their sources count the documents of the page.
    references: Vec<Vec<Reference>>,
    allows: Vec<Allow>,
    findings: Vec<Finding>,
}

/// One page in so many is in the sample.
const SAMPLE: usize = 16;
/// So many pages of each stretch in one folder are in the sample too: their documents have one prefix as a rule.
const OF_FOLDER: usize = 2;

/// Reads and looks at every page, with the prefixes that the documents of a sample use.
fn read_pages(
    library: &Library,
    keep: Outlines,
    judge: &(impl Fn(OpenPage<'_>) -> Vec<Finding> + Sync),
) -> (Vec<Leaf>, Prefixes) {
    let lexicons: Vec<Lexicon> =
        library.books.iter().map(|book| Lexicon::new(&book.config)).collect();
    let ids: Vec<PageId> = page_ids(library.books.iter().map(|book| book.chapters.len())).collect();
    let is_sample = sample_of(library, &ids);
    let chosen = |wanted: bool| {
        let all = ids.iter().zip(&is_sample);
        all.filter(|(_, is_sample)| **is_sample == wanted).map(|(id, _)| *id).collect::<Vec<_>>()
    };
    let open = |id: PageId| read_page(library, id, &lexicons[id.book]);
    let sample: Vec<(PageId, Outline, Reading)> = chosen(true).into_par_iter().map(open).collect();
    let learnt = Prefixes::of(sample.iter().flat_map(|(_, _, reading)| &reading.documents));
    let leaf = |(id, outline, reading): (PageId, Outline, Reading)| {
        let documents: Vec<&Document> = reading.documents.iter().collect();
        let look = look(OpenPage { id, outline: &outline, documents: &documents }, &learnt, judge);
        Leaf { id, kept: Kept::of(outline, keep), reading, look }
    };
    let sample: Vec<Leaf> = sample.into_par_iter().map(leaf).collect();
    let others: Vec<Leaf> = chosen(false).into_par_iter().map(|id| leaf(open(id))).collect();
    let (mut sample, mut others) = (sample.into_iter(), others.into_iter());
    let in_order = is_sample
        .iter()
        .filter_map(|is_sample| if *is_sample { sample.next() } else { others.next() });
    let leaves = in_order.collect();
    (leaves, learnt)
}

/// Whether each page is in the sample.
fn sample_of(library: &Library, ids: &[PageId]) -> Vec<bool> {
    let folder = |id: &PageId| folder_of(&library.books[id.book].chapters[id.chapter].path);
    let mut in_folder = 0;
    let mut is_sample = Vec::with_capacity(ids.len());
    for (nth, id) in ids.iter().enumerate() {
        let goes_on = nth > 0 && folder(&ids[nth - 1]) == folder(id);
        in_folder = if goes_on { in_folder + 1 } else { 0 };
        is_sample.push(in_folder < OF_FOLDER || nth % SAMPLE == 0);
    }
    is_sample
}

/// The ids of all pages, in their order, given how many each book has.
fn page_ids(counts: impl Iterator<Item = usize>) -> impl Iterator<Item = PageId> {
    counts
        .enumerate()
        .flat_map(|(book, count)| (0..count).map(move |chapter| PageId { book, chapter }))
}

fn read_page(library: &Library, id: PageId, lexicon: &Lexicon) -> (PageId, Outline, Reading) {
    let book = &library.books[id.book];
    let chapter = &book.chapters[id.chapter];
    let outline = markdown::outline(chapter.text.clone());
    let reading = dialect::read(Page {
        id,
        path: &chapter.path,
        src: &book.src,
        outline: &outline,
        lexicon,
        sources: &library.sources,
    });
    (id, outline, reading)
}

fn look(
    page: OpenPage<'_>,
    prefixes: &Prefixes,
    judge: &impl Fn(OpenPage<'_>) -> Vec<Finding>,
) -> Look {
    let mut extents: Vec<Range<usize>> =
        page.documents.iter().map(|document| document.extent.clone()).collect();
    extents.sort_by_key(|extent| extent.start);
    let documents = page.documents.iter().enumerate();
    let references = documents.map(|(nth, document)| {
        let own = &document.extent;
        let first = extents.partition_point(|other| other.start < own.start);
        let inside = extents[first..].iter().take_while(|other| other.end <= own.end);
        let nested: Vec<_> = inside.filter(|other| *other != own).cloned().collect();
        let scan = Scan { outline: page.outline, prefixes, nested: &nested };
        let mut found = reference::find(DocumentId(nth), document, scan);
        found.shrink_to_fit();
        found
    });
    Look {
        references: references.collect(),
        allows: suppression::read(page.id, page.outline, page.documents),
        findings: judge(page),
    }
}

/// What the pages of all books come to.
#[derive(Default)]
struct Collection {
    documents: Vec<Document>,
    /// The pages whose documents are not what was read there.
    changed: HashSet<PageId>,
    blanks: Vec<Blank>,
    unread: Vec<Signs>,
    troubles: Vec<(Span, String)>,
}

/// Brings together what was read, book by book.
fn collect(library: &Library, leaves: &mut [Leaf]) -> Collection {
    let mut all = Collection::default();
    for leaves in leaves.chunk_by_mut(|a, b| a.id.book == b.id.book) {
        let Some(book) = leaves.first().map(|leaf| &library.books[leaf.id.book]) else { continue };
        let count = leaves.iter().map(|leaf| leaf.reading.documents.len()).sum();
        let mut documents = Vec::with_capacity(count);
        let mut doubtful = Vec::new();
        for leaf in &mut *leaves {
            if leaf.reading.certainty == Certainty::IfNeighboursAre {
                doubtful.push(documents.len());
            }
            documents.extend(std::mem::take(&mut leaf.reading.documents));
        }
        let paths = book.chapters.iter().map(|chapter| chapter.path.as_str());
        collection::settle(&mut documents, &doubtful, paths, &mut all.changed);
        let mut has_document = vec![false; book.chapters.len()];
        for document in &documents {
            has_document[document.page.chapter] = true;
        }
        for leaf in leaves {
            let reading = std::mem::take(&mut leaf.reading);
            all.blanks.extend(reading.template.map(|blank| *blank));
            // Front matter is a document's; on any other page, two rules around a paragraph look just like it.
            if has_document[leaf.id.chapter] {
                all.troubles.extend(reading.troubles);
            } else {
                all.unread.extend(reading.signs.map(|signs| *signs));
            }
        }
        if all.documents.is_empty() {
            all.documents = documents;
        } else {
            all.documents.extend(documents);
        }
    }
    all
}

/// Which documents stand on which page: by page, then by their order there.
struct OnPages(Vec<(PageId, u32, DocumentId)>);

impl OnPages {
    fn of(documents: &[Document]) -> Self {
        let places = documents.iter().enumerate();
        let mut places: Vec<_> =
            places.map(|(at, document)| (document.page, document.nth, DocumentId(at))).collect();
        places.sort_unstable();
        Self(places)
    }

    fn of_page<'d>(&self, page: PageId, documents: &'d [Document]) -> Vec<&'d Document> {
        let first = self.0.partition_point(|(own, _, _)| *own < page);
        let own = self.0[first..].iter().take_while(|(own, _, _)| *own == page);
        own.map(|(_, _, id)| &documents[id.0]).collect()
    }

    /// The references of all documents, by source, out of the looks at their pages. Both are in the order of the pages.
    fn references(&self, looks: &mut [(PageId, Look)], count: usize) -> Vec<Reference> {
        let mut by_document: Vec<Vec<Reference>> = Vec::new();
        by_document.resize_with(count, Vec::new);
        let mut places = self.0.iter().peekable();
        for (page, look) in looks {
            for references in std::mem::take(&mut look.references) {
                if let Some((_, _, id)) = places.next_if(|(own, _, _)| own == page) {
                    by_document[id.0] = references;
                }
            }
        }
        let mut all = Vec::with_capacity(by_document.iter().map(Vec::len).sum());
        for (at, references) in by_document.into_iter().enumerate() {
            let own = references.into_iter();
            all.extend(own.map(|reference| Reference { source: DocumentId(at), ..reference }));
        }
        all
    }
}

fn pages_by_path<'a>(library: &'a Library, pages: &'a [Vec<Kept>]) -> HashMap<&'a str, &'a Kept> {
    let mut by_path = HashMap::new();
    for (book, pages) in library.books.iter().zip(pages) {
        for (chapter, page) in book.chapters.iter().zip(pages) {
            by_path.insert(chapter.path.as_str(), page);
            // A record that a page includes is linked to by its own path.
            if !chapter.text.is_whole() {
                for file in chapter.text.files() {
                    by_path.entry(library.sources.path(file)).or_insert(page);
                }
            }
        }
    }
    by_path
}
