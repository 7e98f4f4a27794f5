//! `duplicate-id`: two documents of one series share an id.

use std::sync::Arc;

use foldhash::HashMap;

use crate::dialect::heading::{fold, parts_of_id};
use crate::document::{Document, DocumentId};
use crate::finding::{Finding, Level};
use crate::reference::literal_key;
use crate::rules::{Check, Cx, Rule};
use crate::source::Spanned;
use crate::vocabulary::{Kind, Status};

pub(super) const RULE: Rule = Rule {
    name: "duplicate-id",
    level: Level::Deny,
    since: "0.1.0",
    page: include_str!("duplicate_id.md"),
    check: Check::All(check),
};

/// Documents of one book, kind, folder and prefix are a series; others may count from 1 again.
type Key<'a> = (usize, &'a str, &'a str, Arc<str>, u64);

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    let mut first: HashMap<Key<'_>, DocumentId> = HashMap::default();
    let mut folded: HashMap<&str, Arc<str>> = HashMap::default();
    let mut literal: HashMap<(usize, &str, &str, String), DocumentId> = HashMap::default();
    for (id, document) in cx.documents() {
        if let Some(own) = document.literal_id() {
            let key = (
                document.page.book,
                document.kind.as_str(),
                document.folder.as_str(),
                literal_key(&own.value),
            );
            let other = *literal.entry(key).or_insert(id);
            if other != id {
                findings.push(literally_the_same(own, cx.document(other)));
            }
        }
        let Some(number) = document.number else { continue };
        // A proposal in `0000-x.md` waits for a number.
        let waits = matches!(document.status(), None | Some(Status::Draft | Status::Proposed));
        if number == 0 && waits && document.kind == Kind::Decision && document.section.is_none() {
            continue;
        }
        let key = (
            document.page.book,
            document.kind.as_str(),
            document.folder.as_str(),
            Arc::clone(
                folded.entry(&document.prefix).or_insert_with(|| fold(&document.prefix).into()),
            ),
            number,
        );
        let Some(other) = first.get(&key) else {
            first.insert(key, id);
            continue;
        };
        let other = cx.document(*other);
        let name = numbered_name(document, number);
        findings.push(
            Finding::new(
                RULE.name,
                document.id.as_ref().map_or(document.title_span(), |id| id.span),
                format!("`{name}` is also the id of `{}`", super::short(&other.title.value)),
            )
            .label(says(document, number))
            .related(other.id.as_ref().map_or(other.title_span(), |id| id.span), says(other, number))
            .help("give one of them the next free number, in its file name and its heading, and change what refers to it")
            .help("a folder, or a prefix of its own, makes a series of its own"),
        );
    }
}

fn literally_the_same(id: &Spanned<String>, other: &Document) -> Finding {
    let message =
        format!("`{}` is also the id of `{}`", id.value, super::short(&other.title.value));
    let finding =
        Finding::new(RULE.name, id.span, message).label("the second document with this id");
    let finding = match &other.id {
        Some(first) => finding.related(first.span, "the first one"),
        None => finding,
    };
    finding.help("give one of them an id of its own, and change what refers to it")
}

/// The series' way of writing the number, which a slip in the heading must not hide.
fn numbered_name(document: &Document, number: u64) -> String {
    match &document.id {
        Some(id) if numbers(&id.value) == Some(number) => id.value.clone(),
        _ => format!("{} {number}", document.prefix).trim().to_owned(),
    }
}

/// The number that an id ends in.
fn numbers(id: &str) -> Option<u64> {
    parts_of_id(id).map(|(_, number)| number)
}

fn says(document: &Document, number: u64) -> String {
    let file = document.path.rsplit('/').next().unwrap_or("");
    match &document.id {
        Some(id) if id.span != document.title_span() && numbers(&id.value) == Some(number) => {
            format!("{} in `{file}`", id.value)
        }
        _ => format!("number {number} by the file name `{file}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    fn record(heading: &str) -> String {
        format!("# {heading}\n\nStatus: accepted\n")
    }

    #[test]
    fn a_series_is_a_folder_a_kind_and_a_prefix() {
        let (one, other) = (record("ADR-0003: One"), record("ADR-0003: Other"));
        let (plain, padded) = (record("3. One"), record("003. Other"));
        let (decision, requirement) = (record("ADR-0003: One"), record("REQ-0003: Two"));
        let sections =
            "# All\n\n## REQ-1: One\n\nStatus: accepted\n\n## REQ-1: Two\n\nStatus: accepted\n";
        compare(
            &[RULE.name],
            &[
                (
                    &[("a/0003-x.md", &one), ("a/0003-y.md", &other)],
                    &["a/0003-y.md:1:3 duplicate-id"],
                ),
                (&[("a/3-x.md", &plain), ("a/003-y.md", &padded)], &["a/3-x.md:1:3 duplicate-id"]),
                (&[("r.md", sections)], &["r.md:7:4 duplicate-id"]),
                (&[("r.md", &sections.replace("REQ-1", "REQ-1.2"))], &["r.md:7:4 duplicate-id"]),
                (&[("a/0003a-x.md", &record("ADR-0003a: One")), ("a/0003-y.md", &other)], &[]),
                (&[("a/0003-x.md", &one), ("b/0003-y.md", &other)], &[]),
                (&[("a/ADR-0003-x.md", &decision), ("a/REQ-0003-y.md", &requirement)], &[]),
                (&[("a/0003-x.md", &one), ("a/0004-y.md", &other)], &[]),
                (
                    &[
                        ("a/0000-x.md", &record("One").replace("accepted", "proposed")),
                        ("a/0000-y.md", &record("Two").replace("accepted", "proposed")),
                        ("a/0000-z.md", &record("Three")),
                    ],
                    &[],
                ),
            ],
        );
    }

    #[test]
    fn each_year_counts_for_itself_where_names_begin_with_one() {
        let record = |id: &str, more: &str| format!("# {id}: R\n\nStatus: accepted\n\n{more}\n");
        let (one, other) = (record("ADR-0001", ""), record("ADR-0001", ""));
        let second = record("ADR-0002", "Amends ADR-0001");
        let rules = [RULE.name, "id-file-mismatch", "ambiguous-reference", "broken-reference"];
        let same = "adr/2024-0001-d.md:1:3 duplicate-id";
        for (files, expected) in [
            (&[("adr/2024-0001-a.md", &*one), ("adr/2024-0002-b.md", &*second)][..], &[][..]),
            (
                &[
                    ("adr/2024-0001-a.md", &*one),
                    ("adr/2024-0002-b.md", &*second),
                    ("adr/2025-0001-c.md", &*other),
                ],
                &[],
            ),
            (&[("adr/2024-0001-a.md", &*one), ("adr/2024-0001-d.md", &*other)], &[same]),
            (
                &[
                    ("adr/ADR-2024-0001-a.md", "# A\n\nStatus: accepted\n"),
                    (
                        "adr/ADR-2025-0001-b.md",
                        "# ADR-2025-0001: B\n\nStatus: accepted\n\nAmends ADR-2024-0001\n",
                    ),
                ],
                &[],
            ),
        ] {
            compare(&rules, &[(files, expected)]);
        }
    }

    #[test]
    fn a_slip_in_the_heading_does_not_hide_the_number() {
        let (one, other) = (record("ADR-0001: One"), record("ADR-0011: Other"));
        let (_, message, _) =
            first(RULE.name, &[("a/ADR-0001-x.md", &one), ("a/ADR-0001-y.md", &other)]);
        assert_eq!(message, "`ADR 1` is also the id of `One`");
    }
}
