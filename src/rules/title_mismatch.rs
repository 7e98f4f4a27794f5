//! `title-mismatch`: a document is cited by the title, or on a link the id, of another one.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

use foldhash::HashMap;
use rayon::prelude::*;

use crate::dialect::header::normal;
use crate::dialect::heading::{fold, parts_of_id};
use crate::document::{Document, DocumentId};
use crate::finding::{Finding, Level};
use crate::prose;
use crate::reference::{Reference, Target};
use crate::resolve::{Outcome, Resolved};
use crate::rules::{Check, Cx, Rule};
use crate::source::{Span, char_ceil, char_floor};

pub(super) const RULE: Rule = Rule {
    name: "title-mismatch",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("title_mismatch.md"),
    check: Check::All(check),
};

/// How far behind an id its title may reach, in bytes.
const LONGEST: usize = 240;

/// Documents by book and title, in the form that titles are compared in.
type Titles = HashMap<(usize, String), Vec<DocumentId>>;
/// Documents by folder, prefix and number.
type Numbers<'a> = HashMap<(&'a str, &'a str, u64), DocumentId>;

/// What is known of all documents. Where every link has the words of its target, most of it is never asked for.
struct Known<'a> {
    cx: Cx<'a>,
    titles: OnceLock<Titles>,
    numbers: OnceLock<Numbers<'a>>,
    /// By document, the answer of [`Known::has_plain_id`].
    plain_ids: Vec<OnceLock<bool>>,
    /// Whether no prefix of an id has a colon in it, or another unusual character.
    has_usual_prefixes: bool,
    /// Whether every title has a word of its own.
    has_words: bool,
}

impl<'a> Known<'a> {
    fn new(cx: &Cx<'a>) -> Self {
        let usual = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        let documents = || cx.documents().map(|(_, document)| document);
        Self {
            cx: *cx,
            titles: OnceLock::new(),
            numbers: OnceLock::new(),
            plain_ids: vec![OnceLock::new(); cx.analysis.documents.len()],
            has_usual_prefixes: documents().all(|document| document.prefix.bytes().all(usual)),
            has_words: documents().all(|document| words_of(&document.title.value).next().is_some()),
        }
    }

    fn titles(&self) -> &Titles {
        self.titles.get_or_init(|| {
            let mut titles = Titles::default();
            for (id, document) in self.cx.documents() {
                let title = (document.page.book, key(&document.title.value));
                titles.entry(title).or_default().push(id);
            }
            titles
        })
    }

    fn numbers(&self) -> &Numbers<'a> {
        self.numbers.get_or_init(|| {
            let mut numbers = Numbers::default();
            for (id, document) in self.cx.documents() {
                let Some(number) = document.number else { continue };
                let place = (document.folder.as_str(), document.prefix.as_str(), number);
                numbers.entry(place).or_insert(id);
            }
            numbers
        })
    }

    /// Whether a document's id, wherever it stands before a colon or alone, is read as the one id that it is. Asked of
    /// the pattern of ids once for each document and not for each link.
    fn has_plain_id(&self, id: DocumentId) -> bool {
        *self.plain_ids[id.0].get_or_init(|| {
            let document = self.cx.document(id);
            let Some(own) = document.id.as_ref().filter(|_| self.has_usual_prefixes) else {
                return false;
            };
            let ids = self.cx.analysis.prefixes.ids_in(&own.value);
            matches!(ids.as_slice(), [(range, _, number)]
                if *range == (0..own.value.len()) && fits(document, *number))
        })
    }

    /// The length of the target's own id, where a link's text is that id alone, or with a title behind a colon.
    fn own_id(&self, target: DocumentId, label: &str) -> Option<usize> {
        let id = &self.cx.document(target).id.as_ref()?.value;
        let behind = label.strip_prefix(id.as_str())?;
        let ends = behind.is_empty() || behind.starts_with(':');
        (ends && self.has_plain_id(target)).then_some(id.len())
    }
}

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    let known = Known::new(cx);
    // A page may have most of the links of a book, so that the work is shared by links and not by documents.
    let references = cx.analysis.references.par_iter();
    let found: Vec<Finding> = references.filter_map(|resolved| judge(&known, resolved)).collect();
    // A line may state several relations, and each has the same words.
    let mut told: BTreeSet<Span> = BTreeSet::new();
    findings.extend(found.into_iter().filter(|finding| told.insert(finding.primary)));
}

