//! Where a finding's matched words stand, counted as each format wants it: characters, UTF-16 units, or bytes.

use super::snippet::matched_places;
use crate::finding::Label;

/// First place and place one past the end; lines and columns count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Region {
    pub(crate) start: Place,
    pub(crate) end: Place,
}

/// A line, and a column counted in some unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// What a column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Characters, as people count.
    Characters,
    /// Units of UTF-16, as SARIF and editors count.
    Utf16,
    /// Bytes of UTF-8, as reviewdog counts.
    Bytes,
}

impl Region {
    /// The region of a label's matched words.
    pub(crate) fn of(label: &Label, unit: Unit) -> Self {
        let (start, end) = matched_places(label);
        let place = |(line, characters): (usize, usize)| {
            let text = label.lines.iter().find(|(number, _)| *number == line).map_or("", |(_, text)| text.as_str());
            let before = text.chars().take(characters);
            // A place behind the text of its line: what lies between counts one each.
            let beyond = characters - before.clone().count();
            let column = match unit {
                Unit::Characters => characters,
                Unit::Utf16 => before.map(char::len_utf16).sum::<usize>() + beyond,
                Unit::Bytes => before.map(char::len_utf8).sum::<usize>() + beyond,
            };
            Place { line, column: column + 1 }
        };
        Self { start: place(start), end: place(end) }
    }
}
