//! Reads numbers with what they measure: time, money, a share of a hundred; one number or a range of two.

use super::amount::{Amount, Extent};
use super::bound::{self, Bound};
use super::duration::Unit;
use super::money::Currency;
use super::number::{self, Form};
use super::token::Tokens;
use crate::text::Span;

/// What a number measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    /// A length of time.
    Time {
        /// In which unit.
        unit: Unit,
        /// Whether only business days count.
        business: bool,
    },
    /// A sum.
    Money(Currency),
    /// A share, in hundredths.
    Percent,
}

/// One number, or a range of two, as far as it is a quantity of its own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    /// The amounts, in the measure's unit.
    pub(super) extent: Extent,
    /// What they measure; nothing when they can only count what follows.
    pub(super) measure: Option<Measure>,
    /// How the (first) number is written.
    pub(super) form: Form,
    /// A bound between number and unit: "30+ days", "3 or more items".
    pub(super) inner: Option<(Bound, Span)>,
    /// First token.
    pub(super) first: usize,
    /// The token after it.
    pub(super) next: usize,
}

/// Reads at a token; what is written before `floor` belongs to another quantity.
pub(super) fn read(tokens: &Tokens<'_>, at: usize, floor: usize) -> Option<Reading> {
    let low = term(tokens, at, floor)?;
    Some(range(tokens, &low).unwrap_or_else(|| vague_pair(tokens, low)))
}

/// One number with its measure, if it has any.
fn term(tokens: &Tokens<'_>, at: usize, floor: usize) -> Option<Reading> {
    let number = number::read(tokens, at)?;
    let is_digits = number.form == Form::Digits;
    let reading = Reading {
        extent: Extent::one(number.amount),
        measure: None,
        form: number.form,
        inner: None,
        first: at,
        next: number.next,
    };
    if let Some((currency, first)) = Currency::before(tokens, at).filter(|&(_, first)| is_digits && first >= floor) {
        return Some(sum(tokens, reading, currency, first));
    }
    // The number of "A4" and of "24/7" measures nothing.
    let back = |steps: usize| at.wrapping_sub(steps);
    let follows_number =
        back(1) >= floor && matches!(tokens.sign(back(1)), '/' | ':') && tokens.glued(at) && tokens.is_number(back(2));
    let follows_word = tokens.glued(at) && !tokens.word(back(1)).is_empty();
    if is_digits && (follows_word || follows_number) {
        return None;
    }
    let direct = after(tokens, number.next, number.form);
    let inner = if direct.is_some() { None } else { bound::after(tokens, number.next) };
    let unit_at = inner.map_or(number.next, |(_, _, next)| next);
    let inner = inner.map(|(bound, first, next)| (bound, tokens.span(first, next)));
    let Some((measure, factor, next)) = direct.or_else(|| after(tokens, unit_at, number.form)) else {
        let is_clock = tokens.is_any(number.next, "am pm noon o'clock")
            || (tokens.is_any(number.next, "a p")
                && tokens.sign(number.next + 1) == '.'
                && tokens.is(number.next + 2, "m"));
        return (!is_clock && number.form != Form::Article).then_some(Reading { inner, next: unit_at, ..reading });
    };
    let is_time = matches!(measure, Measure::Time { .. });
    // "A month-to-month plan" has no month in it.
    let is_compound = tokens.joins(next, '-') && !tokens.is(next + 1, "long");
    // Neither has "on a day we choose", but "at a day's notice" has.
    let is_some_day = tokens.is_any(back(1), "on at not such what") && !tokens.word(next - 1).ends_with("'s");
    if number.form == Form::Article && (!is_time || is_compound || is_some_day) {
        return None;
    }
    let (amount, next) =
        number::and_a_half(tokens, number.amount, next).filter(|_| is_time).unwrap_or((number.amount, next));
    Some(Reading { extent: Extent::one(amount.times(factor)), measure: Some(measure), inner, next, ..reading })
}

