//! Logs: pages that hold many decisions, and which of their sections are entries.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::heading::{
    HeadingParts, id_at_start, kind_of, literal_id_at_start, number_behind_words, number_first,
};
use super::name::Name;
use super::{Reader, Scope, date, is_one_of};
use crate::document::{DateText, Document};
use crate::markdown::{Heading, Outline, is_markdown};
use crate::vocabulary::Kind;

/// A page that is named as a log of decisions.
pub(super) struct Log {
    /// What the ids of its entries begin with, where most have one.
    pub(super) prefix: Option<String>,
}

/// `D1` and `Q3` are sections of a page more often than records.
const FEWEST_DIGITS_BEHIND_A_LETTER: usize = 3;

impl Log {
    /// By the name of its file or its title.
    pub(super) fn of(name: &Name, outline: &Outline) -> Option<Self> {
        const NAMES: &str = "decision decisions adr adrs decisiones decisões décisions decisioni entscheidungen besluiten \
            beslutninger beslut decyzje решения рішення kararlar 决策 决策记录 决定 決定 決定事項 決策 결정 결정사항";
        const OTHERS: &str = "architecture architectural design technical key our project product log logs record records \
            register list journal history of the and registro bitácora diario diário de del do das la las técnicas \
            arquitectura arquitetura registre des du registro delle protokoll der";
        if name.is_numbered() {
            return None;
        }
        // `adr-broker` and *Risks of the decision* are about something else.
        let names_log = |text: &str| {
            let lower = text.to_lowercase();
            let words =
                || lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            words().any(|word| is_one_of(word, NAMES))
                && words().all(|word| is_one_of(word, NAMES) || is_one_of(word, OTHERS))
        };
        let title = &outline.headings.first()?.text;
        // `Decisions — Meal planner`; and not `ADR — Pick a broker`, `Architecture Decision Record — Pick a broker`.
        let is_part = |part: &str| {
            let lower = part.to_lowercase();
            let mut words = lower.split(|c: char| !c.is_alphanumeric());
            names_log(part) && words.any(|word| {
                is_one_of(
                    word,
                    "decisions adrs log logs register journal history 决策 决定 決定事項 결정사항",
                )
            })
        };
        let is_named = names_log(&name.stem)
            || names_log(title)
            || title.split(" - ").flat_map(|part| part.split(['—', '–', '|'])).any(is_part);
        is_named.then(|| Self { prefix: prefix_of_entries(outline) })
    }
}

