//! What a document is, whichever dialect wrote it.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use semver::Version;

use crate::source::{Span, Spanned, char_floor};
use crate::vocabulary::{Kind, OwnStatus, Statement, Status};

/// A document's place in [`crate::analysis::Analysis::documents`]. Ordered by path, then section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocumentId(pub usize);

/// The page that shows a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PageId {
    /// Index in [`crate::book::Library::books`].
    pub book: usize,
    /// Index in [`crate::book::Book::chapters`].
    pub chapter: usize,
}

/// A decision, a module design, a requirement, or what the configuration adds.
#[derive(Debug, Clone)]
pub struct Document {
    /// The file that holds the title, relative to the user's folder. With the section, the identity.
    pub path: String,
    /// The fragment of the heading, where the document is a section of its page.
    pub section: Option<String>,
    /// Where it is shown.
    pub page: PageId,
    /// Its place among what was read as documents there, from 0.
    pub nth: u32,
    /// Its kind.
    pub kind: Kind,
    /// The name of the dialect that it was read in.
    pub dialect: &'static str,
    /// The id as the collection writes it.
    pub id: Option<Spanned<String>>,
    /// The number: the file name's before the heading's.
    pub number: Option<u64>,
    /// What stands before the number, as written; empty where there is only a number.
    pub prefix: String,
    /// The folder that its series lives in, relative to the user's folder.
    pub folder: String,
    /// The title without the id.
    pub title: Spanned<String>,
    /// The status.
    pub status: Option<StatusText>,
    /// Another status that it states in another place, where only one of the two can hold.
    pub contradicting: Option<Box<StatusText>>,
    /// Where a status was looked for and not found: the section or field that should hold it, else the title.
    pub status_place: Span,
    /// The date.
    pub date: Option<DateText>,
    /// Where it says that it breaks compatibility.
    pub breaking: Vec<Breaking>,
    /// What stands where a date belongs and is not one as it is written, in the order of the text.
    pub odd_dates: Vec<OddDate>,
    /// What the front matter says, in its order.
    pub facts: Vec<Fact>,
    /// Its headings below the title.
    pub sections: Vec<Section>,
    /// Places where references are stated with a relation.
    pub clauses: Vec<Clause>,
    /// The level of its title's heading, 1 to 6; 0 where the title stands in the front matter.
    pub level: u8,
    /// Its extent in the page's text.
    pub extent: Range<usize>,
    /// The bytes of its title's heading in the page's text; empty where the title stands in the front matter.
    pub heading: Range<usize>,
    /// Whether documents of its kind and dialect have a status at all.
    pub has_statuses: bool,
    /// What made it a document.
    pub evidence: &'static str,
}

impl Document {
    /// What people call it: its id, with the title where the id is only a number, else its title.
    pub fn name(&self) -> String {
        match &self.id {
            Some(id) if id.value.bytes().all(|byte| byte.is_ascii_digit()) => self.full_name(),
            Some(id) => id.value.clone(),
            None => self.title.value.clone(),
        }
    }

    /// The id and the title: `ADR-0007: Use redb`, `7. Use redb`; the title alone without an id of its own.
    pub fn full_name(&self) -> String {
        match self.own_id() {
            Some(id) if id.value == self.title.value => id.value.clone(),
            Some(id) if id.value.bytes().all(|byte| byte.is_ascii_digit()) => {
                format!("{}. {}", id.value, self.title.value)
            }
            Some(id) => format!("{}: {}", id.value, self.title.value),
            None => self.title.value.clone(),
        }
    }

    /// The id, unless it is only the words of the file's name, or of its folder's, where others have a number.
    pub fn own_id(&self) -> Option<&Spanned<String>> {
        let id = self.id.as_ref()?;
        let stem = self.path.rsplit_once('.').map_or(self.path.as_str(), |(stem, _)| stem);
        let repeats = stem.rsplit('/').take(2).any(|name| name == id.value);
        let is_slug = repeats && self.number.is_none() && id.value.contains(char::is_lowercase);
        Some(id).filter(|_| !is_slug)
    }

