//! What is a document and what is not, and that no text is read or parsed twice.

use mdbook_adr::analysis::{Outlines, analyze};
use mdbook_adr::book::{self, Files};
use mdbook_adr::resolve::Outcome;
use mdbook_adr::rules;

/// The documents of some files, as `path#section: kind`.
fn documents(files: &[(&str, &str)]) -> Vec<String> {
    let library =
        book::load_memory(&Files::memory(files.iter().copied()), &rules::names()).unwrap();
    let analysis = analyze(&library);
    analysis
        .documents
        .iter()
        .map(|document| {
            let section =
                document.section.as_ref().map_or(String::new(), |section| format!("#{section}"));
            format!("{}{section}: {}", document.path, document.kind)
        })
        .collect()
}

const RECORD: &str =
    "# 1. Keep one log\n\n## Status\n\nAccepted\n\n## Context\n\nx\n\n## Decision\n\nx\n";

#[test]
fn one_weak_sign_makes_no_document() {
    for (path, text) in [
        ("01-introduction.md", "# 1. Introduction\n\nWelcome.\n"),
        ("guide/02-setup.md", "# 2. Setup\n\n## Context\n\nYou need a compiler.\n"),
        ("status.md", "# Status\n\n## Status\n\nAll systems work.\n"),
        ("notes.md", "---\ntitle: Notes\ndate: 2024-01-31\n---\n\n# Notes\n"),
        ("post.md", "---\nstatus: draft\n---\n\n# A post\n\nText.\n"),
        (
            "how-to.md",
            "# How to write a record\n\n```markdown\n# ADR-0001: Title\n\n## Status\n\nAccepted\n```\n",
        ),
        ("README.md", RECORD),
        ("adr/index.md", RECORD),
        ("adr/template.md", RECORD),
        ("adr/0000-template.md", RECORD),
        ("CHANGELOG.md", "# Changelog\n\n## Status\n\nAccepted\n\n## Decision\n\n## Context\n"),
        ("modules.md", "# Modules\n\nEach module has a page.\n"),
        ("dates.md", "# 24 December\n\nStatus: fine\n"),
    ] {
        assert_eq!(documents(&[(path, text)]), [""; 0], "{path}");
    }
}

#[test]
fn evidence_makes_a_document() {
    let some = [
        ("adr/0001-keep-one-log.md", RECORD, "adr/0001-keep-one-log.md: decision"),
        ("0001-keep-one-log/README.md", RECORD, "0001-keep-one-log/README.md: decision"),
        ("use-one-log.md", RECORD, "use-one-log.md: decision"),
        ("x.md", "# ADR-0001: Keep one log\n", "x.md: decision"),
        ("x.md", "# Module: log\n", "x.md: module"),
        ("x.md", "# REQ-001: Nothing is lost\n", "x.md: requirement"),
        ("x.md", "---\nkind: decision\n---\n\n# Keep one log\n", "x.md: decision"),
        ("20240131-x.md", "# Keep one log\n\n- Status: accepted\n", "20240131-x.md: decision"),
    ];
    for (path, text, expected) in some {
        assert_eq!(documents(&[(path, text)]), [expected]);
    }
    let configured = documents(&[
        ("book.toml", "[preprocessor.adr.kinds.decision]\npaths = [\"choices/**\"]\n"),
        ("src/SUMMARY.md", "- [A](choices/a.md)\n- [B](b.md)\n"),
        ("src/choices/a.md", "# One log\n"),
        ("src/choices/README.md", "# Choices\n"),
        ("src/b.md", "# B\n"),
    ]);
    assert_eq!(configured, ["src/choices/a.md: decision"]);
}

#[test]
fn several_documents_share_a_page() {
    let page = "# Requirements\n\n## REQ-001: A\n\nIt must.\n\n### Rationale\n\n## REQ-002: B\n\nIt must.\n\n## Notes\n";
    assert_eq!(
        documents(&[("r.md", page)]),
        ["r.md#req-001-a: requirement", "r.md#req-002-b: requirement"]
    );
    let records = "# ADR-0001: A\n\nStatus: accepted\n\n# ADR-0002: B\n\nStatus: proposed\n";
    assert_eq!(
        documents(&[("adr.md", records)]),
        ["adr.md: decision", "adr.md#adr-0002-b: decision"]
    );
    let told = "# Log\n\n## ADR-0001: A\n\n**Status:** Accepted\n\n## ADR-0002 is only talked about\n\nNo more.\n";
    assert_eq!(documents(&[("log.md", told)]), ["log.md#adr-0001-a: decision"]);
    let log = "# Decision log\n\n## D-001: A\n\nStatus: Accepted\n\n## D-002: B\n\nStatus: Superseded by D-001\n\n## Open questions\n";
    assert_eq!(
        documents(&[("docs/log.md", log)]),
        ["docs/log.md#d-001-a: decision", "docs/log.md#d-002-b: decision"]
    );
    assert_eq!(documents(&[("docs/log.md", &log.replace("Status", "State of things"))]).len(), 2);
    let dashed = log.replace("D-001:", "DEC-001 —").replace("D-002:", "DEC-002 —");
    assert_eq!(documents(&[("docs/log.md", &dashed)]).len(), 2);
    for page in [
        log.replace("Decision log", "ADR: Pick a broker"),
        log.replace("Decision log", "Risks of the decision"),
        log.replace("Decision", "Error"),
        log.replace("Status:", "Note:").replace("D-002", "E-002"),
        log.replace("Status:", "Note:").replace("D-00", "D-"),
    ] {
        assert_eq!(documents(&[("docs/log.md", &page)]), Vec::<String>::new(), "{page}");
    }
}

/// A record's title, status and date, as they are read.
fn read(text: &str) -> (String, Option<String>, Option<String>) {
    let files = Files::memory([("adr/0001-keep-one-log.md", text)]);
    let analysis = analyze(&book::load_memory(&files, &rules::names()).unwrap());
    let document = analysis.documents.first().expect(text);
    (
        document.title.value.clone(),
        document.status().map(|status| status.as_str().to_owned()),
        document.date.as_ref().and_then(|date| date.value.clone()),
    )
}

#[test]
fn heads_are_read_as_people_write_them() {
    let expect = |text: &str, status: &str, date: Option<&str>| {
        let (title, found, found_date) = read(text);
        assert_eq!((title.as_str(), found.as_deref()), ("Keep one log", Some(status)), "{text}");
        assert_eq!(found_date.as_deref(), date, "{text}");
    };
    let body = "\n## Context\n\nx\n\n## Decision\n\nx\n";
    for (head, status, date) in [
        ("# Keep one log\n\n## Status: Accepted\n", "accepted", None),
        ("# Keep one log\n\n## Status (Accepted)\n", "accepted", None),
        ("# Keep one log\n\n## Status - Accepted\n\nBy all.\n", "accepted", None),
        (
            "# 1. Keep one log\n\n## Status\n\n~~Proposed~~ Accepted, 31.01.2024\n",
            "accepted",
            Some("2024-01-31"),
        ),
        (
            "# Keep one log\n\n## Status\n\n- [ ] Proposed\n- [x] Accepted\n- [ ] Rejected\n",
            "accepted",
            None,
        ),
        ("# Keep one log\n\n**Status**\n\nRejected\n", "rejected", None),
        ("# ADR-0001\n\n## Title\n\nKeep one log\n\n## Status\n\nAccepted\n", "accepted", None),
        (
            "# ADR-0001\n\n## Keep one log\n\nStatus: *Accepted*\nDate: Jan 31, 2024\n",
            "accepted",
            Some("2024-01-31"),
        ),
        ("---\ntitle: Keep one log\nstatus: Superseded by ADR-0002\n---\n", "superseded", None),
        ("# Keep one log\n\n![Status: accepted](https://a.b/c.svg)\n", "accepted", None),
        (
            "# Keep one log\n\nDate: 2024-01-31\n\n## Status\n\n2024-02-01 proposed\n\n2024-03-01 accepted\n",
            "accepted",
            Some("2024-01-31"),
        ),
    ] {
        expect(&format!("{head}{body}"), status, date);
    }
}

#[test]
fn a_text_is_read_once_and_parsed_once() {
    let files = Files::memory([
        ("a/book.toml", ""),
        ("a/src/SUMMARY.md", "- [One](one.md)\n- [Two](two.md)\n"),
        ("a/src/one.md", "{{#include ../../adr/0001-x.md}}\n"),
        ("a/src/two.md", "{{#include ../../adr/0001-x.md}}\n{{#include ../../adr/0002-y.md}}\n"),
        ("a/src/three.md", "# Three\n"),
        ("adr/0001-x.md", "# ADR-0001: X\n"),
        ("adr/0002-y.md", "# ADR-0002: Y\n"),
        ("adr/0003-z.md", "# ADR-0003: Z\n"),
    ]);
    let library = book::load_memory(&files, &rules::names()).unwrap();
    let analysis = analyze(&library);
    rules::check(&library, &analysis, &[]);
    let Files::Memory(memory) = &files else { unreachable!("made in memory") };
    let mut reads = memory.reads();
    reads.sort();
    let mut once = reads.clone();
    once.dedup();
    assert_eq!(reads, once);
    assert_eq!(reads.len(), 8, "every file, the book's own among them");
    // A page's outline is what parsing gives; an included record has none of its own.
    let outlines: usize = analysis.pages.iter().map(Vec::len).sum();
    assert_eq!(outlines, ["one", "two", "three", "0003-z"].len());
    let paths: Vec<_> = analysis.documents.iter().map(|document| document.path.as_str()).collect();
    assert_eq!(paths, ["adr/0001-x.md", "adr/0002-y.md", "adr/0003-z.md"]);
}

/// The relations that a record declares to those of numbers 1 to 3, as `relation~ number via`.
fn relations(text: &str) -> Vec<String> {
    let plain = |number: usize| format!("# {number}. Old {number}\n\nStatus: accepted\n");
    let mut files = vec![("0009-new.md".to_owned(), text.to_owned())];
    files.extend((1..=3).map(|number| (format!("000{number}-old-{number}.md"), plain(number))));
    let analysis = analyze(&book::load_memory(&Files::memory(files), &rules::names()).unwrap());
    let own = analysis.all().find(|(_, document)| document.number == Some(9)).expect(text).0;
    analysis
        .references_of(own)
        .filter_map(|(_, resolved)| {
            let Outcome::Document(target, via) = resolved.outcome else { return None };
            let partly = if resolved.reference.partial { "~" } else { "" };
            let number = analysis.document(target).number?;
            Some(format!(
                "{}{partly} {number} {}",
                resolved.reference.statement.as_str(),
                via.as_str()
            ))
        })
        .collect()
}

#[test]
fn slashes_and_ranges_name_several_documents() {
    for (stated, expected) in [
        ("Supersedes ADR-0001/ADR-0002", vec!["supersedes 1 id", "supersedes 2 id"]),
        (
            "Supersedes ADR-0001..ADR-0003",
            vec!["supersedes 1 id", "supersedes 2 id", "supersedes 3 id"],
        ),
        (
            "Supersedes ADR-0001–0003.",
            vec!["supersedes 1 id", "supersedes 2 id", "supersedes 3 id"],
        ),
        (
            "Supersedes ADR-0001 to ADR-0003",
            vec!["supersedes 1 id", "supersedes 2 id", "supersedes 3 id"],
        ),
        ("Supersedes ADR-0001 through 0002", vec!["supersedes 1 id", "supersedes 2 id"]),
        ("Supersedes ADR-0002 – 3 reasons", vec!["supersedes 2 id"]),
        ("Depends on: part 1 (ADR-0003–0009)", vec!["depends-on 3 id"]),
        ("Supersedes ADR-0001 - 2024-01-31", vec!["supersedes 1 id"]),
        ("Supersedes ADR-2 to 3 percent", vec!["supersedes 2 id"]),
    ] {
        let text = format!("# 9. New\n\n## Status\n\nAccepted\n\n{stated}\n");
        assert_eq!(relations(&text), expected, "{stated}");
    }
}

