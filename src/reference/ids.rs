//! Ids in running text: `ADR-0007`, `ADRs #7`, found by the prefixes that the documents of a run use.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use regex::Regex;

use crate::dialect::heading::fold;
use crate::document::{Document, is_of_rfcs, literal_key};
use crate::markdown::has_digit;
use crate::source::text_before;
use crate::vocabulary::Kind;
use crate::vocabulary::languages::is_unspaced;

/// More digits than this are no document's number.
const MOST_DIGITS: usize = 6;

/// The prefixes of ids that the documents of this run use.
#[derive(Debug)]
pub struct Prefixes {
    ends: Ends,
    /// The longest first, so that of two the longer one is found.
    forms: Vec<Form>,
    /// Ids that are no prefix and a number, as their documents write them, by [`literal_key`]: `ADR-0012a`.
    literal: BTreeMap<String, String>,
    /// The length in bytes of the longest of them.
    longest: usize,
    /// Finds ids where a form has digits, or letters that are not ASCII: rare, and many times slower than [`Form::before`].
    pattern: Option<Regex>,
}

impl PartialEq for Prefixes {
    fn eq(&self, other: &Self) -> bool {
        // All else follows from the forms.
        (&self.forms, &self.literal) == (&other.forms, &other.literal)
    }
}

/// A prefix as documents write it.
#[derive(Debug, PartialEq)]
struct Form {
    /// Its words; between two of them may stand a mark or nothing.
    words: Vec<String>,
    /// `adr-7` is as good as `ADR-7`; other prefixes must be written as the documents do.
    any_case: bool,
    /// For comparison.
    folded: String,
}

