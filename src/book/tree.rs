//! What exists below the user's folder, and what a path leads to.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use foldhash::HashMap;

/// What exists below (and around) the user's folder.
#[derive(Debug)]
pub struct Tree {
    files: BTreeSet<String>,
    folders: BTreeSet<String>,
    /// The files by their lower case.
    folded: OnceLock<HashMap<String, String>>,
    root: Option<PathBuf>,
    repository: Option<PathBuf>,
    /// Sources of books that lie outside the user's folder.
    sources: Vec<PathBuf>,
}

/// What a path leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A file below the user's folder, spelled as on disk.
    File(String),
    /// A folder below it.
    Folder(String),
    /// Something that exists, but is not part of what was loaded.
    Elsewhere,
    /// Nothing.
    Missing,
    /// Out of the repository, or in a place that cannot be known: not followed.
    Unknown,
}

impl Tree {
    /// What `path` (relative to the user's folder, with `..` resolved as far as possible) leads to.
    ///
    /// A file of another letter case is found too: many authors work on file systems that don't mind.
    pub fn find(&self, path: &str) -> Place {
        if self.files.contains(path) {
            return Place::File(path.to_owned());
        }
        let folder = path.trim_end_matches('/');
        if folder.is_empty() || self.folders.contains(folder) {
            return Place::Folder(folder.to_owned());
        }
        if let Some(file) = self.folded().get(&path.to_lowercase()) {
            return Place::File(file.clone());
        }
        let Some(root) = &self.root else {
            return if path.starts_with("../") || path == ".." {
                Place::Unknown
            } else {
                Place::Missing
            };
        };
        self.find_on_disk(root, path)
    }

    /// Whether a file is there, in this letter case.
    pub fn has_file(&self, path: &str) -> bool {
        self.files.contains(path)
    }

    /// Made when something is not there: where every link is right, nobody asks.
    fn folded(&self) -> &HashMap<String, String> {
        self.folded.get_or_init(|| {
            let mut folded = HashMap::default();
            for path in &self.files {
                folded.entry(path.to_lowercase()).or_insert_with(|| path.clone());
            }
            folded
        })
    }

    #[expect(clippy::disallowed_methods, reason = "`book` is the one that asks the file system")]
    fn find_on_disk(&self, root: &Path, path: &str) -> Place {
        let full = normal(&root.join(path));
        let inside = full.starts_with(root);
        match &self.repository {
            _ if inside => {}
            Some(repository) if full.starts_with(repository) => {}
            _ => return Place::Unknown,
        }
        if full.exists() { Place::Elsewhere } else { Place::Missing }
    }

    /// Whether a path leads out of what may be read: the repository, or where there is none the user's folder, with the
    /// sources that a book's configuration names. Also through a symbolic link.
    pub fn is_outside(&self, path: &str) -> bool {
        if self.files.contains(path) {
            return false;
        }
        let Some(root) = &self.root else { return path == ".." || path.starts_with("../") };
        let full = root.join(path);
        let top = self.repository.as_ref().unwrap_or(root);
        let is_inside = |path: &Path| {
            path.starts_with(top) || self.sources.iter().any(|folder| path.starts_with(folder))
        };
        !is_inside(&normal(&full)) || full.canonicalize().is_ok_and(|real| !is_inside(&real))
    }

    /// Whether the user's folder lies in a repository, so that what is around it may be read.
    pub fn is_in_repository(&self) -> bool {
        self.repository.is_some()
    }

    /// The names of the files right in a folder, sorted.
    pub fn names_in<'t>(&'t self, folder: &'t str) -> impl Iterator<Item = &'t str> {
        let start = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let skip = start.len();
        self.files
            .range(start.clone()..)
            .take_while(move |path| path.starts_with(&start))
            .map(move |path| &path[skip..])
            .filter(|name| !name.contains('/'))
    }

    /// Every file below the user's folder, sorted.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(String::as_str)
    }
}

/// Joins a relative path to a folder and resolves `.` and `..`; `..` above the folder's own top stay.
pub fn join(folder: &str, path: &str) -> String {
    let mut joined = String::with_capacity(folder.len() + 1 + path.len());
    for part in parts(folder).chain(parts(path)) {
        let above = folder_of(&joined).len();
        let last = joined[above..].trim_start_matches('/');
        match part {
            "" | "." => {}
            ".." if !last.is_empty() && last != ".." => joined.truncate(above),
            part => {
                if !joined.is_empty() {
                    joined.push('/');
                }
                joined.push_str(part);
            }
        }
    }
    joined
}

/// The parts of a path. Bytes, because that takes half as long for parts of a few letters, and every link is joined.
fn parts(path: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(path);
    std::iter::from_fn(move || {
        let path = rest?;
        let slash = path.bytes().position(|byte| byte == b'/');
        rest = slash.map(|at| &path[at + 1..]);
        Some(slash.map_or(path, |at| &path[..at]))
    })
}

/// The path that leads from a folder to a file; both relative to the same place.
pub fn relative(folder: &str, file: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = file.split('/').collect();
    let shared = from.iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", from.len() - shared);
    up.chain(to[shared..].iter().copied()).collect::<Vec<_>>().join("/")
}

/// For a relative path or a fragment in a link, of HTML or of Markdown. Letters of all scripts stay, as mdBook
/// compares the paths of its pages literally.
pub fn as_link(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() || "-_.~/".contains(c) {
            out.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

/// The folder of a path; empty at the top.
pub fn folder_of(path: &str) -> &str {
    path.bytes().rposition(|byte| byte == b'/').map_or("", |slash| &path[..slash])
}

fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::ParentDir => {
                out.pop();
            }
            std::path::Component::CurDir => {}
            part => out.push(part),
        }
    }
    out
}

/// The tree of some files.
pub(super) fn plant(
    paths: Vec<String>,
    root: Option<PathBuf>,
    repository: Option<PathBuf>,
    sources: Vec<PathBuf>,
) -> Tree {
    let mut folders = BTreeSet::new();
    for path in &paths {
        let mut above = folder_of(path);
        while !above.is_empty() && folders.insert(above.to_owned()) {
            above = folder_of(above);
        }
    }
    let folded = OnceLock::new();
    Tree { files: paths.into_iter().collect(), folders, folded, root, repository, sources }
}
