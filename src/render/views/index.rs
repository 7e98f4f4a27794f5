//! `<!-- adr:index -->`: documents with their status and date, one table for each kind.

use super::{own_id, plural, table::table};
use crate::document::{DocumentId, PageId};
use crate::render::references::reference;
use crate::render::{View, badge};

/// The tables of some documents, in the order given within each kind.
pub fn index(view: &View<'_>, page: PageId, documents: &[DocumentId]) -> String {
    let mut documents = documents.to_vec();
    documents.sort_by_key(|id| &view.analysis.document(*id).kind);
    let kind = |id: &DocumentId| &view.analysis.document(*id).kind;
    let tables: Vec<String> = documents
        .chunk_by(|a, b| kind(a) == kind(b))
        .map(|group| named(view, page, &plural(kind(&group[0])), group))
        .collect();
    tables.join(view.medium.between())
}

/// One table with a name of its own.
pub fn named(view: &View<'_>, page: PageId, name: &str, documents: &[DocumentId]) -> String {
    let rows: Vec<Vec<String>> = documents.iter().map(|id| row(view, page, *id)).collect();
    table(view, name, &["Id", "Title", "Status", "Date"], &rows)
}

fn row(view: &View<'_>, page: PageId, id: DocumentId) -> Vec<String> {
    let document = view.analysis.document(id);
    vec![
        own_id(view, id),
        reference(view, page, id, &document.title.value),
        badge::mark(view, id),
        badge::date(view, id),
    ]
}
