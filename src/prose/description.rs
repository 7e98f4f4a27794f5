//! Whether a short English text does no more than describe a thing: `An embedded database.`

use std::sync::LazyLock;

use foldhash::HashSet;

use super::reason::{lower, tokens};

/// Words that a description may begin with.
const DETERMINERS: &str = "a an the one each every our my your";

/// Or with these, where it says what to do.
const IMPERATIVES: &str = "build keep put run store use write";

/// Words between those that name things.
const LINKS: &str = "about among and as at before behind below beside between by for from in inside into like \
    near of on onto over per through to under upon via with within a an the one each every both all any some \
    our my your";

/// Words for things, and what is said of them without praise or blame. What praises and blames cannot be listed; these
/// can, and a text of nothing else gives no reason.
const NEUTRAL: &str = "account address api app application archive array backend block book branch broker \
    browser bucket bus cache channel chapter class client code collection column command comment common \
    component config configuration container current daemon data database default diagram dictionary directory \
    disk document embedded encoded endpoint engine entity entry event existing field file filesystem folder \
    form format framework frontend function gateway generic graph group hash html http id image index instance \
    interface internal item job json key kind layer library line link list local log machine map memory message \
    method middleware model module name node object ordinary page parser part path picture plain plugin pool \
    present process program project protocol provider proxy public queue record region registry regular \
    relational release repository request response row schema script section separate series server service \
    session set shell site socket software solution sorted source standard static storage store stream string \
    structure style syntax system table tag task template text thread token tool topic tree type usual user \
    value variant version volume way web website wiki word worker workflow xml yaml";

/// The longest description that is judged, in words.
const MOST: usize = 11;

/// Whether each of some texts is nothing but a description. Reasons are not understood: this says yes only of a phrase
/// that begins as one and has no words but those that are known to find no fault, and names.
pub(super) fn describes(said: &[&str]) -> bool {
    said.iter().all(|text| is_description(text))
}

fn is_description(text: &str) -> bool {
    // Marks part what is described from what is said of it, and other languages have other words.
    if !text.is_ascii() || text.contains([',', ';', ':', '(', '?', '!', '=', '%', '\'', '"']) {
        return false;
    }
    let words: Vec<&str> = tokens(&[text]).take(MOST + 1).collect();
    let Some((first, rest)) = words.split_first() else { return true };
    let opens = is_in(&SETS.determiners, first) || is_in(&SETS.imperatives, first);
    opens && words.len() <= MOST && !rest.is_empty() && rest.iter().all(|word| is_plain(word))
}

/// A known word, its plural, or a name.
fn is_plain(word: &str) -> bool {
    let is_name = word.starts_with(char::is_uppercase);
    let singular = word.strip_suffix('s');
    let is_known = |word| is_in(&SETS.neutral, word);
    is_name || is_in(&SETS.links, word) || is_known(word) || singular.is_some_and(is_known)
}

/// Whether a text of a few words may be a sentence, and no name: one of them may be a verb.
pub fn may_be_sentence(text: &str) -> bool {
    let words: Vec<&str> = tokens(&[text]).take(MOST).collect();
    words.windows(2).any(|pair| {
        let [before, word] = pair else { return false };
        let common = word.starts_with(char::is_lowercase) && word.len() > 3;
        let verb = (word.ends_with('s') && !word.ends_with("ss")) || word.ends_with("ed");
        common && verb && !is_in(&SETS.links, before)
    })
}

struct Sets {
    determiners: HashSet<&'static str>,
    imperatives: HashSet<&'static str>,
    links: HashSet<&'static str>,
    neutral: HashSet<&'static str>,
}

static SETS: LazyLock<Sets> = LazyLock::new(|| {
    let set = |words: &'static str| words.split(' ').collect();
    Sets {
        determiners: set(DETERMINERS),
        imperatives: set(IMPERATIVES),
        links: set(LINKS),
        neutral: set(NEUTRAL),
    }
});

fn is_in(set: &HashSet<&str>, word: &str) -> bool {
    set.contains(&*lower(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_that_names_a_thing_describes_it() {
        for text in [
            "An embedded database.",
            "One file for each record",
            "The usual way",
            "The accounts as JSON in a folder of the server.",
            "A file on disk.",
            "Keep the current form.",
            "Use a server for each region",
            "The usual server",
            "A list of files",
            "A Postgres database",
        ] {
            assert!(describes(&[text]), "{text}");
        }
    }

    #[test]
    fn whatever_may_find_fault_or_be_a_sentence_does_not_only_describe() {
        for text in [
            "Doubles the latency of writes.",
            "Loses data on restart.",
            "Writes are lost on power failure.",
            "It increases operational complexity.",
            "Overkill for our scale.",
            "Against the security policy.",
            "Considered out of scope.",
            "The latency doubles.",
            "The writes fail on restart",
            "The disk failed in tests",
            "Our team knows Java",
            "A maintenance burden.",
            "A steep learning curve",
            "Two systems to operate",
            "An awkward API",
            "A rewrite of all clients",
            "A second source of truth",
            "The slowest of all",
            "A base de dados antiga",
            "An embedded database, old by now",
            "Una base de datos",
        ] {
            assert!(!describes(&[text]), "{text}");
        }
    }

    #[test]
    fn a_few_words_may_be_a_sentence() {
        for (text, expected) in [
            ("SQLite loses data", true),
            ("The prototype crashed", true),
            ("SQLite", false),
            ("SQLite, Postgres", false),
            ("A list of files", false),
            ("Embedded database", false),
        ] {
            assert_eq!(may_be_sentence(text), expected, "{text}");
        }
    }
}
