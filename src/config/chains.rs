//! Chains: which relations the documents of a kind must have, and which decision asks for it.

use super::value::{Key, Value, count, entries, error, items, no_such, string, strings, unknown};
use super::words::{IN_FORCE, statement};
use super::{Config, ConfigError, Result};
use crate::source::{FileId, Spanned};
use crate::vocabulary::{Kind, Statement};

/// What the documents of a kind must have: one of several ways is enough.
#[derive(Debug, Clone)]
pub struct Chain {
    /// Of which kind they are.
    pub kind: Spanned<Kind>,
    /// In which of these statuses; empty for any.
    pub statuses: Vec<Spanned<String>>,
    /// What they must have.
    pub ways: Vec<Way>,
    /// The decision that asks for it, by its id.
    pub because: Spanned<String>,
}

/// So many relations, of one sort.
#[derive(Debug, Clone)]
pub struct Way {
    /// The relation, as the documents state it.
    pub statement: Spanned<Statement>,
    /// To documents of one of these kinds; empty for any.
    pub to: Vec<Kind>,
    /// In one of these statuses; empty for any.
    pub statuses: Vec<String>,
    /// How many at least.
    pub at_least: usize,
    /// How many at most.
    pub at_most: Option<usize>,
}

const KEYS: [&str; 9] =
    ["kind", "status", "relation", "to", "in", "at-least", "at-most", "any-of", "because"];
const WAY_KEYS: [&str; 5] = ["relation", "to", "in", "at-least", "at-most"];

/// The list `chains`. `config` has the kinds and the statuses that they may name.
pub(super) fn chains(value: &Value<'_>, config: &Config, file: FileId) -> Result<Vec<Chain>> {
    let names = Names::new(config);
    items(value, "chains", "a list of tables")?
        .into_iter()
        .map(|table| chain(table, &names, file))
        .collect()
}

/// What a chain may name.
struct Names<'c> {
    kinds: Vec<&'c str>,
    statuses: Vec<&'c str>,
}

impl<'c> Names<'c> {
    fn new(config: &'c Config) -> Self {
        let own = config.kinds.iter().filter(|kind| matches!(kind.kind, Kind::Other(_)));
        let mut kinds = vec!["decision", "module", "requirement"];
        kinds.extend(own.map(|kind| kind.kind.as_str()));
        let mut statuses = config.status_names();
        statuses.push(IN_FORCE);
        Self { kinds, statuses }
    }

    fn kind(&self, name: &Spanned<String>) -> Result<Kind> {
        one_of("kind", &self.kinds, name)?;
        Ok(Kind::from_name(&name.value))
    }

    fn statuses(
        &self,
        value: &Value<'_>,
        what: &str,
        file: FileId,
    ) -> Result<Vec<Spanned<String>>> {
        let statuses = strings(value, what, file)?;
        statuses.iter().try_for_each(|name| one_of("status", &self.statuses, name))?;
        Ok(statuses)
    }
}

fn one_of(what: &str, known: &[&str], name: &Spanned<String>) -> Result<()> {
    if known.contains(&name.value.as_str()) {
        return Ok(());
    }
    Err(no_such(what, &name.value, name.span.start..name.span.end, known))
}

fn chain(table: &Value<'_>, names: &Names<'_>, file: FileId) -> Result<Chain> {
    let (mut kind, mut because, mut any_of) = (None, None, None);
    let mut statuses = Vec::new();
    let mut own = Vec::new();
    for (key, value) in entries(table, "chains")? {
        match &**key.get_ref() {
            "kind" => {
                let name = string(value, "kind", file)?;
                kind = Some(Spanned::new(names.kind(&name)?, name.span));
            }
            "status" => statuses = names.statuses(value, "status", file)?,
            "because" => because = Some(string(value, "because", file)?),
            "any-of" => any_of = Some((key, value)),
            _ if WAY_KEYS.contains(&&**key.get_ref()) => own.push((key, value)),
            _ => return Err(unknown("key", key, &KEYS)),
        }
    }
    let ways = match (any_of, own.first()) {
        (None, _) => vec![way(own, table, names, file)?],
        (Some((_, value)), None) => alternatives(value, names, file)?,
        (Some(_), Some((key, _))) => {
            return Err(ConfigError {
                message: format!("`{}` beside `any-of`", &**key.get_ref()),
                range: key.span(),
                help: Some("put it into the alternatives".to_owned()),
            });
        }
    };
    Ok(Chain {
        kind: kind.ok_or_else(|| missing("kind", "\"module\"", table))?,
        statuses,
        ways,
        because: because.ok_or_else(|| missing("because", "\"ADR-0001\"", table))?,
    })
}

fn alternatives(value: &Value<'_>, names: &Names<'_>, file: FileId) -> Result<Vec<Way>> {
    let tables = items(value, "any-of", "a list of tables")?;
    if tables.is_empty() {
        return Err(error("`any-of` has no alternatives".to_owned(), value, None));
    }
    tables
        .into_iter()
        .map(|table| {
            let entries = entries(table, "any-of")?;
            match entries.iter().find(|(key, _)| !WAY_KEYS.contains(&&**key.get_ref())) {
                Some((key, _)) => Err(unknown("key", key, &WAY_KEYS)),
                None => way(entries, table, names, file),
            }
        })
        .collect()
}

fn way(
    entries: Vec<(&Key<'_>, &Value<'_>)>,
    table: &Value<'_>,
    names: &Names<'_>,
    file: FileId,
) -> Result<Way> {
    let mut relation = None;
    let (mut to, mut statuses) = (Vec::new(), Vec::new());
    let (mut at_least, mut at_most) = (None, None);
    for (key, value) in entries {
        match &**key.get_ref() {
            "relation" => {
                let name = string(value, "relation", file)?;
                relation = Some(Spanned::new(statement(&name.value, value.span())?, name.span));
            }
            "to" => {
                let kinds = strings(value, "to", file)?;
                to = kinds.iter().map(|name| names.kind(name)).collect::<Result<_>>()?;
            }
            "in" => {
                let of_targets = names.statuses(value, "in", file)?;
                statuses = of_targets.into_iter().map(|status| status.value).collect();
            }
            "at-least" => at_least = Some(count(value, "at-least")?),
            _ => at_most = Some((count(value, "at-most")?, value)),
        }
    }
    // A bound above is one for itself: it does not ask for any.
    let at_least = at_least.unwrap_or(usize::from(at_most.is_none()));
    if let Some((most, value)) = at_most
        && most < at_least
    {
        return Err(error(format!("at most {most}, and at least {at_least}"), value, None));
    }
    let statement = relation.ok_or_else(|| missing("relation", "\"governed-by\"", table))?;
    Ok(Way { statement, to, statuses, at_least, at_most: at_most.map(|(most, _)| most) })
}

fn missing(key: &str, example: &str, table: &Value<'_>) -> ConfigError {
    error(format!("a chain without `{key}`"), table, Some(format!("add `{key} = {example}`")))
}
