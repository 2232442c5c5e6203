//! `Candidates`: the patterns that may match one reading, and where. Filled by a [`super::prefilter::Prefilter`].

use super::lazy::Pattern;
use super::literals::MAX_CLAUSES;
use super::matcher::{Found, MAX_TEXT, Scratch};
use super::words::bits;
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// All clauses, as bits.
pub(super) const ALL: u32 = (1 << MAX_CLAUSES) - 1;

/// Patterns that may match a reading: one sentence, or a few spans of a text joined by one space each, as a rule is
/// read together with its lead-in or its table header. Made once for each thread and filled again for each reading.
#[derive(Debug, Clone, Default)]
pub struct Candidates {
    pub(super) notes: Notes,
    /// Index of the first hit of the last span.
    pub(super) cursor: usize,
    /// The reading's span, when it is one; else `joined` is the reading.
    span: Option<Span>,
    joined: String,
}

impl Candidates {
    /// The patterns by number, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.notes.patterns.iter().enumerate().flat_map(|(index, &word)| bits(word).map(move |bit| 64 * index + bit))
    }

    /// The same as bits, 64 patterns a word.
    pub fn bits(&self) -> &[u64] {
        &self.notes.patterns
    }

    /// Whether one pattern is among them.
    pub fn contains(&self, pattern: usize) -> bool {
        self.notes.patterns.get(pattern / 64).is_some_and(|word| word >> (pattern % 64) & 1 != 0)
    }

    /// The reading, given the text that it was taken from.
    pub fn reading<'a>(&'a self, lower: &'a str) -> &'a str {
        self.span.map_or(&self.joined, |span| span.of(lower))
    }

    /// Whether a pattern matches, given its number and the text that the reading was taken from. Often no search is
    /// needed to tell.
    pub fn matches(&self, number: usize, pattern: &Pattern, lower: &str, scratch: &mut Scratch) -> bool {
        self.contains(number)
            && (pattern.is_exact() && self.reading(lower).len() <= MAX_TEXT
                || self.find(number, pattern, lower, scratch).is_some())
    }

    /// The leftmost match of a pattern, given its number and the text that the reading was taken from; its spans are
    /// those of the reading.
    pub fn find(&self, number: usize, pattern: &Pattern, lower: &str, scratch: &mut Scratch) -> Option<Found> {
        if !self.contains(number) {
            return None;
        }
        let mut starts = self.notes.starts(number).peekable();
        if starts.peek().is_some() {
            pattern.find_at(self.reading(lower), starts, scratch)
        } else {
            pattern.find(self.reading(lower), scratch)
        }
    }

    /// Starts a new reading.
    pub(super) fn begin(&mut self, lower: &str, spans: &[Span], always: &[u64]) {
        self.notes.begin(always);
        self.joined.clear();
        if let &[span] = spans {
            self.span = Some(span);
            return;
        }
        self.span = None;
        for (index, span) in spans.iter().enumerate() {
            if index > 0 {
                self.joined.push(' ');
            }
            self.joined.push_str(span.of(lower));
        }
    }

    /// The reading and what is noted of it.
    pub(super) fn parts<'a>(&'a mut self, lower: &'a str) -> (&'a str, &'a mut Notes) {
        (self.span.map_or(&self.joined, |span| span.of(lower)), &mut self.notes)
    }
}

/// What a literal says of a pattern.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(super) struct Use {
    pub(super) pattern: u32,
    /// The bit of the clause that the literal fulfils.
    pub(super) clause: u8,
    /// The bits of clauses that the pattern does not have.
    pub(super) spare: u8,
    /// Whether a match starts where a literal of the clause does.
    pub(super) leads: bool,
}

/// What was found of each pattern.
#[derive(Debug, Clone, Default)]
pub(super) struct Notes {
    /// One bit for each pattern whose clauses are all fulfilled.
    patterns: Vec<u64>,
    /// For each pattern the turn in which something was found, then one bit for each clause.
    states: Vec<u32>,
    turn: u32,
    /// Patterns and the places where a match of them may start.
    leads: Vec<(u32, u32)>,
    /// Number of them; the rest is room.
    led: usize,
}

impl Notes {
    /// Takes down what a literal says. Nearly every word says something and none can be foreseen, so there is no branch.
    #[inline]
    pub(super) fn add(&mut self, uses: &[Use], at: usize) {
        if self.leads.len() < self.led + uses.len() {
            self.leads.resize(2 * (self.led + uses.len()), (0, 0));
        }
        for usage in uses {
            let pattern = usage.pattern as usize;
            let before = self.states[pattern];
            let fresh = self.turn << MAX_CLAUSES | u32::from(usage.spare);
            let state = if before >> MAX_CLAUSES == self.turn { before } else { fresh } | u32::from(usage.clause);
            self.states[pattern] = state;
            self.patterns[pattern / 64] |= u64::from(state & ALL == ALL) << (pattern % 64);
            self.leads[self.led] = (usage.pattern, at as u32);
            self.led += usize::from(usage.leads);
        }
    }

    /// Brings the places in order.
    pub(super) fn sort(&mut self) {
        self.leads[..self.led].sort_by_key(|lead| lead.1);
    }

    fn begin(&mut self, always: &[u64]) {
        if self.patterns.len() != always.len() || self.turn == u32::MAX >> MAX_CLAUSES {
            self.states.clear();
            self.states.resize(64 * always.len(), 0);
            self.turn = 0;
        }
        self.patterns.clear();
        self.patterns.extend_from_slice(always);
        self.turn += 1;
        self.led = 0;
    }

    /// Where a match of a pattern may start, ascending; empty when it may start anywhere.
    fn starts(&self, pattern: usize) -> impl Iterator<Item = usize> {
        self.leads[..self.led].iter().filter(move |lead| lead.0 as usize == pattern).map(|lead| lead.1 as usize)
    }
}
