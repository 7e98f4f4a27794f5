//! The examples of the guide: those with files are run, and every configuration is read. `UPDATE_PAGES=1` writes what
//! they print.

use mdbook_adr::analysis::analyze;
use mdbook_adr::book::{Files, load_memory};
use mdbook_adr::config;
use mdbook_adr::rules;
use mdbook_adr::source::Sources;

use crate::rule_pages::{Page, printed, repository, updating};

const CONFIGURATION: &str = "book-example/src/guide/configuration.md";
const SUPPRESSION: &str = "book-example/src/guide/suppression.md";

#[test]
fn the_examples_of_the_guide_print_what_it_shows() {
    let mut stale = Vec::new();
    let mut examples = 0;
    for name in [CONFIGURATION, SUPPRESSION] {
        let page = Page::read(name.to_owned());
        let mut text = page.text.clone();
        // From the last to the first, so that places stay right.
        for heading in page.headings.iter().rev() {
            let Some(fence) = page.printed(&heading.title) else { continue };
            examples += 1;
            text.replace_range(fence.body.clone(), &shown(&page, &heading.title));
        }
        if text != page.text && updating() {
            std::fs::write(repository(name), text).expect("the page can be written");
        } else if text != page.text {
            stale.push(name);
        }
    }
    assert!(examples >= 3, "only {examples} examples are run");
    assert!(stale.is_empty(), "UPDATE_PAGES=1 cargo test --test it writes {stale:?}");
}

/// What `check` prints of the files of a section.
fn shown(page: &Page, section: &str) -> String {
    let inputs = page.inputs(section);
    assert!(!inputs.is_empty(), "{}: no files under {section}", page.name);
    let library = load_memory(&Files::memory(inputs), &rules::names()).expect("a library");
    printed(&library, &rules::check(&library, &analyze(&library), &[]))
}

#[test]
fn every_configuration_that_the_guide_shows_can_be_read() {
    let page = Page::read(CONFIGURATION.to_owned());
    let fences: Vec<_> =
        page.fences.iter().filter(|fence| fence.info.starts_with("toml")).collect();
    assert!(fences.len() >= 6, "only {} configurations are read", fences.len());
    for fence in fences {
        let text = &page.text[fence.body.clone()];
        let file = Sources::default().add("book.toml", text);
        if let Err(error) = config::read(text, file, &rules::names()) {
            panic!("{}: {text}", error.message);
        }
    }
}
