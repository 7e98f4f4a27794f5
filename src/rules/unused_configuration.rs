//! `unused-configuration`: something that `book.toml` configures, and that nothing in the book has a use for.

use foldhash::HashMap;
use globset::Glob;

use crate::book::Book;
use crate::config::{Chain, Config, KindConfig};
use crate::dialect::heading::fold;
use crate::dialect::status::decoration;
use crate::document::Document;
use crate::finding::{Finding, Level};
use crate::rules::{Check, Cx, Rule};
use crate::source::{Span, Spanned};
use crate::vocabulary::{Status, normal, starts_with_word};

use super::required_chain::is_asked;

pub(super) const RULE: Rule = Rule {
    name: "unused-configuration",
    level: Level::Deny,
    since: "0.1.0",
    page: include_str!("unused_configuration.md"),
    check: Check::All(check),
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    for (at, book) in cx.library.books.iter().enumerate() {
        let documents: Vec<&Document> =
            cx.documents().map(|(_, one)| one).filter(|one| one.page.book == at).collect();
        for kind in &book.config.kinds {
            judge_kind(book, kind, &documents, findings);
        }
        judge_words(cx, &book.config, &documents, findings);
        let idle = |chain: &&Chain| !documents.iter().any(|one| is_asked(chain, one));
        findings.extend(book.config.chains.iter().filter(idle).map(idle_chain));
    }
}

fn finding(place: Span, message: String) -> Finding {
    Finding::new(RULE.name, place, message)
}

fn judge_kind(
    book: &Book,
    kind: &KindConfig,
    documents: &[&Document],
    findings: &mut Vec<Finding>,
) {
    let own: Vec<&Document> =
        documents.iter().filter(|one| one.kind == kind.kind).copied().collect();
    let idle: Vec<&Spanned<String>> =
        kind.paths.iter().filter(|path| !matches(book, &path.value)).collect();
    if own.is_empty() {
        let none = finding(kind.span, format!("no document is of the kind `{}`", kind.kind))
            .help("mend its `paths` or its `prefix`, or remove it");
        let related = |none: Finding, path: &&Spanned<String>| {
            none.related(path.span, format!("matches no page; {}", path_help(book, &path.value)))
        };
        findings.push(idle.iter().fold(none, related));
        return;
    }
    findings.extend(idle.into_iter().map(|path| {
        finding(path.span, format!("`{}` matches no page", path.value))
            .help(path_help(book, &path.value))
    }));
    if let Some(prefix) = &kind.prefix
        && !own.iter().any(|one| fold(&one.prefix) == fold(&prefix.value))
    {
        let mut others: Vec<&str> =
            own.iter().map(|one| one.prefix.as_str()).filter(|prefix| !prefix.is_empty()).collect();
        others.sort_unstable();
        let message = format!("no id of a {} starts with `{}`", kind.kind, prefix.value);
        findings.push(finding(prefix.span, message).help(match others.first() {
            Some(other) => format!("they start with `{other}`"),
            None if own.iter().all(|one| one.id.is_none()) => {
                format!(
                    "none of them has an id: write `{}-1` before a title, or remove it",
                    prefix.value
                )
            }
            None => "their ids have no prefix: remove it".to_owned(),
        }));
    }
}

/// Whether a glob fits a page of the book.
fn matches(book: &Book, glob: &str) -> bool {
    let Ok(glob) = Glob::new(glob) else { return true };
    let glob = glob.compile_matcher();
    book.chapters.iter().any(|chapter| {
        let in_src = chapter.path.strip_prefix(&book.src).unwrap_or(&chapter.path);
        glob.is_match(in_src.trim_start_matches('/'))
    })
}

fn path_help(book: &Book, glob: &str) -> String {
    let src = book.config.src.as_deref().unwrap_or("src");
    let bare = glob.trim_start_matches("./").trim_start_matches('/');
    let bare = bare.strip_prefix(src).unwrap_or(bare).trim_start_matches('/');
    let below = format!("{}/**", bare.trim_end_matches('/'));
    if let Some(fits) = [bare, &below].into_iter().find(|it| *it != glob && matches(book, it)) {
        return format!("paths start in the sources of the book: write `{fits}`");
    }
    "paths start in the sources of the book; `**` stands for any folders".to_owned()
}