    /// The id, where it is more than a prefix and a number, and can be told from words: `ADR-0012a`, `DEC-20241026-001`.
    /// It begins with a capital, and has digits behind a mark or behind nothing but capitals, and no blank but one before
    /// them: `v2.0` and `OAuth2` are words.
    pub fn literal_id(&self) -> Option<&Spanned<String>> {
        let is_word = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        let id = self.own_id().filter(|_| self.number.is_none())?;
        let (letters, digits) = id.value.split_at(id.value.find(|c: char| c.is_ascii_digit())?);
        let is_literal = letters.starts_with(|c: char| c.is_ascii_uppercase())
            && (letters.ends_with(['-', '_', ' '])
                || (letters.len() > 1 && letters.bytes().all(|byte| byte.is_ascii_uppercase())))
            && letters.strip_suffix(' ').unwrap_or(letters).chars().all(is_word)
            && digits.chars().all(is_word);
        is_literal.then_some(id)
    }

    /// The number by which it stands among others; of `ADR-0012a` that of its id.
    pub fn ordinal(&self) -> Option<u64> {
        let of_id = || {
            let id = self.literal_id()?.value.as_str();
            let digits = id.split(|c: char| !c.is_ascii_digit()).find(|run| !run.is_empty())?;
            digits.parse().ok()
        };
        self.number.or_else(of_id)
    }

    /// The known status, or `Other`, or none.
    pub fn status(&self) -> Option<Status> {
        self.status.as_ref().map(|status| status.status)
    }

    /// The name of its status: the known one's, the configured one's, or `other`.
    pub fn status_name(&self) -> Option<&str> {
        self.status.as_ref().map(StatusText::name)
    }

    /// Whether it binds: accepted, in a configured status that says so, or of a kind or dialect without statuses.
    pub fn in_force(&self) -> bool {
        self.status.as_ref().map_or(!self.has_statuses, StatusText::in_force)
    }

    /// Whether it once bound, or may have, and does no longer.
    pub fn is_out_of_force(&self) -> bool {
        matches!(self.status(), Some(Status::Superseded | Status::Deprecated | Status::Rejected))
    }

    /// Whether it has not bound yet, or never will.
    pub fn is_undecided_or_rejected(&self) -> bool {
        matches!(self.status(), Some(Status::Draft | Status::Proposed | Status::Rejected))
    }

    /// Whether it binds as far as can be known: nobody knows that of a status that is missing or in unknown words.
    pub fn may_bind(&self) -> bool {
        !self.is_undecided_or_rejected() && !self.is_out_of_force()
    }

    /// The place to point at when the whole document is meant.
    pub fn title_span(&self) -> Span {
        self.title.span
    }
}

/// A status as it is stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusText {
    /// What the vocabulary makes of it.
    pub status: Status,
    /// The status that the configuration adds, where it is one; `status` is then `Other`.
    pub own: Option<OwnStatus>,
    /// Whether the vocabulary knows the word.
    pub known: bool,
    /// The statement as written, in one line.
    pub text: String,
    /// Its place.
    pub span: Span,
    /// Whether it is a template's text, left as it was.
    pub placeholder: bool,
}

impl StatusText {
    /// The known status's name, the configured one's, or `other`.
    pub fn name(&self) -> &str {
        self.own.as_ref().map_or(self.status.as_str(), |own| own.name.as_str())
    }

    /// Whether a document with it is in force.
    pub fn in_force(&self) -> bool {
        self.own.as_ref().map_or(self.status == Status::Accepted, |own| own.in_force)
    }
}

/// A date as it is stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateText {
    /// `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, as far as the text says; none where it cannot be read.
    pub value: Option<String>,
    /// The words.
    pub text: String,
    /// Their place.
    pub span: Span,
}

/// A statement that a decision breaks compatibility: `Breaking: 2.0.0`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breaking {
    /// The version that carries the change; none where the words name none.
    pub version: Option<Version>,
    /// The words behind the key, in one line.
    pub text: String,
    /// Their place; the key's where there are no words.
    pub span: Span,
}

/// A date with something wrong in how it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OddDate {
    /// What is wrong.
    pub fault: DateFault,
    /// The date.
    pub date: DateText,
    /// Whether the file's name states it; then the place is the title's.
    pub in_name: bool,
}

