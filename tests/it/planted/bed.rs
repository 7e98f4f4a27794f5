//! A clean book to plant a defect in, and what must be said of it afterwards.

use std::collections::BTreeMap;

use mdbook_adr::analysis::analyze;
use mdbook_adr::book::{Files, load_memory};
use mdbook_adr::finding::Level;
use mdbook_adr::rules::{self, Override, Selector};

use super::forms::Form;
use crate::generator::{Dialect, Record, Story, Verb, capital, record};

/// Stands for a byte that is no UTF-8.
pub(super) const BAD_BYTE: char = '\u{e000}';

/// A small generator of numbers; the same seed gives the same book.
pub(super) struct Chance(u64);

impl Chance {
    /// A number below `end`, which is not 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        // SplitMix64, whose constants are published with it.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % end as u64).expect("below a usize")
    }

    pub(super) fn pick<T: Copy>(&mut self, among: &[T]) -> Option<T> {
        if among.is_empty() { None } else { Some(among[self.below(among.len())]) }
    }
}

/// What must be said: the rule, the file, and the text at whose start the caret stands.
struct Expected {
    rule: &'static str,
    path: String,
    /// Found once in the file.
    around: String,
    /// Found once in `around`.
    caret: String,
}

/// A book, and what must be said of it.
pub(super) struct Bed {
    pub(super) story: Story,
    pub(super) files: BTreeMap<String, String>,
    pub(super) chance: Chance,
    expected: Vec<Expected>,
    of_folder: Vec<&'static str>,
}

impl Bed {
    /// A clean book in which every decision in force satisfies a requirement and governs a module.
    pub(super) fn new(dialect: Dialect, seed: u64) -> Self {
        let mut chance = Chance(seed.wrapping_mul(1000).wrapping_add(dialect as u64));
        let story = traced(dialect, &mut chance);
        let mut bed = Self {
            story,
            files: BTreeMap::new(),
            chance,
            expected: Vec::new(),
            of_folder: Vec::new(),
        };
        bed.render();
        bed
    }

    /// Writes the files anew, after a change of the story. Edits of files are lost.
    pub(super) fn render(&mut self) {
        self.files = self.story.files().into_iter().collect();
    }

    /// Puts everything below `src`, with a configuration and a summary that names every page.
    pub(super) fn make_book(&mut self) {
        let entries: Vec<String> =
            self.files.keys().map(|path| format!("- [{path}]({path})\n")).collect();
        let files = std::mem::take(&mut self.files);
        self.files = files.into_iter().map(|(path, text)| (format!("src/{path}"), text)).collect();
        self.files
            .insert("src/SUMMARY.md".to_owned(), format!("# Summary\n\n{}", entries.concat()));
        self.files.insert("book.toml".to_owned(), "[book]\ntitle = \"A book\"\n".to_owned());
    }

