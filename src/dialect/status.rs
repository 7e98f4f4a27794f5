//! A status as people state it: `✅ Accepted`, `Superseded by [8](0008-x.md)`, `{ accepted }`, `Accepted or Rejected`.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::clauses::{self, holds};
use super::{date, is_one_of};
use crate::markdown::has_digit;
use crate::source::char_floor;
use crate::vocabulary::languages::{ERSETZT, PARTLY};
use crate::vocabulary::{Meaning, Relation, Statement, Status, Words, starts_with_word};

/// What a line under a status heading, or a status field, says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// A status.
    Status(Status),
    /// A status that the configuration adds: its place among [`Words::own`].
    Own(usize),
    /// Several statuses to choose from, or a word that stands for one to come: a template's text.
    Placeholder,
    /// A relation and no status: `Supersedes [3](0003-x.md)`.
    Relation,
    /// Words that no vocabulary knows.
    Unknown,
    /// Nothing.
    Nothing,
}

/// Whether a line states a status that the vocabulary knows.
pub fn is_known(text: &str, words: &Words) -> bool {
    matches!(read(text, words), Said::Status(_) | Said::Own(_))
}

/// Reads a statement of one line.
pub fn read(text: &str, words: &Words) -> Said {
    let text = text.trim();
    if text.is_empty() {
        return Said::Nothing;
    }
    let text = last_of_days(last_of_arrows(text, words), words);
    let spaced = without_hyphens(text);
    let text = &*spaced;
    let bare = &text[decoration(text)..];
    if is_stand_in(text, bare) || is_choice(bare, words) {
        return Said::Placeholder;
    }
    if is_cited(bare, text, words) {
        return Said::Unknown;
    }
    let stripped = without_partly(bare);
    let partly = stripped.len() < bare.len()
        || is_partly_superseded(bare)
        || partly_superseded_at_start(bare, words).is_some();
    if !partly && let Some((_, partial)) = replaced_around(bare) {
        return Said::Status(if partial { Status::Accepted } else { Status::Superseded });
    }
    match words.meaning_at_start(if partly { stripped } else { bare }) {
        // What was superseded in part is in force for the rest.
        Some((_, Meaning::Known(Status::Superseded))) if partly => Said::Status(Status::Accepted),
        // `Accepted; superseded by ADR-2`: first the one, then the other.
        Some((_, Meaning::Known(Status::Accepted | Status::Proposed | Status::Draft)))
            if !partly && ends_superseded(text, words) =>
        {
            Said::Status(Status::Superseded)
        }
        Some((_, Meaning::Known(status))) => Said::Status(status),
        Some((_, Meaning::Own(at))) => Said::Own(at),
        None => match words.phrase_at_start(without_partly(bare)) {
            // What was amended or refined is in force.
            Some((_, statement))
                if [Relation::Amends, Relation::Refines]
                    .map(Statement::inverse)
                    .contains(&statement)
                    && has_digit(bare) =>
            {
                Said::Status(Status::Accepted)
            }
            Some(_) if is_alone(bare, ERSETZT) => Said::Status(Status::Superseded),
            Some(_) => Said::Relation,
            // `Amended (by ADR-2)`, `Amended — the rest stands`.
            None if starts_with_word(bare, "amended") => Said::Status(Status::Accepted),
            None => Said::Unknown,
        },
    }
}

/// `Proposed 2024-01-01; Accepted 2024-02-01`: the last of several statuses that each have a day.
fn last_of_days<'t>(text: &'t str, words: &Words) -> &'t str {
    if !text.contains(';') || !has_digit(text) {
        return text;
    }
    let has_day = |part: &str| {
        let part = part.trim();
        let behind = words.meaning_at_start(part).map_or("", |(len, _)| part[len..].trim_start());
        behind.starts_with(|c: char| c.is_ascii_digit() || c == '(')
            && date::parse(behind, date::DayOrder::DayFirst).is_some()
    };
    let last = text.rsplit(';').next().map_or(text, str::trim);
    if text.split(';').all(has_day) { last } else { text }
}

