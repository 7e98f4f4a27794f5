//! Each reference → the document and section that it means, or why none.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

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
    /// The fragment of the section that it names below the title of the document that it means.
    pub part: Option<String>,
    /// All documents that the words alone fit, where they are several. Shared by all references that fit the same.
    pub candidates: Arc<[DocumentId]>,
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
    let mut resolved: Vec<Resolved> =
        references.into_iter().map(|reference| index.resolve(reference)).collect();
    settle_by_back_reference(&mut resolved);
    for resolved in &mut resolved {
        settle_kind(resolved, documents);
        settle_part(resolved);
    }
    resolved
}

struct Index<'a> {
    documents: &'a [Document],
    library: &'a Library,
    outlines: &'a Outlines<'a>,
    by_path: BTreeMap<&'a str, Vec<DocumentId>>,
    /// By page and fragment, where a fragment of the page is a document's own.
    by_fragment: HashMap<&'a str, HashMap<String, DocumentId>>,
    by_number: HashMap<u64, Vec<DocumentId>>,
    by_name: HashMap<String, Vec<DocumentId>>,
    /// What a number means to a folder and a series, once it was asked for.
    numbered: RefCell<HashMap<Numbered, Arc<[DocumentId]>>>,
    /// How many names may still be compared with names that do not exist.
    comparisons: Cell<usize>,
}

/// A folder, its book, a series (a prefix, or a kind with its own), and a number.
type Numbered = (String, usize, String, u64);

/// Documents with the same number that are considered for a number that nobody has.
const MAX_NEIGHBOURS: usize = 100;

/// Enough for every link of a collection whose folder was renamed.
const MAX_COMPARISONS: usize = 100_000;

impl<'a> Index<'a> {
    fn new(documents: &'a [Document], library: &'a Library, outlines: &'a Outlines<'a>) -> Self {
        let mut by_path: BTreeMap<&str, Vec<DocumentId>> = BTreeMap::new();
        let mut by_fragment: HashMap<&str, HashMap<String, DocumentId>> = HashMap::new();
        let mut by_number: HashMap<u64, Vec<DocumentId>> = HashMap::new();
        let mut by_name: HashMap<String, Vec<DocumentId>> = HashMap::new();
        for (at, document) in documents.iter().enumerate() {
            let id = DocumentId(at);
            let page = &library.books[document.page.book].chapters[document.page.chapter].path;
            let pages = [&document.path, page];
            for page in &pages[..if pages[0] == page { 1 } else { 2 }] {
                by_path.entry(page).or_default().push(id);
                for fragment in fragments_of(document) {
                    by_fragment.entry(page).or_default().entry(fragment).or_insert(id);
                }
            }
            if let Some(number) = document.number {
                by_number.entry(number).or_default().push(id);
            }
            let mut names =
                BTreeSet::from([name_key(&document.title.value), name_key(&document.full_name())]);
            names.extend(document.id.as_ref().map(|id| name_key(&id.value)));
            let stem = document.path.rsplit('/').next().unwrap_or("");
            names.insert(name_key(stem.rsplit_once('.').map_or(stem, |(stem, _)| stem)));
            for name in names.into_iter().filter(|name| !name.is_empty()) {
                by_name.entry(name).or_default().push(id);
            }
        }
        Self {
            documents,
            library,
            outlines,
            by_path,
            by_fragment,
            by_number,
            by_name,
            numbered: RefCell::default(),
            comparisons: Cell::new(MAX_COMPARISONS),
        }
    }

    fn resolve(&self, reference: Reference) -> Resolved {
        let mut resolved = match &reference.target {
            Target::Link(destination) => self.link(&reference, destination),
            Target::Id(prefix, number) => self.id(&reference, Some(prefix), *number),
            Target::Number(number) => self.id(&reference, None, *number),
            Target::Name(name) => self.name(&reference, name),
        };
        if let Outcome::Document(_, via) = &mut resolved.outcome
            && reference.is_key
        {
            *via = Via::Key;
        }
        Resolved { reference, ..resolved }
    }