/// The prefix of `D-001: Use redb`, which headings of one level share.
fn prefix_of_entries(outline: &Outline) -> Option<String> {
    let ids = outline.headings.iter().filter_map(|heading| {
        let text = &*heading.text;
        let (prefix, length) = match id_at_start(text) {
            Some((prefix, digits, mark)) => {
                let is_set_off = !text[mark.clone()].trim().is_empty() || mark.end == text.len();
                is_set_off.then_some((prefix, digits.len()))?
            }
            None => literal_id_at_start(text).map(|(prefix, id, _)| (prefix, id.len()))?,
        };
        let prefix = &text[prefix];
        is_prefix(prefix, length).then_some((heading.level, prefix))
    });
    // How often each prefix is used on each level, and any on that level.
    let mut counts: BTreeMap<(u8, &str), usize> = BTreeMap::new();
    let mut on_level = [0; 7];
    for (level, prefix) in ids {
        *counts.entry((level, prefix)).or_default() += 1;
        on_level[usize::from(level)] += 1;
    }
    let ((level, prefix), count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    let may_be_decisions = kind_of(prefix, &[]).is_none_or(|kind| kind == Kind::Decision);
    (count > 1 && count * 2 > on_level[usize::from(level)] && may_be_decisions)
        .then(|| prefix.to_owned())
}

/// Whether capitals before so many digits make an id.
fn is_prefix(prefix: &str, digits: usize) -> bool {
    prefix.bytes().all(|byte| byte.is_ascii_uppercase())
        && (prefix.len() > 1 || digits >= FEWEST_DIGITS_BEHIND_A_LETTER)
}

/// The heading of an entry, taken apart: `2026-05-06: Use redb`, `[2026-05-06] REF-013 — Use redb`,
/// `Use redb (2026-05-06)`, `1. Use redb`, `Decision 1: Use redb`, `D1: Use redb`, or no more than a title.
struct Entry {
    parts: HeadingParts,
    day: Option<Range<usize>>,
}

impl Entry {
    fn of(text: &str, name: &Name) -> Self {
        let (day, rest) = match day_of(text) {
            Some((day, rest)) => (Some(day), rest),
            None => (None, 0..text.len()),
        };
        let own = &text[rest.clone()];
        let parts = number_set_off(own, name)
            .or_else(|| number_behind_words(own, name))
            .or_else(|| id_set_off(own))
            .unwrap_or_else(|| HeadingParts { title: 0..own.len(), ..HeadingParts::default() });
        Self { parts: HeadingParts { kind: Some(Kind::Decision), ..parts.behind(rest.start) }, day }
    }
}

/// `1. Use redb`, `#1 Use redb`. Of `9.1 Use redb` the number is that of a section.
fn number_set_off(text: &str, name: &Name) -> Option<HeadingParts> {
    let sections = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = &text[..text.len() - sections.len()];
    if number.trim_end_matches('.').contains('.') && sections.starts_with(' ') {
        let title = text.len() - sections.trim_start().len()..text.len();
        return Some(HeadingParts { title, ..HeadingParts::default() });
    }
    let Some(rest) = text.strip_prefix('#') else { return number_first(text, name) };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let own = Name { number: rest[..digits].parse().ok(), ..Name::default() };
    Some(number_first(rest, &own)?.behind(1))
}

/// An id before a mark. Of a letter and few digits, as in `D3: Use redb`, none is made: elsewhere that means other things.
fn id_set_off(text: &str) -> Option<HeadingParts> {
    let (prefix, digits, mark) = id_at_start(text)?;
    if text[mark.clone()].trim().is_empty() || mark.end == text.len() {
        return None;
    }
    let own = text[prefix].trim_end_matches(['-', '_']);
    if own.is_empty() || own.contains(char::is_lowercase) || !is_prefix(own, digits.len()) {
        return None;
    }
    Some(HeadingParts {
        id: Some(usize::from(text.starts_with('['))..digits.end),
        prefix: own.to_owned(),
        number: text[digits].parse().ok(),
        title: mark.end..text.len(),
        ..HeadingParts::default()
    })
}

/// The day that a heading begins or ends with, and the title: what is left of it, or the day where nothing is.
fn day_of(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    const MARKS: [char; 13] = [' ', ':', '：', '-', '–', '—', '|', '·', '•', '/', ')', ']', ','];
    let is_day = |text: &str| {
        date::parse(text, date::DayOrder::DayFirst)
            .is_some_and(|day| day.len() == "2026-05-06".len())
    };
    let lead = usize::from(text.starts_with(['[', '(']));
    let end = lead + date::at_start(&text[lead..]);
    if end > lead && is_day(&text[lead..end]) {
        let title = text[end..].trim_start_matches(MARKS);
        let day = lead..end;
        return match text.len() - title.len() {
            start if start == text.len() => Some((day.clone(), day)),
            start => (start > end).then_some((day, start..text.len())),
        };
    }
    let behind = text.rsplit(['(', '[', '—', '–', '|', '·']).next()?.trim_start();
    let start = text.len() - behind.len();
    let length = date::at_start(behind);
    let is_all = matches!(&behind[length..], "" | ")" | "]");
    let title_end = text[..start].trim_end_matches(['(', '[']).trim_end_matches(MARKS).len();
    (is_all && is_day(&behind[..length]) && title_end > 0)
        .then(|| (start..start + length, 0..title_end))
}

/// An entry that says of itself that it is one, by its day or its status.
struct Stated {
    document: Document,
    level: u8,
    has_day: bool,
    has_status: bool,
}

impl Reader<'_> {
    /// Whether a section of a log tells of the log and not of a decision: how its entries are written, what their statuses
    /// mean, what was changed in it.
    fn is_about_log(&self, heading: &Heading) -> bool {
        const WORDS: &str = "template templates format vorlage plantilla modèle modelo 模板 テンプレート 템플릿 example examples \
            beispiel ejemplo exemple status statuses lifecycle changelog history process conventions legend";
        const BESIDE: &str = "a adr adrs and change decision entry entries how of record records revision the to use";
        if self.log.is_none() || heading.level == 1 {
            return false;
        }
        let lower = heading.text.to_lowercase();
        let words = || lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words().any(|word| is_one_of(word, WORDS))
            && words().all(|word| is_one_of(word, WORDS) || is_one_of(word, BESIDE))
    }

    /// The headings, with their indices, that do not stand in a section about the log.
    pub(super) fn headings_of_decisions(&self) -> impl Iterator<Item = (usize, &Heading)> {
        let mut about_end = 0;
        self.outline.headings.iter().enumerate().filter(move |(_, heading)| {
            if self.is_about_log(heading) {
                about_end = about_end.max(heading.section_end);
            }
            heading.range.start >= about_end
        })
    }

    /// Which headings without a status are entries of a log: beside those that have one, the ones with their form; and in a
    /// log where none has one, whose name and whose ids are evidence enough, all.
    pub(super) fn are_entries(
        &self,
        found: &[(Document, u8)],
    ) -> impl Fn(&(Document, u8)) -> bool + use<> {
        let entries: BTreeSet<(u8, String)> = found
            .iter()
            .filter(|(document, _)| document.kind == Kind::Decision && document.status.is_some())
            .map(|(document, level)| (*level, document.prefix.clone()))
            .collect();
        let log = self.log.as_ref().and_then(|log| log.prefix.clone());
        let log = log.filter(|_| entries.is_empty());
        move |(document, level)| {
            let id = document.id.as_ref().map_or("", |id| id.value.as_str());
            entries.contains(&(*level, document.prefix.clone()))
                || log.as_ref().is_some_and(|prefix| id.starts_with(prefix))
        }
    }

    /// The entries of a log whose headings have no ids of one form: the sections of one level that begin with a day, or
    /// have a status of their own. None where they only show records that lie elsewhere.
    pub(super) fn entries_without_ids(&self) -> Vec<(Document, u8)> {
        const FEWEST_SIGNS: usize = 2;
        let mut stated: Vec<Stated> = Vec::new();
        for (at, _) in self.headings_of_decisions() {
            let Some(entry) = self.stated_entry(at) else { continue };
            // What holds an entry is none: a year, a topic, or *Accepted*.
            while stated
                .pop_if(|outer| outer.document.extent.end > entry.document.extent.start)
                .is_some()
            {}
            stated.push(entry);
        }
        let mut signs: BTreeMap<u8, usize> = BTreeMap::new();
        for entry in &stated {
            *signs.entry(entry.level).or_default() +=
                usize::from(entry.has_day) + usize::from(entry.has_status);
        }
        let most =
            signs.into_iter().max_by_key(|(level, count)| (*count, std::cmp::Reverse(*level)));
        let Some((level, _)) = most.filter(|(_, count)| *count >= FEWEST_SIGNS) else {
            return Vec::new();
        };
        stated.retain(|entry| entry.level == level);
        let is_shown = |entry: &Stated| self.shows_record(&entry.document);
        if stated.iter().filter(|entry| is_shown(entry)).count() * 2 >= stated.len() {
            return Vec::new();
        }
        stated.retain(|entry| !is_shown(entry));
        // Numbers that begin anew below each topic tell nothing apart.
        let numbers: BTreeSet<u64> =
            stated.iter().filter_map(|entry| entry.document.number).collect();
        let numbered = || stated.iter().filter(|entry| entry.document.number.is_some());
        let is_anew = numbered().count() > numbers.len();
        let documents = stated.into_iter().map(|Stated { mut document, .. }| {
            if is_anew && document.prefix.is_empty() {
                (document.id, document.number) = (None, None);
            }
            (document, level)
        });
        documents.collect()
    }

    fn stated_entry(&self, at: usize) -> Option<Stated> {
        let heading = &self.outline.headings[at];
        let names_status = self.words.status_at_start(&heading.text);
        let is_status = names_status.is_some_and(|(len, _)| len == heading.text.len());
        if heading.level == 1 || is_status || super::is_section_word(&self.titles[at]) {
            return None;
        }
        let own = self.head_with(at, |text| Entry::of(text, &self.name).parts);
        if own.title.is_empty() {
            return None;
        }
        let day = Entry::of(&own.text, &self.name).day;
        // A day alone may be any day's notes.
        let has_day = day.as_ref().is_some_and(|day| *day != own.parts.title);
        let day = day.map(|range| DateText {
            value: date::parse(&own.text[range.clone()], date::DayOrder::DayFirst),
            text: own.text[range.clone()].to_owned(),
            span: self
                .outline
                .span_of(heading.plain.start + range.start..heading.plain.start + range.end),
        });
        let scope = Scope { heading: Some(at), extent: heading.range.start..heading.section_end };
        let mut document = self.document(Kind::Decision, "an entry of a log", &own, &scope);
        document.section = Some(heading.fragment.to_string());
        let has_status = document.status.as_ref().is_some_and(|status| status.known);
        document.date = day.or(document.date);
        (has_day || has_status).then_some(Stated {
            document,
            level: heading.level,
            has_day,
            has_status,
        })
    }

    /// Whether a section only shows a record that lies elsewhere: its heading is a link, or it links to a file of its number
    /// or says little else.
    fn shows_record(&self, document: &Document) -> bool {
        const FEW_LINES: usize = 4;
        let lines = self.outline.lines_in(document.extent.clone());
        let is_short = lines.len() <= FEW_LINES;
        lines.into_iter().any(|at| {
            self.outline.links_of(at).iter().filter(|link| !link.image).any(|link| {
                let path = link.destination.split(['#', '?']).next().unwrap_or("");
                let is_page = !path.contains("://") && is_markdown(path);
                let number = Name::of(path).number;
                document.heading.contains(&link.range.start)
                    || (is_page && (is_short || (number.is_some() && number == document.number)))
            })
        })
    }
}
