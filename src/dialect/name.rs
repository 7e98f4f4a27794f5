//! What a file's name says: `ADR-0007-use-redb.md`, `20240131-use-redb.md`, `0007-use-redb/README.md`.

use std::sync::LazyLock;

use regex::Regex;

use super::heading::is_record_word;
use crate::markdown::has_digit;
use crate::vocabulary::languages::{MODELS, TEMPLATES};

/// A file name, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Name {
    /// The name without its ending; of a `README.md` or `index.md`, the folder's name.
    pub stem: String,
    /// What stands before the number, as written; empty where there is none.
    pub prefix: String,
    /// The number.
    pub number: Option<u64>,
    /// `YYYY-MM-DD` or `YYYY-MM`, where the name starts with a date.
    pub date: Option<String>,
    /// What stands behind the number or date.
    pub slug: String,
    /// Whether the page is its folder's index, so that the folder's name counts.
    pub is_index: bool,
    /// The folder that the series lives in. Where names begin with a year and a number, each year is one.
    pub folder: String,
}

/// A prefix, a number and the rest.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^((?:[A-Za-z][A-Za-z0-9.]*[-_ ])*?(?:[A-Za-z]+)?)[-_ #]?([0-9]{1,6})(?:[-_ ]+(.*)|\.([^0-9].*))?$")
        .expect("a valid pattern")
});

/// A prefix, a year, a number and the rest.
static YEARLY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^((?:[A-Za-z][A-Za-z0-9.]*[-_])*[A-Za-z]+[-_](?:19|20)[0-9]{2})[-_]([0-9]{3,6})(?:[-_ ]+(.*)|\.([^0-9].*))?$")
        .expect("a valid pattern")
});

/// `ADR-D3-14-queues`: a word for a record, an area with a number of its own, a number and the rest.
static AREA: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        // Of `ADR-A1-2-factor-login` the second number may be the title's.
        r"^((?:[A-Za-z]+[-_])+([A-Z][A-Za-z]{0,3})[0-9]{1,2})[-_]([0-9]{2,6})(?:[-_ ]+(.*))?$",
    )
    .expect("a valid pattern")
});

/// The prefix, the number and the rest of a name, as far as it has them.
fn series(stem: &str) -> Option<(&str, &str, &str)> {
    // `ABC-ADR1-2-phase-commit` is the first record, and not the second of an area.
    let area = AREA.captures(stem).filter(|found| {
        !is_record_word(&found[2]) && found[1].split(['-', '_']).any(is_record_word)
    });
    if let Some(found) = area {
        let part = |group: usize| found.get(group).map_or("", |part| part.as_str());
        return Some((part(1), part(3), part(4)));
    }
    if let Some(found) = behind_owner(stem) {
        return Some(found);
    }
    let found = YEARLY.captures(stem).or_else(|| NUMBER.captures(stem))?;
    let part = |group: usize| found.get(group).map(|part| part.as_str());
    let prefix = part(1)?.trim_end_matches(['-', '_', ' ']);
    Some((prefix, part(2)?, part(3).or_else(|| part(4)).unwrap_or("")))
}

/// `U2-ADR-015-export`, `M2-003-export`: an area with a number of its own before the word for a record, or instead of it.
/// Without the word the number behind it has three digits and begins with a zero.
fn behind_owner(stem: &str) -> Option<(&str, &str, &str)> {
    let (area, rest) = stem.split_once(['-', '_'])?;
    let letters = area.bytes().take_while(u8::is_ascii_uppercase).count();
    let is_area = (1..=4).contains(&letters)
        && (1..=2).contains(&(area.len() - letters))
        && area[letters..].bytes().all(|byte| byte.is_ascii_digit())
        && !is_record_word(&area[..letters]);
    let word = rest.split(['-', '_']).next().filter(|word| is_record_word(word));
    let start = stem.len() - rest.len() + word.map_or(0, |word| word.len() + 1);
    let number = stem.get(start..).filter(|_| is_area)?;
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = match word {
        Some(_) => (2..=6).contains(&digits),
        None => (3..=6).contains(&digits) && number.starts_with('0'),
    };
    let slug = match number[digits..].strip_prefix(['-', '_', ' ']) {
        Some(slug) => slug,
        None if number.len() == digits => "",
        None => return None,
    };
    is_number.then(|| (&stem[..start - 1], &number[..digits], slug))
}

