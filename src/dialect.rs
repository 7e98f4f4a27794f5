//! Chooses how a page is written, and reads the documents in it. The only place that knows headings and keys.

pub mod blank;
mod breaking;
pub mod clauses;
pub mod collection;
pub mod date;
mod dependency;
mod evidence;
mod fields;
pub mod header;
pub mod heading;
mod log;
pub mod name;
pub mod part;
mod relations;
mod state;
pub mod status;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use globset::{Glob, GlobSet, GlobSetBuilder};

use crate::config::Config;
use crate::document::{Document, Fact, PageId, Region, Section, place_in_value};
use crate::front_matter::{self, Entry};
use crate::markdown::{LineKind, Outline};
use crate::source::{Sources, Span, Spanned};
use crate::vocabulary::{Kind, Relation, Statement, Words, kept_name};
use evidence::is_section_word;
use header::{Key, Shape};
use heading::HeadingParts;
use log::Log;
use name::Name;

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
    Dialect {
        name: "template",
        about: "this project's own: `# ADR-0001: Title`, `# Module: name` or `# REQ-001: Title` with its sections",
    },
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
            words: Words::new(config.additions()),
            prefixes: config.kinds.iter().filter_map(prefix).collect(),
            globs: config
                .kinds
                .iter()
                .map(|kind| (glob_set(&kind.paths), kind.kind.clone()))
                .collect(),
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Certainty {
    /// The page itself is evidence enough.
    #[default]
    Sure,
    /// A numbered page that is a record if its neighbours are.
    IfNeighboursAre,
}

/// A page after reading.
#[derive(Debug, Default)]
pub struct Reading {
    /// Its documents, in order.
    pub documents: Vec<Document>,
    /// How sure the reader is of the first of them. Of the others it is sure.
    pub certainty: Certainty,
    /// Why its front matter could not be read.
    pub troubles: Vec<(Span, String)>,
    /// The page's own title, status and date, where it is a template for others to copy.
    pub template: Option<Box<Blank>>,
    /// What the page has of a document, where that may not be enough.
    pub signs: Option<Box<Signs>>,
}

/// What a page has of a document, each too little to make it one.
#[derive(Debug, Clone)]
pub struct Signs {
    /// The page.
    pub page: PageId,
    /// The folder that it would be a document of.
    pub folder: String,
    /// What it calls itself.
    pub title: Spanned<String>,
    /// Whether the file's name has a number or a date.
    pub is_numbered: bool,
    /// Whether its heading starts with an id or a number.
    pub has_id: bool,
    /// Whether it states a status.
    pub has_status: bool,
}

/// What a template file says in the places that an author must fill in.
#[derive(Debug, Clone, Default)]
pub struct Blank {
    /// The folder that it is the template of.
    pub folder: String,
    /// Its title, its status and its date, as far as it has them.
    pub texts: Vec<String>,
    /// Its sections in which every author has something of their own to say.
    pub sections: Vec<BlankSection>,
}

