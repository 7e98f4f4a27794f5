//! `one-sided-supersession`: one of the two ends states it, the other is silent, or says how much in another way.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::config::LinkPolicy;
use crate::dialect::part;
use crate::document::{Document, DocumentId};
use crate::finding::{Finding, Level};
use crate::graph::Link;
use crate::reference::Reference;
use crate::resolve::Outcome;
use crate::rules::{Check, Cx, Rule, follows, status_contradicts_relations};
use crate::source::Span;
use crate::vocabulary::{Relation, Statement, Status};

pub(super) const RULE: Rule = Rule {
    name: "one-sided-supersession",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("one_sided_supersession.md"),
    check: Check::All(check),
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    let supersessions: Vec<Link> = cx
        .analysis
        .graph
        .links()
        .filter(|link| link.edge.relation == Relation::Supersedes)
        .collect();
    let stated: BTreeSet<(DocumentId, DocumentId, bool)> =
        supersessions.iter().map(|link| (link.source, link.target, link.edge.inverse)).collect();
    let whole: BTreeSet<(DocumentId, DocumentId)> = supersessions
        .iter()
        .filter(|link| !link.edge.partial)
        .map(|link| (link.source, link.target))
        .collect();
    // Of two that supersede each other one is wrong, and until it is mended nobody knows what the other has to say.
    let are_in_circle = |link: &Link| {
        let (source, target) = (link.source, link.target);
        whole.contains(&(source, target)) && whole.contains(&(target, source))
    };
    let mut told = BTreeSet::new();
    let in_prose = LazyCell::new(|| told_in_prose(cx));
    for link in supersessions {
        let pair = (link.source, link.target, link.edge.inverse);
        let answered = stated.contains(&(link.source, link.target, !link.edge.inverse));
        let speaker = if link.edge.inverse { link.target } else { link.source };
        let policy = cx.library.books[cx.document(speaker).page.book].config.links;
        if answered
            || link.source == link.target
            || are_in_circle(&link)
            || is_announced(cx, link)
            || policy == LinkPolicy::EitherSide
            || status_contradicts_relations::applies(cx, link)
            || !told.insert(pair)
            || in_prose.contains(&pair)
        {
            continue;
        }
        findings.push(finding(cx, link));
    }
    findings.extend(Pair::all(cx).iter().filter_map(|pair| pair.difference(cx)));
}

/// What prose answers, as the statements that it answers: `This record supersedes [ADR-3](0003-x.md).` It is no statement
/// that anybody could look for, but who writes it is not silent.
fn told_in_prose(cx: &Cx<'_>) -> BTreeSet<(DocumentId, DocumentId, bool)> {
    let mentions = cx.references().map(|(_, resolved)| resolved);
    let mentions = mentions.filter(|one| one.reference.statement.relation == Relation::Mentions);
    let mut told = BTreeSet::new();
    // Where the last mention ends that says so, and which way.
    let mut last: Option<(Span, bool)> = None;
    for mention in mentions {
        let span = mention.reference.span;
        let is_newer = if follows(cx, mention, &NEWER) {
            Some(true)
        } else if follows(cx, mention, &OLDER) {
            Some(false)
        } else {
            last.filter(|(before, _)| is_next(cx, *before, span)).map(|(_, is_newer)| is_newer)
        };
        last = is_newer.map(|is_newer| (span, is_newer));
        let (Some(is_newer), Outcome::Document(other, _)) = (is_newer, &mention.outcome) else {
            continue;
        };
        let own = mention.reference.source;
        told.insert(if is_newer { (own, *other, true) } else { (*other, own, false) });
    }
    told
}

const NEWER: [&str; 5] = ["supersedes", "supersede", "supercedes", "replaces", "replace"];
const OLDER: [&str; 3] = ["superseded by", "superceded by", "replaced by"];

/// Whether two references follow each other in a list: `[ADR-1](a.md) and [ADR-2](b.md)`.
fn is_next(cx: &Cx<'_>, before: Span, next: Span) -> bool {
    const FAR: usize = 200;
    if before.file != next.file || next.start < before.end || next.start - before.end > FAR {
        return false;
    }
    let between = cx.library.sources.slice(Span { end: next.start, start: before.end, ..next });
    let behind = between.strip_prefix("](").and_then(|link| link.split_once(')'));
    let word = behind.map_or(between, |(_, behind)| behind);
    let word = word.trim_matches([' ', '\n', '*', '_', '[']);
    ["and", ",", ", and", "&"].contains(&word)
}

