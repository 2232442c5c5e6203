//! Notes in staff documents that show a bend where its rule stands: `> **May bend** (B-001): any colleague, …`.
//!
//! A note is a copy for reading. The register decides; a note that says something else is a finding.

use crate::document::{BlockKind, Document};
use crate::finding::{Label, label_of_source};

/// What a note begins with, in lower case and without markup; the bend's id stands behind it in brackets.
const OPENING: &str = "may bend (";

/// A note about a bend.
#[derive(Debug, Clone)]
pub struct Note {
    /// The bend it speaks of.
    pub bend: String,
    /// All it says, folded, without markup.
    pub text: String,
    /// Where it stands.
    pub label: Label,
    /// Its block, as an index into [`Document::blocks`].
    pub block: usize,
}

/// The notes of a document, in order.
pub fn notes(document: &Document) -> Vec<Note> {
    let quoted =
        document.blocks.iter().enumerate().filter(|(_, block)| block.quoted && block.kind == BlockKind::Paragraph);
    let notes = quoted.filter_map(|(at, block)| {
        let lower = block.text.of(&document.lower).strip_prefix(OPENING)?;
        let text = document.slice(block.text);
        let (bend, _) = text[text.len() - lower.len()..].split_once(')')?;
        let span = document.to_source(block.text);
        let mut label = label_of_source(document, span, span);
        label.section = document.section_path(block.section).into_iter().map(str::to_owned).collect();
        Some(Note { bend: bend.trim().to_owned(), text: text.to_owned(), label, block: at })
    });
    notes.collect()
}
