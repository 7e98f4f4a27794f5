//! What a heading says: an id, a number, a title, a kind.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::name::Name;
use crate::markdown::has_digit;
use crate::vocabulary::{Kind, begins_with, starts_with_word};

/// Words that stand for a decision record at the start of an id.
const RECORD_WORDS: [&str; 12] =
    ["adr", "adrs", "madr", "dr", "pdr", "ddr", "tdr", "dec", "decision", "rfc", "rfd", "oep"];

/// Ids of requirements.
const REQUIREMENT_WORDS: [&str; 3] = ["req", "requirement", "nfr"];

/// Whether a word names a kind of record: `adr` in `ABC-ADR-0001`.
pub fn is_record_word(word: &str) -> bool {
    RECORD_WORDS.iter().chain(&REQUIREMENT_WORDS).any(|known| known.eq_ignore_ascii_case(word))
}

/// A heading, taken apart. Ranges are byte ranges in the heading's text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HeadingParts {
    /// The id as written.
    pub id: Option<Range<usize>>,
    /// What stands before the id's number.
    pub prefix: String,
    /// The id's number.
    pub number: Option<u64>,
    /// Whether more stands behind the number, as in `ADR-0012a`, so that the id is only as it is written.
    pub is_literal: bool,
    /// Whether what sets the id off from the title is no mark for that, or more stands before it than a heading has to.
    pub is_weak: bool,
    /// The rest.
    pub title: Range<usize>,
    /// The kind that the heading says: by a known prefix, or `Module:`.
    pub kind: Option<Kind>,
}

impl HeadingParts {
    /// The same behind so many more bytes.
    pub(super) fn behind(self, bytes: usize) -> Self {
        let moved = |range: Range<usize>| range.start + bytes..range.end + bytes;
        Self { id: self.id.map(moved), title: moved(self.title), ..self }
    }
}

/// Takes a heading apart. `name` is the file's: an unusual prefix counts where the file confirms it.
/// `kinds` are prefixes that the configuration gives to kinds.
pub fn parts(text: &str, name: &Name, kinds: &[(String, Kind)]) -> HeadingParts {
    // Most headings of a page have no number, and every id has one.
    let numbered = || {
        if !has_digit(text) {
            return None;
        }
        id_first(text, name, kinds)
            .or_else(|| literal_id_first(text, kinds))
            .or_else(|| labelled(text, name))
            .or_else(|| id_behind_lead(text, name, kinds))
            .or_else(|| id_inside(text, name, kinds))
            .or_else(|| number_first(text, name))
            .or_else(|| name_first(text, name))
            .or_else(|| words_first(text, name))
    };
    module(text)
        .or_else(|| blank_requirement(text))
        .or_else(numbered)
        .unwrap_or_else(|| HeadingParts { title: 0..text.len(), ..HeadingParts::default() })
}

/// `ADR-20260721T192656Z-layout: Own the layout` in a file of that name, which has a date.
fn name_first(text: &str, name: &Name) -> Option<HeadingParts> {
    let behind = text.get(name.stem.len()..);
    let behind = behind.filter(|_| name.date.is_some() && begins_with(text, &name.stem))?;
    let title = behind.trim_start_matches([' ', ':', '：', '–', '—', '-', '|', '·']);
    let is_set_off = behind.starts_with([':', '：']) || behind.starts_with(' ');
    (is_set_off && !title.is_empty()).then(|| HeadingParts {
        title: text.len() - title.len()..text.len(),
        ..HeadingParts::default()
    })
}

/// `Module: storage`, `Module design: storage`.
fn module(text: &str) -> Option<HeadingParts> {
    const MODULE: &str = "module";
    const DESIGN: &str = "design";
    let behind = text.get(MODULE.len()..).filter(|_| begins_with(text, MODULE))?.trim_start();
    let design = behind.get(DESIGN.len()..).filter(|_| begins_with(behind, DESIGN));
    let title = design.unwrap_or(behind).trim_start().strip_prefix(':')?.trim_start();
    if title.is_empty() || title.contains('\n') {
        return None;
    }
    let title = text.len() - title.len()..text.len();
    Some(HeadingParts { kind: Some(Kind::Module), title, ..HeadingParts::default() })
}

/// What stands for the id in the project's own blank requirement.
pub(super) const BLANK_REQUIREMENT: &str = "REQ-{number}";

