//! What a change means for the customer: what became of each part of the rule, and what class of change that makes.

use super::act::Act;
use super::said::{Clause, Said};
use super::stance::{Force, Frame};
use super::wise::{clausewise, likeness_of, without};
use super::{Class, Direction, Reason, Topic, amounts, reference, terms};
use crate::fact::{Kind, Role, Value, Worse};
use crate::rule::quantity::quantities;
use crate::rule::{Bearer, Modality};

/// Rules that share more of their words, and differ in nothing that is known to matter, say the same in other words.
const SAME_IN_OTHER_WORDS: f64 = 0.75;

/// How good it is for a customer that the company may do something good.
const MAYBE: f64 = 1.0;

/// A text of fewer words is a title.
const FEWEST_WORDS: usize = 4;

/// What changed between two wordings of a rule.
pub(super) fn reasons(old: &Said, new: &Said, kinds: &[Kind]) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if is_stamp(old) && is_stamp(new) {
        return reasons;
    }
    amounts::amounts(old, new, kinds, &mut reasons);
    if old.binds() || new.binds() {
        clausewise(old, new, &mut reasons);
        terms::roles(old, new, &mut reasons);
        terms::ways(old, new, &mut reasons);
    }
    let (gone, come) = (without(&old.words, &new.words), without(&new.words, &old.words));
    let of_parts = |said: &Said| reference::part_numbers(&said.lower);
    let plain = |words: Vec<String>, parts: Vec<String>| -> Vec<String> {
        words.into_iter().filter(|word| !parts.contains(word)).collect()
    };
    numbers(&plain(gone, of_parts(old)), &plain(come, of_parts(new)), &mut reasons);
    match (old.binds(), new.binds()) {
        // Of a few words nobody can tell: "Email newsletter service."
        _ if old.words.len().min(new.words.len()) < FEWEST_WORDS => {}
        (false, true) if reasons.is_empty() => {
            reasons.push(Reason::new(Topic::Modality, Direction::Unknown, "it reads like a rule now".to_owned()));
        }
        (true, false) if reasons.is_empty() => {
            reasons.push(Reason::new(Topic::Modality, Direction::Unknown, "it reads like no rule any more".to_owned()));
        }
        _ => {}
    }
    reasons
}

/// Whether it only says of which day the text is.
fn is_stamp(said: &Said) -> bool {
    let stamps =
        ["last updated", "last modified", "last revised", "updated:", "effective date", "effective:", "version "];
    let start = said.lower.trim_start_matches(|sign: char| !sign.is_alphanumeric());
    said.words.len() <= 10 && stamps.iter().any(|stamp| start.starts_with(stamp))
}

/// Numbers that are no quantities: times of day, dates, telephone numbers.
fn numbers(gone: &[String], come: &[String], reasons: &mut Vec<Reason>) {
    let known = |number: &str| {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        reasons.iter().any(|reason| reason.text.replace([',', '.'], "").contains(&digits))
    };
    let told = |words: &[String]| {
        let is_quantity = |word: &str| {
            let mut found = Vec::new();
            quantities(word, &mut found);
            !found.is_empty()
        };
        // "24/7" and "b12" are numbers, "37signals" is a name.
        let has_digit = |word: &str| {
            word.contains(|letter: char| letter.is_ascii_digit())
                && word.chars().filter(|letter| letter.is_alphabetic()).count() < 3
        };
        let number = |word: &&String| has_digit(word) && !known(word) && !is_quantity(word);
        words.iter().filter(number).cloned().collect::<Vec<String>>()
    };
    let (was, is) = (told(gone), told(come));
    let words = match (was.first(), is.first()) {
        (Some(was), Some(is)) => format!("“{was}” became “{is}”"),
        (Some(was), None) => format!("“{was}” is gone"),
        (None, Some(is)) => format!("“{is}” is new"),
        (None, None) => return,
    };
    reasons.push(Reason::new(Topic::Number, Direction::Unknown, words));
}