fn judge(known: &Known<'_>, resolved: &Resolved) -> Option<Finding> {
    let Outcome::Document(target, _) = resolved.outcome else { return None };
    if resolved.candidates().len() > 1 {
        return None;
    }
    let cited = Cited { known, cx: &known.cx, reference: &resolved.reference, target };
    // A link on a document's own page may well have words of another; not its id.
    let titled = (target != resolved.reference.source).then(|| cited.by_another_title()).flatten();
    titled.or_else(|| cited.by_another_id())
}

/// A reference that led to a document.
struct Cited<'k, 'a> {
    known: &'k Known<'a>,
    cx: &'k Cx<'a>,
    reference: &'k Reference,
    target: DocumentId,
}

impl Cited<'_, '_> {
    fn by_another_title(&self) -> Option<Finding> {
        let target = self.cx.document(self.target);
        let (span, other) = self.told_titles().into_iter().find_map(|span| {
            let words = self.cx.library.sources.slice(span);
            if is_remark(words) {
                return None;
            }
            let owners = self.known.titles().get(&(target.page.book, key(words)))?;
            let other = owners.iter().map(|id| self.cx.document(*id));
            let mut other = other.filter(|other| other.kind == target.kind);
            let is_other = !owners.contains(&self.target)
                && !owners.contains(&self.reference.source)
                && !could_be_called(target, words);
            let text = self.cx.library.sources.text(span.file);
            (is_other && may_name_titles(text, span.start)).then(|| Some((span, other.next()?)))?
        })?;
        let words = super::short(self.cx.library.sources.slice(span));
        let message = format!("`{words}` is the title of `{}`", super::short(&other.name()));
        Some(
            Finding::new(RULE.name, span, message)
                .label(format!("refers to `{}`", super::short(&target.full_name())))
                .related(target.title_span(), "what is referred to")
                .related(other.title_span(), "what has that title")
                .help(format!(
                    "write `{}`, or refer to the other one",
                    super::short(&target.title.value)
                )),
        )
    }

    /// Where the reference may give a title: in a link's own text, and behind an id.
    fn told_titles(&self) -> Vec<Span> {
        let reference = self.reference;
        let text = self.cx.library.sources.text(reference.span.file);
        let place = |range: Range<usize>| Span::new(reference.span.file, range);
        let mut told = Vec::new();
        let is_file = matches!(reference.target, Target::File(_));
        let mut behind = Some(reference.span.end).filter(|_| !is_file);
        if let Target::Link(_) = reference.target {
            let label = self.label();
            let end = self.first_id(&text[label.clone()]).map(|end| label.start + end);
            // Only behind a link on a bare id does the title stand outside it.
            let bare = |end: &usize| text[*end..label.end].trim_matches(['`', '*', ' ']).is_empty();
            behind = behind.filter(|_| end.as_ref().is_some_and(bare));
            if let Some(end) = end {
                told.extend(self.titles_behind(text, end..label.end, true));
            } else {
                let start = label.start + number_in_front(&text[label.clone()]);
                let title = trimmed_range(text, start..label.end);
                told.extend(whole_title(&text[title.clone()]).then_some(title));
            }
        }
        if let Some(start) = behind {
            let end = char_floor(text, start + LONGEST);
            if title_at(text, start..end, false).is_some() {
                let end = id_before(self.cx, &text[start..end]).map_or(end, |at| start + at);
                told.extend(self.titles_behind(text, start..end, false));
            }
        }
        told.extend(self.title_before(text));
        told.into_iter().map(place).collect()
    }

