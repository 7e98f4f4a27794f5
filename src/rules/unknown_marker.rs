//! `unknown-marker`: a comment that calls for a view which does not exist.

use std::collections::BTreeSet;

use crate::config::nearest;
use crate::finding::{Finding, Level};
use crate::rules::{Cx, Rule};

pub(super) const RULE: Rule = Rule {
    name: "unknown-marker",
    level: Level::Deny,
    since: "0.1.0",
    page: include_str!("unknown_marker.md"),
    check,
};

/// The views that a marker can call for.
const VIEWS: [&str; 5] = ["index", "modules", "matrix", "timeline", "graph"];

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    // A file that several pages include is read with each of them.
    let mut told = BTreeSet::new();
    for outlines in &cx.analysis.outlines {
        for outline in outlines {
            for comment in &outline.comments {
                let body = &outline.text.as_str()[comment.body.clone()];
                let Some(call) = body.strip_prefix("adr:") else { continue };
                let name: String =
                    call.chars().take_while(|c| c.is_alphanumeric() || "-_".contains(*c)).collect();
                if VIEWS.contains(&name.as_str()) {
                    continue;
                }
                let start = comment.body.start + "adr:".len();
                let span = outline.text.span(start..start + name.len());
                if !told.insert(span) {
                    continue;
                }
                let help = match nearest(&name, VIEWS) {
                    Some(near) => format!("did you mean `<!-- adr:{near} -->`?"),
                    None => format!("the views are {}", VIEWS.join(", ")),
                };
                findings.push(
                    Finding::new(
                        RULE.name,
                        span,
                        format!("`adr:{}` is no view", super::short(&name)),
                    )
                    .label("nothing would stand here")
                    .help(help),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    #[test]
    fn only_comments_that_call_for_a_view_are_judged() {
        let case =
            |text: &str, expected: &[&str]| compare(&[RULE.name], &[(&[("a.md", text)], expected)]);
        case("# A\n\n<!-- adr:inedx -->\n", &["a.md:3:10 unknown-marker"]);
        case("<!--adr:Index-->\n", &["a.md:1:9 unknown-marker"]);
        case("text <!-- adr: index -->\n", &["a.md:1:15 unknown-marker"]);
        case("<!-- adr:index kind=\"module\" -->\n\n<!-- adr:timeline -->\n", &[]);
        case(
            "`<!-- adr:nothing -->`\n\n```\n<!-- adr:nothing -->\n```\n\n<!-- adrs: five -->\n",
            &[],
        );
    }

    #[test]
    fn a_page_that_is_included_twice_is_reported_once() {
        let files = [
            ("a.md", "{{#include inc/x.md}}\n"),
            ("b.md", "{{#include inc/x.md}}\n"),
            ("inc/x.md", "<!-- adr:nothing -->\n"),
        ];
        compare(&[RULE.name], &[(&files, &["inc/x.md:1:10 unknown-marker"])]);
    }

    #[test]
    fn the_help_names_a_view() {
        assert_eq!(
            first(RULE.name, &[("a.md", "<!-- adr:matrx -->\n")]).2,
            "did you mean `<!-- adr:matrix -->`?"
        );
        assert_eq!(
            first(RULE.name, &[("a.md", "<!-- adr: -->\n")]).2,
            "the views are index, modules, matrix, timeline, graph"
        );
    }
}
