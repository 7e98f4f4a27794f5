//! `alternative-without-reason`: an alternative of which nothing says why it was not taken.

use crate::dialect::header::normal;
use crate::document::{Document, Section};
use crate::finding::{Finding, Level};
use crate::markdown::Outline;
use crate::prose::{self, Block, BlockKind};
use crate::rules::{Check, PageCx, Rule, because_asked, below};
use crate::source::Span;
use crate::vocabulary::begins_with;

pub(super) const RULE: Rule = Rule {
    name: "alternative-without-reason",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("alternative_without_reason.md"),
    check: Check::Page(check),
};

const NAME_OF_SECTION: &str = "alternatives considered";

/// Up to so many words beside no others are a name.
const NAME: usize = 3;

fn check(cx: &PageCx<'_>, findings: &mut Vec<Finding>) {
    let outline = cx.outline;
    for document in cx.documents() {
        let Some(section) = cx.promised(document, NAME_OF_SECTION) else { continue };
        let all = alternatives(outline, document, section);
        if all.iter().all(Alternative::has_reason) {
            continue;
        }
        let rest = Rest::of(outline, document, section);
        // Among options is the one that was taken: what speaks for it speaks against the others. Where nobody can tell
        // which it is, nothing is said of any.
        let is_taken = |one: &Alternative<'_>| rest.takes(one);
        if rest.are_options && (rest.outcome_explains || !all.iter().any(is_taken)) {
            continue;
        }
        let silent = all.iter().filter(|one| !one.has_reason() && !rest.takes(one));
        for one in silent.filter(|one| !rest.explains(one)) {
            let message = format!("nothing says why `{}` was not taken", super::short(one.name));
            let finding = Finding::new(RULE.name, one.span, message).label("no reason is given");
            let finding = because_asked(cx, finding, document, NAME_OF_SECTION);
            findings.push(finding.help("say why in a sentence: `Rejected because …`"));
        }
    }
}

/// What the rest of a document says of alternatives: MADR lists options, names the one that was taken further down, and
/// has the reasons below headings of their own.
struct Rest<'d> {
    outline: &'d Outline,
    /// Whether the alternatives are options, one of which an outcome names, or would if it were there.
    are_options: bool,
    /// Whether more is said in an outcome than which one was taken.
    outcome_explains: bool,
    /// The words of the sections that say what was decided.
    decided: Vec<String>,
    /// What is quoted in them, or the words themselves where they are few.
    chosen: Vec<String>,
    /// The headings elsewhere, with the words of their titles.
    headings: Vec<(String, &'d Section)>,
}

impl<'d> Rest<'d> {
    fn of(outline: &'d Outline, document: &'d Document, section: &Section) -> Self {
        let inside = |other: &Section| {
            other.span == section.span
                || (section.body.start <= other.body.start && other.body.end <= section.body.end)
        };
        let others: Vec<&Section> =
            document.sections.iter().filter(|other| !inside(other)).collect();
        let is_outcome = |other: &Section| {
            let title = normal(&other.title);
            other.name.contains("outcome") || title.contains("outcome")
        };
        let decides = |other: &&&Section| is_outcome(other) || other.name == "decision";
        let texts: Vec<&str> = others
            .iter()
            .filter(decides)
            .flat_map(|other| prose::blocks_above_headings(outline, other.body.clone()))
            .map(|block| outline.plain(block.plain()))
            .collect();
        let outcomes = others.iter().filter(|other| is_outcome(other));
        let outcomes: Vec<Block<'_>> =
            outcomes.flat_map(|other| prose::blocks(outline, other.body.clone())).collect();
        let quoted = texts
            .iter()
            .flat_map(|text| text.split(['"', '“', '”', '„']).skip(1).step_by(2).map(words_of));
        Self {
            outline,
            are_options: others.iter().any(|other| is_outcome(other))
                || (is_of_options(section) && !others.iter().any(|other| decides(&other))),
            outcome_explains: unread(&outcomes)
                || prose::explains(
                    &outcomes
                        .iter()
                        .flat_map(Block::statements)
                        .map(behind_chosen)
                        .collect::<Vec<_>>(),
                ),
            decided: texts.iter().map(|text| words_of(text)).collect(),
            chosen: quoted.filter(|words| !words.is_empty()).collect(),
            headings: others.into_iter().map(|other| (normal(&other.title), other)).collect(),
        }
    }

    /// Whether the decision names an alternative.
    fn takes(&self, one: &Alternative<'_>) -> bool {
        one.names().iter().any(|name| {
            self.decided.iter().any(|words| holds(words, name))
                || self.chosen.iter().any(|words| holds(name, words))
        })
    }

