//! What references may mean, by path, fragment, number and name.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::OnceLock;

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;
use regex::Regex;

use super::{AnchorsOfPages, MAX_NEIGHBOURS, anchor_of};
use crate::book::Library;
use crate::dialect::collection::holds_requirements;
use crate::dialect::heading::fold;
use crate::dialect::name::Name;
use crate::document::{Document, DocumentId, may_stand_for_none, name_key};
use crate::vocabulary::Kind;

/// The documents of a run by everything that may point to them.
pub(super) struct Index<'a> {
    pub(super) documents: &'a [Document],
    pub(super) library: &'a Library,
    pub(super) anchors: &'a AnchorsOfPages<'a>,
    /// By number, whatever stands before it.
    pub(super) by_number: HashMap<u64, Vec<DocumentId>>,
    /// By the number of their ids, those whose ids go on behind it: `ADR-0012-B`.
    pub(super) by_ordinal: HashMap<u64, Vec<DocumentId>>,
    pages: Pages<'a>,
    names: OnceLock<Vec<(u64, DocumentId)>>,
    /// By number, the names of files among the documents that are none.
    unread: OnceLock<HashMap<u64, Vec<Name>>>,
    /// The ids, prefix folded, that stand on pages of requirements and in logs of decisions, and are no documents.
    loose: OnceLock<HashSet<(String, u64)>>,
}

impl<'a> Index<'a> {
    pub(super) fn new(
        documents: &'a [Document],
        library: &'a Library,
        anchors: &'a AnchorsOfPages<'a>,
    ) -> Self {
        let mut pages = Pages::default();
        let mut by_number: HashMap<u64, Vec<DocumentId>> = HashMap::default();
        let mut by_ordinal: HashMap<u64, Vec<DocumentId>> = HashMap::default();
        let fragments: Vec<Vec<String>> =
            documents.par_iter().map(|document| fragments_of(document).collect()).collect();
        for ((at, document), fragments) in documents.iter().enumerate().zip(fragments) {
            let id = DocumentId(at);
            let page = &library.books[document.page.book].chapters[document.page.chapter].path;
            if *page != document.path {
                let own = pages.at(&document.path);
                own.is_file = library.tree.has_file(&document.path);
                own.add(id, fragments.clone());
            }
            let page = pages.at(page);
            // The pages themselves were found below the user's folder.
            page.is_file = true;
            page.add(id, fragments);
            if let Some(number) = document.number {
                by_number.entry(number).or_default().push(id);
            } else if let Some(ordinal) = document.ordinal() {
                by_ordinal.entry(ordinal).or_default().push(id);
            }
        }
        for page in &mut pages.all {
            // Stable, so that of two documents with one fragment the first stays in front.
            page.fragments.sort_by(|a, b| a.0.cmp(&b.0));
        }
        Self {
            documents,
            library,
            anchors,
            pages,
            by_number,
            by_ordinal,
            names: OnceLock::new(),
            unread: OnceLock::new(),
            loose: OnceLock::new(),
        }
    }

    /// The documents of a page.
    pub(super) fn on_page(&self, path: &str) -> &[DocumentId] {
        self.pages.get(path).map_or(&[], |page| &page.documents)
    }

