//! `Confidence`: how sure a finding is.

use crate::words::words;

words! {
    /// How sure a finding is; `docs/quality.md` says how often each is right. The more certain, the smaller: what may be
    /// believed at most is the larger of two.
    Confidence {
        /// Read, and like what people labelled.
        Certain = "certain",
        /// Read, or learnt from many examples.
        Likely = "likely",
        /// Worth a look, and more often wrong than right.
        Possible = "possible",
    }
}

impl std::str::FromStr for Confidence {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let words: Vec<&str> = Self::ALL.iter().map(|confidence| confidence.word()).collect();
        let known = Self::ALL.iter().copied().find(|confidence| confidence.word() == word);
        known.ok_or_else(|| format!("`{word}` is no confidence: use one of {}", words.join(", ")))
    }
}
