//! `premature-supersession`: a document says that it was superseded, by one that was never accepted.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Document, DocumentId};
use crate::finding::{Finding, Level};
use crate::graph::Link;
use crate::resolve::Outcome;
use crate::rules::supersession_cycle::listed;
use crate::rules::{Check, Cx, Rule, status_contradicts_relations};
use crate::source::Span;
use crate::vocabulary::{Relation, Statement, Status};

pub(super) const RULE: Rule = Rule {
    name: "premature-supersession",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("premature_supersession.md"),
    check: Check::All(check),
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    for (id, document) in cx.documents() {
        if document.status() == Some(Status::Superseded)
            && let Some(successors) = unaccepted(cx, id)
        {
            findings.push(finding(cx, document, successors));
        }
    }
    findings.extend(said_beside_a_status(cx));
}

/// Of documents that say elsewhere than in their status that they were superseded, those of which no successor is
/// accepted. Where one is in force, the status is what is wrong.
fn said_beside_a_status(cx: &Cx<'_>) -> Vec<Finding> {
    let mut said: BTreeMap<DocumentId, Vec<Link>> = BTreeMap::new();
    for link in cx.analysis.graph.links() {
        if status_contradicts_relations::contradicts_itself(cx, link) {
            said.entry(link.target).or_default().push(link);
        }
    }
    let mut findings = Vec::new();
    for (id, links) in said {
        let document = cx.document(id);
        let successors: BTreeSet<DocumentId> = links.iter().map(|link| link.source).collect();
        let pending = |id: &DocumentId| cx.document(*id).is_undecided_or_rejected();
        if names_another(cx, id) || !successors.iter().all(pending) {
            continue;
        }
        let place = cx.analysis.references[links[0].edge.reference].reference.span;
        let says = |own: &str, others: &[String]| {
            format!("{own} says that it is superseded by {}", listed(others))
        };
        findings.push(about(cx, document, place, says, &successors, "take this out"));
    }
    findings
}

/// The successors of a document, where all are known and none of them, nor what came after them, was ever in force.
fn unaccepted<'a>(cx: &Cx<'a>, id: DocumentId) -> Option<&'a BTreeSet<DocumentId>> {
    let graph = &cx.analysis.graph;
    let whole = graph.successors(id, false);
    let successors = if whole.is_empty() { graph.successors(id, true) } else { whole };
    let ends = graph.live_ends(id);
    // In a circle of successors, the circle is what is wrong.
    let is_circle = ends.is_empty() && !whole.is_empty();
    let pending = |id: &DocumentId| cx.document(*id).is_undecided_or_rejected();
    let known = !successors.is_empty() && !is_circle && !names_another(cx, id);
    (known && successors.iter().all(pending) && ends.iter().all(pending)).then_some(successors)
}

/// Whether a document names a successor that is not known here: one elsewhere, or one that a broken link was to lead to.
fn names_another(cx: &Cx<'_>, id: DocumentId) -> bool {
    let by = Statement::inverse(Relation::Supersedes);
    cx.analysis
        .references_of(id)
        .filter(|(_, resolved)| resolved.reference.statement == by)
        .any(|(_, resolved)| !matches!(resolved.outcome, Outcome::Document(..)))
}

fn finding(cx: &Cx<'_>, document: &Document, successors: &BTreeSet<DocumentId>) -> Finding {
    let text = document.status.as_ref().map_or("", |status| status.text.as_str());
    let says = |own: &str, _: &[String]| format!("{own} says `{}`", super::short(text));
    about(cx, document, cx.status_span(document), says, successors, "write here: `Accepted`")
}

/// What is said at the place where the older document says too much, which `says` puts into words with its name and those
/// of its successors; `instead` is what to do there.
fn about(
    cx: &Cx<'_>,
    older: &Document,
    place: Span,
    says: impl Fn(&str, &[String]) -> String,
    successors: &BTreeSet<DocumentId>,
    instead: &str,
) -> Finding {
    let successors: Vec<&Document> = successors.iter().map(|id| cx.document(*id)).collect();
    let all: Vec<&Document> = std::iter::once(older).chain(successors.iter().copied()).collect();
    let mut names = super::quoted_names(&all);
    let own = names.remove(0);
    let states: Vec<String> = successors
        .iter()
        .zip(&names)
        .map(|(successor, name)| format!("{name} {}", state(successor)))
        .collect();
    let message = format!("{}, but {}", says(&own, &names), listed(&states));
    let mut finding = Finding::new(RULE.name, place, message).label("it is still in force");
    for (successor, said) in successors.iter().zip(states) {
        finding = finding.related(cx.status_span(successor), said);
    }
    let is_open = |successor: &Document| successor.status() != Some(Status::Rejected);
    let open = successors.iter().zip(names).filter(|(successor, _)| is_open(successor));
    let open: Vec<String> = open.map(|(_, name)| name).collect();
    finding.help(if open.is_empty() {
        format!("{instead}, or name what took its place")
    } else {
        format!("accept {}, or until then {instead}", open.join(" or "))
    })
}

