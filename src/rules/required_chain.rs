//! `required-chain`: a document without the relations that a chain in `book.toml` asks for, or a chain without a reason
//! in force.

use std::collections::BTreeSet;

use crate::book::join;
use crate::config::{Chain, IN_FORCE, Way};
use crate::dialect::heading::{fold, parts_of_id};
use crate::document::{Document, DocumentId};
use crate::finding::{Finding, Level};
use crate::graph::Link;
use crate::rules::{Check, Cx, Rule};
use crate::vocabulary::Kind;

pub(super) const RULE: Rule = Rule {
    name: "required-chain",
    level: Level::Deny,
    since: "0.1.0",
    page: include_str!("required_chain.md"),
    check: Check::All(check),
};

/// How many relations that do not count are shown beside a finding.
const SHOWN: usize = 3;

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    for (book, config) in cx.library.books.iter().map(|book| &book.config).enumerate() {
        for chain in &config.chains {
            let because = reasons(cx, book, &chain.because.value);
            findings.extend(judge_reason(cx, chain, &because));
            let asked =
                cx.documents().filter(|(_, one)| one.page.book == book && is_asked(chain, one));
            for (id, document) in asked {
                if chain.ways.iter().any(|way| is_met(cx, id, way)) {
                    continue;
                }
                let because = because.first().map(|id| cx.document(*id));
                findings.push(broken(cx, chain, (id, document), because));
            }
        }
    }
}

/// Whether a chain asks something of a document.
pub(super) fn is_asked(chain: &Chain, document: &Document) -> bool {
    let statuses = chain.statuses.iter().map(|status| status.value.as_str());
    document.kind == chain.kind.value && is_in(document, statuses)
}

/// Whether a document is in one of some statuses. No statuses ask for none.
fn is_in<'s>(document: &Document, statuses: impl Iterator<Item = &'s str>) -> bool {
    let mut statuses = statuses.peekable();
    statuses.peek().is_none()
        || statuses.any(|status| match status {
            IN_FORCE => document.in_force(),
            status => document.status_name() == Some(status),
        })
}

/// The relations of the way's sort that a document has, whichever end states them, each with its other end.
fn partners(cx: &Cx<'_>, id: DocumentId, way: &Way) -> Vec<(DocumentId, Link)> {
    let statement = way.statement.value;
    let (graph, symmetric) = (&cx.analysis.graph, statement.relation.is_symmetric());
    let mut seen = BTreeSet::from([id]);
    let mut found = Vec::new();
    if !statement.inverse || symmetric {
        found.extend(graph.from(id).into_iter().map(|link| (link.target, link)));
    }
    if statement.inverse || symmetric {
        found.extend(graph.to(id).into_iter().map(|link| (link.source, link)));
    }
    found.retain(|(other, link)| link.edge.relation == statement.relation && seen.insert(*other));
    found
}

fn counts(way: &Way, document: &Document) -> bool {
    (way.to.is_empty() || way.to.contains(&document.kind))
        && is_in(document, way.statuses.iter().map(String::as_str))
}

fn count(cx: &Cx<'_>, id: DocumentId, way: &Way) -> usize {
    let partners = partners(cx, id, way);
    partners.iter().filter(|(other, _)| counts(way, cx.document(*other))).count()
}

fn is_met(cx: &Cx<'_>, id: DocumentId, way: &Way) -> bool {
    let count = count(cx, id, way);
    count >= way.at_least && way.at_most.is_none_or(|most| count <= most)
}

fn broken(
    cx: &Cx<'_>,
    chain: &Chain,
    (id, document): (DocumentId, &Document),
    because: Option<&Document>,
) -> Finding {
    let short: Vec<String> =
        chain.ways.iter().map(|way| shortfall(way, count(cx, id, way))).collect();
    let message = format!("`{}` has {}", document.name(), short.join(", and "));
    let mut finding = Finding::new(RULE.name, document.title_span(), message);
    for way in &chain.ways {
        let partners = partners(cx, id, way);
        let (counted, others): (Vec<_>, Vec<_>) =
            partners.into_iter().partition(|(other, _)| counts(way, cx.document(*other)));
        let place = |link: &Link| cx.analysis.references[link.edge.reference].reference.span;
        if let Some(most) = way.at_most.filter(|most| counted.len() > *most) {
            for (_, link) in counted[most..].iter().take(SHOWN) {
                finding = finding.related(place(link), format!("more than {most}"));
            }
        } else {
            for (other, link) in others.iter().take(SHOWN) {
                finding = finding.related(place(link), not_counted(cx.document(*other)));
            }
        }
        finding = finding.related(way.statement.span, "asked for here");
    }
    if let Some(because) = because {
        let label = format!("because of {}", super::short(&because.name()));
        finding = finding.related(because.title_span(), label);
    }
    chain.ways.iter().fold(finding, |finding, way| finding.help(advice(way, count(cx, id, way))))
}

