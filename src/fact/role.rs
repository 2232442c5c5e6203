//! Whether a quantity can play a part: whose clock is it, is it a fee or a threshold, is notice meant.

use super::Role;
use crate::rule::quantity::{Bound, Quantity};
use crate::rule::{Class, Word};

/// Verbs by which the company grants the customer time: "we accept returns within 30 days" is the customer's clock.
const GRANTING: &[&str] = &[
    "accept",
    "accepts",
    "allow",
    "allows",
    "offer",
    "offers",
    "give",
    "gives",
    "provide",
    "provides",
    "have",
    "honour",
    "honor",
    "take",
    "guarantee",
    "grant",
    "hold",
    "keep",
    "extend",
    "must",
    "only",
];
/// Verbs by which the customer waits: "you will receive your refund within 5 days" is the company's clock.
const WAITING: &[&str] = &["receive", "get", "see", "hear", "expect", "allow", "wait", "have", "find", "be"];

/// Longer times are ages, terms or warranties, not waits; in days.
const LONGEST_WAIT: f64 = 730.0;

/// Whether `quantity` can be the quantity of a fact with this role.
pub(super) fn can_play(role: Role, lower: &str, words: &[Word], quantity: &Quantity) -> bool {
    let every = quantity.bound == Bound::Every;
    match role {
        Role::Window => !every && actor(lower, words, quantity) != Some(Actor::Company),
        Role::Wait => {
            !every && quantity.range().1 <= LONGEST_WAIT && actor(lower, words, quantity) != Some(Actor::Customer)
        }
        Role::Notice => {
            !every
                && ["notice", "before", "prior", "advance", "ahead", "effect"].iter().any(|word| lower.contains(word))
        }
        Role::Fee => !matches!(quantity.bound, Bound::MoreThan | Bound::AtLeast | Bound::LessThan),
        Role::Period | Role::Cap => !every || role == Role::Cap,
        Role::Proof | Role::Channel | Role::Remedy => false,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Actor {
    Customer,
    Company,
}

/// Whose clock it is: the last subject before the quantity in its clause, unless the verb turns the sign.
fn actor(lower: &str, words: &[Word], quantity: &Quantity) -> Option<Actor> {
    let before = words.iter().rposition(|word| word.span.end <= quantity.span.start)?;
    for index in (0..=before).rev() {
        let word = &words[index];
        if index < before {
            let gap = &lower[word.span.end..words[index + 1].span.start];
            if gap.contains([';', '?']) || gap.contains(". ") {
                return None;
            }
        }
        if matches!(word.span.of(lower), "if" | "when" | "whenever" | "where" | "once" | "unless" | "until") {
            // What follows is a condition: its clock belongs to nobody's promise.
            return None;
        }
        let verbs = || words[index + 1..(before + 1).min(index + 6)].iter().map(|word| word.span.of(lower));
        if word.class.is(Class::COMPANY) && !matches!(word.span.of(lower), "us" | "store" | "shop") {
            return if verbs().any(|verb| GRANTING.contains(&verb)) { None } else { Some(Actor::Company) };
        }
        if word.class.is(Class::CUSTOMER) && word.span.of(lower) != "owner" {
            let told = index > 0 && is_telling(words[index - 1].span.of(lower));
            let verbs: Vec<&str> = verbs().collect();
            if told {
                return Some(Actor::Company);
            }
            let waits = verbs.iter().any(|verb| WAITING.contains(verb))
                && verbs.iter().any(|verb| matches!(*verb, "will" | "should" | "can" | "may" | "receive"));
            let customer_has = verbs.first().is_some_and(|verb| matches!(*verb, "have" | "has" | "get"));
            return if waits && !customer_has { None } else { Some(Actor::Customer) };
        }
    }
    None
}

fn is_telling(verb: &str) -> bool {
    matches!(
        verb,
        "notify"
            | "tell"
            | "inform"
            | "refund"
            | "contact"
            | "email"
            | "e-mail"
            | "remind"
            | "reimburse"
            | "pay"
            | "credit"
            | "give"
    )
}
