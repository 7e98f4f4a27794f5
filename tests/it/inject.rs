//! What inserts do to a chapter: nothing but what they are for, whatever the documents say.

use html5ever::tendril::TendrilSink as _;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use mdbook_adr::analysis::{self, Analysis};
use mdbook_adr::book::{self, Files, Library};
use mdbook_adr::document::PageId;
use mdbook_adr::inject::{self, Splice};
use mdbook_adr::markdown::LineKind;
use mdbook_adr::render::shelf::Shelf;
use mdbook_adr::render::{Medium, View};
use proptest::prelude::*;

/// A bare folder, analysed, with every page on the shelf.
struct Folder {
    library: Library,
    analysis: Analysis,
    shelf: Shelf,
}

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        Self::of(book::load_memory(&Files::memory(files.iter().copied()), &[]).expect("a library"))
    }

    fn of(library: Library) -> Self {
        let analysis = analysis::analyze(&library);
        let mut shelf = Shelf::new(false);
        for (book, pages) in library.books.iter().enumerate() {
            for (chapter, page) in pages.chapters.iter().enumerate() {
                shelf.put(PageId { book, chapter }, &page.path);
            }
        }
        Self { library, analysis, shelf }
    }

    fn page(&self, path: &str) -> PageId {
        for (book, pages) in self.library.books.iter().enumerate() {
            if let Some(chapter) = pages.chapters.iter().position(|page| page.path == path) {
                return PageId { book, chapter };
            }
        }
        panic!("no page `{path}`")
    }

    fn inject(&self, medium: Medium, path: &str, content: &str) -> String {
        let view = View::new(&self.library, &self.analysis, medium, &self.shelf);
        inject::page(&view, self.page(path), content).unwrap_or_else(|| content.to_owned())
    }
}

const OLD: &str = "---\nstatus: superseded by ADR-0002\ndate: 2024-01-31\ntags: [storage, disk]\n---\n\n# ADR-0001: Use files\n\n## Context\n\nText.\n";
const NEW: &str =
    "# ADR-0002: Use redb\n## Status\n\nAccepted\n\nSupersedes [ADR-0001](0001-files.md).\n";

fn story() -> Folder {
    Folder::new(&[("adr/0001-files.md", OLD), ("adr/0002-redb.md", NEW)])
}

#[test]
fn the_section_that_was_superseded_is_named_on_both_pages() {
    let old = "# ADR-0001: A\n\n## Status\n\nAccepted\n\n## What a & b cost\n\nx\n";
    let new = "# ADR-0002: B\n\n## Status\n\nAccepted\n\nSupersedes in part [ADR-0001](0001-a.md#what-a--b-cost)\n";
    let folder = Folder::new(&[("0001-a.md", old), ("0002-b.md", new)]);
    let row = |label: &str, file: &str, id: &str, title: &str| {
        format!("<dt>{label}</dt><dd><a href=\"{file}#{id}\">{title}</a> § What a &amp; b cost ")
    };
    let page = folder.inject(Medium::Html, "0001-a.md", old);
    let by = row("Superseded in part by", "0002-b.md", "adr-0002", "ADR-0002: B");
    assert!(page.contains(&by), "{page}");
    let page = folder.inject(Medium::Html, "0002-b.md", new);
    let what = row("Supersedes in part", "0001-a.md", "adr-0001", "ADR-0001: A");
    assert!(page.contains(&what), "{page}");
    let page = folder.inject(Medium::Markdown, "0002-b.md", new);
    let line = "- **Supersedes in part:** [ADR-0001: A](0001-a.md) § What ";
    assert!(page.contains(line), "{page}");
}

/// The page without its style and its diagrams, which have their own tests.
fn unstyled(page: &str) -> String {
    let lines: Vec<&str> =
        page.split_inclusive('\n').filter(|line| !line.starts_with("<div><style>")).collect();
    without_diagrams(&lines.concat()).replace("<details><summary>Diagram</summary></details>", "")
}

