//! `summary-outside-source`: an entry of the summary that leads out of the book's sources.

use crate::finding::{Finding, Level};
use crate::rules::{Cx, Rule};

pub(super) const RULE: Rule = Rule {
    name: "summary-outside-source",
    level: Level::Deny,
    since: "0.1.0",
    page: include_str!("summary_outside_source.md"),
    check,
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    for book in &cx.library.books {
        for entry in book.summary.iter().flat_map(|summary| &summary.entries) {
            if entry.path.is_some() {
                continue;
            }
            let span = super::destination_span(cx.library, entry.target.span, &entry.target.value);
            findings.push(
                Finding::new(
                    RULE.name,
                    span,
                    format!("`{}` leads out of the book's sources", super::short(&entry.target.value)),
                )
                .label("mdBook would write this page among the sources, outside the site")
                .help("put a page into the sources that holds `{{#include …}}` with that path, and name it here")
                .help("or set `src` in `book.toml` to a folder that holds both"),
            );
        }
    }
}
