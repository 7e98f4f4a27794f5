//! Relations as people state them: a phrase and, behind it, the references that it governs.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::header::normal;
use super::heading::parts_of_id;
use super::status::{decoration, partly_superseded_at_start, replaced_around, without_partly};
use super::{dependency, is_one_of, part};
use crate::document::{Clause, Region};
use crate::markdown::{Line, LineKind, Outline};
use crate::vocabulary::languages::{is_unspaced, starts_either_way};
use crate::vocabulary::{Relation, Statement, Status, Words, starts_with_word};

/// A clause in some text: its relation, whether it is partial, and where its references lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The relation.
    pub statement: Statement,
    /// Whether only a part is meant.
    pub partial: bool,
    /// Bytes of the text behind the phrase.
    pub rest: Range<usize>,
}

impl Found {
    /// The same behind so many more bytes.
    fn behind(self, bytes: usize) -> Self {
        Self { rest: self.rest.start + bytes..self.rest.end + bytes, ..self }
    }
}

/// The clauses of one statement. Empty where it negates, says `none`, or holds no phrase that is known. `links` are the
/// texts of links in it: their words name what is meant, and say nothing of it.
pub fn in_text(text: &str, links: &[Range<usize>], words: &Words) -> Vec<Found> {
    match behind_either_key(text, words) {
        Some(value) => {
            let moved = moved(links, &(value..text.len()));
            let found = in_value(&text[value..], &moved, words).into_iter();
            found.map(|found| found.behind(value)).collect()
        }
        None => in_value(text, links, words),
    }
}

/// Where the value starts of `Supersedes / Superseded by: Superseded by ADR-2`, which says itself which of the two it means.
fn behind_either_key(text: &str, words: &Words) -> Option<usize> {
    const LONGEST: usize = 60;
    let near = &text.as_bytes()[..text.len().min(LONGEST)];
    let slash = near.iter().position(|byte| *byte == b'/')?;
    let colon = slash + near[slash..].iter().position(|byte| *byte == b':')?;
    let start = decoration(&text[..slash]);
    let [first, second] = [&text[start..slash], text[slash + 1..colon].trim_start()];
    let stated = |key: &str| {
        let (len, statement) = words.phrase_at_start(key)?;
        key[len..].trim_matches([' ', '*']).is_empty().then_some(statement)
    };
    let (first, second) = (stated(first)?, stated(second)?);
    (first == second.flipped()).then_some(colon + 1)
}

/// [`in_text`], of what stands behind a key that says nothing.
fn in_value(text: &str, links: &[Range<usize>], words: &Words) -> Vec<Found> {
    // As long without its marks.
    let written = text;
    let spaced = without_marks_around_by(text);
    let text = &*spaced;
    let masked = part::masked(text, links);
    let start = decoration(text);
    let bare = &text[start..];
    let stripped = without_partly(bare);
    let partly = stripped.len() < bare.len();
    let at = start + bare.len() - stripped.len();
    let mut found: Vec<Found> = Vec::new();
    if let Some((between, in_part)) = replaced_around(&masked[at..]) {
        let statement = Statement::inverse(Relation::Supersedes);
        let rest = at + between.start..at + between.end;
        return vec![Found { statement, partial: partly || in_part, rest }];
    }
    let status = words.status_at_start(stripped);
    let place = match status {
        None | Some((_, Status::Superseded)) => part::Place::Status,
        Some(_) => part::Place::Key,
    };
    let said = Said { text, masked: &masked, place };
    // As a status such a word says what became of the document itself.
    let is_either_way = starts_either_way(stripped);
    // `取代 MySQL: ADR-2` replaces something else.
    let names_at = |len: usize| {
        let behind =
            masked[at + len..].trim_start_matches([' ', ':', '：', '[', '*', '(', '（', '—', '-']);
        !stripped[..len].ends_with(is_unspaced)
            || part::NAMED.find(behind).is_some_and(|named| named.start() == 0)
    };
    let phrase = words.phrase_at_start(stripped);
    if let Some((len, statement)) = phrase.filter(|(len, _)| !is_either_way && names_at(*len)) {
        said.push(statement, partly, at + len, &mut found);
    } else if let Some((len, Status::Superseded)) = status
        && !is_label(&stripped[len..])
        && (!is_either_way || names_at(len))
    {
        // `Superseded — see ADR-0001`, `Superseded (ADR-0001)`: the word alone points to the successor.
        said.push(Statement::inverse(Relation::Supersedes), partly, at + len, &mut found);
    }
    let from = match (found.first(), status) {
        (Some(first), _) => first.rest.start,
        (None, Some((len, _))) => at + len,
        (None, None) => return found,
    };
    more(said, from, found.is_empty(), words, &mut found);
    if found.is_empty() && status.is_some() {
        passive(said, words, &mut found);
        if let Some(from) = found.first().map(|first| first.rest.start) {
            more(said, from, false, words, &mut found);
        }
    } else if status.is_some() {
        without_verb(said, words, &mut found);
    }
    // The mark between `by` and an id is no part of that.
    let bare = |mut found: Found| {
        found.rest.start += usize::from(written[found.rest.clone()].starts_with('-'));
        found
    };
    found.into_iter().flat_map(|clause| said.settle(clause)).map(bare).collect()
}

