//! Plain text, without any policy words: places in a source, sentences, folding, nearness of words.

mod abbreviation;
mod fold;
mod nearest;
mod sentence;
mod source;
mod span;
mod stop;

pub use fold::{FoldedText, PLACEHOLDER, fold};
pub use nearest::nearest;
pub use sentence::{sentences, sentences_into};
pub use source::{LineColumn, SourceFile};
pub use span::Span;
