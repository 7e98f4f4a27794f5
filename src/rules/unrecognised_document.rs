//! `unrecognised-document`: a page among documents that looks like them and cannot be read as one.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::dialect::Signs;
use crate::dialect::collection::{is_year, paths_begun_by};
use crate::dialect::header::normal;
use crate::dialect::heading::fold;
use crate::dialect::name::Name;
use crate::document::Document;
use crate::finding::{Finding, Level};
use crate::rules::{Check, Cx, Rule};
use crate::vocabulary::Kind;

pub(super) const RULE: Rule = Rule {
    name: "unrecognised-document",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("unrecognised_document.md"),
    check: Check::All(check),
};

/// What the documents of a folder have in common.
struct Folder<'a> {
    first: &'a Document,
    count: usize,
    numbered: usize,
    with_status: usize,
    /// The forms of their file names, where all of them are of a series.
    forms: BTreeSet<(String, usize)>,
    /// Whether any has a year for a number.
    has_years: bool,
    /// How many of them have a section of that title.
    sections: BTreeMap<String, usize>,
}

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    let folders = folders(cx);
    let paths = LazyCell::new(|| {
        cx.documents().map(|(_, document)| document.path.as_str()).collect::<BTreeSet<&str>>()
    });
    for signs in &cx.analysis.unread {
        let Some(folder) = folders.get(signs.folder.as_str()) else { continue };
        // `0010-webhooks-notes.md` belongs to `0010-webhooks.md`.
        let page = &cx.library.books[signs.page.book].chapters[signs.page.chapter].path;
        let is_companion = || paths_begun_by(page).any(|path| paths.contains(path.as_str()));
        // `2024-review.md` is about a year, unless its neighbours have years for numbers.
        let is_of_year = || is_year(page, Name::of(page).number) && !folder.has_years;
        if folder.count >= 2
            && looks_like_one(cx, signs, folder)
            && !is_companion()
            && !is_of_year()
        {
            findings.push(finding(signs, folder));
        }
    }
}

/// The folders of pages that were not read as documents.
fn folders<'a>(cx: &Cx<'a>) -> BTreeMap<&'a str, Folder<'a>> {
    let wanted: BTreeSet<&str> =
        cx.analysis.unread.iter().map(|signs| signs.folder.as_str()).collect();
    let mut folders: BTreeMap<&str, Folder<'_>> = BTreeMap::new();
    for (_, document) in cx.documents() {
        if document.section.is_some() || !wanted.contains(document.folder.as_str()) {
            continue;
        }
        let folder = folders.entry(&document.folder).or_insert_with(|| Folder {
            first: document,
            count: 0,
            numbered: 0,
            with_status: 0,
            forms: BTreeSet::new(),
            has_years: false,
            sections: BTreeMap::new(),
        });
        folder.count += 1;
        folder.has_years |= is_year(&document.path, document.number);
        let name = Name::of(&document.path);
        folder.numbered += usize::from(name.is_numbered());
        folder.forms.extend(form(&name));
        folder.with_status += usize::from(document.status.is_some());
        let titles: BTreeSet<String> =
            document.sections.iter().map(|section| normal(&section.title)).collect();
        for title in titles {
            *folder.sections.entry(title).or_default() += 1;
        }
    }
    folders
}

/// A prefix and how many digits follow it, where that is the form of a series: chapters too are numbered, in few digits.
fn form(name: &Name) -> Option<(String, usize)> {
    name.number?;
    let own = name.stem[..name.stem.len() - name.slug.len()].trim_end_matches(['-', '_', ' ', '.']);
    let digits = own.len() - own.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let is_series = (digits >= 3 || !name.prefix.is_empty()) && !name.is_template();
    is_series.then(|| (fold(&name.prefix), digits))
}

/// Whether a page has a number of the same form as all documents of its folder.
fn is_of_series(cx: &Cx<'_>, signs: &Signs, folder: &Folder<'_>) -> bool {
    let page = &cx.library.books[signs.page.book].chapters[signs.page.chapter];
    folder.numbered == folder.count
        && form(&Name::of(&page.path)).is_some_and(|form| folder.forms.contains(&form))
}

/// A number of the folder's series, two signs of three, or the sections alone where they are many: a note beside records may have any one of them.
fn looks_like_one(cx: &Cx<'_>, signs: &Signs, folder: &Folder<'_>) -> bool {
    let headings = &cx.analysis.outline(signs.page).headings;
    let titles: BTreeSet<String> = headings.iter().map(|heading| normal(&heading.text)).collect();
    let usual = |title: &&String| {
        folder.sections.get(*title).is_some_and(|count| count * 2 >= folder.count)
    };
    let shared = titles.iter().filter(usual).count();
    let known = [signs.is_numbered || signs.has_id, signs.has_status, shared >= 2];
    shared >= 3
        || is_of_series(cx, signs, folder)
        || known.into_iter().filter(|sign| *sign).count() >= 2
}

