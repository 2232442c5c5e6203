//! What is said to a person on standard error: errors with their place, and a progress bar on long work.

use crate::error::Error;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, Write};

/// Work on fewer files than this is over before a bar is of use.
const LONG_WORK: usize = 200;

/// Shows errors: message, place, the line with the place underlined, and what to do.
pub(super) fn show_errors(errors: &[Error]) {
    let mut out = std::io::stderr().lock();
    let color = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    // Nobody is left to tell when standard error is gone.
    let _ = out.write_all(crate::emit::errors(errors, color, width().unwrap_or(100).clamp(40, 140)).as_bytes());
}

/// Width of the terminal in columns; none when there is no terminal.
pub(super) fn width() -> Option<usize> {
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
}

/// A progress bar over files: only on a terminal, and only when there are many.
pub(super) struct Progress(Option<ProgressBar>);

impl Progress {
    /// A bar for so many files.
    pub(super) fn new(files: usize) -> Self {
        if files < LONG_WORK || !std::io::stderr().is_terminal() {
            return Self(None);
        }
        let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::stderr_with_hz(10));
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} documents, {eta} left");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self(Some(bar))
    }

    /// One file is done.
    pub(super) fn step(&self) {
        if let Some(bar) = &self.0 {
            bar.inc(1);
        }
    }

    /// All files are done: the bar goes.
    pub(super) fn finish(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
