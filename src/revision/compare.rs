//! The whole comparison on one page: documents, units, sentences, what moved, and what each change means.

use super::describe::{Seen, describe};
use super::documents;
use super::edition::{Edition, Text};
use super::lines::{Cut, Match, Spot, alone, lines_of};
use super::moves::{Side, moves};
use super::order::{ordered, references};
use super::pair::{How, Pair, alike, pairs_in_order};
use super::strays::{self, sentences_moved};
use super::summed::{Summed, formatting, moved, renumbered, silent_sections};
use super::unit::{Names, Unit, UnitKind, units_of};
use super::{Change, Comparison, DocumentChange, Fate, Line, rewrite, sheet};
use crate::fact::Kind;

/// Compares two editions.
pub fn compare(old: &Edition, new: &Edition, kinds: &[Kind]) -> Comparison {
    let documents = documents::pairs(old, new);
    let mut names = Names::default();
    let (mut then, mut now) = cut(old, new, &documents, &mut names);
    let mut matches = in_place(old, new, &documents, &mut then, &mut now, &mut names);
    for (from, to, pair) in moves(&mut then, &mut now) {
        let (a, b) = (view(old, from, &then), view(new, to, &now));
        let lines = lines_of(&pair, &a, &b, &mut names.words);
        matches.extend(lines.into_iter().map(|line| Match { moved: true, how: pair.how, ..line }));
    }
    leftovers(old, &then, new, &now, &mut matches);
    strays::release((old, &then), (new, &now), &mut matches);
    matches = sentences_moved(old, new, &then, &now, matches, &mut names);
    let mut comparison = Comparison { base: old.name.clone(), head: new.name.clone(), ..Comparison::default() };
    for &(a, b) in &documents {
        let summed = Summed { old, new, then: &then, now: &now, kinds };
        let change = document(&summed, a, b, &matches, &mut comparison.changes);
        comparison.documents.push(change);
    }
    comparison.documents.sort_by(|a, b| name(a).cmp(name(b)));
    comparison.facts = sheet::rows(old, new, kinds);
    comparison.silent = sheet::silences(&comparison.facts);
    silent_sections(old, &then, &matches, &mut comparison.silent);
    references(old, new, &documents, &then, &now, &matches, &mut comparison);
    comparison
}

fn name(document: &DocumentChange) -> &str {
    document.new.as_deref().or(document.old.as_deref()).unwrap_or_default()
}

/// Cuts into units what is not the same to the byte.
fn cut(old: &Edition, new: &Edition, documents: &[(Option<usize>, Option<usize>)], names: &mut Names) -> (Side, Side) {
    let source = |edition: &'_ Edition, at: usize| edition.documents[at].clone();
    let is_same = |a: usize, b: usize| source(old, a).document.source.text == source(new, b).document.source.text;
    let same: Vec<(usize, usize)> =
        documents.iter().filter_map(|&(a, b)| Some((a?, b?))).filter(|&(a, b)| is_same(a, b)).collect();
    let mut units = |edition: &Edition, is_same: &dyn Fn(usize) -> bool| {
        let of =
            |(at, text): (usize, &std::sync::Arc<Text>)| if is_same(at) { Vec::new() } else { units_of(text, names) };
        Side::new(edition.documents.iter().enumerate().map(of).collect())
    };
    let then = units(old, &|at| same.iter().any(|(a, _)| *a == at));
    let now = units(new, &|at| same.iter().any(|(_, b)| *b == at));
    (then, now)
}

fn view<'d>(edition: &'d Edition, document: usize, side: &'d Side) -> Cut<'d> {
    Cut { document, text: &edition.documents[document], units: &side.units[document] }
}

/// Pairs what kept its order.
fn in_place(
    old: &Edition,
    new: &Edition,
    documents: &[(Option<usize>, Option<usize>)],
    then: &mut Side,
    now: &mut Side,
    names: &mut Names,
) -> Vec<Match> {
    let mut matches = Vec::new();
    for (a, b) in documents.iter().filter_map(|&(a, b)| Some((a?, b?))) {
        let mut pairs = pairs_in_order(&then.units[a], &now.units[b]);
        for pair in &pairs {
            then.take(a, pair.old.iter().copied());
            now.take(b, pair.new.iter().copied());
        }
        renamed_headings(&then.units[a], &now.units[b], (&mut then.free[a], &mut now.free[b]), &mut pairs);
        let (left, right) = (view(old, a, then), view(new, b, now));
        for (pair, is_late) in pairs.iter().zip(out_of_order(&pairs)) {
            let lines = lines_of(pair, &left, &right, &mut names.words);
            matches.extend(lines.into_iter().map(|line| Match { moved: is_late, ..line }));
        }
    }
    matches
}

