//! `build`: the site, with mdBook embedded.

use std::path::Path;

use super::levels::Levels;
use super::trouble::Trouble;
use crate::report::Verdict;
use crate::rules::Override;

/// Publishes what lies below `dir` and prints the path of the first page. An error where it could not be done.
pub fn run(
    dir: &Path,
    dest: Option<&Path>,
    open: bool,
    levels: &Levels,
) -> anyhow::Result<Verdict> {
    publish(dir, dest, open, &levels.overrides()?)
}

// WIRE AT MERGE: `crate::site::build(dir, dest, overrides)`; print the findings to standard error, the first page's
// path to standard output with `output::print`, then open it.
#[cfg(feature = "site")]
fn publish(
    _dir: &Path,
    _dest: Option<&Path>,
    _open: bool,
    _overrides: &[Override],
) -> anyhow::Result<Verdict> {
    Err(Trouble { message: "the site is not built in yet".to_owned(), help: Vec::new() }.into())
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
