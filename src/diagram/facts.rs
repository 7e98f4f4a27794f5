//! What a diagram is of: documents, and the relations between them, each once.

use std::collections::{BTreeMap, BTreeSet};

use super::Scope;
use crate::analysis::Analysis;
use crate::document::DocumentId;
use crate::graph::Link;
use crate::vocabulary::{Kind, Relation};

/// A relation between two documents, whoever states it and how often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fact {
    /// Where it starts.
    pub source: DocumentId,
    /// What it is.
    pub kind: Tie,
    /// Where it ends.
    pub target: DocumentId,
}

/// A relation, of the whole or in part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tie {
    /// The relation.
    pub relation: Relation,
    /// Whether only a part is meant.
    pub partial: bool,
}

impl Tie {
    /// The words between source and target: `depends on`, `supersedes in part`.
    pub fn words(self) -> String {
        let words = crate::vocabulary::Statement::forward(self.relation).as_str().replace('-', " ");
        if self.partial { format!("{words} in part") } else { words }
    }
}

/// The documents and relations of a diagram.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// What is drawn, in order.
    pub documents: Vec<DocumentId>,
    /// How it is related, in order.
    pub relations: Vec<Fact>,
    /// How many documents the diagram could be about, and is not, because they are related to none.
    pub unrelated: usize,
}

/// What belongs to a scope, of one book or of all. A book's are also the relations to documents of others.
pub fn of_scope(analysis: &Analysis, scope: Scope, book: Option<usize>) -> Facts {
    let is_own = |id| book.is_none_or(|book| analysis.document(id).page.book == book);
    let links = analysis.graph.links().filter(|link| is_own(link.source) || is_own(link.target));
    let relations: BTreeSet<Fact> =
        links.filter(|link| belongs(analysis, scope, *link)).map(fact).collect();
    let mut documents: BTreeSet<DocumentId> =
        relations.iter().flat_map(|fact| [fact.source, fact.target]).collect();
    let related = documents.len();
    let eligible =
        analysis.all().filter(|(id, document)| is_own(*id) && is_about(scope, &document.kind));
    let eligible: BTreeSet<DocumentId> = eligible.map(|(id, _)| id).collect();
    let standing = eligible.iter().filter(|id| stands_alone(scope, &analysis.document(**id).kind));
    if related > 0 {
        documents.extend(standing);
    }
    let unrelated = eligible.difference(&documents).count();
    Facts { documents: documents.into_iter().collect(), relations: once(&relations), unrelated }
}

/// Every relation that one document has, plain mentions only where nothing else ties the two.
pub fn around(analysis: &Analysis, document: DocumentId) -> Facts {
    let links = analysis.graph.from(document).into_iter().chain(analysis.graph.to(document));
    let mut ties: BTreeMap<DocumentId, BTreeSet<Fact>> = BTreeMap::new();
    for link in links {
        let other = if link.source == document { link.target } else { link.source };
        ties.entry(other).or_default().insert(fact(link));
    }
    let is_mention = |fact: &Fact| fact.kind.relation == Relation::Mentions;
    for facts in ties.values_mut() {
        if !facts.iter().all(is_mention) {
            facts.retain(|fact| !is_mention(fact));
        }
    }
    let documents = ties.keys().copied().chain([document]).collect::<BTreeSet<_>>();
    let relations = ties.into_values().flatten().collect::<BTreeSet<_>>();
    Facts { documents: documents.into_iter().collect(), relations: once(&relations), unrelated: 0 }
}

fn fact(link: Link) -> Fact {
    let kind = Tie { relation: link.edge.relation, partial: link.edge.partial };
    Fact { source: link.source, kind, target: link.target }
}

/// Each fact once: where both ends state a relation that reads the same from both, the earlier one's stays.
fn once(facts: &BTreeSet<Fact>) -> Vec<Fact> {
    let says_again = |fact: &Fact| {
        let mirrored = Fact { source: fact.target, target: fact.source, ..*fact };
        fact.kind.relation.is_symmetric() && fact.source > fact.target && facts.contains(&mirrored)
    };
    facts.iter().filter(|fact| !says_again(fact)).copied().collect()
}

fn belongs(analysis: &Analysis, scope: Scope, link: Link) -> bool {
    let is_module = |id| analysis.document(id).kind == Kind::Module;
    match scope {
        Scope::All => link.edge.relation != Relation::Mentions,
        Scope::Supersession => link.edge.relation == Relation::Supersedes,
        Scope::Modules => {
            link.edge.relation == Relation::DependsOn
                && is_module(link.source)
                && is_module(link.target)
        }
        Scope::Traceability => {
            matches!(link.edge.relation, Relation::Satisfies | Relation::Governs)
        }
    }
}

/// Whether a scope is about documents of a kind at all.
fn is_about(scope: Scope, kind: &Kind) -> bool {
    match scope {
        Scope::All => true,
        Scope::Supersession => *kind == Kind::Decision,
        Scope::Modules => *kind == Kind::Module,
        Scope::Traceability => {
            matches!(kind, Kind::Requirement | Kind::Decision | Kind::Module)
        }
    }
}

/// Whether a document of a kind is drawn although it is related to none: that nothing satisfies a requirement is what
/// a reader looks for.
fn stands_alone(scope: Scope, kind: &Kind) -> bool {
    match scope {
        Scope::All | Scope::Supersession => false,
        Scope::Modules => true,
        Scope::Traceability => matches!(kind, Kind::Requirement | Kind::Module),
    }
}
