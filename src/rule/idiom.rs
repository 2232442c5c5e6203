//! Quantities that no number with a unit says: "monthly", "per month", "the next business day", "half the price",
//! "twice"; and "24 hours a day", which says one and means none.

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

/// A length of time that comes again: "monthly", "per month", "each billing cycle", and "a month" or "/month" after a
/// quantity.
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
    let is_slash = follows_quantity && tokens.sign(at) == '/';
    if !is_word && !is_slash {
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
    let start = at + 1 + usize::from(tokens.joins(at + 1, '-'));
    let first = start + usize::from(other);
    // After a slash the unit may be short: "$5/mo".
    let form = if tokens.sign(at) == '/' { Form::Digits } else { Form::Article };
    let (unit, business, factor, next) = measure::time(tokens, first, form)?;
    let number = factor.thousandths() / 1000 * if other { 2 } else { 1 };
    is_singular(tokens, next).then(|| every(number, unit, business, start, next, bound_span))
}

/// "The next business day" is one business day, "the same day" none; "within the first week" is within one.
fn next_day(tokens: &Tokens<'_>, at: usize) -> Option<(Quantity, usize)> {
    let is_next = tokens.is_any(at, "next following");
    let is_same = tokens.is(at, "same");
    if !is_next && !is_same && !tokens.is_any(at, "first last") {
        return None;
    }
    let (unit, business, factor, next) = measure::time(tokens, at + 1, Form::Article)?;
    if !is_singular(tokens, next) || (unit == Unit::Day && tokens.is(next, "of")) {
        return None;
    }
    let amount = if is_same { Amount::ZERO } else { factor };
    let value = Value::Duration(Duration { extent: Extent::one(amount), unit, business });
    if unit == Unit::Day && (is_next || is_same) {
        return Some((Quantity::bounded(tokens, value, at, next), next));
    }
    // "Next week" and "the last year" are dates; "within the next week" is a stretch of time.
    let quantity = Quantity::bounded(tokens, value, at + 1, next);
    let is_stretch = matches!(quantity.bound, Bound::Within | Bound::After | Bound::For);
    (is_stretch && !is_same && tokens.is_any(at.wrapping_sub(1), "the your our its their")).then_some((quantity, next))
}

/// "Half of the price", "half price", "a quarter of the fee", "three quarters of the cost".
fn part(tokens: &Tokens<'_>, at: usize) -> Option<(Quantity, usize)> {
    const WHOLES: &str = "price amount cost fee fees fare value deposit total sum purchase payment refund rent \
        tuition balance charge bill";
    let half = tokens.is(at, "half");
    let (percent, next) = if half { (50_000, at + 1) } else { fraction(tokens, at)? };
    let of = next + usize::from(tokens.is(next, "of"));
    let whole = of + usize::from(tokens.is_any(of, "the your that this its their any"));
    if !tokens.is_any(whole, WHOLES) && !tokens.is_any(whole + 1, WHOLES) {
        return None;
    }
    let value = Value::Percent(Extent::one(Amount::from_thousandths(percent)));
    Some((Quantity::bounded(tokens, value, at, next), next))
}

/// "A quarter of", "three quarters of", "two-thirds of": thousandths of a hundredth, and the token before the "of".
fn fraction(tokens: &Tokens<'_>, at: usize) -> Option<(u64, usize)> {
    const FRACTIONS: [(&str, &str, u64); 6] = [
        ("a", "quarter", 25_000),
        ("one", "quarter", 25_000),
        ("three", "quarters", 75_000),
        ("a", "third", 33_333),
        ("one", "third", 33_333),
        ("two", "thirds", 66_667),
    ];
    let name = at + 1 + usize::from(tokens.joins(at + 1, '-'));
    let found = FRACTIONS.iter().find(|(number, part, _)| tokens.is(at, number) && tokens.is(name, part));
    found.filter(|_| tokens.is(name + 1, "of")).map(|&(.., percent)| (percent, name + 1))
}

/// "Twice", and "once" where it counts and does not mean "as soon as".
fn times(tokens: &Tokens<'_>, at: usize) -> Option<(Quantity, usize)> {
    let number = match tokens.word(at) {
        word if word.eq_ignore_ascii_case("once") => 1,
        word if word.eq_ignore_ascii_case("twice") => 2,
        word if word.eq_ignore_ascii_case("thrice") => 3,
        _ => return None,
    };
    if number == 1 && !counts_once(tokens, at) {
        return None;
    }
    let noun = if number == 1 { "time" } else { "times" }.to_owned();
    let value = Value::Count(Count { extent: Extent::one(Amount::whole(number)), noun });
    Some((Quantity::bounded(tokens, value, at, at + 1), at + 1))
}

/// Whether "once" counts: "once per order", "once a year", "only once"; not "once a return is received".
fn counts_once(tokens: &Tokens<'_>, at: usize) -> bool {
    let is_rate = || {
        let is_time = |reading: Reading| matches!(reading.measure, Some(Measure::Time { .. }));
        let number = tokens.is_any(at + 1, "in within every").then(|| measure::read(tokens, at + 2, at + 2)).flatten();
        measure::time(tokens, at + 2, Form::Article).is_some() || number.is_some_and(is_time)
    };
    if tokens.is_any(at + 1, "per daily weekly monthly annually") {
        return true;
    }
    if tokens.is_any(at + 1, "a an each every in within") {
        return is_rate();
    }
    let opens_clause =
        tokens.is_any(at + 1, "it you we they he she i the this that these those your our their all any");
    tokens.is_any(at.wrapping_sub(1), "only than least most just") && !opens_clause
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