    /// `Use X (ADR-0007)`: the words from the start of the line or sentence up to a reference in parentheses. Only what
    /// stands there as a whole can be a title.
    fn title_before(&self, text: &str) -> Option<Range<usize>> {
        let span = self.reference.span;
        let close = text[span.end..].trim_start_matches(['`', '*']);
        let before = text[..span.start].trim_end_matches(['`', '*']);
        if !close.starts_with(')') || !before.ends_with('(') {
            return None;
        }
        let end = before.len() - 1;
        let from = char_ceil(text, end.saturating_sub(LONGEST));
        let (above, line) = text[from..end].rsplit_once('\n').unwrap_or(("", &text[from..end]));
        let sentence = line.rfind(". ").map_or(0, |at| at + 2);
        let marks = ['-', '*', '+', '>', '#', ' ', '\t'];
        let words = line[sentence..].trim_start_matches(marks);
        let words = &words[number_in_front(words)..];
        // In a paragraph, a sentence may have begun on the line above.
        let begins =
            words.len() < line.len() || above.trim_end_matches(['\r', ' ']).ends_with('\n');
        let title = trimmed_range(text, end - words.len()..end);
        let told = &text[title.clone()];
        let is_one = !told.starts_with(char::is_lowercase) && !told.contains(['|', '[', ']']);
        (begins && is_one && whole_title(told)).then_some(title)
    }

    /// Where the first id in a link's text ends.
    fn first_id(&self, label: &str) -> Option<usize> {
        self.known.own_id(self.target, label).or_else(|| {
            let ids = self.cx.analysis.prefixes.ids_in(label);
            ids.first().map(|(range, ..)| range.end)
        })
    }

    /// What may be another's title behind an id. Where the target's own title stands there, nothing is: whatever ends at
    /// a mark is a part of it, or has all its words.
    fn titles_behind(&self, text: &str, range: Range<usize>, in_label: bool) -> Vec<Range<usize>> {
        let Some(opened) = title_at(text, range, in_label) else { return Vec::new() };
        let own = &self.cx.document(self.target).title.value;
        let is_own = text[opened.rest.clone()]
            .strip_prefix(own.as_str())
            .is_some_and(|behind| !behind.starts_with(char::is_alphanumeric));
        // A part of a title may have no words, and be taken for a title that has none.
        if is_own && self.known.has_words {
            return Vec::new();
        }
        opened.titles(text)
    }

    /// The bytes of a link's text; all of a reference that is no link in brackets.
    fn label(&self) -> Range<usize> {
        let Span { start, end, .. } = self.reference.span;
        let link = self.cx.library.sources.slice(self.reference.span);
        if !link.starts_with('[') {
            return start..end;
        }
        let mut closes = link.match_indices(']');
        let close = closes.find(|(at, _)| {
            let behind = &link[at + 1..];
            behind.is_empty() || behind.starts_with(['(', '['])
        });
        close.map_or(start..end, |(close, _)| start + 1..start + close)
    }

    /// `[ADR-0030](0031-x.md)`, where there is an ADR-0030 beside it.
    fn by_another_id(&self) -> Option<Finding> {
        let Target::Link(_) = self.reference.target else { return None };
        let (cx, target) = (self.cx, self.cx.document(self.target));
        target.number?;
        let label = self.label();
        let text = &cx.library.sources.text(self.reference.span.file)[label.clone()];
        // Its own id alone fits, and of several ids none is judged.
        if self.known.own_id(self.target, text).is_some() {
            return None;
        }
        if let Some(finding) = self.by_another_number(text, label.start) {
            return Some(finding);
        }
        let ids = cx.analysis.prefixes.ids_in(text);
        let [(range, prefix, number)] = ids.as_slice() else { return None };
        // In the midst of words it may be what they speak of.
        let leads =
            text[..range.start].trim_start_matches(['*', '_', '`', ' ', '"', '(']).is_empty();
        if !leads || fits(target, *number) {
            return None;
        }
        if !(fold(&target.prefix) == *prefix || (target.prefix.is_empty() && prefix == "adr")) {
            return None;
        }
        let place = label.start + range.start..label.start + range.end;
        self.id_on_link(&text[range.clone()], place, *number)
    }

