//! What we look for: lints, bright signals, kinds of fact and the vocabulary they share.
//!
//! [`written`] is what the files say, [`load()`] reads and checks them, [`builtin`] holds those that are shipped.

pub mod builtin;
mod detector;
mod known;
mod load;
mod load_bright;
mod load_detector;
mod load_fact;
mod load_lint;
mod load_vocabulary;
mod pattern;
mod severity;
mod text;
mod words;
pub mod written;

pub use load::load;
pub use pattern::{PLACEHOLDERS, placeholders};
pub use severity::Severity;
