//! The blank templates, filled in, are read as what they are for.

use mdbook_adr::analysis;
use mdbook_adr::book::{self, Files};
use mdbook_adr::dialect::blank::TEMPLATES;
use mdbook_adr::rules;
use mdbook_adr::vocabulary::Status;
use regex::Regex;

/// A template as somebody would fill it in. Whatever stands in braces gets words.
fn filled(text: &str) -> String {
    let text = text.replace("{number}", "0001").replace("{YYYY-MM-DD}", "2024-01-31");
    Regex::new(r"\{[^}]*\}").expect("a valid pattern").replace_all(&text, "some words").into_owned()
}

#[test]
fn every_blank_is_read_in_its_dialect_when_it_is_filled_in() {
    for template in TEMPLATES {
        let path = format!("{}s/0001-x.md", template.kind);
        let files = Files::memory([(path, filled(template.text))]);
        let library = book::load_memory(&files, &[]).expect("no configuration");
        let analysis = analysis::analyze(&library);
        let [document] = &analysis.documents[..] else {
            panic!("{template:?}: {:?}", analysis.documents)
        };
        assert_eq!((document.kind.as_str(), document.dialect), (template.kind, template.dialect));
        let cited: Vec<_> =
            analysis.references.iter().map(|one| one.reference.text.as_str()).collect();
        let hint = cited.iter().find(|text| text.contains("ADR-") || text.contains("REQ-"));
        assert_eq!(hint, None, "what stands in a comment is no reference");
        if template.kind != "module" {
            assert_eq!(document.status(), Some(Status::Proposed), "{template:?}");
        }
        if template.kind == "decision" {
            let date = document.date.as_ref().and_then(|date| date.value.as_deref());
            assert_eq!(date, Some("2024-01-31"), "{template:?}");
        }
    }
}

#[test]
fn whatever_a_blank_asks_for_is_found_where_it_alone_was_not_filled_in() {
    let holes = Regex::new(r"\{[^{}\n]+\}").expect("a valid pattern");
    let (mut asked, mut missed) = (0, Vec::new());
    for template in TEMPLATES {
        for hole in holes.find_iter(template.text) {
            let (before, behind) = (&template.text[..hole.start()], &template.text[hole.end()..]);
            let text = format!("{}{}{}", filled(before), hole.as_str(), filled(behind));
            let path = format!("{}s/0001-x.md", template.kind);
            let library =
                book::load_memory(&Files::memory([(path, &*text)]), &[]).expect("a library");
            let found = rules::check(&library, &analysis::analyze(&library), &[]);
            let places = found.iter().filter(|finding| finding.rule == "placeholder-text");
            let places: Vec<&str> =
                places.map(|finding| library.sources.slice(finding.primary)).collect();
            let is_told = places.len() == 1 && places[0].contains(hole.as_str());
            missed.extend((!is_told).then(|| format!("{} {hole:?} {places:?}", template.dialect)));
            asked += 1;
        }
    }
    assert_eq!(missed, Vec::<String>::new());
    assert!(asked > 40, "{asked}");
}
