//! Documents and relations in petgraph; each edge keeps the reference that states it. The questions that rules ask.

mod succession;

use std::collections::BTreeSet;

use petgraph::Direction;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef as _;

use self::succession::Succession;
use crate::document::{Document, DocumentId};
use crate::resolve::{Outcome, Resolved};
use crate::vocabulary::{Relation, Statement};

/// A relation between two documents, stated by one reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The relation, read from the edge's source to its target.
    pub relation: Relation,
    /// Whether only a part is meant.
    pub partial: bool,
    /// Whether the target states it.
    pub inverse: bool,
    /// Index of the reference in [`crate::analysis::Analysis::references`].
    pub reference: usize,
}

/// An edge with its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// Where the relation starts.
    pub source: DocumentId,
    /// Where it ends.
    pub target: DocumentId,
    /// The relation.
    pub edge: Edge,
}

/// The graph. Two ends that both state a relation give two parallel edges.
#[derive(Debug)]
pub struct Graph {
    inner: DiGraph<DocumentId, Edge>,
    succession: Succession,
    /// The newer and the older document, where the older one says that a part of it was superseded.
    parts_of_older: BTreeSet<(DocumentId, DocumentId)>,
}

impl Graph {
    /// The graph of what the references mean.
    pub fn new(documents: &[Document], references: &[Resolved]) -> Self {
        let mut inner = DiGraph::with_capacity(documents.len(), references.len());
        for at in 0..documents.len() {
            inner.add_node(DocumentId(at));
        }
        for (reference, resolved) in references.iter().enumerate() {
            let Outcome::Document(other, _) = resolved.outcome else { continue };
            let Statement { relation, inverse } = resolved.reference.statement;
            let own = NodeIndex::new(resolved.reference.source.0);
            let other = NodeIndex::new(other.0);
            let (source, target) = if inverse { (other, own) } else { (own, other) };
            inner.add_edge(
                source,
                target,
                Edge { relation, partial: resolved.reference.partial, inverse, reference },
            );
        }
        let supersessions = inner
            .edge_references()
            .filter(|edge| edge.weight().relation == Relation::Supersedes)
            .map(|edge| {
                (document_of(edge.source()), document_of(edge.target()), edge.weight().partial)
            });
        let succession = Succession::new(documents.len(), supersessions);
        let is_part =
            |edge: &Edge| edge.relation == Relation::Supersedes && edge.inverse && edge.partial;
        let parts_of_older = inner.edge_references().filter(|edge| is_part(edge.weight()));
        let parts_of_older =
            parts_of_older.map(|edge| (document_of(edge.source()), document_of(edge.target())));
        Self { succession, parts_of_older: parts_of_older.collect(), inner }
    }

    /// Every edge, in the order of the references.
    pub fn links(&self) -> impl Iterator<Item = Link> {
        self.inner.edge_references().map(|edge| Link {
            source: document_of(edge.source()),
            target: document_of(edge.target()),
            edge: *edge.weight(),
        })
    }

    /// Edges that leave a document, by reference.
    pub fn from(&self, document: DocumentId) -> Vec<Link> {
        self.around(document, Direction::Outgoing)
    }

    /// Edges that reach a document, by reference.
    pub fn to(&self, document: DocumentId) -> Vec<Link> {
        self.around(document, Direction::Incoming)
    }

    fn around(&self, document: DocumentId, direction: Direction) -> Vec<Link> {
        let mut links: Vec<Link> = self
            .inner
            .edges_directed(NodeIndex::new(document.0), direction)
            .map(|edge| Link {
                source: document_of(edge.source()),
                target: document_of(edge.target()),
                edge: *edge.weight(),
            })
            .collect();
        links.sort_by_key(|link| link.edge.reference);
        links
    }

    /// Whether `older` says itself that `newer` superseded a part of it.
    pub fn older_says_part(&self, newer: DocumentId, older: DocumentId) -> bool {
        self.parts_of_older.contains(&(newer, older))
    }

    /// The documents that took the place of one, in whole or in part, without itself.
    pub fn successors(&self, document: DocumentId, partial: bool) -> &BTreeSet<DocumentId> {
        let Succession { whole, part, .. } = &self.succession;
        &(if partial { part } else { whole })[document.0]
    }

    /// The ends of the chains of successors: documents that nothing superseded whole. Empty where a chain is a circle,
    /// and for a document without successors.
    pub fn live_ends(&self, document: DocumentId) -> &BTreeSet<DocumentId> {
        &self.succession.ends[document.0]
    }

    /// Groups of documents that the edges which `keep` keeps lead round in a circle, each sorted; in the order of their
    /// first members. A document that leads to itself is none.
    pub fn cycles(&self, keep: impl Fn(Link) -> bool) -> Vec<Vec<DocumentId>> {
        let kept = self.inner.filter_map(
            |_, document| Some(*document),
            |at, edge| {
                let (source, target) = self.inner.edge_endpoints(at)?;
                let link =
                    Link { source: document_of(source), target: document_of(target), edge: *edge };
                keep(link).then_some(())
            },
        );
        // Not `tarjan_scc`, which calls itself once for each link of a chain.
        let mut cycles: Vec<Vec<DocumentId>> = kosaraju_scc(&kept)
            .into_iter()
            .filter(|group| group.len() > 1)
            .map(|group| {
                let mut group: Vec<_> = group.into_iter().map(document_of).collect();
                group.sort_unstable();
                group
            })
            .collect();
        cycles.sort();
        cycles
    }
}

fn document_of(node: NodeIndex) -> DocumentId {
    DocumentId(node.index())
}
