//! What labelled text taught, put to use: a second opinion on what a detector found, and finds of its own.

use super::audit::Run;
use super::detect::Match;
use super::scan::{Scan, Scratch};
use super::understand::understand;
use crate::document::{Document, Profile};
use crate::lesson::{Features, Marks};
use crate::ruleset::Confidence;
use crate::ruleset::compiled::{Detector, Lint, LookFor, Ruleset, Taught};
use crate::text::Span;

/// A passage that binds, allows or refuses something, as a lesson sees it.
#[derive(Debug, Clone)]
pub struct SeenPassage {
    /// Its bytes in the source.
    pub source: Span,
    /// What a lesson sees of it.
    pub features: Features,
}

/// Every rule of a document as a lesson sees it; the names of all features go to `name`, with their hashes.
pub fn seen_passages(
    document: &Document,
    profile: &Profile,
    ruleset: &Ruleset,
    scratch: &mut Scratch,
    name: &mut dyn FnMut(u64, String),
) -> Vec<SeenPassage> {
    let readings = document.readings();
    let mut scan = Scan::new(document, &readings, ruleset, scratch);
    let mut seen = Vec::new();
    for (passage, at) in document.passages.iter().enumerate() {
        let understood = understand(&mut scan, passage, profile.audience);
        if understood.binds() {
            let mut features = Features::default();
            scan.see(passage, &understood, &mut features, Some(name));
            seen.push(SeenPassage { source: document.to_source(at.text), features });
        }
    }
    seen
}

/// Ids of the lints that find by their lesson alone and have none: nothing can be found by them yet.
pub fn untaught(ruleset: &Ruleset) -> impl Iterator<Item = &str> {
    let is_taught = |at: usize| ruleset.lessons.iter().any(|taught| taught.lints.contains(&Some(at)));
    let by_lesson = |lint: &Lint| lint.detectors.iter().all(|it| matches!(it.look_for, LookFor::Taught));
    let lints = ruleset.lints.iter().enumerate();
    lints.filter(move |(at, lint)| by_lesson(lint) && !is_taught(*at)).map(|(_, lint)| lint.id.as_str())
}

/// How a lesson is put to use where its lint says nothing of it.
static PLAIN: Detector = Detector::PLAIN_TAUGHT;

/// A passage of so many words at most is not doubted.
const SHORT: usize = 11;

/// Words named as reasons.
const REASONS: usize = 4;

/// Scores of the passage at hand in every lesson; the buffers are used again.
#[derive(Debug, Default)]
pub(super) struct Opinion {
    features: Features,
    /// One list a ruleset folder.
    scores: Vec<Vec<f32>>,
}

