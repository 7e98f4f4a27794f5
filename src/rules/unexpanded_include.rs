//! `unexpanded-include`: an include that stays in a page as text.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::book::{Chapter, Left, Why};
use crate::finding::{Finding, Level};
use crate::markdown::{LineKind, Outline};
use crate::rules::{Check, Cx, Rule};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "unexpanded-include",
    level: Level::Deny,
    since: "0.1.0",
    page: include_str!("unexpanded_include.md"),
    check: Check::All(check),
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    // A file that several pages include is read with each of them.
    let mut told: BTreeSet<Span> = BTreeSet::new();
    for (book, pages) in cx.library.books.iter().zip(&cx.analysis.pages) {
        for (chapter, page) in book.chapters.iter().zip(pages) {
            if chapter.left.is_empty() {
                continue;
            }
            let outline = page.outline();
            let shown = shown(outline);
            for left in &chapter.left {
                let start = left.range.start;
                let at = shown.partition_point(|range| range.end <= start);
                let by_mdbook = book.config.file.is_some() && !matches!(left.why, Why::Spelling(_));
                if shown.get(at).is_some_and(|range| range.start <= start)
                    || (is_in_block(outline, start) && !by_mdbook)
                {
                    continue;
                }
                if told.insert(chapter.text.span(left.range.clone())) {
                    findings.push(finding(chapter, left));
                }
            }
        }
    }
}

/// Inline code and comments: whatever mdBook makes of them, the author shows or hides the braces.
fn shown(outline: &Outline) -> Vec<Range<usize>> {
    let end = outline.lines.last().map_or(0, |line| line.plain().end);
    let code = outline.code_in(0..end).map(|plain| outline.source_of(plain));
    let mut shown: Vec<Range<usize>> =
        outline.comments.iter().map(|comment| comment.range.clone()).chain(code).collect();
    shown.sort_by_key(|range| range.start);
    shown
}

/// Whether a byte stands in a code block. mdBook looks for includes there too.
fn is_in_block(outline: &Outline, at: usize) -> bool {
    let line = outline.lines[outline.lines_in(0..at + 1)].last();
    line.is_some_and(|line| line.kind == LineKind::Code && line.range().contains(&at))
}