/// Which pairs stand elsewhere in the document: only pairs by id can.
fn out_of_order(pairs: &[Pair]) -> Vec<bool> {
    let kept = |pair: &Pair| pair.how != How::Anchor;
    let crosses = |pair: &Pair| {
        let crossing = |other: &Pair| (other.old[0] < pair.old[0]) != (other.new[0] < pair.new[0]);
        let others = pairs.iter().filter(|other| *other != pair);
        let (kept, crossed) = others.fold((0_usize, 0_usize), |(all, crossed), other| {
            (all + usize::from(kept(other)), crossed + usize::from(kept(other) && crossing(other)))
        });
        kept > 0 && crossed > 0
    };
    pairs.iter().map(|pair| !kept(pair) && crosses(pair)).collect()
}

/// Headings in other words above contents that are known.
fn renamed_headings(old: &[Unit], new: &[Unit], free: (&mut [bool], &mut [bool]), pairs: &mut Vec<Pair>) {
    let is_heading = |unit: &Unit| matches!(unit.kind, UnitKind::Heading(_));
    let mut at = 0;
    while at < pairs.len() {
        let (a, b) = (pairs[at].old[0], pairs[at].new[0]);
        at += 1;
        let (Some(above), Some(below)) = (a.checked_sub(1), b.checked_sub(1)) else { continue };
        let both = free.0[above] && free.1[below] && is_heading(&old[above]) && is_heading(&new[below]);
        if both && old[above].kind == new[below].kind {
            free.0[above] = false;
            free.1[below] = false;
            let sure = alike(&old[above], &new[below]).max(0.5);
            pairs.push(Pair::one(above, below, How::Contents, sure));
        }
    }
}

/// Units without a pair, sentence by sentence.
fn leftovers(old: &Edition, then: &Side, new: &Edition, now: &Side, matches: &mut Vec<Match>) {
    let free =
        |side: &Side, at: usize| (0..side.units[at].len()).filter(|&unit| side.free[at][unit]).collect::<Vec<_>>();
    for at in 0..then.units.len() {
        let spots = view(old, at, then).spots(&free(then, at));
        matches.extend(spots.into_iter().map(|spot| alone(Some(spot), None)));
    }
    for at in 0..now.units.len() {
        let spots = view(new, at, now).spots(&free(now, at));
        matches.extend(spots.into_iter().map(|spot| alone(None, Some(spot))));
    }
}

/// What became of one document.
fn document(
    summed: &Summed<'_>,
    a: Option<usize>,
    b: Option<usize>,
    matches: &[Match],
    changes: &mut Vec<Change>,
) -> DocumentChange {
    let text = |edition: &Edition, at: Option<usize>| at.map(|at| edition.documents[at].clone());
    let (then, now) = (text(summed.old, a), text(summed.new, b));
    let rules = now.as_ref().map_or(0, |text| text.rules());
    let shown = |text: &Option<std::sync::Arc<Text>>| text.as_ref().map(|text| text.document.source.path.clone());
    let mut change = DocumentChange {
        old: shown(&then),
        new: shown(&now),
        title: now.as_ref().or(then.as_ref()).map(|text| text.document.title()).unwrap_or_default(),
        fate: Fate::Same,
        lines: Vec::new(),
        rules,
        unchanged: rules,
        rewritten: false,
        moved: Vec::new(),
        renumbered: Vec::new(),
        formatting: 0,
    };
    let first = changes.len();
    let ordered = ordered(a, b, matches);
    let seen =
        |edition: &'_ Edition, spot: &Option<Spot>| spot.as_ref().map(|spot| edition.documents[spot.document].clone());
    for found in &ordered {
        let (x, y) = (seen(summed.old, &found.old), seen(summed.new, &found.new));
        let left = x
            .as_ref()
            .zip(found.old.as_ref())
            .map(|(text, spot)| Seen { text, units: &summed.then.units[spot.document] });
        let right = y
            .as_ref()
            .zip(found.new.as_ref())
            .map(|(text, spot)| Seen { text, units: &summed.now.units[spot.document] });
        let described = describe(found, left, right, summed.kinds);
        let index = described.as_ref().map(|_| changes.len());
        if let Some(described) = described {
            let says_other = described.classes.iter().any(|class| *class != super::Class::Moved);
            change.unchanged -= usize::from(described.binds && says_other && found.new.is_some()).min(change.unchanged);
            changes.push(described);
        } else {
            change.formatting += usize::from(formatting(found, left, right));
        }
        if let (Some(left), Some(right)) = (left, right) {
            change.renumbered.extend(renumbered(found, left, right));
        }
        change.lines.push(Line { old: found.old.clone(), new: found.new.clone(), change: index });
    }
    change.moved = moved(summed, &ordered);
    let is_changed =
        change.lines.iter().any(|line| line.change.is_some()) || !change.renumbered.is_empty() || change.formatting > 0;
    let renamed = then.as_ref().zip(now.as_ref()).is_some_and(|(then, now)| then.key != now.key);
    change.fate = match (a, b) {
        (None, _) => Fate::Added,
        (_, None) => Fate::Removed,
        _ if renamed => Fate::Renamed,
        _ if is_changed => Fate::Changed,
        _ => Fate::Same,
    };
    let before = then.as_ref().map_or(0, |text| text.rules());
    rewrite::settle(&mut change, &mut changes[first..], before + rules);
    change
}
