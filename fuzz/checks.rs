//! What holds of any bytes: one function for each fuzz target, which panics where it does not.
//!
//! The fuzzer calls them with what it makes up, and `tests/it/fuzzed.rs` with the seeds, among them everything that
//! the fuzzer ever found.

use std::ops::Range;

use mdbook_adr::analysis::{Analysis, analyze};
use mdbook_adr::book::{Files, Library, load_memory};
use mdbook_adr::diagram::{self, Scope};
use mdbook_adr::document::PageId;
use mdbook_adr::finding::{Finding, Level};
use mdbook_adr::inject::{self, Splice};
use mdbook_adr::markdown::{self, Outline};
use mdbook_adr::render::shelf::Shelf;
use mdbook_adr::render::{Medium, View};
use mdbook_adr::report::{self, Format, Report, Style};
use mdbook_adr::rules::{self, Override, Selector};
use mdbook_adr::source::{Sources, Span, Text};
use mdbook_adr::{front_matter as head, marker, preprocess};
use serde_json::Value;

/// A line that starts a file of a bundle; its path stands behind it.
const FILE: &str = "%% ";

/// What mdBook is said to hand over for a bundle's first file, where it is not that file.
const HANDED: &str = "handed over";

/// Front matter: every place lies in the text, and a block's own entries inside the block.
pub(crate) fn front_matter(data: &[u8]) {
    let text = &*String::from_utf8_lossy(data);
    let mut from = 0;
    while let Some(block) = head::find(text, from) {
        assert!(from <= block.range.start && block.range.start < block.range.end);
        assert!(block.range.start < block.body.start && block.body.end < block.range.end);
        lies_in(text, &block.range);
        lies_in(&text[block.range.clone()], &within(&block.range, &block.body));
        let (entries, trouble) = head::read(text, &block);
        for entry in &entries {
            lies_in(&text[block.body.clone()], &within(&block.body, &entry.key_range));
            for value in &entry.values {
                lies_in(&text[block.body.clone()], &within(&block.body, &value.range));
                assert_eq!(value.text, value.text.trim());
            }
        }
        if let Some(trouble) = trouble {
            lies_in(&text[block.body.clone()], &within(&block.body, &trouble.range));
            assert!(!trouble.message.is_empty() && !trouble.message.contains('\n'));
        }
        from = block.range.end;
    }
}

/// A page's outline: every range lies in the text or in the plain text, and lists are in their order.
pub(crate) fn outline(data: &[u8]) {
    let text = &*String::from_utf8_lossy(data);
    let mut sources = Sources::default();
    let file = sources.add("a.md", text);
    let outline = markdown::outline(Text::whole(file, sources.text(file).clone()));
    holds(&outline, &sources);
}

fn holds(outline: &Outline, sources: &Sources) {
    let text = outline.text.as_str();
    let plain = |range: &Range<usize>| {
        let part = outline.plain(range.clone());
        lies_in(text, &outline.source_of(range.clone()));
        lies_on(sources, outline.span_of(range.clone()));
        assert!(outline.code_in(range.clone()).count() <= part.len().max(1));
    };
    for (at, line) in outline.lines.iter().enumerate() {
        lies_in(text, &line.range());
        plain(&line.plain());
        assert!(line.bold() <= line.plain().len());
        assert!(line.heading().is_none_or(|heading| heading < outline.headings.len()));
        assert!(outline.links_of(at).iter().all(|link| link.line == at));
    }
    assert!(outline.lines.is_sorted_by_key(|line| line.plain().start));
    assert!(outline.headings.is_sorted_by_key(|heading| heading.range.start));
    for (at, heading) in outline.headings.iter().enumerate() {
        lies_in(text, &heading.range);
        lies_in(text, &heading.content);
        plain(&heading.plain);
        assert!((1..=6).contains(&heading.level) && heading.line < outline.lines.len());
        lies_in(text, &(heading.range.start..heading.section_end));
        let under = outline.lines_under(at);
        assert!(under.start <= under.end && under.end <= outline.lines.len());
    }
    for link in &outline.links {
        lies_in(text, &link.range);
        plain(&link.plain);
    }
    for comment in &outline.comments {
        lies_in(text, &comment.range);
        lies_in(text, &comment.body);
    }
    for range in outline.html.iter().chain(&outline.terms) {
        lies_in(text, range);
    }
    for comment in marker::calls(outline) {
        let body = &text[comment.body.clone()];
        if let Err(mistakes) = marker::parse(body, &marker::Names::default()) {
            for mistake in mistakes {
                lies_in(body, &mistake.at);
            }
        }
    }
}

