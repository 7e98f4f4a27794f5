//! Where a document states its relations: its status, its fields, its sections of links.

use std::ops::Range;

use super::clauses::Unphrased;
use super::header::{self, Field, Key};
use super::{Reader, Scope, clauses, dependency, status};
use crate::document::{Clause, Region, StatusText};
use crate::markdown::LineKind;
use crate::vocabulary::languages::starts_either_way;
use crate::vocabulary::{Kind, Relation, Statement, Status};

impl Reader<'_> {
    /// The relations that a document states, given its status.
    pub(super) fn clauses(
        &self,
        kind: &Kind,
        fields: &[Field],
        scope: &Scope,
        status: Option<&StatusText>,
    ) -> Vec<Clause> {
        let mut clauses = Vec::new();
        let is_over = status
            .is_some_and(|status| matches!(status.status, Status::Superseded | Status::Deprecated));
        for field in fields {
            let start = clauses.len();
            self.clauses_of_field(field, &mut clauses);
            if matches!(field.key, Key::Relation { turns: true, .. }) && is_over {
                for clause in &mut clauses[start..] {
                    clause.statement = clause.statement.map(Statement::flipped);
                }
            }
        }
        let mut taken: Vec<_> = fields.iter().map(|field| field.range.clone()).collect();
        taken.sort_by_key(|range| (range.start, range.end));
        for lines in self.header_lines(scope).into_iter().chain(self.lines_above(scope)) {
            for at in lines {
                let start = self.outline.lines[at].range().start;
                // Fields follow each other; the last that starts before a line is the one that may hold it.
                let before = taken.partition_point(|range| range.start <= start);
                if taken[..before].last().is_none_or(|range| start >= range.end) {
                    clauses.extend(clauses::in_lines(
                        self.outline,
                        at..at + 1,
                        Unphrased::Nothing,
                        self.words,
                    ));
                }
            }
        }
        if let Some(at) = scope.heading {
            self.clauses_of_title(at, &mut clauses);
        }
        for at in self.headings_of(scope) {
            let title = self.titles[at].as_str();
            if may_be_status(title)
                && let Some(value) = self.status_value(at)
            {
                self.clauses_of_status(
                    value,
                    self.outline.headings[at].content.clone(),
                    &mut clauses,
                );
            }
            if let Some(unphrased) = self.section_of_links(kind, at) {
                let lines = self.outline.lines_under(at);
                clauses.extend(clauses::in_lines(self.outline, lines, unphrased, self.words));
            }
        }
        if !is_over && status.is_some() {
            self.turn(&mut clauses);
        }
        clauses
    }

    /// `取代 ADR-1` on a line of its own says of a record in force what it replaces.
    fn turn(&self, clauses: &mut [Clause]) {
        let by = Statement::inverse(Relation::Supersedes);
        for clause in clauses.iter_mut().filter(|clause| clause.statement == Some(by)) {
            let Region::Plain(plain) = &clause.region else { continue };
            let text =
                self.outline.line_text(&self.outline.lines[self.outline.line_of(plain.start)]);
            let bare = &text[status::decoration(text)..];
            if starts_either_way(bare) {
                clause.statement = Some(by.flipped());
            }
        }
    }

    /// `# ADR-16: Remove the cache (supersedes ADR-13)`.
    fn clauses_of_title(&self, at: usize, clauses: &mut Vec<Clause>) {
        let heading = &self.outline.headings[at];
        let text = self.outline.plain(heading.plain.clone()).trim_end();
        let Some(open) = text.strip_suffix(')').and_then(|text| text.rfind('(')) else { return };
        let inner = heading.plain.start + open + 1..heading.plain.start + text.len() - 1;
        let states = |word: &str| clauses::holds(&text[open..], word);
        if states("supersede") || states("replace") || states("amend") {
            self.clauses_of_status(inner, heading.content.clone(), clauses);
        }
    }

    /// `## Status: Superseded by [ADR-2](0002-x.md)`.
    fn clauses_of_status(
        &self,
        value: Range<usize>,
        range: Range<usize>,
        clauses: &mut Vec<Clause>,
    ) {
        let links = clauses::links_in(self.outline, &value);
        let found = clauses::in_text(self.outline.plain(value.clone()), &links, self.words);
        clauses.extend(found.into_iter().map(|found| Clause {
            statement: Some(found.statement),
            partial: found.partial,
            implicit: false,
            region: Region::Plain(value.start + found.rest.start..value.start + found.rest.end),
            span: self.outline.text.span(range.clone()),
        }));
    }

    fn clauses_of_field(&self, field: &Field, clauses: &mut Vec<Clause>) {
        let span = self.outline.text.span(field.range.clone());
        for part in self.parts_of(field) {
            let (text, links) = match &part {
                Region::Plain(range) => {
                    (self.outline.plain(range.clone()), clauses::links_in(self.outline, range))
                }
                Region::Value(text, _) => (text.as_str(), Vec::new()),
            };
            let (found, partly) = match field.key {
                Key::Relation { statement, partial, .. } => {
                    // `Related: Supersedes ADR-4` says more than its key.
                    let phrase = self.words.phrase_at_start(text.trim_start());
                    let says_more = statement.relation == Relation::RelatesTo
                        && phrase.is_some_and(|(_, own)| clauses::is_strong(own));
                    let own = says_more
                        .then(|| clauses::in_text(text, &links, self.words))
                        .filter(|own| !own.is_empty());
                    (own.unwrap_or_else(|| clauses::governed(text, &links, statement)), partial)
                }
                Key::Status => (clauses::in_text(text, &links, self.words), false),
                _ => return,
            };
            clauses.extend(found.into_iter().map(|found| Clause {
                statement: Some(found.statement),
                partial: found.partial || partly,
                implicit: false,
                region: match &part {
                    Region::Plain(range) => {
                        Region::Plain(range.start + found.rest.start..range.start + found.rest.end)
                    }
                    Region::Value(text, range) => Region::Value(
                        text[found.rest.clone()].to_owned(),
                        self.in_value((text, range), &found.rest),
                    ),
                },
                span,
            }));
        }
    }

    /// A field's value; of a list behind its key, each item.
    fn parts_of(&self, field: &Field) -> Vec<Region> {
        let value = &field.value;
        let Region::Plain(range) = value else { return vec![value.clone()] };
        let lines = self.outline.lines_in(self.outline.source_of(range.clone()));
        let items = self.outline.lines[lines]
            .iter()
            .filter(|line| matches!(line.kind, LineKind::Item(_)))
            .filter(|line| line.task != Some(false) || field.key != Key::Status);
        let items =
            items.map(crate::markdown::Line::plain).filter(|line| line.start >= range.start);
        let items: Vec<Region> = items.map(Region::Plain).collect();
        let is_list = self.outline.plain(range.clone()).starts_with('\n') && !items.is_empty();
        if is_list { items } else { vec![value.clone()] }
    }

    /// Whether a heading opens a place where relations are stated, and what a line without a phrase states there.
    fn section_of_links(&self, kind: &Kind, at: usize) -> Option<Unphrased> {
        let title = self.titles[at].as_str();
        // `Status`, and `Status: Accepted`.
        if title == "status" || (may_be_status(title) && self.is_status_title(at)) {
            return Some(Unphrased::Nothing);
        }
        if matches!(
            title,
            "links"
                | "traceability"
                | "relations"
                | "relationships"
                | "references"
                | "see also"
                | "more information"
        ) {
            return Some(Unphrased::Nothing);
        }
        if *kind == Kind::Module && self.is_in_dependencies(at) {
            let forward = Statement::forward(Relation::DependsOn);
            return Some(match dependency::of_heading(title) {
                Some(statement) if statement == forward => Unphrased::Dependencies,
                Some(statement) => Unphrased::AsHeaded(statement),
                None => Unphrased::Nothing,
            });
        }
        match header::key_named(title, self.words) {
            Key::Relation { statement, .. } => Some(Unphrased::AsHeaded(statement)),
            _ => None,
        }
    }

    /// `Dependencies`, and what stands below it.
    fn is_in_dependencies(&self, at: usize) -> bool {
        let headings = &self.outline.headings;
        let is_dependencies = |at: usize| {
            matches!(self.titles[at].as_str(), "dependencies" | "internal dependencies")
        };
        let above = (0..at).rev().find(|above| headings[*above].level < headings[at].level);
        is_dependencies(at) || above.is_some_and(is_dependencies)
    }
}

/// Whether a heading may be one of a status; most are told apart by their first letters.
fn may_be_status(title: &str) -> bool {
    !title.is_ascii()
        || ["stat", "esta", "decision stat"].iter().any(|start| title.starts_with(start))
}
