//! Dates as people write them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::document::DateFault;
use crate::source::char_floor;

/// Which of the first two numbers of `05/02/2018` is the day. Most of the field's collections put it first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DayOrder {
    /// `31/01/2024`.
    #[default]
    DayFirst,
    /// `01/31/2024`.
    MonthFirst,
}

/// The months in English, German, French, Spanish, Italian, Portuguese and Dutch, lower case, with usual short forms;
/// not those that are everyday words.
const MONTHS: [&[&str]; 12] = [
    &[
        "january", "jan", "januar", "jänner", "janvier", "janv", "enero", "gennaio", "janeiro",
        "januari",
    ],
    &[
        "february",
        "feb",
        "februar",
        "février",
        "fevrier",
        "févr",
        "febrero",
        "febbraio",
        "fevereiro",
        "februari",
    ],
    &["march", "mar", "märz", "maerz", "mär", "mars", "marzo", "março", "maart", "mrt"],
    &["april", "apr", "avril", "avr", "abril", "abr", "aprile"],
    &["may", "mai", "mayo", "maggio", "maio", "mei"],
    &["june", "jun", "juni", "juin", "junio", "giugno", "junho"],
    &["july", "jul", "juli", "juillet", "juil", "julio", "luglio", "julho"],
    &["august", "aug", "août", "aout", "agosto", "augustus"],
    &["september", "sep", "sept", "septembre", "septiembre", "setiembre", "settembre", "setembro"],
    &["october", "oct", "oktober", "okt", "octobre", "octubre", "ottobre", "outubro"],
    &["november", "nov", "novembre", "noviembre", "novembro"],
    &[
        "december",
        "dec",
        "dezember",
        "dez",
        "décembre",
        "decembre",
        "déc",
        "diciembre",
        "dicembre",
        "dezembro",
    ],
];

/// The first date of `text` as `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, as far as it says; a day that no calendar has is none.
pub fn parse(text: &str, order: DayOrder) -> Option<String> {
    first(text, order)?.1
}

/// What is wrong with a text that should be a date and nothing else but words about it.
pub fn fault(text: &str) -> Option<DateFault> {
    let text = text.trim();
    let Some((range, date)) = first(text, DayOrder::DayFirst) else {
        // Words around a year may be a date in a language that is not known here.
        return (!names_year(text)).then_some(DateFault::Unreadable);
    };
    let written = &text[range.clone()];
    let year = written.rsplit(['-', '/', '.']).next().unwrap_or("");
    if date.is_none() {
        Some(DateFault::Impossible)
    } else if written.len() <= "31/01/24".len() && year.len() == 2 && !has_year(written) {
        Some(DateFault::ShortYear)
    } else if is_torn(&text[..range.start], &text[range.end..]) {
        Some(DateFault::Remainder)
    } else {
        None
    }
}

/// The first thing in a sentence that is written as `2024-02-31` or `31 April 2024` is, if no calendar has that day.
pub fn impossible_in(text: &str) -> Option<Range<usize>> {
    // Each is looked for in all that is left.
    const MOST: usize = 16;
    let mut at = 0;
    for _ in 0..MOST {
        let (range, date) = first(&text[at..], DayOrder::DayFirst)?;
        let range = at + range.start..at + range.end;
        let written = &text[range.clone()];
        // `31.06.2024`: two digits, two digits, and a year.
        let ends_with_year = written.len() == "31.06.2024".len()
            && [b"19", b"20"].iter().any(|century| written.as_bytes()[6..].starts_with(*century))
            && written.bytes().filter(u8::is_ascii_digit).count() == 8;
        let is_iso = (has_year(written) && range.len() >= "2024-1-1".len()) || ends_with_year;
        // Further numbers with dots between them may be a version.
        let is_date = if at == 0 { is_iso } else { is_iso && !written.contains('.') };
        let has_word = written.chars().filter(|c| c.is_alphabetic()).count() >= 3;
        if date.is_none() && (is_date || has_word) {
            return Some(range);
        }
        at = range.end;
    }
    None
}

