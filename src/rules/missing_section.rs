//! `missing-section`: a section that the document's template, or the configuration, asks for.

use crate::book::Book;
use crate::dialect::blank::is_name_for;
use crate::document::{Document, Section};
use crate::finding::{Finding, Level};
use crate::rules::{Check, Cx, Rule, section_of};
use crate::source::Span;
use crate::vocabulary::Kind;

pub(super) const RULE: Rule = Rule {
    name: "missing-section",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("missing_section.md"),
    check: Check::All(check),
};

/// A section that documents of a kind must have.
struct Required<'a> {
    title: &'a str,
    /// Its title in the form that titles are compared in.
    name: String,
    /// The line of configuration that says so.
    span: Option<Span>,
}

/// What a book asks of each kind: by its configuration, and by the templates.
struct Asked<'a> {
    configured: Vec<(&'a Kind, Vec<Required<'a>>)>,
    own: Vec<(Kind, Vec<Required<'a>>)>,
}

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    let asked: Vec<Asked<'_>> = cx.library.books.iter().map(Asked::of).collect();
    for (_, document) in cx.documents() {
        for section in asked[document.page.book].required(document) {
            // What a configuration asks for may have any of the names that authors give to it.
            let is_named = |own: &Section| is_name_for(&document.kind, &section.name, &own.name);
            let has_other_name = section.span.is_some() && document.sections.iter().any(is_named);
            if has_other_name || section_of(document, &section.name).is_some() {
                continue;
            }
            let title = section.title;
            let level = "#".repeat(level_below(document));
            let mut finding = Finding::new(
                RULE.name,
                document.title_span(),
                format!("`{}` has no section `{title}`", document.name()),
            )
            .label(format!("no `{title}` below"));
            if let Some(span) = section.span {
                finding = finding.related(span, "asked for here");
            }
            findings.push(finding.help(format!("add `{level} {title}`")));
        }
    }
}

/// The level of a document's sections: one below its title, however deep in its page it stands.
fn level_below(document: &Document) -> usize {
    usize::from(document.level.max(1) + 1).min(6)
}

impl<'a> Asked<'a> {
    fn of(book: &'a Book) -> Self {
        let names = book.config.additions().sections;
        let required = |title: &'a str, span| Required { title, name: names.section(title), span };
        let kinds = book.config.kinds.iter().filter(|kind| !kind.sections.is_empty());
        let configured = kinds.map(|kind| {
            let sections = kind.sections.iter();
            let sections = sections.map(|section| required(&section.value, Some(section.span)));
            (&kind.kind, sections.collect())
        });
        let own = [Kind::Decision, Kind::Module, Kind::Requirement].map(|kind| {
            let titles = titles_of(&kind).iter();
            (kind, titles.map(|title| required(title, None)).collect())
        });
        Self { configured: configured.collect(), own: own.into() }
    }

    /// What a document must have.
    fn required(&self, document: &Document) -> &[Required<'a>] {
        let configured = self.configured.iter().find(|(kind, _)| **kind == document.kind);
        if let Some((_, sections)) = configured {
            return sections;
        }
        let own = self.own.iter().find(|(kind, _)| *kind == document.kind);
        own.filter(|_| document.dialect == "template").map_or(&[], |(_, sections)| sections)
    }
}

/// The sections of the project's own templates.
fn titles_of(kind: &Kind) -> &'static [&'static str] {
    match kind {
        Kind::Decision => &["Context", "Decision", "Consequences", "Alternatives Considered"],
        Kind::Module => {
            &["Purpose", "Public API", "Dependencies", "Error Handling", "Testing Strategy"]
        }
        Kind::Requirement => &["Rationale", "Verification"],
        Kind::Other(_) => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    const BOOK: &str = "[preprocessor.adr.kinds.decision]\nsections = [\"Why\"]\n";

    #[test]
    fn other_names_for_a_section_of_the_template_are_names_for_it() {
        let own = |context: &str, alternatives: &str| {
            format!(
                "# ADR-0001: A\n\n## Status\n\nAccepted\n\n## {context}\n\nx\n\n## Decision\n\nx\n\n## Consequences & Trade-offs\n\n### Risks\n\nx\n\n## {alternatives}\n\nx\n"
            )
        };
        for (context, alternatives, expected) in [
            ("Background", "Rejected Alternatives", &[][..]),
            ("Context (why now)", "Options Considered", &[]),
            ("Context and Problem Statement", "Alternatives considered and rejected", &[]),
            ("Contextual", "Alternatives", &["0001-a.md:1:13 missing-section"]),
        ] {
            let own =
                own(context, alternatives).replace("Consequences & Trade-offs", "Consequences");
            compare(&[RULE.name], &[(&[("0001-a.md", &own)], expected)]);
        }
        let front = "---\nstatus: accepted\n---\n# ADR-0001: A\n\n## Context\n\nx\n\n## Consequences\n\n### Risks\n\nx\n\n## Alternatives Considered\n\nx\n";
        compare(&[RULE.name], &[(&[("0001-a.md", front)], &["0001-a.md:4:13 missing-section"])]);
    }

    #[test]
    fn a_folder_without_any_alternatives_is_in_another_form() {
        let good = "# ADR-0001: A\n\n## Status\n\nAccepted\n\n## Context\n\nx\n\n## Decision\n\nx\n\n## Consequences\n\n### Positive\n\nx\n\n### Negative\n\nx\n";
        let second = good.replace("0001: A", "0002: B");
        let with = format!("{second}\n## Alternatives\n\nx\n");
        let missed = &["0001-a.md:1:13 missing-section"];
        compare(
            &[RULE.name],
            &[
                (&[("0001-a.md", good)], missed),
                (&[("0001-a.md", good), ("0002-b.md", &second)], &[]),
                (&[("0001-a.md", good), ("0002-b.md", &with)], missed),
            ],
        );
    }

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