/// `Superseded-by-ADR-2`, `Amended (by ADR-2)`, `Amended 2026-03-01 by ADR-2`: with blanks instead, in which phrases are
/// known.
fn without_marks_around_by(text: &str) -> Cow<'_, str> {
    const AMENDED: &str = "amended";
    let mut spaced = Cow::Borrowed(text);
    for (by, bare) in [("-by-", " by "), (" (by ", " by  ")] {
        for at in places_of(text, by) {
            spaced.to_mut().replace_range(at..at + by.len(), bare);
        }
    }
    let start = decoration(text) + AMENDED.len();
    if starts_with_word(&text[start - AMENDED.len()..], AMENDED)
        && let Some(by) = text[start..].find(" by ")
    {
        let day = text[start..start + by].trim();
        let day = day.strip_prefix("on ").unwrap_or(day);
        let is_part_of_day = |byte: u8| byte.is_ascii_digit() || b"-./()".contains(&byte);
        if !day.is_empty() && day.bytes().all(is_part_of_day) {
            let blank = format!(" by{}", " ".repeat(by));
            spaced.to_mut().replace_range(start..start + blank.len(), &blank);
        }
    }
    spaced
}

/// `Superseded reasoning. This entry …`, `Superseded text:`: whether the words behind make a label of it, which speaks of
/// something in the document and points nowhere.
fn is_label(behind: &str) -> bool {
    const NOUNS: &str = "argument arguments content history note notes paragraph paragraphs passage passages rationale \
        rationales reasoning text wording";
    let word = behind.split_ascii_whitespace().next().unwrap_or("");
    let bare = word.trim_end_matches(['.', ':']);
    bare.len() < word.len() && is_one_of(bare, NOUNS)
}

/// A statement, and the same with the texts of links masked.
#[derive(Clone, Copy)]
struct Said<'t> {
    text: &'t str,
    masked: &'t str,
    /// Behind a status in force, what was superseded may be a part: `Accepted; superseded by ADR-2 for the transport`.
    place: part::Place,
}

impl Said<'_> {
    fn push(self, statement: Statement, partly: bool, from: usize, found: &mut Vec<Found>) {
        // They come in the order of the text; what was said of the documents before is not said of these.
        let before = found.last().map_or(0, |last| last.rest.start);
        if found.is_empty() || before < from {
            let partial = partly || holds(&self.text[before..from], "in part");
            found.push(Found { statement, partial, rest: from..self.text.len() });
        }
    }

    /// What the words behind a phrase make of it: nothing, and where they name parts of some, a clause for these.
    fn settle(self, clause: Found) -> impl Iterator<Item = Found> {
        let Found { statement, partial, rest } = clause;
        let start = rest.start;
        part::meant(&self.masked[rest], statement, self.place).into_iter().map(move |meant| Found {
            statement,
            partial: partial || meant.partial,
            rest: start + meant.range.start..start + meant.range.end,
        })
    }
}

/// `Implemented. Parts of this were superseded by ADR-20.`: behind a status, the passive may stand anywhere.
fn passive(said: Said<'_>, words: &Words, found: &mut Vec<Found>) {
    static PASSIVE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:is|are|was|were|been|be)\s+(?:(partially|partly|in part)\s+)?(?:superseded|superceded|replaced|amended)\s+(?:in part\s+)?by\b")
            .expect("a valid pattern")
    });
    // `This ADR's polling rule is …`, `the first half of this ADR is …`.
    const PARTS: [&str; 5] = ["part", "section", "'s ", "’s ", " of this "];
    // Most statuses say no such thing, and to build a pattern takes as long as to read a hundred of them.
    const PARTICIPLES: [&str; 4] = ["superseded", "superceded", "replaced", "amended"];
    let text = said.text;
    if !has_word(text, "by") || !PARTICIPLES.iter().any(|participle| has_word(text, participle)) {
        return;
    }
    let Some(passive) = PASSIVE.captures(text) else { return without_verb(said, words, found) };
    let whole = passive.get_match();
    let before = &text[..whole.start()];
    let sentence = before.char_indices().rfind(|(_, c)| ".;(—–".contains(*c));
    let sentence = sentence.map_or(0, |(at, c)| at + c.len_utf8());
    let lead = text[sentence..whole.start()].to_ascii_lowercase();
    let is_open = ["not ", "to ", "will ", "would ", "may ", "can ", "could ", "should "]
        .iter()
        .any(|word| lead.ends_with(word));
    // `ADR-1 is superseded by ADR-6` speaks of another document.
    let subject = lead.split_whitespace().next_back().unwrap_or("");
    let is_another = subject.ends_with([']', ')'])
        || (subject.ends_with(|c: char| c.is_ascii_digit())
            && subject.starts_with(char::is_alphabetic));
    if is_open || is_another || lead.contains(" never ") {
        return;
    }
    let verb = whole.as_str().split_whitespace().skip(1).collect::<Vec<_>>().join(" ");
    let Some((_, statement)) = words.phrase_at_start(without_partly(&verb)) else { return };
    // `Ruling out bitmaps is superseded by …`: what has a name of its own, at the start of a sentence, is a part.
    let mut subject = lead.split(|c: char| !c.is_alphanumeric());
    let subject = subject.find(|word| !["", "the"].contains(word));
    let is_named = sentence > 0
        && lead.split_whitespace().count() > 1
        && subject.is_some_and(|word| !is_document(word));
    let partly =
        passive.get(1).is_some() || PARTS.iter().any(|part| lead.contains(part)) || is_named;
    said.push(statement, partly, whole.end(), found);
}

/// Words that begin what is said of a document as such.
fn is_document(word: &str) -> bool {
    const WHOLE: &str = "this it which that and but then now adr the has have had will later since in on note record records all \
        everything as because decision document";
    is_one_of(word, WHOLE)
}