impl Prefixes {
    /// The prefixes of `documents`. Where decisions have only numbers, `ADR` stands for none, in a folder of RFCs also `RFC`.
    pub fn of<'d>(documents: impl IntoIterator<Item = &'d Document>) -> Self {
        let mut forms: BTreeSet<&str> = BTreeSet::new();
        let mut literal: Vec<&str> = Vec::new();
        for document in documents {
            if document.number.is_none() {
                literal.extend(document.literal_id().map(|id| id.value.as_str()));
            } else if !document.prefix.is_empty() {
                forms.insert(&document.prefix);
            } else if document.kind == Kind::Decision {
                forms.insert("ADR");
                forms.extend(is_of_rfcs(&document.folder).then_some("RFC"));
            }
        }
        Self::new(forms, &literal)
    }

    fn new(forms: BTreeSet<&str>, literal: &[&str]) -> Self {
        let mut forms: Vec<&str> = forms.into_iter().collect();
        forms.sort_by_key(|form| (std::cmp::Reverse(form.len()), *form));
        let is_plain = |form: &&str| {
            form.is_ascii()
                && !form.bytes().any(|byte| byte.is_ascii_digit())
                && !form.starts_with(MARKS)
                && !form.ends_with(MARKS)
        };
        let plain = forms.iter().all(is_plain);
        let letters =
            |id: &&str| id[..id.find(|c: char| c.is_ascii_digit()).unwrap_or(0)].to_owned();
        let literal_forms: Vec<String> = literal.iter().map(letters).collect();
        let ends = forms.iter().copied().chain(literal_forms.iter().map(String::as_str));
        Self {
            ends: Ends::of(&ends.collect::<Vec<_>>()),
            literal: literal.iter().map(|id| (literal_key(id), (*id).to_owned())).collect(),
            longest: literal.iter().map(|id| id.len()).max().unwrap_or(0),
            pattern: if plain { None } else { pattern(&forms) },
            forms: forms.into_iter().map(Form::of).collect(),
        }
    }

    /// Whether the cheapest look at a text leaves room for an id in it.
    pub fn may_stand_in(&self, text: &str) -> bool {
        self.ends.may_stand_in(text)
    }

    /// Whether the number behind a text may be an id's, as far as the cheapest look at its end tells.
    pub fn may_end(&self, text: &str) -> bool {
        self.pattern.is_some() || self.ends.may_end(text.as_bytes())
    }

    /// As [`Prefixes::ids`], all of them.
    pub fn ids_in(&self, text: &str) -> Vec<(Range<usize>, String, u64)> {
        let ids = self.ids(text);
        ids.map(|(range, prefix, number)| (range, prefix.into_owned(), number)).collect()
    }

    /// The ids in some text, in its order: their ranges, their prefixes folded, their numbers.
    pub fn ids<'t>(
        &'t self,
        text: &'t str,
    ) -> impl Iterator<Item = (Range<usize>, Cow<'t, str>, u64)> {
        let may = self.may_stand_in(text);
        let plain = (may && self.pattern.is_none()).then(|| self.plain_ids(text));
        let pattern = self.pattern.as_ref().filter(|_| may);
        let others = pattern.into_iter().flat_map(move |pattern| patterned_ids(pattern, text));
        plain.into_iter().flatten().chain(others).filter(|(range, _, _)| stands_alone(text, range))
    }

    /// Where ids stand in some text, in its order, that are no prefix and a number, and what their documents write.
    pub fn literal_ids(&self, text: &str) -> Vec<(Range<usize>, &str)> {
        // Leading zeros make no difference, and nobody writes more of them.
        const MOST_ZEROS: usize = 8;
        if self.literal.is_empty() || !self.may_stand_in(text) {
            return Vec::new();
        }
        let is_inner = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        let mut found: Vec<(Range<usize>, &str)> = Vec::new();
        let mut read = 0;
        for digits in digit_runs(text.as_bytes(), usize::MAX) {
            // Each word is looked at once, however many numbers it has.
            if digits.start < read {
                continue;
            }
            // `ADR 12a` has a blank before its number, and no other.
            let before = text[..digits.start].strip_suffix(' ').unwrap_or(&text[..digits.start]);
            let start = before.trim_end_matches(is_inner).len();
            let behind = text[digits.end..].trim_start_matches(is_inner);
            read = text.len() - behind.len();
            let token = text[start..read].trim_end_matches(['-', '_', '.']);
            let is_alone = !text[..start].ends_with(['/', '#']) && !behind.starts_with(['/', '@']);
            if !is_alone || token.len() > self.longest + MOST_ZEROS {
                continue;
            }
            let id = self.literal.get(&literal_key(token));
            found.extend(
                id.filter(|_| !in_url(text, start)).map(|id| (start..start + token.len(), &**id)),
            );
        }
        found
    }

    fn plain_ids<'t>(
        &'t self,
        text: &'t str,
    ) -> impl Iterator<Item = (Range<usize>, Cow<'t, str>, u64)> {
        digit_runs(text.as_bytes(), MOST_DIGITS).filter_map(|digits| {
            let (start, form) = self.form_before(&text.as_bytes()[..digits.start])?;
            let number = text[digits.clone()].parse().ok()?;
            Some((start..digits.end, Cow::Borrowed(form.folded.as_str()), number))
        })
    }

    /// The prefix that ends where a number starts, but for `s`, a mark and `#` between: where it starts.
    fn form_before(&self, before: &[u8]) -> Option<(usize, &Form)> {
        let before = without_mark(before.strip_suffix(b"#").unwrap_or(before));
        let singular = before.strip_suffix(b"s").or_else(|| before.strip_suffix(b"S"));
        let ends = [Some(before), singular];
        let found = self.forms.iter().flat_map(|form| {
            ends.into_iter().flatten().filter_map(move |before| Some((form.before(before)?, form)))
        });
        // Of several the one that starts first; of those the longest, which stands first.
        found.min_by_key(|(start, _)| *start)
    }
}

impl Form {
    fn of(form: &str) -> Self {
        Self {
            words: form.split(MARKS).map(str::to_owned).collect(),
            any_case: form.to_ascii_lowercase().contains("adr"),
            folded: fold(form),
        }
    }

    /// Where the form starts that ends with some bytes.
    fn before(&self, mut bytes: &[u8]) -> Option<usize> {
        for (nth, word) in self.words.iter().rev().enumerate() {
            if nth > 0 {
                bytes = without_mark(bytes);
            }
            let start = bytes.len().checked_sub(word.len())?;
            let (rest, own) = bytes.split_at(start);
            let is_same = own == word.as_bytes()
                || (self.any_case && own.eq_ignore_ascii_case(word.as_bytes()));
            if !is_same {
                return None;
            }
            bytes = rest;
        }
        Some(bytes.len())
    }
}

