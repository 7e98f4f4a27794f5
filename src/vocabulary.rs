//! The words that the whole program shares: kinds, statuses and relations, and how people write them.

pub mod languages;
mod words;

use std::fmt;

pub use words::{
    Additions, Meaning, OwnStatus, SectionNames, Words, begins_with, kept_name, normal,
    starts_with_word,
};

/// What a document is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// An architecture decision record.
    Decision,
    /// A module's design.
    Module,
    /// A requirement.
    Requirement,
    /// A kind that the configuration adds, by its name there.
    Other(String),
}

impl Kind {
    /// The name that configuration and JSON use.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Decision => "decision",
            Self::Module => "module",
            Self::Requirement => "requirement",
            Self::Other(name) => name,
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Self {
        match name {
            "decision" => Self::Decision,
            "module" => Self::Module,
            "requirement" => Self::Requirement,
            other => Self::Other(other.to_owned()),
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Where a document stands in its life. `Other` is a word that no vocabulary knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// Still being written.
    Draft,
    /// Up for decision.
    Proposed,
    /// Decided, and in force.
    Accepted,
    /// Decided against.
    Rejected,
    /// Out of force, with nothing in its place.
    Deprecated,
    /// Out of force, with a successor.
    Superseded,
    /// A word that no vocabulary knows.
    Other,
}

impl Status {
    /// Every known status, in the order of a document's life.
    pub const KNOWN: [Self; 6] = [
        Self::Draft,
        Self::Proposed,
        Self::Accepted,
        Self::Rejected,
        Self::Deprecated,
        Self::Superseded,
    ];

    /// The word that JSON and CSS classes use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Proposed => "proposed",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Deprecated => "deprecated",
            Self::Superseded => "superseded",
            Self::Other => "other",
        }
    }

    /// The status of that word.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::KNOWN.into_iter().find(|status| status.as_str() == name)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A typed edge between documents, read from its source to its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Relation {
    /// Takes the place of (whole or in part).
    Supersedes,
    /// Changes without taking the place of.
    Amends,
    /// Cannot hold without.
    DependsOn,
    /// Says in more detail.
    Refines,
    /// Is worth reading beside.
    RelatesTo,
    /// Cannot hold together with.
    ConflictsWith,
    /// A decision shapes a module.
    Governs,
    /// A decision or module fulfils a requirement.
    Satisfies,
    /// A plain link or bare id; never counts as traceability.
    Mentions,
}

impl Relation {
    /// Every relation, in the order in which pages and JSON list them.
    pub const ALL: [Self; 9] = [
        Self::Supersedes,
        Self::Amends,
        Self::DependsOn,
        Self::Refines,
        Self::RelatesTo,
        Self::ConflictsWith,
        Self::Governs,
        Self::Satisfies,
        Self::Mentions,
    ];

    /// Whether the inverse reads the same.
    pub fn is_symmetric(self) -> bool {
        matches!(self, Self::RelatesTo | Self::ConflictsWith)
    }
}

/// A relation as one of its two ends states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Statement {
    /// The relation.
    pub relation: Relation,
    /// Whether the end that states it is the target: `superseded-by` rather than `supersedes`.
    pub inverse: bool,
}

impl Statement {
    /// `relation`, stated by its source.
    pub const fn forward(relation: Relation) -> Self {
        Self { relation, inverse: false }
    }

    /// `relation`, stated by its target.
    pub const fn inverse(relation: Relation) -> Self {
        Self { relation, inverse: true }
    }

    /// The same edge from its other end.
    #[must_use]
    pub fn flipped(self) -> Self {
        Self { inverse: !self.inverse && !self.relation.is_symmetric(), ..self }
    }

