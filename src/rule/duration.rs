//! `Duration`: a length of time as a policy states it, and what it comes to in seconds and days.
//!
//! The usual lengths are taken: a month has 30 days, a year 365, a billing cycle is a month; five business days are a
//! week, so that a business day is 1.4 days and an hour of it 1.4 hours.

use super::amount::{Amount, Extent};
use std::fmt;

/// A length of time as stated: "30 days", "5-7 business days".
///
/// Two durations are equal when they are stated alike; to compare "2 weeks" with "14 days" compare their
/// [`seconds`](Self::seconds).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Duration {
    /// How many units.
    pub extent: Extent,
    /// The unit.
    pub unit: Unit,
    /// Whether only days on which business is done count.
    pub business: bool,
}

impl Duration {
    /// A duration as people say it: half an hour is 30 minutes, half a year six months.
    pub(super) fn spelled(extent: Extent, unit: Unit, business: bool) -> Self {
        let is_half = extent == Extent::one(Amount::HALF) && !business;
        let (number, unit) = match unit {
            Unit::Hour if is_half => (30, Unit::Minute),
            Unit::Day if is_half => (12, Unit::Hour),
            Unit::Year if is_half => (6, Unit::Month),
            _ => return Self { extent, unit, business },
        };
        Self { extent: Extent::one(Amount::whole(number)), unit, business }
    }

    /// The length in seconds, exact.
    pub fn seconds(self) -> Extent {
        let seconds = Amount::whole(self.unit.seconds());
        let part_of_day = matches!(self.unit, Unit::Second | Unit::Minute | Unit::Hour | Unit::Day);
        let factor = if self.business && part_of_day { Amount::from_thousandths(1400) } else { Amount::ONE };
        self.extent.map(|amount| amount.times(seconds).times(factor))
    }

    /// The shortest and the longest length in days of 24 hours; the two are the same unless a range is stated.
    ///
    /// ```
    /// use dumbrules::rule::quantity::{Quantity, Value, quantities};
    /// let mut found = Vec::new();
    /// quantities("Refunds take 5-10 business days.", &mut found);
    /// let Value::Duration(duration) = found[0].value else { panic!("{found:?}") };
    /// assert_eq!(duration.days(), (7.0, 14.0));
    /// ```
    pub fn days(self) -> (f64, f64) {
        let seconds = self.seconds();
        let day = Unit::Day.seconds() as f64;
        (seconds.low.as_f64() / day, seconds.high.as_f64() / day)
    }
}

impl fmt::Display for Duration {
    /// As people write it: `1 week`, `5-7 business days`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let business = if self.business { "business " } else { "" };
        let plural = if self.extent == Extent::one(Amount::ONE) { "" } else { "s" };
        write!(out, "{} {business}{}{plural}", self.extent, self.unit.word())
    }
}

/// A unit of time, shortest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// A second.
    Second,
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A day of 24 hours.
    Day,
    /// A week of seven days.
    Week,
    /// The time from one bill to the next: taken for a month.
    BillingCycle,
    /// A month of 30 days.
    Month,
    /// A year of 365 days.
    Year,
}

impl Unit {
    /// How many seconds it has.
    pub const fn seconds(self) -> u64 {
        match self {
            Self::Second => 1,
            Self::Minute => 60,
            Self::Hour => 3600,
            Self::Day => 86_400,
            Self::Week => 7 * 86_400,
            Self::BillingCycle | Self::Month => 30 * 86_400,
            Self::Year => 365 * 86_400,
        }
    }

    /// The word for one of it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::BillingCycle => "billing cycle",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}
