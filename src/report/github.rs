//! Findings as workflow commands, which GitHub turns into annotations of a change.

use std::io::{self, Write};

use super::visible::{lines, one_line};
use super::{Report, counted, headline};
use crate::finding::{Finding, Level};
use crate::source::Sources;

/// How many annotations of a level GitHub shows for one step; it drops the rest in silence.
const SHOWN_PER_LEVEL: usize = 10;

/// Writes a command for each finding, then the counts in a plain line, with how many GitHub will not show.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for finding in report.findings {
        write_command(report.sources, finding, out)?;
    }
    write!(out, "{}", report.totals())?;
    let beyond = |level, noun| match report.count(level).saturating_sub(SHOWN_PER_LEVEL) {
        0 => None,
        beyond => Some(counted(beyond, noun)),
    };
    let beyond: Vec<String> = [beyond(Level::Deny, "error"), beyond(Level::Warn, "warning")]
        .into_iter()
        .flatten()
        .collect();
    if !beyond.is_empty() {
        write!(
            out,
            "; GitHub shows {SHOWN_PER_LEVEL} of each: {} only in this log",
            beyond.join(" and ")
        )?;
    }
    writeln!(out)
}

/// The path is seen from where the program was started, which in a workflow is the repository's root.
///
/// Only the start: with an end, GitHub shows the annotation below the last line, away from what is wrong.
fn write_command(sources: &Sources, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let place = sources.position(finding.primary.file, finding.primary.start);
    writeln!(
        out,
        "::{} file={},line={},col={},title={}::{}",
        headline(finding.level),
        property(&sources.path_from_here(finding.primary.file)),
        place.line,
        place.column,
        property(finding.rule),
        data(&lines(&finding.message)),
    )
}

/// A command's text. An escaped line feed is shown as one.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A command's property, where colon and comma have a meaning too.
fn property(text: &str) -> String {
    data(&one_line(text)).replace(':', "%3A").replace(',', "%2C")
}
