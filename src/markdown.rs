//! A chapter's text → its outline: front matter, headings, lines, links, comments. The only user of pulldown-cmark.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use foldhash::{HashMap, HashSet};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};
use regex::Regex;

use crate::front_matter;
use crate::source::{Span, Text, char_ceil, char_floor};

/// What the rest of the program sees of a chapter. Ranges are byte ranges in [`Outline::text`],
/// except those called *plain*, which are ranges in [`Outline::plain`].
#[derive(Debug)]
pub struct Outline {
    /// The text that was read.
    pub text: Text,
    /// The blocks of front matter at the head, in order; nearly always none or one.
    pub front_matter: Vec<front_matter::Block>,
    /// In order.
    pub headings: Vec<Heading>,
    /// Every line of visible text, in order; a code or HTML block is one line without text.
    pub lines: Vec<Line>,
    /// Fenced blocks of code, in order.
    pub fences: Vec<Fence>,
    /// In order of their start.
    pub links: Vec<Link>,
    /// HTML comments, in order.
    pub comments: Vec<Comment>,
    /// Raw HTML, in blocks and in lines, in order.
    pub html: Vec<Range<usize>>,
    /// Whether a `{` stands anywhere, as it is or as an entity.
    pub has_brace: bool,
    /// Terms of definition lists, in order.
    pub terms: Vec<Range<usize>>,
    /// Every fragment that the page answers to.
    pub anchors: Anchors,
    plain: String,
    runs: Vec<Run>,
    /// Where runs of digits start in the plain text.
    numbers: Vec<u32>,
}

/// A heading.
#[derive(Debug, Clone)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its text without markup, trimmed.
    pub text: Arc<str>,
    /// Where the text stands in [`Outline::plain`].
    pub plain: Range<usize>,
    /// The bytes of the text, without the `#`s.
    pub content: Range<usize>,
    /// The bytes of the whole heading.
    pub range: Range<usize>,
    /// What a URL's fragment calls it, by mdBook's rules.
    pub fragment: Arc<str>,
    /// Index of its line in [`Outline::lines`].
    pub line: usize,
    /// Where the section ends: the next heading of its level or above, or the end of the text.
    pub section_end: usize,
}

/// What a line belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// A heading's text.
    Heading,
    /// A line of a paragraph.
    Text,
    /// The first line of a list item; the depth of the list counts from 1.
    Item(u8),
    /// A cell of a table. Row 0 is the header.
    Cell {
        /// Counts tables from 0.
        table: u32,
        /// Counts rows from 0.
        row: u32,
        /// Counts columns from 0.
        column: u16,
    },
    /// A code block.
    Code,
    /// A block of HTML.
    Html,
}

/// A line of visible text. Kept small: a run holds all lines of all pages.
#[derive(Debug, Clone)]
pub struct Line {
    /// What it belongs to.
    pub kind: LineKind,
    /// Lines of one paragraph, item or cell share a number.
    pub block: u32,
    /// How many lists it stands in.
    pub lists: u8,
    /// Whether it stands in a block quote.
    pub quoted: bool,
    /// Of an item of a task list, whether it is ticked.
    pub task: Option<bool>,
    /// Whether its text is its bytes as they are: then no run says so.
    verbatim: bool,
    plain: (u32, u32),
    range: (u32, u32),
    bold: u32,
    heading: u32,
}

impl Line {
    /// Its text in [`Outline::plain`].
    pub fn plain(&self) -> Range<usize> {
        self.plain.0 as usize..self.plain.1 as usize
    }

    /// Its bytes.
    pub fn range(&self) -> Range<usize> {
        self.range.0 as usize..self.range.1 as usize
    }

    /// How many bytes of its plain text, from its start, are bold.
    pub fn bold(&self) -> usize {
        self.bold as usize
    }

    /// Index of the innermost heading above it.
    pub fn heading(&self) -> Option<usize> {
        (self.heading != NO_HEADING).then_some(self.heading as usize)
    }
}

/// Above the first heading. No page has so many.
const NO_HEADING: u32 = u32::MAX;

/// A fenced block of code.
#[derive(Debug, Clone)]
pub struct Fence {
    /// What stands behind the opening fence.
    pub info: String,
    /// From the opening fence to the closing one.
    pub range: Range<usize>,
    /// The code, with the marks of the quotes and lists that it stands in.
    pub body: Range<usize>,
}

impl Fence {
    /// The name of the language, lower case; empty where none is given.
    pub fn language(&self) -> String {
        self.info.split([',', ' ', '\t', '{']).next().unwrap_or("").to_lowercase()
    }
}

/// A link that a reader can follow.
#[derive(Debug, Clone)]
pub struct Link {
    /// The destination as CommonMark reads it: entities and escapes resolved, percent signs kept.
    pub destination: String,
    /// Its text in [`Outline::plain`].
    pub plain: Range<usize>,
    /// The bytes of the whole link.
    pub range: Range<usize>,
    /// Index of its line in [`Outline::lines`].
    pub line: usize,
    /// Whether it shows an image, is struck out, or leads out of the book by HTML, instead of leading somewhere here.
    pub image: bool,
}

