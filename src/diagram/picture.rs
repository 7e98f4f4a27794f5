//! What stands in a diagram before it has a place: the words of each box, and which boxes lines tie together.

use super::facts::{Fact, Facts, Tie};
use super::geometry::{Placed, Point, Rect, Size};
use super::text;
use crate::analysis::Analysis;
use crate::document::{Document, DocumentId};
use crate::vocabulary::Status;

/// What a box says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    /// The small line: id, or kind, and status. Empty where the title says it all.
    pub(super) head: String,
    /// The large line.
    pub(super) title: String,
    /// All of it, for those who cannot see the box.
    pub(super) spoken: String,
    /// What the box's outline shows.
    pub(super) look: Look,
    /// Where it leads. The last box of a full column leads nowhere.
    pub(super) target: Option<DocumentId>,
}

/// How a box is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Look {
    /// By its status.
    Status(Status),
    /// Of a kind that has none.
    Plain,
    /// Several documents.
    Group,
    /// How many more there are.
    More,
}

impl Look {
    /// The class in the style sheet.
    pub(super) fn class(self) -> String {
        match self {
            Self::Status(status) => format!("adr-status-{}", status.as_str()),
            Self::Plain => "plain".to_owned(),
            Self::Group => "group".to_owned(),
            Self::More => "more".to_owned(),
        }
    }

    /// A sign that tells statuses apart without colour: the one that badges have.
    pub(super) fn glyph(self) -> &'static str {
        match self {
            Self::Status(Status::Draft) => "✎",
            Self::Status(Status::Proposed) => "?",
            Self::Status(Status::Accepted) => "✓",
            Self::Status(Status::Rejected) => "✗",
            Self::Status(Status::Deprecated) => "!",
            Self::Status(Status::Superseded) => "→",
            Self::Status(Status::Other) => "·",
            Self::Plain | Self::Group | Self::More => "",
        }
    }
}

/// Boxes and what ties them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Picture {
    pub(super) labels: Vec<Label>,
    pub(super) ties: Vec<Line>,
}

/// A line between two boxes, by their places among the labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Line {
    pub(super) source: usize,
    pub(super) target: usize,
    pub(super) tie: Tie,
}

/// A picture with a place for everything.
#[derive(Debug, Clone)]
pub(super) struct Scene {
    /// What it is called.
    pub(super) title: String,
    /// What it shows, in a sentence or two.
    pub(super) description: String,
    pub(super) picture: Picture,
    /// A box for each label, a route for each line.
    pub(super) placed: Placed,
    /// Words outside boxes.
    pub(super) captions: Vec<Caption>,
    /// The box of the page that shows it.
    pub(super) here: Option<usize>,
    /// What must be said beside it.
    pub(super) notes: Vec<String>,
    /// Whether lines are told apart by a legend, because no captions name them.
    pub(super) needs_legend: bool,
}

/// Words outside boxes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Caption {
    pub(super) at: Point,
    pub(super) anchor: Anchor,
    pub(super) words: String,
}

/// Which end of the words is at their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// Font sizes of the style sheet, in pixels.
pub(super) const HEAD_SIZE: i32 = 12;
pub(super) const TITLE_SIZE: i32 = 13;
/// From a box's side to its words.
pub(super) const PADDING: i32 = 10;
/// From line to line of a title.
pub(super) const LINE: i32 = 16;
/// A box with a head and a title of one line, and one without a head.
pub(super) const HEIGHT: i32 = 46;
const LOW: i32 = 32;

impl Picture {
    /// One box for each document.
    pub(super) fn of(analysis: &Analysis, facts: &Facts) -> Self {
        let labels =
            facts.documents.iter().map(|id| Label::of(analysis.document(*id), *id)).collect();
        let place = |id| facts.documents.partition_point(|other| *other < id);
        let ties = facts
            .relations
            .iter()
            .map(|Fact { source, kind, target }| Line {
                source: place(*source),
                target: place(*target),
                tie: *kind,
            })
            .collect();
        Self { labels, ties }.without_common_heads()
    }

