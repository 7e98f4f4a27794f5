//! Large pictures made small: circles, then folders, become one box each that says how many documents it holds.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::tarjan_scc;
use petgraph::graph::DiGraph;

use super::facts::Facts;
use super::picture::{Label, Line, Picture};
use super::text::plain;
use crate::analysis::Analysis;
use crate::book::folder_of;
use crate::document::DocumentId;
use crate::vocabulary::Kind;

/// Nobody reads more boxes than this in one picture.
pub(super) const MOST: usize = 150;
/// Fewer boxes than this say too little: a folder that holds everything is told by its numbers instead.
const FEWEST: usize = 8;

/// The facts in at most [`MOST`] boxes, and what to say of it.
pub(super) fn picture(analysis: &Analysis, facts: &Facts) -> (Picture, Option<&'static str>) {
    if facts.documents.len() <= MOST {
        return (Picture::of(analysis, facts), None);
    }
    let circles = circles(facts);
    if circles.len() <= MOST {
        let note = "Documents that lead back to each other share a box.";
        let words = |_: &[DocumentId]| "in a circle".to_owned();
        return (grouped(analysis, facts, &circles, words), Some(note));
    }
    let folders = folders(analysis, &facts.documents);
    let words = |group: &[DocumentId]| in_folder(analysis, group);
    (grouped(analysis, facts, &folders, words), Some("Documents of a folder share a box."))
}

/// The documents by the circles that they are in, most of them alone.
fn circles(facts: &Facts) -> Vec<Vec<DocumentId>> {
    let mut graph = DiGraph::<(), ()>::with_capacity(facts.documents.len(), facts.relations.len());
    let nodes: Vec<_> = facts.documents.iter().map(|_| graph.add_node(())).collect();
    let place = |id| nodes[facts.documents.partition_point(|other| *other < id)];
    for fact in &facts.relations {
        graph.add_edge(place(fact.source), place(fact.target), ());
    }
    let mut circles: Vec<Vec<DocumentId>> = tarjan_scc(&graph)
        .into_iter()
        .map(|group| {
            let mut group: Vec<_> =
                group.into_iter().map(|node| facts.documents[node.index()]).collect();
            group.sort_unstable();
            group
        })
        .collect();
    circles.sort();
    circles
}

/// The documents by kind and folder, as deep as there is room for.
fn folders(analysis: &Analysis, documents: &[DocumentId]) -> Vec<Vec<DocumentId>> {
    let depth = |id: &DocumentId| folder_of(&analysis.document(*id).path).split('/').count();
    let deepest = documents.iter().map(depth).max().unwrap_or(0).min(16);
    let mut groups = Vec::new();
    for depth in (0..=deepest).rev() {
        groups = at_depth(analysis, documents, depth);
        if groups.len() <= MOST {
            break;
        }
    }
    if groups.len() < FEWEST || groups.len() > MOST {
        let size = documents.len().div_ceil(MOST - groups.len().min(MOST / 2)).max(25);
        groups = groups.iter().flat_map(|group| group.chunks(size).map(<[_]>::to_vec)).collect();
    }
    if groups.len() > MOST {
        // More kinds than boxes.
        let size = documents.len().div_ceil(MOST);
        groups = documents.chunks(size).map(<[_]>::to_vec).collect();
    }
    groups.sort();
    groups
}

fn at_depth(analysis: &Analysis, documents: &[DocumentId], depth: usize) -> Vec<Vec<DocumentId>> {
    let mut groups: BTreeMap<(&Kind, Vec<&str>), Vec<DocumentId>> = BTreeMap::new();
    for id in documents {
        let document = analysis.document(*id);
        let folder = folder_of(&document.path).split('/').take(depth).collect();
        groups.entry((&document.kind, folder)).or_default().push(*id);
    }
    groups.into_values().collect()
}

/// One box for each group, lines between groups once, and from a group to itself where something within is related.
fn grouped(
    analysis: &Analysis,
    facts: &Facts,
    groups: &[Vec<DocumentId>],
    words: impl Fn(&[DocumentId]) -> String,
) -> Picture {
    let mut owner: BTreeMap<DocumentId, usize> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        owner.extend(group.iter().map(|id| (*id, at)));
    }
    let lines: BTreeSet<Line> = facts
        .relations
        .iter()
        .map(|fact| Line {
            source: owner[&fact.source],
            target: owner[&fact.target],
            tie: fact.kind,
        })
        .collect();
    let labels = groups.iter().map(|group| label(analysis, group, &words)).collect();
    Picture { labels, ties: lines.into_iter().collect() }
}

fn label(
    analysis: &Analysis,
    group: &[DocumentId],
    words: impl Fn(&[DocumentId]) -> String,
) -> Label {
    let (first, last) = (group[0], group[group.len() - 1]);
    if first == last {
        return Label::of(analysis.document(first), first);
    }
    let name = |id| plain(&analysis.document(id).name());
    let title = format!("{} – {}", name(first), name(last));
    Label::group(title, format!("{} {}", group.len(), words(group)), first)
}

/// Where all of a group are.
fn in_folder(analysis: &Analysis, group: &[DocumentId]) -> String {
    let mut common: Option<Vec<&str>> = None;
    for id in group {
        let folder: Vec<&str> = folder_of(&analysis.document(*id).path).split('/').collect();
        common = Some(match common {
            None => folder,
            Some(so_far) => {
                so_far.into_iter().zip(folder).take_while(|(a, b)| a == b).map(|(a, _)| a).collect()
            }
        });
    }
    match common.unwrap_or_default().last() {
        Some(folder) if !folder.is_empty() => format!("in {}", plain(folder)),
        _ => "documents".to_owned(),
    }
}
