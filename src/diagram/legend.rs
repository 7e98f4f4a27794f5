//! Names what occurs in a diagram: the style of each relation's lines, the outline of each status, and what must be said.

use std::collections::BTreeSet;

use super::facts::Tie;
use super::geometry::Point;
use super::picture::{HEAD_SIZE, Look, Scene};
use super::text;

/// The length of a sample line, and the width of a sample box.
pub(super) const SAMPLE: i32 = 28;
const GAP: i32 = 8;
const BETWEEN: i32 = 20;
const ROW: i32 = 24;
/// Rows end here, unless the drawing is wider.
const WIDTH: i32 = 560;

/// Samples with words, in rows.
#[derive(Debug, Default)]
pub(super) struct Legend {
    pub(super) items: Vec<Item>,
    pub(super) width: i32,
    pub(super) height: i32,
}

/// A sample and what it means.
#[derive(Debug)]
pub(super) struct Item {
    /// The left end, at half the height.
    pub(super) at: Point,
    pub(super) sample: Sample,
    pub(super) words: String,
}

/// What stands before the words.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sample {
    Line(Tie),
    Box(Look),
    None,
}

impl Sample {
    /// The room that it takes with the gap behind it.
    pub(super) fn width(self) -> i32 {
        if matches!(self, Self::None) { 0 } else { SAMPLE + GAP }
    }
}

/// The legend of a scene; empty where captions name everything.
pub(super) fn of(scene: &Scene) -> Legend {
    let mut legend = Legend::default();
    if scene.needs_legend {
        let ties: BTreeSet<Tie> = scene.picture.ties.iter().map(|line| line.tie).collect();
        let looks: BTreeSet<Look> = scene.picture.labels.iter().map(|label| label.look).collect();
        let ties = ties.into_iter().map(|tie| (Sample::Line(tie), tie.words()));
        legend.row(ties, scene);
        if looks.iter().any(|look| *look != Look::Plain) {
            legend.row(looks.into_iter().filter_map(meaning), scene);
        }
    }
    for note in &scene.notes {
        legend.row([(Sample::None, note.clone())], scene);
    }
    legend
}

fn meaning(look: Look) -> Option<(Sample, String)> {
    let words = match look {
        Look::Status(crate::vocabulary::Status::Other) => "another status",
        Look::Status(status) => status.as_str(),
        Look::Plain => "no status",
        Look::Group => "several documents",
        Look::More => return None,
    };
    Some((Sample::Box(look), words.to_owned()))
}

impl Legend {
    /// Appends a row, and as many more as it takes.
    fn row(&mut self, items: impl IntoIterator<Item = (Sample, String)>, scene: &Scene) {
        let most = scene.placed.size.width.clamp(WIDTH, 740);
        let mut x = 0;
        let top = self.height + ROW / 2;
        let mut y = top;
        for (sample, words) in items {
            let width = sample.width() + text::width(&words, HEAD_SIZE);
            if x > 0 && x + width > most {
                (x, y) = (0, y + ROW);
            }
            self.items.push(Item { at: Point::new(x, y), sample, words });
            self.width = self.width.max(x + width);
            self.height = y + ROW / 2;
            x += width + BETWEEN;
        }
    }
}
