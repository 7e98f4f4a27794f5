//! Finds the references of a document: links, ids, numbers and names, with the relation that governs each.

mod ids;

use std::borrow::Cow;
use std::cell::Cell;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::dialect::date;
use crate::document::{Clause, Document, DocumentId, Region, place_in_value};
use crate::markdown::{LineKind, Outline, has_digit};
use crate::source::{Span, char_floor};
use crate::vocabulary::{Relation, Statement, starts_with_word};

/// The text that points somewhere.
#[derive(Debug, Clone)]
pub struct Reference {
    /// The document that states it.
    pub source: DocumentId,
    /// The relation as this document states it.
    pub statement: Statement,
    /// Whether only a part is meant.
    pub partial: bool,
    /// The words that point.
    pub text: String,
    /// Their place.
    pub span: Span,
    /// The whole statement of the relation; of a mention, the words themselves.
    pub stated: Span,
    /// What it points to.
    pub target: Target,
    /// Words behind the id that may be the target's title.
    pub cited_title: Option<String>,
    /// Whether it is a value of the front matter.
    pub is_key: bool,
    /// Whether only the heading above states the relation.
    pub implicit: bool,
}

/// What a reference points to, before anybody has looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A link's destination.
    Link(String),
    /// The name of a file, or a path, that no link is made of.
    File(String),
    /// An id: its prefix, folded, and its number.
    Id(String, u64),
    /// A number without a prefix.
    Number(u64),
    /// A number between the two that stand for a range: `REQ-1 to REQ-4`. Nobody says that each of them exists.
    Between(String, u64),
    /// `#12`: an issue of some tracker, or a record with that number.
    Hash(u64),
    /// Words that may be a title, a file's name or an id without a number.
    Name(String),
}

pub use ids::Prefixes;
use ids::in_url;

/// A page, and which stretches of it belong to which document.
#[derive(Debug, Clone, Copy)]
pub struct Scan<'a> {
    /// The page.
    pub outline: &'a Outline,
    /// The prefixes of ids.
    pub prefixes: &'a Prefixes,
    /// Extents of documents inside this one.
    pub nested: &'a [Range<usize>],
}

/// The references of a document, in the order of the text.
pub fn find(id: DocumentId, document: &Document, scan: Scan<'_>) -> Vec<Reference> {
    let between_left = Cell::new(MOST_BETWEEN);
    let mut finder = Finder { id, document, scan, found: Vec::new(), between_left };
    let mut regions: Vec<Range<usize>> = Vec::new();
    for clause in &document.clauses {
        let statement = clause.statement.unwrap_or(Statement::forward(Relation::Mentions));
        let Clause { partial, implicit, span: stated, .. } = *clause;
        let context = Context { statement, partial, implicit, stated, is_clause: true };
        match &clause.region {
            Region::Plain(plain) => {
                finder.in_plain(plain.clone(), context);
                regions.push(plain.clone());
            }
            Region::Value(text, range) => finder.in_value(text, range, context),
        }
    }
    finder.mentions(&disjoint(regions), &disjoint(scan.nested.to_vec()));
    // What a template offers to choose from names nothing: `[proposed | superseded by [ADR-5](0005-example.md)]`.
    let open = document.status.as_ref().filter(|status| status.placeholder);
    if let Some(status) = open.filter(|_| scan.outline.text.is_whole()) {
        let start = status.span.start;
        let line = scan.outline.text.as_str().get(start..).unwrap_or("").lines().next();
        let line = start..start + line.unwrap_or("").len();
        finder.found.retain(|reference| !line.contains(&reference.span.start));
    }
    finder.found.sort_by_key(|reference| (reference.span, reference.statement.relation));
    finder.found
}

#[derive(Debug, Clone, Copy)]
struct Context {
    statement: Statement,
    partial: bool,
    implicit: bool,
    stated: Span,
    is_clause: bool,
}

struct Finder<'a> {
    id: DocumentId,
    document: &'a Document,
    scan: Scan<'a>,
    found: Vec<Reference>,
    /// How many documents within ranges may still be looked for.
    between_left: Cell<u64>,
}

