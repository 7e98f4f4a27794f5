//! What only a document's neighbours can tell: whether it is one, how it counts days, what its titles share.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;

use crate::document::{Document, PageId, is_of_nothing_but_decisions, literal_key, name_key};
use crate::source::Span;
use crate::vocabulary::{Kind, Status};

use super::date::{self, DayOrder};
use super::evidence::WEAK_HEADING;
use super::heading::{self, fold};
use super::name::Name;
use super::{Blank, blank, is_one_of};

/// How many titles must share a beginning before it is the collection's name rather than the title's own words.
const SHARED_BY_AT_LEAST: usize = 3;

/// Settles what the pages of one book left open about its documents, which keep their order. `doubtful` are the indices
/// of those that are documents only if their neighbours are, ascending; `pages` the paths of all of the book's pages. To
/// `changed` it adds the pages whose documents come out different.
pub fn settle<'p>(
    documents: &mut Vec<Document>,
    doubtful: &[usize],
    pages: impl Iterator<Item = &'p str>,
    changed: &mut BTreeSet<PageId>,
) {
    if !doubtful.is_empty() {
        let folders = folders_of_records(documents, doubtful, pages);
        let yearly = folders_with_years(documents, doubtful);
        let mut at = 0..;
        take_out(documents, changed, |document| {
            let is_doubtful = at.next().is_some_and(|at| doubtful.binary_search(&at).is_ok());
            let is_of_year =
                is_year(&document.path, document.number) && !yearly.contains(&document.folder);
            is_doubtful && (is_of_year || !folders.contains(&document.folder))
        });
    }
    let asked = which_are_asked(documents);
    let questions = QUESTIONS.iter().zip(asked).filter(|(_, asked)| *asked);
    for (question, _) in questions {
        (question.settle)(documents, changed);
    }
    let silent = settle_silent_entries(documents, changed);
    share_statuses(documents, &silent, changed);
    unshare_template(documents, changed);
    share_template(documents, changed);
    settle_dates(documents, changed);
    drop_shared_beginnings(documents, changed);
}

/// A question about a book, and whether a document gives reason to ask it.
struct Question {
    is_asked_by: fn(&Document) -> bool,
    settle: fn(&mut Vec<Document>, &mut BTreeSet<PageId>),
}

/// In the order in which they are settled. Most books give no reason to ask any.
const QUESTIONS: [Question; 4] = [
    Question {
        is_asked_by: |document| original_of(&document.path).is_some(),
        settle: drop_translations,
    },
    Question { is_asked_by: may_be_companion, settle: drop_companions },
    Question { is_asked_by: is_addendum, settle: drop_addenda },
    Question {
        is_asked_by: |document| document.kind == Kind::Requirement,
        settle: drop_mentions_of_requirements,
    },
];

/// Which of the [`QUESTIONS`] any document asks. Found out for all at once, because to find it out for each by itself is
/// to fetch every document from memory as often.
fn which_are_asked(documents: &[Document]) -> [bool; QUESTIONS.len()] {
    // So few that another thread would not be there before this one is through.
    const ALONE: usize = 512;
    documents
        .par_iter()
        .with_min_len(ALONE)
        .map(|document| QUESTIONS.map(|question| (question.is_asked_by)(document)))
        .reduce(Default::default, |a, b| std::array::from_fn(|nth| a[nth] || b[nth]))
}

/// Takes out the documents of which a question that is asked in their order says so; their pages come out different.
fn take_out(
    documents: &mut Vec<Document>,
    changed: &mut BTreeSet<PageId>,
    mut goes: impl FnMut(&Document) -> bool,
) {
    documents.retain(|document| {
        let stays = !goes(document);
        if !stays {
            changed.insert(document.page);
        }
        stays
    });
}

