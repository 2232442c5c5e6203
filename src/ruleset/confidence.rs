//! `Confidence`: how sure a finding is.

use crate::words::words;

words! {
    /// How sure a finding is. The more certain, the smaller: what may be believed at most is the larger of two.
    Confidence {
        /// Read, and seen in labelled text: a careful person will hardly object.
        Certain = "certain",
        /// Read, or learnt from many examples: most careful people would agree.
        Likely = "likely",
        /// Worth a look: as many would disagree.
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
