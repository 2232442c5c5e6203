//! A document as units that are paired with those of another edition: headings, paragraphs, list items, table rows.

use super::edition::Text;
use super::label::label_length;
use super::word::{Vocabulary, is_word, pieces};
use crate::document::{Block, BlockKind, Document};
use crate::text::Span;
use std::collections::HashMap;
use std::ops::Range;

/// Words with which a text opens.
const OPENING: usize = 2;

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UnitKind {
    Heading(u8),
    Paragraph,
    Item,
    /// A row of a table's body.
    Row,
    /// A table's head.
    Head,
}

/// A heading, paragraph, list item or table row.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) kind: UnitKind,
    /// Number of its section's titles, the same in both editions.
    pub(super) section: u32,
    /// Its number, "4.2(b)" or "3."; empty when it has none.
    pub(super) label: String,
    /// Bytes of the first passage that are the label.
    pub(super) label_bytes: usize,
    /// Number of its text without label, case and closing signs: the same for the same text.
    pub(super) exact: u32,
    /// Number of its first words, the same for the same ones; none for a text that has no more.
    pub(super) opening: Option<u32>,
    /// Its words, sorted.
    pub(super) bag: Vec<u32>,
    /// Words of a row's first cell, sorted.
    pub(super) row_key: Vec<u32>,
    /// Its passages.
    pub(super) passages: Range<usize>,
    /// Its blocks.
    pub(super) blocks: Range<usize>,
    /// Ids that its author gave it.
    pub(super) anchors: Vec<String>,
}

/// Numbers for texts, shared by both editions.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) words: Vocabulary,
    texts: HashMap<String, u32>,
}

impl Names {
    /// The number of a text.
    pub(super) fn number(&mut self, text: String) -> u32 {
        let next = self.texts.len() as u32;
        *self.texts.entry(text).or_insert(next)
    }
}

/// What two texts must share to be the same but for case and closing signs.
pub(super) fn plain(text: &str) -> String {
    let is_closing = |sign: char| sign.is_ascii_punctuation() && !"$%()".contains(sign);
    text.trim_matches(|sign| is_closing(sign) || sign == ' ').to_lowercase()
}

/// The units of a document, in order.
pub(super) fn units_of(text: &Text, names: &mut Names) -> Vec<Unit> {
    let document = &text.document;
    let mut units: Vec<Unit> = Vec::with_capacity(document.blocks.len());
    let mut numbers = Numbers::default();
    let mut at = 0;
    while at < document.blocks.len() {
        let block = &document.blocks[at];
        let end = at + 1 + document.blocks[at + 1..].iter().take_while(|next| same_row(block, next)).count();
        let row = &document.blocks[at..end];
        let kind = match block.kind {
            BlockKind::Heading(level) => UnitKind::Heading(level),
            BlockKind::Paragraph => UnitKind::Paragraph,
            BlockKind::ListItem => UnitKind::Item,
            BlockKind::TableHead => UnitKind::Head,
            BlockKind::TableCell { .. } => UnitKind::Row,
        };
        let whole = Span::new(block.text.start, row[row.len() - 1].text.end);
        let shown = document.slice(whole);
        let label_bytes = label_length(document.slice(block.text), matches!(kind, UnitKind::Heading(_)));
        let own = &shown[label_bytes..];
        let label = match kind {
            _ if label_bytes > 0 => shown[..label_bytes].trim().to_owned(),
            UnitKind::Item => numbers.of(document, block),
            _ => String::new(),
        };
        let passages = block.passages.0..row[row.len() - 1].passages.1;
        let anchored = passages.clone().filter_map(|passage| text.anchor(passage));
        let is_heading = matches!(kind, UnitKind::Heading(_));
        units.push(Unit {
            kind,
            section: names.number(section_key(document, block.section)),
            label,
            label_bytes,
            exact: names.number(if is_heading { format!("# {}", plain(own)) } else { plain(own) }),
            opening: opening(own).map(|opening| names.number(opening)),
            bag: names.words.bag(own),
            row_key: if kind == UnitKind::Row { names.words.bag(document.slice(block.text)) } else { Vec::new() },
            anchors: anchored.map(str::to_owned).collect(),
            passages,
            blocks: at..end,
        });
        at = end;
    }
    units
}

/// The first words of a text of more.
fn opening(text: &str) -> Option<String> {
    let mut words = pieces(text).into_iter().filter(|piece| is_word(piece)).map(str::to_lowercase);
    let first: Vec<String> = words.by_ref().take(OPENING).collect();
    words.next().map(|_| format!("\u{2}{}", first.join(" ")))
}

/// Whether the next block stands in the same row of a table.
fn same_row(first: &Block, next: &Block) -> bool {
    match (first.kind, next.kind) {
        (BlockKind::TableHead, BlockKind::TableHead) => true,
        (BlockKind::TableCell { column: before }, BlockKind::TableCell { column }) => {
            column > before && next.row_head.is_some()
        }
        _ => false,
    }
}

/// Titles above, without their numbers.
fn section_key(document: &Document, section: usize) -> String {
    let titles = document.section_path(section).into_iter();
    let titles: Vec<String> = titles.map(|title| plain(&title[label_length(title, true)..])).collect();
    format!("\u{1}{}", titles.join("\u{1}"))
}

/// The numbers of ordered lists, as a reader sees them: "1." written in front of each item counts up.
#[derive(Debug, Default)]
struct Numbers {
    /// Column of the list, number as written, number as shown, and the section.
    last: Vec<(usize, usize, usize, usize)>,
}

impl Numbers {
    fn of(&mut self, document: &Document, block: &Block) -> String {
        let source = &document.source.text;
        let start = document.to_source(block.text).start;
        let line = source[..start].rfind('\n').map_or(0, |end| end + 1);
        let Some((column, written, sign)) = marker(&source[line..start]) else { return String::new() };
        while self.last.last().is_some_and(|&(known, ..)| known > column) {
            self.last.pop();
        }
        let before =
            self.last.last().copied().filter(|&(known, _, _, section)| known == column && section == block.section);
        if self.last.last().is_some_and(|&(known, ..)| known == column) {
            self.last.pop();
        }
        let shown = match before {
            Some((_, same, shown, _)) if same == written => shown + 1,
            _ => written,
        };
        self.last.push((column, written, shown, block.section));
        format!("{shown}{sign}")
    }
}

/// The marker of an ordered list's item in front of its text: column, number, sign.
fn marker(before: &str) -> Option<(usize, usize, char)> {
    let trimmed = before.trim_end_matches([' ', '\t', '*', '_', '[', ']', 'x', '`']);
    let sign = trimmed.chars().next_back().filter(|sign| matches!(sign, '.' | ')'))?;
    let digits = trimmed[..trimmed.len() - 1].bytes().rev().take_while(u8::is_ascii_digit).count();
    let start = trimmed.len() - 1 - digits;
    Some((start, trimmed[start..trimmed.len() - 1].parse().ok()?, sign))
}
