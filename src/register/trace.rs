//! Where a document names bends outside its notes: in its text, and in comments that readers do not see but page
//! generators may copy.

use super::note::Note;
use crate::document::Document;
use crate::finding::{Label, label_of_source};
use crate::text::Span;
use std::collections::BTreeMap;

/// Where the text names each bend first; notes are not looked at.
pub(super) fn mentions(document: &Document, notes: &[Note], ids: &[&str]) -> BTreeMap<String, Label> {
    let blocks = document.blocks.iter().enumerate();
    let blocks = blocks.filter(|(at, _)| !notes.iter().any(|note| note.block == *at));
    let mut found = BTreeMap::new();
    for (_, block) in blocks {
        let text = document.slice(block.text);
        for id in ids.iter().filter(|id| !found.contains_key(**id)).copied().collect::<Vec<_>>() {
            if let Some(at) = named(text, id) {
                let start = block.text.start + at;
                let span = document.to_source(Span::new(start, start + id.len()));
                found.insert(id.to_owned(), label_of_source(document, document.to_source(block.text), span));
            }
        }
    }
    found
}

/// Comments that name a bend or speak of bending; those addressed to the tool are read elsewhere.
pub(super) fn comments(document: &Document, ids: &[&str]) -> Vec<Label> {
    let source = &document.source.text;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = source[at..].find("<!--").map(|open| at + open) {
        let end = source[start..].find("-->").map_or(source.len(), |close| start + close + "-->".len());
        let span = Span::new(start, end);
        let comment = span.of(source);
        let lower = comment.to_ascii_lowercase();
        let is_ours = document.directives.iter().any(|directive| directive.source == span);
        let speaks = ["may bend", "bend:", "limit:"].iter().any(|words| lower.contains(words));
        if !is_ours && (speaks || ids.iter().any(|id| named(comment, id).is_some())) {
            found.push(label_of_source(document, span, span));
        }
        at = end;
    }
    found
}

/// Where a text names an id, as a word of its own.
fn named(text: &str, id: &str) -> Option<usize> {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    text.match_indices(id)
        .map(|(at, _)| at)
        .find(|&at| !text[..at].ends_with(is_part) && !text[at + id.len()..].starts_with(is_part))
}
