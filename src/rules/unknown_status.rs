//! `unknown-status`: a status in a word that no vocabulary knows.

use crate::config::nearest;
use crate::dialect::Lexicon;
use crate::finding::{Finding, Level};
use crate::rules::{Cx, Rule};
use crate::vocabulary::Status;

pub(super) const RULE: Rule = Rule {
    name: "unknown-status",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("unknown_status.md"),
    check,
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    for (_, document) in cx.documents() {
        let Some(status) = &document.status else { continue };
        if status.known || status.placeholder || status.status != Status::Other {
            continue;
        }
        let word: String =
            status.text.chars().take_while(|c| c.is_alphanumeric() || "-' ".contains(*c)).collect();
        let word = word.trim().to_lowercase();
        let lexicon = Lexicon::new(&cx.library.books[document.page.book].config);
        let mut known: Vec<&str> = lexicon.words.status_words().map(|(word, _)| word).collect();
        known.sort_unstable();
        let help = match nearest(&word, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                "write Draft, Proposed, Accepted, Rejected, Deprecated or Superseded".to_owned()
            }
        };
        findings.push(
            Finding::new(RULE.name, status.span, format!("`{}` is no known status", super::short(&status.text)))
                .help(help)
                .help(format!(
                    "or teach it: `[preprocessor.adr.statuses]` `accepted = [\"{}\"]`, or whichever status it means",
                    if word.is_empty() { "…" } else { &word }
                )),
        );
    }
}
