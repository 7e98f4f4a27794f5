//! `status-contradicts-relations`: a document says that it is accepted, and another in force, or the document itself, that
//! the other took its place.

use std::collections::BTreeMap;

use crate::document::{Document, DocumentId, StatusText};
use crate::finding::{Finding, Level};
use crate::graph::Link;
use crate::rules::{Check, Cx, Rule, supersession_cycle};
use crate::vocabulary::Relation;

pub(super) const RULE: Rule = Rule {
    name: "status-contradicts-relations",
    level: Level::Deny,
    since: "0.1.0",
    page: include_str!("status_contradicts_relations.md"),
    check: Check::All(check),
};

/// Whether a supersession is such a contradiction; `one-sided-supersession` is silent about it then.
pub(super) fn applies(cx: &Cx<'_>, link: Link) -> bool {
    link.edge.relation == Relation::Supersedes
        && !link.edge.partial
        && !link.edge.inverse
        && link.source != link.target
        && cx.document(link.source).in_force()
        && cx.document(link.target).status.as_ref().is_some_and(StatusText::in_force)
        // Then the two differ, and the older one's status does not contradict what it says.
        && !cx.analysis.graph.older_says_part(link.source, link.target)
}

/// Whether a document whose own status is in force says elsewhere in it that the whole of it was superseded.
///
/// `Accepted, superseded by ADR-5` is one statement, and says what it says.
pub(super) fn contradicts_itself(cx: &Cx<'_>, link: Link) -> bool {
    let stated = cx.analysis.references[link.edge.reference].reference.span;
    let status = cx.document(link.target).status.as_ref().filter(|status| status.in_force());
    let is_apart = |status: &StatusText| {
        let within = status.span;
        stated.file != within.file || stated.end <= within.start || within.end <= stated.start
    };
    link.edge.relation == Relation::Supersedes
        && !link.edge.partial
        && link.edge.inverse
        && link.source != link.target
        && status.is_some_and(is_apart)
}

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    let mut contradicted: BTreeMap<DocumentId, BTreeMap<DocumentId, Link>> = BTreeMap::new();
    let speaks = |link: Link| {
        applies(cx, link) || (contradicts_itself(cx, link) && cx.document(link.source).in_force())
    };
    for link in cx.analysis.graph.links().filter(|link| speaks(*link)) {
        let link_of = contradicted.entry(link.target).or_default().entry(link.source);
        let known = link_of.or_insert(link);
        // What the newer one says weighs more.
        if known.edge.inverse {
            *known = link;
        }
    }
    findings.extend(contradicted.iter().map(|(old, links)| finding(cx, *old, links)));
}

