//! How much of the documents behind a phrase is meant: the whole of them, a part, or nothing.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

mod list;

use super::clauses::{has_word, holds};
use super::status::PARTLY_IN_ENGLISH;
use super::{date, is_one_of};
use crate::markdown::has_digit;
use crate::source::char_floor;
use crate::vocabulary::languages::PARTLY;
use crate::vocabulary::{Relation, Statement, starts_with_word};

/// Where behind a phrase some documents are named, and how much of them is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Meant {
    /// Bytes behind the phrase.
    pub(super) range: Range<usize>,
    /// Whether only a part is meant.
    pub(super) partial: bool,
}

/// Stands for each byte of a link, whose words name what is meant and say nothing of it.
const LINK: u8 = 1;
/// Stands for each byte of a title that is cited.
const TITLE: u8 = 2;

/// What names a document: a masked link, an id, a number, a file.
pub(super) const REFERENCE: &str = r"(?:\x01|(?:(?:[A-Z][A-Za-z]*[-_]){0,3}[A-Z][A-Za-z]*|(?i:adr|rfc))s?[-_\ ]?\#?[0-9]{1,6}(?-u:\b)|\#?[0-9]{1,6}(?-u:\b)|[\w./-]+\.md\b)";

/// The pattern of [`REFERENCE`].
pub(super) static NAMED: LazyLock<Regex> = LazyLock::new(|| pattern(REFERENCE));

/// A statement without the words of its links, those of the outline and those that are written out; byte for byte.
pub(super) fn masked<'t>(text: &'t str, links: &[Range<usize>]) -> Cow<'t, str> {
    static WRITTEN: LazyLock<Regex> = LazyLock::new(|| pattern(r"\[[^\[\]]*\]\([^()]*\)"));
    let written = text.contains("](").then(|| WRITTEN.find_iter(text).map(|link| link.range()));
    filled(text, links.iter().cloned().chain(written.into_iter().flatten()), LINK)
}

/// Where a statement stands that a document makes of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Behind the words of a status, which tells of the whole document: `Superseded by ADR-2 for the transport`.
    Status,
    /// Behind a key, or below a heading: `Superseded by: ADR-2, for the transport`.
    Key,
}

/// What the masked words behind a phrase mean. Nothing where they say so: `none`, `neither … nor …`.
pub(super) fn meant(rest: &str, statement: Statement, place: Place) -> Vec<Meant> {
    // `Superseded by the handbook (see ADR-2)` names a place to read what came after.
    let retires = statement == Statement::forward(Relation::Supersedes);
    if says_none(rest) || (retires && names_another_object(rest)) {
        return Vec::new();
    }
    let is_supersession = matches!(statement.relation, Relation::Supersedes | Relation::Amends);
    let rest = if is_supersession { &rest[..end_of_statement(rest)] } else { rest };
    let meant = whole_or_part(rest, statement, place);
    if may_name_several(rest) { list::within(meant, rest, &without_titles(rest)) } else { meant }
}

/// Whether what a phrase speaks of is something else than a document, and the first document stands beside it: `Replaces the
/// cron jobs (see ADR-1)`, `Replaces Travis. It extends ADR-1`.
fn names_another_object(rest: &str) -> bool {
    // What comes further behind belongs to another sentence than this.
    const FAR: usize = 200;
    const SIGNS: [&str; 12] = [
        "see",
        "cf",
        "siehe",
        "vgl",
        "voir",
        "véase",
        "ver ",
        "zie ",
        "compare",
        "according",
        "mentioned",
        "not on",
    ];
    // Most phrases have a document right behind them, and to build a pattern takes as long as to read ten pages.
    const LETTERS_OF_A_PREFIX: usize = 5;
    let near = &rest[..char_floor(rest, FAR)];
    let first = near.bytes().position(|byte| byte == LINK || byte.is_ascii_digit());
    let lead = &near[..first.unwrap_or(0)];
    if lead.bytes().filter(u8::is_ascii_alphabetic).count() <= LETTERS_OF_A_PREFIX
        || (!lead.contains(". ") && !SIGNS.iter().any(|sign| holds(lead, sign)))
    {
        return false;
    }
    let Some(first) = NAMED.find(near) else { return false };
    let before = &near[..first.start()];
    let Some(object) = object_before(before) else { return false };
    // `Supersedes the previous decision (see ADR-1)` speaks of that.
    let mut words =
        object.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && !words.any(names_record)
}

