//! `Prefilter`: which of many patterns may match a sentence, told by one pass over the whole text.
//!
//! It may name a pattern that does not match; it never leaves out one that does. See [`super::literals`].

use super::candidates::{ALL, Candidates, Use};
use super::index::Index;
use super::literals::{Clause, MAX_CLAUSES, MAX_LENGTH};
use super::words::is_word;
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// The words of many patterns, ready to be found.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Prefilter {
    index: Index,
    /// Where the uses of each literal start.
    starts: Vec<u32>,
    uses: Vec<Use>,
    /// Patterns without a clause, one bit each: always candidates.
    always: Vec<u64>,
}

/// Words found in a text, in the order of the text.
#[derive(Debug, Clone, Default)]
pub struct Hits(Vec<Hit>);

#[derive(Debug, Clone, Copy)]
struct Hit {
    at: u32,
    literal: u32,
}

impl Prefilter {
    /// A prefilter for patterns, given the clauses of each.
    pub fn new(patterns: &[impl AsRef<[Clause]>]) -> Self {
        let mut index = Index::with_capacity(8 * patterns.len());
        let mut uses = Vec::with_capacity(8 * patterns.len());
        let mut always = vec![0; patterns.len().div_ceil(64)];
        for (pattern, clauses) in patterns.iter().map(AsRef::as_ref).enumerate() {
            always[pattern / 64] |= u64::from(clauses.is_empty()) << (pattern % 64);
            let clauses = &clauses[..clauses.len().min(MAX_CLAUSES)];
            let spare = (ALL << clauses.len() & ALL) as u8;
            for (number, clause) in clauses.iter().enumerate() {
                let usage = Use { pattern: pattern as u32, clause: 1 << number, spare, leads: clause.leads };
                uses.extend(clause.literals().map(|literal| (index.add(literal), usage)));
            }
        }
        let (starts, uses) = group(index.len(), &uses);
        Self { index, starts, uses, always }
    }

    /// Finds the words of all patterns in folded, lower-cased text.
    pub fn scan(&self, lower: &str, hits: &mut Hits) {
        hits.0.clear();
        self.index.scan(lower.as_bytes(), |literal, at| hits.0.push(Hit { at: at as u32, literal }));
    }

    /// The patterns that may match the reading of some spans of the scanned text, joined by one space each.
    pub fn candidates(&self, lower: &str, hits: &Hits, spans: &[Span], candidates: &mut Candidates) {
        candidates.begin(lower, spans, &self.always);
        if spans.iter().any(|&span| cuts_word(lower, span)) {
            // Where a word is cut, another one starts that was not seen.
            let (reading, notes) = candidates.parts(lower);
            self.index.scan(reading.as_bytes(), |literal, at| notes.add(self.uses_of(literal), at));
            return;
        }
        let mut start = 0;
        for &span in spans {
            candidates.cursor = hits.first_from(span.start, candidates.cursor);
            for hit in &hits.0[candidates.cursor..] {
                let at = hit.at as usize;
                if at >= span.end {
                    break;
                }
                if at + self.index.length(hit.literal) <= span.end {
                    candidates.notes.add(self.uses_of(hit.literal), at - span.start + start);
                }
            }
            start += span.len() + 1;
        }
        if spans.len() > 1 {
            self.look_at_seams(lower, spans, candidates);
        }
    }

    /// Notes the literals that start in one span and end in another.
    fn look_at_seams(&self, lower: &str, spans: &[Span], candidates: &mut Candidates) {
        let (reading, notes) = candidates.parts(lower);
        let mut seam = 0;
        for span in &spans[..spans.len() - 1] {
            seam += span.len();
            let first = seam.saturating_sub(MAX_LENGTH);
            let last = reading.len().min(seam + MAX_LENGTH + 1);
            self.index.scan(&reading.as_bytes()[first..last], |literal, at| {
                let (at, end) = (first + at, first + at + self.index.length(literal));
                if at < seam && end > seam {
                    notes.add(self.uses_of(literal), at);
                }
            });
            seam += 1;
        }
        notes.sort();
    }

    fn uses_of(&self, literal: u32) -> &[Use] {
        let literal = literal as usize;
        &self.uses[self.starts[literal] as usize..self.starts[literal + 1] as usize]
    }
}

impl Hits {
    /// Number of words found.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether no word was found.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Index of the first hit at `start` or later; it is near `cursor` when spans come in the order of the text.
    fn first_from(&self, start: usize, cursor: usize) -> usize {
        let before = |hit: &Hit| (hit.at as usize) < start;
        let near = self.0.get(..cursor).is_some_and(|passed| passed.last().is_none_or(before));
        let cursor = if near { cursor } else { 0 };
        match self.0[cursor..].iter().take(32).position(|hit| !before(hit)) {
            Some(index) if near => cursor + index,
            _ => cursor + self.0[cursor..].partition_point(before),
        }
    }
}

/// Groups items by number: where the items of each number start (and the last ones end), and the items.
fn group<T: Copy + Default>(numbers: usize, items: &[(u32, T)]) -> (Vec<u32>, Vec<T>) {
    let mut starts = vec![0; numbers + 2];
    for &(number, _) in items {
        starts[number as usize + 2] += 1;
    }
    for number in 2..starts.len() {
        starts[number] += starts[number - 1];
    }
    let mut grouped = vec![T::default(); items.len()];
    for &(number, item) in items {
        let place = &mut starts[number as usize + 1];
        grouped[*place as usize] = item;
        *place += 1;
    }
    starts.pop();
    (starts, grouped)
}

/// Whether a span starts or ends in the middle of a word.
fn cuts_word(text: &str, span: Span) -> bool {
    let word = |at: usize| text.as_bytes().get(at).is_some_and(|&byte| is_word(byte));
    [span.start, span.end].iter().any(|&at| at > 0 && word(at - 1) && word(at))
}
