//! How far behind a phrase the list of the documents goes that it governs, and where other words begin.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Meant, REFERENCE, pattern};

const LINK: char = super::LINK as char;
const TITLE: char = super::TITLE as char;

/// What is left of some parts where the list ends, and without its asides: of `ADR-1 (see ADR-9) and ADR-2; ADR-3 stays` two.
/// `untitled` is the same text, byte for byte, without cited titles.
pub(super) fn within(meant: Vec<Meant>, rest: &str, untitled: &str) -> Vec<Meant> {
    let governed = governed(rest, untitled);
    let cut = |meant: Meant| {
        let Meant { range, partial } = meant;
        let parts =
            governed.iter().map(move |part| part.start.max(range.start)..part.end.min(range.end));
        parts
            .filter(|part| part.start < part.end)
            .map(move |range| Meant { range, partial })
            .collect::<Vec<_>>()
    };
    meant.into_iter().flat_map(cut).collect()
}

/// The stretches that a phrase governs: all up to the first document, and then what goes on listing documents.
fn governed(text: &str, rest: &str) -> Vec<Range<usize>> {
    static NAMED: LazyLock<Regex> = LazyLock::new(|| pattern(REFERENCE));
    let whole = 0..rest.len();
    let Some(first) = NAMED.find(rest) else { return Vec::from([whole]) };
    let mut parts = Vec::new();
    let (mut start, mut end, mut depth, mut aside) = (0, rest.len(), 0_usize, None);
    for (at, c) in rest[first.end()..].char_indices() {
        let at = first.end() + at;
        let behind = &rest[at + c.len_utf8()..];
        match c {
            '(' | '[' => {
                if depth == 0 && !goes_on(&text[at + 1..]) {
                    parts.push(start..at);
                    aside = Some(at);
                }
                depth += 1;
            }
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && aside.take().is_some() {
                    start = at + 1;
                }
            }
            // What follows and names nothing may be a title, and does no harm.
            _ if depth == 0
                && ends_list(c, behind, |len| &text[at + len..])
                && NAMED.is_match(&text[at..]) =>
            {
                end = at;
                break;
            }
            _ => {}
        }
    }
    if aside.is_none() {
        parts.push(start..end);
    }
    parts.retain(|part| NAMED.is_match(&rest[part.clone()]));
    parts
}

/// Whether a list that comes to a character ends with it.
fn ends_list<'t>(c: char, behind: &str, text_behind: impl Fn(usize) -> &'t str) -> bool {
    static OTHER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?ix)^\s* (?:(?:and|but)\s+)? (?: while | whereas | see | cf | keep(?:s|ing) | retain(?:s|ing) | leav(?:es|ing) | which | that
            | extends? | extending | amends? | amending | complements? | complementing | refines? | relates? | related
            | builds?\s+on | building\s+on | depends?\s+on | based\s+on | but ) \b",
        )
    });
    match c {
        // The next sentence; on a line of its own it may be the next of a list.
        '.' => {
            behind.starts_with(' ')
                && behind
                    .trim_start()
                    .starts_with(|c: char| c.is_uppercase() || matches!(c, LINK | TITLE))
        }
        '·' | '•' | '|' => true,
        ';' => !goes_on(text_behind(c.len_utf8())),
        ',' | ' ' => {
            behind.trim_start().starts_with(|c: char| c.is_ascii_lowercase())
                && OTHER.is_match(behind)
        }
        _ => false,
    }
}

/// Whether documents follow, or parts of some.
fn goes_on(behind: &str) -> bool {
    static NEXT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?x)^[\s\[(]* (?: (?i: and | also | the | its | parts? | sections? | points? | some | most | half | only | partially | partly | in\s+part )\s+ | § )* \s* {REFERENCE}"
        ))
    });
    let line = behind.lines().next().unwrap_or("");
    line.trim().is_empty() || NEXT.is_match(line)
}
