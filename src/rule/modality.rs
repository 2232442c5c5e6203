//! A sentence's words → its modality and bearer.
//!
//! The bearer flips the sign of *may*: "you may" is a permission, "we may" a power.

use super::command::command;
use super::force::{Bearer, Modality};
use super::lexicon::{Class, Word};
use super::statement::{frames, statement};
use super::word_set::WordSet;

/// How far back the subject of a verb is looked for, in words.
const SUBJECT_REACH: usize = 14;
/// Shorter text with a number in it is a label, not a rule.
const FEWEST_WORDS_OF_A_RULE: usize = 4;

/// The force of a sentence and who bears it, from its words, of which those from `own` on are not context; none for a
/// sentence that binds nobody.
pub(super) fn modality_of(
    lower: &str,
    words: &[Word],
    staff_reader: bool,
    quantified: bool,
    own: usize,
) -> Option<(Modality, Option<Bearer>)> {
    let mut weak = None;
    for index in 0..words.len() {
        // Few words are cues: only these are worth asking where they stand.
        if let Some(found) = cue(lower, words, index, staff_reader)
            && !in_subordinate(lower, words, index)
        {
            if found.0 != Modality::Declaration {
                return Some(found);
            }
            weak.get_or_insert(found);
        }
    }
    weak.or_else(|| command(lower, &words[own..], staff_reader))
        .or_else(|| measured(lower, words, staff_reader, quantified))
        .or_else(|| framed(lower, words, staff_reader, own))
}

/// "Exclusions" above "Frost damage": a fragment that its heading or lead-in makes a rule.
fn framed(lower: &str, words: &[Word], staff_reader: bool, own: usize) -> Option<(Modality, Option<Bearer>)> {
    let bearer = if staff_reader { Bearer::Staff } else { Bearer::Customer };
    (own > 0 && frames(lower, &words[..own])).then_some((Modality::Declaration, Some(bearer)))
}

/// A sentence that only states a length of time, a sum or a share still fixes it: "Our policy lasts 30 days."
///
/// The price on a tile of a shop window ("Model V, affordable, from $229.99. Shop") fixes none.
fn measured(lower: &str, words: &[Word], staff_reader: bool, quantified: bool) -> Option<(Modality, Option<Bearer>)> {
    let bearer = if staff_reader { Bearer::Staff } else { Bearer::Customer };
    let is_tile =
        ["starting at", "starting from", "from $", "from £", "from €"].iter().any(|words| lower.contains(words))
            && !words.iter().any(|word| OF_CHARGES.contains(word.span.of(lower).as_bytes()));
    (quantified && !is_tile && words.len() >= FEWEST_WORDS_OF_A_RULE).then_some((Modality::Declaration, Some(bearer)))
}

/// Words that say what a price is for, besides goods.
static OF_CHARGES: WordSet = WordSet::new(
    "fee fees charge charges cost costs price prices delivery shipping postage rate rates deposit fine penalty service tax \
     refund order orders",
);