/// What is named before a remark or a sentence that a document follows.
fn object_before(before: &str) -> Option<&str> {
    static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?xi) (?: [\p{L}\d)”\x22'`*] \s* [,;(（—–-]\s* (?:also\s+)? (?: see | cf | siehe | vgl | voir | cfr | véase | ver | zie | compare | according\s+to | mentioned\s+in | not\s+on ) \b )",
        )
    });
    static SENTENCE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\p{L}{4,}[)”*`]*[.!?]\s+\p{Lu}\w*\s"));
    let starts = [BESIDE.find(before), SENTENCE.find(before)].into_iter().flatten();
    // The last letters of the object belong to what was found.
    let ends = starts.map(|found| {
        let behind = &before[found.start()..];
        let letter = behind.chars().next().map_or(0, char::len_utf8);
        let word = behind.find(|c: char| !c.is_alphanumeric());
        found.start() + word.unwrap_or(letter).max(letter)
    });
    Some(&before[..ends.min()?])
}

/// Whether a word may stand for a document, or for what one chose.
fn names_record(word: &str) -> bool {
    const RECORDS: [&str; 17] = [
        "adr",
        "rfc",
        "entscheid",
        "beschl",
        "décision",
        "decisi",
        "besluit",
        "nutzung",
        "verwendung",
        "einsatz",
        "wahl",
        "choix",
        "utilisation",
        "uso",
        "elecci",
        "keuze",
        "gebruik",
    ];
    let lower = word.to_lowercase();
    is_one_of(&lower, WHOLE)
        || WHOLE_ELSEWHERE.iter().any(|known| lower.contains(known))
        || RECORDS.iter().any(|known| lower.starts_with(known))
}

/// Where another statement begins that has a document for its subject: `…; ADR-8 itself is untouched`.
fn end_of_statement(rest: &str) -> usize {
    static ANOTHER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"[;.]\s+(?:the\s+)?{REFERENCE}[^;.,:()–—\n]{{0,80}}?\s(?:is|are|remains?|stays?|stands?|keeps?|continues?|still|applies|apply|unaffected|unchanged|untouched)\b"
        ))
    });
    // Most statements end with their text, and to build a pattern takes as long as to read ten pages.
    if !rest.contains("; ") && !rest.contains(". ") {
        return rest.len();
    }
    // `…; ADR-2 is superseded as well` goes on.
    let goes_on = |behind: &str| {
        let word = behind.trim_start();
        ["superseded", "replaced", "also"].iter().any(|known| starts_with_word(word, known))
    };
    let mut others = ANOTHER.find_iter(rest);
    let another = others.find(|another| !goes_on(&rest[another.end()..]));
    another.map_or(rest.len(), |another| another.start())
}

/// Whether there is more than one number or link, and anything between them that may end a list.
fn may_name_several(rest: &str) -> bool {
    let ends = |byte: &u8| byte.is_ascii_lowercase() || b"([;.|".contains(byte) || !byte.is_ascii();
    rest.as_bytes().iter().any(ends) && has_two_names(rest)
}

/// Whether there is more than one number or link.
fn has_two_names(rest: &str) -> bool {
    let is_name = |byte: &u8| byte.is_ascii_digit() || *byte == LINK;
    let runs = rest.as_bytes().chunk_by(|a, b| is_name(a) == is_name(b));
    runs.filter(|run| is_name(&run[0])).nth(1).is_some()
}

/// What all words behind a phrase mean, how far ever it governs them.
fn whole_or_part(rest: &str, statement: Statement, place: Place) -> Vec<Meant> {
    let whole = 0..rest.len();
    if !may_limit(rest) {
        return vec![Meant { range: whole, partial: false }];
    }
    let rest = &*without_titles(rest);
    // Of other relations nobody asks how much is meant.
    if !matches!(statement.relation, Relation::Supersedes | Relation::Amends) {
        return vec![Meant { range: whole, partial: starts_with_part(rest) }];
    }
    let items = if statement.inverse { Vec::new() } else { list::items(rest) };
    if items.len() > 1 {
        return of_items(rest, items, statement, place);
    }
    if let Some(each) = each_partly(rest) {
        return each;
    }
    let tells_of_older = statement.inverse && place == Place::Status;
    if says_partly(rest) || (!tells_of_older && says_that_some_remains(rest)) {
        return vec![Meant { range: whole, partial: true }];
    }
    // `Superseded by section 2 of ADR-9` says where to read, and not what was superseded.
    if statement.inverse {
        return vec![limited(rest, whole, By::TheOlder(place))];
    }
    if let Some(each) = of_list(rest) {
        return each;
    }
    let leads = leads(rest);
    let mut found = Vec::new();
    let before = 0..leads.first().map_or(rest.len(), |lead| lead.start);
    if !rest[before.clone()].trim().is_empty() {
        found.push(limited(rest, before, By::TheNewer));
    }
    for (at, lead) in leads.iter().enumerate() {
        let end = leads.get(at + 1).map_or(rest.len(), |next| next.start);
        found.push(Meant { range: lead.end..end, partial: true });
    }
    if leads.is_empty() && starts_with_part(rest) {
        found = vec![Meant { range: whole, partial: true }];
    }
    found
}

/// What is meant of each item of a list; neighbours that are meant as a whole stay together.
fn of_items(
    rest: &str,
    items: Vec<Range<usize>>,
    statement: Statement,
    place: Place,
) -> Vec<Meant> {
    let mut each: Vec<Meant> = Vec::new();
    for item in items {
        let start = item.start;
        for Meant { range, partial } in whole_or_part(&rest[item], statement, place) {
            let range = start + range.start..start + range.end;
            match each.last_mut().filter(|last| !last.partial && !partial) {
                Some(last) => last.range.end = range.end,
                None => each.push(Meant { range, partial }),
            }
        }
    }
    each
}

/// Whether the words say that there is nothing: `Supersedes: none`, `N/A, see ADR-1`, `-`, `not ADR-1`.
fn says_none(rest: &str) -> bool {
    const NOTHING: [&str; 9] =
        ["none", "nothing", "n/a", "na", "nil", "null", "no", "tbd", "not applicable"];
    static NOT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"^(?:neither\b|Neither\b|not\s|Not\s+(?:yet|any|applicable|superseded|replaced|{REFERENCE}))"
        ))
    });
    static NO_RECORD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^no\s+(?:(?:other|earlier|prior|previous|existing)\s+)*(?:adrs?|decisions?|records?)\b",
        )
    });
    static DASH: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[\s:]*[-–—]\s*[.,;(]"));
    let bare = rest.trim_matches(|c: char| !c.is_alphanumeric() && c != char::from(LINK));
    // `No. 3` and `NA-12` name something.
    let is_alone = |word: &&str| {
        let behind = bare[word.len()..].trim_start_matches(['.', '-', '_', ' ', '#']);
        !behind.starts_with(|c: char| c.is_ascii_digit())
    };
    let is_all = |word: &&&str| {
        bare.len() < 40
            || bare[word.len()..]
                .trim_start()
                .starts_with(['.', ',', ';', '(', '·', '•', '|', '—', '–'])
    };
    let says_nothing =
        || NOTHING.iter().filter(|word| starts_with_word(bare, word)).filter(is_all).any(is_alone);
    // `Supersedes / Superseded by:` doesn't say which.
    let is_either = rest.trim_start().strip_prefix('/').is_some_and(|other| {
        let key = other.find(':').map_or("", |colon| &other[..colon]);
        key.contains(char::is_alphabetic) && !key.contains(['/', '.']) && key.len() < 40
    });
    bare.is_empty()
        || is_either
        || (bare.starts_with(['n', 'N', 't', 'T']) && says_nothing())
        || (bare.starts_with(['n', 'N']) && NO_RECORD.is_match(bare))
        || (bare.starts_with(['n', 'N']) && NOT.is_match(bare))
        || (rest.trim_start_matches([' ', ':']).starts_with(['-', '–', '—']) && DASH.is_match(rest))
}

/// Whether the cheapest look leaves room for words that mean a part.
fn may_limit(rest: &str) -> bool {
    const SIGNS: [&[u8]; 23] = [
        b"respect",
        b"part",
        b"section",
        b"point",
        b"item",
        b"chapter",
        b"paragraph",
        b"only",
        b"exc",
        b"but",
        b"other",
        b"decision",
        b"rule",
        b"clause",
        b"concern",
        b"regard",
        b"far as",
        b"extent",
        b"'s ",
        b" of ",
        b" in ",
        b" for ",
        b"the ",
    ];
    // One pass for all of them: most bytes begin none.
    let begins = |at: usize| {
        let is_sign = |sign: &&[u8]| {
            rest.as_bytes()[at..]
                .get(..sign.len())
                .is_some_and(|own| own.eq_ignore_ascii_case(sign))
        };
        SIGNS.iter().any(is_sign)
    };
    rest.bytes().enumerate().any(|(at, byte)| {
        matches!(
            byte | 0x20,
            b'p' | b's'
                | b'i'
                | b'c'
                | b'o'
                | b'e'
                | b'f'
                | b't'
                | b'b'
                | b'd'
                | b'r'
                | b'\''
                | b' '
        ) && begins(at)
    }) || !rest.is_ascii()
        || (rest.contains('(') && ONLY.iter().any(|word| rest.contains(word)))
        || rest.as_bytes().windows(3).any(|part| {
            let names = part[0].is_ascii_digit() || part[0] == LINK;
            (names && part[1] == b' ' && part[2].is_ascii_alphabetic())
                || (part[0] == b'(' && part[1].is_ascii_uppercase() && part[2].is_ascii_digit())
        })
}

/// How a note begins that says *only* in letters of ASCII.
const ONLY: [&str; 7] =
    ["(nur ", "(seulement ", "(uniquement ", "(solo ", "(solamente ", "(apenas ", "(somente "];

/// Letters of which each word for *partially* of the languages with ASCII letters has some.
const IN_PARTLY: [&str; 4] = ["ment", "weise", " par", "zum te"];

/// Whether words in any place mean a part: `partially [3](c.md)`, `ADR-3 in part`, `§ 2 of ADR-3`.
fn says_partly(rest: &str) -> bool {
    rest.contains('§')
        || (holds(rest, "part") && PARTLY_IN_ENGLISH.iter().any(|word| has_word(rest, word)))
        || (!rest.is_ascii() || IN_PARTLY.iter().any(|letters| holds(rest, letters)))
            && PARTLY.iter().any(|word| rest.contains(word))
}

/// `ADR-8, ADR-9 (in part)`: of several documents those of which a note behind them says so are meant in part.
fn each_partly(rest: &str) -> Option<Vec<Meant>> {
    static NOTED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"{REFERENCE}\x01*[\])]*\s*(?:\((?i:in\s+part|partially|partly|partial)\)|in\s+part\s*[,;]|\(\s*§+\s*[0-9][0-9.,\s§&–-]*\)|§+\s*[0-9][\w.]*(?:\s*[–—,&-]\s*§*\s*[0-9][\w.]*)*)"
        ))
    });
    if !(holds(rest, "part") || rest.contains('§')) || NAMED.find_iter(rest).nth(1).is_none() {
        return None;
    }
    let noted: Vec<Range<usize>> = NOTED.find_iter(rest).map(|found| found.range()).collect();
    let others = filled(rest, noted.iter().cloned(), TITLE);
    if noted.is_empty() || says_partly(&others) || NAMED.find(&others).is_none() {
        return None;
    }
    let mut each = Vec::new();
    let mut from = 0;
    for note in noted {
        each.push(Meant { range: from..note.start, partial: false });
        from = note.end;
        each.push(Meant { range: note, partial: true });
    }
    each.push(Meant { range: from..rest.len(), partial: false });
    each.retain(|meant| NAMED.is_match(&rest[meant.range.clone()]));
    Some(each)
}

/// `ADR-1 and ADR-2's retry rule`, `ADR-1 and ADR-2 decision 3`: of a list of documents the last one, where it owns what is
/// named. Of `ADR-1's and ADR-2's rules` all own it, and `ADR-1 and ADR-2 for new clients` limits all.
fn of_list(rest: &str) -> Option<Vec<Meant>> {
    static LIST: LazyLock<Regex> = LazyLock::new(|| {
        let name = format!(r"\[*{REFERENCE}\x01*\]*");
        let and = r"\s*(?:,\s*and\b|,|&|\+|\band\b)\s*";
        pattern(&format!(r"^([\s:*]*{name}(?:{and}{name})*?){and}({name})(?:['’]s|\s|,|\()"))
    });
    // To build the pattern takes as long as to read ten pages.
    if !has_two_names(rest) {
        return None;
    }
    let found = LIST.captures(rest)?;
    let [others, last] = [found.get(1)?, found.get(2)?];
    let behind = &rest[last.end()..];
    // `ADR-1, D2's executor`: a label of what is in the document.
    let letters = last.as_str().trim_end_matches(|c: char| c.is_ascii_digit());
    let is_label = letters.len() <= 2 && letters.bytes().all(|byte| byte.is_ascii_uppercase());
    // `ADR-1 and OAuth2`: of another kind.
    let prefix = |name: &str| {
        let name = name.trim_matches(|c: char| !c.is_alphanumeric() && c != char::from(LINK));
        name.trim_end_matches(|c: char| c.is_ascii_digit()).to_ascii_lowercase()
    };
    let first = prefix(NAMED.find(others.as_str())?.as_str());
    let is_link = |name: &str| name.contains(char::from(LINK)) || name.contains('.');
    let own = prefix(last.as_str());
    if first != own && !own.is_empty() && !is_link(&first) && !is_link(&own) {
        return None;
    }
    // The numbers of decisions are no documents.
    let is_document = |name: &str| name.bytes().any(|byte| !byte.is_ascii_digit());
    let names_another = NAMED.find_iter(behind).any(|name| is_document(name.as_str()));
    if (is_label && !letters.is_empty()) || names_another {
        return None;
    }
    let point = label_in(behind).map(|label| label.as_str().trim_start_matches([' ', '(']));
    let is_point = point.is_some_and(|label| !label.starts_with("for"));
    if is_point || (behind.starts_with(['\'', '’']) && names_an_aspect(behind)) {
        return Some(vec![
            Meant { range: others.range(), partial: false },
            Meant { range: last.start()..rest.len(), partial: true },
        ]);
    }
    let limits = point.is_some() || field_of(behind).is_some() || scope_of(behind).is_some();
    limits.then(|| vec![Meant { range: 0..rest.len(), partial: true }])
}

