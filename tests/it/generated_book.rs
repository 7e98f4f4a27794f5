//! The book that benches and comparisons run on: clean as it is generated, with findings where defects were planted.

#[path = "../../benches/defects.rs"]
mod defects;
#[path = "../../benches/generated_book.rs"]
mod generated_book;
#[path = "../../benches/words.rs"]
mod words;

use std::collections::BTreeSet;

use generated_book::{Book, Dialect};
use mdbook_adr::analysis::{Analysis, analyze};
use mdbook_adr::book::{Files, load_memory};
use mdbook_adr::finding::Finding;
use mdbook_adr::rules;

/// What the rules say at their default levels, as rule and path, with the analysis that they said it of.
fn checked(book: &Book) -> (Analysis, BTreeSet<(&'static str, String)>) {
    let files = book.files();
    let library = load_memory(&Files::memory(files), &rules::names()).expect("a library");
    let analysis = analyze(&library);
    let path = |finding: &Finding| library.sources.path(finding.primary.file).to_owned();
    let findings = rules::check(&library, &analysis, &[]);
    let found = findings.iter().map(|finding| (finding.rule, path(finding))).collect();
    (analysis, found)
}

#[test]
fn the_generated_book_has_what_it_promises_and_no_finding() {
    for dialect in [Dialect::Template, Dialect::Nygard] {
        let book = Book::new(200, dialect);
        let (analysis, found) = checked(&book);
        assert_eq!(found, BTreeSet::new(), "{dialect:?}");
        assert_eq!(analysis.documents.len(), 200 + 20 + 20, "{dialect:?}");
        for (path, text) in book.files() {
            if path.starts_with("src/decisions/") {
                assert!((4_500..5_500).contains(&text.len()), "{path}: {} bytes", text.len());
                let links = text.matches("](").count();
                assert!((2..=6).contains(&links), "{path}: {links} links");
            }
        }
    }
}

#[test]
fn planted_defects_are_found_where_they_were_planted() {
    // Kinds that no rule at its default level speaks of.
    const SILENT: [&str; 2] = ["no date", "no section of context"];
    let mut book = Book::new(240, Dialect::Nygard);
    let planted = defects::plant(&mut book, 4).expect("room for the defects");
    let (_, found) = checked(&book);
    let mut lost = Vec::new();
    for (kind, places) in planted.iter().filter(|(kind, _)| !SILENT.contains(kind)) {
        let misses = |files: &&Vec<String>| {
            !found.iter().any(|(_, path)| files.contains(path) || path == "src/SUMMARY.md")
        };
        lost.extend(places.iter().filter(misses).map(|files| (*kind, files[0].clone())));
    }
    assert_eq!(lost, Vec::new());
}