/// `ADR-2026-04-15-react`, `adr-20260423-queue`: the word for a record, a date, and the rest.
fn date_behind_word(stem: &str) -> Option<(&str, String, &str)> {
    static DATE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^([A-Za-z]+)[-_]((?:19|20)[0-9]{2})(?:-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])|(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01]))(?:T[0-9]{4,6}Z?)?(?:[-_ ]+(.*))?$")
            .expect("a valid pattern")
    });
    let word = stem.split(['-', '_']).next().filter(|word| is_record_word(word))?;
    if !stem[word.len() + 1..].starts_with(['1', '2']) {
        return None;
    }
    let found = DATE.captures(stem)?;
    let part = |group: usize, or: usize| {
        found.get(group).or_else(|| found.get(or)).map_or("", |part| part.as_str())
    };
    let date = [&found[2], part(3, 5), part(4, 6)].join("-");
    let slug = found.get(7).map_or("", |slug| slug.as_str());
    Some((word, date, slug))
}

impl Name {
    /// Takes a path apart.
    pub fn of(path: &str) -> Self {
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let lower = stem.to_ascii_lowercase();
        let is_index = lower == "readme" || lower == "index";
        let (folder, stem) =
            if is_index { folder.rsplit_once('/').unwrap_or(("", folder)) } else { (folder, stem) };
        let (year, own) = year_first(stem).map_or((None, stem), |(year, own)| (Some(year), own));
        let folder = match year {
            Some(year) => [folder, year].join("/").trim_start_matches('/').to_owned(),
            None => folder.to_owned(),
        };
        Self { is_index, folder, stem: stem.to_owned(), ..Self::of_stem(own) }
    }

    fn of_stem(stem: &str) -> Self {
        static DATE: LazyLock<Regex> = LazyLock::new(|| {
            // `2024-31-01` has its day and month in the other order.
            Regex::new(r"^([0-9]{4})[-_]?(?:(0[1-9]|1[0-2])[-_]?(0[1-9]|[12][0-9]|3[01])|(1[3-9]|2[0-9]|3[01])[-_](0[1-9]|1[0-2]))(?:T[0-9]{4,6}Z?)?(?:[-_ ]+(.*))?$")
                .expect("a valid pattern")
        });
        let mut name = Self { stem: stem.to_owned(), ..Self::default() };
        if let Some((number, slug)) = plain_number(stem) {
            name.number = Some(number);
            slug.clone_into(&mut name.slug);
        } else if !has_digit(stem) || is_word_with_number(stem) {
            // A name without a number of a series, as most pages have that are no records.
        } else if stem.starts_with(|c: char| c.is_ascii_digit())
            && let Some(found) = DATE.captures(stem)
        {
            let part = |group: usize, or: usize| {
                found.get(group).or_else(|| found.get(or)).map_or("", |part| part.as_str())
            };
            name.date = Some(format!("{}-{}-{}", &found[1], part(2, 5), part(3, 4)));
            found.get(6).map_or("", |slug| slug.as_str()).clone_into(&mut name.slug);
        } else if let Some((month, slug)) = month_first(stem) {
            name.date = Some(month);
            slug.clone_into(&mut name.slug);
        } else if let Some((prefix, date, slug)) = date_behind_word(stem) {
            prefix.clone_into(&mut name.prefix);
            name.date = Some(date);
            slug.clone_into(&mut name.slug);
        } else if let Some((prefix, number, slug)) = series(stem)
            && is_series(prefix)
        {
            prefix.clone_into(&mut name.prefix);
            name.number = number.parse().ok();
            slug.clone_into(&mut name.slug);
        }
        name
    }

    /// Whether the name has a number or a date.
    pub fn is_numbered(&self) -> bool {
        self.number.is_some() || self.date.is_some()
    }

    /// Whether the name has a number as records have: of three digits or more, or behind a word for one. Chapters and guides
    /// have shorter ones.
    pub fn is_numbered_as_record(&self) -> bool {
        const FEWEST_DIGITS: usize = 3;
        let digits = self.stem.bytes().take_while(u8::is_ascii_digit).count();
        self.number.is_some() && (digits >= FEWEST_DIGITS || is_record_word(&self.prefix))
    }

    /// Whether the file is a blank to copy: `template.md`, `0000-template.md`, `ADRXXX-decision-record-template.md`.
    ///
    /// A record may well be about templates, so a real number makes it one.
    pub fn is_template(&self) -> bool {
        let lower = self.stem.to_ascii_lowercase();
        let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let blank = |word: &str| {
            let digits = word.trim_start_matches("adr").trim_start_matches("dr");
            !digits.is_empty() && digits.chars().all(|c| c == 'x' || c == 'n')
        };
        let is_blank = |word: &str| TEMPLATES.contains(&word);
        if self.number.is_some_and(|number| number > 0) || self.date.is_some() {
            return false;
        }
        lower.starts_with(['_'])
            || words.clone().any(|word| word.len() >= 3 && blank(word))
            || words.clone().next_back().is_some_and(is_blank)
            || words.clone().next() == Some("template")
            // `0000-modele-adr`, `adr-template_pt-BR`; and not `modelo-de-datos`.
            || (words.clone().any(|word| is_blank(word) || MODELS.contains(&word))
                && words.all(|word| {
                    let is_language = word.len() == 2 || word.bytes().all(|byte| byte == b'0');
                    is_language || is_blank(word) || MODELS.contains(&word) || is_record_word(word)
                }))
    }

