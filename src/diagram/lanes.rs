//! What superseded what: each chain a lane, the old on the left. Where every record has a date, years are columns.

mod order;
mod routes;

use std::collections::{BTreeMap, BTreeSet};

use super::geometry::{Placed, Point, Rect, Size};
use super::picture::{Anchor, Caption, Line};

/// When a document was decided, for its place in a lane: its date, then its number, then its place among the others.
pub(super) type Moment = (Option<String>, Option<u64>, usize);

/// Between columns.
const GAP: i32 = 52;
/// Between lanes of one part, and between parts.
const BETWEEN: i32 = 14;
const BETWEEN_PARTS: i32 = 26;
/// For a line that goes around boxes.
const TRACK: i32 = 8;
const AXIS: i32 = 26;
/// More columns than this would be mostly empty, and a line's other end out of sight.
const MOST_COLUMNS: usize = 4;

/// Boxes and lines in lanes, and the years above them.
pub(super) fn place(moments: &[Moment], lines: &[Line], size: Size) -> (Placed, Vec<Caption>) {
    let mut years = years(moments);
    let mut grid = Grid::new(moments, lines, &years);
    if grid.fill() > MOST_COLUMNS && !years.is_empty() {
        years.clear();
        grid = Grid::new(moments, lines, &years);
        grid.fill();
    }
    let top = if years.is_empty() { 0 } else { AXIS };
    let boxes = grid.boxes(size, top);
    let routes = routes::of(&grid, &boxes);
    let captions = grid.captions(&years, size);
    (Placed { boxes, routes, size: Size::default() }, captions)
}

/// The years of all moments, if all have one and they are few.
fn years(moments: &[Moment]) -> Vec<&str> {
    let Some(years) = moments.iter().map(year_of).collect::<Option<BTreeSet<&str>>>() else {
        return Vec::new();
    };
    let years: Vec<&str> = years.into_iter().collect();
    if (2..=MOST_COLUMNS).contains(&years.len()) { years } else { Vec::new() }
}

fn year_of(moment: &Moment) -> Option<&str> {
    moment.0.as_deref().and_then(|date| date.get(..4))
}

struct Grid<'g> {
    moments: &'g [Moment],
    /// From the newer to the older, as a rule.
    lines: &'g [Line],
    /// The year of each box, by its place among the years.
    buckets: Vec<usize>,
    /// Boxes by lane, each lane in order; lanes by part.
    lanes: Vec<Vec<usize>>,
    /// The first lane of each part.
    starts: BTreeSet<usize>,
    lane_of: Vec<usize>,
    column_of: Vec<usize>,
    /// The first column of each year.
    first_columns: Vec<usize>,
}

impl<'g> Grid<'g> {
    fn new(moments: &'g [Moment], lines: &'g [Line], years: &[&str]) -> Self {
        let bucket =
            |moment| years.iter().position(|year| year_of(moment) == Some(year)).unwrap_or(0);
        Self {
            moments,
            lines,
            buckets: moments.iter().map(bucket).collect(),
            lanes: Vec::new(),
            starts: BTreeSet::new(),
            lane_of: vec![0; moments.len()],
            column_of: vec![0; moments.len()],
            first_columns: vec![0; years.len().max(1)],
        }
    }

    /// Gives every box its lane and its column, and the number of columns.
    fn fill(&mut self) -> usize {
        let older = order::older(self.moments.len(), self.lines);
        for part in order::parts(self.moments, self.lines) {
            self.starts.insert(self.lanes.len());
            self.fill_part(&part, &older);
        }
        self.columns()
    }

    /// A box goes on in the lane that ends with what it superseded, or starts its own.
    fn fill_part(&mut self, part: &[usize], older: &[Vec<usize>]) {
        let mut last: BTreeMap<usize, usize> = BTreeMap::new();
        for at in order::in_order(self.moments, part, older) {
            let ended = older[at].iter().find_map(|old| last.remove_entry(old));
            let lane = ended.map_or(self.lanes.len(), |(_, lane)| lane);
            if lane == self.lanes.len() {
                self.lanes.push(Vec::new());
            }
            self.lanes[lane].push(at);
            self.lane_of[at] = lane;
            last.insert(at, lane);
        }
    }

