//! Tables: aligned columns for people, CSV for spreadsheets.

use crate::emit::{csv_row, harmless};

/// Width of a table when there is no terminal to ask: nothing is cut.
const UNBOUNDED: usize = usize::MAX;
/// A flexible cell is never cut below this.
const NARROWEST: usize = 30;

/// One cell of a table for people.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    text: String,
    flexible: bool,
}

impl Cell {
    /// A cell that is shown whole.
    pub(super) fn fixed(text: String) -> Self {
        Self { text: harmless(&text), flexible: false }
    }

    /// A cell that is cut where the line ends.
    pub(super) fn flexible(text: String) -> Self {
        Self { text: harmless(&text), flexible: true }
    }
}

/// A table for people: header, aligned rows, and a closing line that says how many there are.
pub(super) fn text(header: &[&str], rows: Vec<Vec<Cell>>, width: Option<usize>, closing: &str) -> String {
    let width = width.unwrap_or(UNBOUNDED);
    let mut widths: Vec<usize> = header.iter().map(|title| title.len()).collect();
    for row in &rows {
        for (column, cell) in row.iter().enumerate() {
            widths[column] = widths[column].max(cell.text.chars().count());
        }
    }
    let mut out = String::new();
    let titles = header.iter().map(|title| Cell::flexible((*title).to_owned())).collect();
    for row in std::iter::once(titles).chain(rows) {
        let mut line = String::new();
        let last = row.len() - 1;
        for (column, cell) in row.iter().enumerate() {
            let room = width.saturating_sub(line.chars().count()).max(NARROWEST);
            let shown = if cell.flexible && column == last { cut(&cell.text, room) } else { cell.text.clone() };
            line.push_str(&shown);
            if column < last {
                let padding = widths[column].saturating_sub(shown.chars().count()) + 2;
                line.extend(std::iter::repeat_n(' ', padding));
            }
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out.push_str(&format!("\n{closing}\n"));
    out
}

fn cut(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
        return text.to_owned();
    }
    let mut cut: String = text.chars().take(room - 1).collect();
    cut.push('…');
    cut
}

/// Comma-separated values (RFC 4180); a cell that a spreadsheet would run as a formula gets an apostrophe in front.
pub(super) fn csv(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut out = String::new();
    let header = header.iter().map(|title| (*title).to_owned()).collect();
    for row in std::iter::once(header).chain(rows) {
        out.push_str(&csv_row(&row));
    }
    out
}
