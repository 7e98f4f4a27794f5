//! Chooses how a page is written, and reads the documents in it. The only place that knows headings and keys.

pub mod blank;
pub mod clauses;
pub mod collection;
pub mod date;
pub mod header;
pub mod heading;
pub mod name;
pub mod status;

use std::ops::Range;

use globset::{Glob, GlobSet, GlobSetBuilder};

use crate::config::Config;
use crate::document::{
    Clause, DateText, Document, Fact, PageId, Region, Section, StatusText,
};
use crate::front_matter::{self, Entry};
use crate::markdown::{LineKind, Outline};
use crate::source::{Sources, Span, Spanned};
use crate::vocabulary::{Kind, Relation, Statement, Status, Words};
use header::{Field, Key, Shape, normal};
use heading::HeadingParts;
use name::Name;
use status::Said;

/// A way of writing documents.
#[derive(Debug, Clone, Copy)]
pub struct Dialect {
    /// Its name in `list`.
    pub name: &'static str,
    /// How it is recognised, in a sentence.
    pub about: &'static str,
}

/// Every dialect, the most telling first. `template --dialect` prints those that have a blank.
pub static DIALECTS: &[Dialect] = &[
    Dialect { name: "template", about: "this project's own: `# ADR-0001: Title`, `# Module: name` or `# REQ-001: Title` with its sections" },
    Dialect { name: "madr", about: "MADR 3 and 4: the status stands in the front matter" },
    Dialect { name: "log4brains", about: "a date in the file name, and the status in a bullet" },
    Dialect { name: "madr2", about: "MADR 2 and RFCs: the status stands in a bullet at the head" },
    Dialect { name: "table", about: "the status stands in a row of a table at the head" },
    Dialect { name: "bold", about: "the status stands behind a bold word at the head" },
    Dialect { name: "line", about: "the status stands in a plain line `Status: …` at the head" },
    Dialect { name: "changelog", about: "a `Changelog` section beside the `Status` section" },
    Dialect { name: "nygard", about: "adr-tools: a `Status` section" },
    Dialect { name: "sections", about: "sections of a decision, and no status" },
];

/// What the reader of a book's pages knows beforehand.
#[derive(Debug)]
pub struct Lexicon {
    /// Words for statuses and relations.
    pub words: Words,
    /// Prefixes of ids by kind, as configured.
    pub prefixes: Vec<(String, Kind)>,
    globs: Vec<(GlobSet, Kind)>,
}

impl Lexicon {
    /// The built-in words and those of a configuration.
    pub fn new(config: &Config) -> Self {
        let glob_set = |paths: &[Spanned<String>]| {
            let mut builder = GlobSetBuilder::new();
            for glob in paths.iter().filter_map(|path| Glob::new(&path.value).ok()) {
                builder.add(glob);
            }
            builder.build().unwrap_or_default()
        };
        let prefix = |kind: &crate::config::KindConfig| {
            let prefix = kind.prefix.as_ref()?;
            Some((prefix.value.clone(), kind.kind.clone()))
        };
        Self {
            words: Words::new(
                config.statuses.iter().map(|(word, status)| (word.value.as_str(), *status)),
                config.relations.iter().map(|(phrase, statement)| (phrase.value.as_str(), *statement)),
            ),
            prefixes: config.kinds.iter().filter_map(prefix).collect(),
            globs: config.kinds.iter().map(|kind| (glob_set(&kind.paths), kind.kind.clone())).collect(),
        }
    }

    fn configured(&self, path_in_src: &str) -> Option<&Kind> {
        self.globs.iter().find(|(globs, _)| globs.is_match(path_in_src)).map(|(_, kind)| kind)
    }
}

/// A page to be read.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// Which.
    pub id: PageId,
    /// Its path, relative to the user's folder.
    pub path: &'a str,
    /// The folder of its book's sources, relative to the user's folder.
    pub src: &'a str,
    /// Its outline.
    pub outline: &'a Outline,
    /// The book's words.
    pub lexicon: &'a Lexicon,
    /// The texts, for paths.
    pub sources: &'a Sources,
}

