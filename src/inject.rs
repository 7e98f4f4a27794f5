//! Inserts into a chapter's text; every other byte stays.
//!
//! Works on the text that mdBook hands over, which other preprocessors may have changed, so that no offset of the
//! disk means anything here.

mod follow;

use std::borrow::Cow;
use std::ops::Range;

use crate::document::{Document, DocumentId, PageId};
use crate::markdown::{self, Outline};
use crate::render::{self, Insert, Medium, View};
use crate::source::{Sources, Text};

/// A change to a chapter's text. Offsets are the chapter's, not those of a file: see [`crate::source::Span`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    /// The bytes that are taken out; empty for an insertion.
    pub at: Range<usize>,
    /// What is put in their place.
    pub text: String,
}

/// The text with the splices made, those at one place in the order given. What overlaps an earlier one is cut to
/// what is left.
pub fn splice(text: &str, mut splices: Vec<Splice>) -> String {
    splices.sort_by_key(|splice| splice.at.start);
    let mut out = String::with_capacity(
        text.len() + splices.iter().map(|splice| splice.text.len()).sum::<usize>(),
    );
    let mut done = 0;
    for splice in &splices {
        let start = boundary(text, splice.at.start).max(done);
        let end = boundary(text, splice.at.end).max(start);
        out.push_str(&text[done..start]);
        out.push_str(&splice.text);
        done = end;
    }
    out.push_str(&text[done..]);
    out
}

/// The nearest place at or before `at` that lies between two characters.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// A page's text with everything that belongs into it; none where nothing does.
pub fn page(view: &View<'_>, page: PageId, content: &str) -> Option<String> {
    let documents = view.documents_of(page);
    if documents.is_empty() {
        return None;
    }
    let chapter = &view.library.books[page.book].chapters[page.chapter];
    let own = view.analysis.outline(page);
    let content = match follow::followed(view, chapter, content) {
        Some(followed) => Cow::Owned(followed),
        None => Cow::Borrowed(content),
    };
    // Mostly nothing has changed since the disk, and the page need not be read again.
    let read;
    let outline = if *content == *own.text.as_str() {
        own
    } else {
        read = outline_of(&content);
        &read
    };
    let splices = Plan::new(view, own, outline).splices(documents);
    let changes = splices.iter().any(|splice| !splice.at.is_empty() || !splice.text.is_empty());
    changes.then(|| splice(&content, splices))
}

fn outline_of(content: &str) -> Outline {
    let mut sources = Sources::default();
    let file = sources.add("", content);
    markdown::outline(Text::whole(file, sources.text(file).clone()))
}

/// Where the inserts of one page go.
struct Plan<'a> {
    view: &'a View<'a>,
    /// The page as it was analysed.
    own: &'a Outline,
    /// The page as mdBook has it.
    outline: &'a Outline,
    content: &'a str,
    line_end: &'static str,
    /// Whether the style is still to come.
    unstyled: bool,
}

impl<'a> Plan<'a> {
    fn new(view: &'a View<'a>, own: &'a Outline, outline: &'a Outline) -> Self {
        let content = outline.text.as_str();
        let crlf = content.find('\n').is_some_and(|at| content[..at].ends_with('\r'));
        let line_end = if crlf { "\r\n" } else { "\n" };
        Self { view, own, outline, content, line_end, unstyled: view.medium == Medium::Html }
    }

    fn splices(mut self, documents: &[DocumentId]) -> Vec<Splice> {
        let analysis = self.view.analysis;
        let is_document = documents.iter().any(|id| analysis.document(*id).section.is_none());
        let mut splices = if is_document { self.bare_of_front_matter() } else { Vec::new() };
        let mut head = Vec::new();
        let mut rest = Vec::new();
        let mut anchors = Vec::new();
        for id in documents {
            let document = analysis.document(*id);
            let mut insert = render::insert(self.view, *id);
            // A heading may answer to the very name, and two records may share one.
            insert.anchor = insert.anchor.filter(|anchor| {
                let is_new = !self.outline.anchors.contains(anchor) && !anchors.contains(anchor);
                anchors.push(anchor.clone());
                is_new
            });
            match self.find_title(document) {
                Some(title) => self.around(title, insert, &mut rest),
                None => self.at_the_top(document, insert, &mut head),
            }
        }
        if !head.is_empty() {
            let at = splices.last().map_or_else(|| self.start(), |removed: &Splice| removed.at.end);
            splices.push(self.block(at, &head.join("\n\n")));
        }
        splices.extend(rest);
        splices
    }

