//! `unreadable-file`: a file that should have been read and was not, or not as text.

use crate::finding::{Finding, Level};
use crate::rules::{Check, Cx, Rule};

pub(super) const RULE: Rule = Rule {
    name: "unreadable-file",
    level: Level::Deny,
    since: "0.1.0",
    page: include_str!("unreadable_file.md"),
    check: Check::All(check),
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    for file in &cx.library.unreadable {
        let message = format!("`{}` cannot be read: {}", file.path, file.why);
        let is_missing = file.why.starts_with("no such file");
        let help = if is_missing && file.path.ends_with("SUMMARY.md") {
            "create it, or say in `book.toml` where the sources are: `src = \"…\"` in `[book]`"
        } else {
            "what is not read is not checked: mend the file, move it out of the folder, or have git ignore it"
        };
        findings.push(Finding::new(RULE.name, file.span, message).help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::analyze;
    use crate::book::{Files, load_memory};
    use crate::rules::{check as check_all, names};

    #[test]
    fn bytes_that_are_no_text_are_found_where_they_stand() {
        for (bytes, place) in [
            (&b"# ADR-0001: A\n\nStatus: accepted\n\nM\xfcnchen\n"[..], Some((5, 2))),
            (b"\xff\xfe#\0 \0A\0", Some((1, 1))),
            ("\u{feff}# ADR-0001: Grüße\n\nStatus: accepted\n".as_bytes(), None),
        ] {
            let library =
                load_memory(&Files::memory([("0001-a.md", bytes)]), &names()).expect("a library");
            let found = check_all(&library, &analyze(&library), &[]);
            let found = found.iter().find(|finding| finding.rule == RULE.name).map(|finding| {
                let position =
                    library.sources.position(finding.primary.file, finding.primary.start);
                (position.line, position.column)
            });
            assert_eq!(found, place, "{bytes:?}");
        }
    }
}