/// Folders whose numbered pages are records: one without a sign of its own is a record whose author forgot the status. Where
/// none has a place for one, and the folder is called as those of decisions are, records are nothing but prose.
fn folders_of_records<'p>(
    documents: &[Document],
    doubtful: &[usize],
    pages: impl Iterator<Item = &'p str>,
) -> HashSet<String> {
    let mut sure: HashMap<String, usize> = HashMap::default();
    let with_place =
        documents.iter().filter(|document| document.has_statuses && !is_over(document));
    let with_place: HashSet<&str> = with_place.map(|document| document.folder.as_str()).collect();
    for (at, document) in documents.iter().enumerate() {
        if doubtful.binary_search(&at).is_err()
            && document.section.is_none()
            && Name::of(&document.path).is_numbered()
        {
            *sure.entry(document.folder.clone()).or_default() += 1;
        }
    }
    let mut numbered: HashMap<String, (usize, usize)> = HashMap::default();
    for name in pages.map(Name::of).filter(|name| name.is_numbered() && !name.is_template()) {
        let is_plain = name.is_numbered_as_record();
        let (all, plain) = numbered.entry(name.folder).or_default();
        *all += 1;
        *plain += usize::from(is_plain);
    }
    let is_shared = |folder: &str| numbered.get(folder).map_or(0, |(all, _)| *all);
    sure.retain(|folder, sure| *sure >= 2 && *sure * 2 >= is_shared(folder));
    let named = numbered.iter().filter(|(folder, (all, plain))| {
        let is_prose = !with_place.contains(folder.as_str());
        is_prose && *plain >= 2 && plain == all && is_of_nothing_but_decisions(folder)
    });
    let named: Vec<String> = named.map(|(folder, _)| folder.clone()).collect();
    sure.into_keys().chain(named).collect()
}

/// Whether a number may be the year in the name of a file: `2024-review.md`.
pub fn is_year(path: &str, number: Option<u64>) -> bool {
    number.is_some_and(|number| (1990..2100).contains(&number))
        && path.rsplit('/').next().is_some_and(|name| name.starts_with(['1', '2']))
}

/// The folders in which some document has such a number for sure.
fn folders_with_years(documents: &[Document], doubtful: &[usize]) -> HashSet<String> {
    let sure = documents.iter().enumerate().filter(|(at, document)| {
        is_year(&document.path, document.number) && doubtful.binary_search(at).is_err()
    });
    sure.map(|(_, document)| document.folder.clone()).collect()
}

/// `0001-a.fr.md` beside `0001-a.md` is the same record in another language.
fn drop_translations(documents: &mut Vec<Document>, changed: &mut BTreeSet<PageId>) {
    let translated: Vec<Option<String>> =
        documents.iter().map(|document| original_of(&document.path)).collect();
    let paths: HashSet<String> = documents.iter().map(|document| document.path.clone()).collect();
    let mut translated = translated.into_iter();
    take_out(documents, changed, |_| {
        let original = translated.next().flatten();
        original.is_some_and(|original| paths.contains(&original))
    });
}

/// `0010-webhooks-implementation-plan.md` beside `0010-webhooks.md` belongs to that record and is none.
fn drop_companions(documents: &mut Vec<Document>, changed: &mut BTreeSet<PageId>) {
    let known = documents
        .iter()
        .map(|document| (document.path.clone(), (document.number, document.status.is_some())));
    let known: HashMap<String, (Option<u64>, bool)> = known.collect();
    take_out(documents, changed, |document| {
        let is_of = |path: String| {
            known.get(&path).is_some_and(|(number, has_status)| {
                *number == document.number && (*has_status || is_named_companion(document))
            })
        };
        may_be_companion(document) && paths_begun_by(&document.path).any(is_of)
    });
}

/// Whether a document may belong to one whose name begins its own: by the end of its name, or because it has neither an id
/// in its heading nor a status nor a decision, as records have.
fn may_be_companion(document: &Document) -> bool {
    let decides = || document.sections.iter().any(|section| section.name == "decision");
    document.number.is_some()
        && document.section.is_none()
        && (is_named_companion(document)
            || (document.status.is_none() && !has_id_in_heading(document) && !decides()))
}

