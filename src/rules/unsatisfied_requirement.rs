//! `unsatisfied-requirement`: a requirement in force that nothing in force satisfies.

use crate::document::{Document, DocumentId};
use crate::finding::{Finding, Level};
use crate::rules::{
    Check, Cx, Rule, blank_like, books_with, how_to_state, link_to, tied, with_idle_sources,
};
use crate::vocabulary::{Kind, Relation, Statement};

pub(super) const RULE: Rule = Rule {
    name: "unsatisfied-requirement",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("unsatisfied_requirement.md"),
    check: Check::All(check),
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    let others = books_with(cx, &[Kind::Decision, Kind::Module]);
    let satisfied = tied(cx, Statement::inverse(Relation::Satisfies), |other, _| other.may_bind());
    for (id, requirement) in cx.documents() {
        if requirement.kind == Kind::Requirement
            && requirement.in_force()
            && !satisfied.contains(&id)
            && let Some(other) = others.get(&requirement.page.book)
        {
            findings.push(finding(cx, id, requirement, other));
        }
    }
}

fn finding(cx: &Cx<'_>, id: DocumentId, requirement: &Document, other: &Document) -> Finding {
    let name = requirement.name();
    let (blank, link) = blank_like(requirement, other);
    let by = Statement::inverse(Relation::Satisfies);
    let here = how_to_state(requirement, by, false, (&blank, &link));
    // An id is the same wherever it is written; a link is not.
    let there = match requirement.own_id().filter(|_| requirement.number.is_some()) {
        Some(id) => id.value.clone(),
        None => format!("[{name}]({})", link_to(other, requirement)),
    };
    let message = format!("nothing in force satisfies `{name}`");
    let finding =
        Finding::new(RULE.name, requirement.title_span(), message).label("what fulfils it?");
    with_idle_sources(cx, finding, id, Relation::Satisfies)
        .help(format!("write in the decision or module that satisfies it: `Satisfies {there}`"))
        .help(format!("or {here}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, findings, first};

    const REQUIREMENTS: &str =
        "# All\n\n## REQ-1: R\n\n### Status\n\nAccepted\n\n### Rationale\n\nx\n";

    fn decision(status: &str, says: &str) -> String {
        format!("# ADR-0001: A\n\nStatus: {status}\n\n{says}\n")
    }

    const OTHER: (&str, &str) = ("0002-b.md", "# ADR-0002: B\n\nStatus: accepted\n");

    fn case(first: (&str, &str), requirements: &str, expected: &[&str]) {
        compare(&[RULE.name], &[(&[first, OTHER, ("r.md", requirements)], expected)]);
    }

    #[test]
    fn a_decision_or_module_in_force_satisfies() {
        let found: &[&str] = &["r.md:3:11 unsatisfied-requirement"];
        let says = |status: &str| decision(status, "Satisfies REQ-1");
        case(("0001-a.md", &says("accepted")), REQUIREMENTS, &[]);
        case(("0001-a.md", &says("on ice")), REQUIREMENTS, &[]);
        for status in ["proposed", "draft", "rejected", "superseded", "deprecated"] {
            case(("0001-a.md", &says(status)), REQUIREMENTS, found);
        }
        case(("0001-a.md", &decision("accepted", "As REQ-1 asks.")), REQUIREMENTS, found);
        case(("m.md", "# Module: m\n\n- Satisfies REQ-1\n\n## Purpose\n\nx\n"), REQUIREMENTS, &[]);
    }

    #[test]
    fn the_requirement_may_say_it_itself() {
        let by =
            |by: &str| REQUIREMENTS.replace("Accepted", &format!("Accepted\n\nSatisfied by {by}"));
        let found: &[&str] = &["r.md:3:11 unsatisfied-requirement"];
        case(("0001-a.md", &decision("accepted", "")), &by("ADR-0001"), &[]);
        case(("0001-a.md", &decision("proposed", "")), &by("ADR-0001"), found);
        case(("0001-a.md", &decision("accepted", "")), &by("the platform"), &[]);
        case(("0001-a.md", &decision("accepted", "")), &by("ADR-0009"), &[]);
    }

    #[test]
    fn requirements_that_do_not_bind_and_books_of_nothing_else_are_left_alone() {
        let a = decision("accepted", "");
        for status in ["Proposed", "Deprecated", "Superseded"] {
            case(("0001-a.md", &a), &REQUIREMENTS.replace("Accepted", status), &[]);
        }
        compare(&[RULE.name], &[(&[("r.md", REQUIREMENTS)], &[])]);
        let proposed = decision("proposed", "");
        compare(&[RULE.name], &[(&[("0001-a.md", &proposed), ("r.md", REQUIREMENTS)], &[])]);
    }

    #[test]
    fn what_would_satisfy_it_and_does_not_bind_is_shown() {
        let a = decision("proposed", "Satisfies REQ-1");
        let (library, found) = findings(&[("0001-a.md", &a), OTHER, ("r.md", REQUIREMENTS)]);
        let found = found.iter().find(|found| found.rule == RULE.name).expect("a finding");
        let related = &found.related[0];
        assert_eq!(library.sources.slice(related.span), "REQ-1");
        assert_eq!(related.label, "`ADR-0001` does not count: it is proposed");
    }

    #[test]
    fn the_help_can_be_followed_in_either_file() {
        let a = decision("accepted", "");
        let files = [("adr/0001-a.md", &*a), ("req/r.md", REQUIREMENTS)];
        let (_, message, help) = first(RULE.name, &files);
        assert_eq!(message, "nothing in force satisfies `REQ-1`");
        assert_eq!(
            help,
            "write in the decision or module that satisfies it: `Satisfies REQ-1`\n\
             or in `req/r.md`, in a paragraph below its status: `Satisfied by [ADR-…](../adr/….md)`"
        );
        let satisfies = decision("accepted", "Satisfies REQ-1");
        let answered = REQUIREMENTS
            .replace("Accepted", "Accepted\n\nSatisfied by [ADR-0001](../adr/0001-a.md)");
        compare(
            &[RULE.name],
            &[
                (&[("adr/0001-a.md", &satisfies), ("req/r.md", REQUIREMENTS)], &[]),
                (&[("adr/0001-a.md", &a), ("req/r.md", &answered)], &[]),
            ],
        );
    }

    #[test]
    fn a_link_to_the_page_means_the_requirement_that_its_words_name() {
        let page = "# Needs\n\n## REQ-001: Be fast\n\nStatus: accepted\n\nIt must.\n\n\
                    ## REQ-002: Be small\n\nStatus: accepted\n\nIt must.\n\n\
                    ## REQ-003: Be kind\n\nStatus: accepted\n\nIt must.\n";
        let record = "# ADR-0001: A\n\nStatus: accepted\n\n- Satisfies [REQ-001](needs.md)\n\
                      - Satisfies [REQ-002: Be small](needs.md)\n- Satisfies [the third](needs.md)\n";
        compare(
            &[RULE.name],
            &[(
                &[("0001-a.md", record), ("needs.md", page)],
                &["needs.md:15:13 unsatisfied-requirement"],
            )],
        );
    }
}
