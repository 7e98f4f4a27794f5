//! `one-sided-supersession`: one of the two ends states it, the other is silent.

use std::collections::BTreeSet;

use crate::config::LinkPolicy;
use crate::document::{Document, DocumentId};
use crate::finding::{Finding, Level};
use crate::graph::Link;
use crate::rules::{Cx, Rule, status_contradicts_relations};
use crate::vocabulary::{Relation, Statement, Status};

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
            || policy == LinkPolicy::EitherSide
            || status_contradicts_relations::applies(cx, link)
            || !told.insert(pair)
        {
            continue;
        }
        findings.push(finding(cx, link));
    }
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
    // Until its successor is accepted, the older document is in force and says so rightly.
    let not_yet =
        !link.edge.inverse && matches!(speaker.status(), Some(Status::Draft | Status::Proposed));
    let when = if not_yet {
        format!("when `{}` is accepted, write", speaker.name())
    } else {
        "write".to_owned()
    };
    let file = super::relative_path(&silent.path, &speaker.path);
    Finding::new(
        RULE.name,
        reference.span,
        format!("`{}` says that it {says} `{}`, which does not say so", speaker.name(), silent.name()),
    )
    .label("stated here")
    .related(cx.status_span(silent), "and not here")
    .help(format!("{when} {}", advice(silent, missing, link.edge.partial, &speaker.name(), &file)))
    .help("or set `links = \"either-side\"` in `[preprocessor.adr]`, if one declaration is enough for this book")
}

/// Where the silent end would say it, and in which words. Its front matter has no place for a sentence.
fn advice(silent: &Document, missing: Statement, partial: bool, name: &str, file: &str) -> String {
    let path = &silent.path;
    if silent.facts.iter().any(|fact| fact.key.eq_ignore_ascii_case("status")) {
        let partly = if partial { "partially-" } else { "" };
        return format!("in the front matter of `{path}`: `{partly}{}: {file}`", missing.as_str());
    }
    let phrase = match (partial, missing.inverse) {
        (true, true) => "Superseded in part by".to_owned(),
        (true, false) => "Supersedes in part".to_owned(),
        (false, _) => missing.phrase(),
    };
    format!("in `{path}`, in a paragraph below its status: `{phrase} [{name}]({file})`")
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
                (
                    &[("0001-a.md", &accepted), ("0002-b.md", &proposed)],
                    &["0002-b.md:5:12 one-sided-supersession"],
                ),
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
    fn the_help_can_be_followed_to_the_letter() {
        let accepted = record("0001", "accepted", "");
        let help =
            |new: &str| first(RULE.name, &[("a/0001-a.md", &accepted), ("b/0002-b.md", new)]).2;
        let proposed = help(&record("0002", "proposed", "Supersedes [1](../a/0001-a.md)"));
        let advised = "when `ADR-0002` is accepted, write in `a/0001-a.md`, in a paragraph below its status: \
                       `Superseded by [ADR-0002](../b/0002-b.md)`";
        assert!(proposed.starts_with(advised), "{proposed}");
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
