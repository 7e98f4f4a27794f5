//! Findings for programs: one JSON object with a version. Keys are only ever added.

use std::io::{self, Write};

use serde::Serialize;

use super::{Report, visible};
use crate::finding::{Finding, Level};
use crate::source::{Sources, Span};

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    findings: Vec<Entry<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Entry<'a> {
    rule: &'a str,
    level: &'a str,
    message: &'a str,
    label: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
    related: Vec<Related<'a>>,
    help: &'a [String],
    edit: Option<Edit<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    label: &'a str,
}

#[derive(Serialize)]
struct Edit<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    replacement: &'a str,
}

/// Lines and columns count from 1, columns in characters; the end is the place after the last character.
#[derive(Serialize)]
struct Place<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Summary {
    documents: usize,
    deny: usize,
    warn: usize,
}

/// Writes the object, indented, with a line feed at its end. Texts are exact: what steers a terminal is escaped.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let document = Document {
        schema: 1,
        findings: report.findings.iter().map(|finding| entry(report.sources, finding)).collect(),
        summary: Summary {
            documents: report.documents,
            deny: report.count(Level::Deny),
            warn: report.count(Level::Warn),
        },
    };
    write_value(&document, out)
}

/// Writes any value as the programs that read `--format json` expect it: indented, with a line feed at its end.
pub fn write_value<T: Serialize>(value: &T, out: &mut dyn Write) -> io::Result<()> {
    let json = serde_json::to_string_pretty(value)?;
    writeln!(out, "{}", visible::json(&json))
}

fn entry<'a>(sources: &'a Sources, finding: &'a Finding) -> Entry<'a> {
    let related = finding.related.iter();
    Entry {
        rule: finding.rule,
        level: finding.level.as_str(),
        message: &finding.message,
        label: &finding.label,
        place: place(sources, finding.primary),
        related: related
            .map(|one| Related { place: place(sources, one.span), label: &one.label })
            .collect(),
        help: &finding.help,
        edit: finding
            .edit
            .as_ref()
            .map(|edit| Edit { place: place(sources, edit.span), replacement: &edit.replacement }),
    }
}

fn place(sources: &Sources, span: Span) -> Place<'_> {
    let span = sources.clamp(span);
    let (start, end) =
        (sources.position(span.file, span.start), sources.position(span.file, span.end));
    Place {
        path: sources.path(span.file),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}
