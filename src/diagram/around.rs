//! A page's neighbourhood in three columns: what points here, this, what it points to. Relations are words above the
//! boxes that they lead to, so there is no need of a legend.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{self, Facts, Tie};
use super::geometry::{Placed, Point, Rect, Route, Size, loop_at};
use super::picture::{Anchor, Caption, Label, Line, Picture, Scene};
use super::ports::spread;
use super::text::{self, counted};
use crate::analysis::Analysis;
use crate::document::DocumentId;

/// Boxes beside the one in the middle. More would be a list with lines.
const MOST: usize = 11;
/// What one side may take when both have more than there is room for.
const LEAST: usize = 5;

// Three boxes and two gaps are 712 pixels, and the column of mdBook's text 750. Two boxes and a gap are 460, which a
// phone shows at three quarters.
const WIDTH: i32 = 208;
const GAP: i32 = 44;
const MORE_HEIGHT: i32 = 28;
const CAPTION: i32 = 18;
const BETWEEN: i32 = 8;
const BETWEEN_GROUPS: i32 = 6;

/// Documents that the same relations tie to the one in the middle.
struct Group {
    ties: BTreeSet<Tie>,
    documents: Vec<DocumentId>,
    more: usize,
}

/// A group with the words and the heights of its boxes.
struct Stack<'g> {
    group: &'g Group,
    boxes: Vec<(Label, i32)>,
}

/// Which column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Before,
    After,
}

/// The neighbourhood of a document, or none where it has none.
pub(super) fn scene(analysis: &Analysis, document: DocumentId) -> Option<Scene> {
    let facts = facts::around(analysis, document);
    if facts.relations.is_empty() {
        return None;
    }
    let (before, after) =
        (groups(&facts, document, Column::Before), groups(&facts, document, Column::After));
    let description = description(&before, &after);
    let (slots_before, slots_after) = slots(count(&before), count(&after));
    let columns =
        [(Column::Before, cut(before, slots_before)), (Column::After, cut(after, slots_after))];
    let middle = Label::of(analysis.document(document), document);
    let title = format!("Relations of {}", text::plain(&analysis.document(document).name()));
    let mut drawing = Drawing::new(middle);
    drawing.place(analysis, &columns);
    drawing.tie_to_itself(&facts, document);
    let scene = Scene {
        title,
        description,
        picture: drawing.picture,
        placed: drawing.placed,
        captions: drawing.captions,
        here: Some(0),
        notes: Vec::new(),
        needs_legend: false,
    };
    Some(scene.fitted())
}

/// A column's documents by what ties them, in the order of relations.
fn groups(facts: &Facts, document: DocumentId, column: Column) -> Vec<Group> {
    let mut ties: BTreeMap<DocumentId, BTreeSet<Tie>> = BTreeMap::new();
    for fact in facts.relations.iter().filter(|fact| fact.source != fact.target) {
        let (own, other) = match column {
            Column::Before => (fact.target, fact.source),
            Column::After => (fact.source, fact.target),
        };
        if own == document {
            ties.entry(other).or_default().insert(fact.kind);
        }
    }
    let mut groups: BTreeMap<BTreeSet<Tie>, Vec<DocumentId>> = BTreeMap::new();
    for (other, ties) in ties {
        groups.entry(ties).or_default().push(other);
    }
    let group = |(ties, documents)| Group { ties, documents, more: 0 };
    groups.into_iter().map(group).collect()
}

fn count(groups: &[Group]) -> usize {
    groups.iter().map(|group| group.documents.len()).sum()
}

/// How many boxes each side has.
fn slots(before: usize, after: usize) -> (usize, usize) {
    if before + after <= MOST {
        (before, after)
    } else if before <= LEAST {
        (before, MOST - before)
    } else if after <= MOST - LEAST {
        (MOST - after, after)
    } else {
        (LEAST, MOST - LEAST)
    }
}

/// As many documents as there are slots, the last of which says how many more there are.
fn cut(mut groups: Vec<Group>, slots: usize) -> Vec<Group> {
    let total = count(&groups);
    if total <= slots {
        return groups;
    }
    let mut room = slots - 1;
    for group in &mut groups {
        group.documents.truncate(room);
        room -= group.documents.len();
    }
    groups.retain(|group| !group.documents.is_empty());
    if let Some(last) = groups.last_mut() {
        last.more = total - (slots - 1);
    }
    groups
}

fn description(before: &[Group], after: &[Group]) -> String {
    let sides = [("Points to it", count(before)), ("It points to", count(after))];
    let said = sides.into_iter().filter(|(_, count)| *count > 0);
    let said = said.map(|(words, count)| format!("{words}: {}.", counted(count, "document")));
    said.collect::<Vec<_>>().join(" ")
}

/// A drawing under way; the first box is the one in the middle.
struct Drawing {
    picture: Picture,
    placed: Placed,
    captions: Vec<Caption>,
}

