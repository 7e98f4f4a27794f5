//! A diagram for Graphviz.

use super::facts::of_scope;
use super::picture::status_words;
use super::text::{plain, put};
use super::{Href, Scope};
use crate::analysis::Analysis;
use crate::document::DocumentId;
use crate::vocabulary::{Relation, Status};

/// The documents and relations of a scope in the DOT language, all of them.
pub fn dot(analysis: &Analysis, scope: Scope, href: Href<'_>) -> String {
    let facts = of_scope(analysis, scope, None);
    let mut out = format!("digraph {} {{\n", quoted(scope.title()));
    out.push_str("  rankdir=LR;\n  node [shape=box, style=rounded];\n");
    for id in &facts.documents {
        let document = analysis.document(*id);
        let mut label = document.full_name();
        if let Some(status) = status_words(document) {
            // A line break is the one escape that a label needs; it is put in after quoting.
            label = format!("{label}\n{status}");
        }
        let label: Vec<String> = label.split('\n').map(escaped).collect();
        let style = match document.status() {
            Some(Status::Superseded | Status::Deprecated | Status::Rejected) => {
                ", style=\"rounded,dashed\""
            }
            _ => "",
        };
        let url = href(*id).map_or_else(String::new, |href| format!(", URL={}", quoted(&href)));
        put(
            &mut out,
            format_args!("  {} [label=\"{}\"{url}{style}];\n", name(*id), label.join("\\n")),
        );
    }
    for fact in &facts.relations {
        let ends = format!("  {} -> {}", name(fact.source), name(fact.target));
        let style = style(fact.kind.relation);
        put(&mut out, format_args!("{ends} [label={}{style}];\n", quoted(&fact.kind.words())));
    }
    out.push_str("}\n");
    out
}

/// By place: ids are names, and several documents may share one.
fn name(id: DocumentId) -> String {
    format!("d{}", id.0)
}

fn style(relation: Relation) -> &'static str {
    match relation {
        Relation::RelatesTo | Relation::ConflictsWith => ", dir=none",
        Relation::Satisfies => ", style=dashed",
        Relation::Mentions => ", style=dotted",
        Relation::Supersedes => ", style=bold",
        _ => "",
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

/// Graphviz reads backslashes and HTML's entities in labels, and quotes end them.
fn escaped(text: &str) -> String {
    plain(text).replace('\\', "\\\\").replace('"', "\\\"").replace('&', "&amp;")
}
