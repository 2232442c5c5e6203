//! `Bound`: on which side of a quantity the rule draws its line, and the words that say so, before or after the
//! quantity.

use super::number::{self, Form};
use super::token::Tokens;
use super::word_set::WordSet;
use crate::text::Span;

/// What the words around a quantity make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Bound {
    /// No more is said: "a 30-day guarantee", "a fee of $5".
    #[default]
    Exactly,
    /// A latest moment: "within 30 days", "no later than 30 days after".
    Within,
    /// An upper limit that is itself allowed: "up to 30 days", "no more than 3 items", "$50 or less".
    UpTo,
    /// A lower limit that is itself enough: "at least 30 days", "$50 or more", "30+ days".
    AtLeast,
    /// A lower limit that is not itself enough: "more than 30 days", "over $50".
    MoreThan,
    /// An upper limit that is not itself allowed: "less than 30 days", "under $50".
    LessThan,
    /// An earliest moment: "after 30 days", "once 30 days have passed".
    After,
    /// Counted back from an event, and nothing more is said: "30 days before arrival", "30 days in advance".
    Before,
    /// Again and again: "every 3 months", "$5 per month", "monthly".
    Every,
    /// A length of time that something lasts: "for 30 days", "during the first 30 days".
    For,
}

impl Bound {
    /// The word used in outputs.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Exactly => "exactly",
            Self::Within => "within",
            Self::UpTo => "up to",
            Self::AtLeast => "at least",
            Self::MoreThan => "more than",
            Self::LessThan => "less than",
            Self::After => "after",
            Self::Before => "before",
            Self::Every => "every",
            Self::For => "for",
        }
    }
}

/// What a quantity is, as far as words around it care.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounded {
    /// Its first token.
    pub(super) first: usize,
    /// The token after it.
    pub(super) next: usize,
    /// Whether it is a length of time: "in" and "for" bind nothing else.
    pub(super) is_time: bool,
    /// Whether it describes the word after it, as in "in 30-day instalments": then "in" and "for" do not bind it
    /// either.
    pub(super) describes: bool,
}

/// The bound of a quantity, the bytes of the words that say so, and whether the quantity is counted back from an event.
pub(super) fn around(tokens: &Tokens<'_>, quantity: Bounded) -> (Bound, Option<Span>, bool) {
    let after = after(tokens, quantity.next);
    let ahead_at = after.map_or(quantity.next, |(_, _, next)| next);
    let ahead = ahead(tokens, ahead_at).filter(|_| quantity.is_time && !is_wait(tokens, quantity.first));
    let found = before(tokens, quantity).or(after).or_else(|| ahead.map(|(first, next)| (Bound::Before, first, next)));
    let span = found.map(|(_, first, next)| tokens.span(first, next));
    let bound = found.map_or(Bound::Exactly, |(bound, ..)| bound);
    (bound, span, ahead.is_some())
}

/// Where a phrase binds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// Any quantity.
    All,
    /// Lengths of time.
    Time,
    /// Lengths of time that stand for themselves.
    Bare,
}

/// Phrases that stand before a quantity, where they bind, what they say, and what they say when denied ("no more
/// than").
const BEFORE: &[(&[&str], Scope, Bound, Bound)] = {
    use Bound::{After, AtLeast, Every, For, LessThan, MoreThan, UpTo, Within};
    use Scope::{All, Bare, Time};
    &[
        (&["less than or equal to"], All, UpTo, MoreThan),
        (&["greater than or equal to", "more than or equal to"], All, AtLeast, LessThan),
        (&["later than"], Time, MoreThan, Within),
        (&["earlier than", "sooner than"], Time, LessThan, After),
        (
            &["more than", "greater than", "larger than", "higher than", "longer than", "older than"],
            All,
            MoreThan,
            UpTo,
        ),
        (&["in excess of", "exceed", "exceeds", "exceeding", "exceeded"], All, MoreThan, UpTo),
        (&["beyond", "over", "above"], All, MoreThan, UpTo),
        (&["less than", "fewer than", "shorter than", "smaller than", "lower than"], All, LessThan, AtLeast),
        (&["younger than", "under", "below"], All, LessThan, AtLeast),
        (&["at least", "upwards of"], All, AtLeast, LessThan),
        (&["minimum of", "minimum is", "minimum", "min"], All, AtLeast, AtLeast),
        (&["up to", "up to and including", "at most", "as long as", "as much as", "as many as"], All, UpTo, LessThan),
        (&["maximum of", "maximum is", "maximum", "max"], All, UpTo, UpTo),
        (&["limited to", "restricted to", "capped at", "cap of", "limit of", "limit is", "limit"], All, UpTo, UpTo),
        (&["within"], All, Within, Within),
        (&["inside"], Time, Within, Within),
        (&["prior to", "before", "until", "till"], Time, Within, After),
        (&["after", "past", "following"], Time, After, Within),
        (&["every", "each", "per"], Time, Every, Every),
        (&["during", "throughout"], Time, For, For),
        (&["for"], Bare, For, For),
        (&["by", "in"], Bare, Within, Within),
    ]
};

