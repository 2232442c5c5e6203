//! `Ledger`: how often, and for how much, a bend was used for one customer, by one person, or by all together, in any period
//! that its limit speaks of.
//!
//! One entry a use. When entries are too many, whole customers are let go by their hash, as in a sample.

use super::sample::is_kept;
use crate::day::{Day, Period};
use crate::register::{Bend, Per};
use crate::rule::quantity::Amount;
use std::collections::BTreeMap;

/// Entries that are kept, of 32 bytes each.
const MOST_ENTRIES: usize = 1 << 21;

/// What one lane counts.
#[derive(Debug, Clone, Copy)]
enum Bound {
    /// So many uses at most.
    Times(u32),
    /// So much at most.
    Sum(Amount),
}

/// One limit of one bend.
#[derive(Debug)]
struct Lane {
    bend: usize,
    per: Per,
    bound: Bound,
    period: Option<Period>,
    /// What all did together, by day; for limits of a team.
    together: BTreeMap<Day, (u64, Amount)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    lane: u32,
    owner: u64,
    day: Day,
    amount: Amount,
}

/// What limits of several uses together are held against.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    lanes: Vec<Lane>,
    entries: Vec<Entry>,
    level: u32,
}

/// One limit that was exceeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Exceeded {
    pub(super) bend: usize,
    /// Whether it is a limit of how often; else of how much.
    pub(super) is_count: bool,
    pub(super) per: Per,
    /// How many customers, people or periods exceeded it.
    pub(super) owners: u64,
    /// The most that one of them had: times, or a sum.
    pub(super) most: Amount,
}

impl Ledger {
    pub(super) fn new<'b>(bends: impl Iterator<Item = &'b Bend>) -> Self {
        let mut ledger = Self::default();
        for (at, bend) in bends.enumerate() {
            let mut lane = |per, bound, period| {
                if matches!(per, Per::Customer | Per::Staff | Per::Team) {
                    ledger.lanes.push(Lane { bend: at, per, bound, period, together: BTreeMap::new() });
                }
            };
            if let Some(count) = bend.limit.count {
                lane(count.per, Bound::Times(count.n), count.period);
            }
            if let Some(budget) = bend.limit.budget {
                lane(budget.per, Bound::Sum(budget.amount), budget.period);
            }
        }
        ledger
    }

    /// Writes down a use of a bend.
    pub(super) fn add(
        &mut self,
        bend: usize,
        day: Day,
        customer: Option<u64>,
        staff: Option<u64>,
        sum: Option<Amount>,
    ) {
        let amount = sum.unwrap_or_default();
        for at in 0..self.lanes.len() {
            let lane = &mut self.lanes[at];
            if lane.bend != bend {
                continue;
            }
            let owner = match lane.per {
                Per::Team => {
                    let (times, sum) = lane.together.entry(day).or_default();
                    *times += 1;
                    *sum = plus(*sum, amount);
                    continue;
                }
                Per::Customer => customer,
                _ => staff,
            };
            let Some(owner) = owner.filter(|owner| is_kept(*owner, self.level)) else { continue };
            self.entries.push(Entry { lane: at as u32, owner, day, amount });
            while self.entries.len() > MOST_ENTRIES {
                self.level += 1;
                let level = self.level;
                self.entries.retain(|entry| is_kept(entry.owner, level));
            }
        }
    }

    /// One in how many customers and people was looked at.
    pub(super) const fn one_in(&self) -> u64 {
        1 << self.level
    }

    /// The limits that were exceeded in a period that ends on `from` or later.
    pub(super) fn exceeded(&mut self, from: Day) -> Vec<Exceeded> {
        self.entries.sort_unstable();
        let mut found = Vec::new();
        for (at, lane) in self.lanes.iter().enumerate() {
            let lane_of = |entry: &Entry| entry.lane as usize;
            let first = self.entries.partition_point(|entry| lane_of(entry) < at);
            let last = self.entries.partition_point(|entry| lane_of(entry) <= at);
            let mut owners = 0;
            let mut most = Amount::ZERO;
            let mut look = |uses: &[(Day, u64, Amount)]| {
                if let Some(reached) = exceeds(lane, uses, from) {
                    owners += 1;
                    most = most.max(reached);
                }
            };
            for group in self.entries[first..last].chunk_by(|one, other| one.owner == other.owner) {
                look(&group.iter().map(|entry| (entry.day, 1, entry.amount)).collect::<Vec<_>>());
            }
            if lane.per == Per::Team {
                look(&lane.together.iter().map(|(day, (times, sum))| (*day, *times, *sum)).collect::<Vec<_>>());
            }
            if owners > 0 {
                let is_count = matches!(lane.bound, Bound::Times(_));
                found.push(Exceeded { bend: lane.bend, is_count, per: lane.per, owners, most });
            }
        }
        found
    }
}

/// The most that uses, in order of days, reach in one period, when that is more than the lane allows.
fn exceeds(lane: &Lane, uses: &[(Day, u64, Amount)], from: Day) -> Option<Amount> {
    let value = |(_, times, sum): &(Day, u64, Amount)| match lane.bound {
        Bound::Times(_) => Amount::whole(*times),
        Bound::Sum(_) => *sum,
    };
    let limit = match lane.bound {
        Bound::Times(times) => Amount::whole(u64::from(times)),
        Bound::Sum(sum) => sum,
    };
    let mut most = Amount::ZERO;
    let mut keep = |reached: Amount, last: Day| {
        if last >= from {
            most = most.max(reached);
        }
    };
    match (lane.period, lane.period.and_then(Period::whole_months), lane.bound) {
        // A budget by the month or year is one of the calendar's.
        (Some(_), Some(months), Bound::Sum(_)) => {
            let mut sums: BTreeMap<i32, (Amount, Day)> = BTreeMap::new();
            for used in uses {
                let month = used.0.month().div_euclid(i32::try_from(months).unwrap_or(i32::MAX));
                let (sum, last) = sums.entry(month).or_default();
                *sum = plus(*sum, value(used));
                *last = used.0.max(*last);
            }
            sums.into_values().for_each(|(sum, last)| keep(sum, last));
        }
        (None, ..) => {
            let all = uses.iter().fold(Amount::ZERO, |sum, used| plus(sum, value(used)));
            keep(all, uses.last()?.0);
        }
        (Some(period), ..) => {
            let mut first = 0;
            let mut sum = 0;
            for used in uses {
                sum += value(used).thousandths();
                while uses[first].0.plus(period) <= used.0 {
                    sum -= value(&uses[first]).thousandths();
                    first += 1;
                }
                keep(Amount::from_thousandths(sum), used.0);
            }
        }
    }
    (most > limit).then_some(most)
}

fn plus(one: Amount, other: Amount) -> Amount {
    Amount::from_thousandths(one.thousandths().saturating_add(other.thousandths()))
}
