//! Which old document became which new one: by key, then by what is in it.

use super::edition::{Edition, Text};
use super::word::{Vocabulary, likeness};

/// Documents of different names that share less of their words are not the same.
const RENAMED: f64 = 0.6;

/// An old document and the new one that it became; one of the two may be missing.
pub(super) type DocumentPair = (Option<usize>, Option<usize>);

/// Pairs documents, in the order of the new edition's and then of the old one's.
pub(super) fn pairs(old: &Edition, new: &Edition) -> Vec<DocumentPair> {
    let find = |text: &Text| old.documents.iter().position(|other| other.key == text.key);
    let mut found: Vec<DocumentPair> =
        new.documents.iter().enumerate().map(|(at, text)| (find(text), Some(at))).collect();
    let mut left: Vec<usize> =
        (0..old.documents.len()).filter(|at| found.iter().all(|(known, _)| *known != Some(*at))).collect();
    let mut words = Vocabulary::default();
    let mut bag = |text: &Text| words.bag(text.document.text.as_str());
    let old_bags: Vec<(usize, Vec<u32>)> = left.iter().map(|&at| (at, bag(&old.documents[at]))).collect();
    let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
    for (place, &(_, new_at)) in found.iter().enumerate().filter(|(_, (known, _))| known.is_none()) {
        let Some(new_at) = new_at.filter(|_| !old_bags.is_empty()) else { continue };
        let own = bag(&new.documents[new_at]);
        candidates.extend(old_bags.iter().map(|(at, other)| (likeness(other, &own), *at, place)));
    }
    candidates.retain(|(alike, ..)| *alike >= RENAMED);
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, at, place) in candidates {
        if left.contains(&at) && found[place].0.is_none() {
            found[place].0 = Some(at);
            left.retain(|other| *other != at);
        }
    }
    found.extend(left.into_iter().map(|at| (Some(at), None)));
    found
}