/// What the two ends of a supersession say of it, where both speak.
struct Pair {
    newer: DocumentId,
    older: DocumentId,
    /// What the newer says, whole statements first.
    says: Vec<Link>,
    /// What the older says, whole statements first.
    said: Vec<Link>,
}

impl Pair {
    /// Those of documents that are decided.
    fn all(cx: &Cx<'_>) -> Vec<Self> {
        let mut pairs: BTreeMap<(DocumentId, DocumentId), (Vec<Link>, Vec<Link>)> = BTreeMap::new();
        for link in cx.analysis.graph.links() {
            if link.edge.relation == Relation::Supersedes && link.source != link.target {
                let (says, said) = pairs.entry((link.target, link.source)).or_default();
                if link.edge.inverse { said.push(link) } else { says.push(link) }
            }
        }
        let both = pairs.into_iter().filter(|((_, newer), (says, said))| {
            !says.is_empty() && !said.is_empty() && !cx.document(*newer).is_undecided_or_rejected()
        });
        both.map(|((older, newer), (mut says, mut said))| {
            says.sort_by_key(|link| link.edge.partial);
            said.sort_by_key(|link| link.edge.partial);
            Self { newer, older, says, said }
        })
        .collect()
    }

    fn difference(&self, cx: &Cx<'_>) -> Option<Finding> {
        let (says, said) = (self.says[0], self.said[0]);
        let [newer, older] =
            super::names_beside([cx.document(self.newer), cx.document(self.older)]);
        let reference = |link: Link| &cx.analysis.references[link.edge.reference];
        let span = |link: Link| reference(link).reference.span;
        let help = "say at both ends that the whole was superseded, or at both that a part was";
        match (says.edge.partial, said.edge.partial) {
            (true, false) if self.is_fork(cx) || reference(says).missing_anchor.is_some() => None,
            (true, false) => Some(
                Finding::new(RULE.name, span(says), format!("`{newer}` says that it supersedes a part of `{older}`, which says that the whole was superseded"))
                    .label("a part, it says here")
                    .related(span(said), "and here the whole")
                    .help(help),
            ),
            (false, true) if status_contradicts_relations::applies(cx, says) => None,
            (false, true) => Some(
                Finding::new(RULE.name, span(said), format!("`{older}` says that a part of it was superseded by `{newer}`, which says that it supersedes the whole"))
                    .label("a part, it says here")
                    .related(span(says), "and here the whole")
                    .help(help),
            ),
            (true, true) => self.other_part(cx, says, said).or_else(|| self.status_of_whole(cx, said)),
            (false, false) => None,
        }
    }

    /// Whether the older names several documents in its place, each of which says that it took a part of it.
    fn is_fork(&self, cx: &Cx<'_>) -> bool {
        let links = cx.analysis.graph.to(self.older);
        let of = |inverse: bool, partial: bool| -> BTreeSet<DocumentId> {
            let links = links.iter().filter(|link| {
                link.edge.relation == Relation::Supersedes
                    && link.edge.inverse == inverse
                    && link.edge.partial == partial
            });
            links.map(|link| link.source).collect()
        };
        let named = of(true, false);
        let (parts, whole) = (of(false, true), of(false, false));
        named.len() > 1 && named.iter().all(|one| parts.contains(one) && !whole.contains(one))
    }

    /// Where each end names a part, and not the same one.
    fn other_part(&self, cx: &Cx<'_>, says: Link, said: Link) -> Option<Finding> {
        let stated = |link: Link| cx.analysis.references[link.edge.reference].reference.stated;
        let part =
            |link: Link| part::named(cx.library.sources.slice(stated(link)), link.edge.inverse);
        let (new, old) = (part(says)?, part(said)?);
        let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        // A section's number and its title may be those of one section.
        if new.contains(&old) || old.contains(&new) || is_number(&new) != is_number(&old) {
            return None;
        }
        let [newer, older] =
            super::names_beside([cx.document(self.newer), cx.document(self.older)]);
        let message = format!(
            "`{newer}` says that it supersedes `{}` of `{older}`, which says `{}`",
            super::short(&new),
            super::short(&old)
        );
        Some(
            Finding::new(RULE.name, stated(says), message)
                .label("this part")
                .related(stated(said), "and here another one")
                .help("name the same part at both ends"),
        )
    }

