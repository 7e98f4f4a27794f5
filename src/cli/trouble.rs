//! Why a command could not do its work, and how that is printed: `error:`, `caused by:`, `help:`.

use std::io::{self, Write};

use crate::book::LoadError;
use crate::config::nearest;
use crate::report::visible::{lines, one_line};
use crate::report::{self, Style};

/// Arguments that make no sense, with what to write instead.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Trouble {
    /// What is wrong, as a fragment.
    pub message: String,
    /// What to do, one sentence each.
    pub help: Vec<String>,
}

/// `name` is no known `what`: says so, with the nearest one, else with `otherwise`.
pub fn unknown<'w>(
    what: &str,
    name: &str,
    known: impl IntoIterator<Item = &'w str>,
    otherwise: &str,
) -> Trouble {
    let help = match nearest(name, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => otherwise.to_owned(),
    };
    Trouble { message: format!("unknown {what} `{name}`"), help: vec![help] }
}

/// Prints an error with its causes and its help to standard error.
pub fn print(error: &anyhow::Error) {
    let style = Style::of(&io::stderr());
    // There is nowhere left to say that standard error cannot be written.
    write(error, &mut super::output::stream(io::stderr(), style), style).ok();
}

fn write(error: &anyhow::Error, out: &mut dyn Write, style: Style) -> io::Result<()> {
    if let Some(LoadError::Config { path, text, error }) = error.downcast_ref() {
        return writeln!(out, "{}", report::config_error(path, text, error, style));
    }
    let message = lines(&error.to_string());
    writeln!(out, "{}{}", style.error("error"), style.bold(&format!(": {message}")))?;
    for cause in error.chain().skip(1) {
        writeln!(out, "{}: {}", style.bold("caused by"), lines(&cause.to_string()))?;
    }
    let help =
        error.downcast_ref::<Trouble>().map(|trouble| trouble.help.as_slice()).unwrap_or_default();
    for help in help {
        writeln!(out, "{}: {}", style.bold("help"), one_line(help))?;
    }
    Ok(())
}
