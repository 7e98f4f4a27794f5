//! `<!-- adr:allow(rule): reason -->`: a finding that a section or a document has a reason to live with.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use foldhash::HashMap;

use crate::document::{Document, PageId};
use crate::finding::Finding;
use crate::markdown::{Comment, Outline};
use crate::marker;
use crate::source::{FileId, Span, Spanned};

/// The rule that judges these comments. Nothing silences it.
pub const JUDGE: &str = "unused-allow";

/// One rule that one comment allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allow {
    /// The book of the page that was read with it.
    pub book: usize,
    /// The text of the comment.
    pub comment: Span,
    /// The rule that it names; none where it is not of the form `adr:allow(rule)`.
    pub rule: Option<Spanned<String>>,
    /// Whether it says why. One that does not is without effect.
    pub has_reason: bool,
    /// Where it counts: stretches on disk. Empty where a comment above says the same of the same section.
    pub extent: Vec<Span>,
}

/// The comments of a page that allow something, one value for each rule that they name. `documents` are the page's.
pub fn read(page: PageId, outline: &Outline, documents: &[&Document]) -> Vec<Allow> {
    let mut comments = marker::allows(outline).peekable();
    if comments.peek().is_none() {
        return Vec::new();
    }
    let titles: HashMap<usize, &Document> =
        documents.iter().map(|document| (document.heading.start, *document)).collect();
    let mut said = BTreeSet::new();
    let mut allows = Vec::new();
    for comment in comments {
        let extent = extent(outline, comment, &titles);
        let (rules, has_reason) = parse(&outline.text.as_str()[comment.body.clone()]);
        let span = |range: Range<usize>| {
            outline.text.span(comment.body.start + range.start..comment.body.start + range.end)
        };
        let text = span(0..comment.body.len());
        let allow =
            |rule, extent| Allow { book: page.book, comment: text, rule, has_reason, extent };
        if rules.is_empty() {
            allows.push(allow(None, Vec::new()));
        }
        for (name, range) in rules {
            let first = has_reason && said.insert((extent.start, extent.end, name.clone()));
            let counts = if first { outline.text.spans(extent.clone()) } else { Vec::new() };
            allows.push(allow(Some(Spanned::new(name, span(range))), counts));
        }
    }
    allows
}

/// Brings what was read of one comment with several pages together; in the order of the comments.
pub fn merge(allows: impl IntoIterator<Item = Allow>) -> Vec<Allow> {
    let mut merged: BTreeMap<Span, Allow> = BTreeMap::new();
    for allow in allows {
        let place = allow.rule.as_ref().map_or(allow.comment, |rule| rule.span);
        match merged.get_mut(&place) {
            Some(first) => first.extent.extend(allow.extent),
            None => drop(merged.insert(place, allow)),
        }
    }
    merged.into_values().collect()
}

/// For each finding, the comment that silences it: where several do, the innermost.
pub fn silencers(allows: &[Allow], findings: &[Finding]) -> Vec<Option<usize>> {
    let mut extents: HashMap<(FileId, &str), Vec<(Span, usize)>> = HashMap::default();
    for (at, allow) in allows.iter().enumerate() {
        let Some(rule) = allow.rule.as_ref().filter(|rule| rule.value != JUDGE) else { continue };
        for span in &allow.extent {
            extents.entry((span.file, &rule.value)).or_default().push((*span, at));
        }
    }
    let mut silent = vec![None; findings.len()];
    if extents.is_empty() {
        return silent;
    }
    let mut concerned: BTreeMap<(FileId, &str), Vec<usize>> = BTreeMap::new();
    for (at, finding) in findings.iter().enumerate() {
        concerned.entry((finding.primary.file, finding.rule)).or_default().push(at);
    }
    for (key, mut concerned) in concerned {
        let Some(extents) = extents.get_mut(&key) else { continue };
        extents.sort_by_key(|(span, at)| (span.start, std::cmp::Reverse(span.end), *at));
        concerned.sort_by_key(|at| findings[*at].primary);
        sweep(extents, &concerned, findings, &mut silent);
    }
    silent
}

/// One pass over extents and findings, both by their start: extents that may still hold something lie on a stack.
fn sweep(
    extents: &[(Span, usize)],
    concerned: &[usize],
    findings: &[Finding],
    silent: &mut [Option<usize>],
) {
    let mut next = 0;
    let mut open: Vec<(Span, usize)> = Vec::new();
    for at in concerned {
        let place = findings[*at].primary;
        while let Some(extent) = extents.get(next).filter(|(span, _)| span.start <= place.start) {
            open.push(*extent);
            next += 1;
        }
        // An empty place at the very end still lies inside.
        let is_over = |span: &Span| {
            span.end < place.start || (span.end == place.start && place.end > place.start)
        };
        while open.last().is_some_and(|(span, _)| is_over(span)) {
            open.pop();
        }
        silent[*at] = open.last().map(|(_, allow)| *allow);
    }
}

