//! What lints learn from labelled text: weights of words, word pairs and context, one [`Lesson`] a lint.
//!
//! A pattern knows one wording; a lesson has seen many, and knows none of them for sure. It is a linear model, small and
//! readable: every weight belongs to a word or a pair of words that a person can look at (`rulesets/lessons.yaml`), and the
//! reasons of a score are the words with the largest shares. Lessons are made by [`learn`], from text that people
//! labelled, and used in two ways (`finding`): as a second opinion on what a detector found, and as a detector of their
//! own whose findings are never certain.
//!
//! The score of a passage is `bias + Σ w(word or pair) / √n + CONTEXT · Σ w(context)`, where n is the number of words and pairs
//! in it: long sentences do not score higher for being long.

mod feature;
mod learn;
mod marks;
mod packed;

pub use feature::{CONTEXT, Features, Seen, features};
pub use learn::{Example, Judged, Learnt, learn};
pub use packed::Packed;

/// What the lints of one ruleset folder learnt.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Lessons {
    /// One a lint, by lint.
    pub lessons: Vec<Lesson>,
    /// The weights of all of them.
    pub weights: Packed,
}

/// What one lint learnt.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct Lesson {
    /// The lint's id.
    pub lint: String,
    /// Further lints whose finds it judges, without finding anything for them.
    pub also: Vec<String>,
    /// Hostile passages it was learnt from.
    pub hostile: usize,
    /// Fair passages it was learnt from.
    pub fair: usize,
    /// Score of a passage without any known word.
    pub bias: f32,
    /// Scores that decide.
    pub marks: Marks,
}

/// The scores from which a lesson says something. Set on documents that the lesson had not seen while it was learnt
/// (cross-validation).
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Marks {
    /// From here on, what a detector found is certain.
    pub certain: f32,
    /// From here on, the words alone make a finding that is likely.
    pub likely: f32,
    /// From here on, the words alone make a finding that is possible.
    pub possible: f32,
    /// Below this, what a detector found is no more than possible, in documents that are no terms of service.
    pub doubtful: f32,
    /// The same in terms of service.
    pub doubtful_in_terms: f32,
}

impl Default for Marks {
    /// A lesson that never says anything.
    fn default() -> Self {
        let (never, no_doubt) = (f32::INFINITY, f32::NEG_INFINITY);
        Self { certain: never, likely: never, possible: never, doubtful: no_doubt, doubtful_in_terms: no_doubt }
    }
}