impl Run<'_> {
    /// Reads a passage with the eyes of every lesson. Without a rule there is no opinion.
    pub(super) fn form_opinion(&mut self, passage: usize) {
        self.opinion.scores.clear();
        if self.scan.ruleset.lessons.is_empty() || !self.understood[passage].binds() {
            return;
        }
        let mut found = std::mem::take(&mut self.opinion.features);
        self.see(passage, &mut found, None);
        for taught in &self.scan.ruleset.lessons {
            let mut scores = taught.biases.clone();
            taught.weights.score(&found, &mut scores);
            self.opinion.scores.push(scores);
        }
        self.opinion.features = found;
    }

    fn see(&self, passage: usize, out: &mut Features, name: Option<&mut dyn FnMut(u64, String)>) {
        self.scan.see(passage, &self.understood[passage], out, name);
    }

    /// How sure a find of a detector is: what the lesson of its lint says of it.
    pub(super) fn confidence(&self, lint: usize, detector: &Detector) -> Confidence {
        // Counted, not understood.
        if matches!(detector.look_for, LookFor::Readability { .. }) {
            return Confidence::Certain.max(detector.confidence);
        }
        let lesson_of = |taught: &Taught| {
            let own = taught.lints.iter().position(|of| *of == Some(lint));
            own.or_else(|| taught.also.iter().position(|also| also.contains(&lint)))
        };
        let mut lessons = self.scan.ruleset.lessons.iter().zip(&self.opinion.scores);
        let opinion = lessons.find_map(|(taught, scores)| {
            let lesson = lesson_of(taught)?;
            Some(self.judged(taught.marks[lesson], scores[lesson]))
        });
        opinion.unwrap_or(Confidence::Likely).max(detector.confidence)
    }

    /// What a score says of a detector's find in the passage at hand.
    fn judged(&self, marks: Marks, score: f32) -> Confidence {
        let doubtful = if self.profile.is_terms() { marks.doubtful_in_terms } else { marks.doubtful };
        // Of so few words a pattern has read them all, and the rest of the score is words that are not there. Each word but the
        // last makes a pair too.
        let is_short = self.opinion.features.words.len() < 2 * SHORT;
        match score {
            _ if score >= marks.certain => Confidence::Certain,
            _ if score < doubtful && !is_short => Confidence::Possible,
            _ => Confidence::Likely,
        }
    }

    /// What the lessons recognise in a passage where no detector finds anything: lint, match and confidence. One find a group of
    /// lints is enough, and none where one of two lints yields to the other.
    pub(super) fn recognised(&mut self, passage: usize) -> Vec<(usize, Match, Confidence)> {
        let ruleset = self.scan.ruleset;
        let mut finds: Vec<(usize, f32, Confidence)> = Vec::new();
        for (taught, scores) in ruleset.lessons.iter().zip(&self.opinion.scores) {
            for ((lint, marks), &score) in taught.lints.iter().zip(&taught.marks).zip(scores) {
                let wanted = |lint: &usize| self.options.only.is_none_or(|only| only == *lint);
                if let Some(lint) = lint.filter(wanted).filter(|_| score >= marks.possible.min(marks.likely)) {
                    let confidence = if score >= marks.likely { Confidence::Likely } else { Confidence::Possible };
                    finds.push((lint, score, confidence));
                }
            }
        }
        finds.sort_by(|a, b| a.2.cmp(&b.2).then(b.1.total_cmp(&a.1)).then(a.0.cmp(&b.0)));
        let mut recognised: Vec<(usize, Match, Confidence)> = Vec::new();
        for (lint, _, confidence) in finds {
            let this = &ruleset.lints[lint];
            let said = |(other, ..): &(usize, Match, Confidence)| {
                let that = &ruleset.lints[*other];
                that.group() == this.group() || this.yields_to.contains(other) || that.yields_to.contains(&lint)
            };
            if recognised.iter().any(said) {
                continue;
            }
            let own = this.detectors.iter().find(|it| matches!(it.look_for, LookFor::Taught));
            let detector = own.unwrap_or(&PLAIN);
            if !self.reads(this, detector, passage, true) {
                continue;
            }
            if let Some(by) = self.silenced(detector, passage, None) {
                self.note_silenced(this, passage, &by);
                continue;
            }
            let reading = &self.scan.readings[passage];
            let own = Span::new(reading.own_start, reading.lower.len());
            recognised.push((lint, Match::at(own), confidence.max(detector.confidence)));
        }
        recognised
    }

    /// The words and pairs that weigh most for a lint in a passage.
    pub(super) fn reasons(&self, lint: usize, passage: usize) -> Vec<String> {
        let mut reasons: Vec<(f32, String)> = Vec::new();
        let mut found = Features::default();
        for taught in &self.scan.ruleset.lessons {
            let Some(lesson) = taught.lints.iter().position(|of| *of == Some(lint)) else { continue };
            self.see(
                passage,
                &mut found,
                Some(&mut |hash, name| {
                    taught.weights.weights(hash, |of, weight| {
                        let known =
                            of != lesson || name.contains(':') || reasons.iter().any(|(_, known)| *known == name);
                        if !known && weight > 0.0 {
                            reasons.push((weight, name.clone()));
                        }
                    });
                }),
            );
        }
        reasons.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        reasons.truncate(REASONS);
        reasons.into_iter().map(|(_, name)| name).collect()
    }
}