/// Whether four digits stand alone that may be a year.
fn names_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit())
        .any(|run| run.len() == 4 && (run.starts_with("19") || run.starts_with("20")))
}

/// Whether four digits come first.
fn has_year(date: &str) -> bool {
    date.len() >= 4 && date.bytes().take(4).all(|byte| byte.is_ascii_digit())
}

/// Whether what stands around a date belongs to it and was not read, or is neither mark nor word.
fn is_torn(before: &str, after: &str) -> bool {
    static SHORTCODE: LazyLock<Regex> = LazyLock::new(|| pattern(r":[a-z][a-z0-9_+-]*:"));
    let digit_at = |text: &str| text.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    // `2024-W05` is a week, of which only the year was read.
    let is_week = after.strip_prefix('-').is_some_and(|week| {
        week.starts_with(['W', 'w']) && week[1..].starts_with(|c: char| c.is_ascii_digit())
    });
    let more_digits = is_week || after.starts_with(['-', '.']) && digit_at(after);
    let sign = |text: &str| {
        let text = text.trim();
        !text.contains(char::is_alphanumeric)
            && text.contains(|c: char| {
                !(c.is_whitespace() || ".,;:()[]*_'\"“”~≈<>=|/–—-·•".contains(c))
            })
    };
    let has_shortcode = |text: &str| text.contains(':') && SHORTCODE.is_match(text);
    more_digits || [before, after].into_iter().any(|text| sign(text) || has_shortcode(text))
}

/// How many bytes of a date a text starts with; none where it starts with something else.
pub fn at_start(text: &str) -> usize {
    const LONGEST: usize = 40;
    let text = &text[..char_floor(text, LONGEST)];
    let date = first(text, DayOrder::DayFirst).filter(|(range, _)| range.start == 0);
    date.map_or(0, |(range, _)| range.end)
}

/// The first stretch that is written as a date, and the day that it is, where there is such a day.
fn first(text: &str, order: DayOrder) -> Option<(Range<usize>, Option<String>)> {
    static COMPACT: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\b((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})\b"));
    static YEAR_MONTH: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\b([0-9]{4})[-/.]([0-9]{1,2})\b"));
    static QUARTER: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\b(?:Q[1-4]|H[12])[\s/-]*((?:19|20)[0-9]{2})\b"));
    let digits = Digits::of(text);
    if digits.longest == 0 {
        return None;
    }
    if (digits.are_parted || text.contains(['\u{2010}', '\u{2011}', '\u{2013}']))
        && let Some((range, [year, month, number])) = year_first(text)
    {
        return Some((range, day(year, month, number)));
    }
    if digits.longest >= "20240131".len()
        && let Some(found) =
            COMPACT.captures_iter(text).find(|found| !is_in_id(&text[..found.get_match().start()]))
    {
        return Some((found.get_match().range(), day(&found[1], &found[2], &found[3])));
    }
    if digits.are_parted
        && let Some(found) = with_numbers(text, order)
    {
        return Some(found);
    }
    if digits.longest < "2024".len() {
        return None;
    }
    if text.contains(". ")
        && let Some(found) = with_blanks(text)
    {
        return Some(found);
    }
    if let Some(found) = with_month_word(text).or_else(|| with_signs(text)) {
        return Some(found);
    }
    if digits.are_parted
        && let Some(found) = YEAR_MONTH.captures(text)
    {
        let number: u8 = found[2].parse().ok()?;
        let date = (1..=12).contains(&number).then(|| format!("{}-{number:02}", &found[1]));
        return Some((found.get_match().range(), date));
    }
    if text.contains(['Q', 'H'])
        && let Some(found) = QUARTER.captures(text)
    {
        return Some((found.get_match().range(), Some(found[1].to_owned())));
    }
    let year = leading_year(text)?;
    Some((year.clone(), Some(text[year].to_owned())))
}

