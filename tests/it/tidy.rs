//! What the repository says of itself: maps, paths, imports and versions are those of the code.

use std::collections::BTreeSet;
use std::fs;

use mdbook_adr::dialect::DIALECTS;
use mdbook_adr::vocabulary::{RELATION_PHRASES, STATUS_WORDS, languages};
use regex::Regex;

use crate::corpora::files_below;
use crate::rule_pages::repository;

const MODULES: &str = "book-example/src/modules";

fn read(path: &str) -> String {
    fs::read_to_string(repository(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The stems of the files right in a folder that end so.
fn stems(folder: &str, end: &str) -> BTreeSet<String> {
    fs::read_dir(repository(folder))
        .unwrap()
        .filter_map(|entry| {
            entry.unwrap().file_name().to_str()?.strip_suffix(end).map(str::to_owned)
        })
        .collect()
}

/// The modules of the library.
fn modules() -> BTreeSet<String> {
    stems("src", ".rs").into_iter().filter(|stem| stem != "lib" && stem != "main").collect()
}

/// A module's code: its file and those in its folder, each without the tests at its foot.
fn code(module: &str) -> String {
    let mut files = vec![repository(&format!("src/{module}.rs"))];
    let folder = repository(&format!("src/{module}"));
    if folder.is_dir() {
        files.extend(files_below(&folder));
    }
    let texts =
        files.iter().filter(|path| path.extension().is_some_and(|end| end == "rs")).map(|path| {
            let text = fs::read_to_string(path).unwrap();
            text.split("#[cfg(test)]\nmod tests").next().unwrap_or("").to_owned()
        });
    texts.collect::<Vec<_>>().join("\n")
}

/// The other modules that a module names; links in its documentation are none.
fn imports(module: &str) -> BTreeSet<String> {
    let one = Regex::new(r"\bcrate::(?:([a-z_]+)|\{([^}]*)\})").unwrap();
    let first = Regex::new(r"(?:^|,)\s*([a-z_]+)").unwrap();
    let code = code(module);
    let mut found = BTreeSet::new();
    for line in one.captures_iter(&without_comments(&code)) {
        match (line.get(1), line.get(2)) {
            (Some(name), _) => found.extend([name.as_str().to_owned()]),
            (_, Some(names)) => {
                found.extend(first.captures_iter(names.as_str()).map(|name| name[1].to_owned()));
            }
            _ => {}
        }
    }
    found.remove(module);
    found.retain(|name| modules().contains(name));
    found
}

fn without_comments(code: &str) -> String {
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The text between a heading of a page and the next one.
fn section<'p>(page: &'p str, heading: &str) -> &'p str {
    let (_, rest) = page.split_once(&format!("\n{heading}\n")).unwrap_or_default();
    rest.find("\n#").map_or(rest, |end| &rest[..end])
}

#[test]
fn every_module_has_a_page_in_the_example_and_every_page_a_module() {
    assert_eq!(stems(MODULES, ".md"), modules());
}

#[test]
fn the_example_publishes_every_page_that_it_has() {
    const SRC: &str = "book-example/src";
    let summary = read(&format!("{SRC}/SUMMARY.md"));
    let files = files_below(&repository(SRC)).into_iter();
    let lost: Vec<String> = files
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .map(|path| path.strip_prefix(repository(SRC)).unwrap().to_str().unwrap().to_owned())
        .filter(|page| page != "SUMMARY.md" && !summary.contains(&format!("({page})")))
        .collect();
    assert_eq!(lost, Vec::<String>::new());
}

#[test]
fn the_map_names_every_module_and_modules_import_upwards_only() {
    let map = read("ARCHITECTURE.md");
    let row = Regex::new(r"(?m)^\| `src/([a-z_]+)\.rs` \|").unwrap();
    let order: Vec<&str> =
        row.captures_iter(&map).map(|found| found.get(1).unwrap().as_str()).collect();
    let named: BTreeSet<String> = order.iter().map(|name| (*name).to_owned()).collect();
    let mut expected = modules();
    expected.extend(["lib".to_owned(), "main".to_owned()]);
    let place = |name: &str| order.iter().position(|other| *other == name);
    let upside_down: Vec<String> = modules()
        .iter()
        .flat_map(|module| imports(module).into_iter().map(move |other| (module.clone(), other)))
        .filter(|(module, other)| place(other) > place(module))
        .map(|(module, other)| format!("{module} imports {other}, which stands below it"))
        .collect();
    assert_eq!(upside_down, Vec::<String>::new());
    assert_eq!(named, expected, "the code map of ARCHITECTURE.md");
}

#[test]
fn a_modules_page_names_the_modules_that_it_imports_and_functions_that_exist() {
    let link = Regex::new(r"\]\(([a-z_]+)\.md\)").unwrap();
    let function = Regex::new(r"\bfn ([a-z_]+)").unwrap();
    let mut complaints = Vec::new();
    for module in stems(MODULES, ".md").intersection(&modules()) {
        let page = read(&format!("{MODULES}/{module}.md"));
        let named: BTreeSet<String> = link
            .captures_iter(section(&page, "### Internal"))
            .map(|found| found[1].to_owned())
            .collect();
        let imported = imports(module);
        if named != imported {
            complaints.push(format!("{module}.md: Internal has {named:?}, the code {imported:?}"));
        }
        let code = code(module);
        for found in function.captures_iter(section(&page, "## Public API")) {
            let name = &found[1];
            let public = Regex::new(&format!(r"pub (?:const )?fn {name}\b")).unwrap();
            if !public.is_match(&code) {
                complaints.push(format!("{module}.md: no `pub fn {name}` in the code"));
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn the_paths_that_the_guides_for_contributors_name_exist() {
    let path = Regex::new(r"`((?:src|tests|theme|\.ci|book-example)/[^`\s]*)`").unwrap();
    let mut missing = Vec::new();
    for page in ["ARCHITECTURE.md", "CONTRIBUTING.md"] {
        for found in path.captures_iter(&read(page)) {
            // `src/rules/<rule>.rs` stands for many.
            if !found[1].contains('<') && !repository(&found[1]).exists() {
                missing.push(format!("{page}: {}", &found[1]));
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn the_pictures_of_the_readme_are_small_and_not_in_the_package() {
    let picture = Regex::new(r"!\[([^\]]+)\]\(([^)]+)\)").unwrap();
    let readme = read("README.md");
    let shown: Vec<&str> =
        picture.captures_iter(&readme).map(|found| found.get(2).unwrap().as_str()).collect();
    assert_eq!(shown.len(), readme.matches("![").count(), "each has words in its place");
    for path in &shown {
        let bytes = fs::read(repository(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
        assert!(bytes.starts_with(b"\x89PNG"), "{path}");
        assert!(bytes.len() < 150_000, "{path}: {} bytes", bytes.len());
    }
    let mut stored: Vec<String> = fs::read_dir(repository("book-example/pictures"))
        .unwrap()
        .map(|entry| format!("book-example/pictures/{}", entry.unwrap().file_name().display()))
        .collect();
    stored.sort();
    let mut shown = shown;
    shown.sort_unstable();
    assert_eq!(shown, stored, "what is shown, and what is stored for it");
    let manifest = read("Cargo.toml");
    let include = manifest.lines().find(|line| line.starts_with("include = ")).unwrap();
    assert!(!include.contains("book-example"), "{include}");
}

/// The cells of the first row of a page's tables that starts with a name.
fn row<'p>(page: &'p str, name: &str) -> Vec<&'p str> {
    let start = format!("| `{name}` |");
    let row = page.lines().find(|line| line.starts_with(&start)).unwrap_or_default();
    row.split('|').flat_map(|cell| cell.split(',')).map(str::trim).collect()
}

#[test]
fn the_guide_lists_every_dialect_word_and_phrase() {
    let (dialects, relations) =
        (read("book-example/src/guide/dialects.md"), read("book-example/src/guide/relations.md"));
    let (_, others) = dialects.split_once("\n## Other languages\n").unwrap();
    let (_, phrases) = relations.split_once("\n## Phrases\n").unwrap();
    let missing: Vec<String> = DIALECTS
        .iter()
        .filter(|dialect| row(&dialects, dialect.name).len() < 2)
        .map(|dialect| format!("the dialect {}", dialect.name))
        .chain(
            STATUS_WORDS
                .iter()
                .filter(|(word, status)| !row(&dialects, status.as_str()).contains(word))
                .map(|(word, status)| format!("{status}: {word}")),
        )
        .chain(languages::STATUSES.iter().flat_map(|(status, words)| {
            let row = row(others, status.as_str());
            let missing = words.iter().filter(move |word| !row.contains(word));
            missing.map(move |word| format!("{status}: {word}"))
        }))
        .chain(
            languages::PHRASES
                .iter()
                .filter(|(phrase, _)| !others.contains(phrase))
                .map(|(phrase, _)| format!("in other languages: {phrase}")),
        )
        .chain(
            RELATION_PHRASES
                .iter()
                .filter(|(phrase, statement)| !row(phrases, statement.as_str()).contains(phrase))
                .map(|(phrase, statement)| format!("{}: {phrase}", statement.as_str())),
        )
        .collect();
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn the_changelog_names_the_version() {
    let heading = format!("\n## [{}] - ", env!("CARGO_PKG_VERSION"));
    assert!(read("CHANGELOG.md").contains(&heading), "no heading {heading:?}");
}

#[test]
fn the_code_names_no_real_collection() {
    let Some(root) = std::env::var_os("MDBOOK_ADR_CORPORA") else {
        eprintln!("left out: MDBOOK_ADR_CORPORA does not name a folder of real collections");
        return;
    };
    let names: Vec<String> = fs::read_dir(root)
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().into_string().ok())
        .filter(|name| name.contains("__"))
        .flat_map(|name| {
            // The name of a repository alone may be an everyday word; its owner's is not.
            let owner = name.split("__").next().unwrap_or(&name).to_lowercase();
            [name.to_lowercase(), name.to_lowercase().replacen("__", "/", 1), owner]
        })
        .collect();
    assert!(!names.is_empty(), "no collection there");
    let mut found = Vec::new();
    for path in files_below(&repository("src")) {
        let text = fs::read_to_string(&path).unwrap().to_lowercase();
        let hits = names.iter().filter(|name| text.contains(name.as_str()));
        found.extend(hits.map(|name| format!("{}: {name}", path.display())));
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn no_dependency_is_a_client_or_a_server_of_the_web() {
    const CLIENTS_AND_SERVERS: [&str; 9] =
        ["hyper", "reqwest", "ureq", "curl", "isahc", "axum", "warp", "actix-web", "tungstenite"];
    let lock = read("Cargo.lock");
    let name = |client: &&str| lock.contains(&format!("\nname = \"{client}\"\n"));
    let found: Vec<&str> = CLIENTS_AND_SERVERS.into_iter().filter(name).collect();
    assert_eq!(found, Vec::<&str>::new());
}
