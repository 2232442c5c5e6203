//! Labelled passages → weights: a linear support vector machine per lint, and its marks by cross-validation.
//!
//! Squared hinge loss with an L2 penalty, solved in the dual by coordinate descent (Hsieh et al., "A Dual Coordinate Descent
//! Method for Large-scale Linear SVM", ICML 2008): a few passes over the examples, in an order that is shuffled by a
//! generator of fixed seed. Same examples in the same order, same weights, whatever the machine's number of threads.

use super::marks::{doubtful, thresholds};
use super::{CONTEXT, Features, Marks};
use std::collections::BTreeMap;

/// Penalty on mistakes: the one that the trials of `docs/decisions/0008-lessons.md` were made with.
const COST: f32 = 0.5;
/// Passes over the examples.
const PASSES: usize = 20;
/// A word or pair must occur in so many documents: names and one-off wordings teach nothing about other companies.
const FEWEST_DOCUMENTS: usize = 4;
/// So must a feature of the context; more of them, because headings hold companies' names.
const FEWEST_DOCUMENTS_OF_CONTEXT: usize = 10;
/// Weights kept of a lesson, the largest ones.
const MOST_WEIGHTS: usize = 250;
/// Parts for cross-validation; all passages of a document are in one part.
const PARTS: u64 = 6;

/// Passages to learn from, the same for all lessons.
#[derive(Debug)]
pub struct Example {
    /// What a lesson sees of it.
    pub features: Features,
    /// Which document it is of, counted from 0.
    pub document: usize,
    /// How much it counts, compared with a passage of a real policy: 0 to 1.
    pub weight: f32,
    /// Whether it is of a real policy: these set the marks, because invented ones show one person's style.
    pub real: bool,
    /// Whether it is of terms of service.
    pub in_terms: bool,
    /// Ids of the lints whose detectors find something in it, those that count words apart.
    pub found: Vec<String>,
}

/// What a lesson is to judge in a passage: its lint, and the further lints whose finds it judges, taken together.
#[derive(Debug, Clone, Copy, Default)]
pub struct Judged {
    /// Whether the passage is hostile in the sense of one of them.
    pub hostile: bool,
    /// Whether what their detectors found is right; none when they found nothing, or nobody knows.
    pub find: Option<bool>,
}

/// A lesson learnt.
#[derive(Debug, Clone, Default)]
pub struct Learnt {
    /// Score of a passage without any known word.
    pub bias: f32,
    /// Hashes of features with their weights, the largest first.
    pub weights: Vec<(u64, f32)>,
    /// Scores from which it speaks.
    pub marks: Marks,
    /// Scores of passages by lessons that had not seen their documents: score, whether hostile, and which example.
    pub unseen: Vec<(f32, bool, usize)>,
}

/// Learns the lesson of a lint. `labels` says of each example whether it is hostile, none when nobody looked for this; `judged`,
/// what the lesson is to judge there.
pub fn learn(examples: &[Example], labels: &[Option<bool>], judged: &[Judged]) -> Learnt {
    let mut known: Vec<(usize, bool)> =
        labels.iter().enumerate().filter_map(|(at, label)| label.map(|label| (at, label))).collect();
    shuffle(&mut known);
    let mut unseen = Vec::new();
    for part in 0..PARTS {
        let of_part = |at: usize| scatter(examples[at].document as u64) % PARTS == part;
        let (tried, taught): (Vec<_>, Vec<_>) = known.iter().copied().partition(|(at, _)| of_part(*at));
        let (bias, weights) = fit(examples, &taught);
        let weights: BTreeMap<u64, f32> = weights.into_iter().collect();
        unseen.extend(tried.iter().map(|&(at, hostile)| (score(bias, &weights, &examples[at].features), hostile, at)));
    }
    unseen.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.cmp(&b.2)));
    let (bias, weights) = fit(examples, &known);
    let all = judges(examples, &unseen, |_| true);
    let left = thresholds(&judges(examples, &unseen, |at| examples[at].found.is_empty()));
    let doubts = |in_terms: bool| {
        let counts = |at: &usize| examples[*at].real && examples[*at].in_terms == in_terms;
        let hostile = unseen.iter().filter(|(.., at)| counts(at) && judged[*at].hostile).count();
        let finds = unseen.iter().filter(|(.., at)| counts(at));
        let finds: Vec<_> = finds.filter_map(|(score, _, at)| Some((*score, judged[*at].find?))).collect();
        doubtful(&finds, hostile, in_terms)
    };
    // What is loose in one kind of document is plain in the other: each has its own mark.
    let marks =
        Marks { certain: thresholds(&all).certain, doubtful: doubts(false), doubtful_in_terms: doubts(true), ..left };
    Learnt { bias, weights, marks, unseen }
}