impl Finder<'_> {
    fn push(
        &mut self,
        text: &str,
        span: Span,
        target: Target,
        context: Context,
        title: Option<String>,
    ) {
        let title = title.map(trimmed).filter(|title| title.len() > 2);
        self.found.push(Reference {
            source: self.id,
            statement: context.statement,
            partial: context.partial,
            text: text.to_owned(),
            span,
            stated: if context.is_clause { context.stated } else { span },
            target,
            cited_title: title,
            is_key: false,
            implicit: context.implicit,
        });
    }

    /// The references of a stretch of visible text.
    fn in_plain(&mut self, plain: Range<usize>, context: Context) {
        let outline = self.scan.outline;
        let before = self.found.len();
        let mut covered: Vec<Range<usize>> = outline.code_in(plain.clone()).collect();
        self.links_in(&plain, context, &mut covered);
        covered.sort_by_key(|range| range.start);
        let whole = outline.plain(plain.clone());
        if !context.is_clause && !self.may_hold_id(&plain, &covered) {
            return;
        }
        let text = blanked(whole, plain.start, &covered);
        let mut hits = self.hits(&text, context);
        // `[ADR-5](0005-x.md) decision 7` names a part of what is linked.
        let links =
            &outline.links[outline.links.partition_point(|link| link.plain.start < plain.start)..];
        if self.found.len() > before
            && let Some(link) = links.first()
        {
            let is_number = |hit: &Hit| matches!(hit.target, Target::Number(_) | Target::Hash(_));
            hits.retain(|hit| !is_number(hit) || plain.start + hit.range.start < link.plain.start);
        }
        for hit in hits {
            let span = outline.span_of(plain.start + hit.range.start..plain.start + hit.range.end);
            self.push(&text[hit.range], span, hit.target, context, hit.title);
        }
        if context.is_clause
            && context.statement.relation != Relation::Mentions
            && self.found.len() == before
        {
            self.files_in_code(plain.clone(), context);
            let lead = text.len() - text.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
            let name = trim_name(&text);
            for part in names_in(name, context.statement.relation) {
                let at = plain.start + lead + part.start;
                let span = outline.span_of(at..at + part.len());
                let words = &name[part];
                self.push(words, span, Target::Name(words.to_owned()), context, None);
            }
        }
    }

    /// ``Superseded by: `0007-use-redb.md` ``: behind a phrase a file's name in code names that file, if it is there.
    fn files_in_code(&mut self, plain: Range<usize>, context: Context) {
        let outline = self.scan.outline;
        for code in outline.code_in(plain) {
            let path = outline.plain(code.clone()).trim();
            let file = path.rsplit('/').next().and_then(|name| name.strip_suffix(".md"));
            if let Some(name) = file.filter(|name| !name.is_empty()) {
                let target = Target::Name(name.to_owned());
                self.push(path, outline.span_of(code), target, context, None);
            }
        }
    }

    /// The links of a stretch of visible text; their words are covered for whoever looks for ids.
    fn links_in(
        &mut self,
        plain: &Range<usize>,
        context: Context,
        covered: &mut Vec<Range<usize>>,
    ) {
        let outline = self.scan.outline;
        let first = outline.links.partition_point(|link| link.plain.start < plain.start);
        for link in outline.links[first..].iter().take_while(|link| link.plain.start < plain.end) {
            // Behind a phrase the words of a link that HTML makes say what is meant.
            if link.image && link.destination.is_empty() && context.is_clause {
                continue;
            }
            covered.push(link.plain.clone());
            if link.image {
                continue;
            }
            let text = outline.plain(link.plain.clone()).trim();
            let title = cited(text, self.scan.prefixes);
            let span = outline.text.span(link.range.clone());
            self.push(text, span, Target::Link(link.destination.clone()), context, title);
        }
    }

    /// Whether an id may stand in a stretch of visible text, outside of what is covered.
    fn may_hold_id(&self, plain: &Range<usize>, covered: &[Range<usize>]) -> bool {
        let mut start = plain.start;
        let ends = covered.iter().cloned().chain(std::iter::once(plain.end..plain.end));
        for next in ends {
            let gap = start..next.start.clamp(start, plain.end);
            let before = |at: usize| self.scan.outline.plain(gap.start..at);
            let mut numbers = self.scan.outline.numbers_in(gap.clone());
            if numbers.any(|at| self.scan.prefixes.may_end(before(at))) {
                return true;
            }
            start = next.end.clamp(start, plain.end);
        }
        false
    }

    /// The references of a value of the front matter.
    fn in_value(&mut self, text: &str, range: &Range<usize>, context: Context) {
        let before = self.found.len();
        let page = &self.scan.outline.text;
        let place =
            |part: &Range<usize>| page.span(place_in_value(page.as_str(), (text, range), part));
        let hits = self.hits(text, context);
        for hit in hits {
            let span = place(&hit.range);
            self.push(&text[hit.range], span, hit.target, context, hit.title);
        }
        let name = trim_name(text);
        if self.found.len() == before && !name.is_empty() {
            let at = text.find(name).unwrap_or(0);
            let span = place(&(at..at + name.len()));
            self.push(name, span, Target::Name(name.to_owned()), context, None);
        }
        for reference in &mut self.found[before..] {
            reference.is_key = true;
        }
    }

    /// Ids in some text; in a clause also literal links, file names and bare numbers.
    fn hits(&self, text: &str, context: Context) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut rest = Cow::Borrowed(text);
        if context.is_clause {
            self.links_as_text(text, &mut rest, &mut hits);
        }
        let literal = self.scan.prefixes.literal_ids(&rest);
        hits.extend(literal.into_iter().map(|(range, id)| Hit {
            target: Target::Name(id.to_owned()),
            title: title_behind(&rest[range.end..]),
            range,
        }));
        let mut ids = self.scan.prefixes.ids_in(&rest);
        // `ADR-0036@0.1.0` in ADR-0036 is what it was before.
        ids.retain(|(range, _, number)| {
            !rest[range.end..].starts_with('@') || self.document.number != Some(*number)
        });
        let mut ends_range = None;
        for (at, (range, prefix, number)) in ids.iter().enumerate() {
            let until = ids.get(at + 1).map_or(rest.len(), |next| next.0.start);
            let title = title_behind(&rest[range.end..until]);
            hits.push(Hit {
                range: range.clone(),
                target: self.end_of_range(ends_range == Some(at), prefix, *number),
                title,
            });
            if context.is_clause {
                ends_range = self.ends_of(&rest, &ids[at], &ids, &mut hits);
                let own_form = rest[range.clone()].contains('#');
                more_numbers(&rest, range.end, until, |range, number| {
                    // `ADR #1, #2` goes on in its own form.
                    let is_hash = rest[..range.start].ends_with('#') && !own_form;
                    let target = if is_hash {
                        Target::Hash(number)
                    } else {
                        Target::Id(prefix.clone(), number)
                    };
                    hits.push(Hit { range, target, title: None });
                });
            }
        }
        if context.is_clause
            && hits.is_empty()
            && has_digit(&rest)
            && !self.is_own_part(&rest, context.statement.relation)
        {
            first_numbers(&rest, |range, number| {
                let title = title_behind(&rest[range.end..]);
                let is_hash = rest[..range.start].ends_with('#');
                let target = if is_hash { Target::Hash(number) } else { Target::Number(number) };
                hits.push(Hit { range, target, title });
            });
        }
        hits.sort_by_key(|hit| hit.range.start);
        hits
    }

    /// What goes on with an id by a slash, or by a mark or word for a range: `REQ-1/REQ-2`, `REQ-1–4`. `ids` are those of the
    /// text that are found by themselves, in its order.
    ///
    /// Which of these a range ends with, if any.
    fn ends_of(
        &self,
        text: &str,
        id: &FoundId,
        ids: &[FoundId],
        hits: &mut Vec<Hit>,
    ) -> Option<usize> {
        let (range, prefix, number) = id;
        let written = &text[range.start..range.end - digits_at_end(&text[range.clone()])];
        let mut last = (range.clone(), *number);
        while let Some((is_range, range, number)) = end_behind(text, &last.0, written) {
            let span = last.1 + 1..number;
            let count = number.saturating_sub(last.1);
            if is_range && count <= WIDEST_RANGE && count <= self.between_left.get() {
                self.between_left.set(self.between_left.get() - count);
                let between = span.map(|between| Target::Between(prefix.clone(), between));
                hits.extend(between.map(|target| Hit {
                    range: range.clone(),
                    target,
                    title: None,
                }));
            }
            let at = ids.partition_point(|own| own.0.end < range.end);
            if ids.get(at).is_some_and(|own| own.0.end == range.end) {
                return is_range.then_some(at);
            }
            let target = self.end_of_range(is_range, prefix, number);
            hits.push(Hit { range: range.clone(), target, title: None });
            last = (range, number);
        }
        None
    }

    /// `Part B (RFC 58–60)` may be said in the last of them.
    fn end_of_range(&self, is_range: bool, prefix: &str, number: u64) -> Target {
        let is_own = is_range && self.document.number == Some(number);
        if is_own {
            Target::Between(prefix.to_owned(), number)
        } else {
            Target::Id(prefix.to_owned(), number)
        }
    }

    /// `[3](c.md)` and `c.md` where Markdown makes no link of them; what is found is made blank in the rest.
    fn links_as_text(&self, text: &str, rest: &mut Cow<'_, str>, hits: &mut Vec<Hit>) {
        static LINK: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"\[([^\[\]]*)\]\(\s*<?([^)>\s]+)>?[^)]*\)").expect("a valid pattern")
        });
        static FILE: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"[\w.~/-]*[\w-]\.(?:md|markdown)\b(?:#[\w-]+)?").expect("a valid pattern")
        });
        // As wikis and vaults of notes have it: `[[0007-use-redb]]`, `[[0007-use-redb#why|the store]]`.
        static WIKI: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"\[\[([^\[\]|#\n]+)(?:#[^\[\]|\n]*)?(?:\|[^\[\]\n]*)?\]\]")
                .expect("a valid pattern")
        });
        if text.contains("[[") {
            for found in WIKI.captures_iter(&rest.clone()) {
                let range = found.get_match().range();
                let name = found[1].trim();
                // An id is one with or without brackets.
                let ids = self.scan.prefixes.ids_in(name);
                if ids.first().is_some_and(|(id, ..)| id.len() == name.len()) {
                    continue;
                }
                let target = match name.rsplit_once('.') {
                    Some((_, "md")) => Target::File(name.to_owned()),
                    _ => Target::Name(name.rsplit('/').next().unwrap_or(name).to_owned()),
                };
                take(Hit { range, target, title: None }, rest, hits);
            }
        }
        // What a match cannot do without: most clauses hold neither.
        let may_match = [("](", &LINK), (".m", &FILE)];
        let patterns = may_match.into_iter().filter(|(sign, _)| text.contains(sign));
        for (_, pattern) in patterns {
            for found in pattern.captures_iter(&rest.clone()) {
                let range = found.get_match().range();
                if in_url(text, range.start) {
                    continue;
                }
                let target =
                    found.get(2).map_or(found.get_match().as_str(), |target| target.as_str());
                let title = found.get(1).and_then(|text| cited(text.as_str(), self.scan.prefixes));
                let target = target.to_owned();
                let target = if found.get(2).is_some() {
                    Target::Link(target)
                } else {
                    Target::File(target)
                };
                take(Hit { range, target, title }, rest, hits);
            }
        }
    }

    /// Whether a number behind a phrase is that of a heading: `implements decision 5` means the fifth decision of a
    /// record that numbers its own. What retires a record is another one.
    fn is_own_part(&self, text: &str, relation: Relation) -> bool {
        let Some(decision) = FIRST.captures(text).filter(|found| found.get(1).is_some()) else {
            return false;
        };
        let number = &decision[2];
        let headings = &self.scan.outline.headings;
        let mut own = headings.iter().filter(|heading| {
            self.document.extent.contains(&heading.range.start)
                && heading.range.start != self.document.heading.start
                // One level below the title stand the sections of a record, numbered or not.
                && heading.level > self.document.level + 1
        });
        relation != Relation::Supersedes
            && own.any(|heading| {
                let behind = heading.text.strip_prefix(number);
                behind.is_some_and(|behind| behind.starts_with(['.', ':', ')', ' ']))
            })
    }

    /// Links and ids anywhere else in the document.
    fn mentions(&mut self, regions: &[Range<usize>], nested: &[Range<usize>]) {
        let outline = self.scan.outline;
        let statement = Statement::forward(Relation::Mentions);
        for at in self.lines_that_point() {
            let line = &outline.lines[at];
            let (range, plain) = (line.range(), line.plain());
            if matches!(line.kind, LineKind::Heading | LineKind::Code | LineKind::Html)
                || overlapping(nested, &(range.start..range.start + 1)).next().is_some()
            {
                continue;
            }
            let mut start = plain.start;
            for region in overlapping(regions, &plain) {
                if region.start > start {
                    self.mentions_in(start..region.start, statement);
                }
                start = start.max(region.end);
            }
            if start < plain.end {
                self.mentions_in(start..plain.end, statement);
            }
        }
    }

    /// The lines of the document with a link or with what may be an id; most have neither.
    fn lines_that_point(&self) -> Vec<usize> {
        let outline = self.scan.outline;
        let lines = outline.lines_in(self.document.extent.clone());
        if lines.is_empty() {
            return Vec::new();
        }
        let plain =
            outline.lines[lines.start].plain().start..outline.lines[lines.end - 1].plain().end;
        let first = outline.links.partition_point(|link| link.line < lines.start);
        let linked = outline.links[first..].iter().map(|link| link.line);
        let mut found: Vec<usize> = linked.take_while(|line| *line < lines.end).collect();
        let text = outline.plain(0..plain.end);
        let ids = outline.numbers_in(plain).filter(|at| self.scan.prefixes.may_end(&text[..*at]));
        found.extend(ids.map(|at| outline.line_of(at)));
        found.sort_unstable();
        found.dedup();
        found
    }

    fn mentions_in(&mut self, plain: Range<usize>, statement: Statement) {
        let stated = Span { file: self.document.title.span.file, start: 0, end: 0 };
        self.in_plain(
            plain,
            Context { statement, partial: false, implicit: false, stated, is_clause: false },
        );
    }
}