/// Whether behind another status a clause says by what the whole document was superseded.
fn ends_superseded(text: &str, words: &Words) -> bool {
    let by = Statement::inverse(Relation::Supersedes);
    let says_whole = |clause: &clauses::Found| clause.statement == by && !clause.partial;
    // What it was may stand on the next line.
    let goes_on = || {
        let text = text.trim_end().to_ascii_lowercase();
        let before = ["superseded by", "replaced by"].iter().find_map(|by| text.strip_suffix(by));
        before.is_some_and(|before| {
            let before = before.trim_end().trim_end_matches("then").trim_end();
            before.ends_with([',', ';', '.', '—', '–', '('])
        })
    };
    ["supersed", "superced", "replaced"].iter().any(|verb| holds(text, verb))
        // Behind another relation it may be said of that document: `Supersedes ADR-1 (superseded by RFC 12)`.
        && (clauses::in_text(text, &[], words).first().is_some_and(says_whole) || goes_on())
}

/// Whether a status begins with a word that decisions have, and pages of other kinds hardly.
pub fn names_decision(text: &str) -> bool {
    const WORDS: &str = "accepted adopted agreed approved decided declined deprecated draft proposed ratified rejected superseded";
    let bare = &text[decoration(text)..];
    let word = bare.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
    is_one_of(&word.to_ascii_lowercase(), WORDS)
}

/// Whether a status is one that sites give to their pages of any kind: `current`, `draft`.
pub fn is_of_page(text: &str) -> bool {
    const WORDS: &str = "active complete completed current done draft final living open pending review vigente utkast udkast";
    let bare = &text[decoration(text)..];
    let word = bare.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    is_one_of(&word.to_lowercase(), WORDS)
}

/// What a status says before it tells what was changed later: of `Accepted 2024-01-31 (amended 2025-03-01)` the day of the
/// decision only.
pub fn before_changes(text: &str) -> &str {
    const CHANGED: [&str; 5] = ["amended", "revised", "updated", "superseded", "replaced"];
    // A day right behind such a word, or behind what it was changed by.
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"(?i)\b(?:{})(?:\s+in\s+part)?(?:\s+by\s+\S+)?[\s,(:]*(?:on\s+)?[0-9]{{1,4}}[-./ ]",
            CHANGED.join("|")
        ))
        .expect("a valid pattern")
    });
    let bare = &text[decoration(text)..];
    // `Partially superseded by ADR-2 on 2025-03-01` has no other day either, and that is not the decision's.
    let partly = without_partly(bare);
    if partly.len() < bare.len()
        && ["superseded", "replaced"].iter().any(|word| starts_with_word(partly, word))
    {
        return "";
    }
    let is_decided = ["accepted", "approved", "adopted", "amended", "proposed", "implemented"];
    // `Superseded on 2025-03-01`, `Deprecated, replaced by ADR-2 on …` have no other day.
    if !is_decided.iter().any(|word| starts_with_word(bare, word))
        || !CHANGED.iter().any(|word| holds(text, word))
    {
        return text;
    }
    let as_changed = |before: &str| before.trim_end().ends_with(" as");
    // `Accepted, amended for guests on 2025-03-01`, `Accepted (partially superseded: … 2025-03-01)`; not `the revised draft`.
    let is_change = |word: &str| {
        let at = text.find(word)?;
        let (before, behind) = (&text[..at], &text[at + word.len()..]);
        let partly =
            ["partially ", "partly ", "in part "].iter().any(|part| before.ends_with(part));
        let is_edit = ["amended", "revised", "updated"].contains(&word)
            && before.trim_end().ends_with([',', ';', '(', '—', '–'])
            && ["for", "on", "by", "in", "to", "with", "at"]
                .iter()
                .any(|word| starts_with_word(behind.trim_start(), word));
        (is_edit || partly).then_some(at)
    };
    if let Some(at) = CHANGED.iter().filter_map(|word| is_change(word)).min() {
        return &text[..at];
    }
    let day = DAY.find(text).filter(|day| !as_changed(&text[..day.start()]));
    day.map_or(text, |day| &text[..day.start()])
}

