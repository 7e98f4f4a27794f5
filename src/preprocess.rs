//! mdBook's protocol for preprocessors, as 0.4 and 0.5 speak it: the book comes in on stdin, and goes out on stdout.
//!
//! Read as plain JSON and not as mdBook's own types, which refuse what another version sends.

mod pages;

use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use rayon::prelude::*;
use serde_json::{Map, Value};

use crate::analysis::{Analysis, Outlines};
use crate::book::{self, Library, LoadError};
use crate::inject;
use crate::render::shelf::Shelf;
use crate::render::{Medium, View};
use crate::report::{self, Format, Report, Style, Verdict};
use crate::rules;
pub(crate) use pages::Pages;
use pages::slashed;

/// Whether a renderer gets the book through this program. `mdbook test` runs code, and has no use for it.
pub fn supports(renderer: &str) -> bool {
    renderer != "test"
}

/// Answers one call. Where a finding denies, the book is not answered, and mdBook renders nothing.
///
/// mdBook calls once for each renderer: what fails is always said, the rest only in one of the calls.
pub fn run(
    input: &mut dyn Read,
    output: &mut dyn Write,
    errors: &mut dyn Write,
    styled: bool,
) -> anyhow::Result<Verdict> {
    let load = |root: &Path| book::load(root, &rules::names());
    let (verdict, seen) = respond(input, &load, output, errors, Style::from_flag(styled))?;
    // The process ends now, and the system frees all of it at once.
    std::mem::forget(seen);
    Ok(verdict)
}

/// Answers one request. `load` gives the library below the root that the request names.
pub fn answer(
    input: &mut dyn Read,
    load: &(dyn Fn(&Path) -> Result<Library, LoadError> + Sync),
    output: &mut dyn Write,
    errors: &mut dyn Write,
    style: Style,
) -> anyhow::Result<Verdict> {
    respond(input, load, output, errors, style).map(|(verdict, _)| verdict)
}

/// What an answer was made of.
type Seen = (Library, Analysis, Request);

fn respond(
    input: &mut dyn Read,
    load: &(dyn Fn(&Path) -> Result<Library, LoadError> + Sync),
    output: &mut dyn Write,
    errors: &mut dyn Write,
    style: Style,
) -> anyhow::Result<(Verdict, Seen)> {
    let look = |root: &Path| {
        let library = load(root)?;
        let (analysis, findings) = rules::analyze_and_check(&library, Outlines::Kept, &[]);
        Ok::<_, LoadError>((library, analysis, findings))
    };
    let mut seen = None;
    let (place, see) = (&mut seen, &look);
    // The folder is read and checked while the book still comes in.
    let mut request = rayon::in_place_scope(|scope| {
        let bytes = receive(input, |root| scope.spawn(move |_| *place = Some(see(&root))))
            .context("failed to read the book from standard input")?;
        Request::read(&bytes)
    })?;
    let (library, analysis, findings) = seen.unwrap_or_else(|| look(&request.root))?;
    let report = Report {
        sources: &library.sources,
        findings: &findings,
        documents: analysis.documents.len(),
    };
    let verdict = report.verdict();
    if verdict == Verdict::Denied || request.reports() {
        report::write(Format::Human, &report, errors, style)?;
    }
    if verdict == Verdict::Denied {
        return Ok((verdict, (library, analysis, request)));
    }
    if let Some(medium) = Medium::of(&request.renderer) {
        request.inject(&library, &analysis, medium);
    }
    // In pieces, so that mdBook can read the first while the next are written.
    let mut output = BufWriter::with_capacity(1 << 15, output);
    serde_json::to_writer(&mut output, &request.book)
        .map_err(std::io::Error::from)
        .and_then(|()| output.flush())
        .context("failed to hand the book back")?;
    Ok((verdict, (library, analysis, request)))
}

