//! Loads a book, several books, or a bare folder. The only reader of files.

mod include;
mod left;
mod summary;
mod tree;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::string::FromUtf8Error;
use std::sync::{Arc, Mutex};

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;

use crate::config::{self, Config, ConfigError};
use crate::markdown::{self, is_markdown};
use crate::source::{FileId, SharedText, Sources, Span, Text, TextBuilder};

use include::{Expansion, expand};
pub use left::{Left, Why};
pub use summary::{Refused, Summary, SummaryEntry};
use tree::plant;
pub use tree::{Place, Tree, as_link, folder_of, join, relative};

/// A Markdown file larger than this is not read but reported.
pub const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;

/// Everything that was found below the folder that the user named.
#[derive(Debug)]
pub struct Library {
    /// Every text.
    pub sources: Sources,
    /// The books, in the order of their roots; last, where there is anything left, the bare folder.
    pub books: Vec<Book>,
    /// What exists.
    pub tree: Tree,
    /// What could not be read.
    pub unreadable: Vec<Unreadable>,
    /// A file to point at when there is nothing else to point at.
    pub anchor: FileId,
}

/// One book, or the bare folder that holds what no book holds.
#[derive(Debug)]
pub struct Book {
    /// Its root, relative to the user's folder; empty for that folder itself.
    pub root: String,
    /// Its sources, relative to the user's folder.
    pub src: String,
    /// Its configuration.
    pub config: Config,
    /// Its table of contents; a bare folder has none.
    pub summary: Option<Summary>,
    /// Its pages: those of the summary in its order, then the others by path.
    pub chapters: Vec<Chapter>,
}

/// A page.
#[derive(Debug)]
pub struct Chapter {
    /// Its path, relative to the user's folder.
    pub path: String,
    /// Its file.
    pub file: FileId,
    /// Its text, includes followed.
    pub text: Text,
    /// The includes that stay in the text as they are written.
    pub left: Vec<Left>,
    /// Where the summary names it.
    pub listed: Option<Span>,
}

/// A file that could not be read, or not as text.
#[derive(Debug)]
pub struct Unreadable {
    /// The place: the first bad byte, or the start of an empty stand-in.
    pub span: Span,
    /// The path, relative to the user's folder.
    pub path: String,
    /// Why, as a fragment.
    pub why: String,
}

/// Why nothing could be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The folder is not there.
    #[error("`{}` is not a folder", .0.display())]
    NoFolder(PathBuf),
    /// A `book.toml` that cannot be used.
    #[error("`{path}`: {}", .error.message)]
    Config {
        /// Its path, relative to the user's folder.
        path: String,
        /// Its text.
        text: String,
        /// What is wrong with it.
        error: ConfigError,
    },
    /// A `book.toml` that cannot be read.
    #[error("failed to read `{path}`: {why}")]
    Unreadable {
        /// Its path, relative to the user's folder.
        path: String,
        /// The system's words.
        why: String,
    },
}

/// Where files come from: the disk, or a map for tests and examples.
#[derive(Debug)]
pub enum Files {
    /// A folder of the disk.
    Disk(Folder),
    /// Texts by path.
    Memory(MemoryFiles),
}

/// A folder of the disk.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    /// What was found in it that is no regular file.
    odd: HashSet<String>,
}

/// Texts by path, and which of them were read.
#[derive(Debug, Default)]
pub struct MemoryFiles {
    texts: BTreeMap<String, Vec<u8>>,
    reads: Mutex<Vec<String>>,
}

impl MemoryFiles {
    /// The paths that were read so far, in no order, one entry for each time.
    pub fn reads(&self) -> Vec<String> {
        self.reads.lock().map(|reads| reads.clone()).unwrap_or_default()
    }
}

impl Files {
    /// Texts by path, for tests and examples.
    pub fn memory<P: Into<String>, T: Into<Vec<u8>>>(
        files: impl IntoIterator<Item = (P, T)>,
    ) -> Self {
        let texts = files.into_iter().map(|(path, text)| (path.into(), text.into())).collect();
        Self::Memory(MemoryFiles { texts, reads: Mutex::default() })
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        if let Self::Disk(folder) = self {
            may_be_read(&folder.root.join(path))?;
        }
        let mut bytes = Vec::new();
        self.append(path, &mut bytes)?;
        Ok(bytes)
    }