/// `ADR: 002 - Use redb`, `Architecture Decision Record: 002 - Use redb`: a label before the number, which is the file's or
/// has three digits: `ADR: 3 ways to log`, `ADR: 10 - 20 workers`.
fn labelled(text: &str, name: &Name) -> Option<HeadingParts> {
    const LABELS: [&str; 3] =
        ["architecture decision record", "architectural decision record", "decision record"];
    let label = match text.strip_prefix("ADR") {
        Some(_) => "ADR",
        None => LABELS.iter().find(|label| begins_with(text, label))?,
    };
    let numbered = text[label.len()..].strip_prefix(':')?.trim_start();
    let digits = numbered.bytes().take_while(u8::is_ascii_digit).count();
    // `ADR: 2024.1 - Release train`.
    let goes_on = numbered[digits..]
        .strip_prefix('.')
        .is_some_and(|behind| behind.starts_with(|c: char| c.is_ascii_digit()));
    let parts = number_first(numbered, name).filter(|parts| {
        !goes_on
            && parts.number.is_some()
            && (digits == 3
                || digits == 4 && numbered.starts_with('0')
                || parts.number == name.number)
    })?;
    let parts = parts.behind(text.len() - numbered.len());
    Some(HeadingParts { kind: Some(Kind::Decision), ..parts })
}

/// `REQ-{number}: {title}`, as nobody has filled it in.
fn blank_requirement(text: &str) -> Option<HeadingParts> {
    text.strip_prefix(BLANK_REQUIREMENT)?.strip_prefix(':')?;
    Some(HeadingParts {
        id: Some(0..BLANK_REQUIREMENT.len()),
        title: 0..text.len(),
        kind: Some(Kind::Requirement),
        ..HeadingParts::default()
    })
}

/// An id with its prefix, and what sets it off from a title.
static ID: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)^ \[? ( (?:[A-Za-z][A-Za-z0-9.]*[-_])*? [A-Za-z]+ (?:[-_](?:19|20)[0-9]{2}[-_])? | (?:[A-Za-z][A-Za-z0-9.]*[-_])+? )
            [-_\ \#]? \#? ([0-9]{1,6}) \]?
            ( \s* (?: [:：)|·•–—（] | \.\s | \s- ) \s* | \s+ | \.?$ )",
    )
    .expect("a valid pattern")
});

/// `ADR-0001: Title`, `[ADR-1] Title`, `ADR001 — Title`.
fn id_first(text: &str, name: &Name, kinds: &[(String, Kind)]) -> Option<HeadingParts> {
    let (prefix, digits, mark) = id_at_start(text)?;
    let number: Option<u64> = text[digits.clone()].parse().ok();
    let prefix = text[prefix].trim_end_matches(['-', '_']);
    // Behind a year, two digits may be a month.
    let is_yearly = prefix.rsplit(['-', '_']).next().is_some_and(|year| {
        matches!(year.as_bytes(), [b'1', b'9', a, b] | [b'2', b'0', a, b] if a.is_ascii_digit() && b.is_ascii_digit())
    });
    if is_yearly && digits.len() < 3 && !confirms(name, prefix, number) {
        return None;
    }
    let title = behind_note(text, &mark).unwrap_or(mark.end)..text.len();
    let separated = !text[mark].trim().is_empty() || title.is_empty();
    let kind = kind_of(prefix, kinds);
    let confirmed = confirms(name, prefix, number);
    // `REQ-5 Answers in time`, `[REQ-5] Answers in time`; of other prefixes the words behind may say what they stand for.
    let is_joined =
        text[..digits.start].ends_with(['-', '_']) || text[digits.end..].starts_with(']');
    let says_more = text[title.clone()].starts_with(char::is_lowercase);
    let is_other =
        !says_more && kind.as_ref().is_some_and(|kind| *kind != Kind::Decision && is_joined);
    let known = kind.is_some() && (separated || confirmed || is_adr(prefix) || is_other);
    // `RFC-1 Title` in a file of that number.
    let is_record = is_joined && confirmed && is_record_word(prefix);
    if !(known || is_record || (separated && confirmed)) {
        return None;
    }
    let id = usize::from(text.starts_with('['))..digits.end;
    Some(HeadingParts {
        id: Some(id),
        prefix: prefix.to_owned(),
        number,
        title,
        kind,
        is_weak: !separated && !confirmed,
        ..HeadingParts::default()
    })
}

