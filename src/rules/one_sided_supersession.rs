//! `one-sided-supersession`: one of the two ends states it, the other is silent.

use std::collections::BTreeSet;

use crate::config::LinkPolicy;
use crate::document::DocumentId;
use crate::finding::{Finding, Level};
use crate::graph::Link;
use crate::rules::{Cx, Rule, status_contradicts_relations};
use crate::vocabulary::{Relation, Statement, Status};

pub(super) const RULE: Rule = Rule {
    name: "one-sided-supersession",
    level: Level::Warn,
    since: "0.1.0",
    page: include_str!("one_sided_supersession.md"),
    check,
};

fn check(cx: &Cx<'_>, findings: &mut Vec<Finding>) {
    let supersessions: Vec<Link> =
        cx.analysis.graph.links().filter(|link| link.edge.relation == Relation::Supersedes).collect();
    let stated: BTreeSet<(DocumentId, DocumentId, bool)> =
        supersessions.iter().map(|link| (link.source, link.target, link.edge.inverse)).collect();
    let mut told = BTreeSet::new();
    for link in supersessions {
        let pair = (link.source, link.target, link.edge.inverse);
        let answered = stated.contains(&(link.source, link.target, !link.edge.inverse));
        let speaker = if link.edge.inverse { link.target } else { link.source };
        let policy = cx.library.books[cx.document(speaker).page.book].config.links;
        if answered
            || link.source == link.target
            || policy == LinkPolicy::EitherSide
            || status_contradicts_relations::applies(cx, link)
            || !told.insert(pair)
        {
            continue;
        }
        findings.push(finding(cx, link));
    }
}

fn finding(cx: &Cx<'_>, link: Link) -> Finding {
    let reference = &cx.analysis.references[link.edge.reference].reference;
    let (speaker, silent) =
        if link.edge.inverse { (link.target, link.source) } else { (link.source, link.target) };
    let (speaker, silent) = (cx.document(speaker), cx.document(silent));
    let missing = Statement { relation: Relation::Supersedes, inverse: !link.edge.inverse };
    let phrase = match (link.edge.partial, missing.inverse) {
        (true, true) => "Superseded in part by".to_owned(),
        (true, false) => "Supersedes in part".to_owned(),
        (false, _) => missing.phrase(),
    };
    let says = match (link.edge.inverse, link.edge.partial) {
        (false, false) => "supersedes",
        (false, true) => "supersedes a part of",
        (true, false) => "is superseded by",
        (true, true) => "is superseded in part by",
    };
    // Until its successor is accepted, the older document is in force and says so rightly.
    let not_yet = !link.edge.inverse && matches!(speaker.status(), Some(Status::Draft | Status::Proposed));
    let when = if not_yet { format!("when `{}` is accepted, write", speaker.name()) } else { "write".to_owned() };
    let file = super::relative_path(&silent.path, &speaker.path);
    Finding::new(
        RULE.name,
        reference.span,
        format!("`{}` says that it {says} `{}`, which does not say so", speaker.name(), silent.name()),
    )
    .label("stated here")
    .related(cx.status_span(silent), "and not here")
    .help(format!(
        "{when} in `{}`, under its status: `{phrase} [{}]({file})`",
        silent.path,
        speaker.name()
    ))
    .help("or set `links = \"either-side\"` in `[preprocessor.adr]`, if one declaration is enough for this book")
}