/// A sum whose currency stands before it: `$5`, `$1.5 million`, `$5k`, `$20 AUD`.
fn sum(tokens: &Tokens<'_>, reading: Reading, currency: Currency, first: usize) -> Reading {
    let mut next = reading.next;
    let mut factor = Amount::ONE;
    if tokens.is_glued_word(next) {
        let thousands = match tokens.word(next) {
            "k" | "K" => 1000,
            "m" | "M" | "mn" => 1_000_000,
            "bn" | "B" => 1_000_000_000,
            _ => 1,
        };
        factor = Amount::whole(thousands);
        next += usize::from(thousands > 1);
    }
    let written_after =
        Currency::after(tokens, next).filter(|(after, ..)| tokens.word(next).len() == 3 && after.agrees_with(currency));
    let (currency, next) = written_after.map_or((currency, next), |(after, _, next)| (after, next));
    let extent = reading.extent.map(|amount| amount.times(factor));
    Reading { extent, measure: Some(Measure::Money(currency)), first, next, ..reading }
}

/// The measure written from the token on, how much of its unit is meant, and the token after it.
fn after(tokens: &Tokens<'_>, at: usize, form: Form) -> Option<(Measure, Amount, usize)> {
    if let Some((unit, business, factor, next)) = time(tokens, at, form) {
        return Some((Measure::Time { unit, business }, factor, next));
    }
    if tokens.sign(at) == '%' {
        return Some((Measure::Percent, Amount::ONE, at + 1));
    }
    let at = at + usize::from(tokens.joins(at, '-'));
    if tokens.is_any(at, "percent pct") {
        return Some((Measure::Percent, Amount::ONE, at + 1));
    }
    if tokens.is(at, "per") && tokens.is(at + 1, "cent") {
        return Some((Measure::Percent, Amount::ONE, at + 2));
    }
    Currency::after(tokens, at).map(|(currency, factor, next)| (Measure::Money(currency), factor, next))
}

/// A range that starts with this number: "3-5 days", "3 to 5 days", "$5-$10", "between 3 and 5 days".
fn range(tokens: &Tokens<'_>, low: &Reading) -> Option<Reading> {
    // "30- or 60-day" leaves its first hyphen behind.
    let is_suspended = tokens.sign(low.next) == '-' && tokens.glued(low.next) && !tokens.glued(low.next + 1);
    let at = low.next + usize::from(is_suspended && tokens.is_any(low.next + 1, "or to"));
    let between = || (1..=2).any(|back| tokens.is(low.first.wrapping_sub(back), "between"));
    let is_or = tokens.is(at, "or");
    let is_hyphen = tokens.sign(at) == '-';
    let is_slash = tokens.joins(at, '/');
    let parts = is_hyphen || is_slash || is_or || tokens.is(at, "to") || (tokens.is(at, "and") && between());
    if low.form == Form::Article || low.inner.is_some() || !parts {
        return None;
    }
    let after_currency = |&place: &usize| {
        tokens.is_number(place) && Currency::before(tokens, place).is_some_and(|(_, first)| first == at + 1)
    };
    let start = (at + 2..at + 5).find(after_currency).unwrap_or(at + 1);
    let high = term(tokens, start, at + 1).filter(|high| high.form != Form::Article)?;
    let measure = match (low.measure, high.measure) {
        (None, Some(Measure::Time { .. })) => high.measure,
        (None, _) if is_slash => return None,
        (None, Some(Measure::Money(_))) if high.first < start => return None,
        (None, measure) => measure,
        (Some(Measure::Money(_)), None) if is_hyphen && tokens.glued(at) => low.measure,
        (Some(Measure::Money(a)), Some(Measure::Money(b))) if a.agrees_with(b) && !is_or => high.measure,
        (Some(a), Some(b)) if a == b && !is_or => Some(a),
        _ => return None,
    };
    // "Two to three fortnights": the unit of the second number is that of the first.
    let unit = if low.measure.is_none() { unit_factor(tokens, &high) } else { Amount::ONE };
    let extent = Extent { low: low.extent.low.times(unit), high: high.extent.low };
    let inner = high.inner;
    (extent.low < extent.high).then_some(Reading { extent, measure, inner, next: high.next, ..*low })
}

/// How much of the unit the number's own word means: 14 days for "fortnights", a hundredth for "cents".
fn unit_factor(tokens: &Tokens<'_>, reading: &Reading) -> Amount {
    let number = number::read(tokens, reading.first);
    number.and_then(|number| after(tokens, number.next, number.form)).map_or(Amount::ONE, |(_, factor, _)| factor)
}