fn without_diagrams(page: &str) -> String {
    let figure = regex::Regex::new(r#"<figure class="adr-diagram">.*?</figure>"#);
    figure.expect("a pattern").replace_all(page, "").into_owned()
}

/// The diagrams of a page, each in one line.
fn diagrams(page: &str) -> Vec<&str> {
    let figure = regex::Regex::new(r#"<figure class="adr-diagram">.*?</figure>"#);
    let figure = figure.expect("a pattern");
    figure.find_iter(page).map(|found| found.as_str()).collect()
}

#[test]
fn a_superseded_record_leads_to_its_successor() {
    let page = story().inject(Medium::Html, "adr/0001-files.md", OLD);
    assert_eq!(page.matches("<style>").count(), 1);
    assert_eq!(
        unstyled(&page),
        "\n<div><a id=\"adr-0001\"></a></div>\n\n# ADR-0001: Use files\n\n\
         <div class=\"adr-state\"><span class=\"adr-badge adr-status-superseded\">Superseded</span> \
         <time class=\"adr-date\" datetime=\"2024-01-31\">2024-01-31</time></div>\
         <div class=\"adr-banner\" role=\"note\"><strong>Superseded</strong> by \
         <a href=\"0002-redb.md#adr-0002\">ADR-0002: Use redb</a>.</div>\
         <dl class=\"adr-facts\"><dt>Tags</dt><dd>storage, disk</dd></dl>\n\n## Context\n\nText.\n\n\
         <nav class=\"adr-relations\" aria-label=\"Relations\"><p class=\"adr-relations-title\">Relations</p>\
         <dl class=\"adr-list\"><dt>Superseded by</dt><dd><a href=\"0002-redb.md#adr-0002\">ADR-0002: Use redb</a> \
         <span class=\"adr-badge adr-status-accepted\">Accepted</span></dd></dl></nav>\n"
    );
}

#[test]
fn other_outputs_get_plain_markdown() {
    let page = story().inject(Medium::Markdown, "adr/0001-files.md", OLD);
    assert_eq!(
        page,
        "\n# ADR-0001: Use files\n\n**Status:** Superseded · 2024-01-31\n\n\
         > **Superseded** by [ADR-0002: Use redb](0002-redb.md).\n\n- **Tags:** storage, disk\n\n## Context\n\nText.\n\n\
         **Relations**\n\n- **Superseded by:** [ADR-0002: Use redb](0002-redb.md) (accepted)\n"
    );
}

#[test]
fn a_chapter_keeps_its_line_ends_and_its_paragraphs() {
    let text = "# ADR-0002: Use redb\r\nStatus: Accepted\r\n\r\nText.";
    let folder = Folder::new(&[("adr/0002-redb.md", text)]);
    let page = folder.inject(Medium::Html, "adr/0002-redb.md", text);
    assert!(!page.replace("\r\n", "").contains('\n'), "{page:?}");
    assert!(page.contains("</div>\r\n\r\nStatus: Accepted\r\n\r\nText."), "{page:?}");
    assert!(page.ends_with("Text."), "{page:?}");
}

#[test]
fn a_title_is_found_again_after_others_changed_the_text() {
    let folder = story();
    let shifted = format!("Preface.\n\n{}", NEW.replace("# ADR-0002", "# 2. ADR-0002"));
    let page = folder.inject(Medium::Html, "adr/0002-redb.md", &shifted);
    assert!(
        page.starts_with("Preface.\n\n<div>") || page.starts_with("Preface.\n\n# 2."),
        "{page}"
    );
    assert!(page.contains("# 2. ADR-0002: Use redb\n\n<div><style>"), "{page}");
    let lost = folder.inject(Medium::Html, "adr/0002-redb.md", "Something else.\n");
    assert!(
        lost.contains("adr-status-accepted") && lost.contains("\n\nSomething else.\n\n<nav "),
        "{lost}"
    );
    let quoted = folder.inject(Medium::Html, "adr/0002-redb.md", "> # ADR-0002: Use redb\n");
    assert!(quoted.contains("\n\n> # ADR-0002: Use redb\n\n<nav "), "{quoted}");
}

#[test]
fn an_include_that_mdbook_has_not_followed_yet_is_followed() {
    let folder = Folder::new(&[
        ("book/r.md", "{{#include ../adr/0001-x.md}}\n"),
        ("adr/0001-x.md", "---\nstatus: accepted\n---\n# ADR-0001: X\n\n{{#include code.rs}}\n"),
        ("adr/code.rs", ""),
    ]);
    let page = folder.inject(Medium::Markdown, "book/r.md", "{{#include ../adr/0001-x.md}}\n");
    assert_eq!(page, "# ADR-0001: X\n\n**Status:** Accepted\n\n{{#include ../adr/code.rs}}\n\n");
    let changed =
        folder.inject(Medium::Markdown, "book/r.md", "Hello.\n\n{{#include ../adr/0001-x.md}}\n");
    assert_eq!(changed, "**Status:** Accepted\n\nHello.\n\n{{#include ../adr/0001-x.md}}\n");
}

#[test]
fn a_title_that_stood_in_the_front_matter_stays_a_title() {
    let text = "---\ntitle: \"Use *redb* {#x} #\"\nstatus: accepted\n---\n\n## Context\n\nText.\n\n## Decision\n\nText.\n\n## Consequences\n\nText.\n";
    let folder = Folder::new(&[("adr/0002-redb.md", text)]);
    let page = folder.inject(Medium::Html, "adr/0002-redb.md", text);
    assert!(page.contains("# Use \\*redb\\* \\{\\#x\\} \\#\n"), "{page}");
    let (elements, text) = rendered(&page);
    assert!(elements.iter().any(|element| element == "h1"), "{elements:?}");
    assert!(text.contains("Use *redb* {#x} #"), "{text}");
}

#[test]
fn an_id_that_goes_on_behind_its_number_becomes_a_link() {
    let folder = Folder::new(&[
        ("adr/0001-files.md", OLD),
        ("adr/0001b-caches.md", "# ADR-0001b: Use caches\n\nStatus: accepted\n"),
        ("guide.md", "# Guide\n\nx\n"),
    ]);
    let text = unstyled(&folder.inject(
        Medium::Html,
        "guide.md",
        "ADR-0001b, not ADR-0001c, and ADR-0001.",
    ));
    let at = |path: &str, title: &str| {
        text.find(&format!("href=\"adr/{path}\" title=\"{title}"))
            .unwrap_or_else(|| panic!("{text}"))
    };
    let literal = at("0001b-caches.md#adr-0001b", "Use caches · accepted");
    assert!(literal < at("0001-files.md#adr-0001", "Use files"));
    assert!(text.contains(">ADR-0001b</a>, not ADR-0001c, and <a"), "{text}");
}

#[test]
fn an_id_in_prose_becomes_a_link_and_nothing_else_does() {
    let folder = Folder::new(&[
        ("adr/0001-files.md", OLD),
        ("adr/0002-redb.md", NEW),
        ("guide.md", "# Guide\n\nADR-0001 and adr 2, not ADR-0009.\n"),
    ]);
    let live = |text: &str| unstyled(&folder.inject(Medium::Html, "guide.md", text));
    let new = "<a class=\"adr-reference\" href=\"adr/0002-redb.md#adr-0002\" title=\"Use redb · accepted\">";
    let old = "<a class=\"adr-reference adr-out-of-force\" href=\"adr/0001-files.md#adr-0001\" \
               title=\"Use files · superseded by ADR-0002: Use redb\">";
    for (text, expected) in [
        (
            "ADR-0001 and adr 2, not ADR-0009.",
            format!("{old}ADR-0001</a> and {new}adr 2</a>, not ADR-0009."),
        ),
        ("- **ADR-0002**: (*ADR-0002*)", format!("- **{new}ADR-0002</a>**: (*{new}ADR-0002</a>*)")),
        ("| ADR-0002 |\n|---|", format!("| {new}ADR-0002</a> |\n|---|")),
        ("> [ADR-0002]", format!("> [{new}ADR-0002</a>]")),
    ] {
        assert_eq!(live(text).trim_start(), expected, "{text}");
    }
    for text in [
        "## ADR-0002\n",
        "[about ADR-0002](x.md) ![ADR-0002](y.png) <https://x.y/ADR-0002>",
        "`ADR-0002` ADR-0002.md ADR\\-0002 \\ADR-0002 请看**ADR-0002**的",
        "<a href=\"x\">ADR-0002</a> <i title=\"ADR-0002\"> <kbd>*ADR-0002*</kbd>",
        "<button>\n\nADR-0002\n\n</button>",
        "<!-- ADR-0002 -->\n<div>ADR-0002</div>",
        "{{#title ADR-0002}}\n\n    ADR-0002\n\n```\nADR-0002\n```",
        "ADR-0002\n: A definition.",
        "[x]: y.md \"ADR-0002\"",
    ] {
        assert_eq!(live(text), text);
    }
    let plain = folder.inject(Medium::Markdown, "guide.md", "ADR-0001!ADR-0002");
    assert_eq!(plain, "[ADR-0001](adr/0001-files.md)!ADR-0002");
}

#[test]
fn an_id_means_what_the_analysis_found_and_never_the_document_itself() {
    let text = "# ADR-0001: A\n\n## Status\n\nAccepted\n\n## Context\n\nADR-0001 and ADR-0002.\n";
    let other = text.replace("ADR-0001", "ADR-0002");
    let folder = Folder::new(&[
        ("a/0001-a.md", text),
        ("a/0002-a.md", &other),
        ("b/0001-a.md", text),
        ("b/0002-a.md", &other),
        ("guide.md", "ADR-0001\n"),
    ]);
    let page = folder.inject(Medium::Markdown, "b/0001-a.md", text);
    assert!(page.contains("\n\nADR-0001 and [ADR-0002](0002-a.md).\n"), "{page}");
    assert_eq!(folder.inject(Medium::Markdown, "guide.md", "ADR-0001\n"), "ADR-0001\n", "which?");
}

#[test]
fn modules_share_a_line_of_relations() {
    let module = |name: &str, needed: &str| {
        format!(
            "# Module: {name}\n\n## Purpose\n\nText.\n\n## Dependencies\n\n### Internal\n\n{needed}\n"
        )
    };
    let text = module("cli", "- [log](log.md)\n- [store](store.md)");
    let folder = Folder::new(&[
        ("modules/cli.md", &text),
        ("modules/log.md", &module("log", "None.")),
        ("modules/store.md", &module("store", "None.")),
    ]);
    let page = folder.inject(Medium::Html, "modules/cli.md", &text);
    let expected = "<dl class=\"adr-list\"><dt>Depends on</dt><dd><a href=\"log.md\">log</a>, <a href=\"store.md\">store</a></dd></dl></nav>";
    assert!(page.contains(expected), "{page}");
}

#[test]
fn each_document_of_a_page_has_its_relations_at_its_end() {
    let text = "# Requirements\n\n## REQ-001: Fast\n\nIt must. See REQ-002.\n\n## REQ-002: Small\n\nIt must.\n\n```\ncode";
    let record =
        "# ADR-0001: A\n\n## Status\n\nAccepted\n\n- Satisfies REQ-001\n- Satisfies REQ-002\n";
    let folder = Folder::new(&[("req.md", text), ("0001-a.md", record)]);
    let page = unstyled(&folder.inject(Medium::Html, "req.md", text));
    let relations = |name: &str| {
        format!(
            "<nav class=\"adr-relations\" aria-label=\"Relations of {name}\"><p class=\"adr-relations-title\">Relations</p>\
             <dl class=\"adr-list\"><dt>Satisfied by</dt><dd><a href=\"0001-a.md#adr-0001\">ADR-0001: A</a> \
             <span class=\"adr-badge adr-status-accepted\">Accepted</span></dd>"
        )
    };
    assert!(page.contains(&format!("</a>.\n\n{}", relations("REQ-001"))), "{page}");
    // An open fence would swallow what stands behind it.
    assert!(page.contains(&format!("## REQ-002: Small\n\n{}", relations("REQ-002"))), "{page}");
    assert!(
        page.contains(
            "<dt>Mentioned by</dt><dd><a href=\"req.md#adr-req-001\">REQ-001: Fast</a></dd></dl>"
        ),
        "{page}"
    );
    assert!(page.ends_with("```\ncode"), "{page}");
    let plain = folder.inject(Medium::Markdown, "0001-a.md", record);
    assert!(
        plain.ends_with(
            "- Satisfies [REQ-002](req.md#req-002-small)\n\n**Relations**\n\n\
             - **Satisfies:** [REQ-001: Fast](req.md#req-001-fast), [REQ-002: Small](req.md#req-002-small)\n"
        ),
        "{plain}"
    );
}

/// A book's worth of views, with a hole in each of its chains.
fn collection() -> Folder {
    let requirement = |number: u32, status: &str| {
        format!("## REQ-00{number}: Need {number}\n\n### Status\n\n{status}\n\nIt must.\n\n")
    };
    let requirements: Vec<String> = (1..=6)
        .map(|number| requirement(number, if number == 6 { "Deprecated" } else { "Accepted" }))
        .collect();
    let record = |number: u32, status: &str, more: &str| {
        format!(
            "---\ntags: [\"Store {number}\", disk]\n---\n# ADR-000{number}: Choice {number}\n\nDate: 202{number}-05\n\n## Status\n\n{status}\n\n{more}\n"
        )
    };
    Folder::new(&[
        ("req.md", &format!("# Requirements\n\n{}", requirements.concat())),
        (
            "adr/0001-a.md",
            &record(
                1,
                "Accepted",
                "- Satisfies REQ-001, REQ-002, REQ-006\n- Governs [module store](../store.md)",
            ),
        ),
        ("adr/0002-b.md", &record(2, "Accepted", "- Satisfies REQ-003")),
        ("adr/0003-c.md", &record(3, "Rejected", "- Satisfies REQ-004")),
        (
            "store.md",
            "# Module: store\n\n- Governed by [ADR-0001](adr/0001-a.md)\n- Satisfies REQ-004\n\n## Purpose\n\nStores.\n\n## Dependencies\n\n### Internal\n\n- [disk](disk.md)\n",
        ),
        ("disk.md", "# Module: disk\n\n## Purpose\n\nSpins.\n"),
        ("views.md", "# Views\n"),
    ])
}

#[test]
fn a_marker_is_replaced_by_its_view() {
    let folder = collection();
    let view = |marker: &str| folder.inject(Medium::Markdown, "views.md", marker);
    assert_eq!(
        view("<!-- adr:index kind=\"decision\" in-force=\"true\" -->\n"),
        "**Decisions**\n\n| Id | Title | Status | Date |\n|---|---|---|---|\n\
         | ADR-0001 | [Choice 1](adr/0001-a.md) | accepted | 2021-05 |\n\
         | ADR-0002 | [Choice 2](adr/0002-b.md) | accepted | 2022-05 |\n"
    );
    assert_eq!(
        view("<!-- adr:modules -->"),
        "**Modules**\n\n| Module | Governed by | Depends on |\n|---|---|---|\n\
         | [disk](disk.md) | – | – |\n| [store](store.md) | [ADR-0001](adr/0001-a.md) | [disk](disk.md) |"
    );
    assert_eq!(
        view("x\r\n<!-- adr:timeline tag=\"DISK\" status=\"rejected\" -->\r\ny"),
        "x\r\n\r\n**2023**\r\n\r\n- 2023-05 · [ADR-0003: Choice 3](adr/0003-c.md) (rejected)\r\n\r\ny"
    );
    assert_eq!(
        view("- a\n\n  <!-- adr:timeline folder=\"adr\" tag=\"store 2\" -->\n"),
        "- a\n\n  **2022**\n  \n  - 2022-05 · [ADR-0002: Choice 2](adr/0002-b.md) (accepted)\n"
    );
    for (marker, sentence) in [
        ("<!-- adr:index kind=\"decision\" status=\"proposed\" -->", "No decision is proposed."),
        ("<!-- adr:index folder=\"ad\" -->", "No document lies below “ad”."),
        ("<!-- adr:modules tag=\"[x](y)\" -->", "No module has the tag “\\[x\\](y)”."),
    ] {
        assert_eq!(view(marker), sentence);
        let html = unstyled(&folder.inject(Medium::Html, "views.md", marker));
        assert!(html.starts_with("<p class=\"adr-view\">No "), "{html}");
    }
    assert_eq!(
        Folder::new(&[("a.md", "")]).inject(Medium::Markdown, "a.md", "<!-- adr:matrix -->"),
        "There are no requirements."
    );
    for kept in [
        "a <!-- adr:graph -->",
        "a <!-- adr:index -->",
        "<!-- adr:idx -->",
        "```\n<!-- adr:index -->\n```",
        "<pre>\n<!-- adr:index -->\n</pre>",
    ] {
        assert_eq!(view(kept), kept);
    }
}

#[test]
fn the_totals_of_the_matrix_sum_and_count_only_what_is_in_force() {
    let page = collection().inject(Medium::Markdown, "views.md", "<!-- adr:matrix -->\n");
    assert!(page.contains("| REQ-004 | [Need 4](req.md#req-004-need-4) | accepted | [ADR-0003](adr/0003-c.md) (rejected) | [store](store.md) |"), "{page}");
    let totals: Vec<(&str, usize, &str)> = page
        .split("| Requirements with | Number | Share |\n|---|---|---|\n")
        .nth(1)
        .expect("totals")
        .lines()
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            (cells[0], cells[1].parse().expect("a number"), cells[2])
        })
        .collect();
    assert_eq!(
        totals,
        [
            ("a decision and a module", 2, "40 %"),
            ("a decision only", 1, "20 %"),
            ("a module only", 1, "20 %"),
            ("neither", 1, "20 %"),
            ("all together", 5, "100 %"),
            ("out of force, not counted", 1, ""),
        ]
    );
}