    /// A status that says that the whole was superseded, where the only successor took a part of it.
    fn status_of_whole(&self, cx: &Cx<'_>, said: Link) -> Option<Finding> {
        let older = cx.document(self.older);
        let graph = &cx.analysis.graph;
        let is_only = graph.successors(self.older, false).is_empty()
            && graph.successors(self.older, true).len() == 1;
        if older.status() != Some(Status::Superseded) || !is_only {
            return None;
        }
        let text = older.status.as_ref().map_or("", |status| status.text.as_str());
        let [newer, older_name] = super::names_beside([cx.document(self.newer), older]);
        let reference = &cx.analysis.references[said.edge.reference].reference;
        let message = format!(
            "`{older_name}` says `{}`, and that only a part of it was superseded, as `{newer}` does",
            super::short(text)
        );
        Some(
            Finding::new(RULE.name, reference.span, message)
                .label("a part, it says here")
                .related(cx.status_span(older), "and here the whole")
                .help("write as its status what holds for the rest: `Accepted`"),
        )
    }
}

/// Whether a document that is not accepted says what it would supersede. Until it is, the older one binds, and is right
/// to be silent.
fn is_announced(cx: &Cx<'_>, link: Link) -> bool {
    !link.edge.inverse && cx.document(link.source).is_undecided_or_rejected()
}

/// Where the other end says it of something that does not exist, by a link or an id that is nearest to the speaker's. The
/// reader of that one gets nowhere, but what has to be done is to mend it.
fn told_amiss<'a>(
    cx: &Cx<'a>,
    (speaker, silent): (&Document, DocumentId),
    missing: Statement,
) -> Option<&'a Reference> {
    let is_speaker =
        |near: &str| speaker.path.rsplit('/').next() == Some(near) || speaker.full_name() == near;
    let references = cx.analysis.references_of(silent).map(|(_, resolved)| resolved);
    let mut amiss = references.filter(|resolved| {
        resolved.reference.statement == missing
            && matches!(&resolved.outcome, Outcome::Broken(Some(near)) if is_speaker(near))
    });
    amiss.next().map(|resolved| &resolved.reference)
}

