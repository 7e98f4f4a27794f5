//! What is said at the end of a run: the findings in one of several formats, the counts, the verdict.

pub mod colour;
pub mod github;
pub mod human;
pub mod json;
pub mod short;
pub mod visible;
mod window;

use std::io::{self, Write};

use crate::finding::{Finding, Level};
use crate::source::Sources;

pub use colour::Style;
pub use human::config_error;

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// For people, in the form of rustc.
    #[default]
    Human,
    /// One line for each finding.
    Short,
    /// One JSON object.
    Json,
    /// Commands that GitHub turns into annotations of a change.
    Github,
}

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
        if self.findings.iter().any(|finding| finding.level == Level::Deny) {
            Verdict::Denied
        } else {
            Verdict::Clean
        }
    }

    /// How many findings stand at a level.
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|finding| finding.level == level).count()
    }

    /// The counts in words, without an end of line: `3 errors and 2 warnings in 41 documents`.
    pub fn totals(&self) -> String {
        let counts = [(self.count(Level::Deny), "error"), (self.count(Level::Warn), "warning")];
        let found: Vec<String> = counts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, noun)| counted(count, noun))
            .collect();
        let documents = counted(self.documents, "document");
        if found.is_empty() {
            return format!("{documents} checked: no findings");
        }
        format!("{} in {documents}", found.join(" and "))
    }
}

/// A count and its noun: `no documents`, `1 document`, `2 documents`.
pub fn counted(count: usize, noun: &str) -> String {
    match count {
        0 => format!("no {noun}s"),
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}

/// Writes a report. Only [`Format::Human`] is ever styled: the others are for programs.
///
/// Errors are those of `out`.
pub fn write(
    format: Format,
    report: &Report<'_>,
    out: &mut dyn Write,
    style: Style,
) -> io::Result<()> {
    match format {
        Format::Human => human::write(report, out, style),
        Format::Short => short::write(report, out),
        Format::Json => json::write(report, out),
        Format::Github => github::write(report, out),
    }
}

/// The word that people know a level by: rustc's.
fn headline(level: Level) -> &'static str {
    match level {
        Level::Deny => "error",
        Level::Warn | Level::Allow => "warning",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn totals_agree_with_their_nouns() {
        let mut sources = Sources::default();
        let file = sources.add("a.md", "x");
        let finding =
            |level| Finding { level, ..Finding::new("some-rule", Span::new(file, 0..1), "x") };
        let totals = |deny: usize, warn: usize, documents: usize| {
            let mut findings = vec![finding(Level::Deny); deny];
            findings.extend(vec![finding(Level::Warn); warn]);
            Report { sources: &sources, findings: &findings, documents }.totals()
        };
        assert_eq!(totals(3, 2, 41), "3 errors and 2 warnings in 41 documents");
        assert_eq!(totals(1, 1, 1), "1 error and 1 warning in 1 document");
        assert_eq!(totals(0, 2, 41), "2 warnings in 41 documents");
        assert_eq!(totals(0, 0, 42), "42 documents checked: no findings");
        assert_eq!(totals(1, 0, 0), "1 error in no documents");
        assert_eq!(totals(0, 0, 0), "no documents checked: no findings");
    }
}
