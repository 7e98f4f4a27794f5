//! What the README and the guide show of a run is what a run prints. `UPDATE_PAGES=1` writes it.

use mdbook_adr::analysis::{Analysis, analyze};
use mdbook_adr::book::{Files, Library, load_memory};
use mdbook_adr::cli::list::listing;
use mdbook_adr::finding::Finding;
use mdbook_adr::report::{self, Format, Report, Style};
use mdbook_adr::rules;

use crate::rule_pages::{printed, repository, updating};
use crate::run::{folder, run};

/// Two records of which the newer one is ahead of the older one. They are shown nowhere else.
const RECORDS: [(&str, &str); 2] = [
    ("adr/0003-sessions-in-files.md", include_str!("readme/0003-sessions-in-files.md")),
    ("adr/0007-sessions-in-a-database.md", include_str!("readme/0007-sessions-in-a-database.md")),
];

const FINDINGS: &str = "book-example/src/guide/findings.md";
const JSON: &str = "book-example/src/guide/json.md";
const GETTING_STARTED: &str = "book-example/src/guide/getting-started.md";

/// A block of a page: between `<!-- NAME:begin -->` and `<!-- NAME:end -->`, in a fence of that language.
struct Block {
    page: &'static str,
    name: &'static str,
    language: &'static str,
    text: String,
}

#[test]
fn what_the_readme_and_the_guide_show_is_what_is_printed() {
    let library = load_memory(&Files::memory(RECORDS), &rules::names()).expect("a library");
    let analysis = analyze(&library);
    let findings = rules::check(&library, &analysis, &[]);
    assert_eq!(findings.len(), 1, "one finding is shown");
    let mut stale = Vec::new();
    for block in blocks(&library, &analysis, &findings) {
        let path = repository(block.page);
        let now = std::fs::read_to_string(&path).expect("the page");
        let current = with(&now, &block);
        if current == now {
            continue;
        }
        if updating() {
            std::fs::write(path, current).expect("the page can be written");
        } else {
            stale.push(format!("{} ({})", block.page, block.name));
        }
    }
    assert!(
        stale.is_empty(),
        "not what is printed: {}\nwrite it with UPDATE_PAGES=1 cargo test --test it",
        stale.join(", ")
    );
}

fn blocks(library: &Library, analysis: &Analysis, findings: &[Finding]) -> Vec<Block> {
    let finding = printed(library, findings);
    // The counts at the end are said of the run, and not of the finding.
    let alone = finding.rsplit_once("\n\n").map_or("", |(finding, _)| finding);
    let block = |page, name, language, text: &str| Block {
        page,
        name,
        language,
        text: text.trim_end().to_owned(),
    };
    let written = |format| written(format, library, analysis, findings);
    vec![
        block("README.md", "finding", "text", alone),
        block(FINDINGS, "finding", "text", &finding),
        block(FINDINGS, "short", "text", &written(Format::Short)),
        block(FINDINGS, "json", "json", &written(Format::Json)),
        block(FINDINGS, "github", "text", &written(Format::Github)),
        block(JSON, "list", "json", &listed(library, analysis, findings)),
        block(GETTING_STARTED, "list", "text", &table()),
    ]
}

fn written(format: Format, library: &Library, analysis: &Analysis, findings: &[Finding]) -> String {
    let report =
        Report { sources: &library.sources, findings, documents: analysis.documents.len() };
    let mut out = Vec::new();
    report::write(format, &report, &mut out, Style::from_flag(false)).expect("memory");
    String::from_utf8(out).expect("a report is text")
}

fn listed(library: &Library, analysis: &Analysis, findings: &[Finding]) -> String {
    let mut out = Vec::new();
    report::json::write_value(&listing(library, analysis, findings), &mut out).expect("memory");
    String::from_utf8(out).expect("JSON is text")
}

/// What `list` prints of the same records.
fn table() -> String {
    run(folder(&RECORDS).path(), &["list"]).stdout
}

/// A page with the block as it is now.
fn with(page: &str, block: &Block) -> String {
    let (begin, end) =
        (format!("<!-- {}:begin -->\n", block.name), format!("<!-- {}:end -->\n", block.name));
    let (before, rest) = page.split_once(&begin).expect("the mark where the block begins");
    let (_, after) = rest.split_once(&end).expect("the mark where the block ends");
    format!("{before}{begin}```{}\n{}\n```\n{end}{after}", block.language, block.text)
}
