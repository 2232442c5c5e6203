//! Which way a quantity is worse for the customer: as its kind of fact says, else from what the clause around it does.

use super::act::Act;
use super::clause::Part;
use super::said::{Measure, Said};
use super::stance::Force;
use crate::fact::{Kind, Worse};
use crate::rule::Bearer;
use crate::rule::quantity::{Bound, Value};

/// Words around a sum that the customer gets.
const GIVEN: [&str; 14] = [
    "approv",
    "manager",
    "without asking",
    "sign off",
    "goodwill",
    "compensat",
    "refund of",
    "back",
    "discount",
    "credit",
    "voucher",
    "cover",
    "refund",
    " off ",
];

/// Words around a sum that the customer pays.
const TAKEN: [&str; 18] = [
    "fee",
    "charg",
    "pay ",
    "pays ",
    "cost",
    "deduct",
    "keep",
    "penalt",
    "deposit",
    "surcharge",
    "less ",
    "minus",
    "postage",
    "price",
    "levy",
    "bill",
    "off the refund",
    "off your refund",
];

/// Which way a quantity is worse for the customer; [`Worse::None`] when that is not known.
pub(super) fn worse(said: &Said, measure: &Measure, kinds: &[Kind]) -> Worse {
    match measure.fact.map(|(kind, _)| kinds[kind].worse) {
        Some(worse @ (Worse::Lower | Worse::Higher)) => worse,
        _ => by_clause(said, measure),
    }
}

/// Whether a quantity is something that the customer pays.
pub(super) fn is_cost(measure: &Measure) -> bool {
    matches!(measure.quantity.value, Value::Money(_) | Value::Percent(_)) && by_words(measure) == Worse::Higher
}

fn by_clause(said: &Said, measure: &Measure) -> Worse {
    let Some(at) = measure.clause else { return in_main(None, measure) };
    let clause = &said.clauses[at];
    match clause.part {
        Part::Main => in_main(Some(clause), measure),
        Part::Condition => threshold(said.governing(at), measure.quantity.bound),
        Part::Exception => threshold(said.governing(at).map(|stance| -stance), measure.quantity.bound),
        Part::Aside => Worse::None,
    }
}

/// A limit from which, or up to which, something holds that is good (above 0) or bad for the customer.
fn threshold(stance: Option<f64>, bound: Bound) -> Worse {
    let Some(stance) = stance else { return Worse::None };
    match bound {
        Bound::MoreThan | Bound::AtLeast | Bound::After | Bound::For => {
            if stance > 0.0 {
                Worse::Higher
            } else {
                Worse::Lower
            }
        }
        Bound::LessThan | Bound::UpTo | Bound::Within => {
            if stance > 0.0 {
                Worse::Lower
            } else {
                Worse::Higher
            }
        }
        _ => Worse::None,
    }
}

fn in_main(clause: Option<&super::said::Clause>, measure: &Measure) -> Worse {
    let has = |words: &[&str]| words.iter().any(|word| measure.around.contains(word));
    let bound = measure.quantity.bound;
    let stance = clause.and_then(|clause| clause.stance);
    let frame = clause.and_then(|clause| clause.frame);
    let customer = frame.is_some_and(|frame| frame.who == Some(Bearer::Customer))
        || frame.is_some_and(|frame| frame.who.is_none() && frame.act == Some(Act::Deed));
    let company = frame.is_some_and(|frame| matches!(frame.who, Some(Bearer::Company | Bearer::Staff)));
    match measure.quantity.value {
        Value::Duration(_) => match bound {
            _ if has(&["guarantee", "warrant", "valid", "keep your", "hold it for you", "trial"]) => Worse::Lower,
            _ if has(&["notice", "in advance", "beforehand"]) && customer => Worse::Higher,
            Bound::AtLeast if company && has(&["before", "notice", "in advance"]) => Worse::Lower,
            Bound::After | Bound::AtLeast | Bound::MoreThan => threshold(stance, bound),
            Bound::Exactly if measure.around[measure.at..].contains(" after ") && stance.is_some() && !customer => {
                threshold(stance, Bound::After)
            }
            Bound::Within | Bound::UpTo if customer => Worse::Lower,
            Bound::Within | Bound::UpTo if stance.is_some_and(|stance| stance > 0.0) => Worse::Higher,
            _ if has(&["wait", "takes", "take up", "allow", "can take", "may take"]) => Worse::Higher,
            _ => Worse::None,
        },
        Value::Money(_) | Value::Percent(_) => match (by_words(measure), bound) {
            (_, Bound::MoreThan | Bound::AtLeast) if stance.is_some() => threshold(stance, bound),
            (Worse::None, Bound::UpTo | Bound::LessThan) => threshold(stance, bound),
            (worse, _) => worse,
        },
        Value::Count(_) => match (bound, frame.map(|frame| frame.force)) {
            (Bound::UpTo | Bound::Within | Bound::Exactly | Bound::LessThan, Some(Force::May)) => Worse::Lower,
            (_, Some(Force::Must)) if customer => Worse::Higher,
            _ => Worse::None,
        },
    }
}

/// Which way a sum is worse, from the words around it: of two the nearer one speaks ("We charge £10 for a tent that comes
/// back wet.").
fn by_words(measure: &Measure) -> Worse {
    let has = |words: &[&str]| words.iter().any(|word| measure.around.contains(word));
    let is_threshold = matches!(measure.quantity.bound, Bound::MoreThan | Bound::AtLeast);
    if is_threshold && has(&["free", "discount", "qualif", "eligible"]) {
        return Worse::Higher;
    }
    match (distance(measure, &GIVEN), distance(measure, &TAKEN)) {
        (Some(given), Some(taken)) if taken <= given => Worse::Higher,
        (Some(_), _) => Worse::Lower,
        (None, Some(_)) => Worse::Higher,
        (None, None) => Worse::None,
    }
}

/// Bytes between a quantity and the nearest of some words.
fn distance(measure: &Measure, words: &[&str]) -> Option<usize> {
    let end = measure.at + measure.quantity.span.len();
    let far = |at: usize, word: &str| measure.at.saturating_sub(at + word.len()).max(at.saturating_sub(end));
    let all = words.iter().flat_map(|word| measure.around.match_indices(word).map(|(at, word)| far(at, word)));
    all.min()
}