#[test]
fn relations_are_read_as_people_state_them() {
    for (stated, expected) in [
        ("Supersedes [1. Old 1](0001-old-1.md)", vec!["supersedes 1 link"]),
        ("[Superseded by 2](0002-old-2.md)", vec!["superseded-by 2 link"]),
        (
            "Superseded by 1, 2 and 3",
            vec!["superseded-by 1 id", "superseded-by 2 id", "superseded-by 3 id"],
        ),
        (
            "Accepted. Supersedes [ADR 3](0003-old-3.md); amends ADR-0001.",
            vec!["supersedes 3 link", "amends 1 id"],
        ),
        ("This ADR supersedes ADR-0001 in part (section Decision).", vec!["supersedes~ 1 id"]),
        ("Superseded by \"Old 2\"", vec!["superseded-by 2 title"]),
        ("Supersedes \\[ADR-0001\\](0001-old-1.md)", vec!["supersedes 1 link"]),
        ("Supersedes nothing. It does not supersede ADR-0001.", vec!["mentions 1 id"]),
        ("Supersedes: none", vec![]),
        ("~~Supersedes ADR-0001~~", vec![]),
        ("Supersedes `ADR-0001`", vec![]),
        ("Supersedes RFC 2119", vec![]),
        ("Supersedes 2 earlier decisions", vec![]),
        ("Superseded by:\n\n[2](0002-old-2.md)", vec!["superseded-by 2 link"]),
        (
            "Supersedes the following:\n\n- ADR-0001\n  - we keep ADR-0002\n- [ ] ADR-0003",
            vec!["supersedes 1 id", "mentions 2 id", "mentions 3 id"],
        ),
    ] {
        let text = format!("# 9. New\n\n## Status\n\nAccepted\n\n{stated}\n");
        assert_eq!(relations(&text), expected, "{stated}");
    }
    for (head, expected) in [
        ("* Status: accepted\n* Supersedes: #3 (partially)\n", vec!["supersedes~ 3 id"]),
        ("**Status**: Accepted<br>**Supersedes**: ADR-0001\n", vec!["supersedes 1 id"]),
        ("Status: accepted\nSupersedes ADR-0002\n", vec!["supersedes 2 id"]),
        (
            "Status: accepted\n\n## Supersedes\n\n- [Old 2](./0002-old-2.md)\n",
            vec!["supersedes 2 link"],
        ),
        (
            "Status: accepted\n\n## Links\n\n* [Supersedes](0001-old-1.md) it\n* Refined by ADR-0002\n",
            vec!["supersedes 1 link", "refined-by 2 id"],
        ),
        (
            "Status: accepted\n\n## Context\n\nIt replaces ADR-0001, see ADR-0002.\n",
            vec!["mentions 1 id", "mentions 2 id"],
        ),
    ] {
        assert_eq!(relations(&format!("# 9. New\n\n{head}")), expected, "{head}");
    }
    let title = "# 9. New (supersedes ADR-0001, amends ADR-0002)\n\nStatus: accepted\n";
    assert_eq!(relations(title), ["supersedes 1 id", "amends 2 id"]);
    let title = "# 9. Replace the store (see ADR-0001)\n\nStatus: accepted\n";
    assert_eq!(relations(title), Vec::<String>::new());
    let front = "---\nstatus: accepted\nsupersedes:\n  - 0003-old-3.md\n  - \"ADR-0002\"\nsatisfies: none\n---\n# New\n";
    assert_eq!(relations(front), ["supersedes 3 key", "supersedes 2 key"]);
}

#[test]
fn what_a_document_says_of_something_else_is_no_relation_of_its_own() {
    for (head, expected) in [
        ("Status: accepted\n\n## Links\n\nImplements decision 2.\n", vec!["satisfies 2 id"]),
        // What numbers its own decisions speaks of these.
        (
            "Status: accepted\n\n## Decision\n\n### 2. Retry\n\n## Links\n\nImplements decisions 2 and 3.\n",
            vec![],
        ),
        (
            "Status: superseded by decision 2\n\n## Decision\n\n### 2. Retry\n",
            vec!["superseded-by 2 id"],
        ),
        // A row is about what it begins with.
        (
            "Status: accepted\n\n## Links\n\n| Reference | Relation |\n|---|---|\n| [T-7](https://t.example/7) | Implements decision 2 |\n| ADR-0001 | Superseded by ADR-0003 |\n",
            vec!["mentions 1 id", "mentions 3 id"],
        ),
        (
            "Status: accepted\n\n## Links\n\n| Date | Change |\n|---|---|\n| 2026-01-02 | Superseded by ADR-0003 |\n",
            vec!["superseded-by 3 id"],
        ),
    ] {
        assert_eq!(relations(&format!("# 9. New\n\n{head}")), expected, "{head}");
    }
}

/// What is read in a folder: each document as `path id status date`, and the findings as `path:line rule`.
fn read_folder(files: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
    let library =
        book::load_memory(&Files::memory(files.iter().copied()), &rules::names()).unwrap();
    let (analysis, findings) = rules::analyze_and_check(&library, Outlines::Dropped, &[]);
    let documents = analysis.all().map(|(_, document)| {
        let id = document.id.as_ref().map_or("-", |id| id.value.as_str());
        let date = document.date.as_ref().and_then(|date| date.value.as_deref());
        let status = document.status_name().unwrap_or("-");
        format!("{} {id} {status} {}", document.path, date.unwrap_or("-"))
    });
    let findings = findings.iter().map(|finding| {
        let span = finding.primary;
        let line = library.sources.position(span.file, span.start).line;
        format!("{}:{line} {}", library.sources.path(span.file), finding.rule)
    });
    (documents.collect(), findings.collect())
}

#[test]
fn records_are_read_in_the_languages_of_their_authors() {
    let old = |head: &str| format!("# 1. A\n\n{head}\n\n## X\n\nx\n");
    for (head, expected) in [
        ("Datum: 2024-01-31\n\n## Status\n\nErsetzt durch [2](0002-b.md)", "superseded 2024-01-31"),
        ("* Statut : accepté\n* Date : 2024-01-31", "accepted 2024-01-31"),
        ("**Estado:** Reemplazado por ADR-0002\n**Fecha:** 2024-01-31", "superseded 2024-01-31"),
        (
            "## Status\n\nSubstituído pela [2](0002-b.md)\n\nData: 2024-01-31",
            "superseded 2024-01-31",
        ),
        ("- 状态：已采纳 / Status: Adopted\n- 日期：2024-01-31", "accepted 2024-01-31"),
        ("## ステータス\n\n承認済み (Accepted)", "accepted -"),
        ("## 상태 (Status)\n\n제안됨", "proposed -"),
        ("- Статус: отклонено", "rejected -"),
        ("- 状态：已被 ADR-0002 取代（见说明）", "superseded -"),
        ("Statut : Acceptee", "accepted -"),
        ("Status: Reversed by ADR-0002", "superseded -"),
        (
            "## Status\n\nAccepted\n\nRelates to:\n- Extends ADR-0002\n- Superseded ADR-0002",
            "accepted -",
        ),
        (
            "## Status\n\nRejected — 2026-06-14\n\nIt was written\n\"Accepted\" but never built.",
            "rejected 2026-06-14",
        ),
        ("Status: Superseded by ADR-0002, 8 July 2026", "superseded 2026-07-08"),
        ("* Status: ersetzt\n* Ersetzt: Das alles wird durch\n  ADR-0002 ersetzt.", "superseded -"),
    ] {
        let new = "# 2. B\n\nStatus: accepted\n\nSupersedes: 1\n";
        let new =
            if expected.starts_with("superseded") { new } else { "# 2. B\n\nStatus: accepted\n" };
        let (documents, findings) =
            read_folder(&[("adr/0001-a.md", &old(head)), ("adr/0002-b.md", new)]);
        assert_eq!(documents[0], format!("adr/0001-a.md 1 {expected}"), "{head}");
        assert_eq!(findings, Vec::<String>::new(), "{head}");
    }
}

#[test]
fn heads_of_many_shapes_say_one_thing() {
    for (head, expected) in [
        ("## Status\n\n**Accepted** (2024-01-31)", "accepted 2024-01-31"),
        ("## Status\n\n**Accepted** — 2024-01-31. Supersedes nothing.", "accepted 2024-01-31"),
        ("## Status\n\nProposed: 2024-01-01\n\nAccepted: 2024-01-31", "accepted 2024-01-31"),
        ("## Status: Superseded by [2](0002-b.md)\n\n## Date: 2024-01-31", "superseded 2024-01-31"),
        ("> **Status:** Superseded by ADR-0002\n> **Date:** 2024-01-31", "superseded 2024-01-31"),
        (
            "**Scope:** a · **Status:** superseded · **Date:** 2024-01-31 · **Superseded by:** 2",
            "superseded 2024-01-31",
        ),
        (
            "## Status\n\n- [ ] Proposed\n- [x] Accepted\n- [ ] Superseded by [2](0002-b.md)",
            "accepted -",
        ),
        ("**Status:** Proposed → Accepted (2024-01-31)", "accepted 2024-01-31"),
        ("**Status:** Amended by ADR-0002", "accepted -"),
        ("## Status\n\n- Proposed (2024-01-01)\n- Accepted (2024-01-31)", "accepted 2024-01-31"),
        ("Status: Proposed 2024-01-31; Accepted 2024-02-01", "accepted 2024-01-31"),
        ("Status: Proposed; accepted only after 2024-01-31", "proposed 2024-01-31"),
        ("## Status\n\n- Accepted (2024-01-31)\n- Proposed (2024-01-01)", "accepted 2024-01-31"),
        ("## Status\n\n2024-01-31: Accepted\n2024-01-01: Proposed", "accepted 2024-01-31"),
        (
            "## Status\n\n- Accepted (2024-01-31)\n- Proposed to drop it (2025-01-31)",
            "accepted 2024-01-31",
        ),
        (
            "## Status history\n\n- 2024-01-01: Proposed\n- 2024-01-31: Accepted",
            "accepted 2024-01-31",
        ),
        (
            "## Status Log\n\n| Date | Status | By |\n|---|---|---|\n| 2024-01-01 | Proposed | Ann |\n| 2024-01-31 | Accepted | Bob |",
            "accepted 2024-01-31",
        ),
        ("📆 Date: 2024-01-31\n\nStatus: accepted", "accepted 2024-01-31"),
    ] {
        let text = format!("# 1. A\n\n{head}\n\n## X\n\nx\n");
        let new = match expected.split(' ').next() {
            Some("superseded") => "# 2. B\n\nStatus: accepted\n\nSupersedes: 1; amends ADR-3\n",
            _ => "# 2. B\n\nStatus: accepted\n",
        };
        let other = "# 3. C\n\nStatus: accepted\n";
        let (documents, findings) = read_folder(&[
            ("adr/0001-a.md", &text),
            ("adr/0002-b.md", new),
            ("adr/0003-c.md", other),
        ]);
        assert_eq!(documents[0], format!("adr/0001-a.md 1 {expected}"), "{head}");
        assert_eq!(findings, Vec::<String>::new(), "{head}");
    }
}

#[test]
fn files_are_one_record_each_however_they_are_named() {
    let (documents, findings) = read_folder(&[
        ("adr/0001-a.md", "## ADR-0001: A\n\n**Status:** Accepted\n\n### Context\n\nx\n"),
        ("adr/0001-a.fr.md", "## ADR-0001: A\n\n**Statut:** Accepté\n"),
        ("adr/ADR-2026-04-15-b.md", "# B\n\n- Status: accepted\n"),
        ("adr/ADR-2026-04-16-c.md", "# C\n\n- Status: accepted\n"),
        ("adr/adr-20260417-d.md", "# D\n\n- Status: accepted\n"),
        ("adr/plantilla.md", "# ADR-XXX: Título\n\n- Status: proposed\n"),
    ]);
    let expected = [
        "adr/0001-a.md ADR-0001 accepted -",
        "adr/ADR-2026-04-15-b.md ADR-2026-04-15-b accepted 2026-04-15",
        "adr/ADR-2026-04-16-c.md ADR-2026-04-16-c accepted 2026-04-16",
        "adr/adr-20260417-d.md adr-20260417-d accepted 2026-04-17",
    ];
    assert_eq!((documents, findings), (expected.map(str::to_owned).to_vec(), Vec::new()));
}

