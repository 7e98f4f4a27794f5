//! Folders made to do harm: each ends soon, with an exit status that means something, and says what it left out.
//!
//! The sizes here are for a test; `tests/hostile` runs the full ones in release, with bounds of time and memory.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::run::{Outcome, folder, run};

const RECORD: &str = "## Status\n\nAccepted\n\n## Context\n\nText.\n\n## Decision\n\nText.\n\n## Consequences\n\nText.\n";

fn record(context: &str) -> String {
    format!("# ADR-0001: One log\n\n{}", RECORD.replacen("Text.", context, 1))
}

/// Checks one page as `adr/0001-one-log.md` beside a second record, and returns what is said in short.
fn check_page(page: &str) -> Outcome {
    let other = format!("# ADR-0002: Two logs\n\n{RECORD}");
    let dir = folder(&[("adr/0001-one-log.md", page), ("adr/0002-two-logs.md", &other)]);
    run(dir.path(), &["check", "--format", "short"])
}

fn documents(dir: &Path) -> Vec<Value> {
    let outcome = run(dir, &["list", "--format", "json"]);
    assert_eq!(outcome.status, Some(0), "{}", outcome.stderr);
    let listing: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    listing["documents"].as_array().expect("a list").clone()
}

#[test]
fn front_matter_of_ten_megabytes_is_refused_in_few_words() {
    let keys = "key: value\n".repeat(10 * 1024 * 1024 / 11);
    let page = format!("---\n{keys}---\n{}", record("Text."));
    let dir = folder(&[("adr/0001-one-log.md", &page)]);
    let outcome = run(dir.path(), &["check"]);
    assert!(outcome.stdout.contains("65536 is the most that is read"), "{}", outcome.stdout);
    assert!(outcome.stdout.lines().count() <= 40, "{}", outcome.stdout);
}

#[test]
fn front_matter_of_aliases_is_refused() {
    let mut bomb = "---\na: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for pair in ('a'..='z').collect::<Vec<_>>().windows(2) {
        let uses = vec![format!("*{}", pair[0]); 9].join(", ");
        writeln!(bomb, "{0}: &{0} [{uses}]", pair[1]).expect("written to memory");
    }
    let outcome = check_page(&format!("{bomb}---\n{}", record("Text.")));
    assert!(outcome.stdout.contains("unreadable-front-matter"), "{}", outcome.stdout);
    let deep = format!("---\nkey: {}\n---\n{}", "[".repeat(10_000), record("Text."));
    assert!(check_page(&deep).stdout.contains("unreadable-front-matter"));
}

#[test]
fn nesting_of_any_depth_is_read() {
    const DEPTH: usize = 10_000;
    for context in [
        format!("{} x", ">".repeat(DEPTH)),
        format!("{}x", "- ".repeat(DEPTH)),
        format!("{}x{}", "[".repeat(DEPTH), "](a)".repeat(DEPTH)),
        "*a **b _c ".repeat(DEPTH),
        format!("{}x", "<b>".repeat(DEPTH)),
        "<!-- a\n\n".repeat(DEPTH),
        "{{#include ".repeat(DEPTH),
    ] {
        let outcome = check_page(&record(&context));
        assert!(matches!(outcome.status, Some(0 | 1)), "{:.40}: {}", context, outcome.stderr);
    }
}

/// Each of these was, or could be, looked at once for each of the others.
#[test]
fn many_of_a_kind_cost_no_more_than_their_number() {
    const MANY: usize = 3_000;
    let numbered = |line: &dyn Fn(usize) -> String| (0..MANY).map(line).collect::<String>();
    for (context, least) in [
        (numbered(&|at| format!("[x](gone{at}.md) ")), MANY),
        (numbered(&|at| format!("[x](0002-two-logs.md#gone{at})\n")), MANY),
        ("ADR-0999,".repeat(MANY), MANY),
        ("## Same\n\nText.\n\n".repeat(MANY), 0),
        ("<!-- adr:idx --> ".repeat(MANY), 0),
        ("<a id=\"x\">".repeat(MANY), 0),
        (numbered(&|at| format!("## ADR-{at}: X\n\nStatus: accepted\n\n")), 0),
    ] {
        let outcome = check_page(&record(&context));
        assert!(matches!(outcome.status, Some(0 | 1)), "{:.40}: {}", context, outcome.stderr);
        let said = outcome.stdout.lines().count();
        assert!(said >= least, "{:.40}: {said} lines, {}", context, outcome.stderr);
    }
}

