//! `Clause` and `Literal`: words that a text must hold before a pattern can match it.
//!
//! `\b(?:give|offer)\b.{0,20}\brefunds?\b` → {give, offer} and {refund}: a text that lacks either need not be searched.
//! How they are found in a pattern is told in [`super::runs`].

use super::rarity;
use super::words::{is_word, word_starts};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Clauses kept of one pattern: the rarest.
pub(super) const MAX_CLAUSES: usize = 3;
/// A further clause must be rarer than this among word starts, or looking for it costs more than it saves.
const MAX_SHARE: f64 = 0.008;
/// Literals of one clause.
pub(super) const MAX_LITERALS: usize = 128;
/// Bytes of one literal.
pub(super) const MAX_LENGTH: usize = 16;

/// Letters that stand at the start of a word; they may go on over several words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Literal<T = String> {
    /// The letters, lower case; the first and the last are ASCII letters, digits or underscores.
    pub text: T,
    /// Whether the last word must end there.
    pub whole: bool,
}

/// Literals of which one must occur in every match.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// One literal a line; a full stop behind one whose last word must end there.
    lines: String,
    /// Whether every match starts at one of them.
    pub leads: bool,
    /// Whether there is no more to the pattern: where one of them stands, it matches.
    pub exact: bool,
}

impl Clause {
    /// A clause from its literals.
    pub(super) fn new(set: &Set) -> Self {
        let line = |literal: &Literal| format!("{}{}", literal.text, if literal.whole { "." } else { "" });
        let lines = set.literals.iter().map(line).collect::<Vec<_>>().join("\n");
        Self { lines, leads: set.leads, exact: set.exact }
    }

    /// The literals, sorted.
    pub fn literals(&self) -> impl Iterator<Item = Literal<&str>> {
        self.lines.lines().map(|line| {
            let text = line.strip_suffix('.');
            Literal { text: text.unwrap_or(line), whole: text.is_some() }
        })
    }
}

impl fmt::Debug for Clause {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let role = if self.exact {
            "exact "
        } else if self.leads {
            "leads "
        } else {
            ""
        };
        write!(out, "{role}{{{}}}", self.lines.replace('\n', ", "))
    }
}

impl Literal {
    /// Whether `part` occurs wherever this literal does.
    fn holds(&self, part: &Self) -> bool {
        part.text.len() <= self.text.len() && word_starts(self.text.as_bytes()).any(|start| self.holds_at(part, start))
    }

    /// Whether `part` occurs so many bytes behind every place where this literal does.
    fn holds_at(&self, part: &Self, start: usize) -> bool {
        self.text[start..]
            .strip_prefix(&part.text)
            .is_some_and(|rest| !part.whole || rest.bytes().next().map_or(self.whole, |next| !is_word(next)))
    }
}

/// A clause in the making.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Set {
    /// The literals, sorted.
    pub(super) literals: Vec<Literal>,
    /// See [`Clause::leads`].
    pub(super) leads: bool,
    /// See [`Clause::exact`].
    pub(super) exact: bool,
}

impl Set {
    /// A set without those literals that say no more than another one; none when it is too large.
    pub(super) fn new(mut literals: Vec<Literal>, leads: bool, exact: bool) -> Option<Self> {
        literals.sort();
        literals.dedup();
        for index in 0..literals.len() {
            // A word and its plural are one literal, unless it must be known which.
            let plural = Literal { text: format!("{}s", literals[index].text), whole: true };
            if !exact && literals[index].whole && plural.text.len() > 5 && literals.binary_search(&plural).is_ok() {
                literals[index].whole = false;
            }
        }
        let needless = |long: &Literal, short: &Literal| {
            long != short && if leads { long.holds_at(short, 0) } else { long.holds(short) }
        };
        let kept = literals.iter().filter(|long| !literals.iter().any(|short| needless(long, short)));
        let literals: Vec<_> = kept.cloned().collect();
        (literals.len() <= MAX_LITERALS).then_some(Self { literals, leads, exact })
    }

    /// The rarest few that say something new, rarest first.
    pub(super) fn choose(sets: Vec<Self>) -> Vec<Self> {
        let mut weighed: Vec<_> = sets.into_iter().map(|set| (set.share(), set)).collect();
        weighed.sort_by(|(share, set), (other_share, other)| {
            // Of equals one that leads goes first: it tells where to search, too.
            share.total_cmp(other_share).then_with(|| (!set.leads, set).cmp(&(!other.leads, other)))
        });
        let mut kept: Vec<Self> = Vec::new();
        for (share, set) in weighed {
            let wanted = kept.is_empty() || share < MAX_SHARE && kept.len() < MAX_CLAUSES;
            if wanted && !kept.iter().any(|other| other.implies(&set)) {
                kept.push(set);
            }
        }
        kept
    }

    /// Share of word starts at which one of them stands.
    fn share(&self) -> f64 {
        self.literals.iter().map(|literal| rarity::share(&literal.text, literal.whole)).sum()
    }

    /// Whether a text that has one of these always has one of the others.
    fn implies(&self, other: &Self) -> bool {
        self.literals.iter().all(|literal| other.literals.iter().any(|part| literal.holds(part)))
    }
}