/// `Accepted (sync superseded by ADR-8)`, `Accepted; amended on 2026-09-26 by ADR-8`: set off by a mark, the passive needs
/// no verb. What it speaks of is a part.
fn without_verb(said: Said<'_>, words: &Words, found: &mut Vec<Found>) {
    const VERBS: [&str; 7] =
        ["superseded", "superceded", "replaced", "amended", "extended", "revised", "refined"];
    static BARE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"(?xi) (?: [;,.—–] \s+ | [;,.—–]?\s*\( ) ( (?: [^\s;,.:()—–]+ \s+ ){{0,6}}? )
                ( (?:{}) \s+ (?:in\s+part\s+)? ) (?: (?:on\s+)? [0-9][0-9./-]* \s+ )? by \b",
            VERBS.join("|")
        ))
        .expect("a valid pattern")
    });
    // Most statuses state one thing, and to build a pattern takes as long as to read a hundred of them.
    let mut from = found.last().map_or(0, |last| last.rest.start);
    let behind = &said.text[from..];
    if !has_word(behind, "by") || !VERBS.iter().any(|verb| has_word(behind, verb)) {
        return;
    }
    while let Some(bare) = BARE.captures_at(said.text, from) {
        let whole = bare.get_match();
        from = whole.end();
        let [subject, verb] = [&bare[1], &bare[2]].map(str::to_ascii_lowercase);
        let is_taken_back =
            |word: &str| ["not", "never", "to", "if", "when", "unless", "until"].contains(&word);
        // `ADR-1 superseded by ADR-6` speaks of another document.
        let is_another = parts_of_id(bare[1].trim_end()).is_some_and(|(prefix, _)| {
            prefix.len() > 2 && prefix.bytes().all(|byte| byte.is_ascii_uppercase())
        });
        // `Supersedes ADR-1, which was amended by ADR-6`, `Superseded by ADR-1 (now superseded by ADR-6)` too.
        let tells = |word: &str| is_one_of(word, OF_ANOTHER);
        let tells = !found.is_empty()
            && (subject.trim().is_empty() || subject.split_whitespace().any(tells));
        let names = said.masked[whole.end()..].trim_start().trim_start_matches(['[', '`', '*']);
        let is_named = part::NAMED.find(names).is_some_and(|named| named.start() == 0);
        if is_another || tells || !is_named || subject.split_whitespace().any(is_taken_back) {
            continue;
        }
        let Some((_, statement)) = words.phrase_at_start(&format!("{verb}by")) else { continue };
        // `decision 2` is one of them.
        let mut subject = subject.split_whitespace().filter(|word| *word != "the");
        let partly = subject.next().is_some_and(|word| !is_document(word))
            || subject.next().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        if let Some(last) = found.last_mut() {
            last.rest.end = last.rest.end.min(whole.start());
        }
        said.push(statement, partly, whole.end(), found);
    }
}

/// Words by which a note speaks of the document before it.
const OF_ANOTHER: &str = "which that was were is are itself last now later since turn as already previously formerly also again";