#[test]
fn a_file_of_two_hundred_megabytes_is_named_and_not_read() {
    let dir = folder(&[("0001-one-log.md", &record("Text."))]);
    let large = fs::File::create(dir.path().join("0002-large.md")).expect("a file");
    large.set_len(200 * 1024 * 1024).expect("room for nothing");
    let outcome = run(dir.path(), &["check", "--format", "short"]);
    assert_eq!(outcome.status, Some(1));
    assert!(outcome.stdout.contains("0002-large.md"), "{}", outcome.stdout);
    assert!(outcome.stdout.contains("209715200 bytes; 16777216 is the most"), "{}", outcome.stdout);
}

#[test]
fn includes_that_double_or_run_in_a_circle_end() {
    let mut files: Vec<(String, String)> = (0..12)
        .map(|at| {
            let (next, other) = ((at + 1) % 12, (at + 2) % 12);
            let text =
                format!("{{{{#include {next}.md}}}}\n{{{{#include {other}.md}}}}\nADR-0001\n");
            (format!("{at}.md"), text.repeat(3))
        })
        .collect();
    files.push(("0001-one-log.md".to_owned(), record(&"{{#include 0.md}}\n".repeat(1_000))));
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let dir = folder(&files);
    let outcome = run(dir.path(), &["check", "--format", "short"]);
    assert!(matches!(outcome.status, Some(0 | 1)), "{}", outcome.stderr);
    assert_eq!(documents(dir.path()).len(), 1);
}

#[test]
fn what_leads_out_of_the_folder_is_not_read() {
    let dir = folder(&[
        ("secret.md", "# ADR-0009: Secret\n\nStatus: accepted\n"),
        (
            "docs/adr/0001-one-log.md",
            &record(
                "[a](../../../../../../etc/passwd) [b](file:///etc/passwd) [c](/etc/passwd)\n\n\
                 {{#include /etc/passwd}}\n\n{{#include ../../../../../../../etc/passwd}}\n",
            ),
        ),
        ("docs/book.toml", "[book]\nsrc = \"adr\"\n"),
        ("docs/adr/SUMMARY.md", "- [One](0001-one-log.md)\n- [Out](../../secret.md)\n"),
    ]);
    let docs = dir.path().join("docs");
    let outcome = run(&docs, &["check", "--format", "human"]);
    assert!(!outcome.stdout.contains("root:"), "{}", outcome.stdout);
    assert!(outcome.stdout.contains("[summary-outside-source]"), "{}", outcome.stdout);
    assert_eq!(documents(&docs).len(), 1);
}

/// A folder with a book, and beside the book a record and a secret; with or without a repository around it.
fn book_beside(page: &str, in_repository: bool) -> tempfile::TempDir {
    let dir = folder(&[
        ("secret.md", "# ADR-0009: Secret\n\nStatus: accepted\n"),
        ("docs/adr/0001-one-log.md", &record("Text.")),
        ("docs/book/book.toml", ""),
        ("docs/book/src/SUMMARY.md", "- [A](a.md)\n"),
        ("docs/book/src/a.md", page),
    ]);
    if in_repository {
        fs::create_dir(dir.path().join("docs/.git")).expect("a folder");
    }
    dir
}

