//! `superseded-without-successor`: a document says that it was superseded, and nothing says by what.

use crate::finding::{Finding, Level};
use crate::resolve::Outcome;
use crate::rules::{Cx, Rule};
use crate::vocabulary::{Relation, Statement, Status};

pub(super) const RULE: Rule = Rule {
    name: "superseded-without-successor",
    level: Level::Deny,
    since: "0.1.0",
    page: include_str!("superseded_without_successor.md"),
    check,
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    for (id, document) in cx.documents() {
        if document.status() != Some(Status::Superseded) {
            continue;
        }
        let by = Statement::inverse(Relation::Supersedes);
        let named: Vec<_> = cx
            .analysis
            .references_of(id)
            .map(|(_, resolved)| resolved)
            .filter(|resolved| resolved.reference.statement == by)
            .collect();
        // A successor in another series, or one of several that nothing tells apart, is a successor.
        let led_somewhere = named.iter().any(|resolved| !matches!(resolved.outcome, Outcome::Broken(_)));
        let declared_by_other =
            cx.analysis.graph.to(id).iter().any(|link| link.edge.relation == Relation::Supersedes && link.source != id);
        if led_somewhere || declared_by_other {
            continue;
        }
        let what = if named.is_empty() { "nothing says by what" } else { "what it names as its successor does not exist" };
        let message = format!("`{}` is superseded, and {what}", document.name());
        let mut finding = Finding::new(RULE.name, cx.status_span(document), message);
        for broken in named {
            finding = finding.related(broken.reference.span, "this leads to nothing");
        }
        findings.push(
            finding
                .label("by what?")
                .help("name the successor: `Superseded by [ADR-…](…)`")
                .help("if there is none, the word is Deprecated"),
        );
    }
}
