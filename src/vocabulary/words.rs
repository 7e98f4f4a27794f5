//! The built-in words with those that a configuration adds, and how they are found in a text.

use std::borrow::Cow;

use foldhash::HashMap;

use super::languages::is_unspaced;
use super::{RELATION_PHRASES, STATUS_WORDS, Statement, Status, languages};

/// A status that a configuration adds. Its [`Status`] is `Other`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnStatus {
    /// Its name there.
    pub name: String,
    /// Whether a document with it is in force.
    pub in_force: bool,
}

/// What a configuration adds to the built-in words. All lower case.
#[derive(Debug, Default)]
pub struct Additions<'w> {
    /// Words for the known statuses.
    pub statuses: Vec<(&'w str, Status)>,
    /// New statuses, each with its words.
    pub own: Vec<(OwnStatus, Vec<&'w str>)>,
    /// Phrases for relations.
    pub phrases: Vec<(&'w str, Statement)>,
    /// Further names of sections.
    pub sections: SectionNames,
}

/// Further names of the sections that dialects and rules look for.
#[derive(Debug, Clone, Default)]
pub struct SectionNames {
    by_name: HashMap<String, String>,
}

impl SectionNames {
    /// Gives a section another name. Where a name is given twice, the first counts.
    pub fn add(&mut self, section: &str, name: &str) {
        self.by_name.entry(normal(name)).or_insert_with(|| normal(section));
    }

    /// The section that a heading means, in the words that dialects and rules look for.
    pub fn section(&self, title: &str) -> String {
        let title = normal(title);
        if let Some(section) = self.by_name.get(&title) {
            return section.clone();
        }
        languages::section(&title).map_or(title, str::to_owned)
    }
}

/// The names that most sections have, sorted.
const USUAL_NAMES: [&str; 40] = [
    "alternatives considered",
    "changelog",
    "confirmation",
    "consequences",
    "considered options",
    "context",
    "context and problem statement",
    "date",
    "deciders",
    "decision",
    "decision drivers",
    "decision outcome",
    "dependencies",
    "error handling",
    "external",
    "integration",
    "internal",
    "links",
    "more information",
    "negative",
    "negative consequences",
    "neutral",
    "notes",
    "options",
    "options considered",
    "positive",
    "positive consequences",
    "property based",
    "pros and cons of the options",
    "public api",
    "purpose",
    "rationale",
    "references",
    "risks",
    "status",
    "testing strategy",
    "traceability",
    "unit",
    "validation",
    "verification",
];

/// A name of a section to be kept with its document: the usual ones take no memory of their own.
pub fn kept_name(name: &str) -> Cow<'static, str> {
    match USUAL_NAMES.binary_search(&name) {
        Ok(at) => Cow::Borrowed(USUAL_NAMES[at]),
        Err(_) => Cow::Owned(name.to_owned()),
    }
}

/// What a word for a status means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// A known status.
    Known(Status),
    /// One of [`Words::own`].
    Own(usize),
}

/// The built-in words and those that a configuration adds.
#[derive(Debug, Clone)]
pub struct Words {
    statuses: Lexemes<Meaning>,
    phrases: Lexemes<Statement>,
    own: Vec<OwnStatus>,
    sections: SectionNames,
}

impl Words {
    /// The built-in words and the added ones; where both have a word, the added meaning wins.
    pub fn new(added: Additions<'_>) -> Self {
        let Additions { statuses, own, phrases, sections } = added;
        let known = |(word, status): (&str, Status)| (spaced(word), Meaning::Known(status));
        let own_words = own.iter().enumerate().flat_map(|(at, (_, words))| {
            words.iter().map(move |word| (spaced(word), Meaning::Own(at)))
        });
        // Keys and headings are compared with blanks for hyphens, lines as they are written.
        let both = |(phrase, statement): (&str, Statement)| {
            [(phrase.to_owned(), statement), (spaced(phrase), statement)]
        };
        Self {
            statuses: own_words
                .chain(statuses.into_iter().map(known))
                .chain(STATUS_WORDS.iter().copied().map(known))
                .chain(languages::STATUSES.iter().flat_map(|(status, words)| {
                    words.iter().map(|word| ((*word).to_owned(), Meaning::Known(*status)))
                }))
                .collect(),
            phrases: phrases
                .into_iter()
                .flat_map(both)
                .chain(
                    [RELATION_PHRASES, languages::PHRASES]
                        .into_iter()
                        .flatten()
                        .map(|(phrase, one)| ((*phrase).to_owned(), *one)),
                )
                .collect(),
            own: own.into_iter().map(|(status, _)| status).collect(),
            sections,
        }
    }

