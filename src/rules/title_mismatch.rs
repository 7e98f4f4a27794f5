//! `title-mismatch`: a document is cited by the title, or on a link the id, of another one.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::dialect::heading::{fold, parts_of_id};
use crate::document::{Document, DocumentId};
use crate::finding::{Finding, Level};
use crate::reference::{Reference, Target};
use crate::resolve::Outcome;
use crate::rules::{Cx, Rule};
use crate::source::{Span, char_floor};

pub(super) const RULE: Rule = Rule {
    name: "title-mismatch",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("title_mismatch.md"),
    check,
};

/// How far behind an id its title may reach, in bytes.
const LONGEST: usize = 240;

/// Documents by book and title, in the form that titles are compared in.
type Titles = BTreeMap<(usize, String), Vec<DocumentId>>;
/// Documents by folder, prefix and number.
type Numbers<'a> = BTreeMap<(&'a str, &'a str, u64), DocumentId>;

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    let mut titles: Titles = BTreeMap::new();
    let mut numbers: Numbers<'_> = BTreeMap::new();
    for (id, document) in cx.documents() {
        titles.entry((document.page.book, key(&document.title.value))).or_default().push(id);
        if let Some(number) = document.number {
            numbers.entry((&document.folder, &document.prefix, number)).or_insert(id);
        }
    }
    let mut told: BTreeSet<Span> = BTreeSet::new();
    for (_, resolved) in cx.references() {
        let Outcome::Document(target, _) = resolved.outcome else { continue };
        if resolved.candidates.len() > 1 || target == resolved.reference.source {
            continue;
        }
        let cited = Cited { cx, reference: &resolved.reference, target };
        let found = cited.by_another_title(&titles).or_else(|| cited.by_another_id(&numbers));
        // A line may state several relations, and each has the same words.
        findings.extend(found.filter(|finding| told.insert(finding.primary)));
    }
}

/// A reference that led to a document.
struct Cited<'a> {
    cx: &'a Cx<'a>,
    reference: &'a Reference,
    target: DocumentId,
}

