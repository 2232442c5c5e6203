//! How far to trust an F1: documents are drawn anew, many times. At 95 %.
//!
//! Wilson's interval ([`crate::interval`]) takes units as independent. Those of one document are not quite, so it is somewhat
//! too narrow; the resampling takes whole documents and has no such fault, but says nothing when there is only one.

use super::Counts;
use crate::interval::Interval;

/// How often documents are drawn anew.
const DRAWS: usize = 1_000;
/// Where the drawing starts: the same every time, so that the same input gives the same interval.
const SEED: u64 = 0x005e_ed0f_d0c5;

/// What each document adds to one figure: index of the document, and its counts. Documents that add nothing are left out.
pub type Shares = Vec<(usize, Counts)>;

/// Draws as many documents as there are, with repetition, many times over; for each figure, the middle 95 % of its F1.
/// The last interval is that of the mean F1 over `averaged`, indices into `figures`.
///
/// None where documents are fewer than two, where too few draws hold anything that is labelled, or where all are alike.
pub fn resample(documents: usize, figures: &[Shares], averaged: &[usize]) -> (Vec<Option<Interval>>, Option<Interval>) {
    if documents < 2 {
        return (vec![None; figures.len()], None);
    }
    let mut random = SplitMix(SEED);
    let mut values: Vec<Vec<f64>> = vec![Vec::with_capacity(DRAWS); figures.len()];
    let mut means = Vec::with_capacity(DRAWS);
    let mut times = vec![0; documents];
    for _ in 0..DRAWS {
        times.fill(0);
        for _ in 0..documents {
            times[random.below(documents)] += 1;
        }
        let f1: Vec<Option<f64>> = figures
            .iter()
            .map(|shares| {
                let sum = |sum: Counts, (document, counts): &(usize, Counts)| sum.plus(*counts, times[*document]);
                shares.iter().fold(Counts::default(), sum).f1()
            })
            .collect();
        let drawn: Vec<f64> = averaged.iter().filter_map(|&figure| f1[figure]).collect();
        if !drawn.is_empty() {
            means.push(drawn.iter().sum::<f64>() / drawn.len() as f64);
        }
        for (value, values) in f1.into_iter().zip(&mut values) {
            values.extend(value);
        }
    }
    (values.into_iter().map(middle).collect(), middle(means))
}

/// The middle 95 % of values; none when half of the draws gave none, or when all are alike: that is no sign of certainty,
/// but of too few documents.
fn middle(mut values: Vec<f64>) -> Option<Interval> {
    if values.len() * 2 < DRAWS {
        return None;
    }
    values.sort_by(f64::total_cmp);
    let at = |share: f64| values[(share * (values.len() - 1) as f64).round() as usize];
    Some(Interval { low: at(0.025), high: at(0.975) }).filter(|interval| interval.high > interval.low)
}

/// Sebastiano Vigna's SplitMix64 (public domain): small, and the same on every machine.
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number below `limit`.
    fn below(&mut self, limit: usize) -> usize {
        ((u128::from(self.next()) * limit as u128) >> 64) as usize
    }
}