/// What may part the words of a prefix, and a prefix from its number.
const MARKS: [char; 3] = ['-', '_', ' '];

fn without_mark(bytes: &[u8]) -> &[u8] {
    match bytes {
        [rest @ .., b'-' | b'_' | b' '] => rest,
        _ => bytes,
    }
}

/// Where numbers stand that may be a document's.
fn digit_runs(bytes: &[u8], most: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + bytes[at..].iter().position(u8::is_ascii_digit)?;
            let length = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            at = start + length;
            if length <= most {
                return Some(start..at);
            }
        }
    })
}

/// One pattern for all forms.
fn pattern(forms: &[&str]) -> Option<Regex> {
    let alternatives: Vec<String> = forms
        .iter()
        .map(|form| {
            let words: Vec<_> = form.split(MARKS).map(regex::escape).collect();
            let flag = if form.to_ascii_lowercase().contains("adr") { "(?i:" } else { "(?:" };
            format!("{flag}{})", words.join("[-_ ]?"))
        })
        .collect();
    let source = format!("({})(?i:s)?[-_ ]?#?([0-9]{{1,{MOST_DIGITS}}})", alternatives.join("|"));
    Regex::new(&source).ok().filter(|_| !forms.is_empty())
}

fn patterned_ids<'t>(
    pattern: &'t Regex,
    text: &'t str,
) -> impl Iterator<Item = (Range<usize>, Cow<'t, str>, u64)> {
    pattern.captures_iter(text).filter_map(|captures| {
        let number = captures[2].parse().ok()?;
        Some((captures.get_match().range(), Cow::Owned(fold(&captures[1])), number))
    })
}

/// Whether what looks like an id is no part of a longer word, a file's name or a URL.
fn stands_alone(text: &str, id: &Range<usize>) -> bool {
    let before = text[..id.start].chars().next_back();
    let mut after = text[id.end..].chars();
    let (next, second) = (after.next(), after.next());
    let is_letter = |c: char| c.is_alphanumeric() && !is_unspaced(c);
    let part_of_word = before.is_some_and(|c| is_letter(c) || "-_/.".contains(c))
        // `ADR-2024年` would be a year.
        || next.is_some_and(|c| is_letter(c) || c == '_' || c == '年')
        || (next.is_some_and(|c| "-.".contains(c)) && second.is_some_and(is_letter));
    !part_of_word && !in_url(text, id.start)
}

/// Whether the word around a byte is a URL. Of a longer word than any browser takes, only the end is looked at.
pub(super) fn in_url(text: &str, at: usize) -> bool {
    const LONGEST: usize = 2048;
    let near = text_before(text, at, LONGEST);
    near.rfind("://").is_some_and(|mark| !near[mark..].contains(char::is_whitespace))
}

/// The last two letters of each prefix, in lower case; of a prefix of one letter, that one behind a zero.
#[derive(Debug)]
struct Ends {
    pairs: Vec<[u8; 2]>,
    /// Whether a prefix ends in a letter that is not ASCII: its cases are the pattern's business.
    any: bool,
}

impl Ends {
    fn of(forms: &[&str]) -> Self {
        let pair = |form: &&str| match form.trim_end_matches(MARKS).as_bytes() {
            [.., first, second] => [*first, *second],
            [only] => [0, *only],
            [] => [0xff; 2],
        };
        let mut pairs: Vec<[u8; 2]> =
            forms.iter().map(pair).map(|pair| pair.map(|byte| byte.to_ascii_lowercase())).collect();
        pairs.sort_unstable();
        pairs.dedup();
        let any = pairs.iter().any(|pair| !pair.is_ascii());
        Self { pairs, any }
    }

    /// Whether a digit stands where that of an id does: behind a prefix, but for the marks that part the two.
    /// Most numbers of a text are nobody's id.
    fn may_stand_in(&self, text: &str) -> bool {
        if !has_digit(text) {
            return false;
        }
        let bytes = text.as_bytes();
        let mut digits = (1..bytes.len()).filter(|at| bytes[*at].is_ascii_digit());
        self.any || digits.any(|at| self.may_end(&bytes[..at]))
    }

