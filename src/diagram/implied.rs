//! Leaves out of a dense picture what follows from the rest: a dependency of a dependency.

use std::collections::BTreeSet;

use petgraph::algo::toposort;
use petgraph::algo::tred::{dag_to_toposorted_adjacency_list, dag_transitive_reduction_closure};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::IntoNeighbors as _;

use super::facts::{Fact, Facts};

/// Lines for each box, above which a picture is dense.
const DENSE: usize = 2;

/// The facts without those that follow from others, and how many these are. Only of a dense picture of few documents,
/// and only where nothing leads back to where it came from: in a circle everything would follow from everything.
pub(super) fn reduced(facts: &Facts, most: usize) -> (Facts, usize) {
    let whole = (facts.clone(), 0);
    let count = facts.documents.len();
    if count > most || facts.relations.len() <= DENSE * count {
        return whole;
    }
    let mut graph = DiGraph::<(), (), u32>::new();
    let nodes: Vec<NodeIndex> = facts.documents.iter().map(|_| graph.add_node(())).collect();
    let place = |id| facts.documents.partition_point(|other| *other < id);
    for fact in &facts.relations {
        graph.update_edge(nodes[place(fact.source)], nodes[place(fact.target)], ());
    }
    let Ok(order) = toposort(&graph, None) else { return whole };
    let (sorted, ranks) = dag_to_toposorted_adjacency_list::<_, u32>(&graph, &order);
    let (reduction, _) = dag_transitive_reduction_closure(&sorted);
    let direct: BTreeSet<(u32, u32)> = (0..u32::try_from(count).unwrap_or(u32::MAX))
        .flat_map(|source| reduction.neighbors(source).map(move |target| (source, target)))
        .collect();
    let rank = |id| ranks[place(id)];
    let is_direct = |fact: &&Fact| direct.contains(&(rank(fact.source), rank(fact.target)));
    let relations: Vec<Fact> = facts.relations.iter().filter(is_direct).copied().collect();
    let left = facts.relations.len() - relations.len();
    (Facts { relations, ..whole.0 }, left)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagram::facts::Tie;
    use crate::document::DocumentId;
    use crate::vocabulary::Relation;

    fn facts(pairs: &[(usize, usize)]) -> Facts {
        let kind = Tie { relation: Relation::DependsOn, partial: false };
        let fact =
            |(a, b): &(usize, usize)| Fact { source: DocumentId(*a), kind, target: DocumentId(*b) };
        let documents = (0..6).map(DocumentId).collect();
        Facts { documents, relations: pairs.iter().map(fact).collect(), unrelated: 0 }
    }

    #[test]
    fn what_follows_from_the_rest_is_left_out_and_counted() {
        let all: Vec<(usize, usize)> = (0..6).flat_map(|a| (0..a).map(move |b| (a, b))).collect();
        let (drawn, left) = reduced(&facts(&all), 150);
        assert_eq!(drawn.relations, facts(&[(1, 0), (2, 1), (3, 2), (4, 3), (5, 4)]).relations);
        assert_eq!(left, 10);
    }

    #[test]
    fn circles_few_lines_and_many_documents_stay_as_they_are() {
        let all: Vec<(usize, usize)> = (0..6).flat_map(|a| (0..a).map(move |b| (a, b))).collect();
        let circle = [all.as_slice(), &[(0, 5)]].concat();
        let few = [(2, 1), (1, 0), (2, 0)];
        for (pairs, most) in [(circle.as_slice(), 150), (&few, 150), (&all, 5)] {
            assert_eq!(reduced(&facts(pairs), most), (facts(pairs), 0));
        }
    }
}
