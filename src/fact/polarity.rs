//! Granted or denied: whether a negation governs a remedy.

use super::clause::among;
use crate::rule::{Class, Word};
use crate::text::Span;

/// How many words a negation reaches over.
const REACH: usize = 8;
/// How many words behind a remedy its verb may follow: "any request for a refund of a donation once made shall not be …".
const VERB_REACH: usize = 16;

/// Whether the remedy named at `topic` is refused there.
pub(super) fn is_denied(lower: &str, words: &[Word], topic: Span) -> bool {
    let own = topic.of(lower);
    if own.starts_with("non") || own.contains("final") {
        return true;
    }
    let Some(first) = words.iter().position(|word| word.span.end > topic.start) else {
        return false;
    };
    let last = words.iter().rposition(|word| word.span.start < topic.end).unwrap_or(first);
    let passive = is_be(lower, words, first);
    let mut conditional = false;
    let before = words[..first].iter().enumerate().rev().take(REACH);
    for (index, word) in before {
        if breaks(lower, words, index + 1) || opens_clause(lower, words, index + 1, last) {
            break;
        }
        let text = word.span.of(lower);
        let between = &words[index + 1..first];
        if refuses(text) {
            // "We will never refuse a fair refund."
            return !words[..index].iter().rev().take(2).any(|word| word.class.is(Class::NEGATION));
        }
        if gives_up(text) && between.iter().any(|word| is_right(word.span.of(lower))) {
            return true;
        }
        if denies(lower, words, index, word)
            && (passive || !of_costs(lower, between))
            && !of_content(lower, between)
            && !of_another_verb(lower, text, between)
        {
            return true;
        }
        if matches!(text, "if" | "when" | "unless" | "until" | "because" | "where" | "after" | "before" | "whether") {
            conditional = true;
            break;
        }
    }
    // "If a refund is not made", "let you know whether the refund was approved or not".
    if conditional {
        return false;
    }
    let mut aside = false;
    for index in last + 1..words.len().min(last + 1 + VERB_REACH) {
        let text = words[index].span.of(lower);
        let is_near = index <= last + REACH;
        // An aside about time ends with its comma: "refunds of gifts once made, shall not be …".
        aside |= matches!(text, "once" | "after");
        if breaks(lower, words, index)
            || matches!(text, "if" | "when" | "unless" | "until" | "because" | "that")
            || matches!(text, "less" | "minus" | "excluding" | "except" | "plus")
            || (!is_near && !aside && words[index].class.is(Class::JOINT))
        {
            return false;
        }
        let is_verb =
            index > 0 && words[index - 1].class.is(Class::FUTURE.or(Class::LEAVE)) || is_be(lower, words, index);
        if (is_near || is_verb)
            && denies(lower, words, index, &words[index])
            && !denies_something_else(lower, words, index)
        {
            return !of_costs(lower, &words[index + 1..words.len().min(index + 5)]);
        }
    }
    false
}

/// Whether a refusal only describes something that is deducted or left out: "less any non-refundable fees".
pub(super) fn is_label(lower: &str, words: &[Word], topic: Span) -> bool {
    let mut before = words.iter().rev().filter(|word| word.span.end <= topic.start).take(3);
    topic.of(lower).starts_with("non")
        && before.any(|word| {
            matches!(word.span.of(lower), "less" | "minus" | "deducting" | "excluding" | "except" | "plus" | "any")
        })
}

fn refuses(word: &str) -> bool {
    matches!(
        word,
        "refuse"
            | "refuses"
            | "decline"
            | "declines"
            | "deny"
            | "denies"
            | "reject"
            | "rejects"
            | "withhold"
            | "withholds"
    )
}

fn gives_up(word: &str) -> bool {
    matches!(word, "waive" | "waives" | "waived" | "forfeit" | "forfeits" | "lose" | "loses" | "surrender")
}

fn is_right(word: &str) -> bool {
    matches!(word, "right" | "rights" | "claim" | "claims" | "entitlement")
}

/// Whether a "not" has a verb of its own before the remedy's: "items that do not fit can be returned".
fn of_another_verb(lower: &str, negation: &str, between: &[Word]) -> bool {
    let of_verb = negation == "not" || negation.ends_with("n't");
    of_verb && between.iter().skip(1).any(|word| matches!(word.span.of(lower), "can" | "may" | "will" | "shall"))
}

/// Whether the word before the one at `index` is a form of "be".
fn is_be(lower: &str, words: &[Word], index: usize) -> bool {
    let before = index.checked_sub(1).map_or("", |before| words[before].span.of(lower));
    matches!(before, "is" | "are" | "was" | "were" | "be")
}

/// Whether a clause of its own begins with the word at `index`, with a remedy that ends at `last` as its subject: behind a
/// comma, or "as" and its like, and with its verb right behind. "Before you leave, as refunds will not be issued".
fn opens_clause(lower: &str, words: &[Word], index: usize, last: usize) -> bool {
    let has_verb = words.get(last + 1).is_some_and(|word| {
        word.class.is(Class::FUTURE.or(Class::LEAVE)) || matches!(word.span.of(lower), "is" | "are" | "was" | "were")
    });
    let before = index.checked_sub(1).and_then(|at| words.get(at)).zip(words.get(index));
    let Some((before, after)) = before.filter(|_| has_verb) else { return false };
    if matches!(before.span.of(lower), "as" | "since" | "because" | "so") {
        return true;
    }
    // A list of remedies is one subject: "no returns, exchanges or refunds are given".
    let is_short = last <= index + 2;
    let joins = |word: &Word| matches!(word.span.of(lower), "or" | "and" | "nor");
    let is_negated = || words[..index].iter().rev().take(REACH).any(|word| word.class.is(Class::NEGATION));
    let comma = lower[before.span.end..after.span.start].contains(',');
    comma && is_short && !words[index..last].iter().any(joins) && !is_negated()
}