#[test]
fn files_and_issues_that_are_named_in_words_are_looked_for_where_they_may_lie() {
    let folder = |related: &str| {
        let text = format!("# ADR-0001: A\n\n**Status:** Accepted\n**Related:** {related}\n");
        read_folder(&[
            ("README.md", "# R\n"),
            ("docs/slo.md", "# S\n"),
            ("docs/adr/0001-a.md", &text),
            ("docs/adr/0012-b.md", "# ADR-0012: B\n\n**Status:** Deprecated\n"),
        ])
        .1
    };
    for related in
        ["README.md, docs/slo.md, slo.md", "docs/adr/0012-b.md", "CLAUDE.md §3", "#516, PR #12"]
    {
        assert_eq!(folder(related), Vec::<String>::new(), "{related}");
    }
    assert_eq!(folder("docs/adr/0013-c.md"), ["docs/adr/0001-a.md:4 broken-reference"]);
}

#[test]
fn titles_stand_below_the_name_of_a_form_and_proposals_are_decisions() {
    let body = "\n\n## Status\n\nAccepted\n\n## Context\n\nx\n\n## Decision\n\ny\n";
    let rfc = "- Feature Name: `retry`\n- Start Date: 2024-01-31\n\n# Summary\n\nx\n\n# Motivation\n\ny\n\n# Detailed design\n\nz\n";
    let files = [
        ("adr/0001-a.md", format!("# Architecture Decision Record\n\n## Title\n\nUse A{body}")),
        ("adr/0002-b.md", format!("# Architecture Decision Record\n\n## Title: Use B{body}")),
        ("adr/0003-c.md", format!("# Title\n\nUse C{body}")),
        ("text/0007-retry.md", rfc.to_owned()),
        ("guide/retry.md", rfc.replace("Feature", "Other")),
    ];
    let library = book::load_memory(&Files::memory(files), &rules::names()).unwrap();
    let (analysis, findings) = rules::analyze_and_check(&library, Outlines::Dropped, &[]);
    let titles: Vec<_> =
        analysis.all().map(|(_, document)| document.title.value.as_str()).collect();
    assert_eq!(titles, ["Use A", "Use B", "Use C", "retry"]);
    let rules: Vec<_> = findings.iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, Vec::<&str>::new());
}

#[test]
fn a_status_is_found_where_no_usual_place_has_one() {
    let body = "\n\n## Context\n\nx\n\n## Decision\n\ny\n";
    let (documents, findings) = read_folder(&[
        ("adr/0001-a.md", &format!("# 1. A{body}\n---\n\nStatus: Accepted\nDate: 2024-01-31\n")),
        ("adr/0002-b.md", &format!("Status: Accepted\n\n# 2. B{body}")),
        (
            "adr/0003-c.md",
            &format!(
                "# 3. C\n\n<table><tr><th>Status</th><td><b>Accepted</b></td></tr></table>{body}"
            ),
        ),
        (
            "adr/0004-d.md",
            &format!(
                "# 4. D\n\n## Status\n\n| Date | Status |\n|---|---|\n| 2024-01-31 | Proposed |\n| 2024-02-01 | Accepted |\n| 2024-02-01 | |{body}"
            ),
        ),
        (
            "adr/0005-e.md",
            &format!("# 5. E{body}\n## Metadata\n\n- Status: Accepted\n- Datum: WGS84\n"),
        ),
        ("adr/0006-f.md", &format!("# 6. F{body}\nThe status: nobody knows.\n")),
        (
            "adr/0007-g.md",
            &format!("# 7. G\n\n- Proposed: 2024-01-01\n- Accepted: 2024-01-31{body}"),
        ),
        ("adr/0008-h.md", &format!("# 8. H\n\nRejected: 2024-02-01\nProposed: 2024-01-01{body}")),
        ("adr/0009-i.md", &format!("# 9. I\n\nCreated: 2024-01-31\nCompleted: 2024-02-01{body}")),
        ("guide/0001-g.md", "# 1. Guide\n\n## Steps\n\nText.\n\nStatus: Accepted\n"),
    ]);
    let expected = [
        "adr/0001-a.md 1 accepted 2024-01-31",
        "adr/0002-b.md 2 accepted -",
        "adr/0003-c.md 3 accepted -",
        "adr/0004-d.md 4 accepted 2024-02-01",
        "adr/0005-e.md 5 accepted -",
        "adr/0006-f.md 6 - -",
        "adr/0007-g.md 7 accepted 2024-01-31",
        "adr/0008-h.md 8 rejected 2024-01-01",
        "adr/0009-i.md 9 - 2024-01-31",
    ];
    assert_eq!(documents, expected);
    assert_eq!(
        findings,
        ["adr/0006-f.md:1", "adr/0009-i.md:1"].map(|at| format!("{at} missing-status"))
    );
}

#[test]
fn an_unusual_place_makes_no_document_and_asks_no_neighbour_for_a_status() {
    let context = "\n\n## Context\n\nx\n\n";
    let (documents, findings) = read_folder(&[
        ("guide/01-a.md", &format!("# 1. Set up{context}## Steps\n\ny\n\n---\n\nStatus: Done\n")),
        ("guide/02-b.md", &format!("Status: Draft\n\n# Tasks{context}")),
        (
            "2024-01-05-c.md",
            &format!("# Weekly{context}## Notes\n\ny\n\n## Metadata\n\n- Status: open\n"),
        ),
    ]);
    assert_eq!(documents, Vec::<String>::new());
    assert_eq!(findings, [".:1:1 nothing-to-check"].map(|one| one.replace(":1:1", ":1")));
    let body = "\n\n## Context\n\nx\n\n## Decision\n\ny\n";
    let (documents, findings) = read_folder(&[
        ("adr/0001-a.md", &format!("# 1. A{body}")),
        ("adr/0002-b.md", &format!("# 2. B{body}\n---\n\nStatus: accepted\n")),
        ("adr/0003-c.md", &format!("# 3. C{body}\n## Alternatives\n\nD. Status: rejected\n")),
        (
            "adr/0004-d.md",
            &format!("# 4. D\n\n<ul><li>Status</li><li>Open questions</li></ul>{body}"),
        ),
    ]);
    let expected = [
        "adr/0001-a.md 1 - -",
        "adr/0002-b.md 2 accepted -",
        "adr/0003-c.md 3 - -",
        "adr/0004-d.md 4 - -",
    ];
    assert_eq!(documents, expected);
    assert_eq!(findings, Vec::<String>::new());
}

#[test]
fn an_entry_of_a_log_needs_no_status_beside_those_that_have_one() {
    let accepted = "\n\n**Status:** Accepted\n\n";
    let log = |of_3: &str| {
        format!(
            "# Log\n\n## ADR-1: A{accepted}Amends ADR-2.\n\n## ADR-2: B\n\nWe do B.\n\n## ADR-3: C{of_3}"
        )
    };
    let (documents, findings) = read_folder(&[("LOG.md", &log(accepted))]);
    assert_eq!(
        documents,
        ["LOG.md ADR-1 accepted -", "LOG.md ADR-2 - -", "LOG.md ADR-3 accepted -"]
    );
    assert_eq!(findings, ["LOG.md:9 missing-status"]);
    // Where few have one, nobody asks the others for theirs.
    let (documents, findings) = read_folder(&[("LOG.md", &log("\n\nWe do C.\n"))]);
    assert_eq!(documents.len(), 3);
    assert_eq!(findings, Vec::<String>::new());
    // It only talks of a record that stands elsewhere.
    let record = format!("# ADR-2: B{accepted}## Decision\n\nWe do B.\n");
    let (documents, findings) =
        read_folder(&[("LOG.md", &log(accepted)), ("adr/0002-b.md", &record)]);
    let expected =
        ["LOG.md ADR-1 accepted -", "LOG.md ADR-3 accepted -", "adr/0002-b.md ADR-2 accepted -"];
    assert_eq!(documents, expected);
    assert_eq!(findings, Vec::<String>::new());
}

#[test]
fn a_list_below_a_relation_is_governed_by_it() {
    for stated in [
        "Superseded by:\n\n- [ADR-0002: B](0002-b.md)",
        "Superseded by\n\n* [B](0002-b.md)",
        "Superseded\n\nSuperseded by:\n- ADR-0002",
        "Superseded\n\n- Superseded by:\n  - [ADR-0002: B](0002-b.md)",
        "**Superseded by:**\n\n1. [ADR-0002](0002-b.md), which\n   is faster",
    ] {
        let old = format!("# ADR-0001: A\n\n## Status\n\n{stated}\n\n## Context\n\nx\n");
        let new =
            "# ADR-0002: B\n\nStatus: accepted\n\nSupersedes:\n\n- [ADR-0001: A](0001-a.md)\n";
        let (documents, findings) = read_folder(&[("adr/0001-a.md", &old), ("adr/0002-b.md", new)]);
        assert_eq!(documents[0], "adr/0001-a.md ADR-0001 superseded -", "{stated}");
        assert_eq!(findings, Vec::<String>::new(), "{stated}");
    }
    let two = "Accepted\n\nSupersedes:\n\n- [Old 1](0001-old-1.md)\n- a part of ADR-0002\n- Amends ADR-0003\n";
    assert_eq!(
        relations(&format!("# 9. New\n\n## Status\n\n{two}")),
        ["supersedes 1 link", "supersedes~ 2 id", "amends 3 id"]
    );
}

#[test]
fn records_of_nothing_but_prose_are_read_in_a_folder_that_is_named_for_them() {
    let prose = |title: &str| format!("# {title}\n\nWe do it, because it is simple.\n");
    let over =
        "# One\n\n> **Superseded by [Three](0003-c.md).** Kept for the record.\n\nWe did it.\n";
    let stated = "# One\n\nStatus: superseded by ADR-3\n\nWe did it.\n";
    let new = "# Three\n\nSupersedes [One](0001-a.md). We do it.\n";
    for first in [over, stated] {
        let (documents, findings) = read_folder(&[
            ("docs/adr/0001-a.md", first),
            ("docs/adr/0002-b.md", &prose("Two")),
            ("docs/adr/0003-c.md", new),
        ]);
        let expected = [
            "docs/adr/0001-a.md 0001 superseded -",
            "docs/adr/0002-b.md 0002 - -",
            "docs/adr/0003-c.md 0003 - -",
        ];
        assert_eq!(documents, expected, "{first}");
        assert_eq!(findings, Vec::<String>::new(), "{first}");
    }
    let told = "# One\n\n> Replaced by us in 2020: the old cache.\n\n## Context\n\nx\n\n## Decision\n\ny\n";
    assert_eq!(read_folder(&[("docs/adr/0001-a.md", told)]).0, ["docs/adr/0001-a.md 0001 - -"]);
    // Elsewhere, and with the numbers of chapters, they are pages.
    for [one, two] in
        [["docs/0001-a.md", "docs/0002-b.md"], ["docs/adr/01-a.md", "docs/adr/02-b.md"]]
    {
        let (documents, _) = read_folder(&[(one, &prose("One")), (two, &prose("Two"))]);
        assert_eq!(documents, Vec::<String>::new());
    }
}

#[test]
fn plans_reports_and_chapters_have_dates_numbers_and_statuses_and_are_no_records() {
    let page = |title: &str| format!("# {title}\n\n**Status:** Completed\n\nSee ADR-0009.\n");
    for (path, title) in [
        ("docs/plans/2026-09-22-a.md", "Move the cache"),
        ("docs/2026-09-22-a.md", "Cache Implementation Plan"),
        ("docs/reports/0002-a.md", "What was slow"),
        ("docs/22-forensics.md", "Forensics"),
        ("docs/1-one.md", "One"),
    ] {
        let (documents, findings) = read_folder(&[
            (path, &page(title)),
            ("docs/adr/0001-a.md", "# 1. One\n\nStatus: accepted\n"),
        ]);
        assert_eq!(documents, ["docs/adr/0001-a.md 1 accepted -"], "{path}");
        assert_eq!(findings, Vec::<String>::new(), "{path}");
    }
    for (path, title) in [
        ("docs/adr/0002-a.md", "Follow the release plan"),
        ("docs/decisions/2026-09-22-a.md", "A report"),
        ("docs/0022-a.md", "Use redb"),
    ] {
        let (documents, _) = read_folder(&[(path, &page(title))]);
        assert_eq!(documents.len(), 1, "{path}");
    }
}

