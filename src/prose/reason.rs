//! Whether a reason may be among what is said. Reasons are not understood, so whatever cannot be told apart is one.

use std::borrow::Cow;
use std::sync::LazyLock;

use foldhash::HashSet;

use super::{description, has_sentences, has_words};

/// Words by which English tells a reason or a contrast, or says where it is told.
const REASONS: &str = "already although another because breaks but cannot chosen complex cost costs depends despite \
    difficult expensive extra fails hard heavy hence however instead lack lacks less more need \
    needs never no nor not nothing only otherwise reason reject rejected require requires ruled \
    see since slow slower so than therefore though thus too unless unlike whereas while without \
    worse would yet";

/// A sentence of this many words has room for a reason, whatever its words.
const LONG: usize = 12;

/// Whether a reason may be among what is said: whatever is no plain description of the thing.
pub fn may_reason(said: &[&str]) -> bool {
    explains(said) || !description::describes(said)
}

/// Whether more is said than a name or a short statement: two sentences, a long one, or a word that tells a reason.
pub fn explains(said: &[&str]) -> bool {
    // Most of what explains is long, and that is seen first.
    has_words(said, LONG) || has_sentences(said) || tokens(said).any(|word| is_reason(&lower(word)))
}

/// Whether a text stands where something is to be said, and says nothing: `TBD`, `Rejected.`, `See above`, an address alone.
pub fn says_nothing(text: &str) -> bool {
    const STAND_INS: [&str; 19] = [
        "tbd",
        "todo",
        "tba",
        "to be done",
        "to be determined",
        "to be defined",
        "unknown",
        "none",
        "n a",
        "na",
        "rejected",
        "not chosen",
        "not taken",
        "not selected",
        "not considered",
        "discarded",
        "discarded option",
        "see above",
        "see below",
    ];
    const LONGEST: usize = 24;
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
    let is_address = bare.contains("://") && !bare.contains(char::is_whitespace);
    is_address
        || (bare.len() <= LONGEST
            && STAND_INS.contains(&&*tokens(&[bare]).map(lower).collect::<Vec<_>>().join(" ")))
}

fn is_reason(word: &str) -> bool {
    static KNOWN: LazyLock<HashSet<&str>> = LazyLock::new(|| REASONS.split(' ').collect());
    KNOWN.contains(word) || word.ends_with("n't")
}

/// The words of some texts.
pub(super) fn tokens<'t>(said: &[&'t str]) -> impl Iterator<Item = &'t str> {
    said.iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric() && !"'’".contains(c)))
        .filter(|token| !token.is_empty())
}

/// A word in lower case, with a straight apostrophe; the word itself where it is so already.
pub(super) fn lower(token: &str) -> Cow<'_, str> {
    if token.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(token);
    }
    Cow::Owned(token.to_lowercase().replace('’', "'"))
}

/// Whether a text does no more than say that there is nothing: `None.`, `N/A`, `No known risks`, `We see no risks`,
/// `Keine.`; `noun` is what there is none of, its first letters.
pub fn says_none(text: &str, noun: &str) -> bool {
    const NOTHING: [&str; 5] = ["none", "nothing", "n", "na", "nil"];
    // Most texts begin with another word.
    const OTHERS: [&str; 5] = ["no", "not", "we", "there", "i"];
    let may_begin = |first: &str| {
        let first = &*lower(first);
        NOTHING.contains(&first) || OTHERS.contains(&first) || is_none_elsewhere(first)
    };
    if !tokens(&[text]).next().is_some_and(may_begin) {
        return false;
    }
    let words: Vec<Cow<'_, str>> = tokens(&[text]).take(LONG).map(lower).collect();
    let words = without_opening(&words);
    let Some(first) = words.first() else { return false };
    let named = || words.iter().take(4).any(|word| word.starts_with(noun));
    let none = match &**first {
        "n" => words.get(1).is_some_and(|next| next == "a"),
        "no" => named() && !says_something_of_them(words),
        "not" => words.get(1).is_some_and(|next| next == "applicable" || is_looked_at(next)),
        "none" if words.get(1).is_some_and(|next| next == "of") => !says_something_of_them(words),
        first if NOTHING.contains(&first) => true,
        "we" | "i" => did_not_look(words) && words.iter().any(|word| word.starts_with(noun)),
        _ => says_none_elsewhere(words, noun),
    };
    // `We did not consider …`: the denial itself is none.
    let said = if did_not_look(words) { &words[3..] } else { &words[1..] };
    none && words.len() < LONG
        && !has_sentences(&[text])
        && !said.iter().any(|word| is_reason(word))
}

/// `considered`, of what was looked for.
fn is_looked_at(word: &str) -> bool {
    [
        "consider", "evaluat", "discuss", "identif", "examin", "assess", "explor", "look", "known",
        "found", "seen",
    ]
    .iter()
    .any(|verb| word.starts_with(verb))
}

