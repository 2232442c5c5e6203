//! `Patterns`: every pattern of a ruleset, once; told apart by number. Compiled when first needed.

use super::literals::{Clause, clauses};
use super::prefilter::{Candidates, Hits, Prefilter};
use super::syntax::{self, PatternError, QUANTITY};
use crate::error::Error;
use crate::text::Span;
use regex_automata::nfa::thompson::{self, NFA, backtrack::BoundedBacktracker, pikevm::PikeVM};
use regex_automata::{Anchored, Input};
use regex_syntax::hir::Hir;
use std::collections::HashMap;
use std::sync::OnceLock;

/// Largest compiled pattern, in bytes.
const LARGEST_NFA: usize = 1 << 20;
/// Longest text that a pattern is searched in, in bytes; a rule is one sentence.
const LONGEST_TEXT: usize = 16 << 10;

/// Patterns being collected.
#[derive(Debug, Default)]
pub(super) struct PatternTable {
    numbers: HashMap<String, u32>,
    sources: Vec<String>,
}

/// Every pattern of a ruleset.
#[derive(Debug)]
pub struct Patterns {
    sources: Vec<String>,
    compiled: Vec<OnceLock<Compiled>>,
    prefilter: Prefilter,
    slow: Vec<u32>,
}

/// Buffers that are used again from search to search.
#[derive(Debug, Default)]
pub struct PatternCache {
    backtrack: HashMap<u32, thompson::backtrack::Cache>,
    pike: HashMap<u32, thompson::pikevm::Cache>,
}

#[derive(Debug)]
struct Compiled {
    backtracker: BoundedBacktracker,
    pike: PikeVM,
    quantity: Option<usize>,
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

    /// The pattern that matches a phrase literally, as whole words.
    pub(super) fn phrase(phrase: &str) -> String {
        let edge = |character: Option<char>| if character.is_some_and(char::is_alphanumeric) { r"\b" } else { "" };
        let (first, last) = (edge(phrase.chars().next()), edge(phrase.chars().next_back()));
        format!("{first}{}{last}", regex_syntax::escape(phrase))
    }

    pub(super) fn len(&self) -> usize {
        self.sources.len()
    }

    /// All patterns, ready to be searched for; `known` are clauses found earlier, by source.
    pub(super) fn finish(self, known: &HashMap<String, Vec<Clause>>) -> Result<Patterns, Vec<Error>> {
        let mut errors = Vec::new();
        let mut all: Vec<Vec<Clause>> = Vec::with_capacity(self.sources.len());
        for source in &self.sources {
            if let Some(clauses) = known.get(source) {
                all.push(clauses.clone());
                continue;
            }
            match syntax::parse(source) {
                Ok(hir) if nfa(&hir).is_none() => errors.push(too_large(source)),
                Ok(hir) => all.push(clauses(&hir)),
                Err(error) => errors.push(refused(source, &error)),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let slow = (0..).zip(&all).filter(|(_, clauses)| clauses.is_empty()).map(|(number, _)| number).collect();
        let compiled = self.sources.iter().map(|_| OnceLock::new()).collect();
        Ok(Patterns { prefilter: Prefilter::new(&all), sources: self.sources, compiled, slow })
    }
}

fn refused(source: &str, error: &PatternError) -> Error {
    let refused = Error::new(format!("the pattern `{source}` cannot be used: {error}"));
    match error.help {
        Some(help) => refused.help(help),
        None => refused,
    }
}

fn too_large(source: &str) -> Error {
    let start: String = source.chars().take(60).collect();
    Error::new(format!("a pattern is too large to be searched for: `{start}`")).help("repeat less in it")
}

/// What a pattern compiles to, unless that is too large.
fn nfa(hir: &Hir) -> Option<NFA> {
    let config = thompson::Config::new().nfa_size_limit(Some(LARGEST_NFA));
    NFA::compiler().configure(config).build_from_hir(hir).ok()
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

    /// The patterns that may match a text that was not scanned.
    pub fn candidates_of(&self, lower: &str, candidates: &mut Candidates) {
        self.prefilter.candidates_of(lower, candidates);
    }

    /// Where a pattern first matches a text.
    pub fn find(&self, pattern: u32, lower: &str, cache: &mut PatternCache) -> Option<Span> {
        let compiled = self.compiled(pattern);
        let mut slots = [None; 2];
        compiled.search(pattern, lower, cache, &mut slots);
        Some(Span::new(slots[0]?.get(), slots[1]?.get()))
    }

    /// Where the quantity of a pattern with a placeholder stands, for the pattern's first match in a text.
    pub fn quantity(&self, pattern: u32, lower: &str, cache: &mut PatternCache) -> Option<Span> {
        let compiled = self.compiled(pattern);
        let at = compiled.quantity?;
        let mut slots = vec![None; compiled.backtracker.get_nfa().group_info().slot_len()];
        compiled.search(pattern, lower, cache, &mut slots);
        Some(Span::new(slots[at]?.get(), slots[at + 1]?.get()))
    }

    /// The patterns that hold no fixed word, so that they are tried on every rule.
    pub fn slow(&self) -> Vec<&str> {
        self.slow.iter().map(|&number| self.sources[number as usize].as_str()).collect()
    }

    fn compiled(&self, pattern: u32) -> &Compiled {
        self.compiled[pattern as usize].get_or_init(|| {
            let hir =
                syntax::parse(&self.sources[pattern as usize]).expect("the pattern was checked when it was loaded");
            let nfa = nfa(&hir).expect("the size was checked when it was loaded");
            let quantity = nfa.group_info().to_index(regex_automata::PatternID::ZERO, QUANTITY);
            let slot = |group| nfa.group_info().slot(regex_automata::PatternID::ZERO, group);
            let quantity = quantity.and_then(slot);
            let backtracker =
                BoundedBacktracker::new_from_nfa(nfa.clone()).expect("no look-around needs more than was built in");
            let pike = PikeVM::new_from_nfa(nfa).expect("no look-around needs more than was built in");
            Compiled { backtracker, pike, quantity }
        })
    }
}

impl Compiled {
    fn search(
        &self,
        number: u32,
        lower: &str,
        cache: &mut PatternCache,
        slots: &mut [Option<regex_automata::util::primitives::NonMaxUsize>],
    ) {
        let mut end = lower.len().min(LONGEST_TEXT);
        while !lower.is_char_boundary(end) {
            end -= 1;
        }
        let input = Input::new(&lower[..end]).anchored(Anchored::No);
        if end <= self.backtracker.max_haystack_len() {
            let cache = cache.backtrack.entry(number).or_insert_with(|| self.backtracker.create_cache());
            let searched = self.backtracker.try_search_slots(cache, &input, slots);
            debug_assert!(searched.is_ok(), "the length was checked");
        } else {
            let cache = cache.pike.entry(number).or_insert_with(|| self.pike.create_cache());
            self.pike.search_slots(cache, &input, slots);
        }
    }
}