/// Whether a document's id stands by itself, and is no more than its number or its file's name.
fn has_id_in_heading(document: &Document) -> bool {
    document.id.as_ref().is_some_and(|id| id.span != document.title_span())
}

fn is_named_companion(document: &Document) -> bool {
    const ENDS: [&str; 10] = [
        "-implementation-plan",
        "-implementation",
        "-plan",
        "-notes",
        "-appendix",
        "-faq",
        "-examples",
        "-diagrams",
        "-research",
        "-rollout",
    ];
    let stem = document.path.strip_suffix(".md");
    stem.is_some_and(|stem| ENDS.iter().any(|end| stem.ends_with(end)))
}

/// The paths of the files whose names a file's name goes on from: of `a/0010-webhooks-plan.md` those of `0010-webhooks` and
/// `0010`, the longest first.
pub fn paths_begun_by(path: &str) -> impl Iterator<Item = String> {
    /// Names with more words go on from none.
    const MOST: usize = 12;
    let stem = path.strip_suffix(".md").unwrap_or("");
    let folder = stem.rfind('/').map_or(0, |at| at + 1);
    let ends = stem.rmatch_indices('-').map(|(at, _)| at).take_while(move |at| *at > folder);
    ends.take(MOST).map(move |at| format!("{}.md", &stem[..at]))
}

/// What is titled `Addendum: …` or `Amendment to ADR-10`, and `0010-addendum.md` without an id of its own, belongs to the
/// record with its number, where there is one.
fn drop_addenda(documents: &mut Vec<Document>, changed: &mut BTreeSet<PageId>) {
    let own =
        |document: &Document| (document.folder.clone(), fold(&document.prefix), document.number);
    let others = documents.iter().filter(|document| !is_addendum(document));
    let others: HashSet<(String, String, Option<u64>)> = others.map(own).collect();
    take_out(documents, changed, |document| {
        is_addendum(document) && others.contains(&own(document))
    });
}

/// Whether a document says by its title or its name that it was added to another one.
fn is_addendum(document: &Document) -> bool {
    const WORDS: &str = "addendum addenda amendment amendments annex appendix errata erratum";
    let is_word = |word: &str| is_one_of(&word.to_ascii_lowercase(), WORDS);
    let is_titled = |title: &str| {
        let word = title.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let behind = title.get(word.len()..).unwrap_or("").trim_start();
        let labels = behind.is_empty() || behind.starts_with([':', '-', '–', '—', '(']);
        is_word(word) && (labels || behind.starts_with("to ") || behind.starts_with("of "))
    };
    let stem = document.path.rsplit_once('.').map_or("", |(stem, _)| stem);
    // To take a name apart costs more than to look at its end.
    let is_named = || {
        is_word(stem.rsplit(['-', '_', ' ']).next().unwrap_or(""))
            && is_word(&Name::of(&document.path).slug)
    };
    document.kind == Kind::Decision
        && document.section.is_none()
        && document.number.is_some()
        && (is_titled(&document.title.value) || (!has_id_in_heading(document) && is_named()))
}

