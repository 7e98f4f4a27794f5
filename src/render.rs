//! Which insert goes where: an anchor before a document's title; under it the status, what took its place, and what
//! its front matter said.

pub mod badge;
pub mod banner;
pub mod escape;
pub mod facts;
pub mod references;
pub mod relations;
pub mod shelf;
pub mod views;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use foldhash::HashMap;

use crate::analysis::Analysis;
use crate::book::{Library, as_link};
use crate::diagram;
use crate::dialect::heading::fold;
use crate::document::{Document, DocumentId, PageId, literal_key};
use crate::resolve::anchor_of;
use shelf::Shelf;

/// How inserts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// For mdBook's own HTML renderer.
    Html,
    /// For every other output.
    Markdown,
}

/// Renderers that look at the text and publish nothing: what they check must be what the author wrote.
const CHECKERS: [&str; 4] = ["test", "linkcheck", "linkcheck2", "xgettext"];

impl Medium {
    /// What a renderer takes; none for one that only checks.
    pub fn of(renderer: &str) -> Option<Self> {
        match renderer {
            "html" => Some(Self::Html),
            checker if CHECKERS.contains(&checker) => None,
            _ => Some(Self::Markdown),
        }
    }

    /// What stands between two inserts at one place.
    pub fn between(self) -> &'static str {
        match self {
            Self::Html => "",
            Self::Markdown => "\n\n",
        }
    }
}

/// Everything that an insert may speak of, for one output of one book.
#[derive(Debug)]
pub struct View<'a> {
    /// What was loaded.
    pub library: &'a Library,
    /// What is known of it.
    pub analysis: &'a Analysis,
    /// How inserts are written.
    pub medium: Medium,
    /// Where the pages stand.
    pub shelf: &'a Shelf,
    documents: BTreeMap<PageId, Vec<DocumentId>>,
    numbered: HashMap<(usize, u64), Vec<DocumentId>>,
    /// By book, and the key of an id that is more than a prefix and a number.
    literal: HashMap<(usize, String), Vec<DocumentId>>,
}

impl<'a> View<'a> {
    /// The view of one output.
    pub fn new(
        library: &'a Library,
        analysis: &'a Analysis,
        medium: Medium,
        shelf: &'a Shelf,
    ) -> Self {
        let mut documents: BTreeMap<PageId, Vec<DocumentId>> = BTreeMap::new();
        let mut numbered: HashMap<(usize, u64), Vec<DocumentId>> = HashMap::default();
        let mut literal: HashMap<(usize, String), Vec<DocumentId>> = HashMap::default();
        for (id, document) in analysis.all() {
            if let Some(own) = document.literal_id() {
                let key = (document.page.book, literal_key(&own.value));
                literal.entry(key).or_default().push(id);
            }
            documents.entry(document.page).or_default().push(id);
            if let Some(number) = document.number {
                numbered.entry((document.page.book, number)).or_default().push(id);
            }
        }
        for found in documents.values_mut() {
            found.sort_by_key(|id| analysis.document(*id).extent.start);
        }
        Self { library, analysis, medium, shelf, documents, numbered, literal }
    }

    /// The documents of a page, from its head to its foot.
    pub fn documents_of(&self, page: PageId) -> &[DocumentId] {
        self.documents.get(&page).map_or(&[], Vec::as_slice)
    }

    /// The one document of a book with a number behind a prefix, folded.
    pub fn only(&self, book: usize, prefix: &str, number: u64) -> Option<DocumentId> {
        let mut fitting = self.numbered.get(&(book, number))?.iter().filter(|id| {
            let own = &self.analysis.document(**id).prefix;
            fold(own) == prefix || (own.is_empty() && prefix == "adr")
        });
        fitting.next().filter(|_| fitting.next().is_none()).copied()
    }

    /// The one document of a book with an id that is more than a prefix and a number.
    pub fn called(&self, book: usize, id: &str) -> Option<DocumentId> {
        if self.literal.is_empty() {
            return None;
        }
        match self.literal.get(&(book, literal_key(id)))?.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// The path from one page to a document, down to its title; none where this output does not show it.
    pub fn href(&self, from: PageId, to: DocumentId) -> Option<String> {
        let document = self.analysis.document(to);
        let mut href = self.shelf.href(from, document.page)?;
        // Other outputs get no anchors, and only headings answer to fragments.
        let anchor = document
            .id
            .as_ref()
            .filter(|_| self.medium == Medium::Html)
            .map(|id| anchor_of(&id.value));
        if let Some(fragment) = anchor.or_else(|| document.section.clone()) {
            href.push('#');
            href.push_str(&as_link(&fragment));
        }
        Some(href)
    }

    /// A document's full name, leading to it where it can be led to; escaped.
    pub fn link(&self, from: PageId, to: DocumentId) -> String {
        let name = self.text(&self.analysis.document(to).full_name());
        match (self.href(from, to), self.medium) {
            (None, _) => name,
            (Some(href), Medium::Html) => format!("<a href=\"{}\">{name}</a>", escape::html(&href)),
            (Some(href), Medium::Markdown) => format!("[{name}]({href})"),
        }
    }

    /// A text from a document, escaped for where it lands.
    pub fn text(&self, text: &str) -> String {
        match self.medium {
            Medium::Html => escape::html(text),
            Medium::Markdown => escape::markdown(text),
        }
    }
}

/// What goes to one document's title. Without line breaks in HTML; with `\n` in Markdown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Insert {
    /// The fragment that the title answers to, besides its own.
    pub anchor: Option<String>,
    /// A title for a page whose only one stood in the front matter.
    pub title: Option<String>,
    /// What stands under the title; may be empty.
    pub body: String,
}

