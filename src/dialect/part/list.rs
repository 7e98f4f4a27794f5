//! How far behind a phrase the list of the documents goes that it governs, and where other words begin.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Meant, NAMED, REFERENCE, has_word, is_one_of, pattern};
use crate::source::char_floor;

const LINK: char = super::LINK as char;
const TITLE: char = super::TITLE as char;

/// What is left of some parts where the list ends, and without its asides: of `ADR-1 (see ADR-9) and ADR-2; ADR-3 stays` two.
/// `untitled` is the same text, byte for byte, without cited titles.
pub(super) fn within(meant: Vec<Meant>, titled: &str, untitled: &str) -> Vec<Meant> {
    let governed = governed(titled, untitled);
    let mut cut = Vec::with_capacity(meant.len());
    for Meant { range, partial } in meant {
        let first = governed.partition_point(|part| part.end <= range.start);
        let parts = governed[first..].iter().take_while(|part| part.start < range.end);
        let parts = parts.map(|part| part.start.max(range.start)..part.end.min(range.end));
        cut.extend(parts.map(|range| Meant { range, partial }));
    }
    cut
}

/// The stretches that a phrase governs, in order: all up to the first document, and then what goes on listing documents.
fn governed(titled: &str, untitled: &str) -> Vec<Range<usize>> {
    let first = NAMED.find(untitled).map(|found| found.end());
    let last = NAMED.find_iter(titled).last().map(|found| found.start());
    let (Some(first), Some(last)) = (first, last) else {
        let whole = 0..untitled.len();
        return Vec::from([whole]);
    };
    let mut parts = Vec::new();
    let (mut start, mut end, mut depth, mut aside) = (0, untitled.len(), 0_usize, None);
    for (at, c) in untitled[first..].char_indices() {
        let at = first + at;
        let next = at + c.len_utf8();
        match c {
            // What follows and names nothing may be a title, and does no harm.
            _ if at >= last && aside.is_none() => break,
            '(' | '[' => {
                // What explains a document names others beside the point: `ADR-8 — the code is a monolith (ADR-9)`.
                let before = untitled[..at].trim_end();
                let explains = c == '(' && !ends_document(before) && !before.ends_with(TITLE);
                if depth == 0 && (explains || !goes_on(&titled[next..])) {
                    parts.push(start..at);
                    aside = Some(at);
                }
                depth += 1;
            }
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && aside.take().is_some() {
                    start = next;
                }
            }
            // In the words of a title nothing ends.
            ' ' if !ends_document(&untitled[..at]) => {}
            // A title that is masked byte for byte has other boundaries: nothing ends within.
            _ if depth == 0
                && ends_list(c, &untitled[next..], titled.get(next..).unwrap_or("")) =>
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
    parts.retain(|part| NAMED.is_match(&untitled[part.clone()]));
    parts
}

/// The items of a list that has semicolons between them, each with the words that say what of it is meant; one where there
/// are none.
pub(super) fn items(rest: &str) -> Vec<Range<usize>> {
    let mut items = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    let first = NAMED.find(rest).map_or(rest.len(), |first| first.end());
    // `ADR-1; ADR-2 (both in part)` speaks of all.
    let of_all = ["both", "each"].iter().any(|word| has_word(rest, word));
    let marks = if of_all || !rest.contains(';') { "" } else { rest };
    for (at, byte) in marks.bytes().enumerate() {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth = depth.saturating_sub(1),
            b';' if depth == 0 && first <= at => {
                let behind = rest[at + 1..].trim_start();
                if !behind.is_empty() && goes_on(behind) {
                    items.push(start..at);
                    start = at + 1;
                }
            }
            _ => {}
        }
    }
    items.push(start..rest.len());
    items
}

/// Whether a document was named last, or a note on one.
fn ends_document(before: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_digit() || matches!(c, LINK | ')' | ']'))
}

/// Whether a list that comes to a character ends with it. Looks no further than the next word.
fn ends_list(c: char, behind: &str, titled: &str) -> bool {
    static OTHER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?ix)^ (?:(?:and|but)\s+)? (?: while | whereas | see | cf | keeps | keeping | retains | retaining | leaves | leaving | which | that
            | extends? | extending | amends? | amending | complements? | complementing | refines? | relates? | related
            | formerly | previously | was | via | as\s+amended | after | until
            | because | since | instead\s+of | rather\s+than | as\s+required | in\s+line\s+with | per
            | builds?\s+on | building\s+on | depends?\s+on | based\s+on | but ) \b",
        )
    });
    // `ADR-1. ADR-2.`: nothing is said of the second but that it is named.
    static ALONE: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"^{REFERENCE}\x01*\s*(?:\.|$)")));
    let word = behind.strip_prefix(' ');
    match c {
        // The next sentence; on a line of its own it may be the next of a list.
        '.' => word.is_some_and(|word| {
            word.starts_with(|c: char| c.is_uppercase() || matches!(c, LINK | TITLE))
                && !ALONE.is_match(titled.trim_start())
        }),
        ';' | '·' | '•' | '|' | '→' => !goes_on(titled),
        ',' | ' ' => {
            let word = word.unwrap_or(behind);
            word.starts_with(|c: char| c.is_ascii_lowercase()) && OTHER.is_match(word)
        }
        _ => false,
    }
}

/// Whether documents follow, or parts of some. Looks no further than some words.
fn goes_on(behind: &str) -> bool {
    static NEXT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?x)^[\s\[(]* (?: (?i: and | also | the | its | all\s+of | whole\s+of | parts? | sections? | points? | some | most | half | only | partially | partly | in\s+part )\s+ | § )* \s* {REFERENCE}"
        ))
    });
    const FAR: usize = 200;
    let near = &behind[..char_floor(behind, FAR)];
    let line = near.lines().next().unwrap_or("");
    line.trim().is_empty() || NEXT.is_match(line) || goes_on_with_part(line)
}

/// `the embedded-web portions of ADR-5`, and nothing that is said of them.
fn goes_on_with_part(line: &str) -> bool {
    const SAID: &str =
        "are came come comes idea implemented is lives moved reasoning see taken was were";
    let says = |word: &str| is_one_of(word, SAID);
    let leads = super::leads(line);
    let first = leads.first().filter(|lead| line[..lead.start].trim().is_empty());
    let Some(lead) = first.filter(|lead| !line[(*lead).clone()].split(' ').any(says)) else {
        return false;
    };
    let Some(named) = NAMED.find(&line[lead.end..]) else { return false };
    let behind = line[lead.end + named.end()..].trim_start_matches(LINK).trim_start();
    behind.is_empty() || behind.starts_with([',', ';', '.', '(', ')'])
}
