//! The one integration test binary: one link, and helpers that everybody shares.

#![expect(clippy::disallowed_methods, reason = "tests prepare their own files")]

mod cli;
mod formats;
mod run;
mod templates;
