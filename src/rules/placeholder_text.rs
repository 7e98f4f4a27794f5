//! `placeholder-text`: a template's text that the author left as it was.

use std::ops::Range;
use std::sync::LazyLock;

use foldhash::HashSet;
use rayon::prelude::*;
use regex::Regex;

use crate::dialect::Blank;
use crate::dialect::blank::TEMPLATES;
use crate::dialect::collection::template_of;
use crate::dialect::header::normal;
use crate::document::{DateText, Document};
use crate::finding::{Finding, Level};
use crate::markdown::{LineKind, Outline};
use crate::rules::{Check, Cx, PageCx, Rule};
use crate::source::Span;
use crate::vocabulary::Kind;

pub(super) const RULE: Rule = Rule {
    name: "placeholder-text",
    level: Level::Deny,
    since: "0.1.0",
    page: include_str!("placeholder_text.md"),
    check: Check::PageAndAll(holes, check),
};

/// Titles that name the kind of page and not its subject.
const GENERIC_TITLES: [&str; 14] = [
    "adr",
    "adr title",
    "architecture decision record",
    "architectural decision record",
    "decision record",
    "architecture decision record template",
    "decision record title",
    "title",
    "short title",
    "adr template",
    "title of the decision record",
    "decision title",
    "title of the decision",
    "untitled",
];

/// What the usual templates say in a section, in the form that titles are compared in: those of adr-tools, and of the
/// form of Michael Nygard's that most collections of templates hand on.
const KNOWN_SECTIONS: [&str; 6] = [
    "the issue motivating this decision, and any context that influences or constrains the decision",
    "the change that we're proposing or have agreed to implement",
    "what becomes easier or more difficult to do and any risks introduced by the change that will need to be mitigated",
    "what is the issue that we're seeing that is motivating this decision or change?",
    "what is the change that we're proposing and/or doing?",
    "what becomes easier or more difficult to do because of this change?",
];

/// Braces around words.
static HOLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\{[A-Za-z][A-Za-z0-9 ,;:.?!…'’-]{0,120}\}").expect("a valid pattern")
});
/// What the templates of MADR, versions 2 to 4, ask for in braces. Other words in braces may be anything in a record.
static MADR_HOLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x) \{ (?: (?: argument\ [a-e] | (?:title\ of\ )? option\ [0-9A-Z] | (?:decision\ )? driver\ [0-9] ) \}
            | (?: decision\ driver\ [0-9],\ e\.g\. | (?:positive|negative)\ consequence,\ e\.g\.
                | e\.g\.,\ (?:improvement|compromising)\ | justification\.\ e\.g\. | example\ \|\ description | description\ \|\ example
                | Describe\ (?:the\ context\ and\ problem | how\ the\ implementation)\  | You\ might\ want\ to\ ) (?: [^{}\n] | \{[^{}\n]*\} )* \} )",
    )
    .expect("a valid pattern")
});
/// What the blanks that `template` prints ask for in braces, word by word; single words may be anybody's variables.
static PRINTED: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let asked = |text: &'static str| braced(text).map(|hole| &text[hole]);
    let holes = TEMPLATES.iter().flat_map(|template| asked(template.text));
    holes.filter(|hole| hole.contains(' ')).collect()
});
const HOLE_HELP: &str = "write what is asked for, or take the line out";

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    // The ends of every section are looked at, wherever in memory they lie: one thread alone would be the last to end.
    findings.par_extend(cx.analysis.documents.par_iter().flat_map_iter(|document| {
        let mut findings = Vec::new();
        check_document(cx, document, &mut findings);
        findings
    }));
}

