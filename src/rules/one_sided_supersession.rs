//! `one-sided-supersession`: one of the two ends states it, the other is silent.

use std::collections::BTreeSet;

use crate::config::LinkPolicy;
use crate::document::DocumentId;
use crate::finding::{Finding, Level};
use crate::graph::Link;
use crate::rules::{Cx, Rule, status_contradicts_relations};
use crate::vocabulary::{Relation, Statement};

pub(super) const RULE: Rule = Rule {
    name: "one-sided-supersession",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("one_sided_supersession.md"),
    check,
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    let supersessions: Vec<Link> = cx
        .analysis
        .graph
        .links()
        .filter(|link| link.edge.relation == Relation::Supersedes)
        .collect();
    let stated: BTreeSet<(DocumentId, DocumentId, bool)> =
        supersessions.iter().map(|link| (link.source, link.target, link.edge.inverse)).collect();
    let mut told = BTreeSet::new();
    for link in supersessions {
        let pair = (link.source, link.target, link.edge.inverse);
        let answered = stated.contains(&(link.source, link.target, !link.edge.inverse));
        let speaker = if link.edge.inverse { link.target } else { link.source };
        let policy = cx.library.books[cx.document(speaker).page.book].config.links;
        if answered
            || link.source == link.target
            || is_announced(cx, link)
            || policy == LinkPolicy::EitherSide
            || status_contradicts_relations::applies(cx, link)
            || !told.insert(pair)
        {
            continue;
        }
        findings.push(finding(cx, link));
    }
}

/// Whether a document that is not accepted says what it would supersede. Until it is, the older one binds, and is right
/// to be silent.
fn is_announced(cx: &Cx<'_>, link: Link) -> bool {
    !link.edge.inverse && cx.document(link.source).is_undecided_or_rejected()
}

