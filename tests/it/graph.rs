//! `graph` as a user types it.

use crate::run::{folder, run};

const OLD: &str =
    "# ADR-0001: Use <files>\n\n## Status\n\nSuperseded by [ADR-0002](0002-redb.md)\n";
const NEW: &str =
    "# ADR-0002: Use redb\n\n## Status\n\nAccepted\n\nSupersedes [ADR-0001](0001-files.md)\n";

#[test]
fn a_diagram_is_a_file_of_its_own_in_every_format() {
    let dir = folder(&[("adr/0001-files.md", OLD), ("adr/0002-redb.md", NEW)]);
    for (format, part) in [
        ("svg", "href=\"adr/0002-redb.md#adr-0002\"><rect "),
        ("dot", "d1 -> d0 [label=\"supersedes\", style=bold];"),
        ("mermaid", "d1 ==>|supersedes| d0"),
    ] {
        let outcome = run(dir.path(), &["graph", "--format", format, "--scope", "supersession"]);
        assert_eq!((outcome.stderr.as_str(), outcome.status), ("", Some(0)), "{format}");
        assert!(outcome.stdout.contains(part), "{}", outcome.stdout);
        let again = run(dir.path(), &["graph", "--format", format, "--scope", "supersession"]);
        assert_eq!(outcome.stdout, again.stdout);
    }
}

#[test]
fn a_diagram_of_nothing_says_so() {
    let dir = folder(&[("adr/0001-files.md", &OLD.replace("Superseded by", "See"))]);
    let outcome = run(dir.path(), &["graph", "--scope=modules"]);
    assert!(outcome.stdout.starts_with("<svg xmlns="), "{}", outcome.stdout);
    assert!(outcome.stdout.contains("No module depends on another."), "{}", outcome.stdout);
    assert_eq!(outcome.status, Some(0));
    assert_eq!(run(dir.path(), &["graph", "absent"]).status, Some(2));
}