    fn source(&self, reference: &Reference) -> &'a Document {
        &self.documents[reference.source.0]
    }

    fn page_of(&self, document: &Document) -> &'a str {
        &self.library.books[document.page.book].chapters[document.page.chapter].path
    }

    fn link(&self, reference: &Reference, destination: &str) -> Resolved {
        let destination = destination.trim().replace('\\', "/");
        let (path, fragment) = match destination.split_once('#') {
            Some((path, fragment)) => (path, Some(decode(fragment))),
            None => (destination.as_str(), None),
        };
        let path = decode(path.split('?').next().unwrap_or(""));
        if is_external(&path) {
            return self.own_repository(reference, &path);
        }
        if !is_path(&path) && fragment.is_none() {
            return outcome(reference, Outcome::Unknown);
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
        let mut missing = Outcome::Unknown;
        for folder in folders {
            let full = join(folder, &path);
            match self.place(&full) {
                Place::File(file) => return self.at_page(reference, &file, fragment.as_deref()),
                Place::Folder(folder) => {
                    return self.at_folder(reference, &folder, fragment.as_deref());
                }
                Place::Elsewhere => return outcome(reference, Outcome::Elsewhere),
                Place::Missing => missing = Outcome::Broken(self.nearest_file(reference, &full)),
                Place::Unknown => {}
            }
        }
        outcome(reference, missing)
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
    fn absolute(&self, reference: &Reference, route: &str, fragment: Option<&str>) -> Resolved {
        let book = &self.library.books[self.source(reference).page.book];
        for top in ["", &book.root, &book.src] {
            match self.place(&join(top, route)) {
                Place::File(file) => return self.at_page(reference, &file, fragment),
                Place::Folder(folder) if !folder.is_empty() => {
                    return self.at_folder(reference, &folder, fragment);
                }
                Place::Elsewhere => return outcome(reference, Outcome::Elsewhere),
                _ => {}
            }
        }
        let Some(last) = route.trim_end_matches('/').rsplit('/').next() else {
            return outcome(reference, Outcome::Unknown);
        };
        let last = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
        let found = match last.parse() {
            Ok(number) => self.numbered(self.source(reference), None, number),
            Err(_) => self.by_name.get(&name_key(last)).map_or(&[][..], Vec::as_slice).into(),
        };
        match &*found {
            [one] => outcome(reference, Outcome::Document(*one, Via::Link)),
            _ => outcome(reference, Outcome::Unknown),
        }
    }

    /// A URL of a forge that ends in the path of a document of this run is that document.
    fn own_repository(&self, reference: &Reference, url: &str) -> Resolved {
        let path = ["/blob/", "/tree/", "/src/branch/"]
            .into_iter()
            .find_map(|mark| url.split_once(mark))
            .and_then(|(_, rest)| rest.split_once('/'))
            .map(|(_, path)| path);
        let found = path.and_then(|path| self.by_path.get(path));
        match found.map(Vec::as_slice) {
            Some([one, ..]) if self.documents[one.0].section.is_none() => {
                outcome(reference, Outcome::Document(*one, Via::Link))
            }
            _ => outcome(reference, Outcome::Unknown),
        }
    }

    fn at_folder(&self, reference: &Reference, folder: &str, fragment: Option<&str>) -> Resolved {
        for index in ["README.md", "index.md", "readme.md"] {
            if let Place::File(file) = self.library.tree.find(&join(folder, index)) {
                return self.at_page(reference, &file, fragment);
            }
        }
        outcome(reference, Outcome::Elsewhere)
    }

    /// A page that exists: the document that it is, or the section of it that the fragment names.
    fn at_page(&self, reference: &Reference, page: &str, fragment: Option<&str>) -> Resolved {
        let on_page = self.by_path.get(page).map_or(&[][..], Vec::as_slice);
        let whole = on_page.iter().copied().find(|id| self.documents[id.0].section.is_none());
        let mut resolved = outcome(reference, Outcome::Elsewhere);
        let named = match fragment {
            Some(fragment) => self.at_fragment(page, fragment),
            // `[REQ-001](requirements.md)`: the words say which of the page's documents.
            None if whole.is_none() => {
                let id = reference.text.split([':', '(']).next().unwrap_or("").trim();
                self.at_fragment(page, &anchor_of(id))
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
            && let Some(outline) = self.outlines.get(page)
        {
            resolved.missing_anchor = self.missing_anchor(page, fragment, outline);
        }
        if let (None, Some(whole), Some(fragment)) = (named, whole, fragment) {
            resolved.part = part_named(&self.documents[whole.0], fragment);
        }
        resolved
    }

    /// The document whose own a fragment of a page is.
    fn at_fragment(&self, page: &str, fragment: &str) -> Option<DocumentId> {
        self.by_fragment.get(page)?.get(fragment).copied()
    }

    fn missing_anchor(
        &self,
        page: &str,
        fragment: &str,
        outline: &Outline,
    ) -> Option<MissingAnchor> {
        let bare = fragment.strip_prefix("user-content-").unwrap_or(fragment);
        // Nothing is known of a page without content.
        let known = bare.is_empty()
            || outline.lines.is_empty()
            || outline.anchors.contains(bare)
            || outline.anchors.contains(&bare.to_lowercase())
            || bare.contains('=')
            || self.at_fragment(page, bare).is_some();
        if known {
            return None;
        }
        let left = self.comparisons.get().checked_sub(outline.anchors.len());
        let nearest = left.and_then(|left| {
            self.comparisons.set(left);
            let mut anchors: Vec<&str> = outline.anchors.iter().map(String::as_str).collect();
            anchors.sort_unstable();
            crate::config::nearest(bare, anchors).map(str::to_owned)
        });
        Some(MissingAnchor { page: page.to_owned(), fragment: bare.to_owned(), nearest })
    }

    /// The document with a number, in the narrowest scope that has one.
    fn id(&self, reference: &Reference, prefix: Option<&str>, number: u64) -> Resolved {
        let source = self.source(reference);
        let found = self.numbered(source, prefix, number);
        let is_mention = reference.statement.relation == Relation::Mentions;
        if is_mention && reference.cited_title.is_none() && found.contains(&reference.source) {
            // `ADR-0010` in the prose of ADR-0010 is the record itself, whoever shares its number.
            return outcome(reference, Outcome::Elsewhere);
        }
        let others: Vec<DocumentId> =
            found.iter().copied().filter(|id| *id != reference.source).collect();
        let mut resolved = match (others.as_slice(), found.is_empty()) {
            ([], true) => outcome(reference, self.no_such_number(source, prefix, number)),
            ([], false) => outcome(reference, Outcome::Document(reference.source, Via::Id)),
            ([one], _) => outcome(reference, Outcome::Document(*one, Via::Id)),
            (several, _) => match self.titled(several, reference.cited_title.as_deref()) {
                Some(one) => outcome(reference, Outcome::Document(one, Via::Id)),
                None => outcome(reference, Outcome::Ambiguous),
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
        let near = neighbours(number)
            .into_iter()
            .filter_map(|number| self.by_number.get(&number))
            .flat_map(|ids| ids.iter().take(MAX_NEIGHBOURS))
            .map(|id| &self.documents[id.0])
            .filter(|document| document.path != source.path || document.section != source.section)
            .filter(|document| prefix.is_none_or(|prefix| fold(&document.prefix) == prefix))
            .min_by_key(|document| (document.folder != source.folder, document.number));
        Outcome::Broken(near.map(Document::full_name))
    }

    /// Documents with a number: of the source's folder and series, else of its book, else of all.
    fn numbered(&self, source: &Document, prefix: Option<&str>, number: u64) -> Arc<[DocumentId]> {
        let series = prefix.map_or_else(
            || format!("{} {}", source.kind.as_str(), fold(&source.prefix)),
            |prefix| format!("={prefix}"),
        );
        let key = (source.folder.clone(), source.page.book, series, number);
        let mut known = self.numbered.borrow_mut();
        let find = || self.find_numbered(source, prefix, number).into();
        Arc::clone(known.entry(key).or_insert_with(find))
    }

    fn find_numbered(
        &self,
        source: &Document,
        prefix: Option<&str>,
        number: u64,
    ) -> Vec<DocumentId> {
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
        self.comparisons.set(self.comparisons.get().checked_sub(several.len())?);
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
    fn name(&self, reference: &Reference, name: &str) -> Resolved {
        let found = self.by_name.get(&name_key(name)).map_or(&[][..], Vec::as_slice);
        let source = self.source(reference);
        let near: Vec<_> =
            found.iter().filter(|id| self.documents[id.0].folder == source.folder).collect();
        let found: Vec<DocumentId> =
            if near.is_empty() { found.to_vec() } else { near.into_iter().copied().collect() };
        match found.as_slice() {
            [] => outcome(reference, Outcome::Unknown),
            [one] => outcome(reference, Outcome::Document(*one, Via::Title)),
            several => {
                Resolved { candidates: several.into(), ..outcome(reference, Outcome::Ambiguous) }
            }
        }
    }

    /// What may have been meant by a file that does not exist: the document whose title the link cites, else the
    /// file of the same folder whose name is nearest.
    fn nearest_file(&self, reference: &Reference, path: &str) -> Option<String> {
        let folder = folder_of(path);
        let file_name = |path: &str| path.rsplit('/').next().unwrap_or("").to_owned();
        let cited = reference.cited_title.as_deref().map(name_key);
        let titled = cited.and_then(|cited| self.by_name.get(&cited));
        let titled = titled.into_iter().flatten().map(|id| &self.documents[id.0]);
        if let Some(found) = titled.into_iter().find(|document| folder_of(&document.path) == folder)
        {
            return Some(file_name(&found.path));
        }
        // Names are compared letter by letter; a page of broken links must not make that a long wait.
        let left = self.comparisons.get();
        let name = file_name(path);
        let mut taken = 0;
        let best = self
            .library
            .tree
            .names_in(folder)
            .take(left)
            .inspect(|_| taken += 1)
            .filter(|own| own.len() < 200 && name.len() < 200)
            .map(|own| {
                let same_number = number_of(own).is_some() && number_of(own) == number_of(&name);
                let bonus = if same_number { 0.15 } else { 0.0 };
                (strsim::normalized_damerau_levenshtein(own, &name) + bonus, own)
            })
            .filter(|(score, _)| *score > 0.6)
            .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)));
        self.comparisons.set(left - taken);
        best.map(|(_, own)| own.to_owned())
    }
}

/// The numbers whose digits differ in one place, by one too many or one too few; in ascending order.
fn neighbours(number: u64) -> BTreeSet<u64> {
    let digits = number.to_string();
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

fn outcome(reference: &Reference, outcome: Outcome) -> Resolved {
    Resolved {
        reference: reference.clone(),
        outcome,
        missing_anchor: None,
        part: None,
        candidates: [].into(),
    }
}

/// The fragments that are a document's own: its section's, and the anchor that is put at its title.
fn fragments_of(document: &Document) -> impl Iterator<Item = String> {
    let anchor = document.id.as_ref().map(|id| anchor_of(&id.value));
    document.section.clone().into_iter().chain(anchor)
}

/// The section below a document's title that a fragment names.
fn part_named(document: &Document, fragment: &str) -> Option<String> {
    let bare = fragment.strip_prefix("user-content-").unwrap_or(fragment).to_lowercase();
    let section = document.sections.iter().find(|section| section.fragment == bare)?;
    Some(section.fragment.clone())
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
        for candidate in one.candidates.iter().filter(|_| may_be_settled(one)) {
            stated.insert((one.reference.source, *candidate, one.reference.statement));
        }
    }
    for one in resolved.iter_mut().filter(|one| may_be_settled(one)) {
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

/// Nobody is found among hundreds by looking who refers back.
fn may_be_settled(resolved: &Resolved) -> bool {
    resolved.outcome == Outcome::Ambiguous && resolved.candidates.len() <= MAX_NEIGHBOURS
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
