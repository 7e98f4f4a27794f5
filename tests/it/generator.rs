//! Books made up for property tests: the same kind of story in any dialect, clean by construction.
//!
//! A [`Story`] is a plain value. Change it (or the files that it becomes) and the findings that follow are known.

use proptest::prelude::*;

/// The ways of writing that a story can be told in, each named for its folder in `tests/fixtures/dialects`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Bold,
    Changelog,
    Line,
    Log4brains,
    Madr,
    Madr2,
    Nygard,
    Table,
    Template,
    Toml,
}

impl Dialect {
    pub(crate) const ALL: [Self; 10] = [
        Self::Bold,
        Self::Changelog,
        Self::Line,
        Self::Log4brains,
        Self::Madr,
        Self::Madr2,
        Self::Nygard,
        Self::Table,
        Self::Template,
        Self::Toml,
    ];

    /// Whether file names begin with a number.
    pub(crate) fn is_numbered(self) -> bool {
        self != Self::Log4brains
    }
}

/// What a record states of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    Supersedes,
    SupersededBy,
    Amends,
    DependsOn,
}

impl Verb {
    fn phrase(self) -> &'static str {
        match self {
            Self::Supersedes => "Supersedes",
            Self::SupersededBy => "Superseded by",
            Self::Amends => "Amends",
            Self::DependsOn => "Depends on",
        }
    }

    fn key(self) -> String {
        self.phrase().to_lowercase().replace(' ', "-")
    }
}

/// A decision. Others are named by their place in [`Story::records`].
#[derive(Debug, Clone)]
pub(crate) struct Record {
    pub(crate) title: String,
    /// As it is in the vocabulary: `accepted`.
    pub(crate) status: &'static str,
    pub(crate) date: String,
    pub(crate) relations: Vec<(Verb, usize)>,
    /// Requirements by their place in [`Story::requirements`].
    pub(crate) satisfies: Vec<usize>,
    /// Paragraphs of its context.
    pub(crate) prose: Vec<String>,
}

impl Record {
    pub(crate) fn is_in_force(&self) -> bool {
        self.status == "accepted"
    }

    /// The wordy part of its file name.
    pub(crate) fn slug(&self) -> String {
        self.title.to_lowercase().replace(' ', "-")
    }
}

/// A collection of decisions, with the modules that they govern and the requirements that they satisfy.
#[derive(Debug, Clone)]
pub(crate) struct Story {
    pub(crate) dialect: Dialect,
    pub(crate) records: Vec<Record>,
    /// For each module, the record that governs it.
    pub(crate) modules: Vec<usize>,
    /// How many requirements there are.
    pub(crate) requirements: usize,
}

impl Story {
    /// Every page, by path.
    pub(crate) fn files(&self) -> Vec<(String, String)> {
        let mut files: Vec<(String, String)> =
            (0..self.records.len()).map(|at| (self.path(at), self.page(at))).collect();
        let modules = self.modules.iter().enumerate();
        files.extend(modules.map(|(at, governor)| self.module(at, *governor)));
        if self.requirements > 0 {
            let requirements: Vec<String> = (1..=self.requirements).map(requirement).collect();
            let text = format!("# Requirements\n\n{}", requirements.join("\n"));
            files.push(("requirements.md".to_owned(), text));
        }
        files
    }

    /// A record's path.
    pub(crate) fn path(&self, at: usize) -> String {
        format!("adr/{}", self.name(at))
    }

    fn name(&self, at: usize) -> String {
        let (number, slug) = (at + 1, self.records[at].slug());
        match self.dialect {
            Dialect::Log4brains => {
                format!("{}-{slug}.md", self.records[at].date.replace('-', ""))
            }
            Dialect::Changelog => format!("adr-{number:03}-{slug}.md"),
            Dialect::Madr2 => format!("ADR-{number:04}-{slug}.md"),
            Dialect::Table => format!("adr-{number:04}-{slug}.md"),
            _ => format!("{number:04}-{slug}.md"),
        }
    }

