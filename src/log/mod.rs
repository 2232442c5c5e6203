//! The exception log: what staff really bent and refused, one row a case; and the rules that they call dumb.
//!
//! A log is read as a stream into a [`Tally`] of bounded size: nothing of a row is kept but counts, and of a pseudonym
//! nothing but a hash while the tally lives. [`weigh`] makes of it a [`Usage`], a plain value for outputs, and findings.
//! `docs/exception-log.md` tells people about both.

mod cases;
mod catalogue;
mod cell;
mod check_bend;
mod check_rule;
mod checks;
mod csv;
mod fault;
mod gathered;
mod ground;
mod histogram;
mod judge;
mod ledger;
mod names;
mod nearly;
mod nominated;
mod nominations;
mod personal;
mod row;
mod sample;
mod suggestion;
mod tally;
mod usage;
mod wording;

pub use cases::Cases;
pub use catalogue::CHECKS;
pub use nominated::{Nominated, raise};
pub use nominations::Nominations;
pub use suggestion::Suggestion;
pub use tally::Tally;
pub use usage::weigh;

use crate::day::Day;
use crate::error::Error;
use crate::finding::{Finding, Label};
use crate::interval::Interval;
use crate::register::Kill;
use crate::rule::quantity::{Amount, Currency};
use crate::words::words;

words! {
    /// What became of one case.
    Decision {
        /// The rule was bent.
        Bent = "bent",
        /// It was not.
        Refused = "refused",
        /// A higher role was asked, and bent it.
        EscalatedBent = "escalated-bent",
        /// A higher role was asked, and said no.
        EscalatedRefused = "escalated-refused",
        /// We were wrong, and put it right: this is no bend.
        Corrected = "corrected",
    }
}

impl Decision {
    /// Whether the rule was bent.
    pub const fn is_use(self) -> bool {
        matches!(self, Self::Bent | Self::EscalatedBent)
    }

    /// Whether the customer heard no.
    pub const fn is_refusal(self) -> bool {
        matches!(self, Self::Refused | Self::EscalatedRefused)
    }
}

words! {
    /// What a quantity of the log counts.
    Measure {
        /// A sum that was given or let go.
        Money = "money",
        /// Days as the rule counts them: 41 where the rule says 30 and the 41st was allowed.
        Days = "days",
        /// Percent of a price or fee.
        Percent = "percent",
        /// So many things or times.
        Count = "count",
    }
}

words! {
    /// What the use of a rule calls for.
    Call {
        /// Nothing yet.
        Leave = "leave",
        /// Looking at the rule.
        Review = "review",
        /// Another rule.
        Change = "change",
    }
}

/// One file that was read.
#[derive(Debug, Clone, Default)]
pub struct LogFile {
    /// Its path, as shown.
    pub path: String,
    /// Rows in it, the first line and empty ones not counted.
    pub rows: u64,
    /// Rows that could not be read; they are left out of everything else.
    pub bad: u64,
    /// Why: the first of them, each with its line, and how many more there are.
    pub errors: Vec<Error>,
}

/// What staff did with the rules, as a plain value.
#[derive(Debug, Clone)]
pub struct Usage {
    /// First day that is looked at.
    pub from: Day,
    /// Last day: today.
    pub to: Day,
    /// Where the lines are drawn.
    pub kill: Kill,
    /// The files, in the order in which they were read.
    pub files: Vec<LogFile>,
    /// Rows that could be read.
    pub rows: u64,
    /// Of these, rows of the days that are looked at.
    pub in_window: u64,
    /// Rows of days after today: they are left out.
    pub after_today: u64,
    /// Rules that were bent or refused, the most used first.
    pub rules: Vec<RuleUse>,
    /// Rules that staff call dumb, those that most people name first.
    pub nominated: Vec<Nominated>,
    /// What could not be counted exactly, in sentences.
    pub notes: Vec<String>,
}

/// What staff did with one rule.
#[derive(Debug, Clone)]
pub struct RuleUse {
    /// Its anchor; the name that the log gives it when no document has it; none for a gesture or a rule without anchor.
    pub rule: Option<String>,
    /// Where it stands now; none when it is nowhere.
    pub label: Option<Label>,
    /// What was done with it.
    pub figures: Figures,
    /// The same by bend and role, the most used first.
    pub bends: Vec<BendUse>,
    /// In how many cases it could have been bent; none when that is not known.
    pub cases: Option<Share>,
    /// What that calls for.
    pub call: Call,
    /// What to write instead, when the log tells.
    pub suggestion: Option<Suggestion>,
}

/// What one role did with one bend.
#[derive(Debug, Clone)]
pub struct BendUse {
    /// Its id; none for what no bend allows.
    pub bend: Option<String>,
    /// The role that decided, or that asked a higher one.
    pub role: String,
    /// What was done with it.
    pub figures: Figures,
}

/// How often a rule was bent, of how many cases.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Uses on the days of which the number of cases is known.
    pub uses: u64,
    /// Cases on these days.
    pub cases: u64,
    /// The share, where the truth lies in 95 of 100 such samples.
    pub interval: Interval,
}

/// What was done, in numbers. Corrections of our own mistakes are no uses.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// Times it was bent, by whomever.
    pub uses: u64,
    /// Times a customer heard no.
    pub refusals: u64,
    /// Times a higher role was asked.
    pub escalations: u64,
    /// Of these, times it bent the rule.
    pub escalated_bent: u64,
    /// Our own mistakes that were put right.
    pub corrections: u64,
    /// People who bent it; none when the log does not tell people apart.
    pub people: Option<u64>,
    /// Uses by reason, the most frequent first.
    pub reasons: Vec<(String, u64)>,
    /// What was granted, by unit.
    pub granted: Vec<GrantedUse>,
    /// Minutes until the decision: half took no longer.
    pub minutes: Option<Amount>,
    /// Minutes until the decision: nine of ten took no longer.
    pub minutes_p90: Option<Amount>,
}

/// What was granted, in one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantedUse {
    /// The unit.
    pub measure: Measure,
    /// The currency of a sum.
    pub currency: Option<Currency>,
    /// How many uses say how much.
    pub count: u64,
    /// Half were granted no more.
    pub half: Amount,
    /// Nine of ten were granted no more.
    pub p90: Amount,
    /// The most that was granted.
    pub most: Amount,
    /// Nine of ten were granted no less.
    pub p10: Amount,
}

/// A tally weighed: what outputs show, and what is wrong.
#[derive(Debug, Clone)]
pub struct Weighed {
    /// What staff did.
    pub usage: Usage,
    /// What that means, by place.
    pub findings: Vec<Finding>,
    /// What could not be read: any entry means that the job is not complete.
    pub errors: Vec<Error>,
}
