//! Which way lines flow through layers, so that no way leads back, and which of them take part in the layout.

use std::collections::BTreeSet;

use crate::diagram::picture::Line;

/// Pairs of boxes, from the layer of the first to the later one of the second.
pub(super) type Flow = BTreeSet<(usize, usize)>;

/// How many layers all lines together may pass through. A line beyond that does not take part in the layout, which
/// would take too long, and runs straight.
const MOST_PASSED: usize = 1_000;

/// The pairs that take part in the layout of `count` boxes: enough to connect all, and others while there is time.
pub(super) fn laid_out(count: usize, flow: &Flow) -> Vec<(usize, usize)> {
    let layers = layers(count, flow);
    let mut union = petgraph::unionfind::UnionFind::<usize>::new(count);
    let mut pairs: Vec<(usize, usize)> = flow.iter().copied().collect();
    let passed = |(low, high): (usize, usize)| layers[high] - layers[low];
    pairs.sort_by_key(|pair| (passed(*pair), *pair));
    let (mut taken, others): (Vec<_>, Vec<_>) =
        pairs.into_iter().partition(|(low, high)| union.union(*low, *high));
    let mut room = MOST_PASSED.saturating_sub(taken.iter().map(|pair| passed(*pair)).sum());
    for pair in others {
        if passed(pair) > room {
            break;
        }
        room -= passed(pair);
        taken.push(pair);
    }
    taken.sort_unstable();
    taken
}

/// Each tied pair once and in one direction, so that no way leads back: from the lower tier, else as the first line
/// says unless that closes a circle.
pub(super) fn without_circles(tiers: &[usize], lines: &[Line]) -> Flow {
    let mut next: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); tiers.len()];
    for Line { source, target, .. } in
        lines.iter().copied().filter(|line| line.source != line.target)
    {
        let is_up = tiers[source] <= tiers[target];
        let (low, high) = if is_up { (source, target) } else { (target, source) };
        if !next[high].contains(&low) {
            next[low].insert(high);
        }
    }
    let mut flow = BTreeSet::new();
    let mut state = vec![State::New; tiers.len()];
    for start in 0..tiers.len() {
        walk(start, &next, &mut state, &mut flow);
    }
    flow
}

/// The longest way to each box from a start.
fn layers(count: usize, flow: &Flow) -> Vec<usize> {
    let mut incoming = vec![0_usize; count];
    let mut outgoing: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (low, high) in flow {
        incoming[*high] += 1;
        outgoing[*low].push(*high);
    }
    let mut layers = vec![0; count];
    let mut open: Vec<usize> = (0..count).filter(|at| incoming[*at] == 0).collect();
    while let Some(at) = open.pop() {
        for next in &outgoing[at] {
            layers[*next] = layers[*next].max(layers[at] + 1);
            incoming[*next] -= 1;
            if incoming[*next] == 0 {
                open.push(*next);
            }
        }
    }
    layers
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

/// Depth first, on a stack of its own: a chain may be longer than the thread's.
fn walk(start: usize, next: &[BTreeSet<usize>], state: &mut [State], flow: &mut Flow) {
    if state[start] != State::New {
        return;
    }
    state[start] = State::Open;
    let mut open = vec![(start, next[start].iter())];
    while let Some((at, rest)) = open.last_mut() {
        let at = *at;
        let Some(to) = rest.next().copied() else {
            state[at] = State::Done;
            open.pop();
            continue;
        };
        // A line back to what is still open closes a circle: it flows the other way.
        flow.insert(if state[to] == State::Open { (to, at) } else { (at, to) });
        if state[to] == State::New {
            state[to] = State::Open;
            open.push((to, next[to].iter()));
        }
    }
}
