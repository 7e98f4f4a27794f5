//! `missing-status`: a document without a status, in a collection where documents have one.

use crate::finding::{Finding, Level};
use crate::rules::{Check, Cx, Rule};

pub(super) const RULE: Rule = Rule {
    name: "missing-status",
    level: Level::Deny,
    since: "0.1.0",
    page: include_str!("missing_status.md"),
    check: Check::All(check),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::compare;

    const A: (&str, &str) =
        ("adr/0001-a.md", "# 1. A\n\n## Status\n\nAccepted\n\n## Context\n\nx\n");

    #[test]
    fn a_status_is_asked_for_where_others_have_one() {
        let without = "# 2. B\n\n## Context\n\nx\n\n## Decision\n\nx\n";
        let empty = "# 2. B\n\n## Status\n\n## Context\n\nx\n\n## Decision\n\nx\n";
        let relation = "# 2. B\n\n## Status\n\nSupersedes [1. A](0001-a.md)\n\n## Context\n\nx\n\n## Decision\n\nx\n";
        let front = "---\nstatus:\n---\n# B\n\n## Context\n\nx\n\n## Decision\n\nx\n";
        let code =
            "# 2. B\n\n## Status\n\n```\nAccepted\n```\n\n## Context\n\nx\n\n## Decision\n\nx\n";
        compare(
            &[RULE.name],
            &[
                (&[A, ("adr/0002-b.md", without)], &["adr/0002-b.md:1:6 missing-status"]),
                (&[A, ("adr/0002-b.md", empty)], &["adr/0002-b.md:3:4 missing-status"]),
                (&[A, ("adr/0002-b.md", relation)], &["adr/0002-b.md:5:1 missing-status"]),
                (&[A, ("adr/0002-b.md", front)], &["adr/0002-b.md:2:1 missing-status"]),
                (&[A, ("adr/0002-b.md", code)], &["adr/0002-b.md:3:4 missing-status"]),
            ],
        );
    }

    #[test]
    fn collections_without_statuses_and_modules_are_left_alone() {
        let without = "# 2. B\n\n## Context\n\nx\n\n## Decision\n\nx\n";
        let unknown = "# 2. B\n\n## Status\n\nOn ice\n\n## Context\n\nx\n";
        compare(
            &[RULE.name],
            &[
                (&[("adr/0001-a.md", without), ("adr/0002-b.md", without)], &[]),
                (&[A, ("other/0002-b.md", without)], &[]),
                (&[A, ("adr/storage.md", "# Module: storage\n\n## Purpose\n\nx\n")], &[]),
                (&[A, ("adr/0002-b.md", unknown)], &[]),
                (&[A, ("adr/0000-template.md", without)], &[]),
            ],
        );
    }
}