    /// A column for each box: in its year, after its predecessors in the lane and what it superseded elsewhere.
    fn columns(&mut self) -> usize {
        let ranks = self.ranks();
        let mut widths = vec![1; self.first_columns.len()];
        for (at, rank) in ranks.iter().enumerate() {
            widths[self.buckets[at]] = widths[self.buckets[at]].max(rank + 1);
        }
        let mut next = 0;
        for (first, width) in self.first_columns.iter_mut().zip(widths) {
            *first = next;
            next += width;
        }
        for (at, rank) in ranks.into_iter().enumerate() {
            self.column_of[at] = self.first_columns[self.buckets[at]] + rank;
        }
        next
    }

    /// The place of each box among those of its lane and year.
    fn ranks(&mut self) -> Vec<usize> {
        let mut ranks = vec![0; self.moments.len()];
        for lane in &mut self.lanes {
            let buckets = &self.buckets;
            lane.sort_by_key(|at| buckets[*at]);
            for pair in 1..lane.len() {
                let (before, at) = (lane[pair - 1], lane[pair]);
                if buckets[before] == buckets[at] {
                    ranks[at] = ranks[before] + 1;
                }
            }
        }
        self.push_back(&mut ranks);
        ranks
    }

    /// What superseded a box of another lane moves behind it, with the rest of its lane. A bounded number of times, and
    /// behind none that has more ranks before it than there are boxes: in a circle each would move behind the other, twice
    /// as far each time.
    fn push_back(&self, ranks: &mut [usize]) {
        let most = self.moments.len();
        for _ in 0..4 {
            let mut is_settled = true;
            for Line { source, target, .. } in self.lines {
                let same_year = self.buckets[*source] == self.buckets[*target];
                let apart = self.lane_of[*source] != self.lane_of[*target];
                let is_before = ranks[*source] <= ranks[*target] && ranks[*target] < most;
                if same_year && apart && is_before {
                    self.push_lane(ranks, *source, ranks[*target] + 1 - ranks[*source]);
                    is_settled = false;
                }
            }
            if is_settled {
                break;
            }
        }
    }

    fn push_lane(&self, ranks: &mut [usize], from: usize, by: usize) {
        let lane = &self.lanes[self.lane_of[from]];
        let later = lane.iter().skip_while(|at| **at != from);
        for at in later.filter(|at| self.buckets[**at] == self.buckets[from]) {
            ranks[*at] += by;
        }
    }

    fn boxes(&self, size: Size, top: i32) -> Vec<Rect> {
        let mut tracks = vec![0; self.lanes.len()];
        for line in self.lines {
            if self.goes_around(line) {
                tracks[self.lane_of[line.source]] += 1;
            }
        }
        let mut tops = Vec::with_capacity(self.lanes.len());
        let mut y = top;
        for (lane, tracks) in tracks.into_iter().enumerate() {
            if lane > 0 {
                y += if self.starts.contains(&lane) { BETWEEN_PARTS } else { BETWEEN };
            }
            tops.push(y);
            y += size.height + tracks * TRACK;
        }
        (0..self.moments.len())
            .map(|at| {
                let column = i32::try_from(self.column_of[at]).unwrap_or(i32::MAX);
                let x = column.saturating_mul(size.width + GAP);
                Rect::at(Point::new(x, tops[self.lane_of[at]]), size)
            })
            .collect()
    }

    /// Whether a line cannot run straight from its source leftwards to its target.
    fn goes_around(&self, line: &Line) -> bool {
        let Line { source, target, .. } = *line;
        let (from, to) = (self.column_of[source], self.column_of[target]);
        if source == target || from == to + 1 {
            return false;
        }
        if self.lane_of[source] != self.lane_of[target] || from <= to {
            return true;
        }
        let between = |at: &usize| (to + 1..from).contains(&self.column_of[*at]);
        self.lanes[self.lane_of[source]].iter().any(between)
    }

    fn captions(&self, years: &[&str], size: Size) -> Vec<Caption> {
        let caption = |(year, column): (&&str, &usize)| {
            let column = i32::try_from(*column).unwrap_or(i32::MAX);
            let at = Point::new(column.saturating_mul(size.width + GAP), 12);
            Caption { at, anchor: Anchor::Start, words: (*year).to_owned() }
        };
        years.iter().zip(&self.first_columns).map(caption).collect()
    }
}
