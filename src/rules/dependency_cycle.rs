//! `dependency-cycle`: modules that depend on each other in a circle, so that none can be understood first.

use crate::finding::{Finding, Level};
use crate::graph::Link;
use crate::rules::supersession_cycle::Circle;
use crate::rules::{Check, Cx, Rule};
use crate::vocabulary::{Kind, Relation};

pub(super) const RULE: Rule = Rule {
    name: "dependency-cycle",
    level: Level::Deny,
    since: "0.1.0",
    page: include_str!("dependency_cycle.md"),
    check: Check::All(check),
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    let circle = Circle {
        rule: RULE.name,
        verb: "depends on",
        each_other: "depend on each other",
        help: "take one of these dependencies away, or move what both ends need into a module of its own",
        place: |reference| reference.span,
    };
    let is_module = |id| {
        let document = cx.document(id);
        document.kind == Kind::Module && !document.is_out_of_force()
    };
    let between = |link: Link| {
        link.edge.relation == Relation::DependsOn
            && is_module(link.source)
            && is_module(link.target)
    };
    circle.check(cx, between, findings);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, findings};

    fn module(name: &str, on: &[&str]) -> (String, String) {
        let links: Vec<String> = on.iter().map(|on| format!("- [{on}]({on}.md)\n")).collect();
        let text =
            format!("# Module: {name}\n\n## Dependencies\n\n### Internal\n\n{}", links.concat());
        (format!("{name}.md"), text)
    }

    fn modules(edges: &[(&str, &[&str])]) -> Vec<(String, String)> {
        edges.iter().map(|(name, on)| module(name, on)).collect()
    }

    fn case(edges: &[(&str, &[&str])], expected: &[&str]) {
        let files = modules(edges);
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (&**path, &**text)).collect();
        compare(&[RULE.name, "self-reference"], &[(&files, expected)]);
    }

    #[test]
    fn each_group_that_leads_round_is_one_finding() {
        case(&[("a", &["b"]), ("b", &["c"]), ("c", &[])], &[]);
        case(&[("a", &["b", "c"]), ("b", &["d"]), ("c", &["d"]), ("d", &[])], &[]);
        case(&[("a", &["b"]), ("b", &["a"])], &["a.md:7:3 dependency-cycle"]);
        case(&[("a", &["b"]), ("b", &["c"]), ("c", &["b"])], &["b.md:7:3 dependency-cycle"]);
        case(&[("a", &["b", "c"]), ("b", &["a"]), ("c", &["a"])], &["a.md:7:3 dependency-cycle"]);
        case(
            &[("a", &["b"]), ("b", &["a", "c"]), ("c", &["d"]), ("d", &["c"])],
            &["a.md:7:3 dependency-cycle", "c.md:7:3 dependency-cycle"],
        );
    }

    #[test]
    fn a_finding_points_at_every_edge_of_its_circle_and_no_other() {
        let files = modules(&[("a", &["b"]), ("b", &["c", "d"]), ("c", &["a"]), ("d", &[])]);
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (&**path, &**text)).collect();
        let (library, found) = findings(&files);
        let found = found.iter().find(|found| found.rule == RULE.name).expect("a circle");
        assert_eq!(found.message, "`a`, `b` and `c` depend on each other in a circle");
        let text = |span| library.sources.slice(span).trim_start_matches("- ").to_owned();
        let related: Vec<_> =
            found.related.iter().map(|one| (text(one.span), one.label.as_str())).collect();
        assert_eq!(
            (text(found.primary), &*found.label),
            ("[b](b.md)".to_owned(), "`a` depends on `b`")
        );
        assert_eq!(
            related,
            [
                ("[c](c.md)".to_owned(), "`b` depends on `c`"),
                ("[a](a.md)".to_owned(), "`c` depends on `a`"),
            ]
        );
    }

    #[test]
    fn two_edges_of_one_line_are_two_places() {
        let (a, b) = (module("a", &[]).1 + "- [b](b.md), [c](c.md)\n", module("b", &["a"]).1);
        let files = [("a.md", &*a), ("b.md", &*b), ("c.md", &*b.replace("e: b", "e: c"))];
        let (library, found) = findings(&files);
        let found = found.iter().find(|found| found.rule == RULE.name).expect("a circle");
        let text = |span| library.sources.slice(span);
        assert_eq!(text(found.primary), "[b](b.md)");
        assert_eq!(text(found.related[0].span), "[c](c.md)");
    }

    #[test]
    fn a_link_that_is_denied_turned_around_or_only_mentioned_is_no_dependency() {
        let (_, b) = module("b", &["a"]);
        let case = |below: &str, expected: &[&str]| {
            let a = format!("# Module: a\n\n## Dependencies\n\n{below}\n");
            compare(&[RULE.name], &[(&[("a.md", &a), ("b.md", &b)], expected)]);
        };
        for below in [
            "None. It must never depend on [b](b.md).",
            "- Does not depend on [b](b.md)",
            "- No dependency on [b](b.md)",
            "- Used by [b](b.md)",
            "Nothing; [b](b.md) depends on this one.",
            "See [b](b.md) for the wire format.",
            "- [b](b.md) (removed)",
            "### Used by\n\n- [b](b.md)",
            "### Dependents\n\n- [b](b.md)",
            "### Removed\n\n- [b](b.md)",
            "Depends on [c](c.md), never on [b](b.md).",
            "| Module | Why |\n|-|-|\n| [c](c.md) | keeps what [b](b.md) wrote |",
        ] {
            case(below, &[]);
        }
        for (below, at) in [
            ("- [b](b.md): what for", "a.md:5:3"),
            ("- **b**: [b](b.md)", "a.md:5:10"),
            ("- **Storage** [b](b.md)", "a.md:5:15"),
            ("- Internal: [c](c.md), [b](b.md)", "a.md:5:24"),
            ("- module [b](b.md)", "a.md:5:10"),
            ("Depends on [b](b.md) for its files.", "a.md:5:12"),
            ("This module uses [b](b.md).", "a.md:5:18"),
            ("| Module | Why |\n|-|-|\n| [b](b.md) | files |", "a.md:7:3"),
        ] {
            case(below, &[&format!("{at} dependency-cycle")]);
        }
    }

    #[test]
    fn what_is_no_module_or_out_of_force_makes_no_circle() {
        let text = |id: &str, on: &str| {
            format!("# ADR-{id}: R\n\nStatus: accepted\n\nDepends on ADR-{on}\n")
        };
        compare(
            &[RULE.name],
            &[(&[("0001-a.md", &text("0001", "0002")), ("0002-b.md", &text("0002", "0001"))], &[])],
        );
        let old = "# Module: a\n\nStatus: deprecated\n\n## Dependencies\n\n- [b](b.md)\n";
        let (path, b) = module("b", &["a"]);
        compare(&[RULE.name], &[(&[("a.md", old), (&path, &b)], &[])]);
    }
}
