//! Where a document stands, and since when: its status and its date, wherever the dialect puts them.

use std::borrow::Cow;
use std::ops::Range;

use super::header::{self, Field, Key, Shape};
use super::status::{self, Said};
use super::{Reader, Scope, StatusShape, clauses, date};
use crate::document::{DateFault, DateText, OddDate, StatusText};
use crate::markdown::{Line, LineKind};
use crate::source::Span;
use crate::vocabulary::languages::starts_either_way;
use crate::vocabulary::{Relation, Statement, Status};

const BY: Statement = Statement::inverse(Relation::Supersedes);

impl Reader<'_> {
    /// The status, where one was looked for, and how it is written.
    pub(super) fn status(
        &self,
        fields: &[Field],
        scope: &Scope,
    ) -> (Option<StatusText>, Option<Range<usize>>, Option<StatusShape>) {
        let mut of_fields = fields.iter().filter(|field| field.key == Key::Status);
        let section = self.status_section(scope);
        if let Some(field) = of_fields.next() {
            let shape = Some(StatusShape::Field(field.shape));
            let stated = self.status_of_field(field);
            // What a site says of its page, as `status: current`, is less than what the record says of itself.
            let is_doubtful = |stated: &StatusText| {
                !stated.placeholder
                    && (!stated.known
                        || (field.shape == Shape::FrontMatter && status::is_of_page(&stated.text)))
            };
            if stated.as_ref().is_some_and(is_doubtful)
                && let Some((other, place, shape)) = self.status_of_body(of_fields, section)
            {
                return (Some(other), Some(place), Some(shape));
            }
            if stated.is_some() || section.is_none() {
                return (stated, Some(field.range.clone()), shape);
            }
        }
        let Some(section) = section else { return (None, None, None) };
        let (status, place) = self.status_under(section);
        (status, Some(place), Some(StatusShape::Section))
    }

    /// What stands under a heading *Status*: the line of a table that counts, else the line of a text.
    fn status_under(&self, section: usize) -> (Option<StatusText>, Range<usize>) {
        let (status, place) = self.status_of_section(section);
        let is_over = status
            .as_ref()
            .is_some_and(|status| status.status == Status::Superseded && status.known);
        match self.status_of_table(section).filter(|_| !is_over) {
            Some((stated, range)) => (Some(stated), range),
            None => (status, place),
        }
    }

    /// The first heading *Status*, else the first *Status history*.
    pub(super) fn status_section(&self, scope: &Scope) -> Option<usize> {
        const HISTORY: [&str; 3] = ["status history", "status log", "status changes"];
        let is_history = |at: &usize| HISTORY.contains(&self.titles[*at].as_str());
        self.headings_of(scope)
            .find(|at| self.is_status_title(*at))
            .or_else(|| self.headings_of(scope).find(is_history))
    }

    pub(super) fn status_of_field(&self, field: &Field) -> Option<StatusText> {
        let (text, range) = self.first_line(&field.value);
        self.status_text(&text, range)
    }

    /// The first known status among some fields of the text and a section.
    fn status_of_body<'f>(
        &self,
        fields: impl Iterator<Item = &'f Field>,
        section: Option<usize>,
    ) -> Option<(StatusText, Range<usize>, StatusShape)> {
        let of_text = fields.filter(|field| field.shape != Shape::FrontMatter);
        let mut of_text = of_text.filter_map(|field| {
            let stated = self.status_of_field(field).filter(|stated| stated.known)?;
            Some((stated, field.range.clone(), StatusShape::Field(field.shape)))
        });
        of_text.next().or_else(|| {
            let (stated, place) = self.status_under(section?);
            Some((stated.filter(|stated| stated.known)?, place, StatusShape::Section))
        })
    }

    /// Another status that the document states of itself, where both are in words for decisions and only one can hold.
    pub(super) fn contradicting_status(
        &self,
        fields: &[Field],
        scope: &Scope,
        status: Option<&StatusText>,
        shape: Option<StatusShape>,
    ) -> Option<StatusText> {
        // A section by itself tells of one status, however many lines that takes, and so does a list of fields.
        let Some(StatusShape::Field(shape)) = shape else { return None };
        let status =
            status.filter(|status| status.known && status::names_decision(&status.text))?;
        // What was superseded may be called deprecated.
        let rank = |status: Status| match status {
            Status::Deprecated => Status::Superseded,
            other => other,
        };
        // `Proposed in May, accepted in June` tells of both.
        let tells_of = |text: &str, status: Status| {
            let words = text.split(|c: char| !c.is_alphanumeric());
            words
                .filter_map(|word| self.words.status_at_start(word))
                .any(|(_, own)| rank(own) == rank(status))
        };
        let differs = |other: &StatusText| {
            other.span != status.span
                && other.known
                && status::names_decision(&other.text)
                // A draft may have any status, and be one of a text.
                && other.status != Status::Draft
                && status.status != Status::Draft
                && rank(other.status) != rank(status.status)
                && !tells_of(&other.text, status.status)
                && !tells_of(&status.text, other.status)
        };
        let of_fields =
            fields.iter().filter(|field| field.key == Key::Status && field.shape != shape);
        let mut of_fields = of_fields.filter_map(|field| self.status_of_field(field));
        let section = self.status_section(scope);
        of_fields.find(|other| differs(other)).or_else(|| {
            // A section may tell of several, line by line.
            let lines = self.outline.lines_under(section?).map(|at| &self.outline.lines[at]);
            let mut lines = lines.map(|line| self.outline.line_text(line));
            if lines.any(|line| tells_of(line, status.status)) {
                return None;
            }
            let (other, _) = self.status_under(section?);
            other.filter(differs)
        })
    }

    pub(super) fn status_text(&self, text: &str, range: Range<usize>) -> Option<StatusText> {
        let mut own = None;
        let mut said = status::read(text, self.words);
        if said == Said::Placeholder
            && let Some(picked) = self.picked(range.clone())
        {
            said = picked;
        }
        let (status, known, placeholder) = match said {
            Said::Status(status) => (status, true, false),
            Said::Own(at) => {
                own = Some(self.words.own(at).clone());
                (Status::Other, true, false)
            }
            Said::Placeholder => (Status::Other, false, true),
            Said::Unknown => (Status::Other, false, false),
            Said::Relation | Said::Nothing => return None,
        };
        let span = self.outline.text.span(range);
        Some(StatusText { status, own, known, text: text.trim().to_owned(), span, placeholder })
    }

    /// `Proposed | **Accepted** | Deprecated`: what alone of several statuses to choose from is bold.
    fn picked(&self, range: Range<usize>) -> Option<Said> {
        let source = self.outline.text.as_str().get(range)?;
        let mut pieces = source.split("**");
        let (before, bold, behind) = (pieces.next()?, pieces.next()?, pieces.next()?);
        let is_among = pieces.next().is_none()
            && [before, behind].iter().any(|part| part.contains(['|', '/', ',']));
        let said = status::read(bold, self.words);
        (is_among && matches!(said, Said::Status(_) | Said::Own(_))).then_some(said)
    }

    /// The fields below the heading `Status`.
    pub(super) fn fields_below_status(&self, scope: &Scope) -> Vec<Field> {
        let section = self.status_section(scope);
        let lines = section.map(|at| self.outline.lines_under(at)).unwrap_or_default();
        header::from_lines(self.outline, lines, false, self.words)
    }

    /// What a table below a heading gives as the status, and where.
    fn status_of_table(&self, heading: usize) -> Option<(StatusText, Range<usize>)> {
        let lines = self.outline.lines_under(heading);
        let first = self.outline.lines[lines.clone()].first()?;
        if !matches!(first.kind, LineKind::Cell { .. }) {
            return None;
        }
        let fields = header::from_lines(self.outline, lines, false, self.words);
        let field = fields.into_iter().find(|field| field.key == Key::Status)?;
        let (text, range) = self.first_line(&field.value);
        let stated = self.status_text(&text, range.clone()).filter(|stated| stated.known)?;
        Some((stated, range))
    }

    /// The first line that states a status; a later line that says superseded takes its place.
    pub(super) fn status_of_section(&self, heading: usize) -> (Option<StatusText>, Range<usize>) {
        let mut found = self.status_in_heading(heading);
        let mut found_in_item = false;
        let mut place = None;
        let mut label = None;
        for at in self.outline.lines_under(heading) {
            let line = &self.outline.lines[at];
            let text = self.outline.line_text(line);
            let silent = matches!(line.kind, LineKind::Code | LineKind::Html);
            // Of `- [ ] Proposed` and `- [x] Accepted` only the ticked one is said.
            if silent || text.trim().is_empty() || line.task == Some(false) {
                continue;
            }
            // Below `Related:` the statuses are those of others.
            if label.is_some_and(|depth| line.lists > depth) {
                continue;
            }
            label = clauses::label_of_list(text, self.words).map(|_| line.lists);
            // Behind a status, what is none is of no interest: the cheaper question comes first.
            let is_settled = found.as_ref().is_some_and(|first| first.known && !first.placeholder);
            if place.is_some() && is_settled && !status::is_known(text, self.words) {
                continue;
            }
            let key = header::key_at(self.outline, at, self.words);
            // `**Accepted** (2026-05-01)` is a status with its date; `Date: 2026-05-01` is none.
            let is_dated = matches!(key, Some(Key::Date(_))) && status::is_known(text, self.words);
            if matches!(key, Some(Key::Date(_) | Key::Breaking)) && !is_dated {
                continue;
            }
            place.get_or_insert(line.range());
            if let Some(stated) = self.superseded_in_row(at) {
                found = Some(stated);
                continue;
            }
            let Some(stated) = self.status_of_line(line, key.as_ref()) else { continue };
            let is_item = matches!(line.kind, LineKind::Item(_));
            let takes_place = match &found {
                None => true,
                Some(first) if !first.known && !first.placeholder => stated.known,
                Some(first) if first.placeholder || !stated.known => false,
                Some(first) if first.name() == stated.name() => false,
                Some(first) => {
                    // `取代 ADR-1` below *Accepted* says what the record replaces.
                    let bare = &text[status::decoration(text)..];
                    let retired = stated.status == Status::Superseded
                        && !starts_either_way(bare)
                        && clauses::in_text(text, &[], self.words)
                            .iter()
                            .any(|clause| !clause.partial);
                    let is_list = is_item && found_in_item;
                    retired || comes_after(first, &stated, is_dated, is_list)
                }
            };
            if takes_place {
                found = Some(stated);
                found_in_item = is_item;
            }
        }
        (found, place.unwrap_or_else(|| self.outline.headings[heading].content.clone()))
    }

    /// What a line below the heading says, which may repeat its key: `**Status:** Accepted`.
    fn status_of_line(&self, line: &Line, key: Option<&Key>) -> Option<StatusText> {
        let text = self.outline.line_text(line);
        let value = header::split(text, line.bold())
            .filter(|(_, at)| key == Some(&Key::Status) && *at < text.len());
        let Some((_, at)) = value else { return self.status_text(text, line.range()) };
        let range = line.plain().start + at..line.plain().end;
        self.status_text(&text[at..], self.outline.source_of(range))
    }

    /// `| Superseded by | [ADR-10](0010-x.md) |`, a row of a table of stages.
    fn superseded_in_row(&self, at: usize) -> Option<StatusText> {
        let line = &self.outline.lines[at];
        let next = self.outline.lines.get(at + 1)?;
        let (LineKind::Cell { row, column: 0, .. }, LineKind::Cell { row: same, column: 1, .. }) =
            (line.kind, next.kind)
        else {
            return None;
        };
        let both = line.plain().start..next.plain().end;
        let text = self.outline.plain(both.clone()).replace('\n', " ");
        let links = clauses::links_in(self.outline, &both);
        let is_over = row == same
            && !links.is_empty()
            && clauses::in_text(&text, &links, self.words)
                .first()
                .is_some_and(|clause| clause.statement == BY && !clause.partial);
        let stated = self.status_text(&text, line.range().start..next.range().end);
        stated.filter(|stated| is_over && stated.status == Status::Superseded)
    }

    /// `## Status: Accepted`.
    fn status_in_heading(&self, at: usize) -> Option<StatusText> {
        let value = self.status_value(at)?;
        self.status_text(self.outline.plain(value.clone()), self.outline.source_of(value))
    }

    /// The words of a heading that says what the status is, as a stretch of plain text.
    pub(super) fn status_value(&self, at: usize) -> Option<Range<usize>> {
        let heading = &self.outline.headings[at];
        let text = self.outline.plain(heading.plain.clone());
        // `상태 (Status)` says its own name twice.
        let (_, value) = split_status_title(text).filter(|(_, value)| {
            self.is_status_title(at) && self.words.section(value) != "status"
        })?;
        let start = heading.plain.start + text.rfind(value)?;
        Some(start..start + value.len())
    }

    /// The date that the text states: a field's, a section's, the status's, the changelog's, else the file name's.
    /// `title` is the place of what the name says; none in a section, which the name does not speak of.
    pub(super) fn date(
        &self,
        fields: &[Field],
        below_status: &[Field],
        scope: &Scope,
        status: Option<&StatusText>,
        title: Option<Span>,
    ) -> Option<DateText> {
        self.date_of_field(fields)
            .or_else(|| self.date_above(scope))
            .or_else(|| self.date_of_section(below_status, scope))
            .or_else(|| {
                let status = status?;
                let text = without_names(status::before_changes(&status.text));
                Some(stated(&text, status.span)).filter(|date| date.value.is_some())
            })
            .or_else(|| self.date_of_changelog(scope, status))
            .or_else(|| self.date_of_name(title))
    }

    /// `- Start Date: 2024-03-18` above the title, as many RFCs have it.
    fn date_above(&self, scope: &Scope) -> Option<DateText> {
        let lines = self.lines_above(scope).filter(|lines| !lines.is_empty())?;
        let fields = header::from_lines(self.outline, lines, false, self.words);
        self.date_of_field(&fields).filter(|date| date.value.is_some())
    }

    fn date_of_name(&self, title: Option<Span>) -> Option<DateText> {
        Some(stated(self.name.date.as_ref()?, title?))
    }

    /// Every date of a field, a section, the status or the name that is not one as it is written.
    pub(super) fn odd_dates(
        &self,
        fields: &[Field],
        below_status: &[Field],
        scope: &Scope,
        status: Option<&StatusText>,
        title: Option<Span>,
    ) -> Vec<OddDate> {
        let stated = fields.iter().chain(below_status);
        let mut odd: Vec<OddDate> = stated.filter_map(|field| self.odd_field(field)).collect();
        odd.extend(self.lines_of_changelog(scope).filter_map(|at| self.odd_entry(at)));
        odd.extend(
            self.line_of_date_section(scope).and_then(|at| self.odd_date(self.date_of_line(at))),
        );
        odd.extend(
            self.date_of_name(title)
                .and_then(|date| self.odd_date(date))
                .map(|odd| OddDate { in_name: true, ..odd }),
        );
        // A date under `Status` may have been read as a field already.
        if let Some(status) = status
            && let Some(at) = date::impossible_in(&status.text)
            && odd.iter().all(|odd| odd.date.span != status.span)
        {
            let text = status.text[at].to_owned();
            let span = self.within(status.span, &text);
            let date = DateText { value: None, text, span };
            odd.push(OddDate { fault: DateFault::Impossible, date, in_name: false });
        }
        odd.sort_by_key(|odd| odd.date.span);
        odd.dedup_by_key(|odd| odd.date.span);
        odd
    }

    /// The place of some words inside a wider one, where they can be found there.
    fn within(&self, wide: Span, words: &str) -> Span {
        let at = self.page.sources.slice(wide).find(words);
        at.map_or(wide, |at| Span::new(wide.file, wide.start + at..wide.start + at + words.len()))
    }

    /// What is wrong with a date; of a second one behind it, only the second is pointed at.
    fn odd_date(&self, date: DateText) -> Option<OddDate> {
        let odd = |fault, date| Some(OddDate { fault, date, in_name: false });
        if date.text.is_empty() {
            return None;
        }
        if let Some(fault) = date::fault(&date.text) {
            return odd(fault, date);
        }
        let text = date.text[date::impossible_in(&date.text)?].to_owned();
        let span = self.within(date.span, &text);
        odd(DateFault::Impossible, DateText { value: None, text, span })
    }

    fn odd_field(&self, field: &Field) -> Option<OddDate> {
        let Key::Date(rank) = field.key else { return None };
        let (text, range) = self.first_line(&field.value);
        let odd = self.odd_date(stated(&text, self.outline.text.span(range)))?;
        let told = odd.fault != DateFault::Unreadable || header::is_plain_date(rank);
        told.then_some(odd)
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
    fn date_of_section(&self, below_status: &[Field], scope: &Scope) -> Option<DateText> {
        match self.line_of_date_section(scope) {
            Some(first) => Some(self.date_of_line(first)),
            None => self.date_of_field(below_status).or_else(|| self.date_of_heading(scope)),
        }
    }

    /// `## Date: 2026-07-01`.
    fn date_of_heading(&self, scope: &Scope) -> Option<DateText> {
        let is_dated = |at: &usize| {
            let title = self.titles[*at].split(':').next().unwrap_or("");
            ["date", "decision date", "date of decision"].contains(&title)
        };
        let headings = self.headings_of(scope).filter(is_dated);
        let dates = headings.filter_map(|at| {
            let heading = &self.outline.headings[at];
            let (_, value) = heading.text.split_once(':')?;
            Some(stated(value, self.outline.text.span(heading.content.clone())))
        });
        dates.into_iter().find(|date| date.value.is_some())
    }

    fn line_of_date_section(&self, scope: &Scope) -> Option<usize> {
        self.lines_under_any(scope, &["date", "decision date"])?
            .find(|at| !self.outline.line_text(&self.outline.lines[*at]).trim().is_empty())
    }

    /// The entry that names the status, else the earliest: later ones are edits.
    fn date_of_changelog(&self, scope: &Scope, status: Option<&StatusText>) -> Option<DateText> {
        let entries: Vec<DateText> = self
            .lines_of_changelog(scope)
            .map(|at| self.date_of_line(at))
            .filter(|date| date.value.is_some())
            .collect();
        let of_status = entries.iter().find(|date| {
            let text = date.text.to_lowercase();
            status.is_some_and(|status| status.known && text.contains(status.name()))
        });
        of_status.or_else(|| entries.iter().min_by_key(|date| &date.value)).cloned()
    }

    fn lines_of_changelog(&self, scope: &Scope) -> Range<usize> {
        self.lines_under_any(scope, &["changelog", "change log", "history"]).unwrap_or_default()
    }

    /// An entry that begins with a day that no calendar has, or with a template's.
    fn odd_entry(&self, at: usize) -> Option<OddDate> {
        let line = &self.outline.lines[at];
        let text = self.outline.line_text(line);
        let lead = text.trim_start().split([':', ' ']).next().unwrap_or("");
        let fault = match date::impossible_in(lead) {
            Some(_) => DateFault::Impossible,
            None if lead.starts_with("YYYY") => DateFault::Unreadable,
            None => return None,
        };
        let start = line.plain().start + text.find(lead)?;
        let span = self.outline.text.span(self.outline.source_of(start..start + lead.len()));
        let date = DateText { value: None, text: lead.to_owned(), span };
        Some(OddDate { fault, date, in_name: false })
    }

    fn date_of_line(&self, at: usize) -> DateText {
        let line = &self.outline.lines[at];
        stated(self.outline.line_text(line), self.outline.text.span(line.range()))
    }

    /// The lines under the first heading of one of some titles.
    pub(super) fn lines_under_any(&self, scope: &Scope, titles: &[&str]) -> Option<Range<usize>> {
        let heading =
            self.headings_of(scope).find(|at| titles.contains(&self.titles[*at].as_str()))?;
        Some(self.outline.lines_under(heading))
    }

    pub(super) fn is_status_title(&self, at: usize) -> bool {
        let is_status = |title: &str| matches!(title, "status" | "state" | "decision status");
        match split_status_title(&self.outline.headings[at].text) {
            Some((title, _)) => is_status(&self.words.section(title)),
            None => is_status(&self.titles[at]),
        }
    }
}

