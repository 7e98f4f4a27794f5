//! Configurations as people write them, right and wrong.

use super::*;
use crate::source::Sources;
use crate::vocabulary::Status;

fn config(text: &str) -> Result<Config> {
    let mut sources = Sources::default();
    let file = sources.add("book.toml", text);
    read(text, file, &["number-gap", "broken-reference"])
}

#[test]
fn the_contracts_example_is_read() {
    let text = r#"
[book]
src = "docs"
[preprocessor.adr]
after = ["links"]
links = "either-side"
[preprocessor.adr.levels]
number-gap = "warn"
[preprocessor.adr.kinds.decision]
paths = ["decisions/**"]
prefix = "ADR"
sections = ["Context", "Decision"]
[preprocessor.adr.statuses]
accepted = ["Stable"]
[preprocessor.adr.relations]
supersedes = ["obsoletes"]
"#;
    let config = config(text).expect("valid");
    assert_eq!(config.src.as_deref(), Some("docs"));
    assert_eq!(config.links, LinkPolicy::EitherSide);
    assert_eq!(config.levels[0].1, Level::Warn);
    assert_eq!(config.kinds[0].prefix.as_ref().expect("a prefix").value, "ADR");
    assert_eq!(config.statuses[0].words[0].value, "stable");
    assert_eq!(config.statuses[0].status, Status::Accepted);
    let span = config.relations[0].0.span;
    assert_eq!(&text[span.start..span.end], "\"obsoletes\"");
}

#[test]
fn what_is_not_known_is_an_error_with_its_place() {
    for (text, place, message) in [
        ("[preprocessor.adr]\nlink = 1\n", "link", "unknown key `link`"),
        (
            "[preprocessor.adr.levels]\nnumber-gaps = \"warn\"\n",
            "number-gaps",
            "unknown rule `number-gaps`",
        ),
        ("[preprocessor.adr]\nlinks = 3\n", "3", "`links` is neither"),
        (
            "[preprocessor.adr.kinds.decision]\npaths = \"x\"\n",
            "\"x\"",
            "`paths` is not a list of strings",
        ),
        ("[preprocessor.adr.kinds.decision]\npaths = [\"a{\"]\n", "\"a{\"", "not a glob"),
        (
            "[preprocessor.adr.levels]\nnumber-gap = \"off\"\n",
            "\"off\"",
            "the level of `number-gap`",
        ),
        ("preprocessor = 1\n", "1", "`preprocessor` is not a table"),
    ] {
        let error = config(text).expect_err(text);
        assert_eq!(&text[error.range.clone()], place);
        assert!(error.message.starts_with(message), "{}", error.message);
    }
    let error = config("[book\n").expect_err("broken");
    assert!(error.message.starts_with("not TOML"));
}

#[test]
fn settings_below_another_name_are_an_error_and_a_name_alone_is_none() {
    let command = "[preprocessor.mdbook-adr]\ncommand = \"./bin/mdbook-adr\"\n";
    assert!(config(command).is_ok());
    let text = format!("{command}[preprocessor.mdbook-adr.levels]\nnumber-gap = \"warn\"\n");
    let error = config(&text).expect_err("settings");
    assert_eq!(error.message, "`levels` is read from `[preprocessor.adr]` only");
    assert_eq!(error.help.as_deref(), Some("call the table `adr`, and not `mdbook-adr`"));
    let other = "[preprocessor.links2]\ncommand = \"other\"\nlevels = 1\n";
    assert!(config(other).is_ok(), "another program's");
}

