//! The fields at the head of a document, in every shape that the field writes them in.

use std::ops::Range;

use crate::document::Region;
use crate::front_matter::Entry;
use crate::markdown::{Line, LineKind, Link, Outline};
use crate::source::{char_floor, text_before};
use crate::vocabulary::languages::{PARTLY, is_unspaced, starts_either_way};
pub use crate::vocabulary::normal;
use crate::vocabulary::{Statement, Words};

use super::date::{self, DayOrder};
use super::heading::parts_of_id;
use super::status::{self, PARTLY_IN_ENGLISH, without_partly};

/// How a field is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// `status: accepted` between fences.
    FrontMatter,
    /// `- Status: accepted`.
    Bullet,
    /// `**Status:** Accepted`.
    Bold,
    /// `| Status | Accepted |`.
    Table,
    /// `Status: accepted`.
    Line,
}

/// What a field is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// The status.
    Status,
    /// A date; the smaller the rank, the better it is the decision's own.
    Date(usize),
    /// The title.
    Title,
    /// The kind of document.
    Kind,
    /// Whether compatibility is broken, and in which version.
    Breaking,
    /// A relation.
    Relation {
        /// Which.
        statement: Statement,
        /// Whether only a part is meant.
        partial: bool,
        /// Whether it turns round once the document is superseded: see [`starts_either_way`].
        turns: bool,
    },
    /// Something else.
    Other,
}

/// A field.
#[derive(Debug, Clone)]
pub struct Field {
    /// What it is about.
    pub key: Key,
    /// How it is written.
    pub shape: Shape,
    /// What it says.
    pub value: Region,
    /// Its bytes in the page's text, key and value.
    pub range: Range<usize>,
}

const STATUS_KEYS: [&str; 7] = [
    "status",
    "state",
    "current status",
    "decision status",
    "adr status",
    "record status",
    "rfc status",
];
const DATE_KEYS: [&str; 30] = [
    "date",
    "decision date",
    "date decided",
    "decided",
    "decided on",
    "date of decision",
    "accepted",
    "accepted on",
    "date accepted",
    "approved",
    "approved on",
    "date approved",
    "created",
    "created on",
    "date created",
    "creation date",
    "created at",
    "createdat",
    "start date",
    "proposed",
    "proposed on",
    "date proposed",
    "initial date",
    "submitted",
    "published",
    "decided date",
    "accepted date",
    "adr date",
    "created date",
    "data",
];
/// Whether the key of [`Key::Date`] with that rank can only hold a date: `Approved` may name who approved.
pub fn is_plain_date(rank: usize) -> bool {
    DATE_KEYS.get(rank).is_some_and(|key| key.contains("date") || key.ends_with(" on"))
}

const TITLE_KEYS: [&str; 4] = ["title", "name", "adr title", "rfc title"];
const BREAKING_KEYS: [&str; 3] = ["breaking", "breaking change", "breaking changes"];
const KIND_KEYS: [&str; 2] = ["kind", "type"];

/// What a key is about. Case, hyphens and decoration don't matter.
pub fn key_of(key: &str, words: &Words) -> Key {
    key_named(&words.section(key), words)
}

/// What a key is about that stands in the words that dialects look for, as [`Words::section`] gives them.
pub fn key_named(key: &str, words: &Words) -> Key {
    let position = |keys: &[&str]| keys.iter().position(|known| *known == key);
    if position(&STATUS_KEYS).is_some() {
        return Key::Status;
    }
    if let Some(rank) = position(&DATE_KEYS) {
        return Key::Date(rank);
    }
    if position(&TITLE_KEYS).is_some() {
        return Key::Title;
    }
    if position(&KIND_KEYS).is_some() {
        return Key::Kind;
    }
    if position(&BREAKING_KEYS).is_some() {
        return Key::Breaking;
    }
    let bare = without_partly(key);
    match words.phrase_at_start(bare) {
        // `Related decisions`, `Depends on ADRs`: what follows may only name what is related.
        Some((len, statement)) => {
            let (rest, partly) = without_part_behind(&bare[len..]);
            let partial = partly || bare.len() < key.len() || bare.contains("in part");
            let turns = starts_either_way(bare);
            if names_records(rest) {
                Key::Relation { statement, partial, turns }
            } else {
                Key::Other
            }
        }
        None => Key::Other,
    }
}