    /// Takes out the blocks that the analysis read; a rule that came into the text since is none of them.
    fn bare_of_front_matter(&self) -> Vec<Splice> {
        let blocks = self.outline.front_matter.iter().zip(&self.own.front_matter);
        blocks.map(|(block, _)| Splice { at: block.range.clone(), text: String::new() }).collect()
    }

    fn start(&self) -> usize {
        if self.content.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
    }

    /// The heading that is a document's title: the one with its text, counted from the top; else the one with its
    /// fragment; else the only one that has its full name in it.
    fn find_title(&self, document: &Document) -> Option<Range<usize>> {
        let own = &self.own.headings;
        let at = own.iter().position(|heading| {
            !document.heading.is_empty() && heading.range == document.heading
        })?;
        let wanted = &own[at];
        let same = |heading: &&markdown::Heading| heading.text == wanted.text;
        let before = own[..at].iter().filter(same).count();
        let headings = &self.outline.headings;
        let name = document.full_name();
        let mut named = headings.iter().filter(|heading| heading.text.contains(&name));
        let only = named.next().filter(|_| named.next().is_none());
        let found = headings
            .iter()
            .filter(same)
            .nth(before)
            .or_else(|| headings.iter().find(|heading| heading.fragment == wanted.fragment))
            .or(only)?;
        self.is_outermost(&found.range).then(|| found.range.clone())
    }

    /// Whether a heading stands in nothing else. A block at column 0 would end a list or a quote around it.
    fn is_outermost(&self, heading: &Range<usize>) -> bool {
        let before = self.content[..heading.start].trim_start_matches('\u{feff}');
        (before.is_empty() || before.ends_with(['\n', '\r']))
            && !self.content[heading.start..].starts_with([' ', '\t'])
    }

    /// The anchor before the title, so that a link to it shows the title; the rest below.
    fn around(&mut self, title: Range<usize>, insert: Insert, splices: &mut Vec<Splice>) {
        if let Some(anchor) = &insert.anchor {
            splices.push(self.block(title.start, &anchor_block(anchor)));
        }
        if !insert.body.is_empty() {
            let body = self.styled(insert.body);
            splices.push(self.block(self.line_after(title.end), &body));
        }
    }

    /// For a title that is nowhere to be seen. A section without a heading leaves only its anchor.
    fn at_the_top(&mut self, document: &Document, insert: Insert, parts: &mut Vec<String>) {
        parts.extend(insert.anchor.as_deref().map(anchor_block));
        if document.section.is_none() {
            parts.extend(insert.title);
            if !insert.body.is_empty() {
                let body = self.styled(insert.body);
                parts.push(body);
            }
        }
    }

    fn styled(&mut self, body: String) -> String {
        if std::mem::take(&mut self.unstyled) {
            format!("{}\n{body}", render::style())
        } else {
            body
        }
    }

    /// The start of the line behind a heading.
    fn line_after(&self, end: usize) -> usize {
        if self.content[..end].ends_with(['\n', '\r']) {
            return end;
        }
        let rest = &self.content[end..];
        let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let line_end = if rest[line..].starts_with("\r\n") { 2 } else { 1 };
        (end + line + line_end).min(self.content.len())
    }

    /// An insertion of whole lines with a blank one on either side.
    fn block(&self, at: usize, lines: &str) -> Splice {
        let mut text = String::new();
        let before = &self.content[..at];
        if !before.trim_start_matches('\u{feff}').is_empty() && !before.ends_with(['\n', '\r']) {
            text.push_str(self.line_end);
        }
        let last = before.strip_suffix('\n').unwrap_or(before);
        let last =
            last.strip_suffix('\r').unwrap_or(last).rsplit(['\n', '\r']).next().unwrap_or("");
        if !last.trim_matches(['\u{feff}', ' ', '\t']).is_empty() {
            text.push_str(self.line_end);
        }
        text.push_str(&lines.replace('\n', self.line_end));
        text.push_str(self.line_end);
        let after = &self.content[at..];
        if !after.split(['\n', '\r']).next().unwrap_or("").trim().is_empty() {
            text.push_str(self.line_end);
        }
        Splice { at: at..at, text }
    }
}

fn anchor_block(anchor: &str) -> String {
    format!("<div><a id=\"{}\"></a></div>", render::escape::html(anchor))
}
