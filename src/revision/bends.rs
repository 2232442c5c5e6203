//! What a change of the policies does to bends: which stand otherwise than before.

use crate::register::{Reconciled, State};

/// A bend that stands otherwise in the new edition than in the old one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BendEffect {
    /// Its id.
    pub id: String,
    /// What it lets people do: "up to 15 more days".
    pub what: String,
    /// Where it stands when the policies are those of the old edition.
    pub before: State,
    /// Where it stands with the new one.
    pub after: State,
}

/// The bends that stand otherwise, given one register held against both editions on one day, in the order of the register.
pub fn bend_effects(before: &Reconciled, after: &Reconciled) -> Vec<BendEffect> {
    let both = before.standings.iter().zip(&after.standings);
    both.filter(|(old, new)| old.state != new.state)
        .map(|(old, new)| {
            let bend = after.bend(new);
            BendEffect { id: bend.id.clone(), what: after.register.what(bend), before: old.state, after: new.state }
        })
        .collect()
}
