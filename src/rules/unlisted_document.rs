//! `unlisted-document`: a document below the book's sources that `SUMMARY.md` leaves out.

use std::collections::BTreeSet;

use crate::book::{Book, as_link};
use crate::document::Document;
use crate::finding::{Finding, Level};
use crate::rules::{Check, Cx, Rule};

pub(super) const RULE: Rule = Rule {
    name: "unlisted-document",
    level: Level::Deny,
    since: "0.1.0",
    page: include_str!("unlisted_document.md"),
    check: Check::All(check),
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    let mut told = BTreeSet::new();
    let absolute: Vec<BTreeSet<&str>> = cx.library.books.iter().map(with_slash).collect();
    for (_, document) in cx.documents() {
        let book = &cx.library.books[document.page.book];
        let chapter = &book.chapters[document.page.chapter];
        // Documents are sorted by place: the first speaks for all that are sections of the page.
        if book.summary.is_none() || chapter.listed.is_some() || !told.insert(document.page) {
            continue;
        }
        let path =
            chapter.path.strip_prefix(&book.src).unwrap_or(&chapter.path).trim_start_matches('/');
        // `summary-outside-source` speaks of `/adr/0001-a.md`.
        if absolute[document.page.book].contains(path) {
            continue;
        }
        let target = as_link(path);
        findings.push(
            Finding::new(
                RULE.name,
                document.title_span(),
                format!(
                    "`{}` is not in the summary, so that mdBook leaves it out",
                    document.name()
                ),
            )
            .label("not in the book")
            .help(format!("add to `SUMMARY.md`: `- [{}]({target})`", page_title(cx, document))),
        );
    }
}

/// The paths in a book's summary that begin with a slash, without it.
fn with_slash(book: &Book) -> BTreeSet<&str> {
    let entries = book.summary.iter().flat_map(|summary| &summary.entries);
    entries.filter_map(|entry| entry.target.value.strip_prefix('/')).collect()
}

/// What the summary would call the page: the document, or the heading above its first section.
fn page_title(cx: &Cx<'_>, document: &Document) -> String {
    let first = cx.analysis.outline(document.page).headings.first();
    match first.filter(|_| document.section.is_some()) {
        Some(heading) => heading.text.to_string(),
        None => document.full_name(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    const BOOK: (&str, &str) = ("book.toml", "[book]\n");
    const SUMMARY: (&str, &str) = ("src/SUMMARY.md", "- [All](all.md)\n");
    const ALL: (&str, &str) = ("src/all.md", "# All\n\n{{#include adr/0001-a.md}}\n");
    const A: (&str, &str) = ("src/adr/0001-a.md", "# ADR-0001: A\n\nStatus: accepted\n");
    const SECTIONS: &str =
        "# Needs\n\n## REQ-1: One\n\nStatus: accepted\n\n## REQ-2: Two\n\nStatus: accepted\n";

    #[test]
    fn documents_are_listed_or_included_and_other_pages_need_not_be() {
        let note = ("src/note.md", "# Note\n");
        let template = ("src/adr/template.md", "# N. T\n\nStatus: accepted\n");
        compare(
            &[RULE.name],
            &[
                (
                    &[BOOK, SUMMARY, ("src/all.md", "# All\n"), A],
                    &["src/adr/0001-a.md:1:13 unlisted-document"],
                ),
                (&[BOOK, SUMMARY, ALL, A, note, template], &[]),
                (
                    &[BOOK, SUMMARY, ALL, A, ("src/needs.md", SECTIONS)],
                    &["src/needs.md:3:11 unlisted-document"],
                ),
                (&[BOOK, ("src/all.md", "# All\n"), A], &[]),
                (&[("src/SUMMARY.md", "- [All](all.md)\n"), A], &[]),
            ],
        );
    }

    #[test]
    fn the_help_is_the_line_to_add() {
        let help =
            |path: &str, text: &str| first(RULE.name, &[BOOK, SUMMARY, ALL, A, (path, text)]).2;
        assert_eq!(
            help("src/adr/0002 b.md", "# 2. B\n\nStatus: accepted\n"),
            "add to `SUMMARY.md`: `- [2. B](adr/0002%20b.md)`"
        );
        assert_eq!(help("src/needs.md", SECTIONS), "add to `SUMMARY.md`: `- [Needs](needs.md)`");
    }
}
