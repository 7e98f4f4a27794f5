//! What `book.toml` says: where the book's sources are, and `[preprocessor.adr]`, every value with its span.

mod chains;
mod kinds;
mod value;
mod words;

use std::collections::BTreeSet;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::finding::Level;
use crate::marker::Names;
use crate::source::{FileId, Span, Spanned};
use crate::vocabulary::Statement;
pub use chains::{Chain, Way};
pub use kinds::KindConfig;
use value::{Key, Value, entries, string_at, table_at, unknown};
pub use words::{IN_FORCE, SectionConfig, StatusConfig};

/// Whether a supersession must be stated by both of its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LinkPolicy {
    /// Each end states it.
    #[default]
    BothSides,
    /// One declaration is enough; the inverse is derived.
    EitherSide,
}

/// The configuration of one book. A bare folder has the default one.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// `book.toml`, where there is one.
    pub file: Option<FileId>,
    /// `book.src`, relative to the book's root; `src` where it is not given.
    pub src: Option<String>,
    /// The pages of `[output.html.redirect]`, which mdBook makes: paths in the book, with `.html`, without a slash in front.
    pub redirects: BTreeSet<String>,
    /// Levels by the rule's name.
    pub levels: Vec<(Spanned<String>, Level)>,
    /// `links`.
    pub links: LinkPolicy,
    /// `kinds`.
    pub kinds: Vec<KindConfig>,
    /// `statuses`.
    pub statuses: Vec<StatusConfig>,
    /// Phrases for relations, lower case.
    pub relations: Vec<(Spanned<String>, Statement)>,
    /// `section-names`.
    pub sections: Vec<SectionConfig>,
    /// `chains`.
    pub chains: Vec<Chain>,
}

/// What is wrong with a `book.toml`, with its place. Not a finding: nothing can be checked with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// What is wrong, as a fragment.
    pub message: String,
    /// The bytes that are.
    pub range: Range<usize>,
    /// What to write instead.
    pub help: Option<String>,
}

impl Config {
    /// What markers may name.
    pub fn names(&self) -> Names<'_> {
        let kinds = self.kinds.iter().map(|kind| kind.kind.clone()).collect();
        Names { kinds, statuses: self.status_names() }
    }
}

type Result<T> = std::result::Result<T, ConfigError>;

/// Keys of a preprocessor's table that belong to mdBook itself.
const MDBOOK_KEYS: [&str; 6] = ["command", "before", "after", "optional", "renderer", "renderers"];
const KEYS: [&str; 7] =
    ["links", "levels", "kinds", "statuses", "relations", "section-names", "chains"];

/// Reads a `book.toml`. `rules` are the names that `levels` may use.
pub fn read(text: &str, file: FileId, rules: &[&'static str]) -> Result<Config> {
    let root = DeTable::parse(text).map_err(|error| ConfigError {
        message: format!("not TOML: {}", error.message()),
        range: error.span().unwrap_or(0..0),
        help: None,
    })?;
    let root = root.get_ref();
    let mut config = Config { file: Some(file), ..Config::default() };
    if let Some(book) = table_at(root, "book")? {
        config.src = string_at(book, "src")?;
    }
    config.redirects = redirects(root);
    if let Some(preprocessors) = table_at(root, "preprocessor")? {
        if let Some(misnamed) = misnamed(preprocessors) {
            return Err(misnamed);
        }
        if let Some(adr) = table_at(preprocessors, "adr")? {
            read_adr(adr, file, rules, &mut config)?;
        }
    }
    Ok(config)
}

/// `[preprocessor.mdbook-adr]` with settings: mdBook runs the program under any name, which finds its settings under one.
fn misnamed(preprocessors: &DeTable<'_>) -> Option<ConfigError> {
    let runs_this = |table: &DeTable<'_>| {
        let command = string_at(table, "command").ok().flatten().unwrap_or_default();
        let program = command.split_whitespace().next().unwrap_or("");
        program.rsplit(['/', '\\']).next().unwrap_or("").trim_end_matches(".exe") == "mdbook-adr"
    };
    preprocessors.iter().filter(|(name, _)| name.get_ref() != "adr").find_map(|(name, table)| {
        let table = table.get_ref().as_table().filter(|table| runs_this(table))?;
        let (key, _) = table.iter().find(|(key, _)| KEYS.contains(&key.get_ref().as_ref()))?;
        Some(ConfigError {
            message: format!("`{}` is read from `[preprocessor.adr]` only", key.get_ref()),
            range: key.span(),
            help: Some(format!("call the table `adr`, and not `{}`", name.get_ref())),
        })
    })
}