/// Fragments, each once. A sorted list, because most pages have a dozen and every page of a run keeps its own.
#[derive(Debug, Default, Clone)]
pub struct Anchors(Arc<[Arc<str>]>);

impl Anchors {
    fn of(mut fragments: Vec<Arc<str>>) -> Self {
        fragments.sort_unstable();
        fragments.dedup();
        Self(fragments.into())
    }

    /// Whether a fragment is among them.
    pub fn contains(&self, fragment: &str) -> bool {
        self.0.binary_search_by(|own| (**own).cmp(fragment)).is_ok()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them, sorted.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(AsRef::as_ref)
    }
}

/// An HTML comment.
#[derive(Debug, Clone)]
pub struct Comment {
    /// From `<!--` to `-->`.
    pub range: Range<usize>,
    /// What stands between, trimmed.
    pub body: Range<usize>,
    /// Whether nothing but white space shares its lines.
    pub alone: bool,
}

/// A stretch of [`Outline::plain`] that came from one place. Small, because there are more of them than lines.
#[derive(Debug, Clone)]
struct Run {
    /// Where it starts; the topmost bit says that it is code.
    plain: u32,
    start: u32,
    end: u32,
}

/// Offsets leave this bit free: see [`MAX_PAGE_BYTES`].
const CODE: u32 = 1 << 31;

impl Run {
    fn new(plain: usize, range: Range<usize>, code: bool) -> Self {
        let mark = if code { CODE } else { 0 };
        Self { plain: narrow(plain) | mark, start: narrow(range.start), end: narrow(range.end) }
    }

    fn plain(&self) -> usize {
        (self.plain & !CODE) as usize
    }

    fn is_code(&self) -> bool {
        self.plain & CODE != 0
    }

    fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Where runs of digits start. Eight bytes at once, most of which have none.
fn numbers_in(text: &str) -> Vec<u32> {
    let mut numbers = Vec::new();
    let mut inside = false;
    let mut push_starts = |bytes: [u8; 8], offset: usize| {
        let digits = digits_of(bytes);
        if digits == 0 {
            inside = false;
            return;
        }
        let mut starts = digits & !(digits << 8 | u64::from(inside) << 7);
        inside = digits >> 63 == 1;
        while starts != 0 {
            numbers.push(narrow(offset + starts.trailing_zeros() as usize / 8));
            starts &= starts - 1;
        }
    };
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    for (nth, word) in words.iter().enumerate() {
        push_starts(*word, nth * 8);
    }
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    push_starts(last, words.len() * 8);
    numbers
}

/// The digits among eight bytes: for each, the topmost bit of its place, the first byte the lowest.
fn digits_of(bytes: [u8; 8]) -> u64 {
    const TOP: u64 = u64::from_ne_bytes([0x80; 8]);
    // Of a digit only the lower four bits are left, and they count no more than nine.
    let rest = u64::from_le_bytes(bytes) ^ u64::from_ne_bytes([b'0'; 8]);
    let over_nine = (rest & !TOP) + u64::from_ne_bytes([0x7f - 9; 8]);
    !(rest | over_nine) & TOP
}

/// Whether a path is that of a Markdown file, by its end in any letter case.
pub fn is_markdown(path: &str) -> bool {
    let end = path.rsplit_once('.').map_or("", |(_, end)| end);
    end.eq_ignore_ascii_case("md") || end.eq_ignore_ascii_case("markdown")
}

/// Whether some text has a digit. Much cheaper than to look for an id.
pub fn has_digit(text: &str) -> bool {
    has_byte(text, |byte| byte.is_ascii_digit())
}

/// Whether some text has a byte of some kind. In stretches without an early end, of which the compiler takes many bytes
/// at once.
pub(crate) fn has_byte(text: &str, is_one: impl Fn(u8) -> bool) -> bool {
    const STRETCH: usize = 32;
    let found =
        |part: &[u8]| part.iter().fold(0, |found, byte| found | u8::from(is_one(*byte))) > 0;
    let (stretches, rest) = text.as_bytes().as_chunks::<STRETCH>();
    stretches.iter().any(|part| found(part)) || found(rest)
}

/// An offset in 32 bits, which it fits: see [`MAX_PAGE_BYTES`].
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// What stands behind is not read. Files are far smaller, but includes can make a page of many; 31 bits then hold
/// every offset, also in visible text, which has a line break more for each line.
const MAX_PAGE_BYTES: usize = 1 << 30;

/// mdBook's own options (mdbook-markdown 0.5.4), without smart punctuation: it changes no
/// structure, and without it plain text keeps the length of its source.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
}

