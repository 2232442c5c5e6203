//! What the policy demands.

pub mod quantity;
