//! Books through the real mdBook, in both versions that are supported.

use std::path::PathBuf;
use std::process::{Command, Output};

use crate::fixture::{Fixture, book};

/// Runs the test with each mdBook, where `tests/run` has installed them.
#[expect(clippy::print_stderr, reason = "a test that does not run says so")]
fn each_mdbook(test: &str, run: impl Fn(&MdBook)) {
    for version in ["0.4.52", "0.5.4"] {
        let Some(binary) = mdbook(version) else {
            eprintln!("{test}: left to tests/run, which has mdBook");
            return;
        };
        run(&MdBook { version, binary });
    }
}

struct MdBook {
    version: &'static str,
    binary: PathBuf,
}

/// Where `tests/run` has installed a version; none where that did not start the tests.
pub(crate) fn mdbook(version: &str) -> Option<PathBuf> {
    std::env::var_os("MDBOOK_ADR_TEST_MDBOOK")?;
    let cache =
        std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let cache = cache
        .unwrap_or_else(|| PathBuf::from(std::env::var_os("HOME").expect("HOME")).join(".cache"));
    Some(cache.join(format!("mdbook-adr/mdbook-{version}/bin/mdbook")))
}

impl MdBook {
    fn build(&self, fixture: &Fixture) -> Output {
        let mut command = Command::new(&self.binary);
        command.arg("build").arg(fixture.path("book"));
        for (key, _) in std::env::vars_os() {
            // mdBook takes every such variable for configuration.
            if key.to_string_lossy().starts_with("MDBOOK") {
                command.env_remove(key);
            }
        }
        command.output().expect("mdBook runs")
    }

    fn site(&self, fixture: &Fixture) -> String {
        let output = self.build(fixture);
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "mdBook {}: {errors}", self.version);
        assert!(
            !errors.contains("WARN") && !errors.contains("ERROR"),
            "mdBook {}: {errors}",
            self.version
        );
        errors
    }
}

fn preprocessor(more: &str) -> String {
    format!("[preprocessor.adr]\ncommand = '{}'\n{more}", env!("CARGO_BIN_EXE_mdbook-adr"))
}

/// The page inside mdBook's frame.
fn main_of(page: &str) -> &str {
    let start = page.find("<main>").expect("a main part");
    &page[start..page.find("</main>").expect("its end")]
}

#[test]
fn pages_say_what_is_in_force_in_any_order_of_preprocessors() {
    each_mdbook("pages_say_what_is_in_force", |mdbook| {
        for order in
            ["", "after = [\"links\"]\n", "before = [\"links\"]\n", "before = [\"index\"]\n"]
        {
            let fixture = book(&preprocessor(order));
            mdbook.site(&fixture);
            let old = fixture.read("book/book/adr/0001-files.html");
            let old = main_of(&old);
            for part in [
                "<a id=\"adr-0001\"></a>",
                "<span class=\"adr-badge adr-status-superseded\">Superseded</span>",
                "<strong>Superseded</strong> by <a href=\"0002-redb.html#adr-0002\">ADR-0002: Use redb</a>.</div>",
                "<dt>Decision makers</dt>",
                "<dd>Ann &lt;b",
            ] {
                assert!(old.contains(part), "mdBook {} {order:?}: {part} in {old}", mdbook.version);
            }
            assert!(!old.contains("<hr") && !old.contains("decision-makers"), "{old}");
            assert_eq!(old.matches("<style>").count(), 1);
            let new = fixture.read("book/book/adr/0002-redb.html");
            let new = main_of(&new);
            assert!(
                new.contains("adr-status-accepted\">Accepted</span>")
                    && !new.contains("<div class=\"adr-banner"),
                "{new}"
            );
            let out = fixture.read("book/book/out.html");
            let out = main_of(&out);
            assert!(out.contains("adr-status-rejected\">Rejected</span>"), "{order:?}: {out}");
            assert!(
                out.contains("ADR-0003: Stay out</a></h1>") && !out.contains("<hr"),
                "{order:?}: {out}"
            );
            let requirements = fixture.read("book/book/req.html");
            assert_eq!(
                main_of(&requirements).matches("class=\"adr-state\"").count(),
                2,
                "{requirements}"
            );
            assert!(
                !main_of(&fixture.read("book/book/index.html")).contains("adr-b"),
                "an ordinary page stays as it is"
            );
        }
    });
}

#[test]
fn other_outputs_get_plain_markdown_and_the_checkers_the_source() {
    each_mdbook("other_outputs_get_plain_markdown", |mdbook| {
        let outputs = "[output.html]\n[output.dump]\ncommand = \"sh -c 'cat > dump.json'\"\n\
                       [output.linkcheck]\ncommand = \"sh -c 'cat > dump.json'\"\n";
        let fixture = book(&format!("{outputs}{}", preprocessor("after = [\"links\"]\n")));
        mdbook.site(&fixture);
        assert!(
            fixture.read("book/book/html/adr/0001-files.html").contains("adr-status-superseded")
        );
        let dump = fixture.read("book/book/dump/dump.json");
        assert!(dump.contains("> **Superseded** by [ADR-0002: Use redb](0002-redb.md)."), "{dump}");
        assert!(!dump.contains("<div") && !dump.contains("status: superseded"), "{dump}");
        let source = fixture.read("book/book/linkcheck/dump.json");
        assert!(
            source.contains("status: superseded by ADR-0002") && !source.contains("**Superseded**"),
            "{source}"
        );
    });
}

#[test]
fn a_build_that_fails_leaves_the_old_site() {
    each_mdbook("a_build_that_fails", |mdbook| {
        let fixture = book(&preprocessor(""));
        mdbook.site(&fixture);
        let before = fixture.all("book/book");
        fixture.write(
            "book/book.toml",
            &format!("[book]\ntitle = \"Test\"\n{}", preprocessor("links = \"none\"\n")),
        );
        let output = mdbook.build(&fixture);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(101), "{errors}");
        assert!(errors.contains(" --> book.toml:5:9\n"), "{errors}");
        assert!(fixture.all("book/book") == before);
    });
}

#[test]
fn a_finding_that_denies_fails_the_build_and_is_said_once() {
    each_mdbook("a_finding_that_denies", |mdbook| {
        let outputs = "[output.html]\n[output.dump]\ncommand = \"sh -c 'cat > dump.json'\"\n";
        let fixture = book(&format!("{outputs}{}", preprocessor("")));
        mdbook.site(&fixture);
        let before = fixture.all("book/book");
        for name in ["0001-files", "0002-redb"] {
            let path = format!("book/src/adr/{name}.md");
            fixture
                .write(&path, &format!("{}\nSee [ADR-0009](0009-gone.md).\n", fixture.read(&path)));
        }
        let output = mdbook.build(&fixture);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(101), "{errors}");
        assert_eq!(errors.matches("[broken-reference]").count(), 2, "{errors}");
        assert!(fixture.all("book/book") == before);
    });
}
