//! The site that `build` makes, with mdBook embedded.

use mdbook_adr::site::{self, BuildError};

use crate::fixture::{Fixture, book};
use crate::published::items;

#[test]
fn a_book_becomes_the_site_that_mdbook_would_make() {
    // A command that does not exist: it is this program, and is not run.
    let fixture = book(
        "[preprocessor.adr]\ncommand = \"no-such-command\"\nbefore = [\"links\"]\n[output.html]\n[output.epub]\n",
    );
    fixture.write(
        "book/src/SUMMARY.md",
        &format!(
            "{}- [Gone](gone.md)\n- [Off](../../off.md)\n",
            fixture.read("book/src/SUMMARY.md")
        ),
    );
    fixture.write("off.md", "# Off\n");
    let before = fixture.all("book/src");
    let built = site::build(&fixture.path("book"), None, &allow_all()).expect("a site");
    let first = built.first_page.expect("a first page");
    assert!(first.ends_with("book/book/html/index.html"), "{}", first.display());
    let old = fixture.read("book/book/html/adr/0001-files.html");
    assert!(old.contains("by <a href=\"0002-redb.html#adr-0002\">ADR-0002: Use redb</a>"), "{old}");
    assert!(fixture.read("book/book/html/out.html").contains("adr-status-rejected"));
    assert!(fixture.read("book/book/html/toc.html").contains("Gone"), "what is missing is a draft");
    assert!(!fixture.has("book/book/html/gone.html") && !fixture.has("off.html"));
    assert!(fixture.all("book/src") == before, "nothing is written among the sources");
    assert!(
        fixture
            .all("book/book/html")
            .iter()
            .any(|(path, _)| path.to_string_lossy().contains("searchindex"))
    );
    // Again, over the old one.
    site::build(&fixture.path("book"), None, &allow_all()).expect("a site");
    let left: Vec<_> = fixture
        .all("book/book")
        .into_iter()
        .filter(|(path, _)| path.to_string_lossy().contains(".mdbook-adr"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn sources_at_the_root_do_not_swallow_the_site() {
    let fixture = Fixture::new(&[
        ("book.toml", "[book]\nsrc = \".\"\n"),
        ("SUMMARY.md", "- [One](0001-x.md)\n"),
        ("0001-x.md", "# ADR-0001: X\n\n## Status\n\nAccepted\n\n## Context\n\n## Decision\n"),
        ("image.png", "x"),
    ]);
    for _ in 0..2 {
        site::build(fixture.root(), None, &allow_all()).expect("a site");
    }
    assert!(fixture.read("book/0001-x.html").contains("adr-status-accepted"));
    assert!(fixture.has("book/image.png") && !fixture.has("book/book"));
    let strange: Vec<_> = fixture
        .all("")
        .into_iter()
        .filter(|(path, _)| path.to_string_lossy().contains("mdbook-adr-"))
        .collect();
    assert!(strange.is_empty(), "{strange:?}");
}

#[test]
fn a_bare_folder_becomes_a_site_with_an_index() {
    let fixture = Fixture::new(&[
        (
            "docs/adr/0001-files.md",
            "# 1. Use files | or not\n\nDate: 2024-01-31\n\n## Status\n\nSuperseded by [2. Use redb](0002-redb.md)\n\n## Context\n\nSee [the notes](../notes.md).\n\n## Decision\n\n.\n\n## Consequences\n\n.\n",
        ),
        (
            "docs/adr/0002-redb.md",
            "# 2. Use redb\n\nDate: 2024-02-01\n\n## Status\n\nAccepted\n\nSupersedes [1. Use files](0001-files.md)\n\n## Context\n\n![Picture](../img/a.png)\n\n## Decision\n\n.\n\n## Consequences\n\n.\n",
        ),
        ("docs/notes.md", "# Notes\n\nText.\n"),
        ("docs/unrelated.md", "# Unrelated\n"),
        ("docs/img/a.png", "png"),
        ("docs/img/b.png", "png"),
    ]);
    let before = fixture.all("docs");
    let built = site::build(&fixture.path("docs"), Some(&fixture.path("site")), &allow_all())
        .expect("a site");
    assert!(built.first_page.expect("a first page").ends_with("site/index.html"));
    let index = fixture.read("site/index.html");
    assert!(
        index.contains("href=\"adr/0001-files.html#adr-1\" title=\"Use files | or not · superseded by 2. Use redb\">Use files | or not</a>"),
        "{index}"
    );
    for part in [
        "<caption>Decisions in force</caption>",
        "<caption>Decisions no longer in force</caption>",
        "adr-timeline",
        "<dt>2024</dt>",
    ] {
        assert!(index.contains(part), "{part} in {index}");
    }
    assert_eq!(index.matches("<style>").count(), 1, "{index}");
    assert!(
        fixture
            .read("site/adr/0001-files.html")
            .contains("by <a href=\"0002-redb.html#adr-2\">2. Use redb</a>")
    );
    assert!(fixture.has("site/notes.html") && fixture.has("site/img/a.png"));
    assert!(!fixture.has("site/unrelated.html") && !fixture.has("site/img/b.png"));
    assert!(fixture.all("docs") == before);
    site::build(&fixture.path("docs"), None, &allow_all()).expect("a site");
    assert!(fixture.has("docs/book/index.html"));
}

#[test]
fn a_place_that_is_not_for_a_site_is_refused_and_nothing_written() {
    let fixture = book("");
    fixture.write("mine/letter.txt", "Dear all");
    fixture.write("file", "");
    for dest in ["mine", "book", "book/src", "book/src/new", "file", "file/below"] {
        let before = fixture.all("");
        let error = site::build(&fixture.path("book"), Some(&fixture.path(dest)), &allow_all())
            .expect_err(dest);
        assert!(matches!(error, BuildError::Output { .. }), "{dest}: {error}");
        assert!(fixture.all("") == before, "{dest}");
    }
}

#[test]
fn a_build_that_fails_leaves_the_old_site() {
    let fixture = book("");
    site::build(&fixture.path("book"), None, &allow_all()).expect("a site");
    let before = fixture.all("book/book");
    // mdBook refuses it.
    fixture.write("book/book.toml", "[book]\ntitle = \"Test\"\nunheard-of = 1\n");
    assert!(matches!(
        site::build(&fixture.path("book"), None, &allow_all()),
        Err(BuildError::Host(_))
    ));
    assert!(fixture.all("book/book") == before);
    // mdBook panics over it.
    fixture.write("book/book.toml", "[book]\ntitle = \"Test\"\n");
    fixture.write("book/src/README.md", "# Start\n\n<code class=\"language-rust\">x</code>\n");
    assert!(matches!(
        site::build(&fixture.path("book"), None, &allow_all()),
        Err(BuildError::Host(_))
    ));
    assert!(fixture.all("book/book") == before);
}

/// These tests are about pages, not about findings.
fn allow_all() -> Vec<mdbook_adr::rules::Override> {
    let level = mdbook_adr::finding::Level::Allow;
    vec![mdbook_adr::rules::Override { selector: mdbook_adr::rules::Selector::All, level }]
}

#[test]
fn a_finding_that_denies_leaves_the_old_site() {
    let record = "# ADR-0001: One log\n\n## Status\n\nAccepted\n";
    let fixture = Fixture::new(&[
        ("book/book.toml", "[book]\ntitle = \"T\"\n"),
        ("book/src/SUMMARY.md", "- [One log](0001-one-log.md)\n"),
        ("book/src/0001-one-log.md", record),
    ]);
    let build = || site::build(&fixture.path("book"), None, &[]).expect("a run");
    assert!(build().first_page.is_some());
    let before = fixture.all("book/book");
    assert!(!before.is_empty());
    fixture.write("book/src/0001-one-log.md", &format!("{record}\nSupersedes [x](0009-gone.md)\n"));
    let denied = build();
    assert_eq!(denied.first_page, None);
    let rules: Vec<_> = denied.findings.iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, ["broken-reference"]);
    assert!(fixture.all("book/book") == before);
}

#[test]
fn a_folder_above_several_collections_tells_them_apart() {
    let record =
        |status: &str| format!("# 1. Choose\n\n## Status\n\n{status}\n\n## Context\n\n.\n");
    let slug = "# Use React\n\n- Status: accepted\n- Date: 2024-01-01\n\n## Context and Problem Statement\n\n.\n\n## Decision Outcome\n\n.\n";
    let fixture = Fixture::new(&[
        ("core/adr/0001-choose.md", &record("Accepted")),
        ("core/adr/0002-choose.md", &record("Rejected").replace("# 1.", "# 2.")),
        ("web/adr/20240101-use-react.md", slug),
        ("web/b&amp;c/0001-choose.md", &record("Proposed")),
        ("book/book.toml", "[book]\ntitle = \"B\"\n"),
        ("book/src/SUMMARY.md", "- [REQ](req.md)\n"),
        (
            "book/src/req.md",
            "# Requirements\n\n## REQ-001: Be fast\n\n### Status\n\nProposed\n\nIt must.\n\n## REQ-002: Be small\n\n### Status\n\nAccepted\n\nIt must.\n",
        ),
    ]);
    site::build(fixture.root(), Some(&fixture.path("site")), &allow_all()).expect("a site");
    let expected = [
        "Index",
        "core/adr: decisions in force",
        "1. Choose",
        "core/adr: rejected decisions",
        "2. Choose",
        "web/adr: decisions in force",
        "Use React",
        "web/b&amp;c: proposed decisions",
        "1. Choose",
        "Requirements in force",
        "Requirements",
    ];
    assert_eq!(items(&fixture.read("site/toc.html")), expected);
    let index = fixture.read("site/index.html");
    assert!(index.contains("<caption>web/b&amp;amp;c: proposed decisions</caption>"), "{index}");
    assert!(!index.contains(">20240101-use-react<"), "the title says it already: {index}");
    assert!(index.contains("href=\"book/src/req.html#adr-req-001\""), "{index}");
}

#[test]
fn a_page_outside_the_folder_is_refused_and_nothing_written() {
    let record = "# 1. Choose\n\n## Status\n\nAccepted\n\n## Context\n\n.\n";
    let fixture = Fixture::new(&[
        ("in/adr/0001-choose.md", record),
        ("in/book/book.toml", "[book]\ntitle = \"B\"\nsrc = \"../../out\"\n"),
        ("out/SUMMARY.md", "- [Choose](0001-choose.md)\n"),
        ("out/0001-choose.md", record),
    ]);
    let built = site::build(&fixture.path("in"), Some(&fixture.path("site")), &allow_all());
    let error = built.expect_err("a page outside").to_string();
    assert_eq!(
        error,
        "`../out/0001-choose.md` lies outside the folder: build the folder that holds it"
    );
    assert!(!fixture.path("site").exists());
}

#[test]
fn a_folder_is_configured_by_the_variables_of_mdbook() {
    let fixture = Fixture::new(&[(
        "adr/0001-x.md",
        "# 1. Choose\n\n## Status\n\nAccepted\n\n## Context\n\n.\n",
    )]);
    let with = |name: &str, value: &str| {
        let mut command = crate::run::command(fixture.root(), &["build", "-A", "all", "adr"]);
        command.env(name, value);
        crate::run::finish(command, b"")
    };
    let built = with("MDBOOK_BOOK__TITLE", "Our records");
    assert_eq!(built.status, Some(0), "{}", built.stderr);
    assert!(!built.stderr.contains('\u{1b}'), "{:?}", built.stderr);
    assert!(fixture.read("adr/book/index.html").contains("<title>Index - Our records</title>"));
    // What would lead the made book to somebody else's files has no say.
    assert_eq!(with("MDBOOK_BOOK__SRC", "elsewhere").status, Some(0));
    let refused = with("MDBOOK_OUTPUT__HTML__SITE_URI", "/x/");
    assert_eq!(refused.status, Some(2), "{}", refused.stderr);
    assert!(refused.stderr.contains("site-uri"), "{}", refused.stderr);
}
