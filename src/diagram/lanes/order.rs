//! Which boxes belong together, and in which order they stand: by what they superseded, and in time.

use std::collections::{BTreeMap, BTreeSet};

use super::Moment;
use crate::diagram::picture::Line;

/// What each box superseded.
pub(super) fn older(count: usize, lines: &[Line]) -> Vec<Vec<usize>> {
    let mut older = vec![Vec::new(); count];
    for line in lines {
        older[line.source].push(line.target);
    }
    older
}

/// The boxes that lines connect, in their order in time; the parts by their oldest.
pub(super) fn parts(moments: &[Moment], lines: &[Line]) -> Vec<Vec<usize>> {
    let mut union = petgraph::unionfind::UnionFind::<usize>::new(moments.len());
    for line in lines {
        union.union(line.source, line.target);
    }
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..moments.len() {
        parts.entry(union.find(at)).or_default().push(at);
    }
    let mut parts: Vec<Vec<usize>> = parts.into_values().collect();
    for part in &mut parts {
        part.sort_by_key(|at| &moments[*at]);
    }
    parts.sort_by_key(|part| &moments[part[0]]);
    parts
}

/// Each box after what it superseded, and else in time; where they supersede each other in a circle, in time.
pub(super) fn in_order(moments: &[Moment], part: &[usize], older: &[Vec<usize>]) -> Vec<usize> {
    let mut waits: BTreeMap<usize, usize> = BTreeMap::new();
    let mut newer: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in part {
        let others = older[*at].iter().filter(|old| *old != at).collect::<BTreeSet<_>>();
        waits.insert(*at, others.len());
        for old in others {
            newer.entry(*old).or_default().push(*at);
        }
    }
    // Who waits for how many; the first to go waits for none, or for the fewest.
    let mut open: BTreeSet<(usize, &Moment, usize)> =
        waits.iter().map(|(at, count)| (*count, &moments[*at], *at)).collect();
    let mut sorted = Vec::new();
    while let Some((_, _, at)) = open.pop_first() {
        sorted.push(at);
        waits.remove(&at);
        for next in newer.remove(&at).unwrap_or_default() {
            if let Some(count) = waits.get_mut(&next) {
                open.remove(&(*count, &moments[next], next));
                *count -= 1;
                open.insert((*count, &moments[next], next));
            }
        }
    }
    sorted
}
