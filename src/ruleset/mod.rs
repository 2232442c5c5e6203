//! What we look for.

mod severity;

pub use severity::Severity;
