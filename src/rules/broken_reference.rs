//! `broken-reference`: a link, id or entry of the summary that leads to nothing.

use crate::finding::{Finding, Level};
use crate::reference::{Reference, Target};
use crate::resolve::Outcome;
use crate::rules::{Check, Cx, Rule};

pub(super) const RULE: Rule = Rule {
    name: "broken-reference",
    level: Level::Deny,
    since: "0.1.0",
    page: include_str!("broken_reference.md"),
    check: Check::All(check),
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    for (_, resolved) in cx.references() {
        let Outcome::Broken(nearest) = &resolved.outcome else { continue };
        let reference = &resolved.reference;
        findings.push(match &reference.target {
            Target::Link(destination) | Target::File(destination) => {
                link(cx, reference, destination, nearest.as_deref())
            }
            Target::Id(..)
            | Target::Number(_)
            | Target::Between(..)
            | Target::Hash(_)
            | Target::Name(_) => {
                let message =
                    format!("`{}` is the id of no document", super::short(&reference.text));
                let help = match nearest {
                    Some(near) => format!("there is `{near}`: if it is meant, write its id"),
                    None => "mend the id, or write it as code (`…`) if it is none".to_owned(),
                };
                Finding::new(RULE.name, reference.span, message)
                    .label("no such document")
                    .help(help)
            }
        });
    }
    findings.extend(super::missing_entries(cx, RULE.name, true).into_iter().map(|finding| {
        finding
            .label("no such file, in a folder of documents")
            .help("mend the path, or take the entry out")
    }));
}

fn link(cx: &Cx<'_>, reference: &Reference, destination: &str, nearest: Option<&str>) -> Finding {
    let short = super::short(destination);
    let span = super::destination_span(cx.library, reference.span, destination);
    let help = match nearest {
        // A file whose name shares some letters with a host's is not what was meant.
        _ if looks_like_url(destination) => {
            format!("an address needs its scheme: `https://{short}`")
        }
        Some(near) => format!("there is `{near}`: if it is meant, link to it"),
        None => "mend the path, or take the link out".to_owned(),
    };
    Finding::new(RULE.name, span, format!("link to `{short}`, which does not exist"))
        .label("no such file")
        .help(help)
}

