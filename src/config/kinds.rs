//! What the configuration says of kinds of documents.

use super::value::{Key, Value, entries, name, string, strings, unknown};
use super::{ConfigError, Result, words};
use crate::source::{FileId, Span, Spanned};
use crate::vocabulary::{Kind, Statement};

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
    /// Where it says which relations a document of the kind may state, and those; any, where it does not say.
    pub relations: Option<Spanned<Vec<Statement>>>,
}

const KEYS: [&str; 4] = ["paths", "prefix", "sections", "relations"];

/// The table `kinds`.
pub(super) fn kinds(value: &Value<'_>, file: FileId) -> Result<Vec<KindConfig>> {
    let mut kinds: Vec<KindConfig> = Vec::new();
    for (key, value) in entries(value, "kinds")? {
        let one = kind(key, value, file)?;
        if let Some(prefix) = &one.prefix
            && let Some(owner) = owner_of(&prefix.value, &kinds).filter(|owner| *owner != one.kind)
        {
            return Err(ConfigError {
                message: format!("`{}` is the prefix of `{owner}`", prefix.value),
                range: prefix.span.start..prefix.span.end,
                help: Some("give each kind a prefix of its own".to_owned()),
            });
        }
        kinds.push(one);
    }
    Ok(kinds)
}

/// The kind whose ids start with a prefix: in any book, or by what was configured before.
fn owner_of(prefix: &str, configured: &[KindConfig]) -> Option<Kind> {
    match prefix.to_ascii_lowercase().as_str() {
        "adr" => return Some(Kind::Decision),
        "req" => return Some(Kind::Requirement),
        _ => {}
    }
    let has_it = |one: &&KindConfig| {
        let own = one.prefix.as_ref();
        own.is_some_and(|own| own.value.eq_ignore_ascii_case(prefix))
    };
    configured.iter().find(has_it).map(|one| one.kind.clone())
}

fn kind(key: &Key<'_>, value: &Value<'_>, file: FileId) -> Result<KindConfig> {
    name("kind", key)?;
    // In any letter case, as statuses and sections are.
    let lower = key.get_ref().to_ascii_lowercase();
    let mut kind = KindConfig {
        kind: match Kind::from_name(&lower) {
            Kind::Other(_) => Kind::from_name(key.get_ref()),
            known => known,
        },
        span: Span::new(file, key.span()),
        paths: Vec::new(),
        prefix: None,
        sections: Vec::new(),
        relations: None,
    };
    for (key, value) in entries(value, key.get_ref())? {
        match &**key.get_ref() {
            "paths" => kind.paths = paths(value, file)?,
            "prefix" => kind.prefix = Some(string(value, "prefix", file)?),
            "sections" => kind.sections = strings(value, "sections", file)?,
            "relations" => {
                let statements = strings(value, "relations", file)?
                    .iter()
                    .map(|word| words::statement(&word.value, word.span.start..word.span.end))
                    .collect::<Result<_>>()?;
                kind.relations = Some(Spanned::new(statements, Span::new(file, value.span())));
            }
            _ => return Err(unknown("key", key, &KEYS)),
        }
    }
    Ok(kind)
}

fn paths(value: &Value<'_>, file: FileId) -> Result<Vec<Spanned<String>>> {
    let paths = strings(value, "paths", file)?;
    for path in &paths {
        globset::Glob::new(&path.value).map_err(|error| ConfigError {
            message: format!("not a glob: {}", error.kind()),
            range: path.span.start..path.span.end,
            help: None,
        })?;
    }
    Ok(paths)
}