/// Whether a number goes on with an id: `DEC-20241026-001`.
fn is_in_id(before: &str) -> bool {
    before
        .strip_suffix('-')
        .is_some_and(|prefix| prefix.ends_with(|c: char| c.is_ascii_uppercase()))
}

const YEAR: &str = r"^[^0-9]{0,3}((?:19|20)[0-9]{2})\b";

/// A year behind three characters at the most, as the pattern says. By hand, because that is what an id with four digits
/// is asked for too.
fn leading_year(text: &str) -> Option<Range<usize>> {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| pattern(YEAR));
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let year = start..start + "2024".len();
    let digits = text[start..].bytes().take_while(u8::is_ascii_digit).count();
    let is_year = digits == year.len()
        && (text[start..].starts_with("19") || text[start..].starts_with("20"));
    if !is_year || text[..start].chars().count() > 3 {
        return None;
    }
    match text[year.end..].chars().next() {
        // Whether it is part of a word is for the pattern to say.
        Some(next) if !next.is_ascii() => Some(PATTERN.captures(text)?.get(1)?.range()),
        Some(next) if next.is_ascii_alphabetic() || next == '_' => None,
        _ => Some(year),
    }
}

/// The first date whose year comes first: `2024-01-31`, `2024/1/31`; its year, month and day.
fn year_first(text: &str) -> Option<(Range<usize>, [&str; 3])> {
    static ISO: LazyLock<Regex> = LazyLock::new(|| pattern(YEAR_FIRST));
    if text.is_ascii() {
        return ascii_year_first(text);
    }
    let found = ISO.captures(text)?;
    let [year, month, day] = [1, 2, 3].map(|group| found.get(group));
    let (year, day) = (year?, day?);
    Some((year.start()..day.end(), [year.as_str(), month?.as_str(), day.as_str()]))
}

// With the hyphens that word processors put in for `-`.
const YEAR_FIRST: &str = r"\b([0-9]{4})[-/.\x{2010}\x{2011}\x{2013}]([0-9]{1,2})[-/.\x{2010}\x{2011}\x{2013}]([0-9]{1,2})(?:\b|T)";

/// As the pattern says. By hand, because nearly every date is one, and it takes longer to make than to match.
fn ascii_year_first(text: &str) -> Option<(Range<usize>, [&str; 3])> {
    let bytes = text.as_bytes();
    let digits = |at: usize| bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let is_mark = |at: usize| bytes.get(at).is_some_and(|byte| b"-/.".contains(byte));
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut at = 0;
    while let Some(skip) = bytes[at..].iter().position(u8::is_ascii_digit) {
        let year = at + skip..at + skip + digits(at + skip);
        at = year.end;
        if year.len() != 4 || !is_mark(year.end) || text[..year.start].ends_with(is_word) {
            continue;
        }
        let month = year.end + 1..year.end + 1 + digits(year.end + 1);
        if !(1..=2).contains(&month.len()) || !is_mark(month.end) {
            continue;
        }
        let number = month.end + 1..month.end + 1 + digits(month.end + 1);
        let behind = &text[number.end..];
        let ends = behind.starts_with('T') || !behind.starts_with(is_word);
        if (1..=2).contains(&number.len()) && ends {
            return Some((year.start..number.end, [&text[year], &text[month], &text[number]]));
        }
    }
    None
}

/// A date whose year comes last: `31.01.2024`, `08/01/24`.
fn with_numbers(text: &str, order: DayOrder) -> Option<(Range<usize>, Option<String>)> {
    static NUMBERS: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\b([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4}|[0-9]{2})\b"));
    let found = NUMBERS.captures(text)?;
    let year = if found[3].len() == 2 { format!("20{}", &found[3]) } else { found[3].to_owned() };
    let (day_first, month_first) =
        (day(&year, &found[2], &found[1]), day(&year, &found[1], &found[2]));
    let date = match order {
        DayOrder::DayFirst => day_first.or(month_first),
        DayOrder::MonthFirst => month_first.or(day_first),
    };
    Some((found.get_match().range(), date))
}

