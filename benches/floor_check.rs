//! `floor_check DIR`: the floor of `check` as a process of its own.

#![expect(clippy::disallowed_methods, reason = "it reads a book")]
#![expect(clippy::print_stdout, reason = "the answer")]

mod floor;

use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let root = std::env::args_os().nth(1).map_or_else(|| PathBuf::from("."), PathBuf::from);
    let (broken, all) = floor::check(&root)?;
    println!("{broken} of {all} links are broken");
    Ok(())
}