    /// Appends what a file holds that [`walk`] found. What it found to be a regular file is not asked about again.
    fn append_found(&self, path: &str, bytes: &mut Vec<u8>) -> Result<(), String> {
        if let Self::Disk(folder) = self
            && (folder.odd.contains(path) || path.starts_with(".."))
        {
            may_be_read(&folder.root.join(path))?;
        }
        self.append(path, bytes)
    }

    /// Appends what a file holds.
    fn append(&self, path: &str, bytes: &mut Vec<u8>) -> Result<(), String> {
        match self {
            Self::Memory(files) => {
                bytes.extend(files.texts.get(path).ok_or("no such file")?);
                if let Ok(mut reads) = files.reads.lock() {
                    reads.push(path.to_owned());
                }
                Ok(())
            }
            Self::Disk(folder) => append_from_disk(&folder.root.join(path), bytes),
        }
    }
}

/// Before it is opened: that somebody reads is seen at the other end of a pipe, and by some devices.
fn may_be_read(path: &Path) -> Result<(), String> {
    let about = std::fs::metadata(path).map_err(|error| error.to_string())?;
    if about.is_file() { Ok(()) } else { Err(NOT_REGULAR.to_owned()) }
}

const NOT_REGULAR: &str = "not a regular file";

fn append_from_disk(path: &Path, bytes: &mut Vec<u8>) -> Result<(), String> {
    let file = open_disk(path).map_err(|error| error.to_string())?;
    let about = file.metadata().map_err(|error| error.to_string())?;
    if !about.is_file() {
        return Err(NOT_REGULAR.to_owned());
    }
    if about.len() > MAX_FILE_BYTES {
        return Err(too_long(about.len()));
    }
    // Some file systems don't say how long a file is.
    let most = if about.len() == 0 { MAX_FILE_BYTES + 1 } else { about.len() };
    // With more room than it takes, it is read in one call.
    bytes.reserve(usize::try_from(about.len()).unwrap_or_default() + ROOM);
    let read = file.take(most).read_to_end(bytes).map_err(|error| error.to_string())? as u64;
    if read > MAX_FILE_BYTES { Err(too_long(read)) } else { Ok(()) }
}

/// With less room than this, in bytes, the standard library first reads a few bytes to see whether there are any.
const ROOM: usize = 32;

fn too_long(len: u64) -> String {
    format!("{len} bytes; {MAX_FILE_BYTES} is the most that is read")
}

