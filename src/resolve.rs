//! Each reference → the document and section that it means, or why none.

mod index;

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use foldhash::HashMap;
use rayon::prelude::*;

use self::index::Index;
use crate::book::{Library, Place, folder_of, join};
use crate::dialect::heading::{fold, parts_of_id};
use crate::document::{Document, DocumentId, may_stand_for_none, name_key};
use crate::markdown::{Anchors, is_markdown};
use crate::reference::{Reference, Target};
use crate::source::{Span, text_before};
use crate::vocabulary::{Kind, Relation, Statement, starts_with_word};

/// A reference and what it means.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// The reference.
    pub reference: Reference,
    /// What it means.
    pub outcome: Outcome,
    /// The fragment that the target's page does not have.
    pub missing_anchor: Option<Box<MissingAnchor>>,
    /// The fragment of the section that it names below the title of the document that it means.
    pub part: Option<String>,
    candidates: Option<Arc<[DocumentId]>>,
}

impl Resolved {
    fn new(reference: Reference, meaning: Meaning) -> Self {
        let Meaning { outcome, missing_anchor, part, candidates } = meaning;
        Self { reference, outcome, missing_anchor, part, candidates }
    }

    /// All documents that the words alone fit, where they are several. Shared by all references that fit the same.
    pub fn candidates(&self) -> &[DocumentId] {
        self.candidates.as_deref().unwrap_or_default()
    }
}

/// What a reference means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A document, and how it was found.
    Document(DocumentId, Via),
    /// Something that exists and is no document: a page, a file, a folder, the page itself.
    Elsewhere,
    /// Something outside: a URL, a place that cannot be known from here.
    Unknown,
    /// Several documents fit, and nothing tells which.
    Ambiguous,
    /// Nothing: the file or id does not exist. With the nearest thing that does.
    Broken(Option<String>),
}

/// How a reference led to its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    /// By a link.
    Link,
    /// By an id or number.
    Id,
    /// By a title or name.
    Title,
    /// By a value of the front matter.
    Key,
}

impl Via {
    /// The word that JSON uses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Id => "id",
            Self::Title => "title",
            Self::Key => "key",
        }
    }
}

/// A fragment that no heading or anchor of a page answers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingAnchor {
    /// The page, relative to the user's folder.
    pub page: String,
    /// The fragment, decoded.
    pub fragment: String,
    /// The nearest fragment that the page has.
    pub nearest: Option<String>,
}

/// What pages answer to, by their paths. Nothing is known of a page without content.
pub type AnchorsOfPages<'a> = HashMap<&'a str, Option<&'a Anchors>>;

/// Resolves every reference, in the order given. `count` says how many they are.
pub fn resolve(
    references: impl Iterator<Item = Reference>,
    count: usize,
    documents: &[Document],
    library: &Library,
    anchors: &AnchorsOfPages<'_>,
) -> Vec<Resolved> {
    let index = Index::new(documents, library, anchors);
    let mut resolved = Vec::with_capacity(count);
    resolved.extend(references.map(|one| Resolved::new(one, meaning(Outcome::Unknown))));
    resolve_all(&index, &mut resolved);
    settle_asides(&mut resolved, library);
    settle_by_back_reference(&mut resolved);
    for resolved in &mut resolved {
        settle_kind(resolved, documents);
        settle_part(resolved);
    }
    resolved
}

/// Resolves in parallel what takes no comparing of names, and then the rest in its order: comparisons are counted, and
/// the same references must spend them on every machine.
fn resolve_all(index: &Index<'_>, resolved: &mut [Resolved]) {
    // Few parts, because each has a memory of its own for what numbers mean.
    let part = resolved.len().div_ceil(4 * rayon::current_num_threads()).max(1);
    let later: Mutex<Vec<usize>> = Mutex::default();
    resolved.par_iter_mut().enumerate().with_min_len(part).for_each_init(
        || Resolver::new(index, 0),
        |resolver, (at, resolved)| {
            let meaning = resolver.resolve(&resolved.reference);
            if resolver.budget.was_asked()
                && let Ok(mut later) = later.lock()
            {
                later.push(at);
            }
            resolved.set(meaning);
        },
    );
    let mut later = later.into_inner().unwrap_or_default();
    later.sort_unstable();
    let comparing = Resolver::new(index, MAX_COMPARISONS);
    for at in later {
        let meaning = comparing.resolve(&resolved[at].reference);
        resolved[at].set(meaning);
    }
}

impl Resolved {
    fn set(&mut self, meaning: Meaning) {
        let Meaning { outcome, missing_anchor, part, candidates } = meaning;
        self.outcome = outcome;
        self.missing_anchor = missing_anchor;
        self.part = part;
        self.candidates = candidates;
    }
}

/// All of a [`Resolved`] but the reference.
struct Meaning {
    outcome: Outcome,
    missing_anchor: Option<Box<MissingAnchor>>,
    part: Option<String>,
    candidates: Option<Arc<[DocumentId]>>,
}

/// A folder, its book, a series (a prefix, or a kind with its own), and a number.
type Numbered = (String, usize, String, u64);

/// Looks references up.
struct Resolver<'a> {
    index: &'a Index<'a>,
    /// What a number means to a folder and a series, once it was asked for.
    known: RefCell<HashMap<Numbered, Arc<[DocumentId]>>>,
    budget: Budget,
}

/// How many names may still be compared with names that do not exist.
struct Budget {
    left: Cell<usize>,
    asked: Cell<bool>,
}

