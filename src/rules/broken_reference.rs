//! `broken-reference`: a link, id or entry of the summary that leads to nothing.

use crate::book::folder_of;
use crate::finding::{Finding, Level};
use crate::reference::Target;
use crate::resolve::Outcome;
use crate::rules::{Cx, Rule};

pub(super) const RULE: Rule = Rule {
    name: "broken-reference",
    level: Level::Deny,
    since: "0.1.0",
    page: include_str!("broken_reference.md"),
    check,
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    for (_, resolved) in cx.references() {
        let Outcome::Broken(nearest) = &resolved.outcome else { continue };
        let reference = &resolved.reference;
        let finding = match &reference.target {
            Target::Link(destination) => {
                let span = super::destination_span(cx.library, reference.span, destination);
                let message = format!("link to `{}`, which does not exist", super::short(destination));
                Finding::new(RULE.name, span, message).label("no such file").help(match nearest {
                    Some(near) => format!("there is `{near}`: if it is meant, link to it"),
                    None if looks_like_url(destination) => format!("an address needs its scheme: `https://{}`", super::short(destination)),
                    None => "mend the path, or take the link out".to_owned(),
                })
            }
            _ => {
                let message = format!("`{}` is the id of no document", super::short(&reference.text));
                Finding::new(RULE.name, reference.span, message).label("no such document").help(match nearest {
                    Some(near) => format!("there is `{near}`: if it is meant, write its id"),
                    None => "mend the id, or write it as code (`…`) if it is none".to_owned(),
                })
            }
        };
        findings.push(finding);
    }
    summaries(cx, findings);
}

/// `github.com/a/b`: a host's name, and no file of this folder.
fn looks_like_url(destination: &str) -> bool {
    let host = destination.split('/').next().unwrap_or("");
    let end = host.rsplit_once('.').map_or("", |(_, end)| end);
    matches!(end, "com" | "org" | "net" | "io" | "dev" | "uk" | "de" | "eu" | "edu" | "gov" | "info")
}

/// An entry that names a missing file in a folder of documents: a record was moved or taken away.
fn summaries(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    for entry in super::missing_entries(cx) {
        if super::is_among_documents(cx, entry.path.as_deref().map_or("", folder_of)) {
            let message = format!("the summary names `{}`, which does not exist", super::short(&entry.target.value));
            let span = super::destination_span(cx.library, entry.target.span, &entry.target.value);
            findings.push(
                Finding::new(RULE.name, span, message)
                    .label("no such file, in a folder of documents")
                    .help("mend the path, or take the entry out"),
            );
        }
    }
}
