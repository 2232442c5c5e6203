//! What became of a rule's force: may, must and will, and the word that turns it round.

use super::said::Said;
use super::stance::NEGATIONS;
use super::{Direction, Reason, Topic};
use crate::rule::{Bearer, Modality};

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
        &["may", "can", "could", "might", "entitled", "allowed", "permitted", "optional", "cannot", "can't", "mayn't"],
    ),
    ("will", &["will", "we'll", "you'll", "they'll", "won't", "would"]),
];

/// What changed in the force of a rule; `gone` and `come` are the words that changed, lower case.
pub(super) fn force(old: &Said, new: &Said, gone: &[String], come: &[String], reasons: &mut Vec<Reason>) {
    let (lost, won) = (forces(gone), forces(come));
    let negations = |words: &[String]| words.iter().filter(|word| NEGATIONS.contains(&word.as_str())).count();
    let (less, more) = (negations(gone), negations(come));
    let names = |found: &[(&'static str, String)]| found.iter().map(|(force, _)| *force).collect::<Vec<_>>();
    let changed_force = names(&lost) != names(&won);
    let bound = old.modality.is_some() && new.modality.is_some();
    if !changed_force && less == more {
        return;
    }
    let direction = match (direction(old, new), old.stance(), new.stance()) {
        // Which of several statements the word turns round is not known.
        _ if says_several(old) || says_several(new) => Direction::Unknown,
        // A refusal that comes out of what was no rule, or turns into what is none.
        (Direction::Unknown, None, Some(now)) if more > less && now < 0.0 => Direction::Tightened,
        (Direction::Unknown, Some(then), None) if less > more && then < 0.0 => Direction::Loosened,
        (direction, ..) => direction,
    };
    if changed_force && bound {
        match (lost.first(), won.first()) {
            (Some((_, was)), Some((_, is))) => {
                reasons.push(Reason::new(Topic::Modality, direction, format!("“{was}” became “{is}”")));
            }
            _ if deontic(old) && deontic(new) && old.modality != new.modality && less == more => {
                let words = format!("{} → {}", article(old.modality), article(new.modality));
                reasons.push(Reason::new(Topic::Modality, direction, words));
            }
            _ => {}
        }
    }
    if less != more {
        let (words, what) = if more > less { (come, "was added") } else { (gone, "was deleted") };
        let word = words.iter().find(|word| NEGATIONS.contains(&word.as_str())).map_or("not", String::as_str);
        reasons.push(Reason::new(Topic::Negation, direction, format!("“{word}” {what}")));
    }
}

/// Whether a sentence says several things, of which one may change while the others stay.
fn says_several(said: &Said) -> bool {
    [";", " because ", " so that ", ", and they ", ", and it "].iter().any(|joint| said.lower.contains(joint))
}

/// The forces that words have, each with the word; "have" counts only as "have to".
fn forces(words: &[String]) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if matches!(word.as_str(), "have" | "has") && words.get(at + 1).is_none_or(|next| next != "to") {
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

/// Which way a rule went, by how good it was and is for the customer.
pub(super) fn direction(old: &Said, new: &Said) -> Direction {
    match (old.stance(), new.stance()) {
        (Some(then), Some(now)) if now > then + 0.2 => Direction::Loosened,
        (Some(then), Some(now)) if now < then - 0.2 => Direction::Tightened,
        _ => match (old.modality, new.modality, old.bearer, new.bearer) {
            (Some(was), Some(is), Some(Bearer::Customer), Some(Bearer::Customer)) => by_modality(was, is),
            _ => Direction::Unknown,
        },
    }
}

fn by_modality(was: Modality, is: Modality) -> Direction {
    let place = |modality| match modality {
        Modality::Permission => Some(2),
        Modality::Obligation => Some(1),
        Modality::Prohibition => Some(0),
        _ => None,
    };
    match (place(was), place(is)) {
        (Some(then), Some(now)) if then > now => Direction::Tightened,
        (Some(then), Some(now)) if then < now => Direction::Loosened,
        _ => Direction::Unknown,
    }
}

/// Whether a rule permits, demands or forbids, and does not only state.
fn deontic(said: &Said) -> bool {
    matches!(said.modality, Some(Modality::Permission | Modality::Obligation | Modality::Prohibition))
}

fn article(modality: Option<Modality>) -> String {
    match modality {
        None => "no rule".to_owned(),
        Some(modality @ Modality::Obligation) => format!("an {modality}"),
        Some(modality) => format!("a {modality}"),
    }
}
