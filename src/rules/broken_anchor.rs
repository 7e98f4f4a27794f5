//! `broken-anchor`: a link to a page that exists, and a fragment that it does not have.

use crate::finding::{Finding, Level};
use crate::reference::Target;
use crate::rules::{Check, Cx, Rule};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "broken-anchor",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("broken_anchor.md"),
    check: Check::All(check),
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    for (_, resolved) in cx.references() {
        let Some(missing) = &resolved.missing_anchor else { continue };
        let reference = &resolved.reference;
        let span = match &reference.target {
            Target::Link(destination) | Target::File(destination) => {
                fragment_of(cx, super::destination_span(cx.library, reference.span, destination))
            }
            _ => reference.span,
        };
        let message =
            format!("`#{}` is nowhere in `{}`", super::short(&missing.fragment), missing.page);
        findings.push(
            Finding::new(RULE.name, span, message).label("no such heading or anchor").help(
                match &missing.nearest {
                    Some(near) => format!("there is `#{near}`: if it is meant, link to it"),
                    None => "mend the fragment, or leave it out to link to the page".to_owned(),
                },
            ),
        );
    }
}

/// The fragment's bytes in those of a destination: the page is not what is wrong.
fn fragment_of(cx: &Cx<'_>, destination: Span) -> Span {
    let hash = cx.library.sources.slice(destination).rfind('#').unwrap_or(0);
    Span { start: destination.start + hash, ..destination }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    const B: (&str, &str) =
        ("0002-b.md", "# ADR-0002: B\n\nStatus: accepted\n\n## The budget\n\n<a id=\"own\"></a>\n");

    #[test]
    fn fragments_are_those_of_mdbook_and_of_html() {
        let a = |link: &str| format!("# ADR-0001: A\n\nStatus: accepted\n\nSee {link}.\n");
        let bad = a("[b](0002-b.md#budget)");
        let here = a("[below](#nowhere)");
        let good = a(
            "[b](0002-b.md#the-budget), [own](0002-b.md#own), [title](0002-b.md#adr-0002), [top](0002-b.md#), [up](#top), [up](0002-b.md#TOP)",
        );
        let elsewhere =
            a("[c](../c.md#x), [d](https://example.org/#x), `[b](0002-b.md#no)`, [e](0003-e.md#x)");
        compare(
            &[RULE.name],
            &[
                (&[("0001-a.md", &bad), B], &["0001-a.md:5:18 broken-anchor"]),
                (&[("0001-a.md", &here), B], &["0001-a.md:5:13 broken-anchor"]),
                (&[("0001-a.md", &good), B], &[]),
                (&[("0001-a.md", &elsewhere), B], &[]),
            ],
        );
    }

    #[test]
    fn of_a_page_without_content_nothing_is_known() {
        let a = "# ADR-0001: A\n\nStatus: accepted\n\n[z](sub/z.md#foo)\n";
        for empty in ["", "\n", "[r]: x\n"] {
            let files = [
                ("book.toml", ""),
                ("src/SUMMARY.md", "- [A](0001-a.md)\n- [B](b.md)\n- [Z](sub/z.md)\n"),
                ("src/0001-a.md", a),
                ("src/b.md", "# B\n\n{{#include sub/z.md}}\n"),
                ("src/sub/z.md", empty),
            ];
            compare(&[RULE.name], &[(&files, &[])]);
        }
    }

    #[test]
    fn the_section_of_a_partial_supersession_is_checked_and_leaves_the_rest_in_force() {
        let a = |line: &str| format!("# ADR-0001: A\n\nStatus: accepted\n\n{line}\n");
        let case = |line: &str, expected: &[&str]| {
            let rules = &[RULE.name, "status-contradicts-relations", "one-sided-supersession"];
            compare(rules, &[(&[("0001-a.md", &a(line)), B], expected)]);
        };
        let silent = |column: usize| format!("0001-a.md:5:{column} one-sided-supersession");
        for line in
            ["Supersedes in part [b](0002-b.md#the-budget)", "Supersedes [b](0002-b.md#the-budget)"]
        {
            case(line, &[&silent(line.find('[').unwrap_or(0) + 1)]);
        }
        case("Supersedes [b](0002-b.md#no)", &[&silent(12), "0001-a.md:5:25 broken-anchor"]);
        case("Supersedes [b](0002-b.md)", &["0002-b.md:3:9 status-contradicts-relations"]);
        case("Supersedes [b](0002-b.md#adr-0002)", &["0002-b.md:3:9 status-contradicts-relations"]);
    }

    #[test]
    fn the_nearest_fragment_is_advised() {
        let text = "# ADR-0001: A\n\nStatus: accepted\n\n[b](0002-b.md#the-buget)\n";
        let (caret, _, help) = first(RULE.name, &[("0001-a.md", text), B]);
        assert_eq!(
            (caret.as_str(), help.as_str()),
            ("#the-buget", "there is `#the-budget`: if it is meant, link to it")
        );
    }
}