/// Whether a part comes first, whatever it is a part of.
fn starts_with_part(rest: &str) -> bool {
    static PART: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r#"^[^\w\x01\x02]*(?:(?:a\s+)?parts?\s+of|sections?|Sections?\s+[0-9"“])\b"#)
    });
    (holds(rest, "part") || holds(rest, "section")) && PART.is_match(rest)
}

/// Without the titles behind ids: `ADR-3: Only one log` and `ADR-4 (Part numbers)` mean the whole.
///
/// A title starts with a capital; what limits does not.
fn without_titles(rest: &str) -> Cow<'_, str> {
    static TITLED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r#"(?x) {REFERENCE} (?: \x01* [\])]* (?: \s*[:–—]\s* | \s+-\s+ | \s+ ) | \.\s+ ) ["“'(]* ([A-Z][^()\[\];,\n\x01]*)"#
        ))
    });
    // `ADR-1 D2`, `ADR-1 Updates 3 and 4`.
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:[A-Z]{1,2}[0-9]{1,3}\b|[A-Z][a-z]+ sections?\b|(?:Updates?|Sections?|Points?|Rules?|Decisions?)\s+[0-9])",
        )
    });
    let is_title = |title: &&str| {
        !PARTLY_IN_ENGLISH
            .iter()
            .any(|word| starts_with_word(title, word) && title.trim_end().len() <= word.len() + 1)
            && !title.trim_end().ends_with(" only")
            && !title.starts_with("ONLY ")
            && !LABEL.is_match(title)
    };
    let titles = TITLED.captures_iter(rest).filter_map(|found| found.get(1));
    let titles = titles.filter(|title| is_title(&title.as_str()));
    filled(rest, titles.map(|title| title.range()), TITLE)
}

/// Words before a reference that mean a part of it, up to the reference: `the storage section of`, `points 1 and 3 of`.
fn leads(rest: &str) -> Vec<Range<usize>> {
    static LEAD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?x) (?: ^[\s:>*_–—-]* | [,;&]\s*(?i:and\s+)? | \s(?i:and)\s+ )
            ( (?: (?i:only|just)\s+ )? (?: (?i:the|its|a|an)\s+ )?
              (?: (?: (?: [^\d\x01\x02,;.()] | -[A-Z]\d ){{1,60}}? \s )??
                  (?i:parts?|sections?|portions?|pieces?|half|halves|aspects?|bits?|paragraphs?|chapters?|clauses?|points?|items?|bullets?)
                  (?: \s+ [^\x01\x02;()\n]{{1,60}}? )??
                | (?i:some|most|much|several|few|one)(?:\s+[a-z]+){{0,4}}?
                | (?i:decisions?|rules?|options?|requirements?|articles?|steps?|answers?) \s+ \#?[0-9]{{1,3}}
                  (?: \s*(?:,|&|–|-|and\b|to\b)+\s* \#?[0-9]{{1,3}} )*
                | [A-Z]{{1,2}}[0-9]{{1,3}} (?: \s*(?:,|&|and\b)+\s* [A-Z]{{1,2}}[0-9]{{1,3}} )*
              )
              \s+(?i:of|in|from)\s*:?\s+ (?: (?i:the)\s+ )? (?: (?i:adr|record|decision|document)\s+ )?
            ) {REFERENCE}"
        ))
    });
    // `all parts of` means the whole.
    static ALL: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)^(?:all|both|every|each|the (?:whole|entire))\b"));
    let found = LEAD.captures_iter(rest).filter_map(|found| found.get(1));
    let found = found.filter(|lead| !ALL.is_match(lead.as_str())).map(|lead| lead.range());
    let mut found: Vec<Range<usize>> = found.collect();
    for aspect in aspects(rest) {
        if found.iter().all(|lead| lead.end <= aspect.start || aspect.end <= lead.start) {
            found.push(aspect);
        }
    }
    found.sort_by_key(|lead| lead.start);
    found
}

/// `the retry strategy of ADR-3`, `"retries" in ADR-3`: words that name something in it, and not what all of it is, at the
/// start or where a list goes on.
fn aspects(rest: &str) -> Vec<Range<usize>> {
    static ASPECT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r#"(?x) (?: ^[\s:>*_–—-]* | ,\s+(?:and\s+)? | \sand\s+ ) ( (?: (?:only|just)\s+ )?
                (?: (?:the|its)\s+ (["“”'‘’`\w,\s/*-]{{1,80}}?) | ([A-Z][a-z]+(?:\ [a-z-]+){{0,5}}) | ["“'‘] ([a-z][^"“”'‘’\n\x01\x02]{{0,60}}) ["”'’] )
                \s+(?: of | in | from | (?:assumed|set|introduced|defined|made|adopted|described|documented|specified|mandated|required|established|laid\s+out)\s+(?:by|in) ) \s*:?\s+
                (?:the\s+)? (?i:(?:adr|record|decision|document)\s+)? ) {REFERENCE}"#
        ))
    });
    let lead = |found: regex::Captures<'_>| {
        let lead = found.get(1)?.range();
        let named = found.iter().skip(2).flatten().next()?.as_str();
        if NAMED.is_match(named) {
            return None;
        }
        let words: Vec<&str> = named.split_whitespace().collect();
        let chooses = |word: &&str| !is_one_of(word, WHOLE) && !is_one_of(word, ALL);
        // `the auth and mutability decisions in ADR-1` are some of them; `the decisions in ADR-1` all.
        let is_some = words.split_last().is_some_and(|(last, others)| {
            is_one_of(last, "approach choice choices decision decisions design policy")
                && others.iter().any(chooses)
        });
        let names_all = |word: &&str| is_one_of(&word.to_ascii_lowercase(), WHOLE);
        let is_part = is_some || !words.iter().any(names_all);
        // `the cron jobs of 2022`.
        let digits = rest[lead.end..].bytes().take_while(u8::is_ascii_digit).count();
        let is_year = digits == "2022".len() && rest[lead.end..].starts_with(['1', '2']);
        (is_part && !is_year).then_some(lead)
    };
    ASPECT.captures_iter(rest).filter_map(lead).collect()
}