#[test]
fn what_a_document_s_page_gains_stays_small() {
    let library =
        book::load(&crate::rule_pages::repository("book-example"), &mdbook_adr::rules::names())
            .expect("the book");
    let folder = Folder::of(library);
    let mut largest = (0, "");
    let mut diagram = 0;
    for pages in &folder.library.books {
        for page in &pages.chapters {
            let text = page.text.as_str();
            let injected = folder.inject(Medium::Html, &page.path, text);
            let gained = without_diagrams(&injected).len().saturating_sub(text.len());
            let documents = &folder.analysis.documents;
            let count = documents.iter().filter(|document| document.path == page.path).count();
            // A page of several documents has the inserts of each.
            if let Some(gained) = gained.checked_div(count) {
                largest = largest.max((gained, page.path.as_str()));
                let sizes = diagrams(&injected).into_iter().map(str::len);
                diagram = diagram.max(sizes.max().unwrap_or(0));
            }
        }
    }
    assert!(largest.0 > 1000 && largest.0 < 8 * 1024, "{largest:?}");
    assert!(diagram > 1000 && diagram < 5 * 1024, "{diagram}");
}

pub(crate) const HOSTILE: [&str; 10] = [
    "</div><script>alert(1)</script>",
    "\" onload=\"alert(1)",
    "' onload='alert(1)",
    "--><img src=x onerror=1>",
    "</style></dl><svg/onload=1>",
    "a\u{0}\u{1b}b<\u{202e}b>c",
    "[x](javascript:alert(1)) <https://x.y> `</code>` ![i](j)",
    "]]> &lt;i&gt; &#60;b&#62; {{#include /etc/passwd}}",
    "\\u003cimg src=x onerror=alert(1)\\u003e \\x3cb\\x3e",
    "'+alert(1)+' \\",
];

