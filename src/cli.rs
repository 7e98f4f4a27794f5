//! The commands and their options, as clap sees them.

pub mod list;
