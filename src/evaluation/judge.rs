//! Findings and labels of one text, side by side: which finding stands on which unit.

use super::{Judged, JudgedUnit, Labelled, Place, Unit};
use crate::document::Document;
use crate::finding::{Finding, is_own_check};
use crate::text::{Span, fold};
use std::collections::BTreeMap;

/// Fewer letters in common are a coincidence ("Refunds", "Contact us").
const FEWEST_LETTERS: usize = 20;

/// A unit whose words do not stand in the document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Misplaced<'u>(pub &'u Unit);

/// Puts the findings of a text beside its labels. `rules` are the source bytes of what the tool reads as a rule.
///
/// A finding stands on the unit that its quote overlaps most; sentences are compared by their letters and digits alone: a
/// finding stands on all that say the same, or else on all that hold it or that it holds. Suppressed findings count: the
/// lint is what is judged.
///
/// # Errors
///
/// The units whose words are not in the document: then the labels belong to another version of it.
pub fn judge<'u>(
    labelled: &'u Labelled,
    document: &Document,
    findings: &[Finding],
    rules: &[Span],
) -> Result<Judged, Vec<Misplaced<'u>>> {
    let mut judged = Judged { doc: labelled.doc.clone(), ..Judged::default() };
    let findings: Vec<&Finding> = findings.iter().filter(|finding| !is_own_check(&finding.lint)).collect();
    if labelled.units.iter().any(|unit| unit.place == Place::Sentence) {
        sentences(labelled, document, &findings, &mut judged);
        return Ok(judged);
    }
    if labelled.units.iter().any(|unit| matches!(unit.place, Place::Finding(_))) {
        by_identity(labelled, &findings, &mut judged);
        return Ok(judged);
    }
    let spans = places(&labelled.units, &document.source.text)?;
    judged.units = labelled.units.iter().map(JudgedUnit::from).collect();
    let whole = labelled.units.iter().position(|unit| unit.place == Place::Whole);
    for (unit, span) in judged.units.iter_mut().zip(&spans) {
        unit.line = if whole.is_some() { 0 } else { document.source.line_column(span.start).line };
    }
    for span in rules {
        if let Some(unit) = most_overlapped(*span, &spans) {
            judged.units[unit].read_as_rule = true;
        }
    }
    let mut unlisted: BTreeMap<Span, JudgedUnit> = BTreeMap::new();
    for finding in findings {
        let label = &finding.primary;
        let unit = match whole.or_else(|| most_overlapped(label.span, &spans)) {
            Some(unit) => &mut judged.units[unit],
            None if labelled.complete => {
                *judged.stray.entry(finding.lint.clone()).or_default() += 1;
                continue;
            }
            None => unlisted.entry(label.span).or_insert_with(|| JudgedUnit {
                line: label.start.line,
                text: label.quote.clone(),
                ..JudgedUnit::default()
            }),
        };
        found(unit, finding);
    }
    judged.units.extend(unlisted.into_values());
    Ok(judged)
}

/// Notes a finding at its unit; of several of one lint, the surest.
fn found(unit: &mut JudgedUnit, finding: &Finding) {
    let surest = unit.found.entry(finding.lint.clone()).or_insert(finding.confidence);
    *surest = finding.confidence.min(*surest);
}

impl From<&Unit> for JudgedUnit {
    fn from(unit: &Unit) -> Self {
        Self {
            text: unit.text.clone(),
            labels: unit.labels.clone(),
            hostile: unit.hostile,
            about: unit.about.clone(),
            confidence: unit.confidence,
            rule: unit.rule,
            ..Self::default()
        }
    }
}

/// Where the units stand, in bytes.
pub(super) fn places<'u>(units: &'u [Unit], text: &str) -> Result<Vec<Span>, Vec<Misplaced<'u>>> {
    // Characters are counted once for all units.
    let starts: Vec<usize> = if units.iter().any(|unit| matches!(unit.place, Place::Characters(..))) {
        text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
    } else {
        Vec::new()
    };
    let mut spans = Vec::with_capacity(units.len());
    let mut misplaced = Vec::new();
    let mut after = 0;
    for unit in units {
        let span = match unit.place {
            Place::Characters(start, end) => starts
                .get(start)
                .zip(starts.get(end))
                .filter(|(start, end)| text.get(**start..**end) == Some(&unit.text))
                .map(|(start, end)| Span::new(*start, *end)),
            // The same words may stand twice: the next ones are meant, unless there are none.
            Place::Words => {
                text[after..].find(&unit.text).map(|at| at + after).or_else(|| text.find(&unit.text)).map(|at| {
                    after = at + unit.text.len();
                    Span::new(at, after)
                })
            }
            Place::Sentence | Place::Whole | Place::Finding(_) => Some(Span::new(0, text.len())),
        };
        match span {
            Some(span) => spans.push(span),
            None => misplaced.push(Misplaced(unit)),
        }
    }
    if misplaced.is_empty() { Ok(spans) } else { Err(misplaced) }
}

/// The span that shares most bytes with another; the first of several.
pub(super) fn most_overlapped(with: Span, spans: &[Span]) -> Option<usize> {
    let shared = |span: &Span| span.end.min(with.end).saturating_sub(span.start.max(with.start));
    let candidates = spans.iter().enumerate().filter(|(_, span)| shared(span) > 0);
    candidates.max_by_key(|(at, span)| (shared(span), std::cmp::Reverse(*at))).map(|(at, _)| at)
}

/// Findings that somebody reviewed, each by its identity.
fn by_identity(labelled: &Labelled, findings: &[&Finding], judged: &mut Judged) {
    judged.units = labelled.units.iter().map(JudgedUnit::from).collect();
    for finding in findings {
        let is_of = |unit: &Unit| {
            unit.place == Place::Finding(finding.identity.clone()) && unit.about.as_ref() == Some(&finding.lint)
        };
        match labelled.units.iter().position(is_of) {
            Some(at) => {
                judged.units[at].line = finding.primary.start.line;
                found(&mut judged.units[at], finding);
            }
            None => *judged.stray.entry(finding.lint.clone()).or_default() += 1,
        }
    }
}

fn sentences(labelled: &Labelled, document: &Document, findings: &[&Finding], judged: &mut Judged) {
    let said: Vec<String> = labelled.units.iter().map(|unit| letters(&unit.text)).collect();
    judged.units = labelled.units.iter().map(JudgedUnit::from).collect();
    for finding in findings {
        let quote = letters(&finding.primary.quote);
        let line = document.source.line_column(finding.primary.span.start).line;
        let mut on: Vec<usize> = (0..said.len()).filter(|&at| !quote.is_empty() && said[at] == quote).collect();
        if on.is_empty() {
            let holds = |said: &str| said.contains(&quote) || quote.contains(said);
            let enough = |said: &str| said.chars().count().min(quote.chars().count()) >= FEWEST_LETTERS;
            on.extend((0..said.len()).filter(|&at| enough(&said[at]) && holds(&said[at])));
        }
        if on.is_empty() {
            *judged.stray.entry(finding.lint.clone()).or_default() += 1;
        }
        for at in on {
            let unit = &mut judged.units[at];
            unit.line = line;
            found(unit, finding);
        }
    }
}

/// Letters and digits of a text, in lower case: what remains equal when spaces, quotes and markup change.
///
/// ```
/// use dumbrules::evaluation::letters;
/// assert_eq!(letters("We’ll *not* refund 10 €."), letters("we'll not refund 10"));
/// ```
pub fn letters(text: &str) -> String {
    fold(text).chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
