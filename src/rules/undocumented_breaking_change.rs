//! `undocumented-breaking-change`: a decision breaks compatibility, and no version that Cargo takes for incompatible
//! carries the change.

use semver::Version;

use crate::document::{Breaking, Document, DocumentId};
use crate::finding::{Finding, Level};
use crate::rules::{Check, Cx, Rule};
use crate::vocabulary::{Kind, Relation, Status};

pub(super) const RULE: Rule = Rule {
    name: "undocumented-breaking-change",
    level: Level::Deny,
    since: "0.1.0",
    page: include_str!("undocumented_breaking_change.md"),
    check: Check::All(check),
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    let mut chains = Chains::new(cx);
    for (id, document) in cx.documents().filter(|(_, document)| binds(document)) {
        if document.breaking.is_empty() {
            continue;
        }
        // Along a circle of amendments a version would come back to the decision that names it.
        let earlier = chains.last_before(id).filter(|earlier| earlier.by != id);
        for breaking in &document.breaking {
            match (&breaking.version, &earlier) {
                (None, _) => findings.extend(unversioned(document, breaking)),
                (Some(version), Some(earlier)) if is_compatible(version, &earlier.version) => {
                    findings.push(compatible(cx, document, breaking, earlier));
                }
                _ => {}
            }
        }
    }
}

/// Whether its statement counts: what was rejected is carried by no version.
fn binds(document: &Document) -> bool {
    document.kind == Kind::Decision && document.status() != Some(Status::Rejected)
}

/// None while the decision is open: its version may be so too.
fn unversioned(document: &Document, breaking: &Breaking) -> Option<Finding> {
    let open = matches!(document.status(), Some(Status::Draft | Status::Proposed));
    let said = if breaking.text.is_empty() {
        String::new()
    } else {
        format!(": `{}`", super::short(&breaking.text))
    };
    let message = format!("`{}` breaks compatibility, and names no version{said}", document.name());
    let finding =
        Finding::new(RULE.name, breaking.span, message).label("which version carries it?");
    let help = "name the version that carries the change: `Breaking: 2.0.0`";
    (!open).then(|| finding.help(help).help("if nothing breaks, take the line out"))
}

fn compatible(
    cx: &Cx<'_>,
    document: &Document,
    breaking: &Breaking,
    earlier: &Carried<'_>,
) -> Finding {
    let name = cx.document(earlier.by).name();
    Finding::new(
        RULE.name,
        breaking.span,
        format!(
            "`{}` breaks compatibility in `{}`, which Cargo takes for compatible with `{}` of `{name}`",
            document.name(),
            super::short(&breaking.text),
            earlier.version
        ),
    )
    .label("no incompatible version")
    .related(earlier.breaking.span, "the change before it")
    .help(format!("name the version that carries the change: `{}` or later", next(&earlier.version)))
    .help(format!("if both ship in `{}`, only one of them breaks what was released before", earlier.version))
}

/// A version that a decision names for its breaking change.
#[derive(Debug, Clone)]
struct Carried<'a> {
    version: Version,
    breaking: &'a Breaking,
    by: DocumentId,
}

/// The versions along the chains of supersession and amendment.
struct Chains<'c, 'a> {
    cx: &'c Cx<'a>,
    /// What each document that was met passes on to its successors.
    passed: Vec<Option<Carried<'a>>>,
    met: Vec<bool>,
}

impl<'c, 'a> Chains<'c, 'a> {
    fn new(cx: &'c Cx<'a>) -> Self {
        let count = cx.analysis.documents.len();
        Self { cx, passed: vec![None; count], met: vec![false; count] }
    }

    /// The documents that one supersedes or amends.
    fn predecessors(&self, id: DocumentId) -> Vec<DocumentId> {
        let links = self.cx.analysis.graph.from(id).into_iter().filter(|link| {
            matches!(link.edge.relation, Relation::Supersedes | Relation::Amends)
                && link.target != id
        });
        links.map(|link| link.target).collect()
    }

    /// The highest of the versions that the nearest predecessors name which name one.
    fn last_before(&mut self, id: DocumentId) -> Option<Carried<'a>> {
        let predecessors = self.predecessors(id);
        for predecessor in &predecessors {
            self.fill(*predecessor);
        }
        self.highest(&predecessors)
    }

    fn highest(&self, ids: &[DocumentId]) -> Option<Carried<'a>> {
        let passed = ids.iter().filter_map(|id| self.passed[id.0].clone());
        passed.max_by(|a, b| a.version.cmp(&b.version).then(b.by.cmp(&a.by)))
    }

    /// Finds what a document passes on. Without recursion: a chain may be as long as the collection. In a circle the
    /// document that is met again passes nothing on.
    fn fill(&mut self, id: DocumentId) {
        let mut open = vec![(id, false)];
        while let Some((id, visited)) = open.pop() {
            if visited {
                self.passed[id.0] = self.highest(&self.predecessors(id));
            } else if !self.met[id.0] {
                self.met[id.0] = true;
                self.passed[id.0] = self.own(id);
                if self.passed[id.0].is_none() {
                    open.push((id, true));
                    open.extend(self.predecessors(id).into_iter().map(|other| (other, false)));
                }
            }
        }
    }

    /// The highest version that a document itself names.
    fn own(&self, id: DocumentId) -> Option<Carried<'a>> {
        let document = self.cx.document(id);
        let named = document.breaking.iter().filter(|_| binds(document)).filter_map(|breaking| {
            let version = breaking.version.clone()?;
            Some(Carried { version, breaking, by: id })
        });
        named.max_by(|a, b| a.version.cmp(&b.version))
    }
}