    /// The status word that `text` starts with, and its length in bytes. An added status is `Other`.
    pub fn status_at_start(&self, text: &str) -> Option<(usize, Status)> {
        let (len, meaning) = self.meaning_at_start(text)?;
        Some((len, known(meaning)))
    }

    /// As [`Words::status_at_start`], with added statuses told apart.
    pub fn meaning_at_start(&self, text: &str) -> Option<(usize, Meaning)> {
        self.statuses.at_start(text)
    }

    /// The relation phrase that `text` starts with, and its length in bytes.
    pub fn phrase_at_start(&self, text: &str) -> Option<(usize, Statement)> {
        self.phrases.at_start(text)
    }

    /// The words of the known statuses, for help.
    pub fn status_words(&self) -> impl Iterator<Item = (&str, Status)> {
        self.statuses.words.iter().map(|(word, meaning)| (word.as_str(), known(*meaning)))
    }

    /// An added status.
    pub fn own(&self, at: usize) -> &OwnStatus {
        &self.own[at]
    }

    /// The section that a heading or a key means, in the words that dialects and rules look for.
    pub fn section(&self, title: &str) -> String {
        self.sections.section(title)
    }
}

impl Default for Words {
    fn default() -> Self {
        Self::new(Additions::default())
    }
}

fn known(meaning: Meaning) -> Status {
    match meaning {
        Meaning::Known(status) => status,
        Meaning::Own(_) => Status::Other,
    }
}

fn spaced(word: &str) -> String {
    word.replace(['-', '_'], " ")
}

/// Words with their meanings, by their first letters and then longest first. Looked up at every mark of every
/// statement, so that only the words of one beginning are compared.
#[derive(Debug, Clone)]
struct Lexemes<T> {
    words: Vec<(String, T)>,
    /// How each of them starts.
    beginnings: Vec<u32>,
    /// Where the words of each ASCII initial start; at the end, where those of other scripts do.
    starts: [usize; 129],
}

impl<T> FromIterator<(String, T)> for Lexemes<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(words: I) -> Self {
        let mut words: Vec<(String, T)> = words.into_iter().collect();
        // Stable, so that of two equally long words the added one stays in front.
        words.sort_by_cached_key(|(word, _)| {
            (initial(word), start_of(word), std::cmp::Reverse(word.len()))
        });
        let start = |at: u32| {
            words.partition_point(|(word, _)| initial(word).is_none_or(|c| u32::from(c) < at))
        };
        let starts = std::array::from_fn(|at| start(u32::try_from(at).unwrap_or(u32::MAX)));
        let beginnings = words.iter().map(|(word, _)| start_of(word)).collect();
        Self { words, beginnings, starts }
    }
}

impl<T: Copy> Lexemes<T> {
    /// The longest word that `text` starts with: its length in bytes, and its meaning.
    fn at_start(&self, text: &str) -> Option<(usize, T)> {
        let first = initial(text)?;
        let same = match self.starts.get(first as usize..) {
            Some([start, end, ..]) => *start..*end,
            _ => self.starts[128]..self.words.len(),
        };
        let own = start_of(text);
        let found = if own == OTHER_START {
            // Longest first, of whatever beginning.
            let words = self.words[same].iter().filter(|(word, _)| starts_with_word(text, word));
            words.min_by_key(|(word, _)| std::cmp::Reverse(word.len()))
        } else {
            let beginnings = &self.beginnings[same.clone()];
            let start = beginnings.partition_point(|other| *other < own);
            let find = |from: usize, start: u32| {
                let mut alike = (from..beginnings.len()).take_while(|at| beginnings[*at] == start);
                alike
                    .find(|at| starts_with_word(text, &self.words[same.start + at].0))
                    .map(|at| &self.words[same.start + at])
            };
            // Those without three letters are the shorter ones, or of other letters.
            find(start, own).or_else(|| find(0, OTHER_START))
        };
        found.map(|(word, meaning)| (word.len(), *meaning))
    }
}

