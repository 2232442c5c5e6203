//! What the policy demands.

mod amount;
mod bound;
mod count;
mod duration;
mod idiom;
mod measure;
mod money;
mod number;
pub mod quantity;
mod scan;
mod token;
mod word_set;
