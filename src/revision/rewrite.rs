//! Documents that were written anew: so many rules came and went that which took the place of which cannot be told.
//!
//! There a rule that is gone may only stand in other words, and one that is new may have stood there all along: neither is
//! told as better or worse.

use super::{Change, Class, Direction, DocumentChange, Fate};

/// Rules without a counterpart that make a rewritten document, at least.
const FEWEST: usize = 10;
/// Of each, those that are gone and those that are new, at least: a text that only grew was not rewritten.
const FEWEST_OF_EACH: usize = 3;
/// And what share they must be of the rules of both editions.
const SHARE: f64 = 0.15;

/// Marks a document that was written anew, and takes the directions from its rules without a counterpart.
///
/// `changes` are those of the document, `rules` the number of rules in both editions together.
pub(super) fn settle(document: &mut DocumentChange, changes: &mut [Change], rules: usize) {
    let is_alone = |change: &&mut Change| change.binds && (change.old.is_none() || change.new.is_none());
    let alone = changes.iter_mut().filter(is_alone).count();
    let gone = changes.iter().filter(|change| change.binds && change.new.is_none()).count();
    let both = !matches!(document.fate, Fate::Added | Fate::Removed)
        && gone >= FEWEST_OF_EACH
        && alone - gone >= FEWEST_OF_EACH;
    document.rewritten = both && alone >= FEWEST && alone as f64 >= SHARE * rules as f64;
    if document.rewritten {
        for change in changes.iter_mut().filter(is_alone) {
            change.classes.retain(|class| matches!(class, Class::Added | Class::Removed));
            change.reasons.iter_mut().for_each(|reason| reason.direction = Direction::Unknown);
        }
    }
}
