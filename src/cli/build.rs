//! `build`: the site, with mdBook embedded.

#[cfg(feature = "site")]
use std::io;
use std::path::Path;

#[cfg(feature = "site")]
use anyhow::Context as _;

use super::levels::Levels;
#[cfg(feature = "site")]
use super::output;
#[cfg(not(feature = "site"))]
use super::trouble::Trouble;
use crate::report::Verdict;
#[cfg(feature = "site")]
use crate::report::{self, Format, Report, Style};
use crate::rules::Override;
#[cfg(feature = "site")]
use crate::site;

/// Publishes what lies below `dir` and prints the path of the first page. An error where it could not be done.
pub fn run(
    dir: &Path,
    dest: Option<&Path>,
    open: bool,
    levels: &Levels,
) -> anyhow::Result<Verdict> {
    publish(dir, dest, open, &levels.overrides()?)
}

#[cfg(feature = "site")]
fn publish(
    dir: &Path,
    dest: Option<&Path>,
    open: bool,
    overrides: &[Override],
) -> anyhow::Result<Verdict> {
    let built = site::build(dir, dest, overrides)?;
    let report = Report {
        sources: &built.loaded.library.sources,
        findings: &built.findings,
        documents: built.loaded.analysis.documents.len(),
    };
    // The page's path is the answer; what there is to say on the way goes beside it.
    let style = Style::of(&io::stderr());
    report::write(Format::Human, &report, &mut output::stream(io::stderr(), style), style)
        .context("failed to write to standard error")?;
    if let Some(page) = &built.first_page {
        output::print(|out, _| writeln!(out, "{}", page.display()))?;
        if open {
            ::open::that_detached(page).context("failed to open the first page in a browser")?;
        }
    }
    Ok(report.verdict())
}

#[cfg(not(feature = "site"))]
fn publish(
    _dir: &Path,
    _dest: Option<&Path>,
    _open: bool,
    _overrides: &[Override],
) -> anyhow::Result<Verdict> {
    let message =
        "this binary was built without the `site` feature, which embeds mdBook".to_owned();
    let help =
        "install it without `--no-default-features`, or run `mdbook build` with the preprocessor"
            .to_owned();
    Err(Trouble { message, help: vec![help] }.into())
}
