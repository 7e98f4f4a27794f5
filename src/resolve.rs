//! Each reference → the document and section that it means, or why none.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::book::{Library, Place, folder_of, join};
use crate::dialect::heading::{fold, parts_of_id};
use crate::document::{Document, DocumentId};
use crate::markdown::Outline;
use crate::reference::{Reference, Target};
use crate::vocabulary::{Kind, Relation, Statement};

/// A reference and what it means.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// The reference.
    pub reference: Reference,
    /// What it means.
    pub outcome: Outcome,
    /// The fragment that the target's page does not have.
    pub missing_anchor: Option<MissingAnchor>,
    /// All documents that the words alone fit, where they are several.
    pub candidates: Vec<DocumentId>,
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

/// Pages by path, for anchors: `None` where a page was not read.
pub type Outlines<'a> = HashMap<&'a str, &'a Outline>;

/// Resolves every reference, in the order given.
pub fn resolve(
    references: Vec<Reference>,
    documents: &[Document],
    library: &Library,
    outlines: &Outlines<'_>,
) -> Vec<Resolved> {
    let index = Index::new(documents, library, outlines);
    let meanings: Vec<Meaning> =
        references.par_iter().map(|reference| index.meaning(reference)).collect();
    // Names are compared letter by letter; pages of broken links must not make that a long wait. One after the
    // other, so that it never depends on timing which of them still get a suggestion.
    let mut comparisons = MAX_COMPARISONS;
    let mut resolved: Vec<Resolved> = references
        .into_iter()
        .zip(meanings)
        .map(|(reference, meaning)| {
            let Meaning { mut outcome, missing, missing_anchor, candidates } = meaning;
            if let Some(path) = missing {
                let nearest = index.nearest_file(&reference, &path, &mut comparisons);
                outcome = Outcome::Broken(nearest);
            }
            Resolved { reference, outcome, missing_anchor, candidates }
        })
        .collect();
    settle_by_back_reference(&mut resolved);
    for resolved in &mut resolved {
        settle_kind(resolved, documents);
    }
    resolved
}

struct Index<'a> {
    documents: &'a [Document],
    library: &'a Library,
    outlines: &'a Outlines<'a>,
    by_path: HashMap<&'a str, Vec<DocumentId>>,
    by_number: HashMap<u64, Vec<DocumentId>>,
    by_name: OnceLock<Names>,
}

/// Documents by their titles, ids and file names, as [`name_key`] has them.
type Names = HashMap<String, Vec<DocumentId>>;

/// Enough for every link of a collection whose folder was renamed.
const MAX_COMPARISONS: usize = 100_000;

impl<'a> Index<'a> {
    fn new(documents: &'a [Document], library: &'a Library, outlines: &'a Outlines<'a>) -> Self {
        let mut by_path: HashMap<&str, Vec<DocumentId>> = HashMap::new();
        let mut by_number: HashMap<u64, Vec<DocumentId>> = HashMap::new();
        for (at, document) in documents.iter().enumerate() {
            let id = DocumentId(at);
            by_path.entry(&document.path).or_default().push(id);
            let page = &library.books[document.page.book].chapters[document.page.chapter].path;
            if *page != document.path {
                by_path.entry(page).or_default().push(id);
            }
            if let Some(number) = document.number {
                by_number.entry(number).or_default().push(id);
            }
        }
        Self { documents, library, outlines, by_path, by_number, by_name: OnceLock::new() }
    }

    /// The documents of a name. Where every reference is a link or an id, as in most collections, nobody asks.
    fn named(&self, name: &str) -> &[DocumentId] {
        let by_name = self.by_name.get_or_init(|| names_of(self.documents));
        by_name.get(name).map_or(&[], Vec::as_slice)
    }

    fn meaning(&self, reference: &Reference) -> Meaning {
        let mut meaning = match &reference.target {
            Target::Link(destination) => self.link(reference, destination),
            Target::Id(prefix, number) => self.id(reference, Some(prefix), *number),
            Target::Number(number) => self.id(reference, None, *number),
            Target::Name(name) => self.name(reference, name),
        };
        if let Outcome::Document(_, via) = &mut meaning.outcome
            && reference.is_key
        {
            *via = Via::Key;
        }
        meaning
    }

