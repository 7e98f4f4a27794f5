//! The overview that a marker calls for: a diagram, and the same as a list.

use crate::diagram;
use crate::document::PageId;
use crate::marker::Scope;
use crate::render::{Medium, View};

/// The diagram of a scope over a book, or over all; a sentence where there is nothing to draw. `ids` starts every id in
/// it, and is no other's in the book.
pub fn graph(
    view: &View<'_>,
    page: PageId,
    book: Option<usize>,
    scope: Option<Scope>,
    ids: &str,
) -> String {
    let scope = match scope {
        None => diagram::Scope::All,
        Some(Scope::Supersession) => diagram::Scope::Supersession,
        Some(Scope::Modules) => diagram::Scope::Modules,
        Some(Scope::Traceability) => diagram::Scope::Traceability,
    };
    let analysis = view.analysis;
    let facts = diagram::facts_of(analysis, scope, book);
    let href = |id| view.href(page, id);
    let Some(figure) = diagram::overview(analysis, scope, &facts, ids, &href) else {
        return super::paragraph(view, scope.nothing());
    };
    match view.medium {
        Medium::Markdown => diagram::list_markdown(analysis, &facts, &href).trim_end().to_owned(),
        Medium::Html => {
            let list = diagram::list_html(analysis, &facts, &href);
            format!("<div class=\"adr-view\">{figure}{list}</div>")
        }
    }
}