/// Opens a file. Were a pipe in its place by now, that would wait for somebody to write: the system is asked not to.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads files")]
#[cfg(unix)]
fn open_disk(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;

    File::options().read(true).custom_flags(libc::O_NONBLOCK).open(path)
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that reads files")]
#[cfg(not(unix))]
fn open_disk(path: &Path) -> std::io::Result<File> {
    File::open(path)
}

/// Loads what lies below `dir`. `rules` are the names that a configuration may give levels to.
pub fn load(dir: &Path, rules: &[&'static str]) -> Result<Library, LoadError> {
    find(dir)?.read(rules)
}

/// What lies below a folder, before any of it was read.
#[derive(Debug)]
pub struct Found {
    root: PathBuf,
    walk: Walk,
    repository: Option<PathBuf>,
}

/// Finds what lies below `dir`: the first half of [`load`], which takes one thread.
pub fn find(dir: &Path) -> Result<Found, LoadError> {
    #[expect(clippy::disallowed_methods, reason = "`book` is the one that asks the file system")]
    let is_folder = dir.is_dir();
    let root = dir.canonicalize().ok().filter(|_| is_folder);
    let Some(root) = root else { return Err(LoadError::NoFolder(dir.to_owned())) };
    let walk = walk(&root);
    let repository = root.ancestors().find(|folder| has_git(folder)).map(Path::to_owned);
    Ok(Found { root, walk, repository })
}

impl Found {
    /// Reads it, on as many threads as the pool has. `rules` are the names that a configuration may give levels to.
    pub fn read(self, rules: &[&'static str]) -> Result<Library, LoadError> {
        let Self { root, walk: Walk { files, odd, troubles }, repository } = self;
        let disk = Files::Disk(Folder { root: root.clone(), odd });
        load_from(&disk, files, troubles, Some(root), repository, rules)
    }
}

/// Loads a library from texts in memory.
pub fn load_memory(files: &Files, rules: &[&'static str]) -> Result<Library, LoadError> {
    let paths = match files {
        Files::Memory(memory) => memory.texts.keys().cloned().collect(),
        Files::Disk(folder) => return load(&folder.root, rules),
    };
    load_from(files, paths, Vec::new(), None, None, rules)
}

#[expect(clippy::disallowed_methods, reason = "`book` is the one that asks the file system")]
fn has_git(folder: &Path) -> bool {
    folder.join(".git").exists()
}

/// What lies below a folder, by paths relative to it.
#[derive(Debug)]
struct Walk {
    /// Every file, sorted.
    files: Vec<String>,
    /// Those of them that are no regular files: pipes, sockets, devices.
    odd: HashSet<String>,
    /// What could not be entered, and why.
    troubles: Vec<(String, String)>,
}

/// Every file below `root` that is neither hidden, ignored by git, nor below `node_modules` or `target`.
fn walk(root: &Path) -> Walk {
    let links = Arc::new(Links::new(root));
    let filter = Arc::clone(&links);
    let mut builder = ignore::WalkBuilder::new(root);
    builder
        .require_git(false)
        .git_global(false) // a machine's own taste must not change the result
        .follow_links(true)
        // Which links are followed must not depend on the file system. Bytes, because names are slower to take out.
        .sort_by_file_path(|a, b| {
            a.as_os_str().as_encoded_bytes().cmp(b.as_os_str().as_encoded_bytes())
        })
        .filter_entry(move |entry| {
            let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            let skip = entry.depth() > 0
                && is_folder
                && (entry.file_name() == "node_modules" || entry.file_name() == "target");
            !skip && (!entry.path_is_symlink() || filter.follows(entry.path(), is_folder))
        });
    let mut files = Vec::new();
    let mut odd = HashSet::default();
    let mut troubles = Vec::new();
    for entry in builder.build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => {}
            Ok(entry) => {
                let Ok(path) = entry.path().strip_prefix(root).map(slashed) else { continue };
                if !entry.file_type().is_some_and(|kind| kind.is_file()) {
                    odd.insert(path.clone());
                }
                files.push(path);
            }
            Err(error) => troubles.extend(walk_trouble(root, &error)),
        }
    }
    troubles.extend(links.refused());
    files.sort();
    files.dedup();
    troubles.sort();
    Walk { files, odd, troubles }
}

/// The symbolic links of a walk, and how often each folder was entered by one.
struct Links {
    root: PathBuf,
    /// No link leads out of it.
    top: PathBuf,
    entered: Mutex<BTreeMap<PathBuf, usize>>,
    refused: Mutex<Vec<(String, String)>>,
}

/// A folder is read under this many names. Folders that hold two links to the next one would double with each.
const MAX_LINKS_TO_FOLDER: usize = 8;

impl Links {
    fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            top: repository_or(root).to_owned(),
            entered: Mutex::default(),
            refused: Mutex::default(),
        }
    }

    /// Whether a link is followed: not out of the repository, and not to a folder that many others led to.
    fn follows(&self, link: &Path, is_folder: bool) -> bool {
        // Links that lead nowhere are the walk's own trouble.
        let Ok(real) = link.canonicalize() else { return true };
        if !real.starts_with(&self.top) {
            return false;
        }
        let (true, Ok(mut entered)) = (is_folder, self.entered.lock()) else { return true };
        let times = entered.entry(real).or_default();
        *times += 1;
        let follows = *times <= MAX_LINKS_TO_FOLDER;
        if !follows && let Ok(mut refused) = self.refused.lock() {
            let path = slashed(link.strip_prefix(&self.root).unwrap_or(link));
            let why = format!("{MAX_LINKS_TO_FOLDER} other links lead to the same folder");
            refused.push((path, why));
        }
        follows
    }

    fn refused(&self) -> Vec<(String, String)> {
        self.refused.lock().map(|refused| refused.clone()).unwrap_or_default()
    }
}

fn repository_or(root: &Path) -> &Path {
    root.ancestors().find(|folder| has_git(folder)).unwrap_or(root)
}

