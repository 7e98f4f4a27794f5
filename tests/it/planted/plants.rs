//! The defects, rule by rule: how each is planted, and everything that must be said of it.

use super::bed::{BAD_BYTE, Bed};
use crate::generator::{Dialect, Record, Story, Verb};

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

pub(super) const fn plant(
    rule: &'static str,
    how: &'static str,
    sow: fn(&mut Bed) -> Option<()>,
) -> Plant {
    Plant { rule, how, sow }
}

/// The defects of what documents say of themselves and of each other.
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
            // A relation stands where the word should.
            Dialect::Nygard | Dialect::Changelog => ("Accepted\n\n", "Satisfies"),
            Dialect::Template => ("Accepted\n\nDate", "Satisfies"),
            Dialect::Bold => ("**Status:** Accepted  \n", "Keep"),
            Dialect::Line => ("Status: Accepted\n", "Keep"),
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
        bed.expect_status("unknown-status", &path, "snoozed");
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
        "Zip what is sent".clone_into(&mut other.records[at].title);
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
            Dialect::Line => format!("{number} - {title}"),
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
            Dialect::Template | Dialect::Bold => "ADR-0042",
            Dialect::Changelog => "ADR 042",
            _ => return None,
        };
        for folder in ["north", "south"] {
            let mut other = bed.story.clone();
            other.records[0].status = "rejected";
            other.records[0].relations.clear();
            other.records[0].satisfies.clear();
            other.records[0].title = format!("Go {folder}");
            let page = other.files().remove(0).1;
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
        bed.expect_status("superseded-without-successor", &path, "superseded");
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
    plant("placeholder-text", "the template's date", |bed| {
        let at = bed.any(|_, _| true)?;
        let path = bed.story.path(at);
        redate(bed, at, "YYYY-MM-DD");
        bed.expect("placeholder-text", &path, "YYYY-MM-DD");
        Some(())
    }),
    plant("placeholder-text", "a template's title", |bed| {
        let at = bed.spare()?;
        let (path, own) = (bed.story.path(at), bed.story.records[at].title.clone());
        let title = bed.chance.pick(&["Title", "Decision title", "[short title]"])?;
        bed.edit(&path, &own, title);
        bed.expect("placeholder-text", &path, title);
        lost(bed, at);
        Some(())
    }),
    plant("placeholder-text", "a status that nobody has filled in", |bed| {
        let at = bed.spare()?;
        bed.story.records[at].status = "TBD";
        bed.render();
        let path = bed.story.path(at);
        bed.expect_status("placeholder-text", &path, "TBD");
        lost(bed, at);
        Some(())
    }),
    plant(
        "status-contradicts-itself",
        "a field that says one thing, and a section that says another",
        |bed| {
            const CONTEXT: &str = "\n## Context";
            let at = bed.any(|_, own| own.status == "accepted" || own.status == "proposed")?;
            let path = bed.story.path(at);
            let text = &bed.files[&path];
            if text.contains("\n## Status") || text.matches(CONTEXT).count() != 1 {
                return None;
            }
            bed.edit(&path, CONTEXT, &format!("\n## Status\n\nRejected\n{CONTEXT}"));
            bed.expect("status-contradicts-itself", &path, "Rejected");
            Some(())
        },
    ),
    plant("malformed-date", "a day that no calendar has", |bed| {
        let at = bed.any(|_, _| true)?;
        let path = bed.story.path(at);
        redate(bed, at, "2024-02-31");
        bed.expect("malformed-date", &path, "2024-02-31");
        Some(())
    }),
    plant("unrecognised-document", "a record without a number and a status", |bed| {
        let (context, decision) = match bed.story.dialect {
            Dialect::Madr => ("Context and Problem Statement", "Decision Outcome"),
            _ => ("Context", "Decision"),
        };
        let text = format!(
            "# Notes on logs\n\n## {context}\n\nThey grow.\n\n## {decision}\n\nWe cut them.\n"
        );
        bed.files.insert("adr/notes-on-logs.md".to_owned(), text.replacen("# ", "# 77. ", 1));
        bed.expect("unrecognised-document", "adr/notes-on-logs.md", "Notes on logs");
        Some(())
    }),
    plant("id-file-mismatch", "another number in the heading", |bed| {
        let at = bed.any(|_, _| true)?;
        let path = bed.story.path(at);
        let number = at + 1;
        let (own, other) = match bed.story.dialect {
            Dialect::Nygard => (format!("# {number}."), "77"),
            Dialect::Line => (format!("# {number} -"), "77"),
            Dialect::Template | Dialect::Bold => (format!("# ADR-{number:04}"), "ADR-0077"),
            Dialect::Changelog => (format!("# ADR {number:03}"), "ADR 077"),
            _ => return None,
        };
        let mark = match bed.story.dialect {
            Dialect::Nygard => ".",
            Dialect::Line => " -",
            _ => "",
        };
        bed.edit(&path, &own, &format!("# {other}{mark}"));
        bed.expect("id-file-mismatch", &path, other);
        Some(())
    }),
    plant("number-gap", "a record was taken away", |bed| {
        let at = bed.any(|_, own| own.status == "rejected")?;
        if !bed.story.dialect.is_numbered() || at == 0 || at + 1 == bed.story.records.len() {
            return None;
        }
        bed.files.remove(&bed.story.path(at));
        let path = bed.story.path(at + 1);
        let (number, heading) = (at + 2, heading(bed, &path));
        let caret = match bed.story.dialect {
            Dialect::Nygard | Dialect::Line => number.to_string(),
            Dialect::Template | Dialect::Bold => format!("ADR-{number:04}"),
            Dialect::Changelog => format!("ADR {number:03}"),
            _ => "Keep".to_owned(),
        };
        bed.expect_in("number-gap", &path, &heading, &caret);
        Some(())
    }),
    plant("unexpanded-include", "a file that is not there", |bed| {
        let text = "# Guide\n\n{{#include gone.md}}\n".to_owned();
        bed.files.insert("guide.md".to_owned(), text);
        bed.make_book();
        bed.expect("unexpanded-include", "src/guide.md", "{{#include gone.md}}");
        Some(())
    }),
    plant("title-mismatch", "a link with the title of another record", |bed| {
        let at = bed.any(|_, _| true)?;
        let to = bed.any(|to, _| to != at)?;
        let other = bed.any(|other, _| other != to && other != at)?;
        let title = bed.story.records[other].title.clone();
        let link = format!("[{title}]({})", bed.story.path(to).replace("adr/", ""));
        bed.story.records[at].prose.push(format!("Compare {link} too."));
        bed.render();
        let path = bed.story.path(at);
        bed.expect_in("title-mismatch", &path, &format!("Compare {link} too."), &title);
        Some(())
    }),
    plant("premature-supersession", "the newer record is only proposed", |bed| {
        let (new, old) = supersession(bed)?;
        retire(bed, new, "proposed").then_some(())?;
        let path = bed.story.path(old);
        bed.expect_status("premature-supersession", &path, "superseded");
        Some(())
    }),
    plant("unstable-dependency", "it rests on what was rejected", |bed| {
        let at = bed.spare()?;
        let dead = bed.any(|_, own| own.status == "rejected")?;
        bed.story.records[at].relations.push((Verb::DependsOn, dead));
        bed.render();
        let (path, reference) = (bed.story.path(at), bed.story.reference(dead));
        bed.expect("unstable-dependency", &path, &caret_of(&reference));
        Some(())
    }),
    plant("dependency-cycle", "two modules need each other", |bed| {
        for (own, other) in [("log", "cache"), ("cache", "log")] {
            let (path, link) = (format!("modules/{own}.md"), format!("- [{other}]({other}.md)"));
            bed.edit(&path, "### Internal\n\nNone.", &format!("### Internal\n\n{link}"));
        }
        bed.expect("dependency-cycle", "modules/cache.md", "[log](log.md)");
        Some(())
    }),
    plant("undecided-module", "it names no decision", |bed| {
        undecided(bed);
        Some(())
    }),
    plant("orphan-decision", "its module was decided otherwise", |bed| {
        let rank = bed.chance.below(bed.story.modules.len());
        let at = bed.story.modules[rank];
        bed.story.modules[rank] = bed.any(|other, own| other != at && own.is_in_force())?;
        bed.render();
        let path = bed.story.path(at);
        bed.expect_in("orphan-decision", &path, &heading(bed, &path), "Keep");
        Some(())
    }),
    plant("untraced-decision", "it satisfies nothing", |bed| {
        let at = bed.any(|_, own| own.is_in_force())?;
        let requirement = bed.story.records[at].satisfies.pop()?;
        still_satisfied(bed, requirement)?;
        bed.render();
        let path = bed.story.path(at);
        bed.expect_in("untraced-decision", &path, &heading(bed, &path), "Keep");
        Some(())
    }),
    plant("unsatisfied-requirement", "nobody answers it", |bed| {
        bed.story.requirements += 1;
        bed.render();
        let title = format!("Need {}", bed.story.requirements);
        bed.expect("unsatisfied-requirement", "requirements.md", &title);
        Some(())
    }),
    plant("undocumented-breaking-change", "no version", |bed| {
        let at = bed.any(|_, own| own.is_in_force())?;
        breaking(bed, at, "soon");
        let path = bed.story.path(at);
        bed.expect("undocumented-breaking-change", &path, "soon");
        Some(())
    }),
    plant("undocumented-breaking-change", "a version that breaks nothing", |bed| {
        let (new, old) =
            supersession(bed).filter(|(new, _)| bed.story.records[*new].is_in_force())?;
        breaking(bed, old, "2.0.0");
        breaking(bed, new, "2.4.1");
        let path = bed.story.path(new);
        bed.expect("undocumented-breaking-change", &path, "2.4.1");
        Some(())
    }),
    plant("unexpected-relation", "one that the kind does not have", |bed| {
        let rests: Vec<(usize, usize)> = bed
            .records(|_, own| own.relations.iter().any(|(verb, _)| *verb == Verb::DependsOn))
            .into_iter()
            .flat_map(|at| {
                bed.story.records[at].relations.iter().map(move |(verb, to)| (at, *verb, *to))
            })
            .filter(|(_, verb, _)| *verb == Verb::DependsOn)
            .map(|(at, _, to)| (at, to))
            .collect();
        bed.make_book();
        let relations = "[\"supersedes\", \"superseded-by\", \"amends\", \"satisfies\"]";
        bed.configure(&format!("[preprocessor.adr.kinds.decision]\nrelations = {relations}\n"));
        for (at, to) in rests {
            let (path, reference) = (bed.story.path(at), bed.story.reference(to));
            let around = bed.story.stated(Verb::DependsOn, to);
            bed.expect_in(
                "unexpected-relation",
                &format!("src/{path}"),
                &around,
                &caret_of(&reference),
            );
        }
        Some(())
    }),
    plant("required-chain", "a module that no decision governs", |bed| {
        let because = bed.any(|_, own| own.is_in_force())?;
        let because = bed.story.path(because);
        let module = undecided(bed);
        bed.make_book();
        bed.configure(&format!(
            "[[preprocessor.adr.chains]]\nkind = \"module\"\nrelation = \"governed-by\"\nto = [\"decision\"]\nbecause = \"{because}\"\n"
        ));
        bed.move_expected();
        let word = module.trim_start_matches("modules/").trim_end_matches(".md").to_owned();
        let heading = format!("# Module: {word}");
        bed.expect_in("required-chain", &format!("src/{module}"), &heading, &word);
        Some(())
    }),
    plant("required-chain", "its reason is not in force", |bed| {
        let because = bed.any(|_, own| own.status == "rejected")?;
        let because = bed.story.path(because);
        bed.make_book();
        bed.configure(&format!(
            "[[preprocessor.adr.chains]]\nkind = \"module\"\nrelation = \"governed-by\"\nbecause = \"{because}\"\n"
        ));
        bed.expect("required-chain", "book.toml", &format!("\"{because}\""));
        Some(())
    }),
    plant("unused-configuration", "a word that no document writes", |bed| {
        bed.make_book();
        bed.configure("[preprocessor.adr.statuses]\naccepted = [\"zorbled\"]\n");
        bed.expect("unused-configuration", "book.toml", "\"zorbled\"");
        Some(())
    }),
    plant("unused-configuration", "a glob that matches nothing", |bed| {
        bed.make_book();
        bed.configure("[preprocessor.adr.kinds.decision]\npaths = [\"gone/**\"]\n");
        bed.expect("unused-configuration", "book.toml", "\"gone/**\"");
        Some(())
    }),
    plant("unused-allow", "there is nothing to allow", |bed| {
        let at = bed.any(|_, _| true)?;
        let comment = "<!-- adr:allow(broken-anchor): the page comes next week -->";
        bed.story.records[at].prose.push(comment.to_owned());
        bed.render();
        let path = bed.story.path(at);
        bed.expect("unused-allow", &path, "broken-anchor");
        Some(())
    }),
    plant("unused-allow", "no reason, so that the finding stays", |bed| {
        let at = bed.any(|_, _| true)?;
        let prose = &mut bed.story.records[at].prose;
        prose.push("<!-- adr:allow(broken-reference) -->".to_owned());
        prose.push("See [how](../guide/gone.md).".to_owned());
        bed.render();
        let path = bed.story.path(at);
        bed.expect("unused-allow", &path, "broken-reference");
        bed.expect("broken-reference", &path, "../guide/gone.md");
        Some(())
    }),
    plant("supersession-cycle", "both say that they are the newer one", |bed| {
        let (new, old) = supersession(bed)?;
        // One that supersedes another already would say it in the same key.
        let is_first = bed.story.records[old].relations.len() == 1;
        bed.story.records[old].relations.push((Verb::Supersedes, new));
        bed.render();
        let (path, stated) = (bed.story.path(old), bed.story.stated(Verb::Supersedes, new));
        bed.expect("supersession-cycle", &path, stated.trim_start_matches("| "));
        is_first.then_some(())
    }),
    plant("status-contradicts-relations", "the older one says accepted", |bed| {
        let (new, old) =
            supersession(bed).filter(|(new, _)| bed.story.records[*new].is_in_force())?;
        bed.story.records[old].relations.retain(|(_, to)| *to != new);
        bed.story.records[old].status = "accepted";
        bed.render();
        let path = bed.story.path(old);
        bed.expect_status("status-contradicts-relations", &path, "accepted");
        // It is in force again, and has to say what it is for and what it shapes.
        bed.expect_in("untraced-decision", &path, &heading(bed, &path), "Keep");
        bed.expect_in("orphan-decision", &path, &heading(bed, &path), "Keep");
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
    plant("invalid-summary", "an item of the summary without a link", |bed| {
        bed.make_book();
        bed.edit("src/SUMMARY.md", "# Summary\n\n", "# Summary\n\n- More of them\n");
        bed.expect("invalid-summary", "src/SUMMARY.md", "More of them");
        Some(())
    }),
    plant("invalid-summary", "a page that the summary names twice", |bed| {
        bed.make_book();
        let entries = &bed.files["src/SUMMARY.md"];
        let path = entries.split_once("](")?.1.split_once(')')?.0.to_owned();
        let again = format!("[Once more]({path})");
        bed.files.get_mut("src/SUMMARY.md")?.extend(["- ", &again, "\n"]);
        bed.expect_in("invalid-summary", "src/SUMMARY.md", &again, &path);
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
        bed.expect_of_folder("nothing-to-check");
        Some(())
    }),
];

/// What else must be said when a record in force is in force no longer. A module is governed by it all the same, and
/// others satisfy what it satisfied.
fn lost(_bed: &mut Bed, _at: usize) {}

/// Writes another date, in quotes where a date of TOML would need a calendar's.
fn redate(bed: &mut Bed, at: usize, date: &str) {
    let (path, own) = (bed.story.path(at), bed.story.records[at].date.clone());
    let quoted = format!("\"{date}\"");
    let date = if bed.story.dialect == Dialect::Toml { quoted.as_str() } else { date };
    bed.edit(&path, &own, date);
}

/// Whether a requirement has somebody in force who satisfies it.
fn still_satisfied(bed: &Bed, requirement: usize) -> Option<()> {
    let mut records = bed.story.records.iter();
    let satisfies = |own: &Record| own.is_in_force() && own.satisfies.contains(&requirement);
    records.any(satisfies).then_some(())
}

/// Takes a record in force out of force, and says that whatever rests on it must be looked at. False where more would
/// follow.
fn retire(bed: &mut Bed, at: usize, status: &'static str) -> bool {
    if !bed.story.records[at].is_in_force() {
        return false;
    }
    bed.story.records[at].status = status;
    bed.render();
    let satisfied = bed.story.records[at].satisfies.clone();
    if !satisfied.into_iter().all(|requirement| still_satisfied(bed, requirement).is_some()) {
        return false;
    }
    for other in
        bed.records(|_, own| own.is_in_force() && own.relations.contains(&(Verb::DependsOn, at)))
    {
        let (path, reference) = (bed.story.path(other), bed.story.reference(at));
        let around = bed.story.stated(Verb::DependsOn, at);
        bed.expect_in("unstable-dependency", &path, &around, &caret_of(&reference));
    }
    for (rank, governor) in bed.story.modules.clone().into_iter().enumerate() {
        if governor == at {
            bed.expect("unstable-dependency", &Story::module_path(rank), "[the decision]");
        }
    }
    true
}

/// Takes the decision off a module, which then has none, and the decision no module. Gives the module's path.
fn undecided(bed: &mut Bed) -> String {
    let rank = bed.chance.below(bed.story.modules.len());
    let (path, at) = (Story::module_path(rank), bed.story.modules[rank]);
    let link = format!("- Governed by [the decision](../{})\n\n", bed.story.path(at));
    bed.edit(&path, &link, "");
    let word = path.trim_start_matches("modules/").trim_end_matches(".md");
    bed.expect_in("undecided-module", &path, &format!("# Module: {word}"), word);
    let decision = bed.story.path(at);
    bed.expect_in("orphan-decision", &decision, &heading(bed, &decision), "Keep");
    path
}

/// Says that a decision breaks compatibility.
fn breaking(bed: &mut Bed, at: usize, version: &str) {
    let path = bed.story.path(at);
    let (place, line) = match bed.story.dialect {
        Dialect::Nygard | Dialect::Changelog | Dialect::Template => {
            ("\n## Context\n", format!("\nBreaking: {version}\n\n## Context\n"))
        }
        Dialect::Madr => ("\ndate:", format!("\nbreaking: {version}\ndate:")),
        Dialect::Toml => ("\ndate =", format!("\nbreaking = \"{version}\"\ndate =")),
        Dialect::Line => ("\nDate:", format!("\nBreaking: {version}\nDate:")),
        Dialect::Bold => ("\n**Date:**", format!("\n**Breaking:** {version}  \n**Date:**")),
        Dialect::Table => ("\n| Date |", format!("\n| Breaking | {version} |\n| Date |")),
        Dialect::Madr2 => ("\n* Date:", format!("\n* Breaking: {version}\n* Date:")),
        Dialect::Log4brains => ("\n- Date:", format!("\n- Breaking: {version}\n- Date:")),
    };
    bed.edit(&path, place, &line);
}

/// A record that depends on another, and that one.
fn rests(bed: &mut Bed) -> Option<(usize, usize)> {
    let depends = |own: &Record| {
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
        Dialect::Line => ("[Gone](0099-gone.md)", "0099-gone.md"),
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

/// The line of a page's title.
pub(super) fn heading(bed: &Bed, path: &str) -> String {
    let text = bed.files.get(path).unwrap_or_else(|| &bed.files[&format!("src/{path}")]);
    text.lines().find(|line| line.starts_with("# ")).expect("a title").to_owned()
}
