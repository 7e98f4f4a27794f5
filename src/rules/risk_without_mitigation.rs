//! `risk-without-mitigation`: a risk of which nothing says what is done about it.

use crate::dialect::header::normal;
use crate::document::{Document, Section};
use crate::finding::{Finding, Level};
use crate::prose::{self, Block, BlockKind};
use crate::rules::{Check, PageCx, Rule, because_asked, below};

pub(super) const RULE: Rule = Rule {
    name: "risk-without-mitigation",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("risk_without_mitigation.md"),
    check: Check::Page(check),
};

fn check(cx: &PageCx<'_>, findings: &mut Vec<Finding>) {
    let outline = cx.outline;
    for document in cx.documents() {
        let Some((section, asked)) = risks(cx, document) else { continue };
        let blocks = prose::blocks_above_headings(outline, section.body.clone());
        let silent = unanswered(&blocks);
        findings.extend(silent.into_iter().map(|risk| {
            let text = super::short(risk.text());
            let message = format!("nothing is done about the risk `{text}`");
            let finding =
                Finding::new(RULE.name, risk.first_line(), message).label("no mitigation");
            because_asked(cx, finding, document, asked)
                .help("say behind a colon what is done about it: `- {risk}: {mitigation}`")
                .help("if it is taken as it is, say that: `- {risk}: accepted, because …`")
        }));
    }
}

/// The section of risks that is asked for, and the name of what asks for it; none where mitigations have a section of their own.
fn risks<'d>(cx: &PageCx<'d>, document: &'d Document) -> Option<(&'d Section, &'static str)> {
    let told = |section: &Section| section.name.starts_with("mitigation");
    if document.sections.iter().any(told) {
        return None;
    }
    let consequences = cx.promised(document, "consequences");
    let inside = consequences.and_then(|consequences| {
        below(document, consequences).find(|section| section.name == "risks")
    });
    let inside = inside.map(|section| (section, "consequences"));
    inside.or_else(|| Some((cx.promised(document, "risks")?, "risks")))
}

fn unanswered<'b, 'o>(blocks: &'b [Block<'o>]) -> Vec<&'b Block<'o>> {
    if prose::explained_beside_items(blocks) {
        return Vec::new();
    }
    let items = blocks.iter().filter(|block| block.kind == BlockKind::Item);
    let next = items.clone().skip(1).map(Some).chain([None]);
    items
        .zip(next)
        .filter(|(item, next)| {
            let mitigated = || next.is_some_and(|next| is_mitigation(next.text()));
            !is_answered(item) && !mitigated()
        })
        .map(|(item, _)| item)
        .collect()
}

/// Whether an item has more in it than a risk, or is none.
fn is_answered(item: &Block<'_>) -> bool {
    const LINKS: [&str; 8] =
        ["so", "but", "therefore", "mitigated", "mitigate", "accepted", "accept", "however"];
    let mut statements = item.statements();
    let lead = statements.next().unwrap_or("");
    let (label, behind) = prose::split_lead(lead);
    // `Risk: the disk may fail` has no more than its first colon.
    let told = if is_caption(label) { prose::split_lead(behind).1 } else { behind };
    let links = lead.split(|c: char| !c.is_alphanumeric());
    (!told.is_empty() && !prose::says_nothing(told))
        || is_blank(label)
        || goes_on(lead)
        || statements.any(prose::has_word)
        || prose::has_sentences(&[lead])
        || links.into_iter().any(|word| LINKS.iter().any(|link| link.eq_ignore_ascii_case(word)))
        || prose::says_none(lead, "risk")
        || is_mitigation(lead)
}

/// `Risk`, `Risks`, `Risk 1`, `R3 (high)`: what says that a risk follows, and names none.
fn is_caption(label: &str) -> bool {
    let label = normal(label.split('(').next().unwrap_or(label));
    let number = label.strip_prefix('r').unwrap_or("");
    if (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit()) {
        return true;
    }
    let mut words = label.split(' ');
    let first = words.next().unwrap_or("");
    let short = |word: &str| word.len() <= 2;
    matches!(first, "risk" | "risks") && words.next().is_none_or(short) && words.next().is_none()
}

/// `{risk}`, which is the template's and not the author's.
fn is_blank(label: &str) -> bool {
    label.starts_with('{') && label.ends_with('}')
}

/// Whether more follows in the same sentence: behind a semicolon or `, and`, or in parentheses at its end.
fn goes_on(lead: &str) -> bool {
    let marked = [";", "；", ", and "]
        .iter()
        .any(|mark| lead.split_once(mark).is_some_and(|(_, behind)| prose::has_word(behind)));
    let end = lead.trim_end_matches(['.', ' ']);
    let aside = || {
        let inner = end.strip_suffix([')', '）']);
        let open = inner.and_then(|inner| inner.rsplit_once(['(', '（']));
        open.is_some_and(|(_, aside)| prose::has_words(&[aside], 2))
    };
    marked || aside()
}

