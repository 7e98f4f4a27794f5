//! `reference-to-superseded`: something in force rests on a document that is not any more.

use std::collections::BTreeSet;

use crate::document::DocumentId;
use crate::finding::{Finding, Level};
use crate::graph::Link;
use crate::rules::supersession_cycle::listed;
use crate::rules::{Check, Cx, Rule};
use crate::vocabulary::{Relation, Status};

pub(super) const RULE: Rule = Rule {
    name: "reference-to-superseded",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("reference_to_superseded.md"),
    check: Check::All(check),
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    let mut told = BTreeSet::new();
    for link in cx.analysis.graph.links() {
        let Some((rests, on)) = rests_on(link) else { continue };
        let (document, dead) = (cx.document(rests), cx.document(on));
        let retired = matches!(dead.status(), Some(Status::Superseded | Status::Deprecated));
        if !retired || document.is_out_of_force() || is_heir(cx, rests, on) {
            continue;
        }
        if told.insert((rests, on)) {
            findings.push(finding(cx, link));
        }
    }
}

/// Which end of an edge rests on which, if it says so itself. What the other end says of it is that one's history, and a
/// mention rests on nothing: prose may tell history too.
pub(super) fn rests_on(link: Link) -> Option<(DocumentId, DocumentId)> {
    match (link.edge.relation, link.edge.inverse) {
        (Relation::DependsOn | Relation::Refines | Relation::Satisfies, false) => {
            Some((link.source, link.target))
        }
        (Relation::Governs, true) => Some((link.target, link.source)),
        _ => None,
    }
}

/// Whether a document took another's place: then it may speak of what it replaced.
pub(super) fn is_heir(cx: &Cx<'_>, document: DocumentId, of: DocumentId) -> bool {
    let graph = &cx.analysis.graph;
    graph.live_ends(of).contains(&document) || graph.successors(of, true).contains(&document)
}

/// How a document rests on another, in words.
pub(super) fn verb(relation: Relation) -> &'static str {
    match relation {
        Relation::DependsOn => "depends on",
        Relation::Refines => "refines",
        Relation::Satisfies => "satisfies",
        Relation::Governs => "is governed by",
        _ => "refers to",
    }
}

/// What stands in a document's place and binds, in words; none where nothing does.
pub(super) fn in_its_place(cx: &Cx<'_>, of: DocumentId) -> Option<String> {
    let ends = cx.analysis.graph.live_ends(of).iter().map(|id| cx.document(*id));
    let names: Vec<String> = ends
        .filter(|end| end.may_bind())
        .map(|end| format!("`{}`", super::short(&end.full_name())))
        .collect();
    let stands = if names.len() == 1 { "stands" } else { "stand" };
    (!names.is_empty()).then(|| format!("in its place {stands} {}", listed(&names)))
}

fn finding(cx: &Cx<'_>, link: Link) -> Finding {
    let (rests, on) = rests_on(link).unwrap_or((link.source, link.target));
    let (document, dead) = (cx.document(rests), cx.document(on));
    let reference = &cx.analysis.references[link.edge.reference].reference;
    let word = dead.status().map_or("", Status::as_str);
    let verb = verb(link.edge.relation);
    let [name, other] = super::names_beside([document, dead]);
    Finding::new(RULE.name, reference.span, format!("`{name}` {verb} `{other}`, which is {word}"))
        .label(word)
        .related(cx.status_span(dead), "it says here")
        .help(match in_its_place(cx, on) {
            Some(heirs) => format!("{heirs}: refer to that, if it still holds"),
            None => "decide whether it still holds, and say on what it rests now".to_owned(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    const OLD: (&str, &str) = ("0001-a.md", "# ADR-0001: A\n\nStatus: superseded by ADR-0002\n");
    const NEW: (&str, &str) =
        ("0002-b.md", "# ADR-0002: B\n\nStatus: accepted\n\nSupersedes: ADR-0001\n");

    #[test]
    fn what_rests_on_the_dead_is_found_and_history_is_not() {
        let record =
            |status: &str, line: &str| format!("# ADR-0003: C\n\nStatus: {status}\n\n{line}\n");
        let module = |line: &str| format!("# Module: c\n\n## Purpose\n\n{line}\n");
        let case = |name: &str, text: &str, expected: &[&str]| {
            compare(&[RULE.name], &[(&[OLD, NEW, (name, text)], expected)]);
        };
        case(
            "0003-c.md",
            &record("accepted", "Depends on ADR-0001"),
            &["0003-c.md:5:12 reference-to-superseded"],
        );
        case(
            "0003-c.md",
            &record("accepted", "Refines ADR-0001"),
            &["0003-c.md:5:9 reference-to-superseded"],
        );
        case("c.md", &module("See ADR-0001."), &[]);
        case(
            "c.md",
            "# Module: c\n\n- Governed by ADR-0001\n\n## Purpose\n\nx\n",
            &["c.md:3:15 reference-to-superseded"],
        );
        case("0003-c.md", &record("accepted", "See ADR-0001."), &[]);
        case("0003-c.md", &record("accepted", "Related to ADR-0001"), &[]);
        case("0003-c.md", &record("rejected", "Depends on ADR-0001"), &[]);
        case("0003-c.md", &record("accepted", "Depends on ADR-0002"), &[]);
        let governs = "# ADR-0001: A\n\nStatus: superseded by ADR-0002\n\nGoverns [c](c.md)\nRequired by ADR-0003\n";
        let c = ("c.md", "# Module: c\n\n## Purpose\n\nx\n");
        let third = ("0003-c.md", "# ADR-0003: C\n\nStatus: accepted\n");
        compare(&[RULE.name], &[(&[("0001-a.md", governs), NEW, third, c], &[])]);
        let successor =
            "# ADR-0002: B\n\nStatus: accepted\n\nSupersedes: ADR-0001\nRefines: ADR-0001\n";
        compare(&[RULE.name], &[(&[OLD, ("0002-b.md", successor)], &[])]);
    }

    #[test]
    fn the_help_names_the_end_of_the_chain() {
        let middle = "# ADR-0002: B\n\nStatus: superseded by ADR-0004\n\nSupersedes: ADR-0001\n";
        let end = "# ADR-0004: D\n\nStatus: accepted\n\nSupersedes: ADR-0002\n";
        let rests = "# ADR-0003: C\n\nStatus: accepted\n\nDepends on ADR-0001\n";
        let (_, message, help) = first(
            RULE.name,
            &[OLD, ("0002-b.md", middle), ("0003-c.md", rests), ("0004-d.md", end)],
        );
        assert_eq!(message, "`ADR-0003` depends on `ADR-0001`, which is superseded");
        assert_eq!(help, "in its place stands `ADR-0004: D`: refer to that, if it still holds");
    }

    #[test]
    fn the_help_names_no_successor_that_does_not_bind() {
        let proposed = "# ADR-0002: B\n\nStatus: proposed\n\nSupersedes: ADR-0001\n";
        let rests = "# ADR-0003: C\n\nStatus: accepted\n\nDepends on ADR-0001\n";
        let (_, _, help) = first(RULE.name, &[OLD, ("0002-b.md", proposed), ("0003-c.md", rests)]);
        assert_eq!(help, "decide whether it still holds, and say on what it rests now");
    }
}
