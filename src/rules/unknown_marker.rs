//! `unknown-marker`: a comment that calls for a view, in words that cannot be followed.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::config::nearest;
use crate::finding::{Finding, Level};
use crate::markdown::{Comment, Outline};
use crate::marker::{self, Called, Names, Why};
use crate::rules::{Check, PageCx, Rule};

pub(super) const RULE: Rule = Rule {
    name: "unknown-marker",
    level: Level::Deny,
    since: "0.1.0",
    page: include_str!("unknown_marker.md"),
    check: Check::Page(check),
};

fn check(cx: &PageCx<'_>, findings: &mut Vec<Finding>) {
    let mut calls = marker::calls(cx.outline).peekable();
    if calls.peek().is_none() {
        return;
    }
    let names = cx.book.config.names();
    // Of two mistakes at one place the first is enough.
    let mut told = BTreeSet::new();
    for comment in calls {
        let found = judge(cx.outline, comment, &names);
        findings.extend(found.into_iter().filter(|finding| told.insert(finding.primary)));
    }
}

/// What is wrong with one marker.
fn judge(outline: &Outline, comment: &Comment, names: &Names<'_>) -> Vec<Finding> {
    let body = &outline.text.as_str()[comment.body.clone()];
    let finding = |at: Range<usize>, message: String| {
        let start = comment.body.start;
        Finding::new(RULE.name, outline.text.span(start + at.start..start + at.end), message)
            .label("nothing would stand here")
    };
    match marker::parse(body, names) {
        Err(mistakes) => mistakes
            .into_iter()
            .map(|mistake| {
                let word = super::short(&body[mistake.at.clone()]);
                let (message, help) = words(&word, &mistake.why);
                finding(mistake.at, message).help(help)
            })
            .collect(),
        Ok(_) if comment.alone => Vec::new(),
        Ok(marker) => {
            let name = format!("adr:{}", marker.view.as_str());
            let message = format!("`{name}` does not stand alone on its line");
            vec![finding(0..name.len(), message).help("give the comment a line of its own")]
        }
    }
}

/// The message and the help for a wrong word.
fn words(word: &str, why: &Why) -> (String, String) {
    match why {
        Why::View => {
            let views = Called::ALL.map(Called::as_str);
            let help = match nearest(word, views.into_iter().chain([marker::ALLOW])) {
                Some(marker::ALLOW) => {
                    "did you mean `<!-- adr:allow(rule): reason -->`?".to_owned()
                }
                Some(near) => format!("did you mean `<!-- adr:{near} -->`?"),
                None => format!("the views are {}", views.join(", ")),
            };
            (format!("`adr:{word}` is no view"), help)
        }
        Why::Key(view) => {
            let help = match nearest(word, view.keys().iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None if view.keys().is_empty() => "it takes none".to_owned(),
                None => format!("it takes {}", view.keys().join(", ")),
            };
            (format!("`adr:{}` takes no `{word}`", view.as_str()), help)
        }
        Why::Twice => (format!("`{word}` a second time"), "leave one of them".to_owned()),
        Why::Form => {
            (format!("`{word}` is no setting"), "write settings as `key=\"value\"`".to_owned())
        }
        Why::Value(key, known) if known.is_empty() => {
            (format!("`{word}` says nothing"), format!("name a {key}, or leave it out"))
        }
        Why::Value(key, known) => {
            let help = match nearest(word, known.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{key}=\"{near}\"`?"),
                None => format!("`{key}` is one of {}", known.join(", ")),
            };
            (format!("`{word}` is no value of `{key}`"), help)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    const SAID: &[(&str, &str, &str, &str)] = &[
        (
            "<!-- adr:matrx -->\n",
            "matrx",
            "`adr:matrx` is no view",
            "did you mean `<!-- adr:matrix -->`?",
        ),
        (
            "<!-- adr:alow(number-gap): x -->\n",
            "alow",
            "`adr:alow` is no view",
            "did you mean `<!-- adr:allow(rule): reason -->`?",
        ),
        (
            "<!-- adr: -->\n",
            "",
            "`adr:` is no view",
            "the views are index, modules, matrix, timeline, graph",
        ),
        (
            "<!-- adr:index stauts=\"x\" -->\n",
            "stauts",
            "`adr:index` takes no `stauts`",
            "did you mean `status`?",
        ),
        (
            "<!-- adr:matrix kind=\"x\" -->\n",
            "kind",
            "`adr:matrix` takes no `kind`",
            "it takes none",
        ),
        (
            "<!-- adr:index status=\"acepted\" -->\n",
            "acepted",
            "`acepted` is no value of `status`",
            "did you mean `status=\"accepted\"`?",
        ),
        (
            "<!-- adr:index in-force=\"maybe\" -->\n",
            "maybe",
            "`maybe` is no value of `in-force`",
            "`in-force` is one of true, false",
        ),
        (
            "<!-- adr:graph scope=\"all\" -->\n",
            "all",
            "`all` is no value of `scope`",
            "`scope` is one of supersession, modules, traceability",
        ),
        (
            "<!-- adr:index folder=\"\" -->\n",
            "folder=\"\"",
            "`folder=\"\"` says nothing",
            "name a folder, or leave it out",
        ),
        (
            "<!-- adr:index kind=module -->\n",
            "kind=module",
            "`kind=module` is no setting",
            "write settings as `key=\"value\"`",
        ),
        (
            "See <!-- adr:index -->\n",
            "adr:index",
            "`adr:index` does not stand alone on its line",
            "give the comment a line of its own",
        ),
    ];

    #[test]
    fn only_comments_that_call_for_a_view_are_judged() {
        let case =
            |text: &str, expected: &[&str]| compare(&[RULE.name], &[(&[("a.md", text)], expected)]);
        case("# A\n\n<!-- adr:inedx -->\n", &["a.md:3:10 unknown-marker"]);
        case("<!--adr:Index-->\n", &["a.md:1:9 unknown-marker"]);
        case("text <!-- adr: index -->\n", &["a.md:1:15 unknown-marker"]);
        case("text <!-- adr:index -->\n", &["a.md:1:11 unknown-marker"]);
        case(
            "<!-- adr:index --> <!-- adr:matrix --> x\n",
            &["a.md:1:6 unknown-marker", "a.md:1:25 unknown-marker"],
        );
        case("<!-- adr:index kind=\"module\" -->\n\n<!-- adr:timeline -->\n", &[]);
        case("<!-- adr:allow(number-gap): elsewhere -->\n\n<!-- adr:allow -->\n", &[]);
        case("- x\n\n  <!-- adr:graph\n  scope=\"modules\" -->\n", &[]);
        case(
            "`<!-- adr:nothing -->`\n\n```\n<!-- adr:nothing -->\n```\n\n<!-- adrs: five -->\n\n<pre>\n<!-- adr:nothing -->\n</pre>\n",
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
    fn the_carets_are_under_the_word_and_the_help_names_another() {
        for (text, word, message, help) in SAID {
            let expected = ((*word).to_owned(), (*message).to_owned(), (*help).to_owned());
            assert_eq!(first(RULE.name, &[("a.md", text)]), expected, "{text}");
        }
    }

    #[test]
    fn kinds_and_statuses_of_the_configuration_are_known() {
        let toml = "[preprocessor.adr.kinds.risk]\npaths = [\"risks/**\"]\n[preprocessor.adr.statuses]\ntrial = []\n";
        let page = "<!-- adr:index kind=\"risk\" status=\"trial\" -->\n";
        compare(&[RULE.name], &[(&[("book.toml", toml), ("src/a.md", page)], &[])]);
    }
}