impl Budget {
    fn left(&self) -> usize {
        self.asked.set(true);
        self.left.get()
    }

    fn set(&self, left: usize) {
        self.left.set(left);
    }

    /// Whether anybody asked since this was last called.
    fn was_asked(&self) -> bool {
        self.asked.take()
    }
}

/// Documents with the same number that are considered for a number that nobody has.
pub(super) const MAX_NEIGHBOURS: usize = 100;

/// Enough for every link of a collection whose folder was renamed.
const MAX_COMPARISONS: usize = 100_000;

impl<'a> Resolver<'a> {
    fn new(index: &'a Index<'a>, comparisons: usize) -> Self {
        let budget = Budget { left: Cell::new(comparisons), asked: Cell::new(false) };
        Self { index, known: RefCell::default(), budget }
    }

    fn resolve(&self, reference: &Reference) -> Meaning {
        let mut found = match &reference.target {
            Target::Link(destination) => self.link(reference, destination),
            Target::Id(prefix, number) => self.id(reference, Some(prefix), *number),
            Target::Number(number) => self.number(reference, *number),
            Target::Between(prefix, number) => self.between(reference, prefix, *number),
            Target::Hash(number) => self.hash(reference, *number),
            Target::File(path) => self.file(reference, path),
            Target::Name(name) => self.name(reference, name),
        };
        if let Outcome::Document(_, via) = &mut found.outcome
            && reference.is_key
        {
            *via = Via::Key;
        }
        found
    }

