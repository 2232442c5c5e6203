//! Which old unit of a document became which new one: what is certain first, then by likeness in the gaps between.

use super::align::align;
use super::hunk::same_in_order;
use super::unit::{Unit, UnitKind};
use super::word::likeness;
use crate::words::words;
use std::collections::HashMap;

/// Units of one section that share less are not the same.
const SAME_SECTION: f64 = 0.4;
/// Units of different sections that share less are not the same.
const OTHER_SECTION: f64 = 0.5;
/// What it adds that both open with the same words: people rewrite the end of a rule rather than its beginning.
const SAME_OPENING: f64 = 0.1;
/// Headings, and rows with different keys, that share less are not the same.
const NAMES: f64 = 0.5;
/// A unit that stands alone between two pairs, as one other does in the other edition, needs to share only this.
const ALONE: f64 = 0.25;
/// Two units that share this with a third were split from it, or joined to it.
const SPLIT: f64 = 0.6;
/// What a second part must add to the likeness.
const ADDS: f64 = 0.06;
/// Gaps of more cells are aligned in pieces.
const MOST_CELLS: usize = 4_000_000;

words! {
    /// How it is known that an old rule became a new one.
    How {
        /// The author gave both the same id.
        Anchor = "id",
        /// The text is the same.
        Exact = "exact",
        /// It stands in the same place and shares its words.
        Edited = "edited",
        /// It was one and is two, or more.
        Split = "split",
        /// It was two, or more, and is one.
        Joined = "joined",
        /// The row of the table has the same first cell.
        Row = "row",
        /// It stands elsewhere.
        Moved = "moved",
        /// What stands under the heading is the same.
        Contents = "contents",
    }
}

/// Old units, and the new ones that they became.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pair {
    pub(super) old: Vec<usize>,
    pub(super) new: Vec<usize>,
    pub(super) how: How,
    /// How sure that is, from 0 to 1.
    pub(super) sure: f64,
}

impl Pair {
    pub(super) fn one(old: usize, new: usize, how: How, sure: f64) -> Self {
        Self { old: vec![old], new: vec![new], how, sure }
    }
}

/// Pairs the units of two documents as far as they kept their order, besides those that bear the same id.
pub(super) fn pairs_in_order(old: &[Unit], new: &[Unit]) -> Vec<Pair> {
    let mut pairs = by_anchor(old, new);
    let taken = |units: &[Unit], of: fn(&Pair) -> usize| {
        let mut taken = vec![false; units.len()];
        pairs.iter().for_each(|pair| taken[of(pair)] = true);
        (0..units.len()).filter(|&at| !taken[at]).collect::<Vec<usize>>()
    };
    let olds = taken(old, |pair| pair.old[0]);
    let news = taken(new, |pair| pair.new[0]);
    let exact = |units: &[Unit], of: &[usize]| of.iter().map(|&at| units[at].exact).collect::<Vec<u32>>();
    let certain = same_in_order(&exact(old, &olds), &exact(new, &news));
    let (mut left, mut right) = (0, 0);
    for (a, b) in certain.into_iter().chain([(olds.len(), news.len())]) {
        gap(old, &olds[left..a], new, &news[right..b], &mut pairs);
        if let (Some(&a), Some(&b)) = (olds.get(a), news.get(b)) {
            pairs.push(Pair::one(a, b, How::Exact, 1.0));
        }
        (left, right) = (a + 1, b + 1);
    }
    rows_by_key(old, new, &mut pairs);
    pairs.sort_by_key(|pair| pair.new[0]);
    splits(old, new, &mut pairs);
    pairs
}

fn by_anchor(old: &[Unit], new: &[Unit]) -> Vec<Pair> {
    let mut places: HashMap<&str, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for (at, id) in old.iter().enumerate().flat_map(|(at, unit)| unit.anchors.iter().map(move |id| (at, id))) {
        places.entry(id).or_default().0.push(at);
    }
    for (at, id) in new.iter().enumerate().flat_map(|(at, unit)| unit.anchors.iter().map(move |id| (at, id))) {
        places.entry(id).or_default().1.push(at);
    }
    let mut found: Vec<(usize, usize)> = places
        .into_values()
        .filter_map(|(olds, news)| match (olds.as_slice(), news.as_slice()) {
            (&[a], &[b]) => Some((a, b)),
            _ => None,
        })
        .collect();
    found.sort_unstable();
    let (mut olds, mut news) = (vec![false; old.len()], vec![false; new.len()]);
    found.retain(|&(a, b)| !std::mem::replace(&mut olds[a], true) && !std::mem::replace(&mut news[b], true));
    found.into_iter().map(|(a, b)| Pair::one(a, b, How::Anchor, 1.0)).collect()
}

/// Pairs rows of tables that changed their order, by their first cells.
fn rows_by_key(old: &[Unit], new: &[Unit], pairs: &mut Vec<Pair>) {
    let free = |units: &[Unit], of: &dyn Fn(&Pair) -> Vec<usize>| {
        let taken: Vec<usize> = pairs.iter().flat_map(of).collect();
        let mut rows: HashMap<(u32, Vec<u32>), Vec<usize>> = HashMap::new();
        for (at, unit) in units.iter().enumerate().filter(|(_, unit)| unit.kind == UnitKind::Row) {
            // A key that occurs twice is none, whether the other row has a partner or not.
            let places = rows.entry((unit.section, unit.row_key.clone())).or_default();
            places.push(if taken.contains(&at) { usize::MAX } else { at });
        }
        rows
    };
    let (olds, news) = (free(old, &|pair| pair.old.clone()), free(new, &|pair| pair.new.clone()));
    let mut found: Vec<(usize, usize)> = olds
        .iter()
        .filter_map(|(key, places)| match (places.as_slice(), news.get(key)?.as_slice()) {
            (&[a], &[b]) if a != usize::MAX && b != usize::MAX => Some((a, b)),
            _ => None,
        })
        .collect();
    found.sort_unstable();
    pairs.extend(found.into_iter().map(|(a, b)| edited(old, new, a, b)));
}