/// Clauses behind the first: after a status in any place set off by a mark, after a relation only as a new clause.
fn more(said: Said<'_>, from: usize, after_status: bool, words: &Words, found: &mut Vec<Found>) {
    let text = said.text;
    let mut depth = 0_usize;
    for (at, c) in text[from..].char_indices() {
        let at = from + at;
        match c {
            '(' | '[' if !(after_status && c == '(') => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let boundary = match c {
            ';' | '.' | ',' => true,
            '(' | '—' | '–' | '-' | ':' | '→' | '➔' | '⇒' | '>' | '，' | '；' | '。' | '（'
            | '、' => after_status,
            'a' | 'A' => starts_with_word(&text[at..], "and"),
            'b' | 'B' => starts_with_word(&text[at..], "but"),
            _ => false,
        };
        // What leads up to the last statement is a part of it.
        let is_read = found.last().is_some_and(|last| at < last.rest.start);
        if depth > 0
            || !boundary
            || is_read
            || text[..at].ends_with(|c: char| c.is_alphanumeric()) && c.is_alphabetic()
        {
            continue;
        }
        let behind = at + c.len_utf8();
        let rest = if c.is_alphabetic() { &text[at + 3..] } else { &text[behind..] };
        let rest = rest.trim_start();
        let rest = if starts_with_word(rest, "and") { rest[3..].trim_start() } else { rest };
        let rest = if after_status { behind_subject(rest) } else { rest };
        let Some(next) = next_clause(rest, after_status, words) else { continue };
        let here = text.len() - rest.len();
        if let Some(last) = found.last_mut()
            && last.rest.end > at
        {
            last.rest.end = at;
        }
        let (start, end) = (here + next.rest.start, here + next.rest.end);
        said.push(next.statement, next.partial, start, found);
        if let Some(last) = found.last_mut().filter(|last| last.rest.start == start) {
            let close = if c == '(' { end_of_parenthesis(text, start) } else { text.len() };
            last.rest.end = end.min(close);
        }
    }
}

/// The clause that a text starts with. Behind a status a supersession may have its words on both sides.
fn next_clause(text: &str, after_status: bool, words: &Words) -> Option<Found> {
    // To look a word of other letters up costs more than most do.
    const BEGINNINGS: [char; 8] = ['已', '被', '部', '取', '替', '代', '置', '대'];
    let first = text.chars().next()?;
    if is_unspaced(first) && !BEGINNINGS.contains(&first) || !first.is_alphanumeric() {
        return None;
    }
    let replaced = Statement::inverse(Relation::Supersedes);
    if after_status && let Some(len) = partly_superseded_at_start(text, words) {
        return Some(Found { statement: replaced, partial: true, rest: len..text.len() });
    }
    if after_status && let Some((between, partial)) = replaced_around(text) {
        return Some(Found { statement: replaced, partial, rest: between });
    }
    let stripped = without_partly(text);
    let (len, statement) = words.phrase_at_start(stripped).filter(|(_, own)| is_strong(*own))?;
    let partial = stripped.len() < text.len();
    Some(Found { statement, partial, rest: text.len() - stripped.len() + len..text.len() })
}

/// Where the parenthesis that lies open at some place ends; the text's end where it does not end soon.
fn end_of_parenthesis(text: &str, from: usize) -> usize {
    const FAR: usize = 400;
    let mut depth = 0_usize;
    for (at, byte) in text.as_bytes()[from..].iter().take(FAR).enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return from + at,
            b')' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

/// `Accepted. It also supersedes ADR-1`, `Accepted; this record replaces ADR-1`: what stands behind the words for the
/// document itself. Behind others nothing is stated of it.
fn behind_subject(text: &str) -> &str {
    let behind = |text: &'_ str, words: &[&str]| {
        let word = words.iter().find(|word| starts_with_word(text, word));
        word.map(|word| text.len() - text[word.len()..].trim_start().len())
    };
    let Some(at) = behind(text, &["it", "this", "which", "the"]) else { return text };
    let noun = behind(&text[at..], &["adr", "decision", "record", "document", "proposal", "rfc"]);
    if noun.is_none() && starts_with_word(text, "the") {
        return text;
    }
    let at = at + noun.unwrap_or(0);
    &text[at + behind(&text[at..], &["also", "thereby", "hereby", "therefore"]).unwrap_or(0)..]
}

/// Relations that are stated in the middle of a line; the others are everyday words there.
pub(super) fn is_strong(statement: Statement) -> bool {
    matches!(statement.relation, Relation::Supersedes | Relation::Amends)
}

/// Whether some text has an ASCII word in it, in any case and not as a part of another one.
pub(super) fn has_word(text: &str, word: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() || c == '_';
    places_of(text, word).any(|at| {
        !text[..at].ends_with(is_letter) && !text[at + word.len()..].starts_with(is_letter)
    })
}

/// Whether some text has an ASCII word in it anywhere, in any case.
pub(super) fn holds(text: &str, word: &str) -> bool {
    places_of(text, word).next().is_some()
}

/// Where an ASCII word starts in some text, in any case.
fn places_of(text: &str, word: &str) -> impl Iterator<Item = usize> {
    let first = word.bytes().next().unwrap_or(0).to_ascii_lowercase();
    let starts =
        text.bytes().enumerate().filter(move |(_, byte)| byte.to_ascii_lowercase() == first);
    starts.map(|(at, _)| at).filter(move |at| {
        let part = text.as_bytes().get(*at..*at + word.len());
        part.is_some_and(|part| part.eq_ignore_ascii_case(word.as_bytes()))
    })
}

/// What lines without a phrase state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unphrased {
    /// Nothing.
    Nothing,
    /// What the heading above says.
    AsHeaded(Statement),
    /// Dependencies, where they are written as such.
    Dependencies,
}

/// The clauses among some lines, each line or paragraph a statement.
pub fn in_lines(
    outline: &Outline,
    lines: Range<usize>,
    unphrased: Unphrased,
    words: &Words,
) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut at = lines.start;
    while at < lines.end {
        let line = &outline.lines[at];
        let is_silent = matches!(line.kind, LineKind::Heading | LineKind::Code | LineKind::Html);
        // Of a list of statuses in boxes only what is ticked is said.
        if is_silent || (line.task == Some(false) && unphrased == Unphrased::Nothing) {
            at += 1;
            continue;
        }
        let end = end_of_sentence(outline, at, lines.end, words);
        let plain = line.plain().start..outline.lines[end - 1].plain().end;
        let span = outline.text.span(line.range().start..outline.lines[end - 1].range().end);
        let text = outline.plain(plain.clone());
        if let Some((label, items)) = labelled(outline, at..end, lines.end, unphrased, words) {
            at = items.end;
            clauses.extend(
                label.into_iter().flat_map(|label| in_items(outline, items.clone(), label, words)),
            );
            continue;
        }
        let within = links_in(outline, &plain);
        let mut found = in_text(text, &within, words);
        let mut says_nothing = found.is_empty() && negates(text, words);
        if !found.is_empty() && tells_of_another(outline, at) {
            found.clear();
            says_nothing = true;
        }
        let clause = |found: Found, implicit| Clause {
            statement: Some(found.statement),
            partial: found.partial,
            implicit,
            region: Region::Plain(with_link(
                outline,
                plain.start + found.rest.start..plain.start + found.rest.end,
            )),
            span,
        };
        if !found.is_empty() || says_nothing {
            let depends =
                |found: &Found| found.statement == Statement::forward(Relation::DependsOn);
            let (of_line, others): (Vec<Found>, Vec<Found>) = found
                .into_iter()
                .partition(|found| unphrased == Unphrased::Dependencies && depends(found));
            clauses.extend(others.into_iter().map(|found| clause(found, false)));
            for Found { rest, .. } in of_line {
                let found = dependencies(&text[rest.clone()], &moved(&within, &rest), line, true);
                clauses.extend(found.into_iter().map(|f| clause(f.behind(rest.start), false)));
            }
        } else {
            let found = match unphrased {
                Unphrased::Nothing => Vec::new(),
                Unphrased::AsHeaded(statement) => governed(text, &within, statement),
                Unphrased::Dependencies => dependencies(text, &within, line, false),
            };
            // Where a link is written as a dependency, the line speaks for itself.
            let implicit = unphrased != Unphrased::Dependencies || within.is_empty();
            clauses.extend(found.into_iter().map(|found| clause(found, implicit)));
        }
        at = end;
    }
    clauses
}

