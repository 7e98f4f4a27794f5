//! Diagrams of documents and their relations: a page's neighbourhood and overviews, as SVG, as a list, as text for
//! other tools.
//!
//! ```text
//! graph ──► facts ──► picture ──► layout (around, lanes, layered) ──► svg
//!             └─────► list, dot, mermaid
//! ```
//!
//! A diagram is written when the site is built: it needs no script, takes mdBook's colours from its variables, and is
//! in the page for search, for keyboards and for print. [`CSS`] goes into a page once, however many diagrams it has.

mod around;
mod collapse;
mod dot;
mod facts;
mod geometry;
mod implied;
mod lanes;
mod layered;
mod legend;
mod link;
mod list;
mod mermaid;
mod overview;
mod pack;
mod picture;
mod ports;
mod svg;
mod text;

pub use dot::dot;
pub use facts::{Fact, Facts, Tie, around as facts_around, of_scope as facts_of};
pub use link::from_top;
pub use list::{html as list_html, markdown as list_markdown};
pub use mermaid::mermaid;

use crate::analysis::Analysis;
use crate::document::DocumentId;

/// The style of every diagram. The colours of statuses are those of badges, by the same classes.
pub const CSS: &str = include_str!("../theme/diagram.css");

/// What the style of overviews has beside it.
pub const OVERVIEW_CSS: &str = include_str!("../theme/overview.css");

/// Where a document is, for the page that links to it; none where it cannot be led to.
pub type Href<'h> = &'h dyn Fn(DocumentId) -> Option<String>;

/// What an overview is of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Scope {
    /// Every relation that somebody stated.
    #[default]
    All,
    /// What took the place of what.
    Supersession,
    /// Which module depends on which.
    Modules,
    /// From requirements to the decisions that satisfy them, and on to the modules that these govern.
    Traceability,
}

impl Scope {
    /// What its overview is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::All => "Documents and their relations",
            Self::Supersession => "What superseded what",
            Self::Modules => "Which module depends on which",
            Self::Traceability => "From requirements to decisions to modules",
        }
    }

    /// What to say where there is nothing to draw.
    pub fn nothing(self) -> &'static str {
        match self {
            Self::All => "No document states a relation to another.",
            Self::Supersession => "No document supersedes another.",
            Self::Modules => "No module depends on another.",
            Self::Traceability => "No document satisfies a requirement or governs a module.",
        }
    }
}

/// A document's neighbourhood as HTML in one line: what points to it, the document, what it points to. None where there
/// is nothing of either. `ids` starts every id in it, and must be the document's own in the whole book, because mdBook
/// prints all pages as one.
pub fn neighbourhood(
    analysis: &Analysis,
    document: DocumentId,
    ids: &str,
    href: Href<'_>,
) -> Option<String> {
    let scene = around::scene(analysis, document)?;
    Some(svg::figure(&scene, ids, href))
}

/// An overview as HTML in one line, of what [`facts_of`] gave; none where nothing is related. `ids` as for
/// [`neighbourhood`].
pub fn overview(
    analysis: &Analysis,
    scope: Scope,
    facts: &Facts,
    ids: &str,
    href: Href<'_>,
) -> Option<String> {
    let scene = overview::scene(analysis, scope, facts)?;
    Some(svg::figure(&scene, ids, href))
}

/// An overview as a file of its own, which says so where there is nothing to draw.
pub fn standalone(analysis: &Analysis, scope: Scope, href: Href<'_>) -> String {
    match overview::scene(analysis, scope, &facts_of(analysis, scope, None)) {
        Some(scene) => svg::file(&scene, href),
        None => svg::sentence(scope.title(), scope.nothing()),
    }
}

#[cfg(test)]
mod tests;
