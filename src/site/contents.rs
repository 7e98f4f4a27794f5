//! The index and the table of contents of a folder that has none.

use std::collections::BTreeSet;

use mdbook_summary::{Link, Summary, SummaryItem};

use super::Loaded;
use super::groups::{Group, groups};
use crate::document::{Document, DocumentId, PageId};
use crate::marker::{Filter, Scope};
use crate::render::shelf::Shelf;
use crate::render::{Medium, View, escape, style, views};
use crate::vocabulary::{Kind, Relation};

/// No page of any book: the index is none of the folder's own.
const INDEX: PageId = PageId { book: usize::MAX, chapter: usize::MAX };

/// The documents by kind and standing, each group a part of the sidebar; last, pages that they lead to.
pub(super) fn summary(loaded: &Loaded, index: &str, others: &BTreeSet<PageId>) -> Summary {
    let shelf = Shelf::new(false);
    let view = View::new(&loaded.library, &loaded.analysis, Medium::Html, &shelf);
    let mut listed = BTreeSet::new();
    let mut items = vec![SummaryItem::Link(Link::new("Index", index))];
    for Group { name, documents, .. } in all_groups(&view) {
        // A page with several documents stands where the first of them belongs.
        let pages: Vec<PageId> = documents
            .iter()
            .map(|id| loaded.analysis.document(*id).page)
            .filter(|page| listed.insert(*page))
            .collect();
        if !pages.is_empty() {
            items.push(SummaryItem::PartTitle(escape::clean(&name)));
            items.extend(pages.into_iter().map(|page| item(loaded, page)));
        }
    }
    if !others.is_empty() {
        items.push(SummaryItem::PartTitle("Other pages".to_owned()));
        items.extend(others.iter().map(|page| item(loaded, *page)));
    }
    let mut summary = Summary::default();
    // Those before the numbered ones: numbers of chapters beside those of records would confuse.
    summary.prefix_chapters = items;
    summary
}

fn all_groups(view: &View<'_>) -> Vec<Group> {
    groups(view.analysis, views::select(view, None, &Filter::default()))
}

fn item(loaded: &Loaded, page: PageId) -> SummaryItem {
    let path = &loaded.library.books[page.book].chapters[page.chapter].path;
    let document = loaded
        .analysis
        .documents
        .iter()
        .find(|document| document.page == page && document.section.is_none());
    let heading = loaded.analysis.outline(page).headings.first();
    let name = document
        .map(Document::full_name)
        .or_else(|| heading.map(|heading| heading.text.to_string()));
    let name = name.map(|name| escape::clean(&name)).filter(|name| !name.is_empty());
    SummaryItem::Link(Link::new(name.unwrap_or_else(|| path.clone()), path))
}

/// The index: each group of documents in a table, what superseded what, and the decisions by date.
pub(super) fn index_page(title: &str, index: &str, loaded: &Loaded) -> String {
    let mut shelf = Shelf::new(false);
    shelf.put(INDEX, index);
    for document in &loaded.analysis.documents {
        let page = document.page;
        shelf.put(page, &loaded.library.books[page.book].chapters[page.chapter].path);
    }
    let view = View::new(&loaded.library, &loaded.analysis, Medium::Html, &shelf);
    let mut parts = vec![format!("# {}", escape::markdown(title)), style(true, true)];
    let groups = all_groups(&view);
    if groups.is_empty() {
        parts.push("No documents.".to_owned());
    }
    for kind in groups.chunk_by(|a, b| a.kind == b.kind) {
        parts.push(format!("## {}", escape::markdown(&views::plural(&kind[0].kind))));
        for group in kind {
            parts.push(views::index::named(&view, INDEX, &group.name, &group.documents));
        }
    }
    parts.extend(supersession(&view));
    parts.extend(timeline(&view));
    parts.join("\n\n") + "\n"
}

/// What superseded what, where anything did.
fn supersession(view: &View<'_>) -> Option<String> {
    let mut links = view.analysis.graph.links();
    links.any(|link| link.edge.relation == Relation::Supersedes).then(|| {
        let diagram = views::graph::graph(view, INDEX, None, Some(Scope::Supersession), "adr-g");
        format!("## What superseded what\n\n{diagram}")
    })
}

/// The decisions by date, where any has one.
fn timeline(view: &View<'_>) -> Option<String> {
    let decisions = Filter { kind: Some(Kind::Decision), ..Filter::default() };
    let documents: Vec<DocumentId> = views::select(view, None, &decisions);
    let is_dated = documents.iter().any(|id| view.analysis.document(*id).date.is_some());
    is_dated
        .then(|| format!("## By date\n\n{}", views::timeline::timeline(view, INDEX, &documents)))
}