/// `Supersedes (partially)`, `Supersedes in part`: whether a key ends in words for a part, and what stands before.
fn without_part_behind(rest: &str) -> (&str, bool) {
    let rest = rest.trim_matches([' ', '(', ')']);
    let before = PARTLY_IN_ENGLISH
        .into_iter()
        .chain(["parts of", "part of"])
        .chain(PARTLY)
        .find_map(|word| rest.strip_suffix(word))
        .filter(|before| before.is_empty() || before.ends_with([' ', '(']));
    (before.unwrap_or(rest).trim_matches([' ', '(']), before.is_some())
}

fn names_records(rest: &str) -> bool {
    const NOUNS: [&str; 14] = [
        "",
        "adr",
        "adrs",
        "decision",
        "decisions",
        "record",
        "records",
        "document",
        "documents",
        "rfc",
        "rfcs",
        "requirement",
        "requirements",
        "modules",
    ];
    NOUNS.contains(&rest.trim())
}

/// The fields of the front matter.
pub fn from_front_matter(entries: &[Entry], words: &Words) -> Vec<Field> {
    let mut fields = Vec::new();
    let page = status_of_page(entries, words);
    // What stands below another key counts where the document itself says nothing.
    let own = entries.iter().filter(|entry| entry.depth == 0);
    let below = entries.iter().filter(|entry| entry.depth > 0 && !entry.values.is_empty());
    for entry in own.chain(below.filter(|entry| !entry.of_item)) {
        let key = key_of(&entry.key, words);
        for value in &entry.values {
            fields.push(Field {
                key,
                shape: Shape::FrontMatter,
                value: Region::Value(value.text.clone(), value.range.clone()),
                range: entry.key_range.start..value.range.end.max(entry.key_range.end),
            });
        }
        if entry.values.is_empty() && entry.depth == 0 {
            let at = entry.key_range.end..entry.key_range.end;
            fields.push(Field {
                key,
                shape: Shape::FrontMatter,
                value: Region::Value(String::new(), at),
                range: entry.key_range.clone(),
            });
        }
    }
    let is_of_page =
        |field: &Field| page.as_ref().is_some_and(|page| field.range.start == page.start);
    fields.sort_by_key(is_of_page);
    fields
}

/// The key of a status that is only the page's: `status: canonical` beside `adr_status: accepted`.
fn status_of_page(entries: &[Entry], words: &Words) -> Option<Range<usize>> {
    let is_status = |entry: &&Entry| {
        let key = entry.key.as_bytes();
        let end = &key[key.len().saturating_sub("status".len())..];
        entry.depth == 0 && !entry.values.is_empty() && end.eq_ignore_ascii_case(b"status")
    };
    let statuses = entries.iter().filter(is_status);
    if statuses.clone().count() < 2 {
        return None;
    }
    let is_own = |entry: &Entry| {
        let key = words.section(&entry.key);
        key != "status" && STATUS_KEYS.contains(&key.as_str())
    };
    let page = statuses.clone().find(|entry| words.section(&entry.key) == "status")?;
    statuses.into_iter().any(is_own).then(|| page.key_range.clone())
}

/// The fields among some lines of the page.
///
/// Those in block quotes or those outside of them: what is quoted is the document's own only where nothing else is.
pub fn from_lines(
    outline: &Outline,
    lines: Range<usize>,
    quoted: bool,
    words: &Words,
) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut at = lines.start;
    while at < lines.end {
        let line = &outline.lines[at];
        match line.kind {
            LineKind::Cell { table, .. } => {
                let end = (at..lines.end)
                    .find(|next| !matches!(outline.lines[*next].kind, LineKind::Cell { table: other, .. } if other == table))
                    .unwrap_or(lines.end);
                from_table(outline, at..end, words, &mut fields);
                at = end;
            }
            LineKind::Text | LineKind::Item(_) if line.quoted == quoted => {
                at = from_line(outline, at, lines.end, words, &mut fields);
            }
            _ => at += 1,
        }
    }
    fields
}

/// What the field that starts on a line is about; none where none does.
pub fn key_at(outline: &Outline, at: usize, words: &Words) -> Option<Key> {
    let line = &outline.lines[at];
    let (key, _) = split(outline.line_text(line), line.bold())?;
    Some(key_of(key, words))
}

