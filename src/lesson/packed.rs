//! Lessons in the form in which they run: one table for all lints, from a feature to what it weighs in which lesson.
//!
//! The bytes are made at build time for the shipped lessons, so that nothing is decoded at start-up. Layout, little-endian:
//! number of slots (u32, a power of two), then the slots (hash u64, first entry u32, number of entries u16, two bytes of
//! zeros), then the entries (lesson u16, weight i16 in 1/1024). An empty slot has no entries. Slots are found by the low bits of the
//! hash, the next free one when that is taken.

use super::feature::hash_of;
use super::{CONTEXT, Features};
use std::borrow::Cow;
use std::collections::BTreeMap;

const SLOT: usize = 16;
const SCALE: f32 = 1024.0;

/// Weights of all lessons of a ruleset.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Packed(Cow<'static, [u8]>);

impl serde::Serialize for Packed {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

/// Only from bytes that live as long as the program, as with `Text`.
impl<'de: 'static> serde::Deserialize<'de> for Packed {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes: &'static [u8] = serde::Deserialize::deserialize(deserializer)?;
        Ok(Self(Cow::Borrowed(bytes)))
    }
}

impl Packed {
    /// Packs the weights of the lessons, in their order: names of features with their weights, |w| < 32.
    pub fn new(lessons: &[Vec<(String, f32)>]) -> Self {
        let mut by_hash: BTreeMap<u64, Vec<(u16, i16)>> = BTreeMap::new();
        for (lesson, weights) in (0..).zip(lessons) {
            for (name, weight) in weights {
                by_hash.entry(hash_of(name)).or_default().push((lesson, (weight * SCALE) as i16));
            }
        }
        if by_hash.is_empty() {
            return Self::default();
        }
        let slots = (by_hash.len() * 2).next_power_of_two();
        let mut table = vec![[0_u8; SLOT]; slots];
        let mut entries: Vec<u8> = Vec::new();
        for (hash, weights) in by_hash {
            let mut at = hash as usize & (slots - 1);
            while table[at][12..14] != [0, 0] {
                at = (at + 1) & (slots - 1);
            }
            table[at][..8].copy_from_slice(&hash.to_le_bytes());
            table[at][8..12].copy_from_slice(&((entries.len() / 4) as u32).to_le_bytes());
            table[at][12..14].copy_from_slice(&(weights.len() as u16).to_le_bytes());
            for (lesson, weight) in weights {
                entries.extend(lesson.to_le_bytes());
                entries.extend(weight.to_le_bytes());
            }
        }
        let mut bytes = (slots as u32).to_le_bytes().to_vec();
        bytes.extend(table.iter().flatten());
        bytes.extend(entries);
        Self(bytes.into())
    }

    /// Adds to each lesson's score what the features weigh in it; `scores` holds the biases at first.
    pub fn score(&self, features: &Features, scores: &mut [f32]) {
        let share = 1.0 / (features.words.len().max(1) as f32).sqrt();
        for (list, share) in [(&features.words, share), (&features.context, CONTEXT)] {
            for &hash in list {
                self.weights(hash, |lesson, weight| {
                    if let Some(score) = scores.get_mut(lesson) {
                        *score += weight * share;
                    }
                });
            }
        }
    }

    /// What a feature weighs, lesson by lesson.
    pub fn weights(&self, hash: u64, mut tell: impl FnMut(usize, f32)) {
        let Some(slots) = number(&self.0, 0).map(u32::from_le_bytes).map(|slots| slots as usize) else {
            return;
        };
        let mut at = hash as usize & (slots - 1);
        loop {
            let start = 4 + at * SLOT;
            let Some(count) = number(&self.0, start + 12).map(u16::from_le_bytes).filter(|count| *count > 0) else {
                return;
            };
            if number(&self.0, start).map(u64::from_le_bytes) == Some(hash) {
                let first = number(&self.0, start + 8).map_or(0, u32::from_le_bytes) as usize;
                for entry in first..first + count as usize {
                    let entry = 4 + slots * SLOT + entry * 4;
                    let lesson = number(&self.0, entry).map(u16::from_le_bytes);
                    let weight = number(&self.0, entry + 2).map(i16::from_le_bytes);
                    if let (Some(lesson), Some(weight)) = (lesson, weight) {
                        tell(lesson as usize, f32::from(weight) / SCALE);
                    }
                }
                return;
            }
            at = (at + 1) & (slots - 1);
        }
    }
}

fn number<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at + N)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::super::{Seen, features};
    use super::*;

    #[test]
    fn a_score_is_the_bias_and_the_shares_of_words_and_context() {
        let weights = |list: &[(&str, f32)]| list.iter().map(|(name, weight)| ((*name).to_owned(), *weight)).collect();
        let packed = Packed::new(&[weights(&[("refund", 3.0), ("no refund", 1.5)]), weights(&[("heading:fee", -2.0)])]);
        let seen = Seen { text: "no refunds", heading: "fees", rule: [None, None], facts: &[] };
        let mut found = Features::default();
        features(&seen, &mut found, None);
        let mut scores = [0.5, 1.0];
        packed.score(&found, &mut scores);
        assert!((scores[0] - (0.5 + 4.5 / 3_f32.sqrt())).abs() < 1e-3, "{scores:?}");
        assert!((scores[1] - (1.0 - 2.0 * CONTEXT)).abs() < 1e-3, "{scores:?}");
    }

    #[test]
    fn every_feature_is_found_again_and_no_other() {
        let names: Vec<String> = (0..500).map(|n| format!("w{n}")).collect();
        let packed = Packed::new(&[names.iter().map(|name| (name.clone(), 1.0)).collect()]);
        let found = |name: &str| {
            let mut count = 0;
            packed.weights(hash_of(name), |_, _| count += 1);
            count
        };
        assert!(names.iter().all(|name| found(name) == 1));
        assert_eq!(found("w500"), 0);
        assert_eq!(Packed::default().0.len(), 0);
    }
}
