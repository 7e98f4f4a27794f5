//! The way of every line between lanes: straight where nothing is between, else below the lane that it comes from.

use super::{GAP, Grid, TRACK};
use crate::diagram::geometry::{Point, Rect, Route, loop_at};
use crate::diagram::picture::Line;
use crate::diagram::ports::{self, End, Role, Side};

/// The way of every line.
pub(super) fn of(grid: &Grid<'_>, boxes: &[Rect]) -> Vec<Route> {
    let ways = ways(grid, boxes);
    let places = ports::place(boxes, &ends(grid, boxes, &ways));
    let drawn = grid.lines.iter().zip(ways).zip(places.chunks(2));
    drawn
        .map(|((line, way), places)| {
            if line.source == line.target {
                return loop_at(boxes[line.source]);
            }
            let mut points = vec![places[0]];
            points.extend(way);
            points.push(places[1]);
            Route::sideways(points)
        })
        .collect()
}

/// Below the lane of the source, where a line cannot run straight.
fn ways(grid: &Grid<'_>, boxes: &[Rect]) -> Vec<Vec<Point>> {
    let mut used = vec![0; grid.lanes.len()];
    let mut ways = Vec::with_capacity(grid.lines.len());
    for line in grid.lines {
        let (source, target) = (boxes[line.source], boxes[line.target]);
        let mut way = Vec::new();
        if grid.goes_around(line) {
            let track = &mut used[grid.lane_of[line.source]];
            *track += TRACK;
            let y = source.bottom() + *track;
            way.push(Point::new(source.x - GAP / 2, y));
            way.push(Point::new(target.right() + GAP / 2, y));
        }
        ways.push(way);
    }
    ways
}

fn ends(grid: &Grid<'_>, boxes: &[Rect], ways: &[Vec<Point>]) -> Vec<End> {
    let mut ends = Vec::with_capacity(2 * grid.lines.len());
    for (Line { source, target, tie }, way) in grid.lines.iter().copied().zip(ways) {
        let towards = way.first().copied().unwrap_or(boxes[target].middle());
        let from = way.last().copied().unwrap_or(boxes[source].middle());
        let (start, finish) = (Role::Start(tie), Role::Finish(tie));
        ends.push(End { owner: source, side: Side::Left, role: start, towards });
        ends.push(End { owner: target, side: Side::Right, role: finish, towards: from });
    }
    ends
}