    fn source(&self, reference: &Reference) -> &'a Document {
        &self.index.documents[reference.source.0]
    }

    fn page_of(&self, document: &Document) -> &'a str {
        &self.index.library.books[document.page.book].chapters[document.page.chapter].path
    }

    fn link(&self, reference: &Reference, destination: &str) -> Meaning {
        let mut destination = Cow::Borrowed(destination.trim());
        if destination.contains('\\') {
            destination = destination.replace('\\', "/").into();
        }
        let (path, fragment) = match destination.split_once('#') {
            Some((path, fragment)) => (path, Some(decode(fragment))),
            None => (&*destination, None),
        };
        let path = decode(path.split('?').next().unwrap_or(""));
        if is_external(&path) {
            return self.own_repository(&path);
        }
        if !is_path(&path) && fragment.is_none() {
            return meaning(Outcome::Unknown);
        }
        let source = self.source(reference);
        if path.is_empty() {
            let page = self.page_of(source);
            return self.at_page(reference, page, fragment.as_deref());
        }
        if let Some(route) = path.strip_prefix('/') {
            return self.absolute(reference, route, fragment.as_deref());
        }
        // The author wrote the link in a file, which may be a part of the record; mdBook shows it beside the page that
        // includes it.
        let file = self.index.library.sources.path(reference.span.file);
        let mut folders =
            vec![folder_of(file), folder_of(&source.path), folder_of(self.page_of(source))];
        folders.dedup();
        let mut missing = Outcome::Unknown;
        for folder in folders {
            let full = join(folder, &path);
            if let Some(page) = self.index.page(&full) {
                return self.at_page(reference, page, fragment.as_deref());
            }
            match self.place(&full) {
                Place::File(file) => return self.at_page(reference, &file, fragment.as_deref()),
                Place::Folder(folder) => {
                    return self.at_folder(reference, &folder, fragment.as_deref());
                }
                Place::Elsewhere => return meaning(Outcome::Elsewhere),
                Place::Missing => match self.made_by_mdbook(source, &full) {
                    Some(Place::File(file)) => {
                        return self.at_page(reference, &file, fragment.as_deref());
                    }
                    Some(_) => return meaning(Outcome::Elsewhere),
                    None => missing = Outcome::Broken(self.nearest_file(reference, &full)),
                },
                Place::Unknown => {}
            }
        }
        meaning(missing)
    }

    /// What stands in a book's output where no source does: its own pages, redirects, and `index.html` for `README.md`.
    fn made_by_mdbook(&self, source: &Document, path: &str) -> Option<Place> {
        const OWN: [&str; 4] = ["index.html", "print.html", "404.html", "toc.html"];
        let book = &self.index.library.books[source.page.book];
        book.summary.as_ref()?;
        let page = path.strip_prefix(&book.src)?.trim_start_matches('/');
        let shown = match page.strip_suffix(".md") {
            Some(stem) => format!("{stem}.html"),
            None => page.to_owned(),
        };
        if OWN.contains(&page) || book.config.redirects.contains(&shown) {
            return Some(Place::Elsewhere);
        }
        let readme = path
            .strip_suffix("index.md")
            .filter(|folder| folder.is_empty() || folder.ends_with('/'))?;
        Some(self.place(&format!("{readme}README.md")))
            .filter(|place| matches!(place, Place::File(_)))
    }

    /// What a path leads to, with the endings that sites leave out or put in.
    fn place(&self, path: &str) -> Place {
        let found = self.index.library.tree.find(path);
        if !matches!(found, Place::Missing) || path.is_empty() {
            return found;
        }
        let last = path.rsplit('/').next().unwrap_or("");
        let mut others = Vec::new();
        if let Some(stem) = path.strip_suffix(".html") {
            others.push(format!("{stem}.md"));
            if let Some(folder) = stem.strip_suffix("index") {
                others.push(format!("{folder}README.md"));
            }
        } else if !last.to_ascii_lowercase().ends_with(".md") {
            others.push(format!("{path}.md"));
        }
        let found = others.into_iter().map(|other| self.index.library.tree.find(&other));
        found
            .into_iter()
            .find(|place| matches!(place, Place::File(_) | Place::Elsewhere))
            .unwrap_or(Place::Missing)
    }

    /// A path from the top: of the user's folder, of the book, of its sources, or a route of a site.
    fn absolute(&self, reference: &Reference, route: &str, fragment: Option<&str>) -> Meaning {
        let book = &self.index.library.books[self.source(reference).page.book];
        for top in ["", &book.root, &book.src] {
            match self.place(&join(top, route)) {
                Place::File(file) => return self.at_page(reference, &file, fragment),
                Place::Folder(folder) if !folder.is_empty() => {
                    return self.at_folder(reference, &folder, fragment);
                }
                Place::Elsewhere => return meaning(Outcome::Elsewhere),
                _ => {}
            }
        }
        let Some(last) = route.trim_end_matches('/').rsplit('/').next() else {
            return meaning(Outcome::Unknown);
        };
        let last = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
        let found = match last.parse() {
            Ok(number) => self.numbered(self.source(reference), None, number),
            Err(_) => self.index.named(last).into(),
        };
        if let [one] = &*found {
            return meaning(Outcome::Document(*one, Via::Link));
        }
        // A route of a site has no ending; a file that is missing lies in a folder that is there.
        if !is_markdown(route) || !route.contains('/') {
            return meaning(Outcome::Unknown);
        }
        // The top of a site may be any folder above the page.
        let mut above = folder_of(&self.source(reference).path);
        while !above.is_empty() {
            if !matches!(self.place(&join(above, route)), Place::Missing | Place::Unknown) {
                return meaning(Outcome::Unknown);
            }
            above = folder_of(above);
        }
        let is_in_folder = |full: &String| matches!(self.place(folder_of(full)), Place::Folder(_));
        let mut tops = ["", &book.root, &book.src].into_iter();
        match tops.find_map(|top| Some(join(top, route)).filter(is_in_folder)) {
            Some(full) => meaning(Outcome::Broken(self.nearest_file(reference, &full))),
            None => meaning(Outcome::Unknown),
        }
    }

    /// A URL of a forge that ends in the path of a document of this run is that document.
    fn own_repository(&self, url: &str) -> Meaning {
        let path = ["/blob/", "/tree/", "/src/branch/"]
            .into_iter()
            .find_map(|mark| url.split_once(mark))
            .and_then(|(_, rest)| rest.split_once('/'))
            .map(|(_, path)| path);
        match path.map(|path| self.index.on_page(path)) {
            Some([one, ..]) if self.index.documents[one.0].section.is_none() => {
                meaning(Outcome::Document(*one, Via::Link))
            }
            _ => meaning(Outcome::Unknown),
        }
    }

    fn at_folder(&self, reference: &Reference, folder: &str, fragment: Option<&str>) -> Meaning {
        for index in ["README.md", "index.md", "readme.md"] {
            if let Place::File(file) = self.index.library.tree.find(&join(folder, index)) {
                return self.at_page(reference, &file, fragment);
            }
        }
        meaning(Outcome::Elsewhere)
    }

    /// A page that exists: the document that it is, or the section of it that the fragment names.
    fn at_page(&self, reference: &Reference, page: &str, fragment: Option<&str>) -> Meaning {
        let on_page = self.index.on_page(page);
        let whole = on_page.iter().copied().find(|id| self.index.documents[id.0].section.is_none());
        let mut resolved = meaning(Outcome::Elsewhere);
        let named = match fragment {
            Some(fragment) => {
                let own = self.index.at_fragment(page, fragment);
                own.or_else(|| self.at_anchor_with_id(page, fragment))
            }
            // `[REQ-001](requirements.md)`: the words say which of the page's documents.
            None if whole.is_none() => {
                let id = reference.text.split([':', '(']).next().unwrap_or("").trim();
                self.index.at_fragment(page, &anchor_of(id))
            }
            None => None,
        };
        if let Some(found) = named.or(whole) {
            // A link within the page is about the page, not a reference to a document.
            if found != reference.source || !reference.text.is_empty() {
                resolved.outcome = Outcome::Document(found, Via::Link);
            }
        }
        let same_page = page == self.page_of(self.source(reference));
        if named.is_none() && same_page && fragment.is_some() {
            resolved.outcome = Outcome::Elsewhere;
        }
        if named.is_none()
            && let Some(fragment) = fragment
            && let Some(Some(anchors)) = self.index.anchors.get(page)
        {
            resolved.missing_anchor = self.missing_anchor(page, fragment, anchors);
        }
        if let (None, Some(whole), Some(fragment)) = (named, whole, fragment) {
            resolved.part = part_named(&self.index.documents[whole.0], fragment);
        }
        resolved
    }

    /// The document with the id that an anchor of the page is called by: many put one before the heading, so that a link
    /// lives longer than the title.
    fn at_anchor_with_id(&self, page: &str, fragment: &str) -> Option<DocumentId> {
        let anchors = self.index.anchors.get(page)?.as_ref()?;
        if !anchors.contains(fragment) {
            return None;
        }
        self.index.at_fragment(page, &anchor_of(fragment))
    }

    fn missing_anchor(
        &self,
        page: &str,
        fragment: &str,
        anchors: &Anchors,
    ) -> Option<Box<MissingAnchor>> {
        let bare = fragment.strip_prefix("user-content-").unwrap_or(fragment);
        // `#top` is the top of any page: https://html.spec.whatwg.org/multipage/browsing-the-web.html#scroll-to-the-fragment
        let known = bare.is_empty()
            || bare.eq_ignore_ascii_case("top")
            || anchors.contains(bare)
            || anchors.contains(&bare.to_lowercase())
            || bare.contains('=')
            || self.index.at_fragment(page, bare).is_some();
        if known {
            return None;
        }
        let left = self.budget.left().checked_sub(anchors.len());
        let nearest = left.and_then(|left| {
            self.budget.set(left);
            crate::config::nearest(bare, anchors.iter()).map(str::to_owned)
        });
        Some(Box::new(MissingAnchor { page: page.to_owned(), fragment: bare.to_owned(), nearest }))
    }

    /// A file that is named and not linked: people write it from its own folder, from the top of the repository, or from
    /// anywhere between. What is not there may lie in another repository, unless it is called as a record is.
    fn file(&self, reference: &Reference, path: &str) -> Meaning {
        let beside = self.link(reference, path);
        if !matches!(beside.outcome, Outcome::Broken(_)) {
            return beside;
        }
        let (path, fragment) = match path.split_once('#') {
            Some((path, fragment)) => (path, Some(decode(fragment))),
            None => (path, None),
        };
        let folder = folder_of(&self.source(reference).path);
        let above = std::iter::successors(Some(folder), |folder| {
            (!folder.is_empty()).then(|| folder_of(folder))
        });
        let name = path.rsplit('/').next().unwrap_or(path);
        let places = above.map(|folder| join(folder, path)).chain([join(folder, name)]);
        let found = places.map(|place| self.place(&place)).find_map(|place| match place {
            Place::File(file) => Some(file),
            _ => None,
        });
        match found {
            Some(file) => self.at_page(reference, &file, fragment.as_deref()),
            None if number_of(name).is_some() => beside,
            None => meaning(Outcome::Unknown),
        }
    }

    /// `#12` is a record only where nothing else can be meant, and there is one.
    fn hash(&self, reference: &Reference, number: u64) -> Meaning {
        if !matches!(reference.statement.relation, Relation::Supersedes | Relation::Amends) {
            return meaning(Outcome::Unknown);
        }
        let found = self.id(reference, None, number);
        let is_broken = matches!(found.outcome, Outcome::Broken(_));
        if is_broken { meaning(Outcome::Unknown) } else { found }
    }

    /// A document within a range, where there is one.
    fn between(&self, reference: &Reference, prefix: &str, number: u64) -> Meaning {
        match &*self.numbered(self.source(reference), Some(prefix), number) {
            [one] if *one != reference.source => meaning(Outcome::Document(*one, Via::Id)),
            _ => meaning(Outcome::Unknown),
        }
    }

    /// The document with a bare number: one of the kind that the words mean, else of the kind of the source.
    fn number(&self, reference: &Reference, number: u64) -> Meaning {
        let source = self.source(reference);
        let Some(kind) = self.kind_meant(reference).filter(|kind| *kind != source.kind) else {
            return self.id(reference, None, number);
        };
        let book = source.page.book;
        let find = || {
            let all = self.index.by_number.get(&number).map_or(&[][..], Vec::as_slice);
            let is_meant = |id: &&DocumentId| {
                let document = &self.index.documents[id.0];
                document.kind == kind && document.page.book == book
            };
            all.iter().filter(is_meant).copied().collect()
        };
        let key = (String::new(), book, format!("any {kind}"), number);
        let found = Arc::clone(self.known.borrow_mut().entry(key).or_insert_with(find));
        match &*found {
            [] => meaning(Outcome::Unknown),
            [one] => meaning(Outcome::Document(*one, Via::Id)),
            _ => Meaning { candidates: Some(found), ..meaning(Outcome::Ambiguous) },
        }
    }

    /// The kind of document that a bare number means: by the word before it, as in `decision 1`, else by the relation.
    fn kind_meant(&self, reference: &Reference) -> Option<Kind> {
        const FAR: usize = 24;
        let text = self.index.library.sources.text(reference.span.file);
        let before = text_before(text, reference.span.start, FAR).trim_end();
        let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        match word.to_ascii_lowercase().as_str() {
            "decision" | "decisions" => return Some(Kind::Decision),
            "requirement" | "requirements" => return Some(Kind::Requirement),
            "module" | "modules" => return Some(Kind::Module),
            _ => {}
        }
        match reference.statement {
            Statement { relation: Relation::Satisfies, inverse: false } => Some(Kind::Requirement),
            Statement { relation: Relation::Governs, inverse: false } => Some(Kind::Module),
            Statement { relation: Relation::Satisfies | Relation::Governs, inverse: true } => {
                Some(Kind::Decision)
            }
            _ => None,
        }
    }

    /// The document with a number, in the narrowest scope that has one.
    fn id(&self, reference: &Reference, prefix: Option<&str>, number: u64) -> Meaning {
        let source = self.source(reference);
        let found = self.numbered(source, prefix, number);
        let is_mention = reference.statement.relation == Relation::Mentions;
        if found.contains(&reference.source) && self.is_of_revision(reference) {
            return meaning(Outcome::Elsewhere);
        }
        if is_mention && reference.cited_title.is_none() && found.contains(&reference.source) {
            // `ADR-0010` in the prose of ADR-0010 is the record itself, whoever shares its number.
            return meaning(Outcome::Elsewhere);
        }
        let others: Vec<DocumentId> =
            found.iter().copied().filter(|id| *id != reference.source).collect();
        let mut resolved = match (others.as_slice(), found.is_empty()) {
            ([], true) => meaning(self.no_such_number(reference, prefix, number)),
            ([], false) => meaning(Outcome::Document(reference.source, Via::Id)),
            ([one], _) => meaning(Outcome::Document(*one, Via::Id)),
            (several, _) => match self.titled(several, reference.cited_title.as_deref()) {
                Some(one) => meaning(Outcome::Document(one, Via::Id)),
                None => meaning(Outcome::Ambiguous),
            },
        };
        if is_mention && resolved.outcome == Outcome::Document(reference.source, Via::Id) {
            resolved.outcome = Outcome::Elsewhere;
        }
        if found.len() > 1 {
            resolved.candidates = Some(found);
        }
        resolved
    }

    /// `ADR-0041 draft of 4.2.0`, `ADR-0041 rev 1`: whether the words behind an id mean an earlier text of a record.
    fn is_of_revision(&self, reference: &Reference) -> bool {
        const WORDS: [&str; 5] = ["draft", "rev", "revision", "version", "initial"];
        let text = self.index.library.sources.text(reference.span.file);
        let behind =
            text.get(reference.span.end..).unwrap_or("").trim_start_matches([' ', '*', '(', ',']);
        let number = behind.strip_prefix(['v', 'r']).unwrap_or("");
        number.starts_with(|c: char| c.is_ascii_digit())
            || WORDS.iter().any(|word| starts_with_word(behind, word))
    }

    /// What may have been meant by a number that nobody has: the document whose title stands behind it, else the one
    /// whose number is a slip away.
    fn no_such_number(&self, reference: &Reference, prefix: Option<&str>, number: u64) -> Outcome {
        let source = self.source(reference);
        // The internet's RFCs share their name with many a project's own. Nobody writes `RFC-0822` of one.
        let is_own_rfc = reference.text.to_ascii_lowercase().starts_with("rfc-0")
            && fold(&source.prefix) == "rfc"
            && reference.statement.relation != Relation::Mentions;
        if (prefix == Some("rfc") && !is_own_rfc) || prefix.is_none() && source.number.is_none() {
            return Outcome::Unknown;
        }
        // A record that could not be read is there all the same, and another rule tells of it.
        if self.index.is_unread(source, prefix, number)
            || self.is_of_another_repository(reference)
            || prefix.is_some_and(|prefix| self.index.is_loose(prefix, number))
        {
            return Outcome::Elsewhere;
        }
        let cited = reference.cited_title.as_deref().map(|cited| self.index.named(cited));
        if let Some([titled]) = cited.as_deref()
            && *titled != reference.source
        {
            return Outcome::Broken(Some(self.index.documents[titled.0].full_name()));
        }
        let near = neighbours(number)
            .into_iter()
            .filter_map(|number| self.index.by_number.get(&number))
            .flat_map(|ids| ids.iter().take(MAX_NEIGHBOURS))
            .map(|id| &self.index.documents[id.0])
            .filter(|document| document.path != source.path || document.section != source.section)
            .filter(|document| prefix.is_none_or(|prefix| fold(&document.prefix) == prefix))
            .min_by_key(|document| {
                let away = document.number.map(|own| own.abs_diff(number));
                (document.folder != source.folder, away, document.number)
            });
        Outcome::Broken(near.map(Document::full_name))
    }

    /// Whether the word before a reference says that it means a record of another repository: `upstream ADR-7`, `data-platform
    /// ADR-7`, `` `core` ADR-7 ``, `their ADR-7`.
    fn is_of_another_repository(&self, reference: &Reference) -> bool {
        const FAR: usize = 60;
        // `follow-up ADR-7`, `now-superseded ADR-7` is one of these.
        const ADJECTIVES: [&str; 16] = [
            "up",
            "term",
            "binding",
            "level",
            "cutting",
            "looking",
            "known",
            "related",
            "driven",
            "called",
            "on",
            "wide",
            "based",
            "specific",
            "like",
            "forgotten",
        ];
        let span = reference.span;
        let text = self.index.library.sources.text(span.file);
        let Some(before) = text_before(text, span.start, FAR).strip_suffix(' ') else {
            return false;
        };
        let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
        let name = word.trim_start_matches(['(', '[', '*', '_', '"']);
        let owner = name.strip_suffix("'s").or(name.strip_suffix("’s")).unwrap_or(name);
        let code = owner.strip_prefix('`').and_then(|name| name.strip_suffix('`'));
        let is_code = code.is_some_and(|name| name.starts_with(char::is_alphabetic));
        let is_adjective = |name: &str| {
            let last = name.rsplit('-').next().unwrap_or("");
            ADJECTIVES.contains(&last) || last.ends_with("ed") || last.ends_with("ing")
        };
        let is_name = |name: &str| {
            let mut parts = name.split('-');
            let is_word =
                |part: &str| part.len() > 1 && part.bytes().all(|byte| byte.is_ascii_lowercase());
            parts.clone().count() > 1 && parts.all(is_word)
        };
        is_code
            || ["upstream", "their", "Upstream", "Their"].contains(&name)
            || (is_name(name) && !is_adjective(name))
    }

    /// Documents with a number: of the source's folder and series, else of its book, else of all.
    fn numbered(&self, source: &Document, prefix: Option<&str>, number: u64) -> Arc<[DocumentId]> {
        let series = prefix.map_or_else(
            || format!("{} {}", source.kind.as_str(), fold(&source.prefix)),
            |prefix| format!("={prefix}"),
        );
        let key = (source.folder.clone(), source.page.book, series, number);
        let mut known = self.known.borrow_mut();
        let find = || self.find_numbered(source, prefix, number).into();
        let found: &Arc<[DocumentId]> = known.entry(key).or_insert_with(find);
        // Pages that count from one mean their own.
        let is_here = |id: &&DocumentId| {
            let document = &self.index.documents[id.0];
            document.page == source.page
                && document.section.is_some()
                && document.section != source.section
        };
        let mut here = found.iter().take(MAX_NEIGHBOURS).filter(is_here);
        match (here.next().filter(|_| found.len() > 1), here.next()) {
            (Some(one), None) => Arc::new([*one]),
            _ => Arc::clone(found),
        }
    }

    fn find_numbered(
        &self,
        source: &Document,
        prefix: Option<&str>,
        number: u64,
    ) -> Vec<DocumentId> {
        let all = self.index.by_number.get(&number).map_or(&[][..], Vec::as_slice);
        let fits = |id: &&DocumentId| {
            let document = &self.index.documents[id.0];
            match prefix {
                Some(prefix) => {
                    fold(&document.prefix) == prefix
                        || (document.prefix.is_empty()
                            && may_stand_for_none(prefix, &document.folder))
                }
                None => {
                    fold(&document.prefix) == fold(&source.prefix) && document.kind == source.kind
                }
            }
        };
        let mut fitting: Vec<DocumentId> = all.iter().filter(fits).copied().collect();
        if let Some(prefix) = prefix
            && fitting.is_empty()
        {
            // `ADR-12`, where only `ADR-12-B` has that number.
            let longer = self.index.by_ordinal.get(&number).map_or(&[][..], Vec::as_slice);
            let letters = |id: &DocumentId| {
                let id = self.index.documents[id.0].literal_id()?;
                Some(fold(id.value.split(|c: char| c.is_ascii_digit()).next()?))
            };
            fitting.extend(longer.iter().filter(|id| letters(id).as_deref() == Some(prefix)));
        }
        if fitting.is_empty() && prefix.is_none() {
            // Of records that are headed in different ways the file's number is what they share.
            let is_beside = |document: &Document| {
                document.kind == source.kind && document.folder == source.folder
            };
            fitting.extend(all.iter().filter(|id| is_beside(&self.index.documents[id.0])));
        }
        let scopes: [&dyn Fn(&Document) -> bool; 2] =
            [&|document| document.folder == source.folder, &|document| {
                document.page.book == source.page.book
            }];
        for scope in scopes {
            let narrow: Vec<_> =
                fitting.iter().copied().filter(|id| scope(&self.index.documents[id.0])).collect();
            if !narrow.is_empty() {
                return narrow;
            }
        }
        fitting
    }

    /// The one of several documents whose title is cited.
    fn titled(&self, several: &[DocumentId], cited: Option<&str>) -> Option<DocumentId> {
        let cited = name_key(cited?);
        self.budget.set(self.budget.left().checked_sub(several.len())?);
        let score =
            |id: &DocumentId| likeness(&cited, &name_key(&self.index.documents[id.0].title.value));
        let mut scored: Vec<_> = several.iter().map(|id| (score(id), *id)).collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        match scored.as_slice() {
            [(best, id), (next, _), ..] if *best >= 0.6 && best > next => Some(*id),
            _ => None,
        }
    }

    /// Words that are a document's title, id or file name; words of the world outside are not ours to judge.
    fn name(&self, reference: &Reference, name: &str) -> Meaning {
        let found = self.index.named(name);
        let source = self.source(reference);
        let near: Vec<_> =
            found.iter().filter(|id| self.index.documents[id.0].folder == source.folder).collect();
        let found: Vec<DocumentId> =
            if near.is_empty() { found } else { near.into_iter().copied().collect() };
        // Of several with that name the one that has it for a title, and not only in the name of its file.
        let key = name_key(name);
        let is_title = |id: &&DocumentId| name_key(&self.index.documents[id.0].title.value) == key;
        let found = match found.iter().filter(is_title).copied().collect::<Vec<_>>().as_slice() {
            [one] => vec![*one],
            _ => found,
        };
        let is_mention = reference.statement.relation == Relation::Mentions;
        match found.as_slice() {
            [] => meaning(Outcome::Unknown),
            // An id in the prose of the record that has it is the record itself.
            [one] if is_mention && *one == reference.source => meaning(Outcome::Elsewhere),
            [one] => {
                let id = self.index.documents[one.0].own_id();
                let is_id = id.is_some_and(|id| name_key(&id.value) == name_key(name));
                meaning(Outcome::Document(*one, if is_id { Via::Id } else { Via::Title }))
            }
            several => Meaning { candidates: Some(several.into()), ..meaning(Outcome::Ambiguous) },
        }
    }

    /// What may have been meant by a file that does not exist: the document whose title the link cites, else the
    /// file of the same folder whose name is nearest.
    fn nearest_file(&self, reference: &Reference, path: &str) -> Option<String> {
        let folder = folder_of(path);
        let file_name = |path: &str| path.rsplit('/').next().unwrap_or("").to_owned();
        let titled = reference.cited_title.as_deref().map(|cited| self.index.named(cited));
        let titled = titled.into_iter().flatten().map(|id| &self.index.documents[id.0]);
        if let Some(found) = titled.into_iter().find(|document| folder_of(&document.path) == folder)
        {
            return Some(file_name(&found.path));
        }
        // Names are compared letter by letter; a page of broken links must not make that a long wait.
        let left = self.budget.left();
        let name = file_name(path);
        // What a document means to link is not the document.
        let source = &self.source(reference).path;
        let own_name = (folder_of(source) == folder).then(|| file_name(source));
        let mut taken = 0;
        let best = self
            .index
            .library
            .tree
            .names_in(folder)
            .take(left)
            .inspect(|_| taken += 1)
            .filter(|own| own.len() < 200 && name.len() < 200)
            .filter(|own| own_name.as_deref() != Some(*own))
            .map(|own| {
                let same_number = number_of(own).is_some() && number_of(own) == number_of(&name);
                let bonus = if same_number { 0.15 } else { 0.0 };
                (strsim::normalized_damerau_levenshtein(own, &name) + bonus, own)
            })
            .filter(|(score, _)| *score > 0.6)
            .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)));
        self.budget.set(left - taken);
        best.map(|(_, own)| own.to_owned())
    }
}

