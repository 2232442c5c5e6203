//! Single words that turn a rule: only, final, free, unless; and words that start clocks.

use super::said::Said;
use super::{Direction, Reason, Topic};

/// Words that turn a rule, and whether they make it better or worse where they come in. Those with a nothing do one or the
/// other: better in what takes, worse in what gives.
const TURNING: [(&[&str], Option<Direction>); 19] = [
    (&["only", "solely", "exclusively"], None),
    (&["discretion"], Some(Direction::Tightened)),
    (
        &[
            "final",
            "non-refundable",
            "nonrefundable",
            "non-returnable",
            "non-transferable",
            "void",
            "forfeited",
            "forfeit",
        ],
        Some(Direction::Tightened),
    ),
    (&["strictly"], Some(Direction::Tightened)),
    (&["unopened", "unused", "unworn", "sealed"], Some(Direction::Tightened)),
    (&["original"], Some(Direction::Tightened)),
    (&["partial", "partially"], Some(Direction::Tightened)),
    (&["voucher", "vouchers"], None),
    (&["normally", "usually", "generally", "typically", "where possible"], None),
    (&["aim", "try", "endeavour", "endeavor", "strive"], None),
    (&["free", "gratis"], Some(Direction::Loosened)),
    (&["full", "fully"], Some(Direction::Loosened)),
    (&["always", "guaranteed", "guarantee"], None),
    (&["automatically"], None),
    (&["anytime"], Some(Direction::Loosened)),
    (&["immediately", "promptly", "instantly", "straightaway"], None),
    (&["all", "every", "each"], None),
    (&["some", "certain", "selected", "most"], None),
    (&["faulty", "defective", "damaged"], None),
];

/// What starts clocks, and how days are counted: words that no fact may tell of, and that change a rule all the same.
const TELLING: [&str; 22] = [
    "delivery",
    "purchase",
    "order",
    "dispatch",
    "receipt",
    "invoice",
    "payment",
    "booking",
    "collection",
    "arrival",
    "departure",
    "renewal",
    "expiry",
    "cancellation",
    "business",
    "working",
    "calendar",
    "consecutive",
    "net",
    "gross",
    "credit",
    "cash",
];

/// Words that open exceptions, for those inside of other clauses.
const EXCEPTIONS: [&str; 6] = ["unless", "except", "excepting", "excluding", "otherwise", "save"];

/// Single words that turn a rule, and words that start clocks.
pub(super) fn turning(old: &Said, new: &Said, gone: &[String], come: &[String], reasons: &mut Vec<Reason>) {
    let good = new.stance().or_else(|| old.stance()).map(|stance| stance > 0.0);
    if reasons.iter().all(|reason| reason.topic != Topic::Exception) {
        let exception = |list: &[String]| list.iter().find(|word| EXCEPTIONS.contains(&word.as_str())).cloned();
        let told = match (exception(gone), exception(come)) {
            (Some(word), None) => Some(format!("“{word}” is gone")),
            (None, Some(word)) => Some(format!("“{word}” is new")),
            _ => None,
        };
        reasons.extend(told.map(|text| Reason::new(Topic::Exception, Direction::Unknown, text)));
    }
    for (words, effect) in TURNING {
        let (then, now) = (old.count(words), new.count(words));
        if (then > 0) == (now > 0) {
            continue;
        }
        let comes = now > then;
        let holds = |list: &[String]| list.iter().find(|word| words.contains(&word.as_str())).cloned();
        let Some(word) = holds(if comes { come } else { gone }) else { continue };
        // An exception or a proof that is told holds the word already.
        if reasons.iter().any(|reason| reason.text.contains(&word)) {
            continue;
        }
        let direction = match (effect, good) {
            (Some(effect), _) if comes => effect,
            (Some(Direction::Tightened), _) => Direction::Loosened,
            (Some(_), _) => Direction::Tightened,
            (None, Some(good)) => by_sense(words[0], good == comes),
            (None, None) => Direction::Unknown,
        };
        let what = if comes { "is new" } else { "is gone" };
        reasons.push(Reason::new(Topic::Word, direction, format!("“{word}” {what}")));
    }
    let telling =
        |list: &[String]| list.iter().filter(|word| TELLING.contains(&word.as_str())).cloned().collect::<Vec<_>>();
    let (was, is) = (telling(gone), telling(come));
    if reasons.iter().all(|reason| reason.topic != Topic::Start) {
        match (was.first(), is.first()) {
            (Some(was), Some(is)) => {
                reasons.push(Reason::new(Topic::Word, Direction::Unknown, format!("“{was}” became “{is}”")));
            }
            (Some(word), None) => {
                reasons.push(Reason::new(Topic::Word, Direction::Unknown, format!("“{word}” is gone")));
            }
            (None, Some(word)) => {
                reasons.push(Reason::new(Topic::Word, Direction::Unknown, format!("“{word}” is new")));
            }
            (None, None) => {}
        }
    }
}

/// What narrows or weakens makes a right worse when it comes; what strengthens makes it better. Some words do neither surely.
fn by_sense(first: &str, narrows: bool) -> Direction {
    match first {
        "only" | "normally" | "aim" | "some" | "voucher" => {
            if narrows {
                Direction::Tightened
            } else {
                Direction::Loosened
            }
        }
        "always" | "automatically" | "immediately" => {
            if narrows {
                Direction::Loosened
            } else {
                Direction::Tightened
            }
        }
        _ => Direction::Unknown,
    }
}