/// Reads a chapter's text. Never fails, whatever the bytes.
pub fn outline(text: Text) -> Outline {
    let content = text.as_str();
    let mut front_matter = Vec::new();
    let mut start = 0;
    while let Some(block) = front_matter::find(content, start) {
        // A second block counts only where it holds keys, else it is a rule around a paragraph; and so is a first one
        // that begins with a heading, which to YAML is a comment, and has a line in bold, which to YAML is nothing.
        let body = &content[block.body.clone()];
        let is_text = body.trim_start().starts_with("# ") && body.contains("\n**");
        if (!front_matter.is_empty() || is_text) && !looks_like_keys(body) {
            break;
        }
        start = block.range.end;
        front_matter.push(block);
    }
    if front_matter.is_empty() && content.starts_with('\u{feff}') {
        start = '\u{feff}'.len_utf8();
    }
    let mut builder = Builder::new(start);
    let end = char_floor(content, MAX_PAGE_BYTES).max(start);
    let body = &content[start..end];
    builder.has_return = has_byte(body, |byte| byte == b'\r');
    builder.plain.reserve(body.len());
    builder.lines.reserve(body.len() / 64);
    builder.runs.reserve(body.len() / 32);
    builder.headings.reserve(16);
    builder.anchors.reserve(16);
    builder.named_by_text.reserve(16);
    let mut events = Parser::new_ext(body, options()).into_offset_iter();
    // Looked at where the parser has put it: an event is large, and to move each costs more than to read most.
    while let Some((event, range)) = &events.next() {
        builder.event(body, event, range.start + start..range.end + start);
    }
    builder.finish(text, front_matter)
}

fn looks_like_keys(body: &str) -> bool {
    let mut lines = body.lines().filter(|line| !line.trim().is_empty()).peekable();
    lines.peek().is_some()
        && lines.all(|line| {
            line.starts_with([' ', '\t', '-', '#'])
                || line.split_once(':').is_some_and(|(key, _)| {
                    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "-_".contains(c))
                })
        })
}

impl Outline {
    /// The same in no more memory than it needs, for one that is kept. Copies, because an allocator leaves a block that
    /// shrinks where it is, and takes the old one for the next page.
    #[must_use]
    pub fn compact(mut self) -> Self {
        self.headings.shrink_to_fit();
        self.links.shrink_to_fit();
        self.lines = self.lines.as_slice().to_vec();
        self.plain = self.plain.as_str().to_owned();
        self.runs = self.runs.as_slice().to_vec();
        self.numbers = self.numbers.as_slice().to_vec();
        self
    }

    /// All visible text, a line break behind each line.
    pub fn plain(&self, range: Range<usize>) -> &str {
        &self.plain[range]
    }

    /// A line's visible text.
    pub fn line_text(&self, line: &Line) -> &str {
        &self.plain[line.plain()]
    }

    /// The bytes behind a stretch of plain text, as narrow as its runs allow.
    pub fn source_of(&self, plain: Range<usize>) -> Range<usize> {
        if self.lines.is_empty() {
            return 0..0;
        }
        let start = self.offset_near(plain.start, plain.start);
        let end = self.offset_near(plain.end.saturating_sub(1).max(plain.start), plain.end);
        let content = self.text.as_str();
        char_floor(content, start)..char_ceil(content, end.max(start))
    }

    /// The place on disk of a stretch of plain text.
    pub fn span_of(&self, plain: Range<usize>) -> Span {
        self.text.span(self.source_of(plain))
    }

    /// Whether a byte of plain text stands in inline code.
    pub fn is_code(&self, plain: usize) -> bool {
        self.run_at(plain).is_some_and(Run::is_code)
    }

    /// Stretches of inline code that overlap a stretch of plain text, as plain ranges.
    pub fn code_in(&self, plain: Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let first = self.runs.partition_point(|run| run.plain() < plain.start).saturating_sub(1);
        let runs = &self.runs[first.min(self.runs.len())..];
        let end = plain.end;
        runs.iter().enumerate().take_while(move |(_, run)| run.plain() < end).filter_map(
            move |(at, run)| {
                let next = runs.get(at + 1).map_or(self.plain.len(), Run::plain);
                run.is_code().then_some(run.plain()..next)
            },
        )
    }

    /// Where numbers start in a stretch of plain text: what may be an id is found by them.
    pub fn numbers_in(&self, plain: Range<usize>) -> impl Iterator<Item = usize> {
        let first = self.numbers.partition_point(|at| (*at as usize) < plain.start);
        let rest = self.numbers[first..].iter().map(|at| *at as usize);
        rest.take_while(move |at| *at < plain.end)
    }

    /// The index of the line that a byte of plain text belongs to.
    pub fn line_of(&self, plain: usize) -> usize {
        let next = self.lines.partition_point(|line| line.plain().start <= plain);
        next.saturating_sub(1)
    }

    /// The links of a line.
    pub fn links_of(&self, line: usize) -> &[Link] {
        let start = self.links.partition_point(|link| link.line < line);
        let end = self.links.partition_point(|link| link.line <= line);
        &self.links[start..end]
    }

    /// The lines of a stretch of the text.
    pub fn lines_in(&self, range: Range<usize>) -> Range<usize> {
        let start = self.lines.partition_point(|line| line.range().start < range.start);
        let end = self.lines.partition_point(|line| line.range().start < range.end);
        start..end.max(start)
    }

    /// The lines between a heading and the next one of any level.
    pub fn lines_under(&self, heading: usize) -> Range<usize> {
        let start = self.headings[heading].line + 1;
        let end = self.headings.get(heading + 1).map_or(self.lines.len(), |next| next.line);
        start..end.max(start)
    }

    fn line_at(&self, plain: usize) -> &Line {
        &self.lines[self.line_of(plain)]
    }

    fn run_at(&self, plain: usize) -> Option<&Run> {
        let next = self.runs.partition_point(|run| run.plain() <= plain);
        next.checked_sub(1).map(|at| &self.runs[at])
    }

