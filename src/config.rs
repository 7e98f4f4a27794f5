//! What `book.toml` says: where the book's sources are, and `[preprocessor.adr]`, every value with its span.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::finding::Level;
use crate::source::{FileId, Span, Spanned};
use crate::vocabulary::{Kind, Statement, Status};

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
    /// Levels by the rule's name.
    pub levels: Vec<(Spanned<String>, Level)>,
    /// `links`.
    pub links: LinkPolicy,
    /// `kinds`.
    pub kinds: Vec<KindConfig>,
    /// Words for statuses, lower case. A name that is no known status means [`Status::Other`].
    pub statuses: Vec<(Spanned<String>, Status)>,
    /// Phrases for relations, lower case.
    pub relations: Vec<(Spanned<String>, Statement)>,
}

/// What the configuration says of one kind.
#[derive(Debug, Clone)]
pub struct KindConfig {
    /// The kind.
    pub kind: Kind,
    /// Where it is named.
    pub span: Span,
    /// Globs relative to `src`; evidence that is enough by itself.
    pub paths: Vec<Spanned<String>>,
    /// What ids of the kind start with.
    pub prefix: Option<Spanned<String>>,
    /// Sections that a document of the kind must have.
    pub sections: Vec<Spanned<String>>,
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

type Result<T> = std::result::Result<T, ConfigError>;

/// Keys of a preprocessor's table that belong to mdBook itself.
const MDBOOK_KEYS: [&str; 6] = ["command", "before", "after", "optional", "renderer", "renderers"];
const KEYS: [&str; 5] = ["links", "levels", "kinds", "statuses", "relations"];
const KIND_KEYS: [&str; 3] = ["paths", "prefix", "sections"];

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
    if let Some(preprocessors) = table_at(root, "preprocessor")?
        && let Some(adr) = table_at(preprocessors, "adr")?
    {
        read_adr(adr, file, rules, &mut config)?;
    }
    Ok(config)
}

