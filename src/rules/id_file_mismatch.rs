//! `id-file-mismatch`: a document calls itself by another number than its file's name.

use crate::book::folder_of;
use crate::dialect::heading::{fold, is_record_word, parts_of_id};
use crate::dialect::name::Name;
use crate::document::{Document, name_key};
use crate::finding::{Finding, Level};
use crate::rules::{Check, Cx, Rule};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "id-file-mismatch",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("id_file_mismatch.md"),
    check: Check::All(check),
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    for (_, document) in cx.documents().filter(|(_, document)| document.section.is_none()) {
        let Some(number) = document.number else { continue };
        let Some((id, span)) = other_id(document, number).or_else(|| bare_number(cx, document))
        else {
            continue;
        };
        let message = format!("`{}` stands in a file with the number {number}", super::short(id));
        findings.push(
            Finding::new(RULE.name, span, message)
                .label(format!("the name is `{}`", file_name(&document.path)))
                .help("write the same number in both; what refers to it tells which one is known"),
        );
    }
}

/// The id, where that has another number. The document's number is its file's wherever that has one, so another one can
/// only be the heading's.
fn other_id(document: &Document, number: u64) -> Option<(&str, Span)> {
    let id = document.id.as_ref()?;
    let (prefix, own) = parts_of_id(&id.value)?;
    (own != number && is_of_series(document, &prefix)).then_some((id.value.as_str(), id.span))
}

/// The number that a title starts with, where the words behind it are those behind the number of the file's name: `29 Use
/// redb` in `030-use-redb.md`. Without a mark, and with other words, it may as well be a number of things.
fn bare_number<'c>(cx: &Cx<'c>, document: &'c Document) -> Option<(&'c str, Span)> {
    // A slip is a number or two away: `12 factor apps` in `0003-factor-apps.md` counts.
    const FAR: u64 = 2;
    let (number, words) = document.title.value.split_once(' ')?;
    let title = document.title_span();
    let is_near = number.parse::<u64>().is_ok_and(|own| {
        document.number.is_some_and(|number| own != number && own.abs_diff(number) <= FAR)
    });
    // An id that only the file's name states stands where the title does.
    let has_id = document.id.as_ref().is_some_and(|id| id.span != title);
    if !is_near || has_id || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let span = Span { end: title.start + number.len(), ..title };
    let slug = name_key(&Name::of(&document.path).slug);
    (!slug.is_empty() && slug == name_key(words) && cx.library.sources.slice(span) == number)
        .then_some((number, span))
}

/// Whether an id counts in the file's series: a key such as `slug` may hold anything that ends in digits.
fn is_of_series(document: &Document, prefix: &str) -> bool {
    prefix.is_empty()
        || fold(prefix) == fold(&document.prefix)
        || prefix.split(['-', '_', ' ']).any(is_record_word)
}

/// The file's name; of a folder's own page, with the folder that has the number.
fn file_name(path: &str) -> &str {
    let folder = folder_of(path);
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_index =
        name.to_lowercase().starts_with("readme.") || name.to_lowercase().starts_with("index.");
    if is_index { &path[folder_of(folder).len()..] } else { name }.trim_start_matches('/')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    fn record(heading: &str) -> String {
        format!("# {heading}\n\nStatus: accepted\n")
    }

    #[test]
    fn the_number_of_the_heading_is_the_files() {
        let case = |path: &str, text: &str, expected: &[&str]| {
            compare(&[RULE.name], &[(&[(path, text)], expected)]);
        };
        case("0015-a.md", &record("16. A"), &["0015-a.md:1:3 id-file-mismatch"]);
        case("adr-015-a.md", &record("ADR-0016: A"), &["adr-015-a.md:1:3 id-file-mismatch"]);
        case("015-a/index.md", &record("ADR 16: A"), &["015-a/index.md:1:3 id-file-mismatch"]);
        case(
            "0015-a.md",
            "---\nid: ADR-16\nstatus: accepted\n---\n# A\n\n## Context\n\nx\n",
            &["0015-a.md:2:5 id-file-mismatch"],
        );
        case("015-use-a.md", &record("16 Use A"), &["015-use-a.md:1:3 id-file-mismatch"]);
        case("015-use-a.md", &record("16 uses of A"), &[]);
        case("015-use-a.md", &record("15 Use A"), &[]);
        case("015-factor-apps.md", &record("12 factor apps"), &[]);
        case("015-12-factor-apps.md", &record("12 factor apps"), &[]);
        case("0015-a.md", &record("ADR15: A"), &[]);
        case("0015-a.md", &record("A in 16 steps"), &[]);
        case("use-a.md", &record("ADR-0016: A"), &[]);
        case("20240116-a.md", &record("ADR-0016: A"), &[]);
        case(
            "0015-a.md",
            "---\nslug: tls-13\nstatus: accepted\n---\n# A\n\n## Context\n\nx\n",
            &[],
        );
        case(
            "all.md",
            "# All\n\n## ADR-1: A\n\nStatus: accepted\n\n## ADR-2: B\n\nStatus: accepted\n",
            &[],
        );
    }

    #[test]
    fn the_finding_names_both_numbers_and_a_folder_that_counts() {
        let (caret, message, _) = first(RULE.name, &[("a/0015-a/README.md", &record("16. A"))]);
        assert_eq!(
            (caret.as_str(), message.as_str()),
            ("16", "`16` stands in a file with the number 15")
        );
        assert_eq!(file_name("a/0015-a/README.md"), "0015-a/README.md");
        assert_eq!(file_name("0015-a/README.md"), "0015-a/README.md");
        assert_eq!(file_name("a/0015-a.md"), "0015-a.md");
    }
}