/// The classes of a change of wording.
pub(super) fn classes(old: &Said, new: &Said, reasons: &[Reason]) -> Vec<Class> {
    let mut classes = by_direction(reasons);
    if classes.is_empty() {
        let alike = likeness_of(old, new);
        // "Last updated: May 4": no permission.
        let binds = (old.binds() || new.binds()) && !(is_stamp(old) && is_stamp(new));
        classes.push(if binds && alike < SAME_IN_OTHER_WORDS { Class::Check } else { Class::Reworded });
    }
    classes
}

/// Tightened, loosened and to be checked, as the reasons say.
pub(super) fn by_direction(reasons: &[Reason]) -> Vec<Class> {
    let has = |direction| reasons.iter().any(|reason| reason.direction == direction);
    let classes = [
        (Class::Tightened, has(Direction::Tightened)),
        (Class::Loosened, has(Direction::Loosened)),
        (Class::Check, has(Direction::Unknown)),
    ];
    classes.into_iter().filter(|(_, holds)| *holds).map(|(class, _)| class).collect()
}

/// Why a rule that is new, or gone, matters; nothing for text that binds nobody.
pub(super) fn alone(said: &Said, comes: bool, kinds: &[Kind]) -> Vec<Reason> {
    let Some(modality) = said.modality.filter(|_| said.words.len() >= FEWEST_WORDS) else { return Vec::new() };
    let nature = nature(said, kinds);
    let direction = if comes { nature } else { nature.opposite() };
    let is = if comes { "new" } else { "gone" };
    let what = match modality {
        Modality::Obligation => "a duty",
        Modality::Prohibition => "a prohibition",
        Modality::Permission => "a permission",
        Modality::Power => "a power of the company",
        Modality::Promise => "a promise",
        Modality::Declaration => "a rule",
    };
    let facts = said.measures.iter().filter_map(|measure| {
        let (kind, _) = measure.fact?;
        Some(format!(": {} {}", kinds[kind].title.to_lowercase(), measure.quantity))
    });
    let fact = facts.into_iter().next().unwrap_or_default();
    vec![Reason::new(Topic::Rule, direction, format!("{what} is {is}{fact}"))]
}

/// Whether a rule is good or bad for the customer as it stands.
fn nature(said: &Said, kinds: &[Kind]) -> Direction {
    let fee = said.measures.iter().filter_map(|measure| measure.fact).any(|(kind, _)| kinds[kind].role == Role::Fee);
    let remedy = said.facts.iter().find_map(|(kind, value)| match (value, kinds[*kind].worse) {
        (Value::Denied, Worse::Denied) | (Value::Granted, Worse::Granted) => Some(Direction::Tightened),
        _ => None,
    });
    // "Only if the law compels us" bounds what it says, and a rule that gives and takes is neither.
    let bounded = said.mains().any(|clause| clause.frame.is_some_and(|frame| frame.only && frame.tells()));
    // "People move on": what customers do of themselves is nothing that they are given.
    let happens = |frame: Frame| {
        frame.who == Some(Bearer::Customer) && frame.force == Force::Plain && frame.act == Some(Act::Deed)
    };
    let tells = |clause: &&Clause| clause.frame.is_some_and(|frame| frame.tells() && !happens(frame));
    let otherwise = said.mains().any(|clause| clause.frame.is_some_and(|frame| frame.otherwise && frame.act.is_none()));
    let remedy = remedy.filter(|_| !otherwise);
    let clear = said.mains().find(tells).is_some_and(|clause| clause.stance.is_some());
    let by_company = said.mains().any(|clause| {
        clause.frame.is_some_and(|frame| matches!(frame.who, Some(Bearer::Company | Bearer::Staff)) && frame.only)
    });
    match said.stance().filter(|stance| clear && (!bounded || (*stance > 0.0 && !by_company))) {
        stance if remedy == Some(Direction::Tightened) || fee && stance.is_none_or(|stance| stance < 0.0) => {
            Direction::Tightened
        }
        // What the company may do for a customer it may also leave.
        Some(stance) if stance > MAYBE => Direction::Loosened,
        Some(stance) if stance > 0.0 => Direction::Unknown,
        Some(_) => Direction::Tightened,
        None => Direction::Unknown,
    }
}
