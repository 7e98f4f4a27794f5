//! One finding: what a rule says, where, and what to do about it.

use std::fmt;

use crate::source::Span;

/// How a finding counts. Ordered: allow < warn < deny.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Not reported.
    Allow,
    /// Reported; the verdict stays clean.
    Warn,
    /// Reported; the build fails.
    Deny,
}

impl Level {
    /// The three levels, mildest first.
    pub const ALL: [Self; 3] = [Self::Allow, Self::Warn, Self::Deny];

    /// The word that configuration and JSON use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Warn => "warn",
            Self::Deny => "deny",
        }
    }

    /// The level that a word of the configuration names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == word)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A second place that explains the finding: the other end of a relation, a line of configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The place.
    pub span: Span,
    /// What is to be seen there.
    pub label: String,
}

/// A replacement that a program may apply: the bytes under `span` become `replacement`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// What stands there afterwards.
    pub replacement: String,
}

/// One thing that a rule says. Cannot be made without the place that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name.
    pub rule: &'static str,
    /// How it counts; `rules::check` sets it from the configuration.
    pub level: Level,
    /// What is wrong, in one line; quotes the offending text.
    pub message: String,
    /// The text that is wrong.
    pub primary: Span,
    /// Words under the primary caret; may be empty.
    pub label: String,
    /// Other places, most helpful first.
    pub related: Vec<Related>,
    /// What to do, one sentence each.
    pub help: Vec<String>,
    /// The edit that mends it, where one is certain.
    pub edit: Option<Edit>,
}

impl Finding {
    /// A finding of `rule` at `primary`.
    pub fn new(rule: &'static str, primary: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            level: Level::Deny,
            message: message.into(),
            primary,
            label: String::new(),
            related: Vec::new(),
            help: Vec::new(),
            edit: None,
        }
    }

    /// Words under the primary caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Another place that explains the finding.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push(Related { span, label: label.into() });
        self
    }

    /// What the reader can do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// The edit that mends it.
    #[must_use]
    pub fn edit(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.edit = Some(Edit { span, replacement: replacement.into() });
        self
    }
}