/// Whether a status says beside another word that a part was superseded: `Accepted (partially superseded)`.
pub fn notes_part(text: &str) -> bool {
    static NOTE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:partially|partly)[ -]superseded\b|\bsuperseded[ -]in[ -]part\b")
            .expect("a valid pattern")
    });
    if !holds(text, "part") || !holds(text, "superseded") {
        return false;
    }
    // `not partially superseded`, `was partially superseded by ADR-2` until the rest was.
    let before = NOTE.find(text).map(|note| text[..note.start()].trim_end().to_ascii_lowercase());
    before.is_some_and(|before| {
        !["not", "was", "were", "never"].iter().any(|word| before.ends_with(word))
    })
}

/// `Superseded in part`, `Superseded by ADR-2 in part: …`, `Superseded by ADR-2 (partly)`.
fn is_partly_superseded(text: &str) -> bool {
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?xi)^superseded\b (?: \s+ \(?\s*(?:in\s+part|partly|partially)\b
                | [^.;]*? [0-9][\])]* ,? \s+ (?: \(\s*(?:in\s+part|partly|partially)\s*\) | (?:in\s+part|partly|partially)\s*(?:[.:;,]|$) ) )",
        )
        .expect("a valid pattern")
    });
    starts_with_word(text, "superseded") && holds(text, "part") && BEHIND.is_match(text)
}

/// `"Accepted" but never built`: whether a status is only cited, in a sentence.
fn is_cited(bare: &str, text: &str, words: &Words) -> bool {
    let start = text.trim_start_matches(['-', '*', ' ']);
    if !start.starts_with(['"', '“', '„', '‘', '«']) {
        return false;
    }
    let Some((len, _)) = words.meaning_at_start(bare) else { return false };
    let behind = bare[len..].strip_prefix(['"', '”', '“', '’', '»']);
    behind.is_some_and(|behind| behind.trim_start().starts_with(char::is_lowercase))
}

/// `remplacé en partie par ADR-2`, `superseded parcialmente por ADR-2`: how many bytes say at the start that a part was
/// superseded, whatever the languages.
pub fn partly_superseded_at_start(text: &str, words: &Words) -> Option<usize> {
    const BY: [&str; 12] =
        ["by", "par", "por", "pelo", "pela", "da", "dal", "dalla", "durch", "von", "door", "przez"];
    let (len, _) =
        words.status_at_start(text).filter(|(_, status)| *status == Status::Superseded)?;
    let behind = text[len..].trim_start();
    let partly = PARTLY.iter().find(|word| starts_with_word(behind, word))?;
    let behind = behind[partly.len()..].trim_start();
    let by = BY.iter().find(|word| starts_with_word(behind, word)).map_or(0, |word| word.len());
    Some(text.len() - behind.len() + by)
}

/// `已被 ADR-8 取代`, `部分被 ADR-8 取代`, `ADR-8로 대체됨`: what stands within *replaced by* or before it, where that names
/// something, and whether only a part is meant.
pub fn replaced_around(text: &str) -> Option<(Range<usize>, bool)> {
    // No further than they look: this is asked behind every mark of a text.
    if text[..char_floor(text, FAR)].is_ascii() {
        return None;
    }
    replaced_within(text).or_else(|| replaced_behind(text))
}

/// The names of some documents take no more bytes, and hold no further sentence.
const FAR: usize = 400;

/// `被 ADR-2 取代`: the names stand within the phrase.
fn replaced_within(text: &str) -> Option<(Range<usize>, bool)> {
    if !text.starts_with(['已', '被', '部', '由']) {
        return None;
    }
    let starts = ["已被", "被", "部分被", "已部分被", "部分已被", "已由", "由"];
    let word = starts.iter().find(|word| text.starts_with(**word))?;
    let (in_part, start) = (word.contains("部分"), word.len());
    let near = &text[start..char_floor(text, start + FAR)];
    let ends = ["取代", "替代", "替换", "替換", "代替"];
    let (end, verb) =
        ends.iter().filter_map(|verb| Some((near.find(verb)?, verb))).min_by_key(|(at, _)| *at)?;
    let between = &near[..end];
    // `由 ADR-2 替代的方案` speaks of a plan.
    let goes_on = near[end + verb.len()..].starts_with(char::is_alphabetic);
    if between.contains(['，', '。', '；']) || (word.ends_with('由') && goes_on) {
        return None;
    }
    names_something(between).then(|| (start..start + end, in_part || between.contains("部分")))
}

