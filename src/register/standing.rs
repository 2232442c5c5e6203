//! `Standing`: what became of one bend. [`Discretion`]: what may be done with one rule.

use super::{Change, State};

/// How the rule of a bend was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Matched {
    /// By its anchor.
    Anchor,
    /// By its text, which is the same as when the bend was granted.
    Text,
    /// By a text of the same document that is near enough: the share of common words, 0 to 1. A person must say whether it
    /// is the same rule.
    Near(f64),
    /// It has none: a gesture that belongs to no rule.
    NoRule,
    /// Not at all.
    Nothing,
}

/// What became of one bend.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Index into the register's bends.
    pub bend: usize,
    /// Where it stands.
    pub state: State,
    /// What is true of it besides, in the order of [`State`].
    pub flags: Vec<State>,
    /// Its rule, as indices into the documents that were seen and their rules.
    pub rule: Option<(usize, usize)>,
    /// How it was found.
    pub matched: Matched,
    /// What became of the rule's words.
    pub change: Change,
    /// Whether the rule stands in another document than the entry says.
    pub moved: bool,
}

/// What may be done with one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Discretion {
    /// Staff may bend it: the bends that may be relied on, as indices into the register's.
    Bendable(Vec<usize>),
    /// Nobody may, for a reason: an index into the register's protected rules; none when only the text says so.
    Protected(Option<usize>),
    /// Nobody may, and no reason is given.
    Rigid,
}
