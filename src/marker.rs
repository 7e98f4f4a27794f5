//! Reads `<!-- adr:VIEW key="value" … -->`: which view a page calls for, of which documents.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::markdown::{Comment, Outline};
use crate::vocabulary::{Kind, begins_with};

/// The word behind `adr:` that allows findings and calls for no view.
pub const ALLOW: &str = "allow";

/// The views that a marker can call for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Called {
    /// A table of documents.
    Index,
    /// The modules, with what governs them and what they depend on.
    Modules,
    /// Requirements, decisions and modules.
    Matrix,
    /// The decisions by date.
    Timeline,
    /// A diagram.
    Graph,
}

impl Called {
    /// Every view, in the order in which help names them.
    pub const ALL: [Self; 5] =
        [Self::Index, Self::Modules, Self::Matrix, Self::Timeline, Self::Graph];

    /// The word behind `adr:`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Index => "index",
            Self::Modules => "modules",
            Self::Matrix => "matrix",
            Self::Timeline => "timeline",
            Self::Graph => "graph",
        }
    }

    /// The keys that it knows.
    pub fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Index => &["kind", "status", "tag", "folder", "in-force", "sort"],
            Self::Timeline => &["status", "tag", "folder", "in-force"],
            Self::Modules => &["tag", "folder"],
            Self::Matrix => &[],
            Self::Graph => &["scope"],
        }
    }
}

/// What part of the graph a diagram shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// What took the place of what.
    Supersession,
    /// Modules and their dependencies.
    Modules,
    /// Requirements, decisions and modules.
    Traceability,
}

impl Scope {
    /// Every scope with its word.
    pub const ALL: [(&'static str, Self); 3] = [
        ("supersession", Self::Supersession),
        ("modules", Self::Modules),
        ("traceability", Self::Traceability),
    ];
}

/// Which documents a view shows: those that meet all of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Of this kind.
    pub kind: Option<Kind>,
    /// With the status of this name.
    pub status: Option<String>,
    /// With this tag in the front matter.
    pub tag: Option<String>,
    /// Below this folder of the book's sources.
    pub folder: Option<String>,
    /// In force, or not.
    pub in_force: Option<bool>,
}

/// A marker that can be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    /// The view.
    pub view: Called,
    /// Which documents it shows.
    pub filter: Filter,
    /// Whether an index is sorted by date.
    pub by_date: bool,
    /// What a diagram shows.
    pub scope: Option<Scope>,
}

/// Why a marker cannot be followed. Ranges are those of the comment's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The wrong word.
    pub at: Range<usize>,
    /// What is wrong with it.
    pub why: Why,
}

/// What is wrong with a word of a marker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// No view has that name.
    View,
    /// The view does not know the key.
    Key(Called),
    /// The key stands there twice.
    Twice,
    /// The key cannot have that value, but one of these.
    Value(String, Vec<String>),
    /// Not of the form `key="value"`.
    Form,
}

/// The comments of a page that call for a view. Those within `<pre>` or a script are text.
pub fn calls(outline: &Outline) -> impl Iterator<Item = &Comment> {
    addressed(outline).filter(|comment| !is_allow(outline, comment))
}

/// The comments of a page that allow a finding: [`crate::suppression`] reads them.
pub fn allows(outline: &Outline) -> impl Iterator<Item = &Comment> {
    addressed(outline).filter(|comment| is_allow(outline, comment))
}

fn addressed(outline: &Outline) -> impl Iterator<Item = &Comment> {
    outline.comments.iter().filter(|comment| {
        let body = &outline.text.as_str()[comment.body.clone()];
        (body.starts_with("adr:") || starts_as_allow(body)) && !is_text(outline, comment)
    })
}

fn is_allow(outline: &Outline, comment: &Comment) -> bool {
    word_of(&outline.text.as_str()[comment.body.clone()]).eq_ignore_ascii_case(ALLOW)
}

/// Whether a comment starts with `adr:allow` in any case. Other comments may start with `ADR:` and be a note.
fn starts_as_allow(body: &str) -> bool {
    begins_with(body, "adr:") && word_of(body).eq_ignore_ascii_case(ALLOW)
}

/// The word behind `adr:`.
fn word_of(body: &str) -> &str {
    let rest = body.get("adr:".len()..).unwrap_or("");
    let end = rest.find(|c: char| !(c.is_alphanumeric() || "-_".contains(c)));
    &rest[..end.unwrap_or(rest.len())]
}

fn is_text(outline: &Outline, comment: &Comment) -> bool {
    let around = outline.html.partition_point(|html| html.start <= comment.range.start);
    let Some(html) = around.checked_sub(1).map(|at| &outline.html[at]) else { return false };
    let block = outline.text.as_str()[html.clone()].trim_start();
    ["<pre", "<script", "<style", "<textarea"].iter().any(|start| begins_with(block, start))
}

/// What a book's documents can be: names that settings may have.
#[derive(Debug, Clone, Default)]
pub struct Names<'a> {
    /// The kinds that the book adds.
    pub kinds: Vec<Kind>,
    /// The names of all statuses.
    pub statuses: Vec<&'a str>,
}