    /// The offset in the text of one in the plain text, as what stands at `near` tells: at the end of a stretch, that is
    /// its last byte and not the one behind it.
    fn offset_near(&self, near: usize, plain: usize) -> usize {
        let line = self.line_at(near);
        let (own, range) = (line.plain(), line.range());
        if line.verbatim {
            return range.start + plain.saturating_sub(own.start).min(range.len());
        }
        let next = self.runs.partition_point(|run| run.plain() <= near.max(own.start));
        let Some(run) = next.checked_sub(1).map(|at| &self.runs[at]) else { return range.start };
        let next = self.runs.get(next).map_or(self.plain.len(), Run::plain);
        let (start, range) = (run.plain(), run.range());
        let inside = plain.saturating_sub(start);
        // Entities and escapes make plain text shorter than its source: then only the ends are known.
        if inside == 0 {
            range.start
        } else if plain >= next || inside >= range.len() {
            range.end
        } else {
            range.start + inside
        }
    }
}

/// Where the parser is, and what it has seen.
struct Builder {
    plain: String,
    runs: Vec<Run>,
    lines: Vec<Line>,
    headings: Vec<Heading>,
    fences: Vec<Fence>,
    links: Vec<Link>,
    comments: Vec<Comment>,
    raw: Vec<Range<usize>>,
    terms: Vec<Range<usize>>,
    anchors: Vec<Arc<str>>,
    /// The headings whose fragments were made of their text.
    named_by_text: Vec<usize>,
    /// Their fragments, once there are many.
    used: HashSet<String>,
    /// The last number that a fragment was given to tell it apart.
    repeated: HashMap<String, usize>,
    open: Option<Open>,
    blocks: u32,
    quotes: usize,
    lists: u8,
    item: bool,
    strong: usize,
    struck: usize,
    task: Option<bool>,
    code_block: bool,
    html_block: Option<Range<usize>>,
    heading_level: Option<(u8, Option<String>, Range<usize>)>,
    table: Option<(u32, u32, u16)>,
    tables: u32,
    open_links: Vec<Link>,
    /// The anchors of HTML that are open; those that lead out of the book are links.
    html_links: Vec<Option<Link>>,
    /// Whether there is a return in the source.
    has_return: bool,
    start: usize,
}

struct Open {
    kind: LineKind,
    plain: usize,
    range: Option<Range<usize>>,
    bold: Option<usize>,
}

impl Builder {
    fn new(start: usize) -> Self {
        Self {
            plain: String::new(),
            runs: Vec::new(),
            lines: Vec::new(),
            headings: Vec::new(),
            fences: Vec::new(),
            links: Vec::new(),
            comments: Vec::new(),
            raw: Vec::new(),
            terms: Vec::new(),
            anchors: Vec::new(),
            named_by_text: Vec::new(),
            used: HashSet::default(),
            repeated: HashMap::default(),
            open: None,
            blocks: 0,
            quotes: 0,
            lists: 0,
            item: false,
            strong: 0,
            struck: 0,
            task: None,
            code_block: false,
            html_block: None,
            heading_level: None,
            table: None,
            tables: 0,
            open_links: Vec::new(),
            html_links: Vec::new(),
            has_return: true,
            start,
        }
    }

