//! The commands as a user types them: output, errors and exit status.

use mdbook_adr::dialect::blank::TEMPLATES;
use mdbook_adr::rules::RULES;
use snapbox::{assert_data_eq, str};
use tempfile::TempDir;

use crate::run::{Outcome, command, finish, folder, run};

const RECORD: &str = "# 1. Use a database\n\nDate: 2024-01-31\n\n## Status\n\nAccepted\n\n## Context\n\nSlow.\n\n\
                      ## Decision\n\nWe use one.\n\n## Consequences\n\nFast.\n";

fn records() -> TempDir {
    folder(&[("adr/0001-use-a-database.md", RECORD)])
}

/// A book whose `book.toml` is this.
fn configured(toml: &str) -> TempDir {
    folder(&[("book.toml", toml), ("src/SUMMARY.md", "# Summary\n")])
}

/// Could not check: status 2, an error, and nothing on standard output.
#[track_caller]
fn assert_refused(outcome: &Outcome, error: &str) {
    assert!(outcome.stderr.contains(error), "{}", outcome.stderr);
    assert!(outcome.stderr.starts_with("error: "), "{}", outcome.stderr);
    assert_eq!(outcome.stdout, "");
    assert_eq!(outcome.status, Some(2));
}

#[test]
fn annotations_name_files_as_seen_from_where_the_program_was_started() {
    let dir = folder(&[("docs/adr/0001-a.md", "# ADR-0001: A\n\nSee [b](0002-b.md).\n")]);
    let line = |from: &str, below: &str, format: &str| {
        let outcome = run(&dir.path().join(from), &["check", below, "--format", format]);
        outcome.stdout.lines().next().unwrap_or_default().to_owned()
    };
    for below in ["docs", "./docs/"] {
        assert!(line("", below, "github").starts_with("::error file=docs/adr/0001-a.md,line=3,"));
    }
    assert!(line("docs", ".", "github").starts_with("::error file=adr/0001-a.md,line=3,"));
    assert!(line("", "docs", "short").starts_with("adr/0001-a.md:3:9: error[broken-reference]: "));
}

#[test]
fn check_ends_with_the_verdict_in_every_format() {
    let dir = records();
    let allowed = ["check", "-A", "all", "adr"];
    let human = run(dir.path(), &allowed);
    assert_eq!(
        (human.stdout.as_str(), human.stderr.as_str()),
        ("1 document checked: no findings\n", "")
    );
    assert_eq!(human.status, Some(0));
    for (format, stdout) in [
        ("short", ""),
        ("github", "1 document checked: no findings\n"),
        ("human", "1 document checked: no findings\n"),
    ] {
        let outcome = run(dir.path(), &[&allowed[..], &["--format", format]].concat());
        assert_eq!((outcome.stdout.as_str(), outcome.status), (stdout, Some(0)), "{format}");
    }
    let json = run(dir.path(), &[&allowed[..], &["--format=json"]].concat());
    let json: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
    let summary = serde_json::json!({"documents": 1, "deny": 0, "warn": 0});
    assert_eq!((&json["schema"], &json["summary"]), (&1.into(), &summary));
}