/// Where the title starts behind a note: of `REQ-5 (MUST): Title`, `REQ-5（必須）：題`.
fn behind_note(text: &str, mark: &Range<usize>) -> Option<usize> {
    let rest = text[mark.start..].trim_start();
    let (_, behind) = match rest.strip_prefix('(') {
        Some(note) => note.split_once(')')?,
        None => rest.strip_prefix('（')?.split_once('）')?,
    };
    let title = behind.trim_start().strip_prefix([':', '：', '—', '–'])?.trim_start();
    (!title.is_empty()).then_some(text.len() - title.len())
}

/// `1.6 REQ-006: Title`, `Requirement REQ-007: Title`: an id behind the number of the heading or the name of the kind.
fn id_behind_lead(text: &str, name: &Name, kinds: &[(String, Kind)]) -> Option<HeadingParts> {
    const WORD: &str = "requirement";
    let rest = if starts_with_word(text, WORD) {
        &text[WORD.len()..]
    } else {
        text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.')
    };
    let behind =
        rest.strip_prefix(' ').filter(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))?;
    let at = text.len() - behind.len();
    let parts = id_first(behind, name, kinds).or_else(|| literal_id_first(behind, kinds))?;
    // `# 3. ADR-2 revisited` in a file of the first number is the third.
    let lead: Option<u64> = text[..text.len() - rest.len()].trim_end_matches('.').parse().ok();
    if parts.kind.is_none() || (lead.is_some() && lead == name.number) {
        return None;
    }
    Some(HeadingParts { is_weak: true, ..parts.behind(at) })
}

/// `ADR-0012a: Title`, `ADR-012-B: Title`, `REQ-1.2: Title`: what goes on behind the number tells documents apart that
/// share it, so that the number alone is none of theirs.
fn literal_id_first(text: &str, kinds: &[(String, Kind)]) -> Option<HeadingParts> {
    let (prefix, id, title) = literal_id_at_start(text)?;
    let kind = kind_of(&text[prefix], kinds)?;
    Some(HeadingParts {
        id: Some(id),
        is_literal: true,
        title,
        kind: Some(kind),
        ..HeadingParts::default()
    })
}

/// The prefix of such an id at the start, the id, and the title behind the mark that sets it off.
pub(super) fn literal_id_at_start(
    text: &str,
) -> Option<(Range<usize>, Range<usize>, Range<usize>)> {
    static LITERAL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)^ \[? ( ((?:[A-Za-z]+[-_])*[A-Za-z]+) [-_\ ]?
                (?: [0-9]{1,6} (?: [a-z] | -[A-Za-z] | (?:\.[0-9]{1,3}){1,3} )
                    # A day and a number, or the number of a part of a plan and one in that.
                    | [0-9]{8}-[0-9]{1,4} | [0-9]{1,3}(?:\.[0-9]{1,3}){1,2}-[0-9]{1,4} ) ) \]?
                (?: \s*[:：)|·•–—]\s* | \s-\s+ ) (\S.*)$",
        )
        .expect("a valid pattern")
    });
    // Most ids are a prefix and a number, and most numbers stand behind words.
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let number = text[digits..].trim_start_matches(|c: char| c.is_ascii_digit());
    let goes_on = number.starts_with(|c: char| c.is_ascii_alphabetic() || "-.".contains(c));
    let lead = text[..digits].trim_start_matches('[');
    let is_prefix = lead.starts_with(|c: char| c.is_ascii_alphabetic())
        && lead.bytes().all(|byte| byte.is_ascii_alphabetic() || b"-_ ".contains(&byte));
    if !goes_on || !is_prefix {
        return None;
    }
    let found = LITERAL.captures(text)?;
    let [id, prefix, title] = [1, 2, 3].map(|group| found.get(group));
    Some((prefix?.range(), id?.range(), title?.range()))
}

/// The prefix of what may be an id at the start, its number, and what sets it off.
pub(super) fn id_at_start(text: &str) -> Option<(Range<usize>, Range<usize>, Range<usize>)> {
    plain_id(text).or_else(|| {
        let found = ID.captures(text).filter(|_| !text.contains('\n'))?;
        let [prefix, digits, mark] = [1, 2, 3].map(|group| found.get(group));
        Some((prefix?.range(), digits?.range(), mark?.range()))
    })
}

