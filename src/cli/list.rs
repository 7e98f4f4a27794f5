//! `list`: what was read, and how.

mod table;

use std::collections::BTreeSet;
use std::path::Path;

use serde::Serialize;

use super::levels::Levels;
use super::{ListFormat, output};
use crate::analysis::{Analysis, Outlines};
use crate::book::Library;
use crate::dialect::name::Name;
use crate::document::{Document, DocumentId, PageId};
use crate::finding::Finding;
use crate::report::{self, Report, Verdict};
use crate::resolve::{Outcome, Via};
use crate::rules;
use crate::vocabulary::{Relation, Statement};

/// Prints what was read below `dir`. An error where nothing could be read or printed.
pub fn run(dir: &Path, format: ListFormat, levels: &Levels) -> anyhow::Result<Verdict> {
    let overrides = levels.overrides()?;
    let library = super::load(dir)?;
    let (analysis, findings) = rules::analyze_and_check(&library, Outlines::Dropped, &overrides);
    let listing = listing(&library, &analysis, &findings);
    let report = Report {
        sources: &library.sources,
        findings: &findings,
        documents: analysis.documents.len(),
    };
    let unread = unread(&library, &analysis);
    output::print(|out, style| match format {
        ListFormat::Table => table::write(&listing.documents, &unread, &report, out, style),
        ListFormat::Json => report::json::write_value(&listing, out),
    })?;
    // Whatever was found: a list is not a verdict.
    Ok(Verdict::Clean)
}

/// Pages with a name like a record's that are no document, and show none.
fn unread<'l>(library: &'l Library, analysis: &Analysis) -> Vec<&'l str> {
    let read: BTreeSet<PageId> = analysis.documents.iter().map(|document| document.page).collect();
    let mut unread = Vec::new();
    for (at, book) in library.books.iter().enumerate() {
        for (chapter, page) in book.chapters.iter().enumerate() {
            let name = Name::of(&page.path);
            let record = name.is_numbered() && !name.is_template() && !name.is_apparatus();
            if record && !read.contains(&PageId { book: at, chapter }) {
                unread.push(page.path.as_str());
            }
        }
    }
    unread.sort_unstable();
    unread
}

/// Everything that `list --format json` prints. Keys are only ever added.
#[derive(Debug, Serialize)]
pub struct Listing {
    schema: u32,
    documents: Vec<ListedDocument>,
    findings: Vec<ListedFinding>,
}

#[derive(Debug, Serialize)]
struct ListedDocument {
    id: Option<String>,
    number: Option<u64>,
    kind: String,
    title: String,
    status: Option<String>,
    status_text: Option<String>,
    in_force: bool,
    date: Option<String>,
    dialect: &'static str,
    evidence: &'static str,
    path: String,
    section: Option<String>,
    line: usize,
    relations: Vec<ListedRelation>,
}

#[derive(Debug, Serialize)]
struct ListedRelation {
    relation: &'static str,
    partial: bool,
    part: Option<String>,
    target: Option<String>,
    target_section: Option<String>,
    target_text: String,
    via: Option<&'static str>,
    declared: bool,
    line: usize,
}

#[derive(Debug, Serialize)]
struct ListedFinding {
    rule: &'static str,
    level: &'static str,
    message: String,
    path: String,
    line: usize,
    column: usize,
}

/// What there is to list.
pub fn listing(library: &Library, analysis: &Analysis, findings: &[Finding]) -> Listing {
    let documents =
        analysis.all().map(|(id, document)| listed(library, analysis, id, document)).collect();
    let findings = findings
        .iter()
        .map(|finding| {
            let place = library.sources.position(finding.primary.file, finding.primary.start);
            ListedFinding {
                rule: finding.rule,
                level: finding.level.as_str(),
                message: finding.message.clone(),
                path: library.sources.path(finding.primary.file).to_owned(),
                line: place.line,
                column: place.column,
            }
        })
        .collect();
    Listing { schema: 1, documents, findings }
}

fn listed(
    library: &Library,
    analysis: &Analysis,
    id: DocumentId,
    document: &Document,
) -> ListedDocument {
    let line = |span: crate::source::Span| library.sources.position(span.file, span.start).line;
    ListedDocument {
        id: document.id.as_ref().map(|id| id.value.clone()),
        number: document.number,
        kind: document.kind.as_str().to_owned(),
        title: document.title.value.clone(),
        status: document.status_name().map(str::to_owned),
        status_text: document.status.as_ref().map(|status| status.text.clone()),
        in_force: document.in_force(),
        date: document.date.as_ref().and_then(|date| date.value.clone()),
        dialect: document.dialect,
        evidence: document.evidence,
        path: document.path.clone(),
        section: document.section.clone(),
        line: line(document.title.span),
        relations: relations(library, analysis, id),
    }
}

/// One entry per relation and target: what the document declares, then what others declare of it.
fn relations(library: &Library, analysis: &Analysis, id: DocumentId) -> Vec<ListedRelation> {
    let line = |span: crate::source::Span| library.sources.position(span.file, span.start).line;
    let mut seen: BTreeSet<(Relation, bool, Option<DocumentId>, String)> = BTreeSet::new();
    let mut listed = Vec::new();
    for (_, resolved) in analysis.references_of(id) {
        let reference = &resolved.reference;
        let (target, via) = match resolved.outcome {
            Outcome::Document(target, via) => (Some(target), Some(via)),
            Outcome::Ambiguous | Outcome::Broken(_) => (None, None),
            Outcome::Elsewhere | Outcome::Unknown => continue,
        };
        if target.is_none() && reference.statement.relation == Relation::Mentions {
            continue;
        }
        let text = if target.is_some() { String::new() } else { reference.text.clone() };
        let key = (reference.statement.relation, reference.statement.inverse, target, text);
        if seen.insert(key) {
            listed.push(relation(
                analysis,
                reference.statement,
                (reference.partial, resolved.part.clone()),
                target,
                &reference.text,
                via,
                true,
                line(reference.stated),
            ));
        }
    }
    let inverse = analysis.graph.from(id).into_iter().chain(analysis.graph.to(id));
    for link in inverse {
        let resolved = &analysis.references[link.edge.reference];
        if resolved.reference.source == id {
            continue;
        }
        let other = resolved.reference.source;
        let statement = resolved.reference.statement.flipped();
        let key = (statement.relation, statement.inverse, Some(other), String::new());
        if seen.insert(key) {
            let Outcome::Document(_, via) = resolved.outcome else { continue };
            listed.push(relation(
                analysis,
                statement,
                (link.edge.partial, resolved.part.clone()),
                Some(other),
                &resolved.reference.text,
                Some(via),
                false,
                line(resolved.reference.stated),
            ));
        }
    }
    listed
}

#[expect(clippy::too_many_arguments, reason = "the fields of one entry, in its order")]
fn relation(
    analysis: &Analysis,
    statement: Statement,
    (partial, part): (bool, Option<String>),
    target: Option<DocumentId>,
    text: &str,
    via: Option<Via>,
    declared: bool,
    line: usize,
) -> ListedRelation {
    let target = target.map(|target| analysis.document(target));
    ListedRelation {
        relation: statement.as_str(),
        partial,
        part,
        target: target.map(|target| target.path.clone()),
        target_section: target.and_then(|target| target.section.clone()),
        target_text: text.to_owned(),
        via: via.map(Via::as_str),
        declared,
        line,
    }
}
