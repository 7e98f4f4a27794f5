//! `superseded-without-successor`: a document says that it was superseded, and nothing says by what.

use crate::dialect::date;
use crate::document::Document;
use crate::finding::{Finding, Level};
use crate::markdown::has_digit;
use crate::reference::Target;
use crate::resolve::{Outcome, Resolved};
use crate::rules::{Check, Cx, Rule, follows};
use crate::vocabulary::{Relation, Statement, Status, starts_with_word};

pub(super) const RULE: Rule = Rule {
    name: "superseded-without-successor",
    level: Level::Deny,
    since: "0.1.0",
    page: include_str!("superseded_without_successor.md"),
    check: Check::All(check),
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    for (id, document) in cx.documents() {
        if document.status() != Some(Status::Superseded) {
            continue;
        }
        let by = Statement::inverse(Relation::Supersedes);
        let named: Vec<_> = cx
            .analysis
            .references_of(id)
            .map(|(_, resolved)| resolved)
            .filter(|resolved| resolved.reference.statement == by && !names_a_day(resolved))
            .collect();
        // A successor in another series, or one of several that nothing tells apart, is a successor.
        let led_somewhere =
            named.iter().any(|resolved| !matches!(resolved.outcome, Outcome::Broken(_)));
        let declared_by_other = cx
            .analysis
            .graph
            .to(id)
            .iter()
            .any(|link| link.edge.relation == Relation::Supersedes && link.source != id);
        // `The packaging was superseded by ADR-7.`
        let told = || {
            cx.analysis.references_of(id).any(|(_, resolved)| {
                !matches!(resolved.outcome, Outcome::Broken(_))
                    && follows(cx, resolved, &["superseded by", "superceded by", "replaced by"])
            })
        };
        if led_somewhere || declared_by_other || names_in_code(cx, document) || told() {
            continue;
        }
        let what = if named.is_empty() {
            "nothing says by what"
        } else {
            "what it names as its successor does not exist"
        };
        let message = format!("`{}` is superseded, and {what}", document.name());
        let mut finding = Finding::new(RULE.name, cx.status_span(document), message);
        let help = if named.is_empty() {
            "name the successor: `Superseded by [ADR-…](…)`"
        } else {
            "mend what is named there, or name another one: `Superseded by [ADR-…](…)`"
        };
        for broken in named {
            finding = finding.related(broken.reference.span, "this leads to nothing");
        }
        findings.push(
            finding.label("by what?").help(help).help("if there is none, the word is Deprecated"),
        );
    }
}

/// `Superseded (2024-05-06)`, `Superseded on 6 May 2024`: what stands behind the word says when, and not by what.
fn names_a_day(resolved: &Resolved) -> bool {
    const BEFORE: [&str; 12] =
        ["on", "in", "since", "as of", "from", "am", "im", "seit", "le", "el", "em", "il"];
    let Target::Name(name) = &resolved.reference.target else { return false };
    let bare = name.trim_start_matches(|c: char| !c.is_alphanumeric());
    let word = BEFORE.iter().find(|word| starts_with_word(bare, word));
    let day = word.map_or(bare, |word| bare[word.len()..].trim_start());
    let end = date::at_start(day);
    end > 0 && !day[end..].contains(char::is_alphanumeric)
}

/// ``Superseded by `ADR-7` ``: code refers to nothing, and still says by what.
fn names_in_code(cx: &Cx<'_>, document: &Document) -> bool {
    let mut pieces = cx.library.sources.slice(cx.status_span(document)).split('`');
    let code = pieces.by_ref().skip(1).step_by(2);
    let is_id = |code: &str| {
        let letters = code.bytes().take_while(u8::is_ascii_alphabetic).count();
        letters > 1 && has_digit(code)
    };
    code.into_iter().any(|code| is_id(code) || code.contains(".md"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    #[test]
    fn a_successor_is_named_by_either_end_or_in_words() {
        let rules = &[RULE.name, "broken-reference"];
        let old = |status: &str| format!("# ADR-0001: A\n\nStatus: {status}\n");
        let silent = ("0002-b.md", "# ADR-0002: B\n\nStatus: accepted\n");
        let says = ("0002-b.md", "# ADR-0002: B\n\nStatus: accepted\n\nSupersedes: ADR-0001\n");
        compare(
            rules,
            &[
                (
                    &[("0001-a.md", &old("superseded")), silent],
                    &["0001-a.md:3:9 superseded-without-successor"],
                ),
                (
                    &[("0001-a.md", &old("superseded by ADR-0009")), silent],
                    &[
                        "0001-a.md:3:9 superseded-without-successor",
                        "0001-a.md:3:23 broken-reference",
                    ],
                ),
                (&[("0001-a.md", &old("superseded")), says], &[]),
                (
                    &[("0001-a.md", &old("superseded (2024-05-06)")), silent],
                    &["0001-a.md:3:9 superseded-without-successor"],
                ),
                (
                    &[("0001-a.md", &old("superseded on 6 May 2024")), silent],
                    &["0001-a.md:3:9 superseded-without-successor"],
                ),
                (&[("0001-a.md", &old("superseded (2024-05-06) by ADR-0002")), silent], &[]),
                (&[("0001-a.md", &old("superseded by ADR-0002")), silent], &[]),
                (&[("0001-a.md", &old("superseded by the platform's own record")), silent], &[]),
                (&[("0001-a.md", &old("superseded by `ADR-0042`")), silent], &[]),
                (
                    &[
                        (
                            "0001-a.md",
                            &old("superseded\n\n## Context\n\nIt was replaced by [B](0002-b.md)."),
                        ),
                        silent,
                    ],
                    &[],
                ),
                (&[("0001-a.md", &old("deprecated")), silent], &[]),
            ],
        );
    }

    #[test]
    fn one_declaration_is_enough_with_either_policy() {
        let old = "# ADR-0001: A\n\nStatus: superseded\n";
        let says = |says: &str| format!("# ADR-0002: B\n\nStatus: accepted\n\n{says}\n");
        for policy in ["both-sides", "either-side"] {
            let book = format!("[preprocessor.adr]\nlinks = \"{policy}\"\n");
            let case = |new: &str, expected: &[&str]| {
                let files = [("book.toml", &*book), ("src/0001-a.md", old), ("src/0002-b.md", new)];
                compare(&[RULE.name], &[(&files, expected)]);
            };
            case(&says("Supersedes ADR-0001"), &[]);
            case(&says("Amends ADR-0001"), &["src/0001-a.md:3:9 superseded-without-successor"]);
        }
    }

    #[test]
    fn the_message_tells_a_broken_successor_from_none() {
        let message = |status: &str| {
            let text = format!("# ADR-0001: A\n\nStatus: {status}\n");
            first(RULE.name, &[("0001-a.md", &text)]).1
        };
        assert_eq!(message("superseded"), "`ADR-0001` is superseded, and nothing says by what");
        assert_eq!(
            message("superseded by ADR-0009"),
            "`ADR-0001` is superseded, and what it names as its successor does not exist"
        );
    }
}