impl Cited<'_> {
    fn by_another_title(&self, titles: &Titles) -> Option<Finding> {
        let target = self.cx.document(self.target);
        let (span, other) = self.told_titles().into_iter().find_map(|span| {
            let words = self.cx.library.sources.slice(span);
            let owners = titles.get(&(target.page.book, key(words)))?;
            let other = owners.iter().map(|id| self.cx.document(*id));
            let mut other = other.filter(|other| other.kind == target.kind);
            let is_other = !owners.contains(&self.target)
                && !owners.contains(&self.reference.source)
                && !could_be_called(target, words);
            is_other.then(|| Some((span, other.next()?)))?
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
        let id_at = |from: usize, words: &str| {
            let ids = self.cx.analysis.prefixes.ids_in(words);
            ids.first().map(|(range, ..)| from + range.end)
        };
        let mut told = Vec::new();
        let mut behind = Some(reference.span.end);
        if let Target::Link(_) = reference.target {
            let label = self.label();
            let end = id_at(label.start, &text[label.clone()]);
            // Only behind a link on a bare id does the title stand outside it.
            let bare = |end: &usize| text[*end..label.end].trim_matches(['`', '*', ' ']).is_empty();
            behind = behind.filter(|_| end.as_ref().is_some_and(bare));
            if let Some(end) = end {
                told.extend(titles_behind(text, end..label.end));
            } else {
                let start = label.start + number_in_front(&text[label.clone()]);
                let title = start..label.end;
                told.extend(whole_title(&text[title.clone()]).then_some(title));
            }
        }
        if let Some(start) = behind {
            let end = char_floor(text, start + LONGEST);
            let end = id_before(self.cx, &text[start..end]).map_or(end, |at| start + at);
            told.extend(titles_behind(text, start..end));
        }
        told.into_iter().map(place).collect()
    }

    /// The bytes of a link's text; all of a reference that is no inline link.
    fn label(&self) -> Range<usize> {
        let Span { start, end, .. } = self.reference.span;
        let link = self.cx.library.sources.slice(self.reference.span);
        match (link.strip_prefix('['), link.find("](")) {
            (Some(_), Some(close)) => start + 1..start + close,
            _ => start..end,
        }
    }

    /// `[ADR-0030](0031-x.md)`, where there is an ADR-0030 beside it.
    fn by_another_id(&self, numbers: &Numbers<'_>) -> Option<Finding> {
        let Target::Link(_) = self.reference.target else { return None };
        let (cx, target) = (self.cx, self.cx.document(self.target));
        let label = self.label();
        let text = &cx.library.sources.text(self.reference.span.file)[label.clone()];
        let ids = cx.analysis.prefixes.ids_in(text);
        let [(range, prefix, number)] = ids.as_slice() else { return None };
        let own = target.id.as_ref().and_then(|id| parts_of_id(&id.value)).map(|(_, own)| own);
        if target.number.is_none() || target.number == Some(*number) || own == Some(*number) {
            return None;
        }
        if !(fold(&target.prefix) == *prefix || (target.prefix.is_empty() && prefix == "adr")) {
            return None;
        }
        let other = numbers.get(&(target.folder.as_str(), target.prefix.as_str(), *number))?;
        let other = cx.document(*other);
        let span =
            Span::new(self.reference.span.file, label.start + range.start..label.start + range.end);
        let message = format!(
            "`{}` stands on a link to `{}`",
            &text[range.clone()],
            super::short(&target.name())
        );
        Some(
            Finding::new(RULE.name, span, message)
                .label(format!("leads to `{}`", super::short(&target.full_name())))
                .related(target.title_span(), "what is linked to")
                .related(other.title_span(), "what has that id")
                .help("write the id of what is linked to, or link to the other one"),
        )
    }
}

/// Where the next id starts, if there is one: a title does not reach over it.
fn id_before(cx: &Cx<'_>, text: &str) -> Option<usize> {
    cx.analysis.prefixes.ids_in(text).first().map(|(range, ..)| range.start)
}

/// Whether a link's whole text may be meant as a title: more than a word or two, or written as a title is.
fn whole_title(text: &str) -> bool {
    text.split_whitespace().count() >= 3
        || (text.contains(' ') && text.starts_with(char::is_uppercase))
}

/// What may be a title behind an id: `(Use X)`, `"Use X"`, `| Use X |`, or `: Use X` up to some mark.
fn titles_behind(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    const CLOSED: [(&str, &str); 6] =
        [("(", ")"), ("\"", "\""), ("“", "”"), ("|", "|"), ("*", "*"), ("`", "`")];
    const OPEN: [&str; 5] = [":", "—", "–", "-", "."];
    const MOST: usize = 8;
    let all = &text[range.clone()];
    let all = all.split("\n\n").next().unwrap_or("");
    // The marks of a link or emphasis around the id.
    let lead = all.len() - all.trim_start_matches([' ', '*', '`']).len();
    let mut rest = &all[lead..];
    let mut start = range.start + lead;
    let mut step = |mark: &str| {
        let inner = rest.strip_prefix(mark)?;
        let trimmed = inner.trim_start();
        start += mark.len() + inner.len() - trimmed.len();
        rest = trimmed;
        Some(())
    };
    let opened = OPEN.into_iter().any(|mark| step(mark).is_some());
    let closed = CLOSED.into_iter().find(|(mark, _)| step(mark).is_some());
    if let Some((_, close)) = closed {
        let end = rest.find(close).map(|end| start..start + rest[..end].trim_end().len());
        return end.into_iter().collect();
    }
    if !opened {
        return Vec::new();
    }
    let mark = |c: char| ".,;:()|\n—–[]".contains(c);
    let ends = rest.match_indices(mark).map(|(at, _)| at).chain(std::iter::once(rest.len()));
    let whole = rest.lines().next().map_or(0, str::len);
    let ends = ends.take(MOST).filter(|end| *end >= whole || rest[..*end].trim().contains(' '));
    ends.map(|end| start..start + rest[..end].trim_end().len())
        .filter(|range| !range.is_empty())
        .collect()
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
    let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    let words = words.filter(|word| !matches!(word.as_str(), "" | "a" | "an" | "the"));
    words.collect::<Vec<_>>().join(" ")
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

    /// What the carets cover in a third record.
    fn carets(line: &str) -> Vec<String> {
        let text = c(line);
        let (library, found) = findings(&[A, B, ("adr/0003-c.md", &text)]);
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
        ] {
            assert_eq!(carets(line), [""; 0], "{line}");
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