    /// Whether what stands below other headings with its name may hold a reason.
    fn explains(&self, one: &Alternative<'_>) -> bool {
        let names = one.names();
        let own = self.headings.iter().filter(|(title, _)| {
            !title.is_empty() && names.iter().any(|name| is_same(name, title))
        });
        let blocks: Vec<Block<'_>> = own
            .flat_map(|(_, section)| prose::blocks(self.outline, section.body.clone()))
            .collect();
        let said: Vec<&str> = blocks.iter().flat_map(Block::statements).collect();
        unread(&blocks) || (prose::has_words(&said, 1) && prose::may_reason(&said))
    }
}

/// Whether a section lists options, and not only what was not taken.
fn is_of_options(section: &Section) -> bool {
    normal(&section.title).split(' ').any(|word| matches!(word, "option" | "options"))
}

/// What stands behind `Chosen option:`, which alone tells no reason.
pub(super) fn behind_chosen(said: &str) -> &str {
    const CHOSEN: &str = "chosen";
    // The cheapest look first: most statements begin with another word.
    if !begins_with(said.trim_start_matches(|c: char| !c.is_alphabetic()), CHOSEN) {
        return said;
    }
    let (label, behind) = prose::split_lead(said);
    if normal(label).starts_with(CHOSEN) { behind } else { said }
}

/// Words in the form that titles are compared in, without the marks around them.
fn words_of(text: &str) -> String {
    const MARKS: [char; 13] = [',', '.', ';', ':', '!', '?', '(', ')', '"', '“', '”', '„', '\''];
    let words = text.split_whitespace().map(|word| word.trim_matches(MARKS));
    normal(&words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
}

/// Whether some words have others among them, one behind the other.
fn holds(words: &str, others: &str) -> bool {
    !others.is_empty() && format!(" {words} ").contains(&format!(" {others} "))
}

/// Whether two names may mean the same: one has all words of the other.
fn is_same(a: &str, b: &str) -> bool {
    let has =
        |all: &str, few: &str| few.split(' ').all(|word| all.split(' ').any(|other| other == word));
    has(a, b) || has(b, a)
}

/// An alternative: what it is called, and what is said of it.
struct Alternative<'o> {
    name: &'o str,
    /// Its first line: of an item, the name and what stands behind it.
    lead: &'o str,
    span: Span,
    said: Vec<&'o str>,
    /// A table or HTML says more than can be read here.
    unread: bool,
}

impl Alternative<'_> {
    /// What it may be called elsewhere, in the form that titles are compared in: with what stands behind its name, and
    /// without what it ends with in parentheses.
    fn names(&self) -> Vec<String> {
        let whole = self.lead;
        let bare = |text: &str| {
            text.trim_end()
                .strip_suffix(')')
                .and_then(|text| Some(text.rsplit_once('(')?.0))
                .map(words_of)
        };
        let caption = prose::split_lead(whole).0;
        let names = [self.name, whole].into_iter().chain(is_caption(caption).then_some(caption));
        let mut names: Vec<String> =
            names.flat_map(|text| [Some(words_of(text)), bare(text)]).flatten().collect();
        names.retain(|name| !name.is_empty());
        names.sort();
        names.dedup();
        names
    }

    fn has_reason(&self) -> bool {
        let said = &self.said;
        if !said.is_empty() && said.iter().all(|said| prose::says_nothing(said)) && !self.unread {
            return false;
        }
        // What explains is never bare, and most alternatives do.
        if self.unread || prose::explains(said) {
            return true;
        }
        let repeats = |said: &&str| self.name.contains(said.trim_end_matches('.'));
        let is_name = || {
            let sentence = |said: &&str| prose::may_be_sentence(said);
            !prose::has_words(said, NAME + 1)
                && said.iter().all(repeats)
                && !said.iter().any(sentence)
        };
        let bare = !prose::has_words(said, 1) || is_name();
        !bare && prose::may_reason(said)
    }
}

/// The headings right below the section; where there are none, its items; else its prose as one.
fn alternatives<'d>(
    outline: &'d Outline,
    document: &'d Document,
    section: &'d Section,
) -> Vec<Alternative<'d>> {
    let top = below(document, section).map(|other| other.level).min();
    if let Some(top) = top {
        let headings = below(document, section).filter(|other| other.level == top);
        let named = headings.filter(|heading| !prose::says_none(&heading.title, "alternative"));
        return named.filter_map(|heading| of_heading(outline, heading)).collect();
    }
    let blocks = prose::blocks(outline, section.body.clone());
    let mut items = blocks.iter().filter(|block| block.kind == BlockKind::Item).peekable();
    if items.peek().is_none() {
        return of_prose(outline, &blocks).into_iter().collect();
    }
    if prose::explained_beside_items(&blocks) {
        return Vec::new();
    }
    let named = items.filter(|item| !prose::says_none(item.text(), "alternative"));
    named.map(of_item).collect()
}