#[test]
fn a_log_may_be_named_in_another_language_and_number_its_entries_as_records() {
    let log = |id: &str| {
        format!(
            "# Registro de decisiones\n\n## {id}-001: Uno\n\nLo hacemos.\n\n## {id}-002: Dos\n\nSee {id}-001.\n"
        )
    };
    for (path, id) in
        [("docs/decisiones.md", "DEC"), ("docs/DECISIONS.md", "ADR"), ("docs/log.md", "D")]
    {
        let (documents, findings) = read_folder(&[(path, &log(id))]);
        assert_eq!(documents, [1, 2].map(|number| format!("{path} {id}-00{number} - -")), "{path}");
        assert_eq!(findings, Vec::<String>::new(), "{path}");
    }
    // An index of records with their ids as headings is no second record of each.
    let record = |number: u8| format!("# ADR-00{number}: A\n\nStatus: accepted\n");
    let (documents, findings) = read_folder(&[
        ("docs/DECISIONS.md", &log("ADR")),
        ("docs/adr/001-a.md", &record(1)),
        ("docs/adr/002-b.md", &record(2)),
    ]);
    assert_eq!(documents.len(), 2, "{documents:?}");
    assert_eq!(findings, Vec::<String>::new());
}

#[test]
fn an_addendum_belongs_to_the_record_with_its_number() {
    let record = "# ADR-0012: Folders\n\nStatus: accepted\n";
    for (path, text) in [
        (
            "adr/ADR-0012-addendum.md",
            "# ADR-0012 Addendum: Pillars\n\n## Context\n\nx\n\n## Decision\n\ny\n",
        ),
        ("adr/ADR-0012-errata.md", "# Slips in the list of folders\n\nStatus: accepted\n"),
        ("adr/ADR-0012-more.md", "# ADR-0012 Amendment — More folders\n\nStatus: accepted\n"),
    ] {
        let (documents, findings) =
            read_folder(&[("adr/ADR-0012-folders.md", record), (path, text)]);
        assert_eq!(documents, ["adr/ADR-0012-folders.md ADR-0012 accepted -"], "{path}");
        assert_eq!(findings, Vec::<String>::new(), "{path}");
        // Alone it is the record.
        assert_eq!(read_folder(&[(path, text)]).0.len(), 1, "{path}");
    }
}

#[test]
fn ids_are_defined_by_rows_and_items_and_others_belong_to_other_repositories() {
    let log = "# Decisions\n\n| ID | Decision |\n|---|---|\n| D-001 | Use redb |\n\n## D-003: Three\n\n**Status:** Accepted. Amends D-001, D-002 and D-009.\n\n- **D-002:** two\n\n## D-004: Four\n\n**Status:** Accepted\n";
    assert_eq!(
        read_folder(&[("docs/DECISIONS.md", log)]).1,
        ["docs/DECISIONS.md:9 broken-reference"]
    );
    let table = "# Requirements\n\n| ID | What |\n|---|---|\n| REQ-001 | A |\n";
    let (_, findings) = read_folder(&[
        ("docs/requirements.md", table),
        ("docs/req/more.md", "# More\n\n## REQ-003: C\n\nIt must.\n"),
        (
            "docs/adr/0001-a.md",
            "# ADR-0001: A\n\nStatus: accepted\n\nSatisfies: REQ-001, REQ-003\n",
        ),
    ]);
    assert_eq!(findings, Vec::<String>::new());
    let record =
        |prose: &str| format!("# ADR-0001: A\n\nStatus: accepted\n\n## Context\n\n{prose}\n");
    for prose in [
        "See upstream ADR-0044.",
        "(data-platform ADR-0044)",
        "See `core-api` ADR-0044.",
        "*their ADR-0044*",
    ] {
        let (_, findings) = read_folder(&[("adr/0001-a.md", &record(prose))]);
        assert_eq!(findings, Vec::<String>::new(), "{prose}");
    }
    for prose in ["See ADR-0044.", "The follow-up ADR-0044.", "In code: `x`, ADR-0044."] {
        let (_, findings) = read_folder(&[("adr/0001-a.md", &record(prose))]);
        assert_eq!(findings, ["adr/0001-a.md:7 broken-reference"], "{prose}");
    }
}

#[test]
fn a_link_to_an_anchor_with_an_id_means_the_document_below_it() {
    let log = |anchor: &str| {
        format!(
            "# Decisions\n\n{anchor}\n## D-001: One\n\n**Status:** Accepted\n\n## D-002: Two\n\n**Status:** Accepted\n\nSupersedes [D-001](#d-001)\n"
        )
    };
    let (_, findings) = read_folder(&[("DECISIONS.md", &log("<a id=\"d-001\"></a>"))]);
    assert_eq!(findings, ["DECISIONS.md:6 status-contradicts-relations"]);
    let (_, findings) = read_folder(&[("DECISIONS.md", &log(""))]);
    assert!(findings.contains(&"DECISIONS.md:12 broken-anchor".to_owned()), "{findings:?}");
}

#[test]
fn a_status_tells_of_its_own_parts_and_notes_tell_of_others() {
    for (stated, expected) in [
        (
            "Accepted (decision 2 superseded by ADR-0001; timeouts amended by ADR-0002)",
            &["superseded-by~ 1 id", "amended-by~ 2 id"][..],
        ),
        ("Accepted; Step 4 replaced by ADR-0001", &["superseded-by~ 1 id"]),
        (
            "Superseded by ADR-0001 (now superseded by ADR-0002)",
            &["superseded-by 1 id", "mentions 2 id"],
        ),
        (
            "Superseded by ADR-0001 (as amended by ADR-0002)",
            &["superseded-by 1 id", "mentions 2 id"],
        ),
        (
            "Accepted. Supersedes ADR-0001. ADR-0002 (previously superseded by ADR-0001) is in force again.",
            &["supersedes 1 id", "mentions 2 id", "mentions 1 id"],
        ),
        ("Superseded-by-ADR-0001", &["superseded-by 1 id"]),
        ("Amended (by ADR-0001)", &["amended-by 1 id"]),
        ("Amended 2026-03-01 by ADR-0001", &["amended-by 1 id"]),
        ("**Amended on 2026-03-01 by ADR-0001**", &["amended-by 1 id"]),
        ("已接受，被 ADR-0001 引用，取代 ADR-0002", &["mentions 1 id", "supersedes 2 id"]),
        ("Accepted，被 ADR-0001 取代；保留 ADR-0002", &["superseded-by 1 id", "mentions 2 id"]),
        ("部分被 ADR-0001、ADR-0002 取代", &["superseded-by~ 1 id", "superseded-by~ 2 id"]),
        ("Accepté — remplacé en partie par ADR-0001", &["superseded-by~ 1 id"]),
    ] {
        let mut found = relations(&format!("# 9. New\n\n## Status\n\n{stated}\n"));
        let mut expected: Vec<String> = expected.iter().map(|one| (*one).to_owned()).collect();
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "{stated}");
    }
    for (fields, expected) in [
        ("- 상태: 승인\n- 대체: ADR-0001", "supersedes 1 id"),
        ("- 상태: 대체됨\n- 대체: ADR-0001", "superseded-by 1 id"),
        ("**状态:** 已取代 | **替代:** ADR-0001", "superseded-by 1 id"),
        ("- ステータス: 採択\n- 置き換え: ADR-0001の再試行", "supersedes~ 1 id"),
        ("- Status: Accepted\n- Related: Superseded: ADR-0001", "relates-to 1 id"),
    ] {
        let record = format!("# 9. New\n\n{fields}\n\n## Context\n\nx\n");
        assert_eq!(relations(&record), [expected], "{fields}");
    }
    // A reviewer has a status of its own.
    let record = "# ADR-0001: A\n\n| Reviewer | Status | Date |\n|---|---|---|\n| Ann | Approved | 2024-03-03 |\n\n## Status\n\nProposed\n";
    assert_eq!(read_folder(&[("adr/0001-a.md", record)]).0, ["adr/0001-a.md ADR-0001 proposed -"]);
    let record = "# ADR-0001: A\n\n| Status | Deciders | Date |\n|---|---|---|\n| accepted | Ann | 2024-03-03 |\n";
    let (documents, _) = read_folder(&[("adr/0001-a.md", record)]);
    assert_eq!(documents, ["adr/0001-a.md ADR-0001 accepted 2024-03-03"]);
}

#[test]
fn what_is_said_beside_a_related_document_counts() {
    let record =
        |field: &str| format!("# 9. New\n\n- Status: accepted\n- {field}\n\n## Context\n\nx\n");
    for (field, expected) in [
        (
            "Related: [One](0001-old-1.md) (superseded by this ADR), ADR-0002",
            &["supersedes 1 link", "relates-to 1 link", "relates-to 2 id"][..],
        ),
        (
            "Related: ADR-0001 — partially superseded by this record",
            &["relates-to 1 id", "supersedes~ 1 id"],
        ),
        ("Related ADRs: supersedes ADR-0001", &["supersedes 1 id"]),
        ("Related: ADR-0001 (not superseded by this)", &["relates-to 1 id"]),
    ] {
        let mut found = relations(&record(field));
        let mut expected: Vec<String> = expected.iter().map(|one| (*one).to_owned()).collect();
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "{field}");
    }
}

#[test]
fn fields_that_share_a_line_may_have_any_mark_between_them() {
    for (line, is_dated) in [
        ("**Date:** 2026-01-08 (call 3) — **Status:** Accepted", true),
        ("- Date: 2026-01-08 – Status: accepted", true),
        ("**Date:** 2026-01-08 **Status:** Accepted", true),
        ("Status: Accepted / Date: 2026-01-08", true),
        ("**Status:** Accepted (by the owner). **Date:** 2026-01-08. **Supersedes:** ADR-2.", true),
        ("- Owner: date and time / 2026-01-08\n- Status: accepted", false),
    ] {
        let record = format!("# ADR-0001: A\n\n{line}\n\n## Context\n\nx\n");
        let (documents, _) = read_folder(&[("adr/0001-a.md", &record)]);
        let date = if is_dated { "2026-01-08" } else { "-" };
        assert_eq!(documents, [format!("adr/0001-a.md ADR-0001 accepted {date}")], "{line}");
    }
    assert_eq!(
        relations(
            "# 9. New\n\n**Status:** Accepted (x). **Date:** 2026-01-08. **Supersedes:** ADR-0001.\n"
        ),
        ["supersedes 1 id"]
    );
    // A word of Chinese has no capital.
    let record = "# ADR-0001：甲\n\n日期：2026-07-30\n状态：已接受\n\n## 背景\n\nx\n";
    let (documents, _) = read_folder(&[("adr/0001-a.md", record)]);
    assert_eq!(documents, ["adr/0001-a.md ADR-0001 accepted 2026-07-30"]);
}

#[test]
fn what_shares_a_line_with_fields_states_a_relation_without_a_colon() {
    for (line, expected) in [
        (
            "**Status:** Accepted · **Supersedes the retry clause of ADR-0001**",
            vec!["supersedes~ 1 id"],
        ),
        (
            "**Status:** Accepted | Supersedes ADR-0001 | **Owner:** ADR-0002",
            vec!["supersedes 1 id", "mentions 2 id"],
        ),
        (
            "**Status:** Accepted · **Refines ADR-0001** · **Supersedes:** ADR-0002",
            vec!["refines 1 id", "supersedes 2 id"],
        ),
        ("**Status:** Accepted · Ann decided", vec![]),
    ] {
        assert_eq!(relations(&format!("# 9. New\n\n{line}\n")), expected, "{line}");
    }
}

#[test]
fn a_ticket_a_report_and_a_guide_are_no_decisions() {
    let body = "\n\n## Context\n\nx\n\n## Resolution\n\ny\n";
    for (path, text) in [
        ("tasks/012-x.md", format!("---\ntype: task\nstatus: done\n---\n# Grid{body}")),
        ("incidents/002-x.md", format!("# Incident 002: Grid fell\n\n**Status:** Resolved{body}")),
        ("reports/2024-01-31-x.md", format!("# [Postmortem] Grid\n\n**Status:** Complete{body}")),
        (
            "docs/04-x.md",
            "---\nsidebar_position: 4\nstatus: draft\n---\n# Grid\n\n## Context\n\nx\n".to_owned(),
        ),
    ] {
        assert_eq!(documents(&[(path, &text)]), Vec::<String>::new(), "{path}");
    }
    for (path, text) in [
        ("adr/0002-x.md", format!("# Incident response with pagers\n\nStatus: accepted{body}")),
        ("adr/0003-x.md", format!("---\ntype: adr\nstatus: done\n---\n# Grid{body}")),
        ("adr/0004-x.md", format!("---\nsidebar_position: 4\nstatus: draft\n---\n# Grid{body}")),
    ] {
        assert_eq!(documents(&[(path, &text)]).len(), 1, "{path}");
    }
    assert_eq!(
        documents(&[("adr/000-index.md", "## Template\n\nStatus: x\n")]),
        Vec::<String>::new()
    );
}

