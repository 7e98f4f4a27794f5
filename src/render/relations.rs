//! What a document has to do with others, in both directions, at its end.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagram;
use crate::document::{DocumentId, PageId};
use crate::graph::Edge;
use crate::render::{Medium, View, badge, escape};
use crate::vocabulary::{Kind, Relation, Statement};

/// A page that half of the book mentions lists that many of them.
const MAX_MENTIONS: usize = 12;

/// One label, the documents that it holds for, and the titles of the sections that are meant. Ordered as pages list them.
type Groups = BTreeMap<Label, BTreeMap<DocumentId, BTreeSet<String>>>;

/// A relation as the page's own document has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Label {
    relation: Relation,
    inverse: bool,
    partial: bool,
}

impl Label {
    fn text(self) -> String {
        let phrase = Statement { relation: self.relation, inverse: self.inverse }.phrase();
        match (self.partial, phrase.strip_suffix(" by")) {
            (true, Some(phrase)) => format!("{phrase} in part by"),
            (true, None) => format!("{phrase} in part"),
            (false, _) => phrase,
        }
    }
}

/// The relations of a document; empty where it has none.
pub fn relations(view: &View<'_>, id: DocumentId) -> String {
    let groups = groups(view, id);
    if groups.is_empty() {
        return String::new();
    }
    match view.medium {
        Medium::Html => html(view, id, &groups),
        Medium::Markdown => markdown(view, id, &groups),
    }
}

/// The relations of a document to others, as its diagram has them.
fn groups(view: &View<'_>, id: DocumentId) -> Groups {
    let mut groups = Groups::new();
    let graph = &view.analysis.graph;
    let label = |relation: Relation, partial, is_own: bool| Label {
        relation,
        inverse: !is_own && !relation.is_symmetric(),
        partial,
    };
    for fact in diagram::facts_around(view.analysis, id).relations {
        let is_own = fact.source == id;
        let other = if is_own { fact.target } else { fact.source };
        if other != id {
            let label = label(fact.kind.relation, fact.kind.partial, is_own);
            groups.entry(label).or_default().entry(other).or_default();
        }
    }
    for link in graph.from(id).into_iter().chain(graph.to(id)) {
        let is_own = link.source == id;
        let other = if is_own { link.target } else { link.source };
        let label = label(link.edge.relation, link.edge.partial, is_own);
        let parts = groups.get_mut(&label).and_then(|documents| documents.get_mut(&other));
        if let Some(parts) = parts {
            parts.extend(part(view, link.edge, link.target));
        }
    }
    groups
}

/// The title of the section that an edge means, of the document that it reaches.
fn part(view: &View<'_>, edge: Edge, reached: DocumentId) -> Option<String> {
    let fragment = view.analysis.references[edge.reference].part.as_ref()?;
    let sections = &view.analysis.document(reached).sections;
    sections
        .iter()
        .find(|section| *section.fragment == **fragment)
        .map(|section| section.title.to_string())
}

/// The documents of a group that are listed, each linked and with the sections that are meant, and how many are not.
fn listed(
    view: &View<'_>,
    page: PageId,
    label: Label,
    documents: &BTreeMap<DocumentId, BTreeSet<String>>,
) -> (Vec<(DocumentId, String)>, usize) {
    let most = if label.relation == Relation::Mentions { MAX_MENTIONS } else { usize::MAX };
    let name = |(other, parts): (&DocumentId, &BTreeSet<String>)| {
        let parts: Vec<String> = parts.iter().map(|part| view.text(part)).collect();
        let link = view.link(page, *other);
        (*other, if parts.is_empty() { link } else { format!("{link} § {}", parts.join(", ")) })
    };
    let listed: Vec<_> = documents.iter().take(most).map(name).collect();
    let left = documents.len() - listed.len();
    (listed, left)
}

fn html(view: &View<'_>, id: DocumentId, groups: &Groups) -> String {
    let document = view.analysis.document(id);
    let mut rows = Vec::new();
    for (label, documents) in groups {
        let (listed, left) = listed(view, document.page, *label, documents);
        rows.push(format!("<dt>{}</dt>", label.text()));
        rows.extend(items(view, listed));
        rows.extend((left > 0).then(|| format!("<dd>and {left} more</dd>")));
    }
    // Each landmark of a page needs a name of its own.
    let name = match &document.section {
        None => "Relations".to_owned(),
        Some(_) => format!("Relations of {}", escape::html(&document.name())),
    };
    format!(
        "<nav class=\"adr-relations\" aria-label=\"{name}\"><p class=\"adr-relations-title\">Relations</p>{}<dl class=\"adr-list\">{}</dl></nav>",
        picture(view, id),
        rows.concat()
    )
}

/// The documents of a group, one below the other; but modules, whose names are short, share a line.
fn items(view: &View<'_>, listed: Vec<(DocumentId, String)>) -> Vec<String> {
    let (mut items, mut modules) = (Vec::new(), Vec::new());
    for (other, name) in listed {
        let state = badge::mark(view, other);
        if !state.is_empty() {
            items.push(format!("<dd>{name} {state}</dd>"));
        } else if view.analysis.document(other).kind == Kind::Module {
            modules.push(name);
        } else {
            items.push(format!("<dd>{name}</dd>"));
        }
    }
    items.extend((!modules.is_empty()).then(|| format!("<dd>{}</dd>", modules.join(", "))));
    items
}

/// The same as a diagram. A page of many documents shows them first, and a diagram where it is asked for.
fn picture(view: &View<'_>, id: DocumentId) -> String {
    let document = view.analysis.document(id);
    let href = |other| view.href(document.page, other);
    let ids = format!("adr-n{}", id.0);
    match diagram::neighbourhood(view.analysis, id, &ids, &href) {
        Some(figure) if document.section.is_some() => {
            format!("<details><summary>Diagram</summary>{figure}</details>")
        }
        figure => figure.unwrap_or_default(),
    }
}

fn markdown(view: &View<'_>, id: DocumentId, groups: &Groups) -> String {
    let page = view.analysis.document(id).page;
    let mut lines = Vec::new();
    for (label, documents) in groups {
        let (listed, left) = listed(view, page, *label, documents);
        let mut names: Vec<String> = listed
            .into_iter()
            .map(|(other, name)| match badge::mark(view, other) {
                state if state.is_empty() => name,
                state => format!("{name} ({state})"),
            })
            .collect();
        names.extend((left > 0).then(|| format!("and {left} more")));
        lines.push(format!("- **{}:** {}", label.text(), names.join(", ")));
    }
    format!("**Relations**\n\n{}", lines.join("\n"))
}
