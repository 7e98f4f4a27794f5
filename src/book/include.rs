//! `{{#include}}` of Markdown, followed as mdBook's `links` does, every piece with its own place.

use std::sync::LazyLock;

use regex::Regex;

use super::{Reader, Tree, folder_of, join};
use crate::markdown::is_markdown;
use crate::source::{FileId, TextBuilder};

/// mdBook's own limit (`MAX_LINK_NESTED_DEPTH` of its links preprocessor).
const MAX_INCLUDE_DEPTH: usize = 10;

/// A page's includes beyond this many stay as they are written: files that include each other often enough
/// would fill any memory.
const MAX_INCLUDES: usize = 1_000;

/// A page that is this large includes no more: a thousand times a large file would fill it too.
const MAX_PAGE_BYTES: usize = 16 * 1024 * 1024;

/// A page that is being put together.
pub(super) struct Expansion<'t> {
    pub(super) tree: &'t Tree,
    pub(super) builder: TextBuilder,
    /// The files that are being included, outermost first.
    pub(super) open: Vec<FileId>,
    pub(super) includes: usize,
}

/// Appends a part of a file (which starts at `offset` in it), its includes of Markdown replaced by what they name, as
/// mdBook's `links` would.
///
/// An include that cannot be followed, or would run in a circle, stays as it is written, and so does one that leads out
/// of the repository, or of the user's folder where there is none: [`super::left::includes`] finds it there.
pub(super) fn expand(
    file: FileId,
    path: &str,
    part: &str,
    offset: usize,
    page: &mut Expansion<'_>,
    reader: &mut Reader<'_>,
) {
    // The first half is what is escaped: as in mdBook, up to the last braces of the line.
    static INCLUDE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\\\{\{#.*\}\}|\{\{\s*#include\s+([^}]+)\}\}").expect("a valid pattern")
    });
    let mut done = 0;
    for found in INCLUDE.captures_iter(part) {
        let whole = found.get_match();
        let too_much = page.open.len() > MAX_INCLUDE_DEPTH
            || page.includes >= MAX_INCLUDES
            || page.builder.len() > MAX_PAGE_BYTES;
        let Some(argument) = found.get(1).filter(|_| !too_much) else { continue };
        let Some(argument) = argument.as_str().split_whitespace().next() else { continue };
        let mut words = argument.splitn(2, ':');
        let name = words.next().unwrap_or("");
        if !is_markdown(name) || name.starts_with('/') || name.contains('\\') {
            continue;
        }
        let target = join(folder_of(path), name);
        if page.tree.is_outside(&target) {
            continue;
        }
        let Some(inner) = reader.try_get(&target) else { continue };
        if page.open.contains(&inner) {
            continue;
        }
        page.builder.push(&part[done..whole.start()], file, offset + done);
        done = whole.end();
        page.includes += 1;
        page.open.push(inner);
        let text = reader.sources.text(inner).clone();
        let (start, body) = selection(&text, words.next());
        expand(inner, &target, body, start, page, reader);
        page.open.pop();
    }
    page.builder.push(&part[done..], file, offset + done);
}

/// The lines that `{{#include file:WHAT}}` means: all, `N`, `N:M`, `N:`, `:M` (from 1, inclusive), or an anchor.
fn selection<'t>(text: &'t str, what: Option<&str>) -> (usize, &'t str) {
    let text_start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let Some(what) = what.map(str::trim) else { return (text_start, &text[text_start..]) };
    let starts: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices('\n').map(|(at, _)| at + 1))
        .chain(std::iter::once(text.len()))
        .collect();
    let line = |number: usize| starts[number.min(starts.len() - 1)];
    let (from, to) = match what.split_once(':') {
        Some((from, to)) => (from.parse().unwrap_or(1), to.parse().unwrap_or(usize::MAX - 1)),
        None => match what.parse::<usize>() {
            Ok(number) => (number, number),
            Err(_) => return anchored(text, what),
        },
    };
    let (start, end) = (line(from.saturating_sub(1)), line(to));
    (start, &text[start..end.max(start)])
}

fn anchored<'t>(text: &'t str, name: &str) -> (usize, &'t str) {
    let mut start = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let next = at + line.len();
        let marks = |word: &str| {
            line.find(word).is_some_and(|found| {
                line[found + word.len()..]
                    .split_whitespace()
                    .next()
                    .is_some_and(|found| found == name)
            })
        };
        if start.is_none() && marks("ANCHOR:") {
            start = Some(next);
        } else if let Some(start) = start
            && marks("ANCHOR_END:")
        {
            return (start, &text[start..at]);
        }
        at = next;
    }
    let start = start.unwrap_or(text.len());
    (start, &text[start..])
}
