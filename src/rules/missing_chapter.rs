//! `missing-chapter`: the summary names a page that does not exist.

use crate::finding::{Finding, Level};
use crate::rules::{Check, Cx, Rule};

pub(super) const RULE: Rule = Rule {
    name: "missing-chapter",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("missing_chapter.md"),
    check: Check::All(check),
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    // Among documents it is `broken-reference` that speaks.
    findings.extend(super::missing_entries(cx, RULE.name, false).into_iter().map(|finding| {
        finding
            .label("mdBook would create an empty page, or stop")
            .help("write the page, take the entry out, or make it a draft: `[Title]()`")
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::compare;

    const A: (&str, &str) = ("src/adr/0001-a.md", "# ADR-0001: A\n\nStatus: accepted\n");

    #[test]
    fn an_entry_needs_a_page_unless_it_is_a_draft_or_out_of_the_sources() {
        let book = ("book.toml", "[book]\n");
        let missing = "- [A](adr/0001-a.md)\n- [Words and their meaning](words.md)\n";
        compare(
            &[RULE.name],
            &[
                (&[book, A, ("src/SUMMARY.md", missing)], &["src/SUMMARY.md:2:29 missing-chapter"]),
                (
                    &[
                        book,
                        A,
                        (
                            "src/SUMMARY.md",
                            "- [A](adr/0001-a.md)\n- [Draft]()\n- [Web](https://example.org)\n",
                        ),
                    ],
                    &[],
                ),
                (
                    &[book, A, ("src/SUMMARY.md", "- [A](adr/0001-a.md)\n- [B](adr/0002-b.md)\n")],
                    &[],
                ),
                (&[book, A, ("src/SUMMARY.md", "- [A](adr/0001-a.md)\n- [B](../b.md)\n")], &[]),
            ],
        );
    }
}