fn is_mitigation(text: &str) -> bool {
    normal(prose::split_lead(text).0).starts_with("mitigation")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    fn record(risks: &str) -> String {
        format!(
            "# ADR-0001: A\n\n## Status\n\nAccepted\n\n## Consequences\n\n### Risks\n\n{risks}\n"
        )
    }

    fn case(risks: &str, expected: &[&str]) {
        let expected: Vec<String> =
            expected.iter().map(|at| format!("a.md:{at} {}", RULE.name)).collect();
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        compare(&[RULE.name], &[(&[("a.md", &record(risks))], &expected)]);
    }

    #[test]
    fn a_bullet_without_a_mitigation_is_found() {
        for silent in [
            "- The disk may fail.",
            "* The disk may fail",
            "- The disk may fail:",
            "- The disk may fail at 10:30",
            "- The disk may fail: ?",
            "- **Risk:** the disk may fail",
            "- No backups are made",
            "- Risk 1: the disk may fail",
            "- Risks: the disk may fail",
            "- The disk (SSD) may fail",
            "- The disk may fail (often)",
            "- R1: The disk may fail",
            "- **R3 (high)**: The disk may fail",
            "- The disk may fail: TBD",
            "- The disk may fail: none",
        ] {
            case(silent, &["11:3"]);
        }
        case("We know of these:\n\n- a: b\n- c\n\n  ```\n  d\n  ```\n- e\n", &["14:3", "19:3"]);
    }

    #[test]
    fn a_mitigation_may_stand_in_many_places() {
        for told in [
            "- The disk may fail: backups are made.",
            "- The disk may fail:\n  backups are made.",
            "- The disk may fail — backups are made.",
            "- The disk may fail -> backups",
            "- The disk may fail. Backups are made.",
            "- The disk may fail, so backups are made.",
            "- The disk may fail\n\n  Backups.",
            "- The disk may fail\n  - Backups.",
            "- Risk: the disk may fail: backups",
            "- Risk of data loss: backups are taken every hour",
            "- Risks to privacy: names are hashed",
            "- **Risky migration**: rehearsed on a copy first",
            "- {risk}: {mitigation}",
            "- The disk may fail; backups are taken",
            "- The disk may fail (backups are taken)",
            "- The disk may fail (backups are taken).",
            "- The team may leave, and we accept that",
            "- Risk: the disk may fail\n- Mitigation: backups",
            "- a\n- b\n\nAgainst both of them backups are made.",
            "- a\n- b\n\n#### Mitigations\n\n- Backups.",
            "- None",
            "- No known risks.",
            "None known.",
            "The disk may fail.",
            "| risk | mitigation |\n|---|---|\n| disk | backups |",
            "",
        ] {
            case(told, &[]);
        }
    }

    #[test]
    fn other_lists_and_other_dialects_are_left_alone() {
        let nygard = "# 1. A\n\n## Status\n\nAccepted\n\n## Consequences\n\n### Risks\n\n- a\n";
        let book = "[preprocessor.adr.kinds.decision]\nsections = [\"Consequences\"]\n";
        let negative = record("- a: b\n\n### Negative\n\n- c\n");
        compare(
            &[RULE.name],
            &[
                (&[("0001-a.md", nygard)], &[]),
                (&[("a.md", &negative)], &[]),
                (
                    &[("book.toml", book), ("src/0001-a.md", nygard)],
                    &["src/0001-a.md:11:3 risk-without-mitigation"],
                ),
            ],
        );
    }

    #[test]
    fn the_line_that_asks_for_it_is_shown() {
        let book = "[preprocessor.adr.kinds.decision]\nsections = [\"Consequences\"]\n";
        let text = "# 1. A\n\n## Status\n\nAccepted\n\n## Consequences\n\n### Risks\n\n- a\n";
        let shown = |files: &[(&str, &str)]| {
            let (library, found) = crate::rules::testing::findings(files);
            let finding = found.iter().find(|one| one.rule == RULE.name).expect("a finding");
            let related = finding.related.iter();
            related.map(|one| library.sources.slice(one.span).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(shown(&[("book.toml", book), ("src/0001-a.md", text)]), ["\"Consequences\""]);
        assert_eq!(shown(&[("a.md", &record("- a"))]), [""; 0]);
    }

    #[test]
    fn following_the_help_mends_it() {
        let (place, message, _) = first(RULE.name, &[("a.md", &record("- It may fail"))]);
        assert_eq!(place, "It may fail");
        assert_eq!(message, "nothing is done about the risk `It may fail`");
        case("- It may fail: backups", &[]);
        case("- It may fail: accepted, because …", &[]);
    }
}
