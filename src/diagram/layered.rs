//! Boxes in layers, lines from each to a later one. The `dugong` crate places them; this is the only file that knows it.
//!
//! It is handed what it is good at: one connected part at a time, without circles, loops or parallel lines. Those are
//! drawn along the ways that it finds.

mod flow;

use std::collections::{BTreeMap, BTreeSet};

use dugong::graphlib::{Graph, GraphOptions};
use dugong::{EdgeLabel, GraphLabel, NodeLabel, RankDir, layout_dagreish};

use super::geometry::{Placed, Point, Rect, Route, Size, loop_at};
use super::pack;
use super::picture::Line;
use super::ports::{self, End, Role, Side};

/// Boxes to be laid out, all of one size, and lines between them.
#[derive(Debug, Clone)]
pub(super) struct Boxes {
    /// The tier of each box; a line between tiers runs from the lower to the higher.
    pub(super) tiers: Vec<usize>,
    /// Lines by the places of their boxes.
    pub(super) lines: Vec<Line>,
    /// The size of each box.
    pub(super) size: Size,
    /// Between layers.
    pub(super) gap: i32,
}

/// Between boxes of one layer.
const BETWEEN: f64 = 14.0;

/// The way that lines run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    /// From left to right.
    Sideways,
    /// From top to bottom.
    Downwards,
}

/// Lays out the connected parts, and puts them in rows up to `width`.
pub(super) fn place(boxes: &Boxes, flow: Flow, width: i32) -> Placed {
    let mut parts = Vec::new();
    for (members, lines) in components(boxes) {
        let placed = match flow {
            Flow::Sideways => Part::new(boxes, boxes.size, &members, &lines).place(),
            Flow::Downwards => {
                Part::new(boxes, boxes.size.turned(), &members, &lines).place().turned()
            }
        };
        parts.push((placed, members, lines));
    }
    let mut placed = pack::together(parts, boxes.tiers.len(), boxes.lines.len(), width);
    for (line, route) in boxes.lines.iter().zip(&mut placed.routes) {
        if line.source == line.target {
            *route = loop_at(placed.boxes[line.source]);
        }
    }
    placed.fit()
}

/// The connected parts: their boxes and their lines, in order.
fn components(boxes: &Boxes) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut union = petgraph::unionfind::UnionFind::<usize>::new(boxes.tiers.len());
    for line in &boxes.lines {
        union.union(line.source, line.target);
    }
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    let mut parts: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
    for at in 0..boxes.tiers.len() {
        let part = *first.entry(union.find(at)).or_insert_with(|| {
            parts.push((Vec::new(), Vec::new()));
            parts.len() - 1
        });
        parts[part].0.push(at);
    }
    for (at, line) in boxes.lines.iter().enumerate() {
        parts[first[&union.find(line.source)]].1.push(at);
    }
    parts
}

/// For each pair that is tied, the places where its line passes through layers.
type Ways = BTreeMap<(usize, usize), Vec<Point>>;

/// One connected part, its boxes numbered from 0.
struct Part {
    tiers: Vec<usize>,
    /// Lines as they are to be drawn.
    lines: Vec<Line>,
    /// The pairs that are tied, each once and from layer to later layer.
    flow: flow::Flow,
    size: Size,
    gap: i32,
}

impl Part {
    fn new(boxes: &Boxes, size: Size, members: &[usize], lines: &[usize]) -> Self {
        let place = |at: usize| members.partition_point(|member| *member < at);
        let lines: Vec<Line> = lines
            .iter()
            .map(|at| boxes.lines[*at])
            .map(|line| Line { source: place(line.source), target: place(line.target), ..line })
            .collect();
        let tiers: Vec<usize> = members.iter().map(|at| boxes.tiers[*at]).collect();
        let flow = flow::without_circles(&tiers, &lines);
        Self { tiers, lines, flow, size, gap: boxes.gap }
    }

    fn place(&self) -> Placed {
        let (boxes, ways) = self.layout();
        let ways = self.ways(&boxes, &ways);
        let places = ports::place(&boxes, &self.ends(&boxes, &ways));
        let routes = self.lines.iter().zip(&ways).zip(places.chunks(2));
        let routes = routes.map(|((line, way), places)| {
            if line.source == line.target {
                return loop_at(boxes[line.source]);
            }
            let mut points = vec![places[0]];
            points.extend(&way.between);
            points.push(places[1]);
            let route = Route::sideways(points);
            if way.low == line.source { route } else { route.reversed() }
        });
        Placed { routes: routes.collect(), boxes, size: Size::default() }.fit()
    }

    /// The way of each line, downstream. Lines between the same boxes run beside each other.
    fn ways(&self, boxes: &[Rect], found: &Ways) -> Vec<Way> {
        let mut shift: BTreeMap<(usize, usize), i32> = BTreeMap::new();
        let way = |line: &Line| {
            let (low, high) = self.downstream(line.source, line.target);
            let found = found.get(&(low, high)).map_or(&[][..], Vec::as_slice);
            let mut way = Way::new(low, high, boxes, found);
            let shift = shift.entry((low, high)).or_default();
            way.between.iter_mut().for_each(|point| point.y += *shift);
            *shift += 5;
            way
        };
        self.lines.iter().map(way).collect()
    }

