//! Whether output is coloured: decided once for each stream, from the stream and the environment.

use anstream::stream::RawStream;
use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Effects};

/// Plain text, or text with ANSI styles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// Not one escape sequence.
    #[default]
    Plain,
    /// Coloured as rustc does it.
    Styled,
}

impl Style {
    /// The style for a stream: styled on a terminal. `CLICOLOR_FORCE` styles a pipe too, and `NO_COLOR` wins over it.
    pub fn of<S: RawStream>(stream: &S) -> Self {
        Self::from_flag(AutoStream::choice(stream) != ColorChoice::Never)
    }

    /// `Styled` for true.
    pub fn from_flag(styled: bool) -> Self {
        if styled { Self::Styled } else { Self::Plain }
    }

    /// `text` in bold red, as the word in front of an error.
    pub fn error(self, text: &str) -> String {
        self.paint(AnsiColor::BrightRed.on_default().effects(Effects::BOLD), text)
    }

    /// `text` in bold, as a headline.
    pub fn bold(self, text: &str) -> String {
        self.paint(anstyle::Style::new().effects(Effects::BOLD), text)
    }

    fn paint(self, style: anstyle::Style, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Styled => format!("{style}{text}{style:#}"),
        }
    }
}