/// Drops headings with a requirement's id that speak of it: in a test plan, a report or an index, beside the requirement
/// itself. That is a page of its own, or has parts of its own, or stands on no page of that kind; and both lie near each
/// other, because projects beside each other may count from one.
fn drop_mentions_of_requirements(documents: &mut Vec<Document>, changed: &mut BTreeSet<PageId>) {
    /// How much a heading may be no more than a mention: not at all, by its shape, by its page or its form.
    fn doubt(document: &Document) -> u8 {
        let is_section = document.section.is_some();
        let is_bare = is_section && document.status.is_none() && document.sections.is_empty();
        let is_other =
            is_section && (is_about_others(&document.path) || document.evidence == WEAK_HEADING);
        u8::from(is_bare) + 2 * u8::from(is_other)
    }
    let is_requirement = |document: &Document| document.kind == Kind::Requirement;
    let key = |document: &Document| Some((document.page.book, fold(&document.id.as_ref()?.value)));
    let mut surest: HashMap<(usize, String), usize> = HashMap::default();
    let mut is_shared = false;
    for (at, document) in documents.iter().enumerate().filter(|(_, own)| is_requirement(own)) {
        let Some(key) = key(document) else { continue };
        let known = surest.entry(key).or_insert(at);
        is_shared |= *known != at;
        if doubt(document) < doubt(&documents[*known]) {
            *known = at;
        }
    }
    if !is_shared {
        return;
    }
    let only_speaks = |document: &Document| {
        let surest = key(document).and_then(|key| surest.get(&key)).map(|at| &documents[*at]);
        surest.filter(|surest| !std::ptr::eq(*surest, document)).is_some_and(|surest| {
            let is_weak = document.evidence == WEAK_HEADING;
            let is_same = name_key(&surest.title.value) == name_key(&document.title.value);
            (is_weak || doubt(document) > doubt(surest))
                && (is_same || doubt(document) > 1)
                && are_near(&surest.path, &document.path)
        })
    };
    let drops: Vec<bool> =
        documents.iter().map(|own| is_requirement(own) && only_speaks(own)).collect();
    let mut drops = drops.into_iter();
    take_out(documents, changed, |_| drops.next().unwrap_or(false));
}

