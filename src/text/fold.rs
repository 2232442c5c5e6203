//! Folding for matching and fingerprints: case, spaces, quotes, dashes.

/// A run of folded text.
#[derive(Debug)]
pub struct Folded;

/// Folds.
pub fn fold_into() {}
