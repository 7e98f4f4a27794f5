//! Findings for people, as rustc prints them. The only user of annotate-snippets.

use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level as Grade, Origin, Patch, Renderer, Snippet,
};

use super::visible::{lines, one_line};
use super::window::{Window, exact, show};
use super::{Report, Style};
use crate::config::ConfigError;
use crate::finding::{Edit, Finding, Level};
use crate::source::{FileId, Sources, Span};

/// Places of one file that lie further apart than this, in bytes, are shown separately.
const MAX_APART: usize = 16 * 1024;

/// Writes each finding with its source, a blank line behind it, and the counts.
pub fn write(report: &Report<'_>, out: &mut dyn Write, style: Style) -> io::Result<()> {
    for finding in report.findings {
        writeln!(out, "{}\n", render(report.sources, finding, style))?;
    }
    let totals = report.totals();
    if report.count(Level::Deny) > 0 {
        writeln!(out, "{}{}", style.error("error"), style.bold(&format!(": {totals}")))
    } else {
        writeln!(out, "{}", style.bold(&totals))
    }
}

/// One finding, without an end of line.
fn render(sources: &Sources, finding: &Finding, style: Style) -> String {
    let title = grade(finding.level).primary_title(one_line(&finding.message)).id(finding.rule);
    let mut group = Group::with_title(title).elements(places(sources, finding));
    let edit = finding.edit.as_ref().and_then(|edit| suggestion(sources, edit));
    // Of a finding with an edit, the first help is the edit's headline.
    let (headline, others) = match (&edit, finding.help.split_first()) {
        (Some(_), Some((first, others))) => (first.as_str(), others),
        (Some(_), None) => ("write", &[][..]),
        (None, _) => ("", &finding.help[..]),
    };
    group = group.elements(others.iter().map(|help| Grade::HELP.message(one_line(help))));
    let note = Grade::NOTE.message(format!("for more, run `mdbook-adr explain {}`", finding.rule));
    let groups = match edit {
        None => vec![group.element(note)],
        Some(edit) => {
            let title = Grade::HELP.secondary_title(one_line(headline).into_owned());
            vec![group, Group::with_title(title).element(edit).element(note)]
        }
    };
    renderer(style).render(&groups)
}

/// What is wrong with a `book.toml`, in the same form: the message, the place, and what to write instead.
pub fn config_error(path: &str, text: &str, error: &ConfigError, style: Style) -> String {
    let mut sources = Sources::default();
    let file = sources.add(path, text);
    let finding = Finding::new("", Span::new(file, error.range.clone()), error.message.as_str());
    let help = error.help.iter().map(|help| Grade::HELP.message(one_line(help)));
    let title = Grade::ERROR.primary_title(one_line(&error.message));
    renderer(style)
        .render(&[Group::with_title(title).elements(places(&sources, &finding)).elements(help)])
}

fn renderer(style: Style) -> Renderer {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Styled => Renderer::styled(),
    };
    renderer.decor_style(DecorStyle::Ascii)
}

fn grade(level: Level) -> Grade<'static> {
    match level {
        Level::Deny => Grade::ERROR,
        Level::Warn | Level::Allow => Grade::WARNING,
    }
}

/// A place to be marked, with the words beside it.
struct Mark<'a> {
    file: FileId,
    range: Range<usize>,
    label: &'a str,
    kind: AnnotationKind,
}

/// The primary place with the others near it in its file, then the other places, file by file.
fn places<'a>(sources: &'a Sources, finding: &'a Finding) -> Vec<Element<'a>> {
    let mark = |span: Span, label: &'a str, kind| Mark {
        file: span.file,
        range: show(sources, span),
        label,
        kind,
    };
    let mut left = vec![mark(finding.primary, &finding.label, AnnotationKind::Primary)];
    left.extend(
        finding.related.iter().map(|one| mark(one.span, &one.label, AnnotationKind::Context)),
    );
    let mut elements = Vec::new();
    while let Some(first) = left.first() {
        let (file, start) = (first.file, first.range.start);
        let (together, rest) = left
            .into_iter()
            .partition(|mark| mark.file == file && mark.range.start.abs_diff(start) <= MAX_APART);
        show_together(sources, file, together, &mut elements);
        left = rest;
    }
    elements
}

/// Places of one file in one snippet; where there is no text to show, each by its line and column.
fn show_together<'a>(
    sources: &'a Sources,
    file: FileId,
    marks: Vec<Mark<'a>>,
    elements: &mut Vec<Element<'a>>,
) {
    let ranges: Vec<_> = marks.iter().map(|mark| mark.range.clone()).collect();
    match Window::new(sources, file, &ranges) {
        Some(window) if !sources.text(file).is_empty() => {
            let annotations: Vec<Annotation<'_>> =
                marks.iter().map(|mark| annotation(&window, mark)).collect();
            let snippet = Snippet::source(window.text)
                .line_start(window.line)
                .path(one_line(sources.path(file)));
            elements.push(snippet.annotations(annotations).into());
        }
        _ => elements.extend(marks.into_iter().flat_map(|mark| place(sources, &mark))),
    }
}

fn annotation<'a>(window: &Window<'_>, mark: &Mark<'a>) -> Annotation<'a> {
    let label = (!mark.label.is_empty()).then(|| one_line(mark.label));
    mark.kind.span(window.range(&mark.range)).label(label)
}

fn place<'a>(sources: &'a Sources, mark: &Mark<'a>) -> Vec<Element<'a>> {
    let position = sources.position(mark.file, mark.range.start);
    let origin = Origin::path(one_line(sources.path(mark.file)))
        .line(position.line)
        .char_column(position.column);
    let mut elements = vec![origin.into()];
    if !mark.label.is_empty() {
        elements.push(Grade::NOTE.message(one_line(mark.label)).into());
    }
    elements
}

/// The lines as they would be after an edit; none for an edit that changes nothing or lies in too long a line.
fn suggestion<'a>(sources: &'a Sources, edit: &'a Edit) -> Option<Element<'a>> {
    let shown = exact(sources, edit.span);
    let span = Span::new(edit.span.file, shown.clone());
    if sources.slice(span) == edit.replacement {
        return None;
    }
    let window = Window::new(sources, span.file, std::slice::from_ref(&shown))?;
    let patch = Patch::new(window.range(&shown), lines(&edit.replacement));
    let snippet = Snippet::source(window.text)
        .line_start(window.line)
        .path(one_line(sources.path(span.file)));
    Some(snippet.patch(patch).into())
}