#[test]
fn list_says_how_each_document_was_read() {
    let dir = folder(&[
        ("adr/0001-use-a-database.md", RECORD),
        ("adr/0002-日本.md", &RECORD.replace("1. Use a database", "ADR-2: Use 日本")),
        ("course/01-hello.md", "# Hello\n"),
    ]);
    let outcome = run(dir.path(), &["list", "-A", "all"]);
    assert_data_eq!(
        outcome.stdout,
        str![[r"
ID     KIND      STATUS    DATE        DIALECT  PATH                        TITLE
1      decision  accepted  2024-01-31  nygard   adr/0001-use-a-database.md  Use a database
ADR-2  decision  accepted  2024-01-31  nygard   adr/0002-日本.md            Use 日本

2 documents

1 numbered page was not read as a document:
  course/01-hello.md

"]]
    );
    assert_eq!((outcome.status, outcome.stderr.as_str()), (Some(0), ""));
    let json = run(dir.path(), &["list", "--format", "json", "-A", "all"]).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["documents"].as_array().map(Vec::len), Some(2));
}

#[test]
fn list_is_no_verdict() {
    let dir = folder(&[]);
    let outcome = run(dir.path(), &["list", "-D", "all"]);
    assert_eq!(outcome.status, Some(0));
    assert!(outcome.stdout.contains("no documents"), "{}", outcome.stdout);
}

#[test]
fn explain_prints_the_page_of_every_rule() {
    let dir = folder(&[]);
    let list = run(dir.path(), &["explain"]);
    assert_eq!((list.status, list.stdout.lines().count()), (Some(0), RULES.len()));
    for rule in RULES {
        let page = run(dir.path(), &["explain", rule.name]);
        assert_eq!((page.status, page.stdout.trim_end()), (Some(0), rule.page.trim_end()));
    }
    assert_refused(
        &run(dir.path(), &["explain", "no-such-rule"]),
        "unknown rule `no-such-rule`\nhelp: ",
    );
}

#[test]
fn template_prints_every_blank() {
    let dir = folder(&[]);
    for template in TEMPLATES {
        let outcome = run(dir.path(), &["template", template.kind, "--dialect", template.dialect]);
        assert_eq!((outcome.stdout.as_str(), outcome.status), (template.text, Some(0)));
    }
    let own = run(dir.path(), &["template", "decision"]);
    assert!(own.stdout.starts_with("# ADR-{number}: {title}\n"));
    assert_refused(
        &run(dir.path(), &["template", "modul"]),
        "unknown kind `modul`\nhelp: did you mean `module`?",
    );
    assert_refused(
        &run(dir.path(), &["template", "module", "--dialect", "nygard"]),
        "no blank module in dialect `nygard`\nhelp: known: template",
    );
}

#[test]
fn supports_says_nothing() {
    let dir = folder(&[]);
    let outcome = run(dir.path(), &["supports", "html"]);
    assert_eq!(
        (outcome.status, outcome.stdout, outcome.stderr),
        (Some(0), String::new(), String::new())
    );
}

#[test]
fn help_and_version_are_a_success() {
    let dir = folder(&[]);
    for arguments in [&["--help"][..], &["-h"], &["--version"], &["check", "--help"]] {
        let outcome = run(dir.path(), arguments);
        assert_eq!((outcome.status, outcome.stderr.as_str()), (Some(0), ""), "{arguments:?}");
        assert_ne!(outcome.stdout, "");
    }
}

#[test]
fn arguments_that_make_no_sense_are_refused() {
    let dir = records();
    for arguments in [
        &["chekc"][..],
        &["check", "adr", "adr"],
        &["check", "--format", "xml"],
        &["check", "--dest", "x"],
        &["check", "-D"],
        &["explain", "a", "b"],
        &["template"],
        &["supports"],
        &["list", "--format", "short"],
    ] {
        assert_refused(&run(dir.path(), arguments), "");
    }
}

#[test]
fn a_folder_that_is_not_there_is_refused() {
    let dir = records();
    for command in ["check", "list"] {
        assert_refused(&run(dir.path(), &[command, "nowhere"]), "`nowhere` is not a folder");
        assert_refused(
            &run(dir.path(), &[command, "adr/0001-use-a-database.md"]),
            "is not a folder",
        );
    }
}

#[test]
fn a_rule_that_is_not_there_is_refused() {
    let dir = records();
    for command in ["check", "list", "build"] {
        for option in ["-A", "-W", "-D"] {
            let error = "unknown rule `no-such-rule`\nhelp: ";
            assert_refused(&run(dir.path(), &[command, option, "no-such-rule", "adr"]), error);
        }
    }
}

#[test]
fn a_configuration_that_is_not_toml_is_refused_with_its_place() {
    let dir = configured("[book\ntitle = 1\n");
    let outcome = run(dir.path(), &["check"]);
    assert_refused(&outcome, "error: not TOML: ");
    assert!(outcome.stderr.contains(" --> book.toml:1:6\n"), "{}", outcome.stderr);
}

#[test]
fn an_unknown_key_is_refused_with_its_place() {
    let dir = configured("[book]\n\n[preprocessor.adr]\nlink = \"both-sides\"\n");
    let outcome = run(dir.path(), &["check"]);
    assert_data_eq!(
        &outcome.stderr,
        str![[r#"
error: unknown key `link`
 --> book.toml:4:1
  |
4 | link = "both-sides"
  | ^^^^
  |
  = help: did you mean `links`?

"#]]
    );
    assert_refused(&outcome, "");
}

#[test]
fn a_configuration_that_is_not_text_is_refused() {
    let dir = configured("");
    std::fs::write(dir.path().join("book.toml"), b"[book]\ntitle = \"\xff\"\n").expect("a file");
    assert_refused(&run(dir.path(), &["check"]), "failed to read `book.toml`");
}

#[test]
fn output_is_coloured_only_where_it_is_asked_for() {
    let dir = configured("[preprocessor.adr]\nlink = 1\n");
    let styled = |variables: &[(&str, &str)]| {
        let mut command = command(dir.path(), &["check"]);
        command.envs(variables.iter().copied());
        finish(command, b"").stderr.contains('\u{1b}')
    };
    assert!(!styled(&[]), "a pipe is not coloured");
    assert!(styled(&[("CLICOLOR_FORCE", "1")]));
    assert!(!styled(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]), "NO_COLOR wins");
}

#[test]
fn the_counts_are_coloured_only_where_it_is_asked_for() {
    let dir = records();
    let mut forced = command(dir.path(), &["check", "-A", "all"]);
    forced.env("CLICOLOR_FORCE", "1");
    assert_eq!(finish(forced, b"").stdout, "\u{1b}[1m1 document checked: no findings\u{1b}[0m\n");
    let mut json = command(dir.path(), &["check", "--format", "json"]);
    json.env("CLICOLOR_FORCE", "1");
    assert!(!finish(json, b"").stdout.contains('\u{1b}'), "what programs read never is");
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_cannot_be_written_is_an_error_and_a_closed_one_is_not() {
    let dir = records();
    for arguments in [&["check", "-A", "all"][..], &["list"], &["template", "decision"]] {
        let mut full = command(dir.path(), arguments);
        full.stdout(std::fs::File::options().write(true).open("/dev/full").expect("a device"));
        let outcome = finish(full, b"");
        assert_eq!(outcome.status, Some(2), "{arguments:?}");
        assert!(
            outcome.stderr.starts_with("error: failed to write to standard output\ncaused by: "),
            "{}",
            outcome.stderr
        );

        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let mut closed = command(dir.path(), arguments);
        closed.stdout(writer);
        let outcome = finish(closed, b"");
        assert_eq!((outcome.status, outcome.stderr.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[cfg(not(feature = "site"))]
#[test]
fn build_says_that_it_is_not_built_in() {
    let dir = records();
    assert_refused(&run(dir.path(), &["build", "adr"]), "built without the `site` feature");
}
