//! `status-contradicts-itself`: a document states two statuses of which only one can hold.

use crate::finding::{Finding, Level};
use crate::rules::{Check, Cx, Rule};
use crate::vocabulary::{Relation, Statement, Status};

pub(super) const RULE: Rule = Rule {
    name: "status-contradicts-itself",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("status_contradicts_itself.md"),
    check: Check::All(check),
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    for (id, document) in cx.documents() {
        let (Some(status), Some(other)) = (&document.status, &document.contradicting) else {
            continue;
        };
        // Its successor makes that `status-contradicts-relations`.
        let by = Statement::inverse(Relation::Supersedes);
        let mut references = cx.analysis.references_of(id);
        if status.status == Status::Accepted
            && other.status == Status::Superseded
            && references.any(|(_, resolved)| resolved.reference.statement == by)
        {
            continue;
        }
        let (said, own) = (super::short(&other.text), super::short(&status.text));
        let message = format!("`{}` says `{said}` here, and `{own}` elsewhere", document.name());
        findings.push(
            Finding::new(RULE.name, other.span, message)
                .label("only one of the two can hold")
                .related(status.span, "this is taken for its status")
                .help("state the status once, and take the other away"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::compare;

    #[test]
    fn two_places_contradict_each_other_if_both_speak_of_the_decision() {
        let case = |front: &str, field: &str, section: &str, expected: &[&str]| {
            let text = format!(
                "---\nstatus: {front}\n---\n# 1. A\n\n**Status:** {field}\n\n## Status\n\n{section}\n\n## Decision\n\nx\n"
            );
            let expected: Vec<String> = expected
                .iter()
                .map(|at| format!("0001-a.md:{at} status-contradicts-itself"))
                .collect();
            let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
            compare(&[RULE.name], &[(&[("0001-a.md", &text)], &expected)]);
        };
        case("accepted", "Accepted", "Accepted", &[]);
        case("accepted", "Approved (2024-05-01)", "✅ Accepted", &[]);
        case("proposed", "Accepted", "Accepted", &["6:13"]);
        case("accepted", "Accepted", "Rejected", &["10:1"]);
        case("accepted", "accepted", "Superseded", &["10:1"]);
        case("draft", "Proposed", "Proposed", &[]);
        // What a site says of a page, and words of work, are no statuses of a decision.
        case("current", "Accepted", "Accepted", &[]);
        case("accepted", "In progress", "Done", &[]);
        case("accepted", "Accepted", "We wait for the review.", &[]);
    }

    #[test]
    fn a_successor_makes_it_another_finding() {
        let old = "---\nstatus: accepted\n---\n# 1. A\n\n## Status\n\nSuperseded by [2](0002-b.md)\n\n## Decision\n\nx\n";
        let new = "# 2. B\n\nStatus: accepted\n\nSupersedes [1](0001-a.md)\n";
        compare(
            &[RULE.name, "status-contradicts-relations"],
            &[(
                &[("0001-a.md", old), ("0002-b.md", new)],
                &["0001-a.md:2:9 status-contradicts-relations"],
            )],
        );
    }
}
