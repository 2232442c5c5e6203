//! Text → sentence spans.

use super::Span;

/// The sentences of one block of text.
pub fn sentences(text: &str) -> Vec<Span> {
    vec![Span::new(0, text.len())]
}
