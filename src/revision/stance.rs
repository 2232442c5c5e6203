//! Whether a rule gives something to the customer or takes it: from who bears it, with which force, and what is done.

use super::said::Said;
use crate::rule::{Bearer, Modality};

/// What is done, seen from the customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    Good,
    Bad,
}

/// Beginnings of words for what helps a customer.
const GOOD: &[&str] = &[
    "refund",
    "waiv",
    "replac",
    "exchang",
    "reimburs",
    "compensat",
    "accept",
    "offer",
    "apologi",
    "extend",
    "repair",
    "honour",
    "honor",
    "reship",
    "resend",
    "upgrad",
    "welcome",
    "goodwill",
    "free",
    "discount",
    "help",
    "credit",
    "return",
    "restor",
    "bend",
    "forgiv",
    "remind",
    "notif",
    "inform",
    "tell",
    "answer",
    "repl",
    "respond",
    "deliver",
    "dispatch",
    "ship",
    "correct",
    "fix",
    "guarantee",
    "match",
    "give",
    "explain",
    "postpone",
    "reactivat",
    "lend",
];

/// Beginnings of words for what hurts one.
const BAD: &[&str] = &[
    "refus",
    "reject",
    "declin",
    "deny",
    "denie",
    "charg",
    "deduct",
    "withh",
    "retain",
    "forfeit",
    "suspend",
    "terminat",
    "clos",
    "delet",
    "demand",
    "insist",
    "increas",
    "los",
    "penal",
    "fine",
    "block",
    "restrict",
    "confiscat",
    "bill",
    "destroy",
    "dispose",
    "ignor",
    "levy",
    "non-refund",
    "nonrefund",
    "final",
    "void",
    "expire",
    "excluded",
    "ban",
];

/// What stays good or bad only when the company does it to the customer.
const BAD_BY_COMPANY: &[&str] = &["cancel", "keep", "remove", "end", "sell", "share"];

/// What the customer gives.
const BURDEN: &[&str] =
    &["pay", "bear", "bring", "show", "prove", "provide", "send", "present", "sign", "call", "wait", "post"];

/// Words that open what is done.
const OPENERS: &[&str] = &[
    "may",
    "must",
    "can",
    "cannot",
    "can't",
    "will",
    "shall",
    "should",
    "won't",
    "not",
    "never",
    "don't",
    "doesn't",
    "mustn't",
    "shouldn't",
    "we'll",
    "to",
    "no",
    "are",
    "is",
    "be",
    "do",
    "does",
    "always",
    "please",
];

/// What is done: the first telling word behind the first modal word, else anywhere.
pub(super) fn act_of(said: &Said) -> Option<Act> {
    let words: Vec<&str> =
        said.lower.split(|sign: char| !(sign.is_alphanumeric() || matches!(sign, '\'' | '-'))).collect();
    let first = words.iter().position(|word| OPENERS.contains(word)).unwrap_or(0);
    let by_company = said.bearer != Some(Bearer::Customer) || said.lower.starts_with("we ");
    let class = |word: &&str| {
        let begins = |list: &[&str]| list.iter().any(|start| word.starts_with(start));
        if *word == "lost" || begins(BAD) || (by_company && begins(BAD_BY_COMPANY)) {
            Some(Act::Bad)
        } else if begins(GOOD)
            || (by_company && matches!(*word, "pay" | "pays" | "cover" | "ring" | "call" | "collect"))
        {
            Some(Act::Good)
        } else if !by_company && begins(BURDEN) {
            Some(Act::Bad)
        } else {
            None
        }
    };
    words[first..].iter().find_map(class).or_else(|| words[..first].iter().find_map(class))
}

/// How good a rule is for the customer: 2 for a right, −2 for a refusal; none when that cannot be known.
pub(super) fn stance_of(said: &Said) -> Option<f64> {
    let sign = said.act.map(|act| if act == Act::Good { 1.0 } else { -1.0 });
    let negated = is_negated(said);
    let soft = said.count(&["should", "ought", "recommend", "normally", "usually", "try", "aim"]) > 0;
    let weight = if soft { 0.7 } else { 1.0 };
    let modality = said.modality?;
    if relieves(said) {
        return Some(1.5);
    }
    if said.bearer == Some(Bearer::Customer) && !said.lower.starts_with("we ") {
        let suffers = said.act == Some(Act::Bad)
            && ["may be ", "can be ", "will be ", "may lose", "will lose"].iter().any(|it| said.lower.contains(it));
        return match modality {
            Modality::Permission if suffers => Some(-1.0),
            Modality::Permission => Some(2.0),
            Modality::Obligation => Some(-weight),
            Modality::Prohibition => Some(-2.0),
            _ => sign.map(|sign| if negated { -2.0 * sign } else { 1.5 * sign }),
        };
    }
    let sign = sign?;
    Some(match modality {
        Modality::Obligation | Modality::Promise => 2.0 * sign * weight,
        Modality::Permission | Modality::Power => sign,
        Modality::Prohibition => -2.0 * sign,
        Modality::Declaration if negated => -2.0 * sign,
        Modality::Declaration => 1.5 * sign * weight,
    })
}

/// Whether it says that something need not be done.
pub(super) fn relieves(said: &Said) -> bool {
    let reliefs = ["not have to", "n't have to", "not need", "n't need", "needn't", "not required", "no need"];
    reliefs.iter().any(|relief| said.lower.contains(relief))
}

/// Words that negate.
pub(super) const NEGATIONS: &[&str] = &[
    "not",
    "no",
    "never",
    "cannot",
    "can't",
    "won't",
    "don't",
    "doesn't",
    "didn't",
    "isn't",
    "aren't",
    "wasn't",
    "shan't",
    "mustn't",
    "shouldn't",
    "couldn't",
    "wouldn't",
    "neither",
    "nor",
    "none",
    "nothing",
    "without",
    "mayn't",
    "needn't",
    "nobody",
    "non",
];

/// Whether the main clause is negated: conditions and exceptions aside, an odd number of negations.
fn is_negated(said: &Said) -> bool {
    let mut main = said.lower.clone();
    for clause in said.conditions.iter().chain(&said.exceptions) {
        main = main.replace(clause.as_str(), " ");
    }
    let words = main.split(|sign: char| !(sign.is_alphanumeric() || sign == '\''));
    words.filter(|word| NEGATIONS.contains(word)).count() % 2 == 1
}
