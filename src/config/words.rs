//! More words: for statuses, relations and sections.

use super::value::{Key, Value};
use super::value::{boolean, entries, error, name, no_such, only_once, strings, unknown};
use super::{Config, ConfigError, Result};
use crate::source::{FileId, Span, Spanned};
use crate::vocabulary::{Additions, OwnStatus, Relation, SECTIONS, Statement, Status, normal};

/// A status for which the configuration has words: a known one, or one of its own.
#[derive(Debug, Clone)]
pub struct StatusConfig {
    /// Its name.
    pub name: Spanned<String>,
    /// The known status; `Other` is a new one.
    pub status: Status,
    /// Whether a document with it is in force; of a new one.
    pub in_force: bool,
    /// Its words, lower case.
    pub words: Vec<Spanned<String>>,
}

/// Further names of a section.
#[derive(Debug, Clone)]
pub struct SectionConfig {
    /// The section's own name, as rules and dialects look for it.
    pub section: String,
    /// The further ones.
    pub names: Vec<Spanned<String>>,
}

/// Words that mean a kind of state rather than a status, where statuses are named.
pub const IN_FORCE: &str = "in-force";

const STATUS_KEYS: [&str; 2] = ["words", IN_FORCE];

impl Config {
    /// What it adds to the vocabulary.
    pub fn additions(&self) -> Additions<'_> {
        let mut added = Additions::default();
        for StatusConfig { name, status, in_force, words } in &self.statuses {
            let words = words.iter().map(|word| word.value.as_str());
            if *status == Status::Other {
                let own = OwnStatus { name: name.value.clone(), in_force: *in_force };
                added.own.push((own, words.chain([name.value.as_str()]).collect()));
            } else {
                added.statuses.extend(words.map(|word| (word, *status)));
            }
        }
        added.phrases =
            self.relations.iter().map(|(phrase, one)| (phrase.value.as_str(), *one)).collect();
        for SectionConfig { section, names } in &self.sections {
            for name in names {
                added.sections.add(section, &name.value);
            }
        }
        added
    }

    /// The names of all statuses, the new ones behind the known.
    pub fn status_names(&self) -> Vec<&str> {
        let own = self.statuses.iter().filter(|one| one.status == Status::Other);
        let own = own.map(|one| one.name.value.as_str());
        Status::KNOWN.iter().map(|known| known.as_str()).chain(own).collect()
    }
}

/// `accepted = ["stable"]`; `trial = { words = ["pilot"], in-force = true }`.
pub(super) fn statuses(value: &Value<'_>, file: FileId) -> Result<Vec<StatusConfig>> {
    let mut seen = Vec::new();
    entries(value, "statuses")?
        .into_iter()
        .map(|(key, value)| {
            let one = status(key, value, file)?;
            one.words.iter().try_for_each(|word| only_once(word, &mut seen, &one.name.value))?;
            Ok(one)
        })
        .collect()
}

fn status(key: &Key<'_>, value: &Value<'_>, file: FileId) -> Result<StatusConfig> {
    name("status", key)?;
    let own = key.get_ref().to_lowercase();
    let known = Status::from_name(&own);
    if [IN_FORCE, "other"].contains(&own.as_str()) {
        return Err(ConfigError {
            message: format!("`{own}` cannot be the name of a status"),
            range: key.span(),
            help: Some("it has a meaning of its own: choose another".to_owned()),
        });
    }
    let mut one = StatusConfig {
        name: Spanned::new(own, Span::new(file, key.span())),
        status: known.unwrap_or(Status::Other),
        in_force: false,
        words: Vec::new(),
    };
    if !matches!(value.get_ref(), toml::de::DeValue::Table(_)) {
        one.words = words(value, &one.name.value, file)?;
        return Ok(one);
    }
    for (key, value) in entries(value, &one.name.value)? {
        match &**key.get_ref() {
            "words" => one.words = words(value, "words", file)?,
            IN_FORCE if known.is_some() => {
                return Err(ConfigError {
                    message: format!("whether `{}` is in force is fixed", one.name.value),
                    range: key.span(),
                    help: Some("give its words to a status of your own".to_owned()),
                });
            }
            IN_FORCE => one.in_force = boolean(value, IN_FORCE)?,
            _ => return Err(unknown("key", key, &STATUS_KEYS)),
        }
    }
    Ok(one)
}

/// `supersedes = ["obsoletes"]`.
pub(super) fn relations(
    value: &Value<'_>,
    file: FileId,
) -> Result<Vec<(Spanned<String>, Statement)>> {
    let mut seen = Vec::new();
    let mut phrases = Vec::new();
    for (key, value) in entries(value, "relations")? {
        let statement = statement(key.get_ref(), key.span())?;
        for phrase in words(value, key.get_ref(), file)? {
            only_once(&phrase, &mut seen, key.get_ref())?;
            phrases.push((phrase, statement));
        }
    }
    Ok(phrases)
}

/// The statement of that name.
pub(super) fn statement(name: &str, range: std::ops::Range<usize>) -> Result<Statement> {
    let both = |relation| [Statement::forward(relation), Statement::inverse(relation)];
    let mut known: Vec<&str> =
        Relation::ALL.into_iter().flat_map(both).map(Statement::as_str).collect();
    known.dedup();
    Statement::from_name(name).ok_or_else(|| no_such("relation", name, range, &known))
}

/// `Context = ["Kontext"]`. `own` are sections that kinds ask for.
pub(super) fn sections(
    value: &Value<'_>,
    own: &[&str],
    file: FileId,
) -> Result<Vec<SectionConfig>> {
    let known: Vec<&str> = SECTIONS.iter().chain(own).copied().collect();
    let mut seen = Vec::new();
    let mut found = Vec::new();
    for (key, value) in entries(value, "section-names")? {
        let section = normal(key.get_ref());
        if !known.iter().any(|known| normal(known) == section) {
            return Err(unknown("section", key, &known));
        }
        let names = strings(value, key.get_ref(), file)?;
        for name in &names {
            if normal(&name.value).is_empty() {
                let message = format!("`{}` has no letters", name.value);
                return Err(error(message, value, None));
            }
            only_once(name, &mut seen, key.get_ref())?;
        }
        found.push(SectionConfig { section, names });
    }
    Ok(found)
}

fn words(value: &Value<'_>, what: &str, file: FileId) -> Result<Vec<Spanned<String>>> {
    let mut words = strings(value, what, file)?;
    for word in &mut words {
        word.value = word.value.trim().to_lowercase();
    }
    Ok(words)
}
