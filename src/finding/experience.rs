//! What lets people be served as people, counted in one document: reasons, ways forward, care for circumstances, plain words,
//! promises with a time. Each is a part of a whole, so that nothing is gained by writing more of it elsewhere.
//!
//! Only what can be read is counted. What staff may bend is the register's, and how being served feels is nowhere in a text.

use super::audit::Run;
use super::measure::measure;
use crate::fact;
use crate::rule::quantity::Value;
use crate::rule::{Bearer, Modality, Rule};
use crate::ruleset::detector::Metric;

/// Words of a sentence that is still plain.
const PLAIN_WORDS: usize = 25;
/// Conditions of a rule that is still plain.
const PLAIN_CONDITIONS: usize = 2;
/// Checks of the report card that bright signals count for, as they are numbered there.
const REASON: u8 = 1;
const WAY_FORWARD: u8 = 2;
const RECOVERY: u8 = 4;
const CIRCUMSTANCES: u8 = 5;
const ALIVE: u8 = 8;

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Part {
    /// How many are as they should be.
    pub met: usize,
    /// How many there are.
    pub of: usize,
}

/// What was counted in one document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Experience {
    /// Rules that hold the customer back, and those that say why, in their own sentence or the next.
    pub reasons: Part,
    /// Refusals, and those whose section offers a way forward, a person, or somebody else to turn to.
    pub ways_forward: Part,
    /// Ways of putting right what went wrong, of those that the ruleset knows.
    pub recovery: Part,
    /// Ways of looking at the person, of those that the ruleset knows.
    pub circumstances: Part,
    /// Rules, and those that are short and have few conditions.
    pub plain: Part,
    /// Promises of the company, and those that say when.
    pub promises: Part,
    /// Whether the text says when it will be looked at again.
    pub is_reviewed: bool,
}

impl Run<'_> {
    /// What was counted; after every passage was read.
    pub(super) fn experience(&mut self) -> Experience {
        let mut experience = Experience {
            recovery: self.signals(RECOVERY),
            circumstances: self.signals(CIRCUMSTANCES),
            is_reviewed: self.signals(ALIVE).met > 0,
            ..Experience::default()
        };
        for passage in 0..self.understood.len() {
            let Some((modality, rule)) = self.understood[passage].rule.as_ref().and_then(|it| Some((it.modality?, it)))
            else {
                continue;
            };
            let is_promise = is_promise(rule, modality);
            let denies = self.understood[passage].facts.iter().any(|fact| fact.value == fact::Value::Denied);
            let says_when = rule.quantities.iter().any(|quantity| matches!(quantity.value, Value::Duration(_)));
            if is_restrictive(modality) {
                experience.reasons.count(self.earned(REASON, passage) || self.is_explained(passage));
            }
            if modality == Modality::Prohibition || denies {
                experience.ways_forward.count(self.section_earned(WAY_FORWARD, passage));
            }
            if is_promise {
                experience.promises.count(says_when);
            }
            let is_short = measure(&mut self.scan, passage, Metric::SentenceWords) <= PLAIN_WORDS;
            experience
                .plain
                .count(is_short && measure(&mut self.scan, passage, Metric::Conditions) <= PLAIN_CONDITIONS);
        }
        experience
    }

    /// How many of the signals that count for a check the document has, each once.
    fn signals(&self, check: u8) -> Part {
        let known = self.scan.ruleset.bright.iter().enumerate().filter(|(_, bright)| bright.earns == check);
        known.fold(Part::default(), |mut part, (index, _)| {
            part.count(self.bright.contains(&(index as u16)));
            part
        })
    }

    /// Whether a passage has a signal that counts for a check.
    fn earned(&self, check: u8, passage: usize) -> bool {
        self.bright_at.contains(&(check, passage))
    }

    /// Whether the next sentence of the same block says why.
    fn is_explained(&self, passage: usize) -> bool {
        let passages = &self.scan.document.passages;
        let next = passages.get(passage + 1).filter(|next| next.block == passages[passage].block);
        next.is_some() && self.earned(REASON, passage + 1)
    }

    /// Whether the section of a passage has a signal that counts for a check.
    fn section_earned(&self, check: u8, passage: usize) -> bool {
        let document = self.scan.document;
        let section = |passage: usize| document.block_of(&document.passages[passage]).section;
        let of_check = self.bright_at.range((check, 0)..(check + 1, 0));
        of_check.into_iter().any(|&(_, at)| section(at) == section(passage))
    }
}

impl Part {
    /// Counts one more.
    fn count(&mut self, is_met: bool) {
        self.of += 1;
        self.met += usize::from(is_met);
    }
}

/// Whether a rule holds the customer back: a duty, a ban, a power of the company, or something that is so.
pub fn is_restrictive(modality: Modality) -> bool {
    matches!(modality, Modality::Obligation | Modality::Prohibition | Modality::Power | Modality::Declaration)
}

/// Whether the company says that it will do something.
fn is_promise(rule: &Rule, modality: Modality) -> bool {
    modality == Modality::Promise
        || (modality == Modality::Obligation && matches!(rule.bearer, Some(Bearer::Company | Bearer::Staff)))
}
