//! Single words that turn a clause: only, final, free; and words that start clocks.

use super::clause::Part;
use super::wise::Turned;
use super::{Direction, Reason, Topic};

/// What a word does to a clause where it comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Effect {
    /// It is better for the customer.
    Better,
    /// It is worse.
    Worse,
    /// It narrows or weakens what is said: worse for a right, better for a refusal.
    Weakens,
    /// It strengthens what is said.
    Strengthens,
    /// It may do anything.
    Open,
}

const TURNING: [(&[&str], Effect); 18] = [
    (&["only", "solely", "exclusively"], Effect::Weakens),
    (&["discretion"], Effect::Worse),
    (&["non-refundable", "nonrefundable", "non-returnable", "non-transferable", "forfeited", "forfeit"], Effect::Worse),
    (&["final", "void"], Effect::Worse),
    (&["strictly"], Effect::Worse),
    (&["unopened", "unused", "unworn", "sealed"], Effect::Weakens),
    (&["original"], Effect::Weakens),
    (&["partial", "partially"], Effect::Weakens),
    (&["voucher", "vouchers"], Effect::Open),
    (&["normally", "usually", "generally", "typically", "sometimes", "occasionally"], Effect::Weakens),
    (&["aim", "try", "endeavour", "endeavor", "strive"], Effect::Weakens),
    (&["free", "gratis"], Effect::Better),
    (&["full", "fully"], Effect::Strengthens),
    (&["always", "guaranteed"], Effect::Strengthens),
    (&["automatically"], Effect::Strengthens),
    (&["immediately", "promptly", "instantly", "straightaway"], Effect::Strengthens),
    (&["all", "some", "most"], Effect::Open),
    (&["faulty", "defective", "damaged"], Effect::Open),
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

/// Words that matter in a condition or an aside too, though no direction can be told from them there.
const EVERYWHERE: [&str; 4] = ["only", "discretion", "unless", "except"];

/// Single words that turn a clause, and words that start clocks; `governing` is how good the main clause was and is that
/// the clause belongs to.
pub(super) fn turning(turned: &Turned<'_>, governing: (Option<f64>, Option<f64>), reasons: &mut Vec<Reason>) {
    let is_main = turned.new.part == Part::Main;
    let negated = |reason: &Reason| matches!(reason.topic, Topic::Negation | Topic::Modality);
    let settled = reasons.iter().any(|reason| negated(reason) && is_main);
    for (words, effect) in TURNING {
        let (then, now) = (turned.old.count(words), turned.new.count(words));
        if (then > 0) == (now > 0) {
            continue;
        }
        let comes = now > then;
        let holds = |list: &[String]| list.iter().find(|word| words.contains(&word.as_str())).cloned();
        let Some(word) = holds(if comes { &turned.come } else { &turned.gone }) else { continue };
        // A change that is told already may hold the word: an exception, a proof, "never" for "always".
        if reasons.iter().any(|reason| reason.text.contains(&word)) || (settled && effect == Effect::Strengthens) {
            continue;
        }
        if !is_main && !EVERYWHERE.contains(&word.as_str()) {
            continue;
        }
        let side = if comes { turned.new } else { turned.old };
        let governing = if comes { governing.1 } else { governing.0 };
        let direction =
            if is_main && tells(&side.text, &word) { direction(effect, comes, governing) } else { Direction::Unknown };
        let what = if comes { "is new" } else { "is gone" };
        reasons.push(Reason::new(Topic::Word, direction, format!("“{word}” {what}")));
    }
    clocks(turned, reasons);
}

/// Which way a word goes that comes into a clause, or goes out of it.
fn direction(effect: Effect, comes: bool, stance: Option<f64>) -> Direction {
    let good = match effect {
        Effect::Better => Some(true),
        Effect::Worse => Some(false),
        Effect::Weakens => stance.map(|stance| stance < 0.0),
        Effect::Strengthens => stance.map(|stance| stance > 0.0),
        Effect::Open => None,
    };
    match good {
        Some(good) if good == comes => Direction::Loosened,
        Some(_) => Direction::Tightened,
        None => Direction::Unknown,
    }
}

/// Whether a word of several meanings has the telling one where it stands.
fn tells(text: &str, word: &str) -> bool {
    let any = |phrases: &[&str]| phrases.iter().any(|phrase| text.contains(phrase));
    match word {
        "final" => any(&[
            "is final",
            "are final",
            "be final",
            "final sale",
            "final say",
            "final and",
            "sales final",
            "final decision",
        ]),
        "original" => any(&[
            "original pack",
            "original box",
            "original condition",
            "original tags",
            "original receipt",
            "original labels",
        ]),
        "free" => !any(&["feel free", "free to ", "free time", "free from"]),
        "full" | "fully" => {
            !any(&["in full force", "full name", "full text", "full address", "full details", "full list"])
        }
        _ => true,
    }
}

/// Words that start clocks, or say how time and money are counted.
fn clocks(turned: &Turned<'_>, reasons: &mut Vec<Reason>) {
    if reasons.iter().any(|reason| reason.topic == Topic::Start) {
        return;
    }
    let telling = |list: &[String]| list.iter().find(|word| TELLING.contains(&word.as_str())).cloned();
    let told = |word: &String| reasons.iter().any(|reason| reason.text.contains(word.as_str()));
    let words = match (telling(&turned.gone), telling(&turned.come)) {
        (Some(was), Some(is)) => format!("“{was}” became “{is}”"),
        (Some(word), None) if !told(&word) => format!("“{word}” is gone"),
        (None, Some(word)) if !told(&word) => format!("“{word}” is new"),
        _ => return,
    };
    reasons.push(Reason::new(Topic::Word, Direction::Unknown, words));
}