fn check_document(cx: &Cx<'_>, document: &Document, findings: &mut Vec<Finding>) {
    let blank = template_of(document, &cx.analysis.blanks);
    let is_blank = |text: &str| {
        let text = normal(text);
        !text.is_empty()
            && blank.is_some_and(|blank| blank.texts.iter().any(|own| normal(own) == text))
    };
    let title = &document.title;
    let words = normal(&title.value);
    // The blank's title may have an id of its own in front: `ADRxxx: Title`.
    let is_blanks_title = words.len() > 8
        && blank
            .and_then(|blank| blank.texts.first())
            .is_some_and(|own| normal(own).ends_with(&words));
    if title.value.is_empty() {
        let finding =
            Finding::new(RULE.name, title.span, "the title is empty").label("no words here");
        findings.push(finding.help(what_to_say(&document.kind)));
    } else if (GENERIC_TITLES.contains(&words.as_str()) || is_hole(&title.value) || is_blanks_title)
        && !(document.kind == Kind::Requirement && is_pattern_of_ears(&words))
    {
        findings.push(finding("title", &title.value, title.span, what_to_say(&document.kind)));
    }
    if let Some(status) = document
        .status
        .as_ref()
        // One word is how a record of that template begins, and another rule asks what it means.
        .filter(|status| {
            let is_left = || status.text.trim().contains(' ') && is_blank(&status.text);
            status.placeholder || (!status.known && is_left())
        })
    {
        let help = "say where it stands: Proposed, Accepted, Rejected, Deprecated or Superseded";
        findings.push(finding("status", &status.text, status.span, help));
    }
    sections(cx, document, blank, findings);
    let odd = document.odd_dates.iter().map(|odd| &odd.date);
    let mut told = None;
    for date in document.date.iter().chain(odd) {
        if told != Some(date.span) && is_date_of_template(cx, document, date) {
            told = Some(date.span);
            let help = "write the day of the decision: `2024-01-31`";
            findings.push(finding("date", &date.text, date.span, help));
        }
    }
}

/// What the title of a document is to say.
fn what_to_say(kind: &Kind) -> &'static str {
    match kind {
        Kind::Decision => "say what was decided, in a few words",
        Kind::Module => "write the module's name",
        Kind::Requirement => "say what is required, in a few words",
        Kind::Other(_) => "say what it is about, in a few words",
    }
}

/// Whether a title is the pattern that a requirement has by EARS, which is all that many are called by: `[Event-Driven]`.
///
/// The patterns: Mavin, Wilkinson, Harwood and Novak, *Easy Approach to Requirements Syntax*, RE 2009.
fn is_pattern_of_ears(words: &str) -> bool {
    const PATTERNS: [&str; 9] = [
        "ubiquitous",
        "event driven",
        "state driven",
        "unwanted behaviour",
        "unwanted behavior",
        "unwanted",
        "optional feature",
        "optional",
        "complex",
    ];
    PATTERNS.contains(&words)
}

/// Sections in which only a template's text stands. One below another that was told is not told again.
fn sections(cx: &Cx<'_>, document: &Document, blank: Option<&Blank>, findings: &mut Vec<Finding>) {
    let mut told = 0;
    for section in &document.sections {
        if section.body.start < told {
            continue;
        }
        let text = cx.library.sources.text(section.span.file);
        // Where a page is put together from several files, its ranges are no file's, and nothing agrees.
        let Some(body) = text.get(section.body.clone()).map(str::trim) else { continue };
        let is_blanks = || {
            let own = blank.map_or(&[][..], |blank| &blank.sections);
            own.iter().any(|own| own.name == section.name && same_words(&own.text, body))
        };
        // Where it asks for something in braces, it is these that are told.
        if is_known_section(body) || (is_blanks() && !MADR_HOLE.is_match(body)) {
            told = section.body.end;
            let message = format!(
                "under `{}` the text is still the template's",
                super::short(&section.title)
            );
            let finding = Finding::new(RULE.name, section.span, message)
                .label("nothing of this record's own follows");
            findings.push(finding.help("replace it with what this record has to say"));
        }
    }
}

/// Whether a section's text is one that many templates have.
fn is_known_section(body: &str) -> bool {
    const LONGEST: usize = 160;
    body.len() <= LONGEST && body.starts_with(['T', 'W']) && {
        let words =
            body.split_ascii_whitespace().collect::<Vec<_>>().join(" ").to_ascii_lowercase();
        let words = words.replace('\u{2019}', "'");
        KNOWN_SECTIONS.contains(&words.trim_end_matches('.'))
    }
}

