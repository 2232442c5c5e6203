//! `WordSet`: a fixed set of words that says "no" to other words at once.

/// A set of lower-case ASCII words, known at compile time.
pub(crate) struct WordSet {
    words: &'static str,
    /// For each first letter and length of the words, the set of their last letters: rules out nearly all other words.
    last_letters: [[u32; LONGEST + 1]; 26],
}

/// Letters of the longest word that a set may hold.
const LONGEST: usize = 15;

impl WordSet {
    /// The set of the words, given with one space between them.
    pub(crate) const fn new(words: &'static str) -> Self {
        let mut last_letters = [[0; LONGEST + 1]; 26];
        let bytes = words.as_bytes();
        let mut start = 0;
        let mut end = 0;
        while end <= bytes.len() {
            if end == bytes.len() || bytes[end] == b' ' {
                last_letters[letter(bytes[start])][end - start] |= 1 << letter(bytes[end - 1]);
                start = end + 1;
            }
            end += 1;
        }
        Self { words, last_letters }
    }

    /// Whether the word is in the set, in any letter case.
    pub(crate) fn contains(&self, word: &[u8]) -> bool {
        let (Some(first), Some(last)) = (word.first(), word.last()) else { return false };
        if word.len() > LONGEST || !first.is_ascii_alphabetic() || !last.is_ascii_alphabetic() {
            return false;
        }
        let may_be_in = self.last_letters[letter(*first)][word.len()] & (1 << letter(*last)) != 0;
        may_be_in && self.words.as_bytes().split(|&byte| byte == b' ').any(|known| known.eq_ignore_ascii_case(word))
    }
}

/// The place of an ASCII letter in the alphabet, from 0.
const fn letter(byte: u8) -> usize {
    ((byte | 0x20) - b'a') as usize
}