/// Reads the text of a comment that starts with `adr:`.
pub fn parse(body: &str, names: &Names<'_>) -> Result<Marker, Vec<Mistake>> {
    static SETTING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"([A-Za-z][\w-]*)="([^"]*)"(?:\s|$)|\S+"#).expect("a valid pattern")
    });
    let start = "adr:".len();
    let word = word_of(body);
    let end = start + word.len();
    let Some(view) = Called::ALL.into_iter().find(|view| view.as_str() == word) else {
        return Err(vec![Mistake { at: start..end, why: Why::View }]);
    };
    let mut marker = Marker { view, filter: Filter::default(), by_date: false, scope: None };
    if body[end..].trim().is_empty() {
        return Ok(marker);
    }
    let mut mistakes = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for setting in SETTING.captures_iter(&body[end..]) {
        let place = |range: Range<usize>| range.start + end..range.end + end;
        let (Some(key), Some(value)) = (setting.get(1), setting.get(2)) else {
            mistakes.push(Mistake { at: place(setting.get_match().range()), why: Why::Form });
            continue;
        };
        let why = if !view.keys().contains(&key.as_str()) {
            Err((key, Why::Key(view)))
        } else if seen.contains(&key.as_str()) {
            Err((key, Why::Twice))
        } else {
            seen.push(key.as_str());
            marker.set(key.as_str(), value.as_str(), names).map_err(|known| {
                // An empty value has no text to point at.
                let at = if value.is_empty() { setting.get_match() } else { value };
                (at, Why::Value(key.as_str().to_owned(), known))
            })
        };
        if let Err((word, why)) = why {
            mistakes.push(Mistake { at: place(word.range()), why });
        }
    }
    if mistakes.is_empty() { Ok(marker) } else { Err(mistakes) }
}

impl Marker {
    /// Takes a setting; where the value cannot be, says which could.
    fn set(&mut self, key: &str, value: &str, names: &Names<'_>) -> Result<(), Vec<String>> {
        let filter = &mut self.filter;
        match key {
            "kind" => {
                let mut known = vec![Kind::Decision, Kind::Module, Kind::Requirement];
                known.extend(
                    names.kinds.iter().filter(|kind| matches!(kind, Kind::Other(_))).cloned(),
                );
                let known: Vec<(&str, Kind)> =
                    known.iter().map(|kind| (kind.as_str(), kind.clone())).collect();
                filter.kind = Some(choice(value, &known)?);
            }
            "status" => {
                let known: Vec<(&str, &str)> =
                    names.statuses.iter().map(|name| (*name, *name)).collect();
                filter.status = Some(choice(value, &known)?.to_owned());
            }
            "in-force" => {
                filter.in_force = Some(choice(value, &[("true", true), ("false", false)])?);
            }
            "sort" => self.by_date = choice(value, &[("id", false), ("date", true)])?,
            "scope" => self.scope = Some(choice(value, &Scope::ALL)?),
            "tag" => filter.tag = Some(some(value)?),
            _ => filter.folder = Some(some(value)?.trim_matches('/').to_owned()),
        }
        Ok(())
    }
}

fn choice<T: Clone>(value: &str, known: &[(&str, T)]) -> Result<T, Vec<String>> {
    let found = known.iter().find(|(word, _)| *word == value);
    found
        .map(|(_, meaning)| meaning.clone())
        .ok_or_else(|| known.iter().map(|(word, _)| (*word).to_owned()).collect())
}

fn some(value: &str) -> Result<String, Vec<String>> {
    let value = value.trim();
    if value.is_empty() { Err(Vec::new()) } else { Ok(value.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistakes(body: &str) -> Vec<(&str, Why)> {
        let mistakes = parse(body, &Names::default()).err().unwrap_or_default();
        mistakes.into_iter().map(|mistake| (&body[mistake.at], mistake.why)).collect()
    }

    #[test]
    fn a_marker_says_what_it_calls_for() {
        let marker = parse(
            "adr:index kind=\"risk\" status=\"accepted\"\n  sort=\"date\"",
            &Names { kinds: vec![Kind::from_name("risk")], statuses: vec!["accepted"] },
        );
        let marker = marker.expect("a marker");
        assert_eq!(marker.view, Called::Index);
        assert_eq!(marker.filter.kind, Some(Kind::Other("risk".to_owned())));
        assert_eq!(marker.filter.status, Some("accepted".to_owned()));
        assert!(marker.by_date);
        assert_eq!(
            parse("adr:graph scope=\"modules\"", &Names::default()).map(|marker| marker.scope),
            Ok(Some(Scope::Modules))
        );
    }

    #[test]
    fn the_wrong_word_is_pointed_at() {
        let one_of = |key: &str, words: &[&str]| {
            Why::Value(key.to_owned(), words.iter().map(|word| (*word).to_owned()).collect())
        };
        for (body, expected) in [
            ("adr:", vec![("", Why::View)]),
            ("adr:indx kind=\"x\"", vec![("indx", Why::View)]),
            ("adr:matrix kind=\"module\"", vec![("kind", Why::Key(Called::Matrix))]),
            ("adr:index tag=\"a\" tag=\"b\"", vec![("tag", Why::Twice)]),
            (
                "adr:index in-force=\"maybe\"",
                vec![("maybe", one_of("in-force", &["true", "false"]))],
            ),
            ("adr:index tag=\"\"", vec![("tag=\"\"", one_of("tag", &[]))]),
            (
                "adr:index kind='module' now sort=\"up\"",
                vec![
                    ("kind='module'", Why::Form),
                    ("now", Why::Form),
                    ("up", one_of("sort", &["id", "date"])),
                ],
            ),
        ] {
            assert_eq!(mistakes(body), expected, "{body}");
        }
    }
}