/// Reads a request to its end, whatever comes: else mdBook warns of a broken pipe on top of the real trouble. `early`
/// gets the root as soon as that has come: mdBook says where the book lies before it sends the chapters.
fn receive(input: &mut dyn Read, early: impl FnOnce(PathBuf)) -> std::io::Result<Vec<u8>> {
    // Memory that is asked for and not touched costs nothing, and what outgrows its own is copied each time.
    const USUAL: usize = 1 << 24;
    const FIRST: u64 = 1 << 16;
    let mut bytes = Vec::with_capacity(USUAL);
    let (mut early, mut most) = (Some(early), FIRST);
    while input.take(most).read_to_end(&mut bytes)? > 0 {
        // As much again each time, so that all looks together cost no more than one at the whole.
        most = bytes.len() as u64;
        if early.is_some()
            && let Some(root) = early_root(&bytes)
            && let Some(early) = early.take()
        {
            early(root);
            most = u64::MAX;
        }
    }
    Ok(bytes)
}

/// The root that a request names, where all of the context has come.
fn early_root(bytes: &[u8]) -> Option<PathBuf> {
    let context = bytes.trim_ascii_start().strip_prefix(b"[")?;
    let context =
        serde_json::Deserializer::from_slice(context).into_iter::<Value>().next()?.ok()?;
    root_of(&context).map(PathBuf::from)
}

fn root_of(context: &Value) -> Option<&str> {
    context.get("root").and_then(Value::as_str)
}

/// What mdBook sends.
struct Request {
    root: PathBuf,
    renderer: String,
    config: Value,
    book: Value,
}

impl Request {
    fn read(bytes: &[u8]) -> anyhow::Result<Self> {
        const ADVICE: &str = "standard input does not hold a book as mdBook sends it; \
                              to check a folder, run `mdbook-adr check`";
        let (context, book): (Value, Value) = serde_json::from_slice(bytes).context(ADVICE)?;
        let text = |key: &str| context.get(key).and_then(Value::as_str);
        let Some(root) = root_of(&context) else { bail!("{ADVICE}: no `root`") };
        let Some(renderer) = text("renderer") else { bail!("{ADVICE}: no `renderer`") };
        if items_of(&book).is_none() {
            bail!("{ADVICE}: neither `items` nor `sections`")
        }
        Ok(Self {
            root: root.into(),
            renderer: renderer.to_owned(),
            config: context.get("config").cloned().unwrap_or_default(),
            book,
        })
    }

    /// Whether this call is the one that shows what does not fail: that of `html`, else of the first output that
    /// publishes anything.
    fn reports(&self) -> bool {
        let outputs = self.config.get("output").and_then(Value::as_object);
        let mut outputs: Vec<&str> =
            outputs.map_or_else(Vec::new, |outputs| outputs.keys().map(String::as_str).collect());
        if outputs.is_empty() {
            outputs.push("html");
        }
        let only = self.config.pointer("/preprocessor/adr/renderers");
        if let Some(only) = only.and_then(Value::as_array) {
            outputs.retain(|output| only.iter().any(|name| name == output));
        }
        outputs.sort_unstable();
        let publishes = |name: &&&str| Medium::of(name).is_some();
        let html = outputs.iter().find(|name| **name == "html");
        let speaker = html.or_else(|| outputs.iter().find(publishes)).or(outputs.first());
        speaker.is_some_and(|speaker| *speaker == self.renderer)
    }

    fn inject(&mut self, library: &Library, analysis: &Analysis, medium: Medium) {
        let src = self.config.pointer("/book/src").and_then(Value::as_str).unwrap_or("src");
        let pages = Pages::new(library, src);
        let mut chapters = Vec::new();
        visit(items_of(&self.book).map_or(&[], Vec::as_slice), &mut |chapter| {
            // Drafts, and chapters that another preprocessor made, have no source.
            let source = chapter.get("source_path").and_then(Value::as_str);
            chapters.push((source.and_then(|path| pages.at(path)), chapter));
        });
        let mut places = Shelf::new(readme_is_index(&self.config));
        for (page, chapter) in &chapters {
            let place = chapter.get("path").and_then(Value::as_str);
            if let (Some(page), Some(place)) = (page, place) {
                places.put(*page, &slashed(place));
            }
        }
        let view = View::new(library, analysis, medium, &places);
        let texts: Vec<Option<String>> = chapters
            .par_iter()
            .map(|(page, chapter)| {
                let content = chapter.get("content").and_then(Value::as_str)?;
                inject::page(&view, (*page)?, content)
            })
            .collect();
        let sources: Vec<Option<String>> = chapters
            .iter()
            .map(|(page, _)| {
                page.filter(|_| self.leads_to_editor()).map(|page| pages.edited(page, src))
            })
            .collect();
        let mut new = texts.into_iter().zip(sources);
        visit_mut(items_of_mut(&mut self.book), &mut |chapter| {
            let (text, source) = new.next().unwrap_or_default();
            for (key, value) in [("content", text), ("source_path", source)] {
                if let Some(value) = value {
                    chapter.insert(key.to_owned(), Value::String(value));
                }
            }
        });
    }