/// What the word at `index` opens, if it opens anything.
fn cue(lower: &str, words: &[Word], index: usize, staff_reader: bool) -> Option<(Modality, Option<Bearer>)> {
    let word = &words[index];
    let text = word.span.of(lower);
    let next = |ahead: usize| words.get(index + ahead).map_or("", |word| word.span.of(lower));
    let bearer = subject(lower, words, index);
    // "We'll" is subject and verb in one.
    let company = matches!(bearer, Some(Bearer::Company)) || text == "we'll";
    let negated = word.class.is(Class::NEGATION)
        || words.get(index + 1).is_some_and(|word| matches!(word.span.of(lower), "not" | "never" | "only"));
    let found = match text {
        "must" | "shall" | "mustn't" | "shan't" | "should" | "shouldn't" | "ought" => {
            let refusing = matches!(next(1), "not" | "never") || text.ends_with("n't");
            match (refusing, company) {
                (true, true) if text.starts_with("sha") => Modality::Declaration,
                (true, _) => Modality::Prohibition,
                (false, true) => Modality::Promise,
                (false, false) if text == "shall" && passive_promise(lower, words, index) => Modality::Promise,
                (false, false) => Modality::Obligation,
            }
        }
        "need" | "needs" | "have" | "has" if next(1) == "to" => Modality::Obligation,
        "required" | "obliged" | "obligated" | "mandatory" | "compulsory" => {
            if index > 0 && words[index - 1].class.is(Class::NEGATION) {
                Modality::Permission
            } else {
                Modality::Obligation
            }
        }
        "responsible" | "liable" => {
            if company || (index > 0 && words[index - 1].class.is(Class::NEGATION)) {
                Modality::Declaration
            } else {
                Modality::Obligation
            }
        }
        "may" | "can" | "could" | "cannot" | "can't" | "couldn't" | "mayn't" => {
            match (negated && next(1) != "only", company) {
                (true, true) => Modality::Declaration,
                (true, false) => Modality::Prohibition,
                (false, true) => Modality::Power,
                (false, false) => Modality::Permission,
            }
        }
        "please" if asks_to_act(next(1)) => Modality::Obligation,
        "ask" if company && matches!(next(1), "you" | "that" | "customers" | "members" | "guests") => {
            return Some((Modality::Obligation, Some(Bearer::Customer)));
        }
        "asked" | "expected" | "requested" | "advised" if matches!(next(1), "to" | "for") => Modality::Obligation,
        "have" | "has" if matches!(next(1), "a" | "the") && next(2) == "right" => Modality::Permission,
        "right" if matches!(next(1), "to" | "of") && !company => Modality::Permission,
        "have" | "has" | "get"
            if bearer == Some(Bearer::Customer) && next(1).starts_with(|c: char| c.is_ascii_digit()) =>
        {
            Modality::Permission
        }
        "guarantee" | "guarantees" | "warrants" | "warrant" | "promise" | "commit" if company => Modality::Promise,
        "lose" | "loses" | "forfeits" => Modality::Declaration,
        "subject" if next(1) == "to" => Modality::Declaration,
        "reserve" | "reserves" if matches!(next(1), "the" | "all" | "full") => Modality::Power,
        "retain" | "retains" if next(1) == "the" && next(2) == "right" => Modality::Power,
        "entitled" | "eligible" | "allowed" | "permitted" | "welcome" | "free" if word.class.is(Class::LEAVE) => {
            if words[index.saturating_sub(2)..index].iter().any(|word| word.class.is(Class::NEGATION)) {
                Modality::Prohibition
            } else if text == "free" && next(1) != "to" {
                return None;
            } else {
                Modality::Permission
            }
        }
        "accepted" | "given" | "refundable" | "returnable" | "available" | "possible" | "offered" | "issued"
        | "refunded" | "exchanged" | "returned" | "cancelled" | "canceled" | "processed" | "granted" | "provided"
        | "reimbursed"
            if words[index.saturating_sub(4)..index].iter().any(|word| word.class.is(Class::NEGATION)) =>
        {
            Modality::Declaration
        }
        "will" | "won't" | "we'll" => {
            let refused = words[index.saturating_sub(6)..index].iter().any(|word| word.span.of(lower) == "no");
            if negated || refused || !(company || passive_promise(lower, words, index)) {
                Modality::Declaration
            } else {
                Modality::Promise
            }
        }
        "don't" | "doesn't" | "never" | "no" | "unable" => Modality::Declaration,
        "not" if index > 0 && matches!(words[index - 1].span.of(lower), "do" | "does" | "is" | "are") => {
            Modality::Declaration
        }
        // "Offer a refund": told to staff, this is a command.
        "accept" | "offer" | "charge" | "require" | "apply" if index == 0 && staff_reader => Modality::Obligation,
        "only" | "accept" | "accepts" | "offer" | "offers" | "charge" | "charges" | "require" | "requires"
        | "apply" | "applies" => Modality::Declaration,
        _ if word.class.is(Class::DENIAL) => Modality::Declaration,
        _ => statement(lower, words, index, bearer)?,
    };
    let refused = found == Modality::Declaration && company && negated;
    let bearer = bearer.filter(|_| !refused).or_else(|| default_bearer(found, staff_reader));
    Some((found, bearer))
}