#[test]
fn nothing_that_a_document_says_becomes_an_element_or_an_attribute() {
    for word in HOSTILE {
        let quoted = serde_json::to_string(word).expect("JSON");
        let heading: String = word
            .chars()
            .flat_map(|c| if c.is_ascii_punctuation() { vec!['\\', c] } else { vec![c] })
            .collect();
        let old = format!(
            "---\nstatus: {quoted}\ndate: 2024\nkey: {quoted}\n{quoted}: x\nlist: [{quoted}]\n---\n# ADR-0001: X\n\nSuperseded by [ADR-0002](0002-new.md)\n\n## Context\n\nADR-0002\n\n| ADR-0002 | b |\n|---|---|\n| a | ADR-0002 |\n"
        );
        let new = format!(
            "# ADR-0002: {heading}\n\n## Status\n\nAccepted\n\nSupersedes [ADR-0001](0001-old.md)\n\n## Context\n\nADR-0001\n"
        );
        let id = format!(
            "---\nid: {quoted}\nstatus: accepted\ntitle: {quoted}\n---\n\n## Context\n\n## Decision\n\n## Consequences\n"
        );
        let folder = Folder::new(&[
            ("adr/0001-old.md", &old),
            ("adr/0002-new.md", &new),
            ("adr/0003-id.md", &id),
            (
                "m.md",
                &format!(
                    "# Module: {heading}\n\n- Governed by ADR-0002\n- Satisfies REQ-001\n\n## Dependencies\n\n- [x](m.md)\n"
                ),
            ),
            ("r.md", &format!("# REQ-001: {heading}\n\n## Status\n\nAccepted\n\nIt must.\n")),
        ]);
        assert_eq!(folder.analysis.documents.len(), 5, "{word}");
        let views = views_of(&heading, word);
        for (path, text) in [
            ("adr/0001-old.md", &old),
            ("adr/0002-new.md", &new),
            ("adr/0003-id.md", &id),
            ("adr/0003-id.md", &views),
        ] {
            for medium in [Medium::Html, Medium::Markdown] {
                let page = folder.inject(medium, path, text);
                let (elements, _) = rendered(&page);
                for element in elements {
                    assert!(KNOWN.contains(&element.as_str()), "{element} from {word:?} in {page}");
                }
                assert!(!page.contains("{{#"), "{page}");
            }
        }
    }
}