/// The numbers whose digits differ in one place, by one too many or one too few; in ascending order. All numbers of one
/// digit differ in that one, which tells nothing: these have only those that repeat the digit or add a nought.
fn neighbours(number: u64) -> BTreeSet<u64> {
    let digits = number.to_string();
    if digits.len() == 1 {
        return [number * 10, number * 11].into_iter().filter(|near| *near != number).collect();
    }
    let mut found = BTreeSet::new();
    for at in 0..=digits.len() {
        let (before, behind) = digits.split_at(at);
        let without = behind.get(1..);
        found.extend(without.map(|rest| format!("{before}{rest}")));
        for digit in '0'..='9' {
            found.insert(format!("{before}{digit}{behind}"));
            found.extend(without.map(|rest| format!("{before}{digit}{rest}")));
        }
    }
    found.remove(&digits);
    let is_number = |digits: &String| digits == "0" || !digits.starts_with('0');
    found
        .iter()
        .filter(|digits| is_number(digits))
        .filter_map(|digits| digits.parse().ok())
        .collect()
}

/// The number that a file's name starts with.
fn number_of(name: &str) -> Option<u64> {
    parts_of_id(
        name.split(['-', '_', '.']).find(|part| part.ends_with(|c: char| c.is_ascii_digit()))?,
    )
    .map(|(_, n)| n)
}