/// Reads the field that starts on a line, with what continues it; returns the line behind.
fn from_line(
    outline: &Outline,
    at: usize,
    end: usize,
    words: &Words,
    fields: &mut Vec<Field>,
) -> usize {
    let line = &outline.lines[at];
    let Some((key, value_start)) = split(outline.line_text(line), line.bold()) else {
        return at + 1;
    };
    let shape = match line.kind {
        LineKind::Item(_) => Shape::Bullet,
        _ if line.bold() > 0 => Shape::Bold,
        _ => Shape::Line,
    };
    let mut value = line.plain().start + value_start..line.plain().end;
    if is_word_of_english(key, outline.plain(value.clone())) {
        return at + 1;
    }
    let key = key_of(key, words);
    let mut next = at + 1;
    // In prose a divider and a colon may be anything, unless they set off a status.
    let shares_line = || {
        let text = outline.plain(value.clone());
        let is_marked = line.bold() > 0 || matches!(line.kind, LineKind::Item(_));
        let states_status = || {
            text.contains([':', '：'])
                && pieces(text, false, words).iter().any(|(key, piece)| {
                    *key == Some(Key::Status) && status::is_known(&text[piece.clone()], words)
                })
        };
        (is_marked && text.contains(DIVIDERS)) || states_status()
    };
    if key == Key::Other && !shares_line() {
        return next;
    }
    let empty = outline.plain(value.clone()).trim().is_empty();
    // What follows belongs to the value: the rest of the paragraph, or a list behind a bare key.
    while next < end && key != Key::Other {
        let following = &outline.lines[next];
        let text = outline.line_text(following);
        let is_field = split(text, following.bold()).is_some_and(|(key, _)| {
            key.starts_with(|c: char| c.is_uppercase() || is_unspaced(c))
                && !names_document(outline, next, key, words)
        });
        let states = words.phrase_at_start(without_partly(text)).is_some();
        let continues = following.block == line.block
            || (empty && matches!(following.kind, LineKind::Item(_)))
            || (empty && next == at + 1 && following.kind == LineKind::Text);
        let block = matches!(following.kind, LineKind::Heading | LineKind::Code);
        if !continues || is_field || block || (states && !empty) {
            break;
        }
        value.end = following.plain().end;
        next += 1;
    }
    let pieces = pieces(outline.plain(value.clone()), key != Key::Other, words);
    let range = line.range().start..outline.lines[next - 1].range().end;
    // `**Status:** Accepted | **Date:** 2024-01-31`: several fields on one line.
    for (piece_key, piece) in pieces {
        let place = value.start + piece.start..value.start + piece.end;
        let key = piece_key.unwrap_or(key);
        if key == Key::Other {
            continue;
        }
        fields.push(Field { key, shape, value: Region::Plain(place), range: range.clone() });
    }
    next
}

/// `[ADR-0001: One log](0001-one.md)`, `ADR-0001: One log`: whether what stands before a line's colon names a document, and
/// is no key.
fn names_document(outline: &Outline, at: usize, key: &str, words: &Words) -> bool {
    let line = &outline.lines[at];
    let colon = line.plain().start + outline.line_text(line).find(key).unwrap_or(0) + key.len();
    let is_in_link = |link: &Link| link.plain.start < colon && colon < link.plain.end;
    key_of(key, words) == Key::Other
        && (parts_of_id(key).is_some() || outline.links_of(at).iter().any(is_in_link))
}

/// `Data` and `Datum` are dates in some languages, and anything in English: whether what stands behind is no date.
fn is_word_of_english(key: &str, value: &str) -> bool {
    let value = value.split(DIVIDERS).next().unwrap_or("").trim();
    let is_date = || date::parse(value, DayOrder::DayFirst).is_some();
    match key.to_ascii_lowercase().as_str() {
        "data" | "dato" => value.len() > "2024-01-31".len() || !is_date(),
        // `WGS84`: a name with a number. Whatever else stands there may be a date that was left open.
        "datum" => {
            value.starts_with(|c: char| c.is_ascii_uppercase())
                && value.ends_with(|c: char| c.is_ascii_digit())
                && value.bytes().all(|byte| byte.is_ascii_alphanumeric())
                && !is_date()
        }
        _ => false,
    }
}

/// What stands between fields that share a line. A comma or a semicolon may, and may also be one of a field's own.
const DIVIDERS: [char; 3] = ['|', '·', '•'];

/// All that may stand there.
const MARKS: [char; 11] = [',', '.', '|', '·', '•', ';', '—', '–', '-', '/', ' '];

