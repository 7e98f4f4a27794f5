//! `self-reference`: a document that states a relation to itself.

use crate::finding::{Finding, Level};
use crate::resolve::{Outcome, Resolved};
use crate::rules::{Check, Cx, Rule};
use crate::vocabulary::Relation;

pub(super) const RULE: Rule = Rule {
    name: "self-reference",
    level: Level::Deny,
    since: "0.1.0",
    page: include_str!("self_reference.md"),
    check: Check::All(check),
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    for (document, resolved) in cx.references() {
        let reference = &resolved.reference;
        let own =
            matches!(resolved.outcome, Outcome::Document(target, _) if target == reference.source);
        if !own
            || reference.statement.relation == Relation::Mentions
            || means_a_version(cx, resolved)
        {
            continue;
        }
        let phrase = reference.statement.phrase().to_lowercase();
        findings.push(
            Finding::new(
                RULE.name,
                reference.span,
                format!(
                    "`{}` says `{phrase}` of itself: `{}`",
                    document.name(),
                    super::short(&reference.text)
                ),
            )
            .label("this document")
            .related(document.title_span(), "whose title stands here")
            .help("name the other document, or take the statement out"),
        );
    }
}

/// `Supersedes: ADR-7 Revision 1`, `ADR-7 v1`, `ADR-7's own section 3`: an earlier state of the document, or a part of it.
fn means_a_version(cx: &Cx<'_>, resolved: &Resolved) -> bool {
    const VERSIONS: [&str; 6] = ["v", "rev", "revision", "revisions", "version", "versions"];
    let span = resolved.reference.span;
    let behind = &cx.library.sources.text(span.file)[span.end..];
    let retires =
        matches!(resolved.reference.statement.relation, Relation::Supersedes | Relation::Amends);
    if behind.starts_with("'s ") || behind.starts_with("’s ") {
        return retires;
    }
    let word = behind.trim_start_matches([' ', '(', '*']);
    let len = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    let has_number =
        word[len..].trim_start_matches([' ', '.']).starts_with(|c: char| c.is_ascii_digit());
    let word = word[..len].to_ascii_lowercase();
    behind.starts_with(' ') && has_number && VERSIONS.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::compare;

    #[test]
    fn a_relation_to_itself_is_found_and_a_mention_is_not() {
        let case = |line: &str, expected: &[&str]| {
            let text = format!("# ADR-0001: A\n\nStatus: accepted\n\n{line}\n");
            compare(&[RULE.name, "one-sided-supersession"], &[(&[("0001-a.md", &text)], expected)]);
        };
        case("Supersedes [ADR-0001](0001-a.md)", &["0001-a.md:5:12 self-reference"]);
        case("Depends on: ADR-1", &["0001-a.md:5:13 self-reference"]);
        case("Supersedes: ADR-0001 Revisions 1–2", &[]);
        case("Supersedes: ADR-0001 v1", &[]);
        case("Amended by: ADR-0001's own scope note", &[]);
        case("Amends [the first](#context)\n\n## Context\n\nx", &[]);
        case("As ADR-0001 says, [below](0001-a.md).", &[]);
        case("## Related\n\n- [ADR-0001](0001-a.md)", &[]);
    }

    #[test]
    fn a_module_does_not_depend_on_itself() {
        let case = |below: &str, expected: &[&str]| {
            let text = format!("# Module: b\n\n## Dependencies\n\n{below}\n");
            compare(&[RULE.name, "dependency-cycle"], &[(&[("b.md", &text)], expected)]);
        };
        case("- [b](b.md)", &["b.md:5:3 self-reference"]);
        case("None. [b](b.md) stands alone.", &[]);
        case("- [the table](#dependencies)", &[]);
    }

    #[test]
    fn of_two_with_one_number_the_other_is_meant() {
        let text = "# ADR-0001: A\n\nStatus: accepted\n\nSupersedes ADR-0001\n";
        compare(
            &[RULE.name],
            &[(&[("0001-a.md", text), ("0001-b.md", "# ADR-0001: B\n\nStatus: accepted\n")], &[])],
        );
    }
}