#[test]
fn a_month_in_a_name_is_no_number() {
    let record = |title: &str| format!("# {title}\n\n* Status: accepted\n");
    let (documents, findings) = read_folder(&[
        ("rfc/202005-a.md", &record("A")),
        ("rfc/202005-b.md", &record("B")),
        ("rfc/2020-06-c.md", &record("C")),
        ("rfc/202013-d.md", &record("D")),
        ("rfc/ADR-20260721T192656Z-e.md", &record("ADR-20260721T192656Z-e: E")),
    ]);
    let expected = [
        "rfc/2020-06-c.md 2020-06-c accepted 2020-06",
        "rfc/202005-a.md 202005-a accepted 2020-05",
        "rfc/202005-b.md 202005-b accepted 2020-05",
        "rfc/202013-d.md 202013 accepted -",
        "rfc/ADR-20260721T192656Z-e.md ADR-20260721T192656Z-e accepted 2026-07-21",
    ];
    assert_eq!((documents, findings), (expected.map(str::to_owned).to_vec(), vec![]));
}

#[test]
fn rfcs_with_bare_numbers_are_named_as_rfcs() {
    let old = "# Use x\n\n- Status: Accepted\n- Superseded by: RFC-0011\n\n## Motivation\n\nRFC 2119 has the words.\n";
    let new = "# Use y\n\n- Status: Accepted\n- Supersedes: RFC 9\n";
    let findings = |folder: &str| {
        let (old_path, new_path) = (format!("{folder}/0009-x.md"), format!("{folder}/0011-y.md"));
        read_folder(&[(&*old_path, old), (&*new_path, new)]).1
    };
    assert_eq!(findings("docs/rfcs"), ["docs/rfcs/0009-x.md:3 status-contradicts-relations"]);
    assert_eq!(findings("docs/adr"), Vec::<String>::new());
}

#[test]
fn a_number_that_a_file_among_the_records_has_is_no_broken_reference() {
    let record = |more: &str| format!("# ADR-0001: A\n\nStatus: accepted\n\n{more}\n");
    let case = |more: &str| {
        let files = [("adr/0001-a.md", &*record(more)), ("adr/0028-b.md", "# B\n\nWe chose it.\n")];
        read_folder(&files).1
    };
    assert_eq!(case("As in ADR-0028."), Vec::<String>::new());
    assert_eq!(case("As in ADR-0029."), ["adr/0001-a.md:5 broken-reference"]);
}

#[test]
fn an_id_that_goes_on_behind_its_number_is_an_id_of_its_own() {
    let record = |heading: &str, stated: &str, more: &str| {
        format!("# {heading}\n\n**Status:** {stated}\n\n## Context\n\n{more}\n")
    };
    let old = record("ADR-0012: Base", "Superseded by ADR-0012a", "x");
    let new = record("ADR-0012a: More", "Accepted. Supersedes ADR-0012.", "Not ADR-0012b.");
    let files = [("adr/0012-x.md", &*old), ("adr/0012a-y.md", &*new)];
    let (documents, findings) = read_folder(&files);
    let expected = ["adr/0012-x.md ADR-0012 superseded -", "adr/0012a-y.md ADR-0012a accepted -"];
    assert_eq!((documents, findings), (expected.map(str::to_owned).to_vec(), vec![]));
    // A number that both share is no id of the second.
    let new = record("ADR-012-B: More", "Accepted", "As in ADR-012 and ADR-012-B.");
    let old = record("ADR-012: Base", "Accepted", "See ADR-012-B.");
    let (documents, findings) =
        read_folder(&[("adr/ADR-012-x.md", &*old), ("adr/ADR-012-B-y.md", &*new)]);
    assert_eq!(documents[0], "adr/ADR-012-B-y.md ADR-012-B accepted -");
    assert_eq!(findings, Vec::<String>::new());
}

#[test]
fn a_number_stands_for_an_id_that_goes_on_where_no_other_has_it() {
    let record = |heading: &str| {
        format!("# {heading}\n\n**Status:** Accepted\n\n## Context\n\nSee ADR-0012.\n")
    };
    let (revised, other) = (record("ADR-0012-R: Revised"), record("ADR-0013: Other"));
    let (_, findings) = read_folder(&[("adr/0012-b.md", &revised), ("adr/0013-c.md", &other)]);
    assert_eq!(findings, Vec::<String>::new());
    // An id may be written without its zeros.
    let stated =
        "# ADR-0013: Other\n\n**Status:** Accepted, supersedes ADR-12-r\n\n## Context\n\nx\n";
    let (_, findings) = read_folder(&[("adr/0012-b.md", &revised), ("adr/0013-c.md", stated)]);
    assert_eq!(findings, ["adr/0012-b.md:3 status-contradicts-relations"]);
}

#[test]
fn a_log_without_any_status_is_a_log() {
    let log = |title: &str| {
        format!(
            "# {title}\n\n### DEC-001 — A\n\nWe do A.\n\n### DEC-002 — B\n\nWe do B, as DEC-001 says.\n"
        )
    };
    let (documents, findings) = read_folder(&[("decision-log.md", &log("Decision log"))]);
    assert_eq!(documents, ["decision-log.md DEC-001 - -", "decision-log.md DEC-002 - -"]);
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(read_folder(&[("notes.md", &log("Notes on December"))]).0, Vec::<String>::new());
}

#[test]
fn entries_of_a_log_may_be_numbered_by_the_day() {
    let log = "# Decision log\n\n## DEC-20241026-001: A\n\n**Status:** Superseded by DEC-20241027-001\n\n## DEC-20241026-002: B\n\n**Status:** Accepted\n\n## DEC-20241027-001: C\n\n**Status:** Accepted, supersedes DEC-20241026-001\n";
    let (documents, findings) = read_folder(&[("DECISIONS.md", log)]);
    let expected = [
        "DECISIONS.md DEC-20241026-001 superseded -",
        "DECISIONS.md DEC-20241026-002 accepted -",
        "DECISIONS.md DEC-20241027-001 accepted -",
    ];
    assert_eq!((documents, findings), (expected.map(str::to_owned).to_vec(), vec![]));
    // One without a status is no other one, though both have ids instead of numbers.
    let silent =
        log.replace("C\n\n**Status:** Accepted, supersedes DEC-20241026-001", "C\n\nWe do C");
    let (documents, _) = read_folder(&[("DECISIONS.md", &silent)]);
    assert_eq!(documents[2..], ["DECISIONS.md DEC-20241027-001 - -"]);
}

/// A log with an entry below each heading.
fn log_of(title: &str, headings: &[&str], body: &str) -> String {
    let entries = headings.iter().map(|heading| format!("## {heading}\n\n{body}\n\n"));
    format!(
        "# {title}\n\nWhat we decided.\n\n{}## Open questions\n\nNone.\n",
        entries.collect::<String>()
    )
}

#[test]
fn entries_of_a_log_need_no_ids_where_they_have_a_day_or_a_status() {
    let list = |headings: &[&str], body: &str| {
        let (documents, findings) =
            read_folder(&[("DECISIONS.md", &log_of("Notes", headings, body))]);
        assert_eq!(findings, Vec::<String>::new());
        let names: Vec<String> = documents
            .iter()
            .map(|line| line.strip_prefix("DECISIONS.md ").unwrap_or(line).to_owned())
            .collect();
        names
    };
    let stated = "**Status:** Accepted\n\n**Context:** It is slow.";
    let silent = "We do it, because it is slow.";
    for headings in [
        ["2026-05-06: Use redb", "2026-05-07: Use axum"],
        ["2026-05-06 — Use redb", "2026-05-07 — Use axum"],
        ["[2026-05-06] Use redb", "[2026-05-07] Use axum"],
        ["Use redb (2026-05-06)", "Use axum (2026-05-07)"],
        ["6 May 2026 | Use redb", "7 May 2026 | Use axum"],
        ["Use redb — 2026-05-06", "Use axum — 2026-05-07"],
    ] {
        assert_eq!(
            list(&headings, stated),
            ["- accepted 2026-05-06", "- accepted 2026-05-07"],
            "{headings:?}"
        );
        assert_eq!(list(&headings, silent), ["- - 2026-05-06", "- - 2026-05-07"], "{headings:?}");
    }
    let ids = ["2026-05-06 — REF-1 — Use redb", "2026-05-07 — REF-2: Use axum"];
    assert_eq!(list(&ids, stated), ["REF-1 accepted 2026-05-06", "REF-2 accepted 2026-05-07"]);
    let numbered = ["1. Use redb — 2026-05-06", "2. Use axum — 2026-05-07"];
    assert_eq!(list(&numbered, silent), ["1 - 2026-05-06", "2 - 2026-05-07"]);
    assert_eq!(list(&["DEC-1", "DEC-2"], silent), ["DEC-1 - -", "DEC-2 - -"]);
    for (headings, expected) in [
        (["Use redb", "Use axum"], ["- accepted -", "- accepted -"]),
        (["1. Use redb", "2. Use axum"], ["1 accepted -", "2 accepted -"]),
        (["#1 Use redb", "#2 Use axum"], ["1 accepted -", "2 accepted -"]),
        (["Decision 1: Use redb", "Decision 2: Use axum"], ["1 accepted -", "2 accepted -"]),
        (["D1: Use redb", "D2: Use axum"], ["- accepted -", "- accepted -"]),
        (["9.1 Use redb", "9.2 Use axum"], ["- accepted -", "- accepted -"]),
        (["2026-05-06", "2026-05-07"], ["- accepted 2026-05-06", "- accepted 2026-05-07"]),
    ] {
        assert_eq!(list(&headings, stated), expected, "{headings:?}");
    }
}

#[test]
fn what_is_no_entry_of_a_log() {
    let none = |path: &str, text: &str| {
        assert_eq!(read_folder(&[(path, text)]).0, Vec::<String>::new(), "{text}");
    };
    let stated = "Status: Accepted";
    let dated = ["2026-05-06: Use redb", "2026-05-07: Use axum"];
    none("notes.md", &log_of("Notes", &dated, stated));
    none("CHANGELOG.md", &log_of("Changelog", &dated, stated));
    none("DECISIONS.md", &log_of("Decisions", &["1. Scope", "2. Process"], "We write them down."));
    none("DECISIONS.md", &log_of("Decisions", &["Process", "D1: Scope"], "We write them down."));
    none(
        "DECISIONS.md",
        &log_of("Decisions", &["2026-05: Use redb", "2026-06: Use axum"], "We do."),
    );
    none("DECISIONS.md", &log_of("Decisions", &["2026-05-06", "2026-05-07"], "We met."));
    let index = ["[Use redb](adr/0001-use-redb.md)", "[Use axum](adr/0002-use-axum.md)"];
    none("DECISIONS.md", &log_of("Decisions", &index, stated));
    let shown = format!("{stated}\n\n[More](adr/0002-use-axum.md)");
    none("DECISIONS.md", &log_of("Decisions", &["1. Use redb", "2. Use axum"], &shown));
}

#[test]
fn what_stands_below_a_heading_with_a_status_states_relations() {
    for (heading, relation) in [
        ("Status: Accepted", "- Supersedes [ADR-0001](0001-a.md)"),
        ("Status (Accepted)", "Supersedes ADR-0001"),
        ("Estado: Aceptado", "**Supersedes:** ADR-0001"),
    ] {
        let old = "# ADR-0001: A\n\n## Status: Accepted\n";
        let new = format!("# ADR-0002: B\n\n## {heading}\n\n{relation}\n");
        let (_, findings) = read_folder(&[("adr/0001-a.md", old), ("adr/0002-b.md", &new)]);
        assert_eq!(findings, ["adr/0001-a.md:3 status-contradicts-relations"], "{heading}");
    }
}

