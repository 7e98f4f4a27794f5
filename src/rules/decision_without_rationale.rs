//! `decision-without-rationale`: a record that says what was decided, and nowhere why.

use crate::document::{Document, Section};
use crate::finding::{Finding, Level};
use crate::markdown::Outline;
use crate::prose::{self, Block, BlockKind};
use crate::rules::{Check, PageCx, Rule, because_asked, section_of};

use super::alternative_without_reason::behind_chosen;

pub(super) const RULE: Rule = Rule {
    name: "decision-without-rationale",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("decision_without_rationale.md"),
    check: Check::Page(check),
};

/// Sections in which the template, or a dialect, asks for something else than the reasons.
const OTHERS: [&str; 8] = [
    "status",
    "date",
    "changelog",
    "decision",
    "consequences",
    "alternatives considered",
    "links",
    "traceability",
];

fn check(cx: &PageCx<'_>, findings: &mut Vec<Finding>) {
    let outline = cx.outline;
    for document in cx.documents() {
        let Some(decision) = cx.promised(document, "decision") else { continue };
        let blocks = prose::blocks(outline, decision.body.clone());
        let context = section_of(document, "context");
        if blocks.is_empty() || is_told_elsewhere(cx, document, context) || explains(&blocks) {
            continue;
        }
        if reasons(document).any(|section| has_sentence(outline, section)) {
            continue;
        }
        let mut finding = Finding::new(
            RULE.name,
            decision.span,
            format!("`{}` says what was decided, and nowhere why", document.name()),
        )
        .label("no reason below");
        if let Some(context) = context {
            finding = finding.related(context.span, "nor here, where it should stand");
        }
        let title = context.map_or("Context", |context| &context.title);
        findings.push(because_asked(cx, finding, document, "decision").help(format!(
            "say below `{title}`, in a sentence, which situation and which forces led to the decision"
        )));
    }
}

/// Whether the lack of a context is a missing or an empty section, which other rules speak of.
fn is_told_elsewhere(cx: &PageCx<'_>, document: &Document, context: Option<&Section>) -> bool {
    match context {
        None => cx.asks_for(document, "context"),
        Some(context) => prose::blocks(cx.outline, context.body.clone()).is_empty(),
    }
}