/// The scores that set the marks: of rules of real policies that count.
///
/// The marks from which words alone make a finding are set by what detectors leave: there they have to be right.
fn judges(examples: &[Example], unseen: &[(f32, bool, usize)], counts: impl Fn(usize) -> bool) -> Vec<(f32, bool)> {
    let real = unseen.iter().filter(|(.., at)| examples[*at].real && counts(*at));
    real.map(|(score, hostile, _)| (*score, *hostile)).collect()
}

fn score(bias: f32, weights: &BTreeMap<u64, f32>, features: &Features) -> f32 {
    values(features).fold(bias, |sum, (hash, value)| sum + weights.get(&hash).map_or(0.0, |weight| weight * value))
}

/// The features of a passage with their values.
fn values(features: &Features) -> impl Iterator<Item = (u64, f32)> {
    let share = 1.0 / (features.words.len().max(1) as f32).sqrt();
    let words = features.words.iter().map(move |hash| (*hash, share));
    words.chain(features.context.iter().map(|hash| (*hash, CONTEXT)))
}

/// Bias and weights from examples with their labels.
fn fit(examples: &[Example], known: &[(usize, bool)]) -> (f32, Vec<(u64, f32)>) {
    let index = frequent(examples, known);
    let rows: Vec<Vec<(usize, f32)>> = known
        .iter()
        .map(|&(at, _)| {
            let known = values(&examples[at].features).filter_map(|(hash, value)| Some((*index.get(&hash)?, value)));
            // The bias is a feature that every passage has.
            known.chain([(index.len(), 1.0)]).collect()
        })
        .collect();
    let mut weights = vec![0.0_f32; index.len() + 1];
    let mut alphas = vec![0.0_f32; rows.len()];
    let squares: Vec<f32> = rows.iter().map(|row| row.iter().map(|(_, value)| value * value).sum()).collect();
    for _ in 0..PASSES {
        for (at, row) in rows.iter().enumerate() {
            let (example, hostile) = known[at];
            let side = if hostile { 1.0 } else { -1.0 };
            let slack = 0.5 / (COST * examples[example].weight);
            let margin: f32 = row.iter().map(|(feature, value)| weights[*feature] * value).sum();
            let gradient = side * margin - 1.0 + slack * alphas[at];
            let alpha = (alphas[at] - gradient / (squares[at] + slack)).max(0.0);
            let step = (alpha - alphas[at]) * side;
            if step != 0.0 {
                row.iter().for_each(|(feature, value)| weights[*feature] += step * value);
                alphas[at] = alpha;
            }
        }
    }
    let bias = weights[index.len()];
    let mut kept: Vec<(u64, f32)> = index.into_iter().map(|(hash, at)| (hash, weights[at])).collect();
    kept.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
    kept.truncate(MOST_WEIGHTS);
    // As it will be written: two decimals.
    let rounded = |weight: f32| (weight * 100.0).round() / 100.0;
    kept.iter_mut().for_each(|(_, weight)| *weight = rounded(*weight));
    kept.retain(|(_, weight)| *weight != 0.0);
    (rounded(bias), kept)
}