#[test]
fn an_include_leads_no_further_than_the_repository_or_the_folder() {
    const BESIDE: &str = "{{#include ../../adr/0001-one-log.md}}\n";
    const OUT: &str = "{{#include ../../../secret.md}}\n";
    for (page, in_repository, below, read) in [
        (BESIDE, true, "docs/book", true),
        (BESIDE, false, "docs", true),
        (BESIDE, false, "docs/book", false),
        (OUT, true, "docs/book", false),
        (OUT, false, "docs/book", false),
        (OUT, false, "docs", false),
        (OUT, false, "", true),
    ] {
        let dir = book_beside(page, in_repository);
        let outcome = run(&dir.path().join(below), &["check", "--format", "short"]);
        let case = format!("{page} {in_repository} {below}: {}", outcome.stdout);
        assert_eq!(outcome.stdout.contains("[unexpanded-include]"), !read, "{case}");
        let words = if in_repository { "the repository" } else { "the folder that is checked" };
        assert_eq!(outcome.stdout.contains(&format!("leads out of {words}")), !read, "{case}");
        assert!(!outcome.stdout.contains("Secret"), "{case}");
    }
}

#[test]
fn sources_that_a_book_names_outside_the_folder_include_each_other() {
    let dir = folder(&[
        ("book/book.toml", "[book]\nsrc = \"../docs\"\n"),
        ("docs/SUMMARY.md", "- [A](a.md)\n"),
        ("docs/a.md", "{{#include parts/0001-one-log.md}}\n\n{{#include ../secret.md}}\n"),
        ("docs/parts/0001-one-log.md", &record("Text.")),
        ("secret.md", "Text.\n"),
    ]);
    let outcome = run(&dir.path().join("book"), &["check", "--format", "short"]);
    let found = outcome.stdout.matches("[unexpanded-include]").count();
    assert_eq!(found, 1, "{}", outcome.stdout);
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn links_in_a_circle_or_out_of_the_folder_are_left() {
        let dir = folder(&[
            ("secret/0009-secret.md", "# ADR-0009: Secret\n\nStatus: accepted\n"),
            ("docs/adr/0001-one-log.md", &record("Text.")),
            ("docs/other/page.md", "Text.\n"),
        ]);
        let docs = dir.path().join("docs");
        symlink("..", docs.join("adr/up")).expect("a link");
        symlink("../other", docs.join("adr/other")).expect("a link");
        symlink("../adr", docs.join("other/adr")).expect("a link");
        symlink("itself.md", docs.join("itself.md")).expect("a link");
        symlink("nowhere.md", docs.join("dangling.md")).expect("a link");
        symlink("/", docs.join("everything")).expect("a link");
        symlink("../secret", docs.join("folder")).expect("a link");
        symlink("../secret/0009-secret.md", docs.join("0009-file.md")).expect("a link");
        let found = documents(&docs);
        assert!(found.iter().all(|document| document["title"] == "One log"), "{found:#?}");
        assert!(!found.is_empty() && found.len() <= 2, "{found:#?}");
        assert_ne!(run(&docs, &["check"]).status, Some(2));
    }

    /// Sockets, because the standard library makes no pipe in a folder.
    #[test]
    fn what_is_no_regular_file_is_told_and_not_opened() {
        let dir = folder(&[
            ("book/book.toml", "[book]\nsrc = \"../docs\"\n"),
            ("docs/SUMMARY.md", "- [A](adr/0001-one-log.md)\n- [B](adr/0002-socket.md)\n"),
            ("docs/adr/0001-one-log.md", &record("Text.")),
        ]);
        let adr = dir.path().join("docs/adr");
        let _socket =
            std::os::unix::net::UnixListener::bind(adr.join("0002-socket.md")).expect("a socket");
        symlink("0002-socket.md", adr.join("0003-link.md")).expect("a link");
        fs::create_dir(adr.join("0004-folder.md")).expect("a folder");
        for below in ["book", "docs", ""] {
            let outcome = run(
                &dir.path().join(below),
                &["check", "--format", "short", "-Aall", "-Wunreadable-file"],
            );
            let said = outcome.stdout.matches("cannot be read: not a regular file").count();
            assert_eq!((said, outcome.status), (2, Some(0)), "{below}: {}", outcome.stdout);
        }
    }

    #[test]
    fn an_include_follows_no_symbolic_link_out_of_the_folder() {
        let page = "{{#include link.md}}\n\n{{#include up/secret.md}}\n\n{{#include near.md}}\n";
        let dir = book_beside(page, false);
        let src = dir.path().join("docs/book/src");
        symlink("../../../secret.md", src.join("link.md")).expect("a link");
        symlink("../../..", src.join("up")).expect("a link");
        symlink("../../adr/0001-one-log.md", src.join("near.md")).expect("a link");
        let said = |below: &str| {
            let outcome = run(&dir.path().join(below), &["check", "--format", "short"]);
            outcome.stdout.matches("leads out of the folder").count()
        };
        assert_eq!((said("docs/book"), said("docs"), said("")), (3, 2, 0));
        assert!(documents(&dir.path().join("docs/book")).is_empty());
    }

    #[test]
    fn links_that_double_with_each_folder_are_bounded_and_said_so() {
        const FOLDERS: usize = 24;
        let dir = folder(&[("f24/0001-one-log.md", &record("Text."))]);
        for at in 0..FOLDERS {
            let own = dir.path().join(format!("f{at}"));
            fs::create_dir_all(&own).expect("a folder");
            for name in ["a", "b"] {
                symlink(format!("../f{}", at + 1), own.join(name)).expect("a link");
            }
        }
        let outcome = run(dir.path(), &["check", "--format", "short"]);
        assert_eq!(outcome.status, Some(1), "{}", outcome.stderr);
        assert!(outcome.stdout.contains("8 other links lead to the same folder"));
        let found = documents(dir.path());
        assert!(!found.is_empty() && found.len() <= 9, "{}", found.len());
    }

    #[test]
    fn a_file_name_may_be_anything() {
        let names: [&[u8]; 14] = [
            b"0001-new\nline.md",
            b"0002-\"quotes' `and` ticks.md",
            b"0003-<script>alert(1)<|script>.md",
            b"0004-bell\x07esc\x1b[31m.md",
            b"0005-not-utf8-\xff\xfe.md",
            "0006-\u{5d0}\u{202e}dm.\u{200f}.md".as_bytes(),
            "0007-\u{1f600}\u{200d}.md".as_bytes(),
            b"-0008-dash.md",
            b"0009 space  .md",
            b"0010-#?%41%2f&;=.md",
            b"0011-[a](b) *c* {d} {{#include x}} $e$ ^f^ ~g~.md",
            b"0012-back\\slash.md",
            b"0013-colon:bar|star*.md",
            b"0014-::warning file=a,line=1::b.md",
        ];
        let dir = folder(&[]);
        for (at, name) in names.iter().enumerate() {
            let text = format!("# {}. Name {at}\n\n{RECORD}\nSee [gone](gone.md).\n", at + 1);
            fs::write(dir.path().join(OsStr::from_bytes(name)), text).expect("a file");
        }
        let found = documents(dir.path());
        assert_eq!(found.len(), names.len() - 1, "{found:#?}");
        for format in ["human", "short", "json", "github"] {
            let outcome =
                run(dir.path(), &["check", "-Wall", "-Dunreadable-file", "--format", format]);
            assert_eq!(outcome.status, Some(1), "{format}: {}", outcome.stderr);
            let steers = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
            assert!(!outcome.stdout.contains(steers), "{format}: {}", outcome.stdout);
            assert!(outcome.stdout.contains("not-utf8"), "{format}: {}", outcome.stdout);
            if format == "github" {
                let commands = outcome.stdout.lines().filter(|line| line.starts_with("::"));
                assert!(commands.clone().count() > 0);
                assert!(commands.into_iter().all(|line| {
                    line.starts_with("::warning file=") || line.starts_with("::error file=")
                }));
            }
        }
        let graph = run(dir.path(), &["graph"]);
        assert_eq!(graph.status, Some(0));
        let (elements, _) = crate::inject::elements_of(&graph.stdout);
        let drawn = [
            "html", "head", "body", "svg", "title", "desc", "style", "g", "a", "rect", "text",
            "path", "line", "circle", "defs", "marker", "tspan", "polygon",
        ];
        for element in elements {
            let name = element.split(' ').next().unwrap_or("");
            assert!(drawn.contains(&name) && !element.contains(" on"), "{element}");
        }
    }
}
