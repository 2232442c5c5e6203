//! The order in which a document's matches are told, and what its references are looked up in.

use super::Comparison;
use super::documents::DocumentPair;
use super::edition::Edition;
use super::lines::{Match, Spot};
use super::moves::Side;
use super::reference::{Mapped, by_link, by_number};
use std::collections::HashMap;

/// The matches of one document in the order of the new edition; what is gone stands behind its forerunner.
pub(super) fn ordered(a: Option<usize>, b: Option<usize>, matches: &[Match]) -> Vec<Match> {
    let mut after: Vec<((usize, usize), f64)> = Vec::new();
    let place = |spot: &Spot| (spot.unit, spot.passages[0]);
    for found in matches.iter().filter(|found| !found.moved) {
        if let (Some(old), Some(new)) = (&found.old, &found.new)
            && Some(old.document) == a
            && Some(new.document) == b
        {
            after.push((place(old), new.passages[0] as f64));
        }
    }
    after.sort_by_key(|(place, _)| *place);
    let mut keyed: Vec<(f64, usize, Match)> = Vec::new();
    for found in matches {
        let key = match (&found.old, &found.new) {
            (_, Some(new)) if Some(new.document) == b => (new.passages[0] as f64, 0),
            (Some(old), None) if Some(old.document) == a => {
                let before = after.partition_point(|(known, _)| *known < place(old));
                let forerunner = before.checked_sub(1).map_or(-1.0, |at| after[at].1);
                (forerunner + 0.5, old.passages[0])
            }
            _ => continue,
        };
        keyed.push((key.0, key.1, found.clone()));
    }
    keyed.sort_by(|x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)));
    keyed.into_iter().map(|(.., found)| found).collect()
}

/// References that lead nowhere any more.
pub(super) fn references(
    old: &Edition,
    new: &Edition,
    documents: &[DocumentPair],
    then: &Side,
    now: &Side,
    matches: &[Match],
    comparison: &mut Comparison,
) {
    let mut renamed = HashMap::new();
    for (a, b) in documents.iter().filter_map(|&(a, b)| Some((a?, b?))) {
        if old.documents[a].key != new.documents[b].key {
            renamed.insert(old.documents[a].key.clone(), new.documents[b].key.clone());
        }
        let (mut to, mut before) = (HashMap::new(), HashMap::new());
        for found in matches {
            if let (Some(was), Some(is)) = (&found.old, &found.new)
                && (was.document, is.document) == (a, b)
            {
                to.entry(was.unit).or_insert(is.unit);
                is.passages.iter().for_each(|&passage| drop(before.insert(passage, was.clone())));
            }
        }
        let mapped = Mapped {
            old: &old.documents[a],
            old_units: &then.units[a],
            new: &new.documents[b],
            new_units: &now.units[b],
            to,
            before,
        };
        by_number(&mapped, &mut comparison.references);
    }
    by_link(old, new, &renamed, &mut comparison.references);
    comparison.references.sort_by(|x, y| (&x.path, x.line, &x.points_at).cmp(&(&y.path, y.line, &y.points_at)));
    comparison.references.dedup();
}