    fn event(&mut self, body: &str, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag, range),
            Event::Text(text) if !self.code_block && self.html_block.is_none() => {
                self.text(text, range, false);
            }
            Event::Text(_) if self.code_block => self.code(&range),
            Event::Code(text) => {
                // The run is the code itself: pulldown-cmark's range has the backticks too.
                let raw = &body[range.start - self.start..range.end - self.start];
                let ticks = raw.bytes().take_while(|byte| *byte == b'`').count();
                let at =
                    if raw[ticks..].starts_with(&**text) { Some(ticks) } else { raw.find(&**text) };
                let place = match at {
                    Some(at) => range.start + at..range.start + at + text.len(),
                    None => range.clone(),
                };
                self.text(text, place, true);
                self.widen(&range);
            }
            Event::TaskListMarker(ticked) => self.task = Some(*ticked),
            Event::SoftBreak | Event::HardBreak => {
                if self.heading_level.is_some() {
                    self.text(" ", range, false);
                } else {
                    self.close_line();
                }
            }
            Event::InlineHtml(html) => {
                self.raw.push(range.clone());
                self.html_link(html, &range);
                if html.starts_with("<br") && self.table.is_none() && self.heading_level.is_none() {
                    self.close_line();
                } else if html.starts_with("<br") {
                    self.text(" ", range, false);
                } else {
                    self.html(html, range);
                }
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { level, id, .. } => {
                self.close_line();
                self.blocks += 1;
                self.heading_level =
                    Some((level_number(*level), id.as_ref().map(ToString::to_string), range));
            }
            Tag::Paragraph | Tag::TableCell => {
                self.close_line();
                self.blocks += 1;
            }
            Tag::BlockQuote(_) => {
                self.close_line();
                self.quotes += 1;
            }
            Tag::List(_) => {
                self.close_line();
                self.lists = self.lists.saturating_add(1);
            }
            Tag::Item => {
                self.close_line();
                self.blocks += 1;
                self.item = true;
            }
            Tag::CodeBlock(kind) => {
                self.block_line(LineKind::Code, range.clone());
                self.code_block = true;
                if let CodeBlockKind::Fenced(info) = kind {
                    let (info, body) = (info.to_string(), range.end..range.end);
                    self.fences.push(Fence { info, range, body });
                }
            }
            Tag::HtmlBlock => {
                self.block_line(LineKind::Html, range.clone());
                self.raw.push(range.clone());
                self.html_block = Some(range);
            }
            Tag::Table(_) => {
                self.close_line();
                self.table = Some((self.tables, 0, 0));
                self.tables += 1;
            }
            Tag::DefinitionListTitle => self.terms.push(range),
            Tag::Strong => self.strong += 1,
            Tag::Strikethrough => self.struck += 1,
            Tag::Link { dest_url, link_type, .. } => {
                self.open_link(*link_type, dest_url, range, false);
            }
            Tag::Image { dest_url, link_type, .. } => {
                self.open_link(*link_type, dest_url, range, true);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::Paragraph | TagEnd::DefinitionListTitle | TagEnd::DefinitionListDefinition => {
                self.close_line();
            }
            TagEnd::BlockQuote(_) => {
                self.close_line();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.close_line();
                self.lists = self.lists.saturating_sub(1);
            }
            TagEnd::Item => {
                self.close_line();
                self.item = false;
            }
            TagEnd::CodeBlock => self.code_block = false,
            TagEnd::HtmlBlock => {
                self.html_block = None;
            }
            TagEnd::Table => self.table = None,
            TagEnd::TableHead | TagEnd::TableRow => {
                if let Some((_, row, column)) = &mut self.table {
                    *row += 1;
                    *column = 0;
                }
            }
            TagEnd::TableCell => {
                // An empty cell still counts as a line, so that rows keep their columns.
                if self.open.is_none() {
                    self.open_line(range.start..range.start);
                }
                self.close_line();
                if let Some((_, _, column)) = &mut self.table {
                    *column = column.saturating_add(1);
                }
            }
            TagEnd::Emphasis => self.widen(&range),
            TagEnd::Strikethrough => self.struck = self.struck.saturating_sub(1),
            TagEnd::Strong => {
                self.widen(&range);
                self.strong = self.strong.saturating_sub(1);
                if let Some(open) = &mut self.open
                    && self.strong == 0
                    && open.bold.is_none()
                {
                    open.bold = Some(self.plain.len() - open.plain);
                }
            }
            TagEnd::Link | TagEnd::Image => {
                self.widen(&range);
                if let Some(mut link) = self.open_links.pop() {
                    link.plain.end = self.plain.len().max(link.plain.start);
                    self.links.push(link);
                }
            }
            _ => {}
        }
    }

    /// A line's bytes include the marks around its words.
    fn widen(&mut self, range: &Range<usize>) {
        if let Some(open) = &mut self.open {
            let seen = open.range.get_or_insert_with(|| range.clone());
            *seen = seen.start.min(range.start)..seen.end.max(range.end);
        }
    }

    fn open_link(&mut self, kind: LinkType, destination: &str, range: Range<usize>, image: bool) {
        if self.open.is_none() {
            self.open_line(range.start..range.start);
        }
        let destination = match kind {
            LinkType::Email => format!("mailto:{destination}"),
            _ => destination.to_owned(),
        };
        let plain = self.plain.len()..self.plain.len();
        let image = image || self.struck > 0;
        self.open_links.push(Link { destination, plain, range, line: self.lines.len(), image });
    }