    fn source(&self, reference: &Reference) -> &'a Document {
        &self.documents[reference.source.0]
    }

    fn page_of(&self, document: &Document) -> &'a str {
        &self.library.books[document.page.book].chapters[document.page.chapter].path
    }

    fn link(&self, reference: &Reference, destination: &str) -> Meaning {
        let destination = destination.trim().replace('\\', "/");
        let (path, fragment) = match destination.split_once('#') {
            Some((path, fragment)) => (path, Some(decode(fragment))),
            None => (destination.as_str(), None),
        };
        let path = decode(path.split('?').next().unwrap_or(""));
        if is_external(&path) {
            return self.own_repository(&path);
        }
        if !is_path(&path) && fragment.is_none() {
            return Meaning::of(Outcome::Unknown);
        }
        let source = self.source(reference);
        if path.is_empty() {
            let page = self.page_of(source);
            return self.at_page(reference, page, fragment.as_deref());
        }
        if let Some(route) = path.strip_prefix('/') {
            return self.absolute(reference, route, fragment.as_deref());
        }
        // The author wrote the link beside the record; mdBook shows it beside the page that includes it.
        let mut folders = vec![folder_of(&source.path), folder_of(self.page_of(source))];
        folders.dedup();
        let mut missing = None;
        for folder in folders {
            let full = join(folder, &path);
            match self.place(&full) {
                Place::File(file) => return self.at_page(reference, &file, fragment.as_deref()),
                Place::Folder(folder) => {
                    return self.at_folder(reference, &folder, fragment.as_deref());
                }
                Place::Elsewhere => return Meaning::of(Outcome::Elsewhere),
                Place::Missing => missing = Some(full),
                Place::Unknown => {}
            }
        }
        Meaning { missing, ..Meaning::of(Outcome::Unknown) }
    }

    /// What a path leads to, with the endings that sites leave out or put in.
    fn place(&self, path: &str) -> Place {
        let found = self.library.tree.find(path);
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
        let found = others.into_iter().map(|other| self.library.tree.find(&other));
        found
            .into_iter()
            .find(|place| matches!(place, Place::File(_) | Place::Elsewhere))
            .unwrap_or(Place::Missing)
    }

    /// A path from the top: of the user's folder, of the book, of its sources, or a route of a site.
    fn absolute(&self, reference: &Reference, route: &str, fragment: Option<&str>) -> Meaning {
        let book = &self.library.books[self.source(reference).page.book];
        for top in ["", &book.root, &book.src] {
            match self.place(&join(top, route)) {
                Place::File(file) => return self.at_page(reference, &file, fragment),
                Place::Folder(folder) if !folder.is_empty() => {
                    return self.at_folder(reference, &folder, fragment);
                }
                Place::Elsewhere => return Meaning::of(Outcome::Elsewhere),
                _ => {}
            }
        }
        let Some(last) = route.trim_end_matches('/').rsplit('/').next() else {
            return Meaning::of(Outcome::Unknown);
        };
        let last = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
        let found = match last.parse() {
            Ok(number) => self.numbered(self.source(reference), None, number),
            Err(_) => self.named(&name_key(last)).to_vec(),
        };
        match found.as_slice() {
            [one] => Meaning::of(Outcome::Document(*one, Via::Link)),
            _ => Meaning::of(Outcome::Unknown),
        }
    }

    /// A URL of a forge that ends in the path of a document of this run is that document.
    fn own_repository(&self, url: &str) -> Meaning {
        let path = ["/blob/", "/tree/", "/src/branch/"]
            .into_iter()
            .find_map(|mark| url.split_once(mark))
            .and_then(|(_, rest)| rest.split_once('/'))
            .map(|(_, path)| path);
        let found = path.and_then(|path| self.by_path.get(path));
        match found.map(Vec::as_slice) {
            Some([one, ..]) if self.documents[one.0].section.is_none() => {
                Meaning::of(Outcome::Document(*one, Via::Link))
            }
            _ => Meaning::of(Outcome::Unknown),
        }
    }

    fn at_folder(&self, reference: &Reference, folder: &str, fragment: Option<&str>) -> Meaning {
        for index in ["README.md", "index.md", "readme.md"] {
            if let Place::File(file) = self.library.tree.find(&join(folder, index)) {
                return self.at_page(reference, &file, fragment);
            }
        }
        Meaning::of(Outcome::Elsewhere)
    }

    /// A page that exists: the document that it is, or the section of it that the fragment names.
    fn at_page(&self, reference: &Reference, page: &str, fragment: Option<&str>) -> Meaning {
        let on_page = self.by_path.get(page).map_or(&[][..], Vec::as_slice);
        let whole = on_page.iter().copied().find(|id| self.documents[id.0].section.is_none());
        let mut resolved = Meaning::of(Outcome::Elsewhere);
        let named = fragment.and_then(|fragment| {
            on_page.iter().copied().find(|id| answers_to(&self.documents[id.0], fragment))
        });
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
            && let Some(outline) = self.outlines.get(page)
        {
            resolved.missing_anchor =
                missing_anchor(page, fragment, outline, on_page, self.documents);
        }
        resolved
    }

    /// The document with a number, in the narrowest scope that has one.
    fn id(&self, reference: &Reference, prefix: Option<&str>, number: u64) -> Meaning {
        let source = self.source(reference);
        let found = self.numbered(source, prefix, number);
        let is_mention = reference.statement.relation == Relation::Mentions;
        if is_mention && reference.cited_title.is_none() && found.contains(&reference.source) {
            // `ADR-0010` in the prose of ADR-0010 is the record itself, whoever shares its number.
            return Meaning::of(Outcome::Elsewhere);
        }
        let others: Vec<DocumentId> =
            found.iter().copied().filter(|id| *id != reference.source).collect();
        let mut resolved = match (others.as_slice(), found.is_empty()) {
            ([], true) => Meaning::of(self.no_such_number(source, prefix, number)),
            ([], false) => Meaning::of(Outcome::Document(reference.source, Via::Id)),
            ([one], _) => Meaning::of(Outcome::Document(*one, Via::Id)),
            (several, _) => match self.titled(several, reference.cited_title.as_deref()) {
                Some(one) => Meaning::of(Outcome::Document(one, Via::Id)),
                None => Meaning::of(Outcome::Ambiguous),
            },
        };
        if is_mention && resolved.outcome == Outcome::Document(reference.source, Via::Id) {
            resolved.outcome = Outcome::Elsewhere;
        }
        if found.len() > 1 {
            resolved.candidates = found;
        }
        resolved
    }

    fn no_such_number(&self, source: &Document, prefix: Option<&str>, number: u64) -> Outcome {
        // The internet's RFCs share their name with many a project's own.
        if prefix == Some("rfc") || prefix.is_none() && source.number.is_none() {
            return Outcome::Unknown;
        }
        let text = number.to_string();
        let near = self
            .documents
            .iter()
            .filter(|document| document.path != source.path || document.section != source.section)
            .filter(|document| prefix.is_none_or(|prefix| fold(&document.prefix) == prefix))
            .filter(|document| {
                document.number.is_some_and(|n| strsim::levenshtein(&n.to_string(), &text) == 1)
            })
            .min_by_key(|document| (document.folder != source.folder, document.number));
        Outcome::Broken(near.map(Document::full_name))
    }

    /// Documents with a number: of the source's folder and series, else of its book, else of all.
    fn numbered(&self, source: &Document, prefix: Option<&str>, number: u64) -> Vec<DocumentId> {
        let all = self.by_number.get(&number).map_or(&[][..], Vec::as_slice);
        let fits = |id: &&DocumentId| {
            let document = &self.documents[id.0];
            match prefix {
                Some(prefix) => {
                    fold(&document.prefix) == prefix
                        || (document.prefix.is_empty() && prefix == "adr")
                }
                None => {
                    fold(&document.prefix) == fold(&source.prefix) && document.kind == source.kind
                }
            }
        };
        let fitting: Vec<DocumentId> = all.iter().filter(fits).copied().collect();
        let scopes: [&dyn Fn(&Document) -> bool; 2] =
            [&|document| document.folder == source.folder, &|document| {
                document.page.book == source.page.book
            }];
        for scope in scopes {
            let narrow: Vec<_> =
                fitting.iter().copied().filter(|id| scope(&self.documents[id.0])).collect();
            if !narrow.is_empty() {
                return narrow;
            }
        }
        fitting
    }

    /// The one of several documents whose title is cited.
    fn titled(&self, several: &[DocumentId], cited: Option<&str>) -> Option<DocumentId> {
        let cited = name_key(cited?);
        let score =
            |id: &DocumentId| likeness(&cited, &name_key(&self.documents[id.0].title.value));
        let mut scored: Vec<_> = several.iter().map(|id| (score(id), *id)).collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        match scored.as_slice() {
            [(best, id), (next, _), ..] if *best >= 0.6 && best > next => Some(*id),
            _ => None,
        }
    }

    /// Words that are a document's title, id or file name; words of the world outside are not ours to judge.
    fn name(&self, reference: &Reference, name: &str) -> Meaning {
        let found = self.named(&name_key(name));
        let source = self.source(reference);
        let near: Vec<_> =
            found.iter().filter(|id| self.documents[id.0].folder == source.folder).collect();
        let found: Vec<DocumentId> =
            if near.is_empty() { found.to_vec() } else { near.into_iter().copied().collect() };
        match found.as_slice() {
            [] => Meaning::of(Outcome::Unknown),
            [one] => Meaning::of(Outcome::Document(*one, Via::Title)),
            several => Meaning { candidates: several.to_vec(), ..Meaning::of(Outcome::Ambiguous) },
        }
    }

    /// What may have been meant by a file that does not exist: the document whose title the link cites, else the
    /// file of the same folder whose name is nearest.
    ///
    /// `left` is how many names may still be compared.
    fn nearest_file(&self, reference: &Reference, path: &str, left: &mut usize) -> Option<String> {
        let folder = folder_of(path);
        let file_name = |path: &str| path.rsplit('/').next().unwrap_or("").to_owned();
        let cited = reference.cited_title.as_deref().map(name_key);
        let titled = cited.map_or(&[][..], |cited| self.named(&cited));
        let titled = titled.iter().map(|id| &self.documents[id.0]);
        if let Some(found) = titled.into_iter().find(|document| folder_of(&document.path) == folder)
        {
            return Some(file_name(&found.path));
        }
        let name = file_name(path);
        let mut taken = 0;
        let best = self
            .library
            .tree
            .names_in(folder)
            .take(*left)
            .inspect(|_| taken += 1)
            .filter(|own| own.len() < 200 && name.len() < 200)
            .map(|own| {
                let same_number = number_of(own).is_some() && number_of(own) == number_of(&name);
                let bonus = if same_number { 0.15 } else { 0.0 };
                (strsim::normalized_damerau_levenshtein(own, &name) + bonus, own)
            })
            .filter(|(score, _)| *score > 0.6)
            .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)));
        *left -= taken;
        best.map(|(_, own)| own.to_owned())
    }
}

