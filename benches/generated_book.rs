//! A book of decisions, modules and requirements, the same for the same size: what the benches read.
//!
//! Decisions have about 5 KB and 2 to 6 links; there are a tenth as many modules, and as many requirements. No rule
//! finds anything in it, so that a run measures reading and checking, and not the printing of findings.

#![expect(clippy::format_push_string, reason = "it need not be fast, and so it is easier to read")]

use std::fmt::Write as _;

use super::words::{Numbers, prose, sentence, title};

/// How the decisions are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// The project's own template.
    Template,
    /// adr-tools', which other tools read as well.
    Nygard,
}

/// A decision before it is written.
#[derive(Debug, Clone)]
pub(crate) struct Decision {
    /// The number in the file's name.
    number: usize,
    /// The number in the heading.
    pub(crate) heading: usize,
    /// Its title, without a number.
    pub(crate) title: String,
    /// What stands under `Status`; no section where there is none.
    pub(crate) status: Option<String>,
    /// Its date as written.
    pub(crate) date: Option<String>,
    /// Lines of relation.
    pub(crate) relations: Vec<String>,
    /// The text of its first section; no section where there is none.
    pub(crate) context: Option<String>,
    /// Whether the summary names it.
    pub(crate) listed: bool,
    slug: String,
}

/// A module before it is written.
#[derive(Debug, Clone)]
pub(crate) struct Module {
    /// Its name, also its file's.
    pub(crate) name: String,
    /// Lines of relation under its title.
    relations: Vec<String>,
    /// The modules that it depends on.
    pub(crate) dependencies: Vec<String>,
}

/// A book before it is written.
#[derive(Debug, Clone)]
pub(crate) struct Book {
    /// How the decisions are written.
    pub(crate) dialect: Dialect,
    /// In the order of their numbers.
    pub(crate) decisions: Vec<Decision>,
    /// In no particular order.
    pub(crate) modules: Vec<Module>,
}

const DECISION_BYTES: usize = 5_000;
const REQUIREMENTS_PER_PAGE: usize = 20;

impl Decision {
    /// The name of its file.
    pub(crate) fn file(&self) -> String {
        format!("{:04}-{}.md", self.number, self.slug)
    }

    /// A link to it from its own folder.
    pub(crate) fn link(&self, dialect: Dialect) -> String {
        format!("[{}]({})", self.name(dialect), self.file())
    }

    /// A new decision of that number and title, accepted, without relations.
    pub(crate) fn new(number: usize, title: String) -> Self {
        let date = format!(
            "20{:02}-{:02}-{:02}",
            10 + number / 700,
            1 + number / 28 % 12,
            1 + number % 28
        );
        Self {
            number,
            heading: number,
            slug: title.to_lowercase().replace(' ', "-"),
            title,
            status: Some("Accepted".to_owned()),
            date: Some(date),
            relations: Vec::new(),
            context: Some(prose(&mut Numbers::new(number as u64), 1_600)),
            listed: true,
        }
    }

    fn name(&self, dialect: Dialect) -> String {
        match dialect {
            Dialect::Template => format!("ADR-{:04}: {}", self.heading, self.title),
            Dialect::Nygard => format!("{}. {}", self.heading, self.title),
        }
    }

    fn text(&self, dialect: Dialect) -> String {
        let numbers = &mut Numbers::new(self.number as u64 + 1_000_000);
        let mut text = format!("# {}\n", self.name(dialect));
        let date = self.date.as_ref().map_or(String::new(), |date| format!("\nDate: {date}\n"));
        if dialect == Dialect::Nygard {
            text += &date;
        }
        if let Some(status) = &self.status {
            write!(text, "\n## Status\n\n{status}\n").expect("a string takes everything");
        }
        if dialect == Dialect::Template {
            text += &date;
        }
        if !self.relations.is_empty() {
            text += &format!("\n{}", bullets(&self.relations));
        }
        if let Some(context) = &self.context {
            text += &format!("\n## Context\n\n{context}");
        }
        let reason = sentence(numbers);
        let decision = prose(numbers, 1_000);
        text += &format!(
            "\n## Decision\n\nWe do this because it can be undone in a day. {reason}\n\n{decision}"
        );
        text += &format!(
            "\n```toml\n[{}]\nlimit = {}\nretries = 3\n```\n",
            self.slug,
            numbers.below(500)
        );
        text + &consequences(dialect, numbers, DECISION_BYTES)
    }
}

