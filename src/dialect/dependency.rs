//! Which links below `Dependencies` are dependencies, and which are only spoken of.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::clauses::Found;
use crate::vocabulary::{Relation, Statement, begins_with};

/// What a line is, as far as it matters here.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    /// Whether it is an item of a list or a cell of a table, and no prose.
    pub(super) is_item: bool,
    /// How many bytes are bold at its start.
    pub(super) bold: usize,
    /// Whether a phrase of dependency stands before it.
    pub(super) has_phrase: bool,
}

/// What is said of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    DependsOn,
    RequiredBy,
    Mentioned,
}

/// What one line states, its links being given. A line without links is taken as it is, unless it says `none`.
pub(super) fn in_line(text: &str, links: &[Range<usize>], shape: Shape) -> Vec<Found> {
    if links.is_empty() {
        let stated = shape.has_phrase || !starts_with_no(text);
        let whole = stated.then(|| found(Role::DependsOn, 0..text.len()));
        return whole.flatten().into_iter().collect();
    }
    let mut stated: Vec<(Role, Range<usize>)> = Vec::new();
    let mut from = 0;
    for (at, link) in links.iter().enumerate() {
        // A picture inside a link says no more than the link.
        if link.start < from {
            continue;
        }
        let before = stated.last().map(|(role, _)| *role);
        let following = links[at + 1..].iter().find(|next| next.start >= link.end);
        let end = following.map_or(text.len(), |next| next.start);
        let lead = &text[from..link.start];
        let role = behind(&text[link.end..end]).unwrap_or_else(|| match before {
            Some(role) => next(lead, role),
            None => first(lead, shape),
        });
        let until = if following.is_none() { text.len() } else { link.end };
        match stated.last_mut() {
            Some((same, range)) if *same == role => range.end = until,
            _ => stated.push((role, from..until)),
        }
        from = link.end;
    }
    stated.into_iter().filter_map(|(role, range)| found(role, range)).collect()
}

fn found(role: Role, rest: Range<usize>) -> Option<Found> {
    let statement = match role {
        Role::DependsOn => Statement::forward(Relation::DependsOn),
        Role::RequiredBy => Statement::inverse(Relation::DependsOn),
        Role::Mentioned => return None,
    };
    Some(Found { statement, partial: false, rest })
}

/// Names for those that depend on the module.
const OTHERS: [&str; 20] = [
    "used by",
    "needed by",
    "required by",
    "called by",
    "imported by",
    "depended on by",
    "dependents",
    "dependants",
    "dependent modules",
    "inbound",
    "inbound dependencies",
    "incoming",
    "incoming dependencies",
    "reverse dependencies",
    "consumers",
    "consumer",
    "callers",
    "clients",
    "users",
    "used from",
];

/// Names for what is no dependency; downstream is what uses a module to some, and what it calls to others.
const NONE: [&str; 12] = [
    "downstream",
    "downstream modules",
    "downstream dependencies",
    "removed",
    "removed dependencies",
    "former",
    "former dependencies",
    "forbidden",
    "not allowed",
    "forbidden dependencies",
    "non dependencies",
    "must not depend on",
];

/// What a label says of what it governs: `Used by:` above a list, at the head of a column, or in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// It depends on the module.
    Dependent,
    /// It is no dependency.
    NoDependency,
}

impl Label {
    /// What it states, if anything.
    pub(super) fn statement(self) -> Option<Statement> {
        (self == Self::Dependent).then_some(Statement::inverse(Relation::DependsOn))
    }
}

/// What some words say as a label; none of others than these.
pub(super) fn label(words: &str) -> Option<Label> {
    if OTHERS.contains(&words) {
        Some(Label::Dependent)
    } else {
        NONE.contains(&words).then_some(Label::NoDependency)
    }
}

/// What a heading below `Dependencies` makes of what stands under it; none where that is as it says itself.
pub(super) fn of_heading(title: &str) -> Option<Statement> {
    match label(title) {
        Some(label) => label.statement(),
        None => (!title.starts_with("external")).then_some(Statement::forward(Relation::DependsOn)),
    }
}

/// Whether a text starts by saying that there is nothing: `None`, `Does not depend on …`.
fn starts_with_no(text: &str) -> bool {
    static NO: LazyLock<Regex> = LazyLock::new(|| pattern(STARTS_WITH_NO));
    if text.is_ascii() { starts_with_ascii_no(text) } else { NO.is_match(text) }
}

const STARTS_WITH_NO: &str = r"(?i)^\W*(?:no|not|none|nothing|never|neither|(?:does|do|is|must|may|should|can)\s+not|cannot)\b";

