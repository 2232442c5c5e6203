//! Granted or denied: whether a negation governs a remedy.

use crate::rule::{Class, Word};
use crate::text::Span;

/// How many words a negation reaches over.
const REACH: usize = 8;

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
    let mut conditional = false;
    let before = words[..first].iter().enumerate().rev().take(REACH);
    for (index, word) in before {
        if breaks(lower, words, index + 1) {
            break;
        }
        let refuses = matches!(
            word.span.of(lower),
            "refuse" | "refuses" | "decline" | "declines" | "deny" | "reject" | "withhold"
        );
        if refuses || (denies(lower, words, index, word) && !of_costs(lower, &words[index + 1..first])) {
            return true;
        }
        if matches!(word.span.of(lower), "if" | "when" | "unless" | "until" | "because" | "where" | "after" | "before")
        {
            conditional = true;
            break;
        }
    }
    // "If a refund is not made", "let you know whether the refund was approved or not".
    if conditional {
        return false;
    }
    for index in last + 1..words.len().min(last + 1 + REACH) {
        if breaks(lower, words, index)
            || matches!(words[index].span.of(lower), "if" | "when" | "unless" | "until" | "because" | "that")
        {
            return false;
        }
        if denies(lower, words, index, &words[index]) {
            return !of_costs(lower, &words[index + 1..words.len().min(index + 5)]);
        }
    }
    false
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
        "not" if index > 0 && words[index - 1].span.of(lower) == "or" => true,
        "non" => matches!(next, "faulty" | "defective" | "damaged"),
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
                | "obligation"
                | "risk"
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
