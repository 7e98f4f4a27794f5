//! Where the fields of a document stand: at its head, or, where no status is there, in another place that states one.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::evidence::{META_WORDS, is_section_word};
use super::header::{self, Field, Key, Shape};
use super::{Reader, Scope, heading, shifted, status};
use crate::document::Region;
use crate::markdown::{Line, LineKind};

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
        let states = fields.iter().any(|field| field.key == Key::Status)
            || self.headings_of(scope).any(|at| self.is_status_title(at));
        if !states {
            fields.extend(self.fields_elsewhere(scope, &lines));
        }
        fields
    }

    /// Where no usual place has a status: the fields of the first other place that has one.
    fn fields_elsewhere(&self, scope: &Scope, header: &[Range<usize>]) -> Vec<Field> {
        let read = |lines, quoted| header::from_lines(self.outline, lines, quoted, self.words);
        let is_quoted = |lines: &&Range<usize>| {
            self.outline.lines[(*lines).clone()].iter().any(|line| line.quoted)
        };
        let quoted: Vec<Field> =
            header.iter().filter(is_quoted).flat_map(|lines| read(lines.clone(), true)).collect();
        if !quoted.is_empty() {
            return quoted;
        }
        // On a page that is no record, such lines may speak of anything.
        if !self.decision_shape(scope).any() {
            return Vec::new();
        }
        let above = scope.heading.filter(|_| scope.extent.start == 0);
        let above = above.map(|at| 0..self.outline.headings[at].line);
        let meta =
            self.headings_of(scope).filter(|at| META_WORDS.contains(&self.titles[*at].as_str()));
        let places = above
            .into_iter()
            .chain(meta.map(|at| self.outline.lines_under(at)))
            .chain(self.last_paragraph(scope));
        let fields = places.map(|lines| read(lines, false));
        let mut fields =
            fields.filter(|fields| fields.iter().any(|field| self.states_status(field)));
        fields
            .next()
            .or_else(|| self.field_in_html(scope).map(|field| vec![field]))
            .unwrap_or_default()
    }

    fn states_status(&self, field: &Field) -> bool {
        field.key == Key::Status && status::is_known(&self.first_line(&field.value).0, self.words)
    }

    /// The lines that a document ends with: of a list all items.
    fn last_paragraph(&self, scope: &Scope) -> Option<Range<usize>> {
        const LONGEST: usize = 16;
        let all = self.outline.lines_in(scope.extent.clone());
        let lines = &self.outline.lines[all.clone()];
        let last = lines.last()?;
        let is_item = |line: &Line| matches!(line.kind, LineKind::Item(_));
        let goes_on = |line: &&Line| {
            matches!(line.kind, LineKind::Text | LineKind::Item(_))
                && (line.block == last.block || (is_item(line) && last.lists > 0))
        };
        let count = lines.iter().rev().take(LONGEST).take_while(goes_on).count();
        (count > 0).then(|| all.end - count..all.end)
    }

    /// `<td>Status</td><td>Accepted</td>`, before the first section.
    fn field_in_html(&self, scope: &Scope) -> Option<Field> {
        static STATUS: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"(?i)>\s*status\s*:?\s*(?:</?[a-z][^<>]*>\s*)+([^<>]{1,80})<")
                .expect("a valid pattern")
        });
        let end = self.headings_of(scope).next();
        let end = end.map_or(scope.extent.end, |at| self.outline.headings[at].range.start);
        let content = self.outline.text.as_str();
        let own = self
            .outline
            .html
            .iter()
            .filter(|html| html.start >= scope.extent.start && html.end <= end);
        let mut values = own.filter_map(|html| {
            let value = STATUS.captures(&content[html.clone()])?.get(1)?;
            Some((value.as_str().trim().to_owned(), shifted(html, &value.range())))
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
