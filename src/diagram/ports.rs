//! Where on a box's side lines start and end: those of a relation together, others apart, in the order of their other
//! ends so that they don't cross.

use std::collections::BTreeMap;

use super::facts::Tie;
use super::geometry::{Point, Rect};

/// The left or the right side of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Left,
    Right,
}

/// An end of a line: on which side of which box, what comes or goes there, and where the line goes from there.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    pub(super) owner: usize,
    pub(super) side: Side,
    pub(super) role: Role,
    pub(super) towards: Point,
}

/// What comes or goes at a place. Lines of one role share it, and so do their heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Start(Tie),
    Finish(Tie),
}

/// A place for each end.
pub(super) fn place(boxes: &[Rect], ends: &[End]) -> Vec<Point> {
    let mut sides: BTreeMap<(usize, Side), BTreeMap<Role, Vec<usize>>> = BTreeMap::new();
    for (at, end) in ends.iter().enumerate() {
        let roles = sides.entry((end.owner, end.side)).or_default();
        roles.entry(end.role).or_default().push(at);
    }
    let mut places = vec![Point::new(0, 0); ends.len()];
    for ((owner, side), roles) in sides {
        let mut bundles: Vec<Vec<usize>> = roles.into_values().collect();
        bundles.sort_by_key(|bundle| mean(bundle.iter().map(|at| ends[*at].towards.y)));
        let rect = boxes[owner];
        let x = if side == Side::Left { rect.x } else { rect.right() };
        for (rank, bundle) in bundles.iter().enumerate() {
            let y = rect.y + spread(rect.height, bundles.len(), rank);
            for at in bundle {
                places[*at] = Point::new(x, y);
            }
        }
    }
    places
}

fn mean(numbers: impl ExactSizeIterator<Item = i32>) -> i64 {
    let count = i64::try_from(numbers.len()).unwrap_or(1).max(1);
    numbers.map(i64::from).sum::<i64>() / count
}

/// The `rank`th of `count` places along a side: close together around the middle, or evenly where they are many.
pub(super) fn spread(height: i32, count: usize, rank: usize) -> i32 {
    let count = i32::try_from(count).unwrap_or(i32::MAX);
    let rank = i32::try_from(rank).unwrap_or(i32::MAX);
    let step = 10;
    if count.saturating_mul(step) < height {
        return height / 2 + (2 * rank - (count - 1)) * step / 2;
    }
    let even = i64::from(height) * (2 * i64::from(rank) + 1) / (2 * i64::from(count));
    i32::try_from(even).unwrap_or(height)
}
