//! `Scan`: one document under the patterns of a ruleset. Answers where a pattern matches a passage, each question once.

use super::understand::Understood;
use crate::document::{BlockKind, Document, Reading};
use crate::fact::StartEvent;
use crate::lesson::{Features, Seen, features};
use crate::pattern::{self, Candidates};
use crate::rule::{Bearer, Modality, Word};
use crate::ruleset::{Ruleset, TextHits};
use crate::text::Span;

/// Buffers that are used again from document to document.
#[derive(Debug, Default)]
pub struct Scratch {
    hits: TextHits,
    reading_hits: TextHits,
    search: pattern::Scratch,
    candidates: [Candidates; 2],
    pub(super) words: Vec<Word>,
}

/// One document under the patterns of a ruleset.
pub struct Scan<'d> {
    pub(super) document: &'d Document,
    pub(super) ruleset: &'d Ruleset,
    pub(super) readings: &'d [Reading<'d>],
    pub(super) scratch: &'d mut Scratch,
    known: Vec<Vec<(u32, Option<Span>)>>,
    possible: Vec<Vec<u64>>,
    by_section: Vec<Vec<usize>>,
    headings: Vec<String>,
}

impl<'d> Scan<'d> {
    /// Scans a document; `readings` are those of its passages, in order ([`Document::readings`]).
    pub fn new(
        document: &'d Document,
        readings: &'d [Reading<'d>],
        ruleset: &'d Ruleset,
        scratch: &'d mut Scratch,
    ) -> Self {
        ruleset.patterns.scan(&document.lower, &mut scratch.hits);
        let possible = readings.iter().map(|reading| {
            if reading.has_context() {
                ruleset.patterns.scan(&reading.lower, &mut scratch.reading_hits);
                let whole = Span::new(0, reading.lower.len());
                ruleset.patterns.candidates(&reading.lower, &scratch.reading_hits, whole, &mut scratch.candidates)
            } else {
                let own = reading.passage;
                ruleset.patterns.candidates(&document.lower, &scratch.hits, own, &mut scratch.candidates)
            }
        });
        let possible = possible.collect();
        let mut by_section = vec![Vec::new(); document.sections.len()];
        for (index, passage) in document.passages.iter().enumerate() {
            by_section[document.block_of(passage).section].push(index);
        }
        let known = vec![Vec::new(); readings.len()];
        let headings = document.sections.iter().map(|section| section.title.to_ascii_lowercase()).collect();
        Self { document, ruleset, readings, scratch, known, possible, by_section, headings }
    }

    /// What a lesson sees of a passage.
    pub(super) fn see(
        &self,
        passage: usize,
        understood: &Understood,
        out: &mut Features,
        name: Option<&mut dyn FnMut(u64, String)>,
    ) {
        let rule = understood.rule.as_ref();
        let facts: Vec<(&str, Option<&str>)> = understood
            .facts
            .iter()
            .map(|fact| (self.ruleset.kinds[fact.kind].id.as_str(), fact.from.map(StartEvent::word)))
            .collect();
        let seen = Seen {
            text: &self.readings[passage].lower,
            heading: &self.headings[self.document.block_of(&self.document.passages[passage]).section],
            rule: [
                rule.and_then(|rule| rule.modality).map(Modality::word),
                rule.and_then(|rule| rule.bearer).map(Bearer::word),
            ],
            facts: &facts,
        };
        features(&seen, out, name);
    }

    /// Patterns that can match a passage, ascending.
    pub(super) fn candidates(&self, passage: usize, out: &mut Vec<u32>) {
        for (index, &word) in self.possible[passage].iter().enumerate() {
            let mut rest = word;
            while rest != 0 {
                out.push(64 * index as u32 + rest.trailing_zeros());
                rest &= rest - 1;
            }
        }
    }

    fn is_possible(&self, passage: usize, pattern: u32) -> bool {
        self.possible[passage][pattern as usize / 64] >> (pattern % 64) & 1 != 0
    }

    /// Where a pattern matches a passage's reading, overlapping the passage itself.
    pub(super) fn find(&mut self, passage: usize, pattern: u32) -> Option<Span> {
        if !self.is_possible(passage, pattern) {
            return None;
        }
        if let Some((_, found)) = self.known[passage].iter().find(|(known, _)| *known == pattern) {
            return *found;
        }
        let reading = &self.readings[passage];
        let found = find_from(self.ruleset, &mut self.scratch.search, pattern, &reading.lower, reading.own_start);
        self.known[passage].push((pattern, found));
        found
    }

    /// The first of the patterns that matches a passage.
    pub(super) fn find_any(&mut self, passage: usize, patterns: &[u32]) -> Option<Span> {
        patterns.iter().find_map(|&pattern| self.find(passage, pattern))
    }

    /// Where the quantity of a pattern with a placeholder stands.
    pub(super) fn find_quantity(&mut self, passage: usize, pattern: u32) -> Option<(Span, Span)> {
        let whole = self.find(passage, pattern)?;
        let lower = &self.readings[passage].lower;
        let quantity = self.ruleset.patterns.quantity(pattern, &lower[whole.start..], &mut self.scratch.search)?;
        Some((whole, quantity.shifted(whole.start)))
    }

    /// How often a pattern matches a passage.
    pub(super) fn count(&mut self, passage: usize, pattern: u32) -> usize {
        let mut count = 0;
        let mut from = self.readings[passage].own_start;
        if self.find(passage, pattern).is_none() {
            return 0;
        }
        let lower = &self.readings[passage].lower;
        while let Some(found) = self.ruleset.patterns.find(pattern, &lower[from..], &mut self.scratch.search) {
            count += 1;
            from += found.end.max(1);
            if from >= lower.len() || !lower.is_char_boundary(from) {
                break;
            }
        }
        count
    }

    /// The heading right above a passage, lower case; empty when there is none.
    pub(super) fn heading(&self, passage: usize) -> &str {
        &self.headings[self.document.block_of(&self.document.passages[passage]).section]
    }

    /// Whether a pattern matches the heading right above a passage.
    pub(super) fn matches_heading(&mut self, pattern: u32, passage: usize) -> bool {
        let section = self.document.block_of(&self.document.passages[passage]).section;
        let heading = &self.headings[section];
        !heading.is_empty() && self.ruleset.patterns.find(pattern, heading, &mut self.scratch.search).is_some()
    }

    /// Whether a pattern matches some other text, such as a heading.
    pub(super) fn matches_text(&mut self, pattern: u32, lower: &str) -> bool {
        self.ruleset.patterns.find(pattern, lower, &mut self.scratch.search).is_some()
    }

    /// The first of the patterns that silences a passage: matches outside of what the passage says rigidly.
    ///
    /// Lead-ins count: "Unless faulty, these cannot be returned:".
    pub(super) fn silencer(&mut self, passage: usize, patterns: &[u32]) -> Option<Span> {
        if patterns.is_empty() {
            return None;
        }
        let found = patterns.iter().find_map(|&pattern| self.find_anywhere(passage, pattern))?;
        let ruleset = self.ruleset;
        let rigid: Vec<Span> =
            ruleset.rigid.iter().filter_map(|&pattern| self.find_anywhere(passage, pattern)).collect();
        if rigid.is_empty() {
            return Some(found);
        }
        let mut blanked = self.readings[passage].lower.to_string();
        for span in rigid {
            blanked.replace_range(span.start..span.end, &" ".repeat(span.len()));
        }
        patterns.iter().find_map(|&pattern| ruleset.patterns.find(pattern, &blanked, &mut self.scratch.search))
    }

    /// Where a pattern matches a passage's reading, be it only in the context.
    pub(super) fn find_anywhere(&mut self, passage: usize, pattern: u32) -> Option<Span> {
        if let Some(found) = self.find(passage, pattern) {
            return Some(found);
        }
        if !self.readings[passage].has_context() || !self.is_possible(passage, pattern) {
            return None;
        }
        let lower = &self.readings[passage].lower;
        self.ruleset.patterns.find(pattern, lower, &mut self.scratch.search)
    }

    /// Where a pattern next matches a passage's reading, from a byte on; nowhere when that byte is no boundary.
    pub(super) fn find_anywhere_from(&mut self, passage: usize, pattern: u32, from: usize) -> Option<Span> {
        let rest = self.readings[passage].lower.get(from..).filter(|rest| !rest.is_empty())?;
        Some(self.ruleset.patterns.find(pattern, rest, &mut self.scratch.search)?.shifted(from))
    }

    /// The passages of a passage's section, in order.
    pub(super) fn section_of(&self, passage: usize) -> &[usize] {
        &self.by_section[self.document.block_of(&self.document.passages[passage]).section]
    }

    /// Whether a passage can be a rule at all: no heading, no question, no table head.
    pub(super) fn is_live(&self, passage: usize) -> bool {
        let block = self.document.block_of(&self.document.passages[passage]);
        let text = self.document.slice(self.document.passages[passage].text);
        !matches!(block.kind, BlockKind::Heading(_) | BlockKind::TableHead) && !text.ends_with('?')
    }
}

/// The first match that reaches beyond the context in front.
fn find_from(
    ruleset: &Ruleset,
    search: &mut pattern::Scratch,
    pattern: u32,
    lower: &str,
    own_start: usize,
) -> Option<Span> {
    let mut from = 0;
    loop {
        let found = ruleset.patterns.find(pattern, &lower[from..], search)?.shifted(from);
        if found.end > own_start || own_start == 0 {
            return Some(found);
        }
        from = found.end.max(from + 1);
        while !lower.is_char_boundary(from) {
            from += 1;
        }
    }
}
