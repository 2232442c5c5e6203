//! Finds the quantities of a sentence.
//!
//! A sentence comes folded (single spaces, straight quotes, plain hyphens) in any letter case; spans are bytes of it.
//! Dates, times of day, clause numbers, years and the like are no quantities. The scan is one pass over tokens, without
//! patterns: text that holds neither a digit nor a number word is left after a glance.

use super::amount::Extent;
use super::bound::Bound;
use super::count::Count;
use super::duration::Duration;
use super::measure::{self, Measure};
use super::money::Money;
use super::quantity::{Quantity, Value};
use super::token::{Tokens, may_hold_quantity};
use super::{count, idiom, number};

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
        if !tokens.may_start_quantity(at) {
            at += 1;
            continue;
        }
        match read(&tokens, at, floor) {
            Step::Found(quantity, next) => {
                out.push(quantity);
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
            let value = match measure::time(tokens, first, reading.form) {
                // "90 quiet days" are days.
                Some((unit, business, _, _)) => Value::Duration(Duration::spelled(reading.extent, unit, business)),
                None => Value::Count(Count { extent: reading.extent, noun: tokens.text(first, next).to_lowercase() }),
            };
            (value, Some((first, next)))
        }
    };
    let next = noun.map_or_else(|| after_repetition(tokens, &value, reading.next), |(_, next)| next);
    let mut quantity = Quantity::bounded(tokens, value, reading.first, next);
    if let Some((bound, span)) = reading.inner.filter(|_| quantity.bound == Bound::Exactly) {
        (quantity.bound, quantity.bound_span) = (bound, Some(span));
    }
    let is_count = matches!(quantity.value, Value::Count(_));
    quantity.noun_span = noun.filter(|_| is_count).map(|(first, next)| tokens.span(first, next));
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

/// The token after a bracket that says the whole quantity once more: "five dollars ($5)", "thirty days (30) days".
fn after_repetition(tokens: &Tokens<'_>, value: &Value, next: usize) -> usize {
    if tokens.sign(next) != '(' || matches!(value, Value::Count(_)) {
        return next;
    }
    if let (Value::Duration(duration), Some(number)) = (value, number::read(tokens, next)) {
        let is_same = Extent::one(number.amount) == duration.extent;
        let unit = measure::time(tokens, number.next, number.form).filter(|(unit, ..)| *unit == duration.unit);
        return if is_same { unit.map_or(number.next, |(.., next)| next) } else { next };
    }
    // The number may stand after its currency.
    let again = (next + 1..next + 4).find_map(|at| measure::read(tokens, at, next + 1));
    let Some(again) = again.filter(|again| again.first == next + 1 && tokens.sign(again.next) == ')') else {
        return next;
    };
    let is_same = match (value, again.measure) {
        (Value::Duration(duration), Some(Measure::Time { unit, .. })) => {
            duration.unit == unit && duration.extent == again.extent
        }
        (Value::Money(money), Some(Measure::Money(currency))) => {
            money.currency.agrees_with(currency) && money.extent == again.extent
        }
        (Value::Percent(extent), Some(Measure::Percent)) => *extent == again.extent,
        _ => false,
    };
    if is_same { again.next + 1 } else { next }
}