/// `Superseded by:` with nothing behind it: what it governs stands in the list below. Its relation, and whether it speaks
/// of a part.
pub(super) fn label_of_list(text: &str, words: &Words) -> Option<Labelled> {
    let bare = &text[decoration(text)..];
    let stripped = without_partly(bare);
    let by_phrase = words.phrase_at_start(stripped);
    let (len, statement) = by_phrase.or_else(|| match words.status_at_start(stripped)? {
        // The word alone is a status.
        (len, Status::Superseded) if stripped[len..].trim_start().starts_with([':', '：']) => {
            Some((len, Statement::inverse(Relation::Supersedes)))
        }
        _ => None,
    })?;
    let behind = stripped[len..].trim_matches([':', '：', '*', '_', ' ']);
    let partly = stripped.len() < bare.len() || behind.eq_ignore_ascii_case("in part");
    let names = [
        "",
        "in part",
        "the following",
        "the following records",
        "the following decisions",
        "the following adrs",
    ];
    names.iter().any(|name| behind.eq_ignore_ascii_case(name)).then_some((statement, partly))
}

/// A relation, and whether only a part is meant.
type Labelled = (Statement, bool);

/// What a label makes of the lines that it governs, which are not to be read otherwise: its relation and whether it speaks
/// of a part; none where it says that they state none.
fn labelled(
    outline: &Outline,
    lines: Range<usize>,
    end: usize,
    unphrased: Unphrased,
    words: &Words,
) -> Option<(Option<Labelled>, Range<usize>)> {
    let first = outline.lines[lines.start].plain().start;
    let text = outline.plain(first..outline.lines[lines.end - 1].plain().end);
    if let Some(label) = label_of_list(text, words)
        && let Some(items) = items_below(outline, lines.end - 1, end)
    {
        return Some((Some(label), items));
    }
    // `| Governed by | ADR-1 |`.
    if let LineKind::Cell { table, row, column: 0 } = outline.lines[lines.start].kind
        && let Some(label) = label_of_list(text, words)
        && let Some(next) = outline.lines[..end].get(lines.end)
        && next.kind == (LineKind::Cell { table, row, column: 1 })
        // Of wider rows the first may be the heads of columns.
        && outline.lines[..end].get(lines.end + 1).is_none_or(|third| {
            third.kind != (LineKind::Cell { table, row, column: 2 })
        })
        && label_of_list(outline.line_text(next), words).is_none()
    {
        return Some((Some(label), lines.end..lines.end + 1));
    }
    if unphrased != Unphrased::Dependencies {
        return None;
    }
    let (label, items) = label_of_dependencies(outline, lines, end)?;
    Some((label.statement().map(|statement| (statement, false)), items))
}

/// `Used by:` above a list, or at the head of the column or in the row of a cell, below `Dependencies`: what it makes of
/// the lines that it governs, and these.
fn label_of_dependencies(
    outline: &Outline,
    lines: Range<usize>,
    end: usize,
) -> Option<(dependency::Label, Range<usize>)> {
    // Nobody writes more beside what a module depends on.
    const WIDEST_ROW: usize = 8;
    const LONGEST: usize = 40;
    let of_line = |at: usize| {
        let text = outline.line_text(&outline.lines[at]);
        if text.len() <= LONGEST { dependency::label(&normal(text)) } else { None }
    };
    let LineKind::Cell { table, row, column } = outline.lines[lines.start].kind else {
        let label = of_line(lines.start).filter(|_| lines.len() == 1)?;
        return Some((label, items_below(outline, lines.start, end)?));
    };
    if row == 0 {
        return None;
    }
    let first_of = |row: u32| {
        let is_before = |line: &Line| !matches!(line.kind, LineKind::Cell { table: t, row: r, .. } if t == table && r >= row);
        outline.lines[..lines.start].partition_point(is_before)
    };
    let head = first_of(0) + usize::from(column);
    let is_head = matches!(outline.lines.get(head)?.kind, LineKind::Cell { table: t, row: 0, .. } if t == table);
    let start = first_of(row);
    let own = (start..end.min(start + WIDEST_ROW)).take_while(|at| {
        matches!(outline.lines[*at].kind, LineKind::Cell { table: t, row: r, .. } if (t, r) == (table, row))
    });
    let label = if is_head { of_line(head) } else { None };
    // `| [two](two.md) | inbound |`, where the head of the column says that this is what it tells.
    let tells_way = |at: &usize| {
        const HEADS: [&str; 5] = ["direction", "kind", "relation", "relationship", "type"];
        let LineKind::Cell { column, .. } = outline.lines[*at].kind else { return false };
        let head = first_of(0) + usize::from(column);
        head < lines.start && HEADS.contains(&&*normal(outline.line_text(&outline.lines[head])))
    };
    let label = label.or_else(|| own.filter(tells_way).find_map(of_line))?;
    Some((label, lines))
}

/// The lines of the list below a line, and of the lists in it, or of a paragraph that begins with a link; none where
/// neither follows.
fn items_below(outline: &Outline, label: usize, end: usize) -> Option<Range<usize>> {
    let depth = outline.lines[label].lists;
    let first = outline.lines[label + 1..end].first()?;
    let links = outline.links_of(label + 1);
    let begins_with_link =
        links.first().is_some_and(|link| link.plain.start == first.plain().start);
    let is_below = |line: &&Line| {
        line.lists > depth && matches!(line.kind, LineKind::Item(_) | LineKind::Text)
    };
    let is_paragraph = |line: &&Line| line.block == first.block && line.kind == LineKind::Text;
    let below = outline.lines[label + 1..end].iter();
    let count = if is_paragraph(&first) && begins_with_link {
        below.take_while(is_paragraph).count()
    } else {
        below.take_while(is_below).count()
    };
    (count > 0).then(|| label + 1..label + 1 + count)
}

