//! The rules, one module each, and the run over them. CONTRIBUTING.md says how to add one.

mod alternative_without_reason;
mod ambiguous_reference;
mod broken_anchor;
mod broken_reference;
mod decision_without_rationale;
mod dependency_cycle;
mod duplicate_id;
mod empty_section;
mod id_file_mismatch;
mod implementation_in_design;
mod invalid_summary;
mod malformed_date;
mod missing_chapter;
mod missing_section;
mod missing_status;
mod no_alternatives;
mod nothing_to_check;
mod number_gap;
mod one_sided_consequences;
mod one_sided_supersession;
mod orphan_decision;
mod placeholder_text;
mod premature_supersession;
mod reference_to_superseded;
mod required_chain;
mod risk_without_mitigation;
mod self_reference;
mod status_contradicts_itself;
mod status_contradicts_relations;
mod summary_outside_source;
mod superseded_without_successor;
mod supersession_cycle;
mod title_mismatch;
mod undecided_module;
mod undocumented_breaking_change;
mod unexpanded_include;
mod unexpected_relation;
mod unknown_marker;
mod unknown_status;
mod unlisted_document;
mod unreadable_file;
mod unreadable_front_matter;
mod unrecognised_document;
mod unsatisfied_requirement;
mod unstable_dependency;
mod untraced_decision;
mod unused_allow;
mod unused_configuration;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;

use crate::analysis::{Analysis, OpenPage, Outlines, analyze_judging};
use crate::book::{Book, Library, as_link, folder_of, join, relative};
use crate::dialect::blank;
use crate::dialect::header::normal;
use crate::document::{Document, DocumentId, Section, name_key};
use crate::finding::{Finding, Level};
use crate::markdown::Outline;
use crate::resolve::{Outcome, Resolved};
use crate::source::{FileId, Span, text_before};
use crate::suppression;
use crate::vocabulary::{Kind, Relation, Statement, Status};

/// One rule: a value and a function.
#[derive(Debug)]
pub struct Rule {
    /// Its name, for the condition: readable after "allow". The stem of its files.
    pub name: &'static str,
    /// How it counts where nothing else is said.
    pub level: Level,
    /// The version that brought it.
    pub since: &'static str,
    /// Its page: what, why, a failing example with what is printed, a passing one, when to allow it.
    pub page: &'static str,
    /// Finds what it speaks of.
    pub check: Check,
}

