//! What a change of the policies does to findings: which are new, which are closed, which go on.

use super::Comparison;
use super::bends::BendEffect;
use super::edition::Edition;
use super::lineage::lineage;
use crate::finding::Finding;

/// What became of the findings of the old edition.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Effects {
    /// Findings that only the new edition has.
    pub opened: Vec<Finding>,
    /// Findings that only the old edition has.
    pub closed: Vec<Finding>,
    /// Findings of both.
    pub carried: Vec<Carried>,
    /// Bends that stand otherwise; none without a register.
    pub bends: Vec<BendEffect>,
}

/// A finding that goes on, though its rule may have been reworded or moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// Its identity in the old edition.
    pub from: String,
    /// Its identity in the new edition: the same unless the rule's words or its section changed.
    pub to: String,
    /// The lint.
    pub lint: String,
}

/// What became of findings, by what each of the new edition was.
pub fn effects(comparison: &Comparison, old: &Edition, new: &Edition, then: &[Finding], now: &[Finding]) -> Effects {
    let mut effects = Effects::default();
    let mut goes_on = vec![false; then.len()];
    for (finding, origin) in now.iter().zip(lineage(comparison, old, new, then, now)) {
        match origin {
            None => effects.opened.push(finding.clone()),
            Some(origin) => {
                goes_on[origin.finding] = true;
                let from = then[origin.finding].identity.clone();
                effects.carried.push(Carried { from, to: finding.identity.clone(), lint: finding.lint.clone() });
            }
        }
    }
    effects.closed = then.iter().zip(goes_on).filter(|(_, goes_on)| !goes_on).map(|(old, _)| old.clone()).collect();
    effects
}