/// The clauses of some items: what each states itself, or else what the label above them does. It does not govern notes on
/// an item, in a list or a paragraph of their own.
fn in_items(outline: &Outline, items: Range<usize>, label: Labelled, words: &Words) -> Vec<Clause> {
    let first = &outline.lines[items.start];
    let (kind, depth) = (first.kind, first.lists);
    let in_item = |item: Range<usize>| {
        let line = &outline.lines[item.start];
        let text = outline.line_text(line);
        if starts_with_phrase(text, words) {
            return in_lines(outline, item, Unphrased::Nothing, words);
        }
        let is_governed = line.kind == kind && line.lists == depth && line.task != Some(false);
        if is_governed { of_item(outline, item, label) } else { Vec::new() }
    };
    by_block(outline, items).flat_map(in_item).collect()
}

/// Lines by the item or paragraph that they are of.
fn by_block(outline: &Outline, lines: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut start = lines.start;
    outline.lines[lines].chunk_by(|a, b| a.block == b.block).map(move |block| {
        let own = start..start + block.len();
        start = own.end;
        own
    })
}

/// What a label states of the documents that an item below it names.
fn of_item(outline: &Outline, item: Range<usize>, label: Labelled) -> Vec<Clause> {
    let (statement, partly) = label;
    let (first, last) = (&outline.lines[item.start], &outline.lines[item.end - 1]);
    let plain = first.plain().start..last.plain().end;
    let span = outline.text.span(first.range().start..last.range().end);
    let found = governed(outline.plain(plain.clone()), &links_in(outline, &plain), statement);
    let clause = |found: Found| Clause {
        statement: Some(found.statement),
        partial: found.partial || partly,
        implicit: false,
        region: Region::Plain(plain.start + found.rest.start..plain.start + found.rest.end),
        span,
    };
    found.into_iter().map(clause).collect()
}

fn dependencies(text: &str, links: &[Range<usize>], line: &Line, has_phrase: bool) -> Vec<Found> {
    let is_item = matches!(line.kind, LineKind::Item(_) | LineKind::Cell { .. });
    let bold = if has_phrase { 0 } else { line.bold() };
    dependency::in_line(text, links, dependency::Shape { is_item, bold, has_phrase })
}

/// Those of some stretches that lie in another, as ranges of it.
fn moved(stretches: &[Range<usize>], within: &Range<usize>) -> Vec<Range<usize>> {
    let inside = stretches.iter().filter(|one| within.start <= one.start && one.end <= within.end);
    inside.map(|one| one.start - within.start..one.end - within.start).collect()
}

/// Where the lines of a statement end. A sentence may run over lines: the next ones belong to it until one makes a
/// statement of its own.
fn end_of_sentence(outline: &Outline, at: usize, until: usize, words: &Words) -> usize {
    let goes_on = |next: &Line| {
        next.block == outline.lines[at].block
            && next.kind == LineKind::Text
            && in_text(outline.line_text(next), &[], words).is_empty()
            && words.status_at_start(outline.line_text(next)).is_none()
    };
    let next = at + 1..until;
    next.take_while(|next| goes_on(&outline.lines[*next])).last().map_or(at + 1, |last| last + 1)
}

/// Whether a line is a cell of a row that begins with the name of something: `| [PROJ-7](…) | Implements decision 5 |`.
/// It tells what that has to do with this document, and which way round differs from team to team.
fn tells_of_another(outline: &Outline, at: usize) -> bool {
    let LineKind::Cell { table, row, column: 1.. } = outline.lines[at].kind else { return false };
    let is_before_row = |line: &Line| !matches!(line.kind, LineKind::Cell { table: t, row: r, .. } if (t, r) == (table, row));
    let first = outline.lines[..at].partition_point(is_before_row);
    let id = parts_of_id(outline.line_text(&outline.lines[first]).trim());
    let is_id =
        id.is_some_and(|(prefix, _)| prefix.starts_with(char::is_alphabetic) && prefix.len() > 1);
    first < at && (is_id || !outline.links_of(first).is_empty())
}

/// What a text states whose relation stands elsewhere: in the key of its field, or in the heading above.
pub fn governed(text: &str, links: &[Range<usize>], statement: Statement) -> Vec<Found> {
    let masked = part::masked(text, links);
    let masked = &masked[..denied_from(&masked, statement)];
    let is_turned =
        statement == Statement::forward(Relation::Supersedes) && is_german_passive(masked);
    let statement = if is_turned { Statement::inverse(Relation::Supersedes) } else { statement };
    let meant = part::meant(masked, statement, part::Place::Key);
    let meant = meant.into_iter().map(|part::Meant { range, partial }| Found {
        statement,
        partial,
        rest: range,
    });
    meant.chain(told_of_others(masked, statement)).collect()
}

/// Where a value takes back what its key says before any document is named: `Supersedes: the sketch. Does not supersede
/// ADR-6`. Its end where it does not.
fn denied_from(masked: &str, statement: Statement) -> usize {
    const WORDS: [&str; 6] = [
        "rather than supersed",
        "rather than replac",
        "not supersed",
        "not replac",
        "n't supersed",
        "n't replac",
    ];
    if statement.relation != Relation::Supersedes {
        return masked.len();
    }
    let places = WORDS.iter().filter_map(|words| places_of(masked, words).next());
    // `ADR-2 is not superseded; ADR-1` denies it of one of several.
    let denied = places.min().filter(|at| !part::NAMED.is_match(&masked[..*at]));
    denied.unwrap_or(masked.len())
}