fn meaning(outcome: Outcome) -> Meaning {
    Meaning { outcome, missing_anchor: None, part: None, candidates: None }
}

/// The section below a document's title that a fragment names.
fn part_named(document: &Document, fragment: &str) -> Option<String> {
    let bare = fragment.strip_prefix("user-content-").unwrap_or(fragment).to_lowercase();
    let section = document.sections.iter().find(|section| *section.fragment == *bare)?;
    Some(section.fragment.to_string())
}

/// Whoever supersedes a section leaves the rest in force, also where the fragment misses the section.
fn settle_part(resolved: &mut Resolved) {
    let supersedes = Statement::forward(Relation::Supersedes);
    if resolved.reference.statement == supersedes {
        let names_part = resolved.part.is_some() || resolved.missing_anchor.is_some();
        resolved.reference.partial |= names_part;
    } else if resolved.reference.statement.inverse
        || resolved.reference.statement.relation == Relation::Mentions
    {
        // `Superseded by [ADR-9](0009-x.md#decision)` says where to read, and not what was superseded.
        resolved.part = None;
    }
}

/// `Depends on ADR-1, which must be done before ADR-2` in ADR-2 says nothing of itself: behind another document its own id
/// is an aside.
fn settle_asides(resolved: &mut [Resolved], library: &Library) {
    for at in 1..resolved.len() {
        let (before, own) = (&resolved[at - 1].reference, &resolved[at].reference);
        let is_own = resolved[at].outcome == Outcome::Document(own.source, Via::Id);
        let same = before.source == own.source
            && before.stated == own.stated
            && before.statement == own.statement;
        let between = || {
            let span = Span { start: before.span.end, end: own.span.start, ..own.span };
            let text = library.sources.slice(span);
            let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
            words
                .filter(|word| !["and", "or", "adr", "adrs"].contains(&&*word.to_lowercase()))
                .count()
        };
        if is_own && same && before.span.file == own.span.file && between() > 0 {
            resolved[at].outcome = Outcome::Elsewhere;
        }
    }
}