/// Features that occur in enough documents, numbered.
fn frequent(examples: &[Example], known: &[(usize, bool)]) -> BTreeMap<u64, usize> {
    let mut by_document: Vec<(usize, usize)> = known.iter().map(|&(at, _)| (examples[at].document, at)).collect();
    by_document.sort_unstable();
    // Of each feature: in how many documents it is, the last of them, and how many are needed.
    let mut seen: BTreeMap<u64, (usize, usize, usize)> = BTreeMap::new();
    for (document, at) in by_document {
        let Features { words, context } = &examples[at].features;
        for (list, needed) in [(words, FEWEST_DOCUMENTS), (context, FEWEST_DOCUMENTS_OF_CONTEXT)] {
            for hash in list {
                let (documents, last, _) = seen.entry(*hash).or_insert((0, usize::MAX, needed));
                if *last != document {
                    *documents += 1;
                    *last = document;
                }
            }
        }
    }
    let enough = seen.into_iter().filter(|(_, (documents, _, needed))| documents >= needed);
    enough.map(|(hash, _)| hash).zip(0..).collect()
}

/// A fixed shuffle: coordinate descent is slow when all of one document come in a row.
fn shuffle(known: &mut [(usize, bool)]) {
    known.sort_by_key(|(at, _)| scatter(*at as u64));
}

/// A number with its bits well mixed (the finalizer of SplitMix64).
fn scatter(number: u64) -> u64 {
    let mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::super::{Seen, features};
    use super::*;

    fn example(text: &str, document: usize) -> Example {
        let mut found = Features::default();
        features(&Seen { text, heading: "", rule: [None, None], facts: &[] }, &mut found, None);
        Example { features: found, document, weight: 1.0, real: true, in_terms: false, found: Vec::new() }
    }

    /// Nothing was found in any of them.
    fn learnt(examples: &[Example], labels: &[Option<bool>]) -> Learnt {
        learn(examples, labels, &vec![Judged::default(); labels.len()])
    }

    /// Twenty documents, each with a hostile and a fair sentence, in words of their own besides those that tell.
    fn lesson() -> (Vec<Example>, Vec<Option<bool>>) {
        let both = |n: usize| {
            let hostile = format!("deposit w{n}a never returned in the season");
            let fair = format!("deposit v{n}b gladly returned in the season");
            [(example(&hostile.replace(char::is_numeric, "x"), n), Some(true)), (example(&fair, n), Some(false))]
        };
        (0..20).flat_map(both).unzip()
    }

    #[test]
    fn what_tells_hostile_from_fair_gets_the_weight() {
        let (examples, labels) = lesson();
        let learnt = learnt(&examples, &labels);
        let mut never = Features::default();
        features(&Seen { text: "never", heading: "", rule: [None, None], facts: &[] }, &mut never, None);
        let weight = |hash: u64| learnt.weights.iter().find(|(known, _)| *known == hash).map_or(0.0, |(_, w)| *w);
        assert!(weight(never.words[0]) > 0.5, "{:?}", learnt.weights);
        assert!(learnt.unseen.iter().all(|(score, hostile, _)| (*score > 0.0) == *hostile), "{:?}", learnt.unseen);
        assert!(learnt.marks.likely <= learnt.unseen[19].0);
    }

    #[test]
    fn the_same_examples_give_the_same_weights() {
        let (examples, labels) = lesson();
        assert_eq!(learnt(&examples, &labels).weights, learnt(&examples, &labels).weights);
    }

    #[test]
    fn examples_that_nobody_judged_teach_nothing() {
        let (examples, labels) = lesson();
        let unjudged: Vec<Option<bool>> = labels.iter().map(|_| None).collect();
        let learnt = learnt(&examples, &unjudged);
        assert!(learnt.weights.is_empty() && learnt.unseen.is_empty());
        assert_eq!(learnt.marks, Marks::default());
    }
}