/// A section of a template.
#[derive(Debug, Clone)]
pub struct BlankSection {
    /// Its name, as [`crate::document::Section::name`].
    pub name: String,
    /// What stands below its heading, without blanks at the ends.
    pub text: String,
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
    if entries.is_empty() {
        entries = fenced_head(page);
    }
    let reader = Reader::new(page, entries);
    let head = reader.head();
    if reader.name.is_template() || reader.is_blank(&head) {
        reading.template = Some(Box::new(reader.blank(&head)));
        return reading;
    }
    let mut whole = reader.evidence(&head);
    let mut sections = reader.section_documents(&head, whole.is_some());
    // A page that begins with `## ADR-0001: Title` is that record; or, where others follow, a log without a title.
    if head.level > 1 && whole.is_some() {
        let start = head.heading.map_or(0, |at| page.outline.headings[at].range.start);
        let is_own = |section: &Document| section.extent.start == start;
        if sections.iter().any(|(section, level)| !is_own(section) && *level == head.level) {
            whole = whole.filter(|_| !sections.iter().any(|(section, _)| is_own(section)));
        } else {
            sections.retain(|(section, _)| !is_own(section));
        }
    }
    // A page of requirements is not one itself, whatever the configuration says of its folder.
    let whole = whole.filter(|(kind, _, _)| {
        head.parts.id.is_some() || !sections.iter().any(|(document, _)| document.kind == *kind)
    });
    // Nearly always one, and a document is large.
    reading.documents.reserve_exact(sections.len() + usize::from(whole.is_some()));
    if let Some((kind, evidence, certainty)) = whole {
        let end = sections
            .iter()
            .filter(|(_, level)| *level <= head.level)
            .map(|(document, _)| document.extent.start)
            .min()
            .unwrap_or(content.len());
        let scope = Scope { heading: head.heading, extent: 0..end };
        reading.documents.push(reader.document(kind, evidence, &head, &scope));
        reading.certainty = certainty;
    }
    let is_document = !reading.documents.is_empty();
    let sections = sections
        .into_iter()
        .filter(|(section, level)| !is_document || *level == 1 || section.status.is_some());
    reading.documents.extend(sections.map(|(section, _)| section));
    for (nth, document) in (0..).zip(&mut reading.documents) {
        document.nth = nth;
    }
    let sure =
        reading.documents.len() - usize::from(reading.certainty == Certainty::IfNeighboursAre);
    if sure == 0 {
        reading.signs = reader.signs(&head).map(Box::new);
    }
    reading
}

/// The keys of a block of YAML right below the title, where they are the head of a record: one of them is a status.
fn fenced_head(page: Page<'_>) -> Vec<Entry> {
    let outline = page.outline;
    let block = || {
        let title = outline.headings.first().filter(|title| title.level == 1)?;
        let line = outline.lines.get(title.line + 1).filter(|line| line.kind == LineKind::Code)?;
        let fence =
            outline.fences.first().filter(|fence| fence.range.start == line.range().start)?;
        let is_yaml = ["", "yaml", "yml"].contains(&fence.language().as_str());
        let (range, body) = (fence.range.clone(), fence.body.clone());
        is_yaml.then_some(front_matter::Block { range, body, syntax: front_matter::Syntax::Yaml })
    };
    let Some(block) = block() else { return Vec::new() };
    let (entries, trouble) = front_matter::read(outline.text.as_str(), &block);
    let states_status = entries.iter().any(|entry| {
        entry.depth == 0
            && entry.key.eq_ignore_ascii_case("status")
            && entry
                .values
                .first()
                .is_some_and(|value| status::is_known(&value.text, &page.lexicon.words))
    });
    if trouble.is_none() && states_status { entries } else { Vec::new() }
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
    /// What each heading means, in the words that dialects look for.
    titles: Vec<String>,
    /// Prefixes of ids that mean a kind here, besides the usual ones.
    prefixes: Cow<'a, [(String, Kind)]>,
    /// Where the page is a log of decisions by its name.
    log: Option<Log>,
}

impl<'a> Reader<'a> {
    fn new(page: Page<'a>, entries: Vec<Entry>) -> Self {
        let outline = page.outline;
        let start = outline.headings.first().map_or(0, |heading| heading.range.start);
        let path = page.sources.path(outline.text.file_at(start));
        let name = Name::of(if outline.headings.is_empty() { page.path } else { path });
        let name = numbered_by(name, &entries);
        let words = &page.lexicon.words;
        let titles = outline.headings.iter().map(|heading| words.section(&heading.text)).collect();
        let mut prefixes = Cow::Borrowed(&*page.lexicon.prefixes);
        let log = Log::of(&name, outline);
        if let Some(prefix) = log.as_ref().and_then(|log| log.prefix.as_ref()) {
            prefixes.to_mut().push((prefix.clone(), Kind::Decision));
        }
        Self { page, outline, words, name, entries, titles, prefixes, log }
    }

