//! What is said to a person on standard error: errors with their place, and a progress bar on long work.

use crate::error::Error;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

/// Work on fewer files than this is over before a bar is of use.
const LONG_WORK: usize = 200;

/// Shows errors: message, place, the line with the place underlined, and what to do.
pub(super) fn show_errors(errors: &[Error]) {
    let mut out = std::io::stderr().lock();
    let color = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    // Nobody is left to tell when standard error is gone.
    let _ = out.write_all(crate::emit::errors(errors, color, width().unwrap_or(100).clamp(40, 140)).as_bytes());
}

/// Whether `--quiet` was typed.
static QUIET: AtomicBool = AtomicBool::new(false);

/// From now on says only what went wrong.
pub(super) fn be_quiet() {
    QUIET.store(true, Ordering::Relaxed);
}

/// Whether somebody asked for little to be said.
pub(super) fn is_quiet() -> bool {
    QUIET.load(Ordering::Relaxed)
}

/// Says something that is no result, unless somebody asked for little to be said.
pub(super) fn say(text: &str) {
    if !is_quiet() {
        warn(text);
    }
}

/// Says something that people should know whatever they asked for.
pub(super) fn warn(text: &str) {
    // Nobody is left to tell when standard error is gone.
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
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
        if files < LONG_WORK || is_quiet() || !std::io::stderr().is_terminal() {
            return Self(None);
        }
        let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::stderr_with_hz(10));
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} documents, {eta} left");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self(Some(bar))
    }

    /// The same over documents that nobody has counted.
    pub(super) fn endless() -> Self {
        if is_quiet() || !std::io::stderr().is_terminal() {
            return Self(None);
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(10));
        let style = ProgressStyle::with_template("{spinner} {human_pos} documents, {per_sec}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        Self(Some(bar))
    }

    /// One file is done.
    pub(super) fn step(&self) {
        self.advance(1);
    }

    /// So many files are done.
    pub(super) fn advance(&self, files: usize) {
        if let Some(bar) = &self.0 {
            bar.inc(files as u64);
        }
    }

    /// Says something while the bar stands back.
    pub(super) fn aside(&self, say: impl FnOnce()) {
        match &self.0 {
            Some(bar) => bar.suspend(say),
            None => say(),
        }
    }

    /// All files are done: the bar goes.
    pub(super) fn finish(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
