//! Where a document says that it breaks compatibility, and which version it names: `Breaking: 2.0.0`.

use semver::Version;

use super::Reader;
use super::header::{Field, Key, Shape, key_at};
use crate::document::{Breaking, Region};
use crate::markdown::LineKind;

impl Reader<'_> {
    /// The statements at the head and below the status, in this order.
    pub(super) fn breaking(&self, fields: &[Field], below_status: &[Field]) -> Vec<Breaking> {
        let stated = fields.iter().filter(|field| field.key == Key::Breaking);
        let stated = stated.filter(|field| !self.is_prose(field));
        let below_status = below_status.iter().filter(|field| field.key == Key::Breaking);
        stated.chain(below_status).filter_map(|field| self.breaking_of(field)).collect()
    }

    /// Whether a field at the head is a sentence of its text: several words in a line that follows neither the title nor
    /// another field.
    fn is_prose(&self, field: &Field) -> bool {
        let sentence = || self.first_line(&field.value).0.split_whitespace().nth(2).is_some();
        let is_version = || version(&self.first_line(&field.value).0).is_some();
        if field.shape != Shape::Line || !sentence() || is_version() {
            return false;
        }
        let lines = &self.outline.lines;
        let at = lines.partition_point(|line| line.range().start < field.range.start);
        at.checked_sub(1).is_some_and(|before| {
            let is_field = || {
                let key = key_at(self.outline, before, self.words);
                key.is_some_and(|key| key != Key::Other)
            };
            lines[before].kind != LineKind::Heading && !is_field()
        })
    }

    fn breaking_of(&self, field: &Field) -> Option<Breaking> {
        let (text, range) = self.first_line(&field.value);
        // A key that the front matter leaves blank is not used.
        let unused = text.is_empty() && field.shape == Shape::FrontMatter;
        if unused || denies(&text) {
            return None;
        }
        let place = if text.is_empty() { field.range.clone() } else { range };
        let version = version(&text).or_else(|| self.version_below(&field.value));
        Some(Breaking { version, span: self.outline.text.span(place), text })
    }

    /// The version that a further line names: `Breaking changes:` may stand above a list of them.
    fn version_below(&self, value: &Region) -> Option<Version> {
        let Region::Plain(plain) = value else { return None };
        self.outline.plain(plain.clone()).lines().find_map(version)
    }
}

/// Whether the words say that nothing breaks.
fn denies(text: &str) -> bool {
    const NOTHING: [&str; 8] =
        ["no", "none", "nothing", "false", "never", "n/a", "not applicable", "nil"];
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    let marked = bare.is_empty() && !text.is_empty() && !text.contains('?');
    let first = bare.split([',', ';', '.', ' ']).next().unwrap_or("");
    // `not breaking`, `not in this version`; but `not compatible` and `not before 2.0.0` say that something does.
    let not = || first.eq_ignore_ascii_case("not") && !bare.contains("compatible");
    marked
        || (not() && version(bare).is_none())
        || NOTHING.iter().any(|word| [bare, first].iter().any(|own| own.eq_ignore_ascii_case(word)))
}

/// The first version among the words: `2.0.0`, `v2.0`, `in 2.0.0-rc.1`, `[2.0.0]`, `2.x`; a number alone only where nothing
/// else is said, or behind the word for a version.
fn version(text: &str) -> Option<Version> {
    const WORDS: [&str; 3] = ["version", "release", "major"];
    let mut tokens = text.split([' ', '\t', ',', ';', '(', ')', '[', ']', '"', '\'']);
    let mut is_announced = false;
    tokens.find_map(|token| {
        let token = token.trim_end_matches(['.', ':', '!', '?']);
        let bare = token.strip_prefix(['v', 'V']).unwrap_or(token);
        let digits = bare.strip_suffix(".x").unwrap_or(bare);
        let dotted = bare.contains('.') || is_announced || token.len() == text.trim().len();
        is_announced = WORDS.iter().any(|word| token.eq_ignore_ascii_case(word));
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
            ("version 5", Some("5.0.0")),
            ("in release v5", Some("5.0.0")),
            ("5.x", Some("5.0.0")),
            ("version five 5", None),
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
        for text in [
            "no",
            "None.",
            "N/A",
            "false",
            "—",
            "No, the old form stays",
            "not breaking",
            "Not in this version.",
        ] {
            assert!(denies(text), "{text}");
        }
        for text in [
            "",
            "yes",
            "notable",
            "nothing-else 2.0.0",
            "???",
            "not compatible with 1.x",
            "not before 2.0.0",
        ] {
            assert!(!denies(text), "{text}");
        }
    }
}