/// One finding for a document, however many took its place: it has one status, and one line to change.
fn finding(cx: &Cx<'_>, old: DocumentId, links: &BTreeMap<DocumentId, Link>) -> Finding {
    let old = cx.document(old);
    let text = old.status.as_ref().map_or("", |status| status.text.as_str());
    let documents: Vec<&Document> =
        std::iter::once(old).chain(links.keys().map(|new| cx.document(*new))).collect();
    let mut names = super::quoted_names(&documents);
    let own = names.remove(0);
    let linked: Vec<String> = links
        .keys()
        .map(|new| cx.document(*new))
        .map(|new| format!("[{}]({})", new.name(), super::link_to(old, new)))
        .collect();
    let said = format!("Superseded by {}", linked.join(", "));
    // Among keys, a colon in a title would begin another.
    let is_key = old.facts.iter().any(|fact| fact.values.iter().any(|value| value == text));
    let verb = if names.len() == 1 { "supersedes" } else { "supersede" };
    let says = format!("{own} says `{}`", super::short(text));
    let listed = supersession_cycle::listed(&names);
    let message = if links.values().all(|link| link.edge.inverse) {
        format!("{says}, and that it is superseded by {listed}")
    } else {
        format!("{says}, but {listed} {verb} it")
    };
    let mut finding =
        Finding::new(RULE.name, cx.status_span(old), message).label("still in force, it says");
    for (link, name) in links.values().zip(&names) {
        let stated = cx.analysis.references[link.edge.reference].reference.stated;
        finding = finding.related(stated, format!("superseded by {name}, which is in force"));
    }
    finding
        .help(format!(
            "write here: `{}`",
            if is_key { super::in_yaml(&said).into_owned() } else { said }
        ))
        .help("if only a part was superseded, say so there: `Supersedes in part …`")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, findings, first};

    fn record(id: &str, status: &str, more: &str) -> String {
        format!("# ADR-{id}: R{id}\n\nStatus: {status}\n\n{more}\n")
    }

    #[test]
    fn only_a_record_in_force_that_takes_the_whole_place_contradicts() {
        let case = |old: &str, new: &str, line: &str, expected: &[&str]| {
            let (old, new) = (record("0001", old, ""), record("0002", new, line));
            compare(&[RULE.name], &[(&[("0001-a.md", &old), ("0002-b.md", &new)], expected)]);
        };
        let found: &[&str] = &["0001-a.md:3:9 status-contradicts-relations"];
        case("accepted", "accepted", "Supersedes ADR-0001", found);
        case("approved in May", "in use", "Replaces [it](0001-a.md)", found);
        case("proposed", "accepted", "Supersedes ADR-0001", &[]);
        case("superseded by ADR-0002", "accepted", "Supersedes ADR-0001", &[]);
        case("accepted", "proposed", "Supersedes ADR-0001", &[]);
        case("accepted", "rejected", "Supersedes ADR-0001", &[]);
        case("accepted", "accepted", "Supersedes section 2 of ADR-0001", &[]);
        case("accepted", "accepted", "Partially supersedes ADR-0001", &[]);
        case("accepted", "accepted", "Amends ADR-0001", &[]);
        case("accepted, superseded in part by ADR-0002", "accepted", "Supersedes ADR-0001", &[]);
    }

    #[test]
    fn a_record_that_contradicts_itself_is_found_with_either_policy() {
        const SAYS: &str = "Supersedes ADR-0001";
        const FOUND: &str = "src/0001-a.md:3:9 status-contradicts-relations";
        const SILENT: &str = "src/0001-a.md:7:17 one-sided-supersession";
        const EARLY: &str = "src/0001-a.md:7:17 premature-supersession";
        let case = |old: (&str, &str), new: (&str, &str), both: &[&str], either: &[&str]| {
            for (policy, expected) in [("both-sides", both), ("either-side", either)] {
                let book = format!("[preprocessor.adr]\nlinks = \"{policy}\"\n");
                let old = record("0001", old.0, old.1);
                let new = record("0002", new.0, new.1);
                let files =
                    [("book.toml", &*book), ("src/0001-a.md", &*old), ("src/0002-b.md", &*new)];
                let rules = &[RULE.name, "one-sided-supersession", "premature-supersession"];
                compare(rules, &[(&files, expected)]);
            }
        };
        let old = ("accepted", "## Links\n\n- Superseded by ADR-0002");
        case(old, ("accepted", ""), &[FOUND, SILENT], &[FOUND]);
        case(old, ("accepted", SAYS), &[FOUND], &[FOUND]);
        case(old, ("proposed", SAYS), &[EARLY], &[EARLY]);
        case(old, ("proposed", ""), &[SILENT, EARLY], &[EARLY]);
        case(old, ("deprecated", SAYS), &[], &[]);
        let part = ("accepted", "## Links\n\n- Superseded in part by ADR-0002");
        case(part, ("accepted", "Supersedes ADR-0001 in part"), &[], &[]);
        case(part, ("proposed", "Supersedes ADR-0001 in part"), &[], &[]);
        case(("accepted, superseded by ADR-0002", ""), ("accepted", SAYS), &[], &[]);
        let early = &["src/0001-a.md:3:9 premature-supersession"];
        case(("accepted, superseded by ADR-0002", ""), ("proposed", SAYS), early, early);
        let part = ("accepted, superseded by ADR-0002 for selection", "");
        case(part, ("accepted", "Supersedes ADR-0001 in part"), &[], &[]);
        let draft = ("proposed", "## Links\n\n- Superseded by ADR-0002");
        case(draft, ("accepted", SAYS), &[], &[]);
    }

    #[test]
    fn what_is_negated_or_partial_contradicts_nothing_and_a_title_limits_nothing() {
        let one = record("0001", "accepted", "");
        let case = |line: &str, expected: &[&str]| {
            let two = record("0002", "accepted", "");
            for (shape, line) in [
                ("line", line.to_owned()),
                ("bullet", format!("- {line}")),
                ("section", format!("## Links\n\n- {line}")),
            ] {
                let three = record("0003", "accepted", &line);
                let files = [("0001-a.md", &*one), ("0002-b.md", &*two), ("0003-c.md", &*three)];
                let (library, found) = findings(&files);
                let found: Vec<String> = found
                    .iter()
                    .filter(|found| found.rule == RULE.name || found.rule == "self-reference")
                    .map(|found| library.sources.path(found.primary.file).to_owned())
                    .collect();
                assert_eq!(found, expected, "{line} as {shape}");
            }
        };
        for line in [
            "Supersedes neither ADR-0001 nor ADR-0002",
            "Supersedes: not ADR-0001",
            "Supersedes: N/A, see ADR-0001",
            "Supersedes: -, formerly ADR-0001",
            "Supersedes ADR-0001 (only section Storage)",
            "Supersedes: ADR-0001 (only section Storage)",
            "Supersedes ADR-0001, section Storage",
            "Supersedes the storage section of ADR-0001",
            "Supersedes the storage part of ADR-0001",
            "Supersedes some of ADR-0001",
            "Supersedes point 3 of ADR-0001",
            "Supersedes decisions 1 and 3 of ADR-0001",
            "Supersedes decisions 1 and 3 of [the first](0001-a.md)",
            "Supersedes ADR-0001 except for its section Storage",
            "Supersedes ADR-0001 for the web client only",
            "Supersedes (partially): ADR-0001",
        ] {
            case(line, &[]);
        }
        for line in [
            "Supersedes ADR-0001: Only one log",
            "Supersedes [1. Sections of the report](0001-a.md)",
            "Supersedes [No shared state](0001-a.md)",
            "Replaces ADR-1 (Part numbers)",
            "Supersedes: [Partial indexes](0001-a.md)",
            "Supersedes ADR-0001 and part of ADR-0002",
        ] {
            case(line, &["0001-a.md"]);
        }
    }

    #[test]
    fn of_a_fork_there_is_one_finding_with_either_policy() {
        let old = record("0001", "accepted", "");
        let new = |id: &str| record(id, "accepted", "Supersedes ADR-0001");
        let (two, three) = (new("0002"), new("0003"));
        for policy in ["both-sides", "either-side"] {
            let book = format!("[preprocessor.adr]\nlinks = \"{policy}\"\n");
            let with = |old: &str, expected: &[&str]| {
                let files = [
                    ("book.toml", &*book),
                    ("src/0001-a.md", old),
                    ("src/0002-b.md", &*two),
                    ("src/0003-c.md", &*three),
                ];
                compare(&[RULE.name, "one-sided-supersession"], &[(&files, expected)]);
            };
            with(&old, &["src/0001-a.md:3:9 status-contradicts-relations"]);
            let said = "superseded by [ADR-0002](0002-b.md), [ADR-0003](0003-c.md)";
            with(&record("0001", said, ""), &[]);
        }
        let files = [("0001-a.md", &*old), ("0002-b.md", &*two), ("0003-c.md", &*three)];
        let (_, message, help) = first(RULE.name, &files);
        assert_eq!(
            message,
            "`ADR-0001` says `accepted`, but `ADR-0002` and `ADR-0003` supersede it"
        );
        assert!(
            help.starts_with(
                "write here: `Superseded by [ADR-0002](0002-b.md), [ADR-0003](0003-c.md)`"
            ),
            "{help}"
        );
    }

    #[test]
    fn the_help_links_from_the_older_to_the_newer() {
        let (old, new) =
            (record("0001", "accepted", ""), record("0002", "accepted", "Supersedes ADR-0001"));
        let (caret, message, help) = first(RULE.name, &[("0001-a.md", &old), ("0002-b.md", &new)]);
        assert_eq!(caret, "accepted");
        assert_eq!(message, "`ADR-0001` says `accepted`, but `ADR-0002` supersedes it");
        assert!(help.starts_with("write here: `Superseded by [ADR-0002](0002-b.md)`"), "{help}");
    }
}
