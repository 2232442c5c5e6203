//! Passages → rules and facts: what was understood, before any lint looks at it.

use super::scan::{Scan, Scratch};
use crate::document::{Audience, Document, Profile};
use crate::fact::{self, Fact, Look, Value};
use crate::rule::{Rule, rule_of, words_of};
use crate::ruleset::compiled::Ruleset;
use crate::text::Span;

/// What was understood of a passage.
#[derive(Debug, Clone)]
pub struct Understood {
    /// Its rule; none when it is a heading, a question or a table head.
    pub rule: Option<Rule>,
    /// Its facts.
    pub facts: Vec<Fact>,
}

impl Understood {
    /// Whether it binds, allows or refuses something.
    pub fn binds(&self) -> bool {
        self.rule.as_ref().is_some_and(|rule| rule.modality.is_some())
    }
}

/// Source bytes of the passages that bind, allow or refuse something.
pub fn rule_spans(document: &Document, profile: &Profile, ruleset: &Ruleset, scratch: &mut Scratch) -> Vec<Span> {
    let readings = document.readings();
    let mut scan = Scan::new(document, &readings, ruleset, scratch);
    let mut binds = |passage: &usize| understand(&mut scan, *passage, profile.audience).binds();
    let passages = (0..document.passages.len()).filter(|passage| binds(passage));
    passages.map(|passage| document.to_source(document.passages[passage].text)).collect()
}

/// Reads one passage: its rule and its facts.
pub fn understand(scan: &mut Scan<'_>, passage: usize, audience: Audience) -> Understood {
    if !scan.is_live(passage) {
        return Understood { rule: None, facts: Vec::new() };
    }
    let (readings, kinds) = (scan.readings, &scan.ruleset.kinds);
    let reading = &readings[passage];
    let mut words = std::mem::take(&mut scan.scratch.words);
    words_of(&reading.lower, &mut words);
    let rule = rule_of(reading, &words, passage, audience);
    let mut facts = fact::facts_of(&rule, &reading.lower, &words, kinds, &mut PassageLook { scan, passage });
    // A head or lead-in may name the subject ("Return window"), but what it states itself is not said here again.
    facts.retain(|fact| match &fact.value {
        Value::Quantity(quantity) => quantity.span.end > reading.own_start,
        _ => fact.span.end > reading.own_start,
    });
    scan.scratch.words = words;
    Understood { rule: Some(rule), facts }
}

struct PassageLook<'s, 'd> {
    scan: &'s mut Scan<'d>,
    passage: usize,
}

impl Look for PassageLook<'_, '_> {
    fn find(&mut self, pattern: u32) -> Option<Span> {
        self.scan.find_anywhere(self.passage, pattern)
    }

    fn find_from(&mut self, pattern: u32, from: usize) -> Option<Span> {
        self.scan.find_anywhere_from(self.passage, pattern, from)
    }

    fn find_in_heading(&mut self, pattern: u32) -> bool {
        self.scan.matches_heading(pattern, self.passage)
    }

    fn heading(&self) -> &str {
        self.scan.heading(self.passage)
    }
}
