//! `missing-status`: a document without a status, in a collection where documents have one.

use crate::finding::{Finding, Level};
use crate::rules::{Cx, Rule};

pub(super) const RULE: Rule = Rule {
    name: "missing-status",
    level: Level::Deny,
    since: "0.1.0",
    page: include_str!("missing_status.md"),
    check,
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    for (_, document) in cx.documents() {
        if document.status.is_some() || !document.has_statuses {
            continue;
        }
        let mut finding = Finding::new(
            RULE.name,
            document.status_place,
            format!("`{}` has no status", document.name()),
        );
        if document.status_place == document.title_span() {
            finding = finding.label("no status is stated in this document");
        } else {
            finding = finding
                .label("no word for a status here")
                .related(document.title_span(), "this document");
        }
        findings.push(
            finding.help(
                "say where it stands: Proposed, Accepted, Rejected, Deprecated or Superseded",
            ),
        );
    }
}
