//! Overviews: which layout a scope has, and the words that go with it.

use super::Scope;
use super::collapse;
use super::facts::Facts;
use super::geometry::{Placed, Size};
use super::implied;
use super::lanes::{self, Moment};
use super::layered::{self, Boxes, Flow};
use super::picture::{Caption, Picture, Scene};
use super::text::counted;
use crate::analysis::Analysis;
use crate::vocabulary::Kind;

/// The column of mdBook's text, less the room around a diagram.
const WIDTH: i32 = 736;
const NARROWEST: i32 = 96;
const WIDEST: i32 = 184;
const WIDEST_IN_LANES: i32 = 208;
/// Between layers. With three layers of the widest boxes, as wide as the column.
const GAP: i32 = 90;

/// The overview of a scope, or none where nothing is related.
pub(super) fn scene(analysis: &Analysis, scope: Scope, facts: &Facts) -> Option<Scene> {
    if facts.relations.is_empty() {
        return None;
    }
    let (drawn, implied) = match scope {
        Scope::Modules => implied::reduced(facts, collapse::MOST),
        _ => (facts.clone(), 0),
    };
    let (picture, note) = collapse::picture(analysis, &drawn);
    let (placed, captions) = if scope == Scope::Supersession && note.is_none() {
        in_lanes(analysis, facts, &picture)
    } else {
        (in_layers(analysis, scope, &picture), Vec::new())
    };
    let mut notes: Vec<String> = note.map(str::to_owned).into_iter().collect();
    notes.extend(unrelated(scope, facts.unrelated));
    notes.extend((implied > 0).then(|| {
        format!("Not drawn, but in the list: {implied} dependencies that follow from others.")
    }));
    let scene = Scene {
        title: scope.title().to_owned(),
        description: format!(
            "{} and {}.",
            counted(facts.documents.len(), "document"),
            counted(facts.relations.len(), "relation")
        ),
        picture,
        placed,
        captions,
        here: None,
        notes,
        needs_legend: true,
    };
    Some(scene.fitted())
}

fn unrelated(scope: Scope, count: usize) -> Option<String> {
    let who = match scope {
        Scope::All => counted(count, "document") + " without a relation",
        Scope::Supersession => counted(count, "decision") + " without predecessor or successor",
        Scope::Modules => counted(count, "module"),
        Scope::Traceability => counted(count, "decision") + " without requirement or module",
    };
    (count > 0).then(|| format!("Not drawn: {who}."))
}

fn in_lanes(analysis: &Analysis, facts: &Facts, picture: &Picture) -> (Placed, Vec<Caption>) {
    let moments: Vec<Moment> = facts
        .documents
        .iter()
        .enumerate()
        .map(|(at, id)| {
            let document = analysis.document(*id);
            let date = document.date.as_ref().and_then(|date| date.value.clone());
            (date, document.number, at)
        })
        .collect();
    let size = picture.box_size(NARROWEST, WIDEST_IN_LANES);
    lanes::place(&moments, &picture.ties, size)
}

fn in_layers(analysis: &Analysis, scope: Scope, picture: &Picture) -> Placed {
    let tiers = picture.labels.iter().map(|label| {
        let kind = label.target.map(|id| &analysis.document(id).kind);
        if scope == Scope::Traceability { tier(kind) } else { 0 }
    });
    let size = picture.box_size(NARROWEST, WIDEST);
    let boxes = Boxes { tiers: tiers.collect(), lines: picture.ties.clone(), size, gap: GAP };
    if scope == Scope::Traceability {
        return layered::place(&boxes, Flow::Sideways, WIDTH);
    }
    let sideways = layered::place(&boxes, Flow::Sideways, WIDTH);
    let downwards = layered::place(&Boxes { gap: GAP / 2, ..boxes }, Flow::Downwards, WIDTH);
    if to_scroll(sideways.size) <= to_scroll(downwards.size) { sideways } else { downwards }
}

/// Width counts more: a page scrolls down by itself.
fn to_scroll(size: Size) -> i32 {
    (size.width - WIDTH).max(0).saturating_mul(3).saturating_add(size.height)
}

fn tier(kind: Option<&Kind>) -> usize {
    match kind {
        Some(Kind::Requirement) => 0,
        Some(Kind::Module) => 2,
        Some(Kind::Decision | Kind::Other(_)) | None => 1,
    }
}