/// `no governed-by to a decision that is accepted`.
fn shortfall(way: &Way, count: usize) -> String {
    let statement = way.statement.value.as_str();
    let target = target(way);
    match way.at_most.filter(|most| count > *most) {
        Some(most) => format!("{count} `{statement}` to {target}, where at most {most} may be"),
        None if count == 0 && way.at_least == 1 => format!("no `{statement}` to {target}"),
        None => {
            format!("{count} `{statement}` to {target}, where at least {} must be", way.at_least)
        }
    }
}

/// `a decision or module that is accepted`.
fn target(way: &Way) -> String {
    let kinds: Vec<&str> = way.to.iter().map(Kind::as_str).collect();
    let noun = if kinds.is_empty() { "document".to_owned() } else { kinds.join(" or ") };
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    let statuses: Vec<String> =
        way.statuses.iter().map(|status| status.replace(IN_FORCE, "in force")).collect();
    if statuses.is_empty() {
        format!("{article} {noun}")
    } else {
        format!("{article} {noun} that is {}", statuses.join(" or "))
    }
}

fn not_counted(document: &Document) -> String {
    let status = document.status_name().unwrap_or("without a status");
    format!("does not count: `{}` is a {}, {status}", super::short(&document.name()), document.kind)
}

fn advice(way: &Way, count: usize) -> String {
    if way.at_most.is_some_and(|most| count > most) {
        return "take one away, or raise `at-most`".to_owned();
    }
    let phrase = way.statement.value.phrase();
    format!("add a line `{phrase} …` below the title, with the id of {}", target(way))
}

/// The documents that `because` may mean: by their id, else by their path in the sources; those of the book first.
fn reasons(cx: &Cx<'_>, book: usize, because: &str) -> Vec<DocumentId> {
    let path = join(&cx.library.books[book].src, because);
    let parts = parts_of_id(because).map(|(prefix, number)| (fold(&prefix), number));
    let is_meant = |document: &Document| {
        let by_id = document.id.as_ref().is_some_and(|id| fold(&id.value) == fold(because));
        let by_number = parts.as_ref().is_some_and(|(prefix, number)| {
            let own = fold(&document.prefix);
            let bare = document.prefix.is_empty() && document.kind == Kind::Decision;
            document.number == Some(*number)
                && (own == *prefix || (bare && matches!(prefix.as_str(), "" | "adr")))
        });
        by_id || by_number || (document.section.is_none() && document.path == path)
    };
    let all: Vec<_> = cx.documents().filter(|(_, document)| is_meant(document)).collect();
    let here = |(_, document): &&(DocumentId, &Document)| document.page.book == book;
    let own: Vec<DocumentId> = all.iter().filter(here).map(|(id, _)| *id).collect();
    if own.is_empty() { all.into_iter().map(|(id, _)| id).collect() } else { own }
}

