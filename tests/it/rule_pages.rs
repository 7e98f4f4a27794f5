//! The pages of the rules: their fixed shape, and examples that are run. `UPDATE_PAGES=1` writes what they print.

use std::ops::Range;
use std::path::{Path, PathBuf};

use mdbook_adr::analysis::analyze;
use mdbook_adr::book::{Files, Library, load_memory};
use mdbook_adr::finding::{Finding, Level};
use mdbook_adr::report::{self, Format, Report, Style};
use mdbook_adr::rules::{self, Override, RULES, Rule, Selector};

/// The headings of a page, in order, and whether it must have them.
const SECTIONS: [(&str, bool); 6] = [
    ("Why", true),
    ("Fails", true),
    ("Passes", true),
    ("Together with others", false),
    ("Configuration", false),
    ("When to allow it", true),
];

/// A file of the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Whether files that a test compares are to be written instead.
pub(crate) fn updating() -> bool {
    std::env::var_os("UPDATE_PAGES").is_some_and(|value| value == "1")
}

/// What `check` prints about an example.
pub(crate) fn printed(library: &Library, findings: &[Finding]) -> String {
    let documents = analyze(library).documents.len();
    let report = Report { sources: &library.sources, findings, documents };
    let mut out = Vec::new();
    report::write(Format::Human, &report, &mut out, Style::from_flag(false))
        .expect("memory takes everything");
    String::from_utf8(out).expect("a report is text")
}

