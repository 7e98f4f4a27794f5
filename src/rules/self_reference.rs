//! `self-reference`: a document that states a relation to itself.

use crate::finding::{Finding, Level};
use crate::resolve::Outcome;
use crate::rules::{Cx, Rule};
use crate::vocabulary::Relation;

pub(super) const RULE: Rule = Rule {
    name: "self-reference",
    level: Level::Deny,
    since: "0.1.0",
    page: include_str!("self_reference.md"),
    check,
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    for (document, resolved) in cx.references() {
        let reference = &resolved.reference;
        let own =
            matches!(resolved.outcome, Outcome::Document(target, _) if target == reference.source);
        if !own || reference.statement.relation == Relation::Mentions {
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