/// Of several documents with a number, the one that refers back with the same relation is meant.
fn settle_by_back_reference(resolved: &mut [Resolved]) {
    if !resolved.iter().any(may_be_settled) {
        return;
    }
    let mut stated: BTreeSet<(DocumentId, DocumentId, Statement)> = BTreeSet::new();
    let mut linked: BTreeSet<(DocumentId, DocumentId)> = BTreeSet::new();
    for one in resolved.iter() {
        if let Outcome::Document(target, _) = one.outcome {
            stated.insert((one.reference.source, target, one.reference.statement));
            linked.insert((one.reference.source, target));
        }
        // A record that is itself ambiguous about the other end still names it.
        for candidate in one.candidates().iter().filter(|_| may_be_settled(one)) {
            stated.insert((one.reference.source, *candidate, one.reference.statement));
        }
    }
    for one in resolved.iter_mut().filter(|one| may_be_settled(one)) {
        let source = one.reference.source;
        let back = one.reference.statement.flipped();
        let others: Vec<_> = one.candidates().iter().copied().filter(|id| *id != source).collect();
        let by_relation: Vec<_> =
            others.iter().filter(|id| stated.contains(&(**id, source, back))).collect();
        let by_link: Vec<_> = others.iter().filter(|id| linked.contains(&(**id, source))).collect();
        let found = match (by_relation.as_slice(), by_link.as_slice()) {
            ([one], _) | ([], [one]) => **one,
            _ => continue,
        };
        let via = if one.reference.is_key { Via::Key } else { Via::Id };
        one.outcome = Outcome::Document(found, via);
    }
}

