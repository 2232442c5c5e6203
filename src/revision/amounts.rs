//! What became of the numbers of a rule: which window, wait, fee or limit changed, and which way.

use super::said::{Measure, Said};
use super::worse::{is_cost, worse};
use super::{Direction, Reason, Topic};
use crate::fact::{Kind, Role, StartEvent, Value, Worse};
use crate::rule::quantity::Bound;

/// What is known of a pair of quantities of which one may be missing.
type Both<'m> = (Option<&'m Measure>, Option<&'m Measure>);

/// Whether two quantities belong together.
type Fits<'f> = &'f dyn Fn(&Measure, &Measure) -> bool;

/// What changed in the quantities and facts of a rule.
pub(super) fn amounts(old: &Said, new: &Said, kinds: &[Kind], reasons: &mut Vec<Reason>) {
    for pair in pairs(&old.measures, &new.measures) {
        match pair {
            (Some(then), Some(now)) => changed(old, new, then, now, kinds, reasons),
            (None, Some(now)) => reasons.push(came(new, now, kinds)),
            (Some(then), None) => reasons.push(went(old, then, kinds)),
            (None, None) => {}
        }
    }
    polarity(old, new, kinds, reasons);
    proofs(old, new, kinds, reasons);
}

/// Quantities of both editions: the same first, then those of one kind, then those of one sort in their order.
fn pairs<'m>(old: &'m [Measure], new: &'m [Measure]) -> Vec<Both<'m>> {
    let mut olds: Vec<&Measure> = old.iter().collect();
    let mut news: Vec<&Measure> = new.iter().collect();
    let mut found = Vec::new();
    let sort = |measure: &Measure| std::mem::discriminant(&measure.quantity.value);
    let kind = |measure: &Measure| measure.fact.map(|(kind, _)| kind);
    let same = |a: &Measure, b: &Measure| a.quantity.value == b.quantity.value && a.quantity.bound == b.quantity.bound;
    let rounds: [Fits<'_>; 4] = [
        &|a, b| same(a, b) && kind(a) == kind(b),
        &|a, b| same(a, b) || (a.quantity.value == b.quantity.value && kind(a) == kind(b)),
        &|a, b| kind(a).is_some() && kind(a) == kind(b) && sort(a) == sort(b),
        &|a, b| sort(a) == sort(b),
    ];
    for fits in rounds {
        let mut at = 0;
        while at < olds.len() {
            if let Some(partner) = news.iter().position(|new| fits(olds[at], new)) {
                found.push((Some(olds.remove(at)), Some(news.remove(partner))));
            } else {
                at += 1;
            }
        }
    }
    found.extend(olds.into_iter().map(|old| (Some(old), None)));
    found.extend(news.into_iter().map(|new| (None, Some(new))));
    found
}

fn changed(old: &Said, new: &Said, then: &Measure, now: &Measure, kinds: &[Kind], reasons: &mut Vec<Reason>) {
    let kind = now.fact.or(then.fact).map(|(kind, _)| &kinds[kind]);
    let (was, is) = (then.quantity.to_string(), now.quantity.to_string());
    if then.quantity.value != now.quantity.value {
        let (before, after) = (then.quantity.range(), now.quantity.range());
        let grows = (after.0 - before.0) + (after.1 - before.1);
        let worse = match (worse(old, then, kinds), worse(new, now, kinds)) {
            (Worse::None, other) | (other, Worse::None) => other,
            (one, other) if one == other => one,
            _ => Worse::None,
        };
        let direction = match worse {
            _ if grows.abs() < 1e-6 => Direction::Unknown,
            Worse::Lower if grows < 0.0 => Direction::Tightened,
            Worse::Higher if grows > 0.0 => Direction::Tightened,
            Worse::Lower | Worse::Higher => Direction::Loosened,
            _ => Direction::Unknown,
        };
        reasons.push(Reason::new(topic(kind), direction, named(kind, &format!("{was} → {is}"))));
    } else if then.quantity.bound != now.quantity.bound {
        let words = format!("{is}: {} → {}", then.quantity.bound.word(), now.quantity.bound.word());
        reasons.push(Reason::new(topic(kind), Direction::Unknown, named(kind, &words)));
    }
    if let (Some((a, Some(from))), Some((b, Some(to)))) = (then.fact, now.fact)
        && from != to
        && kinds[a].role == kinds[b].role
    {
        let direction = match (kinds[b].role, later(from, to)) {
            (Role::Window, Some(true)) | (Role::Wait, Some(false)) => Direction::Loosened,
            (Role::Window, Some(false)) | (Role::Wait, Some(true)) => Direction::Tightened,
            _ => Direction::Unknown,
        };
        let words = format!("counted from the {from} → from the {to}");
        reasons.push(Reason::new(Topic::Start, direction, named(kind, &words)));
    }
}

/// Whether a clock starts later by the second event than by the first.
fn later(from: StartEvent, to: StartEvent) -> Option<bool> {
    let place = |event| match event {
        StartEvent::Order | StartEvent::Purchase | StartEvent::Payment => Some(0),
        StartEvent::Dispatch => Some(1),
        StartEvent::Delivery => Some(2),
        StartEvent::Request => Some(3),
        StartEvent::Return => Some(4),
        _ => None,
    };
    let (a, b) = (place(from)?, place(to)?);
    (a != b).then_some(b > a)
}

