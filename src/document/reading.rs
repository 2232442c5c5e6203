//! `Reading`: a passage as a person reads it, with its lead-in or table heads in front.

use super::{BlockKind, Context, Document, Passage};
use crate::text::Span;
use std::borrow::Cow;

/// A passage and what must be read before it, as one text.
#[derive(Debug, Clone)]
pub struct Reading<'d> {
    /// Context and passage, folded.
    pub text: Cow<'d, str>,
    /// The same in ASCII lower case, with the same offsets.
    pub lower: Cow<'d, str>,
    /// Where the passage itself begins; before it stands context.
    pub own_start: usize,
    /// The passage's bytes in [`Document::text`].
    pub passage: Span,
}

impl Reading<'_> {
    /// Whether there is context in front of the passage.
    pub fn has_context(&self) -> bool {
        self.own_start > 0
    }

    /// The passage's own words, lower case.
    pub fn own_lower(&self) -> &str {
        &self.lower[self.own_start..]
    }

    /// The bytes of [`Document::text`] for a span of this reading: its part inside the passage; the whole passage when
    /// it lies in the context altogether.
    pub fn to_document(&self, span: Span) -> Span {
        if span.end <= self.own_start {
            return self.passage;
        }
        let start = span.start.max(self.own_start) - self.own_start;
        Span::new(self.passage.start + start, self.passage.start + span.end - self.own_start)
    }
}

impl Document {
    /// A passage as a person reads it.
    pub fn reading(&self, passage: &Passage) -> Reading<'_> {
        let own = passage.text;
        let mut text = String::new();
        match passage.context {
            Context::None => {
                return Reading {
                    text: Cow::Borrowed(self.slice(own)),
                    lower: Cow::Borrowed(own.of(&self.lower)),
                    own_start: 0,
                    passage: own,
                };
            }
            Context::LeadIn(lead_in) => self.push_part(&mut text, lead_in),
            Context::Cell { row, column } => {
                for part in row.into_iter().chain(column) {
                    self.push_part(&mut text, part);
                }
            }
        }
        let own_start = text.len();
        text.push_str(self.slice(own));
        let lower = text.to_ascii_lowercase();
        Reading { text: Cow::Owned(text), lower: Cow::Owned(lower), own_start, passage: own }
    }

    /// What a passage says: its words with the list lead-in or the heads of its row and column, which are part of its rule.
    /// A heading above is none: renaming it changes no rule.
    pub fn said(&self, passage: &Passage) -> Cow<'_, str> {
        let lead_in = self.block_of(passage).lead_in.map(|index| self.blocks[index].kind);
        match (passage.context, lead_in) {
            (Context::LeadIn(_), Some(BlockKind::Heading(_))) => Cow::Borrowed(self.slice(passage.text)),
            _ => self.reading(passage).text,
        }
    }

    /// Every passage as a person reads it, in order.
    pub fn readings(&self) -> Vec<Reading<'_>> {
        self.passages.iter().map(|passage| self.reading(passage)).collect()
    }

    fn push_part(&self, text: &mut String, part: Span) {
        let part = self.slice(part);
        text.push_str(part);
        text.push_str(if part.ends_with([':', '?', '.', '!']) { " " } else { ": " });
    }
}
