//! `unlisted-document`: a document below the book's sources that `SUMMARY.md` leaves out.

use std::collections::BTreeSet;

use crate::document::Document;
use crate::finding::{Finding, Level};
use crate::rules::{Cx, Rule};

pub(super) const RULE: Rule = Rule {
    name: "unlisted-document",
    level: Level::Deny,
    since: "0.1.0",
    page: include_str!("unlisted_document.md"),
    check,
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    let mut told = BTreeSet::new();
    for (_, document) in cx.documents() {
        let book = &cx.library.books[document.page.book];
        let chapter = &book.chapters[document.page.chapter];
        // Documents are sorted by place: the first speaks for all that are sections of the page.
        if book.summary.is_none() || chapter.listed.is_some() || !told.insert(document.page) {
            continue;
        }
        let path = chapter.path.strip_prefix(&book.src).unwrap_or(&chapter.path).trim_start_matches('/');
        let target = path.replace(' ', "%20");
        findings.push(
            Finding::new(
                RULE.name,
                document.title_span(),
                format!("`{}` is not in the summary, so that mdBook leaves it out", document.name()),
            )
            .label("not in the book")
            .help(format!("add to `SUMMARY.md`: `- [{}]({target})`", page_title(cx, document))),
        );
    }
}

/// What the summary would call the page: the document, or the heading above its first section.
fn page_title(cx: &Cx<'_>, document: &Document) -> String {
    let first = cx.analysis.outline(document.page).headings.first();
    match first.filter(|_| document.section.is_some()) {
        Some(heading) => heading.text.clone(),
        None => document.full_name(),
    }
}
