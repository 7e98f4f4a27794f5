//! Views of many documents at once, where a marker calls for them: tables and lists of one book.

pub mod graph;
pub mod index;
pub mod matrix;
pub mod modules;
pub mod table;
pub mod timeline;

use crate::book::join;
use crate::document::{Document, DocumentId, PageId};
use crate::marker::{self, Called, Filter};
use crate::render::facts::tags;
use crate::render::references::reference;
use crate::render::{Medium, View, badge};
use crate::vocabulary::Kind;

/// Writes the view of some documents, at least one.
type Write = fn(&View<'_>, PageId, &[DocumentId]) -> String;

/// What takes the place of the marker with that text, the `at`th of its page; none where it stays as it is.
pub fn at_marker(view: &View<'_>, page: PageId, at: usize, body: &str) -> Option<String> {
    let names = view.library.books[page.book].config.names();
    let marker = marker::parse(body, &names).ok()?;
    let of = |kind| Filter { kind: Some(kind), ..marker.filter.clone() };
    let (filter, write): (Filter, Write) = match marker.view {
        Called::Graph => {
            let ids = format!("adr-g{}-{at}", page.chapter);
            return Some(graph::graph(view, page, Some(page.book), marker.scope, &ids));
        }
        Called::Index => (marker.filter.clone(), index::index),
        Called::Modules => (of(Kind::Module), modules::modules),
        Called::Matrix => (of(Kind::Requirement), matrix::matrix),
        Called::Timeline => (of(Kind::Decision), timeline::timeline),
    };
    let mut documents = select(view, Some(page.book), &filter);
    if documents.is_empty() {
        return Some(paragraph(view, &nothing(&filter)));
    }
    if marker.by_date {
        timeline::by_date(view, &mut documents);
    }
    Some(write(view, page, &documents))
}

/// The documents of a book, or of all, that a filter lets through: by folder, then number, then as the book has them.
pub fn select(view: &View<'_>, book: Option<usize>, filter: &Filter) -> Vec<DocumentId> {
    let mut found: Vec<(DocumentId, &Document)> = view
        .analysis
        .all()
        .filter(|(_, document)| book.is_none_or(|book| document.page.book == book))
        .filter(|(_, document)| meets(view, document, filter))
        .collect();
    found.sort_by_key(|(_, document)| {
        let number = document.ordinal();
        let number = (number.is_none(), number);
        (&document.folder, number, document.page, document.extent.start)
    });
    found.into_iter().map(|(id, _)| id).collect()
}

fn meets(view: &View<'_>, document: &Document, filter: &Filter) -> bool {
    let Filter { kind, status, tag, folder, in_force } = filter;
    let has_tag =
        |tag: &String| tags(document).any(|own| own.to_lowercase() == tag.trim().to_lowercase());
    let is_below = |folder: &String| {
        let book = &view.library.books[document.page.book];
        let folder = join(&book.src, folder);
        let path = &book.chapters[document.page.chapter].path;
        folder.is_empty() || path.strip_prefix(&folder).is_some_and(|rest| rest.starts_with('/'))
    };
    kind.as_ref().is_none_or(|kind| document.kind == *kind)
        && status.as_deref().is_none_or(|status| document.status_name() == Some(status))
        && in_force.is_none_or(|in_force| document.in_force() == in_force)
        && tag.as_ref().is_none_or(has_tag)
        && folder.as_ref().is_none_or(is_below)
}

/// What an empty view says: `No decision is proposed.`
fn nothing(filter: &Filter) -> String {
    let noun = filter.kind.as_ref().map_or("document", Kind::as_str);
    let mut about = Vec::new();
    about.extend(filter.status.as_deref().map(|status| match status {
        "draft" => "is a draft".to_owned(),
        status => format!("is {status}"),
    }));
    about.extend(
        filter.in_force.map(|is| if is { "is in force" } else { "is out of force" }.to_owned()),
    );
    about.extend(filter.tag.as_ref().map(|tag| format!("has the tag “{tag}”")));
    about.extend(filter.folder.as_ref().map(|folder| format!("lies below “{folder}”")));
    if about.is_empty() {
        return format!("There are no {noun}s.");
    }
    format!("No {noun} {}.", about.join(" and "))
}

fn paragraph(view: &View<'_>, text: &str) -> String {
    let text = view.text(text);
    match view.medium {
        Medium::Html => format!("<p class=\"adr-view\">{text}</p>"),
        Medium::Markdown => text,
    }
}

/// A document by its short name, with its status where that is not in force.
fn short(view: &View<'_>, from: PageId, id: DocumentId) -> String {
    let document = view.analysis.document(id);
    let name = match document.kind {
        Kind::Module => document.title.value.clone(),
        _ => document.name(),
    };
    let link = reference(view, from, id, &name);
    let link = if name.contains(' ') { link } else { whole(view, link) };
    match badge::label(document).filter(|_| !document.in_force()) {
        Some(label) => format!("{link} ({})", view.text(&label.to_lowercase())),
        None => link,
    }
}

/// A document's id, in one piece; empty where it has none.
fn own_id(view: &View<'_>, id: DocumentId) -> String {
    let document = view.analysis.document(id);
    document.own_id().map_or_else(String::new, |id| whole(view, view.text(&id.value)))
}

/// Keeps a word without blanks on one line.
fn whole(view: &View<'_>, text: String) -> String {
    match view.medium {
        Medium::Html => format!("<span class=\"adr-id\">{text}</span>"),
        Medium::Markdown => text,
    }
}

/// Several documents in one cell.
fn shorts(view: &View<'_>, from: PageId, ids: impl IntoIterator<Item = DocumentId>) -> String {
    let names: Vec<String> = ids.into_iter().map(|id| short(view, from, id)).collect();
    if names.is_empty() { "–".to_owned() } else { names.join(", ") }
}

/// What a group of documents of one kind is called.
pub fn plural(kind: &Kind) -> String {
    format!("{}s", badge::capitalised(kind.as_str()))
}