/// How a rule is run. Each function adds what it finds.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// Over one page at a time, while it lies open: what a page says, whatever others say. Of what several pages share,
    /// a finding that comes more than once counts once.
    Page(fn(&PageCx<'_>, &mut Vec<Finding>)),
    /// Once, when all is known.
    All(fn(&Cx<'_>, &mut Vec<Finding>)),
    /// Both.
    PageAndAll(fn(&PageCx<'_>, &mut Vec<Finding>), fn(&Cx<'_>, &mut Vec<Finding>)),
}

impl Check {
    fn page(self) -> Option<fn(&PageCx<'_>, &mut Vec<Finding>)> {
        match self {
            Self::Page(page) | Self::PageAndAll(page, _) => Some(page),
            Self::All(_) => None,
        }
    }

    fn all(self) -> Option<fn(&Cx<'_>, &mut Vec<Finding>)> {
        match self {
            Self::All(all) | Self::PageAndAll(_, all) => Some(all),
            Self::Page(_) => None,
        }
    }
}

/// Every rule, in the order of the reference.
pub static RULES: &[Rule] = &[
    unreadable_file::RULE,
    unreadable_front_matter::RULE,
    unexpanded_include::RULE,
    malformed_date::RULE,
    empty_section::RULE,
    unrecognised_document::RULE,
    id_file_mismatch::RULE,
    number_gap::RULE,
    missing_status::RULE,
    unknown_status::RULE,
    duplicate_id::RULE,
    broken_reference::RULE,
    broken_anchor::RULE,
    ambiguous_reference::RULE,
    title_mismatch::RULE,
    one_sided_supersession::RULE,
    status_contradicts_itself::RULE,
    status_contradicts_relations::RULE,
    superseded_without_successor::RULE,
    supersession_cycle::RULE,
    self_reference::RULE,
    reference_to_superseded::RULE,
    premature_supersession::RULE,
    unstable_dependency::RULE,
    dependency_cycle::RULE,
    undecided_module::RULE,
    orphan_decision::RULE,
    untraced_decision::RULE,
    unsatisfied_requirement::RULE,
    unlisted_document::RULE,
    missing_section::RULE,
    placeholder_text::RULE,
    no_alternatives::RULE,
    alternative_without_reason::RULE,
    decision_without_rationale::RULE,
    one_sided_consequences::RULE,
    risk_without_mitigation::RULE,
    implementation_in_design::RULE,
    undocumented_breaking_change::RULE,
    unknown_marker::RULE,
    invalid_summary::RULE,
    summary_outside_source::RULE,
    missing_chapter::RULE,
    unexpected_relation::RULE,
    required_chain::RULE,
    unused_configuration::RULE,
    nothing_to_check::RULE,
    // The last one: it judges by what the others found.
    unused_allow::RULE,
];

/// What a rule may look at when all is known.
#[derive(Debug, Clone, Copy)]
pub struct Cx<'a> {
    /// What was loaded.
    pub library: &'a Library,
    /// What is known of it.
    pub analysis: &'a Analysis,
    /// What the command line says of levels.
    pub overrides: &'a [Override],
}

impl<'a> Cx<'a> {
    /// A document.
    pub fn document(&self, id: DocumentId) -> &'a Document {
        self.analysis.document(id)
    }

    /// Every document with its id.
    pub fn documents(&self) -> impl Iterator<Item = (DocumentId, &'a Document)> {
        self.analysis.all()
    }

    /// Every reference with its source document.
    pub fn references(&self) -> impl Iterator<Item = (&'a Document, &'a Resolved)> {
        self.analysis
            .references
            .iter()
            .map(|resolved| (self.analysis.document(resolved.reference.source), resolved))
    }

    /// How a rule counts in a book.
    pub fn level(&self, rule: &Rule, book: usize) -> Level {
        level(rule, self.library, Some(book), self.overrides)
    }

    /// Where a document's status stands, else its title.
    pub fn status_span(&self, document: &Document) -> Span {
        document.status.as_ref().map_or(document.status_place, |status| status.span)
    }
}

/// What a rule may look at while a page lies open.
#[derive(Debug, Clone, Copy)]
pub struct PageCx<'a> {
    /// The page's book.
    pub book: &'a Book,
    /// The page's outline.
    pub outline: &'a Outline,
    documents: &'a [&'a Document],
    asked: &'a [Asked<'a>],
}

/// A section that a book's configuration asks of a kind, in the form that titles are compared in.
#[derive(Debug)]
struct Asked<'a> {
    kind: &'a Kind,
    name: String,
    span: Span,
}

impl<'a> PageCx<'a> {
    /// The documents of the page, in the order of its text.
    pub fn documents(&self) -> impl Iterator<Item = &'a Document> {
        self.documents.iter().copied()
    }

    /// The sections that the configuration asks of a document.
    fn asked_of(&self, document: &Document) -> impl Iterator<Item = &'a Asked<'a>> {
        self.asked.iter().filter(|section| *section.kind == document.kind)
    }

    /// Whether a document should have a section of that name: a decision in the project's own template, or one whose
    /// kind has it in the configuration.
    fn asks_for(&self, document: &Document, name: &str) -> bool {
        let own = document.dialect == "template" && document.kind == Kind::Decision;
        own || self.asked_of(document).any(|section| section.name == name)
    }

    /// The section of that name that a document should have, where it has it.
    fn promised(&self, document: &'a Document, name: &str) -> Option<&'a Section> {
        let section = section_of(document, name)?;
        self.asks_for(document, name).then_some(section)
    }
}

/// The names of all rules.
pub fn names() -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.name).collect()
}

/// The rule of that name.
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

/// What an option of the command line selects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selector {
    /// `all`: every rule.
    All,
    /// `warnings`: every rule that stands at warn.
    Warnings,
    /// One rule.
    Rule(&'static str),
}

