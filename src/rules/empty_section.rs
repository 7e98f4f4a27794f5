//! `empty-section`: a heading with nothing below it.

use std::collections::BTreeSet;

use crate::document::{Document, Section};
use crate::finding::{Finding, Level};
use crate::markdown::Outline;
use crate::rules::{Check, PageCx, Rule};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "empty-section",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("empty_section.md"),
    check: Check::Page(check),
};

fn check(cx: &PageCx<'_>, findings: &mut Vec<Finding>) {
    let outline = cx.outline;
    // A document inside another one shares its sections.
    let mut told: BTreeSet<Span> = BTreeSet::new();
    for document in cx.documents() {
        for section in &document.sections {
            let named = cx.asked_of(document).find(|asked| asked.name == section.name);
            if (named.is_none() && document.dialect != "template")
                || !is_empty(outline, section)
                || is_told_elsewhere(document, section)
                || !told.insert(section.span)
            {
                continue;
            }
            let message = format!("nothing stands under `{}`", super::short(&section.title));
            let mut finding = Finding::new(RULE.name, section.span, message)
                .label("the next heading follows, or the end");
            if let Some(asked) = named {
                finding = finding.related(asked.span, "asked for here");
            }
            findings.push(
                finding.help("say what belongs here, if only that there is nothing to say and why"),
            );
        }
    }
}

/// Whether a reader sees nothing between the heading and the next one: no words, no picture, no code.
fn is_empty(outline: &Outline, section: &Section) -> bool {
    let text = outline.text.as_str();
    let mut at = section.body.start;
    let first = outline.comments.partition_point(|comment| comment.range.start < at);
    let comments = outline.comments[first..]
        .iter()
        .map(|comment| comment.range.clone())
        .take_while(|range| range.start < section.body.end);
    for range in comments.chain(std::iter::once(section.body.end..section.body.end)) {
        // The bullet of an empty list and a rule are no words.
        let seen = |c: char| !(c.is_whitespace() || "-*+_".contains(c));
        if at < range.start && text[at..range.start].contains(seen) {
            return false;
        }
        at = at.max(range.end);
    }
    true
}

/// A status that is missing, and a template's heading, are graver and have rules of their own.
fn is_told_elsewhere(document: &Document, section: &Section) -> bool {
    let is_status = document.status.is_none() && document.status_place == section.span;
    let is_hole = section.title.is_empty() || section.title.starts_with(['{', '[', '<']);
    is_status || is_hole
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    fn own(consequences: &str) -> String {
        format!(
            "# ADR-0001: A\n\n## Status\n\nAccepted\n\n## Context\n\nx\n\n## Decision\n\nx\n\n## Consequences\n\n### Positive\n\n{consequences}\n\n## Alternatives Considered\n\n### B\n\nx\n"
        )
    }

    #[test]
    fn what_a_reader_cannot_see_fills_no_section() {
        for nothing in ["", "<!-- what improves? -->", "-", "---", "<!-- a -->\n\n- <!-- b -->"] {
            compare(
                &[RULE.name],
                &[(&[("0001-a.md", &own(nothing))], &["0001-a.md:17:5 empty-section"])],
            );
        }
        for something in [
            "x",
            "- x",
            "![](x.png)",
            "```\nx\n```",
            "<br>",
            "| |\n|-|",
            "<!-- a --> x",
            "none",
            "#### Deep\n\nx",
        ] {
            compare(&[RULE.name], &[(&[("0001-a.md", &own(something))], &[])]);
        }
        let last = own("x").replace("### B\n\nx\n", "### B");
        compare(&[RULE.name], &[(&[("0001-a.md", &last)], &["0001-a.md:23:5 empty-section"])]);
    }

    #[test]
    fn a_missing_status_and_a_templates_heading_are_told_once() {
        let status = own("x").replace("Accepted\n", "");
        let hole = own("x").replace("### B\n\nx\n", "### {alternative}\n");
        compare(
            &[RULE.name, "missing-status", "placeholder-text"],
            &[
                (&[("0001-a.md", &status)], &["0001-a.md:3:4 missing-status"]),
                (&[("0001-a.md", &hole)], &["0001-a.md:23:5 placeholder-text"]),
            ],
        );
    }

    #[test]
    fn other_dialects_are_asked_only_for_what_the_configuration_names() {
        let nygard =
            "# 1. A\n\n## Status\n\nAccepted\n\n## Context\n\n## Decision\n\nx\n\n## Notes\n";
        let book = "[preprocessor.adr.kinds.decision]\nsections = [\"Context\"]\n";
        compare(
            &[RULE.name],
            &[
                (&[("0001-a.md", nygard)], &[]),
                (
                    &[("book.toml", book), ("src/0001-a.md", nygard)],
                    &["src/0001-a.md:7:4 empty-section"],
                ),
            ],
        );
    }

    #[test]
    fn the_help_can_be_followed_to_the_letter() {
        let (caret, message, help) = first(RULE.name, &[("0001-a.md", &own(""))]);
        assert_eq!(
            (caret.as_str(), message.as_str()),
            ("Positive", "nothing stands under `Positive`")
        );
        assert_eq!(help, "say what belongs here, if only that there is nothing to say and why");
        compare(&[RULE.name], &[(&[("0001-a.md", &own("Nothing: it is a repair."))], &[])]);
    }
}
