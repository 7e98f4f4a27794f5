//! The defects of what sections promise, in each dialect: in the project's template as it is, in the others where a
//! configuration asks for the sections.

use super::bed::Bed;
use super::forms::{Form, Part};
use super::plants::{Plant, plant};
use crate::generator::Record;

/// Every defect of what is promised.
pub(super) static PROMISES: &[Plant] = &[
    plant("missing-section", "one that is asked for", |bed| {
        let (form, path) = promised(bed, |_| true)?;
        let part = form.any(bed);
        form.take(bed, &path, part);
        form.expect_gaps(bed, &path);
        Some(())
    }),
    plant("empty-section", "one that is asked for", |bed| {
        let (form, path) = promised(bed, |_| true)?;
        let part = form.any(bed);
        let nothing = bed.chance.pick(&["", "<!-- later -->", "-", "---"])?;
        form.fill(bed, &path, part, nothing);
        form.expect(bed, "empty-section", &path, part);
        form.expect_gaps(bed, &path);
        Some(())
    }),
    plant("no-alternatives", "none, and no word why", |bed| {
        let (form, path) = promised(bed, |_| true)?;
        let denial = bed.chance.pick(&["None.", "- N/A", "### None\n\nNone.", "Keine."])?;
        form.fill(bed, &path, Part::Alternatives, denial);
        form.expect(bed, "no-alternatives", &path, Part::Alternatives);
        Some(())
    }),
    plant("alternative-without-reason", "what it is and no more", |bed| {
        let (form, path) = promised(bed, |_| true)?;
        form.wound(bed, &path, &form.without_reason);
        Some(())
    }),
    plant("decision-without-rationale", "what was decided and no more", |bed| {
        let (form, path) = promised(bed, |_| true)?;
        form.wound(bed, &path, &form.without_rationale);
        Some(())
    }),
    plant("one-sided-consequences", "only benefits", |bed| {
        let (form, path) = promised(bed, |_| true)?;
        for other in form.sides().into_iter().filter(|side| *side != Part::Positive) {
            form.take(bed, &path, other);
        }
        form.expect(bed, "one-sided-consequences", &path, Part::Positive);
        Some(())
    }),
    plant("one-sided-consequences", "only drawbacks", |bed| {
        // Those of a proposal that was turned down are enough.
        let (form, path) = promised(bed, |own| own.status != "rejected")?;
        form.take(bed, &path, Part::Positive);
        form.expect(bed, "one-sided-consequences", &path, Part::Negative);
        Some(())
    }),
    plant("risk-without-mitigation", "a risk alone", |bed| {
        let (form, path) = promised(bed, |_| true)?;
        form.fill(bed, &path, Part::Risks, "- Nobody may come: we ask them\n- It takes long");
        bed.expect("risk-without-mitigation", &path, "It takes long");
        Some(())
    }),
    plant("placeholder-text", "braces of the template", |bed| {
        let (form, path) = promised(bed, |_| true)?;
        // In other dialects braces are the author's.
        if form.configuration().is_some() {
            return None;
        }
        form.fill(bed, &path, Part::Decision, "We do {what was decided}, because it is enough.");
        bed.expect("placeholder-text", &path, "{what was decided}");
        Some(())
    }),
    plant("placeholder-text", "a section that nobody has filled in", |bed| {
        const ASKED: &str = "The issue motivating this decision, and any context that influences or constrains the \
            decision.";
        let (form, path) = promised(bed, |_| true)?;
        form.fill(bed, &path, Part::Context, ASKED);
        form.expect(bed, "placeholder-text", &path, Part::Context);
        Some(())
    }),
    plant("missing-section", "a section of a module", |bed| {
        let (name, body) = bed.chance.pick(MODULE)?;
        bed.edit(LOG, &format!("## {name}\n\n{body}\n\n"), "");
        bed.expect_in("missing-section", LOG, "# Module: log", "log");
        Some(())
    }),
    plant("missing-section", "a section of a module that its folder makes one", |bed| {
        let (name, body) = bed.chance.pick(MODULE)?;
        let path = module_of_its_folder(bed);
        bed.edit(&path, &format!("## {name}\n\n{body}\n\n"), "");
        bed.expect("missing-section", &path, "The log");
        Some(())
    }),
    plant("empty-section", "a heading of a module", |bed| {
        let (name, body) = bed.chance.pick(MODULE)?;
        bed.edit(LOG, &format!("{body}\n\n"), "");
        bed.expect("empty-section", LOG, name);
        Some(())
    }),
    plant("empty-section", "a heading of a module that its folder makes one", |bed| {
        let (name, body) = bed.chance.pick(MODULE)?;
        let path = module_of_its_folder(bed);
        bed.edit(&path, &format!("{body}\n\n"), "");
        bed.expect("empty-section", &path, name);
        Some(())
    }),
    plant("implementation-in-design", "the body of a function", |bed| {
        implement(bed, LOG);
        Some(())
    }),
    plant("implementation-in-design", "in a module that its folder makes one", |bed| {
        let path = module_of_its_folder(bed);
        implement(bed, &path);
        Some(())
    }),
];

/// A module of every book.
const LOG: &str = "modules/log.md";

/// Sections of a module, and what they say.
const MODULE: &[(&str, &str)] =
    &[("Purpose", "One thing."), ("Error Handling", "Errors are returned.")];

/// Takes the template's heading off a module, so that only the configuration says what it is and must have. Gives its
/// path.
fn module_of_its_folder(bed: &mut Bed) -> String {
    bed.edit(LOG, "# Module: log", "# The log");
    bed.make_book();
    let sections: Vec<&str> = MODULE.iter().map(|(name, _)| *name).collect();
    bed.configure(&format!(
        "[preprocessor.adr.kinds.module]\npaths = [\"modules/**\"]\nsections = {sections:?}\n"
    ));
    format!("src/{LOG}")
}

/// Puts the body of a function into a module, and says that it must be found.
fn implement(bed: &mut Bed, path: &str) {
    let lines = "    step();\n".repeat(12);
    let fence = format!("Errors are returned.\n\n```rust\npub fn run() {{\n{lines}}}\n```\n");
    bed.edit(path, "Errors are returned.\n", &fence);
    bed.expect("implementation-in-design", path, "pub fn run()");
}

/// A decision of which something holds, with its sections asked for: its form and its path.
fn promised(bed: &mut Bed, holds: impl Fn(&Record) -> bool) -> Option<(&'static Form, String)> {
    let at = bed.any(|_, own| holds(own))?;
    let form = bed.ask();
    let folder = if form.configuration().is_some() { "src/" } else { "" };
    Some((form, format!("{folder}{}", bed.story.path(at))))
}
