//! Writes lines and their heads as paths. Heads are paths of their own: a marker is found by its id, which mdBook's print
//! page changes.

use std::collections::BTreeMap;

use crate::diagram::facts::Tie;
use crate::diagram::geometry::{Bend, Point, Route};
use crate::diagram::picture::Scene;
use crate::diagram::text::put;

/// All lines of one relation in one path, and all their heads in another: a page may hold hundreds.
pub(super) fn write(out: &mut String, scene: &Scene) {
    let mut ways: BTreeMap<Tie, (String, Vec<String>)> = BTreeMap::new();
    for (line, route) in scene.picture.ties.iter().zip(&scene.placed.routes) {
        let (lines, heads) = ways.entry(line.tie).or_default();
        write_route(lines, route);
        let head = head(route);
        if !line.tie.relation.is_symmetric() && heads.last() != Some(&head) {
            heads.push(head);
        }
    }
    for (tie, (lines, heads)) in ways {
        write_ways(out, tie, &lines, &heads.concat());
    }
}

/// A line, and its head, in the style of their relation.
pub(super) fn write_ways(out: &mut String, tie: Tie, lines: &str, heads: &str) {
    put(out, format_args!("<g class=\"{}\"><path d=\"{lines}\"/>", class(tie)));
    if !heads.is_empty() {
        put(out, format_args!("<path class=\"head\" d=\"{heads}\"/>"));
    }
    out.push_str("</g>");
}

fn class(tie: Tie) -> String {
    let name = crate::vocabulary::Statement::forward(tie.relation).as_str();
    if tie.partial { format!("{name} part") } else { name.to_owned() }
}

fn write_route(out: &mut String, route: &Route) {
    let Some(first) = route.points.first() else { return };
    put(out, format_args!("M{} {}", first.x, first.y));
    if let (Bend::Loop, [_, a, b, end]) = (route.bend, route.points.as_slice()) {
        put(out, format_args!("C{} {} {} {} {} {}", a.x, a.y, b.x, b.y, end.x, end.y));
        return;
    }
    for pair in route.points.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        if from.y == to.y {
            put(out, format_args!("H{}", to.x));
        } else if from.x == to.x {
            put(out, format_args!("V{}", to.y));
        } else if route.bend == Bend::Upright {
            let y = i32::midpoint(from.y, to.y);
            put(out, format_args!("C{} {y} {} {y} {} {}", from.x, to.x, to.x, to.y));
        } else {
            let x = i32::midpoint(from.x, to.x);
            put(out, format_args!("C{x} {} {x} {} {} {}", from.y, to.y, to.x, to.y));
        }
    }
}

/// The head at a route's end, in the direction in which it arrives.
fn head(route: &Route) -> String {
    let [.., before, end] = route.points.as_slice() else { return String::new() };
    let is_upright = route.bend == Bend::Upright;
    let back = match route.bend {
        Bend::Loop => Point::new(9, -3),
        Bend::Upright if before.y <= end.y => Point::new(0, -8),
        Bend::Upright => Point::new(0, 8),
        Bend::Sideways if before.x <= end.x => Point::new(-8, 0),
        Bend::Sideways => Point::new(8, 0),
    };
    let (x, y) = (back.x, back.y);
    if is_upright {
        format!("M{} {}l-4 {y}h8z", end.x, end.y)
    } else if route.bend == Bend::Loop {
        format!("M{} {}l{x} {y}v7z", end.x, end.y)
    } else {
        format!("M{} {}l{x} -4v8z", end.x, end.y)
    }
}
