//! `unlisted-document`: a document below the book's sources that `SUMMARY.md` leaves out.

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
    for (_, document) in cx.documents() {
        let book = &cx.library.books[document.page.book];
        let chapter = &book.chapters[document.page.chapter];
        if book.summary.is_none() || chapter.listed.is_some() || document.section.is_some() {
            continue;
        }
        let path =
            chapter.path.strip_prefix(&book.src).unwrap_or(&chapter.path).trim_start_matches('/');
        let target = path.replace(' ', "%20");
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
            .help(format!("add to `SUMMARY.md`: `- [{}]({target})`", document.full_name())),
        );
    }
}
