//! The workflows of the guide: their commands are run on a repository, and what they publish is read.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use regex::{Captures, Regex};
use serde_json::Value;

use crate::fixture::Fixture;
use crate::mdbook::mdbook;
use crate::published::{faults, pages, resolved};
use crate::rule_pages::repository;
use crate::run::command;

const HOST: &str = "https://github.com/owner/repository/";

/// The actions that the guide may use, as it has to write them.
const ACTIONS: [&str; 5] = [
    "actions/cache@v4",
    "actions/checkout@v4",
    "actions/configure-pages@v5",
    "actions/deploy-pages@v4",
    "actions/upload-pages-artifact@v4",
];

fn guide(page: &str) -> String {
    std::fs::read_to_string(repository(&format!("book-example/src/guide/{page}.md"))).unwrap()
}

/// The texts of a page's fences in a language.
fn fences(page: &str, language: &str) -> Vec<String> {
    let start = format!("```{language}\n");
    let guide = guide(page);
    guide.split(&start).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

/// The workflows of a page, at least one.
fn workflows(page: &str) -> Vec<Value> {
    let texts = fences(page, "yaml");
    assert!(!texts.is_empty(), "{page} has no workflow");
    let read = |text: &String| {
        serde_saphyr::from_str(text).unwrap_or_else(|error| panic!("{page}: {error}\n{text}"))
    };
    texts.iter().map(read).collect()
}

/// A book and a folder of records, in one repository. The book shows a record from outside its sources.
fn project() -> Fixture {
    let toml = fences("publishing", "toml").concat();
    let old = "# 1. Use files\n\nDate: 2024-01-31\n\n## Status\n\nSuperseded by [2. Use redb](0002-redb.md)\n\n## Context\n\nSee [the notes](../notes/Über%20uns.md#why).\n\n## Decision\n\n.\n\n## Consequences\n\n.\n";
    let new = "# 2. Use redb\n\nDate: 2024-02-01\n\n## Status\n\nAccepted\n\nSupersedes [1. Use files](0001-files.md)\n\n## Context\n\n![A picture](img/a.png)\n\n## Decision\n\n.\n\n## Consequences\n\n.\n";
    Fixture::new(&[
        (
            "book.toml",
            &format!(
                "[book]\ntitle = \"Project\"\n[preprocessor.adr]\ncommand = \"mdbook-adr\"\n{toml}"
            ),
        ),
        (
            "src/SUMMARY.md",
            "[Start](README.md)\n\n- [Records](records/README.md)\n  - [Use threads](records/0001-threads.md)\n  - [Use tasks](records/0002-tasks.md)\n",
        ),
        ("src/README.md", "# Start\n\nSee [ADR-0001](records/0001-threads.md).\n"),
        ("src/records/README.md", "# Records\n\n<!-- adr:index -->\n"),
        ("src/records/0001-threads.md", "{{#include ../../design/0001-threads.md}}\n"),
        (
            "src/records/0002-tasks.md",
            "# ADR-0002: Use tasks\n\n## Status\n\nProposed\n\n## Context\n\nWith [ADR-0001](0001-threads.md#context).\n\n## Decision\n\n.\n\n## Consequences\n\n### Positive\n\n- .\n\n### Negative\n\n- .\n\n### Risks\n\n- A: b\n\n## Alternatives Considered\n\n### None\n\nToo few.\n",
        ),
        (
            "design/0001-threads.md",
            "# ADR-0001: Use threads\n\n## Status\n\nAccepted\n\n## Context\n\n.\n\n## Decision\n\n.\n\n## Consequences\n\n### Positive\n\n- .\n\n### Negative\n\n- .\n\n### Risks\n\n- A: b\n\n## Alternatives Considered\n\n### None\n\nToo few.\n",
        ),
        ("docs/adr/records/0001-files.md", old),
        ("docs/adr/records/0002-redb.md", new),
        ("docs/adr/records/img/a.png", "png"),
        ("docs/adr/notes/Über uns.md", "# Us\n\n## Why\n\nText.\n"),
    ])
}

/// One run of one job.
struct Run<'a> {
    fixture: &'a Fixture,
    /// Holds the commands that the steps find.
    bin: PathBuf,
    workflow: &'a Value,
    /// The ids of the steps so far.
    ids: Vec<String>,
    has_failed: bool,
    output: String,
    /// What was uploaded.
    artifact: Option<PathBuf>,
}