/// As the pattern says. By hand, because most lines of these sections are asked, and it takes longer to make than to match.
fn starts_with_ascii_no(text: &str) -> bool {
    const NO: [&str; 7] = ["no", "not", "none", "nothing", "never", "neither", "cannot"];
    const VERBS: [&str; 7] = ["does", "do", "is", "must", "may", "should", "can"];
    let is_letter = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let word = |text: &'_ str| text.find(|c| !is_letter(c)).unwrap_or(text.len());
    let text = text.trim_start_matches(|c| !is_letter(c));
    let (first, rest) = text.split_at(word(text));
    let behind = rest.trim_start();
    let is = |known: &str| known.eq_ignore_ascii_case(first);
    let denies = || behind[..word(behind)].eq_ignore_ascii_case("not") && behind.len() < rest.len();
    NO.iter().any(|known| is(known)) || (VERBS.iter().any(|known| is(known)) && denies())
}

/// What the words before the first link of a line make of it.
fn first(lead: &str, shape: Shape) -> Role {
    let sentence = lead.rfind(". ").map_or(lead, |at| &lead[at + 1..]);
    let is_start = sentence.len() == lead.len();
    if let Some(role) = said(sentence) {
        return role;
    }
    let words = sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let count = words.count();
    let is_label = sentence.trim_end().ends_with([':', '—', '–', '-']);
    let is_bold = shape.bold > 0 && lead.trim_end().len() <= shape.bold + 1;
    let leads = (count == 0 && is_start)
        || is_label
        || is_bold
        || (is_start && shape.is_item && count <= 3)
        || is_noun(sentence);
    if leads || shape.has_phrase && is_start { Role::DependsOn } else { Role::Mentioned }
}

/// What the words between two links make of the second.
fn next(lead: &str, before: Role) -> Role {
    static JOINED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)(?:^|[,;/&+(|]|\band|\bor|\bplus|\n)[\s*_(]*$"));
    let sentence = lead.rfind(". ").map_or(lead, |at| &lead[at + 1..]);
    let is_same = sentence.len() == lead.len();
    match said(sentence) {
        Some(role) => role,
        None if is_same && (JOINED.is_match(lead.trim_end()) || is_noun_joined(lead)) => before,
        None => Role::Mentioned,
    }
}

/// `and the module`, `, crate`.
fn is_noun_joined(lead: &str) -> bool {
    let lead = lead.rsplit([',', ';']).next().unwrap_or(lead).trim_start();
    is_noun(lead.strip_prefix("and ").unwrap_or(lead))
}

/// `module`, `the crate`, `other modules`.
fn is_noun(words: &str) -> bool {
    static NOUN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:(?:the|this|our|other|internal|all)\s+)*(?:modules?|crates?|packages?|librar(?:y|ies)|components?|services?)\W*$",
        )
    });
    NOUN.is_match(words)
}

/// What words before a link say of it.
fn said(lead: &str) -> Option<Role> {
    static INVERSE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:used|needed|required|called|imported|wrapped|consumed|invoked|read|depended\s+(?:up)?on)\s+(?:\w+ly\s+)?by\b|\b(?:depend[ea]nts?|consumers?|callers?|users?|clients?|inbound|incoming)\s*:\W*$",
        )
    });
    static NEGATED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*downstream\W*$|\b(?:no|not|never|none|nothing|neither|nor|without|cannot|formerly|previously|removed|except|(?:instead|independent(?:ly)?)\s+of|rather\s+than)\b|n['’]t\b",
        )
    });
    static SEEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:see|cf|compare|like|unlike|similar|described|documented|replaces?|replaced)\b|\b(?:see|cf|unlike|what|that|which|than|about|of|(?:described|documented|explained|defined)\s+(?:in|by))\W*(?:also\s+)?(?:the\s+)?$",
        )
    });
    static DEPENDS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:uses?|using|needs?|requires?|depends?|dependent|dependenc(?:y|ies)|rel(?:y|ies)|calls?|imports?|buil(?:ds?|t)\s+on|reads?|writes?|talks?|wraps?|consumes?|invokes?|delegates?|sends?|asks?|gets?|takes?|via|through|from|on\s+top\s+of)\b",
        )
    });
    if !lead.contains(char::is_alphabetic) {
        None
    } else if NEGATED.is_match(lead) {
        Some(Role::Mentioned)
    } else if INVERSE.is_match(lead) {
        Some(Role::RequiredBy)
    } else if SEEN.is_match(lead) {
        Some(Role::Mentioned)
    } else {
        DEPENDS.is_match(lead).then_some(Role::DependsOn)
    }
}