fn finding(cx: &Cx<'_>, link: Link) -> Finding {
    let reference = &cx.analysis.references[link.edge.reference].reference;
    let (speaker, other) =
        if link.edge.inverse { (link.target, link.source) } else { (link.source, link.target) };
    let (speaker, silent) = (cx.document(speaker), cx.document(other));
    let missing = Statement { relation: Relation::Supersedes, inverse: !link.edge.inverse };
    let says = match (link.edge.inverse, link.edge.partial) {
        (false, false) => "supersedes",
        (false, true) => "supersedes a part of",
        (true, false) => "is superseded by",
        (true, true) => "is superseded in part by",
    };
    let [name, silent_name] = super::names_beside([speaker, silent]);
    let message = format!("`{name}` says that it {says} `{silent_name}`, which does not say so");
    let finding = Finding::new(RULE.name, reference.span, message).label("stated here");
    let (name, there) = (speaker.name(), super::link_to(silent, speaker));
    if let Some(amiss) = told_amiss(cx, (speaker, other), missing) {
        return finding
            .related(amiss.span, "and here of what does not exist")
            .help(format!("write there `[{name}]({there})`, if it is meant"));
    }
    let target = (name.as_str(), there.as_str());
    let advice = super::how_to_state(silent, missing, link.edge.partial, target);
    finding
        .related(cx.status_span(silent), "and not here")
        .help(format!("write {advice}"))
        .help("or set `links = \"either-side\"` in `[preprocessor.adr]`, if one declaration is enough for this book")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    fn record(id: &str, status: &str, more: &str) -> String {
        format!("# ADR-{id}: R{id}\n\nStatus: {status}\n\n{more}\n")
    }

    #[test]
    fn both_ends_say_it_unless_the_book_asks_for_one() {
        let rules = &[RULE.name, "status-contradicts-relations"];
        let old = record("0001", "superseded by ADR-0002", "");
        let (new, proposed) =
            (record("0002", "accepted", ""), record("0002", "proposed", "Supersedes ADR-0001"));
        let rejected = record("0002", "rejected", "Supersedes ADR-0001");
        let says = record("0002", "accepted", "Supersedes ADR-0001");
        let part = record("0002", "accepted", "Supersedes ADR-0001 in part");
        let accepted = record("0001", "accepted", "");
        let either = ("book.toml", "[preprocessor.adr]\nlinks = \"either-side\"\n");
        compare(
            rules,
            &[
                (
                    &[("0001-a.md", &old), ("0002-b.md", &new)],
                    &["0001-a.md:3:23 one-sided-supersession"],
                ),
                (&[("0001-a.md", &old), ("0002-b.md", &says)], &[]),
                (
                    &[("0001-a.md", &accepted), ("0002-b.md", &says)],
                    &["0001-a.md:3:9 status-contradicts-relations"],
                ),
                (
                    &[("0001-a.md", &accepted), ("0002-b.md", &part)],
                    &["0002-b.md:5:12 one-sided-supersession"],
                ),
                (&[("0001-a.md", &accepted), ("0002-b.md", &proposed)], &[]),
                (&[("0001-a.md", &accepted), ("0002-b.md", &rejected)], &[]),
                (&[either, ("src/0001-a.md", &old), ("src/0002-b.md", &new)], &[]),
                (
                    &[
                        ("0001-a.md", &accepted),
                        ("0002-b.md", &record("0002", "accepted", "Supersedes nothing")),
                    ],
                    &[],
                ),
            ],
        );
    }

    #[test]
    fn both_ends_say_how_much_with_either_policy() {
        const RULES: &[&str] =
            &[RULE.name, "status-contradicts-relations", "superseded-without-successor"];
        let case = |old: (&str, &str), new: (&str, &str), expected: &[&str]| {
            for policy in ["both-sides", "either-side"] {
                let book = format!("[preprocessor.adr]\nlinks = \"{policy}\"\n");
                let old = record("0001", old.0, old.1);
                let new = record("0002", new.0, new.1);
                let files =
                    [("book.toml", &*book), ("src/0001-a.md", &*old), ("src/0002-b.md", &*new)];
                compare(RULES, &[(&files, expected)]);
            }
        };
        let new = "src/0002-b.md:5:12 one-sided-supersession";
        let by = ("superseded by ADR-0002", "");
        case(by, ("accepted", "Supersedes ADR-0001 in part"), &[new]);
        case(by, ("accepted", "Supersedes ADR-0001 (only section Storage)"), &[new]);
        case(by, ("accepted", "Supersedes ADR-0001"), &[]);
        case(by, ("proposed", "Supersedes ADR-0001 in part"), &[]);
        let part = "Superseded in part by ADR-0002";
        case(("accepted", part), ("accepted", "Supersedes ADR-0001 in part"), &[]);
        case(
            ("deprecated", part),
            ("accepted", "Supersedes ADR-0001"),
            &["src/0001-a.md:5:23 one-sided-supersession"],
        );
        case(
            ("accepted", part),
            ("accepted", "Supersedes ADR-0001"),
            &["src/0001-a.md:5:23 one-sided-supersession"],
        );
        case(
            ("superseded", part),
            ("accepted", "Supersedes ADR-0001 in part"),
            &["src/0001-a.md:5:23 one-sided-supersession"],
        );
        let section = |name: &str| format!("Superseded in part by ADR-0002 (only section {name})");
        let says = ("accepted", "Supersedes the storage section of ADR-0001");
        case(("accepted", &section("Storage")), says, &[]);
        case(("accepted", &section("2")), says, &[]);
        let other = "src/0002-b.md:5:1 one-sided-supersession";
        case(("accepted", &section("Retries")), says, &[other]);
    }

    #[test]
    fn who_says_it_by_a_broken_link_is_asked_to_mend_that() {
        let new =
            record("0012", "accepted", "Supersedes in part [the first](0001-keep-one-log.md)");
        let other = record("0020", "accepted", "");
        let help = |old: &str| {
            let old = record("0001", "accepted", old);
            let files = [
                ("0001-keep-one-log.md", &*old),
                ("0012-keep-two-logs.md", &*new),
                ("0020-go.md", &*other),
            ];
            first(RULE.name, &files).2
        };
        let mend = "write there `[ADR-0012](0012-keep-two-logs.md)`, if it is meant";
        assert_eq!(help("Superseded in part by [it](0011-keep-two-logs.md)"), mend);
        assert_eq!(help("Superseded in part by ADR-0013"), mend);
        // What names something else by a broken link, or says something else, says nothing of this one.
        for old in
            ["Superseded in part by [it](0021-go.md)", "Amended by [it](0011-keep-two-logs.md)"]
        {
            assert!(help(old).starts_with("write in `0001-keep-one-log.md`"), "{}", help(old));
        }
    }

    #[test]
    fn two_that_share_a_name_are_told_apart_by_their_titles() {
        let old = "# ADR-0001: Keep one log\n\nStatus: superseded by [ADR-0001](0001-b.md)\n";
        let new = "# ADR 0001: Keep two logs\n\nStatus: accepted\n";
        let message = first(RULE.name, &[("0001-a.md", old), ("0001-b.md", new)]).1;
        assert_eq!(
            message,
            "`ADR-0001: Keep one log` says that it is superseded by `ADR 0001: Keep two logs`, which does not say so"
        );
    }

    #[test]
    fn who_says_it_in_prose_is_not_silent() {
        let old = record("0001", "superseded by ADR-0002", "");
        let case = |prose: &str, expected: &[&str]| {
            let new = record("0002", "accepted", &format!("## Context\n\n{prose}"));
            compare(&[RULE.name], &[(&[("0001-a.md", &old), ("0002-b.md", &new)], expected)]);
        };
        case("This record supersedes [the first](0001-a.md).", &[]);
        case("This record supercedes [the first](0001-a.md).", &[]);
        case("It is simpler, and replaces **ADR-0001**.", &[]);
        case("We supersede ADR-0007 and [the first](0001-a.md) on this.", &[]);
        case("We supersede [itself](0002-b.md) and [the first](0001-a.md).", &[]);
        case(
            "We supersede the old log, and like [the first](0001-a.md).",
            &["0001-a.md:3:23 one-sided-supersession"],
        );
        let silent: &[&str] = &["0001-a.md:3:23 one-sided-supersession"];
        case("It is simpler than [the first](0001-a.md).", silent);
        case("It was superseded by ADR-0001.", silent);
    }

    #[test]
    fn several_may_share_the_place_of_one() {
        let old = record("0001", "superseded by ADR-0002 and ADR-0003", "");
        let new =
            |id: &str, part: &str| record(id, "accepted", &format!("Supersedes ADR-0001{part}"));
        let case = |two: &str, three: &str, expected: &[&str]| {
            let (two, three) = (new("0002", two), new("0003", three));
            let files = [("0001-a.md", &*old), ("0002-b.md", &*two), ("0003-c.md", &*three)];
            compare(&[RULE.name], &[(&files, expected)]);
        };
        case(" in part", " in part", &[]);
        case("", "", &[]);
        case("", " in part", &["0003-c.md:5:12 one-sided-supersession"]);
        let old = record("0001", "superseded", "Superseded in part by ADR-0002 and ADR-0003");
        let (two, three) = (new("0002", " in part"), new("0003", " in part"));
        let files = [("0001-a.md", &*old), ("0002-b.md", &*two), ("0003-c.md", &*three)];
        compare(&[RULE.name], &[(&files, &[])]);
    }

    #[test]
    fn forks_and_several_predecessors_are_asked_for_pair_by_pair_with_either_policy() {
        let case = |files: [(&str, String); 3], both: &[&str]| {
            for (policy, expected) in [("both-sides", both), ("either-side", &[])] {
                let book = format!("[preprocessor.adr]\nlinks = \"{policy}\"\n");
                let mut all = vec![("book.toml", &*book)];
                all.extend(files.iter().map(|(path, text)| (*path, &**text)));
                compare(&[RULE.name], &[(&all, expected)]);
            }
        };
        let fork = |said: &str, three: &str| {
            [
                ("src/0001-a.md", record("0001", &format!("superseded by {said}"), "")),
                ("src/0002-b.md", record("0002", "accepted", "Supersedes ADR-0001")),
                ("src/0003-c.md", record("0003", "accepted", three)),
            ]
        };
        case(fork("ADR-0002 and ADR-0003", "Supersedes ADR-0001"), &[]);
        case(
            fork("ADR-0002", "Supersedes ADR-0001"),
            &["src/0003-c.md:5:12 one-sided-supersession"],
        );
        case(fork("ADR-0002, ADR-0003", ""), &["src/0001-a.md:3:33 one-sided-supersession"]);
        let merge = |said: &str| {
            [
                ("src/0001-a.md", record("0001", "superseded by ADR-0003", "")),
                ("src/0002-b.md", record("0002", "superseded by ADR-0003", "")),
                ("src/0003-c.md", record("0003", "accepted", said)),
            ]
        };
        case(merge("Supersedes ADR-0001, ADR-0002"), &[]);
        case(merge("Supersedes ADR-0001"), &["src/0002-b.md:3:23 one-sided-supersession"]);
    }

    #[test]
    fn what_the_front_matter_says_already_is_kept() {
        let old = |by: &str| {
            format!("---\nstatus: superseded\nsuperseded-by: {by}\n---\n\n# ADR-0001: A\n")
        };
        let new = |id: &str| record(id, "accepted", "Supersedes ADR-0001");
        let (two, three) = (new("0002"), new("0003"));
        let before = old("ADR-0002");
        let files = [("0001-a.md", &*before), ("0002-b.md", &*two), ("0003-c.md", &*three)];
        let help = first(RULE.name, &files).2;
        let said = r#"["ADR-0002", "0003-c.md"]"#;
        let advised = format!("write in the front matter of `0001-a.md`: `superseded-by: {said}`");
        assert!(help.starts_with(&advised), "{help}");
        let after = old(said);
        let files = [("0001-a.md", &*after), ("0002-b.md", &*two), ("0003-c.md", &*three)];
        compare(&[RULE.name, "unreadable-front-matter"], &[(&files, &[])]);
    }

    #[test]
    fn a_document_that_is_a_section_is_linked_by_its_fragment() {
        let text = "# Log\n\n## ADR-0001: A\n\nStatus: superseded by ADR-0002\n\n## ADR-0002: B\n\nStatus: accepted\n";
        let help = first(RULE.name, &[("log.md", text)]).2;
        assert!(help.contains("`Supersedes [ADR-0001](log.md#adr-0001-a)`"), "{help}");
        let said = text.to_owned() + "\nSupersedes [ADR-0001](log.md#adr-0001-a)\n";
        compare(&[RULE.name], &[(&[("log.md", &said)], &[])]);
    }

    #[test]
    fn the_help_can_be_followed_to_the_letter() {
        let accepted = record("0001", "accepted", "");
        let help =
            |new: &str| first(RULE.name, &[("a/0001-a.md", &accepted), ("b/0002-b.md", new)]).2;
        let part = help(&record("0002", "accepted", "Supersedes [1](../a/0001-a.md) in part"));
        assert!(part.contains("`Superseded in part by [ADR-0002](../b/0002-b.md)`"), "{part}");
    }

    #[test]
    fn who_follows_the_help_is_left_alone_in_every_dialect() {
        for (status, front) in [
            ("Status: accepted", false),
            ("- Status: accepted", false),
            ("**Status:** Accepted", false),
            ("| Status | Date |\n|-|-|\n| accepted | 2024-01-31 |", false),
            ("## Status\n\nAccepted", false),
            ("status: accepted", true),
        ] {
            for line in ["superseded by ADR-0002", "accepted\n\nSuperseded in part by ADR-0002"] {
                let old = format!("# ADR-0001: A\n\nStatus: {line}\n");
                let new = |said: &str| match (front, said) {
                    (true, "") => format!("---\n{status}\n---\n\n# ADR-0002: B\n"),
                    (true, said) => format!("---\n{status}\n{said}\n---\n\n# ADR-0002: B\n"),
                    (false, said) => format!("# ADR-0002: B\n\n{status}\n\n{said}\n"),
                };
                let help = first(RULE.name, &[("0001-a.md", &old), ("0002-b.md", &new(""))]).2;
                let said = help.split('`').nth(3).expect("what to write");
                compare(&[RULE.name], &[(&[("0001-a.md", &old), ("0002-b.md", &new(said))], &[])]);
            }
        }
    }
}
