//! `summary-outside-source`: an entry of the summary that leads out of the book's sources.

use crate::book::{Place, join};
use crate::finding::{Finding, Level};
use crate::rules::{Check, Cx, Rule};

pub(super) const RULE: Rule = Rule {
    name: "summary-outside-source",
    level: Level::Deny,
    since: "0.1.0",
    page: include_str!("summary_outside_source.md"),
    check: Check::All(check),
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    for book in &cx.library.books {
        for entry in book.summary.iter().flat_map(|summary| &summary.entries) {
            if entry.path.is_some() {
                continue;
            }
            let target = &entry.target.value;
            let span = super::destination_span(cx.library, entry.target.span, target);
            let message = format!("`{}` leads out of the book's sources", super::short(target));
            let finding = Finding::new(RULE.name, span, message)
                .label("mdBook would write this page among the sources, outside the site");
            // A slash too many at the start is all that is wrong.
            let own = target.trim_start_matches('/');
            let is_own = own.len() < target.len()
                && matches!(cx.library.tree.find(&join(&book.src, own)), Place::File(_));
            findings.push(if is_own {
                finding.help(format!("leave out the `/` at the start: `{}`", super::short(own)))
            } else {
                finding
                    .help("put a page into the sources that holds `{{#include …}}` with that path, and name it here")
                    .help("or set `src` in `book.toml` to a folder that holds both")
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    #[test]
    fn a_slash_too_many_is_to_be_left_out() {
        let a = "# ADR-0001: A\n\nStatus: accepted\n";
        let help = |summary: &str| {
            let files =
                [("book.toml", "[book]\n"), ("src/SUMMARY.md", summary), ("src/adr/0001-a.md", a)];
            compare(
                &[RULE.name, "unlisted-document"],
                &[(&files, &["src/SUMMARY.md:1:7 summary-outside-source"])],
            );
            first(RULE.name, &files).2
        };
        assert_eq!(
            help("- [A](/adr/0001-a.md)\n"),
            "leave out the `/` at the start: `adr/0001-a.md`"
        );
    }

    #[test]
    fn only_paths_that_leave_the_sources_are_found() {
        let case = |summary: &str, expected: &[&str]| {
            let a = "# ADR-0001: A\n\nStatus: accepted\n";
            let files = [
                ("book.toml", "[book]\nsrc = \"docs\"\n"),
                ("docs/SUMMARY.md", summary),
                ("docs/0001-a.md", a),
            ];
            compare(&[RULE.name], &[(&files, expected)]);
        };
        case(
            "- [A](0001-a.md)\n- [B](../README.md)\n",
            &["docs/SUMMARY.md:2:7 summary-outside-source"],
        );
        case(
            "- [A](0001-a.md)\n- [B](x/../../b.md)\n",
            &["docs/SUMMARY.md:2:7 summary-outside-source"],
        );
        case("- [A](0001-a.md)\n- [B](/b.md)\n", &["docs/SUMMARY.md:2:7 summary-outside-source"]);
        case("- [A](x/../0001-a.md)\n- [Web](https://example.org/../x)\n- [Draft]()\n", &[]);
        case("- [A](./0001-a.md)\n<!-- [B](../b.md) -->\n", &[]);
    }
}
