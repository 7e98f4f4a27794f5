//! The commands and their options, as clap sees them, and the way from a command to what came of it.

pub mod build;
pub mod check;
pub mod explain;
pub mod graph;
pub mod levels;
pub mod list;
pub mod output;
pub mod preprocess;
#[cfg(feature = "site")]
pub mod progress;
pub mod template;
pub mod trouble;

use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand, ValueEnum};

use crate::book::{self, Library, LoadError};
use crate::report::Verdict;
use crate::rules;
use levels::Levels;

/// Checks and connects the architecture documents of an mdBook: decisions, module designs and requirements.
///
/// Without a command it is an mdBook preprocessor: it reads mdBook's request on standard input.
#[derive(Debug, Parser)]
#[command(name = "mdbook-adr", version, disable_help_subcommand = true, after_help = EXIT_STATUS)]
pub struct Cli {
    /// What to do; nothing means to be a preprocessor.
    #[command(subcommand)]
    pub command: Option<Command>,
}

const EXIT_STATUS: &str =
    "Exit status: 0 no finding at deny level, 1 at least one, 2 could not check";

/// What there is to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Checks all rules and prints the findings
    Check {
        /// A book's root, or any folder
        #[arg(default_value = ".")]
        dir: PathBuf,
        /// How the findings are printed
        #[arg(long, value_enum, default_value_t)]
        format: CheckFormat,
        /// Levels of rules.
        #[command(flatten)]
        levels: Levels,
    },
    /// Prints what was read, and how
    List {
        /// A book's root, or any folder
        #[arg(default_value = ".")]
        dir: PathBuf,
        /// How the documents are printed
        #[arg(long, value_enum, default_value_t)]
        format: ListFormat,
        /// Levels of rules.
        #[command(flatten)]
        levels: Levels,
    },
    /// Prints a diagram of what is related to what
    Graph {
        /// A book's root, or any folder
        #[arg(default_value = ".")]
        dir: PathBuf,
        /// How the diagram is printed
        #[arg(long, value_enum, default_value_t)]
        format: GraphFormat,
        /// What the diagram is of
        #[arg(long, value_enum, default_value_t)]
        scope: GraphScope,
    },
    /// Publishes the site, with mdBook embedded, and prints the path of its first page
    Build {
        /// A book's root, or any folder
        #[arg(default_value = ".")]
        dir: PathBuf,
        /// Where the site goes
        #[arg(long, value_name = "FOLDER")]
        dest: Option<PathBuf>,
        /// Opens the first page in the browser
        #[arg(long)]
        open: bool,
        /// Levels of rules.
        #[command(flatten)]
        levels: Levels,
    },
    /// Prints the page of a rule, or the list of all rules
    Explain {
        /// The rule's name
        rule: Option<String>,
    },
    /// Prints the blank template of a kind of document
    Template {
        /// decision, module or requirement
        kind: String,
        /// Somebody else's way of writing it
        #[arg(long, default_value = crate::dialect::blank::OWN)]
        dialect: String,
    },
    /// Says by its exit status whether a renderer of mdBook is supported
    Supports {
        /// The renderer's name
        renderer: String,
    },
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum CheckFormat {
    /// With the text, for people
    #[default]
    Human,
    /// One line for each finding
    Short,
    /// One JSON object
    Json,
    /// Annotations for GitHub
    Github,
}

/// How documents are printed.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum ListFormat {
    /// Aligned columns
    #[default]
    Table,
    /// One JSON object
    Json,
}

/// How a diagram is printed.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum GraphFormat {
    /// A picture with links
    #[default]
    Svg,
    /// For Graphviz
    Dot,
    /// For Mermaid
    Mermaid,
}

/// What a diagram is of.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum GraphScope {
    /// Every relation, except plain mentions
    #[default]
    All,
    /// What took the place of what
    Supersession,
    /// Which module depends on which
    Modules,
    /// From requirements to decisions to modules
    Traceability,
}

/// Loads what lies below `dir`, for a command that does all its work in this thread and those that it starts.
fn load(dir: &Path) -> Result<Library, LoadError> {
    let found = book::find(dir)?;
    work_in_this_thread();
    found.read(&rules::names())
}

/// Makes this thread one of the pool: what it hands out starts without waking another, and what it frees is used again. So
/// no other thread may hand work to the pool, which on one processor nobody would take; and a command that waits for its
/// input does better with a pool of its own. Where the pool cannot be built, the first that needs it says why.
///
/// To be called when there is work: a thread that has gone to sleep again wakes, on many virtual machines, on the processor
/// that this thread runs on, and the two share it for some milliseconds.
fn work_in_this_thread() {
    rayon::ThreadPoolBuilder::new().use_current_thread().build_global().ok();
}

/// Does what was asked. An error means that it could not be done: exit status 2.
pub fn run(cli: Cli) -> anyhow::Result<Verdict> {
    match cli.command {
        None => preprocess::run(),
        Some(Command::Supports { renderer }) => Ok(preprocess::supports(&renderer)),
        Some(Command::Check { dir, format, levels }) => check::run(&dir, format, &levels),
        Some(Command::List { dir, format, levels }) => list::run(&dir, format, &levels),
        Some(Command::Graph { dir, format, scope }) => graph::run(&dir, format, scope),
        Some(Command::Build { dir, dest, open, levels }) => {
            build::run(&dir, dest.as_deref(), open, &levels)
        }
        Some(Command::Explain { rule }) => explain::run(rule.as_deref()),
        Some(Command::Template { kind, dialect }) => template::run(&kind, &dialect),
    }
}
