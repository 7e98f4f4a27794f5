//! What a document's front matter said, without what the page shows elsewhere.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use crate::document::{Document, DocumentId, Fact};
use crate::render::{Medium, View, badge};

/// The facts; empty where the front matter says nothing more.
pub fn facts(view: &View<'_>, id: DocumentId) -> String {
    let document = view.analysis.document(id);
    // The banner names a successor only where one was found.
    let has_successor = !view.analysis.graph.live_ends(id).is_empty();
    let rows: Vec<(String, String)> = document
        .facts
        .iter()
        .filter(|fact| !is_shown(document, has_successor, fact))
        .map(|fact| {
            (view.text(&label(&fact.key)), view.text(&without_links(&fact.values.join(", "))))
        })
        .filter(|(key, value)| !key.is_empty() && !value.is_empty())
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    match view.medium {
        Medium::Html => {
            let rows: Vec<String> =
                rows.iter().map(|(key, value)| format!("<dt>{key}</dt><dd>{value}</dd>")).collect();
            format!("<dl class=\"adr-facts\">{}</dl>", rows.concat())
        }
        Medium::Markdown => {
            let rows: Vec<String> =
                rows.iter().map(|(key, value)| format!("- **{key}:** {value}")).collect();
            rows.join("\n")
        }
    }
}

/// Whether a fact is the title.
pub fn is_title(fact: &Fact) -> bool {
    fact.key.eq_ignore_ascii_case("title")
}

/// A document's tags, one by one.
pub fn tags(document: &Document) -> impl Iterator<Item = &str> {
    document
        .facts
        .iter()
        .filter(|fact| ["tag", "tags"].contains(&fact.key.to_lowercase().as_str()))
        .flat_map(|fact| &fact.values)
        .flat_map(|value| value.split(','))
        .map(str::trim)
}

/// Whether the heading, the badge or the banner says it already.
fn is_shown(document: &Document, has_successor: bool, fact: &Fact) -> bool {
    let says =
        |text: &str| fact.values.iter().all(|value| value.trim().eq_ignore_ascii_case(text.trim()));
    match fact.key.to_lowercase().as_str() {
        "title" => true,
        "date" => {
            document.date.as_ref().is_some_and(|date| date.value.as_deref().is_some_and(says))
        }
        // `accepted, with reservations` says more than the badge does.
        "status" => {
            badge::label(document).is_some_and(|label| says(&label))
                || (has_successor && document.is_out_of_force())
        }
        _ => false,
    }
}

/// A value without the destinations of its links, which lead from the file and not from the page.
fn without_links(value: &str) -> Cow<'_, str> {
    static LINK: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\[\[?(?:[^\[\]|]*\|)?([^\[\]|]*)\](?:\([^()\s]*\)|\])")
            .expect("a valid pattern")
    });
    if value.contains("](") || value.contains("[[") {
        LINK.replace_all(value, "$1")
    } else {
        value.into()
    }
}

/// A key as people write it: `decision-makers` is `Decision makers`.
fn label(key: &str) -> String {
    badge::capitalised(&key.replace(['-', '_'], " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_in_a_value_is_its_words() {
        for (value, shown) in [
            ("[ADR-0001](0001-a.md), ADR-2", "ADR-0001, ADR-2"),
            ("[[0001-a]], [[0002-b|the log]]", "0001-a, the log"),
            ("a [draft]", "a [draft]"),
            ("f(x) [y]", "f(x) [y]"),
        ] {
            assert_eq!(without_links(value), shown);
        }
    }
}