#[test]
fn a_file_in_code_behind_a_phrase_is_that_file() {
    let old =
        "# A\n\n- Status: Superseded\n- Date: 2026-07-17\n- Superseded by: `2026-07-29-b.md`\n";
    let new =
        "# B\n\n- Status: Accepted\n- Date: 2026-07-29\n- Supersedes: `adr/2026-07-17-a.md`\n";
    let findings =
        |new: &str| read_folder(&[("adr/2026-07-17-a.md", old), ("adr/2026-07-29-b.md", new)]).1;
    assert_eq!(findings(new), Vec::<String>::new());
    let silent = new.replace("- Supersedes: `adr/2026-07-17-a.md`\n", "");
    assert_eq!(findings(&silent), ["adr/2026-07-17-a.md:5 one-sided-supersession"]);
    let elsewhere = new.replace("adr/2026-07-17-a.md", "src/lib.md");
    assert_eq!(findings(&elsewhere), ["adr/2026-07-17-a.md:5 one-sided-supersession"]);
}

#[test]
fn a_value_may_take_back_what_its_key_says() {
    let old = "# ADR-0001: A\n\n**Status:** Accepted\n";
    let findings = |value: &str| {
        let new = format!("# ADR-0002: B\n\n**Status:** Accepted\n**Supersedes:** {value}\n");
        read_folder(&[("0001-a.md", old), ("0002-b.md", &new)]).1
    };
    assert_eq!(findings("the sketch. Does not supersede ADR-0001."), Vec::<String>::new());
    assert_eq!(
        findings("the rule; complements rather than supersedes ADR-0001."),
        Vec::<String>::new()
    );
    let expected = ["0001-a.md:3 status-contradicts-relations"];
    assert_eq!(findings("ADR-0001. Does not replace the sketch."), expected);
    assert_eq!(findings("Configuration as Code (ADR-0001)"), expected);
    assert_eq!(findings("\"Monorepo with Nx\" ([ADR-0001](0001-a.md))"), expected);
}

#[test]
fn an_earlier_version_of_the_same_record_is_no_other_record() {
    let text = "---\nstatus: accepted\nsupersedes:\n  - ADR-0036@0.1.0\n---\n# ADR-0036: A\n";
    assert_eq!(read_folder(&[("adr/ADR-0036-a.md", text)]).1, Vec::<String>::new());
}

#[test]
fn below_a_heading_for_the_status_its_key_may_be_said_once_more() {
    for (heading, line) in [
        ("Status", "**Status:** Accepted"),
        ("Estado", "**Estado:** Aceptado"),
        ("状态", "**状态**：✅ 已采纳（不可修改）"),
        ("状态", "状态：已采纳"),
    ] {
        let text = format!("# ADR-0001: A\n\n## {heading}\n\n{line}\n");
        let (documents, findings) = read_folder(&[("ADR-0001-a.md", &text)]);
        assert_eq!(
            (documents, findings),
            (vec!["ADR-0001-a.md ADR-0001 accepted -".to_owned()], vec![]),
            "{line}"
        );
    }
}

#[test]
fn a_row_of_a_table_of_stages_retires_a_record() {
    let old = "# ADR 1: A\n\n## Status\n\n| Stage | State |\n|---|---|\n| Approved | ✅ |\n| Superseded by | [ADR 2](adr-002-b.md) |\n";
    let new = "# ADR 2: B\n\n## Status\n\n| Stage | State |\n|---|---|\n| Approved | ✅ |\n\nSupersedes ADR 1.\n";
    let (documents, findings) =
        read_folder(&[("adrs/adr-001-a.md", old), ("adrs/adr-002-b.md", new)]);
    assert_eq!(
        documents,
        ["adrs/adr-001-a.md ADR 1 superseded -", "adrs/adr-002-b.md ADR 2 accepted -"]
    );
    assert_eq!(findings, Vec::<String>::new());
    let (documents, _) =
        read_folder(&[("adrs/adr-001-a.md", &old.replace("[ADR 2](adr-002-b.md)", "—"))]);
    assert_eq!(documents, ["adrs/adr-001-a.md ADR 1 accepted -"]);
}

#[test]
fn a_block_of_yaml_below_the_title_is_the_head_of_a_record() {
    let record = |fence: &str, keys: &str| {
        let text = format!(
            "# ADR-0002: B\n\n{fence}\n{keys}\n```\n\n## Context\n\nx\n\n## Decision\n\ny\n"
        );
        let old = "# ADR-0001: A\n\n**Status:** Superseded by ADR-0002\n\n## Decision\n\nx\n";
        read_folder(&[("adr/ADR-0001-a.md", old), ("adr/ADR-0002-b.md", &text)])
    };
    let keys = "status: ACCEPTED\ndate: 2026-09-01\nsupersedes: ADR-0001";
    for fence in ["```yaml", "```yml", "```"] {
        let (documents, findings) = record(fence, keys);
        assert_eq!(documents[1], "adr/ADR-0002-b.md ADR-0002 accepted 2026-09-01");
        assert_eq!(findings, Vec::<String>::new());
    }
    for (fence, keys) in [
        ("```toml", keys),
        ("```yaml", "status: 200\ndate: 2026-09-01"),
        ("```yaml", "date: 2026-09-01"),
    ] {
        let (documents, _) = record(fence, keys);
        assert_eq!(documents[1], "adr/ADR-0002-b.md ADR-0002 - -", "{keys}");
    }
}

#[test]
fn modules_are_headed_in_two_ways_and_may_be_in_forms_of_their_own() {
    let (_, findings) =
        read_folder(&[("type.md", "# module: type\n\n**Responsibility:** the types.\n")]);
    assert_eq!(findings, Vec::<String>::new());
    let (documents, findings) = read_folder(&[(
        "orders.md",
        "# Module Design: Orders\n\n**Status:** Draft\n\n## Purpose\n\nx\n\n## Dependencies\n\nNone.\n",
    )]);
    assert_eq!((documents, findings), (vec!["orders.md - draft -".to_owned()], vec![]));
}

#[test]
fn a_phrase_that_speaks_of_something_else_retires_no_document() {
    let old = "# 1. Use Jenkins\n\n## Status\n\nAccepted\n";
    let findings = |line: &str| {
        let new = format!("# 2. Use pipelines\n\n## Status\n\nAccepted\n\n{line}\n");
        read_folder(&[("adr/0001-a.md", old), ("adr/0002-b.md", &new)]).1
    };
    for line in [
        "Replaces the cron jobs (see [1. Use Jenkins](0001-a.md))",
        "Supersedes the wiki page. It extends [1. Use Jenkins](0001-a.md).",
        "**Ersetzt:** das Wiki (siehe ADR-0001)",
    ] {
        assert_eq!(findings(line), Vec::<String>::new(), "{line}");
    }
    let expected = ["adr/0001-a.md:5 status-contradicts-relations"];
    assert_eq!(findings("Replaces the old decision (see [1. Use Jenkins](0001-a.md))"), expected);
}

#[test]
fn words_for_both_ways_say_below_a_status_in_force_what_is_replaced() {
    for (heading, status, line, by) in [
        ("状态", "已接受", "取代 ADR-0001", "被 ADR-0002 取代"),
        ("状态", "已接受", "取代：ADR-0001", "被 ADR-0002 取代"),
        ("상태", "승인됨", "대체: ADR-0001", "ADR-0002로 대체됨"),
        ("ステータス", "承認済み", "置き換え: ADR-0001", "ADR-0002 により置き換え"),
        ("Durum", "Onaylandı", "Supersedes ADR-0001", "ADR-0002 tarafından geçersiz kılındı"),
    ] {
        let old = format!("# ADR-0001: A\n\n## {heading}\n\n{by}\n");
        let new = format!("# ADR-0002: B\n\n## {heading}\n\n{status}\n\n{line}\n");
        let (documents, findings) = read_folder(&[("0001-a.md", &old), ("0002-b.md", &new)]);
        assert_eq!(documents, ["0001-a.md ADR-0001 superseded -", "0002-b.md ADR-0002 accepted -"]);
        assert_eq!(findings, Vec::<String>::new(), "{line}");
    }
}

#[test]
fn a_page_beside_a_record_whose_name_goes_on_belongs_to_it() {
    let record = |title: &str| format!("# {title}\n\n## Status\n\nAccepted\n\n## Decision\n\nx\n");
    let (first, second, third) = (record("6. A"), record("7. B"), record("8. Webhooks"));
    let list = |name: &str, text: &str| {
        let files = [
            ("adr/0006-a.md", first.as_str()),
            ("adr/0007-b.md", &second),
            ("adr/0008-webhooks.md", &third),
            (name, text),
        ];
        let (documents, findings) = read_folder(&files);
        (documents.len(), findings)
    };
    assert_eq!(list("adr/0008-webhooks-migration.md", "# Migration\n\n- One step\n"), (3, vec![]));
    assert_eq!(list("adr/2024-review.md", "# Review of 2024\n\nAll fine.\n"), (3, vec![]));
    // What has a status, or an id of its own, is a record.
    let own = list("adr/0008-webhooks-again.md", &record("Webhooks again"));
    assert_eq!((own.0, own.1.len()), (4, 1), "{own:?}");
    let silent = list(
        "adr/0008-webhooks-again.md",
        "# 8. Webhooks again\n\n## Decision\n\nx\n\n## Context\n\ny\n",
    );
    assert_eq!((silent.0, silent.1.len()), (4, 2), "{silent:?}");
}