    /// How one record names another: the usual form of the dialect.
    pub(crate) fn reference(&self, to: usize) -> String {
        let (number, title, name) = (to + 1, &self.records[to].title, self.name(to));
        match self.dialect {
            Dialect::Nygard => format!("[{number}. {title}]({name})"),
            Dialect::Template => format!("[ADR-{number:04}]({name})"),
            Dialect::Madr2 => format!("[ADR-{number:04}. {title}]({name})"),
            Dialect::Table => format!("[{number:04}]({name})"),
            Dialect::Log4brains => format!("[{}]({name})", name.trim_end_matches(".md")),
            Dialect::Bold => format!("ADR-{number:04} {title}"),
            Dialect::Line => format!("[{title}]({name})"),
            Dialect::Changelog => format!("ADR {number:03}"),
            Dialect::Madr => format!("ADR-{number:04}"),
            Dialect::Toml => format!("ADR {number}"),
        }
    }

    /// A record's relations as phrases and what they lead to, the supersession of itself left out.
    fn relations(&self, at: usize) -> Vec<(String, String, String)> {
        let record = &self.records[at];
        let stated = record.relations.iter().filter(|(verb, _)| *verb != Verb::SupersededBy);
        let others =
            stated.map(|(verb, to)| (verb.phrase().to_owned(), verb.key(), self.reference(*to)));
        let satisfies = record.satisfies.iter().map(|requirement| {
            let id = format!("REQ-{:03}", requirement + 1);
            ("Satisfies".to_owned(), "satisfies".to_owned(), id)
        });
        others.chain(satisfies).collect()
    }

    /// A relation as it is stated: the line, or its part, that holds the reference.
    pub(crate) fn stated(&self, verb: Verb, to: usize) -> String {
        let (phrase, key, reference) = (verb.phrase(), verb.key(), self.reference(to));
        match self.dialect {
            Dialect::Bold => format!("**{phrase}:** {reference}"),
            Dialect::Line => format!("{phrase}: {reference}"),
            Dialect::Table => format!("| {phrase} | {reference}"),
            Dialect::Madr => format!("{key}: [\"{reference}"),
            Dialect::Toml => format!("{key} = [\"{reference}"),
            _ => format!("{phrase} {reference}"),
        }
    }

    fn successor(&self, at: usize) -> Option<usize> {
        let mut relations = self.records[at].relations.iter();
        relations.find(|(verb, _)| *verb == Verb::SupersededBy).map(|(_, to)| *to)
    }

    fn page(&self, at: usize) -> String {
        self.page_with(at, &body(self.dialect, &self.records[at].prose))
    }

    /// A record's page with other sections between its head and its links.
    pub(crate) fn page_with(&self, at: usize, body: &str) -> String {
        format!("{}{body}{}", self.head(at), self.foot(at))
    }

