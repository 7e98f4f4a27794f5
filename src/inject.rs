//! Inserts into a chapter's text; every other byte stays.
//!
//! Works on the text that mdBook hands over, which other preprocessors may have changed, so that no offset of the
//! disk means anything here.

mod follow;
mod places;

use std::borrow::Cow;
use std::ops::Range;

use crate::document::{DocumentId, PageId};
use crate::markdown::{self, Outline};
use crate::marker;
use crate::render::{self, Insert, Medium, View, references, relations, views};
use crate::source::{Sources, Text};
use places::Place;

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
    let (content, splices) = plan(view, page, content);
    let changes = splices.iter().any(|splice| !splice.at.is_empty() || !splice.text.is_empty());
    changes.then(|| splice(&content, splices))
}

/// What [`page`] splices, and the text that it splices into: the one given, or that one with its includes followed.
pub fn plan<'c>(view: &View<'_>, page: PageId, content: &'c str) -> (Cow<'c, str>, Vec<Splice>) {
    let documents = view.documents_of(page);
    let chapter = &view.library.books[page.book].chapters[page.chapter];
    let own = view.analysis.outline(page);
    let followed =
        if documents.is_empty() { None } else { follow::followed(view, chapter, content) };
    let content = followed.map_or(Cow::Borrowed(content), Cow::Owned);
    // Mostly nothing has changed since the disk, and the page need not be read again.
    let read;
    let outline = if *content == *own.text.as_str() {
        own
    } else {
        read = outline_of(&content);
        &read
    };
    let splices = Plan::new(view, page, own, outline).splices(documents);
    (content, splices)
}

fn outline_of(content: &str) -> Outline {
    let mut sources = Sources::default();
    let file = sources.add("", content);
    markdown::outline(Text::whole(file, sources.text(file).clone()))
}

/// What goes into one page, and where.
struct Plan<'a> {
    view: &'a View<'a>,
    page: PageId,
    /// The page as it was analysed.
    own: &'a Outline,
    /// The page as mdBook has it.
    outline: &'a Outline,
    content: &'a str,
    line_end: &'static str,
    /// Whole lines, each in place of some bytes or of none. At one place, those of an earlier kind come first.
    blocks: Vec<(Range<usize>, Block, String)>,
}

/// The kinds of blocks, in the order in which they stand at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Block {
    /// Under a title, or at the top of the page: the state of a document.
    State,
    /// At the end of a document.
    Relations,
    /// Before the next title. Needs no style.
    Anchor,
    /// In place of a marker.
    View,
}

impl<'a> Plan<'a> {
    fn new(view: &'a View<'a>, page: PageId, own: &'a Outline, outline: &'a Outline) -> Self {
        let content = outline.text.as_str();
        let crlf = content.find('\n').is_some_and(|at| content[..at].ends_with('\r'));
        let line_end = if crlf { "\r\n" } else { "\n" };
        Self { view, page, own, outline, content, line_end, blocks: Vec::new() }
    }