/// Nobody is found among hundreds by looking who refers back.
fn may_be_settled(resolved: &Resolved) -> bool {
    resolved.outcome == Outcome::Ambiguous && resolved.candidates().len() <= MAX_NEIGHBOURS
}

/// Some relations hold only between certain kinds; elsewhere the words are a mention.
fn settle_kind(resolved: &mut Resolved, documents: &[Document]) {
    let Outcome::Document(target, _) = resolved.outcome else { return };
    let is_related = resolved.reference.statement.relation == Relation::RelatesTo;
    if (resolved.reference.implicit || is_related) && target == resolved.reference.source {
        // In a list of related documents, a line may well speak of the document itself.
        resolved.outcome = Outcome::Elsewhere;
        return;
    }
    let from = &documents[resolved.reference.source.0].kind;
    let to = &documents[target.0].kind;
    let statement = &mut resolved.reference.statement;
    if *from == Kind::Module && statement.relation == Relation::DependsOn {
        // In a list of dependencies, a link to a decision is the decision that shaped it, said in passing.
        if matches!(to, Kind::Decision | Kind::Requirement) {
            *statement = Statement::forward(Relation::Mentions);
        }
    }
    // `Implements ADR-0007` in a module is the decision's `governs` from the other side.
    if statement.relation == Relation::Satisfies
        && !statement.inverse
        && *to == Kind::Decision
        && *from == Kind::Module
    {
        *statement = Statement::inverse(Relation::Governs);
    }
}

