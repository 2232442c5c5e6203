//! What people said of each passage of a text: what lessons are learnt from.

use super::judge::{Misplaced, letters, most_overlapped, places};
use super::{Labelled, Place};
use crate::document::Document;
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Labels of each passage, in the order of `passages` (source bytes): empty when it is fair, none when nobody said anything of it.
///
/// A passage has the labels of the unit that it overlaps most, or of the sentence with the same letters. Where a text of several
/// passages is hostile as a whole, nobody said which of them is, so nothing is said of any.
///
/// # Errors
///
/// The units whose words are not in the document.
pub fn passage_labels<'u>(
    labelled: &'u Labelled,
    document: &Document,
    passages: &[Span],
) -> Result<Vec<Option<BTreeSet<&'u str>>>, Vec<Misplaced<'u>>> {
    let said = |unit: usize| labelled.units[unit].labels.iter().map(String::as_str).collect::<BTreeSet<_>>();
    let of_unit = |place: Place| labelled.units.iter().any(|unit| unit.place == place);
    if of_unit(Place::Whole) {
        let one = (passages.len() == 1 || labelled.units.iter().all(|unit| !unit.hostile)).then(|| said(0));
        return Ok(passages.iter().map(|_| one.clone()).collect());
    }
    if of_unit(Place::Sentence) {
        let known: BTreeMap<String, usize> =
            labelled.units.iter().enumerate().map(|(at, unit)| (letters(&unit.text), at)).collect();
        let text = |span: &Span| letters(&document.source.text[span.start..span.end]);
        return Ok(passages.iter().map(|span| known.get(&text(span)).map(|&unit| said(unit))).collect());
    }
    if labelled.units.iter().any(|unit| matches!(unit.place, Place::Finding(_))) {
        // A verdict says whether a finding was right, and not what else the passage does.
        return Ok(passages.iter().map(|_| None).collect());
    }
    let spans = places(&labelled.units, &document.source.text)?;
    let fair = (!labelled.complete).then(BTreeSet::new);
    Ok(passages.iter().map(|span| most_overlapped(*span, &spans).map(&said).or_else(|| fair.clone())).collect())
}
