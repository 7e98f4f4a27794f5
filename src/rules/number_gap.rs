//! `number-gap`: numbers that a series leaves out.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use foldhash::HashMap;

use crate::book::folder_of;
use crate::dialect::heading::fold;
use crate::dialect::name::Name;
use crate::document::{Document, DocumentId};
use crate::finding::{Finding, Level};
use crate::rules::{Check, Cx, Rule};

pub(super) const RULE: Rule = Rule {
    name: "number-gap",
    level: Level::Allow,
    since: "0.1.0",
    page: include_str!("number_gap.md"),
    check: Check::All(check),
};

/// Documents that count together, by book, kind and prefix.
type Series<'a> = (usize, &'a str, Arc<str>);
/// The first document of each number.
type Numbers = BTreeMap<u64, DocumentId>;

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    let taken = LazyCell::new(|| numbered_files(cx));
    for folders in series(cx).into_values() {
        let apart: Numbers =
            folders.values().flatten().map(|(number, id)| (*number, *id)).collect();
        // Folders in which no number occurs twice count on from each other.
        if apart.len() == folders.values().map(Numbers::len).sum::<usize>() {
            let names: Vec<&str> = folders.into_keys().collect();
            let is_taken = |number| names.iter().any(|folder| taken.contains(&(*folder, number)));
            gaps(cx, &apart, is_taken, findings);
        } else {
            for (folder, numbers) in &folders {
                gaps(cx, numbers, |number| taken.contains(&(*folder, number)), findings);
            }
        }
    }
}

fn series<'a>(cx: &Cx<'a>) -> BTreeMap<Series<'a>, BTreeMap<&'a str, Numbers>> {
    let mut folded: HashMap<&str, Arc<str>> = HashMap::default();
    let mut all: BTreeMap<Series<'a>, BTreeMap<&'a str, Numbers>> = BTreeMap::new();
    for (id, document) in cx.documents() {
        let Some(number) = document.number else { continue };
        let prefix =
            folded.entry(&document.prefix).or_insert_with(|| fold(&document.prefix).into());
        let series = (document.page.book, document.kind.as_str(), Arc::clone(prefix));
        let numbers = all.entry(series).or_default().entry(document.folder.as_str()).or_default();
        numbers.entry(number).or_insert(id);
    }
    all
}

/// Numbers that stand in the name of a page, a record or not: they are in use.
fn numbered_files<'a>(cx: &Cx<'a>) -> BTreeSet<(&'a str, u64)> {
    let pages = cx.library.books.iter().flat_map(|book| &book.chapters);
    pages
        .filter_map(|page| {
            let name = Name::of(&page.path);
            let folder = if name.is_index {
                folder_of(folder_of(&page.path))
            } else {
                folder_of(&page.path)
            };
            Some((folder, name.number?))
        })
        .collect()
}

/// One finding for each run of missing numbers, at the document behind it.
fn gaps(
    cx: &Cx<'_>,
    numbers: &Numbers,
    is_taken: impl Fn(u64) -> bool,
    findings: &mut Vec<Finding>,
) {
    let (Some((first, _)), Some((last, _))) = (numbers.first_key_value(), numbers.last_key_value())
    else {
        return;
    };
    // Where most numbers are not in use, nobody counts one by one: they are those of an issue, perhaps.
    if (last - first + 1) > 2 * numbers.len() as u64 {
        return;
    }
    for ((before, above), (after, below)) in numbers.iter().zip(numbers.iter().skip(1)) {
        let missing: Vec<u64> = (before + 1..*after).filter(|number| !is_taken(*number)).collect();
        if !missing.is_empty() {
            let (above, below) = ((*before, cx.document(*above)), (*after, cx.document(*below)));
            findings.push(finding(&missing, above, below));
        }
    }
}