/// `ADR-2로 대체됨`, `ADR-2 により置き換え`, `ADR-2 ile değiştirildi`: nothing but names stands before the phrase, and nothing
/// behind it that makes it a plan or a question.
fn replaced_behind(text: &str) -> Option<(Range<usize>, bool)> {
    const PHRASES: [&str; 18] = [
        "로 대체",
        "로 일부 대체",
        "로 부분 대체",
        "에 의해 일부 대체",
        "에 의해 대체",
        "에 의하여 대체",
        "로 교체",
        "により置き換え",
        "により一部置き換え",
        "によって置き換え",
        "に置き換え",
        "により代替",
        "によって代替",
        "に取って代わ",
        "に差し替え",
        "ile değiştirildi",
        "tarafından değiştirildi",
        "tarafından geçersiz kılındı",
    ];
    const PLANS: [&str; 12] =
        ["예정", "검토", "수 있", "않", "못", "予定", "検討", "案", "ない", "却下", "未", "할지"];
    let near = &text[..char_floor(text, FAR)];
    let found = PHRASES.iter().filter_map(|phrase| Some((near.find(phrase)?, *phrase)));
    let (end, phrase) = found.min_by_key(|(at, _)| *at)?;
    // Of `으로` the first letter belongs to the case as well.
    let names = near[..end].trim_end_matches(['으', ' ']);
    let behind = &near[end + phrase.len()..];
    let ends = ["됨", "되었", "됐", "된", "られ", "済", "た"];
    let is_done = behind.is_empty()
        || behind.starts_with(|c: char| !c.is_alphabetic())
        || ends.iter().any(|word| behind.starts_with(word));
    if !is_done || !are_ids(names) || PLANS.iter().any(|plan| behind.contains(plan)) {
        return None;
    }
    let in_part = ["일부", "부분", "一部", "kısmen"].iter().any(|word| near.contains(word));
    Some((0..names.len(), in_part))
}

/// Whether a text is one link or id, or several with a word between them: not `MySQL 5`.
fn are_ids(names: &str) -> bool {
    let is_id = |name: &str| {
        let name = name.trim_matches([' ', '[', ']', '(', ')']);
        let letters = name
            .bytes()
            .take_while(|byte| byte.is_ascii_uppercase() || b"-_".contains(byte))
            .count();
        let digits = name[letters..].trim_start();
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        name.contains('\u{1}') || (is_number && (letters > 1 || digits.starts_with('0')))
    };
    names.split(['와', '과', '및', 'と', '&']).all(is_id)
}

/// Whether there is a number or a link.
fn names_something(names: &str) -> bool {
    names.contains(|c: char| c.is_ascii_digit() || c == '[' || c == '\u{1}')
}

fn is_alone(text: &str, word: &str) -> bool {
    text.trim_end_matches(|c: char| !c.is_alphanumeric()).eq_ignore_ascii_case(word)
}

/// `Proposed → Accepted (2026-05-01)`: what came last, where nothing but statuses leads there. Three bare words are what a
/// template says of the way that a record goes.
fn last_of_arrows<'t>(text: &'t str, words: &Words) -> &'t str {
    static ARROW: LazyLock<Regex> =
        LazyLock::new(|| Regex::new("→|➔|⇒|->|=>").expect("a valid pattern"));
    static NOTE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\([^()]*\)").expect("a valid pattern"));
    if text.is_ascii() && !text.as_bytes().contains(&b'>') {
        return text;
    }
    let parts: Vec<&str> = ARROW.split(text).collect();
    let Some((last, before)) = parts.split_last().filter(|(_, before)| !before.is_empty()) else {
        return text;
    };
    let behind = |part: &'t str| {
        let bare = &part[decoration(part)..];
        words.meaning_at_start(bare).map(|(len, _)| &bare[len..])
    };
    let is_bare = |part: &&'t str| {
        behind(part).is_some_and(|rest| !NOTE.replace_all(rest, "").contains(char::is_alphabetic))
    };
    let Some(rest) = behind(last) else { return text };
    let is_wish = ["if", "when", "once", "pending", "after"]
        .iter()
        .any(|word| starts_with_word(rest.trim_start(), word));
    let is_way = parts.len() > 2 && rest.trim().is_empty() && !text.contains('(');
    if before.iter().all(is_bare) && !is_wish && !is_way { last } else { text }
}

