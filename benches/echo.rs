//! The floor of a preprocessor: reads the book that mdBook sends, and hands it back as it is.
//!
//! `echo FILE` also keeps what mdBook sent, so that a preprocessor can be run without mdBook.

#![expect(clippy::disallowed_methods, reason = "it keeps a request")]

use std::io::{Read as _, Write as _};

use serde_json::Value;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|word| word == "supports") {
        return Ok(());
    }
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    let (_context, book): (Value, Value) = serde_json::from_slice(&bytes)?;
    if let Some(path) = arguments.first() {
        std::fs::write(path, &bytes)?;
    }
    let mut out = std::io::stdout().lock();
    out.write_all(&serde_json::to_vec(&book)?)?;
    Ok(out.flush()?)
}