/// What can be wrong with a date as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateFault {
    /// No date can be read in it.
    Unreadable,
    /// It is written as a date, and no calendar has that day.
    Impossible,
    /// Its year has two digits.
    ShortYear,
    /// Digits that were not read go on behind it, or signs stand beside it that are no words.
    Remainder,
}

/// A key of the front matter and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The key as written.
    pub key: String,
    /// Its values, in order.
    pub values: Vec<String>,
}

/// A heading below the title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its text.
    pub title: Arc<str>,
    /// The section that it means, in the words that rules look for: lower case, further names resolved.
    pub name: Cow<'static, str>,
    /// 1 to 6.
    pub level: u8,
    /// Its place.
    pub span: Span,
    /// Its fragment.
    pub fragment: Arc<str>,
    /// Its bytes in the page's text, up to the next heading of its level or above, without the heading.
    pub body: Range<usize>,
}

/// A statement of a relation: where its phrase stands, and where the references that it governs lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// The relation; none in a section of links without a phrase, where references are mentions.
    pub statement: Option<Statement>,
    /// Whether only a part is meant.
    pub partial: bool,
    /// Whether it is the heading above, and no words of the line, that states the relation.
    pub implicit: bool,
    /// Where the references lie.
    pub region: Region,
    /// The whole statement.
    pub span: Span,
}

/// Where a part of a value of the front matter stands in the page's text. Quotes were taken off it, so that offsets agree
/// as a rule. A block has lost its indentation, and escapes are longer than what they stand for: then the part is looked
/// for a little further on, and where it is not found, what is told lies between characters and in the value.
pub fn place_in_value(
    page: &str,
    value: (&str, &Range<usize>),
    part: &Range<usize>,
) -> Range<usize> {
    const FURTHER: usize = 4 * 1024;
    let (text, range) = value;
    let clip = |offset: usize| (range.start + offset).min(range.end);
    let words = text.get(part.clone()).unwrap_or("");
    if page.get(clip(part.start)..clip(part.end)) == Some(words) {
        return clip(part.start)..clip(part.end);
    }
    let start = char_floor(page, clip(part.start));
    let end = char_floor(page, range.end.min(start + FURTHER)).max(start);
    match page[start..end].find(words) {
        Some(at) => start + at..start + at + words.len(),
        None => start..char_floor(page, clip(part.end)).max(start),
    }
}

/// A name for comparison: letters and digits, lower case, one blank between words.
pub fn name_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !key.is_empty() {
            key.push(' ');
        }
        let start = key.len();
        if word.is_ascii() {
            key.push_str(word);
            key[start..].make_ascii_lowercase();
        } else {
            key.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
    key
}

/// An id for comparison: lower case, its marks alike, its numbers without leading zeros.
pub(crate) fn literal_key(id: &str) -> String {
    let words = name_key(id);
    let mut key = String::with_capacity(words.len());
    for c in words.chars() {
        let is_padding = c == '0' && !key.ends_with(|before: char| before.is_ascii_digit());
        if !is_padding {
            key.push(c);
        }
    }
    key
}

/// Whether ids with a prefix, in lower case, may mean documents of a folder that have only numbers: `ADR-7`, and where the
/// folder is called so, `RFC-7`.
pub fn may_stand_for_none(prefix: &str, folder: &str) -> bool {
    prefix == "adr" || (prefix == "rfc" && is_of_rfcs(folder))
}

/// Whether a folder has the name of one with RFCs.
pub fn is_of_rfcs(folder: &str) -> bool {
    let name = folder.rsplit('/').next().unwrap_or(folder);
    ["rfc", "rfcs"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Whether a folder is called as those are in which nothing but decisions lies.
pub fn is_of_nothing_but_decisions(folder: &str) -> bool {
    const NAMES: [&str; 6] = [
        "adr",
        "adrs",
        "decision",
        "decisions",
        "architecture-decisions",
        "architecture-decision-records",
    ];
    let name = folder.rsplit('/').next().unwrap_or(folder);
    NAMES.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Where the text of a clause lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Region {
    /// A stretch of [`crate::markdown::Outline::plain`].
    Plain(Range<usize>),
    /// A value of the front matter: its text, and its bytes in the page's text.
    Value(String, Range<usize>),
}