impl Run<'_> {
    /// Runs every step as GitHub would, without its actions.
    fn all(&mut self) {
        let jobs = self.workflow["jobs"].as_object().expect("jobs");
        for job in jobs.values() {
            assert_eq!(job["runs-on"], "ubuntu-latest");
            for step in job["steps"].as_array().expect("steps") {
                self.step(step);
            }
            // What deploys says where to.
            if let Some(url) = job["environment"]["url"].as_str() {
                self.filled(url);
            }
        }
    }

    fn step(&mut self, step: &Value) {
        let runs = match step["if"].as_str() {
            None | Some("steps.cache.outputs.cache-hit != 'true'") => !self.has_failed,
            Some("failure()") => self.has_failed,
            Some(other) => panic!("{other}"),
        };
        if !runs {
            return;
        }
        self.ids.extend(step["id"].as_str().map(str::to_owned));
        match (step["uses"].as_str(), step["run"].as_str()) {
            (Some(action), None) => self.action(action, step),
            (None, Some(script)) => self.script(script, &step["env"]),
            _ => panic!("{step}"),
        }
    }

    fn action(&mut self, action: &str, step: &Value) {
        assert!(ACTIONS.contains(&action), "{action}");
        if action.contains("upload-pages") {
            let path = step["with"]["path"].as_str().expect("a path");
            self.artifact = Some(self.fixture.path(path));
        }
        if action.contains("deploy") {
            let permissions = &self.workflow["permissions"];
            assert_eq!(
                (&permissions["pages"], &permissions["id-token"]),
                (&"write".into(), &"write".into())
            );
            assert!(self.artifact.is_some(), "nothing was uploaded before");
        }
        if let Some(key) = step["with"]["key"].as_str() {
            self.filled(key);
        }
    }

    fn script(&mut self, script: &str, env: &Value) {
        let binary = command(self.fixture.root(), &[]);
        let mut bash = Command::new("bash");
        bash.args(["-e", "-c", &self.filled(script)]).current_dir(self.fixture.root());
        for (name, value) in binary.get_envs() {
            assert!(value.is_none(), "{}", name.display());
            bash.env_remove(name);
        }
        let path = std::env::var_os("PATH").unwrap();
        let folders = [self.bin.clone()].into_iter().chain(std::env::split_paths(&path));
        bash.env("PATH", std::env::join_paths(folders).unwrap());
        for env in [&self.workflow["env"], env] {
            for (name, value) in env.as_object().into_iter().flatten() {
                bash.env(name, self.filled(value.as_str().expect("a text")));
            }
        }
        let Output { status, stdout, stderr } = bash.output().expect("bash runs");
        for text in [stdout, stderr] {
            self.output.push_str(&String::from_utf8(text).expect("text"));
        }
        self.has_failed |= !status.success();
    }

    /// The text with GitHub's expressions replaced by what they come to.
    fn filled(&self, text: &str) -> String {
        let expression = Regex::new(r"\$\{\{ ([^}]*) \}\}").unwrap();
        let value = |found: &Captures<'_>| {
            if let Some(step) = found[1].strip_prefix("steps.") {
                let id = step.split('.').next().unwrap().to_owned();
                assert!(self.ids.contains(&id), "no step `{id}` before `{text}`");
            }
            match &found[1] {
                "github.server_url" => "https://github.com".to_owned(),
                "github.repository" => "owner/repository".to_owned(),
                "github.ref_name" => "main".to_owned(),
                "runner.os" => "Linux".to_owned(),
                "runner.arch" => "X64".to_owned(),
                "steps.pages.outputs.base_path" => "/repository".to_owned(),
                "steps.deployment.outputs.page_url" => {
                    "https://owner.github.io/repository/".to_owned()
                }
                other => match other.strip_prefix("env.").map(|name| &self.workflow["env"][name]) {
                    Some(Value::String(value)) => value.clone(),
                    _ => panic!("what is `{other}`?"),
                },
            }
        };
        expression.replace_all(text, value).into_owned()
    }
}

/// Runs a workflow of the guide; none where it needs mdBook, and `tests/run` is not there to provide it.
fn run<'a>(fixture: &'a Fixture, workflow: &'a Value) -> Option<Run<'a>> {
    let bin = fixture.path("bin");
    // What is installed is there already; what would be, is printed.
    fixture.write("bin/cargo", "#!/bin/sh\necho \"cargo $*\"\n");
    let own = Path::new(env!("CARGO_BIN_EXE_mdbook-adr"));
    std::os::unix::fs::symlink(own, bin.join("mdbook-adr")).unwrap();
    std::fs::set_permissions(
        bin.join("cargo"),
        std::os::unix::fs::PermissionsExt::from_mode(0o755),
    )
    .unwrap();
    if workflow.to_string().contains("mdbook build") {
        std::os::unix::fs::symlink(mdbook("0.5.4")?, bin.join("mdbook")).unwrap();
    }
    let mut run = Run {
        fixture,
        bin,
        workflow,
        ids: Vec::new(),
        has_failed: false,
        output: String::new(),
        artifact: None,
    };
    run.all();
    Some(run)
}