    /// The page's title: its first heading where that is one, else what the header or the file's name says.
    fn head(&self) -> Head {
        let first = self.outline.headings.first();
        if let Some(first) = first
            && (first.level == 1 || self.entry_title().is_none())
            && !is_section_word(&self.titles[0])
        {
            let mut head = self.head_of(0);
            if head.title.is_empty() && head.parts.id.is_some() {
                // Behind a colon, the title was forgotten rather than left to the name.
                if !self.find_title(0, &mut head) && !head.text.ends_with(':') {
                    head.title = self.title_from_name();
                }
            } else if head.parts.id.is_none() && is_form(&self.titles[0]) {
                self.fill_title(&mut head);
            }
            return head;
        }
        let (title, range) = self
            .entry_title()
            .or_else(|| self.field_title())
            .unwrap_or_else(|| (self.title_from_name(), 0..0));
        let text = title.trim().to_owned();
        let parts = heading::parts(&text, &self.name, &self.prefixes);
        let title = text[parts.title.clone()].trim().to_owned();
        Head { heading: None, level: 0, title, title_range: range, parts, text, text_plain: None }
    }

    /// `# ADR-0001` alone: the title stands under `Title`, or in the next heading. Whether it was found there.
    fn find_title(&self, at: usize, head: &mut Head) -> bool {
        let outline = self.outline;
        let next = at + 1;
        let place = match outline.headings.get(next) {
            Some(below) if below.level <= head.level => None,
            Some(_) if self.titles[next] == "title" => outline
                .lines_under(next)
                .map(|at| &outline.lines[at])
                .find(|line| !outline.line_text(line).trim().is_empty())
                .map(|line| (outline.line_text(line), line.range())),
            Some(below)
                if below.level == head.level + 1 && !is_section_word(&self.titles[next]) =>
            {
                Some((&*below.text, below.content.clone()))
            }
            _ => None,
        };
        let Some((title, range)) = place else { return false };
        title.trim().clone_into(&mut head.title);
        head.title_range = range;
        true
    }

    /// `# Architecture Decision Record`, and the title under `## Title`; or `# Title`, and the title under that.
    fn fill_title(&self, head: &mut Head) {
        let outline = self.outline;
        let at = self
            .titles
            .iter()
            .take(2)
            .position(|title| title == "title" || title.starts_with("title: "));
        let Some(at) = at else { return };
        let heading = &outline.headings[at];
        let place = match heading.text.split_once(':') {
            Some((_, title)) => Some((title, heading.content.clone())),
            None => outline
                .lines_under(at)
                .find(|at| !outline.line_text(&outline.lines[*at]).trim().is_empty())
                // Where a field follows, or a list, nobody wrote a title.
                .filter(|at| {
                    const LONGEST_TITLE: usize = 120;
                    let text = outline.line_text(&outline.lines[*at]).trim();
                    let is_field = header::key_at(outline, *at, self.words).is_some()
                        || self.words.status_at_start(text).is_some()
                        || text.len() > LONGEST_TITLE
                        || text.ends_with('.')
                        || text.starts_with(|c: char| c.is_ascii_digit());
                    outline.lines[*at].kind == LineKind::Text && !is_field
                })
                .map(|at| &outline.lines[at])
                .map(|line| (outline.line_text(line), line.range())),
        };
        if let Some((title, range)) = place.filter(|(title, _)| !title.trim().is_empty()) {
            title.trim().clone_into(&mut head.title);
            head.title_range = range;
        }
    }

    fn head_of(&self, at: usize) -> Head {
        self.head_with(at, |text| heading::parts(text, &self.name, &self.prefixes))
    }

