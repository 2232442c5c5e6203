//! `Suggestion`: what a rule would say if it gave what staff give anyway.

use super::nearly::{days_down, days_up, down, up};
use super::{Figures, GrantedUse, Measure};
use crate::register::{Effect, Seen};
use crate::rule::quantity::{Amount, Count, Duration, Extent, Money, Quantity, Unit, Value};

/// What to write instead of a rule that staff bend all the time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What staff typically grant: "staff typically allow up to 41 days"; none when the log does not say how much.
    pub habit: Option<String>,
    /// What to do: "write 45 days into the rule".
    pub advice: String,
    /// The rule with the new number; none when no number would do.
    pub text: Option<String>,
}

/// What a rule should say, by what staff made of it under bends of this effect.
pub(super) fn suggest(seen: &Seen, effect: Option<Effect>, figures: &Figures) -> Suggestion {
    let given = figures.granted.iter().max_by_key(|granted| granted.count);
    // What only a few rows tell says nothing about the others.
    let given = given.filter(|granted| granted.count * 2 >= figures.uses);
    let lowers = matches!(effect, Some(Effect::Reduce | Effect::Waive | Effect::SkipStep));
    let habit = given.filter(|granted| !lowers || granted.measure != Measure::Count);
    let habit = habit.map(|granted| self::habit(granted, lowers));
    let number = given.and_then(|granted| changed(seen, granted, lowers));
    let (advice, text) = match number {
        Some(New::Number(quantity, value)) => {
            let written = written(seen, quantity, &value);
            (format!("write {value} into the rule"), Some(written))
        }
        Some(New::Nothing) => ("strike the rule".to_owned(), None),
        None if matches!(effect, Some(Effect::Waive | Effect::SkipStep)) => ("strike the rule".to_owned(), None),
        None if matches!(effect, Some(Effect::Substitute | Effect::Upgrade)) => {
            ("write into the rule what staff give instead".to_owned(), None)
        }
        None => ("change the rule to what staff do".to_owned(), None),
    };
    Suggestion { habit, advice, text }
}

/// What becomes of the rule's number.
enum New<'q> {
    /// Another value in the place of a quantity.
    Number(&'q Quantity, Value),
    /// Nothing is left of it.
    Nothing,
}

fn habit(granted: &GrantedUse, lowers: bool) -> String {
    match granted.measure {
        Measure::Days if lowers => format!("staff typically ask for no more than {}", days_of(granted.half)),
        Measure::Days => format!("staff typically allow up to {}", days_of(granted.p90)),
        Measure::Money => {
            let sum = granted.currency.map_or_else(
                || granted.p90.to_string(),
                |currency| Money { extent: Extent::one(granted.p90), currency }.to_string(),
            );
            format!("staff typically let go up to {sum}")
        }
        Measure::Percent => format!("staff typically let go up to {} %", granted.p90),
        Measure::Count => format!("staff typically allow up to {}", granted.p90),
    }
}

fn days_of(amount: Amount) -> String {
    format!("{amount} day{}", if amount == Amount::ONE { "" } else { "s" })
}

/// The new value of the rule's one number of this measure; none when it has none or several, or gives as much already.
fn changed<'s>(seen: &'s Seen, granted: &GrantedUse, lowers: bool) -> Option<New<'s>> {
    let fits = |quantity: &&Quantity| match (&quantity.value, granted.measure) {
        (Value::Duration(_), Measure::Days)
        | (Value::Percent(_), Measure::Percent)
        | (Value::Count(_), Measure::Count) => true,
        (Value::Money(money), Measure::Money) => {
            granted.currency.is_none_or(|currency| currency.agrees_with(money.currency))
        }
        _ => false,
    };
    let mut fitting = seen.quantities.iter().filter(fits);
    let quantity = fitting.next().filter(|_| fitting.next().is_none())?;
    let own = Amount::from_thousandths((quantity.range().1 * 1000.0).round() as u64);
    let one = |number: u64| Extent::one(Amount::whole(number));
    let value = match &quantity.value {
        Value::Duration(duration) if lowers => {
            // Nine of ten were asked for no less, so that as many would be content.
            let days = days_down(granted.p10);
            if granted.p10 >= own {
                return None;
            } else if days == 0 {
                return Some(New::Nothing);
            }
            Value::Duration(length(days, duration))
        }
        Value::Duration(duration) => {
            let days = days_up(granted.p90);
            (granted.p90 > own).then(|| Value::Duration(length(days, duration)))?
        }
        Value::Money(money) if lowers => {
            let left = down(Amount::from_thousandths(own.thousandths().saturating_sub(granted.p90.thousandths())));
            if left == 0 {
                return Some(New::Nothing);
            }
            Value::Money(Money { extent: one(left), currency: money.currency })
        }
        Value::Money(money) => (granted.p90 > own)
            .then(|| Value::Money(Money { extent: one(up(granted.p90)), currency: money.currency }))?,
        // Whether it is percent of the price or of the fee is not known, unless all of it is let go.
        Value::Percent(_) if lowers => return (granted.p90 >= Amount::whole(100)).then_some(New::Nothing),
        Value::Percent(_) => (granted.p90 > own).then(|| Value::Percent(one(up(granted.p90).min(100))))?,
        Value::Count(_) if lowers => return None,
        Value::Count(count) => {
            let number = granted.p90.thousandths().div_ceil(1000);
            (granted.p90 > own).then(|| Value::Count(Count { extent: one(number), noun: count.noun.clone() }))?
        }
    };
    Some(New::Number(quantity, value))
}

/// A length of time in the rule's own unit where that comes out even, else in days.
fn length(days: u64, like: &Duration) -> Duration {
    let unit_days = like.unit.seconds() / Unit::Day.seconds();
    let is_even = unit_days > 0 && days.is_multiple_of(unit_days) && !like.business;
    let (number, unit) = if is_even { (days / unit_days, like.unit) } else { (days, Unit::Day) };
    Duration { extent: Extent::one(Amount::whole(number)), unit, business: false }
}

/// The rule's text with another value in the place of a quantity; "30-day" becomes "45-day".
fn written(seen: &Seen, quantity: &Quantity, value: &Value) -> String {
    let text = &seen.text;
    let (start, end) = (quantity.span.start.min(text.len()), quantity.span.end.min(text.len()));
    let old = text.get(start..end).unwrap_or_default();
    let mut new = value.to_string();
    if old.contains('-') && matches!(value, Value::Duration(_)) {
        new = new.trim_end_matches('s').replace(' ', "-");
    }
    format!("{}{new}{}", text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default())
}
