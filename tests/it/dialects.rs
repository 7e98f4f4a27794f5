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
    survive_together(texts.iter().enumerate().map(|(at, text)| (format!("{at}/{name}"), *text)));
}

/// Reads and checks the pages of a folder.
fn survive_together<'t, P: Into<String>>(files: impl Iterator<Item = (P, &'t [u8])>) {
    let files = files.map(|(path, text)| (path, text.to_vec()));
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

    /// Random pieces hardly ever make a statement, a field or a section: these pages are made of whole ones.
    #[test]
    fn a_folder_of_records_put_together_from_statements_is_read(
        pages in prop::collection::vec(made_up::page(), 1..6),
    ) {
        let names = ["0001-x.md", "0002-x.md", "ADR-3.md", "decisions/0004a-y.md", "DECISIONS.md", "202405-z.md"];
        let files = names.iter().zip(&pages).map(|(name, page)| (*name, page.as_bytes()));
        survive_together(files);
    }

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        survive("0001-x.md", &[&bytes]);
    }
}

/// Records as nobody writes them, made of what people write.
mod made_up {
    use proptest::prelude::*;
    use proptest::sample::select;

    const NAMES: &[&str] = &[
        "ADR-1",
        "ADR-0002",
        "[ADR-3: T](ADR-3.md)",
        "[4](decisions/0004a-y.md)",
        "#5",
        "6",
        "0001-x.md",
        "none",
        "section 2 of ADR-2",
        "ADR-3 (in part)",
        "`ADR-1`",
        "<0002-x.md>",
        "ADR-4a",
        "**ADR-5**",
        "~~ADR-6~~",
        "",
        "法-2",
        "the cache of ADR-2's store",
        "ADR-99999999999999999999",
    ];
    const STATUSES: &[&str] = &[
        "Accepted",
        "Superseded",
        "proposed",
        "~~Proposed~~ Accepted",
        "Accepted (2024-01-02)",
        "TBD",
        "{status}",
        "",
        "Akzeptiert",
        "已被 ADR-2 取代",
        "Accepted → Superseded",
        "2020-01-01 accepted",
        "Superseded by",
        "Принято",
    ];
    const PHRASES: &[&str] = &[
        "Supersedes",
        "superseded by",
        "replaces",
        "amends",
        "is superseded by",
        "Ersetzt",
        "Depends on:",
        "",
        "",
        "partially supersedes",
        "superseded in part by",
        "does not supersede",
        "Refined by",
        "**Supersedes**:",
    ];
    const MARKS: &[&str] = &[
        ", ", "; ", ". ", " and ", " (", ") ", " — ", ": ", "\n", "<br>", " | ", " · ", "  \n",
        " → ", "\n- ",
    ];
    const LEADS: &[&str] =
        &["", "", "and ", "it ", "this record also ", "but ", "parts of it ", "2024-01-02 "];
    const TAILS: &[&str] = &[
        "",
        "",
        " on 2024-03-04",
        " (the é part)",
        ", ADR-3",
        " only",
        " wird durch ADR-2 ersetzt",
    ];
    const KEYS: &[&str] = &[
        "Status",
        "Date",
        "Supersedes",
        "superseded-by",
        "Related",
        "id",
        "Title",
        "Стан",
        "状态",
        "Decision",
        "Amends",
        "type",
        "Datum",
        "depends on",
    ];
    const DATES: &[&str] =
        &["2024-01-02", "3 März 2024", "2024年1月2日", "2024-13-45", "02/03/2024", "{date}", ""];
    const TITLES: &[&str] = &[
        "ADR-1: Use x",
        "2. Use — b",
        "[ADR-3] ~~old~~ new",
        "ADR-4a: <b>t</b>",
        "D-001 — Use `x`",
        "Use x",
        "ADR-1 · 法",
        "Module: store",
        "REQ-1: x",
        "{title}",
    ];
    const SECTIONS: &[&str] = &[
        "Status",
        "Status: Accepted",
        "Context",
        "Decision",
        "Consequences",
        "Links",
        "Supersedes",
        "Metadata",
        "Date",
        "Considered options",
        "History",
        "Dependencies",
        "1. Status",
        "ADR-7: Entry",
        "References",
    ];

