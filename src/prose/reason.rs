//! Whether a reason may be among what is said. Reasons are not understood, so whatever cannot be told apart is one.

use super::{sentences, words};

/// Words by which English tells a reason or a contrast, or says where it is told.
const REASONS: &str = "already although another because breaks but cannot chosen complex cost costs depends despite \
    difficult expensive extra fails hard heavy hence however instead lack lacks less more need \
    needs never no nor not nothing only otherwise reason reject rejected require requires ruled \
    see since slow slower so than therefore though thus too unless unlike whereas while without \
    worse would yet";

/// Words that nearly every English sentence has one of.
const ENGLISH: &[&str] =
    &["a", "an", "and", "are", "for", "is", "it", "of", "on", "that", "the", "this", "to", "with"];

/// A sentence of this many words has room for a reason, whatever its words.
const LONG: usize = 12;

/// Whether a reason may be among what is said: as [`explains`], and whatever is not plainly English.
pub fn may_reason(said: &[&str]) -> bool {
    let english =
        said.iter().flat_map(|text| tokens(text)).any(|word| ENGLISH.contains(&word.as_str()));
    !english || explains(said)
}

/// Whether more is said than a name or a short statement: two sentences, a long one, or a word that tells a reason.
pub fn explains(said: &[&str]) -> bool {
    said.iter().map(|text| sentences(text)).sum::<usize>() > 1
        || said.iter().map(|text| words(text)).sum::<usize>() >= LONG
        || said.iter().flat_map(|text| tokens(text)).any(|word| is_reason(&word))
}

fn is_reason(word: &str) -> bool {
    REASONS.split(' ').any(|known| known == word) || word.ends_with("n't")
}

/// The words of a text in lower case.
fn tokens(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric() && !"'’".contains(c))
        .filter(|token| !token.is_empty())
        .map(|token| token.to_lowercase().replace('’', "'"))
}

/// Whether a text does no more than say that there is nothing: `None.`, `N/A`, `No known risks`; `noun` is what there
/// is none of, its first letters.
pub fn says_none(text: &str, noun: &str) -> bool {
    const NOTHING: [&str; 5] = ["none", "nothing", "n", "na", "nil"];
    let words: Vec<String> = tokens(text).take(LONG).collect();
    let Some(first) = words.first() else { return false };
    let named = words.iter().take(4).any(|word| word.starts_with(noun));
    let none = match first.as_str() {
        "n" => words.get(1).is_some_and(|next| next == "a"),
        "no" => named,
        "not" => words.get(1).is_some_and(|next| next == "applicable"),
        first => NOTHING.contains(&first),
    };
    none && words.len() < LONG
        && sentences(text) <= 1
        && !words[1..].iter().any(|word| is_reason(word))
}

#[cfg(test)]
mod tests {
    use super::*;

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
        for text in ["An embedded database.", "One file for each record", "The usual way"] {
            assert!(!may_reason(&[text]), "{text}");
        }
        assert!(may_reason(&["a small one", "the usual one"]), "said twice");
        assert!(!explains(&["Nutzt redb"]));
    }

    #[test]
    fn nothing_is_said_in_few_words() {
        for text in ["None.", "N/A", "nothing", "No known risks", "Not applicable", "None known."] {
            assert!(says_none(text, "risk"), "{text}");
        }
        for text in [
            "",
            "No backups are made",
            "None, because there is one driver",
            "None. The platform decides.",
            "Not all of them",
            "N tries",
        ] {
            assert!(!says_none(text, "risk"), "{text}");
        }
    }
}