/// How sure the reader is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// The page itself is evidence enough.
    Sure,
    /// A numbered page that is a record if its neighbours are.
    IfNeighboursAre,
}

/// A page after reading.
#[derive(Debug, Default)]
pub struct Reading {
    /// Its documents, in order.
    pub documents: Vec<(Document, Certainty)>,
    /// Why its front matter could not be read.
    pub troubles: Vec<(Span, String)>,
    /// The page's own title, status and date, where it is a template for others to copy.
    pub template: Option<Blank>,
}

/// What a template file says in the places that an author must fill in.
#[derive(Debug, Clone, Default)]
pub struct Blank {
    /// The folder that it is the template of.
    pub folder: String,
    /// Its title, its status and its date, as far as it has them.
    pub texts: Vec<String>,
}

/// Reads the documents of a page. Never fails: a page without evidence has none.
pub fn read(page: Page<'_>) -> Reading {
    let mut reading = Reading::default();
    let mut entries = Vec::new();
    let content = page.outline.text.as_str();
    for block in &page.outline.front_matter {
        let (found, trouble) = front_matter::read(content, block);
        entries.extend(found);
        reading.troubles.extend(trouble.map(|t| (page.outline.text.span(t.range), t.message)));
    }
    let reader = Reader::new(page, entries);
    let head = reader.head();
    if reader.name.is_template() {
        reading.template = Some(reader.blank(&head));
        return reading;
    }
    let sections = reader.section_documents(&head);
    let whole = reader.evidence(&head);
    // A page of requirements is not one itself, whatever the configuration says of its folder.
    let whole = whole.filter(|(kind, _, _)| {
        head.parts.id.is_some() || !sections.iter().any(|(document, _)| document.kind == *kind)
    });
    if let Some((kind, evidence, certainty)) = whole {
        let end = sections
            .iter()
            .filter(|(_, level)| *level <= head.level)
            .map(|(document, _)| document.extent.start)
            .min()
            .unwrap_or(content.len());
        let scope = Scope { heading: head.heading, extent: 0..end };
        reading.documents.push((reader.document(kind, evidence, &head, &scope), certainty));
    }
    let is_document = !reading.documents.is_empty();
    let sections = sections.into_iter().filter(|(section, _)| !is_document || section.status.is_some());
    reading.documents.extend(sections.map(|(section, _)| (section, Certainty::Sure)));
    reading
}

/// What a page or a section calls itself.
struct Head {
    heading: Option<usize>,
    level: u8,
    title: String,
    title_range: Range<usize>,
    parts: HeadingParts,
    /// Where the parts are offsets into: the heading's text.
    text: String,
    text_plain: Option<usize>,
}

/// The part of a page that is one document.
struct Scope {
    heading: Option<usize>,
    extent: Range<usize>,
}

struct Reader<'a> {
    page: Page<'a>,
    outline: &'a Outline,
    words: &'a Words,
    name: Name,
    entries: Vec<Entry>,
}

impl<'a> Reader<'a> {
    fn new(page: Page<'a>, entries: Vec<Entry>) -> Self {
        let outline = page.outline;
        let start = outline.headings.first().map_or(0, |heading| heading.range.start);
        let path = page.sources.path(outline.text.file_at(start));
        let name = Name::of(if outline.headings.is_empty() { page.path } else { path });
        Self { page, outline, words: &page.lexicon.words, name, entries }
    }

    /// The page's title: its first heading where that is one, else what the header or the file's name says.
    fn head(&self) -> Head {
        let first = self.outline.headings.first();
        if let Some(first) = first
            && (first.level == 1 || self.entry_title().is_none())
            && !is_section_word(&first.text)
        {
            return self.head_of(0);
        }
        let (title, range) = self
            .entry_title()
            .or_else(|| self.field_title())
            .unwrap_or_else(|| (self.title_from_name(), 0..0));
        let text = title.trim().to_owned();
        let parts = heading::parts(&text, &self.name, &self.page.lexicon.prefixes);
        let title = text[parts.title.clone()].trim().to_owned();
        Head { heading: None, level: 0, title, title_range: range, parts, text, text_plain: None }
    }