fn finding(cx: &Cx<'_>, link: Link) -> Finding {
    let reference = &cx.analysis.references[link.edge.reference].reference;
    let (speaker, silent) =
        if link.edge.inverse { (link.target, link.source) } else { (link.source, link.target) };
    let (speaker, silent) = (cx.document(speaker), cx.document(silent));
    let missing = Statement { relation: Relation::Supersedes, inverse: !link.edge.inverse };
    let says = match (link.edge.inverse, link.edge.partial) {
        (false, false) => "supersedes",
        (false, true) => "supersedes a part of",
        (true, false) => "is superseded by",
        (true, true) => "is superseded in part by",
    };
    let name = speaker.name();
    let target = (name.as_str(), &*super::link_to(silent, speaker));
    let advice = super::how_to_state(silent, missing, link.edge.partial, target);
    Finding::new(
        RULE.name,
        reference.span,
        format!("`{}` says that it {says} `{}`, which does not say so", speaker.name(), silent.name()),
    )
    .label("stated here")
    .related(cx.status_span(silent), "and not here")
    .help(format!("write {advice}"))
    .help("or set `links = \"either-side\"` in `[preprocessor.adr]`, if one declaration is enough for this book")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    fn record(id: &str, status: &str, more: &str) -> String {
        format!("# ADR-{id}: R{id}\n\nStatus: {status}\n\n{more}\n")
    }

    #[test]
    fn both_ends_say_it_unless_the_book_asks_for_one() {
        let rules = &[RULE.name, "status-contradicts-relations"];
        let old = record("0001", "superseded by ADR-0002", "");
        let (new, proposed) =
            (record("0002", "accepted", ""), record("0002", "proposed", "Supersedes ADR-0001"));
        let rejected = record("0002", "rejected", "Supersedes ADR-0001");
        let says = record("0002", "accepted", "Supersedes ADR-0001");
        let part = record("0002", "accepted", "Supersedes ADR-0001 in part");
        let accepted = record("0001", "accepted", "");
        let either = ("book.toml", "[preprocessor.adr]\nlinks = \"either-side\"\n");
        compare(
            rules,
            &[
                (
                    &[("0001-a.md", &old), ("0002-b.md", &new)],
                    &["0001-a.md:3:23 one-sided-supersession"],
                ),
                (&[("0001-a.md", &old), ("0002-b.md", &says)], &[]),
                (
                    &[("0001-a.md", &accepted), ("0002-b.md", &says)],
                    &["0001-a.md:3:9 status-contradicts-relations"],
                ),
                (
                    &[("0001-a.md", &accepted), ("0002-b.md", &part)],
                    &["0002-b.md:5:12 one-sided-supersession"],
                ),
                (&[("0001-a.md", &accepted), ("0002-b.md", &proposed)], &[]),
                (&[("0001-a.md", &accepted), ("0002-b.md", &rejected)], &[]),
                (&[either, ("src/0001-a.md", &old), ("src/0002-b.md", &new)], &[]),
                (
                    &[
                        ("0001-a.md", &accepted),
                        ("0002-b.md", &record("0002", "accepted", "Supersedes nothing")),
                    ],
                    &[],
                ),
            ],
        );
    }

    #[test]
    fn forks_and_several_predecessors_are_asked_for_pair_by_pair_with_either_policy() {
        let case = |files: [(&str, String); 3], both: &[&str]| {
            for (policy, expected) in [("both-sides", both), ("either-side", &[])] {
                let book = format!("[preprocessor.adr]\nlinks = \"{policy}\"\n");
                let mut all = vec![("book.toml", &*book)];
                all.extend(files.iter().map(|(path, text)| (*path, &**text)));
                compare(&[RULE.name], &[(&all, expected)]);
            }
        };
        let fork = |said: &str, three: &str| {
            [
                ("src/0001-a.md", record("0001", &format!("superseded by {said}"), "")),
                ("src/0002-b.md", record("0002", "accepted", "Supersedes ADR-0001")),
                ("src/0003-c.md", record("0003", "accepted", three)),
            ]
        };
        case(fork("ADR-0002 and ADR-0003", "Supersedes ADR-0001"), &[]);
        case(
            fork("ADR-0002", "Supersedes ADR-0001"),
            &["src/0003-c.md:5:12 one-sided-supersession"],
        );
        case(fork("ADR-0002, ADR-0003", ""), &["src/0001-a.md:3:33 one-sided-supersession"]);
        let merge = |said: &str| {
            [
                ("src/0001-a.md", record("0001", "superseded by ADR-0003", "")),
                ("src/0002-b.md", record("0002", "superseded by ADR-0003", "")),
                ("src/0003-c.md", record("0003", "accepted", said)),
            ]
        };
        case(merge("Supersedes ADR-0001, ADR-0002"), &[]);
        case(merge("Supersedes ADR-0001"), &["src/0002-b.md:3:23 one-sided-supersession"]);
    }

    #[test]
    fn what_the_front_matter_says_already_is_kept() {
        let old = |by: &str| {
            format!("---\nstatus: superseded\nsuperseded-by: {by}\n---\n\n# ADR-0001: A\n")
        };
        let new = |id: &str| record(id, "accepted", "Supersedes ADR-0001");
        let (two, three) = (new("0002"), new("0003"));
        let before = old("ADR-0002");
        let files = [("0001-a.md", &*before), ("0002-b.md", &*two), ("0003-c.md", &*three)];
        let help = first(RULE.name, &files).2;
        let said = r#"["ADR-0002", "0003-c.md"]"#;
        let advised = format!("write in the front matter of `0001-a.md`: `superseded-by: {said}`");
        assert!(help.starts_with(&advised), "{help}");
        let after = old(said);
        let files = [("0001-a.md", &*after), ("0002-b.md", &*two), ("0003-c.md", &*three)];
        compare(&[RULE.name, "unreadable-front-matter"], &[(&files, &[])]);
    }

    #[test]
    fn a_document_that_is_a_section_is_linked_by_its_fragment() {
        let text = "# Log\n\n## ADR-0001: A\n\nStatus: superseded by ADR-0002\n\n## ADR-0002: B\n\nStatus: accepted\n";
        let help = first(RULE.name, &[("log.md", text)]).2;
        assert!(help.contains("`Supersedes [ADR-0001](log.md#adr-0001-a)`"), "{help}");
        let said = text.to_owned() + "\nSupersedes [ADR-0001](log.md#adr-0001-a)\n";
        compare(&[RULE.name], &[(&[("log.md", &said)], &[])]);
    }

    #[test]
    fn the_help_can_be_followed_to_the_letter() {
        let accepted = record("0001", "accepted", "");
        let help =
            |new: &str| first(RULE.name, &[("a/0001-a.md", &accepted), ("b/0002-b.md", new)]).2;
        let part = help(&record("0002", "accepted", "Supersedes [1](../a/0001-a.md) in part"));
        assert!(part.contains("`Superseded in part by [ADR-0002](../b/0002-b.md)`"), "{part}");
    }

    #[test]
    fn who_follows_the_help_is_left_alone_in_every_dialect() {
        for (status, front) in [
            ("Status: accepted", false),
            ("- Status: accepted", false),
            ("**Status:** Accepted", false),
            ("| Status | Date |\n|-|-|\n| accepted | 2024-01-31 |", false),
            ("## Status\n\nAccepted", false),
            ("status: accepted", true),
        ] {
            for line in ["superseded by ADR-0002", "accepted\n\nSuperseded in part by ADR-0002"] {
                let old = format!("# ADR-0001: A\n\nStatus: {line}\n");
                let new = |said: &str| match (front, said) {
                    (true, "") => format!("---\n{status}\n---\n\n# ADR-0002: B\n"),
                    (true, said) => format!("---\n{status}\n{said}\n---\n\n# ADR-0002: B\n"),
                    (false, said) => format!("# ADR-0002: B\n\n{status}\n\n{said}\n"),
                };
                let help = first(RULE.name, &[("0001-a.md", &old), ("0002-b.md", &new(""))]).2;
                let said = help.split('`').nth(3).expect("what to write");
                compare(&[RULE.name], &[(&[("0001-a.md", &old), ("0002-b.md", &new(said))], &[])]);
            }
        }
    }
}