/// Words for all that a document holds.
const WHOLE: &str = "adr policy process setup system approach architecture choice chosen conclusion content contents decision decisions defined \
    described design direction document documented entire guidance ideas intent made outcome outlined plan proposal proposed \
    recommendation record recorded set solution spirit stated taken text use whole";

/// The same in languages that mark what owns.
const WHOLE_ELSEWHERE: [&str; 15] = [
    "결정", "내용", "전체", "설계", "방침", "決定", "内容", "全", "方針", "設計", "决定", "决策",
    "方案", "设计", "提案",
];

/// Words beside them that do not choose among it.
const ALL: &str = "a all and architectural core current design earlier entire first former initial key main old older original \
    other overall own previous prior technical the three two various";

/// Words for something in a document.
const ASPECTS: &str = "allowlist api assumption assumptions behavior behaviour boundary clause contract convention default defaults \
    detail details flow format handling interface layout limit limits list lists mechanism model naming ownership path policy \
    portion protocol representation requirement requirements rule rules schema scheme semantics states strategy support threshold wording workflow";

/// `ADR-1 execution model`, `ADR-1's retry rule`: what follows a document right away names something of it.
fn names_an_aspect(behind: &str) -> bool {
    const LONGEST: usize = 4;
    const PREPOSITIONS: &str = "as by due for from in of to via with";
    let marked = behind.strip_prefix(' ').unwrap_or(behind);
    if let Some(owned) = ["의", "の", "的"].iter().find_map(|case| marked.strip_prefix(*case)) {
        let owned = owned.trim_start();
        return !owned.is_empty() && !WHOLE_ELSEWHERE.iter().any(|word| owned.starts_with(word));
    }
    let possessive = behind.strip_prefix("'s ").or_else(|| behind.strip_prefix("’s "));
    let Some(phrase) = possessive.or_else(|| behind.strip_prefix(' ')) else { return false };
    if possessive.is_none() && ["and ", "or ", "but "].iter().any(|word| phrase.starts_with(word)) {
        return false;
    }
    let end = phrase.find([',', ';', '(', ')', '\n', ':', '\u{1}']).unwrap_or(phrase.len());
    let phrase = phrase[..end].split(". ").next().unwrap_or("").trim_end_matches('.');
    let phrase = phrase.split(" and ").next().unwrap_or(phrase);
    let words: Vec<&str> = phrase
        .split_whitespace()
        // What stands behind one belongs to the reason, or to what the document is about.
        .take_while(|word| !is_one_of(word, PREPOSITIONS))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .collect();
    if possessive.is_some() {
        if phrase.ends_with(" only") {
            return true;
        }
        // `ADR-1's decision` is all of it, `ADR-1's alias-token proposal` a part.
        return words.iter().any(|word| !is_one_of(word, WHOLE) && !is_one_of(word, ALL))
            && !words.iter().any(|word| ["entire", "whole", "overall"].contains(word));
    }
    let is_lower = |word: &&str| {
        word.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'/' | b'-'))
    };
    // `ADR-1 clauses that allow both`.
    if let [first, next, ..] = words[..]
        && is_one_of(first, "clauses provisions rules")
        && ["that", "which", "on", "about"].contains(&next)
    {
        return true;
    }
    words.len() <= LONGEST
        && words.iter().all(|word| !word.is_empty() && is_lower(word))
        && words.last().is_some_and(|last| is_one_of(last, ASPECTS))
}

/// `ADR-1 except for its section 2`, `ADR-1 (excluding retries)`.
fn exception() -> &'static Regex {
    static EXCEPTION: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"[\s,(](?:except|excepting|excluding|apart\s+from|with\s+the\s+exception\s+of|other\s+than|but\s+not)\b",
        )
    });
    &EXCEPTION
}

/// `ADR-1 (only section 2)`, `ADR-1, only for guests`, `ADR-1 for the web client only`.
fn condition() -> &'static Regex {
    static CONDITION: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?x) \( [^()\n\x01]* \sonly \s* [)—–;,:]
            | (?: \( | \s[—–:-]\s+ ) ONLY \s
            | \((?: nur | seulement | uniquement | solo | solamente | apenas | somente | только | лише ) \s | [(（][仅僅只]
            | [(（] [^()（）\n\x01]* (?:항목|부분|내용|규칙|방식|결정|섹션|조항|절) 만 [\s.,;)）]
            | ,\s* (?: [a-z-]+ \s ){1,4} only \s* (?: [.;\n] | $ )
            | \s (?:in|for) \s+ the \s+ (?:area|scope|domain) \s+ of \b
            | \s for \s+ (?:(?:its|the)\s+)? (?i:decisions?|rules?|points?|sections?|items?|clauses?) \s+ [0-9]
            | \(\s* (?: only\s | just\s | Only\s+(?:the|sections?|parts?|points?|for|in|its)\b )
            | [\s,]only\s+(?:for|in|on|as|where|with|the|its|sections?|parts?|points?|regarding|concerning|about|inside|within)\b
            | [\s,(](?:for|in|on|as|where|with|regarding|concerning|about|inside|within)\s [^.;()\n\x01]* \sonly (?: \s*[.;)\n] | \s*$ )",
        )
    });
    &CONDITION
}

/// `ADR-1 — storage engine choice only`, `ADR-1 retry rule only`: right behind a document.
fn only() -> &'static Regex {
    static ONLY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^[\])]*(?:\s[—–-]|:)?\s+[a-z][^.,;()\n\x01]{1,80}\s(?:only|ONLY)\s*(?:[.;,)\n]|$)",
        )
    });
    &ONLY
}

/// `ADR-1, section Storage`, `ADR-1 (point 3)`.
fn section() -> &'static Regex {
    static SECTION: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r#"(?x) [,(]\s* (?: (?:sections?|parts?|points?|items?|chapters?|paragraphs?) \s+ (?: [0-9"“'‘A-Z\x01] | (?:on|about|named|called|of)\b )
            | (?:Sections?|Points?|Items?|Chapters?|Paragraphs?) \s+ [0-9] )
            | \s[—–] \s+ the \s+ [^,;.()\n\x01]{1,60}? \s (?:section|paragraph|clause|bullet|claim)s? \b
            | , \s* the \s+ (?:section|point|part|paragraph|clause|rule|bullet|item|sentence|half|portion)s? \b"#,
        )
    });
    &SECTION
}

/// `ADR-1 decision 7`, `ADR-1 D2`, `ADR-1 for new code`: what counts only right behind a document, or a note on it.
fn label() -> &'static Regex {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?x)^ \s+ (?: (?i:decisions?|rules?|points?|items?|clauses?|sections?|steps?|updates?) \s+ (?: [0-9] | [A-Z]{1,2}[0-9]{1,3} \b ) | [A-Z]{1,2}[0-9]{1,3} \b | [A-Z][a-z]+ \s sections? \b )
            | ^ [\])]* \s* \( \s* (?: its \s | (?i:decisions?|rules?|clauses?|parts?|sections?|points?|items?|steps?) \s+ [0-9] | D[0-9]{1,3} \s*[,)]
                | [a-z][^()\n\x01]{1,60}? \s (?:sections?|parts?|portions?|half|clauses?) \s*[),;]
                | the \s [^()\n\x01]{1,60}? \b (?:rules?|clauses?|defaults?|thresholds?) \s*[),;] )
            | ^ ,? \s+ (?:on|in) \s+ (?:one|two|three|four|some|several|most) \s+ of \s+ its \b
            | ^ (?: \s* \([^()\n]*\) )? \s+ for \s+ (?: (?:all\s+)?(?:new|existing)
                | the\s+ [^.;,()\n\x01]{1,40}? \s (?:choices?|decisions?|parts?|rules?|sections?|clauses?|aspects?)
                | (?:[a-z]+\s+)? (?:features?|code|services?|users?|clients?|cases?|projects?|deployments?|platforms?) ) \b",
        )
    });
    &LABEL
}

