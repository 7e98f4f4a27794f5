//! `unreadable-file`: a file that should have been read and was not, or not as text.

use crate::finding::{Finding, Level};
use crate::rules::{Cx, Rule};

pub(super) const RULE: Rule = Rule {
    name: "unreadable-file",
    level: Level::Deny,
    since: "0.1.0",
    page: include_str!("unreadable_file.md"),
    check,
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    for file in &cx.library.unreadable {
        let message = format!("`{}` cannot be read: {}", file.path, file.why);
        findings.push(
            Finding::new(RULE.name, file.span, message)
                .help("what is not read is not checked: mend the file, move it out of the folder, or have git ignore it"),
        );
    }
}
