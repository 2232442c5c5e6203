//! `Program`: a pattern as a short list of steps, made by [`super::compile`] and run by [`super::matcher`].
//!
//! A counted run of one class, such as `[^.]{0,60}`, is one step however long it may be; this makes programs a hundred
//! times smaller than automata. Programs are plain data: those of the shipped rulesets are made by the build script.

use serde::{Deserialize, Serialize};

/// A pattern, ready to run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Program {
    /// The first is where it starts; the last is [`Step::Match`].
    pub(super) steps: Vec<Step>,
    /// The branches of all choices: the byte that must follow for it to match, or 0 when that is not known.
    pub(super) firsts: Vec<u8>,
    /// The branches of all choices: the step to go on at.
    pub(super) targets: Vec<u16>,
    /// The classes of characters.
    pub(super) classes: Vec<Class>,
    /// The letters of all texts.
    pub(super) letters: String,
    /// Rows of places to remember: one for each choice, two for each run.
    pub(super) rows: u16,
    /// The bytes with which a match may start, then those with which it may go on behind each run.
    pub(super) sets: Vec<ByteSet>,
    /// Whether a match starts where a word starts.
    pub(super) at_word: bool,
}

/// What to do at a place of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Step {
    /// These letters must follow: a range of [`Program::letters`].
    Text(u16, u16),
    /// One character of a class must follow.
    Class(u16),
    /// Some characters of a class must follow.
    Run(Run),
    /// The place must look so.
    Look(Look),
    /// One of these branches must match, and the first that can is taken: a range of [`Program::targets`], and the row.
    Choice(u16, u16, u16),
    /// Go on at another step.
    Jump(u16),
    /// The quantity starts here.
    QuantityStart,
    /// The quantity ends here.
    QuantityEnd,
    /// The pattern matches.
    Match,
}

/// As a count: no upper limit.
pub(super) const UNLIMITED: u16 = u16::MAX;

/// A run of characters of one class: as many as can be, or as few.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Run {
    /// Number of the class.
    pub(super) class: u16,
    /// Least number of characters.
    pub(super) min: u16,
    /// Greatest number of characters, or [`UNLIMITED`]: then `min` is 0 or 1 and the run is not lazy.
    pub(super) max: u16,
    /// Whether fewer are tried first.
    pub(super) lazy: bool,
    /// The first of its two rows: where it started, and where it went on.
    pub(super) row: u16,
    /// Which of [`Program::sets`] tells how it may go on.
    pub(super) next: u16,
}

/// What can be asked of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Look {
    /// Start or end of a word: a letter, digit or underscore on one side only.
    Boundary,
    /// Start of the text.
    Start,
    /// End of the text.
    End,
}

/// Characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Class {
    /// One bit for each ASCII character.
    pub(super) ascii: [u64; 2],
    /// First and last of each range of the others.
    pub(super) others: Vec<(char, char)>,
}

/// One bit for each byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct ByteSet([u64; 4]);

impl ByteSet {
    /// All bytes, and the end of the text.
    pub(super) const ALL: Self = Self([u64::MAX; 4]);

    /// Whether a byte is in the set, or the end of the text.
    #[inline(always)]
    pub(super) fn has(&self, byte: Option<u8>) -> bool {
        byte.map_or(*self == Self::ALL, |byte| self.0[usize::from(byte / 64)] >> (byte % 64) & 1 != 0)
    }

    /// Puts a byte into the set.
    pub(super) fn add(&mut self, byte: u8) {
        self.0[usize::from(byte / 64)] |= 1 << (byte % 64);
    }

    /// Puts the bytes into the set with which the characters of a class start.
    pub(super) fn add_class(&mut self, class: &Class) {
        self.0[0] |= class.ascii[0];
        self.0[1] |= class.ascii[1];
        if !class.others.is_empty() {
            self.0[2..].fill(u64::MAX);
        }
    }
}
