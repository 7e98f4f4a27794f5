//! `nothing-to-check`: no document was found, so that a clean run would say nothing.

use crate::finding::{Finding, Level};
use crate::markdown::is_markdown;
use crate::rules::{Check, Cx, Rule};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "nothing-to-check",
    level: Level::Deny,
    since: "0.1.0",
    page: include_str!("nothing_to_check.md"),
    check: Check::All(check),
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    if !cx.analysis.documents.is_empty() {
        return;
    }
    let pages: usize = cx.library.books.iter().map(|book| book.chapters.len()).sum();
    let elsewhere = cx.library.tree.files().filter(|path| is_markdown(path)).count();
    let book = cx.library.books.first().filter(|_| pages == 0 && elsewhere > 0);
    if let Some(book) = book {
        let files = if elsewhere == 1 { "file here lies" } else { "files here lie" };
        let message = format!(
            "no document found: the book's sources are in `{}`, and {} Markdown {files} elsewhere",
            super::short(&book.src),
            if elsewhere == 1 { "the one".to_owned() } else { format!("the {elsewhere}") },
        );
        findings.push(
            Finding::new(RULE.name, Span::new(cx.library.anchor, 0..0), message)
                .help("say in `book.toml` where the sources are: `src = \"…\"` in `[book]`"),
        );
        return;
    }
    let message = match pages {
        0 => "no document found: there is no Markdown file here".to_owned(),
        1 => "no document found in the one page here".to_owned(),
        pages => format!("no document found in the {pages} pages here"),
    };
    findings.push(
        Finding::new(RULE.name, Span::new(cx.library.anchor, 0..0), message)
            .help("a decision is known by its heading (`# ADR-0001: Title`), or by a status beside a numbered file name")
            .help("name the folder that holds them, or say where they are: `[preprocessor.adr.kinds.decision]` `paths = [\"decisions/**\"]`"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    #[test]
    fn one_weak_sign_makes_no_document() {
        compare(
            &[RULE.name],
            &[
                (&[], &[".:1:1 nothing-to-check"]),
                (&[("0001-intro.md", "# Introduction\n")], &[".:1:1 nothing-to-check"]),
                (
                    &[("book.toml", "[book]\n"), ("src/SUMMARY.md", "# S\n")],
                    &["src/SUMMARY.md:1:1 nothing-to-check"],
                ),
                (&[("0001-a.md", "# A\n\nStatus: accepted\n")], &[]),
                (&[("a.md", "# Module: a\n")], &[]),
            ],
        );
    }

    #[test]
    fn the_message_counts_the_pages() {
        for (files, message) in [
            (&[][..], "no document found: there is no Markdown file here"),
            (&[("a.md", "x")], "no document found in the one page here"),
            (
                &[("book.toml", "[book]\n"), ("adr/0001-a.md", "x"), ("adr/0002-b.md", "x")],
                "no document found: the book's sources are in `src`, and the 2 Markdown files here lie elsewhere",
            ),
            (&[("a.md", "x"), ("b.md", "x")], "no document found in the 2 pages here"),
        ] {
            assert_eq!(first(RULE.name, files).1, message);
        }
    }
}
