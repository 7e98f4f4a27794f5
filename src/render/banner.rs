//! What a reader of a record that no longer binds must know first: that it doesn't, and what to read instead.

use std::collections::BTreeSet;

use crate::document::{Document, DocumentId};
use crate::render::{Medium, View, badge};
use crate::vocabulary::Status;

/// The banners of a document; empty for one that binds.
pub fn banner(view: &View<'_>, id: DocumentId) -> String {
    let document = view.analysis.document(id);
    let mut lines = Vec::new();
    lines.extend(whole(view, id, document));
    lines.extend(part(view, id, document));
    lines.join(view.medium.between())
}

/// What took a document's place: the ends of its chain. Of one that still says that it binds, only what is in force,
/// as a proposal has not taken anything's place yet.
pub fn heirs(view: &View<'_>, id: DocumentId) -> BTreeSet<DocumentId> {
    let mut ends = view.analysis.graph.live_ends(id).clone();
    if !view.analysis.document(id).is_out_of_force() {
        ends.retain(|end| view.analysis.document(*end).in_force());
    }
    ends
}

/// Whether a reader must not take a document for what holds.
pub fn is_over(view: &View<'_>, id: DocumentId) -> bool {
    view.analysis.document(id).is_out_of_force() || !heirs(view, id).is_empty()
}

/// The line for a document that is out of force, or that one in force supersedes.
fn whole(view: &View<'_>, id: DocumentId, document: &Document) -> Option<String> {
    let ends = heirs(view, id);
    if !document.is_out_of_force() && ends.is_empty() {
        return None;
    }
    let status =
        document.status().filter(|_| document.is_out_of_force()).unwrap_or(Status::Superseded);
    let word = badge::capitalised(status.as_str());
    let rest = match (status, ends.is_empty()) {
        (Status::Superseded, false) => format!(" by {}.", links(view, document, &ends)),
        (_, false) => format!(", superseded by {}.", links(view, document, &ends)),
        (Status::Rejected, true) => ": kept for the record, never in force.".to_owned(),
        (_, true) => ": kept for the record, no longer in force.".to_owned(),
    };
    Some(line(view.medium, "adr-banner", &word, &rest))
}

/// The line for a document that others in force supersede in part.
fn part(view: &View<'_>, id: DocumentId, document: &Document) -> Option<String> {
    let graph = &view.analysis.graph;
    let mut ends = BTreeSet::new();
    for successor in graph.successors(id, true) {
        let later = graph.live_ends(*successor);
        ends.extend(later);
        ends.extend(later.is_empty().then_some(successor));
    }
    ends.retain(|end| *end != id && view.analysis.document(*end).in_force());
    if ends.is_empty() {
        return None;
    }
    let rest = format!(" by {}.", links(view, document, &ends));
    Some(line(view.medium, "adr-banner adr-partial", "Superseded in part", &rest))
}

fn line(medium: Medium, class: &str, word: &str, rest: &str) -> String {
    match medium {
        Medium::Html => {
            format!("<div class=\"{class}\" role=\"note\"><strong>{word}</strong>{rest}</div>")
        }
        Medium::Markdown => format!("> **{word}**{rest}"),
    }
}

/// The documents by name, each with its status where it does not bind either.
fn links(view: &View<'_>, from: &Document, to: &BTreeSet<DocumentId>) -> String {
    let names: Vec<String> = to
        .iter()
        .map(|id| {
            let link = view.link(from.page, *id);
            let target = view.analysis.document(*id);
            match target.status().filter(|status| !target.in_force() && *status != Status::Other) {
                Some(status) => format!("{link} ({status})"),
                None => link,
            }
        })
        .collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.concat(),
    }
}
