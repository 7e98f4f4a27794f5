//! Everything that is tested from outside, in one binary.

mod fixture;
mod inject;
mod mdbook;
mod preprocess;
#[cfg(feature = "site")]
mod site;