/// "A day or two".
fn vague_pair(tokens: &Tokens<'_>, reading: Reading) -> Reading {
    let is_pair = reading.form == Form::Article && tokens.is(reading.next, "or") && tokens.is(reading.next + 1, "two");
    if !is_pair || time(tokens, reading.next + 2, Form::Words).is_some() {
        return reading;
    }
    Reading { extent: Extent { low: Amount::ONE, high: Amount::whole(2) }, next: reading.next + 2, ..reading }
}

/// Words between a number and its unit that leave the length as it is.
const PLAIN: &str = "\
    full consecutive calendar clear whole complete continuous further additional more extra solid straight \
    successive entire single running natural";

/// Words between a number and its unit after which only business days count.
const BUSINESS: &str = "business working banking bank work trading";

const UNITS: &[(&str, Unit, Amount)] = &[
    ("minute", Unit::Minute, Amount::ONE),
    ("min", Unit::Minute, Amount::ONE),
    ("hour", Unit::Hour, Amount::ONE),
    ("hr", Unit::Hour, Amount::ONE),
    ("day", Unit::Day, Amount::ONE),
    ("workday", Unit::Day, Amount::ONE),
    ("weekday", Unit::Day, Amount::ONE),
    ("week", Unit::Week, Amount::ONE),
    ("wk", Unit::Week, Amount::ONE),
    ("fortnight", Unit::Day, Amount::whole(14)),
    ("month", Unit::Month, Amount::ONE),
    ("mth", Unit::Month, Amount::ONE),
    ("mo", Unit::Month, Amount::ONE),
    ("year", Unit::Year, Amount::ONE),
    ("yr", Unit::Year, Amount::ONE),
    ("decade", Unit::Year, Amount::whole(10)),
];

/// A unit of time from the token on, its adjectives and "(s)" included: whether it is one of business, how much of the
/// unit the word means, and the token after it.
pub(super) fn time(tokens: &Tokens<'_>, at: usize, form: Form) -> Option<(Unit, bool, Amount, usize)> {
    let mut at = at;
    let mut business = false;
    for adjectives in 0..5 {
        if tokens.joins(at, '-') || (adjectives > 0 && tokens.joins(at, '/')) {
            at += 1;
        }
        if let Some((unit, factor, next)) = unit(tokens, at, form) {
            business |= tokens.is_any(at, "workday workdays weekday weekdays");
            let optional_plural = tokens.sign(next) == '(' && tokens.is(next + 1, "s") && tokens.sign(next + 2) == ')';
            return Some((unit, business, factor, next + if optional_plural { 3 } else { 0 }));
        }
        let bracket = usize::from(tokens.sign(at) == '(' && tokens.sign(at + 2) == ')');
        let is_business = tokens.is_any(at + bracket, BUSINESS);
        if !is_business && !tokens.is_any(at + bracket, PLAIN) && !tokens.is(at, "billing") {
            return None;
        }
        business |= is_business;
        at += 1 + 2 * bracket;
    }
    None
}

/// The word of a unit, and the token after it.
fn unit(tokens: &Tokens<'_>, at: usize, form: Form) -> Option<(Unit, Amount, usize)> {
    let word = tokens.word(at);
    let cycle = tokens.is_any(at, "billing statement payment pay subscription invoicing");
    if cycle && tokens.is_any(at + 1, "cycle cycles period periods") {
        return Some((Unit::BillingCycle, Amount::ONE, at + 2));
    }
    let is_digits = matches!(form, Form::Digits | Form::Bracketed);
    match word {
        "h" | "H" if is_digits => return Some((Unit::Hour, Amount::ONE, at + 1)),
        "d" if is_digits && tokens.glued(at) => return Some((Unit::Day, Amount::ONE, at + 1)),
        "y" if is_digits && tokens.glued(at) => return Some((Unit::Year, Amount::ONE, at + 1)),
        _ if tokens.is_any(at, "second sec") && is_digits => return Some((Unit::Second, Amount::ONE, at + 1)),
        _ if tokens.is_any(at, "seconds secs") => return Some((Unit::Second, Amount::ONE, at + 1)),
        _ => {}
    }
    if !(2..=12).contains(&word.len()) {
        return None;
    }
    let singular = word.strip_suffix("'s").or_else(|| word.strip_suffix(['s', 'S'])).unwrap_or(word);
    let (name, unit, factor) = UNITS.iter().find(|(name, ..)| name.eq_ignore_ascii_case(singular))?;
    (name.len() > 3 || *name == "day" || is_digits).then_some((*unit, *factor, at + 1))
}
