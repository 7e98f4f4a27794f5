//! `reference-to-superseded`: something in force rests on a document that is not any more.

use std::collections::BTreeSet;

use crate::document::{Document, DocumentId};
use crate::finding::{Finding, Level};
use crate::graph::Link;
use crate::rules::{Cx, Rule};
use crate::vocabulary::{Relation, Status};

pub(super) const RULE: Rule = Rule {
    name: "reference-to-superseded",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("reference_to_superseded.md"),
    check,
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    let mut told = BTreeSet::new();
    for link in cx.analysis.graph.links() {
        let Some((rests, on)) = rests_on(link) else { continue };
        let (document, dead) = (cx.document(rests), cx.document(on));
        let retired = matches!(dead.status(), Some(Status::Superseded | Status::Deprecated));
        if !retired || document.is_out_of_force() || !told.insert((rests, on)) {
            continue;
        }
        // The successor may speak of what it replaced.
        let ends = cx.analysis.graph.live_ends(on);
        if ends.contains(&rests) || cx.analysis.graph.successors(on, true).contains(&rests) {
            continue;
        }
        findings.push(finding(cx, link, document, dead, ends));
    }
}

/// Which end of an edge rests on which. A mention rests on nothing: prose may tell the history.
fn rests_on(link: Link) -> Option<(DocumentId, DocumentId)> {
    match link.edge.relation {
        Relation::DependsOn | Relation::Refines | Relation::Satisfies => {
            Some((link.source, link.target))
        }
        Relation::Governs => Some((link.target, link.source)),
        _ => None,
    }
}

fn finding(
    cx: &Cx<'_>,
    link: Link,
    document: &Document,
    dead: &Document,
    ends: &BTreeSet<DocumentId>,
) -> Finding {
    let reference = &cx.analysis.references[link.edge.reference].reference;
    let word = dead.status().map_or("", Status::as_str);
    let verb = match link.edge.relation {
        Relation::DependsOn => "depends on",
        Relation::Refines => "refines",
        Relation::Satisfies => "satisfies",
        Relation::Governs => "is governed by",
        _ => "refers to",
    };
    let names: Vec<String> = ends
        .iter()
        .map(|id| format!("`{}`", super::short(&cx.document(*id).full_name())))
        .collect();
    Finding::new(
        RULE.name,
        reference.span,
        format!("`{}` {verb} `{}`, which is {word}", document.name(), dead.name()),
    )
    .label(word)
    .related(cx.status_span(dead), "it says here")
    .help(if names.is_empty() {
        "decide whether it still holds, and say on what it rests now".to_owned()
    } else {
        format!("in its place stands {}: refer to that, if it still holds", names.join(" and "))
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
}
