//! Where a document is: its page, and the place in it.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::analysis::Analysis;
use crate::book::{Library, folder_of, relative};
use crate::document::{Document, DocumentId};
use crate::resolve::anchor_of;

/// What may not stand in the path of a link.
const NOT_IN_PATHS: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'?').add(b'`');

/// Links for the page at `page`, relative to the user's folder, as `page.md#anchor`. mdBook makes `.html` of it.
pub fn from_page<'a>(
    analysis: &'a Analysis,
    library: &'a Library,
    page: &'a str,
) -> impl Fn(DocumentId) -> String + use<'a> {
    move |id| {
        let document = analysis.document(id);
        let target = &library.books[document.page.book].chapters[document.page.chapter].path;
        linked(&relative(folder_of(page), target), document)
    }
}

/// Links for a file at the top of the user's folder, to the files as they are written.
pub fn from_top(analysis: &Analysis) -> impl Fn(DocumentId) -> String + use<'_> {
    move |id| {
        let document = analysis.document(id);
        linked(&document.path, document)
    }
}

fn linked(path: &str, document: &Document) -> String {
    let mut link = utf8_percent_encode(path, NOT_IN_PATHS).to_string();
    // A first segment with a colon would be a scheme.
    if link.split('/').next().is_some_and(|first| first.contains(':')) {
        link.insert_str(0, "./");
    }
    let anchor =
        document.section.clone().or_else(|| document.id.as_ref().map(|id| anchor_of(&id.value)));
    if let Some(anchor) = anchor {
        link.push('#');
        link.extend(utf8_percent_encode(&anchor, NOT_IN_PATHS));
    }
    link
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_leads_up_and_down() {
        assert_eq!(relative("", "a.md"), "a.md");
        assert_eq!(relative("src/decisions", "src/decisions/a.md"), "a.md");
        assert_eq!(relative("src/decisions", "src/modules/a.md"), "../modules/a.md");
        assert_eq!(relative("src", "other/a.md"), "../other/a.md");
        assert_eq!(relative("a/b", "a.md"), "../../a.md");
    }
}
