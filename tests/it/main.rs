//! The one integration test binary: one link, and helpers that everybody shares.

#![expect(clippy::disallowed_methods, reason = "tests prepare their own files")]
#![expect(clippy::unwrap_used, reason = "a test may stop")]
#![expect(clippy::print_stderr, reason = "a test says what it measured and what it left out")]

mod benches;
mod cli;
mod configured;
mod corpora;
mod dialects;
mod fixture;
mod formats;
mod fuzzed;
mod generated;
mod generator;
mod graph;
mod guide;
mod hostile;
#[cfg(feature = "site")]
mod hostile_site;
mod inject;
mod mdbook;
mod planted;
mod preprocess;
mod properties;
#[cfg(feature = "site")]
mod published;
#[cfg(all(feature = "site", unix))]
mod publishing;
mod reading;
mod readme;
mod rule_pages;
mod run;
#[cfg(feature = "site")]
mod site;
mod templates;
mod tidy;
