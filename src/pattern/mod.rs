//! Patterns over folded, lower-case text: what they may say, what a text must hold for them to match, and where they do.
//!
//! One pass of the [`Prefilter`] over a whole document tells for every sentence which of some two thousand patterns can
//! match it; only these are searched for, by a small matcher that backtracks in linear time. What can be done before
//! there is a text is done by the build script for the shipped rulesets ([`Prepared`]). No policy word stands here.

mod candidates;
mod compile;

mod index;
mod lazy;
mod literals;
mod matcher;
mod negation;
mod prefilter;
mod prepare;
mod program;
mod rarity;
mod runs;
mod shelf;
mod syntax;
mod ways;
mod words;

pub use candidates::Candidates;
pub use lazy::Pattern;
pub use literals::{Clause, Literal};
pub use matcher::{Found, Scratch};
pub use prefilter::{Hits, Prefilter};
pub use prepare::Prepared;
pub use shelf::{Shelf, pack};
pub use syntax::PatternError;
