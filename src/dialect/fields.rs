//! Where the fields of a document stand: at its head, or, where no status is there, in another place that states one.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::evidence::{META_WORDS, is_section_word};
use super::header::{self, Field, Key, Shape};
use super::status::Said;
use super::{Reader, Scope, clauses, date, heading, part, status};
use crate::document::Region;
use crate::markdown::{Line, LineKind};
use crate::vocabulary::{Relation, Statement, Status};

/// A line that is a status as a whole.
fn status_line(line: &Line) -> Field {
    Field {
        key: Key::Status,
        shape: if line.bold() > 0 { Shape::Bold } else { Shape::Line },
        value: Region::Plain(line.plain()),
        range: line.range(),
    }
}

impl Reader<'_> {
    /// The fields at the head of a scope, the front matter's first.
    pub(super) fn fields(&self, scope: &Scope) -> Vec<Field> {
        let mut fields = if scope.extent.start == 0 {
            header::from_front_matter(&self.entries, self.words)
        } else {
            Vec::new()
        };
        let lines = self.header_lines(scope);
        for lines in lines.clone() {
            fields.extend(header::from_lines(self.outline, lines, false, self.words));
        }
        // What shares a line with something that is no field may be prose, and is less than any other place.
        let is_shared = |field: &Field| {
            let line = self.outline.lines_in(field.range.clone()).start;
            field.shape == Shape::Line
                && header::key_at(self.outline, line, self.words) == Some(Key::Other)
        };
        if fields.iter().any(is_shared) {
            let is_status = |field: &&Field| field.key == Key::Status && !is_shared(field);
            if fields.iter().any(|field| is_status(&field)) || self.status_section(scope).is_some()
            {
                fields.retain(|field| !is_shared(field));
            }
        }
        let has_place = self.has_place_for_status(&fields, scope);
        let is_quoted =
            |lines: &Range<usize>| self.outline.lines[lines.clone()].iter().any(|line| line.quoted);
        if !has_place && lines.iter().any(is_quoted) {
            for lines in lines {
                fields.extend(header::from_lines(self.outline, lines, true, self.words));
            }
        }
        fields
    }

    /// Where no usual place has a status: the fields of the first unusual one that has one. Such lines may speak of many
    /// things, so that they fill in a record and make none.
    pub(super) fn late_fields(&self, fields: &[Field], scope: &Scope) -> Vec<Field> {
        const META: [&str; 3] = ["meta", "metadata", "document information"];
        if self.has_place_for_status(fields, scope) {
            return Vec::new();
        }
        if scope.extent.start > 0 {
            let banner = self.banner(scope).filter(|_| self.log.is_some());
            return banner.into_iter().collect();
        }
        if !self.decision_shape(scope).any() {
            let banner = self.banner(scope).filter(|_| self.name.is_numbered());
            return banner.into_iter().collect();
        }
        let meta = self.headings_of(scope).filter(|at| META.contains(&self.titles[*at].as_str()));
        let places = self
            .lines_above(scope)
            .into_iter()
            .chain(meta.map(|at| self.outline.lines_under(at)))
            .chain(self.footer(scope));
        let mut fields = places
            .map(|lines| header::from_lines(self.outline, lines, false, self.words))
            .filter(|fields| fields.iter().any(|field| self.states_status(field)));
        let alone = || {
            self.field_in_html(scope)
                .or_else(|| self.banner(scope))
                .or_else(|| self.status_with_day(scope))
                .or_else(|| self.badge(scope))
                .or_else(|| self.admonition(scope))
        };
        fields.next().unwrap_or_else(|| alone().into_iter().collect())
    }

    /// `> **Superseded by [ADR-9](0009-x.md).** Kept for the record.`: a line at the head that says by what the document was
    /// superseded, and is all that it says of its status.
    fn banner(&self, scope: &Scope) -> Option<Field> {
        let lines = self.header_lines(scope).into_iter().flatten();
        let is_banner = |at: &usize| {
            let line = &self.outline.lines[*at];
            let text = self.outline.line_text(line);
            let bare = &text[status::decoration(text)..];
            let within = clauses::links_in(self.outline, &line.plain());
            let is_over = || status::read(text, self.words) == Said::Status(Status::Superseded);
            let found = || clauses::in_text(text, &within, self.words);
            (line.quoted || line.bold() > 0)
                && self.words.phrase_at_start(bare).is_some_and(|(_, statement)| {
                    statement == Statement::inverse(Relation::Supersedes)
                })
                && is_over()
                // `Replaced by us in 2020` names no record.
                && (!within.is_empty() || part::NAMED.find_iter(bare).any(|named| {
                    named.as_str().contains(char::is_alphabetic)
                }))
                && found().first().is_some_and(|found| !found.partial)
        };
        let mut lines = lines.filter(is_banner);
        let line = &self.outline.lines[lines.next()?];
        Some(status_line(line))
    }

    /// `Proposed: 2026-05-01`, `Accepted: 2026-06-01`: of such lines at the head the one with the last day.
    fn status_with_day(&self, scope: &Scope) -> Option<Field> {
        /// `Wednesday, 30 September 2026`.
        const LONGEST_DAY: usize = 29;
        let lines = self.header_lines(scope).into_iter().flatten();
        let dated = lines.filter_map(|at| {
            let line = &self.outline.lines[at];
            let text = self.outline.line_text(line);
            let (_, day) = text.split_once([':', '—', '–'])?;
            let is_status = status::names_decision(text) && status::is_known(text, self.words);
            let is_day = is_status && day.trim().len() <= LONGEST_DAY;
            Some((date::parse(day, date::DayOrder::DayFirst).filter(|_| is_day)?, line))
        });
        let (_, line) = dated.max_by(|a, b| a.0.cmp(&b.0))?;
        Some(status_line(line))
    }

    /// `![Accepted](https://img.shields.io/badge/status-accepted-green)`: a picture at the head whose address says the status.
    fn badge(&self, scope: &Scope) -> Option<Field> {
        let heads = self.header_lines(scope);
        let is_head = |line: usize| heads.iter().any(|lines| lines.contains(&line));
        let mut badges = self.outline.links.iter().filter(|link| link.image && is_head(link.line));
        badges.find_map(|link| {
            let (_, parts) = link.destination.split_once("/badge/")?;
            // Two hyphens stand for one, and an underscore for a blank.
            let parts = parts.replace("--", "\u{0}");
            let mut parts = parts.split(['-', '/', '?']);
            let (label, said) = (parts.next()?.to_ascii_lowercase(), parts.next()?);
            let said = said.replace('\u{0}', "-").replace(['_', '+'], " ").replace("%20", " ");
            let is_status = ["status", "adr", "decision"].contains(&label.as_str())
                && status::names_decision(&said)
                && status::is_known(&said, self.words);
            is_status.then(|| Field {
                key: Key::Status,
                shape: Shape::Line,
                value: Region::Value(said, link.range.clone()),
                range: link.range.clone(),
            })
        })
    }

    /// `!!! success "Accepted"`, `:::danger Superseded`: the title of a box at the head that is a status.
    fn admonition(&self, scope: &Scope) -> Option<Field> {
        let lines = self.header_lines(scope).into_iter().flatten();
        let title = |at: usize| {
            let line = &self.outline.lines[at];
            let text = self.outline.line_text(line);
            let marked = ["!!!", "???", ":::"].iter().find_map(|mark| text.strip_prefix(mark))?;
            let (_, title) = marked.trim_start().split_once(' ')?;
            let title = title.trim().trim_matches(['"', '[', ']']);
            // `Draft pages` is no status.
            let behind = |(len, _): (usize, _)| title[len..].trim_start();
            let is_status = status::names_decision(title)
                && self.words.status_at_start(title).map(behind).is_some_and(|rest| {
                    !rest.starts_with(char::is_alphabetic) || rest.starts_with("by ")
                });
            let start = line.plain().start + text.rfind(title)?;
            is_status.then(|| Field {
                key: Key::Status,
                shape: Shape::Line,
                value: Region::Plain(start..start + title.len()),
                range: line.range(),
            })
        };
        lines.into_iter().find_map(title)
    }

    /// The lines above the title of a page.
    pub(super) fn lines_above(&self, scope: &Scope) -> Option<Range<usize>> {
        let at = scope.heading.filter(|_| scope.extent.start == 0)?;
        Some(0..self.outline.headings[at].line)
    }

    fn has_place_for_status(&self, fields: &[Field], scope: &Scope) -> bool {
        fields.iter().any(|field| field.key == Key::Status) || self.status_section(scope).is_some()
    }

    fn states_status(&self, field: &Field) -> bool {
        field.key == Key::Status && status::is_known(&self.first_line(&field.value).0, self.words)
    }

    /// What stands below a rule at a document's end, without a heading of its own.
    fn footer(&self, scope: &Scope) -> Option<Range<usize>> {
        const LONGEST: usize = 12;
        let all = self.outline.lines_in(scope.extent.clone());
        let lines = &self.outline.lines[all.clone()];
        let is_field = |line: &&Line| matches!(line.kind, LineKind::Text | LineKind::Item(_));
        let count = lines.iter().rev().take(LONGEST).take_while(is_field).count();
        let content = self.outline.text.as_str();
        let is_rule = |line: &str| {
            let line = line.trim();
            line.len() >= 3 && ["-", "*", "_"].iter().any(|mark| line.replace(mark, "").is_empty())
        };
        let first = (all.end - count..all.end).rev().find(|at| {
            let above = at.checked_sub(1).map_or(0, |above| self.outline.lines[above].range().end);
            let start = self.outline.lines[*at].range().start;
            content.get(above..start).is_some_and(|between| between.lines().any(is_rule))
        })?;
        Some(first..all.end)
    }

    /// `<td>Status</td><td>Accepted</td>`, before the first section.
    fn field_in_html(&self, scope: &Scope) -> Option<Field> {
        static STATUS: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(
                r"(?xi) <t[dh][^<>]*> \s* (?:<(?:b|strong)>)? \s* status \s* :? \s* (?:</(?:b|strong)>)? \s* </t[dh]>
                    \s* <td[^<>]*> \s* (?:<(?:b|strong)>)? \s* ([^<>]{1,80}?) \s* (?:</(?:b|strong)>)? \s* </td>",
            )
            .expect("a valid pattern")
        });
        let end = self.headings_of(scope).next();
        let end = end.map_or(scope.extent.end, |at| self.outline.headings[at].range.start);
        let content = self.outline.text.as_str();
        let html = &self.outline.html;
        let first = html.partition_point(|html| html.start < scope.extent.start);
        let own = html[first..].iter().take_while(|html| html.start < end);
        let tables = own.filter(|html| {
            content.get((*html).clone()).is_some_and(|html| html.trim_start().starts_with("<table"))
        });
        let mut values = tables.filter_map(|html| {
            let value = STATUS.captures(&content[html.clone()])?.get(1)?;
            let place = html.start + value.start()..html.start + value.end();
            Some((value.as_str().to_owned(), place))
        });
        let (text, range) = values.next()?;
        let value = Region::Value(text, range.clone());
        let field = Field { key: Key::Status, shape: Shape::Table, value, range };
        self.states_status(&field).then_some(field)
    }

    /// Between the title and the first section; and what stands under `Meta`.
    pub(super) fn header_lines(&self, scope: &Scope) -> Vec<Range<usize>> {
        let own = match scope.heading {
            Some(at) => self.outline.lines_under(at),
            None => {
                0..self
                    .outline
                    .headings
                    .first()
                    .map_or(self.outline.lines.len(), |heading| heading.line)
            }
        };
        // Below a heading that is only an id, the next one may be the title.
        let titled = || {
            scope.heading.is_none_or(|at| {
                let heading = &self.outline.headings[at];
                let parts = heading::parts(&heading.text, &self.name, &self.prefixes);
                !parts.title.is_empty()
            })
        };
        let more = self
            .headings_of(scope)
            .take(2)
            .enumerate()
            .filter(|(nth, at)| {
                let title = self.titles[*at].as_str();
                META_WORDS.contains(&title) || (*nth == 0 && !is_section_word(title) && !titled())
            })
            .map(|(_, at)| self.outline.lines_under(at));
        std::iter::once(own).chain(more).collect()
    }
}
