//! `unknown-status`: a status in a word that no vocabulary knows.

use std::cell::LazyCell;

use crate::config::nearest;
use crate::dialect::Lexicon;
use crate::dialect::status::decoration;
use crate::finding::{Finding, Level};
use crate::rules::{Check, Cx, Rule};
use crate::vocabulary::Status;

pub(super) const RULE: Rule = Rule {
    name: "unknown-status",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("unknown_status.md"),
    check: Check::All(check),
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    // Nearly always none is asked for.
    let lexicons = cx.library.books.iter().map(|book| LazyCell::new(|| Lexicon::new(&book.config)));
    let lexicons: Vec<_> = lexicons.collect();
    for (_, document) in cx.documents() {
        let Some(status) = &document.status else { continue };
        if status.known || status.placeholder || status.status != Status::Other {
            continue;
        }
        let word = word_of(&status.text);
        let help = match meant(&word, &lexicons[document.page.book]) {
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

/// The words that stand for a status, as the configuration would have to write them.
fn word_of(text: &str) -> String {
    let words: String = text[decoration(text)..]
        .chars()
        .take_while(|c| c.is_alphanumeric() || "-_' /".contains(*c))
        .collect();
    // A status is compared with blanks for hyphens.
    words.replace(['-', '_'], " ").trim().to_lowercase()
}

/// The known word that was meant: by all of the words, or by the first.
fn meant<'l>(word: &str, lexicon: &'l Lexicon) -> Option<&'l str> {
    let mut known: Vec<(&str, Status)> = lexicon.words.status_words().collect();
    // Who writes without accents means a word without them.
    known.retain(|(own, _)| own.is_ascii() || !word.is_ascii());
    known.sort_unstable();
    let first = word.split(' ').next().unwrap_or("");
    // Of a short word, any other is a slip or two away.
    let near = [word, first].into_iter().find_map(|word| {
        let near = nearest(word, known.iter().map(|(word, _)| *word))?;
        let is_slip = strsim::damerau_levenshtein(word, near) * 3 <= word.len();
        (is_slip && !is_negated(word, near)).then_some(near)
    })?;
    let status =
        known.iter().find(|(word, _)| *word == near).map_or(Status::Other, |(_, status)| *status);
    // The vocabulary knows usual slips too; what is advised is the word itself.
    let proper = Status::KNOWN.into_iter().find(|known| *known == status).map(Status::as_str);
    Some(proper.filter(|proper| strsim::damerau_levenshtein(near, proper) <= 2).unwrap_or(near))
}

/// Whether a word says the opposite of a known one, as `incomplete` does of `complete` and of `completed`.
fn is_negated(word: &str, known: &str) -> bool {
    const PREFIXES: [&str; 5] = ["in", "un", "non", "not", "dis"];
    // So much of a word is its own, whatever its ending.
    const STEM: usize = 4;
    // `Mostly accepted` is not `not accepted`, and `not yet accepted` is something else.
    if word.contains(" yet ") || (known.starts_with("not ") && !word.starts_with("not ")) {
        return true;
    }
    PREFIXES.iter().filter_map(|prefix| word.strip_prefix(prefix)).any(|rest| {
        let stem = rest.trim_start_matches(['-', ' ']).get(..STEM);
        stem.is_some_and(|stem| known.starts_with(stem))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, findings, first};

    fn record(status: &str) -> String {
        format!("# ADR-0001: A\n\nStatus: {status}\n")
    }

    #[test]
    fn words_of_the_vocabulary_and_of_the_configuration_are_known() {
        let case = |status: &str, expected: &[&str]| {
            compare(&[RULE.name], &[(&[("0001-a.md", &record(status))], expected)]);
        };
        case("shelved", &["0001-a.md:3:9 unknown-status"]);
        case("⏸ on ice", &["0001-a.md:3:9 unknown-status"]);
        for known in [
            "✅ Accepted",
            "Superceded by ADR-1",
            "in-progress",
            "WIP",
            "accepted | rejected",
            "TBD",
        ] {
            case(known, &[]);
        }
    }

    #[test]
    fn the_advice_can_be_followed() {
        for (status, near, taught) in [
            ("Aceptd", "did you mean `accepted`?", "aceptd"),
            (
                "Validated",
                "write Draft, Proposed, Accepted, Rejected, Deprecated or Superseded",
                "validated",
            ),
            ("Aproved by the board", "did you mean `approved`?", "aproved by the board"),
            ("🧊 On-Ice", "write Draft, Proposed", "on ice"),
            ("Incomplete", "write Draft, Proposed", "incomplete"),
            ("Unaccepted", "write Draft, Proposed", "unaccepted"),
            ("Non-final", "write Draft, Proposed", "non final"),
            ("Mostly accepted", "write Draft, Proposed", "mostly accepted"),
            ("Not yet accepted", "write Draft, Proposed", "not yet accepted"),
            ("Depricatted", "did you mean `deprecated`?", "depricatted"),
        ] {
            let (_, _, help) = first(RULE.name, &[("0001-a.md", &record(status))]);
            assert!(help.starts_with(near), "{help}");
            assert!(help.contains(&format!("`accepted = [\"{taught}\"]`")), "{help}");
            let book = format!("[preprocessor.adr.statuses]\naccepted = [\"{taught}\"]\n");
            let found = findings(&[("book.toml", &book), ("src/0001-a.md", &record(status))]).1;
            assert!(found.iter().all(|finding| finding.rule != RULE.name), "{found:?}");
        }
    }
}