fn finding(signs: &Signs, folder: &Folder<'_>) -> Finding {
    let kind = folder.first.kind.as_str();
    let message = format!("`{}` is not read as a {kind}", super::short(&signs.title.value));
    let mostly = |count: usize| count * 2 >= folder.count;
    let mut missing = Vec::new();
    if folder.first.kind == Kind::Module {
        missing.push("no `Module:` in the heading");
    } else {
        if !signs.is_numbered && mostly(folder.numbered) {
            missing.push("no number in the file's name");
        }
        if !signs.has_id {
            missing.push("no id in the heading");
        }
    }
    if !signs.has_status && mostly(folder.with_status) {
        missing.push("no status");
    }
    let help = if folder.first.kind == Kind::Module {
        format!("write `# Module: {}`", signs.title.value)
    } else if missing.contains(&"no number in the file's name") {
        "name the file as those beside it are named, with a number".to_owned()
    } else {
        "write its heading and its status as those beside it do".to_owned()
    };
    Finding::new(RULE.name, signs.title.span, message)
        .label(missing.join(", "))
        .related(folder.first.title_span(), format!("one of {} in this folder", folder.count))
        .help(help)
        .help("if it is none, give it a folder of its own")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    const A: &str = "# 1. A\n\n## Status\n\nAccepted\n\n## Context\n\nx\n\n## Decision\n\nx\n\n## Consequences\n\nx\n";
    const BESIDE: [(&str, &str); 2] = [("adr/0001-a.md", A), ("adr/0002-b.md", A)];

    fn beside<'a>(path: &'a str, text: &'a str) -> [(&'a str, &'a str); 3] {
        [BESIDE[0], BESIDE[1], (path, text)]
    }

    #[test]
    fn a_page_that_is_written_as_its_neighbours_is_expected_to_be_one() {
        let sections = "# C\n\n## Context\n\nx\n\n## Decision\n\nx\n\n## Consequences\n\nx\n";
        let stated = "# C\n\nStatus: accepted\n\n## Context\n\nx\n\n## Consequences\n\nx\n";
        let headed = "# 3. C\n\n## Context\n\nx\n\n## Decision\n\nx\n";
        for text in [sections, stated] {
            compare(
                &[RULE.name],
                &[(&beside("adr/c.md", text), &["adr/c.md:1:3 unrecognised-document"])],
            );
        }
        compare(
            &[RULE.name],
            &[(&beside("adr/c.md", headed), &["adr/c.md:1:6 unrecognised-document"])],
        );
        let module =
            "# Module: a\n\n## Purpose\n\nx\n\n## Public API\n\nx\n\n## Dependencies\n\nx\n";
        let plain = module.replace("Module: a", "c");
        let files = [("m/a.md", module), ("m/b.md", module), ("m/c.md", &*plain)];
        compare(&[RULE.name], &[(&files, &["m/c.md:1:3 unrecognised-document"])]);
    }

    #[test]
    fn each_page_that_counts_in_the_series_is_expected_to_be_one_however_many_there_are() {
        let case = |paths: &[&str], expected: &[&str]| {
            let mut files = vec![BESIDE[0], BESIDE[1]];
            files.extend(paths.iter().map(|path| (*path, "# P\n\nSome text.\n")));
            let expected: Vec<String> =
                expected.iter().map(|path| format!("{path}:1:3 unrecognised-document")).collect();
            let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
            compare(&[RULE.name], &[(&files, &expected)]);
        };
        let five =
            ["adr/0003-p.md", "adr/0004-p.md", "adr/0005-p.md", "adr/0006-p.md", "adr/0007-p.md"];
        case(&five, &five);
        case(&["adr/01-p.md", "adr/02-p.md", "adr/03-p.md", "adr/04-p.md", "adr/05-p.md"], &[]);
        case(
            &[
                "adr/2024-01-01-p.md",
                "adr/2024-01-02-p.md",
                "adr/2024-01-03-p.md",
                "adr/0000-template.md",
            ],
            &[],
        );
    }

    #[test]
    fn notes_indexes_and_templates_beside_records_are_left_alone() {
        let sections = "# C\n\n## Context\n\nx\n\n## Decision\n\nx\n\n## Consequences\n\nx\n";
        for path in
            ["adr/README.md", "adr/index.md", "adr/template.md", "adr/glossary.md", "notes/c.md"]
        {
            compare(&[RULE.name], &[(&beside(path, sections), &[])]);
        }
        for text in [
            "# How we decide\n\n## Context\n\nx\n",
            "# Ideas\n\nStatus: accepted\n\nx\n",
            "# 1. Introduction\n\n## Words\n\nx\n",
            "no heading",
            "",
        ] {
            compare(&[RULE.name], &[(&beside("adr/c.md", text), &[])]);
        }
    }

    #[test]
    fn what_the_help_says_makes_it_one() {
        let text = "# C\n\n## Context\n\nx\n\n## Decision\n\nx\n\n## Consequences\n\nx\n";
        let (_, message, help) = first(RULE.name, &beside("adr/c.md", text));
        assert_eq!(message, "`C` is not read as a decision");
        assert!(help.starts_with("name the file as those beside it are named, with a number"));
        for mended in ["adr/0003-c.md", "other/c.md"] {
            compare(&[RULE.name], &[(&beside(mended, text), &[])]);
        }
    }
}
