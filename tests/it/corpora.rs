//! Real collections written by others: what is read of them, against truth files read by hand.
//!
//! They stand outside the project, in the folder that `MDBOOK_ADR_CORPORA` names; without it these tests say so and
//! leave them out. `.ci/run` names the folder, and fails where it is not there.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use mdbook_adr::finding::Level;
use mdbook_adr::rules::{Override, Selector};
use mdbook_adr::{analysis, book, cli, rules};
use regex::Regex;
use serde_json::Value;

/// The clean control: nothing may be reported of it at warn or deny.
const CONTROL: &str = "clean collection: every report is a false positive";

/// Which rules may report a truth file's kind of defect. Kinds without a rule are left out.
const RULES_OF_DEFECTS: &[(&str, &[&str])] = &[
    ("duplicate-number", &["duplicate-id"]),
    ("one-sided-supersession", &["one-sided-supersession", "status-contradicts-relations"]),
    ("broken-link", &["broken-reference"]),
    ("placeholder-status", &["placeholder-text"]),
    ("placeholder-title", &["placeholder-text"]),
    ("placeholder-date", &["placeholder-text", "malformed-date"]),
    ("odd-date", &["malformed-date", "placeholder-text"]),
    ("title-number-mismatch", &["id-file-mismatch"]),
    ("gap", &["number-gap"]),
    ("not-in-summary", &["unlisted-document"]),
    ("ambiguous-reference", &["ambiguous-reference"]),
    ("missing-status", &["missing-status"]),
    ("unknown-status", &["unknown-status"]),
    ("superseded-without-successor", &["superseded-without-successor"]),
    ("successor-not-accepted", &["premature-supersession"]),
];

struct Collection {
    name: String,
    folder: PathBuf,
    truth: Option<Value>,
    _temporary: tempfile::TempDir,
}

/// The collections, each laid out in a temporary folder with empty files for what its records link to.
fn collections() -> Option<Vec<Collection>> {
    let Some(root) = std::env::var_os("MDBOOK_ADR_CORPORA").map(PathBuf::from) else {
        eprintln!("left out: MDBOOK_ADR_CORPORA does not name a folder of real collections");
        return None;
    };
    assert!(root.is_dir(), "MDBOOK_ADR_CORPORA names {}, which is no folder", root.display());
    let mut folders: Vec<PathBuf> = fs::read_dir(&root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir() && path.join("_tree.txt").is_file())
        .collect();
    folders.sort();
    assert!(!folders.is_empty(), "no collection in {}", root.display());
    let lay = |folder: &PathBuf| {
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let temporary = tempfile::tempdir().unwrap();
        lay_out(folder, temporary.path());
        let truth = fs::read_to_string(root.join("truth").join(format!("{name}.json")));
        let truth = truth.ok().map(|text| serde_json::from_str(&text).unwrap());
        Collection { name, folder: temporary.path().to_owned(), truth, _temporary: temporary }
    };
    Some(folders.iter().map(lay).collect())
}

fn lay_out(from: &Path, to: &Path) {
    let link = Regex::new(r"\]\(\s*<?([^)\s>#?]+)").unwrap();
    let tree: BTreeSet<String> =
        fs::read_to_string(from.join("_tree.txt")).unwrap().lines().map(str::to_owned).collect();
    for path in files_below(from) {
        let relative = path.strip_prefix(from).unwrap().to_str().unwrap().to_owned();
        if relative.starts_with('_') {
            continue;
        }
        let target = to.join(&relative);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(&path, &target).unwrap();
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for found in link.captures_iter(&text).filter(|found| !found[1].contains("://")) {
            let written =
                percent_encoding::percent_decode_str(&found[1]).decode_utf8_lossy().into_owned();
            let linked = match written.strip_prefix('/') {
                Some(top) => top.to_owned(),
                None => book::join(book::folder_of(&relative), &written),
            };
            let below = format!("{linked}/");
            let inside = tree.range(below.clone()..).next().filter(|path| path.starts_with(&below));
            for known in [tree.get(&linked), inside].into_iter().flatten() {
                let place = to.join(known);
                if !place.exists() && !from.join(known).exists() {
                    fs::create_dir_all(place.parent().unwrap()).unwrap();
                    fs::write(place, "").unwrap();
                }
            }
        }
    }
}

/// Every file below a folder, sorted.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// What `list --format json` says of a folder, with some levels overridden.
fn list(folder: &Path, overrides: &[Override]) -> Value {
    let library = book::load(folder, &rules::names()).unwrap();
    let analysis = analysis::analyze(&library);
    let findings = rules::check(&library, &analysis, overrides);
    serde_json::to_value(cli::list::listing(&library, &analysis, &findings)).unwrap()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or("")
}

fn items<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// How many of some things were right, found, and there to be found.
#[derive(Default, Clone, Copy)]
struct Score {
    right: usize,
    found: usize,
    there: usize,
}

