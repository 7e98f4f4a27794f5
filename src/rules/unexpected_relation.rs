//! `unexpected-relation`: a document states a relation that the configuration does not give to its kind.

use crate::config::KindConfig;
use crate::document::Document;
use crate::finding::{Finding, Level};
use crate::resolve::{Outcome, Resolved};
use crate::rules::{Check, Cx, Rule};
use crate::vocabulary::{Relation, Statement};

pub(super) const RULE: Rule = Rule {
    name: "unexpected-relation",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("unexpected_relation.md"),
    check: Check::All(check),
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    for (document, resolved) in cx.references() {
        let kinds = &cx.library.books[document.page.book].config.kinds;
        let kind = kinds.iter().find(|kind| kind.kind == document.kind);
        findings.extend(kind.and_then(|kind| judge(document, resolved, kind)));
    }
}

fn judge(document: &Document, resolved: &Resolved, kind: &KindConfig) -> Option<Finding> {
    let may = kind.relations.as_ref()?;
    let reference = &resolved.reference;
    let name = reference.statement.as_str();
    let expected = reference.statement.relation == Relation::Mentions
        || may.value.iter().any(|statement| statement.as_str() == name);
    if expected || !matches!(resolved.outcome, Outcome::Document(..)) {
        return None;
    }
    let message = format!(
        "`{}` states `{name}`, which the kind `{}` does not have",
        document.name(),
        kind.kind
    );
    let known: Vec<&str> = may.value.iter().copied().map(Statement::as_str).collect();
    let help = if known.is_empty() {
        format!("mention it in the text, or add `{name}` to `relations`")
    } else {
        format!("state one of {}; or add `{name}` to `relations`", known.join(", "))
    };
    Some(
        Finding::new(RULE.name, reference.span, message)
            .label(name)
            .related(may.span, "these it has")
            .help(help),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    const OTHER: (&str, &str) = ("src/0001-a.md", "# ADR-0001: A\n\nStatus: accepted\n");

    fn book(relations: &str) -> String {
        format!("[preprocessor.adr.kinds.api]\nprefix = \"API\"\n{relations}\n")
    }

    #[test]
    fn only_what_the_configuration_gives_may_be_stated() {
        let api = "# API-1: X\n\n- Governed by ADR-0001\n- Supersedes ADR-0001\n- Satisfies REQ-9\n\nSee ADR-0001.\n";
        let case = |relations: &str, expected: &[&str]| {
            let toml = book(relations);
            let files = [("book.toml", toml.as_str()), OTHER, ("src/api.md", api)];
            compare(&[RULE.name], &[(&files, expected)]);
        };
        let (governed, supersedes) =
            ("src/api.md:3:15 unexpected-relation", "src/api.md:4:14 unexpected-relation");
        case("", &[]);
        case("relations = [\"governed-by\", \"supersedes\"]", &[]);
        case("relations = [\"governed-by\"]", &[supersedes]);
        case("relations = []", &[governed, supersedes]);
    }

    #[test]
    fn the_configuration_is_shown_and_the_help_can_be_followed() {
        let toml = book("relations = [\"governed-by\"]");
        let api = "# API-1: X\n\n- Depends on ADR-0001\n";
        let files = [("book.toml", toml.as_str()), OTHER, ("src/api.md", api)];
        let (text, message, help) = first(RULE.name, &files);
        assert_eq!(text, "ADR-0001");
        assert_eq!(message, "`API-1` states `depends-on`, which the kind `api` does not have");
        assert_eq!(help, "state one of governed-by; or add `depends-on` to `relations`");
    }
}
