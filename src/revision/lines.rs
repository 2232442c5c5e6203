//! Pairs of units → pairs of sentences: what stands in one place of both editions, or in one only.

use super::align::align;
use super::edition::Text;
use super::hunk::same_in_order;
use super::pair::{How, Pair, merged};
use super::unit::{Unit, UnitKind, plain};
use super::word::{Vocabulary, held, likeness, minus};
use crate::document::BlockKind;
use std::collections::HashMap;

/// Sentences of paired units that share less are not the same.
const SAME: f64 = 0.35;
/// A sentence that stands alone between two pairs, as one other does in the other edition, needs to share only this.
const ALONE: f64 = 0.2;
/// Two sentences that share this with a third were split from it, or joined to it.
const SPLIT: f64 = 0.6;
/// A sentence of which another holds so many words may have gone into it, when it has this many words.
const HELD: f64 = 0.85;
const FEWEST_OF_PART: usize = 6;
/// What share of its words the sentence that it is paired with does not explain.
const OWN: f64 = 0.15;
/// What a second part must add to the likeness.
const ADDS: f64 = 0.08;

/// Sentences of the old edition, and what they are in the new one. One of the two may be empty.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Match {
    /// Passages of the old document, and its place in the edition.
    pub(super) old: Option<Spot>,
    /// The same for the new one.
    pub(super) new: Option<Spot>,
    pub(super) how: How,
    pub(super) sure: f64,
    /// Whether it stands elsewhere.
    pub(super) moved: bool,
}

/// Passages of one unit, or of units that follow each other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Index into the edition's documents.
    pub document: usize,
    /// The first unit, as an index among those of the document.
    pub(super) unit: usize,
    /// Indices into the document's passages.
    pub passages: Vec<usize>,
}

/// A document of one edition, cut into units.
pub(super) struct Cut<'d> {
    pub(super) document: usize,
    pub(super) text: &'d Text,
    pub(super) units: &'d [Unit],
}

impl Cut<'_> {
    fn spot(&self, unit: usize, passages: Vec<usize>) -> Spot {
        Spot { document: self.document, unit, passages }
    }

    /// All passages of some units.
    pub(super) fn spots(&self, units: &[usize]) -> Vec<Spot> {
        units
            .iter()
            .flat_map(|&unit| self.units[unit].passages.clone().map(move |at| self.spot(unit, vec![at])))
            .collect()
    }

    /// A passage without the label in front of it.
    pub(super) fn own(&self, unit: usize, passage: usize) -> &str {
        own(self.text, &self.units[unit], passage)
    }
}

/// A passage without the label in front of it.
pub(super) fn own<'t>(text: &'t Text, unit: &Unit, passage: usize) -> &'t str {
    let whole = text.document.slice(text.document.passages[passage].text);
    let label = if passage == unit.passages.start { unit.label_bytes.min(whole.len()) } else { 0 };
    whole.get(label..).unwrap_or(whole)
}

/// The sentences of a pair of units.
pub(super) fn lines_of(pair: &Pair, old: &Cut<'_>, new: &Cut<'_>, words: &mut Vocabulary) -> Vec<Match> {
    let is_row = |cut: &Cut<'_>, units: &[usize]| matches!(cut.units[units[0]].kind, UnitKind::Row | UnitKind::Head);
    let mut lines = Vec::new();
    if is_row(old, &pair.old) && is_row(new, &pair.new) {
        let (mut left, right) = (columns(old, pair.old[0]), columns(new, pair.new[0]));
        for (name, column, spots) in right {
            let same_name = left.iter().position(|(other, ..)| !name.is_empty() && *other == name);
            let at = same_name.or_else(|| {
                left.iter().position(|(other, at, _)| *at == column && other.is_empty() == name.is_empty())
            });
            match at.map(|at| left.remove(at)) {
                Some((.., olds)) => sentences(&olds, &spots, pair, old, new, words, &mut lines),
                None => sentences(&[], &spots, pair, old, new, words, &mut lines),
            }
        }
        left.into_iter().for_each(|(.., olds)| sentences(&olds, &[], pair, old, new, words, &mut lines));
    } else {
        sentences(&old.spots(&pair.old), &new.spots(&pair.new), pair, old, new, words, &mut lines);
    }
    lines
}

