//! Labels: a passage of a document as a place that a finding can speak of. And the identity of a finding.

use super::{Finding, Label};
use crate::document::{DirectiveKind, Document};
use crate::text::{SourceFile, Span, fold};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The label of a passage; `matched` are the bytes of the document's text that gave it away.
pub fn label_of_passage(document: &Document, passage: usize, matched: Span) -> Label {
    let text = document.passages[passage].text;
    let span = document.to_source(text);
    let matched = document.to_source(matched);
    let mut label = label_of_source(document, span, matched);
    let section = document.block_of(&document.passages[passage]).section;
    label.section = document.section_path(section).into_iter().map(str::to_owned).collect();
    label.reading = document.reading(&document.passages[passage]).text.into_owned();
    label.anchor = anchor_of(document, passage).map(str::to_owned);
    label
}

/// The label of some bytes of the source that are no passage, such as a comment.
pub fn label_of_source(document: &Document, span: Span, matched: Span) -> Label {
    Label::of(&document.source, span, matched)
}

impl Label {
    /// The label of some bytes of any file.
    pub fn of(source: &SourceFile, span: Span, matched: Span) -> Self {
        let (start, end) = (source.line_column(span.start), source.line_column(span.end));
        let first = source.line_column(matched.start).line;
        let last = source.line_column(matched.end.saturating_sub(1).max(matched.start)).line;
        let lines = (first..=last).map(|line| (line, source.slice(source.line_span(line)).to_owned())).collect();
        Self {
            path: source.path.clone(),
            span,
            matched,
            start,
            end,
            quote: source.slice(span).to_owned(),
            reading: fold(source.slice(span)),
            section: Vec::new(),
            lines,
            anchor: None,
            note: None,
        }
    }

    /// The same place, with what it has to do with a finding.
    pub fn noted(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
}

/// The anchor id of a passage.
pub fn anchor_of(document: &Document, passage: usize) -> Option<&str> {
    document.directives.iter().find_map(|directive| match &directive.kind {
        DirectiveKind::Anchor(anchor) if directive.passage == Some(passage) => Some(anchor.id.as_str()),
        _ => None,
    })
}

/// Whether a text has the form of an identity: `f1:`, 16 hex digits, and `#2` and so on behind a repeated one.
pub fn is_identity(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("f1:") else { return false };
    let (hex, count) = rest.split_once('#').unwrap_or((rest, "2"));
    let is_hex = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f');
    hex.len() == 16
        && hex.bytes().all(is_hex)
        && !count.starts_with('0')
        && count.bytes().all(|b| b.is_ascii_digit())
        && !count.is_empty()
}

/// Gives every finding of one document its identity: lint, section path and folded text; the second equal one gets `#2`.
///
/// Edits elsewhere in the file do not change it, nor does re-wrapping or emphasis.
pub fn identify<'f>(findings: impl Iterator<Item = &'f mut Finding>) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for finding in findings {
        let label = &finding.primary;
        let parts = [finding.lint.as_str(), &label.section.join(" / "), &label.reading];
        let folded = parts.map(|part| part.to_lowercase()).join("\n");
        let digest = Sha256::digest(folded.as_bytes());
        let hex: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let count = seen.entry(hex.clone()).or_default();
        *count += 1;
        finding.identity = if *count == 1 { format!("f1:{hex}") } else { format!("f1:{hex}#{count}") };
    }
}
