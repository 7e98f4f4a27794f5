//! mdBook's protocol, without mdBook.

use mdbook_adr::book::LoadError;
use mdbook_adr::preprocess;
use mdbook_adr::report::Verdict;
use serde_json::{Value, json};

use crate::fixture::{Fixture, book};

fn chapter(fixture: &Fixture, path: &str) -> Value {
    json!({"Chapter": {"name": path, "content": fixture.read(&format!("book/src/{path}")), "number": [1], "sub_items": [],
        "path": path, "source_path": path, "parent_names": [], "of-the-future": 1e3}})
}

fn answer(fixture: &Fixture, renderer: &str, config: &Value, book: &Value) -> Value {
    let root = fixture.path("book");
    let context = json!({"root": root, "renderer": renderer, "config": config, "mdbook_version": "9.9.9", "x": [null]});
    let request = json!([context, book]).to_string();
    let (mut output, mut errors) = (Vec::new(), Vec::new());
    let verdict = preprocess::run(&mut request.as_bytes(), &mut output, &mut errors, false)
        .expect("an answer");
    assert_eq!(verdict, Verdict::Clean, "{}", String::from_utf8_lossy(&errors));
    serde_json::from_slice(&output).expect("one JSON value")
}

#[test]
fn both_shapes_come_back_as_they_came_but_for_the_texts() {
    let fixture = book("");
    let mut outer = chapter(&fixture, "adr/0001-files.md");
    outer["Chapter"]["sub_items"] = json!([chapter(&fixture, "adr/0002-redb.md"), "Separator"]);
    let draft = json!({"Chapter": {"name": "D", "content": "", "number": null, "sub_items": [], "path": null, "source_path": null}});
    let made = json!({"Chapter": {"name": "V", "content": "# ADR-0001: Use files\n", "sub_items": [], "path": "v.md", "source_path": null}});
    let items = json!([{"PartTitle": "P"}, outer, draft, made, {"Unheard": {}}]);
    for (key, others) in [("items", json!({})), ("sections", json!({"__non_exhaustive": null}))] {
        let mut book = others;
        book[key] = items.clone();
        let mut answered = answer(&fixture, "html", &json!({}), &book);
        let one =
            answered.pointer_mut(&format!("/{key}/1/Chapter/content")).expect("a text").take();
        let two = answered
            .pointer_mut(&format!("/{key}/1/Chapter/sub_items/0/Chapter/content"))
            .expect("a text")
            .take();
        assert!(
            one.as_str().is_some_and(|text| text.contains("href=\"0002-redb.md#adr-0002\"")),
            "{one}"
        );
        assert!(two.as_str().is_some_and(|text| text.contains("adr-status-accepted")), "{two}");
        let mut expected = book.clone();
        expected[key][1]["Chapter"]["content"] = Value::Null;
        expected[key][1]["Chapter"]["sub_items"][0]["Chapter"]["content"] = Value::Null;
        assert_eq!(answered.to_string(), expected.to_string());
    }
}

#[test]
fn a_renderer_that_checks_gets_the_book_as_it_is() {
    let fixture = book("");
    let book = json!({"items": [chapter(&fixture, "adr/0001-files.md")]});
    for renderer in ["test", "linkcheck", "linkcheck2", "xgettext"] {
        assert_eq!(answer(&fixture, renderer, &json!({}), &book), book);
    }
    let plain = answer(&fixture, "epub", &json!({"book": {"src": "src"}}), &book).to_string();
    assert!(
        plain.contains("> **Superseded** by ADR-0002: Use redb.") && !plain.contains("<div"),
        "{plain}"
    );
}

#[test]
fn a_book_toml_that_cannot_be_used_is_named_with_its_place() {
    let fixture = book("[preprocessor.adr]\nlink = \"x\"\n");
    let request =
        json!([{"root": fixture.path("book"), "renderer": "html"}, {"items": []}]).to_string();
    let (mut output, mut errors) = (Vec::new(), Vec::new());
    let error = preprocess::run(&mut request.as_bytes(), &mut output, &mut errors, false)
        .expect_err("an error");
    let Some(LoadError::Config { path, text, error }) = error.downcast_ref() else {
        panic!("{error:#}")
    };
    assert_eq!((path.as_str(), &text[error.range.clone()]), ("book.toml", "link"));
    assert!(output.is_empty());
}
