//! Books and folders for one test each.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// A folder that goes when the test ends.
pub(crate) struct Fixture {
    folder: TempDir,
}

impl Fixture {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let fixture = Self { folder: TempDir::new().expect("a temporary folder") };
        for (path, text) in files {
            fixture.write(path, text);
        }
        fixture
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    #[expect(clippy::disallowed_methods, reason = "a test writes its own input")]
    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }

    #[expect(clippy::disallowed_methods, reason = "a test reads what was made of its input")]
    pub(crate) fn read(&self, path: &str) -> String {
        let path = self.path(path);
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    #[cfg(feature = "site")]
    #[expect(clippy::disallowed_methods, reason = "a test looks at what was made of its input")]
    pub(crate) fn has(&self, path: &str) -> bool {
        self.path(path).exists()
    }

    /// Every file below a folder with its bytes, to see that nothing was changed.
    #[expect(clippy::disallowed_methods, reason = "a test looks at what was made of its input")]
    pub(crate) fn all(&self, folder: &str) -> Vec<(PathBuf, Vec<u8>)> {
        let mut found = Vec::new();
        let mut open = vec![self.path(folder)];
        while let Some(next) = open.pop() {
            for entry in std::fs::read_dir(next).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    found.push((path.clone(), std::fs::read(path).expect("a file")));
                }
            }
        }
        found.sort();
        found
    }
}

/// A book with a record out of force, its successor, a page of requirements, and a record from outside its sources.
pub(crate) fn book(toml: &str) -> Fixture {
    Fixture::new(&[
        // Without a repository around both, the record outside would not be read.
        (".git/HEAD", ""),
        ("book/book.toml", &format!("[book]\ntitle = \"Test\"\n{toml}")),
        (
            "book/src/SUMMARY.md",
            "# Summary\n\n[Start](README.md)\n\n- [One](adr/0001-files.md)\n- [Two](adr/0002-redb.md)\n  - [Out](out.md)\n- [Draft]()\n- [Requirements](req.md)\n",
        ),
        ("book/src/README.md", "# Start\n\nText.\n"),
        (
            "book/src/adr/0001-files.md",
            "---\nstatus: superseded by ADR-0002\ndate: 2024-01-31\ndecision-makers: [Ann <b>, Bob]\n---\n\n# ADR-0001: Use files\n\n## Context\n\nText.\n",
        ),
        (
            "book/src/adr/0002-redb.md",
            "# ADR-0002: Use redb\n\nDate: 2024-02-01\n\n## Status\n\nAccepted\n\nSupersedes [ADR-0001](0001-files.md).\n\n## Context\n\nText.\n",
        ),
        ("book/src/out.md", "{{#include ../../adr/0003-out.md}}\n"),
        (
            "adr/0003-out.md",
            "---\nstatus: rejected\n---\n\n# ADR-0003: Stay out\n\n## Context\n\nText.\n",
        ),
        (
            "book/src/req.md",
            "# Requirements\n\n## REQ-001: Be fast\n\n### Status\n\nAccepted\n\nIt must be fast.\n\n## REQ-002: Be small\n\n### Status\n\nDeprecated\n\nIt should be small.\n",
        ),
    ])
}