#[test]
fn kinds_are_named_in_any_letter_case() {
    let kinds = |text: &str| {
        let config = config(text).expect(text);
        config.kinds.iter().map(|kind| kind.kind.as_str().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(kinds("[preprocessor.adr.kinds.Decision]\npaths = [\"x\"]\n"), ["decision"]);
    assert_eq!(kinds("[preprocessor.adr.kinds.Api]\nprefix = \"API\"\n"), ["Api"]);
}

#[test]
fn a_slip_is_answered_with_the_nearest_word() {
    assert_eq!(nearest("numbergap", ["number-gap", "other"]), Some("number-gap"));
    assert_eq!(nearest("zzz", ["number-gap"]), None);
}

/// Wrong tables below `[preprocessor.adr]`, what is pointed at, the message, and the help.
const WRONG: &[(&str, &str, &str, &str)] = &[
    (
        "kinds.module.prefix = \"Adr\"",
        "\"Adr\"",
        "`Adr` is the prefix of `decision`",
        "give each kind a prefix of its own",
    ),
    ("statuses = 1", "1", "`statuses` is not a table", ""),
    ("statuses.accepted = \"x\"", "\"x\"", "`accepted` is not a list of strings", ""),
    ("statuses.accepted = [\" \"]", "\" \"", "an empty string in `accepted`", ""),
    ("statuses.trial = { word = [\"x\"] }", "word", "unknown key `word`", "did you mean `words`?"),
    ("statuses.trial = { in-force = \"yes\" }", "\"yes\"", "`in-force` is not true or false", ""),
    (
        "statuses.deprecated = { in-force = true }",
        "in-force",
        "whether `deprecated` is in force is fixed",
        "give its words to a status of your own",
    ),
    (
        "statuses.\"on trial\" = []",
        "\"on trial\"",
        "`on trial` cannot be the name of a status",
        "a name has letters, digits and hyphens",
    ),
    (
        "statuses.other = []",
        "other",
        "`other` cannot be the name of a status",
        "it has a meaning of its own: choose another",
    ),
    (
        "statuses = { accepted = [\"set\"], rejected = [\"Set\"] }",
        "\"Set\"",
        "`set` a second time: it belongs to `accepted`",
        "leave one of them",
    ),
    (
        "relations.supersede = [\"x\"]",
        "supersede",
        "unknown relation `supersede`",
        "did you mean `supersedes`?",
    ),
    (
        "relations = { amends = [\"in place of\"], supersedes = [\"in-place-of\"] }",
        "\"in-place-of\"",
        "`in-place-of` a second time: it belongs to `amends`",
        "leave one of them",
    ),
    (
        "section-names.Contxt = [\"x\"]",
        "Contxt",
        "unknown section `Contxt`",
        "did you mean `Context`?",
    ),
    ("section-names.Context = \"x\"", "\"x\"", "`Context` is not a list of strings", ""),
    ("section-names.Context = [\"§\"]", "[\"§\"]", "`§` has no letters", ""),
    (
        "section-names = { Context = [\"x\"], Decision = [\"X\"] }",
        "\"X\"",
        "`X` a second time: it belongs to `Context`",
        "leave one of them",
    ),
    ("kinds.api.prefix = \"\"", "\"\"", "`prefix` is empty", ""),
    (
        "kinds.api.relations = [\"depends\"]",
        "\"depends\"",
        "unknown relation `depends`",
        "did you mean `depends-on`?",
    ),
    (
        "kinds = { api.prefix = \"API\", app.prefix = \"api\" }",
        "\"api\"",
        "`api` is the prefix of `api`",
        "give each kind a prefix of its own",
    ),
    (
        "kinds.\"a b\" = {}",
        "\"a b\"",
        "`a b` cannot be the name of a kind",
        "a name has letters, digits and hyphens",
    ),
    ("chains = {}", "{}", "`chains` is not a list of tables", ""),
    ("chains = [{ knd = \"x\" }]", "knd", "unknown key `knd`", "did you mean `kind`?"),
    (
        "chains = [{ kind = \"modul\" }]",
        "\"modul\"",
        "unknown kind `modul`",
        "did you mean `module`?",
    ),
    (
        "chains = [{ status = [\"acepted\"] }]",
        "\"acepted\"",
        "unknown status `acepted`",
        "did you mean `accepted`?",
    ),
    (
        "chains = [{ relation = \"governd-by\" }]",
        "\"governd-by\"",
        "unknown relation `governd-by`",
        "did you mean `governed-by`?",
    ),
    (
        "chains = [{ relation = \"governs\", at-least = -1 }]",
        "-1",
        "`at-least` is not a whole number from 0",
        "",
    ),
    (
        "chains = [{ relation = \"governs\", at-least = 2, at-most = 1 }]",
        "1",
        "at most 1, and at least 2",
        "",
    ),
    ("chains = [{ any-of = [], because = \"x\" }]", "[]", "`any-of` has no alternatives", ""),
    (
        "chains = [{ any-of = [{ kind = \"module\" }] }]",
        "kind",
        "unknown key `kind`",
        "known here: relation, to, in, at-least, at-most",
    ),
    (
        "chains = [{ any-of = [{ relation = \"governs\" }], to = [] }]",
        "to",
        "`to` beside `any-of`",
        "put it into the alternatives",
    ),
    ("chains = [{}]", "{}", "a chain without `relation`", "add `relation = \"governed-by\"`"),
    (
        "chains = [{ relation = \"governs\" }]",
        "{ relation = \"governs\" }",
        "a chain without `kind`",
        "add `kind = \"module\"`",
    ),
    (
        "chains = [{ kind = \"module\", relation = \"governs\" }]",
        "{ kind = \"module\", relation = \"governs\" }",
        "a chain without `because`",
        "add `because = \"ADR-0001\"`",
    ),
];

#[test]
fn what_cannot_be_understood_is_an_error_with_its_place_and_advice() {
    for (toml, place, message, help) in WRONG {
        let text = format!("[preprocessor.adr]\n{toml}\n");
        let error = config(&text).expect_err(toml);
        assert_eq!(
            (&text[error.range.clone()], error.message.as_str(), error.help.as_deref()),
            (*place, *message, (!help.is_empty()).then_some(*help)),
            "{toml}"
        );
    }
}

#[test]
fn chains_statuses_and_sections_keep_what_is_said() {
    let text = r#"
[preprocessor.adr]
section-names = { Endpoints = ["Endpunkte"], risks = ["Risiken"] }
statuses.Trial = { words = ["Pilot"], in-force = true }
[preprocessor.adr.kinds.api]
sections = ["Endpoints"]
relations = ["governed-by"]
[[preprocessor.adr.chains]]
kind = "api"
status = ["trial", "in-force"]
any-of = [{ relation = "governed-by", to = ["decision"], at-most = 3 }, { relation = "refines" }]
because = "ADR-7"
"#;
    let config = config(text).expect("valid");
    assert_eq!(config.statuses[0].name.value, "trial");
    assert!(config.statuses[0].in_force);
    assert_eq!(config.sections[0].section, "endpoints");
    let chain = &config.chains[0];
    let bounds: Vec<_> = chain.ways.iter().map(|way| (way.at_least, way.at_most)).collect();
    assert_eq!(bounds, [(0, Some(3)), (1, None)]);
    assert_eq!(chain.because.value, "ADR-7");
    assert_eq!(&text[chain.kind.span.start..chain.kind.span.end], "\"api\"");
}
