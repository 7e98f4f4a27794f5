//! `<!-- adr:modules -->`: modules with the decisions that govern them and what they depend on.

use std::collections::BTreeSet;

use super::{shorts, table::table};
use crate::document::{DocumentId, PageId};
use crate::render::View;
use crate::render::references::reference;
use crate::vocabulary::Relation;

/// The table of some modules.
pub fn modules(view: &View<'_>, page: PageId, documents: &[DocumentId]) -> String {
    let graph = &view.analysis.graph;
    let rows: Vec<Vec<String>> = documents
        .iter()
        .map(|id| {
            let governing: BTreeSet<DocumentId> = graph
                .to(*id)
                .into_iter()
                .filter(|link| link.edge.relation == Relation::Governs)
                .map(|link| link.source)
                .collect();
            let needed: BTreeSet<DocumentId> = graph
                .from(*id)
                .into_iter()
                .filter(|link| link.edge.relation == Relation::DependsOn)
                .map(|link| link.target)
                .collect();
            vec![
                reference(view, page, *id, &view.analysis.document(*id).title.value),
                shorts(view, page, governing),
                shorts(view, page, needed),
            ]
        })
        .collect();
    table(view, "Modules", &["Module", "Governed by", "Depends on"], &rows)
}
