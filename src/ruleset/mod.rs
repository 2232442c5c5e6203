//! What we look for: lints, bright signals, kinds of fact and the vocabulary they share.
//!
//! [`written`] is what the files say, [`load()`] reads and checks them, [`builtin`] gives those that are shipped, and
//! [`compile()`] makes them ready to run.

mod builtin;
mod compile;
pub mod compiled;
mod confidence;
pub mod detector;
mod forms;
mod known;
mod load;
mod load_bright;
mod load_detector;
mod load_fact;
mod load_lessons;
mod load_lint;
mod load_vocabulary;
mod overrides;
mod pattern;
mod patterns;
mod severity;
mod text;
pub mod written;

pub use builtin::{builtin, shelf};
pub use compile::compile;
pub use compiled::Ruleset;
pub use confidence::Confidence;
pub use load::{is_lint_id, load};
pub use overrides::{Override, Overrides};
pub use pattern::{PLACEHOLDERS, placeholders};
pub use patterns::{Patterns, TextHits};
pub use severity::Severity;
pub use text::Text;
pub use written::Audience;