/// A date with blanks behind its full stops, which is usual in Czech and some other languages: `17. 3. 2026`.
fn with_blanks(text: &str) -> Option<(Range<usize>, Option<String>)> {
    static SPACED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\b([0-9]{1,2})\. ([0-9]{1,2})\. ?([0-9]{4})\b"));
    let found = SPACED.captures(text)?;
    Some((found.get_match().range(), day(&found[3], &found[2], &found[1])))
}

/// A date with signs behind its numbers: `2024年1月31日`.
fn with_signs(text: &str) -> Option<(Range<usize>, Option<String>)> {
    static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"([0-9]{4})\s*[年년]\s*([0-9]{1,2})\s*[月월](?:\s*([0-9]{1,2})\s*[日일])?")
    });
    let found = text.contains(['年', '년']).then(|| SIGNED.captures(text)).flatten()?;
    let date = match found.get(3) {
        Some(number) => day(&found[1], &found[2], number.as_str()),
        None => day(&found[1], &found[2], "1").map(|day| day[.."2024-01".len()].to_owned()),
    };
    Some((found.get_match().range(), date))
}

/// A date whose month is a word: `11 April 2023`, `Sep 5th, 2023`, `May 2026`.
fn with_month_word(text: &str) -> Option<(Range<usize>, Option<String>)> {
    static DAY_MONTH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b([0-9]{1,2})(?:st|nd|rd|th|er|º|°)?[-\s,./]+(?:(?:of|de)\s+)?([a-zäéûç]{3,10})\.?[-\s,./]+(?:(?:de|del)\s+)?([0-9]{4})\b",
        )
    });
    static MONTH_DAY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)\b([a-zäéûç]{3,10})\.?[-\s]+([0-9]{1,2})(?:st|nd|rd|th)?[\s,]+([0-9]{4})\b")
    });
    static YEAR_FIRST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b([0-9]{4})[-\s]+([a-zäéûç]{3,10})\.?[-\s]+([0-9]{1,2})(?:st|nd|rd|th)?(?:\s*[:;,.)–—-]|\s*$)",
        )
    });
    static MONTH: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\b([a-zäéûç]{3,10})\.?[\s,]+(?:de\s+)?([0-9]{4})\b"));
    if !text.split(|c: char| !c.is_alphabetic()).any(|word| month(word).is_some()) {
        return None;
    }
    if let Some(found) = DAY_MONTH.captures(text)
        && let Some(month) = month(&found[2])
    {
        return Some((found.get_match().range(), day(&found[3], &month, &found[1])));
    }
    if let Some(found) = MONTH_DAY.captures(text)
        && let Some(month) = month(&found[1])
    {
        return Some((found.get_match().range(), day(&found[3], &month, &found[2])));
    }
    if let Some(found) = YEAR_FIRST.captures(text)
        && let Some(month) = month(&found[2])
    {
        return Some((found.get_match().range(), day(&found[1], &month, &found[3])));
    }
    let found = MONTH.captures(text)?;
    let month = month(&found[1])?;
    Some((found.get_match().range(), Some(format!("{}-{month}", &found[2]))))
}

/// What the digits of a text allow. Most of what is asked for a date holds an id or a number and none, and patterns
/// are slow to make.
struct Digits {
    /// The length of the longest run of them.
    longest: usize,
    /// Whether one of a date's marks stands right between two of them.
    are_parted: bool,
}