    /// `[2. Keep one log](0001-keep-one-log.md)`, where ids are numbers before the title and a number 2 is another. It
    /// counts only before the target's own title: a number may count the links.
    fn by_another_number(&self, text: &str, start: usize) -> Option<Finding> {
        let target = self.cx.document(self.target);
        let own = target.id.as_ref().filter(|_| target.prefix.is_empty())?;
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        // `[0028](0029-x.md)`: what begins with a nought counts nothing.
        let is_alone = text.len() == digits && digits >= 3 && text.starts_with('0');
        if digits == 0 || !(is_alone || text[digits..].starts_with(". ")) {
            return None;
        }
        let number: u64 = text[..digits].parse().ok()?;
        let is_own_title = is_alone || key(&text[digits..]) == key(&target.title.value);
        let numbered = own.value.bytes().all(|byte| byte.is_ascii_digit());
        if !numbered || !is_own_title || fits(target, number) {
            return None;
        }
        self.id_on_link(&text[..digits], start..start + digits, number)
    }

    /// The finding of an id on a link, where another document of the target's series has that id.
    fn id_on_link(&self, words: &str, place: Range<usize>, number: u64) -> Option<Finding> {
        let (cx, target) = (self.cx, self.cx.document(self.target));
        let series = (target.folder.as_str(), target.prefix.as_str(), number);
        let other = cx.document(*self.known.numbers().get(&series)?);
        let span = Span::new(self.reference.span.file, place);
        let message = format!("`{words}` stands on a link to `{}`", super::short(&target.name()));
        Some(
            Finding::new(RULE.name, span, message)
                .label(format!("leads to `{}`", super::short(&target.full_name())))
                .related(target.title_span(), "what is linked to")
                .related(other.title_span(), "what has that id")
                .help("write the id of what is linked to, or link to the other one"),
        )
    }
}

/// Whether an id of that number may stand on a link to a document.
fn fits(document: &Document, number: u64) -> bool {
    let own = || document.id.as_ref().and_then(|id| parts_of_id(&id.value)).map(|(_, own)| own);
    document.number.is_none_or(|known| known == number) || own() == Some(number)
}

/// Where the next id starts, if there is one: a title does not reach over it.
fn id_before(cx: &Cx<'_>, text: &str) -> Option<usize> {
    cx.analysis.prefixes.ids_in(text).first().map(|(range, ..)| range.start)
}

/// Whether a link's whole text may be meant as a title: more than a word or two, or written as a title is.
fn whole_title(text: &str) -> bool {
    text.split_whitespace().nth(2).is_some()
        || (!text.is_ascii() && prose::has_words(&[text], 3))
        || (text.contains(' ') && text.starts_with(char::is_uppercase))
}

/// A place behind an id where a mark says that a title may follow.
struct Opened {
    /// From the first letter on.
    rest: Range<usize>,
    /// What closes it; none behind a mark such as a colon.
    close: Option<&'static str>,
}

/// What may be a title behind an id: `(Use X)`, `"Use X"`, `| Use X |`, or `: Use X` up to some mark. In a link's text a
/// full stop may stand between, and nothing; elsewhere a new sentence starts behind it.
fn title_at(text: &str, range: Range<usize>, in_label: bool) -> Option<Opened> {
    const CLOSED: [(&str, &str); 10] = [
        ("(", ")"),
        ("\"", "\""),
        ("“", "”"),
        ("„", "“"),
        ("«", "»"),
        ("'", "'"),
        ("|", "|"),
        ("**", "**"),
        ("*", "*"),
        ("`", "`"),
    ];
    const OPEN: [&str; 4] = [":", "—", "–", "-"];
    const FIRST: [char; 11] = [':', '—', '–', '-', '(', '"', '“', '„', '«', '\'', '|'];
    const BLANK: [char; 2] = [' ', '\t'];
    // The marks of a link or emphasis around the id.
    let mut rest = text[range.clone()].trim_start_matches([' ', '*', '`']);
    if !rest.starts_with(FIRST) && (!in_label || rest.is_empty()) {
        return None;
    }
    let mut start = range.end - rest.len();
    let paragraph = rest.match_indices('\n').find(|(at, _)| rest[at + 1..].starts_with('\n'));
    rest = &rest[..paragraph.map_or(rest.len(), |(at, _)| at)];
    let end = start + rest.len();
    let mut step = |mark: &str| {
        let inner = rest.strip_prefix(mark)?;
        let trimmed = inner.trim_start_matches(BLANK);
        start += mark.len() + inner.len() - trimmed.len();
        rest = trimmed;
        Some(())
    };
    let opened =
        OPEN.into_iter().any(|mark| step(mark).is_some()) || (in_label && step(".").is_some());
    let closed = CLOSED.into_iter().find(|(mark, _)| step(mark).is_some());
    let close = closed.map(|(_, close)| close);
    // What is a link of its own is no title of what stands before it.
    let is_link = rest.trim_start_matches(['"', '*', '_', '(']).starts_with('[');
    let found = opened || close.is_some() || in_label;
    (found && !is_link).then_some(Opened { rest: start..end, close })
}

