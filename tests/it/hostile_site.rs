//! A site of hostile words has the elements and attributes of the same site with plain ones, and no more.

use std::collections::BTreeSet;

use mdbook_adr::finding::Level;
use mdbook_adr::rules::{Override, Selector};
use mdbook_adr::site::{self, BuildError};

use crate::fixture::Fixture;
use crate::inject::{HOSTILE, elements_of};

/// A folder of every kind of document, with `word` wherever a document says something of its own.
fn folder(word: &str) -> Fixture {
    let quoted = serde_json::to_string(word).expect("JSON");
    // As the author of a title writes it who wants these very characters in it.
    let escaped: String = word
        .chars()
        .flat_map(|c| if c.is_ascii_punctuation() { vec!['\\', c] } else { vec![c] })
        .collect();
    let sections = "## Context\n\nADR-0001, ADR-0002 and REQ-001.\n\n## Decision\n\nText.\n\n## Consequences\n\nText.\n";
    let files = [
        (
            "adr/0001-old.md".to_owned(),
            format!(
                "---\nstatus: {quoted}\ndate: 2024-01-31\ntags: [{quoted}]\n{quoted}: x\n---\n# ADR-0001: {escaped}\n\n\
                 Superseded by ADR-0002\n\n{sections}"
            ),
        ),
        (
            "adr/0002-new.md".to_owned(),
            format!(
                "# ADR-0002: {escaped}\n\n## Status\n\nAccepted\n\n- Supersedes ADR-0001\n- Satisfies REQ-001\n\
                 - Depends on ADR-0003\n- Governs [module](../modules/m.md)\n\n{sections}"
            ),
        ),
        (
            "adr/0003-id.md".to_owned(),
            format!("---\nid: {quoted}\ntitle: {quoted}\nstatus: accepted\n---\n\n{sections}"),
        ),
        (
            "modules/m.md".to_owned(),
            format!(
                "# Module: {escaped}\n\n- Governed by ADR-0002\n\n## Purpose\n\nText.\n\n## Dependencies\n\n- [n](n.md)\n"
            ),
        ),
        ("modules/n.md".to_owned(), format!("# Module: n {escaped}\n\n## Purpose\n\nText.\n")),
        (
            "requirements.md".to_owned(),
            format!("# {escaped}\n\n## REQ-001: {escaped}\n\n### Status\n\nAccepted\n\nIt must.\n"),
        ),
    ];
    let fixture = Fixture::new(&[]);
    for (path, text) in &files {
        fixture.write(&format!("docs/{path}"), text);
    }
    fixture
}

const ALLOW: [Override; 1] = [Override { selector: Selector::All, level: Level::Allow }];

/// What the pages of the site and its sidebar are made of: elements with the names of their attributes. And how many
/// pages there are.
fn built(word: &str) -> (BTreeSet<String>, usize) {
    let fixture = folder(word);
    site::build(&fixture.path("docs"), Some(&fixture.path("site")), &ALLOW).expect("a site");
    let mut made = BTreeSet::new();
    let mut pages = 0;
    for (path, bytes) in fixture.all("site") {
        let text = String::from_utf8_lossy(&bytes);
        let is_script = path.extension().is_some_and(|extension| extension == "js");
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        if path.extension().is_some_and(|extension| extension == "html") {
            made.extend(elements_of(&text).0);
            pages += 1;
        } else if is_script && stem.starts_with("toc") {
            made.extend(elements_of(string_of_sidebar(&text)).0);
        }
    }
    (made, pages)
}

/// The string between single quotes that the script of the sidebar makes HTML of.
fn string_of_sidebar(script: &str) -> &str {
    let start = script.find("innerHTML = '").expect("the sidebar") + "innerHTML = '".len();
    let line = script[start..].lines().next().expect("a line");
    let string = line.strip_suffix("';").expect("a string that ends with its line");
    assert!(!string.contains(['\'', '\\']), "an escape or an end in {string}");
    string
}

#[test]
fn no_element_or_attribute_of_a_site_comes_from_a_document() {
    let (plain, pages) = built("plain words");
    assert!(pages >= 8, "{pages}");
    for word in HOSTILE {
        let (hostile, again) = built(word);
        let new: Vec<&String> = hostile.difference(&plain).collect();
        assert_eq!(new, [""; 0], "from {word:?}");
        assert_eq!(again, pages, "{word:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_path_that_would_become_script_or_markup_is_refused() {
    let record = "# ADR-0001: X\n\n## Status\n\nAccepted\n";
    for name in ["0001-'+alert(1)+'", "0001-\" onload=\"x", "0001-<b>", "0001-\\x3c", "0001-a\nb"] {
        let fixture = Fixture::new(&[(&format!("docs/{name}.md"), record)]);
        let built = site::build(&fixture.path("docs"), Some(&fixture.path("site")), &ALLOW);
        let error = built.expect_err(name);
        assert!(matches!(error, BuildError::PagePath(_)), "{error}");
        assert!(error.to_string().contains("rename the file"), "{error}");
        assert!(!fixture.has("site"));
    }
    for name in ["0001-é 日", "0001-a,b;c=d", "0001-(x)[y]"] {
        let fixture = Fixture::new(&[(&format!("docs/{name}.md"), record)]);
        site::build(&fixture.path("docs"), Some(&fixture.path("site")), &ALLOW).expect(name);
        assert!(fixture.has(&format!("site/{name}.html")), "{name}");
    }
}
