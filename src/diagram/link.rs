//! Where a document is: its page, and the place in it.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::analysis::Analysis;
use crate::document::{Document, DocumentId};
use crate::resolve::anchor_of;

/// What may not stand in the path of a link.
const NOT_IN_PATHS: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'?').add(b'`');

/// Links for a file at the top of the user's folder, to the files as they are written.
pub fn from_top(analysis: &Analysis) -> impl Fn(DocumentId) -> Option<String> + use<'_> {
    move |id| {
        let document = analysis.document(id);
        Some(linked(&document.path, document))
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