/// Every view, with a filter that says the word, as far as a comment can.
fn views_of(heading: &str, word: &str) -> String {
    let word = word.replace(['"', '>'], "");
    format!(
        "# {heading}\n\n<!-- adr:index -->\n\n- x\n\n  <!-- adr:timeline -->\n\n<!-- adr:modules -->\n\n<!-- adr:matrix -->\n\n<!-- adr:graph -->\n\n<!-- adr:graph scope=\"traceability\" -->\n\n\
         <!-- adr:index tag=\"{word}\" -->\n\n<!-- adr:index folder=\"{word}\" -->\n\n- ADR-0002\n"
    )
}

/// Every element with its attributes' names that a page of the test above may have.
const KNOWN: [&str; 54] = [
    "html",
    "head",
    "body",
    "div",
    "a id",
    "a href",
    "a class href title",
    "nav class aria-label",
    "p class",
    "h1",
    "h2",
    "style",
    "div class",
    "div class role",
    "span class",
    "time class datetime",
    "strong",
    "dl",
    "dl class",
    "div class role aria-label tabindex",
    "caption",
    "th scope",
    "time class",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "dt",
    "dd",
    "p",
    "ul",
    "li",
    "blockquote",
    "code",
    "figure class",
    "div role tabindex aria-label",
    "svg viewBox width height role aria-labelledby aria-describedby",
    "title",
    "title id",
    "desc id",
    "g class",
    "g transform",
    "g class transform",
    "a class href",
    "a class aria-current href",
    "rect x y width height rx",
    "text x y",
    "text class x y",
    "path d",
    "path class d",
    "details class",
    "summary",
];

