//! One awkward report through all formats, side by side; and arbitrary ones through the renderer that could panic.

use mdbook_adr::finding::{Finding, Level};
use mdbook_adr::report::{self, Format, Report, Style};
use mdbook_adr::source::{FileId, Sources, Span};
use proptest::prelude::*;
use snapbox::{assert_data_eq, file};

fn span(sources: &Sources, file: FileId, needle: &str) -> Span {
    let start = sources.text(file).find(needle).expect("the text has it");
    Span::new(file, start..start + needle.len())
}

/// Two files in one finding, a tab, CRLF, accents, wide and zero-width characters, control characters, a byte
/// order mark, the end of a file, an empty file, an edit, and messages with percent signs and line ends.
fn awkward() -> (Sources, Vec<Finding>) {
    let mut sources = Sources::default();
    let old = sources.add(
        "adr/0003-é,日.md",
        "\u{feff}# 3. Ne\u{301}e\r\n\r\n## Status\r\n\r\n\tAccepted 日本 \u{200b}x\r\n",
    );
    let new =
        sources.add("adr/0007:x.md", "# 7. New\n\nSupersedes \u{1b}[31mADR-3\u{9b}2J\u{202e}\n");
    let empty = sources.add("adr/empty.md", "");
    let end = sources.text(new).len();
    let findings = vec![
        Finding::new(
            "some-rule",
            span(&sources, old, "日本 \u{200b}x"),
            "\"100 %\", 日:\nsays\u{1b}[2J \u{202e}so",
        )
        .label("a wide place")
        .related(span(&sources, old, "3. Ne\u{301}e"), "in the same file")
        .related(span(&sources, new, "ADR-3\u{9b}2J"), "in another file")
        .help("do this")
        .help("or\nthat"),
        Finding {
            level: Level::Warn,
            ..Finding::new("other-rule", Span::new(new, end..end), "ends here")
        },
        Finding::new("other-rule", Span::new(empty, 0..0), "nothing is here"),
        Finding::new("edit-rule", span(&sources, old, "Accepted"), "`Accepted`, but superseded")
            .related(span(&sources, old, "Status"), "")
            .help("write `Superseded`")
            .help("see the manual")
            .edit(span(&sources, old, "Accepted"), "Superseded"),
    ];
    (sources, findings)
}

fn written(format: Format, style: Style) -> String {
    let (sources, findings) = awkward();
    let mut out = Vec::new();
    let report = Report { sources: &sources, findings: &findings, documents: 2 };
    report::write(format, &report, &mut out, style).expect("memory can be written");
    String::from_utf8(out).expect("text")
}

#[test]
fn the_awkward_report_in_human() {
    assert_data_eq!(
        written(Format::Human, Style::Plain),
        file!["snapshots/awkward.human.txt"].raw()
    );
}

#[test]
fn the_awkward_report_in_short() {
    assert_data_eq!(
        written(Format::Short, Style::Plain),
        file!["snapshots/awkward.short.txt"].raw()
    );
}

#[test]
fn the_awkward_report_in_json() {
    assert_data_eq!(written(Format::Json, Style::Plain), file!["snapshots/awkward.json.txt"].raw());
}

#[test]
fn the_awkward_report_in_github() {
    assert_data_eq!(
        written(Format::Github, Style::Plain),
        file!["snapshots/awkward.github.txt"].raw()
    );
}

#[test]
fn nothing_that_steers_a_terminal_is_written_raw() {
    for format in [Format::Human, Format::Short, Format::Json, Format::Github] {
        let text = written(format, Style::Plain);
        let steers = |c: char| {
            (c.is_control() && c != '\n')
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        assert!(!text.contains(steers), "{format:?}: {text:?}");
    }
    let styled = written(Format::Human, Style::Styled);
    assert!(styled.contains("\u{1b}["), "styled text has escapes of its own");
    assert!(
        !styled.contains("\u{1b}[2J") && !styled.contains('\u{9b}'),
        "and none of a document's"
    );
}

#[test]
fn the_place_of_a_finding_is_the_same_in_every_format() {
    let (human, short) =
        (written(Format::Human, Style::Plain), written(Format::Short, Style::Plain));
    for line in short.lines() {
        let place = line.split(": ").next().expect("a place");
        assert!(human.contains(&format!("--> {place}\n")), "{place}");
    }
}

#[test]
fn github_says_how_many_it_will_not_show() {
    let mut sources = Sources::default();
    let file = sources.add("a.md", "x");
    let findings = vec![Finding::new("some-rule", Span::new(file, 0..1), "x"); 12];
    let mut out = Vec::new();
    let report = Report { sources: &sources, findings: &findings, documents: 1 };
    report::write(Format::Github, &report, &mut out, Style::Plain).expect("memory can be written");
    let text = String::from_utf8(out).expect("text");
    assert_eq!(
        text.lines().last(),
        Some("12 errors in 1 document; GitHub shows 10 of each: 2 errors only in this log")
    );
}

fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-z#`*é日👍\u{300}\u{200b}\u{200d} ]{1,6}",
        3 => prop::sample::select(vec!["\n", "\r\n", "\r", "\n\n", "\t", "    ", "\u{b}"]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => prop::sample::select(vec!["\u{feff}", "\u{1b}[1m", "\u{9b}", "\u{202e}", "{", "//"]).prop_map(str::to_owned),
    ];
    (prop::bool::weighted(0.2), prop::collection::vec(piece, 0..14)).prop_map(|(bom, pieces)| {
        if bom { format!("\u{feff}{}", pieces.concat()) } else { pieces.concat() }
    })
}

fn any_finding() -> impl Strategy<
    Value = (
        Vec<String>,
        Vec<(usize, usize, usize, String)>,
        Option<(usize, usize, usize, String)>,
    ),
> {
    let place = || (0usize..3, 0usize..60, 0usize..60, any_text());
    (
        prop::collection::vec(any_text(), 3),
        prop::collection::vec(place(), 1..5),
        prop::option::of(place()),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]
    #[test]
    fn any_finding_can_be_written((texts, places, edit) in any_finding(), styled: bool) {
        let mut sources = Sources::default();
        let files: Vec<_> = texts.iter().enumerate().map(|(at, text)| sources.add(format!("{at}.md"), text.as_str())).collect();
        let span = |file: usize, start, end| Span { file: files[file], start, end };
        let (file, start, end, label) = &places[0];
        let mut finding = Finding::new("some-rule", span(*file, *start, *end), label.as_str()).label(label.as_str()).help(label.as_str());
        for (file, start, end, label) in &places[1..] {
            finding = finding.related(span(*file, *start, *end), label.as_str());
        }
        if let Some((file, start, end, replacement)) = edit {
            finding = finding.edit(span(file, start, end), replacement);
        }
        let findings = [finding];
        let report = Report { sources: &sources, findings: &findings, documents: 1 };
        for format in [Format::Human, Format::Short, Format::Json, Format::Github] {
            let mut out = Vec::new();
            report::write(format, &report, &mut out, Style::from_flag(styled)).expect("memory can be written");
            let text = String::from_utf8(out).expect("text");
            prop_assert!(!text.contains(['\u{9b}', '\u{202e}', '\r']), "{text:?}");
            if format == Format::Human {
                let place = sources.position(findings[0].primary.file, findings[0].primary.start);
                let place = format!(".md:{}:{}", place.line, place.column);
                prop_assert!(text.contains(&place), "{place} in {text}");
            }
        }
    }
}