/// Of `ADR-0001: Title`, the form of most ids: the prefix, the number, and what sets it off, as the pattern would say.
fn plain_id(text: &str) -> Option<(Range<usize>, Range<usize>, Range<usize>)> {
    let count = |from: usize, is: fn(&u8) -> bool| {
        text.as_bytes()[from..].iter().take_while(|byte| is(byte)).count()
    };
    let prefix = 0..count(0, u8::is_ascii_uppercase);
    let start = prefix.end + text[prefix.end..].starts_with('-').then_some(1)?;
    let digits = start..start + count(start, u8::is_ascii_digit);
    let behind = text[digits.end..].strip_prefix(':')?;
    let mark = digits.end..text.len() - behind.trim_start().len();
    let is_plain = !prefix.is_empty() && (1..=6).contains(&digits.len()) && !text.contains('\n');
    is_plain.then_some((prefix, digits, mark))
}

/// `A project - ADR-0003 - Title`.
fn id_inside(text: &str, name: &Name, kinds: &[(String, Kind)]) -> Option<HeadingParts> {
    static INNER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(.{1,60}?\s[-–—:|]\s)(\S+?[-_ ]?[0-9]{1,6})\s*[-–—:|]\s+(.+)$")
            .expect("a valid pattern")
    });
    let found = INNER.captures(text)?;
    let id = found.get(2)?.range();
    let (prefix, number) = parts_of_id(&text[id.clone()])?;
    let kind = kind_of(&prefix, kinds);
    if kind.is_none() && !confirms(name, &prefix, Some(number)) {
        return None;
    }
    Some(HeadingParts {
        id: Some(id),
        prefix,
        number: Some(number),
        title: found.get(3)?.range(),
        kind,
        ..HeadingParts::default()
    })
}

/// `1. Title`, and `12 Title` in a file of that number.
pub(super) fn number_first(text: &str, name: &Name) -> Option<HeadingParts> {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^#?((?:19|20)[0-9]{2}[-_][0-9]{3,6}|[0-9]{1,6})(\s*[.:：)|·•–—]\s*|\s+-\s+|\s+)(\S.*)$",
        )
        .expect("a valid pattern")
    });
    let found = NUMBER.captures(text)?;
    let number = parts_of_id(&found[1]).map(|(_, number)| number);
    // A number without a mark behind it may be the title's own: `3 reasons`.
    if found[2].trim().is_empty() && (number.is_none() || number != name.number) {
        return None;
    }
    let (id, title) = (found.get(1)?.range(), found.get(3)?.range());
    Some(HeadingParts { id: Some(id), number, title, ..HeadingParts::default() })
}

/// `Architecture Decision Record 7: Title`, `Decision 0007: Title` in a file of that number.
fn words_first(text: &str, name: &Name) -> Option<HeadingParts> {
    number_behind_words(text, name).filter(|parts| parts.number == name.number)
}

/// `Decision 7: Title`, whatever the file's number.
pub(super) fn number_behind_words(text: &str, name: &Name) -> Option<HeadingParts> {
    const WORDS: [&str; 4] = [
        "architecture decision record",
        "architectural decision record",
        "decision record",
        "decision",
    ];
    let word = WORDS.iter().find(|word| starts_with_word(text, word))?;
    let rest = text[word.len()..].trim_start();
    Some(number_first(rest, name)?.behind(text.len() - rest.len()))
}

/// The prefix and the number of an id that stands alone.
pub fn parts_of_id(id: &str) -> Option<(String, u64)> {
    let digits = id.len() - id.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let number = id[id.len() - digits..].parse().ok()?;
    Some((id[..id.len() - digits].trim_end_matches(['-', '_', ' ', '#']).to_owned(), number))
}

/// The kind whose ids start with that prefix.
pub fn kind_of(prefix: &str, kinds: &[(String, Kind)]) -> Option<Kind> {
    if let Some((_, kind)) = kinds.iter().find(|(known, _)| fold(known) == fold(prefix)) {
        return Some(kind.clone());
    }
    // Only capitals, so that `Dec 24: party` and `Requirement 3` in a guide are not ids.
    let words = || prefix.split(['-', '_', ' ']);
    if words().any(|word| REQUIREMENT_WORDS.iter().any(|known| known.to_uppercase() == word)) {
        return Some(Kind::Requirement);
    }
    words()
        .any(|word| ["ADR", "DR", "MADR", "PDR", "DDR", "TDR"].contains(&word))
        .then_some(Kind::Decision)
}

