//! What a change of the policies does to findings: which are new, which are closed, which go on.

use super::Comparison;
use super::bends::BendEffect;
use super::edition::Edition;
use super::lines::Spot;
use crate::finding::Finding;
use crate::text::Span;
use std::collections::{BTreeMap, HashMap};

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

/// What became of findings, by identity and else by what became of their rules.
pub fn effects(comparison: &Comparison, old: &Edition, new: &Edition, then: &[Finding], now: &[Finding]) -> Effects {
    let mut effects = Effects::default();
    let mut left: BTreeMap<&str, &Finding> = then.iter().map(|finding| (finding.identity.as_str(), finding)).collect();
    let mut open: Vec<&Finding> = Vec::new();
    for finding in now {
        match left.remove(finding.identity.as_str()) {
            Some(_) => effects.carried.push(Carried::new(finding, finding)),
            None => open.push(finding),
        }
    }
    let forerunners = forerunners(comparison);
    let (then_at, now_at) = (passages(old), passages(new));
    let place = |at: &HashMap<(&str, Span), (usize, usize)>, finding: &Finding| {
        at.get(&(finding.primary.path.as_str(), finding.primary.span)).copied()
    };
    for finding in open {
        let before = place(&now_at, finding).and_then(|at| forerunners.get(&at));
        let known = before.and_then(|before| {
            let same = |other: &&&Finding| {
                other.lint == finding.lint && place(&then_at, other).is_some_and(|at| before.contains(&at))
            };
            left.values().find(same).copied()
        });
        match known {
            Some(known) => {
                left.remove(known.identity.as_str());
                effects.carried.push(Carried::new(known, finding));
            }
            None => effects.opened.push(finding.clone()),
        }
    }
    effects.closed = then.iter().filter(|finding| left.contains_key(finding.identity.as_str())).cloned().collect();
    effects
}

impl Carried {
    fn new(old: &Finding, new: &Finding) -> Self {
        Self { from: old.identity.clone(), to: new.identity.clone(), lint: new.lint.clone() }
    }
}

/// For each new passage, document and index, the old ones that it came from.
fn forerunners(comparison: &Comparison) -> HashMap<(usize, usize), Vec<(usize, usize)>> {
    let mut found: HashMap<(usize, usize), Vec<(usize, usize)>> = HashMap::new();
    for line in comparison.documents.iter().flat_map(|document| &document.lines) {
        let (Some(old), Some(new)) = (&line.old, &line.new) else { continue };
        let each = |spot: &Spot| spot.passages.iter().map(|&passage| (spot.document, passage)).collect::<Vec<_>>();
        for at in each(new) {
            found.entry(at).or_default().extend(each(old));
        }
    }
    found
}

/// Where each passage of an edition stands: path and bytes.
fn passages(edition: &Edition) -> HashMap<(&str, Span), (usize, usize)> {
    let mut found = HashMap::new();
    for (index, text) in edition.documents.iter().enumerate() {
        let document = &text.document;
        for (passage, place) in document.passages.iter().enumerate() {
            found.insert((document.source.path.as_str(), document.to_source(place.text)), (index, passage));
        }
    }
    found
}