/// The names in some words behind a phrase: all of them, and for relations that name modules and requirements also what a
/// list of them holds, without the word for the kind: of `modules clock and disk` the two. Those of nothing are left alone.
fn names_in(name: &str, relation: Relation) -> Vec<Range<usize>> {
    const MOST: usize = 20;
    const LONGEST: usize = 400;
    // What is said around names names nothing: `all modules except clock and disk`.
    const WORDS: &str = "except but without not no formerly like than how why way as";
    if name.is_empty() {
        return Vec::new();
    }
    let whole = 0..name.len();
    let may_list =
        matches!(relation, Relation::Governs | Relation::Satisfies | Relation::DependsOn);
    let says_more = name
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| WORDS.split(' ').any(|known| known.eq_ignore_ascii_case(word)));
    if !may_list || name.len() > LONGEST || says_more || name.contains(['(', ')']) {
        return Vec::from([whole]);
    }
    let mut found = vec![whole];
    let mut start = 0;
    for part in name.split([',', ';']).flat_map(|part| part.split(" and ")).take(MOST) {
        // Each lies behind the one before.
        let at = start + name[start..].find(part).unwrap_or(0);
        start = at + part.len();
        let mut words = part.trim();
        for lead in [
            "and ",
            "the ",
            "modules ",
            "module ",
            "Modules ",
            "Module ",
            "Module: ",
            "requirement ",
        ] {
            words = words.strip_prefix(lead).unwrap_or(words).trim_start();
        }
        let words =
            words.strip_suffix(" module").or(words.strip_suffix(" modules")).unwrap_or(words);
        let at = at + part.find(words).unwrap_or(0);
        let range = at..at + words.len();
        let is_name = words.starts_with(char::is_alphabetic) && words.split(' ').nth(3).is_none();
        if is_name && !found.contains(&range) {
            found.push(range);
        }
    }
    found
}

