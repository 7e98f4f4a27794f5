//! The few lines of a text that a finding shows. The renderer indexes what it is given anew for every finding, so
//! it is never given a whole file.

use std::borrow::Cow;
use std::ops::Range;

use super::visible;
use crate::source::{FileId, Sources, Span};

/// A line with more bytes than this on one side of a span is named by its place, and not shown.
const MAX_LINE_BYTES: usize = 8 * 1024;

/// A span over more lines than this is shown by its first line.
const MAX_LINES: usize = 8;

/// Whole lines of one text.
#[derive(Debug)]
pub(super) struct Window<'s> {
    /// The lines, with what steers a terminal replaced byte for byte.
    pub(super) text: Cow<'s, str>,
    /// The number of the first of them, from 1.
    pub(super) line: usize,
    start: usize,
}

impl<'s> Window<'s> {
    /// The lines of `file` that hold the places in `shown`, which [`show`] or [`exact`] gave; none where one of them is too long
    /// to be shown, or `shown` is empty.
    pub(super) fn new(sources: &'s Sources, file: FileId, shown: &[Range<usize>]) -> Option<Self> {
        let text = sources.text(file);
        let first = shown.iter().map(|range| range.start).min()?;
        let last = shown.iter().map(|range| range.end).max()?;
        let start = line_start(text, first)?;
        let end = line_end(text, last)?;
        let mut lines = visible::same_length(&text[start..end]);
        // The renderer knows no empty line behind the last line feed, but a span may stand there.
        if first < end
            && last == end
            && lines.ends_with('\n')
            && shown.iter().any(|range| range.start == end)
        {
            lines.to_mut().push(' ');
        }
        Some(Self { text: lines, line: sources.position(file, start).line, start })
    }

    /// Where a place of the file lies in [`Self::text`].
    pub(super) fn range(&self, shown: &Range<usize>) -> Range<usize> {
        shown.start - self.start..shown.end - self.start
    }
}

/// A span's bytes: clamped, and without a byte order mark.
pub(super) fn exact(sources: &Sources, span: Span) -> Range<usize> {
    let span = sources.clamp(span);
    let start = span.start.max(text_start(sources.text(span.file)));
    start..span.end.max(start)
}

/// The part of a span that is marked: [`exact`], without line ends behind it, and of a long span the first line.
pub(super) fn show(sources: &Sources, span: Span) -> Range<usize> {
    let text = sources.text(span.file);
    let Range { start, end } = exact(sources, span);
    let end = start + text[start..end].trim_end_matches(['\r', '\n']).len();
    let breaks =
        text[start..end].bytes().enumerate().filter(|(_, byte)| *byte == b'\n' || *byte == b'\r');
    let long = breaks.clone().nth(MAX_LINES).is_some();
    match breaks.map(|(at, _)| start + at).next() {
        Some(first_line) if long => start..first_line,
        _ => start..end,
    }
}

/// Behind the byte order mark, if there is one.
fn text_start(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// The start of the line that `offset` is in; line ends are those of [`Sources::position`].
fn line_start(text: &str, offset: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let ends_line =
        |at: usize| bytes[at] == b'\n' || (bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
    let top = text_start(text);
    let lowest = offset.saturating_sub(MAX_LINE_BYTES).max(top);
    let found = (lowest..offset).rev().find(|at| ends_line(*at)).map(|at| at + 1);
    found.or((lowest == top).then_some(top))
}

/// The end of the line that `offset` is in, behind its line end.
fn line_end(text: &str, offset: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let highest = (offset + MAX_LINE_BYTES).min(text.len());
    let found = (offset..highest).find(|at| bytes[*at] == b'\n' || bytes[*at] == b'\r');
    match found {
        Some(at) if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') => Some(at + 2),
        Some(at) => Some(at + 1),
        None => (highest == text.len()).then_some(highest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, span: Range<usize>) -> (String, usize, Range<usize>) {
        let mut sources = Sources::default();
        let file = sources.add("a.md", text);
        let range = show(&sources, Span::new(file, span));
        let window =
            Window::new(&sources, file, std::slice::from_ref(&range)).expect("short lines");
        (window.text.to_string(), window.line, window.range(&range))
    }

    #[test]
    fn a_window_is_the_lines_of_its_span_and_no_more() {
        assert_eq!(shown("one\ntwo\nthree\n", 4..7), ("two\n".to_owned(), 2, 0..3));
        assert_eq!(
            shown("one\rtwo\r\nthree", 4..7),
            ("two\r\n".to_owned(), 2, 0..3),
            "any line ending"
        );
        assert_eq!(
            shown("\u{feff}one\n", 0..6),
            ("one\n".to_owned(), 1, 0..3),
            "no byte order mark"
        );
        assert_eq!(
            shown("one\ntwo\n", 4..8),
            ("two\n".to_owned(), 2, 0..3),
            "no line end is marked"
        );
        assert_eq!(shown("one\n", 4..4), (String::new(), 2, 0..0), "the empty line at the end");
    }

    #[test]
    fn a_long_span_is_shown_by_its_first_line() {
        let text = "line\n".repeat(30);
        assert_eq!(shown(&text, 5..100), ("line\n".to_owned(), 2, 0..4));
    }

    #[test]
    fn a_very_long_line_is_not_shown() {
        let text = "x".repeat(3 * MAX_LINE_BYTES);
        let mut sources = Sources::default();
        let file = sources.add("a.md", text.as_str());
        let middle = MAX_LINE_BYTES + 10..MAX_LINE_BYTES + 12;
        assert!(Window::new(&sources, file, std::slice::from_ref(&middle)).is_none());
    }
}