/// What [`start_of`] says of a text that does not start with three letters of ASCII. No other beginning comes before it.
const OTHER_START: u32 = 0;

/// The first three letters in lower case as a number, where they are ASCII.
fn start_of(text: &str) -> u32 {
    match text.as_bytes() {
        [a, b, c, ..] if (a | b | c).is_ascii() => {
            let [a, b, c] = [*a, *b, *c].map(|byte| byte.to_ascii_lowercase());
            u32::from_be_bytes([1, a, b, c])
        }
        _ => OTHER_START,
    }
}

/// Whether `text` starts with some ASCII letters in any case, whatever follows them.
pub fn begins_with(text: &str, letters: &str) -> bool {
    text.get(..letters.len()).is_some_and(|start| start.eq_ignore_ascii_case(letters))
}

/// Whether `text` starts with `word` in any letter case of the same length, so that offsets stay, and the word ends
/// there.
#[inline]
pub fn starts_with_word(text: &str, word: &str) -> bool {
    // Of most words that are asked for the first letter or the last is another one.
    let alike = |a: u8, b: u8| a.eq_ignore_ascii_case(&b) || !a.is_ascii() || !b.is_ascii();
    let (own, other) = (word.as_bytes(), text.as_bytes().get(..word.len()));
    let may_start = match (own, other) {
        ([a, .., b], Some([c, .., d])) => alike(*a, *c) && alike(*b, *d),
        (_, other) => other.is_some(),
    };
    may_start && starts_with_letters(text, word)
}

fn starts_with_letters(text: &str, word: &str) -> bool {
    // `取代ADR-7`: where another script begins, so does another word.
    let goes_on = |c: char| c.is_alphanumeric() && !(c.is_ascii() && word.ends_with(is_unspaced));
    text.get(..word.len()).is_some_and(|start| same_letters(start, word))
        && !text[word.len()..].starts_with(goes_on)
}

fn same_letters(text: &str, word: &str) -> bool {
    text.eq_ignore_ascii_case(word)
        || (!word.is_ascii() && !text.is_ascii() && text.to_lowercase() == word.to_lowercase())
}

/// A heading's or key's words: lower case, hyphens and underscores as blanks, no decoration or numbering.
pub fn normal(text: &str) -> String {
    if text.is_ascii() {
        return normal_ascii(text.as_bytes());
    }
    let trimmed = text
        .trim_matches(|c: char| !c.is_alphanumeric())
        .trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ')')
        .trim_matches(|c: char| !c.is_alphanumeric());
    let words = trimmed.split(|c: char| c.is_whitespace() || c == '-' || c == '_');
    let words: Vec<String> = words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    words.join(" ")
}

