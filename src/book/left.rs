//! Includes that stay in a page as they are written, and why.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{Place, Tree, folder_of, join};
use crate::config::nearest;
use crate::markdown::is_markdown;
use crate::source::{Sources, Text};

/// An include that mdBook leaves as text, or that was not followed here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Its bytes in the page's text.
    pub range: Range<usize>,
    /// The file that it names, as written.
    pub target: String,
    /// Why.
    pub why: Why,
}

/// Why an include stays as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// mdBook takes it for no include; how it would be one.
    Spelling(String),
    /// The file does not exist; the one of its folder that is nearest by name.
    Missing(Option<String>),
    /// It names a folder.
    Folder,
    /// It names a file from the top of the disk.
    Absolute,
    /// It leads out of what may be read: the repository, or where there is none the user's folder.
    Outside {
        /// Whether there is a repository.
        of_repository: bool,
    },
    /// The file is being included already.
    Circle,
    /// Too many includes, or too deep in each other.
    Limit,
}

/// What mdBook brings in from files, by the words of its `links`; all of these but Markdown is left to it.
const DIRECTIVES: [&str; 4] = ["include", "rustdoc_include", "playground", "playpen"];

/// For how many missing files of a page a name that is near is looked for.
const MAX_COMPARED: usize = 100;

/// The includes that are left in a page's text, in order.
pub(super) fn includes(text: &Text, tree: &Tree, sources: &Sources) -> Vec<Left> {
    // Braces, a word and a file: wider than mdBook's own, so that a slip is seen.
    static BRACES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"\\\{\{#.*\}\}|\{\{(\s*)(\#?)([ \t]*)([A-Za-z_-]+)\s+([^{}\s]+)([^{}\n]*)(\}\}?|)",
        )
        .expect("a valid pattern")
    });
    let content = text.as_str();
    let included: BTreeSet<&str> =
        text.files().into_iter().map(|file| sources.path(file)).collect();
    let mut compared = 0;
    let left = |found: Captures<'_>| {
        let word = found.get(4)?.as_str();
        let argument = found.get(5)?;
        let target = argument.as_str().split(':').next().unwrap_or("");
        let range = found.get_match().range();
        let home = folder_of(sources.path(text.file_at(argument.start())));
        let full = join(home, target);
        let well_formed = &found[2] == "#" && found[3].is_empty() && &found[7] == "}}";
        let why = if well_formed && DIRECTIVES.contains(&word) {
            let mut why = why(target, &full, &included, tree)?;
            if let Why::Missing(near @ None) = &mut why
                && compared < MAX_COMPARED
            {
                compared += 1;
                let name = full.rsplit('/').next().unwrap_or("");
                *near = nearest(name, tree.names_in(folder_of(&full))).map(str::to_owned);
            }
            why
        } else {
            let hash = &found[2] == "#";
            let meant = meant(word, hash, || matches!(tree.find(&full), Place::File(_)))?;
            Why::Spelling(format!("{{{{#{meant} {}{}}}}}", argument.as_str(), found[6].trim_end()))
        };
        // Behind braces that are never closed, only the line is meant.
        let end = found.get(6).filter(|_| found[7].is_empty()).map(|_| argument.end());
        let end = end.unwrap_or(range.end);
        Some(Left { range: range.start..end, target: target.to_owned(), why })
    };
    BRACES.captures_iter(content).filter_map(left).collect()
}

/// The directive that a word is a slip of. Without the `#`, only where the file exists: other tools have braces too.
fn meant(word: &str, hash: bool, exists: impl Fn() -> bool) -> Option<&'static str> {
    // Long words are no slips, and costly to compare.
    if word.len() > 2 * DIRECTIVES[1].len() {
        return None;
    }
    let folded = word.to_lowercase().replace('-', "_");
    let near = DIRECTIVES.into_iter().find(|known| {
        *known == folded || (hash && strsim::damerau_levenshtein(known, &folded) <= 1)
    })?;
    (hash || exists()).then_some(near)
}

/// Why mdBook or this program leaves a well-formed include; none where nothing is wrong.
fn why(target: &str, full: &str, included: &BTreeSet<&str>, tree: &Tree) -> Option<Why> {
    if target.starts_with('/') {
        return Some(Why::Absolute);
    }
    if tree.is_outside(full) {
        return Some(Why::Outside { of_repository: tree.is_in_repository() });
    }
    match tree.find(full) {
        // Found only in another letter case, which not every file system forgives.
        Place::File(file) if file != full => {
            Some(Why::Missing(Some(file.rsplit('/').next()?.to_owned())))
        }
        Place::Folder(_) => Some(Why::Folder),
        // Files of other kinds are brought in by mdBook; Markdown was before, or was not there.
        Place::File(_) | Place::Elsewhere | Place::Unknown if !is_markdown(target) => None,
        Place::Missing | Place::Unknown => Some(Why::Missing(None)),
        Place::File(_) | Place::Elsewhere if included.contains(full) => Some(Why::Circle),
        Place::File(_) | Place::Elsewhere => Some(Why::Limit),
    }
}