#[test]
fn what_is_no_defect_of_a_record() {
    let other = ("adr/0002-b.md", "# ADR-0002: B\n\n**Status:** Accepted\n");
    for text in [
        "# ADR-0001: A\n\nAuthor: Anna Meier | Status: Accepted | Date: 2024-01-02\n",
        "# ADR-0001: A\n\nDeciders: Anna, Bo · Status: Accepted\n",
        "# ADR-0001: A\n\n## Status\n\nProposed / **Accepted** / Rejected\n",
        "# ADR-0001: A\n\n**Status:** Accepted\n**Related:** ADR-0001, ADR-0002\n",
        "---\n\n# ADR-0001: A\n\n**Status:** Accepted\n\n---\n\nWords: with a colon: twice.\n",
        "# ADR-0001: A\n\n**Status:** Accepted\n\nSee <a href=\"https://example.org/66\">ADR-0066</a>, `billing` ADR-0067 and `billing`'s ADR-0068.\n",
    ] {
        let (documents, findings) = read_folder(&[("adr/0001-a.md", text), other]);
        assert_eq!(documents[0].rsplit_once(' ').unwrap().0, "adr/0001-a.md ADR-0001 accepted");
        assert_eq!(findings, Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_missing_file_is_missed_from_the_top_and_a_missing_rfc_behind_a_phrase() {
    let adr = |link: &str| {
        let text = format!("# ADR-0001: A\n\n**Status:** Accepted\n\nAmends [it]({link})\n");
        read_folder(&[
            ("adr/0001-a.md", &text),
            ("adr/0002-b.md", "# ADR-0002: B\n\n**Status:** Accepted\n\nAmended by ADR-0001\n"),
        ])
        .1
    };
    assert_eq!(adr("/adr/0002-b.md"), Vec::<String>::new());
    assert_eq!(adr("/adr/0003-gone.md"), ["adr/0001-a.md:5 broken-reference"]);
    for route in ["/adr/0003-gone", "/docs/intro/0003-gone.md", "/0003-gone.md"] {
        assert_eq!(adr(route), Vec::<String>::new(), "{route}");
    }
    let site = "# ADR-0001: A\n\n**Status:** Accepted\n\nSee [API](/api/index.md).\n";
    let files =
        [("docs/adr/0001-a.md", site), ("docs/api/index.md", "# API\n"), ("api/README.md", "x\n")];
    assert_eq!(read_folder(&files).1, Vec::<String>::new());
    let rfc = |line: &str| {
        let text = format!("# RFC-0001: A\n\n- Status: accepted\n- {line}\n");
        read_folder(&[
            ("rfcs/RFC-0001-a.md", &text),
            ("rfcs/RFC-0002-b.md", "# RFC-0002: B\n\n- Status: accepted\n"),
        ])
        .1
    };
    assert_eq!(rfc("Depends on: RFC-0099"), ["rfcs/RFC-0001-a.md:4 broken-reference"]);
    assert_eq!(rfc("Depends on: RFC 0822"), Vec::<String>::new());
    assert_eq!(rfc("Depends on: RFC 2119"), Vec::<String>::new());
    assert_eq!(rfc("Notes: as RFC-0791 has it"), Vec::<String>::new());
}

#[test]
fn the_day_of_another_record_or_of_a_change_is_not_the_decisions() {
    for (path, status, date) in [
        (
            "20211018-get.md",
            "superseded by [20211103-use-post](20211103-use-post.md)",
            "2021-10-18",
        ),
        ("20211018-get.md", "Accepted, supersedes `20200101-a.md`", "2021-10-18"),
        ("0001-a.md", "Partially superseded by ADR-4 on 2026-08-30", "-"),
        ("0001-a.md", "Accepted (partially superseded: URLs, 2026-08-30)", "-"),
        ("0001-a.md", "Accepted, amended for guests on 2026-08-30", "-"),
        ("0001-a.md", "Accepted 2026-08-01, amended 2026-08-30", "2026-08-01"),
        ("0001-a.md", "Accepted as amended on 2026-08-30", "2026-08-30"),
        ("0001-a.md", "Accepted 17. 3. 2026", "2026-03-17"),
    ] {
        let text = format!("# A\n\n- Status: {status}\n\n## Context\n\nx\n\n## Decision\n\ny\n");
        let (documents, _) = read_folder(&[(path, &text)]);
        assert!(documents[0].ends_with(&format!(" {date}")), "{status}: {documents:?}");
    }
}

#[test]
fn pages_of_requirements_that_count_from_one_mean_their_own() {
    let page = |title: &str| {
        format!(
            "# {title}\n\n## REQ-001: One\n\nIt must.\n\n## REQ-002: Two\n\nIt must, as REQ-001 says.\n"
        )
    };
    let (first, second) = (page("Hooks"), page("Governor"));
    let (_, findings) = read_folder(&[("specs/hooks.md", &first), ("specs/governor.md", &second)]);
    // The ids are shared, which is what has to be mended; what refers to them is clear.
    assert_eq!(findings, ["specs/hooks.md:3 duplicate-id", "specs/hooks.md:7 duplicate-id"]);
}

#[test]
fn a_title_in_the_front_matter_that_has_the_number_of_the_file_is_a_records() {
    let text = "---\ntitle: ADR 012 – MQTT over DSP\n---\n\n### Problem to be solved\n\nx\n";
    assert_eq!(
        read_folder(&[("adr012-mqtt/README.md", text)]).0,
        ["adr012-mqtt/README.md ADR 012 - -"]
    );
    assert_eq!(read_folder(&[("guide/mqtt.md", text)]).0, Vec::<String>::new());
}

#[test]
fn a_log_may_show_how_its_entries_are_written() {
    for prefix in ["ADR", "DEC"] {
        let log = format!(
            "# Decision log\n\n## Template\n\n### {prefix}-000 — Title\n\n- Status: Proposed / Accepted\n\n## {prefix}-001 — A\n\n- Status: Accepted\n\n## {prefix}-002 — B\n\n- Status: Accepted\n"
        );
        let (documents, findings) = read_folder(&[("log.md", &log)]);
        let ids = [1, 2].map(|at| format!("log.md {prefix}-00{at} accepted -"));
        assert_eq!((documents, findings), (ids.to_vec(), vec![]));
    }
}

#[test]
fn entries_of_a_log_may_have_their_titles_below() {
    for title in ["## Title\n\nUse redb", "## Use redb"] {
        let log = format!(
            "# Decisions\n\n# ADR-0001\n\n{title}\n\n### Status\n\nAccepted\n\n# ADR-0002\n\n{title}\n\n### Status\n\nAccepted\n"
        );
        let (documents, _) = read_folder(&[("DECISIONS.md", &log)]);
        assert_eq!(
            documents,
            ["DECISIONS.md ADR-0001 accepted -", "DECISIONS.md ADR-0002 accepted -"]
        );
    }
}

#[test]
fn a_page_that_begins_with_an_entry_is_a_log_or_that_entry() {
    let entry = |id: &str| format!("## {id}: Use redb\n\n**Status:** Accepted\n\n");
    let (documents, findings) = read_folder(&[("adr.md", &(entry("ADR-1") + &entry("ADR-2")))]);
    assert_eq!(
        (documents, findings),
        (vec!["adr.md ADR-1 accepted -".to_owned(), "adr.md ADR-2 accepted -".to_owned()], vec![])
    );
    let (documents, findings) = read_folder(&[("adr.md", &entry("ADR-1"))]);
    assert_eq!((documents, findings), (vec!["adr.md ADR-1 accepted -".to_owned()], vec![]));
}

#[test]
fn an_entry_of_a_log_may_say_in_a_quotation_by_what_it_was_superseded() {
    let log = "# Decisions (ADR log)\n\n## ADR-001: A\n\n> **Superseded by ADR-002.** Kept for history.\n\nWe do A.\n\n## ADR-002: B\n\nWe do B. Supersedes ADR-001.\n";
    let (documents, findings) = read_folder(&[("adr-log.md", log)]);
    assert_eq!(documents, ["adr-log.md ADR-001 superseded -", "adr-log.md ADR-002 - -"]);
    assert_eq!(findings, Vec::<String>::new());
}

#[test]
fn an_entry_of_a_log_may_stand_below_a_topic() {
    let log = "# Decision log\n\n## Accepted\n\n### Use redb\n\nStatus: Accepted\n\n### Use axum\n\nStatus: Accepted\n\n## 2026-05-06: A day\n\n### Use tokio\n\n#### Status\n\nSuperseded by [Use axum](#use-axum)\n";
    let (documents, findings) = read_folder(&[("decision-log.md", log)]);
    let expected = [
        "decision-log.md - accepted -",
        "decision-log.md - accepted -",
        "decision-log.md - superseded -",
    ];
    assert_eq!(documents, expected);
    assert_eq!(findings, ["decision-log.md:19 one-sided-supersession"]);
}

#[test]
fn what_stands_under_used_by_depends_on_the_module_and_not_the_other_way_round() {
    let cycles = |stated: &str| {
        let one = format!("# Module: one\n\n## Dependencies\n\n{stated}\n");
        let two = "# Module: two\n\n## Dependencies\n\n- [one](one.md)\n";
        let (_, findings) = read_folder(&[("m/one.md", &one), ("m/two.md", two)]);
        findings.iter().filter(|finding| finding.ends_with(" dependency-cycle")).count()
    };
    for stated in [
        "Uses:\n\n- redb\n\nUsed by:\n\n- [two](two.md)",
        "**Used by**\n\n- [two](two.md)",
        "- Dependents:\n  - [two](two.md)\n- Uses:\n  - redb",
        "| Uses | Used by |\n|---|---|\n| redb | [two](two.md) |",
        "| Module | Direction | Why |\n|---|---|---|\n| [two](two.md) | inbound | x |",
        "Upstream: none\n\nDownstream: [two](two.md)",
        "None.\n\n### Downstream\n\n- [two](two.md)",
        "**Forbidden:**\n\n- [two](two.md)",
    ] {
        assert_eq!(cycles(stated), 0, "{stated}");
    }
    for stated in [
        "Uses:\n\n- [two](two.md)\n\nUsed by:\n\n- redb",
        "- Used by:\n  - redb\n- [two](two.md)",
        "| Uses | Used by |\n|---|---|\n| [two](two.md) | redb |",
        "| Module | Direction |\n|---|---|\n| x | inbound |\n| [two](two.md) | outbound |",
    ] {
        assert_eq!(cycles(stated), 1, "{stated}");
    }
}

#[test]
fn requirements_are_read_however_their_headings_set_the_id_off() {
    let own = "\n\nx\n\n";
    let page = [
        "# Requirements\n\n## REQ-001: A",
        "## REQ-002 B",
        "## [REQ-003] C",
        "## REQ-004",
        "## `REQ-005` E",
        "## 1.6 REQ-006: F",
        "## Requirement REQ-007: G",
        "## REQ-008.1: H\n",
    ];
    let (documents, findings) = read_folder(&[("requirements.md", &page.join(own))]);
    let ids: Vec<&str> =
        documents.iter().filter_map(|document| document.split(' ').nth(1)).collect();
    let expected: Vec<String> = (1..8).map(|at| format!("REQ-00{at}")).collect();
    assert_eq!(ids[..7], expected);
    assert_eq!(ids[7..], ["REQ-008.1"]);
    assert_eq!(findings, Vec::<String>::new());
}

#[test]
fn a_page_that_goes_through_requirements_defines_none() {
    let one = "# REQ-1: Fast\n\nIt answers.\n\n## Rationale\n\nx\n\n## Verification\n\nx\n";
    let list = "# Requirements\n\n## REQ-1: Fast\n\nIt answers within a second.\n";
    let plan = "# Test plan\n\n## REQ-1: Fast\n\nRun the load test.\n\n## REQ-1 again\n\nx\n";
    let index = "# All\n\n## REQ-1: Fast\n\nIt answers.\n";
    for files in [
        [("requirements/one.md", one), ("requirements/test-plan.md", plan)],
        [("requirements/list.md", list), ("requirements/test-plan.md", plan)],
        [("requirements/one.md", one), ("requirements/README.md", index)],
        [("requirements/one.md", one), ("all.md", index)],
    ] {
        let (documents, findings) = read_folder(&files);
        assert_eq!(documents.len(), 1, "{documents:?}");
        assert!(
            documents[0].starts_with(
                files.map(|file| file.0).iter().find(|path| **path != "all.md").unwrap()
            ),
            "{documents:?}"
        );
        assert_eq!(findings, Vec::<String>::new());
    }
    // Where nothing tells the two apart, both are meant.
    let (documents, findings) = read_folder(&[("a/list.md", list), ("a/others.md", index)]);
    assert_eq!(documents.len(), 2);
    assert_eq!(findings, ["a/others.md:3 duplicate-id"]);
    // Other projects count from one as well, and another title is another requirement.
    let own = "# REQ-1: Own\n\nIt answers.\n\n## Rationale\n\nx\n\n## Verification\n\nx\n";
    assert_eq!(read_folder(&[("a/req/one.md", own), ("b/list.md", list)]).0.len(), 2);
    let (documents, findings) = read_folder(&[("req/one.md", own), ("req/list.md", list)]);
    assert_eq!((documents.len(), findings.len()), (2, 1));
    // A heading that only speaks of one is none, on whatever page.
    for page in ["CHANGELOG.md", "minutes.md", "roadmap.md"] {
        let text = "# Page\n\n## 1.3.0 REQ-1: Faster\n\n## REQ-2 was dropped\n\n## REQ-3\n\nx\n";
        assert_eq!(read_folder(&[(page, text)]).0, Vec::<String>::new(), "{page}");
    }
    // An index may be where they stand.
    assert_eq!(read_folder(&[("requirements/README.md", index)]).0.len(), 1);
}

#[test]
fn a_requirement_in_a_row_is_no_document_and_no_broken_reference() {
    let page = "# Requirements\n\n## REQ-10: A\n\nx\n\n| Id | What |\n|---|---|\n| REQ-1 | x |\n\n- **REQ-2**: y\n- REQ-3: y\n\n### Traceable (REQ-4)\n";
    let record = "# ADR-0001: A\n\nStatus: accepted\n\nSatisfies: REQ-1, REQ-2, REQ-3, REQ-4\n";
    let (documents, findings) =
        read_folder(&[("adr/0001-a.md", record), ("requirements.md", page)]);
    assert_eq!(documents.len(), 2);
    let expected = [
        "adr/0001-a.md:5 broken-reference",
        "requirements.md:3 unsatisfied-requirement",
        "requirements.md:12 broken-reference",
    ];
    assert_eq!(findings, expected);
}

#[test]
fn proposals_are_read_by_what_sets_them_apart_from_other_pages() {
    let rfc = |heading: &str, second: &str| {
        format!("# {heading}\n\n## Summary\n\nx\n\n## Motivation\n\nx\n\n## {second}\n\nx\n")
    };
    let count = |path: &str, text: &str| read_folder(&[(path, text)]).0.len();
    assert_eq!(count("approved/0149-x.md", &rfc("RFC-0149: X", "Explanation")), 1);
    assert_eq!(count("approved/0149-x/README.md", &rfc("RFC-0149 X", "Proposal")), 1);
    assert_eq!(count("rfcs/0150-x.md", &rfc("0150 - X", "Design")), 1);
    assert_eq!(count("guide/0150-x.md", &rfc("0150 - X", "Design")), 0);
    assert_eq!(count("rfcs/0150-x.md", &rfc("0150 - X", "Next")), 0);
    // A template in a folder of the number 0.
    assert_eq!(count("rfcs/RFC-0000/README.md", &rfc("RFC-NNNN Title", "Design")), 0);
}

#[test]
fn a_name_has_the_number_that_its_front_matter_gives_to_its_word() {
    let eip = |number: &str, more: &str| {
        format!(
            "---\neip: {number}\ntitle: A title\nstatus: Final\n{more}---\n\n## Abstract\n\nx\n"
        )
    };
    let (old, new) =
        (eip("2", "superseded-by: 30\n").replace("Final", "Superseded"), eip("30", ""));
    let (documents, findings) =
        read_folder(&[("eip-2.md", &*old), ("eip-30.md", &*new), ("page-2.md", &*eip("2", ""))]);
    assert_eq!(documents, ["eip-2.md eip-2 superseded -", "eip-30.md eip-30 accepted -"]);
    assert_eq!(findings, ["eip-2.md:5 one-sided-supersession"]);
}

#[test]
fn a_row_of_a_table_states_what_its_first_cell_says() {
    for (table, expected) in [
        (
            "| Relation | To |\n|---|---|\n| Supersedes | ADR-0001 |\n| Depends on | [2](0002-old-2.md), ADR-3 |",
            vec!["supersedes 1 id", "depends-on 2 link", "depends-on 3 id"],
        ),
        ("| Amends | ADR-0002 |\n|---|---|\n| Supersedes | none |", vec!["amends 2 id"]),
        ("| Supersedes | Amends |\n|---|---|\n| x | y |", vec![]),
    ] {
        let text = format!("# 9. New\n\n## Status\n\nAccepted\n\n## Traceability\n\n{table}\n");
        assert_eq!(relations(&text), expected, "{table}");
    }
}

#[test]
fn what_belongs_to_a_record_by_its_name_is_none() {
    let record = "# 10. Webhooks\n\nStatus: accepted\n\n## Decision\n\nx\n";
    let plan = "# The plan\n\nStatus: active\n\n## Decision\n\nx\n";
    let (documents, findings) =
        read_folder(&[("rfc/0010-webhooks.md", record), ("rfc/0010-webhooks-plan.md", plan)]);
    assert_eq!(documents, ["rfc/0010-webhooks.md 10 accepted -"]);
    assert_eq!(findings, Vec::<String>::new());
    // Another number, or no record of that name.
    for path in ["rfc/0011-webhooks-plan.md", "rfc/0010-a-plan.md"] {
        assert_eq!(read_folder(&[("rfc/0010-webhooks.md", record), (path, plan)]).0.len(), 2);
    }
}

#[test]
fn one_status_among_many_records_asks_nothing_of_the_others() {
    let record = |status: &str| format!("# A\n\n{status}## Context\n\nx\n\n## Decision\n\nx\n");
    let findings = |count: usize| {
        let (with, without) = (record("Status: accepted\n\n"), record(""));
        let paths: Vec<String> =
            (1..=count).map(|number| format!("adr/{number:04}-x.md")).collect();
        let text = |at: usize| if at == 0 { &*with } else { &*without };
        let files: Vec<(&str, &str)> =
            paths.iter().enumerate().map(|(at, path)| (path.as_str(), text(at))).collect();
        read_folder(&files).1.len()
    };
    assert_eq!((findings(4), findings(30)), (3, 0));
}

/// Every relation between documents, as `source relation target`, by titles.
fn edges(files: &[(&str, &str)]) -> Vec<String> {
    let analysis = analyze(
        &book::load_memory(&Files::memory(files.iter().copied()), &rules::names()).unwrap(),
    );
    let title = |id| analysis.document(id).title.value.as_str();
    let said = |relation| mdbook_adr::vocabulary::Statement::forward(relation).as_str();
    let edge = |link: mdbook_adr::graph::Link| {
        format!("{} {} {}", title(link.source), said(link.edge.relation), title(link.target))
    };
    let mut edges: Vec<String> = analysis.graph.links().map(edge).collect();
    edges.sort();
    edges.dedup();
    edges
}

#[test]
fn a_bare_number_is_of_the_kind_that_the_words_mean() {
    let decision = |number: u32, says: &str| {
        format!("# {number}. D{number}\n\nStatus: accepted\n\n{says}\n\n## Context\n\nx\n")
    };
    let requirements = |says: &str| {
        format!(
            "# All\n\n## REQ-1: R1\n\nStatus: accepted\n\n{says}\n\n## REQ-2: R2\n\nStatus: accepted\n"
        )
    };
    let read = |one: &str, module: &str, required: &str| {
        edges(&[
            ("adr/0001-a.md", &decision(1, one)),
            ("adr/0002-b.md", &decision(2, "")),
            ("modules/m.md", &format!("# Module: M\n\n{module}\n\n## Purpose\n\nx\n")),
            ("reqs.md", &requirements(required)),
        ])
    };
    assert_eq!(read("Satisfies 1", "", ""), ["D1 satisfies R1"]);
    assert_eq!(read("Satisfies requirement 2", "", ""), ["D1 satisfies R2"]);
    assert_eq!(read("", "Governed by 0002", ""), ["D2 governs M"]);
    assert_eq!(read("", "- Governed by decision 1", ""), ["D1 governs M"]);
    assert_eq!(read("", "Governed by 99", ""), Vec::<String>::new());
    assert_eq!(read("", "", "Satisfied by 1"), ["D1 satisfies R1"]);
    assert_eq!(read("", "", "Satisfied by decision 2"), ["D2 satisfies R1"]);
    assert_eq!(read("Supersedes 2", "", ""), ["D1 supersedes D2"]);
}

#[test]
fn a_title_is_more_than_the_name_of_a_file() {
    let found = edges(&[
        ("adr/0003-c.md", "# ADR-0003: C\n\nStatus: accepted\n\n- Governs storage\n"),
        ("modules/storage.md", "# Module: storage\n\n## Purpose\n\nx\n"),
        ("requirements/storage.md", "# All\n\n## REQ-1: R1\n\nFast.\n\n## REQ-2: R2\n\nBig.\n"),
    ]);
    assert_eq!(found, ["C governs storage"]);
}

#[test]
fn a_link_in_a_part_of_a_file_leads_from_that_file() {
    let (documents, findings) = read_folder(&[
        ("book/book.toml", ""),
        ("book/src/SUMMARY.md", "- [C](c.md)\n- [A](a.md)\n"),
        ("book/src/c.md", "# ADR-0003: C\n\n{{#include ../../adr/0003-c.md:2:}}\n"),
        ("book/src/a.md", "{{#include ../../adr/0001-a.md}}\n"),
        ("adr/0003-c.md", "# ADR-0003: C\n\nStatus: accepted\n\nAmends [A](0001-a.md)\n"),
        ("adr/0001-a.md", "# ADR-0001: A\n\nStatus: accepted\n\n## Context\n\nx\n"),
    ]);
    assert_eq!(documents.len(), 2, "{documents:?}");
    assert_eq!(findings, Vec::<String>::new());
}

#[test]
fn keys_of_items_in_front_matter_tell_of_something_else() {
    let head = "related:\n  - id: ADR-0002\n    status: superseded\nreviews:\n  - by: Ann\n    status: rejected\n    date: 2025-01-31\nstatus: accepted\ndate: 2024-01-31\n";
    let (documents, _) = read_folder(&[
        ("adr/0001-a.md", &format!("---\n{head}---\n\n# A\n\n## Context\n\nx\n")),
        ("adr/0002-b.md", "---\nadr:\n  status: accepted\n---\n\n# B\n\n## Context\n\nx\n"),
    ]);
    assert_eq!(
        documents,
        ["adr/0001-a.md 0001 accepted 2024-01-31", "adr/0002-b.md 0002 accepted -"]
    );
}

#[test]
fn of_a_choice_of_statuses_the_bold_one_was_picked() {
    let record = |status: &str| format!("# 1. A\n\n## Status\n\n{status}\n\n## Context\n\nx\n");
    let read = |status: &str| read_folder(&[("adr/0001-a.md", &record(status))]);
    for status in ["Proposed | **Accepted** | Deprecated", "[Proposed | **Accepted** | Superseded]"]
    {
        let (documents, findings) = read(status);
        assert_eq!(documents, ["adr/0001-a.md 1 accepted -"], "{status}");
        assert_eq!(findings, Vec::<String>::new(), "{status}");
    }
    for status in ["Proposed | Accepted | Deprecated", "Proposed | **Accepted** | **Deprecated**"] {
        assert_eq!(read(status).1, ["adr/0001-a.md:5 placeholder-text"], "{status}");
    }
}

#[test]
fn links_of_wikis_and_keys_of_either_way_name_records() {
    let record = |number: u32, says: &str| {
        format!("# ADR-000{number}: R{number}\n\n**Status:** accepted\n{says}\n\n## Context\n\nx\n")
    };
    let read = |says: &str| {
        edges(&[("adr/0001-a.md", &record(1, says)), ("adr/0002-b.md", &record(2, ""))])
    };
    for says in [
        "**Supersedes:** [[0002-b]]",
        "**Supersedes:** [[0002-b]] (2024-01-31)",
        "**Supersedes:** [[adr/0002-b|the old one]]",
        "**Supersedes:** [[0002-b.md#why]]",
        "**Supersedes:** [[ADR-0002]]",
        "- **Supersedes / Superseded by:** Supersedes ADR-0002",
    ] {
        assert_eq!(read(says), ["R1 supersedes R2"], "{says}");
    }
    assert_eq!(
        read("- **Supersedes / Superseded by:** Superseded by ADR-0002"),
        ["R2 supersedes R1"]
    );
    assert_eq!(read("- **Supersedes / Superseded by:** Amends ADR-0002"), ["R1 amends R2"]);
    let other = "- **Supersedes / Related:** replaces a tool; ADR-0002 (rule)";
    assert_eq!(read(other), ["R1 mentions R2"]);
    for says in ["- **Supersedes / Superseded by:** —", "**Supersedes:** ADR-0001 draft of 4.2.0"]
    {
        assert_eq!(read(says), Vec::<String>::new(), "{says}");
    }
}

#[test]
fn a_decision_s_own_status_and_id_stand_beside_those_of_its_page() {
    let head =
        |keys: &str| format!("---\n{keys}\n---\n\n# A\n\n## Context\n\nx\n\n## Decision\n\ny\n");
    let (documents, findings) = read_folder(&[
        ("adr/0001-a.md", &head("status: canonical\nadr_status: accepted")),
        (
            "adr/b.md",
            &head("adr_id: ADR-0002\nstatus: active\ndecision_status: proposed\nkind: adr"),
        ),
    ]);
    assert_eq!(documents, ["adr/0001-a.md 0001 accepted -", "adr/b.md ADR-0002 proposed -"]);
    assert_eq!(findings, Vec::<String>::new());
}

#[test]
fn a_badge_or_a_box_at_the_head_has_a_status_where_nothing_else_does() {
    let body = "\n\n## Context\n\nx\n\n## Decision\n\ny\n";
    let (documents, _) = read_folder(&[
        (
            "adr/0010-j.md",
            &format!(
                "# 10. J\n\n![Date](https://a.b/badge/date-x-blue) ![ok](https://a.b/badge/status-accepted-success){body}"
            ),
        ),
        ("adr/0011-k.md", &format!("# 11. K\n\n!!! success \"Accepted\"{body}")),
        ("adr/0012-l.md", &format!("# 12. L\n\n:::warning Deprecated\nUse 11.\n:::{body}")),
        ("adr/0013-m.md", &format!("# 13. M\n\n!!! note \"Draft pages\"{body}")),
    ]);
    let expected = [
        "adr/0010-j.md 10 accepted -",
        "adr/0011-k.md 11 accepted -",
        "adr/0012-l.md 12 deprecated -",
        "adr/0013-m.md 13 - -",
    ];
    assert_eq!(documents, expected);
}