/// Whether the decision itself may hold a reason.
fn explains(blocks: &[Block<'_>]) -> bool {
    let said = blocks.iter().flat_map(Block::statements).map(behind_chosen);
    prose::explains(&said.collect::<Vec<_>>())
        || blocks.iter().any(|block| matches!(block.kind, BlockKind::Table | BlockKind::Html))
}

/// Sections where reasons may stand: the context, and whatever the author has added beside the template's.
fn reasons(document: &Document) -> impl Iterator<Item = &Section> {
    let mut taken = 0;
    document.sections.iter().filter(move |section| {
        if OTHERS.contains(&&*section.name) {
            taken = taken.max(section.body.end);
        }
        section.body.start > taken
    })
}

/// A sentence, several bullets or paragraphs, or what cannot be read here.
fn has_sentence(outline: &Outline, section: &Section) -> bool {
    let blocks = prose::blocks_above_headings(outline, section.body.clone());
    let said: Vec<&str> = blocks.iter().flat_map(Block::statements).collect();
    blocks.iter().any(|block| matches!(block.kind, BlockKind::Table | BlockKind::Html))
        || said.iter().filter(|said| prose::has_word(said)).nth(1).is_some()
        || said.iter().any(|said| prose::has_words(&[*said], prose::SENTENCE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    fn record(context: &str, decision: &str) -> String {
        format!(
            "# ADR-0001: A\n\n## Status\n\nAccepted\n\n{context}\n\n## Decision\n\n{decision}\n\n## Alternatives Considered\n\n### B\n\nIt is too slow for us. Rejected.\n"
        )
    }

    fn case(context: &str, decision: &str, expected: &[&str]) {
        compare(&[RULE.name], &[(&[("a.md", &record(context, decision))], expected)]);
    }

    #[test]
    fn a_decision_alone_is_found() {
        let at = &["a.md:11:4 decision-without-rationale"];
        case("## Context\n\nSee ABC-123.", "We use redb.", at);
        case("## Context\n\nABC-123", "redb", at);
        case("## Context\n\nABC-123", "Wir nutzen redb.", at);
        case("## Context\n\nABC-123", "`redb`\n\n```rust\nuse redb;\n```", at);
    }

    #[test]
    fn a_reason_may_stand_in_either_section_or_in_one_of_its_own() {
        case("## Context\n\nFiles are read too often.", "We use redb.", &[]);
        case("## Context\n\nPages are slow.", "We cache them.", &[]);
        case("## Context\n\n- speed\n- size", "We use redb.", &[]);
        case("## Context\n\n- reading takes too long", "redb", &[]);
        case("## Context\n\n### Forces\n\nReading takes too long.", "redb", &[]);
        case("## Context\n\nABC-123", "We use redb, because it is small.", &[]);
        case("## Context\n\nABC-123", "We use redb. It is small.", &[]);
        case("## Context\n\nABC-123", "- redb is small\n- redb is fast", &[]);
        case("## Context\n\nABC-123\n\n## Rationale\n\nReading takes too long.", "redb", &[]);
    }

    #[test]
    fn missing_and_empty_sections_are_left_to_their_rules() {
        case("", "We use redb.", &[]);
        case("## Context", "We use redb.", &[]);
        case("## Context\n\n<!-- later -->", "We use redb.", &[]);
        case("## Context\n\nABC-123", "", &[]);
    }

    #[test]
    fn where_the_configuration_asks_for_the_decision_only_no_context_is_needed() {
        let book = "[preprocessor.adr.kinds.decision]\nsections = [\"Decision\"]\n";
        let silent = "# 1. A\n\n## Status\n\nAccepted\n\n## Decision\n\nWe use redb.\n";
        let told = "# 2. B\n\n## Status\n\nAccepted\n\n## Decision\n\nWe use redb. It is small.\n";
        let files = [("book.toml", book), ("src/0001-a.md", silent), ("src/0002-b.md", told)];
        compare(&[RULE.name], &[(&files, &["src/0001-a.md:7:4 decision-without-rationale"])]);
    }

    /// A decision with nothing in its context, read with a configuration that asks for the decision.
    fn asked(context: &str, decision: &str, expected: &[&str]) {
        let book = "[preprocessor.adr.kinds.decision]\nsections = [\"Decision\"]\n[preprocessor.adr.section-names]\nDecision = [\"Decision Outcome\"]\n";
        let text = format!("# A\n\n- Status: accepted\n\n{context}\n\n{decision}\n");
        compare(&[RULE.name], &[(&[("book.toml", book), ("src/0001-a.md", &text)], expected)]);
    }

    #[test]
    fn dates_drafts_and_links_are_no_reasons() {
        let at = &["src/0001-a.md:10:4 decision-without-rationale"];
        for section in [
            "## Date\n\n31 January 2024",
            "## Changelog\n\n- 2024-01-31: Initial draft",
            "## Links\n\n- Satisfies [the first of the requirements](r.md)",
        ] {
            asked(section, "\n## Decision\n\nWe use redb.", at);
        }
        asked("## Drivers\n\n- Reading takes too long", "\n## Decision\n\nWe use redb.", &[]);
    }

    #[test]
    fn which_option_was_chosen_is_no_reason() {
        let chosen = "## Decision Outcome\n\nChosen option: \"redb\"";
        let at = &["src/0001-a.md:9:4 decision-without-rationale"];
        asked("## Context\n\nABC-123", &format!("{chosen}."), at);
        asked("## Context\n\nABC-123", &format!("{chosen}, because it is small."), &[]);
        asked("## Context\n\nABC-123", &format!("{chosen}.\n\nIt is small."), &[]);
    }

    #[test]
    fn what_asks_for_the_decision_and_its_context_are_named() {
        let book = "[preprocessor.adr.kinds.decision]\nsections = [\"Decision\"]\n[preprocessor.adr.section-names]\nContext = [\"Lage\"]\n";
        let text = "# 1. A\n\n## Status\n\nAccepted\n\n## Lage\n\nABC-123\n\n## Decision\n\nredb\n";
        let (library, found) =
            crate::rules::testing::findings(&[("book.toml", book), ("src/0001-a.md", text)]);
        let finding = found.iter().find(|one| one.rule == RULE.name).expect("a finding");
        let related = finding.related.iter();
        let related: Vec<_> = related.map(|one| library.sources.slice(one.span)).collect();
        assert_eq!(related, ["Lage", "\"Decision\""]);
        assert!(finding.help[0].contains("below `Lage`"), "{:?}", finding.help);
    }

    #[test]
    fn following_the_help_mends_it() {
        let text = record("## Context\n\nABC-123", "We use redb.");
        let (place, message, help) = first(RULE.name, &[("a.md", &text)]);
        assert_eq!(place, "Decision");
        assert_eq!(message, "`ADR-0001` says what was decided, and nowhere why");
        assert!(help.contains("below `Context`"), "{help}");
    }
}
