//! One detector on one passage: does it match, where, and is the match silenced.

use super::audit::Run;
use super::measure::{measure, says};
use super::scan::Scan;
use crate::fact::{Fact, Value};
use crate::rule::quantity::{Quantity, quantities};
use crate::ruleset::compiled::{Detector, LookFor, compares};
use crate::ruleset::detector::{Op, Within};
use crate::text::Span;

/// A silencer from nearby stands at most so many passages away.
const NEAR: usize = 3;

/// A detector's match: the bytes of the reading, and what to add to the message.
pub(super) struct Match {
    pub(super) span: Span,
    pub(super) detail: Option<String>,
    pub(super) related: Option<usize>,
}

impl Match {
    pub(super) fn at(span: Span) -> Self {
        Self { span, detail: None, related: None }
    }
}

impl Run<'_> {
    /// Looks for what a detector describes in one passage.
    pub(super) fn detect(&mut self, detector: &Detector, passage: usize) -> Option<Match> {
        let scan = &mut self.scan;
        match &detector.look_for {
            LookFor::Words { any, all } => {
                let span = scan.find_any(passage, any)?;
                all.iter().all(|&pattern| scan.find_anywhere(passage, pattern).is_some()).then(|| Match::at(span))
            }
            LookFor::Threshold { any, op, value } => {
                let rule = self.understood[passage].rule.as_ref()?;
                any.iter().find_map(|&pattern| {
                    let (span, at) = scan.find_quantity(passage, pattern)?;
                    let stated = rule.quantities.iter().find(|quantity| quantity.span.overlaps(at)).cloned();
                    let quantity = stated.or_else(|| bare_number(at.of(&scan.readings[passage].lower)))?;
                    exceeds(&quantity, *op, *value)
                        .then(|| Match { detail: Some(quantity.to_string()), ..Match::at(span) })
                })
            }
            LookFor::Stacking { near, lexicon, min } => {
                let span = scan.find_any(passage, near)?;
                let extent = extent(scan, passage, detector.within);
                let held =
                    |scan: &mut Scan<'_>, pattern| extent.iter().any(|&other| scan.find(other, pattern).is_some());
                let things = lexicon.iter().filter(|&&pattern| held(scan, pattern)).count();
                (things >= *min)
                    .then(|| Match { detail: Some(format!("{things} different things")), ..Match::at(span) })
            }
            LookFor::MissingComplement { trigger, complement } => {
                let span = scan.find_any(passage, trigger)?;
                let extent = extent(scan, passage, detector.within);
                let met = extent.iter().any(|&other| scan.silencer(other, complement).is_some());
                (!met).then(|| Match::at(span))
            }
            LookFor::Asymmetry { a, b } => {
                let span = scan.find_any(passage, a)?;
                let extent = extent(scan, passage, detector.within);
                let mut takes_b = |other: &usize| scan.is_live(*other) && scan.find_any(*other, b).is_some();
                // One sentence may say both; a place of its own says more to the reader.
                let other = extent.iter().copied().filter(|&other| other != passage).find(|other| takes_b(other));
                (other.is_some() || takes_b(&passage)).then(|| Match { related: other, ..Match::at(span) })
            }
            LookFor::Contradiction { .. } | LookFor::Taught => None,
            LookFor::Readability { metric, max } => {
                let measured = measure(scan, passage, *metric);
                let own = Span::new(scan.readings[passage].own_start, scan.readings[passage].lower.len());
                (measured > *max).then(|| Match { detail: Some(says(*metric, measured)), ..Match::at(own) })
            }
            LookFor::Fact { kinds, threshold, from, granted, any } => {
                let facts = self.understood[passage].facts.iter();
                let fact = facts.filter(|fact| kinds.contains(&fact.kind)).find(|fact| {
                    let beyond = match (&fact.value, threshold) {
                        (_, None) => true,
                        (Value::Quantity(quantity), Some((op, value))) => exceeds(quantity, *op, *value),
                        _ => false,
                    };
                    let polarity = match (&fact.value, granted) {
                        (_, None) => true,
                        (Value::Granted, Some(granted)) => *granted,
                        (Value::Denied, Some(granted)) => !granted,
                        _ => false,
                    };
                    let started = from.is_empty() || fact.from.is_some_and(|event| from.contains(&event));
                    beyond && polarity && started
                })?;
                if !any.is_empty() && scan.find_any(passage, any).is_none() {
                    return None;
                }
                Some(Match { detail: detail_of(fact), ..Match::at(fact.span) })
            }
        }
    }

    /// The words that silence a match, if any do.
    pub(super) fn silenced(&mut self, detector: &Detector, passage: usize, related: Option<usize>) -> Option<String> {
        let mut extent = extent(&self.scan, passage, detector.unless_within);
        extent.extend(related);
        let near = self.scan.section_of(passage).iter().filter(|other| other.abs_diff(passage) <= NEAR);
        let near: Vec<usize> = near.copied().collect();
        let silencers = [(extent, &detector.unless), (near, &detector.unless_near)];
        silencers.into_iter().find_map(|(passages, patterns)| {
            let by = |scan: &mut Scan<'_>, other| scan.silencer(other, patterns).map(|span: Span| (other, span));
            let (other, span) = passages.into_iter().find_map(|other| by(&mut self.scan, other))?;
            Some(span.of(&self.scan.readings[other].lower).to_owned())
        })
    }
}

/// The passages over which something is looked for.
pub(super) fn extent(scan: &Scan<'_>, passage: usize, within: Within) -> Vec<usize> {
    match within {
        Within::Rule => vec![passage],
        Within::Section => scan.section_of(passage).to_vec(),
        Within::Document | Within::Corpus => (0..scan.document.passages.len()).collect(),
    }
}

/// A number that a pattern captured although it counts nothing by itself: "a four-step procedure".
fn bare_number(text: &str) -> Option<Quantity> {
    let mut found = Vec::new();
    quantities(&format!("{text} items"), &mut found);
    found.pop()
}

fn exceeds(quantity: &Quantity, op: Op, limit: f64) -> bool {
    // The end of a range that is worse for the customer decides: the longest wait, the shortest window.
    let (low, high) = quantity.range();
    let value = if matches!(op, Op::Less | Op::AtMost) { low } else { high };
    compares(op, value, limit)
}

fn detail_of(fact: &Fact) -> Option<String> {
    let Value::Quantity(quantity) = &fact.value else {
        return None;
    };
    Some(match fact.from {
        Some(event) => format!("{quantity} from {event}"),
        None => quantity.to_string(),
    })
}
