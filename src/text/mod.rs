//! Plain text, without any policy words: places in a source, sentences, folding, nearness of words, changes without loss.

mod abbreviation;
mod fold;
mod nearest;
mod sentence;
mod source;
mod span;
mod splice;
mod stop;

pub use fold::{FoldedText, PLACEHOLDER, fold};
pub use nearest::{did_you_mean, nearest};
pub use sentence::{sentences, sentences_into};
pub use source::{LineColumn, SourceFile};
pub use span::Span;
pub use splice::{Splice, spliced};
