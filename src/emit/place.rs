//! A place of a finding in a terminal: where it is, its source lines, and what of them is underlined.

use super::palette;
use super::sink::{Line, Sink, flowing};
use super::snippet::{self, Row};
use super::terminal::TerminalOptions;
use super::wording::{count, section};
use super::wrap::shorten;
use crate::finding::Label;
use anstyle::Style;
use std::io;

/// The column of line numbers.
pub(crate) struct Gutter {
    /// Digits of the longest line number.
    pub(crate) digits: usize,
}

impl Gutter {
    /// What stands in front of a line.
    fn bar(&self, number: &str) -> String {
        format!("{number:>width$} │ ", width = self.digits)
    }
}

/// What matched words are underlined with.
pub(crate) struct Mark {
    /// The character, once per column.
    pub(crate) sign: &'static str,
    /// The style of the words and of the line below them.
    pub(crate) style: Style,
}

/// A label: its place, then the source lines with what matters underlined.
pub(crate) fn place(
    label: &Label,
    title: &str,
    mark: Mark,
    gutter: &Gutter,
    options: &TerminalOptions,
    sink: &mut Sink,
) -> io::Result<()> {
    let (line, column) = snippet::matched_start(label);
    let arrow = format!("{}--> ", " ".repeat(gutter.digits));
    let mut head = Line::default().put(palette::GUTTER, &arrow).plainly(&format!("{}:{line}:{column}", label.path));
    if let Some(note) = &label.note {
        head = head.plainly(" · ").put(mark.style, &flowing(note));
    }
    let used = head.width();
    let section = section(label, title);
    if !section.is_empty() && used + 12 < options.width {
        head = head.put(palette::QUIET, &shorten(&format!(" · {section}"), options.width - used));
    }
    sink.line(head)?;

    let (rows, more) = snippet::rows(label, options.width.saturating_sub(gutter.digits + 3));
    if rows.is_empty() {
        return Ok(());
    }
    let bar = gutter.bar("");
    sink.line(Line::default().put(palette::GUTTER, &bar))?;
    for row in &rows {
        source_line(row, &mark, gutter, sink)?;
    }
    if more > 0 {
        let more = format!("… and {} more", count(more, "line"));
        sink.line(Line::default().put(palette::GUTTER, &bar).put(palette::QUIET, &more))?;
    }
    sink.line(Line::default().put(palette::GUTTER, &bar))
}

/// A source line and, below it, what is underlined.
pub(crate) fn source_line(row: &Row, mark: &Mark, gutter: &Gutter, sink: &mut Sink) -> io::Result<()> {
    let number = gutter.bar(&row.number.to_string());
    sink.line(
        Line::default()
            .put(palette::GUTTER, &number)
            .plainly(&row.before)
            .put(mark.style, &row.matched)
            .plainly(&row.after),
    )?;
    let (indent, length) = row.underline();
    let under = Line::default().put(palette::GUTTER, &gutter.bar("")).plainly(&" ".repeat(indent));
    sink.line(under.put(mark.style, &mark.sign.repeat(length)))
}