/// The anchor that is put at a document's title: `adr-` and its id, folded for a fragment.
pub fn anchor_of(id: &str) -> String {
    let folded = crate::markdown::fragment_of(id);
    if folded.starts_with("adr-") { folded } else { format!("adr-{folded}") }
}

fn decode(text: &str) -> Cow<'_, str> {
    if text.contains('%') {
        percent_encoding::percent_decode_str(text).decode_utf8_lossy()
    } else {
        text.into()
    }
}

fn is_external(path: &str) -> bool {
    path.starts_with("//")
        || path.split_once(':').is_some_and(|(scheme, _)| {
            scheme.len() > 1
                && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        })
}

/// Whether a destination is meant as a path: not a handle, an address, or a template's hole.
fn is_path(path: &str) -> bool {
    let is_handle = path.contains('@') && (path.starts_with('@') || !path.contains('/'));
    let is_hole = crate::markdown::has_byte(path, |byte| {
        matches!(byte, b'{' | b'}' | b'<' | b'>' | b'$' | b'|' | b'\n')
    });
    let is_dots = path.chars().all(|c| c == '.' || c == '…' || c == '#');
    !(path.is_empty() || is_handle || is_hole || is_dots)
}

/// How much of a cited title is the other's, from 0 to 1: shared words over the words of the shorter.
fn likeness(cited: &str, title: &str) -> f64 {
    if cited == title {
        return 2.0;
    }
    let words: BTreeSet<&str> = title.split(' ').collect();
    let cited: BTreeSet<&str> = cited.split(' ').collect();
    let shared = cited.intersection(&words).count();
    let shorter = cited.len().min(words.len()).max(1);
    #[expect(clippy::cast_precision_loss, reason = "a title has a handful of words")]
    let ratio = shared as f64 / shorter as f64;
    ratio
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_differ_in_one_digit() {
        let near: Vec<u64> = neighbours(10).into_iter().collect();
        assert_eq!(near.len(), 2 + 17 + 27, "{near:?}");
        for number in [0, 1, 11, 19, 20, 90, 100, 109, 110, 210, 910] {
            assert!(near.contains(&number), "{number}");
        }
        for number in [10, 2, 21, 99, 1000] {
            assert!(!near.contains(&number), "{number}");
        }
        assert!(neighbours(u64::MAX).contains(&(u64::MAX - 1)));
        assert_eq!(neighbours(5), BTreeSet::from([50, 55]));
        assert_eq!(neighbours(0), BTreeSet::new());
    }

    #[test]
    fn handles_addresses_and_holes_are_no_paths() {
        for path in ["@someone", "name@host.org", "{url}", "...", ""] {
            assert!(!is_path(path), "{path}");
        }
        for path in ["0001-x.md", "./0015-idp", "../a/b.md"] {
            assert!(is_path(path), "{path}");
        }
        assert!(is_external("https://a.b") && is_external("mailto:a@b") && !is_external("a/b:c"));
    }

    #[test]
    fn a_cited_title_is_like_the_titles_own_words() {
        assert!(likeness("event log", "event log first") > likeness("event log", "one binary"));
        assert!(likeness("a b", "a b") > likeness("a b", "a b c"));
    }

    #[test]
    fn anchors_carry_one_prefix() {
        assert_eq!(anchor_of("ADR-0007"), "adr-0007");
        assert_eq!(anchor_of("REQ-012"), "adr-req-012");
        assert_eq!(anchor_of("12"), "adr-12");
    }
}
