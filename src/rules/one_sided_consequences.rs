//! `one-sided-consequences`: only benefits, or only drawbacks.

use crate::document::{Document, Section};
use crate::finding::{Finding, Level};
use crate::markdown::Outline;
use crate::prose;
use crate::rules::{Check, PageCx, Rule, because_asked, below, name_beside};
use crate::vocabulary::Status;

pub(super) const RULE: Rule = Rule {
    name: "one-sided-consequences",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("one_sided_consequences.md"),
    check: Check::Page(check),
};

const BENEFITS: &[&str] = &["positive", "pros", "benefits", "advantages"];
const DRAWBACKS: &[&str] = &["negative", "risks", "cons", "drawbacks", "disadvantages"];

/// What the other side is called beside a part, where that is not the template's word.
const PAIRS: [(&str, &str); 6] = [
    ("pros", "Cons"),
    ("cons", "Pros"),
    ("benefits", "Drawbacks"),
    ("drawbacks", "Benefits"),
    ("advantages", "Disadvantages"),
    ("disadvantages", "Advantages"),
];

fn check(cx: &PageCx<'_>, findings: &mut Vec<Finding>) {
    let outline = cx.outline;
    for document in cx.documents() {
        let Some(section) = cx.promised(document, "consequences") else { continue };
        let Some((told, benefits)) = only_side(outline, document, section) else { continue };
        // What speaks for a proposal that was turned down need not be written up.
        if !benefits && document.status() == Some(Status::Rejected) {
            continue;
        }
        let finding = one_sided(cx, document, told, benefits);
        findings.push(finding);
    }
}

fn one_sided(cx: &PageCx<'_>, document: &Document, told: &Section, benefits: bool) -> Finding {
    let (only, missing, what) = if benefits {
        ("benefits", "Negative", "what gets worse, or costs more")
    } else {
        ("drawbacks", "Positive", "what gets better")
    };
    let pair = PAIRS.iter().find(|(own, _)| *own == told.name);
    let missing = pair.map_or_else(|| name_beside(cx, told, missing), |(_, other)| other);
    let level = "#".repeat(usize::from(told.level));
    let title = super::short(&told.title);
    let message = format!("`{}` states only {only}: `{title}`", document.name());
    let finding =
        Finding::new(RULE.name, told.span, message).label(format!("and no `{missing}` beside it"));
    because_asked(cx, finding, document, "consequences")
        .help(format!("add `{level} {missing}` and say {what}; `None known.` is an answer too"))
}

/// The only side that is told, and whether it is that of the benefits.
fn only_side<'d>(
    outline: &Outline,
    document: &'d Document,
    section: &'d Section,
) -> Option<(&'d Section, bool)> {
    let side = |names: &[&str]| below(document, section).find(|part| names.contains(&&*part.name));
    let known = |part: &Section| {
        let name = &*part.name;
        BENEFITS.contains(&name) || DRAWBACKS.contains(&name)
    };
    let (told, benefits) = match (side(BENEFITS), side(DRAWBACKS)) {
        (Some(told), None) => (told, true),
        (None, Some(told)) => (told, false),
        _ => return None,
    };
    // Prose of the section's own, and parts with other titles, may hold the other side.
    let elsewhere = !prose::blocks_above_headings(outline, section.body.clone()).is_empty()
        || below(document, section).any(|part| part.level <= told.level && !known(part));
    let silent = prose::blocks(outline, told.body.clone()).is_empty();
    (!elsewhere && !silent).then_some((told, benefits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    fn record(status: &str, consequences: &str) -> String {
        format!(
            "# ADR-0001: A\n\n## Status\n\n{status}\n\n## Consequences\n\n{consequences}\n\n## Alternatives Considered\n\nx\n"
        )
    }

    fn case(consequences: &str, expected: &[&str]) {
        compare(&[RULE.name], &[(&[("a.md", &record("Accepted", consequences))], expected)]);
    }

    #[test]
    fn one_side_alone_is_found() {
        case("### Positive\n\n- a\n", &["a.md:9:5 one-sided-consequences"]);
        case("### Negative\n\n- a\n", &["a.md:9:5 one-sided-consequences"]);
        case("### Pros\n\n- a\n", &["a.md:9:5 one-sided-consequences"]);
        case("### Cons\n\n- a\n", &["a.md:9:5 one-sided-consequences"]);
        case("### Benefits\n\n- a\n", &["a.md:9:5 one-sided-consequences"]);
        case("### Risks\n\n- a: b\n", &["a.md:9:5 one-sided-consequences"]);
        case("### Negative\n\nx\n\n### Risks\n\nx\n", &["a.md:9:5 one-sided-consequences"]);
    }

    #[test]
    fn both_sides_and_what_cannot_be_told_are_fine() {
        for told in [
            "### Positive\n\n- a\n\n### Negative\n\n- b\n",
            "### Positive\n\n- a\n\n### Risks\n\n- b: c\n",
            "### Pros\n\n- a\n\n### Cons\n\n- b\n",
            "### Pros\n\n- a\n\n### Trade-offs\n\n- b\n",
            "### Benefits\n\n- a\n\n### Negative\n\n- b\n",
            "### Positive\n\n- a\n\n### Negative\n\nNone known.\n",
            "### Positive\n\n- a\n\n### Negative\n",
            "### Positive\n",
            "It costs more.\n\n### Positive\n\n- a\n",
            "### Positive\n\n- a\n\n### Costs\n\n- b\n",
            "- good\n",
            "",
        ] {
            case(told, &[]);
        }
        let rejected = record("Rejected", "### Negative\n\n- a\n");
        compare(&[RULE.name], &[(&[("a.md", &rejected)], &[])]);
    }

    #[test]
    fn the_help_and_the_configuration_speak_the_documents_language() {
        let book = "[preprocessor.adr.kinds.decision]\nsections = [\"Consequences\"]\n[preprocessor.adr.section-names]\nConsequences = [\"Folgen\"]\nPositive = [\"Gut\"]\nNegative = [\"Schlecht\"]\n";
        let text = |part: &str| {
            format!("# 1. A\n\n## Status\n\nAccepted\n\n## Folgen\n\n### {part}\n\n- a\n")
        };
        let of = |part: &str| {
            let text = text(part);
            let files = [("book.toml", book), ("src/0001-a.md", text.as_str())];
            let (library, found) = crate::rules::testing::findings(&files);
            let finding = found.iter().find(|one| one.rule == RULE.name).expect("a finding");
            let related = finding.related.iter();
            let related: Vec<_> =
                related.map(|one| library.sources.slice(one.span).to_owned()).collect();
            assert_eq!(related, ["\"Consequences\""]);
            finding.help[0].clone()
        };
        assert!(of("Gut").starts_with("add `### Schlecht`"), "{}", of("Gut"));
        assert!(of("Schlecht").starts_with("add `### Gut`"), "{}", of("Schlecht"));
        assert!(of("Positive").starts_with("add `### Negative`"), "{}", of("Positive"));
        assert!(of("Cons").starts_with("add `### Pros`"), "{}", of("Cons"));
    }

    #[test]
    fn following_the_help_mends_it() {
        let text = record("Accepted", "### Positive\n\n- a\n");
        let (place, message, help) = first(RULE.name, &[("a.md", &text)]);
        assert_eq!(place, "Positive");
        assert_eq!(message, "`ADR-0001` states only benefits: `Positive`");
        assert!(help.starts_with("add `### Negative` and say"), "{help}");
        case("### Positive\n\n- a\n\n### Negative\n\nNone known.\n", &[]);
    }
}
