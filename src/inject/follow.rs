//! Follows the includes of a page whose documents mdBook has not brought in yet.

use std::sync::LazyLock;

use regex::Regex;

use super::Splice;
use crate::book::relative;
use crate::book::{Chapter, folder_of, join};
use crate::render::View;
use crate::source::Sources;

/// The text with its includes followed, where a document's title stands in a file that mdBook has not included yet.
///
/// Only where the text is still the disk's: nothing that another preprocessor did may be lost.
pub(super) fn followed(view: &View<'_>, chapter: &Chapter, content: &str) -> Option<String> {
    let sources = &view.library.sources;
    let on_disk = sources.text(chapter.file).trim_start_matches('\u{feff}');
    let is_split = chapter.text.files().len() > 1 || chapter.text.file_at(0) != chapter.file;
    if !is_split || content.trim_start_matches('\u{feff}') != on_disk {
        return None;
    }
    Some(super::splice(chapter.text.as_str(), moved_includes(sources, chapter)))
}

/// What is left to mdBook to include was named beside the file that names it, and now stands in the chapter.
fn moved_includes(sources: &Sources, chapter: &Chapter) -> Vec<Splice> {
    static DIRECTIVE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\\?\{\{\s*#(?:include|rustdoc_include|playground|playpen)\s+([^}\s:]+)")
            .expect("a valid pattern")
    });
    let home = folder_of(&chapter.path);
    DIRECTIVE
        .captures_iter(chapter.text.as_str())
        .filter(|found| !found[0].starts_with('\\'))
        .filter_map(|found| {
            let path = found.get(1)?;
            let folder = folder_of(sources.path(chapter.text.file_at(path.start())));
            let text = relative(home, &join(folder, path.as_str()));
            (folder != home).then(|| Splice { at: path.range(), text })
        })
        .collect()
}
