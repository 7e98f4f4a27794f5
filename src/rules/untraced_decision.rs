//! `untraced-decision`: a decision in force that satisfies no requirement, in a book that traces its decisions.

use std::collections::BTreeSet;

use crate::document::Document;
use crate::finding::{Finding, Level};
use crate::rules::{Check, Cx, Rule, blank_like, books_with, how_to_state, tied};
use crate::vocabulary::{Kind, Relation, Statement};

pub(super) const RULE: Rule = Rule {
    name: "untraced-decision",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("untraced_decision.md"),
    check: Check::All(check),
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    let requirements = books_with(cx, &[Kind::Requirement]);
    let satisfies = Statement::forward(Relation::Satisfies);
    let is_requirement = |other: &Document| !matches!(other.kind, Kind::Decision | Kind::Module);
    let traced =
        tied(cx, satisfies, |other, own| is_requirement(other) && (own || other.may_bind()));
    let decisions =
        || cx.documents().filter(|(_, one)| one.kind == Kind::Decision && one.in_force());
    // Where no decision names a requirement yet, tracing has not begun, and `unsatisfied-requirement` says so.
    let tracing: BTreeSet<usize> =
        decisions().filter(|(id, _)| traced.contains(id)).map(|(_, one)| one.page.book).collect();
    for (id, decision) in decisions() {
        let book = decision.page.book;
        let Some(requirement) = requirements.get(&book).filter(|_| tracing.contains(&book)) else {
            continue;
        };
        if !traced.contains(&id) {
            let (name, link) = blank_like(decision, requirement);
            let here = how_to_state(decision, satisfies, false, (&name, &link));
            let message = format!("`{}` satisfies no requirement", decision.name());
            findings.push(
                Finding::new(RULE.name, decision.title_span(), message)
                    .label("nothing says what it is for")
                    .help(format!("write {here}")),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    const REQUIREMENT: (&str, &str) = (
        "r.md",
        "# All\n\n## REQ-1: R\n\n### Status\n\nAccepted\n\nIt must.\n\n### Rationale\n\nx\n",
    );

    fn decision(id: &str, status: &str, says: &str) -> String {
        format!("# ADR-{id}: R{id}\n\nStatus: {status}\n\n{says}\n")
    }

    /// What is said of a decision beside another one that satisfies the only requirement.
    fn case(status: &str, says: &str, expected: &[&str]) {
        let (a, b) =
            (decision("0001", "accepted", "Satisfies REQ-1"), decision("0002", status, says));
        compare(&[RULE.name], &[(&[("0001-a.md", &a), ("0002-b.md", &b), REQUIREMENT], expected)]);
    }

    #[test]
    fn a_decision_in_force_names_what_it_is_for() {
        let found: &[&str] = &["0002-b.md:1:13 untraced-decision"];
        case("accepted", "", found);
        case("accepted", "See REQ-1.", found);
        case("accepted", "Implements ADR-0001", found);
        case("accepted", "Satisfies REQ-1", &[]);
        case("accepted", "Satisfies [REQ-1](r.md#req-1-r)", &[]);
        case("accepted", "Satisfies the law of the land", &[]);
        for status in ["proposed", "draft", "rejected", "superseded", "deprecated", "on ice"] {
            case(status, "", &[]);
        }
    }

    #[test]
    fn a_requirement_may_say_what_satisfies_it() {
        let a = decision("0001", "accepted", "");
        let says = |status: &str| {
            format!("# REQ-1: R\n\nStatus: {status}\n\nIt must.\n\nSatisfied by ADR-0001\n")
        };
        let b = decision("0002", "accepted", "Satisfies REQ-2");
        let two = ("r2.md", "# REQ-2: S\n\nStatus: accepted\n\nIt must.\n");
        let case = |status: &str, expected: &[&str]| {
            let files = [("0001-a.md", &*a), ("0002-b.md", &*b), ("r1.md", &*says(status)), two];
            compare(&[RULE.name], &[(&files, expected)]);
        };
        case("accepted", &[]);
        case("deprecated", &["0001-a.md:1:13 untraced-decision"]);
    }

    #[test]
    fn a_book_without_requirements_in_force_or_that_does_not_trace_is_left_alone() {
        let (a, b) =
            (decision("0001", "accepted", ""), decision("0002", "accepted", "Satisfies REQ-1"));
        let old = REQUIREMENT.1.replace("Accepted", "Deprecated");
        compare(
            &[RULE.name],
            &[
                (&[("0001-a.md", &a), REQUIREMENT], &[]),
                (&[("0001-a.md", &a), ("0002-b.md", &b), ("r.md", &old)], &[]),
                (
                    &[
                        ("a/book.toml", ""),
                        ("a/src/0001-a.md", &a),
                        ("b/book.toml", ""),
                        ("b/src/0002-b.md", &b),
                        ("b/src/r.md", REQUIREMENT.1),
                    ],
                    &[],
                ),
            ],
        );
    }

    #[test]
    fn the_help_names_the_file_and_the_line() {
        let (a, b) =
            (decision("0001", "accepted", ""), decision("0002", "accepted", "Satisfies REQ-1"));
        let files = [("adr/0001-a.md", &*a), ("adr/0002-b.md", &*b), REQUIREMENT];
        let (caret, message, help) = first(RULE.name, &files);
        assert_eq!((&*caret, &*message), ("R0001", "`ADR-0001` satisfies no requirement"));
        assert_eq!(
            help,
            "write in `adr/0001-a.md`, in a paragraph below its status: `Satisfies [REQ-…](../r.md#…)`"
        );
    }
}
