//! `Patterns`: every pattern of a ruleset, once, told apart by number. Shipped ones come first and are always there; a
//! user's own follow from the next multiple of 64 on, so that sets of both can be joined word by word.

use crate::error::Error;
use crate::pattern::{Candidates, Found, Hits, Pattern, PatternError, Prefilter, Scratch, Shelf};
use crate::text::Span;
use std::collections::HashMap;

/// Patterns being collected.
#[derive(Debug)]
pub(super) struct PatternTable {
    shelf: &'static Shelf,
    own_numbers: HashMap<String, u32>,
    own: Vec<Pattern>,
    errors: Vec<Error>,
}

/// Every pattern of a ruleset.
#[derive(Debug)]
pub struct Patterns {
    shelf: &'static Shelf,
    own: Vec<Pattern>,
    own_prefilter: Option<Prefilter>,
}

/// Words of the patterns that were found in one text.
#[derive(Debug, Clone, Default)]
pub struct TextHits {
    shipped: Hits,
    own: Hits,
}

impl PatternTable {
    /// A table that holds the shipped patterns.
    pub(super) fn new(shelf: &'static Shelf) -> Self {
        Self { shelf, own_numbers: HashMap::new(), own: Vec::new(), errors: Vec::new() }
    }

    /// The numbers of some patterns; a pattern met before keeps its number.
    pub(super) fn all(&mut self, sources: Vec<&str>) -> Vec<u32> {
        sources.into_iter().map(|source| self.number(source)).collect()
    }

    fn number(&mut self, source: &str) -> u32 {
        if let Some(number) = self.shelf.number(source) {
            return number as u32;
        }
        if let Some(&number) = self.own_numbers.get(source) {
            return number;
        }
        let number = first_own(self.shelf) + self.own.len() as u32;
        match Pattern::new(source) {
            Ok(pattern) => {
                self.own.push(pattern);
                self.own_numbers.insert(source.to_owned(), number);
            }
            Err(error) => self.errors.push(refused(source, &error)),
        }
        number
    }

    /// One more than the largest number.
    pub(super) fn len(&self) -> usize {
        first_own(self.shelf) as usize + self.own.len()
    }

    /// All patterns, ready to be searched for.
    pub(super) fn finish(self) -> Result<Patterns, Vec<Error>> {
        if !self.errors.is_empty() {
            return Err(self.errors);
        }
        let own_prefilter = (!self.own.is_empty()).then(|| Prefilter::new(&self.own));
        Ok(Patterns { shelf: self.shelf, own: self.own, own_prefilter })
    }
}

fn first_own(shelf: &Shelf) -> u32 {
    shelf.patterns.len().next_multiple_of(64) as u32
}

fn refused(source: &str, error: &PatternError) -> Error {
    let refused = Error::new(format!("the pattern `{source}` cannot be used: {error}"));
    match error.help {
        Some(help) => refused.help(help),
        None => refused,
    }
}

impl Patterns {
    /// Finds the words of all patterns in a document's folded, lower-case text.
    pub fn scan(&self, lower: &str, hits: &mut TextHits) {
        self.shelf.prefilter.scan(lower, &mut hits.shipped);
        if let Some(prefilter) = &self.own_prefilter {
            prefilter.scan(lower, &mut hits.own);
        }
    }

    /// The patterns that may match the text of a span, one bit each.
    pub fn candidates(&self, lower: &str, hits: &TextHits, span: Span, candidates: &mut [Candidates; 2]) -> Vec<u64> {
        let [shipped, own] = candidates;
        self.shelf.prefilter.candidates(lower, &hits.shipped, &[span], shipped);
        let mut bits = shipped.bits().to_vec();
        if let Some(prefilter) = &self.own_prefilter {
            prefilter.candidates(lower, &hits.own, &[span], own);
            bits.resize(first_own(self.shelf) as usize / 64, 0);
            bits.extend_from_slice(own.bits());
        }
        bits
    }

    /// Where a pattern first matches a text.
    pub fn find(&self, pattern: u32, lower: &str, scratch: &mut Scratch) -> Option<Span> {
        self.found(pattern, lower, scratch).map(|found| found.span)
    }

    /// Where the quantity of a pattern with a placeholder stands, for the pattern's first match in a text.
    pub fn quantity(&self, pattern: u32, lower: &str, scratch: &mut Scratch) -> Option<Span> {
        self.found(pattern, lower, scratch)?.quantity
    }

    /// A user's own patterns that hold no fixed word, so that they are tried on every rule.
    pub fn slow(&self) -> Vec<&str> {
        let all = self.shelf.patterns.iter().chain(&self.own);
        all.filter(|pattern| pattern.is_slow()).map(Pattern::source).collect()
    }

    fn found(&self, pattern: u32, lower: &str, scratch: &mut Scratch) -> Option<Found> {
        let first_own = first_own(self.shelf);
        let pattern = match pattern.checked_sub(first_own) {
            Some(own) => &self.own[own as usize],
            None => &self.shelf.patterns[pattern as usize],
        };
        pattern.find(lower, scratch)
    }
}