/// None for a heading with nothing below it, which is an empty section.
fn of_heading<'d>(outline: &'d Outline, heading: &'d Section) -> Option<Alternative<'d>> {
    let blocks = prose::blocks(outline, heading.body.clone());
    let said = blocks.iter().flat_map(Block::statements).collect();
    let name = &*heading.title;
    let unread = unread(&blocks);
    let alternative = Alternative { name, lead: name, span: heading.span, said, unread };
    (!blocks.is_empty()).then_some(alternative)
}

/// `- Name`, or `- Name: what is said`; what is nested in the item is said of it too.
fn of_item<'d>(item: &Block<'d>) -> Alternative<'d> {
    let mut said: Vec<&str> = item.statements().collect();
    let lead = said.first().copied().unwrap_or("");
    let (mut name, mut behind) = prose::split_lead(lead);
    if !behind.is_empty() && is_caption(name) {
        let inner = prose::split_lead(behind);
        (name, behind) = if inner.1.is_empty() { (behind, behind) } else { inner };
    }
    if let Some(first) = said.first_mut().filter(|_| !behind.is_empty()) {
        *first = behind;
    }
    Alternative { name, lead, span: item.first_line(), said, unread: false }
}

/// `Option 2`: what says that the name follows.
fn is_caption(name: &str) -> bool {
    let name = normal(name);
    let caption = name.split_once(' ').filter(|(_, count)| count.len() <= 2);
    caption.is_some_and(|(word, _)| matches!(word, "option" | "alternative" | "variant"))
}

