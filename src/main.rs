//! Arguments, then a command, then an exit status: 0 clean, 1 findings at deny level, 2 could not check.

#![forbid(unsafe_code)]

use std::process::ExitCode;

use clap::Parser as _;
use mdbook_adr::cli::{self, Cli};
use mdbook_adr::report::Verdict;

/// mdBook copies the data of all chapters for each of them, and most of that time goes into the allocator.
#[cfg(feature = "site")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(usage) => return say(&usage),
    };
    match cli::run(cli) {
        Ok(Verdict::Clean) => ExitCode::SUCCESS,
        Ok(Verdict::Denied) => ExitCode::from(1),
        Err(error) => {
            cli::trouble::print(&error);
            ExitCode::from(2)
        }
    }
}

/// What clap has to say: help and version are a success, anything else is a wrong use.
fn say(usage: &clap::Error) -> ExitCode {
    // There is nowhere left to say that a stream is closed.
    usage.print().ok();
    if usage.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS }
}
