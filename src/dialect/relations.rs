//! Where a document states its relations: its status, its fields, its sections of links.

use super::header::{self, Field, Key};
use super::{Reader, Scope, clauses, shifted};
use crate::document::{Clause, Region};
use crate::vocabulary::{Kind, Relation, Statement};

impl Reader<'_> {
    pub(super) fn clauses(&self, kind: &Kind, fields: &[Field], scope: &Scope) -> Vec<Clause> {
        let mut clauses = Vec::new();
        for field in fields {
            self.clauses_of_field(field, &mut clauses);
        }
        let mut taken: Vec<_> = fields.iter().map(|field| field.range.clone()).collect();
        taken.sort_by_key(|range| (range.start, range.end));
        for lines in self.header_lines(scope) {
            for at in lines {
                let start = self.outline.lines[at].range().start;
                // Fields follow each other; the last that starts before a line is the one that may hold it.
                let before = taken.partition_point(|range| range.start <= start);
                if taken[..before].last().is_none_or(|range| start >= range.end) {
                    clauses.extend(clauses::in_lines(self.outline, at..at + 1, None, self.words));
                }
            }
        }
        for at in self.headings_of(scope) {
            if let Some(section) = self.section_of_links(kind, at) {
                let default = match section {
                    LinkSection::Phrased => None,
                    LinkSection::Stating(statement) => Some(statement),
                };
                clauses.extend(clauses::in_lines(
                    self.outline,
                    self.outline.lines_under(at),
                    default,
                    self.words,
                ));
            }
        }
        clauses
    }

    fn clauses_of_field(&self, field: &Field, clauses: &mut Vec<Clause>) {
        let span = self.outline.text.span(field.range.clone());
        if let Key::Relation { statement, partial } = field.key {
            let (text, _) = self.first_line(&field.value);
            let partial = partial
                || text.to_lowercase().contains("partial")
                || text.to_lowercase().contains("in part");
            let region = field.value.clone();
            clauses.push(Clause {
                statement: Some(statement),
                partial,
                implicit: false,
                region,
                span,
            });
        } else if field.key == Key::Status {
            let text = match &field.value {
                Region::Plain(range) => self.outline.plain(range.clone()),
                Region::Value(text, _) => text.as_str(),
            };
            for found in clauses::in_text(text, self.words) {
                let region = match &field.value {
                    Region::Plain(range) => {
                        Region::Plain(range.start + found.rest.start..range.start + found.rest.end)
                    }
                    Region::Value(text, range) => Region::Value(
                        text[found.rest.clone()].to_owned(),
                        shifted(range, &found.rest),
                    ),
                };
                let statement = Some(found.statement);
                clauses.push(Clause {
                    statement,
                    partial: found.partial,
                    implicit: false,
                    region,
                    span,
                });
            }
        }
    }

    /// Whether a heading opens a place where relations are stated, and what a line without a phrase states there.
    fn section_of_links(&self, kind: &Kind, at: usize) -> Option<LinkSection> {
        let title = self.titles[at].as_str();
        if matches!(
            title,
            "status"
                | "links"
                | "traceability"
                | "relations"
                | "relationships"
                | "references"
                | "see also"
                | "more information"
        ) {
            return Some(LinkSection::Phrased);
        }
        if *kind == Kind::Module && self.is_in_dependencies(at) {
            return Some(LinkSection::Stating(Statement::forward(Relation::DependsOn)));
        }
        match header::key_named(title, self.words) {
            Key::Relation { statement, .. } => Some(LinkSection::Stating(statement)),
            _ => None,
        }
    }

    /// `Dependencies`, and what stands below it but `External`.
    fn is_in_dependencies(&self, at: usize) -> bool {
        let headings = &self.outline.headings;
        let is_dependencies = |at: usize| {
            matches!(self.titles[at].as_str(), "dependencies" | "internal dependencies")
        };
        let above = (0..at).rev().find(|above| headings[*above].level < headings[at].level);
        is_dependencies(at) || (self.titles[at] != "external" && above.is_some_and(is_dependencies))
    }
}

/// A section where relations are stated.
enum LinkSection {
    /// Each line has a phrase of its own; one without is no statement.
    Phrased,
    /// The heading is the phrase of the lines that have none.
    Stating(Statement),
}