impl Digits {
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let runs = bytes.chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit());
        let lengths = runs.filter(|run| run[0].is_ascii_digit()).map(<[u8]>::len);
        let is_parted = |part: &[u8]| {
            part[0].is_ascii_digit() && b"-/.".contains(&part[1]) && part[2].is_ascii_digit()
        };
        Self { longest: lengths.max().unwrap_or(0), are_parted: bytes.windows(3).any(is_parted) }
    }
}

/// The order that a date can only have, where its numbers tell.
pub fn order_told_by(text: &str) -> Option<DayOrder> {
    static NUMBERS: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^\s*([0-9]{1,2})[-/.]([0-9]{1,2})[-/.](?:[0-9]{4}|[0-9]{2})\b"));
    // One or two digits come first, or none of this holds: most dates begin with the year.
    let digits = text.trim_start().bytes().take(3).take_while(u8::is_ascii_digit).count();
    let found = if matches!(digits, 1 | 2) { NUMBERS.captures(text)? } else { return None };
    let (first, second): (u8, u8) = (found[1].parse().ok()?, found[2].parse().ok()?);
    match (first > 12, second > 12) {
        (true, false) => Some(DayOrder::DayFirst),
        (false, true) => Some(DayOrder::MonthFirst),
        _ => None,
    }
}

fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("a valid pattern")
}

/// Whether text goes on with a month's name and a year: ` May 2024`, `. März 2024`.
pub(super) fn starts_with_month_and_year(text: &str) -> bool {
    let mut words = text.trim_start_matches(['.', ' ']).split([' ', ',', ')']);
    let is_month = words.next().is_some_and(|word| month(word.trim_end_matches('.')).is_some());
    let year = words.find(|word| !word.is_empty()).unwrap_or("");
    is_month && year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit())
}

fn month(word: &str) -> Option<String> {
    const SHORTEST: usize = 3;
    if word.len() < SHORTEST {
        return None;
    }
    let word = word.to_lowercase();
    let at = MONTHS.iter().position(|names| names.contains(&word.as_str()))?;
    Some(format!("{:02}", at + 1))
}

