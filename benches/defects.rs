//! Plants defects in a generated book, each kind the same number of times and in documents of its own, and says where.

use std::collections::BTreeMap;

use super::generated_book::{Book, Decision};
use super::words::title;

/// For each kind of defect, the places; a place is the files of which a tool has to name one.
pub(crate) type Planted = BTreeMap<&'static str, Vec<Vec<String>>>;

/// What a defect does to a decision, in the book that it stands in.
type Defect = fn(&mut Book, usize);

/// What a defect does to two.
type DoubleDefect = fn(&mut Book, usize, usize);

/// Defects of one decision.
const SINGLE: [(&str, Defect); 17] = [
    ("broken link", |book, at| {
        book.decisions[at].say("The [notes](../notes/of-the-meeting.md) tell more.");
    }),
    ("broken anchor", |book, at| {
        let file = book.decisions[first_of_ten(at)].file();
        book.decisions[at].say(&format!("The [reasons]({file}#reasons-of-the-board) still hold."));
    }),
    ("id of no record", |book, at| {
        book.decisions[at].say("This follows from ADR-9999, as we said then.");
    }),
    ("title of another record", |book, at| {
        let other = &book.decisions[(at + 500) % book.decisions.len()].title;
        let cited = &book.decisions[first_of_ten(at)];
        let text = format!("We follow [{}. {other}]({}) here.", cited.heading, cited.file());
        book.decisions[at].say(&text);
    }),
    ("superseded without a successor", |book, at| set_status(book, at, "Superseded")),
    ("supersedes itself", |book, at| {
        let link = book.decisions[at].link(book.dialect);
        book.decisions[at].relations.push(format!("Supersedes {link}"));
    }),
    ("rests on a superseded record", |book, at| {
        let link = book.decisions[first_of_ten(at) + 2].link(book.dialect);
        book.decisions[at].relations.push(format!("Depends on {link}"));
    }),
    ("no status", |book, at| book.decisions[at].status = None),
    ("unknown status", |book, at| set_status(book, at, "Sketched")),
    ("no date", |book, at| book.decisions[at].date = None),
    ("date of no calendar", |book, at| set_date(book, at, "2024-13-45")),
    ("date left as in the template", |book, at| set_date(book, at, "YYYY-MM-DD")),
    ("empty section", |book, at| book.decisions[at].context = Some(String::new())),
    ("no section of context", |book, at| book.decisions[at].context = None),
    ("heading of another number", |book, at| book.decisions[at].heading += 5_000),
    ("not in the summary", |book, at| book.decisions[at].listed = false),
    ("number of another record", |book, at| {
        let number = book.decisions[at].heading;
        book.decisions.push(Decision::new(number, title(number + 5_000)));
    }),
];

/// Defects of a decision and a second one.
const DOUBLE: [(&str, DoubleDefect); 4] = [
    ("supersession that one side tells", |book, at, other| {
        let link = book.decisions[other].link(book.dialect);
        set_status(book, at, &format!("Superseded by {link}"));
    }),
    ("accepted, and superseded by another", |book, at, other| {
        let link = book.decisions[other].link(book.dialect);
        book.decisions[at].relations.push(format!("Supersedes {link}"));
    }),
    ("superseded by a proposal", |book, at, other| {
        let (old, new) =
            (book.decisions[other].link(book.dialect), book.decisions[at].link(book.dialect));
        set_status(book, at, "Proposed");
        book.decisions[at].relations.push(format!("Supersedes {old}"));
        set_status(book, other, &format!("Superseded by {new}"));
    }),
    ("supersession in a circle", |book, at, other| {
        for (one, two) in [(at, other), (other, at)] {
            let link = book.decisions[two].link(book.dialect);
            set_status(book, one, &format!("Superseded by {link}"));
            book.decisions[one].relations.push(format!("Supersedes {link}"));
        }
    }),
];

/// The even decisions: nothing rests on them, and each has plain words for its status.
fn victims(book: &Book) -> impl Iterator<Item = usize> + use<> {
    (0..book.decisions.len()).filter(|at| at % 2 == 1)
}

fn first_of_ten(at: usize) -> usize {
    at - at % 10
}

fn set_status(book: &mut Book, at: usize, status: &str) {
    book.decisions[at].status = Some(status.to_owned());
}

fn set_date(book: &mut Book, at: usize, date: &str) {
    book.decisions[at].date = Some(date.to_owned());
}

/// Plants `each` defects of every kind. An error where the book has too few documents.
pub(crate) fn plant(book: &mut Book, each: usize) -> Result<Planted, &'static str> {
    const TOO_FEW: &str = "the book has too few documents for so many defects";
    if book.modules.len() < 2 * each {
        return Err(TOO_FEW);
    }
    let mut victims = victims(book);
    let mut planted = Planted::new();
    // By turns, so that every kind is found all over the book.
    for _ in 0..each {
        for (kind, defect) in SINGLE {
            let at = victims.next().ok_or(TOO_FEW)?;
            let before = book.decisions.len();
            defect(book, at);
            let added = before..book.decisions.len();
            let places = std::iter::once(at).chain(added).map(|at| path(book, at)).collect();
            planted.entry(kind).or_default().push(places);
        }
        for (kind, defect) in DOUBLE {
            let (at, other) = victims.next().zip(victims.next()).ok_or(TOO_FEW)?;
            defect(book, at, other);
            planted.entry(kind).or_default().push(vec![path(book, at), path(book, other)]);
        }
    }
    for at in (0..2 * each).step_by(2) {
        let links = [book.modules[at].link(), book.modules[at + 1].link()];
        for (own, other) in [(at, &links[1]), (at + 1, &links[0])] {
            if !book.modules[own].dependencies.contains(other) {
                book.modules[own].dependencies.push(other.clone());
            }
        }
        let files = [at, at + 1].map(|at| format!("src/modules/{}.md", book.modules[at].name));
        planted.entry("modules in a circle").or_default().push(files.to_vec());
    }
    Ok(planted)
}

fn path(book: &Book, at: usize) -> String {
    format!("src/decisions/{}", book.decisions[at].file())
}