/// `in-progress` is `in progress`; a date keeps its marks.
fn without_hyphens(text: &str) -> Cow<'_, str> {
    static INNER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"([A-Za-z])[-_]([A-Za-z])").expect("a valid pattern"));
    let is_inner = |part: &[u8]| {
        part[0].is_ascii_alphabetic() && b"-_".contains(&part[1]) && part[2].is_ascii_alphabetic()
    };
    let has_inner = || text.as_bytes().windows(3).any(is_inner);
    if text.contains(['-', '_']) && has_inner() {
        INNER.replace_all(text, "$1 $2")
    } else {
        text.into()
    }
}

/// What may stand before the word of a status.
static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)^(?: [0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2} \s* [:,–—-]? \s*
            | (?:this|the)\s+(?:adr|decision|record|document|proposal|rfc|design)\s+(?:(?:is|was|has\ been|also)\s+)?
            | (?:status|state)\s*[:=]\s* | currently\s+ )",
    )
    .expect("a valid pattern")
});

/// How many bytes stand before the first word that counts: emoji, quotes, brackets, a date, `This ADR is`.
pub fn decoration(text: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let symbols = rest.len() - rest.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        at += symbols;
        let rest = &text[at..];
        match may_lead(rest).then(|| LEAD.find(rest)).flatten() {
            Some(lead) if lead.end() > 0 => at += lead.end(),
            _ => return at.min(text.len()),
        }
    }
}

/// Whether a text starts as a decoration does, up to its second word. Most statements start with their word.
fn may_lead(text: &str) -> bool {
    const NOUNS: [&str; 7] = ["adr", "decision", "record", "document", "proposal", "rfc", "design"];
    let behind = |word: &str| starts_with_word(text, word).then(|| text[word.len()..].trim_start());
    let is_noun = |rest: &str| NOUNS.iter().any(|noun| starts_with_word(rest, noun));
    let is_date = || {
        let year = text.bytes().take_while(u8::is_ascii_digit).count();
        year == "2024".len() && text[year..].starts_with(['-', '/', '.'])
    };
    match text.bytes().next() {
        Some(b'0'..=b'9') => is_date(),
        Some(b't' | b'T') => behind("this").or_else(|| behind("the")).is_some_and(is_noun),
        Some(b's' | b'S') => behind("status")
            .or_else(|| behind("state"))
            .is_some_and(|rest| rest.starts_with([':', '='])),
        Some(b'c' | b'C') => behind("currently").is_some(),
        _ => false,
    }
}

/// Words by which English says that only a part is meant.
pub const PARTLY_IN_ENGLISH: [&str; 4] = ["partially", "partly", "partial", "in part"];

/// Without a leading `partially`, so that the phrase behind it is found.
pub fn without_partly(text: &str) -> &str {
    if !text.starts_with(['p', 'P', 'i', 'I', 't', 'T', 'g', 'G', 'ч', 'Ч', '部']) {
        return text;
    }
    for word in PARTLY_IN_ENGLISH.into_iter().chain(PARTLY) {
        if starts_with_word(text, word) {
            return text[word.len()..].trim_start_matches([' ', ',', ':', '-']);
        }
    }
    text
}