impl Insert {
    /// Puts something more under the title.
    pub fn add(&mut self, medium: Medium, more: &str) {
        if !self.body.is_empty() {
            self.body.push_str(medium.between());
        }
        self.body.push_str(more);
    }
}

/// The insert of a document.
pub fn insert(view: &View<'_>, id: DocumentId) -> Insert {
    let document = view.analysis.document(id);
    let anchor =
        document.id.as_ref().filter(|_| view.medium == Medium::Html).map(|id| anchor_of(&id.value));
    let parts = [badge::badge(view, document), banner::banner(view, id), facts::facts(view, id)];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Insert { anchor, title: lost_title(document), body: parts.join(view.medium.between()) }
}

/// The title that would leave the page with its front matter.
fn lost_title(document: &Document) -> Option<String> {
    if !document.heading.is_empty() {
        return None;
    }
    let title = document.facts.iter().find(|fact| facts::is_title(fact))?;
    Some(format!("# {}", escape::markdown(title.values.first()?)))
}

/// How a diagram begins. No document can say it: what comes from one is escaped.
pub const DIAGRAM: &str = "<figure class=\"adr-diagram\">";

/// The style of the inserts, as one element on one line; with those of views and diagrams where a page shows them.
pub fn style(has_views: bool, has_diagrams: bool) -> String {
    static INSERTS: LazyLock<String> = LazyLock::new(|| minified(include_str!("../theme/adr.css")));
    static VIEWS: LazyLock<String> = LazyLock::new(|| minified(include_str!("../theme/views.css")));
    static DIAGRAMS: LazyLock<String> = LazyLock::new(|| minified(diagram::CSS));
    static OVERVIEWS: LazyLock<String> = LazyLock::new(|| minified(diagram::OVERVIEW_CSS));
    let parts = [
        (true, &INSERTS),
        (has_views, &VIEWS),
        (has_diagrams, &DIAGRAMS),
        (has_diagrams && has_views, &OVERVIEWS),
    ];
    let parts = parts.into_iter().filter(|(is_wanted, _)| *is_wanted);
    let css: String = parts.map(|(_, css)| css.as_str()).collect();
    // In the middle of a page, HTML allows it only as the first child of something.
    format!("<div><style>{css}</style></div>")
}

/// CSS without comments and without the white space that says nothing. Knows no more of CSS than `theme/adr.css` needs.
fn minified(css: &str) -> String {
    let mut bare = String::new();
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    let mut out = String::new();
    for word in bare.split_whitespace() {
        let glued = out.ends_with(['{', '}', ';', ':', ',']) || word.starts_with(['{', '}']);
        if !out.is_empty() && !glued {
            out.push(' ');
        }
        out.push_str(word);
    }
    out.replace(";}", "}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_is_small_and_stays_on_one_line() {
        let bytes = |views, diagrams| style(views, diagrams).len();
        assert!(bytes(false, false) < 2500, "{} bytes", bytes(false, false));
        assert!(bytes(false, true) < 5000, "{} bytes", bytes(false, true));
        let style = style(true, true);
        assert!(style.len() < 6500, "{} bytes: {style}", style.len());
        assert!(!style.contains(['\n', '\r']) && !style.contains("/*"));
        assert!(style.contains("@media print{.adr-badge,.adr-banner{background:#fff;"), "{style}");
        assert!(
            style.contains(".content .adr-view a{color:inherit;text-decoration:underline;"),
            "{style}"
        );
        assert_eq!(style.matches('{').count(), style.matches('}').count());
    }

    #[test]
    fn a_renderer_that_checks_gets_the_author_s_own_text() {
        assert_eq!(Medium::of("html"), Some(Medium::Html));
        assert_eq!(Medium::of("epub"), Some(Medium::Markdown));
        assert_eq!(Medium::of("linkcheck2"), None);
        assert_eq!(Medium::of("test"), None);
    }
}