/// Words that no document writes, where a document could.
fn judge_words(cx: &Cx<'_>, config: &Config, documents: &[&Document], findings: &mut Vec<Finding>) {
    let mut words: Vec<&Spanned<String>> = Vec::new();
    for status in &config.statuses {
        words.push(&status.name);
        words.extend(&status.words);
    }
    words.extend(config.relations.iter().map(|(phrase, _)| phrase));
    words.extend(config.sections.iter().flat_map(|section| &section.names));
    let mut watch = Watch::new(&words);
    for document in documents {
        watch.read(cx, document);
    }
    let mut seen = words.iter().zip(watch.seen);
    let idle = |word: &Spanned<String>| {
        finding(word.span, format!("no document writes `{}`", word.value))
            .help("correct it, or remove it")
    };
    for status in &config.statuses {
        let name = seen.next().is_some_and(|(_, seen)| seen);
        let words: Vec<_> = seen.by_ref().take(status.words.len()).collect();
        let is_own = status.status == Status::Other;
        if is_own && !name && !words.iter().any(|(_, seen)| *seen) {
            let message = format!("no document is `{}`", status.name.value);
            findings.push(finding(status.name.span, message).help("correct it, or remove it"));
        } else if !is_own && words.is_empty() {
            let message = format!("`{}` has no words here", status.name.value);
            findings.push(finding(status.name.span, message).help("remove it"));
        } else {
            findings.extend(words.iter().filter(|(_, seen)| !seen).map(|(word, _)| idle(word)));
        }
    }
    findings.extend(seen.filter(|(_, seen)| !seen).map(|(word, _)| idle(word)));
}

/// Words that are looked for: at the start of any line, and anywhere in a status or a statement of a relation.
struct Watch {
    words: Vec<String>,
    seen: Vec<bool>,
    by_first: HashMap<String, Vec<usize>>,
}

impl Watch {
    fn new(words: &[&Spanned<String>]) -> Self {
        let words: Vec<String> = words.iter().map(|word| normal(&word.value)).collect();
        let mut by_first: HashMap<String, Vec<usize>> = HashMap::default();
        for (at, word) in words.iter().enumerate() {
            by_first.entry(first_word(word)).or_default().push(at);
        }
        Self { seen: vec![false; words.len()], words, by_first }
    }

    fn read(&mut self, cx: &Cx<'_>, document: &Document) {
        if self.seen.iter().all(|seen| *seen) {
            return;
        }
        document.status.iter().for_each(|status| self.anywhere(&status.text));
        for clause in &document.clauses {
            self.anywhere(cx.library.sources.slice(clause.span));
        }
        for fact in &document.facts {
            self.at_start(&fact.key);
            fact.values.iter().for_each(|value| self.at_start(value));
        }
        let outline = cx.analysis.outline(document.page);
        let first =
            outline.lines.partition_point(|line| line.range().start < document.extent.start);
        let own = outline.lines[first..]
            .iter()
            .take_while(|line| line.range().start < document.extent.end);
        for line in own {
            let text = outline.line_text(line);
            self.at_start(text);
            self.at_start(&text[decoration(text)..]);
        }
    }

    fn at_start(&mut self, text: &str) {
        let Some(candidates) = self.by_first.get(&first_word(text)) else { return };
        let text = normal(text);
        for at in candidates {
            self.seen[*at] |= starts_with_word(&text, &self.words[*at]);
        }
    }

    fn anywhere(&mut self, text: &str) {
        let text = normal(text);
        for (word, seen) in self.words.iter().zip(&mut self.seen) {
            *seen = *seen
                || text.match_indices(word.as_str()).any(|(at, _)| {
                    !text[..at].ends_with(char::is_alphanumeric)
                        && starts_with_word(&text[at..], word)
                });
        }
    }
}

/// The first word, lower case; digits and marks before it are none.
fn first_word(text: &str) -> String {
    text.split(|c: char| !c.is_alphabetic())
        .find(|word| !word.is_empty())
        .unwrap_or("")
        .to_lowercase()
}

