//! What became of a clause's force: may, must and will, the word that turns it round, and who bears it.

use super::act::{Act, act_of};
use super::clause::Part;
use super::negation::NEGATIONS;
use super::wise::Turned;
use super::{Direction, Reason, Topic};

/// Words of one force each; a change within a row changes nothing.
const FORCES: [(&str, &[&str]); 4] = [
    (
        "must",
        &[
            "must",
            "shall",
            "required",
            "obliged",
            "mandatory",
            "compulsory",
            "need",
            "needs",
            "mustn't",
            "needn't",
            "has",
            "have",
        ],
    ),
    ("should", &["should", "ought", "recommended", "advised", "shouldn't", "please"]),
    (
        "may",
        &[
            "may",
            "can",
            "could",
            "might",
            "entitled",
            "allowed",
            "permitted",
            "optional",
            "cannot",
            "can't",
            "mayn't",
            "right",
        ],
    ),
    ("will", &["will", "we'll", "you'll", "they'll", "won't", "would"]),
];

/// Words that may change besides a word of force.
const FEW: usize = 4;

/// Words for who acts, and how a change of them is told.
const PERSONS: [(&str, &[&str]); 2] = [
    ("we", &["we", "we'll", "company", "us", "our"]),
    (
        "you",
        &["you", "you'll", "customer", "customers", "buyer", "buyers", "member", "members", "guest", "guests", "your"],
    ),
];

/// Whether a word negates.
pub(super) fn is_negation(word: &str) -> bool {
    NEGATIONS.contains(&word)
}

/// What changed in the force of a clause.
pub(super) fn force(turned: &Turned<'_>, reasons: &mut Vec<Reason>) {
    let (lost, won) = (forces(&turned.gone), forces(&turned.come));
    let negations = |words: &[String]| words.iter().filter(|word| is_negation(word)).count();
    let (less, more) = (negations(&turned.gone), negations(&turned.come));
    let names = |found: &[(&'static str, String)]| found.iter().map(|(force, _)| *force).collect::<Vec<_>>();
    let changed_force = names(&lost) != names(&won);
    let direction = turned.direction();
    let free_of = if less == more { None } else { without_burden(turned) };
    let place = match turned.new.part {
        Part::Main => String::new(),
        Part::Condition => format!(" in the condition “{}”", turned.new.shown),
        Part::Exception => format!(" in the exception “{}”", turned.new.shown),
        Part::Aside => format!(" in “{}”", turned.new.shown),
    };
    let before = reasons.len();
    if changed_force && let (Some((_, was)), Some((_, is))) = (lost.first(), won.first()) {
        reasons.push(Reason::new(Topic::Modality, direction, format!("“{was}” became “{is}”{place}")));
    }
    if less != more {
        let (words, what) = if more > less { (&turned.come, "was added") } else { (&turned.gone, "was deleted") };
        let word = words.iter().find(|word| is_negation(word)).map_or("not", String::as_str);
        let direction = if word == "without" { free_of.unwrap_or(Direction::Unknown) } else { direction };
        reasons.push(Reason::new(Topic::Negation, direction, format!("“{word}” {what}{place}")));
    } else if changed_force
        && reasons.len() == before
        && turned.new.part == Part::Main
        && let Some((_, word)) = lost.first().or(won.first())
    {
        // "Is refused" may become "may be refused"; among many other words a "may" tells nothing.
        let little = turned.gone.len() + turned.come.len() <= FEW;
        let direction = if little { direction } else { Direction::Unknown };
        let what = if lost.is_empty() { "is new" } else { "is gone" };
        reasons.push(Reason::new(Topic::Modality, direction, format!("“{word}” {what}")));
    }
    if reasons.len() == before && turned.new.part == Part::Main {
        reasons.extend(other_hand(turned, direction));
    }
}

/// Burdens on the customer that a right may be free of, and that a refusal may be bound to.
const BURDENS: [&str; 12] = [
    "receipt",
    "proof",
    "charge",
    "cost",
    "fee",
    "fees",
    "reason",
    "form",
    "penalty",
    "deposit",
    "packaging",
    "invoice",
];

/// Which way it goes that "without a receipt" came or went: a right is wider with it, and a refusal narrower.
fn without_burden(turned: &Turned<'_>) -> Option<Direction> {
    if turned.rewritten {
        return None;
    }
    let is_free = |words: &[String], stance: Option<f64>| {
        let at = words.iter().position(|word| word == "without")?;
        let near = &words[at + 1..words.len().min(at + 4)];
        let reason = stance.is_some_and(|stance| stance > 0.0) && near.iter().any(|word| word == "reason");
        (reason || near.iter().any(|word| BURDENS.contains(&word.as_str()))).then_some(())
    };
    if turned.come.iter().any(|word| word == "without") {
        is_free(&turned.new.words, turned.new.stance).map(|()| Direction::Loosened)
    } else {
        is_free(&turned.old.words, turned.old.stance).map(|()| Direction::Tightened)
    }
}

/// The forces that words have, each with the word; "have" counts only as "have to".
fn forces(words: &[String]) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if matches!(word.as_str(), "have" | "has") && words.get(at + 1).is_none_or(|next| next != "to") {
            continue;
        }
        // The month: "May 4".
        if word == "may" && words.get(at + 1).is_some_and(|next| next.bytes().all(|sign| sign.is_ascii_digit())) {
            continue;
        }
        if let Some((force, _)) = FORCES.iter().find(|(_, row)| row.contains(&word.as_str())) {
            found.push((*force, word.clone()));
        }
    }
    found.sort_by_key(|(force, _)| *force);
    found.dedup_by_key(|(force, _)| *force);
    found
}

/// A clause that turned into its contrary: by who acts now ("we pay", "you pay"), or by what is done ("accept", "refuse").
fn other_hand(turned: &Turned<'_>, direction: Direction) -> Option<Reason> {
    let person = |words: &[String]| {
        PERSONS.iter().find(|(_, row)| words.iter().any(|word| row.contains(&word.as_str()))).map(|(person, _)| *person)
    };
    let (then, now) = (turned.old.stance, turned.new.stance);
    let turns = then.zip(now).is_some_and(|(then, now)| (then > 0.0) != (now > 0.0));
    if let (Some(was), Some(is)) = (person(&turned.gone), person(&turned.come))
        && was != is
    {
        let costs = |text: &str| ["postage", "cost", "expense", "charge"].iter().any(|word| text.contains(word));
        let direction = match is {
            _ if turned.rewritten => Direction::Unknown,
            "you" if costs(&turned.old.text) && costs(&turned.new.text) => Direction::Tightened,
            "we" if costs(&turned.old.text) && costs(&turned.new.text) => Direction::Loosened,
            _ if turns => direction,
            _ => Direction::Unknown,
        };
        return Some(Reason::new(Topic::Role, direction, format!("“{was}” became “{is}”")));
    }
    if !turns {
        return None;
    }
    let act = |words: &[String]| {
        let tells = |word: &&String| matches!(act_of(word, true), Some(Act::Good | Act::Bad));
        words.iter().find(tells).cloned()
    };
    let (was, is) = (act(&turned.gone)?, act(&turned.come)?);
    Some(Reason::new(Topic::Word, direction, format!("“{was}” became “{is}”")))
}
