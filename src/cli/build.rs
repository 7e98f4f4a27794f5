//! `build`: the site, with mdBook embedded.

#[cfg(feature = "site")]
use std::io;
use std::path::Path;

#[cfg(feature = "site")]
use anyhow::Context as _;

use super::levels::Levels;
#[cfg(feature = "site")]
use super::output;
#[cfg(feature = "site")]
use super::progress::Progress;
#[cfg(not(feature = "site"))]
use super::trouble::Trouble;
use crate::report::Verdict;
#[cfg(feature = "site")]
use crate::report::{self, Format, Report, Style};
use crate::rules::Override;
#[cfg(feature = "site")]
use crate::site::{self, Step};

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
    let progress = Progress::start();
    log_to_stderr(&progress);
    let built = site::build_telling(dir, dest, overrides, &|step| progress.say(said(step)))?;
    drop(progress);
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

#[cfg(feature = "site")]
fn said(step: Step) -> String {
    match step {
        Step::Reading => "reading".to_owned(),
        Step::Checking { documents: 1 } => "checking 1 document".to_owned(),
        Step::Checking { documents } => format!("checking {documents} documents"),
        Step::Rendering { pages: 1 } => "rendering 1 page".to_owned(),
        Step::Rendering { pages } => format!("rendering {pages} pages"),
    }
}

/// Shows what mdBook has to say; warnings and worse, unless `MDBOOK_LOG` asks for more.
#[cfg(feature = "site")]
fn log_to_stderr(progress: &Progress) {
    let filter = tracing_subscriber::EnvFilter::builder()
        .with_env_var("MDBOOK_LOG")
        .with_default_directive(tracing_subscriber::filter::LevelFilter::WARN.into())
        .from_env_lossy();
    let logging = tracing_subscriber::fmt()
        .without_time()
        .with_ansi(false)
        .with_target(false)
        .with_writer(progress.writer())
        .with_env_filter(filter);
    // Fails where a program that uses this library has its own.
    drop(logging.try_init());
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
