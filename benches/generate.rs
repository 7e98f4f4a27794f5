//! Writes a generated book: `generate DIR DECISIONS [nygard [DEFECTS]]`. Prints where it planted what, as JSON.

#![expect(clippy::disallowed_methods, reason = "it writes a book")]
#![expect(clippy::print_stdout, reason = "the answer")]

mod defects;
mod generated_book;
mod words;

use std::path::Path;

use anyhow::Context as _;
use generated_book::{Book, Dialect};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let at = |at: usize| arguments.get(at).map(String::as_str);
    let dir = Path::new(at(0).context("no folder")?);
    let count = at(1).context("no number of decisions")?.parse()?;
    let dialect = if at(2) == Some("nygard") { Dialect::Nygard } else { Dialect::Template };
    let mut book = Book::new(count, dialect);
    let planted = match at(3) {
        Some(each) => defects::plant(&mut book, each.parse()?).map_err(anyhow::Error::msg)?,
        None => defects::Planted::new(),
    };
    for (path, text) in book.files() {
        let path = dir.join(path);
        std::fs::create_dir_all(path.parent().context("a file lies in a folder")?)?;
        std::fs::write(path, text)?;
    }
    println!("{}", serde_json::to_string(&planted)?);
    Ok(())
}
