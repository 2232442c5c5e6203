//! One row against the register: which bend it rests on, and what is wrong with it.

use super::fault::Fault;
use super::ground::{Ground, Subject};
use super::row::{Granted, Row};
use super::{Decision, Measure};
use crate::register::{Bend, Ceiling, Effect, Per, ReasonKind, Role, State, Status};
use crate::rule::quantity::Amount;

/// The bend that a row rests on, and the faults of the row; `faults` is filled anew.
///
/// A row that names its bend rests on that one. Of several that might be meant, it rests on the one that allows most of it.
pub(super) fn judge(
    ground: &Ground<'_>,
    subject: Option<&Subject>,
    named: Named,
    row: &Row<'_>,
    faults: &mut Vec<Fault>,
) -> Option<usize> {
    faults.clear();
    let bend = match named {
        Named::Bend(bend) => Some(bend),
        Named::Strange => None,
        Named::Nothing => subject.and_then(|subject| best(ground, subject, row, faults)),
    };
    faults.clear();
    if !row.decision.is_use() {
        return bend;
    }
    if subject.is_some_and(|subject| subject.protected) {
        faults.push(Fault::Protected);
    }
    match bend {
        Some(bend) => under(ground, subject, bend, row, faults),
        None => {
            faults.push(if named == Named::Strange { Fault::StrangeBend } else { Fault::NoBend });
            reasons(ground, None, row, faults);
        }
    }
    bend
}

/// What a row says of its bend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    /// This one.
    Bend(usize),
    /// One that is not in the register, or that speaks of another rule.
    Strange,
    /// Nothing.
    Nothing,
}

/// Of the bends of a rule, the one under which the row has the lightest faults; none when it was not granted.
fn best(ground: &Ground<'_>, subject: &Subject, row: &Row<'_>, faults: &mut Vec<Fault>) -> Option<usize> {
    let weighed = subject.bends.iter().map(|&bend| {
        faults.clear();
        under(ground, Some(subject), bend, row, faults);
        let granted = !faults.contains(&Fault::NotGranted);
        (faults.iter().map(|fault| fault.weight()).sum::<u32>(), bend, granted)
    });
    weighed.filter(|(.., granted)| *granted).min().map(|(_, bend, _)| bend)
}

fn under(ground: &Ground<'_>, subject: Option<&Subject>, at: usize, row: &Row<'_>, faults: &mut Vec<Fault>) {
    let (bend, standing) = (ground.bend(at), &ground.reconciled.standings[at]);
    let is_void = standing.state == State::Invalid || standing.flags.contains(&State::Invalid);
    let holds = match bend.status {
        _ if is_void => false,
        Status::Approved => true,
        Status::Proposed => false,
        // The register does not keep since when, but until the day it was last decided upon it may have held.
        Status::Suspended | Status::Withdrawn => row.date <= bend.decided(),
    };
    if !holds {
        faults.push(Fault::NotGranted);
    } else if row.date < bend.starts() {
        faults.push(Fault::TooEarly);
    } else if bend.expires.is_some_and(|last| row.date > last) {
        faults.push(Fault::Expired);
    }
    let against = authority(ground, bend, row, faults);
    let days = subject.and_then(|subject| ground.seen(subject)).and_then(crate::register::Seen::days);
    if let Some(granted) = row.granted {
        amounts(ground, bend, days, granted, &against, faults);
    }
    reasons(ground, Some(bend), row, faults);
}

/// What a quantity is held against.
enum Against<'a> {
    /// The bend's limit.
    Limit,
    /// The ceiling of the role that was asked.
    Ceiling(&'a Role),
    /// Nothing: somebody was asked, and it is not known who.
    Nothing,
}