/// Cargo's rule: versions are compatible if their first part that is not zero is the same.
fn is_compatible(a: &Version, b: &Version) -> bool {
    let line = |version: &Version| match (version.major, version.minor) {
        (0, 0) => (0, 0, version.patch),
        (0, minor) => (0, minor, 0),
        (major, _) => (major, 0, 0),
    };
    line(a) == line(b)
}

/// The lowest version that is above one and incompatible with it.
fn next(version: &Version) -> Version {
    match (version.major, version.minor) {
        (0, 0) => Version::new(0, 0, version.patch.saturating_add(1)),
        (0, minor) => Version::new(0, minor.saturating_add(1), 0),
        (major, _) => Version::new(major.saturating_add(1), 0, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    fn record(number: u8, lines: &str) -> (String, String) {
        let text = format!("# ADR-000{number}: A\n\n## Status\n\nAccepted\n\n{lines}\n");
        (format!("000{number}-a.md"), text)
    }

    fn case(lines: &[&str], expected: &[&str]) {
        let files: Vec<_> =
            lines.iter().zip(1..).map(|(lines, number)| record(number, lines)).collect();
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let expected: Vec<String> =
            expected.iter().map(|at| format!("{at} {}", RULE.name)).collect();
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        compare(&[RULE.name], &[(&files, &expected)]);
    }

    #[test]
    fn a_line_without_a_version_is_found() {
        case(&["Breaking: yes"], &["0001-a.md:7:11"]);
        case(&["- Breaking: the next major"], &["0001-a.md:7:13"]);
        case(&["Breaking:"], &["0001-a.md:7:1"]);
        for fine in ["Breaking: 2.0.0", "- Breaking: v2.0", "Breaking: no", "Breaking the ice: yes"]
        {
            case(&[fine], &[]);
        }
        case(&["Date: 2026-01-31\nBreaking: 2.0.0\nGoverns x"], &[]);
    }

    #[test]
    fn a_breaking_change_may_be_called_one() {
        let at = |line: &str, expected: &[&str]| {
            let text = format!("# 1. A\n\nStatus: accepted\n{line}\n\n## Context\n\nx\n");
            compare(&[RULE.name], &[(&[("0001-a.md", &text)], expected)]);
        };
        let found = |column: u8| format!("0001-a.md:4:{column} {}", RULE.name);
        at("Breaking change: yes", &[&found(18)]);
        at("Breaking changes: yes", &[&found(19)]);
        at("BREAKING CHANGE: the port is another", &[&found(18)]);
        for fine in [
            "Breaking change: 2.0.0",
            "Breaking changes:\n- the port, in 2.0.0",
            "Breaking changes:\n- the port\n- the form, both in 2.0.0",
            "Breaking: not breaking",
            "Breaking change: not in this version",
            "\nWe move.\n\nBreaking change: clients must ask for the other port.",
            "\n## Notes\n\nBreaking change: clients must ask for the other port.",
            "\n## Notes\n\n- Breaking changes: clients must ask for the other port.",
        ] {
            at(fine, &[]);
        }
        let key = "---\nstatus: accepted\nbreaking-change: true\n---\n# A\n\n## Context\n\nx\n";
        compare(
            &[RULE.name],
            &[(&[("0001-a.md", key)], &["0001-a.md:3:18 undocumented-breaking-change"])],
        );
    }

    #[test]
    fn every_dialect_can_say_it() {
        let key = |value: &str| {
            format!("---\nstatus: accepted\nbreaking: {value}\n---\n# A\n\n## Context\n\nx\n")
        };
        for value in ["2.0.0", "\"2.0\"", "no", "false", ""] {
            compare(&[RULE.name], &[(&[("0001-a.md", &key(value))], &[])]);
        }
        let found: &[&str] = &["0001-a.md:3:11 undocumented-breaking-change"];
        compare(&[RULE.name], &[(&[("0001-a.md", &key("true"))], found)]);
        for text in [
            "# 1. A\n\n* Status: accepted\n* Breaking: yes\n",
            "# 1. A\n\n**Status:** accepted\n**Breaking:** yes\n",
            "# 1. A\n\n**Status:** accepted | **Breaking:** yes\n",
            "# 1. A\n\n| Status | accepted |\n|---|---|\n| Breaking | yes |\n",
            "# 1. A\n\n## Status\n\nAccepted\n\n**Breaking:** yes\n",
        ] {
            let (place, _, _) = first(RULE.name, &[("0001-a.md", text)]);
            assert_eq!(place, "yes", "{text}");
        }
    }

    #[test]
    fn what_is_open_needs_no_version_and_what_was_rejected_carries_none() {
        for (status, silent) in
            [("Draft", true), ("Proposed", true), ("Rejected", true), ("Deprecated", false)]
        {
            let text = format!("# 1. A\n\n## Status\n\n{status}\n\nBreaking: yes\n");
            let expected: &[&str] =
                if silent { &[] } else { &["0001-a.md:7:11 undocumented-breaking-change"] };
            compare(&[RULE.name], &[(&[("0001-a.md", &text)], expected)]);
        }
        let rejected = "# ADR-0001: A\n\n## Status\n\nRejected\n\nBreaking: 2.0.0\n";
        let amends = record(2, "Breaking: 2.1.0\n\nAmends ADR-0001");
        compare(&[RULE.name], &[(&[("0001-a.md", rejected), (&amends.0, &amends.1)], &[])]);
    }

    #[test]
    fn versions_along_a_chain_are_compared_by_cargos_rules() {
        for (earlier, later, compatible) in [
            ("1.0.0", "2.0.0", false),
            ("1.0.0", "1.1.0", true),
            ("2.0.0", "2.0.0", true),
            ("2.0.0-rc.1", "2.0.0", true),
            ("0.1.0", "0.2.0", false),
            ("0.1.0", "0.1.1", true),
            ("0.0.1", "0.0.2", false),
            ("0.0.1", "0.0.1", true),
            ("0.9.0", "1.0.0", false),
            ("2.0.0", "1.0.0", false),
        ] {
            let first = format!("Breaking: {earlier}");
            for phrase in ["Supersedes ADR-0001", "Amends ADR-0001", "Supersedes in part ADR-0001"]
            {
                let second = format!("Breaking: {later}\n\n{phrase}");
                let found: &[&str] = if compatible { &["0002-a.md:7:11"] } else { &[] };
                case(&[&first, &second], found);
            }
            case(&[&first, &format!("Breaking: {later}\n\nDepends on ADR-0001")], &[]);
        }
    }

    #[test]
    fn the_last_version_of_a_chain_counts_however_far_back() {
        let silent = "Amends ADR-0001";
        case(
            &["Breaking: 1.0.0", silent, "Amends ADR-0002", "Breaking: 1.2.0\n\nAmends ADR-0003"],
            &["0004-a.md:7:11"],
        );
        case(
            &[
                "Breaking: 1.0.0",
                "Breaking: 2.0.0\n\nAmends ADR-0001",
                "Breaking: 1.2.0\n\nAmends ADR-0002",
            ],
            &[],
        );
        case(
            &[
                "Breaking: 1.0.0",
                "Breaking: 3.0.0",
                "Breaking: 3.1.0\n\nAmends ADR-0001\n\nAmends ADR-0002",
            ],
            &["0003-a.md:7:11"],
        );
        case(&["Breaking: 1.0.0\n\nAmends ADR-0002", "Breaking: 2.0.0\n\nAmends ADR-0001"], &[]);
        case(&["Breaking: 1.0.0\n\nAmends ADR-0002", "Amends ADR-0001"], &[]);
        case(&["Amends ADR-0002", "Amends ADR-0001", "Breaking: 2.0.0\n\nAmends ADR-0001"], &[]);
    }

    #[test]
    fn a_chain_of_any_length_is_followed() {
        let count = 2_000_usize;
        let files: Vec<(String, String)> = (1..=count)
            .map(|number| {
                let line = match number {
                    1 => "Breaking: 1.0.0".to_owned(),
                    last if last == count => format!("Breaking: 1.1.0\n\nAmends ADR-{}", last - 1),
                    other => format!("Amends ADR-{}", other - 1),
                };
                let text = format!("# ADR-{number}: A\n\n## Status\n\nAccepted\n\n{line}\n");
                (format!("{number:05}-a.md"), text)
            })
            .collect();
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let found = format!("{count:05}-a.md:7:11 {}", RULE.name);
        compare(&[RULE.name], &[(&files, &[&found])]);
    }

    #[test]
    fn following_the_help_mends_it() {
        let (_, second) = record(2, "Breaking: 0.2.3\n\nAmends ADR-0001");
        let (_, earlier) = record(1, "Breaking: 0.2.0");
        let files: &[(&str, &str)] = &[("0001-a.md", &earlier), ("0002-a.md", &second)];
        let (place, message, help) = first(RULE.name, files);
        assert_eq!(place, "0.2.3");
        assert_eq!(
            message,
            "`ADR-0002` breaks compatibility in `0.2.3`, which Cargo takes for compatible with `0.2.0` of `ADR-0001`"
        );
        assert!(help.contains("`0.3.0` or later"), "{help}");
        case(&["Breaking: 0.2.0", "Breaking: 0.3.0\n\nAmends ADR-0001"], &[]);
        case(&["Breaking: 0.2.0", "Amends ADR-0001"], &[]);
    }
}
