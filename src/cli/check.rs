//! `check`: all rules, and what they find.

use std::path::Path;

use super::levels::Levels;
use super::{CheckFormat, output};
use crate::analysis::Outlines;
use crate::report::{self, Format, Report, Verdict};
use crate::rules;

/// Checks what lies below `dir` and prints the findings. An error where nothing could be checked or printed.
pub fn run(dir: &Path, format: CheckFormat, levels: &Levels) -> anyhow::Result<Verdict> {
    let overrides = levels.overrides()?;
    let mut library = super::load(dir)?;
    if dir.is_relative() {
        library.sources.set_below(&dir.to_string_lossy().replace('\\', "/"));
    }
    let (analysis, findings) = rules::analyze_and_check(&library, Outlines::Dropped, &overrides);
    let report = Report {
        sources: &library.sources,
        findings: &findings,
        documents: analysis.documents.len(),
    };
    output::print(|out, style| report::write(format.into(), &report, out, style))?;
    let verdict = report.verdict();
    // The process ends here, which frees everything at once; piece by piece takes its time.
    std::mem::forget((library, analysis));
    Ok(verdict)
}

impl From<CheckFormat> for Format {
    fn from(format: CheckFormat) -> Self {
        match format {
            CheckFormat::Human => Self::Human,
            CheckFormat::Short => Self::Short,
            CheckFormat::Json => Self::Json,
            CheckFormat::Github => Self::Github,
        }
    }
}