    /// `<a href="https://…">ADR-7</a>`: its words are no reference, and a link that leads out of the book is followed by
    /// nobody here. What is not closed in its own block is none.
    fn html_link(&mut self, html: &str, range: &Range<usize>) {
        if html.starts_with("</a") {
            if let Some(Some(mut link)) = self.html_links.pop()
                && link.line == self.lines.len()
            {
                link.plain.end = self.plain.len().max(link.plain.start);
                link.range.end = range.end;
                self.links.push(link);
            }
        } else if html.starts_with("<a ") && !html.ends_with("/>") {
            let plain = self.plain.len()..self.plain.len();
            let open = Link {
                destination: String::new(),
                plain,
                range: range.clone(),
                line: self.lines.len(),
                image: true,
            };
            self.html_links.push(html.contains("://").then_some(open));
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>, code: bool) {
        // What is struck out was said once and is not any more.
        if self.struck > 0 {
            return;
        }
        if self.open.is_none() {
            if text.chars().all(char::is_whitespace) && self.heading_level.is_none() {
                return;
            }
            self.open_line(range.clone());
        }
        self.runs.push(Run::new(self.plain.len(), range.clone(), code));
        if let Some(open) = &mut self.open {
            let seen = open.range.get_or_insert(range.clone());
            *seen = seen.start.min(range.start)..seen.end.max(range.end);
            if self.strong == 0 && open.bold.is_none() {
                open.bold = Some(self.plain.len() - open.plain);
            }
        }
        // Text of another length than its source was escaped there.
        if (self.has_return || text.len() != range.len()) && text.contains('\r') {
            // In a heading the parser takes a return alone for a character; to everybody else it ends the line.
            self.plain.push_str(&text.replace('\r', " "));
        } else {
            self.plain.push_str(text);
        }
    }

    /// A piece of the code of the block that was opened last.
    fn code(&mut self, range: &Range<usize>) {
        // An indented block is no fence: its text lies behind the last one.
        if let Some(fence) = self.fences.last_mut().filter(|fence| range.end <= fence.range.end) {
            fence.body = fence.body.start.min(range.start)..range.end;
        }
    }

    fn open_line(&mut self, range: Range<usize>) {
        let kind = if self.heading_level.is_some() {
            LineKind::Heading
        } else if let Some((table, row, column)) = self.table {
            LineKind::Cell { table, row, column }
        } else if self.item {
            self.item = false;
            LineKind::Item(self.lists)
        } else {
            LineKind::Text
        };
        self.open = Some(Open { kind, plain: self.plain.len(), range: Some(range), bold: None });
    }

    fn close_line(&mut self) {
        let Some(open) = self.open.take() else { return };
        let end = self.plain.len();
        let range = open.range.unwrap_or(0..0);
        let bold = open.bold.unwrap_or(if self.strong > 0 { end - open.plain } else { 0 });
        let verbatim = self.is_verbatim(open.plain..end, &range);
        self.lines.push(Line {
            kind: open.kind,
            block: self.blocks,
            lists: self.lists,
            quoted: self.quotes > 0,
            task: self.task.take(),
            verbatim,
            plain: (narrow(open.plain), narrow(end)),
            range: (narrow(range.start), narrow(range.end)),
            bold: narrow(bold),
            heading: self.headings.len().checked_sub(1).map_or(NO_HEADING, narrow),
        });
        if verbatim {
            self.runs.pop();
        } else {
            // The separator keeps a match from running over a line's end.
            self.runs.push(Run::new(end, range.end..range.end, false));
        }
        self.plain.push('\n');
    }

    /// Whether the last run is all of a line, marks and all.
    fn is_verbatim(&self, plain: Range<usize>, range: &Range<usize>) -> bool {
        self.runs.last().is_some_and(|run| {
            run.plain() == plain.start
                && !run.is_code()
                && run.range() == *range
                && range.len() == plain.len()
                && !plain.is_empty()
        })
    }

    fn block_line(&mut self, kind: LineKind, range: Range<usize>) {
        self.close_line();
        self.blocks += 1;
        self.open = Some(Open { kind, plain: self.plain.len(), range: Some(range), bold: None });
        self.close_line();
    }

    fn end_heading(&mut self) {
        let Some((level, id, range)) = self.heading_level.clone() else { return };
        if self.open.is_none() {
            self.open_line(range.start..range.start);
        }
        let line = self.lines.len();
        self.close_line();
        self.heading_level = None;
        let plain = self.lines[line].plain();
        let text: Arc<str> = self.plain[plain.clone()].trim().into();
        let usual = fragment_of(&text);
        let fragment: Arc<str> = if let Some(id) = id { id } else { self.unique(&usual) }.into();
        self.anchors.push(Arc::clone(&fragment));
        if text.contains('-') && text.contains("--") {
            // Smart punctuation makes a dash of two hyphens, and dashes leave no trace in an id.
            self.anchors.push(fragment_of(&text.replace("---", "").replace("--", "")).into());
        }
        if *usual != *fragment {
            self.anchors.push(usual.into());
        }
        self.lines[line].heading = narrow(self.headings.len());
        self.headings.push(Heading {
            level,
            text,
            plain,
            content: self.lines[line].range(),
            range,
            fragment,
            line,
            section_end: usize::MAX,
        });
    }

    /// The fragment of the next heading, told apart from those before it as mdBook does.
    fn unique(&mut self, id: &str) -> String {
        // A dozen headings are looked through sooner than one is hashed.
        const FEW: usize = 32;
        if self.named_by_text.len() == FEW {
            let names = self.named_by_text.iter().map(|at| self.headings[*at].fragment.to_string());
            self.used = names.collect();
        }
        let is_used = |candidate: &str| match self.named_by_text.len() {
            0..FEW => {
                self.named_by_text.iter().any(|at| *self.headings[*at].fragment == *candidate)
            }
            _ => self.used.contains(candidate),
        };
        let mut candidate = id.to_owned();
        // Goes on where the last heading of this text stopped: many may share one.
        let mut counter = self.repeated.get(id).copied().unwrap_or(0);
        while is_used(&candidate) {
            counter += 1;
            candidate = format!("{id}-{counter}");
        }
        if counter > 0 {
            self.repeated.insert(id.to_owned(), counter);
        }
        if self.named_by_text.len() >= FEW {
            self.used.insert(candidate.clone());
        }
        self.named_by_text.push(self.headings.len());
        candidate
    }

    fn html(&mut self, html: &str, range: Range<usize>) {
        static COMMENT: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r"(?s)<!--(.*?)-->").expect("a valid pattern"));
        static ANCHOR: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r#"(?i)<[a-z][^>]*?\s(?:id|name)\s*=\s*["']?([^"'\s>]+)"#)
                .expect("a valid pattern")
        });
        for found in COMMENT.captures_iter(html) {
            let (whole, body) = (found.get_match(), found.get(1).map_or(0..0, |body| body.range()));
            let inner = &html[body.clone()];
            let lead = inner.len() - inner.trim_start().len();
            let body_start = range.start + body.start + lead;
            self.comments.push(Comment {
                range: range.start + whole.start()..range.start + whole.end(),
                body: body_start..body_start + inner.trim().len(),
                alone: false,
            });
        }
        for found in ANCHOR.captures_iter(html) {
            self.anchors.push(found[1].into());
        }
    }

    fn finish(mut self, text: Text, front_matter: Vec<front_matter::Block>) -> Outline {
        self.close_line();
        let content = text.as_str();
        let blocks: Vec<_> =
            self.lines.iter().filter(|line| line.kind == LineKind::Html).map(Line::range).collect();
        for range in blocks {
            self.html(&content[range.clone()], range);
        }
        self.comments.sort_by_key(|comment| comment.range.start);
        for comment in &mut self.comments {
            comment.alone = is_alone(content, &comment.range);
        }
        self.links.sort_by_key(|link| (link.line, link.range.start));
        close_sections(&mut self.headings, content.len());
        let has_brace = |text: &str| has_byte(text, |byte| byte == b'{');
        let has_brace = has_brace(content) || has_brace(&self.plain);
        Outline {
            text,
            front_matter,
            headings: self.headings,
            lines: self.lines,
            fences: self.fences,
            links: self.links,
            comments: self.comments,
            html: self.raw,
            has_brace,
            terms: self.terms,
            anchors: Anchors::of(self.anchors),
            numbers: numbers_in(&self.plain),
            plain: self.plain,
            runs: self.runs,
        }
    }
}