/// A bundle of files, read and checked with every rule, reported and drawn in every way.
pub(crate) fn dialects(data: &[u8]) {
    let Some((library, analysis)) = read(&bundle(data)) else { return };
    for (pages, book) in analysis.pages.iter().zip(&library.books) {
        assert_eq!(pages.len(), book.chapters.len());
        for page in pages {
            holds(page.outline(), &library.sources);
        }
    }
    let all = [Override { selector: Selector::All, level: Level::Warn }];
    let findings = rules::check(&library, &analysis, &all);
    for finding in &findings {
        reads_well(&library.sources, finding);
    }
    for document in &analysis.documents {
        lies_on(&library.sources, document.title.span);
        lies_on(&library.sources, document.status_place);
        lies_in(analysis.outline(document.page).text.as_str(), &document.extent);
    }
    let report = Report {
        sources: &library.sources,
        findings: &findings,
        documents: analysis.documents.len(),
    };
    for format in [Format::Human, Format::Short, Format::Json, Format::Github] {
        let mut out = Vec::new();
        report::write(format, &report, &mut out, Style::Plain).expect("written to memory");
        let out = String::from_utf8(out).expect("text");
        assert!(!out.contains('\u{1b}'), "an escape sequence of a document reaches the terminal");
        if format == Format::Json {
            serde_json::from_str::<Value>(&out).expect("JSON");
        }
    }
    let href = diagram::from_top(&analysis);
    let svg = diagram::standalone(&analysis, Scope::All, &href);
    assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"));
    diagram::dot(&analysis, Scope::All, &href);
    diagram::mermaid(&analysis, Scope::All);
}

fn reads_well(sources: &Sources, finding: &Finding) {
    lies_on(sources, finding.primary);
    for related in &finding.related {
        lies_on(sources, related.span);
    }
    if let Some(edit) = &finding.edit {
        lies_on(sources, edit.span);
    }
    assert!(!finding.message.is_empty(), "{}", finding.rule);
    assert!(!finding.message.contains(['\n', '\r']), "{}: {}", finding.rule, finding.message);
}

/// A bundle's first file as mdBook hands it over: what is not spliced stays, and what is taken out is known.
pub(crate) fn injection(data: &[u8]) {
    let mut files = bundle(data);
    let handed = files.iter().position(|(path, _)| path == HANDED).map(|at| files.remove(at).1);
    let Some((first, own)) = files.first().cloned() else { return };
    let Some((library, analysis)) = read(&files) else { return };
    let mut shelf = Shelf::new(false);
    let mut page = None;
    for (book, pages) in library.books.iter().enumerate() {
        for (chapter, entry) in pages.chapters.iter().enumerate() {
            let id = PageId { book, chapter };
            shelf.put(id, &entry.path);
            page = page.or((entry.path == first).then_some(id));
        }
    }
    let Some(page) = page else { return };
    let content = handed.unwrap_or(own);
    for medium in [Medium::Html, Medium::Markdown] {
        let view = View::new(&library, &analysis, medium, &shelf);
        let (text, splices) = inject::plan(&view, page, &content);
        let out = inject::page(&view, page, &content);
        splices_well(&text, &splices, out.as_deref().unwrap_or(&text));
    }
}

