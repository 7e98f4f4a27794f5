//! No command: mdBook's protocol on standard input and output. Findings go to standard error.

use std::io::{self, IsTerminal as _, Write as _};

use clap::CommandFactory as _;

use super::trouble::Trouble;
use super::{Cli, output};
use crate::preprocess;
use crate::report::{Style, Verdict};

/// Answers mdBook's request. An error where there was none, or where it could not be answered.
pub fn run() -> anyhow::Result<Verdict> {
    if io::stdin().is_terminal() {
        return Err(help());
    }
    // The book goes to standard output, so the findings are styled for standard error.
    let style = Style::of(&io::stderr());
    let mut errors = output::stream(io::stderr(), style);
    preprocess::run(
        &mut io::stdin().lock(),
        &mut io::stdout().lock(),
        &mut errors,
        style == Style::Styled,
    )
}

/// Whether mdBook may call for a renderer: clean for yes, which is exit status 0.
pub fn supports(renderer: &str) -> Verdict {
    if preprocess::supports(renderer) { Verdict::Clean } else { Verdict::Denied }
}

/// Somebody at a terminal wants to know what there is; waiting for a request would look like hanging.
fn help() -> anyhow::Error {
    let style = Style::of(&io::stderr());
    let help = Cli::command().render_help();
    let text = if style == Style::Styled { help.ansi().to_string() } else { help.to_string() };
    // There is nowhere left to say that standard error cannot be written.
    writeln!(output::stream(io::stderr(), style), "{text}").ok();
    let message = "no command, and no request of mdBook on standard input".to_owned();
    Trouble { message, help: Vec::new() }.into()
}
