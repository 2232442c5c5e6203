//! A label → the source lines to show, and which columns of each to underline.
//!
//! Columns are those of a terminal: wide characters take two, combining ones none, tabs reach the next multiple of four.
//! A line wider than the room is cut around its match, at spaces where that costs little.

use super::sink::{is_command, visible};
use crate::finding::Label;
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// Lines shown of one match; the rest is counted.
const MOST_LINES: usize = 6;
/// Columns between tab stops.
const TAB: usize = 4;
/// Columns that may be given up so that a cut falls on a space.
const SLACK: usize = 12;

/// One source line, ready to be shown.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// 1-based line number.
    pub(crate) number: usize,
    /// What stands before the match.
    pub(crate) before: String,
    /// The words to underline.
    pub(crate) matched: String,
    /// What stands behind the match.
    pub(crate) after: String,
}

impl Row {
    /// Columns in front of the underline, and its length; one at least, so that it is seen.
    pub(crate) fn underline(&self) -> (usize, usize) {
        (self.before.width(), self.matched.width().max(1))
    }
}

/// The source lines that hold a label's matched words, each at most `room` columns wide, and the number of further lines
/// that are not shown.
pub(crate) fn rows(label: &Label, room: usize) -> (Vec<Row>, usize) {
    let (start, end) = matched_places(label);
    let rows = label.lines.iter().take(MOST_LINES).map(|(number, text)| {
        let blank = text.len() - text.trim_start().len();
        let from = if *number == start.0 { byte_of(text, start.1) } else { blank };
        let to = if *number == end.0 { byte_of(text, end.1) } else { text.trim_end().len() };
        row(*number, text, from..to.max(from), room.max(8))
    });
    (rows.collect(), label.lines.len().saturating_sub(MOST_LINES))
}

/// Line and column of the first matched character, both 1-based; the column counts characters.
pub(crate) fn matched_start(label: &Label) -> (usize, usize) {
    let ((line, characters), _) = matched_places(label);
    (line, characters + 1)
}

/// Line (1-based) and characters in front (0-based) of the start and the end of the matched words.
pub(crate) fn matched_places(label: &Label) -> ((usize, usize), (usize, usize)) {
    let place = |byte: usize| {
        let mut byte = byte.saturating_sub(label.span.start).min(label.quote.len());
        while !label.quote.is_char_boundary(byte) {
            byte -= 1;
        }
        let lead = &label.quote[..byte];
        match lead.rfind('\n') {
            Some(at) => (label.start.line + lead.matches('\n').count(), lead[at + 1..].chars().count()),
            None => (label.start.line, label.start.column.saturating_sub(1) + lead.chars().count()),
        }
    };
    (place(label.matched.start), place(label.matched.end))
}

fn byte_of(text: &str, characters: usize) -> usize {
    text.char_indices().nth(characters).map_or(text.len(), |(byte, _)| byte)
}

/// What is put on the screen in one piece, and its width in columns.
struct Cell {
    text: String,
    width: usize,
    byte: usize,
}

/// One source line, cut to `room` columns around the matched bytes.
pub(crate) fn row(number: usize, text: &str, matched: Range<usize>, room: usize) -> Row {
    let cells = cells(text);
    let index_of = |byte: usize| cells.partition_point(|cell| cell.byte < byte);
    let matched = index_of(matched.start)..index_of(matched.end);
    let shown = window(&cells, &matched, room);
    let piece = |range: Range<usize>| {
        let range = range.start.clamp(shown.start, shown.end)..range.end.clamp(shown.start, shown.end);
        cells[range].iter().map(|cell| cell.text.as_str()).collect::<String>()
    };
    let mut before = piece(0..matched.start);
    let mut after = piece(matched.end..cells.len());
    if shown.start > 0 {
        before.insert(0, '…');
    }
    if shown.end < cells.len() {
        after.truncate(after.trim_end().len());
        after.push('…');
    }
    Row { number, before, matched: piece(matched), after }
}

fn cells(text: &str) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    let mut column = 0;
    for (byte, character) in text.char_indices() {
        let shown = match character {
            '\t' => " ".repeat(TAB - column % TAB),
            // A space breaks what a build server would take for a command.
            '#' if text[..byte].ends_with('#') && is_command(&text[byte - 1..]) => " #".to_owned(),
            _ => visible(character.encode_utf8(&mut [0; 4])).into_owned(),
        };
        let width = shown.width();
        match cells.last_mut() {
            Some(last) if width == 0 || last.text.ends_with('\u{200d}') => {
                last.text.push_str(&shown);
                column -= last.width;
                last.width = last.text.width();
                column += last.width;
            }
            _ => {
                cells.push(Cell { text: shown, width, byte });
                column += width;
            }
        }
    }
    cells
}

/// The cells to show: all of them if they fit, else as many as fit around the start of the match.
fn window(cells: &[Cell], matched: &Range<usize>, room: usize) -> Range<usize> {
    let width = |range: Range<usize>| cells[range].iter().map(|cell| cell.width).sum::<usize>();
    if width(0..cells.len()) <= room {
        return 0..cells.len();
    }
    let room = room - 2;
    let matched_width = width(matched.clone()).min(room);
    let mut start = backwards(cells, matched.start, (room - matched_width) / 2);
    let end = forwards(cells, start, room);
    if end == cells.len() {
        start = backwards(cells, end, room).min(matched.start);
    }
    let is_space = |index: usize| cells[index].text == " ";
    if start > 0 {
        let mut later = start..matched.start.min(start + SLACK);
        start = later.find(|&index| index > 0 && is_space(index - 1)).unwrap_or(start);
    }
    let end = forwards(cells, start, room);
    let mut earlier = (matched.end.max(end.saturating_sub(SLACK))..end).rev();
    let end = if end < cells.len() { earlier.find(|&index| is_space(index)).unwrap_or(end) } else { end };
    start..end
}

/// The first cell of the run that ends before `end` and takes at most `room` columns.
fn backwards(cells: &[Cell], end: usize, mut room: usize) -> usize {
    let mut start = end;
    while start > 0 && cells[start - 1].width <= room {
        start -= 1;
        room -= cells[start].width;
    }
    start
}

/// One past the last cell of the run that begins at `start` and takes at most `room` columns.
fn forwards(cells: &[Cell], start: usize, mut room: usize) -> usize {
    let mut end = start;
    while end < cells.len() && cells[end].width <= room {
        room -= cells[end].width;
        end += 1;
    }
    end
}