fn finding(chapter: &Chapter, left: &Left) -> Finding {
    let span = chapter.text.span(left.range.clone());
    let text = super::short(&chapter.text.as_str()[left.range.clone()]);
    let target = super::short(&left.target);
    let (message, label, help) = match &left.why {
        Why::Spelling(_) => ("is no include to mdBook", "stays as text", None),
        Why::Missing(near) => (
            "names a file that does not exist",
            "stays as text",
            Some(match near {
                Some(near) => format!("there is `{near}`: if it is meant, write its name"),
                None => "mend the path, which counts from the folder of this file".to_owned(),
            }),
        ),
        Why::Folder => ("names a folder", "stays as text", Some("name a file in it".to_owned())),
        Why::Absolute => (
            "names a file from the top of the disk",
            "not read, and not there on another machine",
            Some("write the path from the folder of this file".to_owned()),
        ),
        Why::Outside { of_repository: false } => (
            "leads out of the folder that is checked",
            "not read",
            Some(
                "run on the folder above, which holds both: what lies around a folder is read only in a repository"
                    .to_owned(),
            ),
        ),
        Why::Outside { of_repository: true } => (
            "leads out of the repository",
            "not read",
            Some(format!("bring `{target}` into the repository")),
        ),
        Why::Circle => (
            "includes what is being included",
            "a circle, which mdBook leaves after ten rounds",
            Some("take it out on one side".to_owned()),
        ),
        Why::Limit => (
            "is one include too many",
            "not followed: more than ten in each other, or a thousand on one page",
            Some("include the file itself, and not a file that includes it".to_owned()),
        ),
    };
    let mut finding = Finding::new(RULE.name, span, format!("`{text}` {message}")).label(label);
    if let Why::Spelling(right) = &left.why {
        finding = finding.help(format!("write `{}`", super::short(right))).edit(span, right);
    }
    match help {
        Some(help) => finding.help(help).help("if it is only to be shown, write a `\\` before it"),
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, findings, first};

    const BOOK: [(&str, &str); 2] = [("book.toml", ""), ("src/SUMMARY.md", "- [A](a.md)\n")];
    const OTHER: [(&str, &str); 2] = [("src/b.md", "text\n"), ("src/x.rs", "fn x() {}\n")];

    /// The lines and columns of what is said about a page.
    fn places(text: &str) -> Vec<(usize, usize)> {
        let (library, found) =
            findings(&[BOOK[0], BOOK[1], OTHER[0], OTHER[1], ("src/a.md", text)]);
        found
            .iter()
            .filter(|finding| finding.rule == RULE.name)
            .map(|finding| {
                let at = library.sources.position(finding.primary.file, finding.primary.start);
                (at.line, at.column)
            })
            .collect()
    }

    #[test]
    fn what_mdbook_leaves_as_text_is_found() {
        for text in [
            "{{#include c.md}}",
            "{{#include ../c.md:2:5}}",
            "{{ #include B.md }}",
            "{{#include /b.md}}",
            "{{#include .}}",
            "{{# include b.md}}",
            "{{#Include b.md}}",
            "{{#inlcude b.md}}",
            "{{#rustdoc-include x.rs}}",
            "{{include b.md}}",
            "{{#include b.md}",
            "{{#include b.md",
            "```rust\n{{#include y.rs}}\n```",
            "{{#playground y.rs editable}}",
        ] {
            let line = if text.starts_with('`') { 2 } else { 1 };
            assert_eq!(places(&format!("{text}\n")), [(line, 1)], "{text}");
        }
    }

    #[test]
    fn what_mdbook_brings_in_or_an_author_shows_is_left_alone() {
        for text in [
            "{{#include b.md}}",
            "{{ #include b.md:1 }}",
            "{{#include\nb.md}}",
            "```rust\n{{#include x.rs:2:}}\n```",
            "{{#rustdoc_include x.rs}}",
            "\\{{#include c.md}}",
            "`{{#include c.md}}` and `{{# include}}`",
            "```\n{{# include b.md}}\n```",
            "<!-- {{#include c.md}} -->",
            "{{#if b.md}} {{ include \"chart\" . }} {{include nothing.md}} {{#title T}} {{x}}",
            "{{#include}}",
        ] {
            assert_eq!(places(&format!("{text}\n")), [], "{text}");
        }
        let block = "# A\n\n```\n{{#include c.md}}\n```\n";
        compare(&[RULE.name], &[(&[("a.md", block)], &[])]);
    }

    #[test]
    fn a_circle_is_found_where_it_closes_and_an_included_page_once() {
        let listed = "- [A](a.md)\n- [B](b.md)\n";
        compare(
            &[RULE.name],
            &[
                (
                    &[
                        BOOK[0],
                        ("src/SUMMARY.md", listed),
                        ("src/a.md", "{{#include p/c.md}}\n"),
                        ("src/b.md", "{{#include p/c.md}}\n"),
                        ("src/p/c.md", "x\n\n{{#include gone.md}}\n"),
                    ],
                    &["src/p/c.md:3:1 unexpanded-include"],
                ),
                (
                    &[
                        BOOK[0],
                        BOOK[1],
                        ("src/a.md", "{{#include b.md}}\n"),
                        ("src/b.md", "{{#include a.md}}\n"),
                    ],
                    &["src/b.md:1:1 unexpanded-include"],
                ),
            ],
        );
    }

    #[test]
    fn what_leads_out_of_the_folder_is_found_whatever_it_names() {
        for text in ["{{#include ../../a.md}}", "{{#include ../../../etc/passwd}}"] {
            let (_, message, help) = first(RULE.name, &[BOOK[0], BOOK[1], ("src/a.md", text)]);
            assert_eq!(message, format!("`{text}` leads out of the folder that is checked"));
            assert!(help.starts_with("run on the folder above"), "{help}");
        }
    }

    #[test]
    fn the_help_and_the_edit_say_how_it_is_written() {
        let files =
            [BOOK[0], BOOK[1], OTHER[0], ("src/a.md", "see {{# include  b.md:2 }} there\n")];
        let (caret, message, help) = first(RULE.name, &files);
        assert_eq!(caret, "{{# include  b.md:2 }}");
        assert_eq!(message, "`{{# include  b.md:2 }}` is no include to mdBook");
        assert_eq!(help, "write `{{#include b.md:2}}`");
        let (_, _, help) = first(RULE.name, &[("a.md", "{{#include bb.md}}\n"), ("bbb.md", "x")]);
        assert!(help.starts_with("there is `bbb.md`: if it is meant, write its name"));
    }
}
