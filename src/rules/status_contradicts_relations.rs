//! `status-contradicts-relations`: a document says that it is accepted, and another in force that it took its place.

use std::collections::BTreeSet;

use crate::finding::{Finding, Level};
use crate::graph::Link;
use crate::rules::{Cx, Rule};
use crate::vocabulary::{Relation, Status};

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
        && cx.document(link.target).status() == Some(Status::Accepted)
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