/// Whether the role may, and what it may at most.
fn authority<'a>(ground: &Ground<'a>, bend: &Bend, row: &Row<'_>, faults: &mut Vec<Fault>) -> Against<'a> {
    let escalated = row.decision == Decision::EscalatedBent;
    if escalated && row.approved_by.is_empty() {
        faults.push(Fault::NoApprover);
    }
    if ground.reconciled.register.roles.is_empty() {
        return Against::Nothing;
    }
    let least = ground.reconciled.register.role(&bend.role).map_or(0, |role| role.rank);
    let Some(own) = ground.role(row.role).map(|at| ground.role_at(at)) else {
        faults.push(Fault::UnknownRole);
        return Against::Nothing;
    };
    let asked = ground.role(row.approved_by).map(|at| ground.role_at(at));
    let higher = asked.filter(|asked| asked.rank > own.rank);
    if escalated && !row.approved_by.is_empty() && higher.is_none() {
        faults.push(if asked.is_none() { Fault::UnknownApprover } else { Fault::LowApprover });
    }
    let decided = higher.unwrap_or(own);
    if decided.rank < least && (higher.is_some() || !escalated) {
        faults.push(Fault::WrongRole);
    }
    match higher {
        Some(higher) => Against::Ceiling(higher),
        None if escalated => Against::Nothing,
        None => Against::Limit,
    }
}

/// How much was granted, and whether that was too much. `days` are those that the rule gives itself.
fn amounts(
    ground: &Ground<'_>,
    bend: &Bend,
    days: Option<f64>,
    granted: Granted,
    against: &Against<'_>,
    faults: &mut Vec<Fault>,
) {
    let days = days.map(|days| Amount::from_thousandths((days * 1000.0).round() as u64));
    let days = days.filter(|_| !matches!(bend.effect, Effect::Reduce | Effect::Waive | Effect::SkipStep));
    if granted.measure == Measure::Days && days.is_some_and(|days| granted.amount <= days) {
        return faults.push(Fault::Nothing);
    }
    let home = ground.reconciled.register.currency;
    if granted.currency.is_some_and(|own| home.is_some_and(|home| !own.agrees_with(home))) {
        return faults.push(Fault::OtherCurrency);
    }
    let (most, fault) = match against {
        Against::Limit => (limit(bend, days, granted.measure), Fault::OverLimit),
        Against::Ceiling(role) => (ceiling(&role.ceiling, days, granted.measure), Fault::OverCeiling),
        Against::Nothing => return,
    };
    if most.is_some_and(|most| granted.amount > most) {
        faults.push(fault);
    }
}

/// The most that a bend allows in one case; none when it does not say, or when it cannot be known.
fn limit(bend: &Bend, days: Option<Amount>, measure: Measure) -> Option<Amount> {
    let limit = &bend.limit;
    match measure {
        Measure::Days => limit.until_day.map(whole).or_else(|| add(days?, whole(limit.days?))),
        Measure::Money => {
            let budget = limit.budget.filter(|budget| budget.per == Per::Case).map(|budget| budget.amount);
            limit.money.map(|sum| sum.amount).or(budget)
        }
        Measure::Percent => limit.percent,
        Measure::Count => None,
    }
}

fn ceiling(ceiling: &Ceiling, days: Option<Amount>, measure: Measure) -> Option<Amount> {
    match measure {
        Measure::Days => add(days?, whole(ceiling.days?)),
        Measure::Money => ceiling.money,
        Measure::Percent => ceiling.percent,
        Measure::Count => None,
    }
}

fn whole(number: u32) -> Amount {
    Amount::whole(u64::from(number))
}

fn add(one: Amount, other: Amount) -> Option<Amount> {
    one.thousandths().checked_add(other.thousandths()).map(Amount::from_thousandths)
}

fn reasons(ground: &Ground<'_>, bend: Option<&Bend>, row: &Row<'_>, faults: &mut Vec<Fault>) {
    if row.reason.is_empty() {
        return faults.push(Fault::NoReason);
    }
    let Some(reason) = ground.reason(row.reason).map(|at| ground.reason_at(at)) else {
        return faults.push(Fault::UnknownReason);
    };
    if reason.kind == ReasonKind::Correction {
        return faults.push(Fault::OurError);
    }
    if bend.is_some_and(|bend| !bend.when.is_empty() && !bend.when.contains(&reason.id)) {
        faults.push(Fault::OtherReason);
    }
    if reason.needs_note && row.has_note == Some(false) {
        faults.push(Fault::NoNote);
    }
}