/// `-A`, `-W` or `-D` with what it selects. A later one wins over an earlier one, each over the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Override {
    /// What it selects.
    pub selector: Selector,
    /// The level that it sets.
    pub level: Level,
}

/// Runs every rule that is not allowed, and returns what they find and no comment silences: by path, then position,
/// then rule.
pub fn check(library: &Library, analysis: &Analysis, overrides: &[Override]) -> Vec<Finding> {
    let run = Run::new(library, overrides);
    let of_pages = analysis.judged(|page| run.page(page));
    run.all(analysis, of_pages)
}

/// [`analyze`](crate::analysis::analyze) and [`check`] in one: pages are checked while they lie open.
pub fn analyze_and_check(
    library: &Library,
    keep: Outlines,
    overrides: &[Override],
) -> (Analysis, Vec<Finding>) {
    let run = Run::new(library, overrides);
    let (analysis, of_pages) = analyze_judging(library, keep, |page| run.page(page));
    let findings = run.all(&analysis, of_pages);
    (analysis, findings)
}

/// A run over a library.
struct Run<'a> {
    library: &'a Library,
    overrides: &'a [Override],
    asked: Vec<Vec<Asked<'a>>>,
    /// The rules that are not allowed everywhere, in their order, with how they count.
    active: Vec<(&'static Rule, Levels)>,
    homes: OnceLock<Homes>,
}

/// How a rule counts.
struct Levels {
    by_book: Vec<Level>,
    elsewhere: Level,
}

impl<'a> Run<'a> {
    fn new(library: &'a Library, overrides: &'a [Override]) -> Self {
        let levels = |rule: &'static Rule| {
            let books = 0..library.books.len();
            let level = |book| level(rule, library, book, overrides);
            let by_book: Vec<Level> = books.map(|book| level(Some(book))).collect();
            let elsewhere = level(None);
            let counts = |level: &Level| *level != Level::Allow;
            let is_active = counts(&elsewhere) || by_book.iter().any(counts);
            is_active.then_some((rule, Levels { by_book, elsewhere }))
        };
        Self {
            library,
            overrides,
            asked: library.books.iter().map(asked).collect(),
            active: RULES.iter().filter_map(levels).collect(),
            homes: OnceLock::new(),
        }
    }

    /// What rules say of a page.
    fn page(&self, page: OpenPage<'_>) -> Vec<Finding> {
        let mut found = Vec::new();
        let OpenPage { id, outline, documents } = page;
        let book = &self.library.books[id.book];
        let cx = PageCx { book, outline, documents, asked: &self.asked[id.book] };
        for check in self.active.iter().filter_map(|(rule, _)| rule.check.page()) {
            check(&cx, &mut found);
        }
        found
    }

    /// What rules say of everything, with what they said of pages.
    fn all(&self, analysis: &Analysis, of_pages: Vec<Finding>) -> Vec<Finding> {
        let cx = Cx { library: self.library, analysis, overrides: self.overrides };
        let mut found = once_each(of_pages);
        self.count(&mut found);
        // The last judges what the others found.
        let judge = RULES.last().map_or("", |rule| rule.name);
        let checks =
            self.active.iter().filter_map(|(rule, _)| Some((rule.name, rule.check.all()?)));
        let (last, others): (Vec<_>, Vec<_>) = checks.partition(|(name, _)| *name == judge);
        // Each is a task of its own, so that a slow one holds up no others.
        found.par_extend(others.par_iter().with_max_len(1).flat_map_iter(|(_, check)| {
            let mut found = Vec::new();
            check(&cx, &mut found);
            self.count(&mut found);
            found
        }));
        for (_, check) in last {
            let first = found.len();
            check(&cx, &mut found);
            self.count(&mut found[first..]);
        }
        let mut silencers = suppression::silencers(&analysis.allows, &found).into_iter();
        found.retain(|finding| {
            let silent = silencers.next().flatten().is_some();
            finding.level != Level::Allow && !silent
        });
        found.sort_by(|a, b| {
            let place =
                |finding: &Finding| (finding.primary.start, finding.primary.end, finding.rule);
            let path = |finding: &Finding| self.library.sources.path(finding.primary.file);
            path(a)
                .cmp(path(b))
                .then_with(|| place(a).cmp(&place(b)))
                .then_with(|| a.message.cmp(&b.message))
        });
        // What two pages include is written once.
        let what = |one: &Finding| (one.rule, one.primary);
        found.dedup_by(|again, one| what(again) == what(one) && again.message == one.message);
        found
    }

    /// Gives findings the levels of their rules.
    fn count(&self, findings: &mut [Finding]) {
        if findings.is_empty() {
            return;
        }
        let homes = self.homes.get_or_init(|| Homes::new(self.library));
        for finding in findings {
            let rule = self.active.iter().find(|(rule, _)| rule.name == finding.rule);
            debug_assert!(rule.is_some(), "{} is the name of no rule that ran", finding.rule);
            let Some((_, levels)) = rule else { continue };
            finding.level = homes
                .book_of(self.library, finding.primary.file)
                .map_or(levels.elsewhere, |book| levels.by_book[book]);
        }
    }
}