impl Opened {
    /// The stretches of the text that may be the title.
    fn titles(&self, text: &str) -> Vec<Range<usize>> {
        const MOST: usize = 8;
        let (rest, start) = (&text[self.rest.clone()], self.rest.start);
        // Parentheses and quotes may go over a line's end, and nothing else.
        let line = rest.lines().next().unwrap_or("");
        if let Some(close) = self.close {
            let within = if matches!(close, "|" | "**" | "*" | "`") { line } else { rest };
            let end = within.find(close).map(|end| trimmed_range(text, start..start + end));
            return end.into_iter().filter(|range| !range.is_empty()).collect();
        }
        let mark = |c: char| ".,;:()|—–[]。".contains(c);
        let line = line.split('[').next().unwrap_or("");
        let ends = line.match_indices(mark).map(|(at, _)| at).chain(std::iter::once(line.len()));
        let ends =
            ends.take(MOST).filter(|end| *end >= line.len() || line[..*end].trim().contains(' '));
        ends.map(|end| trimmed_range(text, start..start + end))
            .filter(|range| !range.is_empty())
            .collect()
    }
}

/// Whether what stands at a place may be the title of what stands before it. In a table the head of its column says
/// that it is one: below `Superseded by` stands another record.
fn may_name_titles(text: &str, at: usize) -> bool {
    // Of a table that is longer above the place the head is not known.
    const FURTHEST: usize = 16 * 1024;
    let before = text[..at].trim_end_matches([' ', '\t', '*', '_', '`', '"', '“']);
    let from = char_ceil(text, at.saturating_sub(FURTHEST));
    let row = text[..at].rfind('\n').map_or(0, |end| end + 1).max(from);
    if !before.ends_with('|') || !text[row..at].contains('|') {
        return true;
    }
    let is_row = |line: &&str| line.contains('|');
    let mut above = text[from..row].lines().rev().take_while(is_row).collect::<Vec<_>>();
    if from > 0 && above.iter().map(|line| line.len() + 1).sum::<usize>() + 1 >= row - from {
        return false;
    }
    let (head, marks) = (above.pop(), above.pop());
    match (head, marks) {
        (Some(head), Some(marks))
            if marks.trim_matches(['>', '|', '-', ':', ' ', '\t']).is_empty() =>
        {
            let column = cells(&text[row..at]).count() - 1;
            cells(head).nth(column).is_some_and(is_title_head)
        }
        _ => true,
    }
}

/// The cells of a row up to where it ends.
fn cells(row: &str) -> impl Iterator<Item = &str> {
    let row = row.trim_start_matches(['>', '-', '*', ' ', '\t']);
    row.strip_prefix('|').unwrap_or(row).split('|').map(str::trim)
}

/// Whether a column with that head holds titles.
fn is_title_head(head: &str) -> bool {
    const TITLES: [&str; 8] =
        ["title", "titel", "titre", "título", "titulo", "titolo", "标题", "タイトル"];
    const NAMES: [&str; 13] = [
        "architecture decision",
        "decision record",
        "",
        "name",
        "decision",
        "record",
        "subject",
        "topic",
        "summary",
        "description",
        "about",
        "what",
        "adr",
    ];
    let head = normal(head);
    NAMES.contains(&head.as_str()) || head.split(' ').any(|word| TITLES.contains(&word))
}

