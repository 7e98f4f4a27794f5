//! What mdBook writes into its sidebar without care: in a string of a script, between single quotes, as HTML.

use mdbook_driver::book::{Book, BookItem, Chapter};

use super::BuildError;

/// Refuses paths of pages that would end the string or an attribute in it, and takes out of the names what the
/// script would read as an escape: mdBook escapes names for HTML only (mdbook-html 0.5.4, `toc.js.hbs`).
pub(super) fn make_safe(book: &mut Book) -> Result<(), BuildError> {
    let mut refused = None;
    book.for_each_mut(|item| match item {
        BookItem::Chapter(chapter) => {
            chapter.name = harmless(&chapter.name);
            refused = refused.take().or_else(|| dangerous_path(chapter));
        }
        BookItem::PartTitle(title) => *title = harmless(title),
        BookItem::Separator => {}
    });
    refused.map_or(Ok(()), |path| Err(BuildError::PagePath(path)))
}

fn dangerous_path(chapter: &Chapter) -> Option<String> {
    let path = chapter.path.as_deref()?.to_string_lossy().into_owned();
    // On Windows, mdBook makes a slash of the backslash.
    let is_dangerous = |c: char| {
        matches!(c, '\'' | '"' | '<' | '>') || c.is_control() || (c == '\\' && !cfg!(windows))
    };
    path.contains(is_dangerous).then_some(path)
}

/// A backslash begins an escape in the script, and a line break ends its string.
fn harmless(name: &str) -> String {
    let replaced = |c: char| match c {
        '\\' => '\u{2216}', // the set minus, which looks the same
        '\u{2028}' | '\u{2029}' => ' ',
        c if c.is_control() => ' ',
        c => c,
    };
    name.chars().map(replaced).collect()
}