fn is_stand_in(text: &str, bare: &str) -> bool {
    const STAND_INS: [&str; 8] =
        ["tbd", "tba", "todo", "fixme", "xxx", "to be decided", "to be determined", "status"];
    let word = bare.trim_end_matches(|c: char| !c.is_alphanumeric());
    STAND_INS.iter().any(|known| known.eq_ignore_ascii_case(word))
        || (bare.is_empty() && text.contains('?'))
        || (text.starts_with('<') && text.ends_with('>'))
}

/// Whether the text offers several statuses: `proposed | accepted | rejected`.
fn is_choice(text: &str, words: &Words) -> bool {
    static OR: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?i)\s*\|\s*|\s+or\s+").expect("a valid pattern"));
    static ANY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\s*\|\s*|\s+or\s+|\s*/\s*|\s*,\s*").expect("a valid pattern")
    });
    let distinct = |separator: &Regex| {
        let mut seen: Vec<Meaning> = Vec::new();
        for part in separator.split(text) {
            let part = part.trim_matches(|c: char| !c.is_alphanumeric());
            let part = part.strip_prefix("or ").unwrap_or(part);
            let Some((len, meaning)) = words.meaning_at_start(part) else { continue };
            // A word with much behind it is a sentence, not an item of a list.
            let alone = part[len..].trim().len() < 24;
            if alone && !seen.contains(&meaning) {
                seen.push(meaning);
            }
        }
        seen.len()
    };
    // So many marks it takes at least, and most lines have none.
    let marks = text.bytes().filter(|byte| matches!(byte, b'|' | b'/' | b',')).count();
    let is_or = |part: &[u8]| {
        let is_blank = |byte: u8| byte.is_ascii_whitespace() || byte == 0x0b || !byte.is_ascii();
        is_blank(part[0]) && part[1..3].eq_ignore_ascii_case(b"or") && is_blank(part[3])
    };
    // No early end: this way the compiler looks at many bytes at once.
    let has_or = text.as_bytes().windows(2).fold(0, |found, part| {
        found | (u8::from(part[0] | 0x20 == b'o') & u8::from(part[1] | 0x20 == b'r'))
    });
    let searched = if has_or > 0 { text.as_bytes() } else { &[] };
    let ors = searched.windows(4).filter(|part| is_or(part)).count();
    let may_be_two = ors > 0 || (marks > 0 && text.contains('|'));
    (may_be_two && distinct(&OR) >= 2) || (marks + ors >= 2 && distinct(&ANY) >= 3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn said(text: &str) -> Said {
        read(text, &Words::default())
    }

    #[test]
    fn statuses_are_read_through_their_decoration() {
        for (text, status) in [
            ("Accepted", Status::Accepted),
            ("✅ Accepted", Status::Accepted),
            ("{ accepted }", Status::Accepted),
            ("accepted.", Status::Accepted),
            ("Accepted (2026-07-30, option (a))", Status::Accepted),
            ("2024-01-02: Accepted", Status::Accepted),
            ("This ADR has been accepted by the team", Status::Accepted),
            ("Superseded by ADR-2 in part: the payload stays", Status::Accepted),
            ("Superseded (in part) by ADR-2", Status::Accepted),
            ("Superseded by 2 (partly)", Status::Accepted),
            ("Superseded by ADR-2, which is partly built", Status::Superseded),
            ("Approved and implemented", Status::Accepted),
            ("Implemented in <https://a.b/c>", Status::Accepted),
            ("Proposed, except Decision 2 — Accepted 2026-07", Status::Proposed),
            ("Review", Status::Proposed),
            ("Superceded by [2](b.md)", Status::Superseded),
            ("superseded by ADR-0123", Status::Superseded),
            ("Deprecated in favor of [x](y)", Status::Deprecated),
            ("Not accepted", Status::Rejected),
            ("Accepted, superseded by ADR-5", Status::Superseded),
            ("Accepted; superseded by", Status::Superseded),
            ("Accepted, then superseded by [Decision 5](5.md)", Status::Superseded),
            ("Accepted (superseded by ADR-0005)", Status::Superseded),
            ("Accepted; superseded by ADR-0005 for provider selection", Status::Accepted),
            ("Accepted until superseded by ADR-0005", Status::Accepted),
            ("Accepted (sync superseded by ADR-0005)", Status::Accepted),
            ("Accepted. Supersedes ADR-1 (superseded by RFC 12)", Status::Accepted),
            ("Deprecated, replaced by ADR-0005", Status::Deprecated),
            ("Rejected, superseded by ADR-0005", Status::Rejected),
            ("❌ Rejected", Status::Rejected),
            ("in-progress", Status::Proposed),
            ("Partially superseded by ADR-5", Status::Accepted),
            ("Superseded in part by ADR-5", Status::Accepted),
            ("SUPERSEDED IN PART by ADR-5", Status::Accepted),
            ("Partially implemented", Status::Accepted),
            ("Proposed → Accepted (2026-05-01)", Status::Accepted),
            ("Draft -> Proposed", Status::Proposed),
            ("Accepted → Superseded by ADR-0003", Status::Superseded),
            ("Proposed. Next: review -> accepted", Status::Proposed),
            ("Proposed => Accepted if the spike works", Status::Proposed),
            ("Accepted (was: Proposed → Rejected)", Status::Accepted),
            ("proposed → accepted → superseded", Status::Proposed),
            ("Accepted → [DESIGN.md](DESIGN.md)", Status::Accepted),
            ("Amended by ADR-0005", Status::Accepted),
            ("Amended (by ADR-0005)", Status::Accepted),
            ("amended — the decision stands", Status::Accepted),
            ("Ersetzt.", Status::Superseded),
            ("Ersetzt durch ADR-0005", Status::Superseded),
            ("remplacé en partie par ADR-0005", Status::Accepted),
            ("Reemplazado parcialmente por ADR-0005", Status::Accepted),
            ("Superseded parcialmente por ADR-0005", Status::Accepted),
            ("remplacé par ADR-0005 en partie seulement", Status::Superseded),
            ("部分被 ADR-0019、ADR-0027 取代", Status::Accepted),
            ("已被ADR-0019取代", Status::Superseded),
            ("Superseded-by-ADR-0010", Status::Superseded),
            ("Kabul edildi", Status::Accepted),
        ] {
            assert_eq!(said(text), Said::Status(status), "{text}");
        }
    }

    #[test]
    fn choices_and_stand_ins_are_a_templates() {
        for text in [
            "Accepted or Rejected",
            "proposed | rejected | accepted | deprecated | … | superseded by [ADR-0005](0005-example.md)",
            "Proposed, Accepted, Rejected, Deprecated, Superseded by DRzzz",
            "{proposed | accepted}",
            "TBD",
            "???",
            "<status>",
        ] {
            assert_eq!(said(text), Said::Placeholder, "{text}");
        }
    }

    #[test]
    fn a_relation_is_no_status_and_an_unknown_word_is_none_either() {
        assert_eq!(said("Supersedes [20. x](0020-x.md)"), Said::Relation);
        assert_eq!(said("Ersetzt ADR-0005"), Said::Relation);
        assert_eq!(said("Amended by the platform team"), Said::Relation);
        assert_eq!(said("Partial supersede of [6](6.md)"), Said::Relation);
        assert_eq!(said("Sketched out. Preview in May"), Said::Unknown);
        assert_eq!(said("  "), Said::Nothing);
    }

    #[test]
    fn what_was_changed_later_is_no_part_of_the_decision() {
        for (text, before) in [
            ("Accepted 2024-01-31 (amended 2025-03-01)", "Accepted 2024-01-31 ("),
            ("accepted. Amended 2025-03-01", "accepted. "),
            ("Amended 2025-03-01", ""),
            ("Superseded 2025-03-01", "Superseded 2025-03-01"),
            ("Accepted 2024-01-31", "Accepted 2024-01-31"),
        ] {
            assert_eq!(before_changes(text), before, "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_the_pattern_takes_for_a_lead_begins_as_one(
            text in "(this|The|STATUS|currently|adr|Design|is|[0-9]{1,4}|[-/.:= é\u{a0}\n]){0,7}",
        ) {
            if LEAD.is_match(&text) {
                prop_assert!(may_lead(&text), "{}", text);
            }
        }
    }
}
