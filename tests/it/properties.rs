//! What changes nothing, and what changes one thing only, in books that are made up.

use mdbook_adr::analysis::{Analysis, analyze};
use mdbook_adr::book::{self, Files, Library};
use mdbook_adr::finding::{Finding, Level};
use mdbook_adr::rules::{self, Override, Selector};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::ValueTree as _;

use crate::generator::{Dialect, Story, story};

type Pages = Vec<(String, String)>;

fn check(files: &Pages) -> (Library, Analysis, Vec<Finding>) {
    let memory = Files::memory(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    checked(book::load_memory(&memory, &rules::names()).expect("a library"))
}

fn checked(library: Library) -> (Library, Analysis, Vec<Finding>) {
    let analysis = analyze(&library);
    let all = [Override { selector: Selector::All, level: Level::Warn }];
    let findings = rules::check(&library, &analysis, &all);
    (library, analysis, findings)
}

/// Findings without their places: path, rule, message, and the text under the carets.
fn said(library: &Library, findings: &[Finding]) -> Vec<String> {
    let mut lines: Vec<String> = findings
        .iter()
        .map(|finding| {
            let path = library.sources.path(finding.primary.file);
            let text = library.sources.slice(finding.primary);
            format!("{path}: {}: {} «{text}»", finding.rule, finding.message)
        })
        .collect();
    lines.sort();
    lines
}

/// Documents and their relations.
fn read(analysis: &Analysis) -> Vec<String> {
    let document = |document: &mdbook_adr::document::Document| {
        format!(
            "{} {:?} {} {:?} {:?} {}",
            document.path,
            document.id.as_ref().map(|id| &id.value),
            document.title.value,
            document.status().map(mdbook_adr::vocabulary::Status::as_str),
            document.date.as_ref().map(|date| &date.value),
            document.dialect,
        )
    };
    let path = |id| &analysis.document(id).path;
    let link = |link: mdbook_adr::graph::Link| {
        format!("{} {:?} {}", path(link.source), link.edge.relation, path(link.target))
    };
    analysis.documents.iter().map(document).chain(analysis.graph.links().map(link)).collect()
}

#[test]
fn stories_of_every_dialect_are_clean_at_default_levels_and_read_in_it() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut seen = Vec::new();
    for _ in 0..60 {
        let story = story().new_tree(&mut runner).expect("a story").current();
        let files = story.files();
        let (library, analysis, _) = check(&files);
        let denied: Vec<Finding> = rules::check(&library, &analysis, &[])
            .into_iter()
            .filter(|finding| finding.level == Level::Deny)
            .collect();
        assert_eq!(said(&library, &denied), [""; 0], "{files:#?}");
        let statuses: Vec<_> = analysis
            .documents
            .iter()
            .filter(|document| document.path.starts_with("adr/"))
            .map(|document| document.status().map(mdbook_adr::vocabulary::Status::as_str))
            .collect();
        let expected: Vec<_> = story.records.iter().map(|record| Some(record.status)).collect();
        assert_eq!(statuses, expected, "{files:#?}");
        let stated = story.records.iter().flat_map(|record| &record.relations).count();
        assert!(analysis.references.len() >= stated, "{files:#?}");
        if !seen.contains(&story.dialect) {
            seen.push(story.dialect);
        }
    }
    assert_eq!(seen.len(), Dialect::ALL.len());
}

/// A book whose summary names the pages in this order.
fn in_a_book(files: &Pages) -> Pages {
    let entries: Vec<String> =
        files.iter().map(|(path, _)| format!("- [Page]({path})\n")).collect();
    let mut book = vec![
        ("book.toml".to_owned(), String::new()),
        ("src/SUMMARY.md".to_owned(), format!("# Summary\n\n{}", entries.concat())),
    ];
    book.extend(files.iter().map(|(path, text)| (format!("src/{path}"), text.clone())));
    book
}

/// A story with one line taken out, so that there is something to find.
fn broken(story: &Story, page: Index, line: Index) -> Pages {
    let mut files = story.files();
    let page = page.index(files.len());
    let mut lines: Vec<&str> = files[page].1.split_inclusive('\n').collect();
    lines.remove(line.index(lines.len()));
    files[page].1 = lines.concat();
    files
}