/// What is wrong in the renderer's own table is for mdBook to say.
fn redirects(root: &DeTable<'_>) -> BTreeSet<String> {
    let mut table = root;
    for key in ["output", "html", "redirect"] {
        let Ok(Some(inner)) = table_at(table, key) else { return BTreeSet::new() };
        table = inner;
    }
    let pages = table.iter().map(|(page, _)| page.get_ref().trim_start_matches('/').to_owned());
    pages.collect()
}

fn read_adr(
    adr: &DeTable<'_>,
    file: FileId,
    rules: &[&'static str],
    config: &mut Config,
) -> Result<()> {
    // These two name what other tables add.
    let (mut sections, mut chains) = (None, None);
    for (key, value) in adr {
        let name: &str = key.get_ref();
        match name {
            "links" => config.links = read_links(value)?,
            "levels" => {
                for (rule, value) in entries(value, "levels")? {
                    config.levels.push(read_level(rule, value, file, rules)?);
                }
            }
            "kinds" => config.kinds = kinds::kinds(value, file)?,
            "statuses" => config.statuses = words::statuses(value, file)?,
            "relations" => config.relations = words::relations(value, file)?,
            "section-names" => sections = Some(value),
            "chains" => chains = Some(value),
            _ if MDBOOK_KEYS.contains(&name) => {}
            _ => return Err(unknown("key", key, &KEYS)),
        }
    }
    if let Some(value) = sections {
        let asked = config.kinds.iter().flat_map(|kind| &kind.sections);
        let asked: Vec<&str> = asked.map(|section| section.value.as_str()).collect();
        config.sections = words::sections(value, &asked, file)?;
    }
    if let Some(value) = chains {
        config.chains = chains::chains(value, config, file)?;
    }
    Ok(())
}

fn read_links(value: &Value<'_>) -> Result<LinkPolicy> {
    match value.get_ref() {
        DeValue::String(text) if text == "both-sides" => Ok(LinkPolicy::BothSides),
        DeValue::String(text) if text == "either-side" => Ok(LinkPolicy::EitherSide),
        _ => Err(ConfigError {
            message: "`links` is neither \"both-sides\" nor \"either-side\"".to_owned(),
            range: value.span(),
            help: Some("write `links = \"both-sides\"` or `links = \"either-side\"`".to_owned()),
        }),
    }
}

fn read_level(
    rule: &Key<'_>,
    value: &Value<'_>,
    file: FileId,
    rules: &[&'static str],
) -> Result<(Spanned<String>, Level)> {
    let name: &str = rule.get_ref();
    if !rules.contains(&name) {
        return Err(unknown("rule", rule, rules));
    }
    let level = match value.get_ref() {
        DeValue::String(word) => Level::from_word(word),
        _ => None,
    };
    let Some(level) = level else {
        return Err(ConfigError {
            message: format!("the level of `{name}` is none of \"allow\", \"warn\", \"deny\""),
            range: value.span(),
            help: Some(format!("write `{name} = \"warn\"`")),
        });
    };
    Ok((Spanned::new(name.to_owned(), Span::new(file, rule.span())), level))
}

/// The known word that `word` is most likely a slip of, or none that is near enough.
pub fn nearest<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    // Long words would cost a quadratic comparison and are no slips.
    if word.len() > 80 {
        return None;
    }
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        // Of a script with a word in two characters, one in common says nothing.
        .filter(|(distance, candidate)| {
            let most = candidate.chars().count() / 4;
            *distance <= most + usize::from(candidate.is_ascii())
        })
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests;
