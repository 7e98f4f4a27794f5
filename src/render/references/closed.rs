//! Where no link can stand: in links, in the author's own HTML, in terms of definition lists, in directives.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::markdown::Outline;

/// Elements that must not have a link in them, or whose text is code.
const ELEMENTS: [&str; 14] = [
    "a", "button", "code", "kbd", "label", "option", "pre", "samp", "script", "style", "svg",
    "textarea", "title", "var",
];

/// Stretches of a text that do not overlap, in order.
pub(super) struct Closed(Vec<Range<usize>>);

impl Closed {
    /// The stretches of a page.
    pub(super) fn new(outline: &Outline) -> Self {
        let mut all: Vec<Range<usize>> =
            outline.links.iter().map(|link| link.range.clone()).collect();
        // mdBook makes each term a link to itself.
        all.extend(outline.terms.iter().cloned());
        all.extend(outline.comments.iter().map(|comment| comment.range.clone()));
        all.extend(directives(outline.text.as_str()));
        all.extend(elements(outline));
        all.sort_by_key(|range| range.start);
        let mut merged: Vec<Range<usize>> = Vec::new();
        for range in all {
            match merged.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => merged.push(range),
            }
        }
        Self(merged)
    }

    /// Whether any of a range is closed.
    pub(super) fn touches(&self, range: &Range<usize>) -> bool {
        let next = self.0.partition_point(|closed| closed.end <= range.start);
        self.0.get(next).is_some_and(|closed| closed.start < range.end)
    }
}

/// What is left for mdBook or another preprocessor to resolve: `{{#title …}}`.
fn directives(text: &str) -> impl Iterator<Item = Range<usize>> {
    static DIRECTIVE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\{\{[^\r\n]*?\}\}").expect("a valid pattern"));
    let has_one = text.contains("{{");
    let found = has_one.then(|| DIRECTIVE.find_iter(text).map(|found| found.range()));
    found.into_iter().flatten()
}

/// The tags of the author's own HTML, and all between those of the closed elements.
fn elements(outline: &Outline) -> Vec<Range<usize>> {
    static TAG: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"<(/?)([A-Za-z][A-Za-z0-9-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>"#)
            .expect("a valid pattern")
    });
    let content = outline.text.as_str();
    let mut found = Vec::new();
    let mut open: Vec<(String, usize, bool)> = Vec::new();
    for part in &outline.html {
        if content[part.clone()].trim_start().starts_with("<!--") {
            continue;
        }
        for tag in TAG.captures_iter(&content[part.clone()]) {
            let name = tag[2].to_ascii_lowercase();
            if !ELEMENTS.contains(&name.as_str()) || tag[3].ends_with('/') {
                continue;
            }
            let at = part.start + tag.get_match().start();
            if tag[1].is_empty() {
                // `<a name="x">` is often left open, and holds nothing then.
                open.push((name, at, tag[3].contains("href")));
            } else if let Some(last) = open.iter().rposition(|(own, ..)| *own == name) {
                let (_, start, _) = open.remove(last);
                found.push(start..at);
            }
        }
        found.push(part.clone());
    }
    open.retain(|(name, _, leads)| name != "a" || *leads);
    found.extend(open.into_iter().map(|(_, start, _)| start..content.len()));
    found
}
