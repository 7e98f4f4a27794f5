//! What a document has to do with others, in both directions, at its end.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagram;
use crate::document::DocumentId;
use crate::render::{Medium, View, badge, escape};
use crate::vocabulary::{Relation, Statement};

/// A page that half of the book mentions lists that many of them.
const MAX_MENTIONS: usize = 12;

/// One label and the documents that it holds for. Ordered as pages list them.
type Groups = BTreeMap<Label, BTreeSet<DocumentId>>;

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
    for fact in diagram::facts_around(view.analysis, id).relations {
        let is_own = fact.source == id;
        let other = if is_own { fact.target } else { fact.source };
        let diagram::Tie { relation, partial } = fact.kind;
        let label = Label { relation, inverse: !is_own && !relation.is_symmetric(), partial };
        if other != id {
            groups.entry(label).or_default().insert(other);
        }
    }
    groups
}

/// The documents of a group that are listed, and how many are not.
fn listed(label: Label, documents: &BTreeSet<DocumentId>) -> (Vec<DocumentId>, usize) {
    let most = if label.relation == Relation::Mentions { MAX_MENTIONS } else { usize::MAX };
    let listed: Vec<DocumentId> = documents.iter().copied().take(most).collect();
    let left = documents.len() - listed.len();
    (listed, left)
}

fn html(view: &View<'_>, id: DocumentId, groups: &Groups) -> String {
    let document = view.analysis.document(id);
    let mut rows = Vec::new();
    for (label, documents) in groups {
        let (listed, left) = listed(*label, documents);
        rows.push(format!("<dt>{}</dt>", label.text()));
        for other in listed {
            let state = badge::mark(view, other);
            let space = if state.is_empty() { "" } else { " " };
            rows.push(format!("<dd>{}{space}{state}</dd>", view.link(document.page, other)));
        }
        rows.extend((left > 0).then(|| format!("<dd>and {left} more</dd>")));
    }
    // Each landmark of a page needs a name of its own.
    let name = match &document.section {
        None => "Relations".to_owned(),
        Some(_) => format!("Relations of {}", escape::html(&document.name())),
    };
    format!(
        "<nav class=\"adr-relations\" aria-label=\"{name}\"><p class=\"adr-relations-title\">Relations</p>{}<dl>{}</dl></nav>",
        picture(view, id),
        rows.concat()
    )
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
        let (listed, left) = listed(*label, documents);
        let mut names: Vec<String> = listed
            .into_iter()
            .map(|other| match badge::mark(view, other) {
                state if state.is_empty() => view.link(page, other),
                state => format!("{} ({state})", view.link(page, other)),
            })
            .collect();
        names.extend((left > 0).then(|| format!("and {left} more")));
        lines.push(format!("- **{}:** {}", label.text(), names.join(", ")));
    }
    format!("**Relations**\n\n{}", lines.join("\n"))
}