fn trimmed(text: String) -> String {
    if text.trim().len() == text.len() { text } else { text.trim().to_owned() }
}

/// The same stretches, sorted, those that touch made one.
fn disjoint(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// Those of some disjoint stretches that share a byte with another.
fn overlapping<'r>(
    ranges: &'r [Range<usize>],
    with: &Range<usize>,
) -> impl Iterator<Item = &'r Range<usize>> {
    let first = ranges.partition_point(|range| range.end <= with.start);
    let end = with.end;
    ranges[first..].iter().take_while(move |range| range.start < end)
}

/// Where an id stands, its prefix, folded, and its number.
type FoundId = (Range<usize>, String, u64);

struct Hit {
    range: Range<usize>,
    target: Target,
    title: Option<String>,
}

/// The text with some stretches (of the whole plain text) made blank, byte for byte.
fn blanked<'t>(text: &'t str, start: usize, covered: &[Range<usize>]) -> Cow<'t, str> {
    if covered.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut bytes = text.as_bytes().to_vec();
    for range in covered {
        let from = range.start.saturating_sub(start).min(bytes.len());
        let to = range.end.saturating_sub(start).min(bytes.len());
        bytes[from..to].fill(b' ');
    }
    String::from_utf8(bytes).unwrap_or_default().into()
}