    /// Whether the file is a page about records and not one: an index, a list, a repository's usual files.
    pub fn is_apparatus(&self) -> bool {
        const PAGES: [&str; 14] = [
            "summary",
            "changelog",
            "contributing",
            "license",
            "licence",
            "404",
            "toc",
            "glossary",
            "readme",
            "index",
            "code_of_conduct",
            "security",
            "history",
            "authors",
        ];
        (self.is_index && !self.is_numbered())
            || PAGES.contains(&self.stem.to_ascii_lowercase().as_str())
            // `000-index.md`.
            || (self.number == Some(0)
                && ["index", "readme", "toc", "summary"].contains(&self.slug.to_ascii_lowercase().as_str()))
    }
}

/// `2024-0001-use-redb`: the year, and what is behind it. Two digits may be a month, and four a month and a day.
fn year_first(stem: &str) -> Option<(&str, &str)> {
    let (year, own) = stem.split_at_checked("2024".len())?;
    let own = own.strip_prefix(['-', '_'])?;
    let digits = own.bytes().take_while(u8::is_ascii_digit).count();
    let is_year = matches!(year.as_bytes(), [b'1', b'9', ..] | [b'2', b'0', ..])
        && year.bytes().all(|byte| byte.is_ascii_digit());
    let is_day = digits == 4 && Name::of_stem(stem).date.is_some();
    let is_number = (3..=6).contains(&digits)
        && (own.len() == digits || own[digits..].starts_with(['-', '_', ' ']));
    (is_year && is_number && !is_day).then_some((year, own))
}

/// `202005-query-logging`, `2020-05-query-logging`: the month as `YYYY-MM`, and the rest.
fn month_first(stem: &str) -> Option<(String, &str)> {
    let (year, rest) = stem.split_at_checked("2020".len())?;
    let (month, slug) = rest.strip_prefix('-').unwrap_or(rest).split_at_checked("05".len())?;
    let is_year = matches!(year.as_bytes(), [b'1', b'9', ..] | [b'2', b'0', ..])
        && year.bytes().all(|byte| byte.is_ascii_digit());
    let is_month = matches!(month.as_bytes(), [b'0', b'1'..=b'9'] | [b'1', b'0'..=b'2']);
    // Without more, `202005` may be any number.
    let slug = match slug.strip_prefix(['-', '_', ' ']) {
        Some(slug) => slug,
        None if slug.is_empty() && rest.starts_with('-') => slug,
        None => return None,
    };
    let is_slug =
        (slug.is_empty() && rest.len() == "-05".len()) || slug.starts_with(char::is_alphabetic);
    (is_year && is_month && is_slug).then(|| (format!("{year}-{month}"), slug))
}

/// Any name may end in a number; a series has a word for a record, or capitals.
fn is_series(prefix: &str) -> bool {
    prefix.is_empty()
        || prefix.split(['-', '_', ' ']).any(is_record_word)
        || prefix.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
}

/// `chapter-3`: a name that begins with a small letter and has no word for a record, so that its number is its own.
fn is_word_with_number(stem: &str) -> bool {
    stem.starts_with(|c: char| c.is_ascii_lowercase())
        && !stem.split(|c: char| !c.is_ascii_alphabetic()).any(is_record_word)
}