    fn head_of(&self, at: usize) -> Head {
        let heading = &self.outline.headings[at];
        let mut text = self.outline.plain(heading.plain.clone()).trim_end().to_owned();
        let hole = self.hole(heading);
        if let Some(hole) = &hole {
            text = format!("{text} {hole}").trim_start().to_owned();
        }
        let parts = heading::parts(&text, &self.name, &self.page.lexicon.prefixes);
        let title = text[parts.title.clone()].trim();
        let lead = text[parts.title.clone()].len() - text[parts.title.clone()].trim_start().len();
        let start = heading.plain.start + parts.title.start + lead;
        let range = if title.is_empty() || hole.is_some() {
            heading.range.start..heading.range.start + self.raw(heading).trim_end().len()
        } else {
            self.outline.source_of(start..start + title.len())
        };
        let title = title.to_owned();
        Head {
            heading: Some(at),
            level: heading.level,
            title,
            title_range: range,
            parts,
            text,
            text_plain: Some(heading.plain.start),
        }
    }

    fn raw(&self, heading: &crate::markdown::Heading) -> &str {
        &self.outline.text.as_str()[heading.range.clone()]
    }

    /// `{title}` at a heading's end: to mdBook it is an attribute, to the author a template's hole.
    fn hole(&self, heading: &crate::markdown::Heading) -> Option<String> {
        let raw = self.raw(heading).trim_end().trim_end_matches('#').trim_end();
        let open = raw.strip_suffix('}')?.rfind('{')?;
        let inner = &raw[open + 1..raw.len() - 1];
        let attribute = inner.split_whitespace().all(|word| word.starts_with(['#', '.']) || word.contains('='));
        (!attribute).then(|| raw[open..].to_owned())
    }

    fn entry_title(&self) -> Option<(String, Range<usize>)> {
        let entry = self.entries.iter().find(|entry| entry.depth == 0 && entry.key.eq_ignore_ascii_case("title"))?;
        let value = entry.values.first()?;
        Some((value.text.clone(), value.range.clone()))
    }

    fn field_title(&self) -> Option<(String, Range<usize>)> {
        let scope = Scope { heading: None, extent: 0..self.outline.text.as_str().len() };
        let fields = self.fields(&scope);
        let field = fields.iter().find(|field| field.key == Key::Title && field.shape != Shape::FrontMatter)?;
        Some((self.first_line(&field.value).0, self.region_range(&field.value)))
    }

    fn title_from_name(&self) -> String {
        let slug = if self.name.slug.is_empty() { &self.name.stem } else { &self.name.slug };
        slug.replace(['-', '_'], " ").trim().to_owned()
    }

    /// What makes the page as a whole a document; never one weak sign.
    fn evidence(&self, head: &Head) -> Option<(Kind, &'static str, Certainty)> {
        if self.name.is_apparatus() {
            return None;
        }
        let in_src = self.page.path.strip_prefix(self.page.src).unwrap_or(self.page.path);
        if let Some(kind) = self.page.lexicon.configured(in_src.trim_start_matches('/')) {
            return Some((kind.clone(), "its path is configured", Certainty::Sure));
        }
        if let Some(kind) = self.entry_kind() {
            return Some((kind, "its front matter names its kind", Certainty::Sure));
        }
        if let Some(kind) = &head.parts.kind
            && head.heading.is_some()
        {
            return Some((kind.clone(), "its heading", Certainty::Sure));
        }
        let scope = Scope { heading: head.heading, extent: 0..self.outline.text.as_str().len() };
        let shape = self.decision_shape(&scope);
        let stated = shape.any() || self.name.is_numbered() || !self.entries.is_empty();
        let status = if stated { self.status(&self.fields(&scope), &scope).0 } else { None };
        let known = status.as_ref().is_some_and(|status| status.known || status.placeholder);
        let front = status.is_some() && self.entries.iter().any(|entry| normal(&entry.key) == "status");
        let evidence = match () {
            () if self.name.is_numbered() && status.is_some() => "a status beside a numbered file name",
            () if front && known && shape.any() => "a status in its front matter, and sections of a decision",
            () if known && shape.is_whole() => "a status, and sections of a decision",
            () if self.name.is_numbered() && shape.is_whole() => "a numbered file name, and sections of a decision",
            () if self.name.is_numbered() => {
                return Some((Kind::Decision, "a numbered file name among records", Certainty::IfNeighboursAre));
            }
            () => return None,
        };
        Some((Kind::Decision, evidence, Certainty::Sure))
    }