    fn splices(mut self, documents: &[DocumentId]) -> Vec<Splice> {
        let is_document =
            documents.iter().any(|id| self.view.analysis.document(*id).section.is_none());
        let removed = if is_document { self.bare_of_front_matter() } else { Vec::new() };
        let top = removed.last().map_or_else(|| self.start(), |removed| removed.at.end);
        let places = places::places(self.view, documents, self.own, self.outline);
        self.documents(&places, top);
        self.views();
        self.blocks.sort_by_key(|(at, block, _)| (at.start, *block));
        let live = references::references(self.view, self.page, self.outline, |at| {
            places::owner(&places, at)
        });
        self.style(!live.is_empty(), top);
        let mut splices = removed;
        splices.extend(self.blocks.iter().map(|(at, _, lines)| self.block(at.clone(), lines)));
        splices.extend(live.into_iter().map(|live| {
            let text = [&live.before, &self.content[live.at.clone()], &live.after].concat();
            Splice { at: live.at, text }
        }));
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

    /// The blocks of the page's documents.
    fn documents(&mut self, places: &[Place], top: usize) {
        let mut head = Vec::new();
        let mut anchors = Vec::new();
        // Where several documents end at one place, the innermost speaks first.
        let mut ends: Vec<(usize, String)> = Vec::new();
        for place in places {
            let mut insert = render::insert(self.view, place.id);
            // A heading may answer to the very name, and two records may share one.
            insert.anchor = insert.anchor.filter(|anchor| {
                let is_new = !self.outline.anchors.contains(anchor) && !anchors.contains(anchor);
                anchors.push(anchor.clone());
                is_new
            });
            let relations = relations::relations(self.view, place.id);
            match &place.extent {
                _ if relations.is_empty() => {}
                Some(extent) if place.is_closed => ends.push((extent.end, relations)),
                _ => insert.add(self.view.medium, &relations),
            }
            match &place.title {
                Some(title) => self.around(title, insert),
                None => self.at_the_top(place.id, insert, &mut head),
            }
        }
        if !head.is_empty() {
            self.blocks.insert(0, (top..top, Block::State, head.join("\n\n")));
        }
        ends.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        for together in ends.chunk_by(|a, b| a.0 == b.0) {
            let texts: Vec<&str> = together.iter().rev().map(|(_, text)| text.as_str()).collect();
            let text = texts.join(self.view.medium.between());
            let at = together[0].0;
            self.blocks.push((at..at, Block::Relations, text));
        }
    }

    /// What the page's markers call for.
    fn views(&mut self) {
        let alone = marker::calls(self.outline).filter(|comment| comment.alone);
        for (at, comment) in alone.enumerate() {
            let body = &self.content[comment.body.clone()];
            let lines = views::at_marker(self.view, self.page, at, body);
            let block = lines.map(|lines| (comment.range.clone(), Block::View, lines));
            self.blocks.extend(block);
        }
    }

    /// The anchor before the title, so that a link to it shows the title; the rest below.
    fn around(&mut self, title: &Range<usize>, insert: Insert) {
        if let Some(anchor) = &insert.anchor {
            self.blocks.push((title.start..title.start, Block::Anchor, anchor_block(anchor)));
        }
        if !insert.body.is_empty() {
            let at = self.line_after(title.end);
            self.blocks.push((at..at, Block::State, insert.body));
        }
    }

    /// For a title that is nowhere to be seen. A section without a heading leaves only its anchor.
    fn at_the_top(&self, id: DocumentId, insert: Insert, parts: &mut Vec<String>) {
        parts.extend(insert.anchor.as_deref().map(anchor_block));
        if self.view.analysis.document(id).section.is_none() {
            parts.extend(insert.title);
            parts.extend(Some(insert.body).filter(|body| !body.is_empty()));
        }
    }

    /// Puts the style before the first block that needs it; for links alone, under the first heading.
    fn style(&mut self, has_links: bool, top: usize) {
        if self.view.medium != Medium::Html {
            return;
        }
        let style = render::style(
            self.blocks.iter().any(|(_, block, _)| *block == Block::View),
            self.blocks.iter().any(|(_, _, lines)| lines.contains(render::DIAGRAM)),
        );
        let first = self.blocks.iter_mut().find(|(_, block, _)| *block != Block::Anchor);
        if let Some((_, _, lines)) = first {
            *lines = format!("{style}\n{lines}");
        } else if has_links {
            let heading = self.outline.headings.first();
            let heading =
                heading.filter(|heading| places::is_outermost(self.content, &heading.range));
            let at = heading.map_or(top, |heading| self.line_after(heading.range.end));
            self.blocks.push((at..at, Block::State, style));
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

    /// Whole lines in place of a marker, or of nothing, with a blank one on either side. In a list, they stay in it.
    fn block(&self, at: Range<usize>, lines: &str) -> Splice {
        let is_marker = !at.is_empty();
        let before = self.content[..at.start].trim_start_matches('\u{feff}');
        let line = before.rfind(['\n', '\r']).map_or(0, |line_end| line_end + 1);
        let (above, own) = before.split_at(line);
        let indent = if is_marker { own } else { "" };
        let is_mid_line = !is_marker && !own.is_empty();
        let above = above.strip_suffix('\n').unwrap_or(above);
        let above = above.strip_suffix('\r').unwrap_or(above);
        let last = if is_mid_line { own } else { above.rsplit(['\n', '\r']).next().unwrap_or("") };
        let mut text = String::new();
        if is_mid_line {
            text.push_str(self.line_end);
        }
        if !last.trim_matches(['\u{feff}', ' ', '\t']).is_empty() {
            text.push_str(self.line_end);
            text.push_str(indent);
        }
        text.push_str(&lines.replace('\n', &format!("{}{indent}", self.line_end)));
        if !is_marker {
            text.push_str(self.line_end);
        }
        // The rest of a marker's line stays behind the view.
        let next = if is_marker { self.line_after(at.end) } else { at.end };
        if !self.content[next..].split(['\n', '\r']).next().unwrap_or("").trim().is_empty() {
            text.push_str(self.line_end);
        }
        Splice { at, text }
    }
}

fn anchor_block(anchor: &str) -> String {
    format!("<div><a id=\"{}\"></a></div>", render::escape::html(anchor))
}