/// The same findings, those of which the same rule says the same of the same place once.
fn once_each(findings: Vec<Finding>) -> Vec<Finding> {
    let mut told = HashSet::default();
    let is_first: Vec<bool> = findings
        .iter()
        .map(|finding| told.insert((finding.rule, finding.primary, finding.message.as_str())))
        .collect();
    findings.into_iter().zip(is_first).filter(|(_, first)| *first).map(|(one, _)| one).collect()
}

/// The level of a rule in a book, or outside any.
pub fn level(rule: &Rule, library: &Library, book: Option<usize>, overrides: &[Override]) -> Level {
    let configured = book.and_then(|book| {
        let levels = &library.books[book].config.levels;
        levels.iter().rev().find(|(name, _)| name.value == rule.name).map(|(_, level)| *level)
    });
    overrides.iter().fold(configured.unwrap_or(rule.level), |level, one| match one.selector {
        Selector::All => one.level,
        Selector::Warnings if level == Level::Warn => one.level,
        Selector::Rule(name) if name == rule.name => one.level,
        _ => level,
    })
}

/// The sections that a book asks for.
fn asked(book: &Book) -> Vec<Asked<'_>> {
    let names = book.config.additions().sections;
    let kinds = book.config.kinds.iter();
    kinds
        .flat_map(|kind| kind.sections.iter().map(move |section| (&kind.kind, section)))
        .map(|(kind, section)| Asked {
            kind,
            name: names.section(&section.value),
            span: section.span,
        })
        .collect()
}

/// Which book a file belongs to.
struct Homes {
    by_file: HashMap<FileId, usize>,
}

impl Homes {
    fn new(library: &Library) -> Self {
        let mut by_file = HashMap::default();
        for (at, book) in library.books.iter().enumerate() {
            by_file.extend(book.config.file.map(|file| (file, at)));
            by_file.extend(book.summary.as_ref().map(|summary| (summary.file, at)));
            for chapter in &book.chapters {
                for file in chapter.text.files() {
                    by_file.entry(file).or_insert(at);
                }
            }
        }
        Self { by_file }
    }

    /// The file's book; where it is no page, the only book, if there is only one.
    fn book_of(&self, library: &Library, file: FileId) -> Option<usize> {
        let only = (library.books.len() == 1).then_some(0);
        self.by_file.get(&file).copied().or(only)
    }
}

/// Shows the line of the configuration that asks for a section, where it is this line that makes a finding one.
fn because_asked(cx: &PageCx<'_>, finding: Finding, document: &Document, name: &str) -> Finding {
    let asked = cx.asked_of(document).find(|section| section.name == name);
    asked.iter().fold(finding, |finding, asked| finding.related(asked.span, "asked for here"))
}

/// What a section is to be called in a document: the configured name, where another part has its own from there.
fn name_beside<'a>(cx: &PageCx<'a>, beside: &Section, own: &'a str) -> &'a str {
    if normal(&beside.title) == beside.name {
        return own;
    }
    let mut configured = cx.book.config.sections.iter();
    let names = configured.find(|section| section.section == normal(own));
    names.and_then(|section| section.names.first()).map_or(own, |name| &name.value)
}