/// The title that a link's text cites behind an id: `ADR-0003: Use redb`, `16. Use redb`.
fn cited(text: &str, prefixes: &Prefixes) -> Option<String> {
    if !has_digit(text) {
        return None;
    }
    if let Some((range, _, _)) = prefixes.ids(text).next() {
        return title_behind(&text[range.end..]);
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let behind = text[digits..].strip_prefix(['.', ':']).filter(|_| (1..=6).contains(&digits))?;
    let title = behind.trim_start();
    (title.len() < behind.len()).then(|| title.to_owned())
}

/// The words behind an id, up to a mark that ends them.
fn title_behind(text: &str) -> Option<String> {
    const LONGEST: usize = 300;
    let text = &text[..char_floor(text, LONGEST)];
    let text = text.trim_start_matches([' ', ':', '.', '-', '–', '—', '"', '“', '(']);
    let end = text.find(['(', ')', ';', '\n', '[', ']']).unwrap_or(text.len());
    let title = text[..end].trim_end_matches([',', ' ', '.', '"', '”']);
    let title = title.strip_suffix(" and").unwrap_or(title).trim_end_matches([',', ' ']);
    (title.len() > 2 && title.starts_with(char::is_alphanumeric)).then(|| title.to_owned())
}

fn digits_at_end(text: &str) -> usize {
    text.bytes().rev().take_while(u8::is_ascii_digit).count()
}

/// More documents than this nobody names by the first and the last of them.
const WIDEST_RANGE: u64 = 100;

/// A document with more of them in its ranges is no document that anybody wrote.
const MOST_BETWEEN: u64 = 1_000;

/// Behind an id: whether a range goes on or a list, and the id or number that it goes on with. `written` is the prefix as it
/// stands in the first id.
fn end_behind(text: &str, id: &Range<usize>, written: &str) -> Option<(bool, Range<usize>, u64)> {
    const MARKS: [&str; 9] = ["/", "...", "..", "…", "–", "-", "through ", "thru ", "to "];
    let rest = &text[id.end..];
    let bare = rest.trim_start_matches(' ');
    let is_close = bare.len() == rest.len();
    let mark = MARKS.iter().find(|mark| bare.starts_with(**mark))?;
    let is_word = mark.ends_with(' ');
    // `ADR-3 – ADR-5 stays` goes on with an explanation, and `moved from ADR-2 to ADR-5` names a way.
    let is_way = is_word && text[..id.start].trim_end().ends_with("from");
    // `ADR-3 … ADR-5`.
    let is_ellipsis = ["…", "...", ".."].contains(mark);
    let is_apart = is_ellipsis && bare[mark.len()..].starts_with(' ');
    if is_way || !(is_word || is_close || is_ellipsis || *mark == "/") {
        return None;
    }
    let behind = bare[mark.len()..].trim_start_matches(' ');
    let named = behind.strip_prefix(written).filter(|_| !written.is_empty());
    let number = named.unwrap_or(behind);
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let own = digits_at_end(&text[id.clone()]);
    let first_digit = text.len() - number.len();
    let start = named.map_or(first_digit, |_| text.len() - behind.len());
    let range = start..first_digit + digits;
    // `ADR-3 – 5 reasons`, `ADR-3 - 2024-01-31`: without its prefix a number must be as long and as close as in a range.
    let is_plain =
        named.is_some() || !is_apart && (digits == own && (is_word || is_close) && *mark != "-");
    let goes_on = number[digits..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
        || (number[digits..].starts_with(['-', '.', '/'])
            && number[digits + 1..].starts_with(|c: char| c.is_ascii_digit()));
    // A list with slashes and bare numbers is read elsewhere.
    let is_read = *mark == "/" && named.is_none();
    // `ADR-0003 to 2024` ends in a year.
    let first: u64 = text[id.end - own..id.end].parse().unwrap_or(0);
    let is_year = digits == "2024".len()
        && (number.starts_with("19") || number.starts_with("20"))
        && first < 1900;
    let is_count = named.is_none() && (counts_something(&number[digits..]) || is_year);
    let is_other = goes_on || is_read || is_count || (is_word && is_close);
    if !(1..=6).contains(&digits) || !is_plain || is_other {
        return None;
    }
    Some((*mark != "/", range, number[..digits].parse().ok()?))
}

/// `ADR-0002 and 0003`, `ADRs 3, 4`: numbers that follow an id in a list. The list ends at a date.
fn more_numbers(text: &str, from: usize, until: usize, mut push: impl FnMut(Range<usize>, u64)) {
    static NEXT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:\s*\([^()\n]{0,80}\))?\s*(?:,|&|/|and\b|,\s*and\b)\s*#?([0-9]{1,6})\b")
            .expect("a valid pattern")
    });
    let mut at = from;
    if !has_digit(&text[from..until]) {
        return;
    }
    while let Some(found) = NEXT.captures(&text[at..until]) {
        let Some(number) = found.get(1) else { return };
        let own = at + number.start()..at + number.end();
        let is_date = match date::at_start(&text[own.start..until]) {
            0 => false,
            // `ADR-7, 2026` names a year; where numbers are that high, it may go on in them.
            len if len == own.len() => !ends_with_year(&text[..at]),
            _ => true,
        };
        if is_date || counts_something(&text[own.end..until]) {
            return;
        }
        at = own.end;
        if let Ok(value) = number.as_str().parse() {
            push(own, value);
        }
    }
}