/// A stretch without blanks, quotes, emphasis and full stops around it.
fn trimmed_range(text: &str, range: Range<usize>) -> Range<usize> {
    let outer = |c: char| c.is_whitespace() || "\"“”„«»'*_`。.,;:，".contains(c);
    let rest = text[range.clone()].trim_start_matches(outer);
    let start = range.end - rest.len();
    start..start + rest.trim_end_matches(outer).len()
}

/// Whether some words are one in lower case: those are a remark, such as `(testing)`.
fn is_remark(words: &str) -> bool {
    words.starts_with(char::is_lowercase) && !words.contains(char::is_whitespace)
}

/// Whether some words are the title in short, the title with more, or the file's name: then nothing is wrong.
fn could_be_called(document: &Document, words: &str) -> bool {
    let cited = key(words);
    let cited: BTreeSet<&str> = cited.split(' ').collect();
    let stem = document.path.rsplit('/').next().unwrap_or("");
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    [key(&document.title.value), key(stem)].iter().any(|name| {
        let own: BTreeSet<&str> = name.split(' ').collect();
        own.is_subset(&cited) || cited.is_subset(&own)
    })
}

/// A title for comparison: letters and digits in lower case, without articles.
fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for word in words_of(text) {
        if !key.is_empty() {
            key.push(' ');
        }
        if word.is_ascii() {
            let start = key.len();
            key.push_str(word);
            key[start..].make_ascii_lowercase();
        } else {
            key.push_str(&word.to_lowercase());
        }
    }
    key
}

/// The words of a title as they are written, without articles.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    const ARTICLES: [&str; 3] = ["a", "an", "the"];
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.filter(|word| !ARTICLES.iter().any(|article| article.eq_ignore_ascii_case(word)))
}