/// The cells of a row: name of the column, its number, and the passages.
fn columns(cut: &Cut<'_>, unit: usize) -> Vec<(String, usize, Vec<Spot>)> {
    let document = &cut.text.document;
    let blocks = cut.units[unit].blocks.clone();
    let cells = blocks.clone().map(|index| {
        let block = &document.blocks[index];
        let column = if let BlockKind::TableCell { column } = block.kind { column } else { index - blocks.start };
        let name = block.column_head.map(|head| plain(document.slice(document.blocks[head].text))).unwrap_or_default();
        let spots = (block.passages.0..block.passages.1).map(|passage| cut.spot(unit, vec![passage])).collect();
        (name, column, spots)
    });
    cells.collect()
}

/// Pairs sentences: the same text first, then by likeness in the gaps, then splits.
fn sentences(
    olds: &[Spot],
    news: &[Spot],
    pair: &Pair,
    old: &Cut<'_>,
    new: &Cut<'_>,
    words: &mut Vocabulary,
    lines: &mut Vec<Match>,
) {
    let mut known: HashMap<String, u32> = HashMap::new();
    let mut read = |cut: &Cut<'_>, spots: &[Spot]| {
        let of = |spot: &Spot| cut.own(spot.unit, spot.passages[0]).to_owned();
        let texts: Vec<String> = spots.iter().map(of).collect();
        let exact: Vec<u32> = texts
            .iter()
            .map(|text| {
                let next = known.len() as u32;
                *known.entry(plain(text)).or_insert(next)
            })
            .collect();
        let bags: Vec<Vec<u32>> = texts.iter().map(|text| words.bag(text)).collect();
        (exact, bags)
    };
    let (old_exact, mut old_bags) = read(old, olds);
    let (new_exact, mut new_bags) = read(new, news);
    let mut found: Vec<(Vec<usize>, Vec<usize>, f64)> = Vec::new();
    let (mut left, mut right) = (0, 0);
    let same = same_in_order(&old_exact, &new_exact);
    for (a, b) in same.into_iter().chain([(olds.len(), news.len())]) {
        if a - left == 1 && b - right == 1 {
            let alike = likeness(&old_bags[left], &new_bags[right]);
            // What a cell says is about its row and column, in whatever words.
            let is_cell = old.units[olds[left].unit].kind == UnitKind::Row;
            if alike >= ALONE || is_cell {
                found.push((vec![left], vec![right], alike));
            }
        } else {
            let inner = align(a - left, b - right, SAME, |x, y| likeness(&old_bags[left + x], &new_bags[right + y]));
            found.extend(
                inner.into_iter().map(|(x, y)| {
                    (vec![left + x], vec![right + y], likeness(&old_bags[left + x], &new_bags[right + y]))
                }),
            );
        }
        if a < olds.len() {
            found.push((vec![a], vec![b], 1.0));
        }
        (left, right) = (a + 1, b + 1);
    }
    let is_cell =
        |spots: &[Spot], cut: &Cut<'_>| spots.first().is_some_and(|spot| cut.units[spot.unit].kind == UnitKind::Row);
    if !is_cell(news, new) {
        grow(&mut found, &mut old_bags, &mut new_bags);
    }
    let mut order: Vec<(f64, Match)> = Vec::new();
    let (mut free_old, mut free_new) = (vec![true; olds.len()], vec![true; news.len()]);
    let gather = |spots: &[Spot], at: &[usize]| {
        let first = spots[at[0]].clone();
        Spot { passages: at.iter().map(|&at| spots[at].passages[0]).collect(), ..first }
    };
    for (a, b, alike) in &found {
        a.iter().for_each(|&at| free_old[at] = false);
        b.iter().for_each(|&at| free_new[at] = false);
        let how = match (a.len(), b.len()) {
            (1, 1) => pair.how,
            (1, _) => How::Split,
            _ => How::Joined,
        };
        let how = if how == How::Exact && *alike < 1.0 { How::Edited } else { how };
        let line = Match { old: Some(gather(olds, a)), new: Some(gather(news, b)), how, sure: *alike, moved: false };
        order.push((b[0] as f64, line));
    }
    order.extend((0..news.len()).filter(|&at| free_new[at]).map(|at| (at as f64, alone(None, Some(news[at].clone())))));
    for at in (0..olds.len()).filter(|&at| free_old[at]) {
        // After what stands where its forerunner stands now.
        let before = found.iter().filter(|(a, ..)| a[0] < at).map(|(_, b, _)| b[0] as f64 + 0.5).fold(-0.5, f64::max);
        order.push((before, alone(Some(olds[at].clone()), None)));
    }
    order.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    lines.extend(order.into_iter().map(|(_, line)| line));
}