/// Keys that stand on a line of fields behind no more than a blank.
const BARE_KEYS: [&str; 2] = ["Status:", "Date:"];

/// The fields that share a line: the first piece belongs to the line's own key. Only behind one that `is_known` a relation
/// needs none.
fn pieces(value: &str, is_known: bool, words: &Words) -> Vec<(Option<Key>, Range<usize>)> {
    // So far back a parenthesis is looked for.
    const FAR: usize = 200;
    let mut pieces = vec![(None, 0..value.len())];
    let first_line = value.lines().next().unwrap_or("");
    for (at, mark) in first_line.match_indices(|c| MARKS.contains(&c)) {
        // A mark right behind a key belongs to it: `Date: |`.
        if pieces.last().is_some_and(|(_, last): &(_, Range<usize>)| at < last.start) {
            continue;
        }
        // Within a word or a date they divide nothing.
        if ["-", "/"].contains(&mark) && !first_line[..at].ends_with(' ') {
            continue;
        }
        // `2024-01-08 Status: accepted`: without any other mark only before a key that nothing else is.
        let is_bare_key = || {
            let before = text_before(first_line, at, FAR);
            BARE_KEYS.iter().any(|key| first_line[at + 1..].starts_with(key))
                && before.matches('(').count() <= before.matches(')').count()
        };
        if mark == " " && !is_bare_key() {
            continue;
        }
        let rest = &first_line[at + mark.len()..];
        let trimmed = rest.trim_start();
        let in_words = || {
            (is_known && mark.starts_with(DIVIDERS)).then(|| relation_in_words(trimmed, words))?
        };
        let (key, start, is_divided) = if let Some((key, start)) = split(trimmed, 0) {
            let is_name = key.starts_with(|c: char| c.is_uppercase() || is_unspaced(c));
            let key = key_of(key, words);
            // `Status: accepted. Supersedes: ADR-1`.
            let may_divide =
                mark.starts_with(DIVIDERS) || matches!(key, Key::Relation { .. }) && mark != "/";
            (key, start, is_name && may_divide)
        } else if let Some((key, start)) = in_words() {
            (key, start, true)
        } else {
            continue;
        };
        if is_divided || matches!(key, Key::Status | Key::Date(_) | Key::Breaking) {
            if let Some((_, last)) = pieces.last_mut() {
                last.end = at;
            }
            let start = at + mark.len() + (rest.len() - trimmed.len()) + start;
            pieces.push((Some(key), start..value.len()));
        }
    }
    pieces
}

/// `Supersedes the ordering clause of D-008`: a relation that shares a line with fields and has no colon.
fn relation_in_words(text: &str, words: &Words) -> Option<(Key, usize)> {
    let phrase = without_partly(text);
    let (len, statement) = words.phrase_at_start(phrase)?;
    // `supersede ADR-1` is what could be done.
    if !phrase[..len].ends_with(['s', 'y', 'o', 'n', 'h', 'f']) {
        return None;
    }
    let partial = phrase.len() < text.len();
    Some((Key::Relation { statement, partial, turns: false }, text.len() - phrase.len() + len))
}

/// A line's key and where its value starts, both in the line's plain text.
pub fn split(text: &str, bold: usize) -> Option<(&str, usize)> {
    const LONGEST_KEY: usize = 40;
    let behind = |at: usize| {
        let rest = &text[at..];
        at + (rest.len() - rest.trim_start_matches([' ', '\t', ':', '：', '·', '•', '|']).len())
    };
    let strong = text.get(..bold).unwrap_or("").trim_end();
    if !strong.is_empty()
        && strong.len() <= LONGEST_KEY
        && !strong.trim_end_matches(':').contains(':')
    {
        return Some((strong.trim_end_matches([':', ' ']), behind(bold)));
    }
    // Far enough for any key, and no further: a line may have many marks that ask.
    let colon = text[..char_floor(text, 2 * LONGEST_KEY)].find([':', '：'])?;
    // `📆 Date: 2024-01-31`.
    let key = text[..colon]
        .trim()
        .trim_start_matches(|c: char| !c.is_ascii() && !c.is_alphanumeric())
        .trim_start();
    let usual = !key.is_empty()
        && key.len() <= LONGEST_KEY
        && key.split_whitespace().count() <= 4
        && key.chars().all(|c| c.is_alphanumeric() || " -_/()*".contains(c));
    usual.then(|| (key, behind(colon)))
}

