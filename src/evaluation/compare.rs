//! What got better and what broke since an earlier evaluation.

use super::{Decision, Evaluation, Verdict};
use std::collections::BTreeMap;

/// An earlier evaluation, as far as a comparison needs it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Previous {
    /// Hash of the lints it was made with.
    pub ruleset_hash: String,
    /// Names of its documents, sorted.
    pub documents: Vec<String>,
    /// Name and F1 of each figure over everything.
    pub figures: Vec<(String, Option<f64>)>,
    /// Its decisions.
    pub decisions: Vec<Decision>,
}

/// What became of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moved {
    /// Was missed, is found.
    Found,
    /// Was a false alarm, is none.
    Quieted,
    /// Was found, is missed.
    Lost,
    /// Is a false alarm, was none.
    Alarmed,
}

impl Moved {
    /// All, the better ones first.
    pub const ALL: [Self; 4] = [Self::Found, Self::Quieted, Self::Lost, Self::Alarmed];

    /// The words shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Found => "now found",
            Self::Quieted => "no longer a false alarm",
            Self::Lost => "no longer found",
            Self::Alarmed => "a new false alarm",
        }
    }
}

/// A figure then and now.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What it is a figure of.
    pub name: String,
    /// F1 then.
    pub before: Option<f64>,
    /// F1 now.
    pub after: Option<f64>,
}

/// What is different from an earlier evaluation.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Comparison {
    /// Whether both are of the same documents; otherwise the figures do not compare.
    pub same_documents: bool,
    /// Whether both were made with the same lints.
    pub same_lints: bool,
    /// The figures over everything.
    pub figures: Vec<Change>,
    /// What became of decisions, at documents that both know.
    pub moved: Vec<(Moved, Decision)>,
}

impl Comparison {
    /// Whether the main figure fell.
    pub fn is_worse(&self) -> bool {
        let f1 = |value: Option<f64>| value.unwrap_or_default();
        // Ten digits: the order of a sum is no change.
        self.figures.first().is_some_and(|change| f1(change.after) + 1e-10 < f1(change.before))
    }
}

/// Compares with an earlier evaluation.
pub fn compare(now: &Evaluation, previous: &Previous) -> Comparison {
    let before: BTreeMap<&str, Option<f64>> = previous.figures.iter().map(|(name, f1)| (name.as_str(), *f1)).collect();
    let figures = now.figures.iter().filter(|figure| before.contains_key(figure.name.as_str()));
    let figures = figures.map(|figure| Change {
        name: figure.name.clone(),
        before: before[figure.name.as_str()],
        after: figure.f1.map(|f1| f1.value),
    });
    Comparison {
        same_documents: now.documents == previous.documents,
        same_lints: now.ruleset_hash == previous.ruleset_hash,
        figures: figures.collect(),
        moved: moved(now, previous),
    }
}

/// A decision, whatever its outcome: document, words, label, and which of several equal ones.
type Key<'d> = (&'d str, &'d str, &'d str, usize);

fn moved(now: &Evaluation, previous: &Previous) -> Vec<(Moved, Decision)> {
    let (then, after) = (keyed(&previous.decisions), keyed(&now.decisions));
    let shared = |decision: &Decision| {
        now.documents.binary_search(&decision.doc).is_ok() && previous.documents.binary_search(&decision.doc).is_ok()
    };
    let mut moved = Vec::new();
    for (key, decision) in after.iter().filter(|(_, decision)| shared(decision)) {
        let before = then.get(key).map(|decision| decision.verdict);
        match (before, decision.verdict) {
            (before, after) if before == Some(after) => {}
            (_, Verdict::FalseAlarm) => moved.push((Moved::Alarmed, (*decision).clone())),
            (_, Verdict::True) => moved.push((Moved::Found, (*decision).clone())),
            (_, Verdict::Missed) => moved.push((Moved::Lost, (*decision).clone())),
        }
    }
    let gone = then.iter().filter(|(key, decision)| !after.contains_key(*key) && shared(decision));
    for (_, decision) in gone {
        match decision.verdict {
            Verdict::FalseAlarm => moved.push((Moved::Quieted, (*decision).clone())),
            Verdict::True => moved.push((Moved::Lost, (*decision).clone())),
            // Nobody labels it so any more: the labels or the map changed, not what is found.
            Verdict::Missed => {}
        }
    }
    moved.sort_by(|(a, one), (b, other)| {
        (a, &one.label, &one.doc, one.line, &one.text).cmp(&(b, &other.label, &other.doc, other.line, &other.text))
    });
    moved
}

fn keyed(decisions: &[Decision]) -> BTreeMap<Key<'_>, &Decision> {
    let mut keyed = BTreeMap::new();
    for decision in decisions {
        let key = |nth| (decision.doc.as_str(), decision.text.as_str(), decision.label.as_str(), nth);
        let nth = (0..).find(|&nth| !keyed.contains_key(&key(nth))).unwrap_or_default();
        keyed.insert(key(nth), decision);
    }
    keyed
}
