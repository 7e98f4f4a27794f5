//! `ambiguous-reference`: an id that several documents carry.

use crate::finding::{Finding, Level};
use crate::resolve::Outcome;
use crate::rules::{Check, Cx, Rule};

pub(super) const RULE: Rule = Rule {
    name: "ambiguous-reference",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("ambiguous_reference.md"),
    check: Check::All(check),
};

/// More places than this don't help anybody.
const SHOWN: usize = 4;

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    for (_, resolved) in cx.references() {
        if resolved.candidates().len() < 2 {
            continue;
        }
        let reference = &resolved.reference;
        let count = resolved.candidates().len();
        let message = format!("`{}` fits {count} documents", super::short(&reference.text));
        let label = match resolved.outcome {
            Outcome::Document(one, _) => {
                format!("read as `{}`", super::short(&cx.document(one).title.value))
            }
            _ => "nothing tells which is meant".to_owned(),
        };
        let mut finding = Finding::new(RULE.name, reference.span, message).label(label);
        for candidate in resolved.candidates().iter().take(SHOWN) {
            finding = finding.related(cx.document(*candidate).title_span(), "one of them");
        }
        findings.push(finding.help("link to the file, so that every reader knows which is meant"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, findings};

    const A: (&str, &str) = ("a/0001-x.md", "# ADR-0001: Log as JSON\n\nStatus: accepted\n");
    const B: (&str, &str) = ("b/0001-y.md", "# ADR-0001: Report errors\n\nStatus: accepted\n");

    #[test]
    fn ids_that_fit_several_are_told_apart_by_links_folders_and_code() {
        compare(
            &[RULE.name],
            &[
                (
                    &[
                        A,
                        B,
                        (
                            "c/0002-z.md",
                            "# ADR-0002: Z\n\nStatus: accepted\nDepends on: ADR-0001\n",
                        ),
                    ],
                    &["c/0002-z.md:4:13 ambiguous-reference"],
                ),
                (
                    &[
                        A,
                        B,
                        (
                            "c/0002-z.md",
                            "# ADR-0002: Z\n\nStatus: accepted\n\n[ADR-0001](../a/0001-x.md)\n",
                        ),
                    ],
                    &[],
                ),
                (
                    &[
                        A,
                        B,
                        ("a/0002-z.md", "# ADR-0002: Z\n\nStatus: accepted\n\nAs in ADR-0001.\n"),
                    ],
                    &[],
                ),
                (
                    &[
                        A,
                        B,
                        (
                            "c/0002-z.md",
                            "# ADR-0002: Z\n\nStatus: accepted\n\n`ADR-0001`\n\n```\nADR-0001\n```\n",
                        ),
                    ],
                    &[],
                ),
            ],
        );
    }

    #[test]
    fn the_finding_says_which_one_the_title_tells() {
        let text = "# ADR-0002: Z\n\nStatus: accepted\nDepends on: ADR-0001: Report errors\n";
        let (_, found) = findings(&[A, B, ("c/0002-z.md", text)]);
        let finding = found.iter().find(|finding| finding.rule == RULE.name).expect("a finding");
        assert_eq!(finding.label, "read as `Report errors`");
        assert_eq!(finding.related.len(), 2);
    }
}