fn same_words(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

/// Whether a date is only a template's word for one.
pub(super) fn is_date_of_template(cx: &Cx<'_>, document: &Document, date: &DateText) -> bool {
    let blanks_own = || {
        let blank = template_of(document, &cx.analysis.blanks);
        let text = normal(&date.text);
        !text.is_empty()
            && blank.is_some_and(|blank| blank.texts.iter().any(|own| normal(own) == text))
    };
    is_blank_date(date) || (date.value.is_none() && blanks_own())
}

/// Whether a date is a hole, or a word for one.
fn is_blank_date(date: &DateText) -> bool {
    date.value.is_none() && (is_hole(&date.text) || is_stand_in(&date.text))
}

fn finding(what: &str, text: &str, span: Span, help: &str) -> Finding {
    Finding::new(
        RULE.name,
        span,
        format!("the {what} is still the template's: `{}`", super::short(text)),
    )
    .label("a template's text")
    .help(help)
}

/// `{like this}`, `[like this]`, `<like this>`, or letters that stand for digits.
fn is_hole(text: &str) -> bool {
    let text = text.trim();
    let bracketed = [('{', '}'), ('[', ']'), ('<', '>')].into_iter().any(|(open, close)| {
        text.starts_with(open) && text.ends_with(close) && text.matches(open).count() == 1
    });
    let upper = text.to_ascii_uppercase();
    bracketed
        || upper.starts_with("YYYY")
        || upper.contains("YYYY-MM-DD")
        || is_pattern_of_day(&upper)
}

/// `DD.MM.YYYY`, `JJJJ-MM-TT`, `AAAA-MM-JJ`: the letters of a day's parts, and marks between them.
fn is_pattern_of_day(upper: &str) -> bool {
    let parts: Vec<&str> = upper.split(['-', '.', '/']).collect();
    let is_letters = |part: &&str| {
        let first = part.chars().next();
        first.is_some_and(|first| "YJAMDTG".contains(first) && part.chars().all(|c| c == first))
    };
    parts.len() == 3 && parts[1] == "MM" && parts.iter().all(is_letters)
}

fn is_stand_in(text: &str) -> bool {
    let text = normal(text);
    matches!(
        text.as_str(),
        "tbd" | "todo" | "date" | "the date" | "insert date" | "dd mm yyyy" | "mm dd yyyy"
    ) || text.starts_with("insert ")
}

/// Braces that a template has and no author fills in with braces.
fn holes(cx: &PageCx<'_>, findings: &mut Vec<Finding>) {
    // Braces are rare.
    if !cx.outline.has_brace {
        return;
    }
    // With its heading left as it was, nothing tells a document from other dialects but this heading.
    let heading = ["{number}", "{title}", "{name}"];
    let is_own = |document: &&Document| {
        document.dialect == "template"
            || heading.iter().any(|blank| document.title.value.contains(blank))
    };
    for document in cx.documents() {
        if is_own(&document) {
            hidden_holes(cx.outline, document, any_holes, findings);
            holes_of(cx.outline, document, any_holes, findings);
        } else {
            hidden_holes(cx.outline, document, printed_holes, findings);
            holes_of(cx.outline, document, madr_holes, findings);
        }
        holes_of(cx.outline, document, printed_holes, findings);
        if document.extent.start == 0 {
            holes_of_front_matter(cx.outline, findings);
        }
    }
}

/// `decision-makers: "{everybody who decides}"`: what a template asks for in front matter.
fn holes_of_front_matter(outline: &Outline, findings: &mut Vec<Finding>) {
    let content = outline.text.as_str();
    let first = outline.lines.first().map_or(content.len(), |line| line.range().start);
    let head = content.get(..first).filter(|head| head.trim_start().starts_with("---"));
    for hole in printed_holes(head.unwrap_or("")) {
        let span = outline.text.span(hole.clone());
        findings.push(finding("text", &content[hole], span, HOLE_HELP));
    }
}

/// Where holes of some sort stand in a text, in its order.
type Holes = fn(&str) -> Vec<Range<usize>>;

fn any_holes(text: &str) -> Vec<Range<usize>> {
    HOLE.find_iter(text).map(|hole| hole.range()).collect()
}

fn madr_holes(text: &str) -> Vec<Range<usize>> {
    MADR_HOLE.find_iter(text).map(|hole| hole.range()).collect()
}

/// Looked up and not searched for: a pattern of some fifty sentences takes a millisecond to build.
fn printed_holes(text: &str) -> Vec<Range<usize>> {
    braced(text).filter(|hole| PRINTED.contains(&text[hole.clone()])).collect()
}

/// What stands in braces on one line, without further braces in it.
fn braced(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices('{').filter_map(|(open, _)| {
        let inner = open + 1;
        let end = inner + text[inner..].find(['{', '}', '\n'])?;
        text[end..].starts_with('}').then_some(open..end + 1)
    })
}

fn holes_of(outline: &Outline, document: &Document, holes: Holes, findings: &mut Vec<Finding>) {
    let odd = document.odd_dates.iter().map(|odd| &odd.date);
    let dates = document.date.iter().chain(odd);
    let dates: Vec<Span> = dates.filter(|date| is_blank_date(date)).map(|date| date.span).collect();
    let lines = outline.lines_in(document.extent.clone());
    for at in lines {
        let line = &outline.lines[at];
        let text = outline.line_text(line);
        if line.kind == LineKind::Code || line.quoted || !text.contains('{') {
            continue;
        }
        for hole in holes(text) {
            let plain = line.plain().start + hole.start..line.plain().start + hole.end;
            let span = outline.span_of(plain.clone());
            let told =
                document.title.span.start <= span.start && span.end <= document.title.span.end;
            let told = (told && is_hole(&document.title.value)) || dates.contains(&span);
            // A variable hardly stands alone where something is to be said.
            let words = &text[hole.clone()];
            let is_alone = text.trim() == words;
            let is_asked = is_alone || is_asked_for(words, line.kind);
            if outline.is_code(plain.start) || told || !is_asked || !stands_free(text, hole) {
                continue;
            }
            findings.push(finding("text", words, span, HOLE_HELP));
        }
    }
}

/// `### {alternative}`: at a heading's end braces are attributes to mdBook, and no text.
fn hidden_holes(outline: &Outline, document: &Document, holes: Holes, findings: &mut Vec<Finding>) {
    let content = outline.text.as_str();
    let extent = &document.extent;
    let first = outline.headings.partition_point(|heading| heading.range.start < extent.start);
    let own = outline.headings[first..].iter();
    for heading in own.take_while(|heading| heading.range.start < extent.end) {
        let raw = content[heading.range.clone()].trim_end().trim_end_matches('#').trim_end();
        // Of a title with no other words it is said already.
        let title = &document.title.value;
        let told = heading.range == document.heading && (is_hole(title) || !title.contains('{'));
        if !raw.ends_with('}') || told {
            continue;
        }
        let Some(open) = raw.rfind('{') else { continue };
        let whole = holes(&raw[open..]).first() == Some(&(0..raw.len() - open));
        if whole && is_asked_for(&raw[open..], LineKind::Heading) && !heading.text.ends_with('}') {
            let start = heading.range.start + open;
            let span = outline.text.span(start..heading.range.start + raw.len());
            findings.push(finding("text", &raw[open..], span, HOLE_HELP));
        }
    }
}

/// Whether some template asks for what stands in braces there. Several words are nobody's variable; one word is, but for
/// those of the project's own templates, where these have them.
fn is_asked_for(hole: &str, kind: LineKind) -> bool {
    let words = hole.trim_matches(['{', '}']).to_ascii_lowercase();
    words.contains(' ')
        || match kind {
            LineKind::Heading => matches!(&*words, "alternative" | "name" | "number" | "title"),
            LineKind::Item(_) => matches!(&*words, "mitigation" | "risk"),
            _ => false,
        }
}

/// Whether braces stand for words to come: in no path, variable, name or formula, and no set such as `{open, closed}`.
fn stands_free(text: &str, hole: Range<usize>) -> bool {
    let (before, after) = (&text[..hole.start], &text[hole.end..]);
    let numbered = before.ends_with("ADR-") || before.ends_with("REQ-");
    let joined =
        before.ends_with(|c: char| c.is_alphanumeric() || "/$#{}_.=@^\\-".contains(c)) && !numbered;
    let goes_on = after.starts_with(|c: char| c.is_alphanumeric() || "/{}_=".contains(c))
        || (after.starts_with(['.', '-']) && after[1..].starts_with(|c: char| c.is_alphanumeric()));
    let inner = &text[hole.start + 1..hole.end - 1];
    let set = inner.contains(',') && inner.split(',').all(|item| !item.trim().contains(' '));
    // `{key: value}`; a template has more words before its colon.
    let pair = || inner.split_once(':').is_some_and(|(key, _)| !key.trim().contains(' '));
    !joined && !goes_on && !set && !pair()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, findings, first};

    const OWN: &str = "# ADR-0001: A\n\n## Status\n\nAccepted\n\n## Context\n\nx\n\n## Decision\n\nx\n\n## Consequences\n\n";

    #[test]
    fn letters_that_stand_for_a_day_are_a_templates() {
        for text in [
            "YYYY-MM-DD",
            "DD.MM.YYYY",
            "JJJJ-MM-TT",
            "aaaa/mm/jj",
            "(today, YYYY-MM-DD)",
            "{date}",
        ] {
            assert!(is_hole(text), "{text}");
        }
        for text in ["2024-01-31", "MM", "AM-MM-JA", "A.MM.", "Jan-MM-2024"] {
            assert!(!is_hole(text), "{text}");
        }
    }

    #[test]
    fn what_a_template_left_is_found_in_every_dialect() {
        let hole = format!(
            "{OWN}### Risks\n\n- {{risk}}: none\n\n## Alternatives Considered\n\n### {{alternative}}\n"
        );
        compare(
            &[RULE.name],
            &[
                (
                    &[("0001-a.md", "# Title\n\n- Status: accepted\n")],
                    &["0001-a.md:1:3 placeholder-text"],
                ),
                (
                    &[(
                        "0001-a.md",
                        "---\nstatus: proposed | accepted\ndate: YYYY-MM-DD\n---\n# A\n\n## Context\n\nx\n",
                    )],
                    &["0001-a.md:2:9 placeholder-text", "0001-a.md:3:7 placeholder-text"],
                ),
                (
                    &[("0001-a.md", "# [short title]\n\n**Status:** TBD\n")],
                    &["0001-a.md:1:3 placeholder-text", "0001-a.md:3:13 placeholder-text"],
                ),
                (
                    &[
                        ("t/template.md", "# NNN. What we decided\n"),
                        ("t/0001-a.md", "# 1. What we decided\n\nStatus: accepted\n"),
                    ],
                    &["t/0001-a.md:1:6 placeholder-text"],
                ),
                (
                    &[("0001-a.md", &hole)],
                    &["0001-a.md:19:3 placeholder-text", "0001-a.md:23:5 placeholder-text"],
                ),
            ],
        );
    }

    #[test]
    fn a_section_in_which_only_a_template_speaks_is_found() {
        let record = |context: &str, decision: &str| {
            format!(
                "# 1. A\n\n## Status\n\nAccepted\n\n## Context\n\n{context}\n\n## Decision\n\n{decision}\n\n## Copyright\n\nWho wrote this gives it to all who read it.\n"
            )
        };
        let known = record(
            "The issue motivating this decision, and any context that\ninfluences or constrains the decision.",
            "What is the change that we\u{2019}re proposing and/or doing?",
        );
        let blank = record(
            "Who needs what, and since when?\n\n- driver",
            "Say what we do.\n\n### Because\n\nSay why we do it.",
        );
        let left = blank.replace("what, and", "what,\nand");
        let own =
            record("Who needs what, and since when?\n\n- the team, since May", "Say what we do.");
        compare(
            &[RULE.name],
            &[
                (
                    &[("0001-a.md", &known)],
                    &["0001-a.md:7:4 placeholder-text", "0001-a.md:12:4 placeholder-text"],
                ),
                (
                    &[("t/template.md", &blank), ("t/0001-a.md", &left)],
                    &["t/0001-a.md:7:4 placeholder-text", "t/0001-a.md:14:4 placeholder-text"],
                ),
                (&[("t/template.md", &blank.replace("1. A", "1. B")), ("t/0001-a.md", &own)], &[]),
                (&[("u/template.md", &blank.replace("1. A", "1. B")), ("t/0001-a.md", &left)], &[]),
            ],
        );
    }

    #[test]
    fn what_madr_asks_for_in_braces_is_found_where_it_is_left() {
        let text = "# A\n\n* Status: accepted\n\n## Decision Outcome\n\nChosen option: \"{title of option 1}\", because\n{justification. e.g., only option, which resolves force {force} | … | comes out best}.\n\n* Good, because {argument a}\n* Bad, because {argument of the function}\n* Neutral, because `{argument c}`\n";
        let expected =
            ["7:17", "8:1", "10:17"].map(|at| format!("0001-a.md:{at} placeholder-text"));
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        let template = text.replace("# A", "# B");
        compare(
            &[RULE.name],
            &[
                (&[("0001-a.md", text)], &expected),
                (&[("template.md", &template), ("0001-a.md", text)], &expected),
            ],
        );
    }

    #[test]
    fn braces_that_mean_something_are_left_alone() {
        for line in [
            "GET /users/{id}.json, ${HOME}, file-{date}, x_{n}",
            "one of {open, closed}",
            "the body {name: string, size: number} and {id: 7}",
            "`{code}` and\n\n```\n{code}\n```",
            "<!-- {comment} -->",
            "> {quoted}",
            "says Hello {name}, or {path}: {reason}, and 201 {id}",
            "{tenant}:{order} of {risk} in {date}-{id}",
        ] {
            let text = format!("{OWN}{line}\n\n## Alternatives Considered {{#own}}\n\nx\n");
            compare(&[RULE.name], &[(&[("0001-a.md", &text)], &[])]);
        }
        let other = "# 1. A {draft}\n\nStatus: accepted\n\n{words}\n\n[a link](0001-a.md)\n";
        compare(
            &[RULE.name],
            &[(
                &[
                    ("0001-a.md", other),
                    ("0002-b.md", "# [b](0001-a.md) first\n\nStatus: accepted\n"),
                ],
                &[],
            )],
        );
    }

    /// Where each brace outside comments opens, as a line and what stands in the braces.
    fn left_open(text: &str) -> Vec<(usize, &str)> {
        let mut hidden = false;
        let mut found = Vec::new();
        for (line, content) in (1..).zip(text.lines()) {
            hidden |= content.contains("<!--");
            let holes = content.split('{').skip(1).filter(|_| !hidden);
            found.extend(holes.filter_map(|hole| Some((line, hole.split_once('}')?.0))));
            hidden &= !content.contains("-->");
        }
        found
    }

    #[test]
    fn whatever_a_template_asks_for_is_found_once_when_it_is_left() {
        for template in TEMPLATES.iter().filter(|one| one.dialect == "template") {
            let path = format!("{}s/0001-x.md", template.kind);
            let (library, found) = findings(&[(&path, template.text)]);
            let found: Vec<(usize, &str)> = found
                .iter()
                .filter(|finding| finding.rule == RULE.name)
                .map(|finding| {
                    let place = finding.primary;
                    let line = library.sources.position(place.file, place.start).line;
                    let hole = library.sources.slice(place).rsplit('{').next().unwrap_or("");
                    (line, hole.trim_end_matches('}'))
                })
                .collect();
            assert_eq!(found, left_open(template.text), "{}", template.kind);
        }
    }

    #[test]
    fn a_blank_requirement_is_found_wherever_it_stands() {
        let blank = "REQ-{number}: {title}\n\nx\n\n## Rationale\n\nx\n";
        let page = format!("# {blank}");
        let list = format!("# Requirements\n\n## REQ-1: A\n\nx\n\n## {blank}");
        compare(
            &[RULE.name],
            &[
                (
                    &[("requirements/x.md", &page)],
                    &[
                        "requirements/x.md:1:7 placeholder-text",
                        "requirements/x.md:1:17 placeholder-text",
                    ],
                ),
                (
                    &[("requirements.md", &list)],
                    &[
                        "requirements.md:7:8 placeholder-text",
                        "requirements.md:7:18 placeholder-text",
                    ],
                ),
            ],
        );
    }

    #[test]
    fn an_empty_title_is_called_empty() {
        let (_, message, _) =
            first(RULE.name, &[("0001-a.md", "# ADR-0001:\n\nStatus: accepted\n")]);
        assert_eq!(message, "the title is empty");
    }
}
