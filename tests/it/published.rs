//! Reads a site as a browser would that was led to it below a path: every link has to arrive.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use html5ever::tendril::TendrilSink as _;
use markup5ever_rcdom::{Handle, NodeData, RcDom};

use crate::corpora::files_below;

/// A page as far as links go.
#[derive(Default)]
pub(crate) struct Page {
    pub(crate) base: Option<String>,
    ids: BTreeSet<String>,
    links: Vec<String>,
    /// The link to an editor.
    pub(crate) edit: Option<String>,
}

/// Every page of the site in `folder`, by its path there.
pub(crate) fn pages(folder: &Path) -> BTreeMap<String, Page> {
    let files = files_below(folder)
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| end == "html"));
    files
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            let mut page = Page::default();
            gather(
                &html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default())
                    .one(text)
                    .document,
                &mut page,
            );
            let path = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            (path, page)
        })
        .collect()
}

fn gather(node: &Handle, page: &mut Page) {
    if let NodeData::Element { name, attrs, .. } = &node.data {
        let attributes = attrs.borrow();
        let get = |name: &str| {
            attributes.iter().find(|own| &*own.name.local == name).map(|own| own.value.to_string())
        };
        page.ids.extend(get("id"));
        match &*name.local {
            "base" => page.base = page.base.take().or_else(|| get("href")),
            _ if get("rel").as_deref() == Some("edit") => page.edit = get("href"),
            _ => page.links.extend(get("href").into_iter().chain(get("src"))),
        }
    }
    for child in node.children.borrow().iter() {
        gather(child, page);
    }
}

/// What the items of a page's lists say, without those that say nothing. No item stands in another.
pub(crate) fn items(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let page =
        html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(page);
    gather_items(&page.document, &mut found);
    found.retain(|item| !item.is_empty());
    found
}

fn gather_items(node: &Handle, found: &mut Vec<String>) {
    if matches!(&node.data, NodeData::Element { name, .. } if &*name.local == "li") {
        found.push(text(node).trim().to_owned());
    }
    node.children.borrow().iter().for_each(|child| gather_items(child, found));
}

fn text(node: &Handle) -> String {
    match &node.data {
        NodeData::Text { contents } => contents.borrow().to_string(),
        _ => node.children.borrow().iter().map(text).collect(),
    }
}

/// What is wrong with the links of a site that is shown below `at`, which begins and ends with `/`.
pub(crate) fn faults(folder: &Path, at: &str) -> Vec<String> {
    let pages = pages(folder);
    let mut faults = Vec::new();
    for (path, page) in &pages {
        let base = page.base.clone().unwrap_or_else(|| format!("{at}{path}"));
        for link in &page.links {
            if let Err(why) = arrives(folder, &pages, at, &base, path, link) {
                faults.push(format!("{path}: {link}: {why}"));
            }
        }
    }
    faults
}

fn arrives(
    folder: &Path,
    pages: &BTreeMap<String, Page>,
    at: &str,
    base: &str,
    from: &str,
    link: &str,
) -> Result<(), &'static str> {
    if ["https:", "data:"].iter().any(|scheme| link.starts_with(scheme)) {
        return Ok(());
    }
    let (address, fragment) = link.split_once('#').unwrap_or((link, ""));
    let url = resolved(base, address.split('?').next().unwrap());
    let path = match (address, pages[from].base.as_deref()) {
        ("", None) => from.to_owned(),
        _ => url.strip_prefix(at).ok_or("leads out of the site")?.to_owned(),
    };
    let path =
        if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path };
    let path = percent_encoding::percent_decode_str(&path).decode_utf8_lossy().into_owned();
    if !folder.join(&path).is_file() {
        return Err("no such file");
    }
    // mdBook's heading of the page for addresses that do not exist leads to itself, which its base forbids.
    if address.is_empty() && pages[from].base.is_some() {
        return Ok(());
    }
    let fragment = percent_encoding::percent_decode_str(fragment).decode_utf8_lossy();
    match pages.get(&path) {
        Some(page) if !fragment.is_empty() && !page.ids.contains(&*fragment) => {
            Err("no such place on the page")
        }
        _ => Ok(()),
    }
}

/// The path that a browser asks for.
pub(crate) fn resolved(base: &str, link: &str) -> String {
    let joined = if link.starts_with('/') {
        link.to_owned()
    } else {
        format!("{}/{link}", base.rsplit_once('/').map_or("", |(folder, _)| folder))
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in joined.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
