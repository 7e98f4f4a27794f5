//! `broken-anchor`: a link to a page that exists, and a fragment that it does not have.

use crate::finding::{Finding, Level};
use crate::reference::Target;
use crate::rules::{Cx, Rule};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "broken-anchor",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("broken_anchor.md"),
    check,
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    for (_, resolved) in cx.references() {
        let Some(missing) = &resolved.missing_anchor else { continue };
        let reference = &resolved.reference;
        let span = match &reference.target {
            Target::Link(destination) => {
                fragment_of(cx, super::destination_span(cx.library, reference.span, destination))
            }
            _ => reference.span,
        };
        let message = format!("`#{}` is nowhere in `{}`", super::short(&missing.fragment), missing.page);
        findings.push(Finding::new(RULE.name, span, message).label("no such heading or anchor").help(
            match &missing.nearest {
                Some(near) => format!("there is `#{near}`: if it is meant, link to it"),
                None => "mend the fragment, or leave it out to link to the page".to_owned(),
            },
        ));
    }
}

/// The fragment's bytes in those of a destination: the page is not what is wrong.
fn fragment_of(cx: &Cx<'_>, destination: Span) -> Span {
    let hash = cx.library.sources.slice(destination).rfind('#').unwrap_or(0);
    Span { start: destination.start + hash, ..destination }
}