/// Whether of two dated statuses the second came after the first: of what happened one after the other, the last holds,
/// whatever the order of the lines. `is_key` says that the day is the value of the second, as in `Accepted: 2026-05-01`,
/// and `is_list` that both are items.
fn comes_after(first: &StatusText, stated: &StatusText, is_key: bool, is_list: bool) -> bool {
    let day = |status: &StatusText| date::parse(&status.text, date::DayOrder::DayFirst);
    let days = (day(first), day(stated));
    // Nothing goes back to be proposed: what is said of a later day may be of something else.
    let is_step = (is_key || is_list) && !matches!(stated.status, Status::Draft | Status::Proposed);
    let leads = |status: &StatusText| status.text.starts_with(|c: char| c.is_ascii_digit());
    let is_dated = (leads(first) || (days.0.is_some() && is_step))
        && (leads(stated) || (days.1.is_some() && is_step));
    let is_over = is_key && first.status == Status::Superseded;
    let is_earlier = matches!(&days, (Some(first), Some(second)) if second < first);
    is_dated && !is_over && !is_earlier
}

/// `Status: Accepted`, `Status - Accepted`, `Status (Accepted)`, taken apart.
fn split_status_title(title: &str) -> Option<(&str, &str)> {
    // Most headings have no such mark.
    if !title.bytes().any(|byte| b":-(".contains(&byte) || !byte.is_ascii()) {
        return None;
    }
    let (title, value) =
        [":", " - ", " – ", " — ", "("].into_iter().find_map(|mark| title.split_once(mark))?;
    let value = value.trim().trim_end_matches(')');
    (!value.is_empty()).then_some((title, value))
}

/// Without names of files that begin with a day: of `superseded by 20211103-use-post` that is the other record's.
fn without_names(text: &str) -> Cow<'_, str> {
    let is_name = |word: &str| {
        let word = word.trim_start_matches(|c: char| !c.is_ascii_digit());
        let behind = &word[date::at_start(word)..];
        behind.len() < word.len()
            && behind
                .strip_prefix(['-', '_'])
                .is_some_and(|slug| slug.starts_with(char::is_alphabetic))
    };
    if !text.split_whitespace().any(is_name) {
        return Cow::Borrowed(text);
    }
    let words = text.split_whitespace().filter(|word| !is_name(word));
    Cow::Owned(words.collect::<Vec<_>>().join(" "))
}

fn stated(text: &str, span: Span) -> DateText {
    let value = date::parse(text, date::DayOrder::DayFirst);
    DateText { value, text: text.trim().to_owned(), span }
}
