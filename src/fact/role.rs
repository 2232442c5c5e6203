//! Whether a quantity can play a part: whose clock it is, whether it is a fee or a threshold, whether notice is meant.

use super::Role;
use super::clock::Clock;
use crate::rule::quantity::{Bound, Quantity};

/// Longer times are ages, terms or warranties, not waits; in days.
const LONGEST_WAIT: f64 = 730.0;

/// Whether `quantity`, measured by `clock`, can be the quantity of a fact with this role.
pub(super) fn can_play(role: Role, lower: &str, quantity: &Quantity, clock: Option<Clock>) -> bool {
    let every = quantity.bound == Bound::Every;
    match role {
        Role::Window => !every && clock != Some(Clock::Company),
        // What is counted back from an event is no wait: "more than 24 hours before the visit".
        Role::Wait => {
            let short = quantity.range().1 <= LONGEST_WAIT;
            !every && !quantity.ahead && short && clock != Some(Clock::Customer)
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
