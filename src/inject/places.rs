//! Where the documents of a page lie in the text that mdBook hands over.

use std::ops::Range;

use crate::document::{Document, DocumentId};
use crate::markdown::{Heading, LineKind, Outline};
use crate::render::View;

/// A document's place in a chapter's text.
pub(super) struct Place {
    pub(super) id: DocumentId,
    /// Its heading, where it stands in nothing else.
    pub(super) title: Option<Range<usize>>,
    /// All of it; none for a section whose heading is nowhere to be seen.
    pub(super) extent: Option<Range<usize>>,
    /// Whether a block at its end stands in nothing else.
    pub(super) is_closed: bool,
}

/// The places of a page's documents, in the order given. `own` is the page as it was analysed, `outline` as mdBook
/// has it.
pub(super) fn places(
    view: &View<'_>,
    documents: &[DocumentId],
    own: &Outline,
    outline: &Outline,
) -> Vec<Place> {
    let content = outline.text.as_str();
    let document = |id: DocumentId| view.analysis.document(id);
    let found: Vec<Option<&Heading>> =
        documents.iter().map(|id| find_heading(document(*id), own, outline)).collect();
    let end_of = |id: DocumentId| {
        let end = document(id).extent.end;
        let next = documents.iter().position(|other| document(*other).extent.start == end)?;
        found[next].map(|heading| heading.range.start)
    };
    let place = |(id, heading): (&DocumentId, Option<&Heading>)| {
        let extent = match (&document(*id).section, heading) {
            (None, _) => Some(0..end_of(*id).unwrap_or(content.len())),
            (Some(_), Some(heading)) => {
                Some(heading.range.start..heading.section_end.min(content.len()))
            }
            (Some(_), None) => None,
        };
        Place {
            id: *id,
            title: heading
                .filter(|heading| is_outermost(content, &heading.range))
                .map(|heading| heading.range.clone()),
            is_closed: extent.as_ref().is_some_and(|extent| is_closed(outline, extent.end)),
            extent,
        }
    };
    documents.iter().zip(found.iter().copied()).map(place).collect()
}

/// The innermost document around a byte.
pub(super) fn owner(places: &[Place], at: usize) -> Option<DocumentId> {
    let around = places.iter().filter_map(|place| Some((place.id, place.extent.clone()?)));
    around
        .filter(|(_, extent)| extent.contains(&at))
        .max_by_key(|(_, extent)| extent.start)
        .map(|(id, _)| id)
}

/// The heading that is a document's title: the one with its text, counted from the top; else the one with its
/// fragment; else the only one that has its full name in it.
fn find_heading<'o>(
    document: &Document,
    own: &Outline,
    outline: &'o Outline,
) -> Option<&'o Heading> {
    let at = own
        .headings
        .iter()
        .position(|heading| !document.heading.is_empty() && heading.range == document.heading)?;
    let wanted = &own.headings[at];
    let same = |heading: &&Heading| heading.text == wanted.text;
    let before = own.headings[..at].iter().filter(same).count();
    let headings = &outline.headings;
    let name = document.full_name();
    let mut named = headings.iter().filter(|heading| heading.text.contains(&name));
    let only = named.next().filter(|_| named.next().is_none());
    headings
        .iter()
        .filter(same)
        .nth(before)
        .or_else(|| headings.iter().find(|heading| heading.fragment == wanted.fragment))
        .or(only)
}

/// Whether a heading stands in nothing else. A block at column 0 would end a list or a quote around it.
pub(super) fn is_outermost(content: &str, heading: &Range<usize>) -> bool {
    let before = content[..heading.start].trim_start_matches('\u{feff}');
    (before.is_empty() || before.ends_with(['\n', '\r']))
        && !content[heading.start..].starts_with([' ', '\t'])
}

/// Whether a block can be put at the end of a section: before a heading that stands in nothing else, or behind all
/// of a text whose last fence and HTML are closed.
fn is_closed(outline: &Outline, end: usize) -> bool {
    let content = outline.text.as_str();
    if end < content.len() {
        return is_outermost(content, &(end..content.len()));
    }
    // An empty block of HTML or code leaves no line of text behind it.
    let Some(line) = outline.lines.last() else { return true };
    let block = content[line.range()].trim();
    match line.kind {
        LineKind::Code => is_closed_fence(block),
        LineKind::Html => is_closed_html(block),
        _ => true,
    }
}

/// An indented block ends where nothing is indented.
fn is_closed_fence(block: &str) -> bool {
    let Some(mark) = block.chars().next().filter(|c| "`~".contains(*c)) else { return true };
    let opening = block.len() - block.trim_start_matches(mark).len();
    let last =
        block.lines().next_back().unwrap_or("").trim_start_matches([' ', '\t', '>']).trim_end();
    opening < 3
        || (block.contains('\n') && last.len() >= opening && last.chars().all(|c| c == mark))
}

/// Most HTML ends with a blank line; some only with its own end.
fn is_closed_html(block: &str) -> bool {
    let lower = block.to_ascii_lowercase();
    let ends = [
        ("<!--", "-->"),
        ("<?", "?>"),
        ("<![cdata[", "]]>"),
        ("<!", ">"),
        ("<script", "</"),
        ("<pre", "</"),
        ("<style", "</"),
        ("<textarea", "</"),
    ];
    let end = ends.iter().find(|(start, _)| lower.starts_with(start)).map(|(_, end)| *end);
    end.is_none_or(|end| lower.contains(end))
}
