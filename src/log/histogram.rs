//! `Histogram`: how often each amount comes, in bounded room, and which one lies above 90 of 100.
//!
//! Exact as long as the different amounts are not too many; from then on amounts are cut to fewer and fewer leading bits, which
//! takes three parts in a hundred at most. As with samples, the order in which amounts come changes nothing.

use crate::rule::quantity::Amount;
use std::collections::BTreeMap;

/// Different amounts that are kept.
const MOST: usize = 2_048;
/// Leading bits that are kept when amounts are cut for the first time.
const BITS: u32 = 12;

/// Amounts, and how often each came.
#[derive(Debug, Clone, Default)]
pub(super) struct Histogram {
    level: u32,
    counts: BTreeMap<u64, u64>,
}

impl Histogram {
    /// An amount came so many times more.
    pub(super) fn add(&mut self, amount: Amount, times: u64) {
        *self.counts.entry(cut(amount.thousandths(), self.level)).or_default() += times;
        while self.counts.len() > MOST {
            self.coarsen(self.level + 1);
        }
    }

    /// Adds all that another one knows.
    pub(super) fn add_all(&mut self, other: &Self) {
        self.coarsen(self.level.max(other.level));
        other.counts.iter().for_each(|(amount, times)| self.add(Amount::from_thousandths(*amount), *times));
    }

    /// How many came.
    pub(super) fn count(&self) -> u64 {
        self.counts.values().sum()
    }

    /// The smallest amount that is not exceeded by `percent` of 100 of those that came (nearest rank); none when none came.
    pub(super) fn percentile(&self, percent: u64) -> Option<Amount> {
        let rank = (u128::from(self.count()) * u128::from(percent)).div_ceil(100).max(1);
        let mut below = 0;
        let mut reached = self.counts.iter().filter(|(_, times)| {
            below += u128::from(**times);
            below >= rank
        });
        reached.next().map(|(amount, _)| Amount::from_thousandths(*amount))
    }

    fn coarsen(&mut self, level: u32) {
        if level > self.level {
            self.level = level;
            for (amount, times) in std::mem::take(&mut self.counts) {
                *self.counts.entry(cut(amount, level)).or_default() += times;
            }
        }
    }
}

/// An amount without its last bits, so that few enough lead.
fn cut(amount: u64, level: u32) -> u64 {
    let kept = BITS.saturating_sub(level).max(6);
    let dropped = (u64::BITS - amount.leading_zeros()).saturating_sub(kept);
    if level == 0 { amount } else { amount >> dropped << dropped }
}

#[cfg(test)]
mod tests {
    use super::Histogram;
    use crate::rule::quantity::Amount;

    #[test]
    fn the_percentile_is_one_of_the_amounts() {
        let mut days = Histogram::default();
        assert_eq!(days.percentile(90), None);
        (31..=40).for_each(|day| days.add(Amount::whole(day), 1));
        assert_eq!(days.percentile(90), Some(Amount::whole(39)));
        assert_eq!(days.percentile(10), Some(Amount::whole(31)));
        assert_eq!(days.percentile(100), Some(Amount::whole(40)));
    }

    #[test]
    fn many_different_amounts_stay_few_and_nearly_right_in_any_order() {
        let (mut up, mut down) = (Histogram::default(), Histogram::default());
        for step in 0..100_000u64 {
            up.add(Amount::from_thousandths(step * 7 + 1), 1);
            down.add(Amount::from_thousandths((99_999 - step) * 7 + 1), 1);
        }
        assert!(up.counts.len() <= super::MOST);
        assert_eq!(up.counts, down.counts);
        let found = up.percentile(90).unwrap().as_f64();
        assert!((found - 630.0).abs() < 630.0 * 0.03, "{found}");
    }
}
