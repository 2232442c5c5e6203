//! `Clause`: a text with a time in it, and what stands around each of its words. Decides nothing.

use crate::rule::Word;

/// A reading with a length of time in it.
pub(super) struct Clause<'r> {
    /// The reading in lower case.
    pub(super) lower: &'r str,
    /// Its words.
    pub(super) words: &'r [Word],
    /// The title of the section, lower case.
    pub(super) heading: &'r str,
}

impl Clause<'_> {
    /// The word at `index`; empty behind the last.
    pub(super) fn word(&self, index: usize) -> &str {
        self.words.get(index).map_or("", |word| word.span.of(self.lower))
    }

    /// The word before the one at `index`; empty before the first.
    pub(super) fn before(&self, index: usize) -> &str {
        index.checked_sub(1).map_or("", |before| self.word(before))
    }

    /// The words before the one at `index`, the nearest first, at most `count`.
    pub(super) fn backwards(&self, index: usize, count: usize) -> impl Iterator<Item = &str> {
        self.words[..index].iter().rev().take(count).map(|word| word.span.of(self.lower))
    }

    /// What stands between the words at `index` and `index + 1`.
    pub(super) fn gap(&self, index: usize) -> &str {
        let Some((word, next)) = self.words.get(index).zip(self.words.get(index + 1)) else { return "" };
        &self.lower[word.span.end..next.span.start]
    }

    /// Whether a sentence or a half of one ends behind the word at `index`.
    pub(super) fn ends(&self, index: usize) -> bool {
        let gap = self.gap(index);
        gap.contains([';', '?', '!']) || gap.contains(". ")
    }

    /// Whether the word at `index` begins a clause: the first of all, or the first behind a mark, "please" and "and" aside.
    pub(super) fn begins(&self, index: usize) -> bool {
        let mut index = index;
        while let Some(before) = index.checked_sub(1) {
            let gap = self.gap(before);
            if gap.contains([':', ';', ',', '.', '!', '?']) || gap.contains(" - ") {
                return true;
            }
            if !among(self.word(before), "please kindly and then") {
                return false;
            }
            index = before;
        }
        true
    }
}

/// Whether a word stands in a list.
pub(super) fn among(word: &str, list: &str) -> bool {
    !word.is_empty() && list.split_ascii_whitespace().any(|known| known == word)
}
