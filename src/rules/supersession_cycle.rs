//! `supersession-cycle`: documents that supersede each other in a circle, so that none is in force.

use std::collections::BTreeSet;

use crate::document::{Document, DocumentId};
use crate::finding::{Finding, Level};
use crate::graph::Link;
use crate::reference::Reference;
use crate::rules::{Check, Cx, Rule};
use crate::source::Span;
use crate::vocabulary::Relation;

pub(super) const RULE: Rule = Rule {
    name: "supersession-cycle",
    level: Level::Deny,
    since: "0.1.0",
    page: include_str!("supersession_cycle.md"),
    check: Check::All(check),
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    let circle = Circle {
        rule: RULE.name,
        verb: "supersedes",
        each_other: "supersede each other",
        help: "only a later decision can supersede an earlier one: turn the statement around that is wrong",
        place: |reference| reference.stated,
    };
    let whole = |link: Link| link.edge.relation == Relation::Supersedes && !link.edge.partial;
    circle.check(cx, whole, findings);
}

/// What is said of documents that lead to each other in a circle.
pub(super) struct Circle {
    /// The rule that says it.
    pub rule: &'static str,
    /// What one of them does to the next.
    pub verb: &'static str,
    /// What they do together.
    pub each_other: &'static str,
    /// How to get out.
    pub help: &'static str,
    /// What to point at: the whole statement, or where one line may state several edges, the words that point.
    pub place: fn(&Reference) -> Span,
}

impl Circle {
    /// One finding for each group of documents that the edges which `keep` keeps lead round in.
    pub(super) fn check(
        &self,
        cx: &Cx<'_>,
        keep: impl Fn(Link) -> bool,
        findings: &mut Vec<Finding>,
    ) {
        let graph = &cx.analysis.graph;
        for cycle in graph.cycles(&keep) {
            let members: BTreeSet<_> = cycle.iter().copied().collect();
            let mut seen = BTreeSet::new();
            let links: Vec<Link> = cycle
                .iter()
                .flat_map(|document| graph.from(*document))
                .filter(|link| keep(*link) && link.source != link.target)
                .filter(|link| {
                    members.contains(&link.target) && seen.insert((link.source, link.target))
                })
                .collect();
            findings.extend(self.finding(cx, &cycle, &links));
        }
    }

    /// The finding at the first edge, which points at every other one.
    fn finding(&self, cx: &Cx<'_>, cycle: &[DocumentId], links: &[Link]) -> Option<Finding> {
        let (first, others) = links.split_first()?;
        let documents: Vec<&Document> = cycle.iter().map(|id| cx.document(*id)).collect();
        let names = super::quoted_names(&documents);
        let name =
            |id: DocumentId| cycle.binary_search(&id).map_or(String::new(), |at| names[at].clone());
        let stated =
            |link: &Link| (self.place)(&cx.analysis.references[link.edge.reference].reference);
        let says =
            |link: &Link| format!("{} {} {}", name(link.source), self.verb, name(link.target));
        let message = format!("{} {} in a circle", listed(&names), self.each_other);
        let mut finding = Finding::new(self.rule, stated(first), message).label(says(first));
        for link in others {
            finding = finding.related(stated(link), says(link));
        }
        Some(finding.help(self.help))
    }
}

/// `a`, `b` and `c`.
pub(super) fn listed(names: &[String]) -> String {
    match names {
        [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => names.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    fn record(id: &str, line: &str) -> String {
        format!("# ADR-{id}: R{id}\n\nStatus: superseded\n\n{line}\n")
    }

    #[test]
    fn a_circle_is_found_once_and_parts_make_none() {
        let a = record("0001", "Supersedes ADR-0003");
        let (b, c) = (record("0002", "Supersedes ADR-0001"), record("0003", "Supersedes ADR-0002"));
        let by = record("0001", "Superseded by ADR-0002");
        let part = record("0001", "Supersedes ADR-0002 in part");
        compare(
            &[RULE.name],
            &[
                (
                    &[("0001-a.md", &a), ("0002-b.md", &b), ("0003-c.md", &c)],
                    &["0001-a.md:5:1 supersession-cycle"],
                ),
                (&[("0001-a.md", &by), ("0002-b.md", &b)], &[]),
                (&[("0001-a.md", &part), ("0002-b.md", &b)], &[]),
                (&[("0001-a.md", &record("0001", "Supersedes ADR-0001"))], &[]),
            ],
        );
    }

    #[test]
    fn the_message_names_them_all() {
        let a = record("0001", "Supersedes ADR-0003");
        let (b, c) = (record("0002", "Supersedes ADR-0001"), record("0003", "Supersedes ADR-0002"));
        let (_, message, _) =
            first(RULE.name, &[("0001-a.md", &a), ("0002-b.md", &b), ("0003-c.md", &c)]);
        assert_eq!(
            message,
            "`ADR-0001`, `ADR-0002` and `ADR-0003` supersede each other in a circle"
        );
    }
}
