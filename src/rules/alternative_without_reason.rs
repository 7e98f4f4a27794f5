//! `alternative-without-reason`: an alternative of which nothing says why it was not taken.

use crate::document::{Document, Section};
use crate::finding::{Finding, Level};
use crate::markdown::Outline;
use crate::prose::{self, Block, BlockKind};
use crate::rules::{Cx, Rule, below};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "alternative-without-reason",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("alternative_without_reason.md"),
    check,
};

/// Up to so many words beside no others are a name.
const NAME: usize = 3;

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    for (_, document) in cx.documents() {
        let Some(section) = cx.promised(document, "alternatives considered") else { continue };
        let outline = cx.analysis.outline(document.page);
        let silent = alternatives(outline, document, section);
        findings.extend(silent.into_iter().filter(|one| !one.has_reason()).map(|one| {
            Finding::new(
                RULE.name,
                one.span,
                format!("nothing says why `{}` was not taken", super::short(one.name)),
            )
            .label("no reason is given")
            .help("say why in a sentence: `Rejected because …`")
        }));
    }
}

/// An alternative: what it is called, and what is said of it.
struct Alternative<'o> {
    name: &'o str,
    span: Span,
    said: Vec<&'o str>,
    /// A table or HTML says more than can be read here.
    unread: bool,
}

impl Alternative<'_> {
    fn has_reason(&self) -> bool {
        let said = &self.said;
        // What explains is never bare, and most alternatives do.
        if self.unread || prose::explains(said) {
            return true;
        }
        let repeats = |said: &&str| self.name.contains(said.trim_end_matches('.'));
        let bare = !prose::has_words(said, 1)
            || (!prose::has_words(said, NAME + 1) && said.iter().all(repeats));
        !bare && prose::may_reason(said)
    }
}

/// The headings right below the section; where there are none, its items; else its prose as one.
fn alternatives<'d>(
    outline: &'d Outline,
    document: &'d Document,
    section: &'d Section,
) -> Vec<Alternative<'d>> {
    let top = below(document, section).map(|other| other.level).min();
    if let Some(top) = top {
        let headings = below(document, section).filter(|other| other.level == top);
        return headings.filter_map(|heading| of_heading(outline, heading)).collect();
    }
    let blocks = prose::blocks(outline, section.body.clone());
    let mut items = blocks.iter().filter(|block| block.kind == BlockKind::Item).peekable();
    if items.peek().is_none() {
        return of_prose(outline, &blocks).into_iter().collect();
    }
    if prose::explained_beside_items(&blocks) {
        return Vec::new();
    }
    let named = items.filter(|item| !prose::says_none(item.text(), "alternative"));
    named.map(of_item).collect()
}

/// None for a heading with nothing below it, which is an empty section.
fn of_heading<'d>(outline: &'d Outline, heading: &'d Section) -> Option<Alternative<'d>> {
    let blocks = prose::blocks(outline, heading.body.clone());
    let said = blocks.iter().flat_map(Block::statements).collect();
    let alternative =
        Alternative { name: &heading.title, span: heading.span, said, unread: unread(&blocks) };
    (!blocks.is_empty()).then_some(alternative)
}

/// `- Name`, or `- Name: what is said`; what is nested in the item is said of it too.
fn of_item<'d>(item: &Block<'d>) -> Alternative<'d> {
    let mut said: Vec<&str> = item.statements().collect();
    let lead = said.first().copied().unwrap_or("");
    let (name, behind) = prose::split_lead(lead);
    if let Some(first) = said.first_mut().filter(|_| !behind.is_empty()) {
        *first = behind;
    }
    Alternative { name, span: item.first_line(), said, unread: false }
}

/// Prose without headings and items: nobody can tell one alternative from the next.
fn of_prose<'d>(outline: &'d Outline, blocks: &[Block<'d>]) -> Option<Alternative<'d>> {
    let first = blocks.first().filter(|first| !prose::says_none(first.text(), "alternative"))?;
    let name = first.text();
    let said = blocks.iter().flat_map(Block::statements).collect();
    let span = outline.span_of(first.plain());
    Some(Alternative { name, span, said, unread: unread(blocks) })
}

fn unread(blocks: &[Block<'_>]) -> bool {
    blocks.iter().any(|block| matches!(block.kind, BlockKind::Table | BlockKind::Html))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    fn record(alternatives: &str) -> String {
        format!(
            "# ADR-0001: A\n\n## Status\n\nAccepted\n\n## Alternatives Considered\n\n{alternatives}\n"
        )
    }

    fn case(alternatives: &str, expected: &[&str]) {
        let expected: Vec<String> =
            expected.iter().map(|at| format!("a.md:{at} {}", RULE.name)).collect();
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        compare(&[RULE.name], &[(&[("a.md", &record(alternatives))], &expected)]);
    }

    #[test]
    fn names_and_short_descriptions_give_no_reason() {
        for silent in [
            "### SQLite\n\nSQLite.\n",
            "### SQLite\n\nAn embedded database.\n",
            "### SQLite\n\n```sql\nSELECT 1\n```\n",
            "### SQLite\n\n![a picture](x.png)\n",
        ] {
            case(silent, &["9:5"]);
        }
        for silent in [
            "- SQLite",
            "- [SQLite](https://sqlite.org)",
            "- SQLite: an embedded database",
            "- **SQLite** – an embedded database",
            "- Keep the current form.",
            "1. A server for each region",
            "Others are:\n\n- The usual server",
        ] {
            let at = match silent.as_bytes()[0] {
                b'1' => "9:4",
                b'O' => "11:3",
                _ => "9:3",
            };
            case(silent, &[at]);
        }
        case("SQLite, Postgres.", &["9:1"]);
        case("### A\n\nToo slow.\n\n### B\n\nA file on disk.\n\n### C\n\nC\n", &["13:5", "17:5"]);
    }

    #[test]
    fn what_may_be_a_reason_is_one() {
        for told in [
            "### SQLite\n\nAn embedded database. Needs C.\n",
            "### SQLite\n\nToo slow.\n",
            "### SQLite\n\nZu langsam.\n",
            "### SQLite\n\nIt would have cost more.\n",
            "### SQLite\n\n- small\n- known to the team\n",
            "### SQLite\n\n#### Pros\n\n- it is small\n\n#### Cons\n\n- it is in C\n",
            "### SQLite\n\n| pro | con |\n|---|---|\n| a | b |\n",
            "### SQLite\n\nSee [the measurements](m.md).\n",
            "### SQLite\n",
            "- SQLite: too slow",
            "- SQLite, which is too slow",
            "- SQLite\n  - it is not maintained",
            "- SQLite\n  - a file on disk",
            "Both of these need a compiler that the target does not have:\n\n- SQLite\n- redb",
            "- SQLite\n- redb\n\nBoth of them need a compiler that the target does not have.",
            "We looked at SQLite, but it is slow.",
            "None.",
            "- None",
        ] {
            case(told, &[]);
        }
    }

    #[test]
    fn following_the_help_mends_it() {
        let text = record("### SQLite\n\nAn embedded database.");
        let (place, message, help) = first(RULE.name, &[("a.md", &text)]);
        assert_eq!(place, "SQLite");
        assert_eq!(message, "nothing says why `SQLite` was not taken");
        assert!(help.contains("`Rejected because …`"));
        case("### SQLite\n\nAn embedded database. Rejected because …", &[]);
        case("- SQLite: Rejected because …", &[]);
        case("- SQLite. Rejected because …", &[]);
    }
}
