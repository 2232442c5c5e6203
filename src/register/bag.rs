//! `Bag`: the words of a text, each once, for finding the nearest of many texts.

use super::compare::words_in;

/// The words of a text, each once. Two words count as the same when their hashes are: FNV-1a, 64 bits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bag {
    /// In order.
    words: Vec<u64>,
    /// The last words in their order, as one hash; none for a text of fewer.
    tail: Option<u64>,
}

/// Share of common words from which on two texts are about the same: below, it is another rule.
pub(super) const NEAR: f64 = 0.6;
/// Words that an item has at least to be known without its lead-in.
const TAIL: usize = 4;

impl Bag {
    /// The words of a text.
    pub fn of(text: &str) -> Self {
        Self::with_tail_of(text, text)
    }

    /// The words of a text whose own part, behind a lead-in, is `own`.
    pub fn with_tail_of(text: &str, own: &str) -> Self {
        let hashes = |text: &str| words_in(text).iter().map(|word| hash(word.as_bytes())).collect::<Vec<u64>>();
        let own = hashes(own);
        let last = own.len().checked_sub(TAIL).map(|at| &own[at..]);
        let tail = last.map(|last| hash(&last.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<u8>>()));
        let mut words = hashes(text);
        words.sort_unstable();
        words.dedup();
        Self { words, tail }
    }

    /// Number of different words.
    pub fn size(&self) -> usize {
        self.words.len()
    }

    /// The share of common words of two texts, 0 to 1 (Jaccard).
    pub fn share(&self, other: &Self) -> f64 {
        let (mut one, mut two) = (self.words.as_slice(), other.words.as_slice());
        let mut common = 0;
        while let ([first, rest @ ..], [second, others @ ..]) = (one, two) {
            if first <= second {
                one = rest;
            }
            if second <= first {
                two = others;
            }
            common += usize::from(first == second);
        }
        let all = self.words.len() + other.words.len() - common;
        if all == 0 { 0.0 } else { common as f64 / all as f64 }
    }

    /// The share, when it is enough to speak of one rule.
    pub fn near(&self, other: &Self) -> Option<f64> {
        // Of very unlike lengths no share is enough.
        let (short, long) = (self.words.len().min(other.words.len()), self.words.len().max(other.words.len()));
        let may = short as f64 >= NEAR * long as f64;
        may.then(|| self.share(other)).filter(|share| *share >= NEAR)
    }

    /// Whether both texts may end with the same words.
    pub(super) fn ends_like(&self, other: &Self) -> bool {
        self.tail.is_some() && self.tail == other.tail
    }
}

fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
