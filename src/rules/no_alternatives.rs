//! `no-alternatives`: a section for alternatives that names none.

use crate::document::{Document, Section};
use crate::finding::{Finding, Level};
use crate::markdown::Outline;
use crate::prose::{self, BlockKind};
use crate::rules::{Check, PageCx, Rule, because_asked, below};

pub(super) const RULE: Rule = Rule {
    name: "no-alternatives",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("no_alternatives.md"),
    check: Check::Page(check),
};

const NAME_OF_SECTION: &str = "alternatives considered";

fn check(cx: &PageCx<'_>, findings: &mut Vec<Finding>) {
    let outline = cx.outline;
    for document in cx.documents() {
        let Some(section) = cx.promised(document, NAME_OF_SECTION) else { continue };
        let Some(said) = denial(outline, document, section) else { continue };
        let message =
            format!("`{}` names no alternative: `{}`", document.name(), super::short(said));
        let finding = Finding::new(RULE.name, section.span, message).label("no alternative below");
        findings.push(
            because_asked(cx, finding, document, NAME_OF_SECTION)
                .help("name what else was possible, and say why it was not taken")
                .help("if there was truly nothing else, say why: `None, because …`"),
        );
    }
}

/// What a section says in place of alternatives; none where it names one, gives a reason, or is empty.
fn denial<'o>(outline: &'o Outline, document: &Document, section: &Section) -> Option<&'o str> {
    let mut parts = below(document, section);
    if let Some(part) = parts.next() {
        // `### None` alone is an empty section.
        let alone = parts.next().is_none() && says_none(&part.title);
        let above = prose::blocks_above_headings(outline, section.body.clone());
        return if alone && above.is_empty() { bare_denial(outline, part) } else { None };
    }
    bare_denial(outline, section)
}

/// What there may be none of: its first letters.
const NOUNS: [&str; 2] = ["alternative", "option"];

fn says_none(text: &str) -> bool {
    NOUNS.iter().any(|noun| prose::says_none(text, noun))
}

/// What a section says, if it is nothing but one denial.
fn bare_denial<'o>(outline: &'o Outline, section: &Section) -> Option<&'o str> {
    let blocks = prose::blocks(outline, section.body.clone());
    let [only] = &blocks[..] else { return None };
    let told = matches!(only.kind, BlockKind::Paragraph | BlockKind::Item);
    // `None: the licence asks for it.`
    let says_why = || prose::has_words(&[prose::split_lead(only.text()).1], 2);
    (told && says_none(only.text()) && !says_why()).then(|| only.text())
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
            "We considered no alternatives.",
            "No other options were considered.",
            "We did not consider alternatives.",
            "Not considered.",
            "There were no other alternatives",
            "### None\n\nNo alternatives were considered.",
            "- Keine.",
        ] {
            let text = record(said);
            compare(&[RULE.name], &[(&[("a.md", &text)], &["a.md:7:4 no-alternatives"])]);
        }
        for said in [
            "None, because the platform offers one driver.",
            "None. The platform offers one driver.",
            "Not applicable: the licence asks for it.",
            "- None: chaos, as before",
            "",
            "<!-- none -->",
            "SQLite",
            "- SQLite",
            "### None",
            "### None\n\nThe platform offers one driver.",
            "### None\n\nNone, because the platform offers one driver.",
            "### SQLite\n\nNone.",
            "Some.\n\n### None\n\nNone.",
            "We considered no alternatives, because the platform offers one driver.",
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
    fn the_line_that_asks_for_it_is_shown() {
        let book = "[preprocessor.adr.kinds.decision]\nsections = [\"Alternatives Considered\"]\n";
        let text = "# 1. A\n\n## Status\n\nAccepted\n\n## Alternatives considered\n\nNone\n";
        let shown = |files: &[(&str, &str)]| {
            let (library, found) = crate::rules::testing::findings(files);
            let finding = found.iter().find(|one| one.rule == RULE.name).expect("a finding");
            let related = finding.related.iter();
            related.map(|one| library.sources.slice(one.span).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(
            shown(&[("book.toml", book), ("src/0001-a.md", text)]),
            ["\"Alternatives Considered\""]
        );
        assert_eq!(shown(&[("a.md", &record("None."))]), [""; 0]);
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
