//! Door to the keyboard: single keys where a person sits at a terminal, lines where the answers come through a pipe.

use crate::emit::harmless;
use console::{Key, Term};
use std::io::{self, BufRead, IsTerminal, Write};

/// Asks questions on standard output and takes the answers from standard input.
#[derive(Debug)]
pub(super) struct Asker {
    terminal: Option<Term>,
}

impl Asker {
    /// Single keys need a terminal on both sides.
    pub(super) fn new() -> Self {
        let attended = io::stdin().is_terminal() && io::stdout().is_terminal();
        Self { terminal: attended.then(Term::stdout) }
    }

    /// Shows a text as it is.
    pub(super) fn show(&self, text: &str) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())?;
        out.flush()
    }

    /// Empties the screen, so that the next finding stands alone on it.
    pub(super) fn clear(&self) -> io::Result<()> {
        self.terminal.as_ref().map_or(Ok(()), Term::clear_screen)
    }

    /// Asks for one letter; nothing when there are no more answers (end of input, Ctrl-C, Ctrl-D).
    pub(super) fn letter(&self, question: &str) -> io::Result<Option<char>> {
        self.show(question)?;
        let Some(terminal) = &self.terminal else {
            // A line that is more than one letter was meant for another question: nothing is guessed from it.
            let only = |line: String| line.parse::<char>().unwrap_or(' ');
            return Ok(self.line("")?.map(only));
        };
        let letter = match terminal.read_key_raw() {
            Ok(Key::Char('\u{4}')) | Ok(Key::CtrlC) => None,
            Ok(Key::Char(letter)) => Some(letter),
            Ok(Key::ArrowLeft) => Some('b'),
            Ok(Key::ArrowRight) => Some('s'),
            Ok(_) => Some(' '),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => None,
            Err(error) => return Err(error),
        };
        let echo = letter.filter(char::is_ascii_graphic).map_or_else(String::new, String::from);
        self.show(&format!("{echo}\n"))?;
        Ok(letter)
    }

    /// Asks for a line of text; nothing when there are no more answers.
    pub(super) fn line(&self, question: &str) -> io::Result<Option<String>> {
        self.show(question)?;
        let mut line = Vec::new();
        let read = io::stdin().lock().read_until(b'\n', &mut line)?;
        let line = String::from_utf8_lossy(&line).trim().to_owned();
        // A terminal shows what is typed; a record of piped answers shall show them too.
        if self.terminal.is_none() {
            self.show(&format!("{}\n", harmless(&line)))?;
        }
        Ok((read > 0).then_some(line))
    }
}