/// Whether of the folders of two paths one lies in the other, or both in a third one.
fn are_near(one: &str, other: &str) -> bool {
    let [one, other] =
        [one, other].map(|path| path.rsplit_once('/').map_or("", |(folder, _)| folder));
    let holds = |outer: &str, inner: &str| {
        outer.is_empty()
            || inner
                .strip_prefix(outer)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let above = |folder: &'_ str| folder.rsplit_once('/').map(|(above, _)| above.to_owned());
    holds(one, other) || holds(other, one) || (above(one).is_some() && above(one) == above(other))
}

/// Words for what requirements stand in, in the names of pages.
const DEFINING: &str = "requirement requirements req reqs spec specs specification srs prd";

/// Whether a page is called as those are that hold requirements.
pub fn holds_requirements(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    !is_about_others(path)
        && name.split(|c: char| !c.is_alphanumeric()).any(|word| is_one_of(word, DEFINING))
}

/// Whether a page is called as those are that go through documents which stand elsewhere.
pub(super) fn is_about_others(path: &str) -> bool {
    const WORDS: &str = "test tests testing verification validation traceability trace tracing coverage audit review report \
        reports matrix plan status results readme index changelog changes release releases notes minutes meeting roadmap faq \
        design designs architecture acceptance backlog todo history";
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    // The last word says what it is: an audit of requirements, requirements for a test.
    let words = name.split(|c: char| !c.is_alphanumeric());
    let mut telling = words.filter(|word| is_one_of(word, WORDS) || is_one_of(word, DEFINING));
    telling.next_back().is_some_and(|word| is_one_of(word, WORDS))
}

/// Whether a document is an entry of a log that states no status.
fn is_silent_entry(document: &Document) -> bool {
    document.section.is_some()
        && document.level > 1
        && document.kind == Kind::Decision
        && document.status.is_none()
}

/// An entry without a status only talks of a record, where there is one of its number. The pages on which no more entries
/// have a status than have none: these ask for none.
fn settle_silent_entries(
    documents: &mut Vec<Document>,
    changed: &mut BTreeSet<PageId>,
) -> HashSet<PageId> {
    let mut silent = HashSet::default();
    if !documents.iter().any(is_silent_entry) {
        return silent;
    }
    let id = |document: &Document| {
        let prefix = fold(&document.prefix);
        let prefix = if prefix.is_empty() { "adr".to_owned() } else { prefix };
        let literal = document.literal_id().map(|id| literal_key(&id.value));
        (prefix, document.number, literal)
    };
    let others = documents.iter().filter(|document| !is_silent_entry(document));
    let others: HashSet<_> = others.map(id).collect();
    take_out(documents, changed, |document| {
        is_silent_entry(document) && others.contains(&id(document))
    });
    for page in documents.chunk_by(|a, b| a.page == b.page) {
        let is_entry = |document: &&Document| document.section.is_some() && document.level > 1;
        let entries = page.iter().filter(is_entry).count();
        if page.iter().filter(|document| is_silent_entry(document)).count() * 2 >= entries {
            silent.insert(page[0].page);
        }
    }
    silent
}

/// Languages by their codes, as names of files have them.
const LANGUAGES: &str = "ar bg ca cs da de el en es fa fi fr he hi hu id it ja ko nb nl no pl pt ro ru sv th tr uk vi zh";

/// The path without the language before its ending: of `a.fr.md` and `a.pt-BR.md`, `a.md`.
fn original_of(path: &str) -> Option<String> {
    let (stem, end) = path.rsplit_once('.')?;
    let (stem, language) = stem.rsplit_once('.')?;
    let (language, region) = language.split_once(['-', '_']).unwrap_or((language, "xx"));
    let is_region = region.len() == 2 && region.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_language = is_one_of(language, LANGUAGES);
    (is_language && is_region).then(|| format!("{stem}.{end}"))
}

/// Whether a document says that it was superseded.
fn is_over(document: &Document) -> bool {
    document.status() == Some(Status::Superseded)
}

/// In a collection where documents have a status, all should; one among many asks nothing of the others, and neither do
/// those that have one because they are over.
fn share_statuses(
    documents: &mut [Document],
    silent: &HashSet<PageId>,
    changed: &mut BTreeSet<PageId>,
) {
    const FEWEST_IN: usize = 10;
    let mut with: HashMap<(&Kind, &str), (usize, usize, usize)> = HashMap::default();
    for document in documents.iter() {
        let (count, over, all) = with.entry((&document.kind, &document.folder)).or_default();
        let has_one = document.has_statuses && document.status.is_some();
        *count += usize::from(has_one);
        *over += usize::from(has_one && is_over(document));
        *all += 1;
    }
    let shared: Vec<bool> = documents
        .iter()
        .map(|document| {
            let asks_none = silent.contains(&document.page) && is_silent_entry(document);
            let (count, over, all) = with[&(&document.kind, &*document.folder)];
            let shares = count * FEWEST_IN > all && (over < count || over * 2 > all);
            shares && !asks_none && document.kind != Kind::Module
        })
        .collect();
    for (document, shared) in documents.iter_mut().zip(shared) {
        if shared && !document.has_statuses {
            document.has_statuses = true;
            changed.insert(document.page);
        }
    }
}

/// A heading with an id, and consequences that are good or bad, have many that never saw the template: where of several
/// none in a folder has alternatives or risks, they are in no template of ours.
fn unshare_template(documents: &mut [Document], changed: &mut BTreeSet<PageId>) {
    let is_own =
        |document: &Document| document.kind == Kind::Decision && document.dialect == blank::OWN;
    let mut folders: HashMap<String, (usize, bool)> = HashMap::default();
    for document in documents.iter().filter(|document| is_own(document)) {
        let (count, is_sure) = folders.entry(document.folder.clone()).or_default();
        let is_told = |name: &str| name == "risks" || blank::names_alternatives(name);
        *count += 1;
        *is_sure |= document.sections.iter().any(|section| is_told(&section.name));
    }
    folders.retain(|_, (count, is_sure)| *count > 1 && !*is_sure);
    for document in documents.iter_mut() {
        if is_own(document) && folders.contains_key(&document.folder) {
            document.dialect = if document.status.is_some() { "nygard" } else { "sections" };
            changed.insert(document.page);
        }
    }
}

/// Where some decisions of a folder are in the project's own template, those beside them with its heading are too.
fn share_template(documents: &mut [Document], changed: &mut BTreeSet<PageId>) {
    let folders: HashSet<String> = documents
        .iter()
        .filter(|document| document.kind == Kind::Decision && document.dialect == "template")
        .map(|document| document.folder.clone())
        .collect();
    let is_close = |document: &Document| {
        let heading = |id: &str| super::is_template_heading(&format!("{id}: "));
        document.kind == Kind::Decision
            && matches!(document.dialect, "nygard" | "sections")
            && document.id.as_ref().is_some_and(|id| heading(&id.value))
            && folders.contains(&document.folder)
    };
    for document in documents.iter_mut() {
        if is_close(document) {
            document.dialect = blank::OWN;
            changed.insert(document.page);
        }
    }
}

/// `05/02/2018` is read as its neighbours are, where one of theirs can be read in one way only.
fn settle_dates(documents: &mut [Document], changed: &mut BTreeSet<PageId>) {
    let mut told = BTreeMap::new();
    for date in documents.iter().filter_map(|document| document.date.as_ref()) {
        if let Some(order) = date::order_told_by(&date.text) {
            *told.entry(order == DayOrder::MonthFirst).or_insert(0) += 1;
        }
    }
    let month_first =
        told.get(&true).copied().unwrap_or(0) > told.get(&false).copied().unwrap_or(0);
    if month_first {
        for document in documents {
            let odd = document.odd_dates.iter_mut().map(|odd| &mut odd.date);
            for date in document.date.iter_mut().chain(odd) {
                let value = date::parse(&date.text, DayOrder::MonthFirst);
                if value.is_some() && value != date.value {
                    date.value = value;
                    changed.insert(document.page);
                }
            }
        }
    }
}

/// `Acme - Use X`, `Acme - Use Y`: what many titles of a book start with is its name and no part of them.
fn drop_shared_beginnings(documents: &mut [Document], changed: &mut BTreeSet<PageId>) {
    let mut counts: HashMap<String, usize> = HashMap::default();
    for document in documents.iter() {
        if let Some((beginning, _)) = beginning(&document.title.value) {
            *counts.entry(fold(beginning)).or_default() += 1;
        }
    }
    if counts.values().all(|count| *count < SHARED_BY_AT_LEAST) {
        return;
    }
    let total = documents.len();
    for document in documents.iter_mut() {
        let Some((beginning, skip)) = beginning(&document.title.value) else { continue };
        let count = counts.get(&fold(beginning)).copied().unwrap_or(0);
        if count < SHARED_BY_AT_LEAST || count * 4 < total {
            continue;
        }
        let rest = document.title.value[skip..].to_owned();
        let parts = heading::parts(&rest, &Name::of(&document.path), &[]);
        let title = rest[parts.title.clone()].trim().to_owned();
        if title.is_empty() {
            continue;
        }
        let span = document.title.span;
        // Markup inside a title makes its bytes longer than its text; then the whole is pointed at.
        if span.end - span.start == document.title.value.len() {
            let start = span.end - title.len();
            document.title.span = Span { start, ..span };
        }
        document.title.value = title;
        changed.insert(document.page);
    }
}

/// The words before a dash set off by blanks, and where the rest starts.
fn beginning(title: &str) -> Option<(&str, usize)> {
    const LONGEST: usize = 60;
    if !title.bytes().any(|byte| b"-|".contains(&byte) || !byte.is_ascii()) {
        return None;
    }
    let (at, mark) = [" - ", " – ", " — ", " | "]
        .into_iter()
        .filter_map(|mark| title.find(mark).map(|at| (at, mark)))
        .min_by_key(|(at, _)| *at)?;
    (at > 0 && at <= LONGEST).then(|| (&title[..at], at + mark.len()))
}

/// The template that a document was made from: that of its folder or of one above.
pub fn template_of<'b>(document: &Document, blanks: &'b [Blank]) -> Option<&'b Blank> {
    blanks
        .iter()
        .filter(|blank| {
            blank.folder.is_empty()
                || document.folder == blank.folder
                || document
                    .folder
                    .strip_prefix(&blank.folder)
                    .is_some_and(|rest| rest.starts_with('/'))
        })
        .max_by_key(|blank| blank.folder.len())
}
