//! `ambiguous-reference`: an id that several documents carry.

use crate::finding::{Finding, Level};
use crate::resolve::Outcome;
use crate::rules::{Cx, Rule};

pub(super) const RULE: Rule = Rule {
    name: "ambiguous-reference",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("ambiguous_reference.md"),
    check,
};

/// More places than this don't help anybody.
const SHOWN: usize = 4;

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    for (_, resolved) in cx.references() {
        if resolved.candidates.len() < 2 {
            continue;
        }
        let reference = &resolved.reference;
        let count = resolved.candidates.len();
        let message = format!("`{}` fits {count} documents", super::short(&reference.text));
        let label = match resolved.outcome {
            Outcome::Document(one, _) => {
                format!("read as `{}`", super::short(&cx.document(one).title.value))
            }
            _ => "nothing tells which is meant".to_owned(),
        };
        let mut finding = Finding::new(RULE.name, reference.span, message).label(label);
        for candidate in resolved.candidates.iter().take(SHOWN) {
            finding = finding.related(cx.document(*candidate).title_span(), "one of them");
        }
        findings.push(finding.help("link to the file, so that every reader knows which is meant"));
    }
}
