//! `template`: the blank document of a kind.

use super::output;
use super::trouble::{Trouble, unknown};
use crate::dialect::blank::{TEMPLATES, Template};
use crate::report::Verdict;

/// Prints the blank of `kind` in `dialect`. An error where there is none.
pub fn run(kind: &str, dialect: &str) -> anyhow::Result<Verdict> {
    let template = find(kind, dialect)?;
    output::print(|out, _| out.write_all(template.text.as_bytes()))?;
    Ok(Verdict::Clean)
}

fn find(kind: &str, dialect: &str) -> Result<&'static Template, Trouble> {
    let of_kind: Vec<_> = TEMPLATES.iter().filter(|template| template.kind == kind).collect();
    if of_kind.is_empty() {
        return Err(unknown("kind", kind, kinds(), &format!("known: {}", kinds().join(", "))));
    }
    let dialects: Vec<_> = of_kind.iter().map(|template| template.dialect).collect();
    of_kind.into_iter().find(|template| template.dialect == dialect).ok_or_else(|| {
        let otherwise = format!("known: {}", dialects.join(", "));
        let trouble = unknown("dialect", dialect, dialects, &otherwise);
        Trouble { message: format!("no blank {kind} in dialect `{dialect}`"), ..trouble }
    })
}

/// Each kind that has a blank, once.
fn kinds() -> Vec<&'static str> {
    let mut kinds: Vec<_> = TEMPLATES.iter().map(|template| template.kind).collect();
    kinds.dedup();
    kinds
}
