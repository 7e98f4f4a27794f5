//! `unstable-dependency`: something in force rests on a document that is not accepted yet, or was rejected.

use std::collections::BTreeSet;

use crate::finding::{Finding, Level};
use crate::graph::Link;
use crate::rules::reference_to_superseded::{in_its_place, is_heir, rests_on, verb};
use crate::rules::{Check, Cx, Rule};
use crate::vocabulary::{Relation, Status};

pub(super) const RULE: Rule = Rule {
    name: "unstable-dependency",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("unstable_dependency.md"),
    check: Check::All(check),
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    let mut told = BTreeSet::new();
    for link in cx.analysis.graph.links() {
        let Some((rests, on)) = rests_on(link) else { continue };
        let unstable = link.edge.relation != Relation::Satisfies
            && cx.document(on).is_undecided_or_rejected()
            && cx.document(rests).in_force()
            && !is_heir(cx, rests, on);
        if unstable && told.insert((rests, on)) {
            findings.extend(finding(cx, link));
        }
    }
}

fn finding(cx: &Cx<'_>, link: Link) -> Option<Finding> {
    let (rests, on) = rests_on(link)?;
    let (document, unstable) = (cx.document(rests), cx.document(on));
    let [name, other] = super::names_beside([document, unstable]);
    let (which, otherwise) = match unstable.status()? {
        Status::Rejected => ("was rejected", "say on what it rests instead".to_owned()),
        Status::Draft => {
            ("is still a draft", format!("accept `{other}`, or say on what it rests until then"))
        }
        _ => ("is only proposed", format!("accept `{other}`, or say on what it rests until then")),
    };
    let heirs =
        in_its_place(cx, on).map(|heirs| format!("{heirs}: refer to that, if it still holds"));
    let reference = &cx.analysis.references[link.edge.reference].reference;
    let message =
        format!("`{name}` is in force and {} `{other}`, which {which}", verb(link.edge.relation));
    Some(
        Finding::new(RULE.name, reference.span, message)
            .label(which)
            .related(cx.status_span(unstable), "it says here")
            .help(heirs.unwrap_or(otherwise)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    const RULES: &[&str] = &[RULE.name, "reference-to-superseded"];

    fn record(id: &str, status: &str, more: &str) -> String {
        format!("# ADR-{id}: R{id}\n\nStatus: {status}\n\n{more}\n")
    }

    /// What is said where a record in a status says something of another.
    fn case(own: &str, says: &str, other: &str, expected: &[&str]) {
        let (a, b) = (record("0001", other, ""), record("0002", own, says));
        compare(RULES, &[(&[("0001-a.md", &a), ("0002-b.md", &b)], expected)]);
    }

    #[test]
    fn one_rule_speaks_for_each_status() {
        const UNSTABLE: &[&str] = &["0002-b.md:5:12 unstable-dependency"];
        const RETIRED: &[&str] = &["0002-b.md:5:12 reference-to-superseded"];
        for (status, expected) in [
            ("proposed", UNSTABLE),
            ("draft", UNSTABLE),
            ("rejected", UNSTABLE),
            ("superseded", RETIRED),
            ("deprecated", RETIRED),
            ("accepted", &[]),
            ("on ice", &[]),
        ] {
            case("accepted", "Depends on ADR-0001", status, expected);
        }
    }

    #[test]
    fn only_what_binds_and_rests_on_it_in_its_own_words_is_unstable() {
        for status in ["proposed", "draft", "rejected", "superseded", "on ice"] {
            case(status, "Depends on ADR-0001", "proposed", &[]);
        }
        case("accepted", "Refines ADR-0001", "proposed", &["0002-b.md:5:9 unstable-dependency"]);
        for says in
            ["Relates to ADR-0001", "Amends ADR-0001", "Required by ADR-0001", "See ADR-0001."]
        {
            case("accepted", says, "proposed", &[]);
        }
        // What a proposal would carry or govern does not rest on it yet.
        let proposal = record("0001", "proposed", "Enables ADR-0002\n\nGoverns [m](m.md)");
        let module = |says: &str| format!("# Module: m\n\n{says}\n\n## Purpose\n\nx\n");
        let b = record("0002", "accepted", "");
        let of = |says: &str, expected: &[&str]| {
            let files = [("0001-a.md", &*proposal), ("0002-b.md", &*b), ("m.md", &*module(says))];
            compare(RULES, &[(&files, expected)]);
        };
        of("", &[]);
        of("Governed by ADR-0001", &["m.md:3:13 unstable-dependency"]);
    }

    #[test]
    fn a_requirement_may_be_satisfied_before_it_is_accepted() {
        let files = [
            ("r.md", "# REQ-1: R\n\nStatus: proposed\n\nx must y\n"),
            ("0002-b.md", &*record("0002", "accepted", "Satisfies REQ-1")),
        ];
        compare(RULES, &[(&files, &[])]);
    }

    #[test]
    fn the_help_says_what_to_do_in_each_case() {
        let help = |status: &str, more: &str| {
            let files = [
                ("0001-a.md", &*record("0001", status, "")),
                ("0002-b.md", &*record("0002", "accepted", "Depends on ADR-0001")),
                ("0003-c.md", &*record("0003", "accepted", more)),
            ];
            let (caret, message, help) = first(RULE.name, &files);
            assert_eq!(caret, "ADR-0001");
            (message, help)
        };
        let (message, advice) = help("proposed", "");
        assert_eq!(
            message,
            "`ADR-0002` is in force and depends on `ADR-0001`, which is only proposed"
        );
        assert_eq!(advice, "accept `ADR-0001`, or say on what it rests until then");
        assert_eq!(help("rejected", "").1, "say on what it rests instead");
        assert_eq!(
            help("rejected", "Supersedes ADR-0001").1,
            "in its place stands `ADR-0003: R0003`: refer to that, if it still holds"
        );
    }
}
