//! The defects, rule by rule: how each is planted, and everything that must be said of it.

use super::bed::{BAD_BYTE, Bed};
use crate::generator::{Dialect, Verb, capital};

/// One way of breaking a book.
pub(super) struct Plant {
    /// The rule that it is planted for.
    pub(super) rule: &'static str,
    /// How, for the message of a test that failed.
    pub(super) how: &'static str,
    /// Plants it and says what must follow; none where the dialect or the book has no place for it.
    pub(super) sow: fn(&mut Bed) -> Option<()>,
}

impl Plant {
    pub(super) fn name(&self) -> String {
        format!("{}: {}", self.rule, self.how)
    }
}

const fn plant(rule: &'static str, how: &'static str, sow: fn(&mut Bed) -> Option<()>) -> Plant {
    Plant { rule, how, sow }
}

/// Every defect.
pub(super) static PLANTS: &[Plant] = &[
    plant("unreadable-file", "a byte that is no UTF-8", |bed| {
        let at = bed.any(|_, _| true)?;
        let path = bed.story.path(at);
        bed.edit(&path, "happen every day", &format!("happen{BAD_BYTE} every day"));
        bed.expect("unreadable-file", &path, &BAD_BYTE.to_string());
        Some(())
    }),
    plant("unreadable-front-matter", "an alias", |bed| {
        let at = bed.spare().filter(|_| bed.story.dialect == Dialect::Madr)?;
        let path = bed.story.path(at);
        bed.edit(&path, "\ndate:", "\nowner: *somebody\ndate:");
        bed.expect("unreadable-front-matter", &path, "*somebody");
        lost(bed, at);
        Some(())
    }),
    plant("unreadable-front-matter", "a word without quotes", |bed| {
        let at = bed.spare().filter(|_| bed.story.dialect == Dialect::Toml)?;
        let path = bed.story.path(at);
        bed.edit(&path, "\ndate =", "\nowner = somebody\ndate =");
        bed.expect("unreadable-front-matter", &path, "somebody");
        lost(bed, at);
        Some(())
    }),
    plant("missing-status", "no word for it anywhere", |bed| {
        let at = bed.spare()?;
        let path = bed.story.path(at);
        let (line, place) = match bed.story.dialect {
            Dialect::Nygard | Dialect::Changelog => ("Accepted\n\n", "Status"),
            Dialect::Template => ("Accepted\n\nDate", "Status"),
            Dialect::Bold => ("**Status:** Accepted  \n", "Keep"),
            Dialect::Table => ("| Status | Accepted |\n", "Keep"),
            Dialect::Madr => ("status: \"accepted\"\n", "Keep"),
            Dialect::Toml => ("status = \"Accepted\"\n", "Keep"),
            Dialect::Madr2 => ("* Status: accepted\n", "Keep"),
            Dialect::Log4brains => ("- Status: accepted\n", "Keep"),
        };
        bed.edit(&path, line, if line.ends_with("Date") { "Date" } else { "" });
        bed.expect("missing-status", &path, place);
        lost(bed, at);
        Some(())
    }),
    plant("unknown-status", "a word that nobody knows", |bed| {
        let at = bed.spare()?;
        bed.story.records[at].status = "snoozed";
        bed.render();
        let path = bed.story.path(at);
        let word = word(bed, &path, "snoozed");
        bed.expect("unknown-status", &path, &word);
        lost(bed, at);
        Some(())
    }),
    plant("duplicate-id", "a number that is taken", |bed| {
        let named: Vec<usize> =
            bed.story.records.iter().flat_map(|own| &own.relations).map(|(_, to)| *to).collect();
        let at = bed.any(|at, _| !named.contains(&at))?;
        if !bed.story.dialect.is_numbered() {
            return None;
        }
        let mut other = bed.story.clone();
        other.records[at].title = "Zip what is sent".to_owned();
        other.records[at].status = "rejected";
        other.records[at].relations.clear();
        other.records[at].satisfies.clear();
        let path = other.path(at);
        let page = other.files().into_iter().find(|(own, _)| *own == path)?.1;
        bed.files.insert(path.clone(), page);
        let (number, title) = (at + 1, "Zip what is sent");
        let id = match bed.story.dialect {
            Dialect::Nygard => format!("{number}. {title}"),
            Dialect::Changelog => format!("ADR {number:03}: {title}"),
            Dialect::Template => format!("ADR-{number:04}: {title}"),
            Dialect::Bold => format!("ADR-{number:04} — {title}"),
            _ => title.to_owned(),
        };
        bed.expect_in("duplicate-id", &path, &format!("# {id}"), &id);
        Some(())
    }),
    plant("broken-reference", "a relation to a document that is not there", |bed| {
        let (at, to) = rests(bed)?;
        let (path, reference) = (bed.story.path(at), bed.story.reference(to));
        let (broken, caret) = gone(bed.story.dialect);
        bed.edit(&path, &reference, broken);
        bed.expect("broken-reference", &path, caret);
        Some(())
    }),
    plant("broken-reference", "a link in prose", |bed| {
        let at = bed.any(|_, _| true)?;
        bed.story.records[at].prose.push("See [how](../guide/gone.md) it is done.".to_owned());
        bed.render();
        let path = bed.story.path(at);
        bed.expect("broken-reference", &path, "../guide/gone.md");
        Some(())
    }),
    plant("broken-anchor", "a section that is not there", |bed| {
        let (at, to) = (bed.any(|_, _| true)?, bed.any(|_, _| true)?);
        let target = bed.story.path(to).replace("adr/", "");
        bed.story.records[at].prose.push(format!("See [there]({target}#nowhere) too."));
        bed.render();
        let path = bed.story.path(at);
        bed.expect("broken-anchor", &path, "#nowhere");
        Some(())
    }),
    plant("ambiguous-reference", "two folders with one number", |bed| {
        let id = match bed.story.dialect {
            Dialect::Template => "ADR-0042",
            Dialect::Bold => "ADR-0042",
            Dialect::Changelog => "ADR 042",
            _ => return None,
        };
        for folder in ["north", "south"] {
            let mut other = bed.story.clone();
            other.records.truncate(1);
            other.records[0].status = "rejected";
            other.records[0].relations.clear();
            other.records[0].satisfies.clear();
            other.records[0].title = format!("Go {folder}");
            let page = other.files().swap_remove(0).1;
            let page = page.replacen(&id.replace("42", "01"), id, 1);
            let name = if bed.story.dialect == Dialect::Changelog { "adr-042" } else { "0042" };
            bed.files.insert(format!("{folder}/{name}-go-{folder}.md"), page);
        }
        let module = bed.story.modules.first().map(|_| "modules/log.md")?;
        bed.edit(module, "One thing.", &format!("One thing, as {id} asks."));
        bed.expect("ambiguous-reference", module, id);
        Some(())
    }),
    plant("one-sided-supersession", "the newer record is silent", |bed| {
        let (new, old) = supersession(bed)?;
        bed.story.records[new].relations.retain(|(_, to)| *to != old);
        bed.render();
        let (path, reference) = (bed.story.path(old), bed.story.reference(new));
        bed.expect("one-sided-supersession", &path, &caret_of(&reference));
        Some(())
    }),
    plant("one-sided-supersession", "the older record names no successor", |bed| {
        let (new, old) = supersession(bed)?;
        bed.story.records[old].relations.retain(|(_, to)| *to != new);
        bed.render();
        let (path, reference) = (bed.story.path(new), bed.story.reference(old));
        bed.expect("one-sided-supersession", &path, &caret_of(&reference));
        Some(())
    }),
    plant("superseded-without-successor", "neither says by what", |bed| {
        let (new, old) = supersession(bed)?;
        bed.story.records[old].relations.retain(|(_, to)| *to != new);
        bed.story.records[new].relations.retain(|(_, to)| *to != old);
        bed.render();
        let path = bed.story.path(old);
        let word = word(bed, &path, "superseded");
        bed.expect("superseded-without-successor", &path, &word);
        Some(())
    }),
    plant("self-reference", "it amends itself", |bed| {
        let at = bed.spare()?;
        bed.story.records[at].relations.push((Verb::Amends, at));
        bed.render();
        let path = bed.story.path(at);
        let reference = bed.story.reference(at);
        let around = bed.story.stated(Verb::Amends, at);
        bed.expect_in("self-reference", &path, &around, &caret_of(&reference));
        Some(())
    }),
    plant("reference-to-superseded", "it rests on what was replaced", |bed| {
        let at = bed.spare()?;
        let dead = bed.any(|_, own| own.status == "superseded")?;
        bed.story.records[at].relations.push((Verb::DependsOn, dead));
        bed.render();
        let (path, reference) = (bed.story.path(at), bed.story.reference(dead));
        bed.expect("reference-to-superseded", &path, &caret_of(&reference));
        Some(())
    }),
    plant("unlisted-document", "the summary leaves it out", |bed| {
        let at = bed.any(|_, _| true)?;
        let path = bed.story.path(at);
        bed.make_book();
        bed.edit("src/SUMMARY.md", &format!("- [{path}]({path})\n"), "");
        bed.expect_in("unlisted-document", &format!("src/{path}"), &heading(bed, &path), "Keep");
        Some(())
    }),
    plant("missing-section", "a section of the template", |bed| {
        let at = bed.any(|_, _| true).filter(|_| bed.story.dialect == Dialect::Template)?;
        let path = bed.story.path(at);
        bed.edit(&path, "\n## Decision\n\nWe do it, because it is enough.\n", "");
        let heading = heading(bed, &path);
        bed.expect_in("missing-section", &path, &heading, "Keep");
        Some(())
    }),
    plant("missing-section", "a section of a module", |bed| {
        let section = bed.chance.pick(&["Purpose", "Error Handling"])?;
        let body = if section == "Purpose" { "One thing." } else { "Errors are returned." };
        bed.edit("modules/log.md", &format!("## {section}\n\n{body}\n\n"), "");
        bed.expect_in("missing-section", "modules/log.md", "# Module: log", "log");
        Some(())
    }),
    plant("placeholder-text", "the template's date", |bed| {
        let at = bed.any(|_, _| true)?;
        let (path, date) = (bed.story.path(at), bed.story.records[at].date.clone());
        bed.edit(&path, &date, "YYYY-MM-DD");
        bed.expect("placeholder-text", &path, "YYYY-MM-DD");
        Some(())
    }),
    plant("unknown-marker", "a view that there is not", |bed| {
        let text = "# Guide\n\nAll of them:\n\n<!-- adr:indx -->\n";
        bed.files.insert("guide.md".to_owned(), text.to_owned());
        bed.expect("unknown-marker", "guide.md", "indx");
        Some(())
    }),
    plant("summary-outside-source", "an entry that leads out of the book", |bed| {
        bed.make_book();
        bed.files.insert("notes.md".to_owned(), "# Notes\n\nSome.\n".to_owned());
        bed.edit("src/SUMMARY.md", "# Summary\n\n", "# Summary\n\n- [Notes](../notes.md)\n");
        bed.expect("summary-outside-source", "src/SUMMARY.md", "../notes.md");
        Some(())
    }),
    plant("missing-chapter", "an entry without a page", |bed| {
        bed.make_book();
        bed.edit("src/SUMMARY.md", "# Summary\n\n", "# Summary\n\n- [Guide](guide/gone.md)\n");
        bed.expect("missing-chapter", "src/SUMMARY.md", "guide/gone.md");
        Some(())
    }),
    plant("broken-reference", "an entry of the summary among documents", |bed| {
        bed.make_book();
        bed.edit("src/SUMMARY.md", "# Summary\n\n", "# Summary\n\n- [Gone](adr/0099-gone.md)\n");
        bed.expect("broken-reference", "src/SUMMARY.md", "adr/0099-gone.md");
        Some(())
    }),
    plant("nothing-to-check", "a folder of other pages", |bed| {
        bed.files.clear();
        bed.files.insert("README.md".to_owned(), "# Hello\n\nWords.\n".to_owned());
        bed.expect_in("nothing-to-check", "README.md", "# Hello", "#");
        Some(())
    }),
];

