//! `Sample`: how often each of very many strangers comes, in bounded room.
//!
//! Strangers are known by a hash only. When they are too many, those whose hash ends in a one are let go, then those that end
//! in 10, and so on: what is left is one in two, one in four. What is kept in the end depends on who came, never on the
//! order in which they came.

use std::collections::HashMap;

/// Strangers and how often each came.
#[derive(Debug, Clone)]
pub(super) struct Sample {
    most: usize,
    level: u32,
    counts: HashMap<u64, u64>,
}

impl Sample {
    /// An empty one that keeps so many strangers at most.
    pub(super) fn new(most: usize) -> Self {
        Self { most, level: 0, counts: HashMap::new() }
    }

    /// The stranger came so many times more.
    pub(super) fn add(&mut self, stranger: u64, times: u64) {
        if is_kept(stranger, self.level) {
            *self.counts.entry(stranger).or_default() += times;
            while self.counts.len() > self.most {
                self.thin(self.level + 1);
            }
        }
    }

    /// Adds all that another one knows.
    pub(super) fn add_all(&mut self, other: &Self) {
        self.thin(self.level.max(other.level));
        other.counts.iter().for_each(|(stranger, times)| self.add(*stranger, *times));
    }

    /// How many different ones came: exact as long as none was let go.
    pub(super) fn distinct(&self) -> u64 {
        (self.counts.len() as u64) << self.level
    }

    /// Whether some were let go, so that [`Self::distinct`] is an estimate.
    pub(super) const fn is_thinned(&self) -> bool {
        self.level > 0
    }

    /// How often the most frequent one came.
    pub(super) fn most_frequent(&self) -> u64 {
        self.counts.values().copied().max().unwrap_or_default()
    }

    fn thin(&mut self, level: u32) {
        if level > self.level {
            self.level = level;
            self.counts.retain(|stranger, _| is_kept(*stranger, level));
        }
    }
}

/// Whether a hash is kept when one in two to the power of `level` is.
pub(super) const fn is_kept(hash: u64, level: u32) -> bool {
    hash.trailing_zeros() >= level || level == 0
}

/// A hash of 64 bits that is the same on every machine (FNV-1a, then the finish of SplitMix64, both public domain). It
/// stands for a pseudonym while a log is read and is never written down.
pub(super) fn hash(text: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests {
    use super::{Sample, hash};

    #[test]
    fn few_strangers_are_counted_exactly_and_many_nearly() {
        let mut sample = Sample::new(1_000);
        (0..1_000).for_each(|number| sample.add(hash(&format!("c{number}")), 1));
        assert_eq!((sample.distinct(), sample.is_thinned()), (1_000, false));
        (0..50_000).for_each(|number| sample.add(hash(&format!("c{number}")), 1));
        assert!(sample.is_thinned() && sample.counts.len() <= 1_000);
        assert!((45_000..55_000).contains(&sample.distinct()), "{}", sample.distinct());
    }

    #[test]
    fn the_order_in_which_strangers_come_changes_nothing() {
        let mut forwards = Sample::new(64);
        let mut backwards = Sample::new(64);
        let mut halves = (Sample::new(64), Sample::new(64));
        for number in 0..5_000u64 {
            forwards.add(hash(&number.to_string()), 1);
            backwards.add(hash(&(4_999 - number).to_string()), 1);
            let half = if number % 3 == 0 { &mut halves.0 } else { &mut halves.1 };
            half.add(hash(&number.to_string()), 1);
        }
        halves.0.add_all(&halves.1);
        assert_eq!(forwards.counts, backwards.counts);
        assert_eq!(forwards.counts, halves.0.counts);
    }
}
