//! Who took whose place: successors, and the ends of their chains, worked out once for the whole graph.

use std::collections::BTreeSet;
use std::sync::Arc;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::document::DocumentId;

/// Documents, each once and in order.
type Set = BTreeSet<DocumentId>;

/// The successors of every document.
#[derive(Debug)]
pub(super) struct Succession {
    /// Those that took the whole place of a document.
    pub whole: Vec<Set>,
    /// Those that took a part of it.
    pub part: Vec<Set>,
    /// The ends of its chains. The documents of a chain share one set, so that a long one costs no more than its length.
    pub ends: Vec<Arc<Set>>,
}

impl Succession {
    /// From the supersessions of `documents`: successor, predecessor, and whether only a part is meant.
    pub(super) fn new(
        documents: usize,
        supersessions: impl Iterator<Item = (DocumentId, DocumentId, bool)>,
    ) -> Self {
        let (mut whole, mut part) = (vec![Set::new(); documents], vec![Set::new(); documents]);
        for (successor, document, partial) in supersessions.filter(|(a, b, _)| a != b) {
            let successors = if partial { &mut part } else { &mut whole };
            successors[document.0].insert(successor);
        }
        let ends = ends(&whole);
        Self { whole, part, ends }
    }
}

/// The ends of the chains that start at each document; none where nothing took its place, or only in a circle.
fn ends(successors: &[Set]) -> Vec<Arc<Set>> {
    let mut chains = DiGraph::<(), ()>::new();
    for _ in successors {
        chains.add_node(());
    }
    for (document, successors) in successors.iter().enumerate() {
        for successor in successors {
            chains.add_edge(NodeIndex::new(document), NodeIndex::new(successor.0), ());
        }
    }
    let nothing: Arc<Set> = Arc::default();
    let mut ends = vec![Arc::clone(&nothing); successors.len()];
    // Groups come with what they lead to before them. Not `tarjan_scc`, which calls itself once for each link of a chain.
    for group in kosaraju_scc(&chains) {
        let members: BTreeSet<usize> = group.iter().map(|node| node.index()).collect();
        let onward: Set = members
            .iter()
            .flat_map(|member| &successors[*member])
            .filter(|successor| !members.contains(&successor.0))
            .copied()
            .collect();
        let found = joined(&onward, successors, &ends);
        for member in members {
            ends[member] = Arc::clone(&found);
        }
    }
    ends
}

/// The ends that some successors lead to, each of them an end itself where nothing took its place.
fn joined(onward: &Set, successors: &[Set], ends: &[Arc<Set>]) -> Arc<Set> {
    let leads_on = |id: &DocumentId| !successors[id.0].is_empty();
    if let Some(only) = onward.first().filter(|only| onward.len() == 1 && leads_on(only)) {
        return Arc::clone(&ends[only.0]);
    }
    let (further, last): (Vec<DocumentId>, Vec<DocumentId>) =
        onward.iter().copied().partition(leads_on);
    let further = further.iter().flat_map(|id| ends[id.0].iter().copied());
    Arc::new(further.chain(last).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The ends of every document's chains, from pairs of a document and its successor.
    fn ends_of(documents: usize, pairs: &[(usize, usize)]) -> Vec<String> {
        let pairs = pairs.iter().map(|(old, new)| (DocumentId(*new), DocumentId(*old), false));
        let succession = Succession::new(documents, pairs);
        let listed =
            |ends: &Arc<Set>| ends.iter().map(|id| id.0.to_string()).collect::<Vec<_>>().join(" ");
        succession.ends.iter().map(listed).collect()
    }

    #[test]
    fn a_chain_ends_where_nothing_took_the_place() {
        assert_eq!(ends_of(3, &[(0, 1), (1, 2)]), ["2", "2", ""]);
    }

    #[test]
    fn a_fork_has_both_ends_and_several_predecessors_have_one() {
        assert_eq!(ends_of(4, &[(0, 1), (0, 2), (2, 3)]), ["1 3", "", "3", ""]);
        assert_eq!(ends_of(3, &[(0, 2), (1, 2)]), ["2", "2", ""]);
        let meet_again = &[(0, 1), (0, 2), (1, 3), (2, 3), (2, 4)];
        assert_eq!(ends_of(5, meet_again), ["3 4", "3", "3 4", "", ""]);
    }

    #[test]
    fn a_circle_ends_nowhere_unless_it_is_left() {
        assert_eq!(ends_of(2, &[(0, 1), (1, 0)]), ["", ""]);
        assert_eq!(ends_of(3, &[(0, 1), (1, 0), (1, 2)]), ["2", "2", ""]);
        assert_eq!(ends_of(1, &[(0, 0)]), [""]);
    }

    #[test]
    fn a_chain_of_any_length_is_followed_and_shares_its_end() {
        let links: Vec<(DocumentId, DocumentId, bool)> =
            (1..100_000).map(|at| (DocumentId(at), DocumentId(at - 1), false)).collect();
        let ends = Succession::new(100_000, links.into_iter()).ends;
        assert_eq!(*ends[0], Set::from([DocumentId(99_999)]));
        assert!(ends[..99_999].iter().all(|other| Arc::ptr_eq(other, &ends[0])));
    }

    #[test]
    fn a_part_takes_no_place() {
        let supersessions = [(DocumentId(1), DocumentId(0), true)];
        let succession = Succession::new(2, supersessions.into_iter());
        assert_eq!(succession.part[0], Set::from([DocumentId(1)]));
        assert!(succession.whole[0].is_empty() && succession.ends[0].is_empty());
    }
}