    fn entry_kind(&self) -> Option<Kind> {
        let entry = self.entries.iter().find(|entry| {
            entry.depth == 0 && (entry.key.eq_ignore_ascii_case("kind") || entry.key.eq_ignore_ascii_case("type"))
        })?;
        match entry.values.first()?.text.to_lowercase().as_str() {
            "decision" | "adr" | "decision-record" | "architecture-decision-record" => Some(Kind::Decision),
            "module" | "module-design" => Some(Kind::Module),
            "requirement" => Some(Kind::Requirement),
            word => {
                let known = self.page.lexicon.globs.iter().find(|(_, kind)| kind.as_str() == word)?;
                Some(known.1.clone())
            }
        }
    }

    fn decision_shape(&self, scope: &Scope) -> DecisionShape {
        let mut shape = DecisionShape::default();
        for heading in self.headings_of(scope) {
            shape.see(&normal(&self.outline.headings[heading].text));
        }
        shape
    }

    /// Headings inside a scope, without its own.
    fn headings_of(&self, scope: &Scope) -> impl Iterator<Item = usize> {
        let extent = scope.extent.clone();
        let own = scope.heading;
        let headings = &self.outline.headings;
        let start = headings.partition_point(|heading| heading.range.start < extent.start);
        (start..headings.len())
            .take_while(move |at| headings[*at].range.start < extent.end)
            .filter(move |at| Some(*at) != own)
    }

    /// The documents that are sections of the page, each with its heading's level.
    fn section_documents(&self, head: &Head) -> Vec<(Document, u8)> {
        let mut found = Vec::new();
        for at in 0..self.outline.headings.len() {
            if Some(at) == head.heading && (head.level == 1 || head.parts.kind.is_none()) {
                continue;
            }
            let own = self.head_of(at);
            let Some(kind) = own.parts.kind.clone() else { continue };
            if own.title.is_empty() || (kind != Kind::Module && own.parts.id.is_none()) || self.name.is_apparatus() {
                continue;
            }
            let heading = &self.outline.headings[at];
            let scope = Scope {
                heading: Some(at),
                extent: heading.range.start..heading.section_end,
            };
            let mut document = self.document(kind, "its heading", &own, &scope);
            if document.kind == Kind::Decision && document.status.is_none() {
                continue;
            }
            document.section = Some(heading.fragment.clone());
            found.push((document, heading.level));
        }
        found
    }

    fn document(&self, kind: Kind, evidence: &'static str, head: &Head, scope: &Scope) -> Document {
        let is_section = scope.extent.start > 0;
        let fields = self.fields(scope);
        let (status, status_place, status_shape) = self.status(&fields, scope);
        let span = |range: Range<usize>| self.outline.text.span(range);
        let title_span = span(head.title_range.clone());
        let path = self.page.sources.path(title_span.file).to_owned();
        let number = if is_section { None } else { self.name.number }.or(head.parts.number);
        let prefix = if is_section || self.name.prefix.is_empty() {
            &head.parts.prefix
        } else {
            &self.name.prefix
        };
        let dialect = self.dialect(&kind, head, scope, status_shape);
        Document {
            section: None,
            page: self.page.id,
            dialect,
            id: self.id(head, title_span, is_section),
            number,
            prefix: prefix.clone(),
            folder: self.name.folder.clone(),
            title: Spanned::new(head.title.clone(), title_span),
            date: self.date(&fields, scope, status.as_ref(), is_section),
            has_statuses: status.is_some() || status_place.is_some(),
            status,
            status_place: status_place.map_or(title_span, span),
            facts: if is_section { Vec::new() } else { self.facts() },
            sections: self.sections(scope),
            clauses: self.clauses(&kind, &fields, scope),
            extent: scope.extent.clone(),
            heading: scope.heading.map_or(0..0, |at| self.outline.headings[at].range.clone()),
            evidence,
            kind,
            path,
        }
    }