    /// A heading, taken apart in a way of one's own.
    fn head_with(&self, at: usize, take_apart: impl Fn(&str) -> HeadingParts) -> Head {
        let heading = &self.outline.headings[at];
        let mut text = self.outline.plain(heading.plain.clone()).trim_end().to_owned();
        let hole = self.hole(heading);
        if let Some(hole) = &hole {
            text = if text.is_empty() { hole.clone() } else { format!("{text} {hole}") };
        }
        let mut parts = take_apart(&text);
        if text[parts.title.clone()].trim().is_empty() {
            // Nothing but HTML: a reader sees none of it, so it is told apart by its source.
            let raw = self.raw(heading).trim_start_matches('#').lines().next().unwrap_or("");
            raw.trim().clone_into(&mut text);
            parts = take_apart(&text);
        }
        let title = text[parts.title.clone()].trim();
        let lead = text[parts.title.clone()].len() - text[parts.title.clone()].trim_start().len();
        let start = heading.plain.start + parts.title.start + lead;
        let seen = self.outline.plain(heading.plain.clone()).trim_end() == text;
        let range = if title.is_empty() || !seen {
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
        let attribute =
            inner.split_whitespace().all(|word| word.starts_with(['#', '.']) || word.contains('='));
        (!attribute).then(|| raw[open..].to_owned())
    }

    fn entry_title(&self) -> Option<(String, Range<usize>)> {
        let entry = self
            .entries
            .iter()
            .find(|entry| entry.depth == 0 && entry.key.eq_ignore_ascii_case("title"))?;
        let value = entry.values.first()?;
        Some((value.text.clone(), value.range.clone()))
    }

    fn field_title(&self) -> Option<(String, Range<usize>)> {
        let scope = Scope { heading: None, extent: 0..self.outline.text.as_str().len() };
        let fields = self.fields(&scope);
        let field = fields
            .iter()
            .find(|field| field.key == Key::Title && field.shape != Shape::FrontMatter)?;
        Some((self.first_line(&field.value).0, self.region_range(&field.value)))
    }

    fn title_from_name(&self) -> String {
        let slug = if self.name.slug.is_empty() { &self.name.stem } else { &self.name.slug };
        in_one_line(&slug.replace(['-', '_'], " ")).trim().to_owned()
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

    fn document(&self, kind: Kind, evidence: &'static str, head: &Head, scope: &Scope) -> Document {
        let is_section = scope.extent.start > 0;
        let mut fields = self.fields(scope);
        let late = self.late_fields(&fields, scope);
        let is_late = !late.is_empty();
        fields.extend(late);
        let (status, status_place, status_shape) = self.status(&fields, scope);
        let below = self.fields_below_status(scope);
        let span = |range: Range<usize>| self.outline.text.span(range);
        let title_span = span(head.title_range.clone());
        let path = self.page.sources.path(title_span.file).to_owned();
        let of_file = if is_section || head.parts.is_literal { None } else { self.name.number };
        let number = of_file.or(head.parts.number);
        let prefix = if is_section || self.name.prefix.is_empty() {
            &head.parts.prefix
        } else {
            &self.name.prefix
        };
        let dialect = self.dialect(&kind, head, scope, status_shape);
        let mut clauses = self.clauses(&kind, &fields, scope, status.as_ref());
        if status.as_ref().is_some_and(|status| status::notes_part(&status.text)) {
            // What stands elsewhere says by which, and need not say it again.
            let by = Some(Statement::inverse(Relation::Supersedes));
            clauses.iter_mut().filter(|own| own.statement == by).for_each(|own| own.partial = true);
        }
        let named = (!is_section).then_some(title_span);
        Document {
            section: None,
            page: self.page.id,
            nth: 0,
            dialect,
            id: self.id(head, title_span, is_section),
            number,
            prefix: prefix.clone(),
            folder: self.name.folder.clone(),
            title: Spanned::new(head.title.clone(), title_span),
            date: self.date(&fields, &below, scope, status.as_ref(), named),
            odd_dates: self.odd_dates(&fields, &below, scope, status.as_ref(), named),
            contradicting: self
                .contradicting_status(&fields, scope, status.as_ref(), status_shape)
                .map(Box::new),
            has_statuses: !is_late && (status.is_some() || status_place.is_some()),
            status,
            status_place: status_place.map_or(title_span, span),
            breaking: self.breaking(&fields, &below),
            facts: if is_section { Vec::new() } else { self.facts() },
            sections: self.sections(scope),
            clauses,
            extent: scope.extent.clone(),
            heading: scope.heading.map_or(0..0, |at| self.outline.headings[at].range.clone()),
            level: scope.heading.map_or(0, |at| self.outline.headings[at].level),
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
            entry.depth == 0
                && ["id", "adr_id", "adr-id", "adr", "number", "slug"]
                    .contains(&entry.key.to_lowercase().as_str())
        });
        if let Some(value) = entry.and_then(|entry| entry.values.first()) {
            return Some(Spanned::new(
                value.text.clone(),
                self.outline.text.span(value.range.clone()),
            ));
        }
        let id = if self.name.date.is_some() {
            in_one_line(&self.name.stem)
        } else {
            self.name.number?;
            let slug = self.name.slug.len();
            let end = self.name.stem.len() - slug;
            self.name.stem[..end].trim_end_matches(['-', '_', ' ', '.']).to_owned()
        };
        Some(Spanned::new(id, title))
    }

    fn dialect(
        &self,
        kind: &Kind,
        head: &Head,
        scope: &Scope,
        shape: Option<StatusShape>,
    ) -> &'static str {
        let has = |title: &str| self.headings_of(scope).any(|at| self.titles[at] == title);
        let own = match kind {
            Kind::Decision => {
                // The shape of the heading is common; these sections are the template's.
                let parts = has("positive") || has("negative") || has("risks");
                let is_whole = has("alternatives considered") && has("consequences") && parts;
                let is_part = has("alternatives considered") || (has("consequences") && parts);
                let is_close = match shape {
                    None | Some(StatusShape::Section) => is_part,
                    // Its status moved to the front matter, and all else stayed.
                    Some(StatusShape::Field(Shape::FrontMatter)) => is_whole,
                    Some(StatusShape::Field(_)) => false,
                };
                is_close && is_template_heading(&head.text) && !has("changelog") && !has("neutral")
            }
            Kind::Module => {
                const OWN: [&str; 5] =
                    ["purpose", "public api", "dependencies", "error handling", "testing strategy"];
                // Others head their pages like that too, and `Module design: …` is nobody's own.
                let fewest = if head.text.to_ascii_lowercase().contains("design:") { 3 } else { 1 };
                head.parts.kind == Some(Kind::Module)
                    && OWN.iter().filter(|title| has(title)).count() >= fewest
            }
            Kind::Requirement => {
                const OWN: [&str; 3] = ["status", "rationale", "verification"];
                let titles = || self.headings_of(scope).map(|at| self.titles[at].as_str());
                // A status alone is anybody's: beside sections of another kind it says nothing of a template.
                let parts = has("rationale")
                    || has("verification")
                    || (has("status") && titles().all(|title| OWN.contains(&title)));
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

    fn facts(&self) -> Vec<Fact> {
        self.entries
            .iter()
            .filter(|entry| !entry.values.is_empty() && !entry.of_item)
            .map(|entry| Fact {
                key: entry.key.clone(),
                values: entry.values.iter().map(|value| value.text.clone()).collect(),
            })
            .collect()
    }

    fn sections(&self, scope: &Scope) -> Vec<Section> {
        let own: Vec<usize> = self.headings_of(scope).collect();
        // So that they take no more room than they need: all of them are kept.
        own.into_iter()
            .map(|at| {
                let heading = &self.outline.headings[at];
                Section {
                    title: Arc::clone(&heading.text),
                    name: kept_name(&self.titles[at]),
                    level: heading.level,
                    span: self.outline.text.span(heading.content.clone()),
                    fragment: Arc::clone(&heading.fragment),
                    body: heading.range.end..heading.section_end.min(scope.extent.end),
                }
            })
            .collect()
    }

    /// The bytes of a part of a value of the front matter.
    fn in_value(&self, value: (&str, &Range<usize>), part: &Range<usize>) -> Range<usize> {
        place_in_value(self.outline.text.as_str(), value, part)
    }

    /// The first line with text of a region, and its bytes.
    fn first_line(&self, region: &Region) -> (String, Range<usize>) {
        match region {
            Region::Value(text, range) => {
                let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("").trim();
                let at = text.find(line).unwrap_or(0);
                let place = self.in_value((text, range), &(at..at + line.len()));
                (line.to_owned(), place)
            }
            Region::Plain(plain) => {
                let mut at = plain.start;
                for line in self.outline.plain(plain.clone()).split_inclusive('\n') {
                    let trimmed = line.trim();
                    if !trimmed.is_empty() {
                        let start = at + (line.len() - line.trim_start().len());
                        return (
                            trimmed.to_owned(),
                            self.outline.source_of(start..start + trimmed.len()),
                        );
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
        let title = self.outline.text.span(head.title_range.clone());
        let below = self.fields_below_status(&scope);
        let date = self.date(&fields, &below, &scope, None, Some(title)).map(|date| date.text);
        let texts = [Some(head.title.clone()), status, date]
            .into_iter()
            .flatten()
            .filter(|text| !text.is_empty());
        Blank {
            folder: self.name.folder.clone(),
            texts: texts.collect(),
            sections: self.blank_sections(&scope),
        }
    }

    /// Whether a file numbered 0 has letters for its number in its title: `RFC-0000/README.md` with `# RFC-NNNN Title`.
    fn is_blank(&self, head: &Head) -> bool {
        self.name.number == Some(0)
            && head.text.split_whitespace().next().is_some_and(|word| {
                let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
                matches!(word.rsplit('-').next(), Some("NNNN" | "XXXX" | "nnnn" | "xxxx"))
            })
    }

    /// Not those that may say the same in every record: whose copyright it is, which words are used how.
    fn blank_sections(&self, scope: &Scope) -> Vec<BlankSection> {
        const TOLD_BY_ALL: [&str; 6] = [
            "context",
            "problem",
            "decision",
            "consequences",
            "considered options",
            "alternatives",
        ];
        // Less may be what a record says as well: `None yet.`
        const FEWEST_BYTES: usize = 20;
        // Each section of each record is compared with all of them.
        const MOST: usize = 24;
        let content = self.outline.text.as_str();
        let sections = self.sections(scope).into_iter().map(|section| BlankSection {
            text: content[section.body].trim().to_owned(),
            name: section.name.into_owned(),
        });
        sections
            .filter(|section| section.text.len() >= FEWEST_BYTES)
            // A comment may well stay where something was written, and where nothing was, the section is empty.
            .filter(|section| !section.text.starts_with("<!--"))
            .filter(|section| TOLD_BY_ALL.iter().any(|known| section.name.starts_with(known)))
            .take(MOST)
            .collect()
    }
}

/// `eip-20.md` with `eip: 20` in its front matter: a name that begins with a word for a proposal has a number where that
/// agrees.
fn numbered_by(name: Name, entries: &[Entry]) -> Name {
    if name.is_numbered() || entries.is_empty() {
        return name;
    }
    let Some((prefix, rest)) = name.stem.split_once('-') else { return name };
    // `weight-4.md` with `weight: 4` is a page of a guide.
    let is_proposal = prefix.len() <= 4
        && ["ip", "ep", "erc"].iter().any(|end| prefix.to_ascii_lowercase().ends_with(end));
    if !is_proposal {
        return name;
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let slug = match rest[digits..].strip_prefix(['-', '_']) {
        Some(slug) => slug,
        None if rest.len() == digits => "",
        None => return name,
    };
    let Ok(number) = rest[..digits].parse::<u64>() else { return name };
    let agrees = entries.iter().any(|entry| {
        let value = entry.values.first().map(|value| value.text.parse());
        entry.depth == 0 && entry.key.eq_ignore_ascii_case(prefix) && value == Some(Ok(number))
    });
    if !agrees {
        return name;
    }
    let (prefix, slug) = (prefix.to_owned(), slug.to_owned());
    Name { prefix, number: Some(number), slug, ..name }
}

/// Whether a heading names the form and not what it holds.
fn is_form(title: &str) -> bool {
    [
        "title",
        "architecture decision record",
        "architectural decision record",
        "decision record",
        "adr",
    ]
    .contains(&title)
}

/// Whether a word is among some that are listed with blanks between them.
fn is_one_of(word: &str, words: &str) -> bool {
    words.split_ascii_whitespace().any(|known| known == word)
}

/// What a file's name gives to a text: a name may hold any character but two.
fn in_one_line(name: &str) -> String {
    name.replace(char::is_control, " ")
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