/// The bytes before a title that a number stands before: `7. `, `0007: `, `7 - `.
fn number_in_front(text: &str) -> usize {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let title = rest.trim_start_matches([' ', '.', ':', ')', '-', '–', '—']);
    let is_number = rest.len() < text.len() && title.len() < rest.len();
    if is_number { text.len() - title.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, findings, first};

    const A: (&str, &str) = ("adr/0001-a.md", "# ADR-0001: Keep one log\n\nStatus: accepted\n");
    const B: (&str, &str) =
        ("adr/0002-b.md", "# ADR-0002: Use the Kafka broker\n\nStatus: accepted\n");

    fn c(line: &str) -> String {
        format!("# ADR-0003: C\n\nStatus: accepted\n\n{line}\n")
    }

    const D: (&str, &str) = ("adr/0006-d.md", "# ADR-0006: Testing\n\nStatus: accepted\n");

    /// What the carets cover in a third record.
    fn carets(line: &str) -> Vec<String> {
        let text = c(line);
        let (library, found) = findings(&[A, B, ("adr/0003-c.md", &text), D]);
        let found = found.iter().filter(|finding| finding.rule == RULE.name);
        found.map(|finding| library.sources.slice(finding.primary).to_owned()).collect()
    }

    #[test]
    fn a_title_of_another_document_is_found_wherever_a_title_is_given() {
        for line in [
            "ADR-0001 (Use the Kafka broker) says so.",
            "ADR-0001: Use the Kafka broker",
            "See ADR-0001 — Use the Kafka broker, which is old.",
            "See ADR-0001, ADR-0001 \"Use the Kafka broker\".",
            "As **ADR-0001**: *Use the Kafka broker*.",
            "| ADR-0001 | Use the Kafka broker | old |",
            "[ADR-0001: Use the Kafka broker](0001-a.md)",
            "[Use the Kafka broker](0001-a.md)",
            "[1. Use the Kafka broker](0001-a.md)",
            "[ADR-0001](0001-a.md): Use the Kafka broker",
            "Depends on [ADR-0001](0001-a.md) (Use the Kafka broker)",
            "Amends ADR-0001: Use the Kafka broker",
            "[ADR-0001 Use the Kafka broker](0001-a.md)",
            "[ADR-0001. Use the Kafka broker](0001-a.md)",
            "[\"Use the Kafka broker\"](0001-a.md)",
            "ADR-0001 'Use the Kafka broker'",
            "ADR-0001 „Use the Kafka broker“",
            "ADR-0001 «Use the Kafka broker»",
            "ADR-0001: **Use the Kafka broker**",
            "ADR-0001: \"Use the Kafka broker\"",
            "ADR-0001: Use the Kafka broker。",
            "[Use the Kafka broker][one]\n\n[one]: 0001-a.md",
            "Use the Kafka broker (ADR-0001)",
            "- Use the Kafka broker ([ADR-0001](0001-a.md))",
            "It is old. Use the Kafka broker (ADR-0001).",
        ] {
            assert_eq!(carets(line), ["Use the Kafka broker"], "{line}");
        }
        assert_eq!(
            carets("ADR-0001 (Use Kafka\nbroker)"),
            ["Use Kafka\nbroker"],
            "over a line's end"
        );
    }

    #[test]
    fn an_id_on_a_link_to_another_document_is_found() {
        assert_eq!(carets("[ADR-0002](0001-a.md)"), ["ADR-0002"]);
        assert_eq!(carets("[ADR-0002: Keep one log](0001-a.md)"), ["ADR-0002"]);
        assert_eq!(
            carets("[ADR-0001](0001-a.md), [ADR-0007](0001-a.md), [ADR 1 and ADR 2](0001-a.md)"),
            [""; 0]
        );
    }

    #[test]
    fn a_title_that_is_right_short_changed_or_prose_is_left_alone() {
        for line in [
            "ADR-0001 (Keep one log) and ADR-0002: Use the Kafka broker",
            "ADR-0001: keep the one log!",
            "ADR-0001 (one log), ADR-0002 (Kafka), ADR-0001 (Keep one big log)",
            "ADR-0001 (Write a single journal)",
            "ADR-0001, ADR-0002: Use the Kafka broker",
            "ADR-0001 (superseded by ADR-0002: Use the Kafka broker)",
            "ADR-0001 use the Kafka broker",
            "ADR-0001: use the Kafka broker when it is there",
            "`ADR-0001 (Use the Kafka broker)`",
            "[what ADR-0001 says](0001-a.md). Use the Kafka broker.",
            "[kafka](0001-a.md)",
            "Those that came after ADR-0001:\n- [Use the Kafka broker](0002-b.md)",
            "Those that came after ADR-0001:\n- Use the Kafka broker",
            "Those that came after ADR-0001:\nUse the Kafka broker",
            "See ADR-0001.\n- Use the Kafka broker",
            "This follows from ADR-0001. Use the Kafka broker, then.",
            "This follows from [ADR-0001](0001-a.md). Use the Kafka broker, then.",
            "Title | Id |\n---|---|\nKeep one log | ADR-0001 |\nUse the Kafka broker | ADR-0002 |",
            "[the record that stands beside ADR-0002](0001-a.md)",
            "As ADR-0001 (testing) says",
            "ADR-0001 - [Use the Kafka broker](0002-b.md)",
            "ADR-0001 ([Use the Kafka broker](0002-b.md))",
            "ADR-0001: **[Use the Kafka broker](0002-b.md)**",
            "[ADR-0001](0001-a.md) | [Use the Kafka broker](0002-b.md)",
            "ADR-0001, \"Use the Kafka broker\" and others",
            "We use the Kafka broker (ADR-0001)",
            "Use the Kafka broker (see ADR-0001)",
            "Use the Kafka broker (ADR-0001, ADR-0002)",
            "Use the Kafka broker (ADR-0002)",
            "Keep one log (ADR-0001)",
            "- use the Kafka broker (ADR-0001)",
            "Here we shall\nUse the Kafka broker (ADR-0001)",
            "| Use the Kafka broker | (ADR-0001) |\n|---|---|",
            "[Use the Kafka broker](0002-b.md) (ADR-0001)",
        ] {
            assert_eq!(carets(line), [""; 0], "{line}");
        }
    }

    #[test]
    fn in_a_table_the_head_of_the_column_says_whether_it_holds_titles() {
        let row = "| ADR-0001 | Use the Kafka broker |";
        for (head, expected) in [
            ("| Id | Title |\n|---|---|", &["Use the Kafka broker"][..]),
            ("| ADR | Titel |\n|:--|--:|\n| ADR-0002 | x |", &["Use the Kafka broker"]),
            ("> | Id | |\n> |---|---|\n> ", &["Use the Kafka broker"]),
            ("| Id | Superseded by |\n|---|---|", &[]),
            ("| Replaced | By |\n|---|---|\n| ADR-0002 | x |", &[]),
            ("-\t| Id | Superseded by |\n\t|---|---|", &[]),
            (&format!("| Id | By |\n|---|---|\n{}", "| x | y |\n".repeat(4_000).trim_end()), &[]),
        ] {
            let line = if head.ends_with("> ") {
                format!("{head}{row}")
            } else {
                format!("{head}\n{row}")
            };
            assert_eq!(carets(&line), expected, "{line}");
        }
        let bare = "Id | Superseded by\n---|---\nADR-0001 | Use the Kafka broker |";
        assert_eq!(carets(bare), [""; 0]);
    }

    #[test]
    fn titles_in_scripts_without_blanks_are_titles() {
        let one = ("adr/0001-a.md", "# ADR-0001: 保留一个日志\n\nStatus: accepted\n");
        let two = ("adr/0002-b.md", "# ADR-0002: 使用消息队列\n\nStatus: accepted\n");
        for (line, expected) in [
            ("[使用消息队列](0001-a.md)", &["adr/0003-c.md:5:2 title-mismatch"][..]),
            ("[使用消息队列](0002-b.md)", &[]),
            ("[队列](0001-a.md)", &[]),
        ] {
            compare(&[RULE.name], &[(&[one, two, ("adr/0003-c.md", &c(line))], expected)]);
        }
    }

    #[test]
    fn a_number_before_the_title_is_an_id_where_ids_are_numbers() {
        let record =
            |title: &str| format!("# {title}\n\nDate: 2024-01-31\n\n## Status\n\nAccepted\n");
        let (one, two) = (record("1. Keep one log"), record("2. Use the Kafka broker"));
        for (line, expected) in [
            ("[2. Keep one log](0001-keep.md)", &["0003-c.md:9:2 title-mismatch"][..]),
            ("[1. Keep one log](0001-keep.md)", &[]),
            ("[7. Keep one log](0001-keep.md)", &[]),
            ("[2. The log](0001-keep.md)", &[]),
            ("[0002](0001-keep.md)", &["0003-c.md:9:2 title-mismatch"]),
            ("[2](0001-keep.md), [0001](0001-keep.md), [0007](0001-keep.md)", &[]),
            ("[0002](0003-c.md)", &["0003-c.md:9:2 title-mismatch"]),
            ("2. [Keep one log](0001-keep.md)", &[]),
        ] {
            let text = format!("{}\n{line}\n", record("3. C"));
            let files = [("0001-keep.md", &*one), ("0002-b.md", &*two), ("0003-c.md", &*text)];
            compare(&[RULE.name], &[(&files, expected)]);
        }
    }

    #[test]
    fn the_files_name_and_equal_titles_excuse_and_kinds_and_books_do_not_mix() {
        let text = c("ADR-0001 (Use the Kafka broker)");
        let renamed = ("adr/0001-use-the-kafka-broker.md", A.1);
        let twin = ("other/0001-a.md", "# ADR-0001: Use the Kafka broker\n\nStatus: accepted\n");
        let module = ("m/b.md", "# Module: Use the Kafka broker\n");
        compare(
            &[RULE.name],
            &[
                (&[renamed, B, ("adr/0003-c.md", &text)], &[]),
                (&[twin, ("other/0003-c.md", &text), B], &[]),
                (&[A, module, ("adr/0003-c.md", &text)], &[]),
            ],
        );
    }

    #[test]
    fn the_help_can_be_followed_to_the_letter() {
        let text = c("See ADR-0001 (Use the Kafka broker).");
        let (_, message, help) = first(RULE.name, &[A, B, ("adr/0003-c.md", &text)]);
        assert_eq!(message, "`Use the Kafka broker` is the title of `ADR-0002`");
        assert_eq!(help, "write `Keep one log`, or refer to the other one");
        assert_eq!(carets("See ADR-0001 (Keep one log)."), [""; 0]);
        assert_eq!(carets("See ADR-0002 (Use the Kafka broker)."), [""; 0]);
    }
}