/// What else must be said when a record in force is in force no longer. A module is governed by it all the same, and
/// others satisfy what it satisfied.
fn lost(_bed: &mut Bed, _at: usize) {}

/// A record that depends on another, and that one.
fn rests(bed: &mut Bed) -> Option<(usize, usize)> {
    let depends = |own: &crate::generator::Record| {
        own.relations.iter().find(|(verb, _)| *verb == Verb::DependsOn).map(|(_, to)| *to)
    };
    let at = bed.any(|_, own| depends(own).is_some())?;
    Some((at, depends(&bed.story.records[at])?))
}

/// A newer record and the one whose place it takes.
fn supersession(bed: &mut Bed) -> Option<(usize, usize)> {
    let old = bed.any(|_, own| own.status == "superseded")?;
    let mut relations = bed.story.records[old].relations.iter();
    let (_, new) = relations.find(|(verb, _)| *verb == Verb::SupersededBy)?;
    Some((*new, old))
}

/// A reference to a document that is not there, as the dialect writes it, and where the caret must stand.
fn gone(dialect: Dialect) -> (&'static str, &'static str) {
    match dialect {
        Dialect::Nygard => ("[99. Gone](0099-gone.md)", "0099-gone.md"),
        Dialect::Template => ("[ADR-0099](0099-gone.md)", "0099-gone.md"),
        Dialect::Madr2 => ("[ADR-0099. Gone](ADR-0099-gone.md)", "ADR-0099-gone.md"),
        Dialect::Table => ("[0099](adr-0099-gone.md)", "adr-0099-gone.md"),
        Dialect::Log4brains => ("[20990101-gone](20990102-gone.md)", "20990102-gone.md"),
        Dialect::Bold | Dialect::Madr => ("ADR-0099", "ADR-0099"),
        Dialect::Changelog => ("ADR 099", "ADR 099"),
        Dialect::Toml => ("ADR 99", "ADR 99"),
    }
}

/// A reference up to where the title would begin that some dialects cite behind an id.
fn caret_of(reference: &str) -> String {
    match reference.find(" Keep").filter(|_| reference.starts_with("ADR")) {
        Some(title) => reference[..title].to_owned(),
        None => reference.to_owned(),
    }
}

/// A word of the vocabulary as the file has it, with a capital or without.
fn word(bed: &Bed, path: &str, word: &str) -> String {
    let capital = capital(word);
    if bed.files[path].contains(&capital) { capital } else { word.to_owned() }
}

/// The line of a page's title.
fn heading(bed: &Bed, path: &str) -> String {
    let text = bed.files.get(path).unwrap_or_else(|| &bed.files[&format!("src/{path}")]);
    text.lines().find(|line| line.starts_with("# ")).expect("a title").to_owned()
}