fn names_of(documents: &[Document]) -> Names {
    let mut by_name = Names::new();
    for (at, document) in documents.iter().enumerate() {
        let mut names =
            BTreeSet::from([name_key(&document.title.value), name_key(&document.full_name())]);
        names.extend(document.id.as_ref().map(|id| name_key(&id.value)));
        let stem = document.path.rsplit('/').next().unwrap_or("");
        names.insert(name_key(stem.rsplit_once('.').map_or(stem, |(stem, _)| stem)));
        for name in names.into_iter().filter(|name| !name.is_empty()) {
            by_name.entry(name).or_default().push(DocumentId(at));
        }
    }
    by_name
}

/// The number that a file's name starts with.
fn number_of(name: &str) -> Option<u64> {
    parts_of_id(
        name.split(['-', '_', '.']).find(|part| part.ends_with(|c: char| c.is_ascii_digit()))?,
    )
    .map(|(_, n)| n)
}

/// What a reference means, apart from the reference.
struct Meaning {
    outcome: Outcome,
    /// The path of a file that does not exist, relative to the user's folder.
    missing: Option<String>,
    missing_anchor: Option<MissingAnchor>,
    candidates: Vec<DocumentId>,
}

impl Meaning {
    fn of(outcome: Outcome) -> Self {
        Self { outcome, missing: None, missing_anchor: None, candidates: Vec::new() }
    }
}

