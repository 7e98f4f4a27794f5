//! Where a document stands, and since when: its status and its date, wherever the dialect puts them.

use std::ops::Range;

use super::header::{self, Field, Key, normal};
use super::status::{self, Said};
use super::{Reader, Scope, StatusShape, clauses, date};
use crate::document::{DateText, StatusText};
use crate::markdown::LineKind;
use crate::source::Span;
use crate::vocabulary::Status;

impl Reader<'_> {
    /// The status, where one was looked for, and how it is written.
    pub(super) fn status(
        &self,
        fields: &[Field],
        scope: &Scope,
    ) -> (Option<StatusText>, Option<Range<usize>>, Option<StatusShape>) {
        let field = fields.iter().find(|field| field.key == Key::Status);
        let section =
            self.headings_of(scope).find(|at| is_status_title(&self.outline.headings[*at].text));
        if let Some(field) = field {
            let (text, range) = self.first_line(&field.value);
            let shape = Some(StatusShape::Field(field.shape));
            let stated = self.status_text(&text, range.clone());
            if stated.is_some() || section.is_none() {
                return (stated, Some(field.range.clone()), shape);
            }
        }
        let Some(section) = section else { return (None, None, None) };
        let (status, place) = self.status_of_section(section);
        (status, Some(place), Some(StatusShape::Section))
    }

    pub(super) fn status_text(&self, text: &str, range: Range<usize>) -> Option<StatusText> {
        let (status, known, placeholder) = match status::read(text, self.words) {
            Said::Status(status) => (status, true, false),
            Said::Placeholder => (Status::Other, false, true),
            Said::Unknown => (Status::Other, false, false),
            Said::Relation | Said::Nothing => return None,
        };
        let span = self.outline.text.span(range);
        Some(StatusText { status, known, text: text.trim().to_owned(), span, placeholder })
    }

    /// The first line that states a status; a later line that says superseded takes its place.
    pub(super) fn status_of_section(&self, heading: usize) -> (Option<StatusText>, Range<usize>) {
        let mut found = self.status_in_heading(heading);
        let mut place = None;
        for at in self.outline.lines_under(heading) {
            let line = &self.outline.lines[at];
            let text = self.outline.line_text(line);
            let silent = matches!(line.kind, LineKind::Code | LineKind::Html);
            // Of `- [ ] Proposed` and `- [x] Accepted` only the ticked one is said.
            if silent || text.trim().is_empty() || line.task == Some(false) {
                continue;
            }
            place.get_or_insert(line.range.clone());
            let Some(stated) = self.status_text(text, line.range.clone()) else { continue };
            match &found {
                None => found = Some(stated),
                Some(first) if !first.known && !first.placeholder && stated.known => {
                    found = Some(stated);
                }
                Some(first)
                    if first.status != stated.status && stated.known && !first.placeholder =>
                {
                    let dated =
                        |status: &StatusText| status.text.starts_with(|c: char| c.is_ascii_digit());
                    let retired = stated.status == Status::Superseded
                        && clauses::in_text(text, self.words).iter().any(|clause| !clause.partial);
                    if retired || (dated(first) && dated(&stated)) {
                        found = Some(stated);
                    }
                }
                Some(_) => {}
            }
        }
        (found, place.unwrap_or_else(|| self.outline.headings[heading].content.clone()))
    }

    /// `## Status: Accepted`.
    fn status_in_heading(&self, at: usize) -> Option<StatusText> {
        let heading = &self.outline.headings[at];
        let text = self.outline.plain(heading.plain.clone());
        let (_, value) = split_status_title(text)?;
        let start = heading.plain.start + text.rfind(value)?;
        self.status_text(value, self.outline.source_of(start..start + value.len()))
    }

    /// The date that the text states: a field's, a section's, the status's, the changelog's, else the file name's.
    pub(super) fn date(
        &self,
        fields: &[Field],
        scope: &Scope,
        status: Option<&StatusText>,
        is_section: bool,
    ) -> Option<DateText> {
        self.date_of_field(fields)
            .or_else(|| self.date_of_section(scope))
            .or_else(|| {
                let status = status?;
                Some(stated(&status.text, status.span)).filter(|date| date.value.is_some())
            })
            .or_else(|| self.date_of_changelog(scope, status))
            .or_else(|| {
                let date = self.name.date.clone().filter(|_| !is_section)?;
                let span = self.outline.text.span(0..0);
                Some(DateText { value: Some(date.clone()), text: date, span })
            })
    }

    /// The field whose key is best the decision's own date; one that can be read before one that cannot.
    fn date_of_field(&self, fields: &[Field]) -> Option<DateText> {
        let mut dates: Vec<(usize, DateText)> = fields
            .iter()
            .filter_map(|field| {
                let Key::Date(rank) = field.key else { return None };
                let (text, range) = self.first_line(&field.value);
                let stated = || (rank, stated(&text, self.outline.text.span(range)));
                (!text.trim().is_empty()).then(stated)
            })
            .collect();
        dates.sort_by_key(|(rank, date)| (date.value.is_none(), *rank));
        dates.into_iter().next().map(|(_, date)| date)
    }

    /// What stands under `Date`; or, as adr-tools' successors write it, a date's field under `Status`.
    fn date_of_section(&self, scope: &Scope) -> Option<DateText> {
        if let Some(mut lines) = self.lines_under_any(scope, &["date", "decision date"])
            && let Some(first) =
                lines.find(|at| !self.outline.line_text(&self.outline.lines[*at]).trim().is_empty())
        {
            return Some(self.date_of_line(first));
        }
        let lines = self.lines_under_any(scope, &["status"])?;
        self.date_of_field(&header::from_lines(self.outline, lines, self.words))
    }

    /// The entry that names the status, else the earliest: later ones are edits.
    fn date_of_changelog(&self, scope: &Scope, status: Option<&StatusText>) -> Option<DateText> {
        let lines = self.lines_under_any(scope, &["changelog", "change log", "history"])?;
        let entries: Vec<DateText> =
            lines.map(|at| self.date_of_line(at)).filter(|date| date.value.is_some()).collect();
        let of_status = entries.iter().find(|date| {
            let text = date.text.to_lowercase();
            status.is_some_and(|status| status.known && text.contains(status.status.as_str()))
        });
        of_status.or_else(|| entries.iter().min_by_key(|date| &date.value)).cloned()
    }

    fn date_of_line(&self, at: usize) -> DateText {
        let line = &self.outline.lines[at];
        stated(self.outline.line_text(line), self.outline.text.span(line.range.clone()))
    }

    /// The lines under the first heading of one of some titles.
    fn lines_under_any(&self, scope: &Scope, titles: &[&str]) -> Option<Range<usize>> {
        let heading =
            self.headings_of(scope).find(|at| titles.contains(&self.titles[*at].as_str()))?;
        Some(self.outline.lines_under(heading))
    }
}

fn is_status_title(title: &str) -> bool {
    let title = split_status_title(title).map_or(title, |(title, _)| title);
    matches!(normal(title).as_str(), "status" | "state" | "decision status")
}

/// `Status: Accepted`, `Status - Accepted`, `Status (Accepted)`, taken apart.
fn split_status_title(title: &str) -> Option<(&str, &str)> {
    let (title, value) =
        [":", " - ", " – ", " — ", "("].into_iter().find_map(|mark| title.split_once(mark))?;
    let value = value.trim().trim_end_matches(')');
    (!value.is_empty()).then_some((title, value))
}

fn stated(text: &str, span: Span) -> DateText {
    let value = date::parse(text, date::DayOrder::DayFirst);
    DateText { value, text: text.trim().to_owned(), span }
}
