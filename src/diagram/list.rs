//! The facts of a diagram as a list, for those who read rather than look, and for outputs without pictures.

use std::collections::BTreeMap;

use super::Href;
use super::facts::{Facts, Tie};
use super::picture::status_words;
use super::text::{counted, escaped, plain};
use crate::analysis::Analysis;
use crate::document::DocumentId;

/// A document with what it points to, by relation.
type Entry = (DocumentId, BTreeMap<Tie, Vec<DocumentId>>);

/// A list to open, as HTML in one line.
pub fn html(analysis: &Analysis, facts: &Facts, href: Href<'_>) -> String {
    let mut out = format!(
        "<details class=\"adr-diagram-list\"><summary>The same as a list: {}</summary><ul>",
        escaped(&counted(facts.relations.len(), "relation"))
    );
    let link = |id: DocumentId| {
        let name = analysis.document(id).full_name();
        match href(id) {
            Some(href) => format!("<a href=\"{}\">{}</a>", escaped(&href), escaped(&name)),
            None => escaped(&name),
        }
    };
    for (id, ties) in entries(facts) {
        let said = said(analysis, id, &ties, &link, &|words: &str| escaped(words));
        out.extend(["<li>", &said, "</li>"]);
    }
    out.push_str("</ul></details>");
    out
}

/// A list in Markdown.
pub fn markdown(analysis: &Analysis, facts: &Facts, href: Href<'_>) -> String {
    let link = |id: DocumentId| {
        let name = in_markdown(&analysis.document(id).full_name());
        match href(id) {
            // In angle brackets a destination may hold parentheses.
            Some(href) => format!("[{name}](<{}>)", plain(&href).replace(['<', '>', '\\'], "")),
            None => name,
        }
    };
    let item = |(id, ties)| {
        format!("- {}\n", said(analysis, id, &ties, &link, &|words: &str| in_markdown(words)))
    };
    entries(facts).into_iter().map(item).collect()
}

/// Every document that points to something, and every one that nothing is said of.
fn entries(facts: &Facts) -> Vec<Entry> {
    let mut entries: BTreeMap<DocumentId, BTreeMap<Tie, Vec<DocumentId>>> = BTreeMap::new();
    let mut reached = std::collections::BTreeSet::new();
    for fact in &facts.relations {
        let ties = entries.entry(fact.source).or_default();
        ties.entry(fact.kind).or_default().push(fact.target);
        reached.insert(fact.target);
    }
    for id in facts.documents.iter().filter(|id| !reached.contains(id)) {
        entries.entry(*id).or_default();
    }
    entries.into_iter().collect()
}

/// A document, its status, and what it is to others.
fn said(
    analysis: &Analysis,
    id: DocumentId,
    ties: &BTreeMap<Tie, Vec<DocumentId>>,
    link: &dyn Fn(DocumentId) -> String,
    words: &dyn Fn(&str) -> String,
) -> String {
    let mut said = link(id);
    if let Some(status) = status_words(analysis.document(id)) {
        said.extend([" (", &words(&status), ")"]);
    }
    if ties.is_empty() {
        said.push_str(" stands alone");
    }
    let others = ties.iter().map(|(tie, targets)| {
        let targets: Vec<String> = targets.iter().map(|id| link(*id)).collect();
        format!(" {} {}", tie.words(), targets.join(", "))
    });
    said.push_str(&others.collect::<Vec<_>>().join(";"));
    said
}

/// Text in which Markdown sees no marks.
fn in_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in plain(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '{' => out.push_str("&#123;"),
            c if c.is_ascii_punctuation() && !".,:;()-/'".contains(c) => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}
