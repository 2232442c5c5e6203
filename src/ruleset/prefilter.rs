//! `Prefilter`: which of many patterns may match a sentence, told by one pass over the whole text.
//!
//! It may name a pattern that does not match; it never leaves out one that does. See [`super::literals`].

use super::index::Index;
use super::literals::Clause;
use crate::text::Span;
use std::collections::HashMap;

/// The words of many patterns, ready to be found.
#[derive(Debug, Clone)]
pub struct Prefilter {
    index: Index,
    /// Clauses that each literal is in.
    clauses: Lists,
    /// Patterns that each clause is the first of.
    patterns: Lists,
    /// The other clauses of each pattern; a pattern with fewer has its first one again.
    others: Vec<[u32; 2]>,
    /// Patterns without a clause: always candidates.
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

/// Patterns that may match some text; made once, filled again for each sentence.
#[derive(Debug, Clone, Default)]
pub struct Candidates {
    patterns: Vec<u64>,
    clauses: Vec<u64>,
    order: Vec<u32>,
    reading: String,
    hits: Hits,
}

impl Prefilter {
    /// A prefilter for patterns, given the clauses of each.
    pub fn new(patterns: &[impl AsRef<[Clause]>]) -> Self {
        let all = || patterns.iter().flat_map(|clauses| clauses.as_ref());
        let mut index = Index::with_capacity(all().map(|clause| clause.0.len()).sum());
        let literals: Vec<u32> = all().flat_map(|clause| &clause.0).map(|literal| index.add(literal)).collect();
        let mut rest = &literals[..];
        let mut numbers: HashMap<&[u32], u32> = HashMap::with_capacity(2 * patterns.len());
        let (mut of_clause, mut of_literal) = (Vec::new(), Vec::new());
        let mut others = Vec::with_capacity(patterns.len());
        let mut always = vec![0; patterns.len().div_ceil(64)];
        for (pattern, clauses) in patterns.iter().enumerate() {
            let mut mine = clauses.as_ref().iter().map(|clause| {
                let literals = rest.split_off(..clause.0.len()).expect("every literal has its number");
                let fresh = numbers.len() as u32;
                *numbers.entry(literals).or_insert_with(|| {
                    of_literal.extend(literals.iter().map(|&literal| (literal, fresh)));
                    fresh
                })
            });
            let Some(first) = mine.next() else {
                set(&mut always, pattern as u32);
                others.push([0; 2]);
                continue;
            };
            others.push([mine.next().unwrap_or(first), mine.next().unwrap_or(first)]);
            of_clause.push((first, pattern as u32));
        }
        let clauses = Lists::new(index.len(), &of_literal);
        let patterns = Lists::new(numbers.len(), &of_clause);
        Self { index, clauses, patterns, others, always }
    }

    /// Finds the words of all patterns in folded, lower-cased text.
    pub fn scan(&self, lower: &str, hits: &mut Hits) {
        hits.0.clear();
        self.index.scan(lower, |literal, at| hits.0.push(Hit { at: at as u32, literal }));
    }

    /// The patterns that may match a text that was not scanned before.
    pub fn candidates_of(&self, lower: &str, candidates: &mut Candidates) {
        candidates.patterns.clone_from(&self.always);
        candidates.clauses.clear();
        candidates.clauses.resize(self.patterns.len().div_ceil(64), 0);
        candidates.order.clear();
        self.index.scan(lower, |literal, _| self.note(literal, candidates));
        self.complete(candidates);
    }

    /// The patterns that may match the reading made of some spans of the scanned text, joined by one space each.
    pub fn candidates(&self, lower: &str, hits: &Hits, spans: &[Span], candidates: &mut Candidates) {
        candidates.patterns.clone_from(&self.always);
        candidates.clauses.clear();
        candidates.clauses.resize(self.patterns.len().div_ceil(64), 0);
        candidates.order.clear();
        if let &[span] = spans
            && !cuts_word(lower, span)
        {
            let first = hits.0.partition_point(|hit| (hit.at as usize) < span.start);
            for hit in hits.0[first..].iter().take_while(|hit| (hit.at as usize) < span.end) {
                if hit.at as usize + self.index.length(hit.literal) <= span.end {
                    self.note(hit.literal, candidates);
                }
            }
        } else {
            // Words may meet where two spans do, so the reading is looked at as it is read.
            let mut reading = std::mem::take(&mut candidates.reading);
            reading.clear();
            for (index, span) in spans.iter().enumerate() {
                if index > 0 {
                    reading.push(' ');
                }
                reading.push_str(span.of(lower));
            }
            self.index.scan(&reading, |literal, _| self.note(literal, candidates));
            candidates.reading = reading;
        }
        self.complete(candidates);
    }

    /// Finds the patterns all of whose clauses were noted.
    fn complete(&self, candidates: &mut Candidates) {
        let Candidates { order, clauses, patterns, .. } = candidates;
        for &clause in &*order {
            for &pattern in self.patterns.of(clause) {
                if self.others[pattern as usize].iter().all(|&other| has(clauses, other)) {
                    set(patterns, pattern);
                }
            }
        }
    }

    fn note(&self, literal: u32, candidates: &mut Candidates) {
        for &clause in self.clauses.of(literal) {
            if !has(&candidates.clauses, clause) {
                set(&mut candidates.clauses, clause);
                candidates.order.push(clause);
            }
        }
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
}

impl Candidates {
    /// The patterns by number, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.patterns.iter().enumerate().flat_map(|(index, &word)| {
            std::iter::successors(Some(word), |word| Some(word & (word - 1)))
                .take_while(|&word| word != 0)
                .map(move |word| 64 * index + word.trailing_zeros() as usize)
        })
    }

    /// The same as bits, 64 patterns a word.
    pub fn bits(&self) -> &[u64] {
        &self.patterns
    }

    /// Whether one pattern is among them.
    pub fn contains(&self, pattern: usize) -> bool {
        self.patterns.get(pattern / 64).is_some_and(|word| word >> (pattern % 64) & 1 != 0)
    }
}

/// Lists of numbers, each known by its own number.
#[derive(Debug, Clone)]
struct Lists {
    ends: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    /// Lists from pairs of a list and an item.
    fn new(lists: usize, pairs: &[(u32, u32)]) -> Self {
        let mut starts = vec![0; lists + 1];
        for &(list, _) in pairs {
            starts[list as usize + 1] += 1;
        }
        for list in 0..lists {
            starts[list + 1] += starts[list];
        }
        let mut items = vec![0; pairs.len()];
        for &(list, item) in pairs {
            let place = &mut starts[list as usize];
            items[*place as usize] = item;
            *place += 1;
        }
        starts.truncate(lists);
        Self { ends: starts, items }
    }

    fn len(&self) -> usize {
        self.ends.len()
    }

    fn of(&self, list: u32) -> &[u32] {
        let start = list.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        &self.items[start as usize..self.ends[list as usize] as usize]
    }
}

fn has(bits: &[u64], bit: u32) -> bool {
    bits[bit as usize / 64] >> (bit % 64) & 1 != 0
}

fn set(bits: &mut [u64], bit: u32) {
    bits[bit as usize / 64] |= 1 << (bit % 64);
}

/// Whether a span starts or ends in the middle of a word.
fn cuts_word(text: &str, span: Span) -> bool {
    let bytes = text.as_bytes();
    let inside = |at: usize| {
        at > 0
            && at < bytes.len()
            && [bytes[at - 1], bytes[at]].iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
    };
    inside(span.start) || inside(span.end)
}