/// A document's first section of that name, which is a title in the form that titles are compared in. In the project's
/// own template the names that authors give to its sections stand for theirs, where no section has the template's.
fn section_of<'d>(document: &'d Document, name: &str) -> Option<&'d Section> {
    debug_assert_eq!(name, normal(name));
    let sections = &document.sections;
    sections.iter().find(|section| section.name == name).or_else(|| {
        let is_name = |own: &&Section| blank::is_name_for(&document.kind, name, &own.name);
        sections.iter().find(is_name).filter(|_| document.dialect == blank::OWN)
    })
}

/// The sections below one.
fn below<'d>(document: &'d Document, section: &Section) -> impl Iterator<Item = &'d Section> {
    let body = section.body.clone();
    let start = document.sections.partition_point(|other| other.body.start <= body.start);
    document.sections[start..].iter().take_while(move |other| other.body.start <= body.end)
}

/// Whether a reference stands right behind one of some words, which are in lower case.
fn follows(cx: &Cx<'_>, resolved: &Resolved, words: &[&str]) -> bool {
    const FAR: usize = 40;
    let span = resolved.reference.span;
    let before = text_before(cx.library.sources.text(span.file), span.start, FAR);
    let before = before.trim_end_matches(['[', '*', '_', ' ', '\n']).to_lowercase();
    words.iter().any(|word| {
        let lead = before.strip_suffix(word);
        lead.is_some_and(|lead| !lead.ends_with(char::is_alphanumeric))
    })
}

/// Text for a message: one line, and not much of it.
fn short(text: &str) -> String {
    const LONGEST: usize = 72;
    let line = text.split(['\n', '\r']).next().unwrap_or("").trim();
    if line.len() <= LONGEST || line.chars().count() <= LONGEST {
        return line.to_owned();
    }
    let cut: String = line.chars().take(LONGEST - 1).collect();
    format!("{}…", cut.trim_end())
}

/// The bytes of a link's destination, where they can be found in the link.
fn destination_span(library: &Library, link: Span, destination: &str) -> Span {
    let text = library.sources.slice(link);
    // Behind the text of an inline link; a title may repeat the destination once more.
    let behind = text.find("](").map_or(0, |at| at + 2);
    match text[behind..].find(destination) {
        Some(at) if !destination.is_empty() => {
            let start = link.start + behind + at;
            Span { start, end: start + destination.len(), ..link }
        }
        _ => link,
    }
}

/// How a page is linked from another: both paths relative to the same folder.
fn relative_path(from: &str, to: &str) -> String {
    relative(folder_of(from), to)
}

/// How a document is linked from another: the relative path, and the fragment of a section.
fn link_to(from: &Document, to: &Document) -> String {
    let path = as_link(&relative_path(&from.path, &to.path));
    to.section.iter().fold(path, |path, section| format!("{path}#{section}"))
}

/// What two documents are called in one message: by their names, and where both have the same one, which happens where
/// numbers are used twice, by their titles too.
fn names_beside(documents: [&Document; 2]) -> [String; 2] {
    let names = documents.map(Document::name);
    if name_key(&names[0]) == name_key(&names[1]) {
        documents.map(Document::full_name)
    } else {
        names
    }
}

/// [`names_beside`] for any number of documents, each in backticks.
fn quoted_names(documents: &[&Document]) -> Vec<String> {
    let names: Vec<String> = documents.iter().map(|document| document.name()).collect();
    let mut counts: HashMap<String, usize> = HashMap::default();
    for name in &names {
        *counts.entry(name_key(name)).or_default() += 1;
    }
    let is_shared = |name: &String| counts.get(&name_key(name)).is_some_and(|count| *count > 1);
    let pairs = documents.iter().zip(names);
    let told = pairs.map(|(one, name)| if is_shared(&name) { one.full_name() } else { name });
    told.map(|name| format!("`{name}`")).collect()
}

/// A value as YAML takes it, in quotes where it has to be.
fn in_yaml(value: &str) -> Cow<'_, str> {
    let is_plain = !value.contains(": ")
        && !value.contains(" #")
        && !value.contains(['"', '\\'])
        && value.starts_with(|c: char| c.is_alphanumeric() || ".</".contains(c));
    if is_plain { Cow::Borrowed(value) } else { Cow::Owned(format!("{value:?}")) }
}

