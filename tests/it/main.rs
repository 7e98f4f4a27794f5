//! The integration tests, in one binary.

#![expect(clippy::disallowed_methods, reason = "tests read and write files of the repository")]

mod generated;
mod rule_pages;

use std::path::{Path, PathBuf};

/// A file of the repository.
fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Whether files that a test compares are to be written instead.
fn updating() -> bool {
    std::env::var_os("UPDATE_PAGES").is_some_and(|value| value == "1")
}
