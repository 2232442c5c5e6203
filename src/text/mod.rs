//! Plain text, without any policy words: places in a source, sentences, folding.

mod fold;
mod sentence;
mod source;
mod span;

pub use fold::{FoldedText, PLACEHOLDER, fold};
pub use sentence::sentences;
pub use source::{LineColumn, SourceFile};
pub use span::Span;