/// `github.com/a/b`: a host's name, and no file of this folder.
fn looks_like_url(destination: &str) -> bool {
    let host = destination.split('/').next().unwrap_or("");
    let end = host.rsplit_once('.').map_or("", |(_, end)| end);
    matches!(
        end,
        "com" | "org" | "net" | "io" | "dev" | "uk" | "de" | "eu" | "edu" | "gov" | "info"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    const B: (&str, &str) = ("adr/0002-b.md", "# ADR-0002: B\n\nStatus: accepted\n");

    fn a(line: &str) -> String {
        format!("# ADR-0001: A\n\nStatus: accepted\n\n{line}\n")
    }

    #[test]
    fn links_and_ids_that_lead_nowhere_are_found() {
        let (link, id, name) = (a("[0003-b.md](0003-b.md)"), a("As in ADR-0042."), a("[b](../c/)"));
        let summary = "- [A](adr/0001-a.md)\n- [B](adr/0002-b.md)\n- [C](adr/0003-c.md)\n";
        compare(
            &[RULE.name, "missing-chapter"],
            &[
                (&[("adr/0001-a.md", &link), B], &["adr/0001-a.md:5:13 broken-reference"]),
                (&[("adr/0001-a.md", &id), B], &["adr/0001-a.md:5:7 broken-reference"]),
                (&[("adr/0001-a.md", &name), B], &["adr/0001-a.md:5:5 broken-reference"]),
                (
                    &[
                        ("book.toml", "[book]\n"),
                        ("src/SUMMARY.md", summary),
                        ("src/adr/0001-a.md", &a("x")),
                        ("src/adr/0002-b.md", B.1),
                    ],
                    &["src/SUMMARY.md:3:7 broken-reference"],
                ),
            ],
        );
    }

    #[test]
    fn what_exists_or_cannot_be_known_or_is_no_reference_is_left_alone() {
        for line in [
            "[b](0002-B.md), [b](0002-b.html), [b](0002-b), [b](/adr/0002-b.md)",
            "[out](../../elsewhere/x.md), [web](https://example.org/x.md), [mail](mailto:a@example.org)",
            "`[x](x.md)` and `ADR-0042`, RFC 2119, UTF-8",
            "```\n[x](x.md) ADR-0042\n```",
            "<!-- ADR-0042 [x](x.md) -->",
            "![picture](x.png)",
            "[by @someone](@someone)",
            "Supersedes: none\nAmends: N/A",
        ] {
            compare(&[RULE.name], &[(&[("adr/0001-a.md", &a(line)), B], &[])]);
        }
    }

    #[test]
    fn what_mdbook_makes_is_there() {
        let book = "[output.html.redirect]\n\"/adr/0000-old.html\" = \"0001-a.html\"\n";
        let case = |line: &str, expected: &[&str]| {
            let files = [
                ("book.toml", book),
                ("src/SUMMARY.md", "- [Intro](README.md)\n- [A](adr/0001-a.md)\n"),
                ("src/README.md", "# Intro\n"),
                ("src/adr/0001-a.md", &*a(line)),
            ];
            compare(&[RULE.name], &[(&files, expected)]);
        };
        for line in [
            "[x](../index.html), [x](../print.html) and [x](../toc.html)",
            "[x](0000-old.html), [x](0000-old.md#context)",
            "[x](../index.md)",
        ] {
            case(line, &[]);
        }
        for line in ["[x](index.html)", "[x](old.html)", "[x](../adr/index.md)"] {
            case(line, &["src/adr/0001-a.md:5:5 broken-reference"]);
        }
        // A folder without a book has no such pages.
        compare(
            &[RULE.name],
            &[(
                &[("adr/0001-a.md", &a("[x](../index.html)")), B],
                &["adr/0001-a.md:5:5 broken-reference"],
            )],
        );
    }

    #[test]
    fn the_help_names_what_is_near() {
        let (_, _, help) = first(RULE.name, &[("adr/0001-a.md", &a("[b](0002-bb.md)")), B]);
        assert_eq!(help, "there is `0002-b.md`: if it is meant, link to it");
        let (_, _, help) =
            first(RULE.name, &[("c/a.md", &a("[b](b.md)").replace("0001", "0003")), B]);
        assert!(!help.contains("a.md"), "{help}");
        let (_, _, help) = first(RULE.name, &[("adr/0001-a.md", &a("[b](example.org/x)")), B]);
        assert_eq!(help, "an address needs its scheme: `https://example.org/x`");
        let near = ("adr/slack.md", "# Slack\n");
        let host = a("[chat](slack.io)");
        let (_, _, help) = first(RULE.name, &[("adr/0001-a.md", &host), B, near]);
        assert_eq!(help, "an address needs its scheme: `https://slack.io`");
        for (cited, expected) in [
            ("As in ADR-0020.", "there is `ADR-0002: B`: if it is meant, write its id"),
            (
                "As in ADR-0045: Keep it.",
                "there is `ADR-0003: Keep it`: if it is meant, write its id",
            ),
            ("As in ADR-0005.", "mend the id, or write it as code (`…`) if it is none"),
        ] {
            let c = ("adr/0003-c.md", "# ADR-0003: Keep it\n\nStatus: accepted\n");
            let (_, _, help) = first(RULE.name, &[("adr/0001-a.md", &a(cited)), B, c]);
            assert_eq!(help, expected);
        }
        let (caret, message, _) = first(RULE.name, &[("adr/0001-a.md", &a("Superseded by 16")), B]);
        assert_eq!((caret.as_str(), message.as_str()), ("16", "`16` is the id of no document"));
    }
}