/// What the walker could not enter. A loop of symbolic links hides nothing: its files are found elsewhere.
fn walk_trouble(root: &Path, error: &ignore::Error) -> Option<(String, String)> {
    let mut inner = error;
    let mut path = None;
    loop {
        match inner {
            ignore::Error::WithPath { path: at, err } => {
                path = Some(at);
                inner = err;
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
                inner = err;
            }
            ignore::Error::Io(io) => {
                let path = path.map_or(root, PathBuf::as_path);
                // A symbolic link that leads nowhere is nobody's page.
                if path.is_symlink() {
                    return None;
                }
                let relative = path.strip_prefix(root).unwrap_or(path);
                return Some((slashed(relative), io.to_string()));
            }
            // A loop of symbolic links among them.
            _ => return None,
        }
    }
}

fn slashed(path: &Path) -> String {
    // Most paths are that already.
    if std::path::MAIN_SEPARATOR == '/'
        && let Some(path) = path.to_str()
    {
        return path.to_owned();
    }
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// A file's text, or the bytes that are none, or why there are no bytes.
type Read = Result<Result<PageText, FromUtf8Error>, String>;

/// A text that was read.
struct PageText {
    text: SharedText,
    /// Whether it may have an include: looked for when it was read, because it lies at hand then.
    has_braces: bool,
}

impl PageText {
    fn of(bytes: Vec<u8>) -> Result<Self, FromUtf8Error> {
        String::from_utf8(bytes).map(Self::from)
    }
}

impl From<String> for PageText {
    fn from(text: String) -> Self {
        Self { has_braces: has_braces(&text), text: text.into() }
    }
}

fn has_braces(text: &str) -> bool {
    markdown::has_byte(text, |byte| byte == b'{') && text.contains("{{")
}

/// The texts that were read so far, each once.
struct Reader<'f> {
    files: &'f Files,
    sources: Sources,
    known: HashMap<String, Option<FileId>>,
    /// The files whose text may have an include.
    with_braces: HashSet<FileId>,
    unreadable: Vec<Unreadable>,
}

impl Reader<'_> {
    fn take(&mut self, path: &str, read: Read) -> Option<FileId> {
        let id = match read {
            Ok(decoded) => match decoded {
                Ok(page) => self.add(path, page),
                Err(error) => {
                    let at = error.utf8_error().valid_up_to();
                    let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                    let id = self.add(path, PageText::from(text));
                    let span = Span::new(id, at..at + '\u{fffd}'.len_utf8());
                    let why = format!("not UTF-8 from byte {at} on");
                    self.unreadable.push(Unreadable { span, path: path.to_owned(), why });
                    id
                }
            },
            Err(why) => {
                self.refuse(path, why);
                self.known.insert(path.to_owned(), None);
                return None;
            }
        };
        self.known.insert(path.to_owned(), Some(id));
        Some(id)
    }

    fn add(&mut self, path: &str, page: PageText) -> FileId {
        let id = self.sources.add(path, page.text);
        if page.has_braces {
            self.with_braces.insert(id);
        }
        id
    }

    fn refuse(&mut self, path: &str, why: String) {
        let id = self.sources.add(path, "");
        self.unreadable.push(Unreadable { span: Span::new(id, 0..0), path: path.to_owned(), why });
    }

    fn get(&mut self, path: &str) -> Option<FileId> {
        if let Some(known) = self.known.get(path) {
            return *known;
        }
        let read = self.files.read(path).map(PageText::of);
        self.take(path, read)
    }

    /// Like `get`, for a file that need not be there.
    fn try_get(&mut self, path: &str) -> Option<FileId> {
        if let Some(known) = self.known.get(path) {
            return *known;
        }
        let read = self.files.read(path).ok()?;
        self.take(path, Ok(PageText::of(read)))
    }
}

