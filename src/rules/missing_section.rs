//! `missing-section`: a section that the document's template, or the configuration, asks for.

use crate::document::Document;
use crate::finding::{Finding, Level};
use crate::rules::{Cx, Rule};
use crate::source::Span;
use crate::vocabulary::{Kind, SectionNames};

pub(super) const RULE: Rule = Rule {
    name: "missing-section",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("missing_section.md"),
    check,
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    let names: Vec<SectionNames> =
        cx.library.books.iter().map(|book| book.config.additions().sections).collect();
    for (_, document) in cx.documents() {
        let names = &names[document.page.book];
        for (section, configured) in required(cx, document) {
            let wanted = names.section(&section);
            if document.sections.iter().any(|own| own.name == wanted) {
                continue;
            }
            let level = "#".repeat(level_below(cx, document));
            let mut finding = Finding::new(
                RULE.name,
                document.title_span(),
                format!("`{}` has no section `{section}`", document.name()),
            )
            .label(format!("no `{section}` below"));
            if let Some(span) = configured {
                finding = finding.related(span, "asked for here");
            }
            findings.push(finding.help(format!("add `{level} {section}`")));
        }
    }
}

/// The level of a document's sections: one below its title, however deep in its page it stands.
fn level_below(cx: &Cx<'_>, document: &Document) -> usize {
    let headings = &cx.analysis.outline(document.page).headings;
    let own = headings.iter().find(|heading| heading.range == document.heading);
    own.map_or(2, |own| usize::from(own.level) + 1).min(6)
}

/// What a document must have, and the line of configuration that says so.
fn required(cx: &Cx<'_>, document: &Document) -> Vec<(String, Option<Span>)> {
    let kinds = &cx.library.books[document.page.book].config.kinds;
    let configured =
        kinds.iter().find(|kind| kind.kind == document.kind && !kind.sections.is_empty());
    if let Some(kind) = configured {
        return kind
            .sections
            .iter()
            .map(|section| (section.value.clone(), Some(section.span)))
            .collect();
    }
    if document.dialect != "template" {
        return Vec::new();
    }
    let own: &[&str] = match document.kind {
        Kind::Decision => &["Context", "Decision", "Consequences", "Alternatives Considered"],
        Kind::Module => {
            &["Purpose", "Public API", "Dependencies", "Error Handling", "Testing Strategy"]
        }
        Kind::Requirement => &["Rationale", "Verification"],
        Kind::Other(_) => &[],
    };
    own.iter().map(|section| ((*section).to_owned(), None)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    const BOOK: &str = "[preprocessor.adr.kinds.decision]\nsections = [\"Why\"]\n";

    #[test]
    fn only_templates_and_the_configuration_ask_for_sections() {
        let own = "# ADR-0001: A\n\n## Status\n\nAccepted\n\n## Context\n\nx\n\n## DECISION\n\nx\n\n### Alternatives considered\n\nx\n";
        let nygard = "# 1. A\n\n## Status\n\nAccepted\n\n## Context\n\nx\n";
        let module = "# Module: a\n\n## Purpose\n\nx\n\n## Public API\n\nx\n\n## Dependencies\n\nx\n\n## Testing Strategy\n\nx\n";
        compare(
            &[RULE.name],
            &[
                (&[("0001-a.md", own)], &["0001-a.md:1:13 missing-section"]),
                (&[("a.md", module)], &["a.md:1:11 missing-section"]),
                (&[("0001-a.md", nygard)], &[]),
                (
                    &[("book.toml", BOOK), ("src/0001-a.md", nygard)],
                    &["src/0001-a.md:1:6 missing-section"],
                ),
                (
                    &[
                        ("book.toml", BOOK),
                        ("src/0001-a.md", "# 1. A\n\nStatus: accepted\n\n## 2. why\n\nx\n"),
                    ],
                    &[],
                ),
            ],
        );
    }

    #[test]
    fn the_help_has_the_level_below_the_title() {
        let page = "# All\n\n## Storage\n\n### REQ-1: A\n\n#### Rationale\n\nx\n";
        let (_, message, help) = first(RULE.name, &[("r.md", page)]);
        assert_eq!(message, "`REQ-1` has no section `Verification`");
        assert_eq!(help, "add `#### Verification`");
    }
}