    /// A page with documents that is a file below the user's folder, as it is spelled there.
    pub(super) fn page(&self, path: &str) -> Option<&'a str> {
        let (path, at) = self.pages.by_path.get_key_value(path)?;
        self.pages.all[*at].is_file.then_some(*path)
    }

    /// The document whose own a fragment of a page is.
    pub(super) fn at_fragment(&self, page: &str, fragment: &str) -> Option<DocumentId> {
        let fragments = &self.pages.get(page)?.fragments;
        let at = fragments.partition_point(|(own, _)| own.as_str() < fragment);
        fragments.get(at).filter(|(own, _)| own == fragment).map(|(_, id)| *id)
    }

    /// Whether a file in a folder of documents has a number and is no document. `prefix` is folded; without one, only the
    /// folder of `source` counts.
    pub(super) fn is_unread(&self, source: &Document, prefix: Option<&str>, number: u64) -> bool {
        let unread = self.unread.get_or_init(|| self.unread_files());
        let same = unread.get(&number).map_or(&[][..], Vec::as_slice);
        same.iter().take(MAX_NEIGHBOURS).any(|name| match prefix {
            Some(prefix) if name.prefix.is_empty() => may_stand_for_none(prefix, &name.folder),
            Some(prefix) => fold(&name.prefix) == prefix,
            None => name.folder == source.folder,
        })
    }

    /// Whether a page of requirements or a log of decisions says in a row of a table, in bold at the start of an item, or in
    /// brackets at the end of a heading, what has this id. That makes no document of it, and no id that does not exist.
    pub(super) fn is_loose(&self, prefix: &str, number: u64) -> bool {
        let loose = self.loose.get_or_init(|| self.loose_ids());
        loose.contains(&(prefix.to_owned(), number))
    }

    fn loose_ids(&self) -> HashSet<(String, u64)> {
        let Ok(pattern) = Regex::new(
            r"(?mx)^ [\ \t]* (?: \| [\ \t]* [*_`\[]* | [-*+] [\ \t]+ (?:\*\*|__) | \#{1,6} [\ \t] .* \( )
                ( [A-Za-z][A-Za-z_-]*? ) [-_\ ]? ( [0-9]{1,6} ) [*_`\]]* [\ \t]* [|:)—–*_-]",
        ) else {
            return HashSet::default();
        };
        let is_entry =
            |own: &Document| own.kind == Kind::Decision && own.section.is_some() && own.level > 1;
        let is_requirement = |own: &Document| own.kind == Kind::Requirement;
        // A table of requirements names decisions too, and years.
        let prefixes = |is: &dyn Fn(&Document) -> bool| -> HashSet<String> {
            self.documents.iter().filter(|own| is(own)).map(|own| fold(&own.prefix)).collect()
        };
        let (of_logs, of_requirements) = (prefixes(&is_entry), prefixes(&is_requirement));
        let mut loose = HashSet::default();
        for page in self.library.books.iter().flat_map(|book| &book.chapters) {
            let has = |is: &dyn Fn(&Document) -> bool| {
                self.on_page(&page.path).iter().any(|id| is(&self.documents[id.0]))
            };
            let is_log = has(&is_entry);
            let holds_requirements = has(&is_requirement) || holds_requirements(&page.path);
            if !is_log && !holds_requirements {
                continue;
            }
            // What a row within an entry names is what that one has to do with.
            let entries = self.on_page(&page.path).iter().map(|id| &self.documents[id.0]);
            let first = entries.filter(|own| is_entry(own)).map(|own| own.extent.start).min();
            let defines = |found: &regex::Captures<'_>| {
                let at = found.get_match();
                !at.as_str().contains('|') || first.is_none_or(|first| at.start() < first)
            };
            let ids = pattern.captures_iter(page.text.as_str()).filter_map(|found| {
                let id = (fold(&found[1]), found[2].parse().ok()?);
                let of_log = is_log && of_logs.contains(&id.0) && defines(&found);
                let of_requirement = holds_requirements && of_requirements.contains(&id.0);
                (of_log || of_requirement).then_some(id)
            });
            loose.extend(ids);
        }
        loose
    }

    fn unread_files(&self) -> HashMap<u64, Vec<Name>> {
        let folders: HashSet<&str> =
            self.documents.iter().map(|document| document.folder.as_str()).collect();
        let mut unread: HashMap<u64, Vec<Name>> = HashMap::default();
        let pages = self.library.books.iter().flat_map(|book| &book.chapters);
        for page in pages.filter(|page| self.on_page(&page.path).is_empty()) {
            let name = Name::of(&page.path);
            if let Some(number) = name.number
                && folders.contains(name.folder.as_str())
                && !name.is_template()
            {
                unread.entry(number).or_default().push(name);
            }
        }
        unread
    }

    /// The documents that are called so: by their title, their id, both, or the name of their file.
    pub(super) fn named(&self, name: &str) -> Vec<DocumentId> {
        let names = self.names.get_or_init(|| hashes_of_names(self.documents));
        let key = name_key(name);
        if key.is_empty() {
            return Vec::new();
        }
        let hash = hash_of(&key);
        let start = names.partition_point(|(own, _)| *own < hash);
        let same = names[start..].iter().take_while(|(own, _)| *own == hash).map(|(_, id)| *id);
        same.filter(|id| names_of(&self.documents[id.0]).any(|own| own == key)).collect()
    }
}

/// The hash of every name with its document, sorted. Made when somebody asks: in most books every reference is a link or
/// an id.
fn hashes_of_names(documents: &[Document]) -> Vec<(u64, DocumentId)> {
    let hashes = |(at, document): (usize, &Document)| {
        let names = names_of(document).filter(|name| !name.is_empty());
        names.map(|name| (hash_of(&name), DocumentId(at))).collect::<Vec<_>>()
    };
    let mut hashes: Vec<_> = documents.par_iter().enumerate().flat_map_iter(hashes).collect();
    hashes.par_sort_unstable();
    hashes.dedup();
    hashes
}

fn hash_of(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

/// What a document is called.
fn names_of(document: &Document) -> impl Iterator<Item = String> {
    let stem = document.path.rsplit('/').next().unwrap_or("");
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let id = document.id.as_ref().map(|id| name_key(&id.value));
    let names = [&document.title.value, &document.full_name(), stem].map(name_key);
    names.into_iter().chain(id)
}

/// What is known of paths: those of the files, and of the pages where they are others.
#[derive(Default)]
struct Pages<'a> {
    by_path: HashMap<&'a str, usize>,
    all: Vec<OnPage>,
}

impl<'a> Pages<'a> {
    fn at(&mut self, path: &'a str) -> &mut OnPage {
        let at = *self.by_path.entry(path).or_insert(self.all.len());
        if at == self.all.len() {
            self.all.push(OnPage::default());
        }
        &mut self.all[at]
    }

    fn get(&self, path: &str) -> Option<&OnPage> {
        self.by_path.get(path).map(|at| &self.all[*at])
    }
}

/// What is known of a path.
#[derive(Default)]
struct OnPage {
    documents: Vec<DocumentId>,
    /// The fragments that are a document's own, sorted.
    fragments: Vec<(String, DocumentId)>,
    /// Whether it was found as a file below the user's folder.
    is_file: bool,
}

impl OnPage {
    fn add(&mut self, id: DocumentId, fragments: Vec<String>) {
        self.documents.push(id);
        self.fragments.extend(fragments.into_iter().map(|fragment| (fragment, id)));
    }
}

/// The fragments that are a document's own: its section's, and the anchor that is put at its title.
fn fragments_of(document: &Document) -> impl Iterator<Item = String> {
    let anchor = document.id.as_ref().map(|id| anchor_of(&id.value));
    document.section.clone().into_iter().chain(anchor)
}
