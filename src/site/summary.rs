//! A book's table of contents as mdBook reads it, without what it could not open or would write among the sources.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use mdbook_summary::{Summary, SummaryItem, parse_summary};

use crate::book::{Book, Library, Place, join};

/// The contents of the book at the library's root. An entry without a page becomes a draft: a name in the sidebar.
pub(super) fn read(library: &Library) -> anyhow::Result<Summary> {
    let book = &library.books[0];
    let Some(listed) = &book.summary else {
        anyhow::bail!("`{}` is missing", join(&book.src, "SUMMARY.md"))
    };
    let path = library.sources.path(listed.file);
    let mut summary = parse_summary(library.sources.text(listed.file))
        .with_context(|| format!("failed to read `{path}`"))?;
    for items in
        [&mut summary.prefix_chapters, &mut summary.numbered_chapters, &mut summary.suffix_chapters]
    {
        settle(items, library, book);
    }
    Ok(summary)
}

fn settle(items: &mut [SummaryItem], library: &Library, book: &Book) {
    for item in items {
        if let SummaryItem::Link(link) = item {
            link.location =
                link.location.take().and_then(|location| found(&location, library, book));
            settle(&mut link.nested_items, library, book);
        }
    }
}

/// The page as it is spelled on disk; none where there is none inside the sources.
fn found(location: &Path, library: &Library, book: &Book) -> Option<PathBuf> {
    let written = location.to_str()?.replace(std::path::MAIN_SEPARATOR, "/");
    if location.is_absolute() || join("", &written).starts_with("..") {
        return None;
    }
    let path = join(&book.src, &written);
    match library.tree.find(&path) {
        Place::File(path) if library.unreadable.iter().any(|bad| bad.path == path) => None,
        Place::File(path) => {
            let inside = if book.src.is_empty() {
                Some(path.as_str())
            } else {
                path.strip_prefix(book.src.as_str())
            };
            Some(inside?.trim_start_matches('/').into())
        }
        // There, though git ignores it.
        Place::Elsewhere | Place::Unknown => Some(location.to_owned()),
        Place::Folder(_) | Place::Missing => None,
    }
}