/// Where a document would state a relation to one of that name, and in which words. Its front matter has no place for
/// a sentence.
fn how_to_state(
    document: &Document,
    statement: Statement,
    partial: bool,
    (name, link): (&str, &str),
) -> String {
    let path = &document.path;
    if document.facts.iter().any(|fact| fact.key.eq_ignore_ascii_case("status")) {
        // What would have to be written in another way as a link can't be written here.
        let link = if link.contains('%') { name } else { link };
        let key = format!("{}{}", if partial { "partially-" } else { "" }, statement.as_str());
        let said = document
            .facts
            .iter()
            .find(|fact| fact.key.replace('_', "-").eq_ignore_ascii_case(&key));
        let entry = match said {
            Some(said) => {
                let values = said.values.iter().map(|value| format!("{value:?}"));
                let values: Vec<String> = values.chain([format!("{link:?}")]).collect();
                format!("{}: [{}]", said.key, values.join(", "))
            }
            None => format!("{key}: {}", in_yaml(link)),
        };
        return format!("in the front matter of `{path}`: `{entry}`");
    }
    let phrase = match (partial, statement.phrase().strip_suffix(" by")) {
        (true, Some(phrase)) => format!("{phrase} in part by"),
        (true, None) => format!("{} in part", statement.phrase()),
        (false, _) => statement.phrase(),
    };
    let place = if document.status.is_some() { "status" } else { "title" };
    format!("in `{path}`, in a paragraph below its {place}: `{phrase} [{name}]({link})`")
}

/// The name and the link of some document that only the author can choose, shaped like those of a neighbour.
fn blank_like(from: &Document, neighbour: &Document) -> (String, String) {
    let id = neighbour.id.as_ref().map_or("", |id| id.value.as_str());
    let name = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let link = match &neighbour.section {
        Some(_) => format!("{}#…", relative_path(&from.path, &neighbour.path)),
        None => relative_path(&from.path, &join(folder_of(&neighbour.path), "….md")),
    };
    (format!("{name}…"), link)
}

/// The books with a document of a kind that is in force, each with the first of them.
fn books_with<'a>(cx: &Cx<'a>, kinds: &[Kind]) -> BTreeMap<usize, &'a Document> {
    let mut books = BTreeMap::new();
    for (_, document) in cx.documents() {
        if kinds.contains(&document.kind) && document.in_force() {
            books.entry(document.page.book).or_insert(document);
        }
    }
    books
}

/// The documents of which a statement holds, because they make it or because another makes it of them. Of those that a
/// document names itself, `counts` gets `true`. One that leads to nothing known counts: other rules speak of that.
fn tied(
    cx: &Cx<'_>,
    statement: Statement,
    counts: impl Fn(&Document, bool) -> bool,
) -> BTreeSet<DocumentId> {
    let mut tied = BTreeSet::new();
    for (source, resolved) in cx.references() {
        let reference = &resolved.reference;
        let own = reference.statement == statement;
        match resolved.outcome {
            Outcome::Document(target, _) if own && counts(cx.document(target), true) => {
                tied.insert(reference.source);
            }
            Outcome::Document(target, _)
                if reference.statement == statement.flipped() && counts(source, false) =>
            {
                tied.insert(target);
            }
            Outcome::Document(..) => {}
            _ if own => {
                tied.insert(reference.source);
            }
            _ => {}
        }
    }
    tied
}

/// Points at those that state a relation to a document and do not bind.
fn with_idle_sources(
    cx: &Cx<'_>,
    mut finding: Finding,
    id: DocumentId,
    relation: Relation,
) -> Finding {
    for link in cx.analysis.graph.to(id) {
        let source = cx.document(link.source);
        if link.edge.relation == relation && link.source != id && !source.may_bind() {
            let span = cx.analysis.references[link.edge.reference].reference.span;
            let status = source.status().map_or("", Status::as_str);
            finding = finding
                .related(span, format!("`{}` does not count: it is {status}", source.name()));
        }
    }
    finding
}

