//! `analyze`: from a loaded library to documents, references, graph and findings. Pure; every command starts here.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::book::{Library, folder_of};
use crate::dialect::{self, Blank, Certainty, Lexicon, Page, Reading, Signs, collection};
use crate::document::{Document, DocumentId, PageId};
use crate::graph::Graph;
use crate::markdown::{self, Anchors, Outline};
use crate::reference::{self, Prefixes, Reference, Scan};
use crate::resolve::{self, AnchorsOfPages, Resolved};
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
    /// Every fragment that it answers to; none where it has no line that a reader could see.
    anchors: Option<Anchors>,
    text: Text,
    outline: OnceLock<Box<Outline>>,
}

impl Kept {
    fn of(outline: Outline, keep: Outlines) -> Self {
        Self {
            anchors: (!outline.lines.is_empty()).then(|| outline.anchors.clone()),
            text: outline.text.clone(),
            outline: match keep {
                Outlines::Kept => OnceLock::from(Box::new(outline.compact())),
                Outlines::Dropped => OnceLock::new(),
            },
        }
    }

    /// Its outline; where that was not kept, its text is parsed once more.
    pub fn outline(&self) -> &Outline {
        self.outline.get_or_init(|| Box::new(markdown::outline(self.text.clone()).compact()))
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
    pub fn judged<T: Send>(&self, judge: impl Fn(OpenPage<'_>) -> Vec<T> + Sync) -> Vec<T> {
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
    analyze_judging(library, Outlines::Kept, |_| Vec::<()>::new()).0
}

/// [`analyze`], and what `judge` says of each page, in their order. `judge` is a function of the open page and nothing else.
///
/// A page is closed as soon as it was read and looked at: outlines are larger than the text, so that a run that holds few
/// of them takes less memory, and works on what its processor has at hand. But which words are ids shows only when all
/// documents are known, and a page's neighbours tell some things about its documents. So a sample of the pages is read
/// first, the others are looked at with what it taught, and those for which that was not the truth are opened once more.
pub fn analyze_judging<T: Send>(
    library: &Library,
    keep: Outlines,
    judge: impl Fn(OpenPage<'_>) -> Vec<T> + Sync,
) -> (Analysis, Vec<T>) {
    analyze_sampling(library, keep, judge, sample_of)
}

/// As [`analyze_judging`], with the sample that `sample_of` takes: whichever it is, the result is the same.
fn analyze_sampling<T: Send>(
    library: &Library,
    keep: Outlines,
    judge: impl Fn(OpenPage<'_>) -> Vec<T> + Sync,
    sample_of: impl Fn(&Library, &[PageId]) -> Vec<bool>,
) -> (Analysis, Vec<T>) {
    let (mut leaves, learnt) = read_pages(library, keep, &judge, sample_of);
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
    let is_stale = |leaf: &&mut Leaf<T>| prefixes != learnt || changed.contains(&leaf.id);
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
    let count = references.iter().map(Vec::len).sum();
    let references = references.into_iter().enumerate().flat_map(|(at, own)| {
        own.into_iter().map(move |one| Reference { source: DocumentId(at), ..one })
    });
    let anchors = anchors_of_pages(library, &pages);
    let references = resolve::resolve(references, count, &documents, library, &anchors);
    let graph = Graph::new(&documents, &references);
    let mut judged = Vec::new();
    let allows = looks.into_iter().flat_map(|(_, look)| {
        judged.extend(look.judged);
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
    (analysis, judged)
}

/// A page on its way through the analysis.
struct Leaf<T> {
    id: PageId,
    kept: Kept,
    reading: Reading,
    look: Look<T>,
}

/// What is seen on an open page.
struct Look<T> {
    /// The references of each of its documents. Their sources count the documents of the page.
    references: Vec<Vec<Reference>>,
    allows: Vec<Allow>,
    judged: Vec<T>,
}

/// One page in so many is in the sample.
const SAMPLE: usize = 16;
/// So many pages of each stretch in one folder are in the sample too: their documents have one prefix as a rule.
const OF_FOLDER: usize = 2;

/// Reads and looks at every page, with the prefixes that the documents of a sample use.
fn read_pages<T: Send>(
    library: &Library,
    keep: Outlines,
    judge: &(impl Fn(OpenPage<'_>) -> Vec<T> + Sync),
    sample_of: impl Fn(&Library, &[PageId]) -> Vec<bool>,
) -> (Vec<Leaf<T>>, Prefixes) {
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
    let sample: Vec<Leaf<T>> = sample.into_par_iter().map(leaf).collect();
    let others: Vec<Leaf<T>> = chosen(false).into_par_iter().map(|id| leaf(open(id))).collect();
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

fn look<T>(
    page: OpenPage<'_>,
    prefixes: &Prefixes,
    judge: &impl Fn(OpenPage<'_>) -> Vec<T>,
) -> Look<T> {
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
        judged: judge(page),
    }
}

/// What the pages of all books come to.
#[derive(Default)]
struct Collection {
    documents: Vec<Document>,
    /// The pages whose documents are not what was read there.
    changed: BTreeSet<PageId>,
    blanks: Vec<Blank>,
    unread: Vec<Signs>,
    troubles: Vec<(Span, String)>,
}

/// Brings together what was read, book by book.
fn collect<T>(library: &Library, leaves: &mut [Leaf<T>]) -> Collection {
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

    /// The references of each document, out of the looks at their pages. Both are in the order of the pages.
    fn references<T>(&self, looks: &mut [(PageId, Look<T>)], count: usize) -> Vec<Vec<Reference>> {
        let mut by_document: Vec<Vec<Reference>> = Vec::new();
        by_document.resize_with(count, Vec::new);
        debug_assert_eq!(looks.iter().map(|(_, look)| look.references.len()).sum::<usize>(), count);
        let mut places = self.0.iter().peekable();
        for (page, look) in looks {
            for references in std::mem::take(&mut look.references) {
                if let Some((_, _, id)) = places.next_if(|(own, _, _)| own == page) {
                    by_document[id.0] = references;
                }
            }
        }
        by_document
    }
}

fn anchors_of_pages<'a>(library: &'a Library, pages: &'a [Vec<Kept>]) -> AnchorsOfPages<'a> {
    let mut by_path = AnchorsOfPages::default();
    for (book, pages) in library.books.iter().zip(pages) {
        for (chapter, page) in book.chapters.iter().zip(pages) {
            let anchors = page.anchors.as_ref();
            by_path.insert(chapter.path.as_str(), anchors);
            // A record that a page includes is linked to by its own path.
            if !chapter.text.is_whole() {
                for file in chapter.text.files() {
                    by_path.entry(library.sources.path(file)).or_insert(anchors);
                }
            }
        }
    }
    by_path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::{Files, load_memory};

    type SampleOf<'a> = &'a dyn Fn(&Library, &[PageId]) -> Vec<bool>;

    /// Pages about which their neighbours, and pages far away, tell something.
    fn library() -> Library {
        let mut files: Vec<(String, String)> = Vec::new();
        let mut add = |path: String, text: String| files.push((path, text));
        for at in 1..=40 {
            let text = match at % 5 {
                // A number, and no status: a record if its neighbours are.
                0 => format!("# {at}. No status\n\nSee XYZ-7 and ADR-1.\n"),
                1 => format!(
                    "# Acme - {at}. Long\n\n## Status\n\nAccepted\n\n## Context\n\nADR-{at} of ADR-2.\n"
                ),
                2 => format!(
                    "# ADR-{at:04}: Own\n\n## Status\n\nAccepted\n\nDate: 01/{at}/2024\n\n## Consequences\n\n### Positive\n\nGood.\n"
                ),
                3 => format!("# ADR-{at:04}: Bare\n\n## Decision\n\nSuperseded by ADR-2, XYZ 7.\n"),
                _ => format!(
                    "# Acme - Use {at}\n\n- Status: accepted\n- Date: 02/03/2024\n\n[a](0001-a.md#acme)\n"
                ),
            };
            add(format!("a/{at:04}-a.md"), text);
        }
        for at in 1..=20 {
            add(
                format!("b/page-{at}.md"),
                format!("# Page {at}\n\nXYZ-7, <!-- adr:allow(broken-reference): x --> REQ-1.\n"),
            );
        }
        add("c/0001-x.md".to_owned(), "# A note\n\nOf ADR-2.\n".to_owned());
        add("c/0002-x.md".to_owned(), "# Another\n\nOf ADR-3.\n".to_owned());
        add("d/all.md".to_owned(), "# All\n\n{{#include ../e/ADR-0099-z.md}}\n".to_owned());
        add(
            "d/both.md".to_owned(),
            "# Both\n\n{{#include ../e/ADR-0099-z.md}}\n\nREQ-1\n".to_owned(),
        );
        let included = "# ADR-0099: Shown twice\n\n## Status\n\nAccepted\n\nADR-2\n";
        add("e/ADR-0099-z.md".to_owned(), included.to_owned());
        let rare = "# XYZ-7: Rare\n\n## Status\n\nAccepted\n\nADR-2\n";
        add("e/XYZ-7-z.md".to_owned(), rare.to_owned());
        add(
            "f/reqs.md".to_owned(),
            "# Requirements\n\n## REQ-1: One\n\nStatus: Accepted\n".to_owned(),
        );
        load_memory(&Files::memory(files), &[]).expect("a library")
    }

    #[test]
    fn whichever_pages_are_in_the_sample_the_result_is_the_same() {
        let library = library();
        let judge = |page: OpenPage<'_>| {
            let documents: Vec<String> =
                page.documents.iter().map(|one| format!("{one:?}")).collect();
            vec![format!("{:?} {} {documents:?}", page.id, page.outline.lines.len())]
        };
        let seen = |keep, sample_of: SampleOf<'_>| {
            let (analysis, judged) = analyze_sampling(&library, keep, judge, sample_of);
            let Analysis { documents, references, allows, unread, .. } = &analysis;
            let facts = format!("{documents:#?} {references:#?} {allows:#?} {unread:#?}");
            (facts, judged, analysis.judged(judge))
        };
        let all = seen(Outlines::Kept, &|_, ids| vec![true; ids.len()]);
        assert_eq!(all.1, all.2, "pages that are looked at later look the same");
        let rare = all.0.matches("\"xyz\",\n").count();
        assert!(rare >= 16, "{rare} mentions of an id that one document has");
        for keep in [Outlines::Kept, Outlines::Dropped] {
            let samples: [SampleOf<'_>; 4] = [
                &|_, ids| vec![false; ids.len()],
                &|_, ids| (0..ids.len()).map(|nth| nth % 7 == 3).collect(),
                &|_, ids| (0..ids.len()).map(|nth| nth == ids.len() - 1).collect(),
                &sample_of,
            ];
            for sample_of in samples {
                let some = seen(keep, sample_of);
                assert_eq!(some.0, all.0);
                assert_eq!((&some.1, &some.2), (&all.1, &all.2));
            }
        }
    }

    #[test]
    fn every_folder_has_pages_in_the_sample() {
        let library = library();
        let ids: Vec<PageId> =
            page_ids(library.books.iter().map(|book| book.chapters.len())).collect();
        let is_sample = sample_of(&library, &ids);
        let path = |id: &PageId| folder_of(&library.books[id.book].chapters[id.chapter].path);
        let folders: BTreeSet<&str> = ids.iter().map(path).collect();
        let sampled = ids.iter().zip(&is_sample).filter(|(_, is_sample)| **is_sample);
        assert_eq!(sampled.clone().map(|(id, _)| path(id)).collect::<BTreeSet<&str>>(), folders);
        assert!(sampled.count() * 3 < ids.len(), "and it is a small part");
    }
}
