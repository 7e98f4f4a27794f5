//! `status-contradicts-relations`: a document says that it is accepted, and another in force that it took its place.

use std::collections::BTreeSet;

use crate::document::StatusText;
use crate::finding::{Finding, Level};
use crate::graph::Link;
use crate::rules::{Cx, Rule};
use crate::vocabulary::Relation;

pub(super) const RULE: Rule = Rule {
    name: "status-contradicts-relations",
    level: Level::Deny,
    since: "0.1.0",
    page: include_str!("status_contradicts_relations.md"),
    check,
};

/// Whether a supersession is such a contradiction; `one-sided-supersession` is silent about it then.
pub(super) fn applies(cx: &Cx<'_>, link: Link) -> bool {
    link.edge.relation == Relation::Supersedes
        && !link.edge.partial
        && !link.edge.inverse
        && link.source != link.target
        && cx.document(link.source).in_force()
        && cx.document(link.target).status.as_ref().is_some_and(StatusText::in_force)
}

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    let mut told = BTreeSet::new();
    for link in cx.analysis.graph.links().filter(|link| applies(cx, *link)) {
        if !told.insert((link.source, link.target)) {
            continue;
        }
        let (new, old) = (cx.document(link.source), cx.document(link.target));
        let reference = &cx.analysis.references[link.edge.reference].reference;
        let text = old.status.as_ref().map_or("", |status| status.text.as_str());
        let file = super::relative_path(&old.path, &new.path);
        let new_name = new.name();
        findings.push(
            Finding::new(
                RULE.name,
                cx.status_span(old),
                format!(
                    "`{}` says `{}`, but `{new_name}` supersedes it",
                    old.name(),
                    super::short(text)
                ),
            )
            .label("still in force, it says")
            .related(reference.stated, format!("superseded by `{new_name}`, which is in force"))
            .help(format!("write here: `Superseded by [{new_name}]({file})`"))
            .help("if only a part was superseded, say so there: `Supersedes in part …`"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    fn record(id: &str, status: &str, more: &str) -> String {
        format!("# ADR-{id}: R{id}\n\nStatus: {status}\n\n{more}\n")
    }

    #[test]
    fn only_a_record_in_force_that_takes_the_whole_place_contradicts() {
        let case = |old: &str, new: &str, line: &str, expected: &[&str]| {
            let (old, new) = (record("0001", old, ""), record("0002", new, line));
            compare(&[RULE.name], &[(&[("0001-a.md", &old), ("0002-b.md", &new)], expected)]);
        };
        let found: &[&str] = &["0001-a.md:3:9 status-contradicts-relations"];
        case("accepted", "accepted", "Supersedes ADR-0001", found);
        case("approved in May", "in use", "Replaces [it](0001-a.md)", found);
        case("proposed", "accepted", "Supersedes ADR-0001", &[]);
        case("superseded by ADR-0002", "accepted", "Supersedes ADR-0001", &[]);
        case("accepted", "proposed", "Supersedes ADR-0001", &[]);
        case("accepted", "rejected", "Supersedes ADR-0001", &[]);
        case("accepted", "accepted", "Supersedes section 2 of ADR-0001", &[]);
        case("accepted", "accepted", "Partially supersedes ADR-0001", &[]);
        case("accepted", "accepted", "Amends ADR-0001", &[]);
    }

    #[test]
    fn the_help_links_from_the_older_to_the_newer() {
        let (old, new) =
            (record("0001", "accepted", ""), record("0002", "accepted", "Supersedes ADR-0001"));
        let (caret, message, help) = first(RULE.name, &[("0001-a.md", &old), ("0002-b.md", &new)]);
        assert_eq!(caret, "accepted");
        assert_eq!(message, "`ADR-0001` says `accepted`, but `ADR-0002` supersedes it");
        assert!(help.starts_with("write here: `Superseded by [ADR-0002](0002-b.md)`"), "{help}");
    }
}