    /// Title, status, date and, where the dialect has them there, relations.
    fn head(&self, at: usize) -> String {
        let record = &self.records[at];
        let (number, title, date) = (at + 1, &record.title, &record.date);
        let successor = self.successor(at).map(|to| self.reference(to));
        let word = capital(record.status);
        let status = successor.as_ref().map_or(word.clone(), |to| format!("Superseded by {to}"));
        let small =
            successor.as_ref().map_or(record.status.to_owned(), |to| format!("superseded by {to}"));
        let relations = self.relations(at);
        let list = |line: &dyn Fn(&(String, String, String)) -> String| -> String {
            relations.iter().map(line).collect()
        };
        match self.dialect {
            Dialect::Nygard => format!(
                "# {number}. {title}\n\nDate: {date}\n\n## Status\n\n{status}\n\n{}",
                list(&|(phrase, _, to)| format!("{phrase} {to}\n\n"))
            ),
            Dialect::Changelog => format!(
                "# ADR {number:03}: {title}\n\n## Changelog\n\n- {date}: Initial draft\n\n## Status\n\n{status}\n\n{}",
                list(&|(phrase, _, to)| format!("{phrase} {to}\n\n"))
            ),
            Dialect::Template => format!(
                "# ADR-{number:04}: {title}\n\n## Status\n\n{word}\n\nDate: {date}\n\n{}{}\n",
                successor.map_or(String::new(), |to| format!("- Superseded by {to}\n")),
                list(&|(phrase, _, to)| format!("- {phrase} {to}\n"))
            ),
            Dialect::Bold => format!(
                "# ADR-{number:04} — {title}\n\n**Status:** {status}  \n**Date:** {date}  \n{}\n---\n\n",
                list(&|(phrase, _, to)| format!("**{phrase}:** {to}  \n"))
            ),
            Dialect::Line => format!(
                "# {number} - {title}\n\nStatus: {status}\nDate: {date}\n{}\n",
                list(&|(phrase, _, to)| format!("{phrase}: {to}\n"))
            ),
            Dialect::Table => format!(
                "# {title}\n\n| | |\n|---|---|\n| Date | {date} |\n| Status | {word} |\n{}{}\n",
                successor.map_or(String::new(), |to| format!("| Superseded by | {to} |\n")),
                list(&|(phrase, _, to)| format!("| {phrase} | {to} |\n"))
            ),
            Dialect::Madr => format!(
                "---\nstatus: \"{small}\"\ndate: {date}\n{}---\n\n# {title}\n\n",
                keyed(&relations, "key: [values]")
            ),
            Dialect::Toml => format!(
                "+++\nstatus = \"{word}\"\ndate = {date}\n{}{}+++\n\n# {title}\n\n",
                successor.map_or(String::new(), |to| format!("superseded-by = [\"{to}\"]\n")),
                keyed(&relations, "key = [values]")
            ),
            Dialect::Madr2 => {
                format!("# {title}\n\n* Status: {small}\n* Deciders: Ann, Ben\n* Date: {date}\n\n")
            }
            Dialect::Log4brains => format!("# {title}\n\n- Status: {small}\n- Date: {date}\n\n"),
        }
    }

    /// The section of links, where the dialect has one.
    fn foot(&self, at: usize) -> String {
        let relations = self.relations(at);
        let bullet = match self.dialect {
            Dialect::Madr2 => '*',
            Dialect::Log4brains => '-',
            _ => return String::new(),
        };
        if relations.is_empty() {
            return String::new();
        }
        let lines: Vec<String> =
            relations.iter().map(|(phrase, _, to)| format!("{bullet} {phrase} {to}\n")).collect();
        format!("\n## Links\n\n{}", lines.concat())
    }

    /// The path of a module by its place in [`Story::modules`].
    pub(crate) fn module_path(at: usize) -> String {
        format!("modules/{}.md", WORDS[at % WORDS.len()].to_lowercase())
    }

    fn module(&self, at: usize, governor: usize) -> (String, String) {
        let word = WORDS[at % WORDS.len()].to_lowercase();
        let link = format!("[the decision](../adr/{})", self.name(governor));
        let text = format!(
            "# Module: {word}\n\n- Governed by {link}\n\n## Purpose\n\nOne thing.\n\n## Public API\n\n- `run`: does it.\n\n\
             ## Dependencies\n\n### Internal\n\nNone.\n\n### External\n\nNone.\n\n## Error Handling\n\nErrors are returned.\n\n\
             ## Testing Strategy\n\n### Unit\n\nEach function.\n\n### Integration\n\nThe command.\n\n### Property-based\n\nNone.\n"
        );
        (Self::module_path(at), text)
    }
}

/// Relations as keys of front matter; several of one kind share a key.
fn keyed(relations: &[(String, String, String)], form: &str) -> String {
    let mut keys: Vec<&str> = relations.iter().map(|(_, key, _)| key.as_str()).collect();
    keys.dedup();
    let lines = keys.into_iter().map(|key| {
        let own = relations.iter().filter(|(_, other, _)| other == key);
        let values: Vec<String> = own.map(|(_, _, to)| format!("\"{to}\"")).collect();
        let line = form.replace("values", &values.join(", ")).replace("key", key);
        format!("{line}\n")
    });
    lines.collect()
}

