//! `placeholder-text`: a template's text that the author left as it was.

use std::sync::LazyLock;

use regex::Regex;

use crate::dialect::collection::template_of;
use crate::dialect::header::normal;
use crate::document::Document;
use crate::finding::{Finding, Level};
use crate::markdown::LineKind;
use crate::rules::{Cx, Rule};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "placeholder-text",
    level: Level::Deny,
    since: "0.1.0",
    page: include_str!("placeholder_text.md"),
    check,
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

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    for (_, document) in cx.documents() {
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
        if GENERIC_TITLES.contains(&words.as_str()) || is_hole(&title.value) || is_blanks_title {
            findings.push(finding(
                "title",
                &title.value,
                title.span,
                "say what was decided, in a few words",
            ));
        }
        if let Some(status) = document
            .status
            .as_ref()
            .filter(|status| status.placeholder || (!status.known && is_blank(&status.text)))
        {
            let help =
                "say where it stands: Proposed, Accepted, Rejected, Deprecated or Superseded";
            findings.push(finding("status", &status.text, status.span, help));
        }
        if let Some(date) = document.date.as_ref().filter(|date| {
            date.value.is_none()
                && (is_hole(&date.text) || is_blank(&date.text) || is_stand_in(&date.text))
        }) {
            findings.push(finding(
                "date",
                &date.text,
                date.span,
                "write the day of the decision: `2024-01-31`",
            ));
        }
        if document.dialect == "template" {
            holes(cx, document, findings);
        }
    }
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
    bracketed || text.is_empty() || text.to_ascii_uppercase().starts_with("YYYY")
}

fn is_stand_in(text: &str) -> bool {
    let text = normal(text);
    matches!(
        text.as_str(),
        "tbd" | "todo" | "date" | "the date" | "insert date" | "dd mm yyyy" | "mm dd yyyy"
    ) || text.starts_with("insert ")
}

/// Braces that the project's own template has and no author fills in with braces.
fn holes(cx: &Cx<'_>, document: &Document, findings: &mut Vec<Finding>) {
    static HOLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\{[A-Za-z][A-Za-z0-9 ,;.'’-]{0,120}\}").expect("a valid pattern")
    });
    let outline = cx.analysis.outline(document.page);
    for at in outline.lines_in(document.extent.clone()) {
        let line = &outline.lines[at];
        let text = outline.line_text(line);
        if line.kind == LineKind::Code || !text.contains('{') {
            continue;
        }
        for hole in HOLE.find_iter(text) {
            let plain = line.plain.start + hole.start()..line.plain.start + hole.end();
            let span = outline.span_of(plain.clone());
            let told =
                document.title.span.start <= span.start && span.end <= document.title.span.end;
            if outline.is_code(plain.start) || (told && is_hole(&document.title.value)) {
                continue;
            }
            findings.push(finding(
                "text",
                hole.as_str(),
                span,
                "write what is asked for, or take the line out",
            ));
        }
    }
}