/// A sentence that mentions another record.
fn mention(story: &Story, to: usize, as_id: bool) -> String {
    if as_id && story.dialect.is_numbered() {
        return format!("Compare ADR-{:04}, which is near to it.", to + 1);
    }
    let name = story.path(to);
    format!(
        "Compare [{}]({}), which is near to it.",
        story.records[to].title,
        name.trim_start_matches("adr/")
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_pages_in_a_book_changes_nothing(
        (story, page, line) in (story(), any::<Index>(), any::<Index>()), seed in any::<u64>()
    ) {
        let files = broken(&story, page, line);
        let mut shuffled = files.clone();
        shuffled.sort_by_key(|(path, _)| path.bytes().fold(seed, |hash, byte| {
            hash.rotate_left(5).wrapping_mul(31).wrapping_add(u64::from(byte))
        }));
        let (library, analysis, findings) = check(&in_a_book(&files));
        let (other, again, others) = check(&in_a_book(&shuffled));
        prop_assert_eq!(read(&analysis), read(&again));
        prop_assert_eq!(said(&library, &findings), said(&other, &others));
    }

    #[test]
    fn a_mention_of_a_record_in_force_adds_no_finding(
        story in story(), from in any::<Index>(), to in any::<Index>(), as_id in any::<bool>()
    ) {
        let live: Vec<usize> =
            (0..story.records.len()).filter(|at| story.records[*at].is_in_force()).collect();
        prop_assume!(!live.is_empty());
        let to = live[to.index(live.len())];
        let from = from.index(story.records.len());
        prop_assume!(from != to);
        let (library, _, before) = check(&story.files());
        let mut more = story.clone();
        more.records[from].prose.push(mention(&story, to, as_id));
        let (other, _, after) = check(&more.files());
        prop_assert_eq!(said(&library, &before), said(&other, &after));
    }

    #[test]
    fn other_words_in_a_numbered_file_name_change_only_paths(
        (story, page, line) in (story(), any::<Index>(), any::<Index>()), renamed in any::<Index>()
    ) {
        prop_assume!(story.dialect.is_numbered());
        let renamed = renamed.index(story.records.len());
        let old = story.path(renamed);
        let old = old.trim_start_matches("adr/");
        let new = old.replace(&story.records[renamed].slug(), "choose-other-words");
        let swap = |text: &str| text.replace(old, &new);
        let files = broken(&story, page, line);
        // Without its heading a record has its title from the name of its file.
        prop_assume!(files.iter().all(|(_, text)| text.lines().any(|line| line.starts_with("# "))));
        let moved: Pages = files.iter().map(|(path, text)| (swap(path), swap(text))).collect();
        let (library, analysis, findings) = check(&files);
        let (other, again, others) = check(&moved);
        let sorted = |mut lines: Vec<String>| { lines.sort(); lines };
        let expected: Vec<String> = read(&analysis).iter().map(|line| swap(line)).collect();
        prop_assert_eq!(sorted(expected), sorted(read(&again)));
        let expected: Vec<String> = said(&library, &findings).iter().map(|line| swap(line)).collect();
        prop_assert_eq!(sorted(expected), said(&other, &others));
    }

    /// What a message quotes first can be seen on the lines that the finding shows; what it quotes then may be missing.
    #[test]
    fn spans_lie_on_the_text_that_a_finding_quotes(
        (story, page, line) in (story(), any::<Index>(), any::<Index>()), more in any::<Index>()
    ) {
        let mut files = broken(&story, page, line);
        let page = page.index(files.len());
        let text = &mut files[page].1;
        let at = (more.index(text.len() + 1)..=text.len()).find(|at| text.is_char_boundary(*at));
        text.insert_str(at.unwrap_or(0), " x");
        let (library, _, findings) = check(&files);
        for finding in &findings {
            prop_assert!(is_seen(&library, finding), "{finding:#?}\n{files:#?}");
        }
    }
}

/// Whether each word of a message's first quote stands on the lines of one of the finding's spans, or in their paths;
/// and whether there is something under the carets at all.
fn is_seen(library: &Library, finding: &Finding) -> bool {
    let sources = &library.sources;
    let spans =
        std::iter::once(finding.primary).chain(finding.related.iter().map(|related| related.span));
    let seen: Vec<String> = spans
        .flat_map(|span| {
            [lines_of(sources.text(span.file), span), sources.path(span.file).to_owned()]
        })
        .map(|text| text.to_lowercase())
        .collect();
    let quote = finding.message.split('`').nth(1).unwrap_or("");
    let mut words = quote.split(|c: char| !c.is_alphanumeric());
    // A page without a title is pointed at as a whole, at its start.
    let is_page = finding.primary.end == 0;
    let is_empty = !is_page && sources.slice(finding.primary).trim().is_empty();
    !is_empty && words.all(|word| seen.iter().any(|text| text.contains(&word.to_lowercase())))
}

fn lines_of(text: &str, span: mdbook_adr::source::Span) -> String {
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.end..].find('\n').map_or(text.len(), |at| span.end + at);
    text[start..end].to_owned()
}

#[test]
fn the_order_in_which_files_were_written_changes_no_byte() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for _ in 0..4 {
        let story = story().new_tree(&mut runner).expect("a story").current();
        let mut files = story.files();
        let print = |files: &Pages| {
            let files: Vec<(&str, &str)> =
                files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
            let dir = crate::run::folder(&files);
            let run = |arguments: &[&str]| crate::run::run(dir.path(), arguments).stdout;
            [
                run(&["check", "-Wall", "--format=json"]),
                run(&["list", "--format=json"]),
                run(&["graph"]),
            ]
        };
        let first = print(&files);
        files.reverse();
        assert_eq!(first, print(&files));
    }
}
