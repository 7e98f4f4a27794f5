//! A `SUMMARY.md`: what it lists, and what mdBook would refuse in it.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::path::{Path, PathBuf};

use foldhash::HashMap;

use super::join;
use crate::markdown::{self, Line, LineKind, Link, Outline};
use crate::source::{FileId, SharedText, Span, Spanned, Text};

/// A `SUMMARY.md`.
#[derive(Debug)]
pub struct Summary {
    /// The file.
    pub file: FileId,
    /// Its links, in order.
    pub entries: Vec<SummaryEntry>,
    /// What mdBook refuses in it, in order.
    pub refused: Vec<Refused>,
}

/// A link of a `SUMMARY.md`.
#[derive(Debug)]
pub struct SummaryEntry {
    /// The path as written, decoded.
    pub target: Spanned<String>,
    /// The page that it means, relative to the user's folder; none where it leads out of the sources.
    pub path: Option<String>,
    /// Whether the page exists.
    pub exists: bool,
}

/// What mdBook refuses in a summary, so that it builds nothing (mdbook-summary 0.5.4, `SummaryParser`; 0.4.52 is alike).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// An item of a list that begins with something else than a link.
    NoLink {
        /// What the item says.
        item: Span,
        /// Whether a link was meant, whose path has a blank.
        blank_in_path: bool,
    },
    /// A list, or a title, behind the chapters that follow the last list.
    BehindTheEnd {
        /// The first item, or the title.
        again: Span,
        /// The paragraph that ended the lists.
        end: Span,
    },
    /// A page that is named twice.
    Twice {
        /// The path, as written.
        path: String,
        /// The link.
        again: Span,
        /// The one before it.
        first: Span,
    },
}

/// Reads a summary. Never fails: what mdBook refuses in it is told beside its entries.
pub(super) fn read(file: FileId, text: SharedText, src: &str) -> Summary {
    let outline = markdown::outline(Text::whole(file, text));
    let links = || outline.links.iter().filter(|link| !link.image);
    let entries = links().filter_map(|link| {
        let written = percent_encoding::percent_decode_str(&link.destination)
            .decode_utf8_lossy()
            .into_owned();
        if written.is_empty() || written.contains("://") {
            return None;
        }
        let joined = join(src, written.split('#').next().unwrap_or(""));
        let inside = !written.starts_with('/')
            && joined.strip_prefix(src).is_some_and(|rest| src.is_empty() || rest.starts_with('/'))
            && (src.starts_with("..") || !joined.starts_with(".."));
        Some(SummaryEntry {
            target: Spanned::new(written, outline.text.span(link.range.clone())),
            path: inside.then_some(joined),
            exists: false,
        })
    });
    let entries = entries.collect();
    Summary { file, entries, refused: refused(&outline) }
}

/// The parts of a summary, in their order.
enum Part {
    /// Chapters outside of a list, before the first one.
    Prefix,
    /// Lists, below titles or without. Behind a title a paragraph may follow.
    Numbered { behind_title: bool },
    /// Chapters outside of a list, behind the last one. Where they began.
    Suffix(Span),
    /// What mdBook refuses.
    BehindTheEnd,
}

/// Goes over the lines as mdBook goes over the events. It stops at the first fault; this tells of all, but of what stands
/// behind the end only the first. What has no line is not seen: an item without a word, and a rule between a title and a
/// paragraph.
fn refused(outline: &Outline) -> Vec<Refused> {
    let mut course =
        Course { outline, part: Part::Prefix, chapters: Vec::new(), refused: Vec::new() };
    for (at, line) in outline.lines.iter().enumerate() {
        match line.kind {
            // What stands in a quote is skipped, but between chapters outside of lists: nobody writes that.
            _ if line.quoted => {}
            LineKind::Item(_) => course.item(at, line),
            LineKind::Heading if is_title(outline, line) => course.title(at, line),
            LineKind::Text if line.lists == 0 => course.paragraph(at, line),
            // Any other block is skipped, and counts as what may stand behind a title.
            LineKind::Heading | LineKind::Code | LineKind::Html if line.lists == 0 => {
                if let Part::Numbered { behind_title } = &mut course.part {
                    *behind_title = false;
                }
            }
            _ => {}
        }
    }
    let mut refused = course.refused;
    refused.extend(named_twice(outline, &course.chapters));
    refused.sort_by_key(|one| match one {
        Refused::NoLink { item: span, .. }
        | Refused::BehindTheEnd { again: span, .. }
        | Refused::Twice { again: span, .. } => span.start,
    });
    refused
}

