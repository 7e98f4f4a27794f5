//! `malformed-date`: what stands where a date belongs cannot be read as one, or not with certainty.

use super::placeholder_text::is_date_of_template;
use crate::document::{DateFault, OddDate};
use crate::finding::{Finding, Level};
use crate::rules::{Check, Cx, Rule};

pub(super) const RULE: Rule = Rule {
    name: "malformed-date",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("malformed_date.md"),
    check: Check::All(check),
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    for (_, document) in cx.documents() {
        for odd in &document.odd_dates {
            // A template's text is the graver fault, and another rule's.
            if says_none(&odd.date.text) || is_date_of_template(cx, document, &odd.date) {
                continue;
            }
            findings.push(finding(odd));
        }
    }
}

fn finding(odd: &OddDate) -> Finding {
    let text = super::short(&odd.date.text);
    let message = match odd.fault {
        DateFault::Unreadable => format!("`{text}` stands where a date belongs"),
        DateFault::Impossible => format!("no calendar has the day `{text}`"),
        DateFault::ShortYear => format!("the year of `{text}` has two digits"),
        DateFault::Remainder => format!("`{text}` is more than a date"),
    };
    let label = match &odd.date.value {
        _ if odd.in_name => "the file is named for that day".to_owned(),
        Some(value) => format!("read as `{value}`"),
        None => "read as no date".to_owned(),
    };
    let day = odd.date.value.as_ref().filter(|value| value.len() == "2024-01-31".len());
    // With hyphens the first number may well be the year.
    let day = day.filter(|_| odd.fault != DateFault::ShortYear || !odd.date.text.contains('-'));
    let help = match day {
        Some(day) => format!("write `{day}`, if that is the day"),
        None if odd.in_name => "rename the file, and mend what links to it".to_owned(),
        None => "write year, month and day: `2024-01-31`".to_owned(),
    };
    Finding::new(RULE.name, odd.date.span, message).label(label).help(help)
}

/// Words that say in all honesty that there is no date yet.
fn says_none(text: &str) -> bool {
    const WORDS: [&str; 10] = [
        "",
        "none",
        "n/a",
        "na",
        "unknown",
        "pending",
        "undecided",
        "not yet",
        "not decided",
        "open",
    ];
    let words = text.to_lowercase();
    WORDS.contains(&words.trim_matches(|c: char| !c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    const RULES: &[&str] = &[RULE.name, "placeholder-text"];

    fn dated(date: &str) -> String {
        format!("# 1. A\n\nDate: {date}\n\n## Status\n\nAccepted\n\n## Context\n\nx\n")
    }

    #[test]
    fn every_place_of_a_date_is_looked_at() {
        let section =
            "# 1. A\n\n## Date\n\nsome day in May\n\n## Status\n\nAccepted\n\n## Context\n\nx\n";
        let status = "# 1. A\n\n## Status\n\nAccepted on 2024-02-31\n\n## Context\n\nx\n";
        let below = "# 1. A\n\n## Status\n\nAccepted\n\nDate: soon\n\n## Context\n\nx\n";
        let front = "---\nstatus: accepted\ndate: 2024-13-01\ncreated: 2024-01-01\n---\n# A\n\n## Context\n\nx\n";
        let table = "# 1. A\n\n| | |\n|-|-|\n| Status | accepted |\n| Date | 30.02.2024 |\n";
        compare(
            RULES,
            &[
                (&[("0001-a.md", &dated("soon"))], &["0001-a.md:3:7 malformed-date"]),
                (&[("0001-a.md", section)], &["0001-a.md:5:1 malformed-date"]),
                (&[("0001-a.md", status)], &["0001-a.md:5:13 malformed-date"]),
                (&[("0001-a.md", below)], &["0001-a.md:7:7 malformed-date"]),
                (&[("0001-a.md", front)], &["0001-a.md:3:7 malformed-date"]),
                (&[("0001-a.md", table)], &["0001-a.md:6:10 malformed-date"]),
                (
                    &[("20240231-a.md", "# A\n\n- Status: accepted\n")],
                    &["20240231-a.md:1:3 malformed-date"],
                ),
            ],
        );
    }

    #[test]
    fn dates_of_other_languages_are_dates_and_impossible_ones_are_found_in_any_form() {
        let status = |text: &str, expected: &[&str]| {
            let text = format!("# 1. A\n\n**Status:** {text}\n\n## Context\n\nx\n");
            compare(RULES, &[(&[("0001-a.md", &text)], expected)]);
        };
        status("Accepted on 30 April 2024", &[]);
        status("Accepted on 31 April 2024", &["0001-a.md:3:25 malformed-date"]);
        for text in ["1. März 2024", "5 mai 2024", "2024年1月31日", "Q3 2024", "1 березня 2024"]
        {
            compare(RULES, &[(&[("0001-a.md", &dated(text))], &[])]);
        }
        for (text, at) in
            [("2024-W05", "3:7"), ("2024-01-31 – 2024-02-30", "3:20"), ("31. April 2024", "3:7")]
        {
            let expected = format!("0001-a.md:{at} malformed-date");
            compare(RULES, &[(&[("0001-a.md", &dated(text))], &[&expected])]);
        }
    }

    #[test]
    fn a_templates_text_is_left_to_its_own_rule_and_no_date_is_none() {
        let date = |text: &str, expected: &[&str]| {
            compare(RULES, &[(&[("0001-a.md", &dated(text))], expected)]);
        };
        for text in ["YYYY-MM-DD", "{date}", "TBD", "insert date"] {
            date(text, &["0001-a.md:3:7 placeholder-text"]);
        }
        for text in ["N/A", "-", "pending", "", "31.01.2024", "2024-05 (ratified 2024-05-03)"] {
            date(text, &[]);
        }
        let by = "# 1. A\n\nStatus: accepted\nApproved: the board\nDate: 2024-01-31\n";
        compare(RULES, &[(&[("0001-a.md", by)], &[])]);
    }

    #[test]
    fn what_the_help_says_mends_it() {
        for (text, mended) in [("08/01/24", "2024-01-08"), ("2024-10-31 :ghost:", "2024-10-31")] {
            let (caret, _, help) = first(RULE.name, &[("0001-a.md", &dated(text))]);
            assert_eq!(caret, text);
            assert_eq!(help, format!("write `{mended}`, if that is the day"));
            compare(RULES, &[(&[("0001-a.md", &dated(mended))], &[])]);
        }
    }
}
