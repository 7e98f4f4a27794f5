//! `duplicate-id`: two documents of one series share an id.

use std::sync::Arc;

use foldhash::HashMap;

use crate::dialect::heading::{fold, parts_of_id};
use crate::document::{Document, DocumentId, literal_key};
use crate::finding::{Finding, Level};
use crate::rules::{Check, Cx, Rule};
use crate::source::{Span, Spanned};
use crate::vocabulary::{Kind, Status};

pub(super) const RULE: Rule = Rule {
    name: "duplicate-id",
    level: Level::Deny,
    since: "0.1.0",
    page: include_str!("duplicate_id.md"),
    check: Check::All(check),
};

/// Documents of one book, kind and folder are a series; others may count from 1 again.
type Key<'a> = (usize, &'a str, &'a str, Own);

/// What tells a document of a series from the others.
#[derive(PartialEq, Eq, Hash)]
enum Own {
    /// A prefix, folded, and a number.
    Number(Arc<str>, u64),
    /// An id that goes on behind its number, by its [`literal_key`].
    Literal(String),
}

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    let mut first: HashMap<Key<'_>, DocumentId> = HashMap::default();
    let mut folded: HashMap<&str, Arc<str>> = HashMap::default();
    for (id, document) in cx.documents() {
        let own = match (document.number, document.literal_id()) {
            (Some(number), _) if waits_for_a_number(document, number) => continue,
            (Some(number), _) => {
                let fold = || fold(&document.prefix).into();
                Own::Number(Arc::clone(folded.entry(&document.prefix).or_insert_with(fold)), number)
            }
            (None, Some(id)) => Own::Literal(literal_key(&id.value)),
            (None, None) => continue,
        };
        let page = document.page;
        let key = (page.book, document.kind.as_str(), document.folder.as_str(), own);
        let other = *first.entry(key).or_insert(id);
        if other == id {
            continue;
        }
        let other = cx.document(other);
        let message = format!(
            "`{}` is also the id of `{}`",
            name_of(document),
            super::short(&other.title.value)
        );
        let finding = Finding::new(RULE.name, span_of_id(document), message)
            .label(says(document))
            .related(span_of_id(other), says(other));
        findings.push(if document.section.is_some() && other.section.is_some() {
            finding.help("give one of them the next free number, and change what refers to it")
        } else {
            finding
                .help("give one of them the next free number, in its file name and its heading, and change what refers to it")
                .help("a folder, or a prefix of its own, makes a series of its own")
        });
    }
}

/// Whether a document is a proposal in a file `0000-x.md`.
fn waits_for_a_number(document: &Document, number: u64) -> bool {
    let is_open = matches!(document.status(), None | Some(Status::Draft | Status::Proposed));
    number == 0 && is_open && document.kind == Kind::Decision && document.section.is_none()
}

fn span_of_id(document: &Document) -> Span {
    document.id.as_ref().map_or(document.title_span(), |id| id.span)
}

/// The id as the document writes it, unless its file name has another number: a slip in the heading must not hide the
/// one that is shared.
fn written_id(document: &Document) -> Option<&Spanned<String>> {
    let number = |id: &str| parts_of_id(id).map(|(_, number)| number);
    document.id.as_ref().filter(|id| match document.number {
        Some(own) => number(&id.value) == Some(own),
        None => true,
    })
}

fn name_of(document: &Document) -> String {
    match (written_id(document), document.number) {
        (Some(id), _) => id.value.clone(),
        (None, number) => {
            format!("{} {}", document.prefix, number.unwrap_or_default()).trim().to_owned()
        }
    }
}

fn says(document: &Document) -> String {
    let file = document.path.rsplit('/').next().unwrap_or("");
    let in_heading = written_id(document).filter(|id| id.span != document.title_span());
    match (in_heading, document.number) {
        (Some(id), _) => format!("{} in `{file}`", id.value),
        (None, Some(number)) => format!("number {number} by the file name `{file}`"),
        (None, None) => format!("{} by the file name `{file}`", name_of(document)),
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
