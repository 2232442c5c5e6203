//! What may be wrong between two bends of one rule.

use super::checks::Raised;
use super::{Bend, Effect, Limit, Standing, State};
use crate::day::Day;

pub(super) fn check(raised: &mut Raised<'_>) {
    let reconciled = raised.reconciled;
    // What holds now or will hold.
    let holds = |standing: &&Standing| {
        standing.rule.is_some() && (standing.state.is_usable() || standing.state == State::Scheduled)
    };
    let standings: Vec<&Standing> = reconciled.standings.iter().filter(holds).collect();
    for (at, one) in standings.iter().enumerate() {
        for other in standings[at + 1..].iter().filter(|other| other.rule == one.rule) {
            let (first, second) = (reconciled.bend(one), reconciled.bend(other));
            if !overlap(first, second) {
                continue;
            }
            let Some((check, why)) = disagreement(raised, first, second) else { continue };
            let detail = format!("`{}` and `{}` {why}", first.id, second.id).trim_end().to_owned();
            let mut related = vec![raised.entry(one.bend, "limit").noted("the other bend")];
            related.extend(raised.rule(one.bend));
            raised.raise(check, &detail, raised.entry(other.bend, "limit"), related);
        }
    }
}

/// Whether both hold on some day, for some reason that they share.
fn overlap(one: &Bend, other: &Bend) -> bool {
    let ends = |bend: &Bend| bend.expires;
    let before = |end: Option<Day>, start: Day| end.is_some_and(|end| end < start);
    let in_time = !before(ends(one), other.starts()) && !before(ends(other), one.starts());
    let any_reason = one.when.is_empty() || other.when.is_empty();
    in_time && (any_reason || one.when.iter().any(|reason| other.when.contains(reason)))
}

/// What two bends disagree about. A higher role that may go further is no disagreement but a ladder.
fn disagreement(raised: &Raised<'_>, one: &Bend, other: &Bend) -> Option<(&'static str, String)> {
    let register = &raised.reconciled.register;
    let rank = |bend: &Bend| register.role(&bend.role).map_or(0, |role| role.rank);
    let (low, high) = if rank(one) <= rank(other) { (one, other) } else { (other, one) };
    let same_role = rank(low) == rank(high);
    if one.effect == other.effect {
        if one.limit == other.limit {
            return Some(("bend/redundant", String::new()));
        }
        if same_role {
            let stricter = if is_stricter(&one.limit, &other.limit) {
                format!("; `{}` is the stricter", one.id)
            } else if is_stricter(&other.limit, &one.limit) {
                format!("; `{}` is the stricter", other.id)
            } else {
                String::new()
            };
            let (first, second) = (register.what(one), register.what(other));
            return Some(("bend/contradictory", format!("differ: “{first}” and “{second}”{stricter}")));
        }
        if is_stricter(&high.limit, &low.limit) {
            let why = format!("are upside down: `{}`, for the higher role, goes less far", high.id);
            return Some(("bend/contradictory", why));
        }
        return None;
    }
    let opposite = [Effect::Waive, Effect::Reduce];
    let disagree = same_role && opposite.contains(&one.effect) && opposite.contains(&other.effect);
    disagree.then(|| ("bend/contradictory", "differ: one sets the rule aside, the other only asks for less".to_owned()))
}

/// Whether one limit goes less far than another in something both bound, and further in nothing.
fn is_stricter(one: &Limit, other: &Limit) -> bool {
    let sides = [
        (one.days.map(u64::from), other.days.map(u64::from)),
        (one.until_day.map(u64::from), other.until_day.map(u64::from)),
        (one.percent.map(|it| it.thousandths()), other.percent.map(|it| it.thousandths())),
        (one.money.map(|it| it.amount.thousandths()), other.money.map(|it| it.amount.thousandths())),
    ];
    let both = sides.iter().filter_map(|(one, other)| Some(((*one)?, (*other)?)));
    let mut less = false;
    for (one, other) in both {
        if one > other {
            return false;
        }
        less |= one < other;
    }
    less
}