fn day(year: &str, month: &str, day: &str) -> Option<String> {
    let date =
        jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    Some(date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_fields_ways_of_writing_a_date_are_read() {
        for (text, date) in [
            ("2024-01-31", "2024-01-31"),
            ("2026-05-04 (v0.1.0) / updated 2026-05-17", "2026-05-04"),
            ("2022/3/24", "2022-03-24"),
            ("20240131", "2024-01-31"),
            ("Superseded by DEC-20230102-001 on 20240131", "2024-01-31"),
            ("31.01.2024", "2024-01-31"),
            ("2019 Oct 22", "2019-10-22"),
            ("2024\u{2011}01\u{2011}15", "2024-01-15"),
            ("08/01/24", "2024-01-08"),
            ("01/31/2024", "2024-01-31"),
            ("22-10-2024", "2024-10-22"),
            ("11-April-2023", "2023-04-11"),
            ("8 Jun 2024", "2024-06-08"),
            ("Sep 5th, 2023", "2023-09-05"),
            ("December 11, 2025", "2025-12-11"),
            ("January , 2026", "2026-01"),
            ("May, 2026", "2026-05"),
            ("2026-06", "2026-06"),
            ("2024", "2024"),
            ("2024-01-31T10:00:00Z", "2024-01-31"),
            ("1. März 2024", "2024-03-01"),
            ("5 mai 2024", "2024-05-05"),
            ("1er août 2024", "2024-08-01"),
            ("31 de enero de 2024", "2024-01-31"),
            ("Dezember 2024", "2024-12"),
            ("3 maart 2024", "2024-03-03"),
            ("2024年1月31日", "2024-01-31"),
            ("2024년 1월", "2024-01"),
            ("Q3 2024", "2024"),
        ] {
            assert_eq!(parse(text, DayOrder::DayFirst).as_deref(), Some(date), "{text}");
        }
        assert_eq!(parse("05/02/2018", DayOrder::MonthFirst).as_deref(), Some("2018-05-02"));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["insert date", "YYYY-MM-DD", "2024-13-45", "Maybe 2024x", "v1.2.3", ""] {
            assert_eq!(parse(text, DayOrder::DayFirst), None, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_date_is_told_apart() {
        for (text, expected) in [
            ("soon", DateFault::Unreadable),
            ("2024-02-31", DateFault::Impossible),
            ("2020-28-07", DateFault::Impossible),
            ("31 Feb 2024", DateFault::Impossible),
            ("08/01/24", DateFault::ShortYear),
            ("2024-023-2706", DateFault::Remainder),
            ("2024-10-31 :ghost:", DateFault::Remainder),
            ("2024-10-31 ?", DateFault::Remainder),
            ("2024-W05", DateFault::Remainder),
            ("31 avril 2024", DateFault::Impossible),
        ] {
            assert_eq!(fault(text), Some(expected), "{text}");
        }
        for text in [
            "2024-01-31",
            "2024-01",
            "24.12.2024",
            "20240131",
            "January , 2026",
            "2026-05-04 (v0.1.0) / updated 2026-05-17",
            "2026-07 (accepted 2026-07-30)",
            "2024-01-31T10:00:00+01:00",
            "2024-01-31/2024-02-02",
            "~ 2024-01-31.",
            "3 Mar 2024: Initial draft",
            "1 березня 2024",
            "Spring 2024",
            "2024-Q3",
        ] {
            assert_eq!(fault(text), None, "{text}");
        }
    }

    #[test]
    fn in_a_sentence_only_the_whole_form_of_a_date_counts() {
        assert_eq!(impossible_in("Accepted on 2024-02-31, at last"), Some(12..22));
        assert_eq!(impossible_in("Accepted on 31 April 2024"), Some(12..25));
        assert_eq!(impossible_in("2024-01-31 – 2024-02-30"), Some(15..25));
        assert_eq!(impossible_in("Accepted (31.06.2024)"), Some(10..20));
        assert_eq!(impossible_in("Accepted with v31.06.24"), None);
        assert_eq!(impossible_in("2024-01-31 in 2024.13.99"), None);
        for text in ["Accepted in 1.42.99", "Accepted 2024-13", "Accepted 2024-01-31", "Accepted"] {
            assert_eq!(impossible_in(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_above_twelve_tell_the_order() {
        assert_eq!(order_told_by("31/01/2024"), Some(DayOrder::DayFirst));
        assert_eq!(order_told_by("01/31/2024"), Some(DayOrder::MonthFirst));
        assert_eq!(order_told_by("01/02/2024"), None);
        assert_eq!(order_told_by("2024-01-02"), None);
    }

    proptest! {
        #[test]
        fn a_date_whose_year_comes_first_is_what_the_pattern_says(
            text in "([0-9]{1,5}|[-/. Tx_é年¹\u{301}‿]){0,12}",
        ) {
            let pattern = pattern(YEAR_FIRST);
            let found = pattern.captures(&text);
            let expected = found.map(|found| (found.get_match().range(), [1, 2, 3].map(|at| found[at].to_owned())));
            let own = year_first(&text).map(|(range, parts)| (range, parts.map(str::to_owned)));
            prop_assert_eq!(own, expected.map(|(range, parts)| {
                // The `T` of a time belongs to no date.
                let end = range.start + text[range.clone()].trim_end_matches('T').len();
                (range.start..end, parts)
            }));
        }

        #[test]
        fn a_year_that_leads_is_what_the_pattern_says(
            text in "([(~ é年x\u{301}‿]{0,4}|19|20|[0-9]{1,3}|[-_.x]){0,6}",
        ) {
            let expected = pattern(YEAR).captures(&text).and_then(|found| Some(found.get(1)?.range()));
            prop_assert_eq!(leading_year(&text), expected);
        }
    }
}