/// Pairs what stands between two certain pairs.
fn gap(old: &[Unit], olds: &[usize], new: &[Unit], news: &[usize], pairs: &mut Vec<Pair>) {
    if olds.is_empty() || news.is_empty() {
        return;
    }
    if let (&[a], &[b]) = (olds, news) {
        let alike = alike(&old[a], &new[b]);
        let floor = if is_name(&old[a]) { NAMES } else { ALONE };
        if alike >= floor && kinds_fit(&old[a], &new[b]) {
            pairs.push(edited(old, new, a, b));
        }
        return;
    }
    let pieces = (olds.len() * news.len()).div_ceil(MOST_CELLS);
    let cut = |length: usize, at: usize| length * at / pieces;
    for piece in 0..pieces {
        let olds = &olds[cut(olds.len(), piece)..cut(olds.len(), piece + 1)];
        let news = &news[cut(news.len(), piece)..cut(news.len(), piece + 1)];
        let found = align(olds.len(), news.len(), SAME_SECTION, |a, b| fit(&old[olds[a]], &new[news[b]]));
        pairs.extend(found.into_iter().map(|(a, b)| edited(old, new, olds[a], news[b])));
    }
}

fn edited(old: &[Unit], new: &[Unit], a: usize, b: usize) -> Pair {
    let row = old[a].kind == UnitKind::Row && old[a].row_key == new[b].row_key;
    Pair::one(a, b, if row { How::Row } else { How::Edited }, alike(&old[a], &new[b]))
}

/// How well one unit fits the other in its place; 0 when they cannot be the same.
fn fit(old: &Unit, new: &Unit) -> f64 {
    if !kinds_fit(old, new) {
        return 0.0;
    }
    let opens = old.opening.is_some() && old.opening == new.opening && !is_name(old);
    let alike = alike(old, new) + if opens { SAME_OPENING } else { 0.0 };
    let floor = if is_name(old) {
        NAMES
    } else if old.section == new.section {
        SAME_SECTION
    } else {
        OTHER_SECTION
    };
    if old.kind == UnitKind::Row && !old.row_key.is_empty() {
        let same_key = likeness(&old.row_key, &new.row_key);
        return if same_key >= 0.99 { alike.max(0.9) } else { alike.min(same_key) };
    }
    if alike >= floor { alike } else { 0.0 }
}

/// How alike two units are by their words.
pub(super) fn alike(old: &Unit, new: &Unit) -> f64 {
    likeness(&old.bag, &new.bag)
}

fn is_name(unit: &Unit) -> bool {
    matches!(unit.kind, UnitKind::Heading(_))
}

/// Whether a unit of the one kind can become one of the other: headings and table rows stay what they are.
pub(super) fn kinds_fit(old: &Unit, new: &Unit) -> bool {
    let class = |kind| match kind {
        UnitKind::Heading(_) => 0,
        UnitKind::Row => 1,
        UnitKind::Head => 2,
        UnitKind::Paragraph | UnitKind::Item => 3,
    };
    class(old.kind) == class(new.kind)
}

/// Finds units that were split in two and units that were joined, next to a pair that shares only a part.
fn splits(old: &[Unit], new: &[Unit], pairs: &mut [Pair]) {
    let mut free_old = vec![true; old.len()];
    let mut free_new = vec![true; new.len()];
    for pair in pairs.iter() {
        pair.old.iter().for_each(|&at| free_old[at] = false);
        pair.new.iter().for_each(|&at| free_new[at] = false);
    }
    let is_text = |unit: &Unit| matches!(unit.kind, UnitKind::Paragraph | UnitKind::Item);
    for pair in pairs.iter_mut() {
        let (&[a], &[b]) = (pair.old.as_slice(), pair.new.as_slice()) else { continue };
        if pair.how == How::Exact || !is_text(&old[a]) || !is_text(&new[b]) {
            continue;
        }
        let grown = |bag: &[u32], units: &[Unit], free: &[bool], at: usize| {
            let next = units.get(at).filter(|unit| free[at] && is_text(unit))?;
            Some(merged(bag, &next.bag))
        };
        for (next, front) in [(b + 1, false), (b.wrapping_sub(1), true)] {
            if let Some(bag) = grown(&new[b].bag, new, &free_new, next) {
                let joint = likeness(&old[a].bag, &bag);
                if joint >= SPLIT && joint > pair.sure + ADDS && pair.new.len() == 1 {
                    pair.new.insert(if front { 0 } else { 1 }, next);
                    (pair.how, pair.sure) = (How::Split, joint);
                    free_new[next] = false;
                }
            }
        }
        if pair.new.len() > 1 {
            continue;
        }
        for (next, front) in [(a + 1, false), (a.wrapping_sub(1), true)] {
            if let Some(bag) = grown(&old[a].bag, old, &free_old, next) {
                let joint = likeness(&bag, &new[b].bag);
                if joint >= SPLIT && joint > pair.sure + ADDS && pair.old.len() == 1 {
                    pair.old.insert(if front { 0 } else { 1 }, next);
                    (pair.how, pair.sure) = (How::Joined, joint);
                    free_old[next] = false;
                }
            }
        }
    }
}

/// Two bags as one.
pub(super) fn merged(one: &[u32], other: &[u32]) -> Vec<u32> {
    let mut bag = [one, other].concat();
    bag.sort_unstable();
    bag
}
