//! `unreadable-front-matter`: a block at the head of a document that is neither YAML nor TOML.

use std::collections::BTreeSet;

use crate::finding::{Finding, Level};
use crate::rules::{Check, Cx, Rule};

pub(super) const RULE: Rule = Rule {
    name: "unreadable-front-matter",
    level: Level::Deny,
    since: "0.1.0",
    page: include_str!("unreadable_front_matter.md"),
    check: Check::All(check),
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    // A file that several pages include is read with each of them.
    let mut told = BTreeSet::new();
    for (span, why) in cx.analysis.troubles.iter().filter(|(span, _)| told.insert(*span)) {
        let text = cx.library.sources.slice(*span).trim();
        findings.push(
            Finding::new(RULE.name, *span, format!("front matter that cannot be read, at `{}`", super::short(text)))
                .label(why.clone())
                .help("quote a value that holds `: `, `#`, quotes or brackets, or starts with one of `[{&*!|>%@`"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::compare;

    #[test]
    fn only_a_documents_front_matter_is_judged() {
        let record = |front: &str| format!("{front}\n# ADR-0001: A\n\n## Context\n\nx\n");
        let case = |text: &str, expected: &[&str]| {
            compare(&[RULE.name], &[(&[("0001-a.md", text)], expected)]);
        };
        case(
            &record("---\nstatus: accepted\ntags: [a, b\n---\n"),
            &["0001-a.md:3:7 unreadable-front-matter"],
        );
        case(&record("+++\nstatus = accepted\n+++\n"), &["0001-a.md:2:10 unreadable-front-matter"]);
        case(&record("---\nstatus: accepted\ntags: [a, b]\n---\n"), &[]);
        case(&record("---\n---\n"), &[]);
        compare(&[RULE.name], &[(&[("notes.md", "---\nNot: a: record\n---\n\n# Notes\n")], &[])]);
    }
}