    fn may_end(&self, text: &[u8]) -> bool {
        let text = without_mark(text.strip_suffix(b"#").unwrap_or(text));
        match text {
            [rest @ .., b's' | b'S'] if self.is_at_end_of(rest) => true,
            _ => self.is_at_end_of(text),
        }
    }

    fn is_at_end_of(&self, text: &[u8]) -> bool {
        let (first, second) = match text {
            [.., first, second] => (first.to_ascii_lowercase(), second.to_ascii_lowercase()),
            [only] => (0, only.to_ascii_lowercase()),
            [] => return false,
        };
        // A mark within a prefix may be another one, or left out.
        let is_first = |one: u8| one == first || one == 0 || MARKS.contains(&char::from(one));
        self.pairs.iter().any(|[one, two]| *two == second && is_first(*one))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ids(forms: &[&str], text: &str) -> Vec<String> {
        let prefixes = Prefixes::new(forms.iter().copied().collect(), &[]);
        let found = prefixes.ids(text);
        found.map(|(range, prefix, number)| format!("{}={prefix}{number}", &text[range])).collect()
    }

    #[test]
    fn ids_are_found_as_people_write_them() {
        for (text, expected) in [
            ("ADR-0007, adr 8 and Adr_9", vec!["ADR-0007=adr7", "adr 8=adr8", "Adr_9=adr9"]),
            ("ADRs #7", vec!["ADRs #7=adr7"]),
            ("(REQ-12)", vec!["REQ-12=req12"]),
            ("req-12 in a sentence", vec![]),
            ("x-ADR-7, ADR-7b, ADR-7.1, ADR-7-x, https://a.b/ADR-7", vec![]),
            ("ADR-7.", vec!["ADR-7=adr7"]),
            ("ADR-1234567", vec![]),
            ("RFC 2119", vec![]),
        ] {
            assert_eq!(ids(&["ADR", "REQ"], text), expected, "{text}");
        }
        assert_eq!(ids(&["ADR-v1.2", "ADR"], "ADR-v1.2-003"), ["ADR-v1.2-003=adrv1.23"]);
        assert_eq!(
            ids(&["XYZ-ADR"], "XYZ ADR-3 and xyzadr4"),
            ["XYZ ADR-3=xyzadr3", "xyzadr4=xyzadr4"]
        );
        assert_eq!(ids(&[], "ADR-7"), Vec::<String>::new());
    }

    #[test]
    fn ids_that_go_on_behind_their_number_are_found_where_they_are_known() {
        let known = ["ADR-0012a", "ADR-012-B", "REQ-1.2", "DEC-20241026-001", "ADR 7b"];
        let prefixes = Prefixes::new(["ADR"].into(), &known);
        let text = "ADR-0012A, (ADR-012-B); REQ-1.2. DEC-20241026-001! ADR 7b but ADR-0012b, ADR-0012, REQ-1.2.3, \
            x/ADR-0012a, ADR-0012a/x, https://a.b/?ADR-0012a";
        let found: Vec<&str> =
            prefixes.literal_ids(text).into_iter().map(|(range, _)| &text[range]).collect();
        assert_eq!(found, ["ADR-0012A", "ADR-012-B", "REQ-1.2", "DEC-20241026-001", "ADR 7b"]);
        assert_eq!(prefixes.literal_ids("ADR-12-b"), [(0..8, "ADR-012-B")]);
    }

    proptest! {
        #[test]
        fn the_short_way_finds_what_the_pattern_finds(
            forms in prop::collection::btree_set("[ADRSs]{1,3}([-_ ][AR]{1,2})?", 0..4),
            text in "[ADRSadrs#0-9_. -]{0,16}",
        ) {
            let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
            let short = Prefixes::new(forms.iter().copied().collect(), &[]);
            prop_assert!(short.pattern.is_none());
            let mut sorted = forms.clone();
            sorted.sort_by_key(|form| (std::cmp::Reverse(form.len()), *form));
            let long = Prefixes { pattern: pattern(&sorted), ..Prefixes::new(forms.iter().copied().collect(), &[]) };
            let found = short.ids_in(&text);
            let expected = if forms.is_empty() { Vec::new() } else { long.ids_in(&text) };
            prop_assert_eq!(found, expected);
        }
    }
}