/// The elements of a page as a browser builds them, and its text.
fn rendered(markdown: &str) -> (Vec<String>, String) {
    let mut html = String::new();
    let options = pulldown_cmark::Options::ENABLE_HEADING_ATTRIBUTES
        | pulldown_cmark::Options::ENABLE_TABLES
        | pulldown_cmark::Options::ENABLE_GFM;
    pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new_ext(markdown, options));
    elements_of(&html)
}

/// The elements of a page as a browser builds them, each with the names of its attributes, and its text.
pub(crate) fn elements_of(html: &str) -> (Vec<String>, String) {
    let dom =
        html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(html);
    let (mut elements, mut text) = (Vec::new(), String::new());
    walk(&dom.document, &mut elements, &mut text);
    (elements, text)
}

fn walk(node: &Handle, elements: &mut Vec<String>, text: &mut String) {
    match &node.data {
        NodeData::Element { name, attrs, .. } => {
            let attributes = attrs.borrow();
            let mut names: Vec<String> =
                attributes.iter().map(|attribute| attribute.name.local.to_string()).collect();
            names.insert(0, name.local.to_string());
            elements.push(names.join(" "));
        }
        NodeData::Text { contents } => text.push_str(&contents.borrow()),
        _ => {}
    }
    for child in node.children.borrow().iter() {
        walk(child, elements, text);
    }
}

