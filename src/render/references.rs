//! Ids in prose become links that say where they lead.

mod closed;

use std::collections::BTreeMap;
use std::ops::Range;

use foldhash::HashMap;

use crate::dialect::name::Name;
use crate::document::{DocumentId, PageId};
use crate::markdown::{LineKind, Outline};
use crate::reference::Target;
use crate::render::{Medium, View, badge, banner, escape};
use crate::resolve::Outcome;
use closed::Closed;

/// An id that is to become a link. Its own bytes stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Live {
    /// The id, in the text of the outline.
    pub at: Range<usize>,
    /// What goes before it.
    pub before: String,
    /// What goes behind it.
    pub after: String,
}

/// The ids of a page that are to become links. `owner` tells which document a byte of the page belongs to: its ids
/// mean what the analysis found; elsewhere only a document of the same book is meant, and only where it is the one.
pub fn references(
    view: &View<'_>,
    page: PageId,
    outline: &Outline,
    owner: impl Fn(usize) -> Option<DocumentId>,
) -> Vec<Live> {
    let content = outline.text.as_str();
    let path = &view.library.books[page.book].chapters[page.chapter].path;
    let is_template = Name::of(path).is_template();
    let mut meanings = Meanings { view, book: page.book, of: HashMap::default() };
    let mut closed = None;
    let mut found = Vec::new();
    for line in &outline.lines {
        if matches!(line.kind, LineKind::Heading | LineKind::Code | LineKind::Html) {
            continue;
        }
        let text = outline.line_text(line);
        for (range, id) in ids_in(view, text) {
            let words = &text[range.clone()];
            let plain = line.plain().start + range.start..line.plain().start + range.end;
            let at = outline.source_of(plain.clone());
            // Entities, escapes and marks inside an id: what is shown is not what is written.
            if outline.is_code(plain.start) || content.get(at.clone()) != Some(words) {
                continue;
            }
            let closed = closed.get_or_insert_with(|| Closed::new(outline));
            if closed.touches(&at) || is_glued(content, &at, view.medium) {
                continue;
            }
            let owner = owner(at.start);
            if is_template && owner.is_none() {
                continue;
            }
            let target = match id {
                Some((prefix, number)) => meanings.meaning(owner, prefix, number),
                None => view.called(page.book, words).filter(|target| Some(*target) != owner),
            };
            found.extend(target.and_then(|target| live(view, page, target, at)));
        }
    }
    found
}

/// A prefix, folded, and a number; none where an id is more than these.
type Parts = Option<(String, u64)>;

/// The ids in a line, in its order.
fn ids_in(view: &View<'_>, text: &str) -> Vec<(Range<usize>, Parts)> {
    let prefixes = &view.analysis.prefixes;
    let ids = prefixes.ids_in(text).into_iter();
    let mut ids: Vec<_> =
        ids.map(|(range, prefix, number)| (range, Some((prefix, number)))).collect();
    let literal = prefixes.literal_ids(text);
    if !literal.is_empty() {
        ids.extend(literal.into_iter().map(|(range, _)| (range, None)));
        ids.sort_by_key(|(range, _)| range.start);
    }
    ids
}

fn live(view: &View<'_>, page: PageId, target: DocumentId, at: Range<usize>) -> Option<Live> {
    let href = view.href(page, target)?;
    let (before, after) = match view.medium {
        Medium::Html => (opening(view, target, &href), "</a>".to_owned()),
        Medium::Markdown => ("[".to_owned(), format!("]({href})")),
    };
    Some(Live { at, before, after })
}

/// Some words that lead to a document and say on demand what it is; escaped.
pub fn reference(view: &View<'_>, from: PageId, to: DocumentId, words: &str) -> String {
    let words = view.text(words);
    match (view.href(from, to), view.medium) {
        (None, _) => words,
        (Some(href), Medium::Html) => format!("{}{words}</a>", opening(view, to, &href)),
        (Some(href), Medium::Markdown) => format!("[{words}]({href})"),
    }
}

/// The opening tag of a reference.
fn opening(view: &View<'_>, target: DocumentId, href: &str) -> String {
    let over = if banner::is_over(view, target) { " adr-out-of-force" } else { "" };
    format!(
        "<a class=\"adr-reference{over}\" href=\"{}\" title=\"{}\">",
        escape::html(href),
        escape::html(&about(view, target))
    )
}

/// A document's title and where it stands: `Use redb · accepted`, `Use files · superseded by ADR-0002: Use redb`.
fn about(view: &View<'_>, id: DocumentId) -> String {
    let document = view.analysis.document(id);
    let title = &document.title.value;
    let heirs: Vec<String> = banner::heirs(view, id)
        .into_iter()
        .map(|heir| view.analysis.document(heir).full_name())
        .collect();
    if !heirs.is_empty() {
        return format!("{title} · superseded by {}", heirs.join(", "));
    }
    match badge::label(document) {
        Some(label) => format!("{title} · {}", label.to_lowercase()),
        None => title.clone(),
    }
}

/// Whether what stands right beside an id would take the link's own marks for something else.
fn is_glued(content: &str, at: &Range<usize>, medium: Medium) -> bool {
    let before = &content[..at.start];
    let after = &content[at.end..];
    let bare = before.trim_end_matches(['*', '_', '~']);
    let rest = after.trim_start_matches(['*', '_', '~']);
    // `word**ADR-0001**` is bold, and would not be if a bracket followed the stars.
    let is_word = |c: char| !c.is_whitespace() && !c.is_ascii_punctuation();
    before.ends_with('\\')
        || (medium == Medium::Markdown && before.ends_with(['!', ']']))
        || (bare.len() < before.len() && bare.ends_with(is_word))
        || (rest.len() < after.len() && rest.starts_with(is_word))
}

/// What the ids of a page mean.
struct Meanings<'a> {
    view: &'a View<'a>,
    book: usize,
    of: HashMap<DocumentId, BTreeMap<(String, u64), Option<DocumentId>>>,
}

impl Meanings<'_> {
    fn meaning(
        &mut self,
        owner: Option<DocumentId>,
        prefix: String,
        number: u64,
    ) -> Option<DocumentId> {
        let view = self.view;
        let Some(owner) = owner else { return view.only(self.book, &prefix, number) };
        let known = self.of.entry(owner).or_insert_with(|| meanings_in(view, owner));
        known.get(&(prefix, number)).copied().flatten().filter(|target| *target != owner)
    }
}

/// The ids in a document, each with the one document that it means throughout.
fn meanings_in(view: &View<'_>, owner: DocumentId) -> BTreeMap<(String, u64), Option<DocumentId>> {
    let mut meanings = BTreeMap::new();
    for (_, resolved) in view.analysis.references_of(owner) {
        let Target::Id(prefix, number) = &resolved.reference.target else { continue };
        let meant = match resolved.outcome {
            Outcome::Document(target, _) => Some(target),
            _ => None,
        };
        let known = meanings.entry((prefix.clone(), *number)).or_insert(meant);
        if *known != meant {
            *known = None;
        }
    }
    meanings
}
