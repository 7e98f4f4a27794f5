//! The blank documents that `template` prints, as data.

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
