//! One verdict → the lines of its entry. Texts of people and of policies go in single quotes, on one line each.

use super::Verdict;
use super::load::FIELDS;
use crate::finding::Label;
use std::ops::Range;

/// Characters of a quote that are kept.
const MOST_QUOTED: usize = 100;
/// Of these, characters in front of the words that gave the rule away, when the rule is longer.
const QUOTED_BEFORE: usize = 20;

/// A text as it is kept: on one line, single spaces, nothing in it that is not seen or that moves others about.
pub fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().map(|letter| if is_hidden(letter) { '\u{fffd}' } else { letter }).collect()
}

/// Enough of a rule's words to know it again.
pub fn short_quote(label: &Label) -> String {
    let whole = one_line(&label.quote);
    if whole.chars().count() <= MOST_QUOTED {
        return whole;
    }
    let byte = label.matched.start.saturating_sub(label.span.start).min(label.quote.len());
    let before = label.quote.get(..byte).map_or(0, |text| one_line(text).chars().count());
    let letters: Vec<char> = whole.chars().collect();
    let start = if before + QUOTED_BEFORE <= MOST_QUOTED { 0 } else { word_start(&letters, before - QUOTED_BEFORE) };
    let most = (start + MOST_QUOTED).min(letters.len());
    // Words are not cut, unless one alone is longer than all there is room for.
    let space = if most == letters.len() { None } else { (start + 1..=most).rev().find(|&at| letters[at] == ' ') };
    let end = space.unwrap_or(most);
    let shown: String = letters[start..end].iter().collect();
    let lead = if start > 0 { "…" } else { "" };
    let rest = if end < letters.len() { "…" } else { "" };
    format!("{lead}{}{rest}", shown.trim())
}

/// The first character of a word at or after a place.
fn word_start(letters: &[char], place: usize) -> usize {
    let found = (place..letters.len()).find(|&at| at == 0 || letters[at - 1] == ' ');
    found.unwrap_or(place.min(letters.len()))
}

/// The entry's lines, each with its line end; `indent` stands in front of the dash.
pub(super) fn entry(verdict: &Verdict, indent: &str, line_end: &str) -> String {
    let mut text = String::new();
    for (at, name) in FIELDS.into_iter().enumerate() {
        let value = match name {
            "finding" => Some(plain(&verdict.finding)),
            "lint" => Some(plain(&verdict.lint)),
            "document" => Some(plain(&verdict.document)),
            "quote" => Some(quoted(&verdict.quote)),
            "verdict" => Some(verdict.verdict.word().to_owned()),
            "reason" => verdict.reason.as_deref().map(quoted),
            "note" => verdict.note.as_deref().map(quoted),
            "by" => verdict.by.as_deref().map(plain),
            _ => Some(plain(&verdict.on)),
        };
        if let Some(value) = value {
            text.push_str(&format!("{indent}{}{name}: {value}{line_end}", if at == 0 { "- " } else { "  " }));
        }
    }
    text
}

/// A text that needs no quotes as it is; any other in quotes.
fn plain(text: &str) -> String {
    let is_safe = |letter: char| letter.is_ascii_alphanumeric() || " ./_-".contains(letter);
    let body = text.strip_prefix("f1:").unwrap_or(text).replacen('#', "", 1);
    let is_word =
        text.starts_with(|letter: char| letter.is_ascii_alphanumeric() || letter == '.') && !text.contains(" #");
    let safe = is_word && !text.ends_with(' ') && body.chars().all(is_safe) && !text.eq_ignore_ascii_case("null");
    if safe { text.to_owned() } else { quoted(text) }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Characters that the file may not hold, or that a reader of it would not see.
fn is_hidden(letter: char) -> bool {
    const HIDDEN: [Range<char>; 4] =
        ['\u{200b}'..'\u{2010}', '\u{2028}'..'\u{202f}', '\u{2060}'..'\u{2070}', '\u{fff0}'..'\u{fffc}'];
    letter.is_control()
        || matches!(letter, '\u{feff}' | '\u{ad}' | '\u{61c}' | '\u{180e}')
        || HIDDEN.iter().any(|range| range.contains(&letter))
        // Code points that are no characters, which YAML does not allow.
        || u32::from(letter) & 0xfffe == 0xfffe
        || matches!(u32::from(letter), 0xfdd0..=0xfdef | 0xe0000..=0xe007f)
}
