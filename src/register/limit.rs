//! How far a bend goes, and how far a role may go at all.

use crate::day::Period;
use crate::rule::quantity::Amount;
use crate::words::words;

words! {
    /// What a limit is counted by.
    Per {
        /// One customer's one problem.
        Case = "case",
        /// One thing bought.
        Item = "item",
        /// One customer.
        Customer = "customer",
        /// One member of staff.
        Staff = "staff",
        /// All who share a task.
        Team = "team",
    }
}

/// The most that may be granted to a role; what is not given is not bounded by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ceiling {
    /// Sum in one case, in the register's currency.
    pub money: Option<Amount>,
    /// Percent of a price or fee.
    pub percent: Option<Amount>,
    /// Days on top of a rule's own.
    pub days: Option<u32>,
}

/// How far a bend goes. One of these at least is given, or the bend is without limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Limit {
    /// Days on top of the rule's own.
    pub days: Option<u32>,
    /// The last day that counts, from the rule's own start: 45 where the rule says 30.
    pub until_day: Option<u32>,
    /// Percent of a price or fee.
    pub percent: Option<Amount>,
    /// A sum.
    pub money: Option<Sum>,
    /// How often.
    pub count: Option<Count>,
    /// How much together.
    pub budget: Option<Budget>,
}

/// A sum, in the register's currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// How much.
    pub amount: Amount,
    /// For what.
    pub per: Per,
}

/// So many times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// How often.
    pub n: u32,
    /// For whom.
    pub per: Per,
    /// In which time; ever, when nothing is said.
    pub period: Option<Period>,
}

/// So much together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Budget {
    /// How much, in the register's currency.
    pub amount: Amount,
    /// Whose.
    pub per: Per,
    /// In which time.
    pub period: Option<Period>,
}

impl Limit {
    /// Whether it bounds what may be granted in one case. How often is no bound of how far.
    pub fn is_bounded(&self) -> bool {
        *self != Self::default()
    }

    /// Where it goes beyond a ceiling: what, how much, and the most.
    pub fn beyond(&self, ceiling: &Ceiling) -> Vec<(&'static str, Amount, Amount)> {
        let days = self.days.map(|days| Amount::whole(u64::from(days)));
        let most_days = ceiling.days.map(|days| Amount::whole(u64::from(days)));
        let sides = [
            ("days", days, most_days),
            ("percent", self.percent, ceiling.percent),
            ("money", self.money.map(|sum| sum.amount), ceiling.money),
        ];
        let over = |(name, given, most): (_, Option<Amount>, Option<Amount>)| match (given, most) {
            (Some(given), Some(most)) if given > most => Some((name, given, most)),
            _ => None,
        };
        sides.into_iter().filter_map(over).collect()
    }
}
