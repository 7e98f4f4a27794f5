//! `undecided-module`: a module that no decision governs.

use crate::document::{Document, DocumentId};
use crate::finding::{Finding, Level};
use crate::rules::{
    Check, Cx, Rule, blank_like, books_with, how_to_state, link_to, tied, with_idle_sources,
};
use crate::vocabulary::{Kind, Relation, Statement};

pub(super) const RULE: Rule = Rule {
    name: "undecided-module",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("undecided_module.md"),
    check: Check::All(check),
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    let decisions = books_with(cx, &[Kind::Decision]);
    // Of a decision that the module names itself and that does not bind, other rules speak.
    let governed =
        tied(cx, Statement::inverse(Relation::Governs), |other, own| own || other.may_bind());
    for (id, module) in cx.documents() {
        if module.kind == Kind::Module
            && module.in_force()
            && !governed.contains(&id)
            && let Some(decision) = decisions.get(&module.page.book)
        {
            findings.push(finding(cx, id, module, decision));
        }
    }
}

fn finding(cx: &Cx<'_>, id: DocumentId, module: &Document, decision: &Document) -> Finding {
    let name = module.name();
    let (other, link) = blank_like(module, decision);
    let here = how_to_state(module, Statement::inverse(Relation::Governs), false, (&other, &link));
    let there = link_to(decision, module);
    let finding =
        Finding::new(RULE.name, module.title_span(), format!("no decision governs `{name}`"))
            .label("nothing says why it is so");
    with_idle_sources(cx, finding, id, Relation::Governs)
        .help(format!("write {here}"))
        .help(format!("or in the decision that shaped it: `Governs [{name}]({there})`"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    const MODULE: &str = "# Module: m\n\n## Purpose\n\nx\n";

    fn decision(status: &str, says: &str) -> String {
        format!("# ADR-0001: A\n\nStatus: {status}\n\n{says}\n")
    }

    fn case(decision: &str, module: &str, expected: &[&str]) {
        let files = [("adr/0001-a.md", decision), ("adr/m.md", module)];
        compare(
            &[RULE.name, "unstable-dependency", "reference-to-superseded"],
            &[(&files, expected)],
        );
    }

    #[test]
    fn either_end_may_say_that_a_decision_governs() {
        const FOUND: &[&str] = &["adr/m.md:1:11 undecided-module"];
        case(&decision("accepted", ""), MODULE, FOUND);
        case(&decision("accepted", "See [m](m.md)."), MODULE, FOUND);
        case(&decision("accepted", "Governs [m](m.md)"), MODULE, &[]);
        let says = |says: &str| format!("# Module: m\n\n{says}\n\n## Purpose\n\nx\n");
        case(&decision("accepted", ""), &says("- Governed by ADR-0001"), &[]);
        case(&decision("accepted", ""), &says("- Governed by the platform's records"), &[]);
        // What does not bind governs nothing, and where the module names it, one other rule says so.
        case(&decision("accepted", "Superseded in part by 9"), &says("Governed by ADR-0009"), &[]);
    }

    #[test]
    fn one_rule_speaks_of_a_decision_that_does_not_bind() {
        let other = "# ADR-0002: B\n\nStatus: accepted\n";
        let says = "# Module: m\n\nGoverned by ADR-0001\n\n## Purpose\n\nx\n";
        for (status, rule) in [
            ("proposed", "unstable-dependency"),
            ("rejected", "unstable-dependency"),
            ("deprecated", "reference-to-superseded"),
        ] {
            let governs = decision(status, "Governs [m](m.md)");
            let files = |module| {
                [("adr/0001-a.md", &*governs), ("adr/0002-b.md", other), ("adr/m.md", module)]
            };
            let rules = &[RULE.name, "unstable-dependency", "reference-to-superseded"];
            compare(
                rules,
                &[
                    (&files(MODULE), &["adr/m.md:1:11 undecided-module"]),
                    (&files(says), &[&format!("adr/m.md:3:13 {rule}")]),
                ],
            );
        }
        case(&decision("on ice", "Governs [m](m.md)"), MODULE, &[]);
    }

    #[test]
    fn books_without_decisions_and_modules_that_do_not_bind_are_left_alone() {
        for status in ["proposed", "rejected", "deprecated"] {
            case(&decision(status, ""), MODULE, &[]);
            let module = format!("# Module: m\n\nStatus: {status}\n\n## Purpose\n\nx\n");
            case(&decision("accepted", ""), &module, &[]);
        }
        let two = [
            ("a/book.toml", ""),
            ("a/src/0001-a.md", &*decision("accepted", "")),
            ("b/book.toml", ""),
            ("b/src/m.md", MODULE),
        ];
        compare(&[RULE.name], &[(&two, &[])]);
    }

    #[test]
    fn the_help_can_be_followed_in_either_file() {
        let a = decision("accepted", "");
        let (caret, _, help) = first(RULE.name, &[("adr/0001-a.md", &a), ("modules/m.md", MODULE)]);
        assert_eq!(caret, "m");
        assert_eq!(
            help,
            "write in `modules/m.md`, in a paragraph below its title: `Governed by [ADR-…](../adr/….md)`\n\
             or in the decision that shaped it: `Governs [m](../modules/m.md)`"
        );
        let governed =
            MODULE.replacen("\n\n", "\n\nGoverned by [ADR-0001](../adr/0001-a.md)\n\n", 1);
        let governs = decision("accepted", "Governs [m](../modules/m.md)");
        compare(
            &[RULE.name],
            &[
                (&[("adr/0001-a.md", &a), ("modules/m.md", &governed)], &[]),
                (&[("adr/0001-a.md", &governs), ("modules/m.md", MODULE)], &[]),
            ],
        );
    }
}
