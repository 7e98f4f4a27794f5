//! Where a document says that it breaks compatibility, and which version it names: `Breaking: 2.0.0`.

use semver::Version;

use super::Reader;
use super::header::{Field, Key, Shape};
use crate::document::Breaking;

impl Reader<'_> {
    /// The statements at the head and below the status, in this order.
    pub(super) fn breaking(&self, fields: &[Field], below_status: &[Field]) -> Vec<Breaking> {
        let stated = fields.iter().chain(below_status);
        let stated = stated.filter(|field| field.key == Key::Breaking);
        stated.filter_map(|field| self.breaking_of(field)).collect()
    }

    fn breaking_of(&self, field: &Field) -> Option<Breaking> {
        let (text, range) = self.first_line(&field.value);
        // A key that the front matter leaves blank is not used.
        let unused = text.is_empty() && field.shape == Shape::FrontMatter;
        if unused || denies(&text) {
            return None;
        }
        let place = if text.is_empty() { field.range.clone() } else { range };
        Some(Breaking { version: version(&text), span: self.outline.text.span(place), text })
    }
}

/// Whether the words say that nothing breaks.
fn denies(text: &str) -> bool {
    const NOTHING: [&str; 8] =
        ["no", "none", "nothing", "false", "never", "n/a", "not applicable", "nil"];
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    let marked = bare.is_empty() && !text.is_empty() && !text.contains('?');
    let first = bare.split([',', ';', '.', ' ']).next().unwrap_or("");
    marked
        || NOTHING.iter().any(|word| [bare, first].iter().any(|own| own.eq_ignore_ascii_case(word)))
}

/// The first version among the words: `2.0.0`, `v2.0`, `in 2.0.0-rc.1`, `[2.0.0]`; a number alone only where nothing
/// else is said.
fn version(text: &str) -> Option<Version> {
    let mut tokens = text.split([' ', '\t', ',', ';', '(', ')', '[', ']', '"', '\'']);
    tokens.find_map(|token| {
        let token = token.trim_end_matches(['.', ':', '!', '?']);
        let digits = token.strip_prefix(['v', 'V']).unwrap_or(token);
        let dotted = digits.contains('.') || token.len() == text.trim().len();
        let complete = Version::parse(digits).ok();
        complete.or_else(|| if dotted { filled_up(digits) } else { None })
    })
}

/// `2` and `2.0` are `2.0.0` to Cargo, where it takes less than the whole.
fn filled_up(digits: &str) -> Option<Version> {
    let plain = digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    let parts = digits.split('.').count();
    (plain && parts < 3)
        .then(|| Version::parse(&format!("{digits}{}", ".0".repeat(3 - parts))).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_found_as_people_write_them() {
        for (text, expected) in [
            ("2.0.0", Some("2.0.0")),
            ("v2.0.0.", Some("2.0.0")),
            ("2.0", Some("2.0.0")),
            ("2", Some("2.0.0")),
            ("in 0.4.0, for clients", Some("0.4.0")),
            ("storage [2.0.0-rc.1]", Some("2.0.0-rc.1")),
            ("yes", None),
            ("2 callers", None),
            ("the next major", None),
            ("2.0.0.0", None),
            ("2..0", None),
            ("2024.01.31", None),
            ("99999999999999999999.0.0", None),
            ("", None),
        ] {
            let found = version(text).map(|version| version.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn words_may_say_that_nothing_breaks() {
        for text in ["no", "None.", "N/A", "false", "—", "No, the old form stays"] {
            assert!(denies(text), "{text}");
        }
        for text in ["", "yes", "notable", "nothing-else 2.0.0", "???"] {
            assert!(!denies(text), "{text}");
        }
    }
}
