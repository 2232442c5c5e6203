//! What moved: units that have no pair in their place, but one elsewhere, in the same document or in another. Rather none
//! than a wrong one: what stands in several places is left alone.

use super::pair::{How, Pair, alike, kinds_fit};
use super::unit::{Unit, UnitKind};
use std::collections::{BTreeMap, HashMap};

/// Words that an unchanged text must have to be known again elsewhere.
const FEWEST_WORDS_EXACT: usize = 4;
/// Words that a changed text must have to be known again elsewhere.
const FEWEST_WORDS: usize = 8;
/// What a changed text must share to be known again elsewhere.
const KNOWN_AGAIN: f64 = 0.7;
/// How much better than any other place it must fit.
const LEAD: f64 = 0.12;
/// What the neighbour of a unit that moved must share to have moved with it.
const MOVED_ALONG: f64 = 0.45;

/// A unit among those of all documents.
pub(super) type At = (usize, usize);

/// The units of all documents of one edition, and which of them have no pair yet.
#[derive(Debug)]
pub(super) struct Side {
    pub(super) units: Vec<Vec<Unit>>,
    pub(super) free: Vec<Vec<bool>>,
}

impl Side {
    pub(super) fn new(units: Vec<Vec<Unit>>) -> Self {
        let free = units.iter().map(|units| vec![true; units.len()]).collect();
        Self { units, free }
    }

    pub(super) fn unit(&self, at: At) -> &Unit {
        &self.units[at.0][at.1]
    }

    fn is_free(&self, at: At) -> bool {
        self.free.get(at.0).and_then(|free| free.get(at.1)).is_some_and(|free| *free)
    }

    /// Takes the units of pairs between two documents.
    pub(super) fn take(&mut self, document: usize, units: impl IntoIterator<Item = usize>) {
        for unit in units {
            self.free[document][unit] = false;
        }
    }

    fn left(&self) -> Vec<At> {
        let free = self.free.iter().enumerate();
        free.flat_map(|(document, free)| (0..free.len()).filter(|&at| free[at]).map(move |at| (document, at))).collect()
    }
}

/// A unit that moved: from where, to where, and the pair.
pub(super) type Move = (usize, usize, Pair);

/// Finds what moved, and takes it from both sides.
pub(super) fn moves(old: &mut Side, new: &mut Side) -> Vec<Move> {
    let mut found = Vec::new();
    by_anchor(old, new, &mut found);
    by_text(old, new, &mut found);
    by_likeness(old, new, &mut found);
    along(old, new, &mut found);
    headings(old, new, &mut found);
    found.sort_by_key(|(_, document, pair)| (*document, pair.new[0]));
    found
}

/// Finds sentences that moved alone, out of a text that stayed.
pub(super) fn sentence_moves(old: &mut Side, new: &mut Side) -> Vec<Move> {
    let mut found = Vec::new();
    by_text(old, new, &mut found);
    by_likeness(old, new, &mut found);
    found
}

fn keep(old: &mut Side, new: &mut Side, a: At, b: At, sure: f64, how: How, found: &mut Vec<Move>) {
    old.free[a.0][a.1] = false;
    new.free[b.0][b.1] = false;
    found.push((a.0, b.0, Pair::one(a.1, b.1, how, sure)));
}

fn by_anchor(old: &mut Side, new: &mut Side, found: &mut Vec<Move>) {
    let places = |side: &Side| {
        let mut places: BTreeMap<String, Vec<At>> = BTreeMap::new();
        for at in side.left() {
            side.unit(at).anchors.iter().for_each(|id| places.entry(id.clone()).or_default().push(at));
        }
        places
    };
    let news = places(new);
    for (id, olds) in places(old) {
        if let (&[a], Some(&[b])) = (olds.as_slice(), news.get(&id).map(Vec::as_slice))
            && old.is_free(a)
            && new.is_free(b)
        {
            keep(old, new, a, b, 1.0, How::Anchor, found);
        }
    }
}

/// Unchanged text that stands in one place only, then and now.
fn by_text(old: &mut Side, new: &mut Side, found: &mut Vec<Move>) {
    let counts = |side: &Side| {
        let mut counts: HashMap<u32, usize> = HashMap::new();
        side.units.iter().flatten().for_each(|unit| *counts.entry(unit.exact).or_default() += 1);
        counts
    };
    let (then, now) = (counts(old), counts(new));
    let news: HashMap<u32, At> = new.left().into_iter().map(|at| (new.unit(at).exact, at)).collect();
    for a in old.left() {
        let unit = old.unit(a);
        let single = then[&unit.exact] == 1 && now.get(&unit.exact) == Some(&1);
        let tells = unit.bag.len() >= FEWEST_WORDS_EXACT && !matches!(unit.kind, UnitKind::Heading(_));
        if let Some(&b) = news.get(&unit.exact).filter(|_| single && tells) {
            keep(old, new, a, b, 1.0, How::Moved, found);
        }
    }
}