fn body(dialect: Dialect, prose: &[String]) -> String {
    let context = prose.join("\n\n");
    match dialect {
        Dialect::Madr => format!(
            "## Context and Problem Statement\n\n{context}\n\n## Considered Options\n\n* This\n* Nothing\n\n\
             ## Decision Outcome\n\nChosen option: \"This\", because it is enough.\n\n### Consequences\n\n\
             * Good, because it is simple.\n* Bad, because it is work.\n"
        ),
        Dialect::Template => format!(
            "## Context\n\n{context}\n\n## Decision\n\nWe do it, because it is enough.\n\n## Consequences\n\n\
             ### Positive\n\n- It is simple.\n\n### Negative\n\n- It is work.\n\n### Risks\n\n\
             - It takes long: we begin with a part.\n\n## Alternatives Considered\n\n### Leave it\n\n\
             Nothing changes. Rejected, because the complaint stays.\n"
        ),
        _ => format!(
            "## Context\n\n{context}\n\n## Decision\n\nWe do it, because it is enough.\n\n## Consequences\n\n\
             It is simple, and it is work.\n"
        ),
    }
}

fn requirement(number: usize) -> String {
    format!(
        "## REQ-{number:03}: Need {number}\n\n### Status\n\nAccepted\n\nIt must hold.\n\n### Rationale\n\nPeople ask for it.\n\n\
         ### Verification\n\nA test.\n"
    )
}

pub(crate) fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

const WORDS: [&str; 12] = [
    "Log", "Cache", "Disk", "Queue", "Session", "Page", "Worker", "Index", "Socket", "Token",
    "Backup", "Mirror",
];

/// What chance says of one record: status, successor or not, whom it amends and rests on, what it satisfies.
type Chances = (u8, bool, Option<prop::sample::Index>, Option<prop::sample::Index>, bool);

/// Any story. Nothing in it is broken: what is in force rests on what is in force, and both ends of a supersession
/// state it.
pub(crate) fn story() -> impl Strategy<Value = Story> {
    let dialect = prop::sample::select(Dialect::ALL.to_vec());
    let index = || proptest::option::of(any::<prop::sample::Index>());
    let chances =
        proptest::collection::vec((0u8..6, any::<bool>(), index(), index(), any::<bool>()), 2..9);
    (dialect, chances, 0usize..3, 0usize..3).prop_map(
        |(dialect, chances, modules, requirements)| {
            let mut story =
                Story { dialect, records: Vec::new(), modules: Vec::new(), requirements };
            story.records = (0..chances.len()).map(record).collect();
            connect(&mut story, &chances);
            let governor = story.records.iter().position(Record::is_in_force);
            story.modules = governor.into_iter().flat_map(|at| vec![at; modules]).collect();
            story
        },
    )
}

pub(crate) fn record(at: usize) -> Record {
    let (first, second) = (WORDS[at % WORDS.len()], WORDS[(at * 5 + 3) % WORDS.len()]);
    Record {
        title: format!("Keep one {} for each {}", first.to_lowercase(), second.to_lowercase()),
        status: "accepted",
        date: format!("2024-{:02}-{:02}", at % 12 + 1, at + 10),
        relations: Vec::new(),
        satisfies: Vec::new(),
        prose: vec!["Restarts happen every day, and people notice.".to_owned()],
    }
}

fn connect(story: &mut Story, chances: &[Chances]) {
    for (at, (status, supersedes, ..)) in chances.iter().enumerate() {
        story.records[at].status = match status {
            0 => "proposed",
            1 => "rejected",
            2 => "deprecated",
            _ => "accepted",
        };
        if at > 0 && *supersedes && story.records[at].is_in_force() {
            let old = (0..at).find(|old| story.records[*old].is_in_force());
            if let Some(old) = old {
                story.records[old].status = "superseded";
                story.records[old].relations.push((Verb::SupersededBy, at));
                story.records[at].relations.push((Verb::Supersedes, old));
            }
        }
    }
    for (at, (_, _, amends, depends, satisfies)) in chances.iter().enumerate() {
        if !story.records[at].is_in_force() {
            continue;
        }
        let live: Vec<usize> = (0..at).filter(|to| story.records[*to].is_in_force()).collect();
        for (verb, index) in [(Verb::Amends, amends), (Verb::DependsOn, depends)] {
            if let Some(index) = index.filter(|_| !live.is_empty()) {
                let to = live[index.index(live.len())];
                story.records[at].relations.push((verb, to));
            }
        }
        if *satisfies && story.requirements > 0 {
            story.records[at].satisfies.push(at % story.requirements);
        }
    }
}