fn boundary(text: &str, at: usize) -> usize {
    (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

fn splices() -> impl Strategy<Value = (String, Vec<Splice>)> {
    let cuts = proptest::collection::vec((0usize..60, 0usize..4, "[a-z<>\n]{0,5}"), 0..6);
    ("\\PC{0,40}", cuts).prop_map(|(text, cuts)| {
        let mut done = 0;
        let mut splices = Vec::new();
        for (skip, take, insert) in cuts {
            let start = boundary(&text, done + skip % 12);
            let end = boundary(&text, start + take);
            splices.push(Splice { at: start..end, text: insert });
            done = end;
        }
        (text, splices)
    })
}

proptest! {
    #[test]
    fn splices_leave_every_other_byte((text, splices) in splices()) {
        let out = inject::splice(&text, splices.clone());
        let (mut expected, mut kept, mut done) = (String::new(), String::new(), 0);
        for splice in &splices {
            let part = &text[done..splice.at.start];
            expected.push_str(part);
            expected.push_str(&splice.text);
            kept.push_str(part);
            done = splice.at.end;
        }
        expected.push_str(&text[done..]);
        kept.push_str(&text[done..]);
        prop_assert_eq!(&out, &expected);
        let removed: usize = splices.iter().map(|splice| splice.at.len()).sum();
        prop_assert_eq!(kept.len(), text.len() - removed);
    }

    #[test]
    fn a_splice_never_panics(text in "\\PC{0,20}", cuts in proptest::collection::vec((0usize..50, 0usize..50), 0..5)) {
        let splices = cuts.into_iter().map(|(a, b)| Splice { at: a.min(b)..a.max(b), text: "x".to_owned() }).collect();
        inject::splice(&text, splices);
    }

    /// Whatever mdBook hands over, what is left after the inserts are gone is what was there, in order.
    #[test]
    fn a_page_without_its_inserts_is_the_page(lines in proptest::collection::vec(line(), 0..12), crlf in any::<bool>()) {
        let text = lines.join(if crlf { "\r\n" } else { "\n" });
        let folder = story();
        for medium in [Medium::Html, Medium::Markdown] {
            let page = folder.inject(medium, "adr/0001-files.md", &text);
            let outline = mdbook_adr::markdown::outline(whole(&text));
            let removed = outline.front_matter.first().map_or(0..0, |block| block.range.clone());
            let bare = format!("{}{}", &text[..removed.start], &text[removed.end..]);
            let page = page.replace(LINKED, "ADR-0002").replace("[ADR-0002](0002-redb.md)", "ADR-0002");
            let left: Vec<&str> = written(&page).filter(|line| !is_insert(line)).collect();
            let bare: Vec<&str> = written(&bare).filter(|line| !is_insert(line)).collect();
            prop_assert_eq!(left, bare);
            if medium == Medium::Html {
                prop_assert_eq!(shape(&text), shape(&page), "{}", page);
            }
        }
    }
}

const LINKED: &str = "<a class=\"adr-reference\" href=\"0002-redb.md#adr-0002\" title=\"Use redb · accepted\">ADR-0002</a>";

/// The lines with something on them. A byte order mark may come to stand before an insert.
fn written(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .map(|line| line.trim_start_matches('\u{feff}'))
        .filter(|line| !line.trim().is_empty())
}

/// The lines of a page as a reader sees them, each with what it belongs to.
fn shape(text: &str) -> Vec<(LineKind, String)> {
    let outline = mdbook_adr::markdown::outline(whole(text));
    let lines = outline.lines.iter().filter(|line| line.kind != LineKind::Html);
    lines
        .map(|line| (line.kind, outline.line_text(line).replace('\u{feff}', "")))
        // A byte order mark behind front matter comes to stand at the head of the page, and is no text there.
        .filter(|(kind, text)| *kind != LineKind::Text || !text.is_empty())
        .collect()
}

fn whole(text: &str) -> mdbook_adr::source::Text {
    let mut sources = mdbook_adr::source::Sources::default();
    let file = sources.add("", text);
    mdbook_adr::source::Text::whole(file, sources.text(file).clone())
}

fn is_insert(line: &str) -> bool {
    [
        "<div><a id=",
        "<div><style>",
        "<div class=\"adr-",
        "**Status:** Superseded",
        "> **Superseded**",
        "- **Tags:**",
        "<nav class=\"adr-relations\"",
        "**Relations**",
        "- **Superseded by:**",
        "<!-- adr:",
        "<dl class=\"adr-view",
        "<p class=\"adr-view",
        "**2024**",
        "**No date**",
        "- 2024-01-31 · ",
        "- [ADR-0002: Use redb]",
        "No document is a draft.",
    ]
    .iter()
    .any(|start| line.trim_start().starts_with(start))
}

fn line() -> impl Strategy<Value = String> {
    let known = [
        "# ADR-0001: Use files",
        "---",
        "",
        "key: value",
        "> # ADR-0001: Use files",
        "- item",
        "```",
        "<!--",
        "-->",
        "ADR-0001: Use files",
        "===",
        "# Other",
        "text",
        "ADR-0002, *ADR-0002* and a**ADR-0002**b",
        "`ADR-0002` <b>ADR-0002</b> \\ADR-0002 {{#x ADR-0002}}",
        "    ADR-0002",
        "<!-- adr:timeline -->",
        "  <!-- adr:index status=\"draft\" -->",
        "  - ADR-0002: x",
        "~~~",
        "<pre>",
        "| a |",
        "| ADR-0002 |",
        "|---|",
        "\u{feff}",
    ];
    prop_oneof![4 => proptest::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => "[ -~é]{0,12}"]
}
