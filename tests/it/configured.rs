//! A book with words, sections, statuses and kinds of its own is read as one without.

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::run::{folder, run};

const TOML: &str = r#"
[preprocessor.adr.kinds.api]
prefix = "API"
relations = ["governed-by", "depends-on"]
sections = ["Endpoints"]
[preprocessor.adr.kinds.data-flow]
prefix = "FLOW"
paths = ["flows/**"]
[preprocessor.adr.statuses]
trial = { words = ["pilot"], in-force = true }
superseded = ["ersetzt durch"]
[preprocessor.adr.section-names]
Status = ["Zustand"]
Date = ["Datum"]
Context = ["Kontext"]
Decision = ["Entscheidung"]
Endpoints = ["Endpunkte"]
[preprocessor.adr.relations]
supersedes = ["ersetzt"]
superseded-by = ["ersetzt durch"]
[[preprocessor.adr.chains]]
kind = "api"
relation = "governed-by"
in = ["in-force"]
because = "ADR-0001"
"#;

const NEW: &str = "# 1. Alles neu\n\nDatum: 2024-01-31\n\n## Zustand\n\nPilot seit Mai\n\nErsetzt [2](0002-alt.md)\n\n## Kontext\n\nNeu.\n\n## Entscheidung\n\nDazu gehört FLOW-7.\n";
const OLD: &str = "# 2. Alt\n\n## Zustand\n\nErsetzt durch [1](0001-neu.md)\n\n## Kontext\n\nAlt.\n\n## Entscheidung\n\nSo.\n";
const ORDERS: &str = "# API-0001: Orders\n\n## Zustand\n\nTrial\n\nGoverned by ADR-0001\n\nDepends on API-2\n\n## Endpunkte\n\nGET\n";
const PAYMENTS: &str = "---\nkind: api\n---\n# API-2: Payments\n\n- Zustand: accepted\n- Governed by ADR 1\n\n## Endpoints\n\nPOST\n";
const FLOW: &str = "# FLOW-7: Orders to payments\n\nDepends on API-1 and API-2.\n";
const VIEWS: &str = "# Views\n\n<!-- adr:index status=\"trial\" -->\n\n<!-- adr:index kind=\"data-flow\" in-force=\"true\" -->\n";
const SUMMARY: &str = "# Summary\n\n- [Views](views.md)\n- [1](0001-neu.md)\n- [2](0002-alt.md)\n- [Orders](apis/api-0001-orders.md)\n- [Payments](apis/payments.md)\n- [Flow](flows/orders.md)\n";

fn book() -> TempDir {
    folder(&[
        ("book.toml", TOML),
        ("src/SUMMARY.md", SUMMARY),
        ("src/views.md", VIEWS),
        ("src/0001-neu.md", NEW),
        ("src/0002-alt.md", OLD),
        ("src/apis/api-0001-orders.md", ORDERS),
        ("src/apis/payments.md", PAYMENTS),
        ("src/flows/orders.md", FLOW),
    ])
}

#[test]
fn nothing_is_wrong_with_it() {
    let outcome = run(book().path(), &["check", "-W", "all"]);
    assert_eq!(outcome.stdout, "5 documents checked: no findings\n");
}

#[test]
fn kinds_statuses_dates_and_relations_are_listed() {
    let outcome = run(book().path(), &["list", "--format", "json"]);
    let listing: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    let documents = listing["documents"].as_array().expect("documents");
    let read: Vec<Value> = documents
        .iter()
        .map(|one| json!([one["id"], one["kind"], one["status"], one["in_force"], one["date"]]))
        .collect();
    let expected = [
        json!(["1", "decision", "trial", true, "2024-01-31"]),
        json!(["2", "decision", "superseded", false, null]),
        json!(["API-0001", "api", "trial", true, null]),
        json!(["API-2", "api", "accepted", true, null]),
        json!(["FLOW-7", "data-flow", null, true, null]),
    ];
    assert_eq!(read, expected);
    let declared: Vec<Value> = documents
        .iter()
        .flat_map(|one| one["relations"].as_array().expect("relations"))
        .filter(|one| one["declared"] == true)
        .map(|one| json!([one["relation"], one["target"]]))
        .collect();
    let expected = [
        json!(["supersedes", "src/0002-alt.md"]),
        json!(["mentions", "src/flows/orders.md"]),
        json!(["superseded-by", "src/0001-neu.md"]),
        json!(["governed-by", "src/0001-neu.md"]),
        json!(["depends-on", "src/apis/payments.md"]),
        json!(["governed-by", "src/0001-neu.md"]),
        json!(["depends-on", "src/apis/api-0001-orders.md"]),
        json!(["depends-on", "src/apis/payments.md"]),
    ];
    assert_eq!(declared, expected);
}

#[test]
fn diagrams_show_them() {
    let outcome = run(book().path(), &["graph", "--format", "dot"]);
    for line in [
        "[label=\"API-0001: Orders\\ntrial\"",
        "d4 -> d3 [label=\"depends on\"]",
        "d0 -> d1 [label=\"supersedes\"",
    ] {
        assert!(outcome.stdout.contains(line), "{}", outcome.stdout);
    }
}

#[cfg(feature = "site")]
#[test]
fn views_ask_for_them() {
    let book = book();
    let outcome = run(book.path(), &["build", "--dest", "site"]);
    assert_eq!(outcome.status, Some(0), "{}", outcome.stderr);
    let page = std::fs::read_to_string(book.path().join("site/views.html")).expect("the page");
    for part in [
        "adr-badge adr-status-trial adr-status-accepted\">Trial<",
        ">API-0001<",
        ">FLOW-7<",
        ">Orders to payments</a>",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert!(!page.contains(">API-2<"));
}

#[test]
fn a_comment_that_allows_something_changes_nothing_else_on_its_page() {
    let with =
        "# ADR-0001: A\n\n<!-- adr:allow(unknown-status): ours -->\n\n## Status\n\nShelved\n";
    let without = with.replace("<!-- adr:allow(unknown-status): ours -->\n\n", "");
    let said = |text: &str| {
        let dir = folder(&[("0001-a.md", text)]);
        let check = run(dir.path(), &["check"]);
        let list: Value =
            serde_json::from_str(&run(dir.path(), &["list", "--format", "json"]).stdout)
                .expect("JSON");
        (check.status, list["documents"].clone(), list["findings"].as_array().map(Vec::len))
    };
    let (with, without) = (said(with), said(&without));
    assert_eq!(with.1, without.1);
    assert_eq!((with.2, without.2), (Some(0), Some(1)));
}

#[test]
fn a_module_may_depend_on_a_kind_of_the_book() {
    let dir = folder(&[
        ("book.toml", "[preprocessor.adr.kinds.api]\nprefix = \"API\"\n"),
        ("src/api.md", "# API-2: Payments\n"),
        ("src/0001-a.md", "# ADR-0001: A\n\nStatus: accepted\n"),
        ("src/m.md", "# Module: m\n\n## Dependencies\n\n- [Payments](api.md)\n- ADR-0001\n"),
    ]);
    let outcome = run(dir.path(), &["graph", "--format", "dot"]);
    assert!(outcome.stdout.contains("d2 -> d1 [label=\"depends on\"]"), "{}", outcome.stdout);
    assert!(!outcome.stdout.contains("-> d0"), "{}", outcome.stdout);
}