    /// Where all boxes are of one kind without ids and statuses, naming the kind in each says nothing.
    fn without_common_heads(mut self) -> Self {
        let first = self.labels.first().map(|label| label.head.clone());
        let is_common =
            |label: &Label| Some(&label.head) == first.as_ref() && label.look == Look::Plain;
        if self.labels.iter().all(is_common) {
            self.labels.iter_mut().for_each(|label| label.head.clear());
        }
        self
    }

    /// One size for all boxes: as wide as the widest needs, between `least` and `most`, and as high as the highest.
    pub(super) fn box_size(&self, least: i32, most: i32) -> Size {
        let needs = self.labels.iter().map(Label::width).max().unwrap_or(least);
        let has_heads = self.labels.iter().any(|label| !label.head.is_empty());
        // Even numbers have a middle.
        let width = (needs.clamp(least, most) + 1) / 2 * 2;
        let height = self.labels.iter().map(|label| label.height(width)).max();
        Size::new(width, if has_heads { height.unwrap_or(HEIGHT) } else { LOW })
    }
}

impl Label {
    pub(super) fn of(document: &Document, id: DocumentId) -> Self {
        let title = text::plain(&document.title.value);
        let name = document.id.as_ref().map(|id| text::plain(&id.value)).filter(|id| *id != title);
        let head = name.clone().unwrap_or_else(|| text::plain(document.kind.as_str()));
        let look = document.status().map_or(Look::Plain, Look::Status);
        let status = status_words(document);
        let head = match &status {
            Some(status) => format!("{head} · {} {status}", look.glyph()),
            None => head,
        };
        let full = text::plain(&document.full_name());
        let spoken = status.map_or(full.clone(), |status| format!("{full}, {status}"));
        let title = if title.is_empty() { full } else { title };
        Self { head, title, spoken, look, target: Some(id) }
    }

    /// Several documents in one box.
    pub(super) fn group(title: String, head: String, first: DocumentId) -> Self {
        let spoken = format!("{title}, {head}");
        Self { head, title, spoken, look: Look::Group, target: Some(first) }
    }

    /// How many more there are.
    pub(super) fn more(count: usize) -> Self {
        let title = format!("+{count} more");
        let spoken = format!("{count} more, in the list");
        Self { head: String::new(), title, spoken, look: Look::More, target: None }
    }

    /// How high a box must be that shows the title in up to two lines.
    pub(super) fn height(&self, width: i32) -> i32 {
        let (_, second) = text::wrap(&self.title, width - 2 * PADDING, TITLE_SIZE);
        if second.is_some() { HEIGHT + LINE } else { HEIGHT }
    }

    fn width(&self) -> i32 {
        let head = text::width(&self.head, HEAD_SIZE);
        head.max(text::width(&self.title, TITLE_SIZE)) + 2 * PADDING
    }
}

/// The status in a word: the vocabulary's, or where it knows none, the document's.
pub(super) fn status_words(document: &Document) -> Option<String> {
    let status = document.status.as_ref()?;
    Some(match status.status {
        Status::Other if status.own.is_none() => text::plain(&status.text),
        _ => status.name().to_owned(),
    })
}

impl Scene {
    /// Moves everything so that it starts at the origin, words outside boxes included, and measures it.
    pub(super) fn fitted(mut self) -> Self {
        let words = self.captions.iter().map(Caption::rect);
        let mut all = self.placed.clone();
        all.boxes.extend(words);
        let corner = all.corner();
        self.placed.shift(-corner.x, -corner.y);
        for caption in &mut self.captions {
            caption.at = caption.at.moved(-corner.x, -corner.y);
        }
        self.placed.size = all.fit().size;
        self
    }

    /// Every place where a box is.
    pub(super) fn boxes(&self) -> impl Iterator<Item = (usize, &Label, Rect)> {
        let labels = self.picture.labels.iter().zip(&self.placed.boxes);
        labels.enumerate().map(|(at, (label, rect))| (at, label, *rect))
    }
}

impl Caption {
    fn rect(&self) -> Rect {
        let width = text::width(&self.words, HEAD_SIZE);
        let x = match self.anchor {
            Anchor::Start => self.at.x,
            Anchor::Middle => self.at.x - width / 2,
            Anchor::End => self.at.x - width,
        };
        Rect::at(Point::new(x, self.at.y - HEAD_SIZE), Size::new(width, HEAD_SIZE + 4))
    }
}