    fn statement() -> impl Strategy<Value = String> {
        let one = (select(MARKS), select(LEADS), select(PHRASES), select(NAMES), select(TAILS));
        let one = one.prop_map(|(mark, lead, phrase, name, tail)| {
            format!("{mark}{lead}{phrase} {name}{tail}")
        });
        (select(STATUSES), prop::collection::vec(one, 0..3))
            .prop_map(|(status, more)| format!("{status}{}", more.concat()))
    }

    fn fields() -> impl Strategy<Value = String> {
        let value = prop_oneof![statement(), select(DATES).prop_map(str::to_owned)];
        let value = value.prop_map(|value| value.replace('\n', " "));
        let rows = prop::collection::vec((select(KEYS), value), 1..5);
        (0..8_u8, rows).prop_map(|(shape, rows)| {
            let each = |form: &dyn Fn(&str, &str) -> String, between: &str| {
                let rows: Vec<String> = rows.iter().map(|(key, value)| form(key, value)).collect();
                rows.join(between)
            };
            match shape {
                0 => each(&|key, value| format!("- {key}: {value}"), "\n"),
                1 => each(&|key, value| format!("**{key}:** {value}"), "  \n"),
                2 => format!(
                    "| a | b |\n|-|-|\n{}",
                    each(&|key, value| format!("| {key} | {value} |"), "\n")
                ),
                3 => each(&|key, value| format!("> {key}: {value}"), "\n"),
                4 => each(&|key, value| format!("{key}: {value}"), "\n"),
                5 => each(&|key, value| format!("**{key}:** {value}"), " · "),
                6 => each(&|key, value| format!("- {key}:\n  - {value}"), "\n"),
                _ => format!(
                    "<table>{}</table>",
                    each(&|key, value| format!("<tr><th>{key}<td>{value}</tr>"), "")
                ),
            }
        })
    }

    fn front_matter() -> impl Strategy<Value = String> {
        let value = prop_oneof![
            statement().prop_map(|text| text.replace('\n', " ")),
            statement().prop_map(|text| format!("|\n  {}", text.replace('\n', "\n  "))),
            statement().prop_map(|text| format!("{text:?}")),
            (select(NAMES), select(NAMES)).prop_map(|(one, two)| format!("[{one}, {two}]")),
        ];
        prop::collection::vec((select(KEYS), value), 0..4).prop_map(|rows| {
            let rows: Vec<String> =
                rows.iter().map(|(key, value)| format!("{key}: {value}\n")).collect();
            format!("---\n{}---\n", rows.concat())
        })
    }

    fn section() -> impl Strategy<Value = String> {
        let body = prop_oneof![
            statement(),
            fields(),
            statement().prop_map(|text| format!("- {}", text.replace('\n', "\n  "))),
            (select(PHRASES), statement())
                .prop_map(|(phrase, text)| format!("{phrase}:\n\n- {text}\n  - {text}")),
            statement().prop_map(|text| format!("> **{text}**")),
            statement().prop_map(|text| format!("- [x] {text}\n- [ ] {text}")),
        ];
        (select(&["##", "###", "#"][..]), select(SECTIONS), body)
            .prop_map(|(level, title, body)| format!("{level} {title}\n\n{body}\n\n"))
    }

    pub(super) fn page() -> impl Strategy<Value = String> {
        let head = (
            prop::option::of(front_matter()),
            prop::option::of(statement()),
            prop::option::of(select(TITLES)),
            prop::option::of(fields()),
        );
        (head, prop::collection::vec(section(), 0..5)).prop_map(
            |((front, above, title, fields), sections)| {
                let above = above.map(|above| format!("{above}\n\n"));
                let title = title.map(|title| format!("# {title}\n\n"));
                let fields = fields.map(|fields| format!("{fields}\n\n"));
                let head = [front, above, title, fields].into_iter().flatten();
                head.chain(sections).collect()
            },
        )
    }
}
