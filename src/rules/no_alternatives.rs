//! `no-alternatives`: a section for alternatives that names none.

use crate::document::Section;
use crate::finding::{Finding, Level};
use crate::markdown::Outline;
use crate::prose::{self, BlockKind};
use crate::rules::{Cx, Rule, below};

pub(super) const RULE: Rule = Rule {
    name: "no-alternatives",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("no_alternatives.md"),
    check,
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    for (_, document) in cx.documents() {
        let Some(section) = cx.promised(document, "alternatives considered") else { continue };
        if below(document, section).next().is_some() {
            continue;
        }
        let Some(said) = denial(cx.analysis.outline(document.page), section) else { continue };
        findings.push(
            Finding::new(
                RULE.name,
                section.span,
                format!("`{}` names no alternative: `{}`", document.name(), super::short(said)),
            )
            .label("no alternative below")
            .help("name what else was possible, and say why it was not taken")
            .help("if there was truly nothing else, say why: `None, because …`"),
        );
    }
}

/// What a section says in place of alternatives; none where it names one, gives a reason, or is empty.
fn denial<'o>(outline: &'o Outline, section: &Section) -> Option<&'o str> {
    let blocks = prose::blocks(outline, section.body.clone());
    let [only] = &blocks[..] else { return None };
    let told = matches!(only.kind, BlockKind::Paragraph | BlockKind::Item);
    (told && prose::says_none(only.text(), "alternative")).then(|| only.text())
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

    #[test]
    fn a_bare_denial_is_found_and_one_with_a_reason_is_not() {
        for said in [
            "None.",
            "- N/A",
            "No alternatives were considered.",
            "No other alternatives.",
            "Not applicable",
            "> none",
        ] {
            let text = record(said);
            compare(&[RULE.name], &[(&[("a.md", &text)], &["a.md:7:4 no-alternatives"])]);
        }
        for said in [
            "None, because the platform offers one driver.",
            "None. The platform offers one driver.",
            "",
            "<!-- none -->",
            "SQLite",
            "- SQLite",
            "### None",
            "None.\n\nLater we found redb.",
            "Nothing else than SQLite was known to us.",
        ] {
            let text = record(said);
            compare(&[RULE.name], &[(&[("a.md", &text)], &[])]);
        }
    }

    #[test]
    fn other_dialects_are_asked_only_where_the_configuration_does() {
        let text = "# 1. A\n\n## Status\n\nAccepted\n\n## Alternatives considered\n\nNone\n";
        let book = "[preprocessor.adr.kinds.decision]\nsections = [\"Alternatives Considered\"]\n";
        compare(
            &[RULE.name],
            &[
                (&[("0001-a.md", text)], &[]),
                (
                    &[("book.toml", book), ("src/0001-a.md", text)],
                    &["src/0001-a.md:7:4 no-alternatives"],
                ),
            ],
        );
    }

    #[test]
    fn following_the_help_mends_it() {
        let (place, message, help) = first(RULE.name, &[("a.md", &record("None."))]);
        assert_eq!(place, "Alternatives Considered");
        assert_eq!(message, "`ADR-0001` names no alternative: `None.`");
        assert!(help.contains("`None, because …`"));
        compare(&[RULE.name], &[(&[("a.md", &record("None, because …"))], &[])]);
    }
}