impl Score {
    fn of<T: Ord>(found: &BTreeSet<T>, there: &BTreeSet<T>) -> Self {
        Self { right: found.intersection(there).count(), found: found.len(), there: there.len() }
    }

    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.found += other.found;
        self.there += other.there;
    }

    /// Recall and precision in per mille, rounded down; nothing to find and nothing found is whole.
    fn rates(self) -> (usize, usize) {
        let rate = |of: usize| (self.right * 1000).checked_div(of).unwrap_or(1000);
        (rate(self.there), rate(self.found))
    }
}

type Fact = (String, String);
type Edge = (String, String, String);

/// What is said of each document: `(path, value)` for every value that is there.
fn facts<'v>(
    documents: &'v [Value],
    path: &str,
    value: impl Fn(&'v Value) -> Option<String>,
) -> BTreeSet<Fact> {
    documents
        .iter()
        .filter_map(|document| Some((text(document, path).to_owned(), value(document)?)))
        .collect()
}

fn string(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// A truth file's status: what is no status of the vocabulary is `other`.
fn true_status(document: &Value) -> Option<String> {
    let status = document["status"].as_str()?;
    Some(if status.starts_with("other") { "other".to_owned() } else { status.to_owned() })
}

fn declared_edges(documents: &[Value]) -> BTreeSet<Edge> {
    let mut edges = BTreeSet::new();
    for document in documents {
        for relation in items(document, "relations") {
            let name = text(relation, "relation");
            if relation["declared"] == true
                && name.starts_with("supersede")
                && relation["target"].is_string()
            {
                edges.insert((
                    text(document, "path").to_owned(),
                    name.to_owned(),
                    text(relation, "target").to_owned(),
                ));
            }
        }
    }
    edges
}

fn true_edges(documents: &[Value]) -> BTreeSet<Edge> {
    let mut edges = BTreeSet::new();
    for document in documents {
        for (key, name) in [("supersedes", "supersedes"), ("superseded_by", "superseded-by")] {
            for target in items(document, key).iter().filter_map(Value::as_str) {
                edges.insert((
                    text(document, "file").to_owned(),
                    name.to_owned(),
                    target.to_owned(),
                ));
            }
        }
    }
    edges
}

/// What must be right in each collection, as found and as it is.
fn exact_facts(
    found: &[Value],
    there: &[Value],
) -> [(&'static str, BTreeSet<Fact>, BTreeSet<Fact>); 3] {
    let any = |_: &Value| Some(String::new());
    let title = |key: &'static str| move |document: &Value| string(&document[key]);
    [
        ("documents", facts(found, "path", any), facts(there, "file", any)),
        ("titles", facts(found, "path", title("title")), facts(there, "file", title("title_bare"))),
        ("statuses", facts(found, "path", title("status")), facts(there, "file", true_status)),
    ]
}

#[test]
fn documents_titles_statuses_dates_and_edges_are_read_as_a_person_reads_them() {
    let Some(collections) = collections() else { return };
    let mut table = format!(
        "{:<42} {:>9} {:>9} {:>9} {:>9} {:>9}\n",
        "recall/precision in ‰", "documents", "titles", "statuses", "dates", "edges"
    );
    let (mut dates, mut edges) = (Score::default(), Score::default());
    let mut wrong = Vec::new();
    for collection in &collections {
        let Some(truth) = &collection.truth else { continue };
        let listing = list(&collection.folder, &[]);
        let (found, there) = (items(&listing, "documents"), items(truth, "documents"));
        let exact = exact_facts(found, there);
        let mut row = format!("{:<42}", collection.name.chars().take(42).collect::<String>());
        for (what, found, there) in &exact {
            let (recall, precision) = Score::of(found, there).rates();
            write!(row, " {recall:>4}/{precision:<4}").unwrap();
            for miss in found.symmetric_difference(there) {
                wrong.push(format!("{}: {what}: {miss:?}", collection.name));
            }
        }
        let of_dates = Score::of(
            &facts(found, "path", |d| string(&d["date"])),
            &facts(there, "file", |d| string(&d["date"])),
        );
        let of_edges = Score::of(&declared_edges(found), &true_edges(there));
        for score in [of_dates, of_edges] {
            let (recall, precision) = score.rates();
            write!(row, " {recall:>4}/{precision:<4}").unwrap();
        }
        dates.add(of_dates);
        edges.add(of_edges);
        table.push_str(&row);
        table.push('\n');
    }
    eprintln!("{table}");
    assert!(
        wrong.is_empty(),
        "documents, titles and statuses must be right in each collection:\n{}",
        wrong.join("\n")
    );
    for (what, score) in [("dates", dates), ("edges", edges)] {
        assert!(score.there > 0, "no {what} to find: nothing was measured");
        let (recall, precision) = score.rates();
        assert!(
            recall >= 980 && precision >= 980,
            "{what}: recall {recall} ‰, precision {precision} ‰"
        );
    }
}

/// The findings of a listing by path and rule, with their lines.
fn lines_by_rule(listing: &Value) -> BTreeMap<(String, String), BTreeSet<u64>> {
    let mut found: BTreeMap<(String, String), BTreeSet<u64>> = BTreeMap::new();
    for finding in items(listing, "findings") {
        let key = (text(finding, "path").to_owned(), text(finding, "rule").to_owned());
        found.entry(key).or_default().insert(finding["line"].as_u64().unwrap());
    }
    found
}

/// The files that a defect names; none where it is of the whole collection.
fn files_of(defect: &Value) -> Vec<&str> {
    match &defect["file"] {
        Value::String(one) if one.starts_with('*') => Vec::new(),
        Value::String(one) => vec![one],
        several => several.as_array().unwrap().iter().map(|file| file.as_str().unwrap()).collect(),
    }
}

fn rules_of(kind: &str) -> &'static [&'static str] {
    RULES_OF_DEFECTS.iter().find(|(known, _)| *known == kind).map_or(&[], |(_, rules)| rules)
}

#[test]
fn every_listed_defect_is_found() {
    let Some(collections) = collections() else { return };
    let (mut missed, mut looked_for) = (Vec::new(), 0);
    for collection in &collections {
        let Some(truth) = &collection.truth else { continue };
        let at_warn = Override { selector: Selector::All, level: Level::Warn };
        let found = lines_by_rule(&list(&collection.folder, &[at_warn]));
        for defect in items(truth, "defects") {
            let rules = rules_of(text(defect, "kind"));
            if rules.is_empty() {
                continue;
            }
            looked_for += 1;
            let files = files_of(defect);
            let mut lines: BTreeSet<u64> =
                items(defect, "lines").iter().filter_map(Value::as_u64).collect();
            lines.extend(defect["line"].as_u64().filter(|_| files.len() == 1));
            let here = || {
                found.iter().filter(|((path, rule), _)| {
                    rules.contains(&rule.as_str())
                        && (files.is_empty() || files.contains(&path.as_str()))
                })
            };
            let all: BTreeSet<u64> = here().flat_map(|(_, lines)| lines.iter().copied()).collect();
            let enough = defect["count"]
                .as_u64()
                .is_none_or(|count| !files.is_empty() || here().count() as u64 >= count);
            if all.is_empty() || !enough || !lines.is_subset(&all) {
                missed.push(format!("{}: {defect}", collection.name));
            }
        }
    }
    assert!(looked_for > 0, "no defect to look for: nothing was measured");
    assert!(
        missed.is_empty(),
        "{} of {looked_for} not found:\n{}",
        missed.len(),
        missed.join("\n")
    );
}

#[test]
fn nothing_is_denied_that_is_no_listed_defect_and_the_clean_control_is_clean() {
    let Some(collections) = collections() else { return };
    let mut wrong = Vec::new();
    let mut controls = 0;
    for collection in &collections {
        let Some(truth) = &collection.truth else { continue };
        let listing = list(&collection.folder, &[]);
        let is_control = items(truth, "not_defects").iter().any(|note| note == CONTROL);
        controls += usize::from(is_control);
        for finding in items(&listing, "findings") {
            let listed = items(truth, "defects").iter().any(|defect| {
                let files = files_of(defect);
                rules_of(text(defect, "kind")).contains(&text(finding, "rule"))
                    && (files.is_empty() || files.contains(&text(finding, "path")))
            });
            if is_control || (text(finding, "level") == "deny" && !listed) {
                wrong.push(format!("{}: {finding}", collection.name));
            }
        }
    }
    assert_eq!(controls, 1, "the clean control is there");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn collections_without_a_truth_file_are_read_and_what_was_not_is_said_file_by_file() {
    let Some(collections) = collections() else { return };
    for collection in collections.iter().filter(|collection| collection.truth.is_none()) {
        let listing = list(&collection.folder, &[]);
        let documents = items(&listing, "documents");
        eprintln!("{}: {} documents", collection.name, documents.len());
        assert!(!documents.is_empty(), "{}", collection.name);
        for document in documents {
            let gaps: Vec<&str> =
                ["status", "date"].into_iter().filter(|key| document[*key].is_null()).collect();
            if !gaps.is_empty() || document["status"] == "other" {
                eprintln!(
                    "  {}: status {}, date {}",
                    text(document, "path"),
                    document["status"],
                    document["date"]
                );
            }
        }
        let repeated = serde_json::to_string(&list(&collection.folder, &[])).unwrap();
        assert_eq!(
            serde_json::to_string(&listing).unwrap(),
            repeated,
            "the same input, the same bytes"
        );
    }
}
