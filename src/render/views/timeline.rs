//! `<!-- adr:timeline -->`: decisions by date, the newest last, grouped by year.

use crate::document::{DocumentId, PageId};
use crate::render::{Medium, View, badge, escape};

const UNDATED: &str = "No date";

/// The list of some documents.
pub fn timeline(view: &View<'_>, page: PageId, documents: &[DocumentId]) -> String {
    let mut documents = documents.to_vec();
    by_date(view, &mut documents);
    let years: Vec<(String, Vec<DocumentId>)> = documents
        .chunk_by(|a, b| year(view, *a) == year(view, *b))
        .map(|group| (year(view, group[0]).to_owned(), group.to_vec()))
        .collect();
    match view.medium {
        Medium::Html => html(view, page, &years),
        Medium::Markdown => markdown(view, page, &years),
    }
}

/// Sorts by date, the newest last; what has none stays in its order behind all others.
pub fn by_date(view: &View<'_>, documents: &mut [DocumentId]) {
    documents.sort_by_key(|id| (date(view, *id).is_none(), date(view, *id)));
}

fn date<'a>(view: &View<'a>, id: DocumentId) -> Option<&'a str> {
    view.analysis.document(id).date.as_ref()?.value.as_deref()
}

fn year<'a>(view: &View<'a>, id: DocumentId) -> &'a str {
    date(view, id).map_or(UNDATED, |date| date.split('-').next().unwrap_or(date))
}

fn html(view: &View<'_>, page: PageId, years: &[(String, Vec<DocumentId>)]) -> String {
    let mut rows = Vec::new();
    for (year, documents) in years {
        rows.push(format!("<dt>{}</dt>", escape::html(year)));
        for id in documents {
            let parts = [badge::date(view, *id), view.link(page, *id), badge::mark(view, *id)];
            rows.push(format!("<dd>{}</dd>", parts.join(" ").trim()));
        }
    }
    format!("<dl class=\"adr-view adr-timeline adr-list\">{}</dl>", rows.concat())
}

fn markdown(view: &View<'_>, page: PageId, years: &[(String, Vec<DocumentId>)]) -> String {
    let group = |(year, documents): &(String, Vec<DocumentId>)| {
        let mut lines = vec![format!("**{}**\n", escape::markdown(year))];
        for id in documents {
            let date = date(view, *id)
                .map_or_else(String::new, |date| format!("{} · ", escape::markdown(date)));
            let state = badge::mark(view, *id);
            let state = if state.is_empty() { state } else { format!(" ({state})") };
            lines.push(format!("- {date}{}{state}", view.link(page, *id)));
        }
        lines.join("\n")
    };
    years.iter().map(group).collect::<Vec<_>>().join("\n\n")
}