    /// The heading's id, else the front matter's, else the file name's.
    fn id(&self, head: &Head, title: Span, is_section: bool) -> Option<Spanned<String>> {
        if let Some(id) = &head.parts.id {
            let span = match head.text_plain {
                Some(plain) => self.outline.span_of(plain + id.start..plain + id.end),
                None => title,
            };
            return Some(Spanned::new(head.text[id.clone()].to_owned(), span));
        }
        if is_section {
            return None;
        }
        let entry = self.entries.iter().find(|entry| {
            entry.depth == 0 && ["id", "adr", "number", "slug"].contains(&entry.key.to_lowercase().as_str())
        });
        if let Some(value) = entry.and_then(|entry| entry.values.first()) {
            return Some(Spanned::new(value.text.clone(), self.outline.text.span(value.range.clone())));
        }
        let id = if self.name.date.is_some() {
            self.name.stem.clone()
        } else {
            self.name.number?;
            let slug = self.name.slug.len();
            let end = self.name.stem.len() - slug;
            self.name.stem[..end].trim_end_matches(['-', '_', ' ', '.']).to_owned()
        };
        Some(Spanned::new(id, title))
    }

    fn dialect(&self, kind: &Kind, head: &Head, scope: &Scope, shape: Option<StatusShape>) -> &'static str {
        let has = |title: &str| {
            self.headings_of(scope).any(|at| normal(&self.outline.headings[at].text) == title)
        };
        let own = match kind {
            Kind::Decision => {
                // The shape of the heading is common; these sections are the template's.
                let parts = has("positive") || has("negative") || has("risks");
                matches!(shape, None | Some(StatusShape::Section))
                    && is_template_heading(&head.text)
                    && (has("alternatives considered") || (has("consequences") && parts))
                    && !has("changelog")
                    && !has("neutral")
            }
            Kind::Module => head.parts.kind == Some(Kind::Module),
            Kind::Requirement => {
                let parts = has("status") || has("rationale") || has("verification");
                head.parts.kind == Some(Kind::Requirement) && parts
            }
            Kind::Other(_) => false,
        };
        match shape {
            _ if own => "template",
            None => "sections",
            Some(StatusShape::Section) if has("changelog") || has("change log") => "changelog",
            Some(StatusShape::Section) => "nygard",
            Some(StatusShape::Field(Shape::FrontMatter)) => "madr",
            Some(StatusShape::Field(Shape::Bullet)) if self.name.date.is_some() => "log4brains",
            Some(StatusShape::Field(Shape::Bullet)) => "madr2",
            Some(StatusShape::Field(Shape::Table)) => "table",
            Some(StatusShape::Field(Shape::Bold)) => "bold",
            Some(StatusShape::Field(Shape::Line)) => "line",
        }
    }

    /// The fields at the head of a scope, the front matter's first.
    fn fields(&self, scope: &Scope) -> Vec<Field> {
        let mut fields = if scope.extent.start == 0 {
            header::from_front_matter(&self.entries, self.words)
        } else {
            Vec::new()
        };
        for lines in self.header_lines(scope) {
            fields.extend(header::from_lines(self.outline, lines, self.words));
        }
        fields
    }

    /// Between the title and the first section; and what stands under `Meta`.
    fn header_lines(&self, scope: &Scope) -> Vec<Range<usize>> {
        let own = match scope.heading {
            Some(at) => self.outline.lines_under(at),
            None => 0..self.outline.headings.first().map_or(self.outline.lines.len(), |heading| heading.line),
        };
        let meta = self
            .headings_of(scope)
            .take(2)
            .filter(|at| META_WORDS.contains(&normal(&self.outline.headings[*at].text).as_str()))
            .map(|at| self.outline.lines_under(at));
        std::iter::once(own).chain(meta).collect()
    }

    /// The status, where one was looked for, and how it is written.
    fn status(
        &self,
        fields: &[Field],
        scope: &Scope,
    ) -> (Option<StatusText>, Option<Range<usize>>, Option<StatusShape>) {
        let field = fields.iter().find(|field| field.key == Key::Status);
        let section = self
            .headings_of(scope)
            .find(|at| matches!(normal(&self.outline.headings[*at].text).as_str(), "status" | "state" | "decision status"));
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

    fn status_text(&self, text: &str, range: Range<usize>) -> Option<StatusText> {
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
    fn status_of_section(&self, heading: usize) -> (Option<StatusText>, Range<usize>) {
        let mut found: Option<StatusText> = None;
        let mut place = None;
        for at in self.outline.lines_under(heading) {
            let line = &self.outline.lines[at];
            let text = self.outline.line_text(line);
            if matches!(line.kind, LineKind::Code | LineKind::Html) || text.trim().is_empty() {
                continue;
            }
            place.get_or_insert(line.range.clone());
            let Some(stated) = self.status_text(text, line.range.clone()) else { continue };
            match &found {
                None => found = Some(stated),
                Some(first) if !first.known && !first.placeholder && stated.known => found = Some(stated),
                Some(first) if first.status != stated.status && stated.known && !first.placeholder => {
                    let dated = |status: &StatusText| status.text.starts_with(|c: char| c.is_ascii_digit());
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

    fn date(
        &self,
        fields: &[Field],
        scope: &Scope,
        status: Option<&StatusText>,
        is_section: bool,
    ) -> Option<DateText> {
        let stated = |text: &str, span: Span| {
            let value = date::parse(text, date::DayOrder::DayFirst);
            DateText { value, text: text.trim().to_owned(), span }
        };
        let mut dates: Vec<(usize, DateText)> = fields
            .iter()
            .filter_map(|field| {
                let Key::Date(rank) = field.key else { return None };
                let (text, range) = self.first_line(&field.value);
                (!text.trim().is_empty()).then(|| (rank, stated(&text, self.outline.text.span(range))))
            })
            .collect();
        dates.sort_by_key(|(rank, date)| (date.value.is_none(), *rank));
        if let Some((_, date)) = dates.into_iter().next() {
            return Some(date);
        }
        let lines_of = |titles: &[&str]| {
            let heading = self
                .headings_of(scope)
                .find(|at| titles.contains(&normal(&self.outline.headings[*at].text).as_str()))?;
            Some(self.outline.lines_under(heading))
        };
        let line = |at: usize| {
            let line = &self.outline.lines[at];
            stated(self.outline.line_text(line), self.outline.text.span(line.range.clone()))
        };
        if let Some(mut lines) = lines_of(&["date", "decision date"])
            && let Some(first) = lines.find(|at| !self.outline.line_text(&self.outline.lines[*at]).trim().is_empty())
        {
            return Some(line(first));
        }
        // Under `Status`, adr-tools' successors write the date beside the word.
        if let Some(lines) = lines_of(&["status"]) {
            let fields = header::from_lines(self.outline, lines, self.words);
            if let Some(field) = fields.iter().find(|field| matches!(field.key, Key::Date(_))) {
                let (text, range) = self.first_line(&field.value);
                return Some(stated(&text, self.outline.text.span(range)));
            }
        }
        if let Some(date) = status.map(|status| stated(&status.text, status.span)).filter(|date| date.value.is_some()) {
            return Some(date);
        }
        if let Some(lines) = lines_of(&["changelog", "change log", "history"]) {
            let dated: Vec<DateText> = lines.map(line).filter(|date| date.value.is_some()).collect();
            let of_status = dated.iter().find(|date| {
                let text = date.text.to_lowercase();
                status.is_some_and(|status| status.known && text.contains(status.status.as_str()))
            });
            if let Some(date) = of_status.or_else(|| dated.iter().min_by_key(|date| &date.value)) {
                return Some(date.clone());
            }
        }
        let from_name = self.name.date.clone().filter(|_| !is_section)?;
        let span = self.outline.text.span(0..0);
        Some(DateText { value: Some(from_name.clone()), text: from_name, span })
    }

    fn facts(&self) -> Vec<Fact> {
        self.entries
            .iter()
            .filter(|entry| !entry.values.is_empty())
            .map(|entry| Fact {
                key: entry.key.clone(),
                values: entry.values.iter().map(|value| value.text.clone()).collect(),
            })
            .collect()
    }

    fn sections(&self, scope: &Scope) -> Vec<Section> {
        self.headings_of(scope)
            .map(|at| {
                let heading = &self.outline.headings[at];
                Section {
                    title: heading.text.clone(),
                    level: heading.level,
                    span: self.outline.text.span(heading.content.clone()),
                    fragment: heading.fragment.clone(),
                    body: heading.range.end..heading.section_end.min(scope.extent.end),
                }
            })
            .collect()
    }

    fn clauses(&self, kind: &Kind, fields: &[Field], scope: &Scope) -> Vec<Clause> {
        let mut clauses = Vec::new();
        for field in fields {
            self.clauses_of_field(field, &mut clauses);
        }
        for lines in self.header_lines(scope) {
            for at in lines {
                let line = &self.outline.lines[at];
                let in_field = fields.iter().any(|field| {
                    field.range.start <= line.range.start && line.range.start < field.range.end.max(1)
                });
                if !in_field {
                    clauses.extend(clauses::in_lines(self.outline, at..at + 1, None, self.words));
                }
            }
        }
        for at in self.headings_of(scope) {
            if let Some(default) = self.section_of_links(kind, at) {
                clauses.extend(clauses::in_lines(self.outline, self.outline.lines_under(at), default, self.words));
            }
        }
        clauses
    }

    fn clauses_of_field(&self, field: &Field, clauses: &mut Vec<Clause>) {
        let span = self.outline.text.span(field.range.clone());
        if let Key::Relation { statement, partial } = field.key {
            let (text, _) = self.first_line(&field.value);
            let partial = partial || text.to_lowercase().contains("partial") || text.to_lowercase().contains("in part");
            let region = field.value.clone();
            clauses.push(Clause { statement: Some(statement), partial, implicit: false, region, span });
        } else if field.key == Key::Status {
            let text = match &field.value {
                Region::Plain(range) => self.outline.plain(range.clone()),
                Region::Value(text, _) => text.as_str(),
            };
            for found in clauses::in_text(text, self.words) {
                let region = match &field.value {
                    Region::Plain(range) => Region::Plain(range.start + found.rest.start..range.start + found.rest.end),
                    Region::Value(text, range) => {
                        Region::Value(text[found.rest.clone()].to_owned(), shifted(range, &found.rest))
                    }
                };
                let statement = Some(found.statement);
                clauses.push(Clause { statement, partial: found.partial, implicit: false, region, span });
            }
        }
    }

    /// Whether a heading opens a place where relations are stated, and what a line without a phrase states there.
    fn section_of_links(&self, kind: &Kind, at: usize) -> Option<Option<Statement>> {
        let title = normal(&self.outline.headings[at].text);
        if matches!(title.as_str(), "status" | "links" | "traceability" | "relations" | "relationships" | "references" | "see also" | "more information") {
            return Some(None);
        }
        if *kind == Kind::Module && self.is_in_dependencies(at) {
            return Some(Some(Statement::forward(Relation::DependsOn)));
        }
        match header::key_of(&title, self.words) {
            Key::Relation { statement, .. } => Some(Some(statement)),
            _ => None,
        }
    }

    /// `Dependencies`, and what stands below it but `External`.
    fn is_in_dependencies(&self, at: usize) -> bool {
        let heading = &self.outline.headings[at];
        let title = normal(&heading.text);
        let is_dependencies = |title: &str| matches!(title, "dependencies" | "internal dependencies");
        let above = self.outline.headings[..at].iter().rev().find(|other| other.level < heading.level);
        is_dependencies(&title)
            || (title != "external" && above.is_some_and(|above| is_dependencies(&normal(&above.text))))
    }

    /// The first line with text of a region, and its bytes.
    fn first_line(&self, region: &Region) -> (String, Range<usize>) {
        match region {
            Region::Value(text, range) => {
                let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("").trim();
                let at = text.find(line).unwrap_or(0);
                (line.to_owned(), shifted(range, &(at..at + line.len())))
            }
            Region::Plain(plain) => {
                let mut at = plain.start;
                for line in self.outline.plain(plain.clone()).split_inclusive('\n') {
                    let trimmed = line.trim();
                    if !trimmed.is_empty() {
                        let start = at + (line.len() - line.trim_start().len());
                        return (trimmed.to_owned(), self.outline.source_of(start..start + trimmed.len()));
                    }
                    at += line.len();
                }
                (String::new(), self.outline.source_of(plain.clone()))
            }
        }
    }

    fn region_range(&self, region: &Region) -> Range<usize> {
        self.first_line(region).1
    }

    fn blank(&self, head: &Head) -> Blank {
        let scope = Scope { heading: head.heading, extent: 0..self.outline.text.as_str().len() };
        let fields = self.fields(&scope);
        let status = self.status(&fields, &scope).0.map(|status| status.text);
        let date = self.date(&fields, &scope, None, false).map(|date| date.text);
        let texts = [Some(head.title.clone()), status, date].into_iter().flatten().filter(|text| !text.is_empty());
        Blank { folder: self.name.folder.clone(), texts: texts.collect() }
    }
}

/// A stretch of a value's text, in the page's bytes. Quotes were taken off; inside, offsets agree.
fn shifted(range: &Range<usize>, inner: &Range<usize>) -> Range<usize> {
    let clip = |offset: usize| (range.start + offset).min(range.end);
    clip(inner.start)..clip(inner.end)
}

/// `ADR-0001: Title`, to the letter.
pub(crate) fn is_template_heading(text: &str) -> bool {
    text.strip_prefix("ADR-").is_some_and(|rest| {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        digits > 0 && rest[digits..].starts_with(": ")
    })
}

/// How a status is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StatusShape {
    Field(Shape),
    Section,
}

const META_WORDS: [&str; 6] = ["meta", "metadata", "document information", "information", "details", "header"];

/// Headings that name a part of a document and never the document.
fn is_section_word(text: &str) -> bool {
    let title = normal(text);
    META_WORDS.contains(&title.as_str())
        || matches!(title.as_str(), "status" | "summary" | "abstract" | "table of contents" | "changelog" | "date")
        || CONTEXT_WORDS.contains(&title.as_str())
        || DECISION_WORDS.contains(&title.as_str())
}

const CONTEXT_WORDS: [&str; 10] = [
    "context", "context and problem statement", "problem statement", "problem", "background", "motivation",
    "rationale", "why", "issue", "drivers",
];
const DECISION_WORDS: [&str; 8] = [
    "decision", "decisions", "decision outcome", "our decision", "the decision", "decision outcomes", "resolution",
    "proposed solution",
];
const OUTCOME_WORDS: [&str; 10] = [
    "consequences", "implications", "considered options", "options considered", "alternatives considered",
    "alternatives", "pros and cons of the options", "options", "approach", "impact",
];

/// Which parts of a decision a page has headings for.
#[derive(Debug, Default, Clone, Copy)]
struct DecisionShape {
    context: bool,
    decision: bool,
    outcome: bool,
}

impl DecisionShape {
    fn see(&mut self, title: &str) {
        self.context |= CONTEXT_WORDS.contains(&title);
        self.decision |= DECISION_WORDS.contains(&title);
        self.outcome |= OUTCOME_WORDS.contains(&title);
    }

    fn any(self) -> bool {
        self.context || self.decision || self.outcome
    }

    /// A decision and a reason or a consequence: what no other kind of page has.
    fn is_whole(self) -> bool {
        self.decision && (self.context || self.outcome)
    }
}