    /// Writes each decision with sections of which something is promised, in the form of the dialect. Makes a book that
    /// asks for them where the project's template does not.
    pub(super) fn ask(&mut self) -> &'static Form {
        let form = Form::of(self.story.dialect);
        for (at, record) in self.story.records.iter().enumerate() {
            let page = self.story.page_with(at, &form.body(&record.prose.join("\n\n")));
            self.files.insert(self.story.path(at), page);
        }
        if let Some(configuration) = form.configuration() {
            self.make_book();
            self.configure(&configuration);
        }
        form
    }

    /// Takes out of the configuration what it asks for. False where it asks for nothing.
    pub(super) fn ask_no_longer(&mut self) -> bool {
        let Some(text) = self.files.get_mut("book.toml") else { return false };
        let (asking, others): (Vec<&str>, Vec<&str>) =
            text.lines().partition(|line| line.starts_with("sections = "));
        let asks = !asking.is_empty();
        *text = others.join("\n");
        asks
    }

    /// Adds to the configuration.
    pub(super) fn configure(&mut self, lines: &str) {
        let text = self.files.get_mut("book.toml").expect("a book");
        *text = format!("{text}\n{lines}");
    }

    /// Moves what was expected of the folder to the book that was made of it.
    pub(super) fn move_expected(&mut self) {
        for expected in &mut self.expected {
            expected.path = format!("src/{}", expected.path);
        }
    }

    /// Replaces a text that stands once in a file.
    #[track_caller]
    pub(super) fn edit(&mut self, path: &str, from: &str, to: &str) {
        let text = self.files.get_mut(path).unwrap_or_else(|| panic!("no {path}"));
        assert_eq!(text.matches(from).count(), 1, "{from:?} in {path}:\n{text}");
        *text = text.replace(from, to);
    }

    /// Says that `rule` must speak, with its caret at the start of `caret`, which stands once in the file.
    pub(super) fn expect(&mut self, rule: &'static str, path: &str, caret: &str) {
        self.expect_in(rule, path, caret, caret);
    }

    /// The same for the word of a record's status, with a capital or without.
    pub(super) fn expect_status(&mut self, rule: &'static str, path: &str, status: &str) {
        let capital = capital(status);
        let line = |word: &str| {
            self.files[path].lines().find(|line| line.contains(word)).map(str::to_owned)
        };
        let (line, word) = match (line(&capital), line(status)) {
            (Some(line), _) => (line, capital.as_str()),
            (None, line) => (line.unwrap_or_default(), status),
        };
        // The same word may stand again behind it: `- Superseded by …`.
        self.expect_in(rule, path, &format!("{line}\n"), word);
    }

    /// Says that `rule` must speak of the whole folder.
    pub(super) fn expect_of_folder(&mut self, rule: &'static str) {
        self.of_folder.push(rule);
    }

    /// The same where `caret` stands often, but once in `around`.
    pub(super) fn expect_in(&mut self, rule: &'static str, path: &str, around: &str, caret: &str) {
        let (path, around, caret) = (path.to_owned(), around.to_owned(), caret.to_owned());
        self.expected.push(Expected { rule, path, around, caret });
    }

    /// Everything that must be said, as `path:line:column rule`, in order.
    pub(super) fn expected(&self) -> Vec<String> {
        let line = |expected: &Expected| {
            let Expected { rule, path, around, caret } = expected;
            let text = self.files.get(path).unwrap_or_else(|| panic!("no {path}"));
            let at = only_place(text, around) + only_place(around, caret);
            let line_start = text[..at].rfind('\n').map_or(0, |end| end + 1);
            let line = text[..at].matches('\n').count() + 1;
            format!("{path}:{line}:{} {rule}", text[line_start..at].chars().count() + 1)
        };
        let mut lines: Vec<String> = self.expected.iter().map(line).collect();
        lines.extend(self.of_folder.iter().map(|rule| format!(".:1:1 {rule}")));
        lines.sort();
        lines
    }

    /// Everything that is said, with every rule at warn, in order.
    pub(super) fn found(&self) -> Vec<String> {
        let files = self.files.iter().map(|(path, text)| (path.as_str(), bytes(text)));
        let library = load_memory(&Files::memory(files), &rules::names()).expect("a library");
        let all = [Override { selector: Selector::All, level: Level::Warn }];
        let findings = rules::check(&library, &analyze(&library), &all);
        let mut lines: Vec<String> = findings
            .iter()
            .map(|finding| {
                let span = finding.primary;
                let at = library.sources.position(span.file, span.start);
                let path = library.sources.path(span.file);
                format!("{path}:{}:{} {}", at.line, at.column, finding.rule)
            })
            .collect();
        lines.sort();
        lines
    }

    /// The files, for the message of a test that failed.
    pub(super) fn shown(&self) -> String {
        let files = self.files.iter().map(|(path, text)| format!("==> {path}\n{text}\n"));
        files.collect::<Vec<_>>().concat()
    }

    /// The records of which something holds.
    pub(super) fn records(&self, holds: impl Fn(usize, &Record) -> bool) -> Vec<usize> {
        let records = self.story.records.iter().enumerate();
        records.filter(|(at, record)| holds(*at, record)).map(|(at, _)| at).collect()
    }

    /// One of the records of which something holds.
    pub(super) fn any(&mut self, holds: impl Fn(usize, &Record) -> bool) -> Option<usize> {
        let records = self.records(holds);
        self.chance.pick(&records)
    }

    /// A record in force that no other record names and that takes the place of none.
    pub(super) fn spare(&mut self) -> Option<usize> {
        let named: Vec<usize> =
            self.story.records.iter().flat_map(|own| &own.relations).map(|(_, to)| *to).collect();
        self.any(|at, own| own.is_in_force() && own.relations.is_empty() && !named.contains(&at))
    }
}

fn bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for (at, part) in text.split(BAD_BYTE).enumerate() {
        if at > 0 {
            bytes.push(0xff);
        }
        bytes.extend_from_slice(part.as_bytes());
    }
    bytes
}

/// Ten decisions: a chain of three, of which the last is in force; a pair; one that was rejected; and others that
/// depend on what is in force or amend it. Which of them is which, chance decides.
fn traced(dialect: Dialect, chance: &mut Chance) -> Story {
    let mut records: Vec<Record> = (0..10).map(record).collect();
    let mut places: Vec<usize> = (0..10).collect();
    for at in (1..places.len()).rev() {
        places.swap(at, chance.below(at + 1));
    }
    let (mut chain, mut pair) = (places[0..3].to_vec(), places[3..5].to_vec());
    chain.sort_unstable();
    pair.sort_unstable();
    for (old, new) in [(chain[0], chain[1]), (chain[1], chain[2]), (pair[0], pair[1])] {
        records[old].status = "superseded";
        records[old].relations.push((Verb::SupersededBy, new));
        records[new].relations.push((Verb::Supersedes, old));
    }
    records[places[5]].status = "rejected";
    records[places[6]].relations.push((Verb::DependsOn, chain[2]));
    records[places[7]].relations.push((Verb::Amends, places[6]));
    records[places[7]].relations.push((Verb::DependsOn, pair[1]));
    let modules: Vec<usize> = (0..10).filter(|at| records[*at].is_in_force()).collect();
    for (rank, at) in modules.iter().enumerate() {
        records[*at].satisfies.push(rank % 3);
    }
    Story { dialect, records, modules, requirements: 3 }
}

/// Where some words stand in a text, once. `ADR 1` does not stand in `ADR 10`.
fn only_place(text: &str, words: &str) -> usize {
    let ends_in_digit = words.ends_with(|c: char| c.is_ascii_digit());
    let goes_on = |at: usize| text[at + words.len()..].starts_with(|c: char| c.is_ascii_digit());
    let places = text.match_indices(words).map(|(at, _)| at);
    let places: Vec<usize> = places.filter(|at| !(ends_in_digit && goes_on(*at))).collect();
    let [at] = places[..] else { panic!("{words:?} stands {} times in:\n{text}", places.len()) };
    at
}