/// How far a summary was read.
struct Course<'o> {
    outline: &'o Outline,
    part: Part,
    chapters: Vec<&'o Link>,
    refused: Vec<Refused>,
}

impl Course<'_> {
    fn item(&mut self, at: usize, line: &Line) {
        self.go_to(Part::Numbered { behind_title: false }, line);
        match chapter_of(self.outline, at, line) {
            Some(chapter) => self.chapters.push(chapter),
            None => self.refused.push(Refused::NoLink {
                item: self.outline.text.span(line.range()),
                blank_in_path: has_blank_in_path(&self.outline.text.as_str()[line.range()]),
            }),
        }
    }

    fn title(&mut self, at: usize, line: &Line) {
        // Behind nothing but comments it is the title of the whole.
        let is_first = || self.outline.lines[..at].iter().all(|line| line.kind == LineKind::Html);
        if !matches!(self.part, Part::Prefix) || !is_first() {
            self.go_to(Part::Numbered { behind_title: true }, line);
        }
    }

    fn paragraph(&mut self, at: usize, line: &Line) {
        let goes_on = at > 0 && self.outline.lines[at - 1].block == line.block;
        if let Part::Numbered { behind_title } = self.part {
            self.part = if behind_title || goes_on {
                Part::Numbered { behind_title: false }
            } else {
                Part::Suffix(self.outline.text.span(line.range()))
            };
        }
        if !matches!(self.part, Part::Numbered { .. }) {
            let links = self.outline.links_of(at).iter().filter(|link| !link.image);
            self.chapters.extend(links);
        }
    }

    /// To a part, unless the end was reached.
    fn go_to(&mut self, part: Part, line: &Line) {
        match self.part {
            Part::Suffix(end) => {
                let again = self.outline.text.span(line.range());
                self.refused.push(Refused::BehindTheEnd { again, end });
                self.part = Part::BehindTheEnd;
            }
            Part::BehindTheEnd => {}
            Part::Prefix | Part::Numbered { .. } => self.part = part,
        }
    }
}

fn is_title(outline: &Outline, line: &Line) -> bool {
    line.heading().is_some_and(|heading| outline.headings[heading].level == 1)
}

/// The link that an item begins with. What mdBook reads as the text of a box to tick is no link.
fn chapter_of<'o>(outline: &'o Outline, at: usize, line: &Line) -> Option<&'o Link> {
    let first = outline.links_of(at).first()?;
    let begins = first.range.start == line.range().start && line.task.is_none();
    (begins && !first.image).then_some(first)
}

/// Whether text would be a link but for a blank in its path: `[Open hours](open hours.md)`.
fn has_blank_in_path(text: &str) -> bool {
    let path = text.strip_prefix('[').and_then(|rest| rest.split_once("](")).map(|(_, path)| path);
    path.and_then(|path| path.split_once(')')).is_some_and(|(path, _)| path.trim().contains(' '))
}

/// A path in the one spelling of those that mean the same to the system: `a//b.md` and `a/./b.md` are `a/b.md`.
fn same_path(path: &str) -> Cow<'_, str> {
    if !path.contains("//") && !path.contains("/./") && !path.ends_with('/') {
        return Cow::Borrowed(path);
    }
    let parts = Path::new(path).components();
    Cow::Owned(parts.collect::<PathBuf>().to_string_lossy().into_owned())
}