/// What words right behind a link say of it, whatever stands before: `(removed)`, `depends on this one`.
fn behind(tail: &str) -> Option<Role> {
    static GONE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\s*[(,:\[—–-]+\s*(?:removed|no\s+longer|dropped|gone|former|formerly|obsolete|not\s+any\s?more|until\s+[0-9v])\b",
        )
    });
    static TURNED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\s*,?\s*(?:which\s+)?(?:depends?\s+on|uses?|needs?|calls?|requires?|imports?|relies\s+on|reads?|wraps?)\s+(?:this|us)\b",
        )
    });
    // Most links have nothing behind them, or what they are for.
    const STARTS: [&str; 17] = [
        "removed", "no", "dropped", "gone", "former", "obsolete", "until", "which", "depend",
        "use", "need", "call", "require", "relies", "import", "read", "wrap",
    ];
    let words = tail.trim_start_matches(|c: char| !c.is_alphanumeric());
    if !STARTS.iter().any(|start| begins_with(words, start)) {
        return None;
    }
    if GONE.is_match(tail) {
        Some(Role::Mentioned)
    } else {
        TURNED.is_match(tail).then_some(Role::RequiredBy)
    }
}

fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("a valid pattern")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a line says of its links, written `<name>`; prose where it starts with `%`.
    fn said_of(line: &str) -> Vec<String> {
        let (line, is_item) = line.strip_prefix('%').map_or((line, true), |line| (line, false));
        let links: Vec<Range<usize>> = line
            .match_indices('<')
            .map(|(at, _)| at..at + line[at..].find('>').expect("an end") + 1)
            .collect();
        let shape = Shape { is_item, bold: 0, has_phrase: false };
        let stated = in_line(line, &links, shape);
        let names = |found: &Found| {
            let within = links
                .iter()
                .filter(|link| found.rest.start <= link.start && link.end <= found.rest.end);
            let mark = if found.statement.inverse { "by " } else { "" };
            within.map(|link| format!("{mark}{}", &line[link.start + 1..link.end - 1])).collect()
        };
        stated.iter().flat_map(|found| -> Vec<String> { names(found) }).collect()
    }

    #[test]
    fn what_leads_a_line_or_follows_a_phrase_is_a_dependency() {
        for (line, expected) in [
            ("<a>: keeps what <b> wrote", &["a"][..]),
            ("<a>, <b> and <c>", &["a", "b", "c"]),
            ("Internal: <a>, <b>", &["a", "b"]),
            ("module <a>", &["a"]),
            ("the storage engine <a>", &["a"]),
            ("<a> for x, <b> for y; see <c>", &["a", "b"]),
            ("%This module uses <a> and the module <b>.", &["a", "b"]),
            ("%No state is kept. It reads from <a>, but not from <b>.", &["a"]),
            ("%<a>, <b>", &["a", "b"]),
            ("<a>\n<b>", &["a", "b"]),
            ("<a> (¹removed)", &["a"]),
        ] {
            assert_eq!(said_of(line), expected, "{line}");
        }
    }

    #[test]
    fn a_name_that_begins_with_no_is_a_name() {
        for (text, denies) in [
            ("None.", true),
            ("- does not depend on anything", true),
            ("no_std_core", false),
            ("does not_so", false),
            ("nothing", true),
            ("no² such", true),
        ] {
            assert_eq!(starts_with_no(text), denies, "{text}");
        }
    }

    #[test]
    fn links_inside_of_links_are_part_of_them() {
        let shape = Shape { is_item: true, bold: 0, has_phrase: false };
        let stated = in_line("[a pict b]: for x, [b]", &[0..10, 3..7, 19..22], shape);
        assert_eq!(stated.len(), 1);
        assert_eq!(stated[0].rest, 0..22);
    }

    #[test]
    fn what_is_denied_turned_around_or_only_spoken_of_is_none() {
        for (line, expected) in [
            ("%None. It must never depend on <b>.", &[][..]),
            ("Does not depend on <b>", &[]),
            ("No dependency on <b>", &[]),
            ("Used by <b>", &["by b"]),
            ("%Nothing; <b> depends on this one.", &["by b"]),
            ("%See <b> for the wire format.", &[]),
            ("<b> (removed)", &[]),
            ("<a>; formerly <b>", &["a"]),
            ("<a>, used by <b> and <c>", &["a", "by b", "by c"]),
            ("%The wire format is that of <b>.", &[]),
            ("%None. <b> is described elsewhere.", &[]),
        ] {
            assert_eq!(said_of(line), expected, "{line}");
        }
    }

    proptest! {
        #[test]
        fn what_starts_with_no_is_what_a_pattern_would_say(
            text in "(no|Not|none|NEVER|cannot|does|may|is|not|[a-z]|[-.,(1é_ \n]){0,7}",
        ) {
            let no = pattern(STARTS_WITH_NO);
            prop_assert_eq!(starts_with_no(&text), no.is_match(&text), "{}", text);
        }
    }
}