fn bullets(lines: &[String]) -> String {
    lines.iter().fold(String::new(), |text, line| text + "- " + line + "\n")
}

fn consequences(dialect: Dialect, numbers: &mut Numbers, bytes: usize) -> String {
    let mut claims =
        |count: usize| bullets(&(0..count).map(|_| sentence(numbers)).collect::<Vec<_>>());
    let (good, bad) = (claims(4), claims(3));
    match dialect {
        Dialect::Nygard => {
            let rest = prose(numbers, bytes.saturating_sub(3_900));
            format!("\n## Consequences\n\n{good}{bad}\n{rest}")
        }
        Dialect::Template => {
            let risk = sentence(numbers);
            let (one, two) = (prose(numbers, 420), prose(numbers, 420));
            format!(
                "\n## Consequences\n\n### Positive\n\n{good}\n### Negative\n\n{bad}\n### Risks\n\n\
                 - Nobody notices that it stopped: an alert counts what comes out. {risk}\n\n\
                 ## Alternatives Considered\n\n### Do nothing\n\n{one}\nRejected because the trouble grows.\n\n\
                 ### Buy it\n\n{two}\nRejected because it would have to run in our own rooms.\n"
            )
        }
    }
}

impl Module {
    /// A link to it from its own folder.
    pub(crate) fn link(&self) -> String {
        format!("[{0}]({0}.md)", self.name)
    }

    fn text(&self, numbers: &mut Numbers) -> String {
        format!(
            "# Module: {}\n\n{}\n## Purpose\n\n{}\n## Public API\n\n```rust,ignore\npub fn read(id: u64) -> \
             Result<Entry, Error>;\npub fn write(entry: &Entry) -> Result<(), Error>;\n```\n\n## Dependencies\n\n\
             ### Internal\n\n{}\n### External\n\n- serde\n\n## Error Handling\n\n{}\n## Testing Strategy\n\n\
             ### Unit\n\n{}\n### Integration\n\n{}\n### Property-based\n\n{}",
            self.name,
            bullets(&self.relations),
            prose(numbers, 600),
            if self.dependencies.is_empty() {
                "None.\n".to_owned()
            } else {
                bullets(&self.dependencies)
            },
            prose(numbers, 400),
            prose(numbers, 200),
            prose(numbers, 200),
            prose(numbers, 200),
        )
    }
}

impl Book {
    /// A book of so many decisions.
    pub(crate) fn new(decisions: usize, dialect: Dialect) -> Self {
        let mut book = Self { dialect, decisions: Vec::new(), modules: Vec::new() };
        for number in 1..=decisions {
            book.decide(number, decisions);
        }
        for at in 0..decisions.div_ceil(10) {
            book.design(at);
        }
        book
    }

    fn decide(&mut self, number: usize, count: usize) {
        let numbers = &mut Numbers::new(number as u64);
        let mut own = Decision::new(number, title(number));
        let (dialect, cluster) = (self.dialect, (number - 1) / 10);
        match number % 10 {
            3 if number + 4 <= count => {
                let next = Decision::new(number + 4, title(number + 4));
                own.status = Some(format!("Superseded by {}", next.link(dialect)));
            }
            7 => own
                .relations
                .push(format!("Supersedes {}", self.decisions[number - 5].link(dialect))),
            9 if number > count / 2 => own.status = Some("Proposed".to_owned()),
            5 if cluster.is_multiple_of(5) => own.status = Some("Deprecated".to_owned()),
            _ => {}
        }
        own.relations.push(format!("Satisfies {}", requirement_link(cluster)));
        // A module must not rest on what is not in force.
        if own.status.as_deref() == Some("Accepted") {
            let module = format!("[module part-{cluster}](../modules/part-{cluster}.md)");
            own.relations.push(format!("Governs {module}"));
        } else if let Some(first) = self.decisions.get(cluster * 10) {
            own.relations.push(format!("Relates to {}", first.link(dialect)));
        }
        for at in 0..numbers.below(4) {
            // The first of each ten stays in force, so that others may rest on it.
            let Some(older) = cluster.checked_sub(1 + numbers.below(12)) else { continue };
            let link = self.decisions[older * 10].link(dialect);
            match at {
                0 => own.relations.push(format!("Depends on {link}")),
                1 => own.relations.push(format!("Relates to {link}")),
                _ => own.say(&format!("Compare {link} and what it says of load.")),
            }
        }
        self.decisions.push(own);
    }

