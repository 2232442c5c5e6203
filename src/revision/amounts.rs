//! What became of the numbers of a rule: which window, wait, fee or limit changed, and which way.

use super::said::{Measure, Said};
use super::{Direction, Reason, Topic};
use crate::fact::{Kind, Role, StartEvent, Value, Worse};
use crate::rule::quantity::{Bound, Value as Amount};
use crate::rule::{Bearer, Modality};

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
        Some((Role::Window, _)) => Direction::Tightened,
        Some((Role::Wait, _)) if new.stance().is_some_and(|stance| stance > 0.0) => Direction::Loosened,
        _ if is_cost(now) => Direction::Tightened,
        _ => Direction::Unknown,
    };
    Reason::new(topic(kind), direction, named(kind, &format!("{} is new here", stated(now))))
}

fn went(old: &Said, then: &Measure, kinds: &[Kind]) -> Reason {
    let kind = then.fact.map(|(kind, _)| &kinds[kind]);
    let direction = match kind.map(|kind| kind.role) {
        Some(Role::Fee | Role::Notice) => Direction::Loosened,
        Some(Role::Wait) if old.stance().is_some_and(|stance| stance > 0.0) => Direction::Tightened,
        _ if is_cost(then) => Direction::Loosened,
        _ => Direction::Unknown,
    };
    Reason::new(topic(kind), direction, named(kind, &format!("{} is not said any more", stated(then))))
}

fn is_cost(measure: &Measure) -> bool {
    matches!(measure.quantity.value, Amount::Money(_) | Amount::Percent(_)) && worse_by_words(measure) == Worse::Higher
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

/// Which way a quantity is worse for the customer.
fn worse(said: &Said, measure: &Measure, kinds: &[Kind]) -> Worse {
    match measure.fact.map(|(kind, _)| kinds[kind].worse) {
        Some(worse @ (Worse::Lower | Worse::Higher)) => worse,
        _ => worse_by_rule(said, measure),
    }
}

/// The same, where no kind of fact says so: from who has to keep it.
fn worse_by_rule(said: &Said, measure: &Measure) -> Worse {
    let has = |words: &[&str]| words.iter().any(|word| measure.around.contains(word));
    let bound = measure.quantity.bound;
    let customer = said.bearer == Some(Bearer::Customer);
    match measure.quantity.value {
        Amount::Duration(_) => match (said.modality, bound) {
            _ if has(&["guarantee", "warrant", "valid", "keep your", "kept for", "hold it for you"]) => Worse::Lower,
            _ if has(&["notice", "in advance", "beforehand"]) && customer => Worse::Higher,
            (Some(Modality::Promise), _) if bound != Bound::AtLeast => Worse::Higher,
            (Some(Modality::Obligation | Modality::Prohibition), Bound::AtLeast) if customer => Worse::Higher,
            (Some(Modality::Permission), Bound::After | Bound::AtLeast | Bound::MoreThan) if customer => Worse::Higher,
            (Some(Modality::Permission | Modality::Obligation), Bound::Within | Bound::UpTo) if customer => {
                Worse::Lower
            }
            (Some(Modality::Obligation), Bound::Within | Bound::UpTo) => Worse::Higher,
            _ if has(&["wait", "takes", "take up", "allow", "can take", "may take"]) => Worse::Higher,
            _ => Worse::None,
        },
        Amount::Money(_) | Amount::Percent(_) => worse_by_words(measure),
        Amount::Count(_) => match (said.modality, bound) {
            (Some(Modality::Permission), Bound::UpTo | Bound::Within | Bound::Exactly | Bound::LessThan) => {
                Worse::Lower
            }
            (Some(Modality::Obligation), _) if customer => Worse::Higher,
            _ => Worse::None,
        },
    }
}

/// Words around a sum that the customer gets.
const GIVEN: [&str; 13] = [
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
];

/// Words around a sum that the customer pays.
const TAKEN: [&str; 15] = [
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
];

fn worse_by_words(measure: &Measure) -> Worse {
    let has = |words: &[&str]| words.iter().any(|word| measure.around.contains(word));
    let threshold = matches!(measure.quantity.bound, Bound::MoreThan | Bound::AtLeast);
    if threshold && has(&["free", "discount", "qualif", "eligible"]) {
        return Worse::Higher;
    }
    // Of two words the nearer one speaks: "We charge £10 for a tent that comes back wet."
    match (distance(measure, &GIVEN), distance(measure, &TAKEN)) {
        (Some(given), Some(taken)) if taken < given => Worse::Higher,
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
    for words in now.iter().filter(|words| !then.contains(words) && !mentions(old, words)) {
        reasons.push(Reason::new(Topic::Proof, Direction::Tightened, format!("proof asked for: “{words}” is new")));
    }
    for words in then.iter().filter(|words| !now.contains(words) && !mentions(new, words)) {
        reasons.push(Reason::new(Topic::Proof, Direction::Loosened, format!("proof asked for: “{words}” is gone")));
    }
}