/// `14 days later`, `3.2 says how`, `5/2026`: whether what follows a number makes it something else than a record's.
fn counts_something(behind: &str) -> bool {
    const GOES_ON: [&str; 8] = ["and", "or", "und", "et", "y", "e", "in", "as"];
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    match behind.bytes().next() {
        Some(b'.' | b':') => digits(&behind[1..]) > 0,
        Some(b'/') => digits(&behind[1..]) >= "2026".len(),
        Some(b' ') => {
            let word = behind.trim_start();
            let is_word = word.starts_with(|c: char| c.is_ascii_alphabetic());
            is_word && !GOES_ON.iter().any(|known| starts_with_word(word, known))
        }
        _ => false,
    }
}

/// Whether a text ends with a number that may be a year.
fn ends_with_year(text: &str) -> bool {
    let digits = text.len() - text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    digits == "2026".len() && matches!(&text[text.len() - digits..][..2], "19" | "20")
}

/// A number right behind a phrase, and `decision` where that word stands before it. With zeros in front it counts nothing,
/// and a title or what it owns may follow.
static FIRST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[\s:>*_—–-]*(?i:(?:the\s+)?(?:(decisions?)|records?|requirements?|modules?|no\.?|number)\s+)?#?(?:([0-9]{1,6})(?:\s*$|\s*[.,;:()\n]|\s+[-–—]|\s+and\b)|(0[0-9]{2,5})(?:\s+(?:[A-Z]|in\s+part\b)|['’]s\s))")
        .expect("a valid pattern")
});