/// `No alternative is free`, `None of the others runs there`: a reason in the form of a denial. Not `No alternatives were
/// considered`.
fn says_something_of_them(words: &[Cow<'_, str>]) -> bool {
    const BEING: [&str; 8] = ["is", "are", "was", "were", "has", "have", "had", "been"];
    let is_of = words.get(1).is_some_and(|next| next == "of");
    let verb = words.iter().position(|word| BEING.contains(&&**word));
    match verb {
        Some(at) => !words[at..].iter().any(|word| is_looked_at(word)),
        None => is_of && words.len() > 4,
    }
}

/// `We did not consider …`.
fn did_not_look(words: &[Cow<'_, str>]) -> bool {
    matches!(words, [_, did, not, verb, ..]
        if matches!(&**did, "did" | "do" | "have") && not == "not" && is_looked_at(verb))
}

/// What stands behind `We considered` or `There are`, where that is `no`.
fn without_opening<'w, 't>(words: &'w [Cow<'t, str>]) -> &'w [Cow<'t, str>] {
    const VERBS: [&str; 14] = [
        "considered",
        "consider",
        "see",
        "saw",
        "know",
        "knew",
        "found",
        "find",
        "had",
        "have",
        "were",
        "are",
        "was",
        "is",
    ];
    match words {
        [first, verb, rest @ ..]
            if matches!(&**first, "we" | "there" | "i")
                && VERBS.contains(&&**verb)
                && rest.first().is_some_and(|next| next == "no") =>
        {
            rest
        }
        _ => words,
    }
}

/// Whether a word is `none` in another language.
fn is_none_elsewhere(word: &str) -> bool {
    const ELSEWHERE: [&str; 24] = [
        "keine",
        "kein",
        "keines",
        "keiner",
        "aucune",
        "aucun",
        "ninguna",
        "ninguno",
        "nessuna",
        "nessuno",
        "geen",
        "nenhuma",
        "nenhum",
        "ingen",
        "inga",
        "ingenting",
        "brak",
        "нет",
        "なし",
        "特になし",
        "无",
        "無",
        "没有",
        "없음",
    ];
    ELSEWHERE.contains(&word)
}

/// `None` in another language: alone, or with what there is none of.
fn says_none_elsewhere(words: &[Cow<'_, str>], noun: &str) -> bool {
    const STEM: usize = 3;
    let is_word = is_none_elsewhere;
    let stem = noun.get(..STEM).unwrap_or(noun);
    match words {
        [only] => is_word(only),
        [first, rest @ ..] if rest.len() <= 2 => {
            is_word(first) && rest.iter().any(|word| word.starts_with(stem))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::{sentences, words};
    use proptest::prelude::*;

    fn plain_tokens(text: &str) -> impl Iterator<Item = String> {
        text.split(|c: char| !c.is_alphanumeric() && !"'’".contains(c))
            .filter(|token| !token.is_empty())
            .map(|token| token.to_lowercase().replace('’', "'"))
    }

    /// What [`explains`] says, asked one after another and to the end.
    fn plainly_explains(said: &[&str]) -> bool {
        let known = |word: &String| REASONS.split(' ').any(|known| known == word);
        said.iter().map(|text| sentences(text)).sum::<usize>() > 1
            || said.iter().map(|text| words(text)).sum::<usize>() >= LONG
            || said
                .iter()
                .flat_map(|text| plain_tokens(text))
                .any(|word| known(&word) || word.ends_with("n't"))
    }

    #[test]
    fn what_may_be_a_reason_is_taken_for_one() {
        for text in [
            "Too slow.",
            "Unmaintained",
            "Zu langsam.",
            "It is small. Nobody knows it.",
            "A server, which we don’t have",
            "Rejected because …",
            "A folder of files in which every record has a file of its own",
        ] {
            assert!(may_reason(&[text]), "{text}");
        }
        assert!(may_reason(&["a small one", "the usual one"]), "said twice");
        assert!(!explains(&["Nutzt redb"]));
    }

    #[test]
    fn nothing_is_said_in_few_words() {
        for text in [
            "None.",
            "N/A",
            "nothing",
            "No known risks",
            "Not applicable",
            "None known.",
            "We see no risks.",
            "There are no known risks",
            "Keine.",
            "Aucune",
            "Ninguna.",
            "Nessuna",
            "Geen",
            "Nenhuma",
            "なし。",
            "无",
            "Keine Risiken",
        ] {
            assert!(says_none(text, "risk"), "{text}");
        }
        for text in [
            "",
            "No backups are made",
            "None, because there is one driver",
            "None. The platform decides.",
            "Not all of them",
            "N tries",
            "Keine Backups",
            "We considered no backups",
            "We see no risks, because there is one driver",
        ] {
            assert!(!says_none(text, "risk"), "{text}");
        }
    }
    proptest! {
        #[test]
        fn what_explains_is_the_same_in_any_order_of_the_questions(
            said in proptest::collection::vec(
                "((a|It|SO|no[Kk]|don’t|CAN'T|Than|is|été|数据)[ .,\n-]){0,6}",
                0..3,
            ),
        ) {
            let said: Vec<&str> = said.iter().map(String::as_str).collect();
            prop_assert_eq!(explains(&said), plainly_explains(&said));
        }
    }
}