/// Prose without headings and items: nobody can tell one alternative from the next.
fn of_prose<'d>(outline: &'d Outline, blocks: &[Block<'d>]) -> Option<Alternative<'d>> {
    let first = blocks.first().filter(|first| !prose::says_none(first.text(), "alternative"))?;
    let name = first.text();
    let said = blocks.iter().flat_map(Block::statements).collect();
    let span = outline.span_of(first.plain());
    Some(Alternative { name, lead: name, span, said, unread: unread(blocks) })
}

fn unread(blocks: &[Block<'_>]) -> bool {
    blocks.iter().any(|block| matches!(block.kind, BlockKind::Table | BlockKind::Html))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    fn record(alternatives: &str) -> String {
        format!(
            "# ADR-0001: A\n\n## Status\n\nAccepted\n\n## Alternatives Considered\n\n{alternatives}\n"
        )
    }

    fn case(alternatives: &str, expected: &[&str]) {
        let expected: Vec<String> =
            expected.iter().map(|at| format!("a.md:{at} {}", RULE.name)).collect();
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        compare(&[RULE.name], &[(&[("a.md", &record(alternatives))], &expected)]);
    }

    #[test]
    fn names_and_short_descriptions_give_no_reason() {
        for silent in [
            "### SQLite\n\nSQLite.\n",
            "### SQLite\n\nAn embedded database.\n",
            "### SQLite\n\n```sql\nSELECT 1\n```\n",
            "### SQLite\n\n![a picture](x.png)\n",
            "### SQLite\n\n<https://sqlite.org>\n",
            "### SQLite\n\nTBD\n",
            "### SQLite\n\nRejected.\n",
            "### SQLite\n\nSee above.\n",
        ] {
            case(silent, &["9:5"]);
        }
        for silent in [
            "- SQLite",
            "- [SQLite](https://sqlite.org)",
            "- SQLite: an embedded database",
            "- **SQLite** – an embedded database",
            "- Keep the current form.",
            "1. A server for each region",
            "Others are:\n\n- The usual server",
        ] {
            let at = match silent.as_bytes()[0] {
                b'1' => "9:4",
                b'O' => "11:3",
                _ => "9:3",
            };
            case(silent, &[at]);
        }
        case("SQLite, Postgres.", &["9:1"]);
        case("### A\n\nToo slow.\n\n### B\n\nA file on disk.\n\n### C\n\nC\n", &["13:5", "17:5"]);
    }

    #[test]
    fn what_may_be_a_reason_is_one() {
        for told in [
            "### SQLite\n\nAn embedded database. Needs C.\n",
            "### SQLite\n\nToo slow.\n",
            "### SQLite\n\nZu langsam.\n",
            "### SQLite\n\nIt would have cost more.\n",
            "### SQLite\n\n- small\n- known to the team\n",
            "### SQLite\n\n#### Pros\n\n- it is small\n\n#### Cons\n\n- it is in C\n",
            "### SQLite\n\n| pro | con |\n|---|---|\n| a | b |\n",
            "### SQLite\n\nSee [the measurements](m.md).\n",
            "### SQLite\n",
            "- SQLite: too slow",
            "- SQLite, which is too slow",
            "- SQLite\n  - it is not maintained",
            "- SQLite\n  - a file on disk",
            "Both of these need a compiler that the target does not have:\n\n- SQLite\n- redb",
            "- SQLite\n- redb\n\nBoth of them need a compiler that the target does not have.",
            "We looked at SQLite, but it is slow.",
            "### SQLite\n\nDoubles the latency of writes.\n",
            "### SQLite\n\nLoses data on restart.\n",
            "### SQLite\n\nWrites are lost on power failure.\n",
            "### SQLite\n\nIt increases operational complexity.\n",
            "### SQLite\n\nOverkill for our scale.\n",
            "### SQLite\n\nAgainst the security policy.\n",
            "### SQLite\n\nConsidered out of scope.\n",
            "- SQLite loses data",
            "None.",
            "- None",
            "Keine.",
            "- Aucune",
            "- Ninguna.",
            "Nessuna",
            "- Geen",
            "- Nenhuma",
            "- なし",
            "无",
            "We considered no alternatives.",
            "### None\n\nNo alternatives.\n",
        ] {
            case(told, &[]);
        }
    }

    const BOOK: &str = "[preprocessor.adr.kinds.decision]\nsections = [\"Alternatives Considered\"]\n[preprocessor.adr.section-names]\n\"Alternatives Considered\" = [\"Considered Options\"]\n";

    fn options(options: &str, rest: &str, expected: &[&str]) {
        let text =
            format!("# A\n\n* Status: accepted\n\n## Considered Options\n\n{options}\n\n{rest}\n");
        let expected: Vec<String> =
            expected.iter().map(|at| format!("src/0001-a.md:{at} {}", RULE.name)).collect();
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        compare(&[RULE.name], &[(&[("book.toml", BOOK), ("src/0001-a.md", &text)], &expected)]);
    }

    #[test]
    fn the_option_that_was_taken_needs_no_reason_against_it() {
        let two = "* SQLite\n* PostgreSQL";
        let chosen = "## Decision Outcome\n\nChosen option: \"SQLite\".";
        options(two, chosen, &["8:3"]);
        options("* [SQLite](s.md) (chosen)\n* PostgreSQL", chosen, &["8:3"]);
        options("* `SQLite` (in a file)\n* PostgreSQL", chosen, &["8:3"]);
        options("* Option 1: SQLite\n* Option 2: PostgreSQL", chosen, &["8:3"]);
        let first = "## Decision Outcome\n\nOption 1.";
        options("* Option 1: SQLite\n* Option 2: PostgreSQL", first, &["8:3"]);
        options(two, "## Decision Outcome\n\nThe one with a file.", &[]);
        options(two, "## Decision\n\nWe use SQLite.", &["8:3"]);
        options(two, "", &[]);
        let told = chosen.replace("\".", "\", because it needs no server.");
        options(two, &told, &[]);
        options(two, &format!("{chosen}\n\n### Consequences\n\n* Good, because it is fast."), &[]);
    }

    #[test]
    fn reasons_may_stand_below_headings_of_their_own() {
        let two = "* SQLite\n* [PostgreSQL](p.md)";
        let rest = |title: &str| {
            format!(
                "## Decision Outcome\n\nChosen option: \"SQLite\".\n\n## Pros and Cons of the Options\n\n{title}\n\n* Bad, because it needs a server.\n"
            )
        };
        for title in [
            "### PostgreSQL",
            "### [PostgreSQL](p.md)",
            "### `PostgreSQL` (rejected)",
            "### 2. PostgreSQL",
            "### Option 2: **PostgreSQL**",
        ] {
            options(two, &rest(title), &[]);
        }
        options(two, &rest("### MySQL"), &["8:3"]);
        options(
            two,
            &rest("### PostgreSQL").replace("* Bad, because it needs a server.", "A server."),
            &["8:3"],
        );
    }

    #[test]
    fn what_asks_for_the_section_is_shown() {
        let text = "# A\n\n* Status: accepted\n\n## Alternatives Considered\n\n* B\n";
        let (library, found) =
            crate::rules::testing::findings(&[("book.toml", BOOK), ("src/0001-a.md", text)]);
        let finding = found.iter().find(|one| one.rule == RULE.name).expect("a finding");
        let related: Vec<_> =
            finding.related.iter().map(|one| library.sources.slice(one.span)).collect();
        assert_eq!(related, ["\"Alternatives Considered\""]);
    }

    #[test]
    fn following_the_help_mends_it() {
        let text = record("### SQLite\n\nAn embedded database.");
        let (place, message, help) = first(RULE.name, &[("a.md", &text)]);
        assert_eq!(place, "SQLite");
        assert_eq!(message, "nothing says why `SQLite` was not taken");
        assert!(help.contains("`Rejected because …`"));
        case("### SQLite\n\nAn embedded database. Rejected because …", &[]);
        case("- SQLite: Rejected because …", &[]);
        case("- SQLite. Rejected because …", &[]);
    }
}