    fn design(&mut self, at: usize) {
        let numbers = &mut Numbers::new(at as u64 + 2_000_000);
        let decision = &self.decisions[at * 10];
        let link = format!("[{}](../decisions/{})", decision.name(self.dialect), decision.file());
        let dependencies = (0..3)
            .filter_map(|_| at.checked_sub(1 + numbers.below(20)))
            .collect::<std::collections::BTreeSet<_>>();
        self.modules.push(Module {
            name: format!("part-{at}"),
            relations: vec![
                format!("Governed by {link}"),
                format!("Satisfies {}", requirement_link(at)),
            ],
            dependencies: dependencies
                .into_iter()
                .map(|other| self.modules[other].link())
                .collect(),
        });
    }

    /// Every file of the book, by its path below the book's root.
    pub(crate) fn files(&self) -> Vec<(String, String)> {
        let mut files = vec![
            ("book.toml".to_owned(), "[book]\ntitle = \"Generated\"\n".to_owned()),
            ("src/SUMMARY.md".to_owned(), self.summary()),
            (
                "src/README.md".to_owned(),
                "# A generated book\n\nIt holds decisions, modules and requirements.\n".to_owned(),
            ),
        ];
        let decisions = self.decisions.iter();
        files.extend(
            decisions.map(|own| (format!("src/decisions/{}", own.file()), own.text(self.dialect))),
        );
        files.extend(self.modules.iter().enumerate().map(|(at, module)| {
            let numbers = &mut Numbers::new(at as u64 + 3_000_000);
            (format!("src/modules/{}.md", module.name), module.text(numbers))
        }));
        files
            .extend((0..self.requirement_pages()).map(|page| {
                (format!("src/requirements/group-{page}.md"), self.requirements(page))
            }));
        files
    }

    fn requirement_pages(&self) -> usize {
        self.modules.len().div_ceil(REQUIREMENTS_PER_PAGE)
    }

    fn requirements(&self, page: usize) -> String {
        let first = page * REQUIREMENTS_PER_PAGE;
        let last = (first + REQUIREMENTS_PER_PAGE).min(self.modules.len());
        let mut text = "# What the parts must do\n".to_owned();
        for at in first..last {
            let rationale = prose(&mut Numbers::new(at as u64 + 4_000_000), 300);
            text += &format!(
                "\n## {}\n\nThe system must answer within {at} seconds.\n\n### Status\n\nAccepted\n\n\
                 ### Rationale\n\n{rationale}\n### Verification\n\nA test measures it.\n",
                requirement_name(at)
            );
        }
        text
    }

    fn summary(&self) -> String {
        let mut text = "# Summary\n\n[Introduction](README.md)\n\n# Decisions\n\n".to_owned();
        for own in self.decisions.iter().filter(|own| own.listed) {
            text += &format!("- [{}](decisions/{})\n", own.name(self.dialect), own.file());
        }
        text += "\n# Modules\n\n";
        for module in &self.modules {
            text += &format!("- [Module {0}](modules/{0}.md)\n", module.name);
        }
        text += "\n# Requirements\n\n";
        for page in 0..self.requirement_pages() {
            text += &format!("- [Requirements {page}](requirements/group-{page}.md)\n");
        }
        text
    }
}

impl Decision {
    /// Adds a paragraph to its first section.
    pub(crate) fn say(&mut self, paragraph: &str) {
        if let Some(context) = &mut self.context {
            *context += &format!("\n{paragraph}\n");
        }
    }
}

fn requirement_name(at: usize) -> String {
    format!("REQ-{:03}: Answer the question of group {at} in time", at + 1)
}

fn requirement_link(at: usize) -> String {
    let fragment = requirement_name(at).to_lowercase().replace(':', "").replace(' ', "-");
    format!(
        "[REQ-{:03}](../requirements/group-{}.md#{fragment})",
        at + 1,
        at / REQUIREMENTS_PER_PAGE
    )
}