/// Passives that the company performs: "refunds will be issued" promises; "fees will be charged" does not.
fn passive_promise(lower: &str, words: &[Word], index: usize) -> bool {
    let ahead = &words[index + 1..words.len().min(index + 5)];
    ahead.iter().any(|word| {
        matches!(
            word.span.of(lower),
            "refunded"
                | "credited"
                | "issued"
                | "processed"
                | "replaced"
                | "repaired"
                | "reimbursed"
                | "sent"
                | "shipped"
                | "dispatched"
                | "delivered"
                | "notified"
                | "informed"
                | "contacted"
                | "compensated"
                | "receive"
        )
    })
}

/// Whether "please" asks for something to be done, rather than noted.
fn asks_to_act(verb: &str) -> bool {
    !matches!(
        verb,
        "note" | "see" | "select" | "visit" | "read" | "click" | "refer" | "find" | "be" | "feel" | "enter" | ""
    )
}

fn default_bearer(modality: Modality, staff_reader: bool) -> Option<Bearer> {
    match modality {
        Modality::Power | Modality::Promise => Some(Bearer::Company),
        Modality::Declaration => Some(Bearer::Customer),
        _ if staff_reader => Some(Bearer::Staff),
        _ => Some(Bearer::Customer),
    }
}

/// The nearest subject before a verb.
fn subject(lower: &str, words: &[Word], index: usize) -> Option<Bearer> {
    let mut fallback = None;
    for (back, word) in words[..index].iter().rev().take(SUBJECT_REACH).enumerate() {
        let class = word.class;
        if word.span.of(lower) == "but" {
            break;
        }
        let possessed = |words: &[Word]| {
            index.checked_sub(back + 2).is_some_and(|at| words[at].class.is(Class::COMPANYS.or(Class::CUSTOMERS)))
        };
        if class.is(Class::STAFF) && !(word.span.of(lower) == "team" && possessed(words)) {
            return Some(Bearer::Staff);
        }
        if class.is(Class::CUSTOMER) {
            return Some(Bearer::Customer);
        }
        if class.is(Class::COMPANY) || word.span.of(lower) == "team" {
            return Some(Bearer::Company);
        }
        if class.is(Class::THIRD) {
            return Some(Bearer::ThirdParty);
        }
        if class.is(Class::CUSTOMERS) && fallback.is_none() {
            fallback = Some(Bearer::Customer);
        }
    }
    fallback
}

/// Whether a word stands in a clause that only says when the rule applies.
fn in_subordinate(lower: &str, words: &[Word], index: usize) -> bool {
    let bytes = lower.as_bytes();
    // "Please" opens a main clause.
    if words[index].span.of(lower) == "please" {
        return false;
    }
    let (mut has_verb, mut joined) = (false, false);
    for at in (0..index).rev() {
        let gap = &bytes[words[at].span.end..words[at + 1].span.start];
        if gap.contains(&b',') || gap.contains(&b';') || gap.contains(&b':') || gap == b" - " {
            return false;
        }
        let text = words[at].span.of(lower);
        // "If this is the case we will": the clause has its verb already.
        joined |= matches!(text, "and" | "or" | "that" | "which" | "who");
        if !joined && at + 1 < index && is_finite(text) {
            has_verb = true;
        }
        // "Orders once shipped cannot".
        if text == "once" && at > 0 && words[at + 1].span.of(lower).ends_with("ed") && at + 1 < index {
            return false;
        }
        if matches!(
            text,
            "if" | "when" | "where" | "whenever" | "unless" | "until" | "once" | "because" | "which" | "who"
        ) {
            return !has_verb && (at == 0 || index - at < 12);
        }
        if text == "then" {
            return false;
        }
    }
    false
}

/// Verbs that make a clause whole.
fn is_finite(word: &str) -> bool {
    matches!(
        word,
        "is" | "are"
            | "was"
            | "were"
            | "has"
            | "have"
            | "does"
            | "do"
            | "can"
            | "may"
            | "will"
            | "must"
            | "include"
            | "includes"
            | "use"
            | "contain"
            | "contains"
            | "comes"
            | "exceeds"
    )
}
