//! `State`: where a bend stands on a given day. It is derived each time and never stored.

use crate::words::words;

words! {
    /// Where a bend stands; of all that is true, the first in this order.
    State {
        /// Nobody may bend its rule.
        Forbidden = "forbidden",
        /// Taken back.
        Withdrawn = "withdrawn",
        /// Its rule is not there: no such anchor, text, or anything near it.
        Orphaned = "orphaned",
        /// Not to be used for now.
        Suspended = "suspended",
        /// Not yet granted.
        Proposed = "proposed",
        /// Its first day is still to come.
        Scheduled = "scheduled",
        /// Its last day is over.
        Expired = "expired",
        /// Its rule says something else than when it was granted.
        Stale = "stale",
        /// It was not granted as bends are: beyond somebody's power, without limit or end, or giving nothing.
        Invalid = "invalid",
        /// Its document was not among those read, so nothing is known of its rule.
        Unread = "unread",
        /// It holds, and should have been looked at again.
        ReviewDue = "review-due",
        /// It holds.
        Active = "active",
    }
}

impl State {
    /// Whether staff may rely on it.
    pub const fn is_usable(self) -> bool {
        matches!(self, Self::Active | Self::ReviewDue)
    }

    /// What it means for the people who serve customers.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Forbidden => "nobody may bend this rule",
            Self::Withdrawn => "taken back",
            Self::Orphaned => "its rule is gone",
            Self::Suspended => "not for now",
            Self::Proposed => "not yet granted",
            Self::Scheduled => "not yet",
            Self::Expired => "no longer allowed",
            Self::Stale => "its rule has changed: ask before you rely on it",
            Self::ReviewDue => "allowed; a review is overdue",
            Self::Active => "allowed",
            Self::Invalid => "not granted as it must be",
            Self::Unread => "its document was not read",
        }
    }
}