/// Whether nothing but white space shares the lines of a range. Looks no further than the first word beside it.
fn is_alone(content: &str, range: &Range<usize>) -> bool {
    let before = content[..range.start].trim_end_matches(['\u{feff}', ' ', '\t']);
    let after = content[range.end..]
        .trim_start_matches(|c: char| c.is_whitespace() && c != '\n' && c != '\r');
    let ends_line = |text: &str| text.ends_with(['\n', '\r']);
    (before.is_empty() || ends_line(before))
        && (after.is_empty() || after.starts_with(['\n', '\r']))
}

/// Gives each heading the end of its section, in one pass from the back.
fn close_sections(headings: &mut [Heading], end: usize) {
    // For each level, where the next heading of that level or above starts.
    let mut next = [end; 7];
    for heading in headings.iter_mut().rev() {
        let level = usize::from(heading.level);
        heading.section_end = next[level];
        next[level..].fill(heading.range.start);
    }
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// mdBook's id of a heading (mdbook-html 0.5.4, `id_from_content`), before it is made unique.
pub fn fragment_of(text: &str) -> String {
    let text = text.trim();
    let kept = |c: char| match c {
        c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c),
        c if c.is_whitespace() => Some('-'),
        _ => None,
    };
    if !text.is_ascii() {
        return text.to_lowercase().chars().filter_map(kept).collect();
    }
    let mut id = Vec::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' => id.push(byte),
            b'A'..=b'Z' => id.push(byte.to_ascii_lowercase()),
            b' ' | b'\t'..=b'\r' => id.push(b'-'),
            _ => {}
        }
    }
    String::from_utf8(id).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;
    use proptest::prelude::*;

    fn read(text: &str) -> Outline {
        let mut sources = Sources::default();
        let file = sources.add("a.md", text);
        outline(Text::whole(file, text))
    }

    fn lines(outline: &Outline) -> Vec<(LineKind, &str)> {
        outline.lines.iter().map(|line| (line.kind, outline.line_text(line))).collect()
    }

    #[test]
    fn paragraphs_split_into_lines_and_items_keep_their_depth() {
        let outline =
            read("# A *b*\n\n**Status:** Accepted  \n**Date:** x\n\n- one\n  - two\n\n> q\n");
        assert_eq!(
            lines(&outline),
            [
                (LineKind::Heading, "A b"),
                (LineKind::Text, "Status: Accepted"),
                (LineKind::Text, "Date: x"),
                (LineKind::Item(1), "one"),
                (LineKind::Item(2), "two"),
                (LineKind::Text, "q"),
            ]
        );
        assert_eq!(outline.lines[1].bold(), "Status:".len());
        assert_eq!(outline.lines[1].block, outline.lines[2].block);
        assert!(outline.lines[5].quoted);
    }

    #[test]
    fn plain_text_leads_back_to_its_source() {
        let text = "\u{feff}# T\r\n\r\nSee **[ADR-1](a.md)** &amp; `ADR-2`\tEnd\r\n";
        let outline = read(text);
        let plain = outline.plain(0..outline.plain.len()).to_owned();
        for needle in ["ADR-1", "ADR-2", "End", "See"] {
            let at = plain.find(needle).unwrap();
            let source = outline.source_of(at..at + needle.len());
            assert_eq!(&text[source], needle);
        }
        assert!(outline.is_code(plain.find("ADR-2").unwrap()));
        assert!(!outline.is_code(plain.find("ADR-1").unwrap()));
        assert_eq!(&text[outline.links[0].range.clone()], "[ADR-1](a.md)");
        let code: Vec<_> = outline.code_in(0..plain.len()).map(|range| &plain[range]).collect();
        assert_eq!(code, ["ADR-2"]);
    }

    #[test]
    fn a_return_alone_is_a_blank_in_a_heading() {
        let outline = read("# ADR-0001: One\rtwo\n");
        assert_eq!(&*outline.headings[0].text, "ADR-0001: One two");
        assert_eq!(outline.source_of(14..17), 16..19);
    }

    #[test]
    fn a_row_keeps_its_columns_even_where_cells_are_empty() {
        let outline = read("| | |\n|-|-|\n| Status | Draft |\n| X | |\n");
        let cells: Vec<_> = lines(&outline);
        assert_eq!(cells[2], (LineKind::Cell { table: 0, row: 1, column: 0 }, "Status"));
        assert_eq!(cells[3], (LineKind::Cell { table: 0, row: 1, column: 1 }, "Draft"));
        assert_eq!(cells[5], (LineKind::Cell { table: 0, row: 2, column: 1 }, ""));
    }

    #[test]
    fn headings_have_mdbooks_fragments_and_know_where_their_section_ends() {
        let text = "# Title\n\n## A -- b!\n\nx\n\n## A -- b!\n\n### Deep {#own}\n\n# Next\n";
        let outline = read(text);
        let fragments: Vec<_> = outline.headings.iter().map(|heading| &*heading.fragment).collect();
        assert_eq!(fragments, ["title", "a----b", "a----b-1", "own", "next"]);
        assert!(outline.anchors.contains("a--b"), "with smart punctuation");
        assert_eq!(outline.headings[0].section_end, text.find("# Next").unwrap());
        assert_eq!(outline.headings[1].section_end, outline.headings[2].range.start);
        assert_eq!(outline.headings[3].section_end, text.find("# Next").unwrap());
    }

    #[test]
    fn code_fences_and_comments_hold_no_text() {
        let outline = read(
            "```\n# no\n[x](y.md)\n```\n\n<!-- adr:index kind=\"decision\" -->\n\na <!-- b --> c\n",
        );
        assert!(outline.headings.is_empty() && outline.links.is_empty());
        assert_eq!(outline.comments.len(), 2);
        assert!(outline.comments[0].alone && !outline.comments[1].alone);
        assert_eq!(
            &outline.text.as_str()[outline.comments[0].body.clone()],
            "adr:index kind=\"decision\""
        );
    }

    #[test]
    fn fences_know_their_language_and_where_their_code_stands() {
        let text = "~~~Rust,ignore\nfn a();\n\nfn b();\n~~~\n\n    indented\n\n- x\n\n  ```\n  y\n  ```\n\n```toml";
        let outline = read(text);
        let fences: Vec<_> = outline
            .fences
            .iter()
            .map(|fence| (fence.language(), &text[fence.body.clone()]))
            .collect();
        assert_eq!(
            fences,
            [
                ("rust".to_owned(), "fn a();\n\nfn b();\n"),
                (String::new(), "y\n"),
                ("toml".to_owned(), "")
            ]
        );
        assert_eq!(&text[outline.fences[0].range.clone()][..7], "~~~Rust");
    }

    #[test]
    fn lines_know_how_many_lists_they_stand_in() {
        let outline = read("a\n\n- b\n\n  c\n  - d\n\n    ```\n    e\n    ```\n- f\n\ng\n");
        let depths: Vec<_> =
            outline.lines.iter().map(|line| (outline.line_text(line), line.lists)).collect();
        assert_eq!(depths, [("a", 0), ("b", 1), ("c", 1), ("d", 2), ("", 2), ("f", 1), ("g", 0)]);
    }

    #[test]
    fn two_blocks_of_front_matter_are_both_taken_out() {
        let outline = read("---\na: b\n---\n\n---\nc: d\n---\n# T\n");
        assert_eq!(outline.front_matter.len(), 2);
        assert_eq!(&*outline.headings[0].text, "T");
        let outline = read("---\na: b\n---\n\n---\nprose here\n\n---\n# T\n");
        assert_eq!(outline.front_matter.len(), 1);
    }

    proptest! {
        #[test]
        fn numbers_start_where_a_digit_has_none_before_it(text in "[0-9/:.aé\u{100}\u{0}\u{7f}]{0,40}") {
            let bytes = text.as_bytes();
            let is_digit = |at: usize| bytes[at].is_ascii_digit();
            let starts = (0..bytes.len()).filter(|at| is_digit(*at) && (*at == 0 || !is_digit(at - 1)));
            prop_assert_eq!(numbers_in(&text), starts.map(narrow).collect::<Vec<_>>());
        }

        #[test]
        fn any_text_is_read_and_every_line_lies_in_it(text in "[-#>*`|\\[\\]()<!a\n\r\t é:.0]{0,80}") {
            let outline = read(&text);
            for line in &outline.lines {
                prop_assert!(text.get(line.range()).is_some(), "{:?}", line);
                prop_assert!(text.get(outline.source_of(line.plain())).is_some());
            }
            for heading in &outline.headings {
                prop_assert!(heading.section_end <= text.len() && heading.range.end <= text.len());
            }
        }
    }
}
