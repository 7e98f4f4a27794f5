//! Values of TOML with their places, and what is said of those that are wrong.

use toml::de::{DeTable, DeValue};

use super::{ConfigError, Result, nearest};
use crate::source::{FileId, Span, Spanned};

pub(super) type Key<'i> = toml::Spanned<toml::de::DeString<'i>>;
pub(super) type Value<'i> = toml::Spanned<DeValue<'i>>;

/// A table's entries in the order of the file.
pub(super) fn entries<'t, 'i>(
    value: &'t Value<'i>,
    what: &str,
) -> Result<Vec<(&'t Key<'i>, &'t Value<'i>)>> {
    let DeValue::Table(table) = value.get_ref() else {
        return Err(wrong_type(what, "a table", value));
    };
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    Ok(entries)
}

/// The items of a list.
pub(super) fn items<'t, 'i>(
    value: &'t Value<'i>,
    what: &str,
    of: &str,
) -> Result<Vec<&'t Value<'i>>> {
    match value.get_ref() {
        DeValue::Array(items) => Ok(items.iter().collect()),
        _ => Err(wrong_type(what, of, value)),
    }
}

/// A list of strings, none of them empty.
pub(super) fn strings(value: &Value<'_>, what: &str, file: FileId) -> Result<Vec<Spanned<String>>> {
    const OF: &str = "a list of strings";
    items(value, what, OF)?
        .into_iter()
        .map(|item| match item.get_ref() {
            DeValue::String(text) if text.trim().is_empty() => {
                Err(error(format!("an empty string in `{what}`"), item, None))
            }
            DeValue::String(text) => {
                Ok(Spanned::new(text.to_string(), Span::new(file, item.span())))
            }
            _ => Err(wrong_type(what, OF, item)),
        })
        .collect()
}

/// A string with something in it.
pub(super) fn string(value: &Value<'_>, what: &str, file: FileId) -> Result<Spanned<String>> {
    match value.get_ref() {
        DeValue::String(text) if !text.trim().is_empty() => {
            Ok(Spanned::new(text.trim().to_owned(), Span::new(file, value.span())))
        }
        DeValue::String(_) => Err(error(format!("`{what}` is empty"), value, None)),
        _ => Err(wrong_type(what, "a string", value)),
    }
}

pub(super) fn boolean(value: &Value<'_>, what: &str) -> Result<bool> {
    match value.get_ref() {
        DeValue::Boolean(is) => Ok(*is),
        _ => Err(wrong_type(what, "true or false", value)),
    }
}

/// A whole number from 0.
pub(super) fn count(value: &Value<'_>, what: &str) -> Result<usize> {
    let number = match value.get_ref() {
        DeValue::Integer(number) => usize::from_str_radix(number.as_str(), number.radix()).ok(),
        _ => None,
    };
    number.ok_or_else(|| wrong_type(what, "a whole number from 0", value))
}

pub(super) fn table_at<'t, 'i>(
    table: &'t DeTable<'i>,
    key: &str,
) -> Result<Option<&'t DeTable<'i>>> {
    match table.get(key) {
        None => Ok(None),
        Some(value) => match value.get_ref() {
            DeValue::Table(table) => Ok(Some(table)),
            _ => Err(wrong_type(key, "a table", value)),
        },
    }
}

pub(super) fn string_at(table: &DeTable<'_>, key: &str) -> Result<Option<String>> {
    match table.get(key) {
        None => Ok(None),
        Some(value) => match value.get_ref() {
            DeValue::String(text) => Ok(Some(text.to_string())),
            _ => Err(wrong_type(key, "a string", value)),
        },
    }
}

pub(super) fn error(message: String, value: &Value<'_>, help: Option<String>) -> ConfigError {
    ConfigError { message, range: value.span(), help }
}

pub(super) fn wrong_type(what: &str, expected: &str, value: &Value<'_>) -> ConfigError {
    error(format!("`{what}` is not {expected}"), value, None)
}

pub(super) fn unknown(what: &str, key: &Key<'_>, known: &[&str]) -> ConfigError {
    no_such(what, key.get_ref(), key.span(), known)
}

/// `name` is none of `known`: the nearest of them is advised, else all are named.
pub(super) fn no_such(
    what: &str,
    name: &str,
    range: std::ops::Range<usize>,
    known: &[&str],
) -> ConfigError {
    let help = match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known here: {}", known.join(", ")),
    };
    ConfigError { message: format!("unknown {what} `{name}`"), range, help: Some(help) }
}

/// What the configuration names itself: letters, digits and hyphens.
pub(super) fn name(what: &str, key: &Key<'_>) -> Result<()> {
    let name: &str = key.get_ref();
    let usual = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    if !name.is_empty() && name.chars().all(usual) {
        return Ok(());
    }
    Err(ConfigError {
        message: format!("`{name}` cannot be the name of a {what}"),
        range: key.span(),
        help: Some("a name has letters, digits and hyphens".to_owned()),
    })
}

/// An error where a word was given before: to `other`.
pub(super) fn only_once(
    word: &Spanned<String>,
    before: &mut Vec<(String, String)>,
    owner: &str,
) -> Result<()> {
    let plain = word.value.replace(['-', '_'], " ").to_lowercase();
    if let Some((_, other)) = before.iter().find(|(known, _)| *known == plain) {
        return Err(ConfigError {
            message: format!("`{}` a second time: it belongs to `{other}`", word.value),
            range: word.span.start..word.span.end,
            help: Some("leave one of them".to_owned()),
        });
    }
    before.push((plain, owner.to_owned()));
    Ok(())
}
