//! What a rule promises or takes, in comparable form.
//!
//! "Refund is possible only till 3 days after order", "returns accepted within three (3) calendar days of purchase" and the
//! table cell "3 days" under "Return window" say the same: a [`Fact`] of kind `return.window`, 3 days, from purchase. Kinds
//! of fact are data (`rulesets/facts/`); the reading is here.

mod act;
mod clause;
mod clock;
mod deed;
mod extract;
mod nature;
mod polarity;
mod role;
mod start;
mod subject;

pub use extract::{Look, facts_of};
pub use nature::{Role, StartEvent, Worse};

use crate::rule::quantity::Quantity;
use crate::text::Span;

/// Something a rule promises or takes.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Index into the ruleset's kinds of fact.
    pub kind: usize,
    /// How much, whether, or which.
    pub value: Value,
    /// What starts the clock, when the rule says so.
    pub from: Option<StartEvent>,
    /// The bytes of the rule's reading that say it.
    pub span: Span,
    /// Whether the rule itself carves something out (unless, except, faulty goods).
    pub carved_out: bool,
    /// Whether the rule holds only under a condition (if, when, once).
    pub conditional: bool,
}

/// How much, whether, or which.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// So much, so long, so many.
    Quantity(Quantity),
    /// A remedy that is given.
    Granted,
    /// A remedy that is refused.
    Denied,
    /// The words themselves: a proof asked for, a channel.
    Words(String),
}

/// What a kind of fact measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Measures {
    /// Lengths of time.
    pub duration: bool,
    /// Sums of money.
    pub money: bool,
    /// Shares of a price.
    pub percent: bool,
    /// Numbers of things.
    pub count: bool,
}

/// A kind of fact, ready to be looked for; the patterns are ids of the ruleset's pattern table.
#[derive(Debug, Clone)]
pub struct Kind {
    /// For example `return.window`.
    pub id: String,
    /// For people: "Time to send something back".
    pub title: String,
    /// What it measures; nothing for remedies, proofs and channels.
    pub measures: Measures,
    /// What part it plays.
    pub role: Role,
    /// Which way is worse.
    pub worse: Worse,
    /// What it is about: one of these must be near the quantity.
    pub topic: Vec<u32>,
    /// What shows that it is about something else.
    pub unless: Vec<u32>,
}