    /// Whether the pages of this output have links to an editor, so that a page that only includes a record may call
    /// the record its source. mdBook fails where the settings of its search name such a page, and then it does not.
    fn leads_to_editor(&self) -> bool {
        let has = |key| self.config.pointer(key).is_some();
        self.renderer == "html"
            && has("/output/html/edit-url-template")
            && !has("/output/html/search/chapter")
    }
}

/// mdBook's own rule for `README.md`: a preprocessor that is there by default.
fn readme_is_index(config: &Value) -> bool {
    let by_default = config.pointer("/build/use-default-preprocessors");
    by_default.and_then(Value::as_bool).unwrap_or(true)
        || config.pointer("/preprocessor/index").is_some()
}

/// 0.5 calls them `items`, 0.4 `sections`.
fn items_of(book: &Value) -> Option<&Vec<Value>> {
    book.get("items").or_else(|| book.get("sections")).and_then(Value::as_array)
}

fn items_of_mut(book: &mut Value) -> &mut [Value] {
    let key = if book.get("items").is_some() { "items" } else { "sections" };
    book.get_mut(key).and_then(Value::as_array_mut).map_or(&mut [], Vec::as_mut_slice)
}

/// Every chapter, outer before inner. Separators, titles of parts and whatever else there may be are passed over.
fn visit<'v>(items: &'v [Value], each: &mut impl FnMut(&'v Map<String, Value>)) {
    for item in items {
        let Some(chapter) = item.get("Chapter").and_then(Value::as_object) else {
            continue;
        };
        each(chapter);
        visit(chapter.get("sub_items").and_then(Value::as_array).map_or(&[], Vec::as_slice), each);
    }
}

/// The same chapters in the same order.
fn visit_mut(items: &mut [Value], each: &mut impl FnMut(&mut Map<String, Value>)) {
    for item in items {
        let Some(chapter) = item.get_mut("Chapter").and_then(Value::as_object_mut) else {
            continue;
        };
        each(chapter);
        visit_mut(
            chapter
                .get_mut("sub_items")
                .and_then(Value::as_array_mut)
                .map_or(&mut [], Vec::as_mut_slice),
            each,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(renderer: &str, config: &str) -> Request {
        let text = format!(
            r#"[{{"root":"/r","renderer":"{renderer}","config":{config}}},{{"items":[]}}]"#
        );
        Request::read(text.as_bytes()).unwrap()
    }

    #[test]
    fn only_one_call_shows_what_does_not_fail() {
        let says = |renderer, config| request(renderer, config).reports();
        assert!(says("html", "{}"));
        assert!(says("html", r#"{"output":{"html":{},"epub":{}}}"#));
        assert!(!says("epub", r#"{"output":{"html":{},"epub":{}}}"#));
        assert!(says("epub", r#"{"output":{"linkcheck":{},"epub":{},"pdf":{}}}"#));
        assert!(!says("pdf", r#"{"output":{"linkcheck":{},"epub":{},"pdf":{}}}"#));
        assert!(!says("linkcheck", r#"{"output":{"linkcheck":{},"html":{}}}"#));
        assert!(says("linkcheck", r#"{"output":{"linkcheck":{}}}"#));
        assert!(says(
            "epub",
            r#"{"output":{"html":{},"epub":{}},"preprocessor":{"adr":{"renderers":["epub"]}}}"#
        ));
    }

    #[test]
    fn what_is_no_book_is_named_as_such() {
        for text in
            ["", "{}", "[1]", r#"[{"root":"/r"},{}]"#, r#"[{"root":"/r","renderer":"html"},{}]"#]
        {
            let error = Request::read(text.as_bytes()).err().expect("an error");
            assert!(format!("{error:#}").contains("mdbook-adr check"), "{error:#}");
        }
    }
}