fn named_twice(outline: &Outline, chapters: &[&Link]) -> Vec<Refused> {
    let mut seen: HashMap<String, Span> = HashMap::default();
    let mut twice = Vec::new();
    for link in chapters.iter().filter(|link| !link.destination.is_empty()) {
        let again = outline.text.span(link.range.clone());
        // As mdBook compares them, `./a.md` is another page than `a.md`.
        let path = link.destination.replace("%20", " ");
        match seen.entry(same_path(&path).into_owned()) {
            Entry::Occupied(first) => {
                twice.push(Refused::Twice { path, again, first: *first.get() });
            }
            Entry::Vacant(place) => {
                place.insert(again);
            }
        }
    }
    twice
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    /// What is refused, and the text that it stands on.
    fn refused_in(text: &str) -> Vec<String> {
        let mut sources = Sources::default();
        let file = sources.add("SUMMARY.md", text);
        let summary = read(file, sources.text(file).clone(), "src");
        let told = summary.refused.iter().map(|one| match one {
            Refused::NoLink { item, blank_in_path } => {
                format!(
                    "no link: {}{}",
                    sources.slice(*item),
                    if *blank_in_path { ", blank" } else { "" }
                )
            }
            Refused::BehindTheEnd { again, end } => {
                format!("behind the end: {} after {}", sources.slice(*again), sources.slice(*end))
            }
            Refused::Twice { path, again, first } => {
                format!("twice: {path}, {} after {}", sources.slice(*again), sources.slice(*first))
            }
        });
        told.collect()
    }

    #[test]
    fn an_item_begins_with_a_link() {
        assert_eq!(
            refused_in(
                "# Summary\n\n- [A](a.md)\n  - [B]()\n\n    Words.\n- [C][c] more\n\n[c]: c.md\n"
            ),
            [""; 0]
        );
        assert_eq!(
            refused_in(
                "- Part one\n  - [A](a.md)\n- **[B](b.md)**\n- [x] [C](c.md)\n- [Open hours](open hours.md)\n"
            ),
            [
                "no link: Part one",
                "no link: **[B](b.md)**",
                "no link: [C](c.md)",
                "no link: [Open hours](open hours.md), blank"
            ]
        );
    }

    #[test]
    fn nothing_stands_behind_the_chapters_at_the_end() {
        let text = "[Start](start.md)\n\n# Part\n\nWords.\n\n- [A](a.md)\n\n---\n\n[End](end.md)\n";
        assert_eq!(refused_in(text), [""; 0]);
        assert_eq!(
            refused_in(&format!("{text}\n- [B](b.md)\n- [C](c.md)\n")),
            ["behind the end: [B](b.md) after [End](end.md)"]
        );
        assert_eq!(
            refused_in(&format!("{text}\n# More\n")),
            ["behind the end: More after [End](end.md)"]
        );
    }

    #[test]
    fn a_page_is_named_once() {
        assert_eq!(
            refused_in("- [A](a.md) and [B](b.md)\n- [B](b.md)\n- [A](./a.md)\n- [D]()\n- [E]()\n"),
            [""; 0]
        );
        assert_eq!(
            refused_in(
                "[A](a.md)\n\n- [B](b%20c.md)\n- [C](<b c.md>)\n- [D](d/../a.md)\n- [A](x//a.md)\n- [A](x/a.md)\n"
            ),
            [
                "twice: b c.md, [C](<b c.md>) after [B](b%20c.md)",
                "twice: x/a.md, [A](x/a.md) after [A](x//a.md)"
            ]
        );
    }

    #[cfg(feature = "site")]
    mod against_mdbook {
        use super::*;
        use proptest::prelude::*;

        const LINES: &[&str] = &[
            "# Summary",
            "# Part",
            "## Smaller",
            "",
            "",
            "- [A](a.md)",
            "- [B](b%20c.md)",
            "  - [C](c.md)",
            "    - [D]()",
            "- words",
            "  - *words* and [E](e.md)",
            "- [ ] [F](f.md)",
            "- [G](g g.md)",
            "- [H](<b c.md>)",
            "* ![I](i.png)",
            "1. [J](j.md) and [A](a.md)",
            "[K](k.md)",
            "- [A](./a.md)",
            "- [J](.//j.md)",
            "- &amp; <!-- x --> [S](s.md)",
            "[L](l.md) [M](a.md)",
            "words",
            "```\n- x\n```",
            "<!-- - x -->",
            "words\nmore",
        ];

        proptest! {
            #[test]
            fn what_is_refused_here_is_refused_there(
                lines in proptest::collection::vec(proptest::sample::select(LINES), 0..8)
            ) {
                let text = lines.join("\n");
                let here = refused_in(&text);
                let there = mdbook_summary::parse_summary(&text);
                prop_assert_eq!(here.is_empty(), there.is_ok(), "{}\n{:?} {:?}", text, here, there.err());
            }
        }
    }
}
