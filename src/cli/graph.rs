//! `graph`: what is related to what, as a picture or as text for other tools.

use std::path::Path;

use super::{GraphFormat, GraphScope, output};
use crate::analysis;

use crate::diagram::{self, Scope};
use crate::report::Verdict;

/// Prints the diagram of what was read below `dir`. An error where nothing could be read or printed.
pub fn run(dir: &Path, format: GraphFormat, scope: GraphScope) -> anyhow::Result<Verdict> {
    let library = super::load(dir)?;
    let analysis = analysis::analyze(&library);
    let scope = match scope {
        GraphScope::All => Scope::All,
        GraphScope::Supersession => Scope::Supersession,
        GraphScope::Modules => Scope::Modules,
        GraphScope::Traceability => Scope::Traceability,
    };
    let href = diagram::from_top(&analysis);
    let text = match format {
        GraphFormat::Svg => diagram::standalone(&analysis, scope, &href),
        GraphFormat::Dot => diagram::dot(&analysis, scope, &href),
        GraphFormat::Mermaid => diagram::mermaid(&analysis, scope),
    };
    output::print(|out, _| out.write_all(text.as_bytes()))?;
    // Whatever was found: a picture is not a verdict.
    Ok(Verdict::Clean)
}
