//! Where findings come from: which finding of the old edition each one of the new edition was.

use super::edition::Edition;
use super::lines::Spot;
use super::{Class, Comparison};
use crate::finding::Finding;
use crate::text::Span;
use std::collections::{BTreeMap, HashMap};

/// What a finding was in the old edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// Its index among the findings of the old edition.
    pub finding: usize,
    /// Whether its rule says what it said, where it said it.
    pub is_same: bool,
    /// Whether its rule got worse for the customer.
    pub is_worse: bool,
}

/// For each finding of the new edition, what it was in the old one: by identity in the same document, else by identity in any
/// document, else by what became of its rule. No old finding is the origin of two.
pub fn lineage(
    comparison: &Comparison,
    old: &Edition,
    new: &Edition,
    then: &[Finding],
    now: &[Finding],
) -> Vec<Option<Origin>> {
    let (then_key, now_key) = (keys(old), keys(new));
    let key = |keys: &HashMap<&str, &str>, finding: &Finding| -> (String, String) {
        let path = finding.primary.path.as_str();
        (keys.get(path).copied().unwrap_or(path).to_owned(), finding.identity.clone())
    };
    let mut left: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (at, finding) in then.iter().enumerate() {
        left.entry(key(&then_key, finding)).or_insert(at);
    }
    let mut found: Vec<Option<Origin>> = vec![None; now.len()];
    for (at, finding) in now.iter().enumerate() {
        let origin = left.remove(&key(&now_key, finding));
        found[at] = origin.map(|finding| Origin { finding, is_same: true, is_worse: false });
    }
    let mut by_identity: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for &at in left.values().rev() {
        by_identity.entry(then[at].identity.as_str()).or_default().push(at);
    }
    let mut taken = vec![true; then.len()];
    left.values().for_each(|&at| taken[at] = false);
    for (at, finding) in now.iter().enumerate().filter(|(at, _)| found[*at].is_none()).collect::<Vec<_>>() {
        if let Some(origin) = by_identity.get_mut(finding.identity.as_str()).and_then(Vec::pop) {
            taken[origin] = true;
            found[at] = Some(Origin { finding: origin, is_same: false, is_worse: false });
        }
    }
    let forerunners = forerunners(comparison);
    let (then_at, now_at) = (passages(old), passages(new));
    let place = |at: &HashMap<(&str, Span), (usize, usize)>, finding: &Finding| {
        at.get(&(finding.primary.path.as_str(), finding.primary.span)).copied()
    };
    for (at, finding) in now.iter().enumerate() {
        if found[at].is_some() {
            continue;
        }
        let Some(before) = place(&now_at, finding).and_then(|at| forerunners.get(&at)) else { continue };
        let known = then.iter().enumerate().find_map(|(origin, other)| {
            let is_free = !taken[origin] && other.lint == finding.lint;
            let spot = place(&then_at, other).filter(|_| is_free)?;
            let (_, is_worse) = before.iter().find(|(place, _)| *place == spot)?;
            Some(Origin { finding: origin, is_same: false, is_worse: *is_worse })
        });
        if let Some(origin) = known {
            taken[origin.finding] = true;
            found[at] = Some(origin);
        }
    }
    found
}

/// What names each document in both editions, by its path.
fn keys(edition: &Edition) -> HashMap<&str, &str> {
    edition.documents.iter().map(|text| (text.document.source.path.as_str(), text.key.as_str())).collect()
}

/// A passage: its document's index and its own.
type Passage = (usize, usize);

/// For each new passage the old ones that it came from, and whether it got worse on the way.
fn forerunners(comparison: &Comparison) -> HashMap<Passage, Vec<(Passage, bool)>> {
    let mut found: HashMap<Passage, Vec<(Passage, bool)>> = HashMap::new();
    for line in comparison.documents.iter().flat_map(|document| &document.lines) {
        let (Some(old), Some(new)) = (&line.old, &line.new) else { continue };
        let is_worse = line.change.is_some_and(|change| comparison.changes[change].is(Class::Tightened));
        let each = |spot: &Spot| spot.passages.iter().map(|&passage| (spot.document, passage)).collect::<Vec<_>>();
        for at in each(new) {
            found.entry(at).or_default().extend(each(old).into_iter().map(|place| (place, is_worse)));
        }
    }
    found
}

/// Where each passage of an edition stands: path and bytes.
fn passages(edition: &Edition) -> HashMap<(&str, Span), Passage> {
    let mut found = HashMap::new();
    for (index, text) in edition.documents.iter().enumerate() {
        let document = &text.document;
        for (passage, place) in document.passages.iter().enumerate() {
            found.insert((document.source.path.as_str(), document.to_source(place.text)), (index, passage));
        }
    }
    found
}
