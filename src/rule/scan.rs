//! Finds the quantities of a sentence.
//!
//! A sentence comes folded (single spaces, straight quotes, plain hyphens) in any letter case; spans are bytes of it. Dates, times
//! of day, clause numbers, years and the like are no quantities. The scan is one pass over tokens, without patterns: text that
//! holds neither a digit nor a number word is left after a glance.

use super::bound::Bound;
use super::count::Count;
use super::duration::Duration;
use super::measure::{self, Measure};
use super::money::Money;
use super::quantity::{Quantity, Value};
use super::token::{Tokens, may_hold_quantity};
use super::{count, idiom};
use crate::text::Span;

/// Adds the quantities of one sentence, in their order; no two overlap.
///
/// ```
/// use dumbrules::rule::quantity::{Bound, Quantity, quantities};
/// let mut found: Vec<Quantity> = Vec::new();
/// let text = "Returns within thirty (30) days, less a 15% fee; limit of 3 items.";
/// quantities(text, &mut found);
/// let read: Vec<_> = found.iter().map(|quantity| (quantity.bound, quantity.to_string())).collect();
/// assert_eq!(read[0], (Bound::Within, "30 days".to_owned()));
/// assert_eq!(read[1], (Bound::Exactly, "15 %".to_owned()));
/// assert_eq!(read[2], (Bound::UpTo, "3 items".to_owned()));
/// assert_eq!(found[0].span.of(text), "thirty (30) days");
/// ```
pub fn quantities(text: &str, out: &mut Vec<Quantity>) {
    if !may_hold_quantity(text) {
        return;
    }
    let tokens = Tokens::of(text);
    let mut at = 0;
    // The token after the last quantity; one before it belongs to that.
    let mut floor = 0;
    while at < tokens.len() {
        match read(&tokens, at, floor) {
            Step::Found(quantity, next) => {
                let next = after_repetition(&tokens, &quantity.value, next);
                let span = Span::new(quantity.span.start, tokens.span(at, next).end);
                out.push(Quantity { span, ..quantity });
                (at, floor) = (next, next);
            }
            Step::Skip(next) => at = next.max(at + 1),
        }
    }
}

/// What stands at a token.
enum Step {
    /// A quantity, and the token after it.
    Found(Quantity, usize),
    /// Nothing up to this token.
    Skip(usize),
}

fn read(tokens: &Tokens<'_>, at: usize, floor: usize) -> Step {
    if let Some(next) = chain(tokens, at) {
        return Step::Skip(next);
    }
    if let Some((quantity, next)) = idiom::read(tokens, at, floor) {
        return Step::Found(quantity, next);
    }
    let Some(reading) = measure::read(tokens, at, floor) else { return Step::Skip(at + 1) };
    if let Some(next) = idiom::opening_hours(tokens, &reading) {
        return Step::Skip(next);
    }
    let (value, noun) = match reading.measure {
        Some(Measure::Time { unit, business }) => {
            (Value::Duration(Duration::spelled(reading.extent, unit, business)), None)
        }
        Some(Measure::Money(currency)) => (Value::Money(Money { extent: reading.extent, currency }), None),
        Some(Measure::Percent) => (Value::Percent(reading.extent), None),
        None => {
            let Some((first, next)) = count::noun(tokens, &reading) else { return Step::Skip(at + 1) };
            let noun = tokens.text(first, next).to_lowercase();
            (Value::Count(Count { extent: reading.extent, noun }), Some((first, next)))
        }
    };
    let next = noun.map_or(reading.next, |(_, next)| next);
    let mut quantity = Quantity::bounded(tokens, value, reading.first, next);
    if let Some((bound, span)) = reading.inner.filter(|_| quantity.bound == Bound::Exactly) {
        (quantity.bound, quantity.bound_span) = (bound, Some(span));
    }
    quantity.noun_span = noun.map(|(first, next)| tokens.span(first, next));
    Step::Found(quantity, next)
}

/// The token after digits chained by hyphens, slashes or colons: a date, a time of day, a telephone number.
fn chain(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    if !tokens.is_number(at) {
        return None;
    }
    let links = |sign: char| matches!(sign, '-' | '/' | ':');
    let mut last = at;
    let mut is_time = false;
    while links(tokens.sign(last + 1)) && tokens.joins(last + 1, tokens.sign(last + 1)) && tokens.is_number(last + 2) {
        is_time |= tokens.sign(last + 1) == ':';
        last += 2;
    }
    (is_time || last >= at + 4).then_some(last + 1)
}

/// The token after a bracket that says the whole quantity once more: "five dollars ($5)".
fn after_repetition(tokens: &Tokens<'_>, value: &Value, next: usize) -> usize {
    if tokens.sign(next) != '(' || matches!(value, Value::Count(_)) {
        return next;
    }
    // A currency may stand before the number.
    let again = (next + 1..next + 4).find_map(|at| measure::read(tokens, at, next + 1));
    let is_same = again.is_some_and(|again| {
        let same = match (value, again.measure) {
            (Value::Duration(duration), Some(Measure::Time { unit, .. })) => {
                duration.unit == unit && duration.extent == again.extent
            }
            (Value::Money(money), Some(Measure::Money(currency))) => {
                money.currency.agrees_with(currency) && money.extent == again.extent
            }
            (Value::Percent(extent), Some(Measure::Percent)) => *extent == again.extent,
            _ => false,
        };
        same && again.first == next + 1 && tokens.sign(again.next) == ')'
    });
    if !is_same {
        return next;
    }
    let again = (next + 1..next + 12).find(|&at| tokens.sign(at) == ')');
    again.map_or(next, |end| end + 1)
}
