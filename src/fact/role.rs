//! Whether a quantity can play a part: whose clock it is, whether it is a fee or a threshold, whether notice is meant.

use super::Role;
use super::clock::Clock;
use crate::rule::quantity::{Bound, Quantity};

/// Longer times are ages, terms or warranties, not waits; in days.
const LONGEST_WAIT: f64 = 730.0;

/// Whether `quantity`, measured by `clock`, can be the quantity of a fact with this role.
pub(super) fn can_play(role: Role, lower: &str, quantity: &Quantity, clock: Option<Clock>) -> bool {
    let every = quantity.bound == Bound::Every;
    let behind = lower[quantity.span.end..].trim_start();
    match role {
        Role::Window => {
            let names_something =
                starts(behind, &["ago", "subscription", "plan", "membership", "billing", "contract", "notice"]);
            !every && !names_something && !is_counted_back(quantity, behind) && clock != Some(Clock::Company)
        }
        Role::Wait => !every && is_promise(lower, quantity, clock) && clock != Some(Clock::Customer),
        Role::Notice => {
            let named = ["notice", "advance", "effect", "ahead"].iter().any(|word| lower.contains(word));
            !every && (named || is_counted_back(quantity, behind))
        }
        // "A 50 % refund" is the other share.
        Role::Fee => {
            let threshold = matches!(quantity.bound, Bound::MoreThan | Bound::AtLeast | Bound::LessThan);
            !threshold && !starts(behind, &["refund", "of the refund", "credit"])
        }
        Role::Period | Role::Cap => !every || role == Role::Cap,
        Role::Proof | Role::Channel | Role::Remedy => false,
    }
}

/// Whether a time is counted back from something that is still to come: "14 days before", "within 5 days of the scheduled
/// arrival".
fn is_counted_back(quantity: &Quantity, behind: &str) -> bool {
    let Some(event) = behind.strip_prefix("of ") else {
        // "Held for 10 days before it is sold" lasts; it is not counted back.
        return quantity.ahead && quantity.bound != Bound::For;
    };
    let event = ["the ", "your ", "their "].iter().find_map(|article| event.strip_prefix(article)).unwrap_or(event);
    starts(event, &["scheduled", "arrival date", "check-in", "departure", "appointment", "travel date", "event date"])
}

/// Whether a time may be one that the company promises to keep, rather than a threshold or a length of service.
fn is_promise(lower: &str, quantity: &Quantity, clock: Option<Clock>) -> bool {
    let sure = clock == Some(Clock::Company);
    let fits = match quantity.bound {
        Bound::MoreThan => false,
        Bound::AtLeast => sure,
        Bound::For => ["hold", "held", "wait", "allow", "delay"].iter().any(|word| lower.contains(word)),
        // "After 48 hours we look at each request": no promise, a stage.
        Bound::After => {
            let before = quantity.bound_span.map_or("", |bound| lower[..bound.start].trim_end());
            sure && !before.is_empty() && !before.ends_with([':', ',', '.'])
        }
        _ => true,
    };
    fits && (sure || !quantity.ahead) && quantity.range().1 <= LONGEST_WAIT
}

fn starts(text: &str, beginnings: &[&str]) -> bool {
    beginnings.iter().any(|beginning| text.starts_with(beginning))
}