/// A line that one edition has alone.
pub(super) fn alone(old: Option<Spot>, new: Option<Spot>) -> Match {
    Match { old, new, how: How::Edited, sure: 0.0, moved: false }
}

/// Whether a sentence is a part of another beside the one that it is paired with: "If you are under 13, you must not use it"
/// went into a longer one.
fn is_part(sentence: &[u32], whole: &[u32], partner: &[u32]) -> bool {
    sentence.len() >= FEWEST_OF_PART && held(sentence, whole) >= HELD && held(sentence, &minus(whole, partner)) >= OWN
}

/// Adds free neighbours to pairs that share only a part with them.
fn grow(found: &mut [(Vec<usize>, Vec<usize>, f64)], old_bags: &mut [Vec<u32>], new_bags: &mut [Vec<u32>]) {
    let taken = |found: &[(Vec<usize>, Vec<usize>, f64)], new: bool, at: usize| {
        found.iter().any(|(a, b, _)| if new { b.contains(&at) } else { a.contains(&at) })
    };
    for index in 0..found.len() {
        let (a, b, alike) = found[index].clone();
        if alike >= 0.95 || a.len() > 1 || b.len() > 1 {
            continue;
        }
        let next_new =
            [b[0] + 1, b[0].wrapping_sub(1)].into_iter().filter(|&at| at < new_bags.len() && !taken(found, true, at));
        let with_new = next_new.map(|at| {
            let joint = likeness(&old_bags[a[0]], &merged(&new_bags[b[0]], &new_bags[at]));
            (joint, is_part(&new_bags[at], &old_bags[a[0]], &new_bags[b[0]]), true, at)
        });
        let next_old =
            [a[0] + 1, a[0].wrapping_sub(1)].into_iter().filter(|&at| at < old_bags.len() && !taken(found, false, at));
        let with_old = next_old.map(|at| {
            let joint = likeness(&merged(&old_bags[a[0]], &old_bags[at]), &new_bags[b[0]]);
            (joint, is_part(&old_bags[at], &new_bags[b[0]], &old_bags[a[0]]), false, at)
        });
        let best = with_new.chain(with_old).max_by(|x, y| x.1.cmp(&y.1).then(x.0.total_cmp(&y.0)));
        let belongs =
            |(joint, part, ..): &(f64, bool, bool, usize)| *part || (*joint >= SPLIT && *joint > alike + ADDS);
        if let Some((joint, _, is_new, at)) = best.filter(belongs) {
            let side = if is_new { &mut found[index].1 } else { &mut found[index].0 };
            side.push(at);
            side.sort_unstable();
            found[index].2 = joint;
        }
    }
}
