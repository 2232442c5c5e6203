//! `Figure`: precision, recall and F1 of one thing, with the counts they come from.

use crate::interval::{Interval, wilson};

/// What was said and found, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Labelled.
    pub gold: usize,
    /// Of these, found.
    pub found: usize,
    /// Reported.
    pub predicted: usize,
    /// Of these, labelled so.
    pub right: usize,
    /// Of those reported and not labelled so, the ones on a unit that is hostile in another way.
    pub on_hostile: usize,
}

/// A share, and the interval in which it lies in 95 of 100 such samples.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// Between 0 and 1.
    pub value: f64,
    /// The interval; none when there is too little to say.
    pub interval: Option<Interval>,
}

/// Precision, recall and F1 of one thing; each none when there is nothing to divide by.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What it is a figure of.
    pub name: String,
    /// The counts; for an average over labels, all of them together.
    pub counts: Counts,
    /// Which share of what was reported is right.
    pub precision: Option<Estimate>,
    /// Which share of what was labelled is found.
    pub recall: Option<Estimate>,
    /// Their harmonic mean.
    pub f1: Option<Estimate>,
}

impl Figure {
    /// The figure of some counts; the interval of F1 comes from resampling.
    pub fn new(name: impl Into<String>, counts: Counts, f1: Option<Interval>) -> Self {
        let share = |part: usize, whole: usize| {
            (whole > 0).then(|| Estimate { value: part as f64 / whole as f64, interval: Some(wilson(part, whole)) })
        };
        Self {
            name: name.into(),
            counts,
            precision: share(counts.right, counts.predicted),
            recall: share(counts.found, counts.gold),
            f1: counts.f1().map(|value| Estimate { value, interval: f1 }),
        }
    }
}

impl Counts {
    /// Both together.
    pub const fn plus(self, other: Self, times: usize) -> Self {
        Self {
            gold: self.gold + other.gold * times,
            found: self.found + other.found * times,
            predicted: self.predicted + other.predicted * times,
            right: self.right + other.right * times,
            on_hostile: self.on_hostile + other.on_hostile * times,
        }
    }

    /// Whether there is nothing in it.
    pub const fn is_empty(&self) -> bool {
        self.gold == 0 && self.predicted == 0
    }

    /// The harmonic mean of precision and recall; none when nothing was labelled.
    ///
    /// With nothing reported, or nothing right, it is 0.
    pub fn f1(&self) -> Option<f64> {
        if self.gold == 0 {
            return None;
        }
        if self.right == 0 || self.found == 0 {
            return Some(0.0);
        }
        let precision = self.right as f64 / self.predicted as f64;
        let recall = self.found as f64 / self.gold as f64;
        Some(2.0 * precision * recall / (precision + recall))
    }
}