/// A table of more is no header.
const MOST_FIELDS: u16 = 64;

fn from_table(outline: &Outline, lines: Range<usize>, words: &Words, fields: &mut Vec<Field>) {
    let cell = |row: u32, column: u16| {
        lines.clone().map(|at| &outline.lines[at]).find(|line| {
            matches!(line.kind, LineKind::Cell { row: r, column: c, .. } if r == row && c == column)
        })
    };
    let key_at = |row, column| {
        let key = |line: &Line| key_of(outline.line_text(line), words);
        // In Spanish it is any item.
        let is_dato = |line: &&Line| outline.line_text(line).trim().eq_ignore_ascii_case("dato");
        cell(row, column).filter(|line| !is_dato(line)).map_or(Key::Other, key)
    };
    let size = lines.clone().filter_map(|at| match outline.lines[at].kind {
        LineKind::Cell { row, column, .. } => Some((row, column)),
        _ => None,
    });
    let (rows, columns) =
        size.fold((0, 0), |(rows, columns), (row, column)| (rows.max(row), columns.max(column)));
    let mut push = |key_row, key_column, row, column| {
        let key = key_at(key_row, key_column);
        if let (Some(name), Some(value)) = (cell(key_row, key_column), cell(row, column))
            && key != Key::Other
        {
            fields.push(Field {
                key,
                shape: Shape::Table,
                value: Region::Plain(value.plain()),
                range: name.range().start.min(value.range().start)
                    ..value.range().end.max(name.range().end),
            });
        }
    };
    // `accepted` names a date's field too; beside a key it is the value of a status.
    let second_is_value = cell(0, 1)
        .is_some_and(|line| words.status_at_start(outline.line_text(line)).is_some())
        && !matches!(key_at(0, 1), Key::Relation { .. });
    let texts = |row: u32| -> Vec<&str> {
        let columns = 0..=columns.min(MOST_FIELDS);
        columns.map(|column| cell(row, column).map_or("", |line| outline.line_text(line))).collect()
    };
    let is_head = (key_at(0, 0) != Key::Other && key_at(0, 1) != Key::Other)
        || (rows == 1 && is_head_of_record(&texts(0), &texts(1), words));
    if rows > 0 && !second_is_value && is_head {
        let columns = columns.min(MOST_FIELDS);
        let keys: Vec<Key> = (0..=columns).map(|column| key_at(0, column)).collect();
        let row = if rows > 1 { latest_row(outline, lines.clone(), &keys, words) } else { 1 };
        for (column, key) in (0..=columns).zip(keys) {
            // What a table of changes says of others was said once and holds.
            let rows = match key {
                Key::Relation { .. } => 1..=rows.min(u32::from(MOST_FIELDS)),
                _ => row..=row,
            };
            for row in rows {
                push(0, column, row, column);
            }
        }
    } else if columns >= 1 && rows < u32::from(MOST_FIELDS) {
        for row in 0..=rows {
            push(row, 0, row, 1);
        }
    }
}

/// `| Status | Deciders | Date |` above `| accepted | Ann | 2024-01-31 |`: whether a table of one row is about the record. A
/// reviewer, an option and a ticket have statuses of their own.
fn is_head_of_record(heads: &[&str], values: &[&str], words: &Words) -> bool {
    const BESIDE: [&str; 9] = [
        "author",
        "authors",
        "decider",
        "deciders",
        "owner",
        "owners",
        "decision makers",
        "id",
        "version",
    ];
    let states_status = heads
        .iter()
        .zip(values)
        .any(|(head, value)| key_of(head, words) == Key::Status && status::is_known(value, words));
    let is_field =
        |head: &&str| key_of(head, words) != Key::Other || BESIDE.contains(&normal(head).as_str());
    states_status && heads.iter().all(is_field)
}