/// Changed text that is much more like one other than like any third, seen from both sides.
fn by_likeness(old: &mut Side, new: &mut Side, found: &mut Vec<Move>) {
    let tells = |side: &Side, at: &At| {
        let unit = side.unit(*at);
        unit.bag.len() >= FEWEST_WORDS && !matches!(unit.kind, UnitKind::Heading(_))
    };
    let olds: Vec<At> = old.left().into_iter().filter(|at| tells(old, at)).collect();
    let news: Vec<At> = new.left().into_iter().filter(|at| tells(new, at)).collect();
    // Only units that share a rather rare word can be alike: they are found by it.
    let mut holders: HashMap<u32, Vec<usize>> = HashMap::new();
    for (index, &at) in news.iter().enumerate() {
        let mut bag = new.unit(at).bag.clone();
        bag.dedup();
        bag.into_iter().for_each(|word| holders.entry(word).or_default().push(index));
    }
    let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
    for (index, &a) in olds.iter().enumerate() {
        let mut bag = old.unit(a).bag.clone();
        bag.dedup();
        bag.sort_by_key(|word| (holders.get(word).map_or(0, Vec::len), *word));
        // With 0.7 of the words shared, one of the rarer third is shared too.
        let rare = bag.len().div_ceil(2);
        let mut near: Vec<usize> = bag[..rare].iter().filter_map(|word| holders.get(word)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        for other in near.into_iter().filter(|&other| kinds_fit(old.unit(a), new.unit(news[other]))) {
            let alike = alike(old.unit(a), new.unit(news[other]));
            if alike >= KNOWN_AGAIN - LEAD {
                candidates.push((alike, index, other));
            }
        }
    }
    // The best and the second best of each side: what a candidate has to beat.
    let mut best = (vec![[0.0_f64; 2]; olds.len()], vec![[0.0_f64; 2]; news.len()]);
    for &(alike, a, b) in &candidates {
        for top in [&mut best.0[a], &mut best.1[b]] {
            if alike > top[0] {
                *top = [alike, top[0]];
            } else if alike > top[1] {
                top[1] = alike;
            }
        }
    }
    let rival = |alike: f64, top: [f64; 2]| if alike >= top[0] { top[1] } else { top[0] };
    let leads = |alike: f64, top: [f64; 2]| rival(alike, top) + LEAD <= alike;
    let sure: Vec<(f64, usize, usize)> = candidates
        .iter()
        .copied()
        .filter(|&(alike, a, b)| alike >= KNOWN_AGAIN && leads(alike, best.0[a]) && leads(alike, best.1[b]))
        .collect();
    for (alike, a, b) in sure {
        if old.is_free(olds[a]) && new.is_free(news[b]) {
            keep(old, new, olds[a], news[b], alike, How::Moved, found);
        }
    }
}

/// Neighbours of what moved that moved with it, changed more than would do alone.
fn along(old: &mut Side, new: &mut Side, found: &mut Vec<Move>) {
    let mut at = 0;
    while at < found.len() {
        let (from, to, pair) = &found[at];
        let (a, b) = ((*from, pair.old[0]), (*to, pair.new[0]));
        at += 1;
        for step in [1_isize, -1] {
            let (Some(left), Some(right)) = (a.1.checked_add_signed(step), b.1.checked_add_signed(step)) else {
                continue;
            };
            let (a, b) = ((a.0, left), (b.0, right));
            if !old.is_free(a) || !new.is_free(b) || !kinds_fit(old.unit(a), new.unit(b)) {
                continue;
            }
            let alike = alike(old.unit(a), new.unit(b));
            if alike >= MOVED_ALONG {
                keep(old, new, a, b, alike, How::Moved, found);
            }
        }
    }
}

/// Headings whose contents are known again.
fn headings(old: &mut Side, new: &mut Side, found: &mut Vec<Move>) {
    let first: Vec<(At, At)> =
        found.iter().map(|(from, to, pair)| ((*from, pair.old[0]), (*to, pair.new[0]))).collect();
    for (a, b) in first {
        let (Some(above), Some(below)) = (a.1.checked_sub(1), b.1.checked_sub(1)) else { continue };
        let (a, b) = ((a.0, above), (b.0, below));
        let is_heading = |unit: &Unit| matches!(unit.kind, UnitKind::Heading(_));
        if old.is_free(a) && new.is_free(b) && is_heading(old.unit(a)) && is_heading(new.unit(b)) {
            let alike = alike(old.unit(a), new.unit(b));
            keep(old, new, a, b, alike.max(0.5), How::Contents, found);
        }
    }
}
