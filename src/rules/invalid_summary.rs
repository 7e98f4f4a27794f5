//! `invalid-summary`: a `SUMMARY.md` of which mdBook builds nothing.

use crate::book::Refused;
use crate::finding::{Finding, Level};
use crate::rules::{Check, Cx, Rule};

pub(super) const RULE: Rule = Rule {
    name: "invalid-summary",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("invalid_summary.md"),
    check: Check::All(check),
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    let summaries = cx.library.books.iter().filter_map(|book| book.summary.as_ref());
    findings
        .extend(summaries.flat_map(|summary| &summary.refused).map(|refused| told(cx, refused)));
}

fn told(cx: &Cx<'_>, refused: &Refused) -> Finding {
    match refused {
        Refused::NoLink { item, blank_in_path } => {
            let message = "an item of the summary does not begin with a link";
            let finding =
                Finding::new(RULE.name, *item, message.to_owned()).label("mdBook stops here");
            if *blank_in_path {
                finding.help("a path with blanks stands in angle brackets: `[Title](<a page.md>)`")
            } else {
                let words = super::short(cx.library.sources.slice(*item));
                finding.help(format!(
                    "make it a chapter without a page, `[{words}]()`, or a title above a list of its own, `# {words}`"
                ))
            }
        }
        Refused::BehindTheEnd { again, end } => {
            let message = "the summary goes on behind its last chapters";
            Finding::new(RULE.name, *again, message.to_owned())
                .label("mdBook stops here")
                .related(*end, "what stands behind a list, and is none, ends the lists")
                .help("move what stands there behind the last list, or take it into the list")
        }
        Refused::Twice { path, again, first } => {
            let message = format!("the summary names `{}` twice", super::short(path));
            Finding::new(RULE.name, super::destination_span(cx.library, *again, path), message)
                .label("mdBook stops here")
                .related(*first, "it is named here already")
                .help("take one of the two entries out")
        }
    }
}
