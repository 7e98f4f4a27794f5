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
                assert!((4_500..6_000).contains(&text.len()), "{path}: {} bytes", text.len());
                let links = text.matches("](").count();
                assert!((2..=6).contains(&links), "{path}: {links} links");
            }
        }
    }
}

/// The kinds of defects that a rule speaks of at its default level, and the rule. Sections only count where a
/// configuration names them, and no rule asks for a date.
const RULE_OF: [(&str, &str); 19] = [
    ("accepted, and superseded by another", "status-contradicts-relations"),
    ("broken anchor", "broken-anchor"),
    ("broken link", "broken-reference"),
    ("date left as in the template", "placeholder-text"),
    ("date of no calendar", "malformed-date"),
    ("heading of another number", "id-file-mismatch"),
    ("id of no record", "broken-reference"),
    ("modules in a circle", "dependency-cycle"),
    ("no status", "missing-status"),
    ("not in the summary", "unlisted-document"),
    ("number of another record", "duplicate-id"),
    ("rests on a superseded record", "reference-to-superseded"),
    ("superseded by a proposal", "premature-supersession"),
    ("superseded without a successor", "superseded-without-successor"),
    ("supersedes itself", "self-reference"),
    ("supersession in a circle", "supersession-cycle"),
    ("supersession that one side tells", "one-sided-supersession"),
    ("title of another record", "title-mismatch"),
    ("unknown status", "unknown-status"),
];

#[test]
fn planted_defects_are_found_where_they_were_planted() {
    let mut book = Book::new(240, Dialect::Nygard);
    let planted = defects::plant(&mut book, 4).expect("room for the defects");
    let (_, found) = checked(&book);
    let mut lost = Vec::new();
    for (kind, rule) in RULE_OF {
        let misses =
            |files: &&Vec<String>| !files.iter().any(|file| found.contains(&(rule, file.clone())));
        lost.extend(planted[kind].iter().filter(misses).map(|files| (kind, files[0].clone())));
    }
    assert_eq!(lost, Vec::new());
}