fn idle_chain(chain: &Chain) -> Finding {
    let statuses: Vec<&str> = chain.statuses.iter().map(|status| status.value.as_str()).collect();
    let kind = &chain.kind.value;
    let message = if statuses.is_empty() {
        format!("the chain asks nothing: no document is of the kind `{kind}`")
    } else {
        format!("the chain asks nothing: no {kind} is `{}`", statuses.join("` or `"))
    };
    finding(chain.kind.span, message).help("correct its `kind` or its `status`, or remove it")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    const RECORD: (&str, &str) = (
        "src/decisions/0001-a.md",
        "# ADR-0001: A\n\nStatus: stable since May\n\n- Takes over from: none\n\n## 1. Kontext\n\nx\n",
    );

    fn told(toml: &str) -> (String, String, String) {
        let text = format!("[preprocessor.adr]\n{toml}");
        first(RULE.name, &[("book.toml", &text), RECORD])
    }

    #[test]
    fn what_is_used_is_left_alone() {
        for toml in [
            "kinds.decision = { paths = [\"decisions/**\"], prefix = \"adr\", sections = [\"X\"], relations = [] }",
            "statuses.accepted = [\"stable\"]",
            "statuses.trial = { words = [\"stable\"], in-force = true }",
            "statuses.stable = []",
            "relations.supersedes = [\"takes over from\"]",
            "section-names.Context = [\"Kontext\"]",
            "levels.self-reference = \"warn\"",
            "links = \"either-side\"",
            "statuses.accepted = [\"stable\"]\nchains = [{ kind = \"decision\", status = [\"accepted\", \"draft\"], relation = \"satisfies\", because = \"ADR-0001\" }]",
        ] {
            let text = format!("[preprocessor.adr]\n{toml}");
            compare(&[RULE.name], &[(&[("book.toml", &text), RECORD], &[])]);
        }
    }

    #[test]
    fn what_nothing_uses_is_found_where_it_is_written() {
        for (toml, place, message) in [
            ("kinds.api.prefix = \"API\"", "api", "no document is of the kind `api`"),
            (
                "kinds.decision.paths = [\"decisions/**\", \"adr/**\"]",
                "\"adr/**\"",
                "`adr/**` matches no page",
            ),
            ("kinds.decision.prefix = \"DR\"", "\"DR\"", "no id of a decision starts with `DR`"),
            ("statuses.accepted = [\"stabel\"]", "\"stabel\"", "no document writes `stabel`"),
            ("statuses.accepted = []", "accepted", "`accepted` has no words here"),
            ("statuses.trial = [\"pilot\"]", "trial", "no document is `trial`"),
            ("statuses.trial = [\"stable\", \"pilot\"]", "\"pilot\"", "no document writes `pilot`"),
            (
                "relations.supersedes = [\"takes the place of\"]",
                "\"takes the place of\"",
                "no document writes `takes the place of`",
            ),
            ("section-names.Risks = [\"Risiken\"]", "\"Risiken\"", "no document writes `Risiken`"),
            (
                "chains = [{ kind = \"module\", relation = \"governed-by\", because = \"ADR-0001\" }]",
                "\"module\"",
                "the chain asks nothing: no document is of the kind `module`",
            ),
            (
                "chains = [{ kind = \"decision\", status = [\"draft\"], relation = \"satisfies\", because = \"ADR-0001\" }]",
                "\"decision\"",
                "the chain asks nothing: no decision is `draft`",
            ),
        ] {
            let (text, said, _) = told(toml);
            assert_eq!((text.as_str(), said.as_str()), (place, message), "{toml}");
        }
    }

    #[test]
    fn the_help_knows_where_paths_start_and_which_prefix_there_is() {
        let help = |toml: &str| told(toml).2;
        assert_eq!(
            help("kinds.decision.paths = [\"src/decisions/**\"]"),
            "paths start in the sources of the book: write `decisions/**`"
        );
        assert_eq!(help("kinds.decision.prefix = \"DR\""), "they start with `ADR`");
    }
}