fn load_from(
    files: &Files,
    paths: Vec<String>,
    troubles: Vec<(String, String)>,
    root: Option<PathBuf>,
    repository: Option<PathBuf>,
    rules: &[&'static str],
) -> Result<Library, LoadError> {
    let mut reader = Reader {
        files,
        sources: Sources::default(),
        known: HashMap::default(),
        with_braces: HashSet::default(),
        unreadable: Vec::new(),
    };
    let roots: Vec<String> = if paths.iter().any(|path| path == "book.toml") {
        vec![String::new()]
    } else {
        let is_root = |path: &&String| path.ends_with("/book.toml");
        paths.iter().filter(is_root).map(|path| folder_of(path).to_owned()).collect()
    };
    let mut books = Vec::new();
    for root in roots {
        books.push(open_book(root, &mut reader, rules)?);
    }
    read_sources(&mut books, &paths, &mut reader);
    let outside = sources_outside(root.as_deref(), &books);
    let paths = paths.into_iter().chain(outside.files).collect();
    let troubles = troubles.into_iter().chain(outside.troubles);
    let tree = plant(paths, root, repository, outside.folders);
    assign_pages(&tree, &mut books, &mut reader);
    for (path, why) in troubles {
        reader.refuse(&path, why);
    }
    let anchor = books
        .first()
        .and_then(|book| book.summary.as_ref().map(|summary| summary.file).or(book.config.file));
    let anchor = anchor.unwrap_or_else(|| reader.sources.add(".", ""));
    let Reader { sources, unreadable, .. } = reader;
    Ok(Library { sources, books, tree, unreadable, anchor })
}

/// What books have whose `src` leads out of the user's folder.
#[derive(Default)]
struct Outside {
    folders: Vec<PathBuf>,
    files: Vec<String>,
    troubles: Vec<(String, String)>,
}

/// The files of books whose `src` leads out of the user's folder: `src = "../docs"`.
fn sources_outside(root: Option<&Path>, books: &[Book]) -> Outside {
    let mut outside = Outside::default();
    for book in books.iter().filter(|book| book.src.starts_with("..")) {
        let Some(folder) = root.and_then(|root| root.join(&book.src).canonicalize().ok()) else {
            continue;
        };
        let found = walk(&folder);
        let here = |path: &str| join(&book.src, path);
        outside.files.extend(found.files.iter().map(|path| here(path)));
        outside.troubles.extend(found.troubles.into_iter().map(|(path, why)| (here(&path), why)));
        outside.folders.push(folder);
    }
    outside
}

fn open_book(
    root: String,
    reader: &mut Reader<'_>,
    rules: &[&'static str],
) -> Result<Book, LoadError> {
    let path = join(&root, "book.toml");
    let bytes = reader
        .files
        .read(&path)
        .map_err(|why| LoadError::Unreadable { path: path.clone(), why })?;
    let text = String::from_utf8(bytes).map_err(|error| LoadError::Unreadable {
        path: path.clone(),
        why: error.utf8_error().to_string(),
    })?;
    let file = reader.sources.add(path.as_str(), text.as_str());
    let config = config::read(&text, file, rules).map_err(|error| LoadError::Config {
        path,
        text,
        error,
    })?;
    let src = join(&root, config.src.as_deref().unwrap_or("src"));
    Ok(Book { root, src, config, summary: None, chapters: Vec::new() })
}

/// Reads the Markdown files below the sources of the books, and their summaries beside it: that of a large book is its
/// longest page.
fn read_sources(books: &mut [Book], paths: &[String], reader: &mut Reader<'_>) {
    let mut summaries = Vec::new();
    for book in books.iter() {
        let path = join(&book.src, "SUMMARY.md");
        let file = reader.try_get(&path);
        if file.is_none() {
            let why = "no such file, and mdBook makes no book without it";
            reader.refuse(&path, why.to_owned());
        }
        summaries.push(file.map(|file| (file, reader.sources.text(file).clone())));
    }
    let is_source =
        |path: &&str| is_markdown(path) && books.iter().any(|book| is_below(path, &book.src));
    let pages: Vec<&str> = paths.iter().map(String::as_str).filter(is_source).collect();
    let read = |(book, summary): (&Book, Option<(FileId, SharedText)>)| {
        summary.map(|(file, text)| summary::read(file, text, &book.src))
    };
    let parse = || books.iter().zip(summaries).map(read).collect::<Vec<_>>();
    let (summaries, ()) = rayon::join(parse, || read_all(pages, reader));
    for (book, summary) in books.iter_mut().zip(summaries) {
        book.summary = summary;
    }
}

/// Gives every Markdown file to the book whose sources hold it, the rest to the bare folder, and reads them.
fn assign_pages(tree: &Tree, books: &mut Vec<Book>, reader: &mut Reader<'_>) {
    let alone = books.len() == 1 && books[0].root.is_empty();
    let mut pages: Vec<Vec<(String, Option<Span>)>> = Vec::new();
    let mut taken = HashSet::default();
    for book in books.iter_mut() {
        let mut own = Vec::new();
        let entries = book.summary.as_mut().map_or(&mut [][..], |summary| &mut summary.entries);
        let find = |entry: &SummaryEntry| match tree.find(entry.path.as_ref()?) {
            Place::File(found) => Some(found),
            _ => None,
        };
        let found: Vec<Option<String>> = entries.par_iter().map(find).collect();
        for (entry, found) in entries.iter_mut().zip(found) {
            entry.exists = found.is_some();
            if let Some(found) = found
                && taken.insert(found.clone())
            {
                own.push((found, Some(entry.target.span)));
            }
        }
        pages.push(own);
    }
    // The innermost sources win, so that a book inside another book's sources keeps its pages.
    let mut by_depth: Vec<usize> = (0..books.len()).collect();
    by_depth.sort_by_key(|book| std::cmp::Reverse(books[*book].src.len()));
    let summaries: Vec<String> = books.iter().map(|book| join(&book.src, "SUMMARY.md")).collect();
    let mut rest = Vec::new();
    for path in tree.files().filter(|path| is_markdown(path)) {
        let home = by_depth.iter().find(|book| is_below(path, &books[**book].src));
        match home {
            Some(_) if taken.contains(path) => {}
            Some(book) if path != summaries[*book] => {
                pages[*book].push((path.to_owned(), None));
            }
            None if !alone && !taken.contains(path) => rest.push((path.to_owned(), None)),
            _ => {}
        }
    }
    if !alone && (!rest.is_empty() || books.is_empty()) {
        books.push(Book {
            root: String::new(),
            src: String::new(),
            config: Config::default(),
            summary: None,
            chapters: Vec::new(),
        });
        pages.push(rest);
    }
    read_all(pages.iter().flatten().map(|(path, _)| path.as_str()).collect(), reader);
    for (book, pages) in books.iter_mut().zip(pages) {
        book.chapters = open_chapters(pages, tree, reader);
    }
    drop_included(books);
}

fn is_below(path: &str, folder: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// Reads the files in parallel, and takes them in by path, so that ids never depend on timing.
fn read_all(mut wanted: Vec<&str>, reader: &mut Reader<'_>) {
    wanted.sort_unstable();
    wanted.dedup();
    wanted.retain(|path| !reader.known.contains_key(*path));
    let files = reader.files;
    let batch = wanted.len().div_ceil(8 * rayon::current_num_threads()).clamp(1, MAX_BATCH);
    let read: Vec<Vec<Read>> =
        wanted.par_chunks(batch).map(|paths| read_batch(files, paths)).collect();
    reader.sources.reserve(wanted.len());
    reader.known.reserve(wanted.len());
    for (path, read) in wanted.into_iter().zip(read.into_iter().flatten()) {
        reader.take(path, read);
    }
}

/// So many files are one piece of work at most.
const MAX_BATCH: usize = 256;

/// Reads files into blocks of memory that they share; those that are no text, or can't be read, take no room there.
fn read_batch(files: &Files, paths: &[&str]) -> Vec<Read> {
    let mut read = Vec::with_capacity(paths.len());
    let mut bytes = Vec::new();
    let mut rest = paths;
    while !rest.is_empty() {
        let block = read_block(files, &mut rest, &mut bytes);
        read.extend(block);
    }
    read
}

/// A block of memory is as large as this, in bytes, or as the one file in it that is larger.
const BLOCK: usize = 256 * 1024;

/// Reads files into one block, as many as it takes, and leaves the others in `paths`. `bytes` is room to read one.
fn read_block(files: &Files, paths: &mut &[&str], bytes: &mut Vec<u8>) -> Vec<Read> {
    let mut block = String::new();
    let mut places: Vec<Result<(Range<usize>, bool), Read>> = Vec::new();
    while let [path, rest @ ..] = *paths {
        *paths = rest;
        bytes.clear();
        let place = match files.append_found(path, bytes).map(|()| str::from_utf8(bytes)) {
            Err(why) => Err(Err(why)),
            Ok(Err(_)) => Err(Ok(PageText::of(std::mem::take(bytes)))),
            Ok(Ok(text)) => {
                if block.capacity() == 0 {
                    block.reserve_exact(text.len().max(BLOCK));
                }
                let start = block.len();
                block.push_str(text);
                Ok((start..block.len(), has_braces(text)))
            }
        };
        places.push(place);
        // What it takes beside a file of the usual size.
        if block.len() + BLOCK / 16 > BLOCK {
            break;
        }
    }
    let block = Arc::new(block);
    let page = |(range, has_braces): (Range<usize>, bool)| {
        Ok(Ok(PageText { text: SharedText::part_of(&block, range), has_braces }))
    };
    places.into_iter().map(|place| place.map_or_else(|read| read, page)).collect()
}

fn open_chapters(
    pages: Vec<(String, Option<Span>)>,
    tree: &Tree,
    reader: &mut Reader<'_>,
) -> Vec<Chapter> {
    let read = |(path, listed): (String, _)| Some((reader.get(&path)?, path, listed));
    let pages: Vec<(FileId, String, Option<Span>)> = pages.into_iter().filter_map(read).collect();
    let mut chapters = Vec::with_capacity(pages.len());
    for (file, path, listed) in pages {
        let text = reader.sources.text(file).clone();
        let (text, left) = if reader.with_braces.contains(&file) {
            let builder = TextBuilder::default();
            let mut page = Expansion { tree, builder, open: vec![file], includes: 0 };
            expand(file, &path, &text, 0, &mut page, reader);
            let text = page.builder.finish(file);
            let left = left::includes(&text, tree, &reader.sources);
            (text, left)
        } else {
            (Text::whole(file, text), Vec::new())
        };
        chapters.push(Chapter { path, file, text, left, listed });
    }
    chapters
}

/// A file that a listed page includes is read there, not a second time as a page of its own.
fn drop_included(books: &mut Vec<Book>) {
    let included: BTreeSet<FileId> = books
        .iter()
        .flat_map(|book| &book.chapters)
        .flat_map(|chapter| chapter.text.files().into_iter().filter(|file| *file != chapter.file))
        .collect();
    for book in books.iter_mut() {
        book.chapters
            .retain(|chapter| chapter.listed.is_some() || !included.contains(&chapter.file));
    }
    if books.len() > 1 {
        books.retain(|book| book.config.file.is_some() || !book.chapters.is_empty());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn load(files: &[(&str, &str)]) -> Library {
        load_memory(&Files::memory(files.iter().copied()), &[]).expect("a library")
    }

    fn pages(library: &Library) -> Vec<(&str, Vec<&str>)> {
        library
            .books
            .iter()
            .map(|book| {
                let chapters = book.chapters.iter().map(|chapter| chapter.path.as_str()).collect();
                (book.root.as_str(), chapters)
            })
            .collect()
    }

    #[test]
    fn a_folder_above_books_holds_the_books_and_the_rest() {
        let library = load(&[
            ("README.md", ""),
            ("a/book.toml", ""),
            (
                "a/src/SUMMARY.md",
                "- [One](one.md)\n- [Gone](gone.md)\n- [Out](../out.md)\n- [Draft]()\n",
            ),
            ("a/src/one.md", ""),
            ("a/src/adr/0001-x.md", ""),
            ("a/notes.md", ""),
            ("b/book.toml", "[book]\nsrc = \"docs\"\n"),
            ("b/docs/SUMMARY.md", ""),
        ]);
        assert_eq!(
            pages(&library),
            [
                ("a", vec!["a/src/one.md", "a/src/adr/0001-x.md"]),
                ("b", vec![]),
                ("", vec!["README.md", "a/notes.md"]),
            ]
        );
        let entries = &library.books[0].summary.as_ref().expect("a summary").entries;
        let seen: Vec<_> = entries
            .iter()
            .map(|entry| (entry.target.value.as_str(), entry.path.is_some(), entry.exists))
            .collect();
        assert_eq!(
            seen,
            [("one.md", true, true), ("gone.md", true, false), ("../out.md", false, false)]
        );
    }

    #[test]
    fn a_page_that_includes_its_record_is_read_once_and_maps_back() {
        let library = load(&[
            ("book/book.toml", ""),
            ("book/src/SUMMARY.md", "- [R](r.md)\n"),
            ("book/src/r.md", "{{#include ../../adr/0001-x.md}}\n\\{{#include no.md}}\n"),
            ("adr/0001-x.md", "# ADR-0001: X\n"),
        ]);
        assert_eq!(pages(&library), [("book", vec!["book/src/r.md"])]);
        let text = &library.books[0].chapters[0].text;
        assert_eq!(text.as_str(), "# ADR-0001: X\n\n\\{{#include no.md}}\n");
        let span = text.span(2..5);
        assert_eq!(library.sources.path(span.file), "adr/0001-x.md");
    }

    #[test]
    fn includes_take_lines_and_anchors_and_stop_in_a_circle() {
        let library = load(&[
            (
                "a.md",
                "{{#include b.md:2}}{{#include b.md:ANCHOR_NAME}}{{#include b.md:x}}{{#include a.md}}",
            ),
            ("b.md", "one\ntwo\n<!-- ANCHOR: x -->\nthree\n<!-- ANCHOR_END: x -->\n"),
        ]);
        let text = library.books[0].chapters[0].text.as_str();
        assert_eq!(text, "two\nthree\n{{#include a.md}}", "a circle is left as it is written");
    }

    #[test]
    fn a_page_stops_including_when_it_is_as_large_as_a_file_may_be() {
        let large = "word\n".repeat(1024 * 1024);
        let library =
            load(&[("a.md", &"{{#include b.md}}\n".repeat(1_000)), ("b.md", large.as_str())]);
        let text = library.books[0].chapters[0].text.as_str();
        assert_eq!(text.matches("{{#include b.md}}").count(), 1_000 - 4, "four times 5 MiB");
    }

    #[test]
    fn bytes_that_are_no_text_are_reported_with_their_place() {
        let files = Files::memory([("a.md", b"# ok\n\xff\xfe".to_vec())]);
        let library = load_memory(&files, &[]).expect("a library");
        let bad = &library.unreadable[0];
        assert_eq!((bad.path.as_str(), bad.span.start), ("a.md", 5));
        assert_eq!(library.books[0].chapters.len(), 1, "what can be read is read");
    }

    #[test]
    fn texts_of_one_block_are_told_apart_whatever_stands_between_them() {
        // The first half of a character at one file's end, and the second at the next one's start.
        let files = Files::memory([
            ("a.md", b"# A \xc3".to_vec()),
            ("b.md", b"\xa9 b".to_vec()),
            ("c.md", "# Cé".as_bytes().to_vec()),
            ("d.md", Vec::new()),
            ("e.md", b"# E".to_vec()),
        ]);
        let read = read_batch(&files, &["c.md", "a.md", "b.md", "gone.md", "d.md", "e.md"]);
        let texts = read.iter().map(|read| match read {
            Ok(Ok(page)) => &*page.text,
            Ok(Err(_)) => "no text",
            Err(_) => "no file",
        });
        let texts: Vec<&str> = texts.collect();
        assert_eq!(texts, ["# Cé", "no text", "no text", "no file", "", "# E"]);
    }

    #[test]
    fn paths_join_without_leaving_their_top_in_silence() {
        assert_eq!(join("a/b", "../c.md"), "a/c.md");
        assert_eq!(join("a", "../../c.md"), "../c.md");
        assert_eq!(join("", "./x/./y.md"), "x/y.md");
    }

    #[test]
    fn a_path_in_a_link_keeps_its_letters_and_nothing_that_ends_it() {
        assert_eq!(as_link("a b/ü(1).md"), "a%20b/ü%281%29.md");
        assert_eq!(as_link("x:\"y\".md"), "x%3A%22y%22.md");
    }

    #[test]
    fn the_tree_finds_files_in_another_letter_case_and_knows_its_limits() {
        let library = load(&[("adr/0001-X.md", "")]);
        assert_eq!(library.tree.find("adr/0001-x.md"), Place::File("adr/0001-X.md".to_owned()));
        assert_eq!(library.tree.find("adr/"), Place::Folder("adr".to_owned()));
        assert_eq!(library.tree.find("adr/0002.md"), Place::Missing);
        assert_eq!(library.tree.find("../x.md"), Place::Unknown);
    }

    proptest! {
        #[test]
        fn paths_join_part_by_part(folder in "(a|b|\\.\\.|\\.|é|/){0,6}", path in "(a|b|\\.\\.|\\.|é|/){0,6}") {
            let mut parts: Vec<&str> = Vec::new();
            for part in folder.split('/').chain(path.split('/')) {
                match part {
                    "" | "." => {}
                    ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
                    part => parts.push(part),
                }
            }
            prop_assert_eq!(join(&folder, &path), parts.join("/"));
            let above = path.rsplit_once('/').map_or("", |(above, _)| above);
            prop_assert_eq!(folder_of(&path), above);
        }
    }
}