/// A label right behind a document; not `ADR-1 (all parts)`, `ADR-1 (too many moving parts)`, `ADR-1 (decision of 2024)`.
fn label_in(behind: &str) -> Option<regex::Match<'_>> {
    let found = label().find(behind)?;
    let words = found.as_str().trim_start_matches([' ', '(', ']', ')']);
    let first = words.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let digits = behind[found.end()..].bytes().take_while(u8::is_ascii_digit).count();
    let goes_on = &behind[found.end() + digits..];
    // `Decision 2024-03-01`, `Decision 3 May 2024`, `step 1 of 3`.
    let is_count = words.ends_with(|c: char| c.is_ascii_digit())
        && (digits > 2
            || goes_on.starts_with('-')
            || goes_on.starts_with(" of ")
            || date::starts_with_month_and_year(goes_on));
    // `(written in two parts)`, `(for the most part)`.
    let is_of_all =
        words.split_whitespace().any(|word| is_one_of(word, "all both most our three two"));
    if is_of_all && found.as_str().contains('(') {
        return None;
    }
    (!is_count && (first == "for" || !is_one_of(first, TELLING))).then_some(found)
}

/// `ADR-1 regarding storage`, `ADR-1 "storage format" only`: right behind a document. Further on, such words may belong to
/// a reason: `ADR-1 because of complaints concerning speed`.
fn scope() -> &'static Regex {
    static SCOPE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r#"(?xi)^ [\])]* (?:
                \s* [,(]? \s* (?: (?:solely|only|just|purely|exclusively) \s+ )? (?: (?:as\s+)?regard(?:s|ing) | concerning | with\s+(?:regard|respect)\s+to | in\s+respect\s+of
                    | when\s+it\s+comes\s+to | in\s+terms\s+of | in\s?so\s?far\s+as | to\s+the\s+extent\s+(?:of|that)
                    | (?:so|as)\s+far\s+as\s [^.;()\n\x01]* \b(?:concern(?:s|ed)|goes|go)
                    | where\s [^.;()\n\x01]* \bconcerned | where\s+(?:it|they) ) \b
                | \s+ ["“'‘] (?-i:[a-z]) [^"“”'‘’\n\x01\x02]* ["”'’] \s+only \b )"#,
        )
    });
    &SCOPE
}

/// Words right behind a document that say what of it is meant; not `regarding which see …`.
fn scope_of(right_behind: &str) -> Option<regex::Match<'_>> {
    let found = scope().find(right_behind)?;
    let next = right_behind[found.end()..].split_whitespace().next().unwrap_or("");
    // `ADR-1, where it was decided to poll` says what it is about.
    let tells = found.as_str().ends_with("it") || found.as_str().ends_with("they");
    let is_told = tells && ["is", "are", "was", "were", "has", "have", "had"].contains(&next);
    (!["which", "this", "that", "whom"].contains(&next) && !is_told).then_some(found)
}

/// `ADR-1 for the transport`, `ADR-1 for S3 buckets`: what of it is meant, and not why, or for how long.
fn field_of(right_behind: &str) -> Option<regex::Match<'_>> {
    // Why, how long, for whom, by what or since when; what is left over is a field.
    const OTHERS: &str = "a above all an auditability avoiding being benefit better budget budgetary clarity completeness \
        consistency consistent convenience correctness cost costs details developer durability ease easier efficiency \
        everyone everything example fear faster first flexibility following foreseeable further future good greater higher \
        historical improved increased interoperability lack last less long lower maintainability maintenance many moment more \
        most not now performance portability present readability reduced release reliability rest robustness safety same \
        scalability second security simple simplicity speed stability testability that this ticket time us usability various \
        version want whole";
    const REASONS: [&str; 9] = [
        "benefit",
        "compliance",
        "constraints",
        "purpose",
        "purposes",
        "reason",
        "reasons",
        "requirement",
        "sake",
    ];
    static FIELD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^[\])]*(?:\s*\([^()\n]*\))?,?\s+(?:[-–—]\s+)?(?:for(?:\s+the)?|pour\s+(?:le|la|les))\s+([A-Za-z][\w/-]*)([^.,;:()\n\x01]*)",
        )
    });
    // To build a pattern takes as long as to read ten pages.
    if !has_word(right_behind, "for") && !has_word(right_behind, "pour") {
        return None;
    }
    let found = FIELD.captures(right_behind)?;
    let gives_reason = REASONS.contains(&&found[1])
        || found[2].split_whitespace().any(|word| REASONS.contains(&word));
    // `ADR-1, for WI-12`: a ticket asked for it.
    let is_ticket = found[1].contains('-') && found[1].starts_with(|c: char| c.is_uppercase());
    let is_release = found[1].starts_with(['Q', 'H', 'V', 'v']);
    let is_id = has_digit(&found[1]) && (found[2].trim().is_empty() || is_ticket || is_release);
    let is_other = is_one_of(&found[1].to_ascii_lowercase(), OTHERS);
    (!is_other && !gives_reason && !is_id).then(|| found.get_match())
}

/// Whether a later clause says of what the documents hold that some of it goes on: `…; its schema rules remain in force`.
fn says_that_some_remains(rest: &str) -> bool {
    static REMAINS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?xi) [.;] \s+ (?: its \b [^.;()\x01]{0,80}? \s | the\s+(?:rest|others?|remainder) \s+ (?:of\s+(?:it|that|this)\s+)?
                | (?:everything|all) \s+ (?:else|others?) \s+ | sections?\s+[0-9] [^.;()\x01]{0,60}? \s )
                (?: (?:remains?|stays?) \s+ (?: in\s+force | in\s+effect | accepted | valid | binding | authoritative | unchanged | aligned | as\s+(?:it\s+is|they\s+are) )
                    | continues?\s+to\s+(?:apply|hold) | still\s+(?:applies|apply|stands?|holds?) ) \b",
        )
    });
    let may_remain = ["remain", "stay", "continue", "still"].iter().any(|word| holds(rest, word));
    may_remain && REMAINS.find(rest).is_some_and(|found| !NAMED.is_match(found.as_str()))
}

/// Who states a supersession. Only the newer document says how much of the older one it takes the place of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    TheOlder(Place),
    TheNewer,
}

/// Words that begin what is told of a document, and no limit.
const TELLING: &str = "after all and applies as because before both every few fewer for if in is it many now on only see since \
    that they this too was we when where which";

/// Some documents, of which the words behind them may mean a part. The words that say so name no further ones.
fn limited(rest: &str, range: Range<usize>, by: By) -> Meant {
    static SENTENCE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\.\s+[A-Z]|\n\s*\n"));
    let whole = || Meant { range: range.clone(), partial: false };
    let text = &rest[range.clone()];
    let Some(first) = NAMED.find(text) else { return whole() };
    let end = SENTENCE.find_at(text, first.end()).map_or(text.len(), |end| end.start() + 1);
    let newer = (by == By::TheNewer).then(section);
    let limits = [exception(), condition()].into_iter().chain(newer);
    let found = limits.filter_map(|limit| limit.find_at(&text[..end], first.end()));
    let found = found.map(|limit| limit.range());
    let right_behind = text[first.end()..].trim_start_matches(char::from(LINK));
    let start = text.len() - right_behind.len();
    let of_newer = (by == By::TheNewer).then(|| label_in(right_behind)).flatten();
    let field = (by != By::TheOlder(Place::Status)).then(|| field_of(right_behind)).flatten();
    let only = holds(right_behind, "only").then(|| only().find(right_behind)).flatten();
    // `ADR-1 — historical interest only` says what it is good for.
    let is_use = |word: &str| is_one_of(word, "historical history information interest reference");
    let only = only.filter(|only| {
        let words =
            only.as_str().split_whitespace().skip_while(|word| !word.contains(char::is_alphabetic));
        let words: Vec<&str> = words.collect();
        // `ADR-1 which was internal only`, `ADR-1 — stub only`, `ADR-1 and ADR-2 only`.
        words.len() > 2
            && !words.iter().any(|word| is_use(word))
            && !words.first().is_some_and(|word| is_one_of(word, TELLING))
            && !NAMED.is_match(only.as_str())
    });
    let labelled = of_newer.or(field).or(only).into_iter().chain(scope_of(right_behind));
    let labelled = labelled.map(|label| start + label.start()..start + label.end());
    let Some(limit) = found.chain(labelled).min_by_key(|limit| limit.start) else {
        let partial = by == By::TheNewer && names_an_aspect(right_behind);
        return Meant { range, partial };
    };
    let behind = text[limit.end..end].trim_start();
    let names_another = NAMED.find(&text[limit.end..]).is_some();
    let words = &text[limit.clone()];
    // `ADR-1 and ADR-2, but not ADR-3`: a whole document is left out.
    let leaves_out = words.ends_with(char::is_lowercase)
        && exception().is_match(words)
        && NAMED.find(behind).is_some_and(|named| named.start() == 0);
    let range = if names_another && !leaves_out {
        range.clone()
    } else {
        range.start..range.start + limit.start
    };
    Meant { range, partial: !leaves_out }
}

