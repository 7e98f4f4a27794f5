//! A diagram for Mermaid.

use super::Scope;
use super::facts::of_scope;
use super::picture::status_words;
use super::text::{plain, put};
use crate::analysis::Analysis;
use crate::document::DocumentId;
use crate::vocabulary::{Relation, Status};

/// The documents and relations of a scope as a Mermaid flowchart, all of them.
pub fn mermaid(analysis: &Analysis, scope: Scope) -> String {
    let facts = of_scope(analysis, scope, None);
    let mut out = String::from("flowchart LR\n");
    for id in &facts.documents {
        let document = analysis.document(*id);
        let mut label = escaped(&document.full_name());
        if let Some(status) = status_words(document) {
            label.push_str("<br>");
            label.push_str(&escaped(&status));
        }
        let class = match document.status() {
            Some(Status::Superseded | Status::Deprecated | Status::Rejected) => ":::gone",
            _ => "",
        };
        put(&mut out, format_args!("  {}[\"{label}\"]{class}\n", name(*id)));
    }
    for fact in &facts.relations {
        let (source, target) = (name(fact.source), name(fact.target));
        let arrow = arrow(fact.kind.relation);
        put(&mut out, format_args!("  {source} {arrow}|{}| {target}\n", fact.kind.words()));
    }
    out.push_str("  classDef gone stroke-dasharray: 4 3\n");
    out
}

/// By place: ids are names, and several documents may share one.
fn name(id: DocumentId) -> String {
    format!("d{}", id.0)
}

fn arrow(relation: Relation) -> &'static str {
    match relation {
        Relation::RelatesTo | Relation::ConflictsWith => "---",
        Relation::Satisfies | Relation::Mentions => "-.->",
        Relation::Supersedes => "==>",
        _ => "-->",
    }
}

/// Mermaid's own entities for all that its grammar, its Markdown (`1. Use redb` is a list) or HTML could take for a mark.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in plain(text).chars() {
        let is_mark = c.is_ascii_punctuation() && !",:()/'".contains(c);
        if is_mark && (c != '-' || out.is_empty()) {
            put(&mut out, format_args!("#{};", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}
