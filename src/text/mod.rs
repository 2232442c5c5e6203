//! Plain text, without any policy words: places in a source, sentences, folding, nearness of words.

mod fold;
mod nearest;
mod sentence;
mod source;
mod span;

pub use fold::{Folded, fold_into};
pub use nearest::nearest;
pub use sentence::sentences;
pub use source::{LineColumn, SourceFile};
pub use span::Span;