/// Where a successor stands instead.
fn state(successor: &Document) -> &'static str {
    match successor.status() {
        Some(Status::Rejected) => "was rejected",
        Some(Status::Draft) => "is still a draft",
        _ => "is only proposed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    const RULES: &[&str] = &[
        RULE.name,
        "one-sided-supersession",
        "superseded-without-successor",
        "status-contradicts-relations",
        "supersession-cycle",
    ];

    fn record(id: &str, status: &str, more: &str) -> String {
        format!("# ADR-{id}: R{id}\n\nStatus: {status}\n\n{more}\n")
    }

    /// What is said of an older record and its successor, with either policy.
    fn pair(old: (&str, &str), new: (&str, &str), both: &[&str], either: &[&str]) {
        let (old, new) = (record("0001", old.0, old.1), record("0002", new.0, new.1));
        let book = |policy| format!("[preprocessor.adr]\nlinks = \"{policy}\"\n");
        for (policy, expected) in [("both-sides", both), ("either-side", either)] {
            let files =
                [("book.toml", &*book(policy)), ("src/0001-a.md", &*old), ("src/0002-b.md", &*new)];
            compare(RULES, &[(&files, expected)]);
        }
    }

    const FOUND: &[&str] = &["src/0001-a.md:3:9 premature-supersession"];
    const BY: (&str, &str) = ("superseded by ADR-0002", "");

    #[test]
    fn a_record_is_retired_by_one_that_was_accepted() {
        for status in ["proposed", "draft", "rejected", "withdrawn", "in review"] {
            pair(BY, (status, "Supersedes ADR-0001"), FOUND, FOUND);
            pair(("superseded", ""), (status, "Supersedes ADR-0001"), FOUND, FOUND);
            pair(("superseded", ""), (status, "Supersedes ADR-0001 in part"), FOUND, FOUND);
            pair(("accepted", ""), (status, "Supersedes ADR-0001"), &[], &[]);
            pair(
                ("accepted", "Superseded in part by ADR-0002"),
                (status, "Supersedes ADR-0001 in part"),
                &[],
                &[],
            );
        }
        for status in ["accepted", "deprecated", "on ice"] {
            pair(BY, (status, "Supersedes ADR-0001"), &[], &[]);
        }
        let silent = &[
            "src/0001-a.md:3:9 premature-supersession",
            "src/0001-a.md:3:23 one-sided-supersession",
        ];
        pair(BY, ("proposed", ""), silent, FOUND);
    }

    #[test]
    fn a_circle_is_reported_as_one() {
        let circle = &["src/0001-a.md:5:1 supersession-cycle"];
        let new = ("proposed", "Supersedes ADR-0001\n\nSuperseded by ADR-0001");
        pair(("superseded", "Supersedes ADR-0002\n\nSuperseded by ADR-0002"), new, circle, circle);
    }

    #[test]
    fn one_of_several_successors_and_the_end_of_a_chain_are_enough() {
        let old = record("0001", "superseded by ADR-0002 and ADR-0003", "");
        let new = |id: &str, status: &str| record(id, status, "Supersedes ADR-0001");
        let case = |two: &str, three: &str, expected: &[&str]| {
            let files = [
                ("0001-a.md", &*old),
                ("0002-b.md", &*new("0002", two)),
                ("0003-c.md", &*new("0003", three)),
            ];
            compare(RULES, &[(&files, expected)]);
        };
        case("accepted", "proposed", &[]);
        case("rejected", "accepted", &[]);
        case("rejected", "proposed", &["0001-a.md:3:9 premature-supersession"]);
        let old = record("0001", "superseded by ADR-0002", "");
        let end = record("0003", "accepted", "Supersedes ADR-0002");
        let never = record("0002", "rejected", "Supersedes ADR-0001\nSuperseded by ADR-0003");
        compare(
            RULES,
            &[(&[("0001-a.md", &old), ("0002-b.md", &never), ("0003-c.md", &end)], &[])],
        );
        // The record that is retired too early is the one in the middle.
        let middle = record("0002", "superseded by ADR-0003", "Supersedes ADR-0001");
        let end = record("0003", "proposed", "Supersedes ADR-0002");
        compare(
            RULES,
            &[(
                &[("0001-a.md", &old), ("0002-b.md", &middle), ("0003-c.md", &end)],
                &["0002-b.md:3:9 premature-supersession"],
            )],
        );
    }

    #[test]
    fn a_successor_that_is_not_known_may_be_in_force() {
        let new = record("0002", "proposed", "Supersedes ADR-0001");
        for more in ["the platform's own record", "[RFC 9](https://example.org/9)"] {
            let old = record("0001", &format!("superseded by {more}"), "Superseded by ADR-0002");
            compare(&[RULE.name], &[(&[("0001-a.md", &old), ("0002-b.md", &new)], &[])]);
        }
    }

    #[test]
    fn who_follows_the_help_is_left_alone() {
        let old = record("0001", "superseded by ADR-0002", "");
        let new = |status: &str| record("0002", status, "Supersedes ADR-0001");
        let (caret, message, help) =
            first(RULE.name, &[("0001-a.md", &old), ("0002-b.md", &new("proposed"))]);
        assert_eq!(caret, "superseded by ADR-0002");
        assert_eq!(
            message,
            "`ADR-0001` says `superseded by ADR-0002`, but `ADR-0002` is only proposed"
        );
        assert_eq!(help, "accept `ADR-0002`, or until then write here: `Accepted`");
        let accepted = record("0001", "accepted", "");
        compare(
            RULES,
            &[
                (&[("0001-a.md", &accepted), ("0002-b.md", &new("proposed"))], &[]),
                (&[("0001-a.md", &old), ("0002-b.md", &new("accepted"))], &[]),
                (&[("0001-a.md", &accepted), ("0002-b.md", &new("rejected"))], &[]),
            ],
        );
    }
}
