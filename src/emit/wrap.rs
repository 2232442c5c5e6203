//! Running text → lines of a given width. Widths are columns of a terminal, not bytes and not characters.

use super::sink::flowing;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns below which wrapping would help nobody.
const NARROWEST: usize = 20;

/// The words of a text on as many lines as needed, each at most `width` columns; one line at least. The text is made
/// visible first, and a word wider than a line is broken.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    wrap_behind(0, text, width)
}

/// The same, when `used` columns of the first line are taken.
pub(crate) fn wrap_behind(mut used: usize, text: &str, width: usize) -> Vec<String> {
    let width = width.max(NARROWEST);
    let mut lines = vec![String::new()];
    let mut first_word = true;
    for word in flowing(text).split(' ').filter(|word| !word.is_empty()) {
        let mut room = word.width();
        let space = usize::from(!first_word);
        if used + space + room <= width {
            push(&mut lines, &" "[..space]);
            used += space;
        } else if used > 0 {
            lines.push(String::new());
            used = 0;
        }
        first_word = false;
        if room <= width {
            push(&mut lines, word);
            used += room;
            continue;
        }
        for character in word.chars() {
            room = character.width().unwrap_or(0);
            if used + room > width {
                lines.push(String::new());
                used = 0;
            }
            push(&mut lines, character.encode_utf8(&mut [0; 4]));
            used += room;
        }
    }
    lines
}

/// The text made visible and, when it is wider than `width`, cut at its end with an ellipsis.
pub(crate) fn shorten(text: &str, width: usize) -> String {
    let text = flowing(text);
    if text.width() <= width {
        return text;
    }
    let mut short = String::new();
    let mut used = 1;
    for character in text.chars() {
        used += character.width().unwrap_or(0);
        if used > width {
            break;
        }
        short.push(character);
    }
    format!("{}…", short.trim_end())
}

fn push(lines: &mut [String], text: &str) {
    lines.last_mut().expect("there is always a line").push_str(text);
}
