//! How much room words take, and what is left of them where there is less. Escapes, too.
//!
//! A page is laid out before it is known in which font it will be shown, so widths are those of a wide font.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The width of a text in pixels at a font size, rounded up.
pub(super) fn width(text: &str, size: i32) -> i32 {
    (text.chars().map(hundredths).sum::<i32>() * size + 99) / 100
}

/// The width of a character in hundredths of the font size: Open Sans, which mdBook brings, and some more for those
/// who turned its fonts off.
fn hundredths(c: char) -> i32 {
    match c {
        'i' | 'j' | 'l' | 'I' | '\'' | '|' | '.' | ',' | ':' | ';' | '!' | ' ' => 29,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' | '`' | '"' => 42,
        'c' | 's' | 'z' | 'v' | 'x' | 'y' | 'k' | '_' | '*' | '?' => 54,
        'm' | 'M' | 'W' | '@' | '%' | '…' | '—' => 100,
        'w' | 'D' | 'G' | 'H' | 'N' | 'O' | 'Q' | 'U' | '&' => 82,
        'A'..='Z' | '+' | '=' | '<' | '>' | '#' | '~' => 68,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}' | '\u{fe00}'..='\u{fe0f}' => 0,
        // From Hangul on, scripts with wide characters are many, and so are emoji.
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{ffef}' => 105,
        '\u{10000}'.. => 135,
        _ if c.is_ascii() => 64,
        _ => 78,
    }
}

/// The text in at most two lines, the second shortened. Broken at spaces.
pub(super) fn wrap(text: &str, room: i32, size: i32) -> (&str, Option<Cow<'_, str>>) {
    if width(text, size) <= room {
        return (text, None);
    }
    let fits = |at: &usize| width(&text[..*at], size) <= room;
    match text.match_indices(' ').map(|(at, _)| at).take_while(fits).last() {
        Some(at) => (&text[..at], Some(shorten(&text[at + 1..], room, size))),
        // One long word: all of it goes below, where it is shortened.
        None => ("", Some(shorten(text, room, size))),
    }
}

/// The text, or as much of its start as fits with an ellipsis.
pub(super) fn shorten(text: &str, room: i32, size: i32) -> Cow<'_, str> {
    if width(text, size) <= room {
        return Cow::Borrowed(text);
    }
    let mut end = 0;
    let mut used = width("…", size) * 100;
    for (at, c) in text.char_indices() {
        used += hundredths(c) * size;
        if used > room * 100 {
            break;
        }
        end = at + c.len_utf8();
    }
    // Half a character that is made of several would be another one.
    let joined = |c: Option<char>| c.is_some_and(|c| hundredths(c) == 0);
    while joined(text[end..].chars().next()) || joined(text[..end].chars().next_back()) {
        end -= text[..end].chars().next_back().map_or(0, char::len_utf8);
        if end == 0 {
            break;
        }
    }
    Cow::Owned(format!("{}…", text[..end].trim_end()))
}

/// A text in one line, without what no XML may hold or what turns the direction of the text around it.
pub(super) fn plain(text: &str) -> String {
    let turns = |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let banned = |c: char| {
        c.is_control() && !c.is_whitespace() || matches!(c, '\u{fffe}' | '\u{ffff}') || turns(c)
    };
    let kept: String = text.chars().filter(|c| !banned(*c)).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text for HTML and XML, as content or in an attribute. Braces too: what runs after this program may expand them.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in plain(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '{' => out.push_str("&#123;"),
            c => out.push(c),
        }
    }
    out
}

/// Writes to the end of a text.
pub(super) fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(text);
}

/// `1 document`, `2 documents`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_left_fits(text in ".{0,60}", room in 20..200) {
            let short = shorten(&text, room, 13);
            prop_assert!(width(&short, 13) <= room, "{short}");
            prop_assert!(*short == *text || short.ends_with('…'));
        }

        #[test]
        fn nothing_escapes(text in any::<String>()) {
            let escaped = escaped(&text);
            let marks = ['<', '>', '"', '\'', '\n', '\r', '\0', '{', '\u{202e}'];
            prop_assert!(!escaped.contains(marks));
        }
    }

    #[test]
    fn a_character_of_several_is_not_halved() {
        assert_eq!(shorten("aaaae\u{301}bbbb", width("aaaae…", 10), 10), "aaaa…");
    }
}
