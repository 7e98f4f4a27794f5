//! The one integration binary. CONTRIBUTING.md says which module holds what.
#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test may stop and may touch its own files")]
#![expect(clippy::print_stderr, reason = "a test says what it left out")]

mod corpora;
mod dialects;
