//! `orphan-decision`: a decision in force that governs no module.

use crate::finding::{Finding, Level};
use crate::rules::{Check, Cx, Rule, blank_like, books_with, how_to_state, tied};
use crate::vocabulary::{Kind, Relation, Statement};

pub(super) const RULE: Rule = Rule {
    name: "orphan-decision",
    level: Level::Allow,
    since: "0.1.0",
    page: include_str!("orphan_decision.md"),
    check: Check::All(check),
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    let modules = books_with(cx, &[Kind::Module]);
    let governs = Statement::forward(Relation::Governs);
    let governing = tied(cx, governs, |other, own| own || other.may_bind());
    for (id, decision) in cx.documents() {
        if decision.kind != Kind::Decision || !decision.in_force() || governing.contains(&id) {
            continue;
        }
        let Some(module) = modules.get(&decision.page.book) else { continue };
        let (_, link) = blank_like(decision, module);
        let here = how_to_state(decision, governs, false, ("…", &link));
        let message = format!("`{}` governs no module", decision.name());
        findings.push(
            Finding::new(RULE.name, decision.title_span(), message)
                .label("nothing says what it shapes")
                .help(format!("write {here}")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    const MODULE: (&str, &str) = ("m.md", "# Module: m\n\n## Purpose\n\nx\n");

    fn decision(status: &str, says: &str) -> String {
        format!("# ADR-0001: A\n\nStatus: {status}\n\n{says}\n")
    }

    #[test]
    fn a_decision_in_force_governs_by_its_own_words_or_the_modules() {
        let case = |decision: &str, module: (&str, &str), expected: &[&str]| {
            compare(&[RULE.name], &[(&[("0001-a.md", decision), module], expected)]);
        };
        let found: &[&str] = &["0001-a.md:1:13 orphan-decision"];
        case(&decision("accepted", ""), MODULE, found);
        case(&decision("accepted", "Governs [m](m.md)"), MODULE, &[]);
        case(&decision("accepted", "Governs every service"), MODULE, &[]);
        case(
            &decision("accepted", ""),
            ("m.md", "# Module: m\n\n- Governed by ADR-0001\n\n## Purpose\n\nx\n"),
            &[],
        );
        for status in ["proposed", "draft", "rejected", "superseded", "deprecated", "on ice"] {
            case(&decision(status, ""), MODULE, &[]);
        }
        case(&decision("accepted", ""), ("notes.md", "# Notes\n"), &[]);
    }

    #[test]
    fn the_help_names_the_file_and_the_line() {
        let a = decision("accepted", "");
        let (_, message, help) =
            first(RULE.name, &[("adr/0001-a.md", &a), ("modules/m.md", MODULE.1)]);
        assert_eq!(message, "`ADR-0001` governs no module");
        assert_eq!(
            help,
            "write in `adr/0001-a.md`, in a paragraph below its status: `Governs […](../modules/….md)`"
        );
    }
}
