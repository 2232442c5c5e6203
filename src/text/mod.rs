//! Plain text, without any policy words: places in a source, sentences, folding.

mod abbreviation;
mod fold;
mod sentence;
mod source;
mod span;
mod stop;

pub use fold::{Folded, fold_into};
pub use sentence::{sentences, sentences_into};
pub use source::{LineColumn, SourceFile};
pub use span::Span;
