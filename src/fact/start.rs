//! What starts the clock: delivery, purchase, the invoice…

use super::StartEvent;
use super::clock::Clock;
use crate::text::Span;

const EVENTS: &[(StartEvent, &[&str])] = &[
    (
        StartEvent::Return,
        &[
            "receipt of your return",
            "receipt of the return",
            "receiving your return",
            "receive your return",
            "received your return",
            "receiving the return",
            "receipt of returned",
            "receiving the item",
            "we receive",
            "we have received",
            "of receiving",
            "approval",
            "approved",
            "inspection",
            "your return",
            "the return",
            "warehouse",
            "returned",
        ],
    ),
    (
        StartEvent::Delivery,
        &["deliver", "receipt", "receiv", "arriv", "got the", "collection", "possession", "handed over"],
    ),
    (StartEvent::Purchase, &["purchas", "bought", "buying", "sale", "checkout", "transaction", "acqui"]),
    (StartEvent::Order, &["order", "booking", "reservation", "placing"]),
    (
        StartEvent::Payment,
        &["payment", "paid", "paying", "invoice", "billing", "billed", "charge", "debit", "statement"],
    ),
    (StartEvent::Dispatch, &["dispatch", "despatch", "shipment", "shipping", "shipped", "postmark", "posting"]),
    (
        StartEvent::Start,
        &[
            "activat",
            "sign-up",
            "signup",
            "signing",
            "sign up",
            "registration",
            "register",
            "subscri",
            "start",
            "commenc",
            "install",
            "download",
            "creat",
            "enrol",
            "first use",
            "opening",
            "joining",
            "launch",
        ],
    ),
    (StartEvent::Renewal, &["renew", "expir", "end of", "the end", "terminat"]),
    (
        StartEvent::Event,
        &[
            "incident",
            "scheduled",
            "event",
            "problem",
            "discover",
            "occurr",
            "loss",
            "damage",
            "notic",
            "the issue",
            "an issue",
            "any issue",
            "travel",
            "visit",
            "departure",
            "appointment",
        ],
    ),
    (StartEvent::Request, &["request", "cancel", "complain", "claim", "notif", "contact", "asking", "notice"]),
];

/// Words that tie an event to a quantity.
const TIES: &[&str] = &["of", "from", "after", "following", "since", "upon", "once", "when", "on", "post"];

/// How far an event may stand from its quantity, in bytes.
const REACH: usize = 70;

/// What starts the clock of the quantity at `quantity`, as a lower-case sentence says it.
///
/// The tie comes after the quantity ("30 days after delivery") or, failing that, before it ("after delivery you have 30
/// days").
pub(super) fn start_of(lower: &str, quantity: Span) -> Option<StartEvent> {
    let after = clip(lower, quantity.end, quantity.end + REACH);
    let after = &after[..after.find([';', ')']).unwrap_or(after.len())];
    let words = after.trim_start_matches([' ', ')', ',']);
    if let Some(tie) = TIES.iter().find(|tie| words.strip_prefix(**tie).is_some_and(|rest| rest.starts_with(' '))) {
        return earliest(&words[tie.len()..]);
    }
    for tie in ["of", "from", "after", "following", "since"] {
        if let Some(at) = after.find(&format!(" {tie} ")).filter(|&at| at < 25)
            && let Some(event) = earliest(&after[at + tie.len() + 2..])
        {
            return Some(event);
        }
    }
    let before = clip(lower, quantity.start.saturating_sub(REACH), quantity.start);
    let tied = ["after ", "from ", "since ", "upon ", "following ", "once "]
        .iter()
        .filter_map(|tie| before.rfind(tie))
        .max()?;
    earliest(&before[tied..])
}

/// What starts a clock, by whose it is: "receipt" is the customer's when the customer must be quick, and the company's when
/// the customer waits, unless somebody else is named.
pub(super) fn start_by_clock(
    start: Option<StartEvent>,
    clock: Option<Clock>,
    lower: &str,
    quantity: Span,
) -> Option<StartEvent> {
    let around = clip(lower, quantity.start.saturating_sub(REACH), quantity.end + REACH);
    let names = |words: &[&str]| words.iter().any(|words| around.contains(words));
    match (start, clock) {
        (Some(StartEvent::Delivery), Some(Clock::Company))
            if !names(&["you receive", "you have received", "your receipt", "deliver"]) =>
        {
            Some(StartEvent::Return)
        }
        (Some(StartEvent::Return), Some(Clock::Customer)) if names(&["receiving the item"]) => {
            Some(StartEvent::Delivery)
        }
        _ => start,
    }
}

fn clip(lower: &str, start: usize, end: usize) -> &str {
    let mut start = start.min(lower.len());
    let mut end = end.min(lower.len());
    while !lower.is_char_boundary(start) {
        start += 1;
    }
    while !lower.is_char_boundary(end) {
        end -= 1;
    }
    &lower[start..end.max(start)]
}

/// The event that is named first, at a word's start; the earlier entry of the table wins a tie.
fn earliest(text: &str) -> Option<StartEvent> {
    let bytes = text.as_bytes();
    let named = EVENTS.iter().filter_map(|(event, words)| {
        let first = words.iter().filter_map(|word| {
            text.match_indices(word).map(|(at, _)| at).find(|&at| at == 0 || !bytes[at - 1].is_ascii_alphanumeric())
        });
        first.min().map(|at| (at, *event))
    });
    let mut best: Option<(usize, StartEvent)> = None;
    for (at, event) in named {
        if best.is_none_or(|(known, _)| at < known) {
            best = Some((at, event));
        }
    }
    best.map(|(_, event)| event)
}