/// `Related: ADR-4 (superseded by this ADR)`: what a document says beside another that became of that one. Not where the
/// key says as much.
fn told_of_others(masked: &str, statement: Statement) -> Vec<Found> {
    static TOLD: LazyLock<Regex> = LazyLock::new(|| {
        let reference = part::REFERENCE;
        Regex::new(&format!(
            r"({reference}\x01*)[\])]*\s*[(,:—–-]\s*(?i:((?:(?:now|is|was|being|partially|partly|in\s+part)\s+)*)(superseded|replaced|obsoleted|amended|revised)(\s+in\s+part)?\s+by\s+this(?:\s+(?:adr|record|decision|document|one|rfc|proposal))?)\s*(?:[),.;]|$)"
        ))
        .expect("a valid pattern")
    });
    if is_strong(statement) || !holds(masked, "by this") {
        return Vec::new();
    }
    let told = TOLD.captures_iter(masked).filter_map(|told| {
        let relation = match told[3].to_ascii_lowercase().as_str() {
            "amended" | "revised" => Relation::Amends,
            _ => Relation::Supersedes,
        };
        let partial = holds(&told[2], "part") || told.get(4).is_some();
        Some(Found { statement: Statement::forward(relation), partial, rest: told.get(1)?.range() })
    });
    told.collect()
}

/// `Ersetzt: Der Cache wird durch ADR-32 ersetzt.`: the key may mean both, and the sentence says which, if no document
/// comes before the one that is named in it.
fn is_german_passive(text: &str) -> bool {
    static PASSIVE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^[^.;,()\x01\d]*\b(?:wird|werden|wurden?)\s+durch\s+(?:den\s+|die\s+|das\s+)?(?:\x01|[A-Z]+[-_ ]?\d)[^.;,]*?\s(?:ersetzt|abgelöst)\b",
        )
        .expect("a valid pattern")
    });
    has_word(text, "durch") && PASSIVE.is_match(text)
}

/// The links in a stretch of visible text, as ranges of it.
pub fn links_in(outline: &Outline, plain: &Range<usize>) -> Vec<Range<usize>> {
    let next = outline.links.partition_point(|link| link.plain.start < plain.start);
    let around = outline.links[..next].last().is_some_and(|link| link.plain.end > plain.start);
    let first = next - usize::from(around);
    let links = outline.links[first..].iter().take_while(|link| link.plain.start < plain.end);
    let within = |at: usize| at.clamp(plain.start, plain.end) - plain.start;
    links.map(|link| within(link.plain.start)..within(link.plain.end)).collect()
}

/// `[Superseded by ADR-2](0002-x.md)`, `[Supersedes](0002-x.md)`: a link around the phrase is its reference.
fn with_link(outline: &Outline, rest: Range<usize>) -> Range<usize> {
    let next = outline.links.partition_point(|link| link.plain.start < rest.start);
    let around = outline.links[..next].last().filter(|link| link.plain.end >= rest.start);
    around.map_or(rest.start, |link| link.plain.start)..rest.end
}

/// Whether a line starts with a phrase and takes it back, or says of a document that it does not do what the line's
/// heading speaks of: `ADR-8 does not replace ADR-7.`
fn negates(text: &str, words: &Words) -> bool {
    static DENIES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:does|do|did)(?:\s+not|n['’]t)\s+(?:supersede|replace|obsolete|override|amend|change)\b")
            .expect("a valid pattern")
    });
    let may_deny = has_word(text, "not") || holds(text, "n't") || text.contains("n’t");
    if may_deny && DENIES.is_match(text) {
        return true;
    }
    starts_with_phrase(text, words)
}

