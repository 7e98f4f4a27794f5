//! One line for each finding, for editors and for searching.

use std::io::{self, Write};

use super::visible::one_line;
use super::{Report, headline};

/// Writes `path:line:column: error[rule]: message` for each finding, and nothing else.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for finding in report.findings {
        let path = one_line(report.sources.path(finding.primary.file));
        let place = report.sources.position(finding.primary.file, finding.primary.start);
        let (word, rule) = (headline(finding.level), finding.rule);
        let message = one_line(&finding.message);
        writeln!(out, "{path}:{}:{}: {word}[{rule}]: {message}", place.line, place.column)?;
    }
    Ok(())
}
