//! Quantities that no number with a unit says: "monthly", "per month", "the next business day", "half the price", "twice";
//! and "24 hours a day", which says one and means none.

use super::amount::{Amount, Extent};
use super::bound::Bound;
use super::count::Count;
use super::duration::{Duration, Unit};
use super::measure::{self, Measure, Reading};
use super::number::Form;
use super::quantity::{Quantity, Value};
use super::token::Tokens;

/// The quantity that an idiom at the token says, and the token after it. A quantity ends just before `floor`.
pub(super) fn read(tokens: &Tokens<'_>, at: usize, floor: usize) -> Option<(Quantity, usize)> {
    recurring(tokens, at, floor)
        .or_else(|| next_day(tokens, at))
        .or_else(|| part(tokens, at))
        .or_else(|| times(tokens, at))
}

/// A length of time that comes again: "monthly", "per month", "each billing cycle", and "a month" or "/month" after a quantity.
fn recurring(tokens: &Tokens<'_>, at: usize, floor: usize) -> Option<(Quantity, usize)> {
    const ADVERBS: &[(&str, u64, Unit)] = &[
        ("hourly", 1, Unit::Hour),
        ("daily", 1, Unit::Day),
        ("weekly", 1, Unit::Week),
        ("fortnightly", 14, Unit::Day),
        ("monthly", 1, Unit::Month),
        ("quarterly", 3, Unit::Month),
        ("yearly", 1, Unit::Year),
        ("annually", 1, Unit::Year),
        ("annual", 1, Unit::Year),
    ];
    let every = |number: u64, unit, business, first: usize, next: usize, bound_span| {
        let duration = Duration { extent: Extent::one(Amount::whole(number)), unit, business };
        let value = Value::Duration(duration);
        (
            Quantity {
                span: tokens.span(first, next),
                value,
                bound: Bound::Every,
                bound_span,
                ahead: false,
                noun_span: None,
            },
            next,
        )
    };
    if let Some(&(_, number, unit)) = ADVERBS.iter().find(|(adverb, ..)| tokens.is(at, adverb)) {
        let is_prefixed = tokens.sign(at.wrapping_sub(1)) == '-' && tokens.glued(at);
        return (!is_prefixed).then(|| every(number, unit, false, at, at + 1, None));
    }
    let follows_quantity = at == floor && at > 0;
    let is_word = tokens.is_any(at, "per each every") || (follows_quantity && tokens.is_any(at, "a an"));
    if !is_word && !(follows_quantity && tokens.sign(at) == '/') {
        return None;
    }
    let bound_span = Some(tokens.span(at, at + 1));
    if tokens.is(at + 1, "annum") {
        return Some(every(1, Unit::Year, false, at + 1, at + 2, bound_span));
    }
    if tokens.is(at + 1, "quarter") {
        return Some(every(3, Unit::Month, false, at + 1, at + 2, bound_span));
    }
    let other = tokens.is(at, "every") && tokens.is(at + 1, "other");
    let first = at + 1 + usize::from(other);
    let (unit, business, factor, next) = measure::time(tokens, first, Form::Article)?;
    let number = factor.thousandths() / 1000 * if other { 2 } else { 1 };
    is_singular(tokens, next).then(|| every(number, unit, business, at + 1, next, bound_span))
}

/// "The next business day" is one business day, "the same day" none.
fn next_day(tokens: &Tokens<'_>, at: usize) -> Option<(Quantity, usize)> {
    let number = if tokens.is(at, "same") { Amount::ZERO } else { Amount::ONE };
    if !tokens.is_any(at, "same next following") {
        return None;
    }
    let (unit, business, _, next) = measure::time(tokens, at + 1, Form::Article)?;
    if unit != Unit::Day || !is_singular(tokens, next) || tokens.is(next, "of") {
        return None;
    }
    let value = Value::Duration(Duration { extent: Extent::one(number), unit, business });
    Some((Quantity::bounded(tokens, value, at, next), next))
}

/// "Half of the price", "half price", "a quarter of the fee".
fn part(tokens: &Tokens<'_>, at: usize) -> Option<(Quantity, usize)> {
    const WHOLES: &str = "price amount cost fee fees fare value deposit total sum purchase payment refund rent";
    let half = tokens.is(at, "half");
    let article = usize::from(tokens.is_any(at, "a one"));
    let quarter = tokens.is(at + article, "quarter") && tokens.is(at + article + 1, "of");
    if !half && !(quarter && article == 1) {
        return None;
    }
    let next = at + 1 + article;
    let of = next + usize::from(tokens.is(next, "of"));
    let whole = of + usize::from(tokens.is_any(of, "the your that this its their any"));
    if !tokens.is_any(whole, WHOLES) && !tokens.is_any(whole + 1, WHOLES[..6].as_ref()) {
        return None;
    }
    let value = Value::Percent(Extent::one(Amount::whole(if half { 50 } else { 25 })));
    Some((Quantity::bounded(tokens, value, at, next), next))
}

/// "Twice", and "once" where it counts and does not mean "as soon as".
fn times(tokens: &Tokens<'_>, at: usize) -> Option<(Quantity, usize)> {
    let number = match tokens.word(at) {
        word if word.eq_ignore_ascii_case("once") => 1,
        word if word.eq_ignore_ascii_case("twice") => 2,
        word if word.eq_ignore_ascii_case("thrice") => 3,
        _ => return None,
    };
    const AFTER_ONCE: &str = "per a an each every only in daily weekly monthly annually within";
    let is_once = tokens.is_any(at + 1, AFTER_ONCE) || tokens.is_any(at.wrapping_sub(1), "only than least most just");
    if number == 1 && (!is_once || is_clause_after_once(tokens, at + 1)) {
        return None;
    }
    let noun = if number == 1 { "time" } else { "times" }.to_owned();
    let value = Value::Count(Count { extent: Extent::one(Amount::whole(number)), noun });
    Some((Quantity::bounded(tokens, value, at, at + 1), at + 1))
}

/// "Once a return is received": an article after "once" that does not open "a day".
fn is_clause_after_once(tokens: &Tokens<'_>, at: usize) -> bool {
    let is_rate = measure::time(tokens, at + 1, Form::Article).is_some();
    tokens.is_any(at, "a an each every in within") && !is_rate && !tokens.is_number(at + 1) && !tokens.is(at, "every")
}

/// The token after "24 hours a day", "7 days a week" and their kind, which promise open doors and limit nothing.
pub(super) fn opening_hours(tokens: &Tokens<'_>, reading: &Reading) -> Option<usize> {
    let Some(Measure::Time { unit, .. }) = reading.measure else { return None };
    let at = reading.next;
    if unit == Unit::Year && tokens.is(at, "of") && tokens.is(at + 1, "age") {
        return Some(at + 2);
    }
    if !(tokens.is_any(at, "a per each every") || tokens.sign(at) == '/') {
        return None;
    }
    let is_day = reading.extent == Extent::one(Amount::whole(24)) && unit == Unit::Hour;
    let (larger, _, _, next) = measure::time(tokens, at + 1, Form::Article)?;
    let is_open = (is_day && larger == Unit::Day) || (unit == Unit::Day && matches!(larger, Unit::Week | Unit::Year));
    (is_open && is_singular(tokens, next)).then_some(next)
}

/// Whether the unit that ends before the token is one, not many.
fn is_singular(tokens: &Tokens<'_>, next: usize) -> bool {
    let word = tokens.word(next.wrapping_sub(1));
    word.ends_with("'s") || !word.ends_with(['s', 'S'])
}
