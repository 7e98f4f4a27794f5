//! `unused-allow`: a comment `<!-- adr:allow(rule): reason -->` that silences nothing, for whichever reason.

use std::collections::BTreeSet;

use crate::config::nearest;
use crate::finding::{Finding, Level};
use crate::rules::{self, Check, Cx, Rule};
use crate::source::Spanned;
use crate::suppression::{self, Allow};

pub(super) const RULE: Rule = Rule {
    name: suppression::JUDGE,
    level: Level::Deny,
    since: "0.1.0",
    page: include_str!("unused_allow.md"),
    check: Check::All(check),
};

const FORM: &str = "write `<!-- adr:allow(rule): reason -->`";

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    let allows = &cx.analysis.allows;
    let used: BTreeSet<usize> =
        suppression::silencers(allows, findings).into_iter().flatten().collect();
    for (at, allow) in allows.iter().enumerate() {
        if !used.contains(&at) {
            findings.extend(judge(cx, allow));
        }
    }
}

/// What is wrong with a comment that silenced nothing; none where its rule did not speak in this run at all.
fn judge(cx: &Cx<'_>, allow: &Allow) -> Option<Finding> {
    let Some(name) = &allow.rule else {
        let finding = Finding::new(RULE.name, allow.comment, "`adr:allow` names no rule");
        return Some(finding.help(FORM));
    };
    let finding = |message: String| Finding::new(RULE.name, name.span, message);
    let Some(rule) = rules::find(&name.value) else { return Some(unknown(name)) };
    if rule.name == RULE.name {
        let message = format!("`{}` cannot be allowed by a comment", rule.name);
        return Some(finding(message).help("remove the comment that silences nothing instead"));
    }
    if !allow.has_reason {
        let message = format!("`adr:allow({})` gives no reason", rule.name);
        return Some(
            finding(message)
                .label("without effect")
                .help(format!("say why: `<!-- adr:allow({}): reason -->`", rule.name)),
        );
    }
    if cx.level(rule, allow.book) == Level::Allow {
        return None;
    }
    let message = format!("`adr:allow({})` silences nothing", rule.name);
    Some(finding(message).label("finds nothing here").help(if allow.extent.is_empty() {
        "a comment above says the same of the same section: remove one of them"
    } else {
        "remove it; or move it below the heading of the section that it is about"
    }))
}

