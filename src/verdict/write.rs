//! One verdict → the lines of its entry. Texts of people and of policies go in single quotes, on one line each.

use super::Verdict;
use super::load::FIELDS;
use crate::finding::Label;
use crate::yaml::{one_line, plain, quoted};

/// Characters of a quote that are kept.
const MOST_QUOTED: usize = 100;
/// Of these, characters in front of the words that gave the rule away, when the rule is longer.
const QUOTED_BEFORE: usize = 20;

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