/// `Superseded by 16`, `Supersedes: #3, #4`: numbers right behind a phrase, and nothing that makes them a count.
fn first_numbers(text: &str, mut push: impl FnMut(Range<usize>, u64)) {
    let Some(found) = FIRST.captures(text) else { return };
    let Some(number) = found.get(2).or_else(|| found.get(3)) else { return };
    // `Superseded by 2024-01-31`, `by 1.2`: not a record's number.
    if text[number.end()..].starts_with(['-', '.'])
        && text[number.end() + 1..].starts_with(|c: char| c.is_ascii_digit())
    {
        return;
    }
    if let Ok(value) = number.as_str().parse() {
        push(number.range(), value);
    }
    more_numbers(text, number.end(), text.len(), push);
}

/// Takes a hit, and its words out of the text, so that nothing else is found in them.
fn take(hit: Hit, rest: &mut Cow<'_, str>, hits: &mut Vec<Hit>) {
    rest.to_mut().replace_range(hit.range.clone(), &" ".repeat(hit.range.len()));
    hits.push(hit);
}

fn trim_name(text: &str) -> &str {
    let line =
        text.trim_matches(|c: char| !c.is_alphanumeric() && c != ')').lines().next().unwrap_or("");
    if line.len() > 200 { "" } else { line.trim() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<u64> {
        let mut found = Vec::new();
        first_numbers(text, |_, number| found.push(number));
        found
    }

    #[test]
    fn numbers_behind_a_phrase_are_records_and_counts_are_none() {
        assert_eq!(numbers(" 0016's retry rule"), [16]);
        assert_eq!(numbers(" 0016 Storage section"), [16]);
        assert_eq!(numbers(" 0016 in part"), [16]);
        assert_eq!(numbers(" 007 style naming"), Vec::<u64>::new());
        assert_eq!(numbers(" 2's complement"), Vec::<u64>::new());
        assert_eq!(numbers(" 16. Turn it off"), [16]);
        assert_eq!(numbers(": #3, 4 and 5"), [3, 4, 5]);
        assert_eq!(numbers(" decision 12"), [12]);
        assert_eq!(numbers(" 2 earlier decisions"), Vec::<u64>::new());
        assert_eq!(numbers(" 2024-01-31"), Vec::<u64>::new());
    }

    #[test]
    fn a_list_of_numbers_ends_at_a_date() {
        for date in ["2026-07-08", "2026-07", "8 July 2026", "08.07.2026", "7/8/2026", "2026"] {
            assert_eq!(numbers(&format!(" 16, 17, {date})")), [16, 17], "{date}");
            assert_eq!(numbers(&format!(" 16 and {date} (the review)")), [16], "{date}");
        }
        assert_eq!(numbers(" 2025, 2026"), [2025, 2026]);
        assert_eq!(numbers(" 3, 4/5"), [3, 4, 5]);
        assert_eq!(numbers(" 0016 (watching) and 0030 (repair), 31"), [16, 30, 31]);
        assert_eq!(numbers(" 0016 (of 2024), which is 30 pages"), [16]);
        for count in [
            "14 days later",
            "14 May",
            "05/2026",
            "5.2026",
            "3.2 says how",
            "12:30",
            "2 teams moved",
        ] {
            assert_eq!(numbers(&format!(" 16, {count}")), [16], "{count}");
        }
    }

    #[test]
    fn titles_behind_an_id_end_at_a_mark() {
        assert_eq!(title_behind(" One event log, ").as_deref(), Some("One event log"));
        assert_eq!(title_behind(": Use redb (see below)").as_deref(), Some("Use redb"));
        assert_eq!(title_behind(") and"), None);
    }
}
