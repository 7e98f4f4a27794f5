//! `<!-- adr:matrix -->`: each requirement with the decisions and modules that satisfy it, and what that comes to.

use std::collections::BTreeSet;

use super::{own_id, paragraph, shorts, table::table};
use crate::document::{DocumentId, PageId};
use crate::render::references::reference;
use crate::render::{View, badge};
use crate::vocabulary::{Kind, Relation};

/// What satisfies a requirement.
struct Traced {
    requirement: DocumentId,
    decisions: BTreeSet<DocumentId>,
    /// Those that say so, and those that a decision in force among the others governs.
    modules: BTreeSet<DocumentId>,
}

/// The matrix of some requirements.
pub fn matrix(view: &View<'_>, page: PageId, documents: &[DocumentId]) -> String {
    let traced: Vec<Traced> = documents.iter().map(|id| trace(view, *id)).collect();
    let rows: Vec<Vec<String>> = traced
        .iter()
        .map(|traced| {
            let document = view.analysis.document(traced.requirement);
            vec![
                own_id(view, traced.requirement),
                reference(view, page, traced.requirement, &document.title.value),
                badge::mark(view, traced.requirement),
                shorts(view, page, traced.decisions.iter().copied()),
                shorts(view, page, traced.modules.iter().copied()),
            ]
        })
        .collect();
    let heads = ["Id", "Requirement", "Status", "Decisions", "Modules"];
    let table = table(view, "Traceability", &heads, &rows);
    [table, totals(view, &traced)].join(view.medium.between())
}

fn trace(view: &View<'_>, requirement: DocumentId) -> Traced {
    let graph = &view.analysis.graph;
    let document = |id: DocumentId| view.analysis.document(id);
    let satisfying = graph
        .to(requirement)
        .into_iter()
        .filter(|link| link.edge.relation == Relation::Satisfies)
        .map(|link| link.source);
    let (mut decisions, mut modules) = (BTreeSet::new(), BTreeSet::new());
    for id in satisfying {
        match document(id).kind {
            Kind::Decision => decisions.insert(id),
            Kind::Module => modules.insert(id),
            _ => false,
        };
    }
    for decision in decisions.iter().filter(|id| document(**id).in_force()) {
        let governed = graph
            .from(*decision)
            .into_iter()
            .filter(|link| link.edge.relation == Relation::Governs);
        modules.extend(
            governed.map(|link| link.target).filter(|id| document(*id).kind == Kind::Module),
        );
    }
    Traced { requirement, decisions, modules }
}

/// How many requirements have what. Only what is in force counts; each requirement counts once.
fn totals(view: &View<'_>, traced: &[Traced]) -> String {
    let document = |id: DocumentId| view.analysis.document(id);
    let counted: Vec<&Traced> =
        traced.iter().filter(|traced| !document(traced.requirement).is_out_of_force()).collect();
    if counted.is_empty() {
        return paragraph(view, "No requirements are left to satisfy.");
    }
    let mut counts = [0usize; 4];
    for traced in &counted {
        let has = |ids: &BTreeSet<DocumentId>| ids.iter().any(|id| document(*id).in_force());
        counts[match (has(&traced.decisions), has(&traced.modules)) {
            (true, true) => 0,
            (true, false) => 1,
            (false, true) => 2,
            (false, false) => 3,
        }] += 1;
    }
    let total = counted.len();
    let row = |name: &str, count: usize| {
        vec![name.to_owned(), count.to_string(), format!("{} %", count * 100 / total)]
    };
    let names = ["a decision and a module", "a decision only", "a module only", "neither"];
    let mut rows: Vec<Vec<String>> =
        names.iter().zip(counts).map(|(name, count)| row(name, count)).collect();
    rows.push(row("all together", total));
    let left_out = traced.len() - total;
    if left_out > 0 {
        let name = "out of force, not counted".to_owned();
        rows.push(vec![name, left_out.to_string(), String::new()]);
    }
    table(view, "Totals", &["Requirements with", "Number", "Share"], &rows)
}
