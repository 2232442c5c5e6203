//! What many small differences come to: parts that moved as a whole, numbers that shifted, form, sections gone silent.

use super::describe::Seen;
use super::edition::Edition;
use super::lines::{Match, Spot};
use super::moves::Side;
use super::unit::UnitKind;
use super::{Moved, Renumbered, Silence};
use crate::fact::Kind;
use std::collections::{BTreeMap, BTreeSet};

/// First words by which a text without a name is known.
const FIRST_WORDS: usize = 8;

/// Both editions, cut into units.
pub(super) struct Summed<'d> {
    pub(super) old: &'d Edition,
    pub(super) new: &'d Edition,
    pub(super) then: &'d Side,
    pub(super) now: &'d Side,
    pub(super) kinds: &'d [Kind],
}

/// What moved into a document, by where it came from and where it went.
pub(super) fn moved(summed: &Summed<'_>, matches: &[Match]) -> Vec<Moved> {
    let mut groups: BTreeMap<_, Vec<(&Spot, &Spot)>> = BTreeMap::new();
    for found in matches.iter().filter(|found| found.moved) {
        if let (Some(old), Some(new)) = (&found.old, &found.new)
            && named_section(summed.old, old) != named_section(summed.new, new)
        {
            groups
                .entry((new_section(summed, new), old.document, old_section(summed, old)))
                .or_default()
                .push((old, new));
        }
    }
    groups.into_iter().map(|((_, document, section), spots)| group(summed, document, section, &spots)).collect()
}

fn old_section(summed: &Summed<'_>, spot: &Spot) -> usize {
    section_of(summed.old, spot)
}

fn new_section(summed: &Summed<'_>, spot: &Spot) -> usize {
    section_of(summed.new, spot)
}

/// The document and the titles above: a text that stands in another order under the same ones did not move.
fn named_section<'d>(edition: &'d Edition, spot: &Spot) -> (&'d str, Vec<&'d str>) {
    let text = &edition.documents[spot.document];
    (text.key.as_str(), text.document.section_path(section_of(edition, spot)))
}

fn section_of(edition: &Edition, spot: &Spot) -> usize {
    let document = &edition.documents[spot.document].document;
    document.block_of(&document.passages[spot.passages[0]]).section
}

fn group(summed: &Summed<'_>, document: usize, section: usize, spots: &[(&Spot, &Spot)]) -> Moved {
    let text = &summed.old.documents[document];
    let moved: BTreeSet<usize> = spots.iter().flat_map(|(old, _)| old.passages.iter().copied()).collect();
    let all = text.document.passages.iter().enumerate();
    let of_section = |passage: &crate::document::Passage| {
        let block = text.document.block_of(passage);
        block.section == section && !matches!(block.kind, crate::document::BlockKind::Heading(_))
    };
    let whole = all.filter(|(_, passage)| of_section(passage)).all(|(at, _)| moved.contains(&at));
    let title = &text.document.sections[section].title;
    let (old, new) = spots[0];
    let rules = moved.iter().filter(|&&passage| text.binds(passage)).count();
    let what = if whole && !title.is_empty() {
        title.clone()
    } else {
        let first = spots.iter().map(|(old, _)| Seen { text, units: &summed.then.units[document] }.own(old)).next();
        format!("“{}”", first_words(&first.unwrap_or_default()))
    };
    let place = |edition: &Edition, spot: &Spot, above: bool| {
        let document = &edition.documents[spot.document].document;
        let mut path = document.section_path(section_of(edition, spot));
        if above && whole {
            path.pop();
        }
        let path = path.join(" › ");
        if path.is_empty() { document.source.path.clone() } else { format!("{} › {path}", document.source.path) }
    };
    Moved { what, from: place(summed.old, old, true), to: place(summed.new, new, true), rules }
}

/// The beginning of a text, as a name for it.
fn first_words(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    if words.len() <= FIRST_WORDS { text.to_owned() } else { format!("{} …", words[..FIRST_WORDS].join(" ")) }
}

/// The number that shifted in front of a pair, if one did.
pub(super) fn renumbered(found: &Match, old: Seen<'_>, new: Seen<'_>) -> Option<Renumbered> {
    let (a, b) = (found.old.as_ref()?, found.new.as_ref()?);
    let (was, is) = (old.unit(a), new.unit(b));
    let first = a.passages[0] == was.passages.start && b.passages[0] == is.passages.start;
    let both = !was.label.is_empty() && !is.label.is_empty() && was.label != is.label;
    (first && both).then(|| Renumbered {
        old: was.label.clone(),
        new: is.label.clone(),
        what: first_words(&new.own(b)),
    })
}

/// Whether two texts that read the same are written differently.
pub(super) fn formatting(found: &Match, old: Option<Seen<'_>>, new: Option<Seen<'_>>) -> bool {
    let (Some(a), Some(b), Some(old), Some(new)) = (&found.old, &found.new, old, new) else { return false };
    let written = |seen: Seen<'_>, spot: &Spot| {
        let document = &seen.text.document;
        let sources =
            spot.passages.iter().map(|&at| document.source.slice(document.to_source(document.passages[at].text)));
        let label = seen.unit(spot).label_bytes;
        let all = sources.collect::<Vec<_>>().join(" ");
        let all = if spot.passages[0] == seen.unit(spot).passages.start {
            all.get(label..).unwrap_or(&all).to_owned()
        } else {
            all
        };
        // Line ends, and the marks that quotes and items put in front of lines, are no difference.
        all.split_whitespace().filter(|word| *word != ">").map(str::to_owned).collect::<Vec<_>>()
    };
    let kind = |seen: Seen<'_>, spot: &Spot| seen.unit(spot).kind;
    kind(old, a) != kind(new, b) || written(old, a) != written(new, b)
}

/// Sections whose rules are all gone.
pub(super) fn silent_sections(old: &Edition, then: &Side, matches: &[Match], silent: &mut Vec<Silence>) {
    let mut kept: BTreeSet<(usize, usize)> = BTreeSet::new();
    for old in matches.iter().filter(|found| found.new.is_some()).filter_map(|found| found.old.as_ref()) {
        kept.extend(old.passages.iter().map(|&passage| (old.document, passage)));
    }
    for (at, text) in old.documents.iter().enumerate().filter(|(at, _)| !then.units[*at].is_empty()) {
        let document = &text.document;
        for unit in then.units[at].iter().filter(|unit| matches!(unit.kind, UnitKind::Heading(_))) {
            let section = document.blocks[unit.blocks.start].section;
            let inside = |passage: &usize| {
                document.block_of(&document.passages[*passage]).section == section && text.binds(*passage)
            };
            let rules: Vec<usize> = (0..document.passages.len()).filter(inside).collect();
            if !rules.is_empty() && !rules.iter().any(|&rule| kept.contains(&(at, rule))) {
                let start = document.to_source(document.blocks[unit.blocks.start].text).start;
                silent.push(Silence {
                    topic: document.sections[section].title.clone(),
                    path: document.source.path.clone(),
                    line: document.source.line_column(start).line,
                    rules: rules.len(),
                });
            }
        }
    }
}
