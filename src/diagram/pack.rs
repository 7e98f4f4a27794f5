//! Puts parts of a diagram that nothing ties together beside and below each other.

use super::geometry::{Placed, Point, Size};

/// Between two parts.
const BETWEEN: i32 = 24;

/// Corners for parts of these sizes: the tall first, in rows that are not wider than `width` unless a part is. Within
/// a row as they come, so that the reader meets them in order.
pub(super) fn corners(sizes: &[Size], width: i32) -> Vec<Point> {
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(sizes[*at].height));
    let mut corners = vec![Point::new(0, 0); sizes.len()];
    let mut next = Point::new(0, 0);
    let mut row = 0;
    for at in order {
        let size = sizes[at];
        if next.x > 0 && next.x + size.width > width {
            next = Point::new(0, next.y + row + BETWEEN);
            row = 0;
        }
        corners[at] = next;
        next.x += size.width + BETWEEN;
        row = row.max(size.height);
    }
    corners
}

/// Parts, each with the places of its boxes and lines in the whole, as one.
pub(super) fn together(
    parts: Vec<(Placed, Vec<usize>, Vec<usize>)>,
    boxes: usize,
    routes: usize,
    width: i32,
) -> Placed {
    let sizes: Vec<Size> = parts.iter().map(|(part, _, _)| part.size).collect();
    let mut all_boxes = vec![super::geometry::Rect::default(); boxes];
    let mut all_routes = vec![super::geometry::Route::sideways(Vec::new()); routes];
    for ((mut part, own_boxes, own_routes), corner) in parts.into_iter().zip(corners(&sizes, width))
    {
        part.shift(corner.x, corner.y);
        for (at, rect) in own_boxes.into_iter().zip(part.boxes) {
            all_boxes[at] = rect;
        }
        for (at, route) in own_routes.into_iter().zip(part.routes) {
            all_routes[at] = route;
        }
    }
    Placed { boxes: all_boxes, routes: all_routes, size: Size::default() }.fit()
}