/// What is wrong with the reason of a chain.
fn judge_reason(cx: &Cx<'_>, chain: &Chain, because: &[DocumentId]) -> Option<Finding> {
    let named = super::short(&chain.because.value);
    let finding = |message: String| Finding::new(RULE.name, chain.because.span, message);
    let [id] = because else {
        let Some(first) = because.first() else {
            let ids = cx.documents().filter_map(|(_, one)| Some(one.id.as_ref()?.value.as_str()));
            let near = crate::config::nearest(&chain.because.value, ids);
            return Some(finding(format!("the chain's reason `{named}` is no document")).help(
                match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "name the decision that asks for the chain, by its id".to_owned(),
                },
            ));
        };
        let path = &cx.document(*first).path;
        let src = &cx.library.books[cx.document(*first).page.book].src;
        let in_src = path.strip_prefix(src.as_str()).unwrap_or(path).trim_start_matches('/');
        let message = format!("the chain's reason `{named}` may be {} documents", because.len());
        return Some(finding(message).help(format!("name one by its path: `{in_src}`")));
    };
    let reason = cx.document(*id);
    if reason.kind != Kind::Decision {
        let kind = &reason.kind;
        let message = format!("the chain's reason `{named}` is a {kind}, and no decision");
        return Some(
            finding(message)
                .related(reason.title_span(), "this is what it names")
                .help("name the decision that asks for the chain, by its id"),
        );
    }
    if reason.in_force() {
        return None;
    }
    let status = reason.status_name().unwrap_or("without a status");
    let message = format!("the chain rests on `{named}`, which is {status}");
    let ends = cx.analysis.graph.live_ends(*id);
    let successors: Vec<String> = ends
        .iter()
        .map(|id| format!("`{}`", super::short(&cx.document(*id).full_name())))
        .collect();
    let finding = finding(message)
        .label("not in force")
        .related(cx.status_span(reason), "it says here")
        .help("decide whether the chain still holds; if it does not, remove it");
    if successors.is_empty() {
        return Some(finding);
    }
    Some(finding.help(format!("in its place stands {}", successors.join(" and "))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{Case, compare, findings, first};

    const DECISION: &str = "# ADR-0001: A\n\n## Status\n\nAccepted\n";
    const DRAFT: &str = "# ADR-0002: B\n\n## Status\n\nProposed\n";
    const REQUIREMENT: &str = "# REQ-1: R\n\nIt must.\n";

    fn book(chain: &str) -> String {
        format!("[[preprocessor.adr.chains]]\n{chain}\nbecause = \"ADR-1\"\n")
    }

    fn module(line: &str) -> String {
        format!("# Module: m\n\n{line}\n\n## Purpose\n\nx\n")
    }

    fn files<'a>(toml: &'a str, module: &'a str) -> [(&'a str, &'a str); 5] {
        [
            ("book.toml", toml),
            ("src/0001-a.md", DECISION),
            ("src/0002-b.md", DRAFT),
            ("src/r.md", REQUIREMENT),
            ("src/m.md", module),
        ]
    }

    const GOVERNED: &str =
        "kind = \"module\"\nrelation = \"governed-by\"\nto = [\"decision\"]\nin = [\"accepted\"]";
    const MISSING: &[&str] = &["src/m.md:1:11 required-chain"];

    fn case(chain: &str, line: &str, expected: &[&str]) {
        let (toml, module) = (book(chain), module(line));
        let case: Case<'_> = (&files(&toml, &module), expected);
        compare(&[RULE.name], &[case]);
    }

    #[test]
    fn relations_are_counted_by_kind_and_status_of_their_other_end() {
        case(GOVERNED, "- Governed by ADR-0001", &[]);
        case(GOVERNED, "- Governed by ADR-0001\n- Governed by ADR-0002", &[]);
        case(GOVERNED, "- Governed by ADR-0002", MISSING);
        case(GOVERNED, "- Relates to ADR-0001", MISSING);
        case(GOVERNED, "See ADR-0001.", MISSING);
        case(&format!("{GOVERNED}\nat-least = 2"), "- Governed by ADR-0001, ADR-0002", MISSING);
        let any = "kind = \"module\"\nrelation = \"governed-by\"";
        case(&format!("{any}\nat-least = 2"), "- Governed by ADR-0001, ADR-0002", &[]);
        case(&format!("{any}\nat-most = 1"), "- Governed by ADR-0001, ADR-0002", MISSING);
        case(&format!("{any}\nat-most = 0"), "x", &[]);
        case(&format!("{any}\nin = [\"in-force\"]"), "- Governed by ADR-0001", &[]);
    }

    #[test]
    fn either_end_may_state_it_and_one_end_is_counted_once() {
        let toml = book(GOVERNED);
        let decision = "# ADR-0001: A\n\n## Status\n\nAccepted\n\nGoverns [m](m.md)\n";
        let files = [
            ("book.toml", toml.as_str()),
            ("src/0001-a.md", decision),
            ("src/m.md", "# Module: m\n\n- Governed by ADR-0001\n"),
        ];
        compare(
            &[RULE.name],
            &[(&files, &[]), (&[files[0], files[1], ("src/m.md", "# Module: m\n")], &[])],
        );
        let twice = book(&format!("{GOVERNED}\nat-most = 1"));
        compare(&[RULE.name], &[(&[("book.toml", &twice), files[1], files[2]], &[])]);
    }

    #[test]
    fn one_of_several_ways_is_enough() {
        let ways = "kind = \"module\"\nany-of = [{ relation = \"satisfies\", to = [\"requirement\"] }, { relation = \"governed-by\", in = [\"accepted\"] }]";
        case(ways, "- Satisfies REQ-1", &[]);
        case(ways, "- Governed by ADR-0001", &[]);
        case(ways, "- Governed by ADR-0002", MISSING);
    }

    #[test]
    fn only_documents_in_the_named_statuses_are_asked() {
        let satisfies = |status: &str| {
            format!("kind = \"decision\"\nstatus = [\"{status}\"]\nrelation = \"satisfies\"")
        };
        case(&satisfies("accepted"), "x", &["src/0001-a.md:1:13 required-chain"]);
        case(&satisfies("proposed"), "x", &["src/0002-b.md:1:13 required-chain"]);
        case(&satisfies("in-force"), "x", &["src/0001-a.md:1:13 required-chain"]);
    }

    #[test]
    fn the_reason_is_a_document_and_in_force() {
        let chain = |because: &str| {
            format!("[[preprocessor.adr.chains]]\n{GOVERNED}\nbecause = \"{because}\"\n")
        };
        let module = module("- Governed by ADR-0001");
        for known in ["ADR-0001", "adr-1", "0001-a.md"] {
            compare(&[RULE.name], &[(&files(&chain(known), &module), &[])]);
        }
        let said = |because: &str| first(RULE.name, &files(&chain(because), &module));
        assert_eq!(
            said("ADR-0011"),
            (
                "\"ADR-0011\"".to_owned(),
                "the chain's reason `ADR-0011` is no document".to_owned(),
                "did you mean `ADR-0001`?".to_owned()
            )
        );
        let (_, message, help) = said("REQ-1");
        assert_eq!(message, "the chain's reason `REQ-1` is a requirement, and no decision");
        assert_eq!(help, "name the decision that asks for the chain, by its id");
        assert_eq!(said("ADR-0002").1, "the chain rests on `ADR-0002`, which is proposed");
        let old = "# ADR-0001: A\n\n## Status\n\nSuperseded by ADR-0003\n";
        let new = "# ADR-0003: C\n\n## Status\n\nAccepted\n\nSupersedes ADR-0001\n";
        let toml = chain("ADR-0001");
        let (_, message, help) = first(
            RULE.name,
            &[
                ("book.toml", &toml),
                ("src/0001-a.md", old),
                ("src/0003-c.md", new),
                ("src/m.md", "# Module: m\n\n- Governed by ADR-0003\n"),
            ],
        );
        assert_eq!(message, "the chain rests on `ADR-0001`, which is superseded");
        assert!(help.ends_with("in its place stands `ADR-0003: C`"), "{help}");
        let twice = [
            ("book.toml", toml.as_str()),
            ("src/a/0001-a.md", DECISION),
            ("src/b/0001-b.md", DECISION),
            ("src/m.md", "# Module: m\n\n- Governed by [A](a/0001-a.md)\n"),
        ];
        let (_, message, help) = first(RULE.name, &twice);
        assert_eq!(message, "the chain's reason `ADR-0001` may be 2 documents");
        assert_eq!(help, "name one by its path: `a/0001-a.md`");
        compare(
            &[RULE.name],
            &[(&[("book.toml", &chain("a/0001-a.md")), twice[1], twice[2], twice[3]], &[])],
        );
    }

    #[test]
    fn the_finding_says_what_is_missing_what_did_not_count_and_why_it_is_asked_for() {
        let toml = book(GOVERNED);
        let (library, found) = findings(&files(&toml, &module("- Governed by ADR-0002")));
        let finding = found.iter().find(|one| one.rule == RULE.name).expect("a finding");
        assert_eq!(finding.message, "`m` has no `governed-by` to a decision that is accepted");
        let related: Vec<_> = finding
            .related
            .iter()
            .map(|one| (library.sources.slice(one.span), one.label.as_str()))
            .collect();
        assert_eq!(
            related,
            [
                ("ADR-0002", "does not count: `ADR-0002` is a decision, proposed"),
                ("\"governed-by\"", "asked for here"),
                ("A", "because of ADR-0001"),
            ]
        );
        let most = book("kind = \"module\"\nrelation = \"governed-by\"\nat-most = 1");
        let module = module("- Governed by ADR-0001, ADR-0002");
        let (library, found) = findings(&files(&most, &module));
        let finding = found.iter().find(|one| one.rule == RULE.name).expect("a finding");
        let [excess, ..] = &finding.related[..] else { panic!("the excess is shown") };
        let shown = library.sources.slice(excess.span);
        assert_eq!((shown, excess.label.as_str()), ("ADR-0002", "more than 1"));
        let (_, message, help) = first(RULE.name, &files(&most, &module));
        assert_eq!(message, "`m` has 2 `governed-by` to a document, where at most 1 may be");
        assert_eq!(help, "take one away, or raise `at-most`");
    }

    #[test]
    fn who_follows_the_help_is_left_alone() {
        let toml = book(GOVERNED);
        let (_, _, help) = first(RULE.name, &files(&toml, &module("x")));
        let line = help.split('`').nth(1).expect("a line").replace('…', "ADR-0001");
        case(GOVERNED, &line, &[]);
    }
}