#[test]
fn every_page_has_the_fixed_shape_and_the_rules_level() {
    let complaints: Vec<String> =
        RULES.iter().flat_map(|rule| shape(rule, &Page::new(rule))).collect();
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn a_failing_example_prints_what_its_page_says() {
    let mut complaints = Vec::new();
    for rule in RULES {
        let page = Page::new(rule);
        let findings = run(rule, &page.inputs("Fails"), &raised(rule)).1;
        if findings.is_empty() {
            complaints.push(format!("{}: the example under Fails fails nothing", page.name));
        }
        for finding in findings.iter().filter(|finding| finding.rule != rule.name) {
            complaints.push(format!(
                "{}: the example under Fails fails `{}` too",
                page.name, finding.rule
            ));
        }
        if page.printed("Fails").is_none() {
            complaints.push(format!("{}: no ```text fence behind the inputs of Fails", page.name));
        }
        let current = current(rule);
        if current == page.text {
            continue;
        }
        if updating() {
            std::fs::write(repository(&page.name), current).expect("the page can be written");
        } else {
            complaints
                .push(format!("{}: should be (UPDATE_PAGES=1 writes it)\n{current}", page.name));
        }
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn a_passing_example_passes_every_rule() {
    let mut complaints = Vec::new();
    for rule in RULES {
        let page = Page::new(rule);
        let all = [Override { selector: Selector::All, level: Level::Warn }];
        let (library, findings) = run(rule, &page.inputs("Passes"), &all);
        if !findings.is_empty() {
            complaints.push(format!(
                "{}: under Passes\n{}",
                page.name,
                printed(&library, &findings)
            ));
        }
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

/// A rule's page with what its failing example prints now.
pub(crate) fn current(rule: &Rule) -> String {
    let page = Page::new(rule);
    let (library, findings) = run(rule, &page.inputs("Fails"), &raised(rule));
    let Some(fence) = page.printed("Fails") else { return page.text };
    [&page.text[..fence.body.start], &printed(&library, &findings), &page.text[fence.body.end..]]
        .concat()
}

/// A rule that is allowed by default is shown at warn.
fn raised(rule: &Rule) -> Vec<Override> {
    let raise = Override { selector: Selector::Rule(rule.name), level: Level::Warn };
    (rule.level == Level::Allow).then_some(raise).into_iter().collect()
}

fn run(
    rule: &Rule,
    inputs: &[(String, Vec<u8>)],
    overrides: &[Override],
) -> (Library, Vec<Finding>) {
    let files = Files::memory(inputs.iter().cloned());
    let library = load_memory(&files, &rules::names())
        .unwrap_or_else(|error| panic!("{}: an example cannot be loaded: {error}", rule.name));
    let findings = rules::check(&library, &analyze(&library), overrides);
    (library, findings)
}

/// What is wrong with a page's shape.
fn shape(rule: &Rule, page: &Page) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut complain = |what: String| wrong.push(format!("{}: {what}", page.name));
    let mut head = page.text.lines();
    if head.next() != Some(&format!("# `{}`", rule.name)) {
        complain(format!("does not start with # `{}`", rule.name));
    }
    if first_paragraph(&page.text).is_empty() {
        complain("no first paragraph".to_owned());
    }
    let level = format!("Default level: **{}**", rule.level);
    if !page.text[..page.headings.first().map_or(0, |heading| heading.range.start)]
        .lines()
        .any(|line| line == level)
    {
        complain(format!("the line `{level}` is not above the first section"));
    }
    let titles: Vec<&str> = page.headings.iter().map(|heading| heading.title.as_str()).collect();
    for (section, _) in
        SECTIONS.iter().filter(|(section, needed)| *needed && !titles.contains(section))
    {
        complain(format!("no section `## {section}`"));
    }
    let known: Vec<&str> =
        SECTIONS.iter().map(|(section, _)| *section).filter(|name| titles.contains(name)).collect();
    if titles != known {
        complain(format!("the sections are {titles:?}, and should be {known:?}"));
    }
    for section in ["Fails", "Passes"] {
        if page.inputs(section).is_empty() {
            complain(format!("no input (a fence with file=…) under {section}"));
        }
    }
    for heading in
        page.headings.iter().filter(|heading| page.text[heading.body.clone()].trim().is_empty())
    {
        complain(format!("nothing under `## {}`", heading.title));
    }
    wrong
}

/// The paragraph behind the title: what `explain` and the index say first.
pub(crate) fn first_paragraph(page: &str) -> String {
    let body = page.split_once('\n').map_or("", |(_, body)| body).trim_start();
    let paragraph = body.split("\n\n").next().unwrap_or("");
    if ["#", "```", "Default level"].iter().any(|other| paragraph.starts_with(other)) {
        return String::new();
    }
    paragraph.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A page with examples, section by section.
pub(crate) struct Page {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) headings: Vec<Heading>,
    pub(crate) fences: Vec<Fence>,
}

pub(crate) struct Heading {
    pub(crate) title: String,
    range: Range<usize>,
    body: Range<usize>,
}

pub(crate) struct Fence {
    pub(crate) info: String,
    start: usize,
    pub(crate) body: Range<usize>,
}

impl Page {
    fn new(rule: &Rule) -> Self {
        Self::read(format!("src/rules/{}.md", rule.name.replace('-', "_")))
    }

    /// The page as it stands on disk, so that a fence that was just written is seen by the next test.
    pub(crate) fn read(name: String) -> Self {
        let text = std::fs::read_to_string(repository(&name)).expect("the page");
        let (headings, fences) = parse(&text);
        Self { name, text, headings, fences }
    }

    fn fences_of(&self, section: &str) -> impl Iterator<Item = &Fence> {
        let body = self
            .headings
            .iter()
            .find(|heading| heading.title == section)
            .map(|heading| heading.body.clone());
        self.fences
            .iter()
            .filter(move |fence| body.as_ref().is_some_and(|body| body.contains(&fence.start)))
    }

    /// The files that a section's fences hold.
    pub(crate) fn inputs(&self, section: &str) -> Vec<(String, Vec<u8>)> {
        self.fences_of(section)
            .filter_map(|fence| {
                let path = fence.info.split(' ').find_map(|word| word.strip_prefix("file="))?;
                let text = &self.text[fence.body.clone()];
                let bytes = if fence.info.split(' ').any(|word| word == "escapes") {
                    unescaped(text)
                } else {
                    text.as_bytes().to_vec()
                };
                Some((path.to_owned(), bytes))
            })
            .collect()
    }

    /// The fence behind the inputs of an example.
    pub(crate) fn printed(&self, section: &str) -> Option<&Fence> {
        self.fences_of(section).last().filter(|fence| fence.info == "text")
    }
}

fn parse(text: &str) -> (Vec<Heading>, Vec<Fence>) {
    let mut headings: Vec<Heading> = Vec::new();
    let mut fences: Vec<Fence> = Vec::new();
    let mut open: Option<usize> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let next = at + line.len();
        let ticks = line.bytes().take_while(|byte| *byte == b'`').count();
        let rest = line[ticks..].trim();
        match (open, fences.last_mut()) {
            (Some(length), Some(fence)) => {
                if ticks >= length && rest.is_empty() {
                    fence.body.end = at;
                    open = None;
                }
            }
            _ if ticks >= 3 => {
                fences.push(Fence { info: rest.to_owned(), start: at, body: next..text.len() });
                open = Some(ticks);
            }
            _ => {
                if let Some(title) = line.strip_prefix("## ") {
                    if let Some(last) = headings.last_mut() {
                        last.body.end = at;
                    }
                    headings.push(Heading {
                        title: title.trim().to_owned(),
                        range: at..next,
                        body: next..text.len(),
                    });
                }
            }
        }
        at = next;
    }
    (headings, fences)
}

/// The bytes that `\xNN` stands for, for inputs that are no text.
fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("\\x") {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        let number =
            rest.get(at + 2..at + 4).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(number.expect("two digits behind \\x"));
        rest = &rest[at + 4..];
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}