/// `0001-use-redb`, the form of most names: what the patterns would say of it, much sooner.
fn plain_number(stem: &str) -> Option<(u64, &str)> {
    let digits = stem.bytes().take_while(u8::is_ascii_digit).count();
    let slug = stem[digits..].strip_prefix('-')?;
    let is_plain = (1..=6).contains(&digits) && slug.starts_with(|c: char| c.is_ascii_alphabetic());
    if !is_plain || slug.contains('\n') || (digits == 6 && month_first(stem).is_some()) {
        return None;
    }
    Some((stem[..digits].parse().ok()?, slug))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_taken_apart() {
        let seen = |path: &str| {
            let name = Name::of(path);
            (name.prefix, name.number, name.date.unwrap_or_default(), name.slug)
        };
        let number = |prefix: &str, number, slug: &str| {
            (prefix.to_owned(), Some(number), String::new(), slug.to_owned())
        };
        assert_eq!(seen("a/0001-use-redb.md"), number("", 1, "use-redb"));
        assert_eq!(seen("adr-001-x.md"), number("adr", 1, "x"));
        assert_eq!(seen("ADR-0001-x.md"), number("ADR", 1, "x"));
        assert_eq!(seen("ADR001-x.md"), number("ADR", 1, "x"));
        assert_eq!(seen("ADR-v1.2-003-x-y.md"), number("ADR-v1.2", 3, "x-y"));
        assert_eq!(
            seen("ABC-ADR-Part-0010-Some thing.md"),
            number("ABC-ADR-Part", 10, "Some thing")
        );
        assert_eq!(seen("ADR-D3-14-queues.md"), number("ADR-D3", 14, "queues"));
        assert_eq!(seen("ADR-A1-2-factor-login.md"), number("ADR-A", 1, "2-factor-login"));
        assert_eq!(seen("ABC-ADR1-2-phase-commit.md"), number("ABC-ADR", 1, "2-phase-commit"));
        assert_eq!(seen("ABC-V1-2-phases.md"), number("ABC-V", 1, "2-phases"));
        assert_eq!(seen("U2-ADR-015-a.md"), number("U2-ADR", 15, "a"));
        assert_eq!(seen("M2-003.md"), number("M2", 3, ""));
        assert_eq!(seen("M2-30-days.md"), number("M", 2, "30-days"));
        assert_eq!(seen("Q1-2024-plan.md"), number("Q", 1, "2024-plan"));
        assert_eq!(seen("ADR1-002-fast.md"), number("ADR", 1, "002-fast"));
        assert_eq!(seen("003-shipping/index.md"), number("", 3, "shipping"));
        assert_eq!(
            seen("20240131-x.md"),
            (String::new(), None, "2024-01-31".to_owned(), "x".to_owned())
        );
        assert_eq!(seen("2024-01-31-x/README.md").2, "2024-01-31");
        assert_eq!(seen("2024_02_24_x_y.md").2, "2024-02-24");
        assert_eq!(seen("2022-21-11-x.md").2, "2022-11-21");
        assert_eq!(seen("2025-01.md").2, "2025-01");
        assert_eq!(seen("2024-x.md"), number("", 2024, "x"));
        assert_eq!(seen("2024-0001-x.md"), number("", 1, "x"));
        assert_eq!(seen("ADR-2024-0001-x.md"), number("ADR-2024", 1, "x"));
        assert_eq!(seen("ADR-2024-x.md"), number("ADR", 2024, "x"));
        assert_eq!(seen("ADR-2024-01-x.md"), number("ADR", 2024, "01-x"));
        assert_eq!(seen("release-2-notes.md").1, None);
        assert_eq!(seen("guide.md").1, None);
    }

    #[test]
    fn each_year_is_a_series_where_names_begin_with_one() {
        let folder = |path: &str| Name::of(path).folder;
        assert_eq!(folder("adr/2024-0001-x.md"), "adr/2024");
        assert_eq!(folder("2024-001-x/README.md"), "2024");
        for path in
            ["2024-01-31-x.md", "20240131-x.md", "2024-0131-x.md", "2024-x.md", "2024-01-x.md"]
        {
            assert_eq!(folder(&format!("adr/{path}")), "adr", "{path}");
        }
    }

    #[test]
    fn a_template_is_known_by_its_name_and_a_record_about_templates_is_none() {
        for path in [
            "template.md",
            "adr-template.md",
            "0000-template.md",
            "ADRXXX-record.md",
            "_x.md",
            "NNNN-title.md",
        ] {
            assert!(Name::of(path).is_template(), "{path}");
        }
        for path in ["0016-a-mail-template.md", "0001-x.md", "use-templates.md", "annex.md"] {
            assert!(!Name::of(path).is_template(), "{path}");
        }
    }

    #[test]
    fn indexes_are_no_records_unless_their_folder_is_numbered() {
        assert!(Name::of("adr/README.md").is_apparatus());
        assert!(!Name::of("adr/0003-x/README.md").is_apparatus());
        assert!(Name::of("SUMMARY.md").is_apparatus());
    }

    proptest! {
        #[test]
        fn a_word_with_a_number_has_no_number_by_the_patterns_either(
            stem in "(adr|rfc|part|dec|[a-z]|[A-Z]|[0-9]{1,4}|2024|[-_ .]){1,8}",
        ) {
            let plain = Name::of_stem(&stem);
            prop_assume!(is_word_with_number(&stem));
            prop_assert_eq!((plain.number, plain.date, plain.prefix), (None, None, String::new()));
            if let Some(found) = NUMBER.captures(&stem) {
                prop_assert!(!is_series(found[1].trim_end_matches(['-', '_', ' '])), "{}", stem);
            }
            if let Some(found) = YEARLY.captures(&stem) {
                prop_assert!(!is_series(&found[1]), "{}", stem);
            }
        }
    }
}