    /// The word that JSON and the configuration use.
    pub fn as_str(self) -> &'static str {
        match (self.relation, self.inverse) {
            (Relation::Supersedes, false) => "supersedes",
            (Relation::Supersedes, true) => "superseded-by",
            (Relation::Amends, false) => "amends",
            (Relation::Amends, true) => "amended-by",
            (Relation::DependsOn, false) => "depends-on",
            (Relation::DependsOn, true) => "required-by",
            (Relation::Refines, false) => "refines",
            (Relation::Refines, true) => "refined-by",
            (Relation::RelatesTo, _) => "relates-to",
            (Relation::ConflictsWith, _) => "conflicts-with",
            (Relation::Governs, false) => "governs",
            (Relation::Governs, true) => "governed-by",
            (Relation::Satisfies, false) => "satisfies",
            (Relation::Satisfies, true) => "satisfied-by",
            (Relation::Mentions, false) => "mentions",
            (Relation::Mentions, true) => "mentioned-by",
        }
    }

    /// The words that a template writes for it: `Superseded by`.
    pub fn phrase(self) -> String {
        let mut phrase = self.as_str().replace('-', " ");
        if let Some(first) = phrase.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        phrase
    }

    /// The statement of that word.
    pub fn from_name(name: &str) -> Option<Self> {
        Relation::ALL
            .into_iter()
            .flat_map(|relation| [Self::forward(relation), Self::inverse(relation)])
            .find(|statement| statement.as_str() == name)
    }
}

/// Words for the known statuses, lower case. Matched at the start of what is stated, longest first.
pub const STATUS_WORDS: &[(&str, Status)] = &[
    ("accepted", Status::Accepted),
    ("accept", Status::Accepted),
    ("acepted", Status::Accepted),
    ("acccepted", Status::Accepted),
    ("approved", Status::Accepted),
    ("approve", Status::Accepted),
    ("adopted", Status::Accepted),
    ("agreed", Status::Accepted),
    ("active", Status::Accepted),
    ("active review", Status::Proposed),
    ("decided", Status::Accepted),
    ("final", Status::Accepted),
    ("implemented", Status::Accepted),
    ("implementing", Status::Accepted),
    ("implementable", Status::Accepted),
    ("in effect", Status::Accepted),
    ("in force", Status::Accepted),
    ("in use", Status::Accepted),
    ("partially implemented", Status::Accepted),
    ("ratified", Status::Accepted),
    ("done", Status::Accepted),
    ("complete", Status::Accepted),
    ("completed", Status::Accepted),
    ("merged", Status::Accepted),
    ("current", Status::Accepted),
    ("enacted", Status::Accepted),
    ("living", Status::Accepted),
    ("proposed", Status::Proposed),
    ("propose", Status::Proposed),
    ("proposal", Status::Proposed),
    ("pending", Status::Proposed),
    ("provisional", Status::Proposed),
    ("open", Status::Proposed),
    ("review", Status::Proposed),
    ("reviewing", Status::Proposed),
    ("in review", Status::Proposed),
    ("under review", Status::Proposed),
    ("in progress", Status::Proposed),
    ("in discussion", Status::Proposed),
    ("under discussion", Status::Proposed),
    ("discussion", Status::Proposed),
    ("last call", Status::Proposed),
    ("request for comments", Status::Proposed),
    ("rfc", Status::Proposed),
    ("draft", Status::Draft),
    ("drafting", Status::Draft),
    ("wip", Status::Draft),
    ("work in progress", Status::Draft),
    ("rejected", Status::Rejected),
    ("reject", Status::Rejected),
    ("declined", Status::Rejected),
    ("refused", Status::Rejected),
    ("not accepted", Status::Rejected),
    ("not approved", Status::Rejected),
    ("withdrawn", Status::Rejected),
    ("abandoned", Status::Rejected),
    ("cancelled", Status::Rejected),
    ("canceled", Status::Rejected),
    ("dropped", Status::Rejected),
    ("won't do", Status::Rejected),
    ("deprecated", Status::Deprecated),
    ("depreciated", Status::Deprecated),
    ("obsolete", Status::Deprecated),
    ("obsoleted", Status::Deprecated),
    ("retired", Status::Deprecated),
    ("expired", Status::Deprecated),
    ("stagnant", Status::Deprecated),
    ("outdated", Status::Deprecated),
    ("inactive", Status::Deprecated),
    ("archived", Status::Deprecated),
    ("no longer valid", Status::Deprecated),
    ("no longer in force", Status::Deprecated),
    ("superseded", Status::Superseded),
    ("superceded", Status::Superseded),
    ("supersceded", Status::Superseded),
    ("superseeded", Status::Superseded),
    ("supercedes by", Status::Superseded),
    ("replaced", Status::Superseded),
    ("obsoleted by", Status::Superseded),
    ("overridden", Status::Superseded),
    ("reversed", Status::Superseded),
];