fn came(new: &Said, now: &Measure, kinds: &[Kind]) -> Reason {
    let kind = now.fact.map(|(kind, _)| &kinds[kind]);
    let direction = match kind.map(|kind| (kind.role, kind.worse)) {
        Some((Role::Fee | Role::Notice, _)) => Direction::Tightened,
        // "If you pay for a year": what a condition counts is no window.
        Some((Role::Window, _)) if new.is_conditional(now) => Direction::Unknown,
        Some((Role::Window, _)) => Direction::Tightened,
        Some((Role::Wait, _)) if new.stance().is_some_and(|stance| stance > 0.0) => Direction::Loosened,
        _ if is_cost(now) => Direction::Tightened,
        _ => limits(new, now),
    };
    Reason::new(topic(kind), direction, named(kind, &format!("{} is new here", stated(now))))
}

fn went(old: &Said, then: &Measure, kinds: &[Kind]) -> Reason {
    let kind = then.fact.map(|(kind, _)| &kinds[kind]);
    let direction = match kind.map(|kind| kind.role) {
        Some(Role::Fee | Role::Notice) => Direction::Loosened,
        Some(Role::Wait) if old.stance().is_some_and(|stance| stance > 0.0) => Direction::Tightened,
        _ if is_cost(then) => Direction::Loosened,
        _ => limits(old, then).opposite(),
    };
    Reason::new(topic(kind), direction, named(kind, &format!("{} is not said any more", stated(then))))
}

/// Which way it goes that something holds only after a time, or from a sum on, and did not before.
fn limits(said: &Said, measure: &Measure) -> Direction {
    let stance = measure.clause.and_then(|clause| said.governing(clause));
    match (measure.quantity.bound, stance) {
        (Bound::After | Bound::AtLeast | Bound::MoreThan, Some(stance)) if stance > 0.0 => Direction::Tightened,
        (Bound::After | Bound::AtLeast | Bound::MoreThan, Some(_)) => Direction::Loosened,
        _ => Direction::Unknown,
    }
}

fn stated(measure: &Measure) -> String {
    match measure.quantity.bound {
        Bound::Exactly => format!("“{}”", measure.quantity),
        bound => format!("“{} {}”", bound.word(), measure.quantity),
    }
}

fn topic(kind: Option<&Kind>) -> Topic {
    match kind.map(|kind| kind.role) {
        Some(Role::Window) => Topic::Window,
        Some(Role::Wait) => Topic::Wait,
        Some(Role::Fee) => Topic::Fee,
        Some(Role::Notice) => Topic::Notice,
        _ => Topic::Number,
    }
}

fn named(kind: Option<&Kind>, words: &str) -> String {
    kind.map_or_else(|| words.to_owned(), |kind| format!("{}: {words}", kind.title))
}

/// A remedy that was given and is refused, or the other way round.
fn polarity(old: &Said, new: &Said, kinds: &[Kind], reasons: &mut Vec<Reason>) {
    for (kind, then) in &old.facts {
        let Some((_, now)) = new.facts.iter().find(|(other, _)| other == kind) else { continue };
        let (words, given) = match (then, now) {
            (Value::Granted, Value::Denied) => ("given → refused", false),
            (Value::Denied, Value::Granted) => ("refused → given", true),
            _ => continue,
        };
        let direction = match (kinds[*kind].worse, given) {
            (Worse::Denied, true) | (Worse::Granted, false) => Direction::Loosened,
            (Worse::Denied, false) | (Worse::Granted, true) => Direction::Tightened,
            _ => Direction::Unknown,
        };
        reasons.push(Reason::new(Topic::Remedy, direction, format!("{}: {words}", kinds[*kind].title)));
    }
}

/// Proofs that are asked for now, or not any more.
fn proofs(old: &Said, new: &Said, kinds: &[Kind], reasons: &mut Vec<Reason>) {
    let asked = |said: &Said| {
        let proofs = said.facts.iter().filter(|(kind, _)| kinds[*kind].role == Role::Proof);
        proofs
            .filter_map(|(_, value)| if let Value::Words(words) = value { Some(words.clone()) } else { None })
            .collect::<Vec<String>>()
    };
    let (then, now) = (asked(old), asked(new));
    let mentions = |said: &Said, words: &str| said.lower.contains(&words.to_lowercase());
    // "No refund without a receipt" asks for one; "refuse returns without a receipt" refuses fewer than "refuse returns".
    let direction = |said: &Said, words: &str, direction: Direction| {
        let without = ["without", "without a", "without the", "without any"];
        let refused = without.iter().any(|before| said.lower.contains(&format!("{before} {}", words.to_lowercase())));
        if refused { Direction::Unknown } else { direction }
    };
    for words in now.iter().filter(|words| !then.contains(words) && !mentions(old, words)) {
        let direction = direction(new, words, Direction::Tightened);
        reasons.push(Reason::new(Topic::Proof, direction, format!("proof asked for: “{words}” is new")));
    }
    for words in then.iter().filter(|words| !now.contains(words) && !mentions(new, words)) {
        let direction = direction(old, words, Direction::Loosened);
        reasons.push(Reason::new(Topic::Proof, direction, format!("proof asked for: “{words}” is gone")));
    }
}