/// As [`normal`], in one pass: every heading of every page is asked for its words.
fn normal_ascii(text: &[u8]) -> String {
    // Most headings are words with one blank between them.
    let is_plain = |pair: &[u8]| {
        pair[0].is_ascii_alphabetic() || (pair[0] == b' ' && pair[1].is_ascii_alphabetic())
    };
    if let ([first, ..], [.., last]) = (text, text)
        && first.is_ascii_alphabetic()
        && last.is_ascii_alphabetic()
        && text.windows(2).all(is_plain)
    {
        return String::from_utf8(text.to_ascii_lowercase()).unwrap_or_default();
    }
    let decoration = |byte: &u8| !byte.is_ascii_alphanumeric();
    let numbering = |byte: &u8| byte.is_ascii_digit() || b".)".contains(byte);
    let skip =
        |text: &[u8], what: &dyn Fn(&u8) -> bool| text.iter().take_while(|byte| what(byte)).count();
    let text = &text[skip(text, &decoration)..];
    let text = &text[skip(text, &numbering)..];
    let text = &text[skip(text, &decoration)..];
    let end = text.iter().rposition(u8::is_ascii_alphanumeric).map_or(0, |last| last + 1);
    let mut normal = Vec::with_capacity(end);
    for byte in &text[..end] {
        match byte {
            b' ' | b'\t'..=b'\r' | b'-' | b'_' => {
                if normal.last() != Some(&b' ') {
                    normal.push(b' ');
                }
            }
            byte => normal.push(byte.to_ascii_lowercase()),
        }
    }
    String::from_utf8(normal).unwrap_or_default()
}

/// The first letter, in lower case.
fn initial(word: &str) -> Option<char> {
    let first = word.chars().next()?;
    if first.is_ascii() { Some(first.to_ascii_lowercase()) } else { first.to_lowercase().next() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_wins_and_ends_at_a_boundary() {
        let words = Words::new(Additions {
            statuses: vec![("stable", Status::Accepted), ("überholt", Status::Superseded)],
            ..Additions::default()
        });
        assert_eq!(words.status_at_start("Partially implemented"), Some((21, Status::Accepted)));
        assert_eq!(words.status_at_start("STABLE since May"), Some((6, Status::Accepted)));
        assert_eq!(words.status_at_start("Überholt"), Some((9, Status::Superseded)));
        assert_eq!(words.status_at_start("Finally"), None);
        let (len, statement) = words.phrase_at_start("Superceded by [2](b.md)").expect("a phrase");
        assert_eq!((len, statement.as_str()), (13, "superseded-by"));
    }

    #[test]
    fn an_added_status_keeps_its_name_and_takes_words_from_the_known_ones() {
        let trial = OwnStatus { name: "trial".to_owned(), in_force: true };
        let words = Words::new(Additions {
            own: vec![(trial.clone(), vec!["in-progress", "trial"])],
            ..Additions::default()
        });
        assert_eq!(words.meaning_at_start("Trial since May"), Some((5, Meaning::Own(0))));
        assert_eq!(words.status_at_start("in progress"), Some((11, Status::Other)));
        assert_eq!(words.own(0), &trial);
    }

    #[test]
    fn a_section_is_found_by_its_further_names() {
        let mut names = SectionNames::default();
        names.add("Alternatives Considered", "Erwogene Alternativen");
        assert_eq!(names.section("3. Erwogene alternativen:"), "alternatives considered");
        assert_eq!(names.section("Context"), "context");
    }

    #[test]
    fn names_are_kept_as_they_are() {
        assert!(USUAL_NAMES.is_sorted());
        assert!(USUAL_NAMES.iter().all(|name| normal(name) == *name));
        for name in ["risks", "alternatives considered", "verification", "überholt", ""] {
            assert_eq!(kept_name(name), name);
        }
        assert!(matches!(kept_name("context"), Cow::Borrowed(_)));
    }

    #[test]
    fn headings_lose_their_decoration_and_numbering() {
        for (text, expected) in [
            ("**Status:**", "status"),
            ("3.1) Decision_Outcome", "decision outcome"),
            ("1. - 2. Why", "2. why"),
            ("Pros  and -- cons", "pros and cons"),
            ("12", ""),
            ("", ""),
            ("4. Überholt — von", "überholt — von"),
        ] {
            assert_eq!(normal(text), expected, "{text}");
        }
    }

    #[test]
    fn phrases_are_found_with_and_without_hyphens() {
        let takes = Statement::forward(super::super::Relation::Supersedes);
        let words = Words::new(Additions {
            phrases: vec![("takes-over-from", takes)],
            ..Additions::default()
        });
        for text in ["takes-over-from 3", "Takes over from 3"] {
            assert_eq!(words.phrase_at_start(text), Some((15, takes)));
        }
    }
}
