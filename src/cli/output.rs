//! The way to standard output: buffered, styled if the stream can be, and without a panic when it is closed.

use std::io::{self, BufWriter, Write};

use anstream::stream::{AsLockedWrite, RawStream};
use anyhow::Context as _;

use crate::report::Style;

/// Hands standard output to `write`. A reader that stops reading early has what it wanted: that is no error.
pub fn print(write: impl FnOnce(&mut dyn Write, Style) -> io::Result<()>) -> anyhow::Result<()> {
    let style = Style::of(&io::stdout());
    let mut out = BufWriter::new(stream(io::stdout(), style));
    match write(&mut out, style).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written.context("failed to write to standard output"),
    }
}

/// A stream that takes text of that style. Old Windows consoles need to be told.
pub fn stream<S: RawStream + AsLockedWrite + 'static>(raw: S, style: Style) -> Box<dyn Write> {
    match style {
        Style::Plain => Box::new(raw),
        Style::Styled => Box::new(anstream::AutoStream::always(raw)),
    }
}
