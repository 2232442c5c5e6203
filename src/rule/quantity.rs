//! `Quantity`: a length of time, a sum, a percentage or a count in a sentence, with the bound that the words around it
//! set. [`quantities`] finds them.

pub use super::amount::{Amount, Extent};
pub use super::bound::Bound;
pub use super::count::Count;
pub use super::duration::{Duration, Unit};
pub use super::money::{Currency, Money};
pub use super::scan::quantities;

use super::bound::{self, Bounded};
use super::count::is_noun;
use super::token::Tokens;
use crate::text::Span;
use std::fmt;

/// One quantity of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The bytes of number and unit, or of number and noun; the words of the bound are not in it.
    pub span: Span,
    /// What it says.
    pub value: Value,
    /// On which side of it the rule draws its line.
    pub bound: Bound,
    /// The bytes of the words that set the bound; none when nothing does, or when one word says both, as "monthly".
    pub bound_span: Option<Span>,
    /// Whether it is counted back from an event, whatever the bound: "at least 24 hours before arrival".
    pub ahead: bool,
    /// The bytes of the noun that a count counts.
    pub noun_span: Option<Span>,
}

impl Quantity {
    /// Lower and upper end in the unit of comparisons: days, percent, an amount of money, a number of things. The two are
    /// the same unless a range is stated.
    pub fn range(&self) -> (f64, f64) {
        let ends = |extent: Extent| (extent.low.as_f64(), extent.high.as_f64());
        match &self.value {
            Value::Duration(duration) => duration.days(),
            Value::Money(money) => ends(money.extent),
            Value::Percent(extent) => ends(*extent),
            Value::Count(count) => ends(count.extent),
        }
    }

    /// The quantity that stands from the first token to the one before `next`, with what the words around it make of
    /// it.
    pub(super) fn bounded(tokens: &Tokens<'_>, value: Value, first: usize, next: usize) -> Self {
        let last = next.wrapping_sub(1);
        let is_time = matches!(value, Value::Duration(_));
        let is_one = matches!(value, Value::Duration(duration) if duration.extent == Extent::one(Amount::ONE));
        let is_plural = tokens.word(last).ends_with(['s', 'S']) || tokens.sign(last) == ')';
        let is_hyphened = (first..last).any(|at| tokens.joins(at, '-') && !tokens.is_number(at + 1));
        // "A 30-day trial" describes the trial, "a 30-day period" is only a length of time.
        let is_adjective = is_time && !is_plural && (is_hyphened || !is_one);
        let names_time = tokens.is_any(next, "period window term time timeframe interval span deadline limit");
        let describes = tokens.joins(next, '-') || (is_adjective && !names_time && is_noun(tokens, next));
        let (bound, bound_span, ahead) = bound::around(tokens, Bounded { first, next, is_time, describes });
        Self { span: tokens.span(first, next), value, bound, bound_span, ahead, noun_span: None }
    }
}

/// What a quantity says. Equal values are stated alike: "two weeks" and "14 days" differ, "$5" and "five dollars" do
/// not.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// A length of time.
    Duration(Duration),
    /// A sum.
    Money(Money),
    /// A share in hundredths: 50 is one half.
    Percent(Extent),
    /// So many of something.
    Count(Count),
}

impl fmt::Display for Value {
    /// The canonical form for people, which reads back as the same value: `30 days`, `£5-10`, `15 %`, `3 items`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Duration(duration) => duration.fmt(out),
            Self::Money(money) => money.fmt(out),
            Self::Percent(extent) => write!(out, "{extent} %"),
            Self::Count(count) => count.fmt(out),
        }
    }
}

impl fmt::Display for Quantity {
    /// Its value in the canonical form, without the bound.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(out)
    }
}
