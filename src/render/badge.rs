//! A document's status, with its date.

use crate::document::{Document, DocumentId, StatusText};
use crate::render::{Medium, View, escape};
use crate::vocabulary::Status;

/// A statement that no vocabulary knows can be a whole paragraph.
const MAX_CHARS: usize = 60;

/// The status in one line; empty where there is neither status nor date.
pub fn badge(view: &View<'_>, document: &Document) -> String {
    let label = label(document);
    let date = document.date.as_ref().and_then(|date| date.value.as_deref());
    match view.medium {
        Medium::Html => html(document, label.as_deref(), date),
        Medium::Markdown => markdown(label.as_deref(), date),
    }
}

fn html(document: &Document, label: Option<&str>, date: Option<&str>) -> String {
    let badge = label.map(|label| span(document, label));
    let date = date.map(time);
    let parts: Vec<String> = badge.into_iter().chain(date).collect();
    if parts.is_empty() {
        String::new()
    } else {
        format!("<div class=\"adr-state\">{}</div>", parts.join(" "))
    }
}

fn time(date: &str) -> String {
    let date = escape::html(date);
    format!("<time class=\"adr-date\" datetime=\"{date}\">{date}</time>")
}

/// A document's date within a line; empty where it has none.
pub fn date(view: &View<'_>, id: DocumentId) -> String {
    let date = view.analysis.document(id).date.as_ref().and_then(|date| date.value.as_deref());
    match view.medium {
        Medium::Html => date.map(time).unwrap_or_default(),
        Medium::Markdown => date.map(escape::markdown).unwrap_or_default(),
    }
}

fn span(document: &Document, label: &str) -> String {
    let status = document.status.as_ref();
    let mut classes = format!("adr-badge adr-status-{}", status.map_or("", StatusText::name));
    // A status of the book's own has no look of its own.
    if status.is_some_and(|status| status.own.is_some() && status.in_force()) {
        classes.push_str(" adr-status-accepted");
    }
    format!("<span class=\"{}\">{}</span>", escape::html(&classes), escape::html(label))
}

/// A document's status within a line; empty where it has none.
pub fn mark(view: &View<'_>, id: DocumentId) -> String {
    let document = view.analysis.document(id);
    match (label(document), view.medium) {
        (None, _) => String::new(),
        (Some(label), Medium::Html) => span(document, &label),
        (Some(label), Medium::Markdown) => escape::markdown(&label.to_lowercase()),
    }
}

fn markdown(label: Option<&str>, date: Option<&str>) -> String {
    let date = date.map(escape::markdown);
    match (label.map(escape::markdown), date) {
        (Some(label), Some(date)) => format!("**Status:** {label} · {date}"),
        (Some(label), None) => format!("**Status:** {label}"),
        (None, Some(date)) => format!("**Date:** {date}"),
        (None, None) => String::new(),
    }
}

/// The word for a document's status; none where it has none, or only a template's text.
pub fn label(document: &Document) -> Option<String> {
    let status = document.status.as_ref().filter(|status| !status.placeholder)?;
    if status.own.is_some() || status.status != Status::Other {
        return Some(capitalised(&status.name().replace('-', " ")));
    }
    let text = escape::clean(&status.text);
    if text.chars().count() <= MAX_CHARS {
        return Some(text).filter(|text| !text.is_empty());
    }
    let cut: String = text.chars().take(MAX_CHARS).collect();
    Some(format!("{}…", cut.trim_end()))
}

/// The word with a capital.
pub fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
