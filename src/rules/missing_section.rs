//! `missing-section`: a section that the document's template, or the configuration, asks for.

use crate::dialect::header::normal;
use crate::document::Document;
use crate::finding::{Finding, Level};
use crate::rules::{Cx, Rule};
use crate::source::Span;
use crate::vocabulary::Kind;

pub(super) const RULE: Rule = Rule {
    name: "missing-section",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("missing_section.md"),
    check,
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    for (_, document) in cx.documents() {
        for (section, configured) in required(cx, document) {
            let wanted = normal(&section);
            if document.sections.iter().any(|own| normal(&own.title) == wanted) {
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
    let configured = kinds.iter().find(|kind| kind.kind == document.kind && !kind.sections.is_empty());
    if let Some(kind) = configured {
        return kind.sections.iter().map(|section| (section.value.clone(), Some(section.span))).collect();
    }
    if document.dialect != "template" {
        return Vec::new();
    }
    let own: &[&str] = match document.kind {
        Kind::Decision => &["Context", "Decision", "Consequences", "Alternatives Considered"],
        Kind::Module => &["Purpose", "Public API", "Dependencies", "Error Handling", "Testing Strategy"],
        Kind::Requirement => &["Rationale", "Verification"],
        Kind::Other(_) => &[],
    };
    own.iter().map(|section| ((*section).to_owned(), None)).collect()
}
