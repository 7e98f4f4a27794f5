//! x
pub mod source; pub mod finding; pub mod vocabulary; pub mod front_matter; pub mod markdown; pub mod config; pub mod book; pub mod document; pub mod dialect;