/// Whether what is denied is content, or a scruple: "not satisfied, ask for a refund", "do not hesitate to ask for a refund".
fn of_content(lower: &str, words: &[Word]) -> bool {
    words.iter().any(|word| matches!(word.span.of(lower), "satisfied" | "happy" | "hesitate"))
}

/// Whether what is denied is a cost: "we do not refund the shipping cost of returns", "returns have no restocking fee".
fn of_costs(lower: &str, words: &[Word]) -> bool {
    let is_cost = |word: &Word| matches!(word.span.of(lower), "cost" | "costs" | "fee" | "fees" | "charge" | "postage");
    words.iter().any(is_cost)
}

/// Whether a clause ends between the words at `index - 1` and `index`.
fn breaks(lower: &str, words: &[Word], index: usize) -> bool {
    let Some((before, after)) = index.checked_sub(1).and_then(|at| words.get(at)).zip(words.get(index)) else {
        return false;
    };
    let gap = &lower[before.span.end..after.span.start];
    gap.contains([';', '.', '!', '?'])
        || (gap.contains(',')
            && (after.class.is(Class::JOINT.or(Class::CUSTOMER).or(Class::COMPANY)) || gap.contains(" - ")))
        || after.span.of(lower) == "but"
}

/// Whether nobody has to do what follows a "no": "no receipt needed", "no phone calls are required".
fn is_not_asked_for(lower: &str, words: &[Word], index: usize) -> bool {
    let behind = (index + 1..words.len().min(index + 8)).take_while(|&at| at == index + 1 || !breaks(lower, words, at));
    behind.map(|at| words[at].span.of(lower)).any(|word| among(word, "needed required necessary asked"))
}

/// Whether the verb that is negated leaves the remedy as it is: it is not taken away ("this does not affect your right to a
/// refund"), or it is about what was before ("you must not have asked for a refund before").
fn leaves_be(lower: &str, words: &[Word], index: usize) -> bool {
    let mut behind = words[index + 1..].iter().map(|word| word.span.of(lower)).take(6);
    let Some(verb) = behind.find(|word| !among(word, "be in any way to also otherwise ever itself")) else {
        return false;
    };
    let must = index > 0 && words[index - 1].span.of(lower) == "must";
    among(verb, TAKES_AWAY) || (must && verb == "have")
}

/// What does harm to a right: whoever says that it is not done, gives nothing up.
const TAKES_AWAY: &str = "affect affected affects diminish exclude excluded excludes impact impair lessen limit limited limits \
    override prejudice prejudiced reduce reduced reduces remove removes restrict restricted restricts supersede waive";

/// Whether a "no" behind the remedy is about something of its own: "you can cancel, no penalty applies".
fn denies_something_else(lower: &str, words: &[Word], index: usize) -> bool {
    words[index].span.of(lower) == "no"
        && words.get(index + 1).is_some_and(|next| {
            let whole = among(next.span.of(lower), "longer circumstances circumstance event case way");
            !whole && !breaks(lower, words, index + 1)
        })
}

/// Whether a word refuses, rather than being part of a friendly idiom ("no questions asked", "no extra cost").
fn denies(lower: &str, words: &[Word], index: usize, word: &Word) -> bool {
    if !word.class.is(Class::NEGATION.or(Class::DENIAL)) {
        return false;
    }
    let next = words.get(index + 1).map_or("", |word| word.span.of(lower));
    let text = word.span.of(lower);
    let friendly = match text {
        "no" if next == "longer" => words.get(index + 2).is_some_and(|word| word.span.of(lower) == "than"),
        "not" if matches!(next, "responsible" | "liable") => true,
        "not" if index > 0 && matches!(words[index - 1].span.of(lower), "or" | "need") => true,
        _ if (matches!(text, "not" | "cannot" | "never") || text.ends_with("n't"))
            && leaves_be(lower, words, index) =>
        {
            true
        }
        "non" => matches!(next, "faulty" | "defective" | "damaged"),
        "no" if next == "obligation" => words.get(index + 2).is_none_or(|word| word.span.of(lower) != "to"),
        "no" if is_not_asked_for(lower, words, index) => true,
        "no" => matches!(
            next,
            "questions"
                | "question"
                | "quibble"
                | "quibbles"
                | "problem"
                | "hassle"
                | "fee"
                | "fees"
                | "charge"
                | "charges"
                | "cost"
                | "extra"
                | "later"
                | "more"
                | "less"
                | "matter"
                | "need"
                | "reason"
                | "risk"
                | "penalty"
                | "penalties"
                | "interest"
                | "deadline"
        ),
        "not" => matches!(
            next,
            "only" | "more" | "later" | "less" | "just" | "satisfied" | "happy" | "need" | "require" | "been"
        ),
        "without" => !matches!(next, "refund" | "notice"),
        "don't" | "doesn't" => matches!(next, "need" | "have" | "require" | "like" | "want" | "receive" | "love"),
        "final" => next == "price",
        "void" | "lost" | "waived" | "waive" | "waives" | "owner" => true,
        _ => false,
    };
    !friendly
}
