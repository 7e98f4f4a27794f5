//! What the repository holds and the program knows better: the reference of the rules. `UPDATE_PAGES=1` writes it.

use std::fmt::Write as _;

use mdbook_adr::rules::RULES;

use crate::rule_pages::{self, first_paragraph};

const INTRODUCTION: &str = "# Rules

A rule is named for the condition that it finds, so that its name can be read after \"allow\". Each rule
has a level: *deny* stops the build, *warn* is reported, *allow* is not reported. The levels can be
changed, as the user guide says under [Findings](../guide/findings.md).

`mdbook-adr explain` followed by the name of a rule prints its page, with what it finds, why, an example
that fails and one that passes.
";

const FOLDER: &str = "book-example/src/rules";
const SUMMARY: &str = "book-example/src/SUMMARY.md";
const MARKS: (&str, &str) = ("<!-- rules:begin -->\n", "<!-- rules:end -->\n");

#[test]
fn the_reference_of_the_rules_is_current() {
    let mut files: Vec<(String, String)> = RULES
        .iter()
        .map(|rule| (format!("{FOLDER}/{}.md", rule.name), shown(&rule_pages::current(rule))))
        .collect();
    files.push((format!("{FOLDER}/README.md"), index()));
    files.push((SUMMARY.to_owned(), summary()));
    let mut stale = strangers(&files);
    for (path, text) in &files {
        if read(path).as_ref() == Some(text) {
            continue;
        }
        if rule_pages::updating() {
            std::fs::write(rule_pages::repository(path), text)
                .expect("the reference can be written");
        } else {
            stale.push(path.clone());
        }
    }
    assert!(
        stale.is_empty(),
        "not what src/rules/*.md say: {}\nwrite them with UPDATE_PAGES=1 cargo test --test it, \
         and remove a page whose rule is gone",
        stale.join(", ")
    );
}

/// A page as mdBook must get it: an include in an example is shown and not followed.
fn shown(page: &str) -> String {
    page.replace("{{#", "\\{{#")
}

/// The table of all rules.
fn index() -> String {
    let mut out = format!(
        "{INTRODUCTION}\n| rule | level | what it finds |\n|------|-------|---------------|\n"
    );
    for rule in RULES {
        let about = first_sentence(&first_paragraph(rule.page)).replace('|', "\\|");
        writeln!(out, "| [`{0}`]({0}.md) | {1} | {about} |", rule.name, rule.level)
            .expect("a string takes everything");
    }
    out
}

fn first_sentence(paragraph: &str) -> String {
    paragraph.find(". ").map_or(paragraph, |at| &paragraph[..=at]).to_owned()
}

/// The summary, with an entry for every rule between its two marks.
fn summary() -> String {
    let now = read(SUMMARY).expect("the summary");
    let (before, rest) = now.split_once(MARKS.0).expect("the mark where the rules begin");
    let (_, after) = rest.split_once(MARKS.1).expect("the mark where the rules end");
    let entries: Vec<String> =
        RULES.iter().map(|rule| format!("- [{0}](rules/{0}.md)\n", rule.name)).collect();
    [before, MARKS.0, &entries.concat(), MARKS.1, after].concat()
}

/// Pages in the folder that no rule has.
fn strangers(files: &[(String, String)]) -> Vec<String> {
    let mut found: Vec<String> = std::fs::read_dir(rule_pages::repository(FOLDER))
        .expect("the folder of the reference")
        .filter_map(|entry| {
            Some(format!("{FOLDER}/{}", entry.ok()?.file_name().into_string().ok()?))
        })
        .filter(|path| files.iter().all(|(known, _)| known != path))
        .collect();
    found.sort();
    found
}

fn read(path: &str) -> Option<String> {
    std::fs::read_to_string(rule_pages::repository(path)).ok()
}