fn finding(missing: &[u64], above: (u64, &Document), below: (u64, &Document)) -> Finding {
    let place =
        |document: &Document| document.id.as_ref().map_or(document.title_span(), |id| id.span);
    let verb = if missing.len() == 1 { "is" } else { "are" };
    let message = format!("{} {verb} missing between {} and {}", listed(missing), above.0, below.0);
    Finding::new(RULE.name, place(below.1), message)
        .label(format!("number {}", below.0))
        .related(place(above.1), format!("number {}", above.0))
        .help("bring the record back, or write one in its place that says what became of it")
}

/// `number 4`, `numbers 4 and 5`, `numbers 4, 6 and 7`; a long run by its ends.
fn listed(numbers: &[u64]) -> String {
    let words: Vec<String> = numbers.iter().map(u64::to_string).collect();
    match words.as_slice() {
        [one] => format!("number {one}"),
        [first, second] => format!("numbers {first} and {second}"),
        [first, second, third] => format!("numbers {first}, {second} and {third}"),
        [first, .., last] => format!("{} numbers from {first} to {last}", words.len()),
        [] => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, findings};

    fn record(number: u64) -> String {
        format!("# ADR-{number:04}: Number {number}\n\nStatus: accepted\n")
    }

    /// Files with these numbers, and what is said of them.
    fn messages(paths: &[(&str, u64)]) -> Vec<String> {
        let files: Vec<(&str, String)> =
            paths.iter().map(|(path, number)| (*path, record(*number))).collect();
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        let found = findings(&files).1;
        found
            .iter()
            .filter(|finding| finding.rule == RULE.name)
            .map(|finding| finding.message.clone())
            .collect()
    }

    #[test]
    fn each_run_of_missing_numbers_is_told_once() {
        let found = messages(&[
            ("0001-a.md", 1),
            ("0003-c.md", 3),
            ("0004-d.md", 4),
            ("0007-g.md", 7),
            ("0008-h.md", 8),
        ]);
        assert_eq!(
            found,
            ["number 2 is missing between 1 and 3", "numbers 5 and 6 are missing between 4 and 7"]
        );
        assert_eq!(listed(&[1, 2, 3, 4]), "4 numbers from 1 to 4");
        let sections = "# All\n\n## REQ-1: A\n\nx\n\n## REQ-3: B\n\nx\n";
        compare(&[RULE.name], &[(&[("r.md", sections)], &["r.md:7:4 number-gap"])]);
    }

    #[test]
    fn a_series_may_start_anywhere_run_over_folders_and_be_sparse() {
        assert!(messages(&[("0040-a.md", 40), ("0041-b.md", 41)]).is_empty());
        assert!(messages(&[("a/0001-a.md", 1), ("b/0002-b.md", 2), ("a/0003-c.md", 3)]).is_empty());
        let shared = messages(&[("a/0001-a.md", 1), ("a/0002-b.md", 2), ("b/0004-d.md", 4)]);
        assert_eq!(shared, ["number 3 is missing between 2 and 4"]);
        assert!(messages(&[("0120-a.md", 120), ("0245-b.md", 245)]).is_empty());
        let own = messages(&[
            ("a/0001-a.md", 1),
            ("b/0001-b.md", 1),
            ("b/0002-b.md", 2),
            ("a/0003-c.md", 3),
        ]);
        assert_eq!(
            own,
            ["number 2 is missing between 1 and 3"],
            "folders that count for themselves"
        );
    }

    #[test]
    fn a_page_that_is_no_record_takes_its_number_too() {
        let (one, three) = (record(1), record(3));
        let page = "# How we test\n\nWith care.\n";
        let files = |second| {
            [
                ("a/0001-a.md", &*one),
                ("a/0003-c.md", &*three),
                ("a/0004-d.md", page),
                ("a/0005-e.md", page),
                (second, page),
            ]
        };
        compare(
            &[RULE.name],
            &[
                (&files("a/0002-b.md"), &[]),
                (&files("a/0006-b.md"), &["a/0003-c.md:1:3 number-gap"]),
            ],
        );
    }
}