fn is_adr(prefix: &str) -> bool {
    prefix.split(['-', '_', ' ']).any(|word| word == "ADR")
}

fn confirms(name: &Name, prefix: &str, number: Option<u64>) -> bool {
    let same_prefix = !name.prefix.is_empty() && fold(&name.prefix) == fold(prefix);
    let same_number = number.is_some() && name.number == number;
    // A slip in the prefix is still an id where the number is the file's own and the word could be one.
    same_prefix || (same_number && prefix.len() <= 12 && !prefix.chars().any(char::is_lowercase))
}

/// A prefix for comparison: lower case, without separators.
pub fn fold(prefix: &str) -> String {
    prefix
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == '.')
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn seen(text: &str, path: &str) -> (String, Option<u64>, String) {
        let parts = parts(text, &Name::of(path), &[]);
        (
            parts.id.map(|id| text[id].to_owned()).unwrap_or_default(),
            parts.number,
            text[parts.title].to_owned(),
        )
    }

    fn is(id: &str, number: u64, title: &str) -> (String, Option<u64>, String) {
        (id.to_owned(), Some(number), title.to_owned())
    }

    #[test]
    fn ids_are_split_from_titles() {
        assert_eq!(seen("1. Record decisions", "0001-x.md"), is("1", 1, "Record decisions"));
        assert_eq!(seen("042. Regions", "042-x.md"), is("042", 42, "Regions"));
        assert_eq!(seen("ADR-0001: Title", "x.md"), is("ADR-0001", 1, "Title"));
        assert_eq!(seen("ADR 0006: A title", "x.md"), is("ADR 0006", 6, "A title"));
        assert_eq!(seen("ADR001: Title: more", "x.md"), is("ADR001", 1, "Title: more"));
        assert_eq!(seen("[ADR-12] Title", "x.md"), is("ADR-12", 12, "Title"));
        assert_eq!(seen("ADR-0001 — Title", "x.md"), is("ADR-0001", 1, "Title"));
        assert_eq!(
            seen("ADR-v1.2-003 — Title", "ADR-v1.2-003-x.md"),
            is("ADR-v1.2-003", 3, "Title")
        );
        assert_eq!(seen("ARD012: Title", "ADR012-x.md"), is("ARD012", 12, "Title"));
        assert_eq!(seen("ADR-0019 · Title", "x.md"), is("ADR-0019", 19, "Title"));
        assert_eq!(seen("0014 | Title", "0014-x.md"), is("0014", 14, "Title"));
        assert_eq!(
            seen("A project - XYZ-ADR-0003 - Its title", "XYZ-ADR-0003-x.md"),
            is("XYZ-ADR-0003", 3, "Its title")
        );
        assert_eq!(seen("ADR-2024-0001: Title", "x.md"), is("ADR-2024-0001", 1, "Title"));
        assert_eq!(seen("2024-0001: Title", "2024-0001-x.md"), is("2024-0001", 1, "Title"));
        assert_eq!(seen("12 Use a thing", "012-x.md"), is("12", 12, "Use a thing"));
        assert_eq!(seen("Decision 0012: Title", "012-x.md"), is("0012", 12, "Title"));
        assert_eq!(seen("Architecture Decision Record 7: Title", "0007-x.md"), is("7", 7, "Title"));
        assert_eq!(seen("3. ADR-2: Again", "0003-x.md"), is("3", 3, "ADR-2: Again"));
        assert_eq!(seen("3. X3", "0003-x.md"), is("3", 3, "X3"));
        assert_eq!(seen("RFC-0001 Keep it", "0001-x/README.md"), is("RFC-0001", 1, "Keep it"));
        assert_eq!(seen("REQ-5 Keep it", "x.md"), is("REQ-5", 5, "Keep it"));
        assert_eq!(seen("REQ-5 (MUST): Keep it", "x.md"), is("REQ-5", 5, "Keep it"));
        assert_eq!(seen("ADR: 002 - Keep it", "x.md"), is("002", 2, "Keep it"));
        assert_eq!(seen("ADR: 002 Keep it", "002-x.md"), is("002", 2, "Keep it"));
        for title in [
            "ADR: Keep it",
            "ADR: 3 ways to keep it",
            "ADR: 10 - 20 workers",
            "ADR: 2024.1 - Train",
            "ADR: 10.5: Node",
        ] {
            assert_eq!(seen(title, "x.md"), (String::new(), None, title.to_owned()));
        }
        assert_eq!(seen("REQ-5（MUST）: 题", "x.md"), is("REQ-5", 5, "题"));
        assert_eq!(seen("ADR-5: (Not) keeping it", "x.md"), is("ADR-5", 5, "(Not) keeping it"));
        assert_eq!(seen("[REQ-5] Keep it", "x.md"), is("REQ-5", 5, "Keep it"));
        assert_eq!(seen("1.6 REQ-5: Keep it", "x.md"), is("REQ-5", 5, "Keep it"));
        assert_eq!(seen("Requirement NFR-5: Keep it", "x.md"), is("NFR-5", 5, "Keep it"));
    }

    #[test]
    fn what_stands_behind_a_number_belongs_to_the_id_and_takes_the_number_away() {
        for (text, id, title) in [
            ("ADR-0012a: Title", "ADR-0012a", "Title"),
            ("ADR-012-B — Title", "ADR-012-B", "Title"),
            ("[ADR 5.1] - Title", "ADR 5.1", "Title"),
            ("REQ-1.2.3: Title", "REQ-1.2.3", "Title"),
            ("DR-20241026-001: Title", "DR-20241026-001", "Title"),
            ("DR-0.00-3: Title", "DR-0.00-3", "Title"),
        ] {
            assert_eq!(seen(text, "ADR-012-x.md"), (id.to_owned(), None, title.to_owned()));
        }
        for text in ["ADR-7-day retention", "ADR-7.1", "Phase 1a: go", "ADR-2024-01: Title"] {
            assert_eq!(seen(text, "x.md"), (String::new(), None, text.to_owned()));
        }
    }

    #[test]
    fn words_and_numbers_of_a_title_stay_in_it() {
        for (text, path) in [
            ("ADR TICKET-123 \"A thing\"", "ADR-EH-0001-x.md"),
            ("API v2 for callers", "ADR034-x.md"),
            ("UTF 8 everywhere", "0003-x.md"),
            ("Phase 2: go", "0007-x.md"),
            ("3 reasons", "0007-x.md"),
            ("Decision 5: retry", "0007-x.md"),
            ("Decisions 7: all", "0007-x.md"),
            ("ADR - A thing", "ADR-EH-0002-x.md"),
            ("Dec 24: party", "x.md"),
            ("REQ 5 of the client", "x.md"),
            ("REQ-5 was dropped", "x.md"),
            ("REQ-5 to REQ-7", "x.md"),
            ("Requirement 13: fast", "x.md"),
        ] {
            assert_eq!(seen(text, path), (String::new(), None, text.to_owned()));
        }
    }

    #[test]
    fn kinds_are_told_by_their_headings() {
        let kind = |text: &str| {
            parts(text, &Name::default(), &[("API".to_owned(), Kind::from_name("api"))]).kind
        };
        assert_eq!(kind("Module: storage"), Some(Kind::Module));
        assert_eq!(kind("REQ-012: Fast"), Some(Kind::Requirement));
        assert_eq!(kind("ADR-3: X"), Some(Kind::Decision));
        assert_eq!(kind("API-3: X"), Some(Kind::Other("api".to_owned())));
        assert_eq!(kind("1. Introduction"), None);
    }

    proptest! {
        #[test]
        fn a_plain_id_is_what_the_pattern_says(
            text in "([A-Z]{0,3}|[a-z]|[0-9]{1,7}|2024|[-_#.: \u{a0}\n)–é\\[\\]]){0,9}",
        ) {
            if let Some(parts) = plain_id(&text) {
                let found = ID.captures(&text).expect("an id");
                let ranges = [1, 2, 3].map(|group| found.get(group).expect("a group").range());
                prop_assert_eq!(<[Range<usize>; 3]>::from(parts), ranges);
            }
        }
    }
}