/// Phrases for the known relations, lower case, with the field's usual misspellings.
pub const RELATION_PHRASES: &[(&str, Statement)] = &[
    ("supersedes", Statement::forward(Relation::Supersedes)),
    ("supersede", Statement::forward(Relation::Supersedes)),
    ("superseding", Statement::forward(Relation::Supersedes)),
    ("supercedes", Statement::forward(Relation::Supersedes)),
    ("supercede", Statement::forward(Relation::Supersedes)),
    ("superscedes", Statement::forward(Relation::Supersedes)),
    ("superseeds", Statement::forward(Relation::Supersedes)),
    ("superseedes", Statement::forward(Relation::Supersedes)),
    ("replaces", Statement::forward(Relation::Supersedes)),
    ("replace", Statement::forward(Relation::Supersedes)),
    ("obsoletes", Statement::forward(Relation::Supersedes)),
    ("overrides", Statement::forward(Relation::Supersedes)),
    ("retires", Statement::forward(Relation::Supersedes)),
    ("reverses", Statement::forward(Relation::Supersedes)),
    ("deprecates", Statement::forward(Relation::Supersedes)),
    ("superseded by", Statement::inverse(Relation::Supersedes)),
    ("superceded by", Statement::inverse(Relation::Supersedes)),
    ("supersceded by", Statement::inverse(Relation::Supersedes)),
    ("superseeded by", Statement::inverse(Relation::Supersedes)),
    ("supercedes by", Statement::inverse(Relation::Supersedes)),
    ("superseded in favor of", Statement::inverse(Relation::Supersedes)),
    ("superseded in favour of", Statement::inverse(Relation::Supersedes)),
    ("superseded with", Statement::inverse(Relation::Supersedes)),
    ("superseded in part by", Statement::inverse(Relation::Supersedes)),
    ("superseded-in-part by", Statement::inverse(Relation::Supersedes)),
    ("replaced by", Statement::inverse(Relation::Supersedes)),
    ("replaced with", Statement::inverse(Relation::Supersedes)),
    ("obsoleted by", Statement::inverse(Relation::Supersedes)),
    ("overridden by", Statement::inverse(Relation::Supersedes)),
    ("reversed by", Statement::inverse(Relation::Supersedes)),
    ("deprecated by", Statement::inverse(Relation::Supersedes)),
    ("deprecated in favor of", Statement::inverse(Relation::Supersedes)),
    ("deprecated in favour of", Statement::inverse(Relation::Supersedes)),
    ("rejected in favor of", Statement::forward(Relation::RelatesTo)),
    ("rejected in favour of", Statement::forward(Relation::RelatesTo)),
    ("amends", Statement::forward(Relation::Amends)),
    ("amend", Statement::forward(Relation::Amends)),
    ("revises", Statement::forward(Relation::Amends)),
    ("modifies", Statement::forward(Relation::Amends)),
    ("updates", Statement::forward(Relation::Amends)),
    ("extends", Statement::forward(Relation::Amends)),
    ("clarifies", Statement::forward(Relation::Amends)),
    ("corrects", Statement::forward(Relation::Amends)),
    ("amended by", Statement::inverse(Relation::Amends)),
    ("revised by", Statement::inverse(Relation::Amends)),
    ("modified by", Statement::inverse(Relation::Amends)),
    ("updated by", Statement::inverse(Relation::Amends)),
    ("extended by", Statement::inverse(Relation::Amends)),
    ("clarified by", Statement::inverse(Relation::Amends)),
    ("corrected by", Statement::inverse(Relation::Amends)),
    ("depends on", Statement::forward(Relation::DependsOn)),
    ("depend on", Statement::forward(Relation::DependsOn)),
    ("dependent on", Statement::forward(Relation::DependsOn)),
    ("depending on", Statement::forward(Relation::DependsOn)),
    ("requires", Statement::forward(Relation::DependsOn)),
    ("builds on", Statement::forward(Relation::DependsOn)),
    ("based on", Statement::forward(Relation::DependsOn)),
    ("required by", Statement::inverse(Relation::DependsOn)),
    ("enables", Statement::inverse(Relation::DependsOn)),
    ("is required by", Statement::inverse(Relation::DependsOn)),
    ("refines", Statement::forward(Relation::Refines)),
    ("refine", Statement::forward(Relation::Refines)),
    ("details", Statement::forward(Relation::Refines)),
    ("elaborates", Statement::forward(Relation::Refines)),
    ("refined by", Statement::inverse(Relation::Refines)),
    ("detailed by", Statement::inverse(Relation::Refines)),
    ("detailed in", Statement::inverse(Relation::Refines)),
    ("elaborated by", Statement::inverse(Relation::Refines)),
    ("relates to", Statement::forward(Relation::RelatesTo)),
    ("relate to", Statement::forward(Relation::RelatesTo)),
    ("related to", Statement::forward(Relation::RelatesTo)),
    ("related", Statement::forward(Relation::RelatesTo)),
    ("relates", Statement::forward(Relation::RelatesTo)),
    ("complements", Statement::forward(Relation::RelatesTo)),
    ("see also", Statement::forward(Relation::RelatesTo)),
    ("conflicts with", Statement::forward(Relation::ConflictsWith)),
    ("contradicts", Statement::forward(Relation::ConflictsWith)),
    ("governs", Statement::forward(Relation::Governs)),
    ("govern", Statement::forward(Relation::Governs)),
    ("applies to", Statement::forward(Relation::Governs)),
    ("shapes", Statement::forward(Relation::Governs)),
    ("governed by", Statement::inverse(Relation::Governs)),
    ("shaped by", Statement::inverse(Relation::Governs)),
    ("decided by", Statement::inverse(Relation::Governs)),
    ("satisfies", Statement::forward(Relation::Satisfies)),
    ("satisfy", Statement::forward(Relation::Satisfies)),
    ("fulfils", Statement::forward(Relation::Satisfies)),
    ("fulfills", Statement::forward(Relation::Satisfies)),
    ("implements", Statement::forward(Relation::Satisfies)),
    ("meets", Statement::forward(Relation::Satisfies)),
    ("addresses", Statement::forward(Relation::Satisfies)),
    ("satisfied by", Statement::inverse(Relation::Satisfies)),
    ("fulfilled by", Statement::inverse(Relation::Satisfies)),
    ("implemented by", Statement::inverse(Relation::Satisfies)),
    ("met by", Statement::inverse(Relation::Satisfies)),
    ("addressed by", Statement::inverse(Relation::Satisfies)),
];

