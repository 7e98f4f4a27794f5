//! The floor of `check`: what no checker of links can do without, and nothing else.
//!
//! Every file is found, read and parsed once, with mdBook's options and on all cores; then every relative link and
//! fragment is looked up.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use rayon::prelude::*;

/// What a page offers and what it asks for.
struct Page {
    anchors: HashSet<String>,
    links: Vec<String>,
}

/// How many relative links below `root` lead to nothing, of how many.
pub(crate) fn check(root: &Path) -> std::io::Result<(usize, usize)> {
    let mut paths = Vec::new();
    walk(root, &mut paths)?;
    let pages: HashMap<PathBuf, Page> = paths
        .into_par_iter()
        .map(|path| Ok((path.clone(), read(&std::fs::read_to_string(&path)?))))
        .collect::<std::io::Result<_>>()?;
    let counts = pages.par_iter().map(|(path, page)| {
        let links = page.links.iter().filter(|link| !link.contains("://"));
        links.fold((0, 0), |(broken, all), link| {
            (broken + usize::from(!leads_somewhere(&pages, path, link)), all + 1)
        })
    });
    Ok(counts.reduce(|| (0, 0), |a, b| (a.0 + b.0, a.1 + b.1)))
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            walk(&path, found)?;
        } else if path.extension().is_some_and(|end| end == "md") {
            found.push(path);
        }
    }
    Ok(())
}

fn read(text: &str) -> Page {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM;
    let mut page = Page { anchors: HashSet::new(), links: Vec::new() };
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => {
                let id = fragment_of(&heading.take().unwrap_or_default());
                let mut unique = id.clone();
                let mut counter = 0;
                while !page.anchors.insert(unique.clone()) {
                    counter += 1;
                    unique = format!("{id}-{counter}");
                }
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                page.links.push(dest_url.into_string());
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&text);
                }
            }
            _ => {}
        }
    }
    page
}

/// mdBook's id of a heading.
fn fragment_of(text: &str) -> String {
    let kept = text.chars().filter_map(|c| match c {
        c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c.to_ascii_lowercase()),
        c if c.is_whitespace() => Some('-'),
        _ => None,
    });
    kept.collect()
}

fn leads_somewhere(pages: &HashMap<PathBuf, Page>, from: &Path, link: &str) -> bool {
    let (path, fragment) = link.split_once('#').map_or((link, None), |(path, id)| (path, Some(id)));
    let mut target = from.to_path_buf();
    if !path.is_empty() {
        target.pop();
        for part in path.split('/') {
            match part {
                "." | "" => {}
                ".." => {
                    target.pop();
                }
                part => target.push(part),
            }
        }
    }
    match (pages.get(&target), fragment) {
        (Some(page), Some(fragment)) => page.anchors.contains(fragment),
        (Some(_), None) => true,
        (None, _) => target.exists(),
    }
}