/// Every byte outside the splices stays in its order; a splice takes out a marker or front matter, or keeps its bytes.
fn splices_well(text: &str, splices: &[Splice], out: &str) {
    let mut sorted: Vec<&Splice> = splices.iter().collect();
    sorted.sort_by_key(|splice| splice.at.start);
    let (mut done, mut rest) = (0, out);
    let mut take = |part: &str| rest = rest.strip_prefix(part).expect("the bytes in their order");
    for splice in sorted {
        lies_in(text, &splice.at);
        assert!(done <= splice.at.start, "two splices overlap");
        take(&text[done..splice.at.start]);
        take(&splice.text);
        done = splice.at.end;
        let removed = &text[splice.at.clone()];
        let is_block = ["---", "+++", "\u{feff}", "\n", "\r", " "]
            .iter()
            .any(|start| removed.starts_with(start) && splice.text.is_empty());
        assert!(
            is_block || removed.starts_with("<!--") || splice.text.contains(removed),
            "{removed:?} is lost"
        );
    }
    take(&text[done..]);
    assert_eq!(rest, "");
}

/// A request of mdBook: an error, or the book that came in, but for the texts of its chapters.
pub(crate) fn request(data: &[u8]) {
    let library = |_: &std::path::Path| {
        load_memory(
            &Files::memory([
                ("book.toml", "[preprocessor.adr]\n"),
                ("src/SUMMARY.md", "- [A](a.md)\n- [B](adr/0001-b.md)\n"),
                ("src/a.md", "# A\n\nADR-0001\n\n<!-- adr:index -->\n"),
                ("src/adr/0001-b.md", "---\nstatus: accepted\n---\n# ADR-0001: B\n"),
            ]),
            &rules::names(),
        )
    };
    let (mut out, mut errors) = (Vec::new(), Vec::new());
    let mut input = data;
    let answered = preprocess::answer(&mut input, &library, &mut out, &mut errors, Style::Plain);
    if answered.is_err() {
        assert!(out.is_empty(), "half an answer");
        return;
    }
    let (_, mut before): (Value, Value) = serde_json::from_slice(data).expect("it was answered");
    let mut after: Value = serde_json::from_slice(&out).expect("a book");
    assert_eq!(texts(&mut before), texts(&mut after), "a text too much or too little");
    assert_eq!(before.to_string(), after.to_string());
}

/// Takes the texts out of the chapters that mdBook knows, and counts them.
fn texts(book: &mut Value) -> usize {
    let key = if book.get("items").is_some() { "items" } else { "sections" };
    let mut open: Vec<&mut Value> = book.get_mut(key).into_iter().collect();
    let mut count = 0;
    while let Some(list) = open.pop() {
        for item in list.as_array_mut().into_iter().flatten() {
            let Some(chapter) = item.get_mut("Chapter").and_then(Value::as_object_mut) else {
                continue;
            };
            if let Some(text @ Value::String(_)) = chapter.get_mut("content") {
                *text = Value::Null;
                count += 1;
            }
            open.extend(chapter.get_mut("sub_items"));
        }
    }
    count
}

/// The files of a bundle: each begins behind a line `%% path`.
fn bundle(data: &[u8]) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in String::from_utf8_lossy(data).split_inclusive('\n') {
        if let Some(path) = line.strip_prefix(FILE) {
            files.push((path.trim().to_owned(), String::new()));
        } else if let Some((_, text)) = files.last_mut() {
            text.push_str(line);
        }
    }
    files
}

/// None where the bundle has a `book.toml` that cannot be used.
fn read(files: &[(String, String)]) -> Option<(Library, Analysis)> {
    let memory = Files::memory(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let library = load_memory(&memory, &rules::names()).ok()?;
    let analysis = analyze(&library);
    Some((library, analysis))
}

fn within(outer: &Range<usize>, inner: &Range<usize>) -> Range<usize> {
    assert!(outer.start <= inner.start, "{inner:?} starts before {outer:?}");
    inner.start - outer.start..inner.end - outer.start
}

fn lies_in(text: &str, range: &Range<usize>) {
    assert!(text.get(range.clone()).is_some(), "{range:?} is no part of a text of {}", text.len());
}

fn lies_on(sources: &Sources, span: Span) {
    assert_eq!(sources.clamp(span), span, "a span outside its text");
}