/// The sections that dialects and rules look for. A configuration may give them further names.
pub const SECTIONS: &[&str] = &[
    "Status",
    "Date",
    "Context",
    "Decision",
    "Consequences",
    "Positive",
    "Negative",
    "Risks",
    "Alternatives Considered",
    "Links",
    "Changelog",
    "Purpose",
    "Public API",
    "Dependencies",
    "Internal",
    "External",
    "Error Handling",
    "Testing Strategy",
    "Rationale",
    "Verification",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_statement_is_found_by_its_own_name() {
        for relation in Relation::ALL {
            for statement in [Statement::forward(relation), Statement::inverse(relation)] {
                let found = Statement::from_name(statement.as_str()).expect("a name");
                assert_eq!(found.as_str(), statement.as_str());
            }
        }
        assert_eq!(Statement::from_name("supersedes-not"), None);
    }

    #[test]
    fn a_symmetric_relation_reads_the_same_from_both_ends() {
        let relates = Statement::forward(Relation::RelatesTo);
        assert_eq!(relates.flipped(), relates);
        assert_eq!(Statement::forward(Relation::Supersedes).flipped().as_str(), "superseded-by");
    }

    #[test]
    fn words_are_lower_case_and_said_once() {
        let others = languages::STATUSES.iter().flat_map(|(_, words)| words.iter().copied());
        let words: Vec<_> = STATUS_WORDS.iter().map(|(word, _)| *word).chain(others).collect();
        let phrases = RELATION_PHRASES.iter().chain(languages::PHRASES);
        let phrases: Vec<_> = phrases.map(|(phrase, _)| *phrase).collect();
        for list in [words, phrases] {
            for (at, word) in list.iter().enumerate() {
                assert_eq!(*word, word.to_lowercase());
                assert!(!list[..at].contains(word), "{word} twice");
            }
        }
    }
}