/// Whether a relation is stated in the first words of a text.
fn starts_with_phrase(text: &str, words: &Words) -> bool {
    words.phrase_at_start(without_partly(&text[decoration(text)..])).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(text: &str) -> Vec<String> {
        in_text(text, &[], &Words::default())
            .into_iter()
            .map(|clause| {
                let mark = if clause.partial { "~" } else { "" };
                format!("{}{mark}:{}", clause.statement.as_str(), text[clause.rest].trim())
            })
            .collect()
    }

    #[test]
    fn phrases_are_found_where_relations_are_stated() {
        for (text, expected) in [
            ("Supersedes [3](c.md)", vec!["supersedes:[3](c.md)"]),
            ("Superseded by ADR-2", vec!["superseded-by:ADR-2"]),
            (
                "Superseded — see ADR-1 One log (RFC 12)",
                vec!["superseded-by:— see ADR-1 One log (RFC 12)"],
            ),
            ("Partial supersede of [6](f.md)", vec!["supersedes~:of [6](f.md)"]),
            ("Superseded in part by ADR-9", vec!["superseded-by~:ADR-9"]),
            ("Accepted (supersedes ADR-3)", vec!["supersedes:ADR-3"]),
            (
                "Accepted. Amends ADR-30 (replaces its axes, keeps the rest), confirms ADR-7",
                vec!["amends:ADR-30", "supersedes:its axes, keeps the rest"],
            ),
            ("Superseded reasoning. This entry was about x; ADR-22 replaces it.", vec![]),
            ("Superseded in full. See ADR-9", vec!["superseded-by:in full. See ADR-9"]),
            ("Superseded decision: ADR-9", vec!["superseded-by:decision: ADR-9"]),
            ("Accepted. Supersedes ADR-1, which was amended by ADR-2.", vec!["supersedes:ADR-1"]),
            (
                "Accepted (supersedes ADR-1), amended by ADR-6",
                vec!["supersedes:ADR-1", "amended-by:ADR-6"],
            ),
            ("Accepted. ADR-1 is superseded by ADR-6.", vec![]),
            ("Accepted. Section 2 is superseded by ADR-6.", vec!["superseded-by~:ADR-6."]),
            ("Superseded entirely: ADR-9", vec!["superseded-by:entirely: ADR-9"]),
            (
                "Accepted, amends ADR-3 and supersedes ADR-4",
                vec!["amends:ADR-3", "supersedes:ADR-4"],
            ),
            ("Supersedes ADR-10 Old way (superseded by RFC 12)", vec!["supersedes:ADR-10 Old way"]),
            ("Deprecated in favour of ADR-3", vec!["superseded-by:ADR-3"]),
            (
                "Superseded in part by ADR-3; superseded by ADR-4",
                vec!["superseded-by~:ADR-3", "superseded-by:ADR-4"],
            ),
            (
                "Implemented. Parts of this ADR were superseded by ADR-20.",
                vec!["superseded-by~:ADR-20."],
            ),
            ("Accepted. Ruling out bitmaps is superseded by ADR-4", vec!["superseded-by~:ADR-4"]),
            ("Accepted. This record was superseded by ADR-4", vec!["superseded-by:ADR-4"]),
            (
                "accepted (the “no build” goal is superseded by ADR-8)",
                vec!["superseded-by~:ADR-8)"],
            ),
            ("Accepted (sync superseded by ADR-8)", vec!["superseded-by~:ADR-8)"]),
            ("Accepted; device root amended by ADR-8", vec!["amended-by~:ADR-8"]),
            ("Accepted; amended on 2026-09-26 by ADR-8", vec!["amended-by:ADR-8"]),
            ("Accepted, later superseded by ADR-8", vec!["superseded-by:ADR-8"]),
            ("Accepted (to be superseded by ADR-17)", vec![]),
            ("Accepted, not yet superseded by ADR-17", vec![]),
            ("Accepted. It will be superseded by ADR-17", vec![]),
            ("Accepted → Superseded by ADR-3", vec!["superseded-by:ADR-3"]),
            ("Accepted -> superseded by ADR-3", vec!["superseded-by:ADR-3"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn the_passive_speaks_of_a_part_where_that_is_named() {
        for (text, expected) in [
            ("Accepted, 2026-09-05; the store superseded by ADR-8", vec!["superseded-by~:ADR-8"]),
            (
                "Accepted — the first half of this ADR is superseded by ADR-8",
                vec!["superseded-by~:ADR-8"],
            ),
            (
                "Accepted. This ADR's polling rule is superseded by ADR-8",
                vec!["superseded-by~:ADR-8"],
            ),
            ("Accepted — the record is superseded by ADR-8", vec!["superseded-by:ADR-8"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn further_sentences_state_relations_of_the_document_alone() {
        for (text, expected) in [
            ("Accepted, and supersedes ADR-1", vec!["supersedes:ADR-1"]),
            ("Accepted. It also supersedes ADR-1.", vec!["supersedes:ADR-1."]),
            ("Accepted; this record replaces ADR-1", vec!["supersedes:ADR-1"]),
            ("Accepted, and which amends ADR-1", vec!["amends:ADR-1"]),
            ("Accepted. It will supersede ADR-1.", vec![]),
            ("Accepted. The tool supersedes ADR-1.", vec![]),
            ("Accepted. It supersedes nothing, see ADR-1.", vec![]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    /// Some of these, one behind the other, make a statement: random letters hardly ever do.
    const PIECES: [&[&str]; 6] = [
        &["", ", ", ". ", "; ", ": ", " (", ") ", " — ", " - ", " → ", " | ", "\n", " "],
        &[
            "",
            "",
            "and ",
            "but ",
            "and also ",
            "it ",
            "this record ",
            "which ",
            "parts of it ",
            "not ",
        ],
        &[
            "",
            "is ",
            "was ",
            "partially ",
            "in part ",
            "has been ",
            "will be ",
            "2024-01-02 ",
            "é",
            "法",
        ],
        &[
            "",
            "Accepted",
            "Superseded",
            "supersedes ",
            "superseded by ",
            "replaced by ",
            "amends ",
            "Replaces ",
        ],
        &[
            "",
            "",
            "none",
            "section 2 of ",
            "the “storage” of ",
            "on 2024-01-02 by ",
            "only ",
            "§3 in ",
            "by ",
        ],
        &[
            "",
            "ADR-1",
            "ADR-2",
            "[ADR-3](c.md)",
            "#4 and 5",
            "0006-x.md, ADR-7",
            "ADR-8 (in part)",
            "`ADR-9`",
        ],
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5_000))]

        #[test]
        fn any_statement_is_read_and_its_clauses_lie_in_it(
            picked in prop::collection::vec([0..13_usize, 0..10, 0..10, 0..8, 0..9, 0..8], 1..4),
        ) {
            static WORDS: LazyLock<Words> = LazyLock::new(Words::default);
            let parts = picked.iter().flat_map(|picked| PIECES.iter().zip(picked));
            let text: String = parts.map(|(pieces, at)| pieces[*at]).collect();
            for link in [None, text.find("ADR-2").map(|at| at..at + 5)] {
                for clause in in_text(&text, link.as_slice(), &WORDS) {
                    prop_assert!(text.get(clause.rest.clone()).is_some(), "{:?} in {:?}", clause, text);
                }
            }
        }
    }

    #[test]
    fn negations_are_no_relations() {
        for text in [
            "Supersedes nothing",
            "Supersedes: none",
            "Superseded by: N/A",
            "Does not supersede ADR-3",
            "Accepted",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
