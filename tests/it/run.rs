//! Runs the binary as a user does, in a folder of its own and with a scrubbed environment.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// What a run came to.
pub(crate) struct Outcome {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// The binary, to be run in `dir`. What a machine or a CI has in its environment must not change a result.
pub(crate) fn command(dir: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mdbook-adr"));
    command
        .current_dir(dir)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        let foreign =
            ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI", "TERM"].contains(&name.as_ref());
        if foreign || name.starts_with("GITHUB_") || name.starts_with("MDBOOK_") {
            command.env_remove(name.as_ref());
        }
    }
    command
}

/// Runs a command to its end, with `input` on standard input.
pub(crate) fn finish(mut command: Command, input: &[u8]) -> Outcome {
    let mut child = command.spawn().expect("the binary was built");
    // A command that does not read its input may be gone already.
    child.stdin.take().expect("piped").write_all(input).ok();
    let output = child.wait_with_output().expect("it ends");
    Outcome {
        status: output.status.code(),
        stdout: String::from_utf8(output.stdout).expect("text"),
        stderr: String::from_utf8(output.stderr).expect("text"),
    }
}

/// `mdbook-adr ARGUMENTS` in `dir`, with an empty standard input.
pub(crate) fn run(dir: &Path, arguments: &[&str]) -> Outcome {
    finish(command(dir, arguments), b"")
}

/// A folder with these files.
pub(crate) fn folder(files: &[(&str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in files {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().expect("below the folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    dir
}