    /// Both ends of each line, downstream.
    fn ends(&self, boxes: &[Rect], ways: &[Way]) -> Vec<End> {
        let mut ends = Vec::with_capacity(2 * ways.len());
        for (line, way) in self.lines.iter().zip(ways) {
            let (start, finish) = (Role::Start(line.tie), Role::Finish(line.tie));
            let is_downstream = way.low == line.source;
            let (first, last) = if is_downstream { (start, finish) } else { (finish, start) };
            let towards = way.between.first().copied().unwrap_or(boxes[way.high].middle());
            let from = way.between.last().copied().unwrap_or(boxes[way.low].middle());
            ends.push(End { owner: way.low, side: way.leaves, role: first, towards });
            ends.push(End { owner: way.high, side: way.enters, role: last, towards: from });
        }
        ends
    }

    /// The pair as it flows.
    fn downstream(&self, source: usize, target: usize) -> (usize, usize) {
        if self.flow.contains(&(source, target)) { (source, target) } else { (target, source) }
    }

    /// The boxes, and for each pair the places where its line passes through layers.
    fn layout(&self) -> (Vec<Rect>, Ways) {
        let mut graph = self.graph();
        if self.tiers.len() > 1 {
            layout_dagreish(&mut graph);
        }
        let half = Point::new(self.size.width / 2, self.size.height / 2);
        let boxes: Vec<Rect> = (0..self.tiers.len())
            .map(|at| {
                let node = graph.node(&name(at));
                let x = node.and_then(|node| node.x).unwrap_or(0.0);
                let y = node.and_then(|node| node.y).unwrap_or(0.0);
                Rect::at(pixel(x, y).moved(-half.x, -half.y), self.size)
            })
            .collect();
        let mut ways = BTreeMap::new();
        for (low, high) in &self.flow {
            let Some(edge) = graph.edge(&name(*low), &name(*high), None) else { continue };
            // The first and the last point are where dugong cuts the boxes; lines end at ports here.
            let inner = edge.points.len().saturating_sub(2);
            let points = edge.points.iter().skip(1).take(inner);
            let points = points.map(|point| pixel(point.x, point.y));
            ways.insert((*low, *high), self.between(&boxes, points));
        }
        (boxes, ways)
    }

    /// Straight past the boxes of each layer, so that a line bends only in the gaps.
    fn between(&self, boxes: &[Rect], points: impl Iterator<Item = Point>) -> Vec<Point> {
        let layers: BTreeSet<i32> = boxes.iter().map(|rect| rect.x).collect();
        let mut way = Vec::new();
        for point in points {
            let layer = layers.range(..=point.x).next_back();
            if let Some(x) = layer.filter(|x| point.x <= **x + self.size.width) {
                way.push(Point::new(*x, point.y));
                way.push(Point::new(*x + self.size.width, point.y));
            }
        }
        way
    }

    fn graph(&self) -> Graph<NodeLabel, EdgeLabel, GraphLabel> {
        let mut graph =
            Graph::new(GraphOptions { multigraph: false, compound: false, directed: true });
        graph.set_graph(GraphLabel {
            rankdir: RankDir::LR,
            nodesep: BETWEEN,
            edgesep: 6.0,
            ranksep: f64::from(self.gap),
            ..GraphLabel::default()
        });
        for at in 0..self.tiers.len() {
            let (width, height) = (f64::from(self.size.width), f64::from(self.size.height));
            graph.set_node(name(at), NodeLabel { width, height, ..NodeLabel::default() });
        }
        for (low, high) in flow::laid_out(self.tiers.len(), &self.flow) {
            let minlen = self.tiers[high].saturating_sub(self.tiers[low]).max(1);
            let label = EdgeLabel { minlen, weight: 1.0, ..EdgeLabel::default() };
            graph.set_edge_with_label(name(low), name(high), label);
        }
        graph
    }
}

/// A line's way from the box that it flows from to the box that it flows to.
struct Way {
    low: usize,
    high: usize,
    leaves: Side,
    enters: Side,
    between: Vec<Point>,
}

impl Way {
    fn new(low: usize, high: usize, boxes: &[Rect], found: &[Point]) -> Self {
        let (from, to) = (boxes[low], boxes[high]);
        let mut between = found.to_vec();
        let (leaves, enters) = if to.x >= from.right() {
            (Side::Right, Side::Left)
        } else if from.x >= to.right() {
            (Side::Left, Side::Right)
        } else {
            // Both in one layer, which only a line has that did not take part: around the side.
            let x = from.right().max(to.right()) + 20;
            between = vec![Point::new(x, i32::midpoint(from.middle().y, to.middle().y))];
            (Side::Right, Side::Right)
        };
        Self { low, high, leaves, enters, between }
    }
}

/// Of one length, so that sorted as text they are sorted by number.
fn name(at: usize) -> String {
    format!("{at:08}")
}

#[expect(clippy::cast_possible_truncation, reason = "`as` clamps, and no diagram is that large")]
fn pixel(x: f64, y: f64) -> Point {
    Point::new(x.round() as i32, y.round() as i32)
}
