//! Where the pages of a book stand in its output, and the way from one to another.

use foldhash::HashMap;

use crate::book::{as_link, folder_of, relative};
use crate::document::PageId;

/// The pages that an output shows, each with its path there.
#[derive(Debug)]
pub struct Shelf {
    paths: HashMap<PageId, String>,
    readme_is_index: bool,
}

impl Shelf {
    /// An empty shelf. Unless it is told not to, mdBook makes `README.md` an `index.html`.
    pub fn new(readme_is_index: bool) -> Self {
        Self { paths: HashMap::default(), readme_is_index }
    }

    /// Puts a page at a path relative to the output's sources, with `/`. The first of several places counts.
    pub fn put(&mut self, page: PageId, path: &str) {
        let path = if self.readme_is_index && is_readme(path) {
            beside(path, "index.md")
        } else {
            path.to_owned()
        };
        self.paths.entry(page).or_insert(path);
    }

    /// The way from one page to another, percent-encoded; none where the output does not show one of them.
    pub fn href(&self, from: PageId, to: PageId) -> Option<String> {
        let (from, to) = (self.paths.get(&from)?, self.paths.get(&to)?);
        let relative = relative(folder_of(from), to);
        // mdBook leads `.md` to the page, and no other ending.
        let relative = match relative.rsplit_once('.') {
            Some((stem, extension)) if extension != "md" && !extension.contains('/') => {
                format!("{stem}.html")
            }
            _ => relative,
        };
        Some(as_link(&relative))
    }
}

fn is_readme(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or("");
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).eq_ignore_ascii_case("readme")
}

fn beside(path: &str, name: &str) -> String {
    let folder = folder_of(path);
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_from_page_to_page() {
        assert_eq!(relative("a/b", "a/c/d.md"), "../c/d.md");
        assert_eq!(relative("", "a/d.md"), "a/d.md");
        assert_eq!(relative("a", "d.md"), "../d.md");
        assert_eq!(relative("a", "a/d.md"), "d.md");
    }

    #[test]
    fn a_readme_is_reached_where_mdbook_puts_it() {
        let page = |chapter| PageId { book: 0, chapter };
        let mut shelf = Shelf::new(true);
        shelf.put(page(0), "adr/README.md");
        shelf.put(page(1), "x.markdown");
        assert_eq!(shelf.href(page(1), page(0)).as_deref(), Some("adr/index.md"));
        assert_eq!(shelf.href(page(0), page(1)).as_deref(), Some("../x.html"));
        assert_eq!(shelf.href(page(0), page(2)), None);
    }
}
