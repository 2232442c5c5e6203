//! `Fault`: what may be wrong with one use of a rule. Faults are counted by rule, bend and role, and never told row by row.

use super::Measure;
use crate::rule::quantity::Amount;

/// What may be wrong with one use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Fault {
    /// Nobody may bend the rule.
    Protected,
    /// No bend speaks of the rule.
    NoBend,
    /// The bend that the row names is not in the register, or speaks of another rule.
    StrangeBend,
    /// The bend was not granted, not as it must be, or not any more.
    NotGranted,
    /// Before the bend's first day.
    TooEarly,
    /// After its last day.
    Expired,
    /// The role ranks below the one that may.
    WrongRole,
    /// The register does not know the role.
    UnknownRole,
    /// Beyond the limit, and nobody was asked.
    OverLimit,
    /// Beyond the ceiling of the role that was asked.
    OverCeiling,
    /// A higher role was asked, and the row does not say which.
    NoApprover,
    /// The role that was asked ranks no higher.
    LowApprover,
    /// The register does not know the role that was asked.
    UnknownApprover,
    /// No reason is given.
    NoReason,
    /// The register does not know the reason.
    UnknownReason,
    /// The bend does not name the reason.
    OtherReason,
    /// The reason needs a note, and there is none.
    NoNote,
    /// The reason is that we were wrong: that is no bend.
    OurError,
    /// No more was granted than the rule gives itself.
    Nothing,
    /// The sum is in another currency than the limit, and was not held against it.
    OtherCurrency,
}

impl Fault {
    /// How much a fault weighs when a row names no bend and one must be found: rather a bend that allows it.
    pub(super) const fn weight(self) -> u32 {
        match self {
            Self::Protected | Self::NoBend | Self::StrangeBend | Self::NotGranted => 1_000,
            Self::TooEarly | Self::Expired => 100,
            Self::WrongRole | Self::UnknownRole => 10,
            Self::OverLimit | Self::OverCeiling => 5,
            _ => 1,
        }
    }
}

/// Where a row stands; the first of several is the one of the earliest file, and in it of the earliest line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// Index into the files that were read.
    pub(super) file: u32,
    /// 1-based line.
    pub(super) line: u64,
}

/// How often a fault was found, where first, and how far it went.
#[derive(Debug, Clone, Copy)]
pub(super) struct Faults {
    pub(super) count: u64,
    pub(super) first: Place,
    /// The largest amount among them, with its unit.
    pub(super) most: Option<(Measure, Amount)>,
}

impl Faults {
    pub(super) fn one(place: Place, amount: Option<(Measure, Amount)>) -> Self {
        Self { count: 1, first: place, most: amount }
    }

    pub(super) fn add(&mut self, other: Self) {
        self.count += other.count;
        self.first = self.first.min(other.first);
        self.most = self.most.max(other.most);
    }
}