impl Drawing {
    fn new(middle: Label) -> Self {
        Self {
            picture: Picture { labels: vec![middle], ties: Vec::new() },
            placed: Placed { boxes: vec![Rect::default()], ..Placed::default() },
            captions: Vec::new(),
        }
    }

    /// Places both columns around the middle of the box in the middle, so that a single line runs straight.
    fn place(&mut self, analysis: &Analysis, columns: &[(Column, Vec<Group>)]) {
        let height = self.picture.labels[0].height(WIDTH);
        let corner = Point::new(WIDTH + GAP, -(height / 2));
        let middle = Rect::at(corner, Size::new(WIDTH, height));
        self.placed.boxes[0] = middle;
        for (column, groups) in columns {
            let stacks: Vec<Stack<'_>> =
                groups.iter().map(|group| Stack::new(analysis, group)).collect();
            let x = if *column == Column::Before { 0 } else { middle.right() + GAP };
            // What is centred is boxes, not the words above the first.
            let mut y = -((heights(&stacks) - CAPTION) / 2) - CAPTION;
            let count = stacks.len();
            for (rank, stack) in stacks.into_iter().enumerate() {
                let port = middle.y + spread(middle.height, count, rank);
                y = self.place_stack(*column, stack, Point::new(x, y), port);
            }
        }
    }

    /// Places one group from `corner` down, its lines at the height `port` of the middle. Gives the next one's top.
    fn place_stack(&mut self, column: Column, stack: Stack<'_>, corner: Point, port: i32) -> i32 {
        self.caption(column, stack.group, corner);
        let mut y = corner.y + CAPTION;
        for (label, height) in stack.boxes {
            let rect = Rect::at(Point::new(corner.x, y), Size::new(WIDTH, height));
            self.tie(label, column, stack.group, rect, port);
            y = rect.bottom() + BETWEEN;
        }
        y + BETWEEN_GROUPS
    }

    fn caption(&mut self, column: Column, group: &Group, corner: Point) {
        let words: Vec<_> = group.ties.iter().map(|tie| tie.words()).collect();
        let (x, anchor) = match column {
            Column::Before => (corner.x + WIDTH, Anchor::End),
            Column::After => (corner.x, Anchor::Start),
        };
        let at = Point::new(x, corner.y + CAPTION - 6);
        self.captions.push(Caption { at, anchor, words: words.join(", ") });
    }

    fn tie(&mut self, label: Label, column: Column, group: &Group, rect: Rect, port: i32) {
        let Some(tie) = group.ties.first().copied() else { return };
        let middle = self.placed.boxes[0];
        let other = self.picture.labels.len();
        let beside = rect.middle().y;
        let (ends, source, target) = match column {
            Column::Before => {
                ([Point::new(rect.right(), beside), Point::new(middle.x, port)], other, 0)
            }
            Column::After => {
                ([Point::new(middle.right(), port), Point::new(rect.x, beside)], 0, other)
            }
        };
        self.picture.labels.push(label);
        self.placed.boxes.push(rect);
        self.picture.ties.push(Line { source, target, tie });
        self.placed.routes.push(Route::sideways(ends.to_vec()));
    }

    fn tie_to_itself(&mut self, facts: &Facts, document: DocumentId) {
        let own = facts.relations.iter().filter(|fact| fact.source == fact.target);
        let ties: Vec<Tie> = own.filter(|fact| fact.source == document).map(|f| f.kind).collect();
        let Some(tie) = ties.first().copied() else { return };
        let rect = self.placed.boxes[0];
        let words: Vec<_> = ties.iter().map(|tie| tie.words()).collect();
        let at = Point::new(rect.middle().x, rect.bottom() + 16);
        let words = format!("{} itself", words.join(", "));
        self.captions.push(Caption { at, anchor: Anchor::Middle, words });
        self.picture.ties.push(Line { source: 0, target: 0, tie });
        self.placed.routes.push(loop_at(rect));
    }
}

impl<'g> Stack<'g> {
    fn new(analysis: &Analysis, group: &'g Group) -> Self {
        let labels = group.documents.iter().map(|id| Label::of(analysis.document(*id), *id));
        let with_height = |label: Label| {
            let height = label.height(WIDTH);
            (label, height)
        };
        let mut boxes: Vec<(Label, i32)> = labels.map(with_height).collect();
        if group.more > 0 {
            boxes.push((Label::more(group.more), MORE_HEIGHT));
        }
        Self { group, boxes }
    }
}

fn heights(stacks: &[Stack<'_>]) -> i32 {
    let height = |stack: &Stack<'_>| {
        let boxes: i32 = stack.boxes.iter().map(|(_, height)| height + BETWEEN).sum();
        CAPTION + boxes + BETWEEN_GROUPS
    };
    let heights: i32 = stacks.iter().map(height).sum();
    (heights - BETWEEN - BETWEEN_GROUPS).max(0)
}