/// Words that may stand between the phrase and the quantity.
static FILLERS: WordSet = WordSet::new(
    "the a an this that these those our your their its his her such said any first last next initial full total \
     additional extra further another original standard statutory applicable same mandatory relevant approximately \
     approx about around roughly only just period time timeframe window term duration coming subsequent immediate \
     stated specified free usual",
);

const DETERMINERS: &str = "the a an this that these those our your their its such said";

/// The phrase before a quantity: its bound, its first token and the token after it.
fn before(tokens: &Tokens<'_>, quantity: Bounded) -> Option<(Bound, usize, usize)> {
    let mut next = quantity.first;
    let mut determined = false;
    for _ in 0..6 {
        if let Some(found) = by_comparison_sign(tokens, next) {
            return Some(found);
        }
        let last = next.checked_sub(1)?;
        // In "the following 30 days" the word is an adjective.
        let is_adjective =
            tokens.is_any(last, "following past above below") && tokens.is_any(last.wrapping_sub(1), DETERMINERS);
        if !is_adjective && let Some((length, phrase)) = phrase_before(tokens, next) {
            let first = next - length;
            return binds(tokens, quantity, phrase, first, determined).map(|(bound, first)| (bound, first, next));
        }
        let is_of =
            tokens.is(last, "of") && tokens.is_any(last.wrapping_sub(1), "period total term window timeframe duration");
        let is_mark = match tokens.sign(last) {
            '.' => tokens.is_any(last.wrapping_sub(1), "max min approx"),
            sign => matches!(sign, '(' | '"' | ':' | '~'),
        };
        if !(is_adjective || is_of || is_mark || tokens.is_in(last, &FILLERS)) {
            return None;
        }
        determined |= tokens.is_any(last, DETERMINERS);
        next = last;
    }
    None
}

/// `>`, `<`, `≥`, `<=` before the token.
fn by_comparison_sign(tokens: &Tokens<'_>, next: usize) -> Option<(Bound, usize, usize)> {
    let last = next.wrapping_sub(1);
    let with_equals = usize::from(tokens.sign(last) == '=');
    let first = last.wrapping_sub(with_equals);
    let bound = match (tokens.sign(first), with_equals) {
        ('>', 0) => Bound::MoreThan,
        ('<', 0) => Bound::LessThan,
        ('>', _) | ('≥', 0) => Bound::AtLeast,
        ('<', _) | ('≤', 0) => Bound::UpTo,
        _ => return None,
    };
    Some((bound, first, next))
}

/// A phrase with where it binds, what it says, and what it says when denied.
#[derive(Clone, Copy)]
struct Phrase {
    words: &'static str,
    scope: Scope,
    bound: Bound,
    denied: Bound,
}

/// The phrase that ends just before the token, and how many words it has.
fn phrase_before(tokens: &Tokens<'_>, next: usize) -> Option<(usize, Phrase)> {
    BEFORE.iter().find_map(|&(phrases, scope, bound, denied)| {
        let words = phrases.iter().find(|words| {
            words.rsplit(' ').enumerate().all(|(back, word)| tokens.is(next.wrapping_sub(back + 1), word))
        })?;
        Some((words.split(' ').count(), Phrase { words, scope, bound, denied }))
    })
}

