//! Text from documents made safe for terminals and logs: what would steer them is shown instead.
//!
//! A title may hold an escape sequence that recolours a terminal or hides a line, or a bidi override that shows
//! words in another order than they are in the file. Every message, label and path passes here on its way out;
//! source lines pass [`same_length`].

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character steers the terminal or turns the direction of text: C0 and C1 controls, DEL, and the
/// bidi embeddings, overrides and isolates.
fn steers(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn breaks_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The text in one line: line breaks and tabs become a space, every other character that steers its number,
/// as in `\u{1b}`.
pub fn one_line(text: &str) -> Cow<'_, str> {
    shown(text, |c| breaks_line(c) || c == '\t')
}

/// The text in its lines: every character that steers, except a line feed, becomes its number; a carriage return
/// in front of a line feed is dropped.
pub fn lines(text: &str) -> String {
    let lines: Vec<_> =
        text.split('\n').map(|line| one_line(line.strip_suffix('\r').unwrap_or(line))).collect();
    lines.join("\n")
}

fn shown(text: &str, is_space: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(|c| steers(c) || is_space(c)) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        if c == '\r' && characters.peek() == Some(&'\n') {
            continue; // one space for one line break
        }
        if is_space(c) {
            shown.push(' ');
        } else if steers(c) {
            // Writing to a string cannot fail.
            let _ = write!(shown, "\\u{{{:x}}}", u32::from(c));
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// A piece of a source text for the renderer of findings, with the same number of bytes and characters, so that
/// spans and columns into it stay what they were.
///
/// The renderer itself replaces C0 controls and bidi overrides, but neither C1 controls (of which one starts an
/// escape sequence) nor a carriage return that ends a line by itself.
pub fn same_length(text: &str) -> Cow<'_, str> {
    const STAND_IN: char = '¤'; // two bytes in UTF-8, as every C1 control
    let is_c1 = |c: char| matches!(c, '\u{80}'..='\u{9f}');
    if !text.contains(|c| is_c1(c) || c == '\r') {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        shown.push(match c {
            '\r' if characters.peek() != Some(&'\n') => '\n',
            c if is_c1(c) => STAND_IN,
            c => c,
        });
    }
    Cow::Owned(shown)
}

/// A JSON text whose strings say the same without a single raw character that steers: `\u009b`.
///
/// JSON itself asks this only of C0 controls, and those are already escaped where `json` comes from a serialiser.
pub fn json(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        if c != '\n' && (steers(c) || breaks_line(c)) {
            // Writing to a string cannot fail.
            let _ = write!(escaped, "\\u{:04x}", u32::from(c));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_shown_as_its_number() {
        assert_eq!(
            one_line("a\u{1b}[31mb\u{9b}2J\u{202e}c\u{7f}"),
            "a\\u{1b}[31mb\\u{9b}2J\\u{202e}c\\u{7f}"
        );
        assert_eq!(one_line("é 日 👍\u{200d}"), "é 日 👍\u{200d}", "other text stays");
    }

    #[test]
    fn a_line_break_becomes_one_space() {
        assert_eq!(one_line("a\r\nb\nc\rd\te\u{2028}f"), "a b c d e f");
        assert_eq!(lines("a\r\nb\u{1b}\n"), "a\nb\\u{1b}\n");
    }

    #[test]
    fn a_source_keeps_its_offsets() {
        let text = "a\u{9b}b\rc\r\nd";
        let shown = same_length(text);
        assert_eq!(shown, "a¤b\nc\r\nd");
        assert_eq!(shown.len(), text.len());
    }

    #[test]
    fn json_says_the_same_after_escaping() {
        let text = "\u{9b}\u{202e}\u{7f}\u{2028}\n\u{1b}é";
        let escaped = json(&serde_json::to_string(text).expect("a string"));
        assert!(!escaped.contains(steers), "{escaped}");
        assert_eq!(serde_json::from_str::<String>(&escaped).expect("still JSON"), text);
    }
}
