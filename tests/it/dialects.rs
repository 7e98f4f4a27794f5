//! The same story told in every dialect is the same graph, and no beginning of any page is a surprise.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use mdbook_adr::analysis::{Analysis, analyze};
use mdbook_adr::book::{self, Files};
use mdbook_adr::rules;
use mdbook_adr::vocabulary::{Relation, Status};
use proptest::prelude::*;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/dialects")
}

fn dialects() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> =
        fs::read_dir(fixtures()).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    assert!(folders.len() >= 10, "{folders:?}");
    folders
}

/// The story without what differs by dialect: titles, statuses, dates, and relations by the titles of their ends.
fn story(analysis: &Analysis) -> String {
    let mut lines: Vec<String> = analysis
        .documents
        .iter()
        .map(|document| {
            let date =
                document.date.as_ref().and_then(|date| date.value.clone()).unwrap_or_default();
            let status = document.status().map_or("none", Status::as_str);
            format!("{date} {}: {status}", document.title.value)
        })
        .collect();
    let mut edges: Vec<String> = analysis
        .graph
        .links()
        .filter(|link| link.edge.relation != Relation::Mentions)
        .map(|link| {
            let title = |id| analysis.document(id).title.value.clone();
            format!("{} {:?} {}", title(link.source), link.edge.relation, title(link.target))
        })
        .collect();
    lines.sort();
    edges.sort();
    edges.dedup();
    let mut story = String::new();
    for line in lines.iter().chain(&edges) {
        writeln!(story, "{line}").unwrap();
    }
    story
}

const STORY: &str = "\
2024-01-11 Keep one event log: accepted
2024-02-12 Hold sessions in memory: superseded
2024-03-13 Ship one binary: proposed
2024-04-14 Store sessions on disk: accepted
2024-05-15 Cache rendered pages: rejected
Cache rendered pages DependsOn Ship one binary
Store sessions on disk Amends Keep one event log
Store sessions on disk Supersedes Hold sessions in memory
";

#[test]
fn every_dialect_tells_the_same_story() {
    for folder in dialects() {
        let library = book::load(&folder, &rules::names()).unwrap();
        let analysis = analyze(&library);
        assert_eq!(story(&analysis), STORY, "{}", folder.display());
        let findings = rules::check(&library, &analysis, &[]);
        let said: Vec<_> =
            findings.iter().map(|finding| (finding.rule, finding.message.as_str())).collect();
        assert_eq!(said, [], "{}", folder.display());
    }
}

#[test]
fn each_folder_is_read_in_its_own_dialect() {
    let mut seen = Vec::new();
    for folder in dialects() {
        let analysis = analyze(&book::load(&folder, &rules::names()).unwrap());
        let mut names: Vec<_> =
            analysis.documents.iter().map(|document| document.dialect).collect();
        names.dedup();
        seen.push((folder.file_name().unwrap().to_str().unwrap().to_owned(), names));
    }
    let expected = [
        ("bold", "bold"),
        ("changelog", "changelog"),
        ("line", "line"),
        ("log4brains", "log4brains"),
        ("madr", "madr"),
        ("madr2", "madr2"),
        ("nygard", "nygard"),
        ("table", "table"),
        ("template", "template"),
        ("toml", "madr"),
    ];
    let expected: Vec<_> =
        expected.iter().map(|(folder, name)| ((*folder).to_owned(), vec![*name])).collect();
    assert_eq!(seen, expected);
}

fn every_page() -> Vec<(String, Vec<u8>)> {
    let mut pages = Vec::new();
    for folder in dialects() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            pages.push((
                path.file_name().unwrap().to_str().unwrap().to_owned(),
                fs::read(&path).unwrap(),
            ));
        }
    }
    pages.sort();
    pages
}

/// Reads and checks pages, each in a folder of its own; what they say matters less than that it ends.
fn survive(name: &str, texts: &[&[u8]]) {
    let files = texts.iter().enumerate().map(|(at, text)| (format!("{at}/{name}"), text.to_vec()));
    let library = book::load_memory(&Files::memory(files), &rules::names()).unwrap();
    let analysis = analyze(&library);
    for finding in rules::check(&library, &analysis, &[]) {
        for span in std::iter::once(finding.primary)
            .chain(finding.related.iter().map(|related| related.span))
        {
            assert_eq!(
                library.sources.clamp(span),
                span,
                "{}: a span outside its text",
                finding.rule
            );
        }
    }
}

#[test]
fn every_prefix_of_every_fixture_is_read() {
    let mut read = 0;
    for (name, bytes) in every_page() {
        let prefixes: Vec<&[u8]> = (0..=bytes.len()).map(|end| &bytes[..end]).collect();
        survive(&name, &prefixes);
        read += prefixes.len();
    }
    assert!(read > 10_000, "{read}");
}

proptest! {
    #[test]
    fn pages_put_together_from_pieces_of_the_field_are_read(
        pieces in proptest::collection::vec(prop::sample::select(vec![
            "---\n", "+++\n", "status: accepted\n", "date: 2024-01-31\n", "# ADR-0001: T\n", "# {title}\n", "## Status\n",
            "Superseded by ", "[2](0002-x.md)", "ADR-0002", "**Status:** Accepted | **Date:** x\n", "| Status | a |\n",
            "|-|-|\n", "- Supersedes: ", "\u{feff}", "\r\n", "\n\n", "é日", "<!-- adr:index", " -->", "`code`", "> ", "```\n",
            "{{#include 0001-x.md}}", "Partially", "(", "[", "\u{0}", "\t", "## Dependencies\n", "REQ-1",
        ]), 0..24)
    ) {
        survive("0001-x.md", &[pieces.concat().as_bytes()]);
    }

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        survive("0001-x.md", &[&bytes]);
    }
}