/// What a comment counts for: the document whose title it stands below, else the section of the heading above it.
/// Above every heading, and below the first title, it counts for the head of the page too.
fn extent(
    outline: &Outline,
    comment: &Comment,
    titles: &HashMap<usize, &Document>,
) -> Range<usize> {
    let above =
        outline.headings.partition_point(|heading| heading.range.start <= comment.range.start);
    let Some(at) = above.checked_sub(1) else { return 0..outline.text.as_str().len() };
    let heading = &outline.headings[at];
    let document = titles.get(&heading.range.start).filter(|one| one.heading == heading.range);
    let (start, end) = match document {
        Some(document) => (document.extent.start, document.extent.end),
        None => (heading.range.start, heading.section_end),
    };
    if at == 0 && (document.is_some() || heading.level == 1) { 0..end } else { start..end }
}

/// The rules that a comment names, each with its place in the text, and whether it says why: `adr:allow(rule): reason`.
fn parse(body: &str) -> (Vec<(String, Range<usize>)>, bool) {
    let start = "adr:allow".len();
    let opens = body.get(..start).is_some_and(|own| own.eq_ignore_ascii_case("adr:allow"));
    let rest = opens.then(|| &body[start..]);
    let form = rest.and_then(|rest| {
        let inner = rest.trim_start().strip_prefix('(')?;
        let (names, behind) = inner.split_at(inner.find(['(', ')'])?);
        Some((body.len() - inner.len(), names, behind.strip_prefix(')')?))
    });
    let Some((start, names, behind)) = form else { return (Vec::new(), false) };
    let mut at = start;
    let mut rules = Vec::new();
    for part in names.split_inclusive(|c: char| c.is_whitespace() || c == ',') {
        let name = part.trim_end_matches(|c: char| c.is_whitespace() || c == ',');
        if !name.is_empty() {
            rules.push((name.to_owned(), at..at + name.len()));
        }
        at += part.len();
    }
    let reason = behind.trim_start().strip_prefix(':');
    (rules, reason.is_some_and(|reason| reason.contains(char::is_alphanumeric)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use regex::Regex;

    /// What [`parse`] reads, said as patterns.
    fn plainly_parsed(body: &str) -> (Vec<&str>, bool) {
        let form = Regex::new(r"(?s)^(?i:adr:allow)\s*\(([^()]*)\)(?:\s*:(.*))?")
            .expect("a valid pattern");
        let name = Regex::new(r"[^\s,]+").expect("a valid pattern");
        let Some(form) = form.captures(body) else { return (Vec::new(), false) };
        let names = form.get(1).map_or("", |names| names.as_str());
        let has_reason =
            form.get(2).is_some_and(|reason| reason.as_str().contains(char::is_alphanumeric));
        (name.find_iter(names).map(|name| name.as_str()).collect(), has_reason)
    }

    fn parsed(body: &str) -> (Vec<&str>, bool) {
        let (rules, has_reason) = parse(body);
        (rules.into_iter().map(|(_, range)| &body[range]).collect(), has_reason)
    }

    #[test]
    fn a_comment_names_rules_and_a_reason() {
        for (body, rules, has_reason) in [
            ("adr:allow(number-gap): moved away", vec!["number-gap"], true),
            ("adr:allow (a, b):why", vec!["a", "b"], true),
            ("adr:allow(a b): over\ntwo lines", vec!["a", "b"], true),
            ("adr:allow(a)", vec!["a"], false),
            ("adr:allow(a):  ", vec!["a"], false),
            ("adr:allow(a): -", vec!["a"], false),
            ("adr:allow(a) why", vec!["a"], false),
            ("adr:allow(): why", vec![], true),
            ("ADR:ALLOW(a): why", vec!["a"], true),
            ("adr:allow: why", vec![], false),
            ("adr:allow a: why", vec![], false),
        ] {
            assert_eq!(parsed(body), (rules, has_reason), "{body}");
        }
    }
    proptest! {
        #[test]
        fn a_comment_is_read_as_the_patterns_say(body in "(adr:allow|ADR:Allow)?[ \u{a0}]{0,2}[(]?[a-b,() \n\u{2003}é-]{0,12}[)]?[ \n]?:?[a )(-]{0,4}") {
            prop_assert_eq!(parsed(&body), plainly_parsed(&body));
        }
    }
}