fn read_adr(
    adr: &DeTable<'_>,
    file: FileId,
    rules: &[&'static str],
    config: &mut Config,
) -> Result<()> {
    for (key, value) in adr {
        let name: &str = key.get_ref();
        match name {
            "links" => config.links = read_links(value)?,
            "levels" => {
                for (rule, value) in entries(value, "levels")? {
                    config.levels.push(read_level(rule, value, file, rules)?);
                }
            }
            "kinds" => {
                for (name, value) in entries(value, "kinds")? {
                    config.kinds.push(read_kind(name, value, file)?);
                }
            }
            "statuses" => {
                for (name, value) in entries(value, "statuses")? {
                    let status = Status::from_name(name.get_ref()).unwrap_or(Status::Other);
                    let own =
                        Spanned::new(name.get_ref().to_lowercase(), Span::new(file, name.span()));
                    config.statuses.push((own, status));
                    config
                        .statuses
                        .extend(words(value, file)?.into_iter().map(|word| (word, status)));
                }
            }
            "relations" => {
                for (name, value) in entries(value, "relations")? {
                    let Some(statement) = Statement::from_name(name.get_ref()) else {
                        let known =
                            ["supersedes", "superseded-by", "depends-on", "satisfies", "governs"];
                        return Err(unknown("relation", name, &known));
                    };
                    config
                        .relations
                        .extend(words(value, file)?.into_iter().map(|word| (word, statement)));
                }
            }
            _ if MDBOOK_KEYS.contains(&name) => {}
            _ => return Err(unknown("key", key, &KEYS)),
        }
    }
    Ok(())
}

type Key<'i> = toml::Spanned<toml::de::DeString<'i>>;
type Value<'i> = toml::Spanned<DeValue<'i>>;

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

fn read_kind(name: &Key<'_>, value: &Value<'_>, file: FileId) -> Result<KindConfig> {
    let mut kind = KindConfig {
        kind: Kind::from_name(name.get_ref()),
        span: Span::new(file, name.span()),
        paths: Vec::new(),
        prefix: None,
        sections: Vec::new(),
    };
    for (key, value) in entries(value, name.get_ref())? {
        match &**key.get_ref() {
            "paths" => {
                kind.paths = strings(value, "paths", file)?;
                for path in &kind.paths {
                    globset::Glob::new(&path.value).map_err(|error| ConfigError {
                        message: format!("not a glob: {}", error.kind()),
                        range: path.span.start..path.span.end,
                        help: None,
                    })?;
                }
            }
            "prefix" => match value.get_ref() {
                DeValue::String(text) if !text.trim().is_empty() => {
                    kind.prefix =
                        Some(Spanned::new(text.trim().to_owned(), Span::new(file, value.span())));
                }
                _ => return Err(wrong_type("prefix", "a string", value)),
            },
            "sections" => kind.sections = strings(value, "sections", file)?,
            _ => return Err(unknown("key", key, &KIND_KEYS)),
        }
    }
    Ok(kind)
}

fn words(value: &Value<'_>, file: FileId) -> Result<Vec<Spanned<String>>> {
    let mut words = strings(value, "words", file)?;
    for word in &mut words {
        word.value = word.value.trim().to_lowercase();
    }
    Ok(words)
}

fn strings(value: &Value<'_>, what: &str, file: FileId) -> Result<Vec<Spanned<String>>> {
    let DeValue::Array(items) = value.get_ref() else {
        return Err(wrong_type(what, "a list of strings", value));
    };
    items
        .iter()
        .map(|item| match item.get_ref() {
            DeValue::String(text) => {
                Ok(Spanned::new(text.to_string(), Span::new(file, item.span())))
            }
            _ => Err(wrong_type(what, "a list of strings", item)),
        })
        .collect()
}

/// A table's entries in the order of the file.
fn entries<'t, 'i>(value: &'t Value<'i>, what: &str) -> Result<Vec<(&'t Key<'i>, &'t Value<'i>)>> {
    let DeValue::Table(table) = value.get_ref() else {
        return Err(wrong_type(what, "a table", value));
    };
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    Ok(entries)
}

fn table_at<'t, 'i>(table: &'t DeTable<'i>, key: &str) -> Result<Option<&'t DeTable<'i>>> {
    match table.get(key) {
        None => Ok(None),
        Some(value) => match value.get_ref() {
            DeValue::Table(table) => Ok(Some(table)),
            _ => Err(wrong_type(key, "a table", value)),
        },
    }
}

fn string_at(table: &DeTable<'_>, key: &str) -> Result<Option<String>> {
    match table.get(key) {
        None => Ok(None),
        Some(value) => match value.get_ref() {
            DeValue::String(text) => Ok(Some(text.to_string())),
            _ => Err(wrong_type(key, "a string", value)),
        },
    }
}

fn wrong_type(what: &str, expected: &str, value: &Value<'_>) -> ConfigError {
    ConfigError { message: format!("`{what}` is not {expected}"), range: value.span(), help: None }
}

fn unknown(what: &str, key: &Key<'_>, known: &[&str]) -> ConfigError {
    let name: &str = key.get_ref();
    let help = match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known here: {}", known.join(", ")),
    };
    ConfigError { message: format!("unknown {what} `{name}`"), range: key.span(), help: Some(help) }
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
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len() / 4)
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn config(text: &str) -> Result<Config> {
        let mut sources = Sources::default();
        let file = sources.add("book.toml", text);
        read(text, file, &["number-gap", "broken-reference"])
    }

    #[test]
    fn the_contracts_example_is_read() {
        let text = r#"
[book]
src = "docs"
[preprocessor.adr]
after = ["links"]
links = "either-side"
[preprocessor.adr.levels]
number-gap = "warn"
[preprocessor.adr.kinds.decision]
paths = ["decisions/**"]
prefix = "ADR"
sections = ["Context", "Decision"]
[preprocessor.adr.statuses]
accepted = ["Stable"]
[preprocessor.adr.relations]
supersedes = ["obsoletes"]
"#;
        let config = config(text).expect("valid");
        assert_eq!(config.src.as_deref(), Some("docs"));
        assert_eq!(config.links, LinkPolicy::EitherSide);
        assert_eq!(config.levels[0].1, Level::Warn);
        assert_eq!(config.kinds[0].prefix.as_ref().expect("a prefix").value, "ADR");
        assert!(
            config
                .statuses
                .iter()
                .any(|(word, status)| word.value == "stable" && *status == Status::Accepted)
        );
        let span = config.relations[0].0.span;
        assert_eq!(&text[span.start..span.end], "\"obsoletes\"");
    }

    #[test]
    fn what_is_not_known_is_an_error_with_its_place() {
        for (text, place, message) in [
            ("[preprocessor.adr]\nlink = 1\n", "link", "unknown key `link`"),
            (
                "[preprocessor.adr.levels]\nnumber-gaps = \"warn\"\n",
                "number-gaps",
                "unknown rule `number-gaps`",
            ),
            ("[preprocessor.adr]\nlinks = 3\n", "3", "`links` is neither"),
            (
                "[preprocessor.adr.kinds.decision]\npaths = \"x\"\n",
                "\"x\"",
                "`paths` is not a list of strings",
            ),
            ("[preprocessor.adr.kinds.decision]\npaths = [\"a{\"]\n", "\"a{\"", "not a glob"),
            (
                "[preprocessor.adr.levels]\nnumber-gap = \"off\"\n",
                "\"off\"",
                "the level of `number-gap`",
            ),
            ("preprocessor = 1\n", "1", "`preprocessor` is not a table"),
        ] {
            let error = config(text).expect_err(text);
            assert_eq!(&text[error.range.clone()], place);
            assert!(error.message.starts_with(message), "{}", error.message);
        }
        let error = config("[book\n").expect_err("broken");
        assert!(error.message.starts_with("not TOML"));
    }

    #[test]
    fn a_slip_is_answered_with_the_nearest_word() {
        assert_eq!(nearest("numbergap", ["number-gap", "other"]), Some("number-gap"));
        assert_eq!(nearest("zzz", ["number-gap"]), None);
    }
}