/// Findings of `rule` at entries of summaries that lie in the sources and name no file: those in folders where
/// documents live, or those elsewhere. Missing among documents is a record that was moved or taken away.
fn missing_entries(cx: &Cx<'_>, rule: &'static str, among_documents: bool) -> Vec<Finding> {
    let documents = &cx.analysis.documents;
    let folders: BTreeSet<&str> = documents
        .iter()
        .flat_map(|document| [folder_of(&document.path), document.folder.as_str()])
        .collect();
    let summaries = cx.library.books.iter().filter_map(|book| book.summary.as_ref());
    summaries
        .flat_map(|summary| &summary.entries)
        .filter(|entry| !entry.exists)
        .filter(|entry| {
            let folder = entry.path.as_deref().map(folder_of);
            folder.is_some_and(|folder| folders.contains(folder) == among_documents)
        })
        .map(|entry| {
            let target = &entry.target;
            let span = destination_span(cx.library, target.span, &target.value);
            let name = short(&target.value);
            Finding::new(rule, span, format!("the summary names `{name}`, which does not exist"))
        })
        .collect()
}

#[cfg(test)]
pub(crate) mod testing {
    use super::{Override, Selector, check, names};
    use crate::analysis::analyze;
    use crate::book::{Files, Library, load_memory};
    use crate::finding::{Finding, Level};

    /// Files by path, and what the rules under test say of them: `path:line:column rule`.
    pub(crate) type Case<'a> = (&'a [(&'a str, &'a str)], &'a [&'a str]);

    /// What every rule says of some files, at warn level.
    pub(crate) fn findings(files: &[(&str, &str)]) -> (Library, Vec<Finding>) {
        let library =
            load_memory(&Files::memory(files.iter().copied()), &names()).expect("a library");
        let all = [Override { selector: Selector::All, level: Level::Warn }];
        let found = check(&library, &analyze(&library), &all);
        (library, found)
    }

    /// Compares what some rules say of the files of each case with what is expected.
    pub(crate) fn compare(rules: &[&str], cases: &[Case<'_>]) {
        for (files, expected) in cases {
            let (library, found) = findings(files);
            let found: Vec<String> = found
                .iter()
                .filter(|finding| rules.contains(&finding.rule))
                .map(|finding| {
                    let position =
                        library.sources.position(finding.primary.file, finding.primary.start);
                    let path = library.sources.path(finding.primary.file);
                    format!("{path}:{}:{} {}", position.line, position.column, finding.rule)
                })
                .collect();
            assert_eq!(found, *expected, "{files:#?}");
        }
    }

    /// The text under the carets, the message and the help of a rule's first finding.
    pub(crate) fn first(rule: &str, files: &[(&str, &str)]) -> (String, String, String) {
        let (library, found) = findings(files);
        let finding = found.into_iter().find(|finding| finding.rule == rule).expect("a finding");
        let text = library.sources.slice(finding.primary).to_owned();
        (text, finding.message, finding.help.join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test looks at its own sources")]
    fn the_registry_is_unique_and_every_rule_has_its_files() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/rules");
        let mut stems: Vec<(String, String)> = std::fs::read_dir(folder)
            .expect("the folder of the rules")
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter_map(|name| {
                name.rsplit_once('.').map(|(stem, end)| (stem.to_owned(), end.to_owned()))
            })
            .collect();
        stems.sort();
        let mut expected: Vec<(String, String)> = RULES
            .iter()
            .flat_map(|rule| ["md", "rs"].map(|end| (rule.name.replace('-', "_"), end.to_owned())))
            .collect();
        expected.sort();
        assert_eq!(
            stems, expected,
            "each rule has a .rs, a .md and an entry in RULES, and nothing else stands there"
        );
        let names = names();
        for (at, name) in names.iter().enumerate() {
            assert!(!names[..at].contains(name), "{name} twice");
            assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{name}");
        }
    }

    #[test]
    fn paths_between_pages_are_relative() {
        assert_eq!(relative_path("a/b/x.md", "a/c/y.md"), "../c/y.md");
        assert_eq!(relative_path("x.md", "y.md"), "y.md");
        assert_eq!(relative_path("a/x.md", "a/y.md"), "y.md");
        assert_eq!(relative_path("a/x.md", "y.md"), "../y.md");
    }
}