/// Of a table that tells with dates how a status changed, the last row that states one, or the first where the days go
/// backwards; of any other table, the first row.
fn latest_row(outline: &Outline, lines: Range<usize>, keys: &[Key], words: &Words) -> u32 {
    let column_of = |is: fn(&Key) -> bool| keys.iter().position(is);
    let status = column_of(|key| *key == Key::Status);
    let date = column_of(|key| matches!(key, Key::Date(_)));
    let (Some(status), Some(date)) = (status, date) else { return 1 };
    let cells = |wanted: usize| {
        outline.lines[lines.clone()].iter().filter_map(move |line| match line.kind {
            LineKind::Cell { row, column, .. } if row > 0 && usize::from(column) == wanted => {
                Some((row, outline.line_text(line).trim()))
            }
            _ => None,
        })
    };
    let is_stated = |text: &str| !text.starts_with("[ ]") && status::is_known(text, words);
    let stated: Vec<u32> =
        cells(status).filter(|(_, text)| is_stated(text)).map(|(row, _)| row).collect();
    let days = cells(date).filter(|(row, _)| stated.binary_search(row).is_ok());
    let days: Vec<Option<String>> =
        days.map(|(_, text)| date::parse(text, DayOrder::DayFirst)).collect();
    let is_backwards = days.len() > 1
        && days.windows(2).all(|pair| pair[0].is_some() && pair[1].is_some() && pair[0] > pair[1]);
    let row = if is_backwards { stated.first() } else { stated.last() };
    row.copied().unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::outline;
    use crate::source::{Sources, Text};

    fn fields(text: &str) -> Vec<(Key, Shape, String)> {
        let mut sources = Sources::default();
        let file = sources.add("a.md", text);
        let outline = outline(Text::whole(file, text));
        let quoted = text.starts_with('>');
        from_lines(&outline, 0..outline.lines.len(), quoted, &Words::default())
            .into_iter()
            .map(|field| {
                let Region::Plain(range) = field.value else {
                    unreachable!("lines give plain regions")
                };
                (field.key, field.shape, outline.plain(range).trim().to_owned())
            })
            .collect()
    }

    #[test]
    fn one_status_in_every_shape() {
        for (text, shape) in [
            ("- Status: accepted\n", Shape::Bullet),
            ("* **Status**: accepted\n", Shape::Bullet),
            ("**Status:** accepted  \n**Other:** x\n", Shape::Bold),
            ("**Status** accepted\n", Shape::Bold),
            ("| | |\n|-|-|\n| Status | accepted |\n", Shape::Table),
            ("| **Status:** | accepted |\n|-|-|\n", Shape::Table),
            ("| Status | Date |\n|-|-|\n| accepted | 2024-01-31 |\n", Shape::Table),
            ("Status: accepted\n", Shape::Line),
        ] {
            let found = fields(text);
            assert_eq!(found[0], (Key::Status, shape, "accepted".to_owned()), "{text}");
        }
    }

    #[test]
    fn several_fields_may_share_a_line_and_a_list_may_follow_its_key() {
        let found = fields("**Status:** Accepted | **Date:** 2024-01-31\n");
        assert_eq!(found[0].2, "Accepted");
        assert_eq!((found[1].0, found[1].2.as_str()), (Key::Date(0), "2024-01-31"));
        let found = fields(
            "**Scope:** a | **Status:** Superseded · **Owner:** b · **Superseded by:** ADR-2\n",
        );
        let said: Vec<_> = found.iter().map(|field| field.2.as_str()).collect();
        assert_eq!(said, ["Superseded", "ADR-2"]);
        let found = fields("> Status: accepted\n> Date: 2024-01-31\n");
        assert_eq!((found[0].2.as_str(), found[1].2.as_str()), ("accepted", "2024-01-31"));
        let found = fields("Supersedes:\n\n- [a](a.md)\n- [b](b.md)\n");
        assert_eq!(found[0].2, "a\nb");
    }

    #[test]
    fn keys_are_words_of_the_field_and_nothing_else() {
        let words = Words::default();
        let relation = |key: &str| match key_of(key, &words) {
            Key::Relation { statement, partial, .. } => {
                format!("{}{}", statement.as_str(), if partial { "~" } else { "" })
            }
            other => format!("{other:?}"),
        };
        assert_eq!(relation("Superseded by:"), "superseded-by");
        assert_eq!(relation("superseded-by"), "superseded-by");
        assert_eq!(relation("Related decisions"), "relates-to");
        assert_eq!(relation("Partially supersedes"), "supersedes~");
        assert_eq!(relation("Supersedes (partially)"), "supersedes~");
        assert_eq!(relation("Supersedes (in part):"), "supersedes~");
        assert_eq!(relation("Supersedes parts of"), "supersedes~");
        assert_eq!(relation("Supersedes counterpart of"), "Other");
        assert_eq!(relation("Related issue"), "Other");
        assert_eq!(relation("Last updated"), "Other");
        assert_eq!(relation("Updates"), "amends");
    }
}