/// What a phrase does to the quantity, and its first token, a denial included.
fn binds(
    tokens: &Tokens<'_>,
    quantity: Bounded,
    phrase: Phrase,
    first: usize,
    determined: bool,
) -> Option<(Bound, usize)> {
    let in_scope = match phrase.scope {
        Scope::All => true,
        Scope::Time => quantity.is_time,
        Scope::Bare => quantity.is_time && !quantity.describes,
    };
    if !in_scope {
        return None;
    }
    match phrase.words {
        // "Over the next 30 days" is a stretch of time; "under this 30-day guarantee" compares nothing.
        "over" if quantity.is_time && quantity.describes => return None,
        "over" if quantity.is_time && determined => return Some((Bound::For, first)),
        "under" | "below" | "above" if determined => return None,
        // "By 30 days" is mostly a difference; "by 30 days after" is a moment.
        "by" if !tokens.is_any(quantity.next, "after of from following before prior") => return None,
        _ => {}
    }
    match denial(tokens, first) {
        Some(denial) if denial + 1 == first => Some((phrase.denied, denial)),
        Some(_) => Some((phrase.denied, first)),
        None => Some((phrase.bound, first)),
    }
}

/// The token that denies the phrase: "not", "no", "doesn't", with at most one small verb in between.
fn denial(tokens: &Tokens<'_>, first: usize) -> Option<usize> {
    let verb = tokens.is_any(first.wrapping_sub(1), "be to take last require remain stay cost contain");
    let at = first.wrapping_sub(if verb { 2 } else { 1 });
    let word = tokens.word(at).as_bytes();
    let shortened = word.len() > 3 && word[word.len() - 3..].eq_ignore_ascii_case(b"n't");
    (shortened || tokens.is_any(at, "not no never nor cannot")).then_some(at)
}

/// Phrases that stand after a quantity.
const AFTER: &[(&[&str], Bound)] = &[
    (&["or less", "or fewer", "or under", "or below", "or shorter", "or sooner"], Bound::UpTo),
    (
        &["or more", "or longer", "or over", "or above", "or greater", "or higher", "or older", "or later"],
        Bound::AtLeast,
    ),
    (&["and up", "and above", "and over", "and more", "and older", "upwards"], Bound::AtLeast),
    (&["maximum", "max", "at most", "at the most", "limit", "cap"], Bound::UpTo),
    (&["minimum", "min", "at least", "at a minimum", "at the least"], Bound::AtLeast),
    (&["at the latest"], Bound::Within),
    (&["have passed", "has passed", "have elapsed", "has elapsed", "have gone by", "have expired"], Bound::After),
    (&["are up", "is up"], Bound::After),
];

/// The bound that words after a quantity or a bare number give it, the first token of those words and the token after
/// them.
pub(super) fn after(tokens: &Tokens<'_>, at: usize) -> Option<(Bound, usize, usize)> {
    if tokens.sign(at) == '+' {
        return Some((Bound::AtLeast, at, at + 1));
    }
    let skips = matches!(tokens.sign(at), '\'' | '(' | ',') || tokens.is(at, "old");
    let first = at + usize::from(skips);
    let (bound, next) = AFTER.iter().find_map(|&(phrases, bound)| {
        let starts = |words: &&&str| words.split(' ').enumerate().all(|(place, word)| tokens.is(first + place, word));
        phrases.iter().find(starts).map(|words| (bound, first + words.split(' ').count()))
    })?;
    // In "two days, at most five" the phrase belongs to the five.
    let belongs =
        tokens.is(first, "or") || number::read(tokens, next).is_none_or(|number| number.form == Form::Article);
    belongs.then_some((bound, first, next))
}

/// The words that count a time back from an event, "before", "prior to", "in advance of": first token and the token
/// after.
fn ahead(tokens: &Tokens<'_>, at: usize) -> Option<(usize, usize)> {
    let first = at + usize::from(tokens.sign(at) == '\'');
    if tokens.is_any(first, "before ahead beforehand prior") {
        return Some((first, first + 1 + usize::from(tokens.is_any(first + 1, "to of"))));
    }
    let in_advance = tokens.is(first, "in") && tokens.is(first + 1, "advance");
    in_advance.then(|| (first, first + 2 + usize::from(tokens.is(first + 2, "of"))))
}

/// Whether the time is one that something takes: "it takes 3 days before it ships" counts forward.
fn is_wait(tokens: &Tokens<'_>, first: usize) -> bool {
    let mut words = (first.saturating_sub(6)..first).rev().take_while(|&at| !tokens.word(at).is_empty());
    words.any(|at| tokens.is_any(at, "take takes took taking wait waiting allow allows"))
}
