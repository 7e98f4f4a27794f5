//! One line on the terminal that says what is being done, where that takes long; it is gone when all is done.

use std::ffi::OsStr;
use std::io::{self, IsTerminal as _, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Nobody has to be told about anything shorter.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often the seconds are counted up.
const BEAT: Duration = Duration::from_secs(1);

/// What is being done, on a terminal; nothing anywhere else. Ends, and takes its line away, when it is dropped.
pub struct Progress {
    line: Arc<Mutex<Line<io::Stderr>>>,
    told: Option<Sender<String>>,
    clock: Option<JoinHandle<()>>,
}

impl Progress {
    /// Starts to listen. A log never sees anything, and neither does a terminal that cannot take a line back.
    pub fn start() -> Self {
        let line = Arc::new(Mutex::new(Line { out: io::stderr(), is_shown: false }));
        let variable = |name| std::env::var_os(name);
        if !is_wanted(
            io::stderr().is_terminal(),
            variable("TERM").as_deref(),
            variable("CI").as_deref(),
        ) {
            return Self { line, told: None, clock: None };
        }
        let (told, hears) = channel();
        let shown = Arc::clone(&line);
        let clock = std::thread::spawn(move || follow(&hears, &shown));
        Self { line, told: Some(told), clock: Some(clock) }
    }

    /// Says what is being done from now on. Short, for it has to fit into one line.
    pub fn say(&self, what: String) {
        if let Some(told) = &self.told {
            // The clock only goes when this does.
            told.send(what).ok();
        }
    }

    /// The way to standard error for whoever writes there meanwhile.
    pub fn writer(&self) -> impl Fn() -> Over + use<> {
        let line = Arc::clone(&self.line);
        move || Over(Arc::clone(&line))
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.told.take());
        if let Some(clock) = self.clock.take() {
            // It has nothing to say any more, even if it panicked.
            clock.join().ok();
        }
    }
}

fn is_wanted(is_terminal: bool, term: Option<&OsStr>, ci: Option<&OsStr>) -> bool {
    let can_erase = term.is_some_and(|term| !term.is_empty() && term != "dumb");
    // Some systems give their jobs a terminal, and keep what is written to it.
    let is_kept = ci.is_some_and(|ci| !ci.is_empty() && ci != "false");
    is_terminal && can_erase && !is_kept
}

/// Shows what was said last until nobody says anything any more.
fn follow<W: Write>(hears: &Receiver<String>, line: &Mutex<Line<W>>) {
    let started = Instant::now();
    let mut doing = String::new();
    let lock = || line.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        let passed = started.elapsed();
        let wait = PATIENCE.checked_sub(passed).filter(|rest| !rest.is_zero()).unwrap_or(BEAT);
        match hears.recv_timeout(wait) {
            Ok(what) => doing = what,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        let passed = started.elapsed();
        if passed >= PATIENCE && !doing.is_empty() {
            lock().show(&text(&doing, passed));
        }
    }
    lock().hide();
}

/// Seconds are worth counting from the second on.
fn text(doing: &str, passed: Duration) -> String {
    match passed.as_secs() {
        0 | 1 => format!("{doing} …"),
        seconds => format!("{doing} … {seconds} s"),
    }
}

/// A line that can be taken back. The cursor stays at its start, so that others write over it.
struct Line<W> {
    out: W,
    is_shown: bool,
}

impl<W: Write> Line<W> {
    fn show(&mut self, text: &str) {
        // Whoever cannot be told does without.
        write!(self.out, "\r\x1b[K{text}\r").and_then(|()| self.out.flush()).ok();
        self.is_shown = true;
    }

    fn hide(&mut self) {
        if std::mem::take(&mut self.is_shown) {
            write!(self.out, "\r\x1b[K").and_then(|()| self.out.flush()).ok();
        }
    }
}

/// Standard error with the line out of the way.
pub struct Over(Arc<Mutex<Line<io::Stderr>>>);

impl Write for Over {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut line = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        line.hide();
        line.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_terminal_that_can_take_a_line_back_gets_one() {
        let wanted = |is_terminal, term: Option<&str>, ci: Option<&str>| {
            is_wanted(is_terminal, term.map(OsStr::new), ci.map(OsStr::new))
        };
        assert!(wanted(true, Some("xterm-256color"), None));
        assert!(wanted(true, Some("xterm-256color"), Some("")));
        assert!(!wanted(false, Some("xterm-256color"), None));
        assert!(!wanted(true, Some("dumb"), None));
        assert!(!wanted(true, None, None));
        assert!(!wanted(true, Some("xterm"), Some("true")));
    }

    #[test]
    fn a_line_is_written_over_the_last_one_and_taken_back() {
        let mut line = Line { out: Vec::new(), is_shown: false };
        line.hide();
        assert_eq!(line.out, b"", "nothing to take back");
        line.show("reading …");
        line.show("rendering 3 pages …");
        line.hide();
        line.hide();
        let out = String::from_utf8(line.out).expect("text");
        assert_eq!(out, "\r\x1b[Kreading …\r\r\x1b[Krendering 3 pages …\r\r\x1b[K");
    }

    #[test]
    fn work_that_ends_at_once_shows_nothing() {
        let (told, hears) = channel();
        told.send("reading".to_owned()).expect("a listener");
        drop(told);
        let line = Mutex::new(Line { out: Vec::new(), is_shown: false });
        follow(&hears, &line);
        assert_eq!(line.into_inner().expect("whole").out, b"");
    }

    #[test]
    fn seconds_are_said_when_there_are_some() {
        assert_eq!(text("reading", Duration::from_millis(600)), "reading …");
        assert_eq!(text("rendering 9 pages", Duration::from_secs(12)), "rendering 9 pages … 12 s");
    }
}
