//! The blank documents that `template` prints, as data, and the names that authors give to their sections.

use crate::vocabulary::Kind;

/// The blank document of a kind in one dialect.
#[derive(Debug, Clone, Copy)]
pub struct Template {
    /// The kind's name.
    pub kind: &'static str,
    /// The name of the dialect that reads what is made of it.
    pub dialect: &'static str,
    /// The document; what an author must fill in stands in braces.
    pub text: &'static str,
}

/// The dialect of this project's own templates.
pub const OWN: &str = "template";

/// Every blank, by kind, the project's own first.
pub static TEMPLATES: &[Template] = &[
    Template { kind: "decision", dialect: OWN, text: include_str!("decision.md") },
    Template { kind: "decision", dialect: "nygard", text: include_str!("nygard.md") },
    Template { kind: "decision", dialect: "madr", text: include_str!("madr.md") },
    Template { kind: "module", dialect: OWN, text: include_str!("module.md") },
    Template { kind: "requirement", dialect: OWN, text: include_str!("requirement.md") },
];

/// Names that authors give to a section of the project's own templates. A name with a blank at its end is the start of one.
const NAMES: [(Kind, &str, &[&str]); 9] = [
    (
        Kind::Decision,
        "context",
        &["background", "motivation", "problem", "problem statement", "situation", "context "],
    ),
    (Kind::Decision, "decision", &["decision outcome", "our decision", "the decision"]),
    (Kind::Decision, "consequences", &["consequences ", "implications", "trade offs"]),
    (
        Kind::Decision,
        ALTERNATIVES,
        &[
            "alternatives",
            "considered alternatives",
            "rejected alternatives",
            "alternatives ",
            "considered options",
            "options considered",
            "options",
        ],
    ),
    (Kind::Module, "public api", &["public api ", "public interface", "interface", "api"]),
    (Kind::Module, "error handling", &["error handling ", "errors", "failure modes"]),
    (Kind::Module, "testing strategy", &["testing", "tests", "test strategy", "testing "]),
    (Kind::Requirement, "rationale", &["rationale ", "reason", "why"]),
    (
        Kind::Requirement,
        "verification",
        &["verification ", "verified by", "acceptance criteria", "acceptance"],
    ),
];

/// The name of the section for alternatives.
const ALTERNATIVES: &str = "alternatives considered";

/// Whether a name, in the form that titles are compared in, is one for the section with alternatives.
pub fn names_alternatives(name: &str) -> bool {
    let of_alternatives = NAMES.iter().find(|(_, own, _)| *own == ALTERNATIVES);
    name == ALTERNATIVES || of_alternatives.is_some_and(|(.., names)| is_one_of_names(name, names))
}

fn is_one_of_names(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| *known == name || (known.ends_with(' ') && name.starts_with(known)))
}

/// Whether a name is one that authors give to a section of a template of that kind, both in the form of titles.
pub fn is_name_for(kind: &Kind, section: &str, name: &str) -> bool {
    NAMES
        .iter()
        .any(|(of, own, names)| of == kind && *own == section && is_one_of_names(name, names))
}
