//! What is said at the end of a run: the findings in one of several formats, the counts, the verdict.

use crate::finding::{Finding, Level};
use crate::source::Sources;

/// What a run found, and what it looked at.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The texts.
    pub sources: &'a Sources,
    /// The findings in the order in which they are shown; none at allow level.
    pub findings: &'a [Finding],
    /// How many documents were checked.
    pub documents: usize,
}

/// What a run comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// No finding at deny level.
    Clean,
    /// Some.
    Denied,
}

impl Report<'_> {
    /// What the run comes to.
    pub fn verdict(&self) -> Verdict {
        if self.findings.iter().any(|finding| finding.level == Level::Deny) { Verdict::Denied } else { Verdict::Clean }
    }

    /// How many findings stand at a level.
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|finding| finding.level == level).count()
    }
}