fn unknown(name: &Spanned<String>) -> Finding {
    let message = format!("`{}` is no rule", super::short(&name.value));
    let help = match nearest(&name.value, rules::names()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`mdbook-adr explain` lists the rules".to_owned(),
    };
    Finding::new(RULE.name, name.span, message).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    /// An unknown status on line 5 and an unknown marker on line 9, below a comment.
    fn record(below_title: &str, below_section: &str) -> String {
        format!(
            "# ADR-0001: A\n{below_title}\n## Status\n\nShelved\n\n## Context\n{below_section}\n<!-- adr:indx -->\n\n### More\n\nx\n"
        )
    }

    const JUDGED: [&str; 3] = ["unused-allow", "unknown-status", "unknown-marker"];

    #[test]
    fn a_comment_counts_for_its_section_or_its_document() {
        let case = |below_title: &str, below_section: &str, expected: &[&str]| {
            let text = record(below_title, below_section);
            compare(&JUDGED, &[(&[("0001-a.md", &text)], expected)]);
        };
        let status = "0001-a.md:5:1 unknown-status";
        let marker = "0001-a.md:9:10 unknown-marker";
        case("", "", &[status, marker]);
        case("<!-- adr:allow(unknown-status): ours -->", "", &[marker]);
        case("<!-- adr:allow(unknown-marker): ours -->", "", &[status]);
        case("<!-- adr:allow(unknown-status, unknown-marker): ours -->", "", &[]);
        case("", "<!-- adr:allow(unknown-marker): ours -->", &[status]);
        case(
            "",
            "<!-- adr:allow(unknown-status): ours -->",
            &[status, "0001-a.md:8:16 unused-allow", marker],
        );
        case(
            "<!-- adr:allow(unknown-marker): ours -->",
            "<!-- adr:allow(unknown-marker): closer -->",
            &["0001-a.md:2:16 unused-allow", status],
        );
    }

    #[test]
    fn only_what_is_complete_has_an_effect() {
        let case = |comment: &str, expected: &[&str]| {
            let text = record(comment, "");
            let files = [("0001-a.md", text.as_str())];
            compare(&JUDGED, &[(&files, expected)]);
        };
        let (status, marker) = ("0001-a.md:5:1 unknown-status", "0001-a.md:9:10 unknown-marker");
        case("<!-- adr:allow -->", &["0001-a.md:2:6 unused-allow", status, marker]);
        case(
            "<!-- adr:allow(unknown-status) -->",
            &["0001-a.md:2:16 unused-allow", status, marker],
        );
        case(
            "<!-- adr:allow(unknown-statuses): ours -->",
            &["0001-a.md:2:16 unused-allow", status, marker],
        );
        case(
            "<!-- adr:allow(unused-allow, self-reference): ours -->",
            &["0001-a.md:2:16 unused-allow", "0001-a.md:2:30 unused-allow", status, marker],
        );
        case(
            "<pre>\n<!-- adr:allow(x) -->\n</pre>",
            &["0001-a.md:7:1 unknown-status", "0001-a.md:11:10 unknown-marker"],
        );
        case("`<!-- adr:allow(x) -->`", &[status, marker]);
    }

    #[test]
    fn capitals_do_not_matter_and_a_note_is_no_comment_of_ours() {
        let case = |comment: &str, expected: &[&str]| {
            let text = record(comment, "");
            compare(&JUDGED, &[(&[("0001-a.md", text.as_str())], expected)]);
        };
        let (status, marker) = ("0001-a.md:5:1 unknown-status", "0001-a.md:9:10 unknown-marker");
        case("<!-- ADR:ALLOW(unknown-status): ours -->", &[marker]);
        case("<!-- ADR:Allow -->", &["0001-a.md:2:6 unused-allow", status, marker]);
        case("<!-- ADR: allow for some time -->", &[status, marker]);
        case("<!-- ADR:allowance -->", &[status, marker]);
    }

    #[test]
    fn the_head_of_a_page_belongs_to_its_first_title() {
        let front = "---\nstatus: shelved\n---\n# ADR-0001: A\n\n<!-- adr:allow(unknown-status): ours -->\n\n## Context\n\nx\n\n## Decision\n\nx\n";
        compare(&JUDGED, &[(&[("0001-a.md", front)], &[])]);
        let page = "<!-- adr:allow(unknown-marker): ours -->\n\n# Notes\n\n<!-- adr:indx -->\n";
        compare(&JUDGED, &[(&[("notes.md", page)], &[])]);
        let page = "# Notes\n\n<!-- adr:allow(unknown-marker): ours -->\n\n## A\n\n<!-- adr:indx -->\n\n# Next\n\n<!-- adr:indx -->\n";
        compare(&JUDGED, &[(&[("notes.md", page)], &["notes.md:11:10 unknown-marker"])]);
    }

    #[test]
    fn one_document_of_a_page_is_silenced_and_its_neighbour_is_not() {
        let page = "# All\n\n## ADR-0001: A\n\n<!-- adr:allow(unknown-status): ours -->\n\nStatus: shelved\n\n### Context\n\nx\n\n## ADR-0002: B\n\nStatus: shelved\n";
        compare(&JUDGED, &[(&[("all.md", page)], &["all.md:15:9 unknown-status"])]);
    }

    #[test]
    fn a_comment_reaches_into_included_files_and_is_judged_once() {
        let record = "# ADR-0001: A\n\nStatus: shelved\n";
        let page = "# All\n\n<!-- adr:allow(unknown-status): ours -->\n\n{{#include 0001-a.md}}\n";
        let files = [
            ("book.toml", ""),
            ("src/SUMMARY.md", "# S\n\n- [A](all.md)\n"),
            ("src/all.md", page),
            ("src/0001-a.md", record),
        ];
        // The heading of the included record ends the section of the page.
        compare(&["unknown-status"], &[(&files, &["src/0001-a.md:3:9 unknown-status"])]);
        let page = "# All\n\n<!-- adr:allow(unknown-marker): ours -->\n\n{{#include inc/x.md}}\n";
        let files = [
            ("a.md", page),
            ("b.md", "{{#include inc/x.md}}\n"),
            ("inc/x.md", "<!-- adr:indx -->\n"),
        ];
        compare(&JUDGED, &[(&files, &[])]);
        let both = "<!-- adr:allow(unknown-marker): ours -->\n\n{{#include inc/x.md}}\n";
        let files = [
            ("a.md", "{{#include inc/y.md}}\n"),
            ("b.md", "{{#include inc/y.md}}\n"),
            ("inc/x.md", "<!-- adr:indx -->\n"),
            ("inc/y.md", both),
        ];
        compare(
            &JUDGED,
            &[(
                &[files[0], files[1], ("inc/x.md", "x\n"), files[3]],
                &["inc/y.md:1:16 unused-allow"],
            )],
        );
    }

    #[test]
    fn a_rule_that_did_not_run_leaves_its_comments_alone() {
        let text =
            "# ADR-0001: A\n\n<!-- adr:allow(self-reference): ours -->\n\nStatus: accepted\n";
        let files = [
            ("book.toml", "[preprocessor.adr.levels]\nself-reference = \"allow\"\n"),
            ("src/0001-a.md", text),
        ];
        let library = crate::book::load_memory(&crate::book::Files::memory(files), &rules::names())
            .expect("a library");
        let analysis = crate::analysis::analyze(&library);
        let found = rules::check(&library, &analysis, &[]);
        assert!(found.iter().all(|finding| finding.rule != RULE.name), "{found:?}");
    }

    #[test]
    fn the_advice_can_be_followed() {
        let said = |comment: &str| {
            let (text, message, help) = first(RULE.name, &[("0001-a.md", &record(comment, ""))]);
            [text, message, help]
        };
        assert_eq!(
            said("<!-- adr:allow unknown-status -->"),
            ["adr:allow unknown-status", "`adr:allow` names no rule", FORM]
        );
        assert_eq!(
            said("<!-- adr:allow(unknown-statsu): x -->"),
            ["unknown-statsu", "`unknown-statsu` is no rule", "did you mean `unknown-status`?"]
        );
        assert_eq!(
            said("<!-- adr:allow(unknown-status) -->"),
            [
                "unknown-status",
                "`adr:allow(unknown-status)` gives no reason",
                "say why: `<!-- adr:allow(unknown-status): reason -->`"
            ]
        );
        assert_eq!(
            said("<!-- adr:allow(self-reference): x -->"),
            [
                "self-reference",
                "`adr:allow(self-reference)` silences nothing",
                "remove it; or move it below the heading of the section that it is about"
            ]
        );
        let twice = "<!-- adr:allow(unknown-status): x -->\n<!-- adr:allow(unknown-status): y -->";
        assert!(said(twice)[2].starts_with("a comment above says the same"));
    }
}