/// The section or point that a statement limits itself to, in lower case, as far as it gives a name or a number to one.
/// `by` is said by the older document, whose `section 2 of ADR-9` is that of the newer.
pub fn named(statement: &str, by: bool) -> Option<String> {
    static OF: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r#"(?x) \b(?i:the)\s+ ([A-Za-z][A-Za-z\ ]{0,40}?) \s+ (?i:section|part)\s+of\b
            | \b(?i:section|point|part|decision)\s+ ["“'‘]? (\w[\w\ ]{0,40}?) ["”'’]? \s+of\b
            | , \s* (?i:section|point)\s+ ["“'‘]? (\w[\w\ ]{0,40}?) ["”'’]? \s* (?: [.,;)\n] | $ )"#,
        )
    });
    static ONLY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r#"(?x) \(\s* (?:only\s+|just\s+)? (?:the\s+)? (?i:section|point|part)\s+ ["“'‘]? (\w[\w\ ]{0,40}?) ["”'’]? \s*\)
            | \(\s* (?:only\s+|just\s+)? the\s+ ([A-Za-z][A-Za-z\ ]{0,40}?) \s+ (?i:section|part) \s*\)"#,
        )
    });
    let found = ONLY.captures(statement).or_else(|| OF.captures(statement).filter(|_| !by))?;
    let name = found.iter().skip(1).flatten().next()?;
    Some(name.as_str().trim().to_lowercase())
}

/// A text with some stretches filled with a byte that is no letter.
fn filled(text: &str, stretches: impl Iterator<Item = Range<usize>>, with: u8) -> Cow<'_, str> {
    let mut bytes: Option<Vec<u8>> = None;
    for range in stretches {
        let bytes = bytes.get_or_insert_with(|| text.as_bytes().to_vec());
        let end = range.end.min(bytes.len());
        bytes[range.start.min(end)..end].fill(with);
    }
    bytes.and_then(|bytes| String::from_utf8(bytes).ok()).map_or(Cow::Borrowed(text), Cow::Owned)
}

fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("a valid pattern")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the words behind `Supersedes` mean; behind a link's text stands its target.
    fn said(rest: &str) -> Vec<String> {
        let masked = masked(rest, &[]);
        let found = meant(&masked, Statement::forward(Relation::Supersedes), Place::Key);
        let mark = |partial| if partial { "~" } else { "" };
        found
            .into_iter()
            .map(|meant| format!("{}{}", mark(meant.partial), rest[meant.range].trim()))
            .collect()
    }

    #[test]
    fn nothing_is_meant_where_the_words_say_so() {
        for rest in [
            " neither ADR-0001 nor ADR-0002",
            ": not ADR-0001",
            ": N/A, see ADR-0001",
            ": Not superseded; ADR-0001 extends it",
            ": -, formerly ADR-0001",
            ": none",
            " nothing so far",
            ": -",
            "",
        ] {
            assert_eq!(said(rest), Vec::<String>::new(), "{rest}");
        }
        for rest in [" No. 3", " NA-12", " [No shared state](0003-x.md)", " — see ADR-1"] {
            assert_eq!(said(rest).len(), 1, "{rest}");
        }
    }

    #[test]
    fn a_part_is_told_by_the_words_around_a_reference() {
        for (rest, expected) in [
            ("ADR-0001 (only section Storage)", "~ADR-0001"),
            ("ADR-0001, section Storage", "~ADR-0001"),
            ("the storage section of ADR-0001", "~ADR-0001"),
            ("the storage part of [ADR-0001](a.md)", "~[ADR-0001](a.md)"),
            ("some of ADR-0001", "~ADR-0001"),
            ("point 3 of ADR-0001", "~ADR-0001"),
            ("decisions 1 and 3 of ADR-0001", "~ADR-0001"),
            ("decisions 1 and 3 of [the log](a.md)", "~[the log](a.md)"),
            ("ADR-0001 except for its section Storage", "~ADR-0001"),
            ("ADR-0001 for the web client only", "~ADR-0001"),
            ("ADR-0001, only for guests.", "~ADR-0001,"),
            ("[ADR-0001](a.md) (point 3)", "~[ADR-0001](a.md)"),
            ("section 2 of ADR-0001", "~ADR-0001"),
            ("part of the old log", "~part of the old log"),
            ("§ 2 of ADR-0001", "~§ 2 of ADR-0001"),
            ("ADR-0001 partially", "~ADR-0001 partially"),
            ("[ADR-0005](a.md) decision 7", "~[ADR-0005](a.md)"),
            ("ADR-0001 point 6", "~ADR-0001"),
            ("ADR-0001 D1", "~ADR-0001"),
            ("D3 and D5 of ADR-0001", "~ADR-0001"),
            ("ADR-0001, the paragraph that keeps logs", "~ADR-0001"),
            ("ADR-0001 for new code", "~ADR-0001"),
            ("ADR-0001 (local first) for cloud features.", "~ADR-0001"),
            ("ADR-0001 execution model", "~ADR-0001 execution model"),
            ("[ADR-0001](a.md) media/host ownership", "~[ADR-0001](a.md) media/host ownership"),
            ("the default transport of [ADR-0001](a.md)", "~[ADR-0001](a.md)"),
            ("the retry strategy in ADR-0001", "~ADR-0001"),
            ("the rejection in\n[ADR-0001](a.md)", "~[ADR-0001](a.md)"),
            ("ADR-0001 in the area of storage", "~ADR-0001"),
            ("ADR-0001 regarding storage.", "~ADR-0001"),
            ("ADR-0001, in so far as it concerns storage", "~ADR-0001"),
            ("ADR-0001 where storage is concerned", "~ADR-0001"),
            ("ADR-0001 \"storage format\" only.", "~ADR-0001"),
            ("only the storage format of ADR-0001", "~ADR-0001"),
            ("\"storage format\" in ADR-0001", "~ADR-0001"),
            ("ADR-0001's conversion detail", "~ADR-0001's conversion detail"),
            ("ADR-0001 (storage only)", "~ADR-0001"),
            ("ADR-0001 (ASR half only)", "~ADR-0001"),
            ("ADR-0001 (points 2 and 3)", "~ADR-0001 (points 2 and 3)"),
            ("ADR-0001, sections 2, 3 and 5", "~ADR-0001, sections 2, 3 and 5"),
            ("ADR-0001 (partially)", "~ADR-0001 (partially)"),
            ("the client-D2 parts of ADR-0001", "~ADR-0001"),
            ("the auth and mutability decisions in [0001](a.md)", "~[0001](a.md)"),
            ("ADR-0001's alias-token proposal", "~ADR-0001's alias-token proposal"),
            ("ADR-0001's decision on retries", "~ADR-0001's decision on retries"),
            ("[ADR-0001](a.md),\n  control-store selection only", "~[ADR-0001](a.md)"),
            ("[ADR-0001](a.md) — the domain clause and more", "~[ADR-0001](a.md)"),
            ("[ADR-0001](a.md) for the Gradle DSL choice", "~[ADR-0001](a.md)"),
            ("ADR-0001 for the transport between nodes.", "~ADR-0001"),
            ("the “keep polling” decision of [ADR-0001](a.md)", "~[ADR-0001](a.md)"),
            ("the repo-declaration model assumed by\n[ADR-0001](a.md)", "~[ADR-0001](a.md)"),
            ("the phase, reminder, and report decisions in ADR-0001", "~ADR-0001"),
            ("ADR-0001 pour le transport", "~ADR-0001"),
            ("ADR-0001 (hosting clause only — the others stay)", "~ADR-0001"),
            ("ADR-0001 (только пункт 4)", "~ADR-0001"),
            ("ADR-0001 (nur der Speicher)", "~ADR-0001"),
        ] {
            assert_eq!(said(rest), [expected], "{rest}");
        }
    }

    #[test]
    fn a_document_beside_what_a_phrase_speaks_of_is_not_meant() {
        for rest in [
            "the cron jobs (see ADR-0001)",
            "Travis, see ADR-0001",
            "Travis CI (cf. ADR-0001)",
            "the wiki page. It extends ADR-0001",
            "the café (see ADR-0001)",
            "das Wiki (siehe ADR-0001)",
        ] {
            assert_eq!(said(rest), [""; 0], "{rest}");
        }
        for rest in [
            "the previous decision (see ADR-0001)",
            "Use redb (ADR-0001)",
            "Configuration as Code (ADR-0001)",
            "die Nutzung von SQLite (siehe ADR-0001)",
            "Keep e.g. One log (ADR-0001)",
            "see ADR-0001",
        ] {
            assert_eq!(said(rest), [rest], "{rest}");
        }
    }

    #[test]
    fn a_limit_may_stand_in_notes_and_behind_titles() {
        for (rest, expected) in [
            ("ADR-0001, solely with respect to its tone", "~ADR-0001"),
            ("ADR-0001 (Claude as Platform) - for the Genesis build", "~ADR-0001"),
            ("the packaging portion of ADR-TON-001", "~ADR-TON-001"),
            ("ADR-0001 (database choice section)", "~ADR-0001"),
            ("ADR-0001 (Decision 3 and 4)", "~ADR-0001 (Decision 3 and 4)"),
            ("ADR-0001 Section 2", "~ADR-0001"),
            ("ADR-0001 Deferred section (\"No move\")", "~ADR-0001"),
            ("ADR-0001 decisions D1 and D8", "~ADR-0001 decisions D1 and D8"),
            ("ADR-0001, on two of its targets", "~ADR-0001"),
            ("ADR-0001 (rule 4)", "~ADR-0001"),
            ("ADR-0001 (all sections)", "ADR-0001 (all sections)"),
            ("ADR-0001 (too many moving parts)", "ADR-0001 (too many moving parts)"),
            ("ADR-0001 (written in two parts)", "ADR-0001 (written in two parts)"),
            ("ADR-0001 (Decision 2024-03-01)", "ADR-0001 (Decision 2024-03-01)"),
            ("ADR-0001 which was internal only", "ADR-0001 which was internal only"),
            ("ADR-0001 — storage engine choice only", "~ADR-0001"),
            ("[ADR-0001](a.md) hardcoded-ref pinning decision only", "~[ADR-0001](a.md)"),
            ("[ADR-0001](a.md) — ONLY the fixed-model selection", "~[ADR-0001](a.md)"),
            ("ADR-0001 (ONLY retries)", "~ADR-0001"),
            ("the design half of: ADR-0001", "~ADR-0001"),
            ("en partie l'ADR-0001", "~en partie l'ADR-0001"),
            ("ADR-0001의 \"Gradle\"", "~ADR-0001의 \"Gradle\""),
            ("ADR-0001の再試行", "~ADR-0001の再試行"),
            ("ADR-0001 的 v0 格式", "~ADR-0001 的 v0 格式"),
            ("ADR-0001 的决定", "ADR-0001 的决定"),
            ("ADR-0001 (editor 항목만. 결정은 유지)", "~ADR-0001"),
            ("ADR-0001 (하지만 다른 결정은 유지)", "ADR-0001 (하지만 다른 결정은 유지)"),
            ("ADR-0001 (다만 늦었음)", "ADR-0001 (다만 늦었음)"),
            ("ADR-0001 fixed destination list", "~ADR-0001 fixed destination list"),
            (
                "ADR-0001 task states and phase allowlist",
                "~ADR-0001 task states and phase allowlist",
            ),
            ("ADR-0001 中关于缓存的部分", "~ADR-0001 中关于缓存的部分"),
        ] {
            assert_eq!(said(rest), [expected], "{rest}");
        }
    }

    #[test]
    fn of_several_documents_those_that_own_what_is_named_are_meant_in_part() {
        for (rest, expected) in [
            ("ADR-0001 and ADR-0002's retry rule", &["ADR-0001", "~ADR-0002's retry rule"][..]),
            ("ADR-0001 and ADR-0002 decision 2", &["ADR-0001", "~ADR-0002 decision 2"]),
            (
                "ADR-0001 and ADR-0002 for new installations",
                &["~ADR-0001 and ADR-0002 for new installations"],
            ),
            ("ADR-0001; ADR-0002's retry rule", &["ADR-0001", "~ADR-0002's retry rule"]),
            ("ADR-0001's retry rule; ADR-0002", &["~ADR-0001's retry rule", "ADR-0002"]),
            ("ADR-0001, ADR-0002; ADR-0003", &["ADR-0001, ADR-0002; ADR-0003"]),
            (
                "ADR-0001; all of ADR-0002; ADR-0003 in part",
                &["ADR-0001; all of ADR-0002", "~ADR-0003 in part"],
            ),
            ("ADR-0001; the embedded-web portions of ADR-0002", &["ADR-0001", "~ADR-0002"]),
            ("ADR-0001 (§3), ADR-0002", &["~ADR-0001 (§3)", ", ADR-0002"]),
            ("ADR-0001 in part, ADR-0002", &["~ADR-0001 in part,", "ADR-0002"]),
            ("ADR-0001; ADR-0002 §3", &["ADR-0001", "~ADR-0002 §3"]),
            ("ADR-0001; ADR-0002 (both in part)", &["~ADR-0001; ADR-0002 (both in part)"]),
            ("ADR-0001 and the retry policy of ADR-0002", &["ADR-0001 and", "~ADR-0002"]),
            ("ADR-0001, ADR-0002’s retry rule.", &["ADR-0001", "~ADR-0002’s retry rule."]),
            (
                "[ADR-0001](a.md) and [ADR-0002](b.md)'s retry rule",
                &["[ADR-0001](a.md)", "~[ADR-0002](b.md)'s retry rule"],
            ),
            ("ADR-0001, D2's executor", &["ADR-0001, D2's executor"]),
            ("ADR-0001 and ADR-0002's decision", &["ADR-0001 and ADR-0002's decision"]),
            ("ADR-0001's and ADR-0002's retry rules", &["~ADR-0001's and ADR-0002's retry rules"]),
        ] {
            assert_eq!(said(rest), expected, "{rest}");
        }
    }

    #[test]
    fn a_field_a_condition_and_a_name_in_a_reference_are_a_part_of_it() {
        for (rest, expected) in [
            ("ADR-0001 for S3 buckets", "~ADR-0001"),
            ("ADR-0001 for renderer-v2 materials", "~ADR-0001"),
            ("ADR-0001 for UI implementation direction.", "~ADR-0001"),
            ("ADR-0001 where it limits the artifact", "~ADR-0001"),
            ("ADR-0001 (its third alternative, “keep it”)", "~ADR-0001"),
            ("ADR-0001 (the polling rule)", "~ADR-0001"),
            ("ADR-0001 (D2)", "~ADR-0001"),
            ("[ADR-0001](a.md)'s choice of rail only", "~[ADR-0001](a.md)'s choice of rail only"),
            ("ADR-0001 clauses that allow both", "~ADR-0001 clauses that allow both"),
            (
                "The ADR-0001 raw-sample start-up rule. More.",
                "~The ADR-0001 raw-sample start-up rule. More.",
            ),
            ("the auto_enroll default set in [ADR-0001](a.md)", "~[ADR-0001](a.md)"),
            ("the polling approach of ADR-0001", "~ADR-0001"),
            ("the layout described in ADR-0001", "~ADR-0001"),
            ("the 767px breakpoint in ADR-0001", "~ADR-0001"),
            (" Informal convention in ADR-0001", "~ADR-0001"),
            (
                "ADR-0001; its schema rules remain in force",
                "~ADR-0001; its schema rules remain in force",
            ),
        ] {
            assert_eq!(said(rest), [expected], "{rest}");
        }
    }

    #[test]
    fn a_reason_a_release_and_a_summary_limit_nothing() {
        for rest in [
            "ADR-0001 for better performance",
            "ADR-0001 for lack of maintainers",
            "ADR-0001 for release 2.0",
            "ADR-0001 for Q3 2024",
            "ADR-0001 (Q3)",
            "ADR-0001, for details see the minutes",
            "ADR-0001 where it was decided to poll",
            "ADR-0001 (the naming conventions)",
            "ADR-0001 rules engine",
            "the process described in ADR-0001",
            "ADR-0001; the other records remain valid",
            "ADR-0001 (Decision 3 May 2024)",
            "ADR-0001 (Decision 3. März 2024)",
        ] {
            assert_eq!(said(rest), [rest], "{rest}");
        }
    }

    #[test]
    fn titles_and_other_words_mean_the_whole() {
        for rest in [
            "ADR-0003: Only one log",
            "[5. Sections of the report](0005-x.md)",
            "ADR-4 (Part numbers)",
            "5. Sections of the report",
            "ADR-3 Partial indexes",
            "ADR-3: Logs, parts and pieces",
            "[Partial indexes](x.md)",
            "only ADR-0001",
            "ADR-0001 only",
            "ADR-0001 \"Only one log\"",
            "ADR-0001 (where we store logs)",
            "ADR-0001 because of complaints concerning speed",
            "ADR-0001, after talks regarding storage",
            "ADR-0001, regarding which see the notes",
            "ADR-0001 as far as we know",
            "ADR-0001 to the extent possible",
            "ADR-0001 — historical interest only",
            "ADR-0001 (accepted) only",
            "ADR-0001 (Use files) only",
            "\"Use files\" in ADR-0001",
            "\"the whole approach\" of ADR-0001",
            "all parts of ADR-0001",
            "the decision of ADR-0001",
            "the original decisions of ADR-0001",
            "all decisions in ADR-0001",
            "ADR-0001's original decision",
            "ADR-0001's whole storage design",
            "ADR-0001's approach to events",
            "the two decisions in ADR-0001",
            "ADR-0001 with a new schema",
            "ADR-0001 — the hard part is migration",
            "the approach described in ADR-0001",
            "ADR-0001 entirely",
            "ADR-0001 for historical reasons",
            "ADR-0001 for the following reasons",
            "ADR-0001 for the sake of speed",
            "ADR-0001 use redis",
            "ADR-0001 that chose Redis",
            "ADR-0001 following the review",
            "ADR-0001 effective 2024-01-01",
            "the ADR-0001 decision",
            "ADR-0001's approach",
            "the decision to use Redis in ADR-0001",
            "ADR-0001 (in-memory cache for services)",
            "ADR-0001: in-memory cache for services",
            "ADR-0001 for cost and compliance reasons",
            "ADR-0001 (the log for services)",
            "ADR-0001, for WI-12, on 2026-08-17",
            "ADR-0001. Parts of the log stay as they are",
            "ADR-1 and ADR-2 in the web client",
        ] {
            assert_eq!(said(rest), [rest], "{rest}");
        }
    }

    #[test]
    fn of_several_documents_each_is_meant_as_it_is_named() {
        assert_eq!(said("ADR-1 and part of ADR-2"), ["ADR-1 and", "~ADR-2"]);
        assert_eq!(said("ADR-1 and the timer rule of ADR-2"), ["ADR-1 and", "~ADR-2"]);
        assert_eq!(said("parts of ADR-1, and some of ADR-2"), ["~ADR-1, and", "~ADR-2"]);
        assert_eq!(said("ADR-1 and ADR-2, but not ADR-3"), ["ADR-1 and ADR-2"]);
        assert_eq!(said("ADR-1, ADR-2 (in part)"), ["ADR-1,", "~ADR-2 (in part)"]);
        assert_eq!(said("[1](a.md) (partly), [2](b.md)"), ["~[1](a.md)", ", [2](b.md)"]);
        assert_eq!(said("ADR-1, ADR-2, partially"), ["~ADR-1, ADR-2, partially"]);
        assert_eq!(said("ADR-1 (only section 2) and ADR-3"), ["~ADR-1 (only section 2) and ADR-3"]);
    }

    #[test]
    fn what_follows_a_list_of_documents_is_not_meant() {
        for (rest, expected) in [
            ("ADR-1. ADR-2 and ADR-3 stay.", vec!["ADR-1"]),
            ("ADR-1. ADR-2.", vec!["ADR-1. ADR-2."]),
            ("[One](a.md). [Two](b.md).", vec!["[One](a.md). [Two](b.md)."]),
            ("ADR-1; amends ADR-3", vec!["ADR-1"]),
            ("the codec ruling; ADR-1 is untouched.", vec!["the codec ruling"]),
            ("ADR-1; ADR-3's event layer itself remains in force", vec!["ADR-1"]),
            ("ADR-1; ADR-2 still applies", vec!["ADR-1"]),
            ("ADR-1; ADR-2 is superseded as well", vec!["ADR-1; ADR-2 is superseded as well"]),
            ("ADR-1 (Kafka); ADR-2 (Postgres is it)", vec!["ADR-1", "; ADR-2 (Postgres is it)"]),
            ("ADR-1, because ADR-3 made it moot", vec!["ADR-1"]),
            ("ADR-1 instead of ADR-3", vec!["ADR-1"]),
            ("the cron jobs of 2022", vec!["the cron jobs of 2022"]),
            ("[8](a.md) — now a monolith ([9](b.md))", vec!["[8](a.md) — now a monolith"]),
            ("ADR-1; ADR-2; and ADR-3", vec!["ADR-1; ADR-2; and ADR-3"]),
            ("ADR-1. Builds on: ADR-3", vec!["ADR-1"]),
            ("[ADR-1](a.md). [ADR-2](b.md) stays", vec!["[ADR-1](a.md)"]),
            ("ADR-1 (extends ADR-3)", vec!["ADR-1"]),
            ("ADR-1 (see ADR-3 for context) and ADR-2", vec!["ADR-1", "and ADR-2"]),
            ("ADR-1 (which itself superseded ADR-3)", vec!["ADR-1"]),
            ("ADR-1 (storage) and ADR-2 (logs)", vec!["ADR-1", "and ADR-2 (logs)"]),
            ("ADR-1, while keeping ADR-3", vec!["ADR-1"]),
            ("ADR-1 · Amends: ADR-3", vec!["ADR-1"]),
            ("ADR-1.\nADR-2.", vec!["ADR-1.\nADR-2."]),
            ("ADR-1 | ADR-2 · ADR-3", vec!["ADR-1 | ADR-2 · ADR-3"]),
            ("[1](a.md) · [2](b.md)", vec!["[1](a.md) · [2](b.md)"]),
            (
                "ADR-1 - cache that scales, ADR-2 - queue",
                vec!["ADR-1 - cache that scales, ADR-2 - queue"],
            ),
            ("ADR-1 which used ADR-3", vec!["ADR-1"]),
            ("/adr/0005-x.md", vec!["/adr/0005-x.md"]),
            ("the old log (ADR-1)", vec!["the old log (ADR-1)"]),
            ("[One](a.md) (ADR-1), ADR-2", vec!["[One](a.md) (ADR-1), ADR-2"]),
            ("ADR-1 Keep logs (RFC 12), ADR-2", vec!["ADR-1 Keep logs (RFC 12), ADR-2"]),
            ("nothing. Extends ADR-1, 2 and 3", vec![]),
            ("nothing (composes with but does not amend ADR-1)", vec![]),
            ("N/A (extends the choice of ADR-1)", vec![]),
            ("none. Depends on: ADR-1 as it stands on one node", vec![]),
            ("No earlier decision. Complements ADR-1", vec![]),
            ("—. Depends on ADR-1", vec![]),
            (" / Superseded by: — (complements ADR-1)", vec![]),
            (" / relates to: ADR-1 (single writer)", vec![]),
        ] {
            assert_eq!(said(rest), expected, "{rest}");
        }
    }

    #[test]
    fn a_section_of_the_successor_is_no_part_of_what_it_supersedes() {
        let stated = |rest: &str, place| {
            meant(rest, Statement::inverse(Relation::Supersedes), place)[0].partial
        };
        let by = |rest: &str| stated(rest, Place::Key);
        assert!(!by("section 2 of ADR-9") && !by("ADR-9, section 2"));
        assert!(by("ADR-9 for the web client only") && by("ADR-9 (only section Storage)"));
        assert!(by("ADR-9 for Decision 15") && !by("ADR-9's successor"));
        assert!(!stated("ADR-9 for the write rule", Place::Status));
        assert!(by("ADR-9, for the write rule") && !by("ADR-9 for performance reasons"));
    }
}
