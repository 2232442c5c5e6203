//! `Patterns`: every pattern of a ruleset, once, told apart by number.

use crate::error::Error;
use crate::pattern::{Candidates, Found, Hits, Pattern, PatternError, Prefilter, Prepared, Scratch};
use crate::text::Span;
use std::collections::HashMap;

/// Patterns being collected.
#[derive(Debug, Default)]
pub(super) struct PatternTable {
    numbers: HashMap<String, u32>,
    sources: Vec<String>,
}

/// Every pattern of a ruleset.
#[derive(Debug)]
pub struct Patterns {
    patterns: Vec<Pattern>,
    prefilter: Prefilter,
}

impl PatternTable {
    /// The numbers of some patterns; a pattern met before keeps its number.
    pub(super) fn all(&mut self, sources: Vec<&str>) -> Vec<u32> {
        sources.into_iter().map(|source| self.number(source)).collect()
    }

    fn number(&mut self, source: &str) -> u32 {
        if let Some(&number) = self.numbers.get(source) {
            return number;
        }
        let number = self.sources.len() as u32;
        self.numbers.insert(source.to_owned(), number);
        self.sources.push(source.to_owned());
        number
    }

    pub(super) fn len(&self) -> usize {
        self.sources.len()
    }

    /// All patterns, ready to be searched for; `known` are patterns prepared earlier, by source.
    pub(super) fn finish(self, known: &HashMap<String, Prepared>) -> Result<Patterns, Vec<Error>> {
        let mut errors = Vec::new();
        let mut patterns = Vec::with_capacity(self.sources.len());
        for source in self.sources {
            match known.get(&source) {
                Some(prepared) => patterns.push(Pattern::from(prepared.clone())),
                None => match Pattern::new(&*source) {
                    Ok(pattern) => patterns.push(pattern),
                    Err(error) => errors.push(refused(&source, &error)),
                },
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Patterns { prefilter: Prefilter::new(&patterns), patterns })
    }
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
    pub fn scan(&self, lower: &str, hits: &mut Hits) {
        self.prefilter.scan(lower, hits);
    }

    /// The patterns that may match the text of a span.
    pub fn candidates(&self, lower: &str, hits: &Hits, span: Span, candidates: &mut Candidates) {
        self.prefilter.candidates(lower, hits, &[span], candidates);
    }

    /// Where a pattern first matches a text.
    pub fn find(&self, pattern: u32, lower: &str, scratch: &mut Scratch) -> Option<Span> {
        self.found(pattern, lower, scratch).map(|found| Span::new(found.start, found.end))
    }

    /// Where the quantity of a pattern with a placeholder stands, for the pattern's first match in a text.
    pub fn quantity(&self, pattern: u32, lower: &str, scratch: &mut Scratch) -> Option<Span> {
        let (start, end) = self.found(pattern, lower, scratch)?.quantity?;
        Some(Span::new(start, end))
    }

    /// The patterns that hold no fixed word, so that they are tried on every rule.
    pub fn slow(&self) -> Vec<&str> {
        self.patterns.iter().filter(|pattern| pattern.is_slow()).map(Pattern::source).collect()
    }

    fn found(&self, pattern: u32, lower: &str, scratch: &mut Scratch) -> Option<Found> {
        self.patterns[pattern as usize].find(lower, scratch)
    }
}
