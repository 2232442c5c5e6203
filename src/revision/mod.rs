//! Two editions of the same policies: what became of each rule, and what that means for the customer.

mod align;
mod hunk;
mod word;

pub use hunk::{Mark, Piece, hunks};
