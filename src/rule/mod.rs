//! What the policy demands: rules, and what was understood of each.

mod amount;
mod bound;
mod command;
mod count;
mod duration;
mod extract;
mod fingerprint;
mod force;
mod idiom;
mod lexicon;
mod measure;
mod modality;
mod money;
mod number;
pub mod quantity;
mod scan;
mod statement;
mod talk;
mod token;
pub(crate) mod word_set;

pub use extract::rule_of;
pub use fingerprint::{fingerprint, is_fingerprint, without_number};
pub use force::{Bearer, Modality};
pub use lexicon::{Class, Word, words_of};

use crate::text::Span;
use quantity::Quantity;

/// One passage of a policy and what was understood of it. All spans are bytes of the passage's reading
/// ([`crate::document::Reading`]).
#[derive(Debug, Clone)]
pub struct Rule {
    /// Index into [`crate::document::Document::passages`].
    pub passage: usize,
    /// What force it has; none when it binds nobody.
    pub modality: Option<Modality>,
    /// Who must act, may act or is refused.
    pub bearer: Option<Bearer>,
    /// Clauses that say when it applies ("if you cancel early").
    pub conditions: Vec<Span>,
    /// Clauses that say when it does not ("unless it is faulty").
    pub exceptions: Vec<Span>,
    /// Durations, sums, shares and counts.
    pub quantities: Vec<Quantity>,
}