#[test]
fn every_workflow_for_pages_publishes_a_site_that_is_right_below_a_path() {
    let workflows = workflows("publishing");
    assert_eq!(workflows.len(), 3);
    for workflow in &workflows {
        let fixture = project();
        let Some(run) = run(&fixture, workflow) else {
            eprintln!("the workflow with mdbook: left to tests/run, which has it");
            continue;
        };
        assert!(!run.has_failed, "{}", run.output);
        installs_what_it_says(&run.output);
        let site = run.artifact.expect("a site");
        let found = pages(&site);
        assert!(found.contains_key("index.html"), "{}", run.output);
        assert_eq!(faults(&site, "/repository/"), Vec::<String>::new());
        assert_eq!(found["404.html"].base.as_deref(), Some("/repository/"));
        edit_links_lead_to_the_sources(&fixture, &found);
    }
}

fn installs_what_it_says(output: &str) {
    let own = format!("cargo install mdbook-adr --locked --version {}", env!("CARGO_PKG_VERSION"));
    assert!(output.lines().any(|line| line.starts_with(&own)), "{own} in {output}");
    let strange =
        output.lines().filter(|line| line.starts_with("cargo ") && !line.contains(" --locked "));
    assert_eq!(strange.count(), 0, "{output}");
}

fn edit_links_lead_to_the_sources(
    fixture: &Fixture,
    found: &BTreeMap<String, crate::published::Page>,
) {
    let mut edits = BTreeMap::new();
    for (path, page) in found {
        if let Some(link) = &page.edit {
            let link = link.strip_prefix(HOST).unwrap_or_else(|| panic!("{link}"));
            let file = resolved("", link);
            let file = file.strip_prefix("/edit/main/").expect("a file of the branch").to_owned();
            assert!(fixture.path(&file).is_file(), "{path}: {file}");
            edits.insert(path.as_str(), file);
        }
    }
    let expected: &[(&str, &str)] = if found.contains_key("notes/Über uns.html") {
        &[
            ("notes/Über uns.html", "docs/adr/notes/Über uns.md"),
            ("records/0001-files.html", "docs/adr/records/0001-files.md"),
            ("records/0002-redb.html", "docs/adr/records/0002-redb.md"),
        ]
    } else {
        &[
            ("index.html", "src/README.md"),
            ("records/0001-threads.html", "design/0001-threads.md"),
            ("records/0002-tasks.html", "src/records/0002-tasks.md"),
            ("records/index.html", "src/records/README.md"),
        ]
    };
    let expected: BTreeMap<&str, String> =
        expected.iter().map(|(page, file)| (*page, (*file).to_owned())).collect();
    assert_eq!(edits, expected);
}

#[test]
fn the_check_on_pull_requests_passes_what_is_right_and_marks_what_is_not() {
    let workflows = workflows("ci");
    let [workflow] = &workflows[..] else { panic!("one workflow") };
    assert!(workflow["on"]["pull_request"]["paths"].is_array(), "{workflow}");
    let fixture = project();
    let passed = run(&fixture, workflow).expect("it needs no mdBook");
    assert!(!passed.has_failed, "{}", passed.output);
    installs_what_it_says(&passed.output);
    let fixture = project();
    let record = fixture.read("src/records/0002-tasks.md");
    fixture
        .write("src/records/0002-tasks.md", &record.replace("0001-threads.md", "0009-threads.md"));
    let failed = run(&fixture, workflow).expect("it needs no mdBook");
    assert!(failed.has_failed, "{}", failed.output);
    let annotation = "::error file=src/records/0002-tasks.md,line=9,";
    assert!(failed.output.contains(annotation), "{}", failed.output);
    assert!(
        failed.output.contains("--> src/records/0002-tasks.md:9:"),
        "the step for people: {}",
        failed.output
    );
}

#[test]
fn links_lead_to_the_including_page_where_the_search_names_it() {
    let fixture = project();
    let toml = fixture.read("book.toml");
    fixture.write(
        "book.toml",
        &format!(
            "{toml}[output.html.search.chapter.\"records/0001-threads.md\"]\nenable = false\n"
        ),
    );
    let built = mdbook_adr::site::build(fixture.root(), None, &[]).expect("a site");
    assert!(built.first_page.is_some());
    let edit = pages(&fixture.path("book"))["records/0001-threads.html"].edit.clone();
    assert_eq!(edit, Some(format!("{HOST}edit/main/src/records/0001-threads.md")));
}

#[test]
fn every_link_of_the_example_book_arrives_below_its_path() {
    let place = tempfile::tempdir().unwrap();
    let site = place.path().join("site");
    let built = mdbook_adr::site::build(&repository("book-example"), Some(&site), &[]);
    assert!(built.expect("a site").first_page.is_some());
    assert_eq!(faults(&site, "/mdbook-adr/"), Vec::<String>::new());
    let edits = pages(&site).into_values().filter_map(|page| page.edit);
    let files: Vec<String> = edits
        .map(|link| resolved("", link.split_once("/edit/main/").expect("a branch").1))
        .map(|file| file.trim_start_matches('/').to_owned())
        .collect();
    assert!(files.len() > 50, "{}", files.len());
    let gone: Vec<&String> = files.iter().filter(|file| !repository(file).is_file()).collect();
    assert_eq!(gone, Vec::<&String>::new());
}
