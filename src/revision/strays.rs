//! Sentences that left the paragraph they stood in and are known again elsewhere.

use super::edition::Edition;
use super::lines::{Match, Spot, alone, own};
use super::moves::{Side, sentence_moves};
use super::pair::How;
use super::unit::{Names, Unit, UnitKind, plain};
use std::collections::HashMap;

/// A pair of sentences that shares less gives way to the same sentence elsewhere.
const WEAK: f64 = 0.5;
/// Words of which a sentence must have more to be known again by its text.
const FEWEST_WORDS: usize = 5;

/// Parts pairs that are little alike when one of the two stands, word for word, alone on the other side: what stood in its
/// place is another sentence.
pub(super) fn release(old: (&Edition, &Side), new: (&Edition, &Side), matches: &mut Vec<Match>) {
    let text = |(edition, side): (&Edition, &Side), spot: &Spot| match spot.passages[..] {
        [passage] => {
            let unit = &side.units[spot.document][spot.unit];
            let is_text = matches!(unit.kind, UnitKind::Paragraph | UnitKind::Item);
            let text = plain(own(&edition.documents[spot.document], unit, passage));
            Some(text).filter(|text| is_text && text.split(' ').count() > FEWEST_WORDS)
        }
        _ => None,
    };
    let mut gone: HashMap<String, usize> = HashMap::new();
    let mut come: HashMap<String, usize> = HashMap::new();
    for found in matches.iter() {
        match (&found.old, &found.new) {
            (Some(spot), None) => *gone.entry(text(old, spot).unwrap_or_default()).or_default() += 1,
            (None, Some(spot)) => *come.entry(text(new, spot).unwrap_or_default()).or_default() += 1,
            _ => {}
        }
    }
    let is_stray = |found: &Match| {
        let (Some(was), Some(is)) = (&found.old, &found.new) else { return false };
        let twin = |alone: &HashMap<String, usize>, text: Option<String>| {
            text.is_some_and(|text| alone.get(&text).is_some_and(|&places| places == 1))
        };
        found.sure < WEAK && found.how == How::Edited && (twin(&come, text(old, was)) || twin(&gone, text(new, is)))
    };
    let (parted, kept): (Vec<Match>, Vec<Match>) = std::mem::take(matches).into_iter().partition(|it| is_stray(it));
    matches.extend(kept);
    for Match { old, new, .. } in parted {
        matches.extend([alone(old, None), alone(None, new)]);
    }
}

/// Joins sentences that are alone on both sides and are known again.
pub(super) fn sentences_moved(
    old: &Edition,
    new: &Edition,
    then: &Side,
    now: &Side,
    matches: Vec<Match>,
    names: &mut Names,
) -> Vec<Match> {
    let is_alone = |found: &Match, of: fn(&Match) -> &Option<Spot>| of(found).is_none();
    let (gone, come) = (
        matches.iter().any(|found| is_alone(found, |found| &found.new)),
        matches.iter().any(|found| is_alone(found, |found| &found.old)),
    );
    if !gone || !come {
        return matches;
    }
    let mut side = |edition: &Edition, side: &Side, free: &dyn Fn(usize, usize) -> bool| {
        let mut sentences = Vec::new();
        let mut is_free = Vec::new();
        for (document, units) in side.units.iter().enumerate() {
            let text = &edition.documents[document];
            let mut of_document = Vec::new();
            for unit in units {
                for passage in unit.passages.clone() {
                    let own = own(text, unit, passage);
                    let kind = if matches!(unit.kind, UnitKind::Heading(_) | UnitKind::Head) {
                        unit.kind
                    } else {
                        UnitKind::Paragraph
                    };
                    of_document.push(Unit {
                        kind: if kind == UnitKind::Head { UnitKind::Heading(1) } else { kind },
                        section: unit.section,
                        label: String::new(),
                        label_bytes: 0,
                        exact: names.number(plain(own)),
                        opening: None,
                        bag: names.words.bag(own),
                        row_key: Vec::new(),
                        passages: passage..passage + 1,
                        blocks: 0..0,
                        anchors: Vec::new(),
                    });
                }
            }
            is_free.push(of_document.iter().map(|unit| free(document, unit.passages.start)).collect());
            sentences.push(of_document);
        }
        Side { units: sentences, free: is_free }
    };
    let spots = |of: fn(&Match) -> (&Option<Spot>, &Option<Spot>)| {
        let alone = matches.iter().filter_map(|found| match of(found) {
            (Some(spot), None) => Some(((spot.document, spot.passages[0]), spot.clone())),
            _ => None,
        });
        alone.collect::<HashMap<_, _>>()
    };
    let (olds, news) = (spots(|found| (&found.old, &found.new)), spots(|found| (&found.new, &found.old)));
    let mut left = side(old, then, &|document, passage| olds.contains_key(&(document, passage)));
    let mut right = side(new, now, &|document, passage| news.contains_key(&(document, passage)));
    let mut matches = matches;
    for (from, to, pair) in sentence_moves(&mut left, &mut right) {
        let a = (from, left.units[from][pair.old[0]].passages.start);
        let b = (to, right.units[to][pair.new[0]].passages.start);
        let (Some(was), Some(is)) = (olds.get(&a), news.get(&b)) else { continue };
        matches.retain(|found| !(found.new.is_none() && found.old.as_ref() == Some(was)));
        if let Some(found) = matches.iter_mut().find(|found| found.old.is_none() && found.new.as_ref() == Some(is)) {
            *found =
                Match { old: Some(was.clone()), new: Some(is.clone()), how: How::Moved, sure: pair.sure, moved: true };
        }
    }
    matches
}
