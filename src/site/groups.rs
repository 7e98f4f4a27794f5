//! The parts that a folder's documents fall into, in its sidebar and on its index: by kind, by folder where records of
//! a kind lie in several, and by what a reader may rely on.

use crate::analysis::Analysis;
use crate::book::folder_of;
use crate::document::{Document, DocumentId};
use crate::render::views;
use crate::vocabulary::{Kind, Status};

/// Documents that belong together, at least one.
pub(super) struct Group {
    /// The kind of all of them.
    pub(super) kind: Kind,
    /// What they have in common, in words; not escaped.
    pub(super) name: String,
    /// In the order in which they came.
    pub(super) documents: Vec<DocumentId>,
}

/// What a reader may rely on. What holds comes first, then what may come to hold, and what is over at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    InForce,
    Open,
    /// A word that no vocabulary knows.
    Other,
    Unsaid,
    Over,
    Rejected,
}

impl Standing {
    fn of(document: &Document) -> Self {
        match document.status() {
            Some(_) if document.in_force() => Self::InForce,
            Some(Status::Draft | Status::Proposed) => Self::Open,
            Some(Status::Deprecated | Status::Superseded) => Self::Over,
            Some(Status::Rejected) => Self::Rejected,
            Some(Status::Accepted | Status::Other) => Self::Other,
            None => Self::Unsaid,
        }
    }

    /// Around what the documents are called: `proposed decisions`, `decisions in force`.
    fn words(self, plural: &str) -> String {
        match self {
            Self::InForce => format!("{plural} in force"),
            Self::Open => format!("proposed {plural}"),
            Self::Other => format!("{plural} with another status"),
            Self::Unsaid => format!("{plural} without a status"),
            Self::Over => format!("{plural} no longer in force"),
            Self::Rejected => format!("rejected {plural}"),
        }
    }
}

/// The groups of some documents, each kind together.
pub(super) fn groups(analysis: &Analysis, mut documents: Vec<DocumentId>) -> Vec<Group> {
    let document = |id: &DocumentId| analysis.document(*id);
    let key = |id: &DocumentId| {
        let document = document(id);
        (&document.kind, &document.folder, Standing::of(document))
    };
    documents.sort_by(|a, b| key(a).cmp(&key(b)));
    let mut groups = Vec::new();
    for same in documents.chunk_by(|a, b| document(a).kind == document(b).kind) {
        // Modules, say, never state a status, and need not be told apart by it.
        let states = same.iter().any(|id| document(id).status().is_some());
        let (first, last) = (&document(&same[0]).folder, &document(&same[same.len() - 1]).folder);
        for group in same.chunk_by(|a, b| key(a) == key(b)) {
            let (kind, folder, standing) = key(&group[0]);
            let plural = views::plural(kind).to_lowercase();
            let words = if states { standing.words(&plural) } else { plural };
            let folder = if first == last { "" } else { below(folder, shared(first, last)) };
            let name = if folder.is_empty() {
                crate::render::badge::capitalised(&words)
            } else {
                format!("{folder}: {words}")
            };
            groups.push(Group { kind: kind.clone(), name, documents: group.to_vec() });
        }
    }
    groups
}

/// The folder that holds both; of the first and the last in order, the one that holds all.
fn shared<'f>(first: &'f str, last: &str) -> &'f str {
    let mut folder = first;
    while !folder.is_empty() && last != folder && !last.starts_with(&format!("{folder}/")) {
        folder = folder_of(folder);
    }
    folder
}

/// What tells a folder from others below `shared`; for `shared` itself its own name.
fn below<'f>(folder: &'f str, shared: &str) -> &'f str {
    match folder.strip_prefix(shared) {
        Some("") => folder.rsplit('/').next().unwrap_or(folder),
        Some(rest) => rest.trim_start_matches('/'),
        None => folder,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::analyze;
    use crate::book::{Files, load_memory};

    fn names(files: &[(&str, &str)]) -> Vec<(String, usize)> {
        let library = load_memory(&Files::memory(files.iter().copied()), &[]).expect("a library");
        let analysis = analyze(&library);
        let documents = analysis.all().map(|(id, _)| id).collect();
        groups(&analysis, documents)
            .into_iter()
            .map(|group| (group.name, group.documents.len()))
            .collect()
    }

    fn record(status: &str) -> String {
        format!("# ADR-0001: X\n\n## Status\n\n{status}\n\n## Context\n\n.\n\n## Decision\n\n.\n")
    }

    #[test]
    fn what_holds_comes_first_and_what_is_over_last() {
        let statuses = [
            "Rejected",
            "Deprecated",
            "Draft",
            "Superseded by ADR-0009",
            "Accepted",
            "Odd",
            "Proposed",
        ];
        let texts: Vec<(String, String)> = statuses
            .iter()
            .enumerate()
            .map(|(at, status)| (format!("adr/000{at}-x.md"), record(status)))
            .collect();
        let mut files: Vec<(&str, &str)> =
            texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        files.push(("modules/a.md", "# Module: a\n\n## Purpose\n\n.\n\n## Public API\n\n.\n"));
        files.push((
            "adr/0008-x.md",
            "# ADR-0008: X\n\n## Status\n\n## Context\n\n.\n\n## Decision\n\n.\n",
        ));
        let expected = [
            ("Decisions in force", 1),
            ("Proposed decisions", 2),
            ("Decisions with another status", 1),
            ("Decisions without a status", 1),
            ("Decisions no longer in force", 2),
            ("Rejected decisions", 1),
            ("Modules", 1),
        ];
        assert_eq!(names(&files), expected.map(|(name, count)| (name.to_owned(), count)));
    }

    #[test]
    fn collections_of_one_kind_are_told_apart_by_what_their_folders_do_not_share() {
        let (accepted, proposed) = (record("Accepted"), record("Proposed"));
        let found = names(&[
            ("docs/adr/0001-x.md", &accepted),
            ("docs/adr/web/0001-x.md", &accepted),
            ("docs/adr/web/0002-x.md", &proposed),
        ]);
        let expected =
            ["adr: decisions in force", "web: decisions in force", "web: proposed decisions"];
        assert_eq!(found, expected.map(|name| (name.to_owned(), 1)));
        let found = names(&[("0001-x.md", &accepted), ("core/adr/0001-x.md", &proposed)]);
        let expected = ["Decisions in force", "core/adr: proposed decisions"];
        assert_eq!(found, expected.map(|name| (name.to_owned(), 1)));
    }
}