/// Whether a fragment is a document's own: its section's, or the anchor that is put at its title.
fn answers_to(document: &Document, fragment: &str) -> bool {
    let own = document.section.as_deref().is_some_and(|section| section == fragment);
    let is_anchor = fragment.starts_with(ANCHOR);
    own || is_anchor && document.id.as_ref().is_some_and(|id| fragment == anchor_of(&id.value))
}

/// Of several documents with a number, the one that refers back with the same relation is meant.
fn settle_by_back_reference(resolved: &mut [Resolved]) {
    let mut stated: BTreeSet<(DocumentId, DocumentId, Statement)> = BTreeSet::new();
    let mut linked: BTreeSet<(DocumentId, DocumentId)> = BTreeSet::new();
    for one in resolved.iter() {
        if let Outcome::Document(target, _) = one.outcome {
            stated.insert((one.reference.source, target, one.reference.statement));
            linked.insert((one.reference.source, target));
        }
        // A record that is itself ambiguous about the other end still names it.
        for candidate in one.candidates.iter().filter(|_| one.outcome == Outcome::Ambiguous) {
            stated.insert((one.reference.source, *candidate, one.reference.statement));
        }
    }
    for one in resolved.iter_mut().filter(|one| one.outcome == Outcome::Ambiguous) {
        let source = one.reference.source;
        let back = one.reference.statement.flipped();
        let others: Vec<_> = one.candidates.iter().copied().filter(|id| *id != source).collect();
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

/// Some relations hold only between certain kinds; elsewhere the words are a mention.
fn settle_kind(resolved: &mut Resolved, documents: &[Document]) {
    let Outcome::Document(target, _) = resolved.outcome else { return };
    if resolved.reference.implicit && target == resolved.reference.source {
        // Under `Related`, a line may well speak of the document itself.
        resolved.outcome = Outcome::Elsewhere;
        return;
    }
    let from = &documents[resolved.reference.source.0].kind;
    let to = &documents[target.0].kind;
    let statement = &mut resolved.reference.statement;
    if *from == Kind::Module && statement.relation == Relation::DependsOn {
        // In a list of dependencies, a link to a decision is the decision that shaped it, said in passing.
        if *to != Kind::Module {
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

fn missing_anchor(
    page: &str,
    fragment: &str,
    outline: &Outline,
    on_page: &[DocumentId],
    documents: &[Document],
) -> Option<MissingAnchor> {
    let bare = fragment.strip_prefix("user-content-").unwrap_or(fragment);
    // Nothing is known of a page without content.
    let known = bare.is_empty()
        || outline.lines.is_empty()
        || outline.anchors.contains(bare)
        || outline.anchors.contains(&bare.to_lowercase())
        || bare.contains('=')
        || on_page
            .iter()
            .any(|id| documents[id.0].id.as_ref().is_some_and(|id| anchor_of(&id.value) == bare));
    if known {
        return None;
    }
    let mut anchors: Vec<&str> = outline.anchors.iter().map(String::as_str).collect();
    anchors.sort_unstable();
    let nearest = crate::config::nearest(bare, anchors).map(str::to_owned);
    Some(MissingAnchor { page: page.to_owned(), fragment: bare.to_owned(), nearest })
}

/// How each of them starts.
const ANCHOR: &str = "adr-";

/// The anchor that is put at a document's title: `adr-` and its id, folded for a fragment.
pub fn anchor_of(id: &str) -> String {
    let folded = crate::markdown::fragment_of(id);
    if folded.starts_with(ANCHOR) { folded } else { format!("{ANCHOR}{folded}") }
}

fn decode(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
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
    let is_hole = path.contains(['{', '}', '<', '>', '$', '|', '\n']);
    let is_dots = path.chars().all(|c| c == '.' || c == '…' || c == '#');
    !(path.is_empty() || is_handle || is_hole || is_dots)
}

/// A name for comparison: letters and digits, lower case, one blank between words.
fn name_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !key.is_empty() {
            key.push(' ');
        }
        key.extend(word.chars().flat_map(char::to_lowercase));
    }
    key
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
