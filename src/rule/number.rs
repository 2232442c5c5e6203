//! Reads one number at a token: digits, words, fractions, and both ("thirty (30)"). What it counts is not asked here.

use super::amount::Amount;
use super::token::Tokens;

/// A number as read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    /// How much.
    pub(super) amount: Amount,
    /// The token after it, a repetition in brackets included.
    pub(super) next: usize,
    /// How it is written.
    pub(super) form: Form,
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `30`
    Digits,
    /// `(30)`
    Bracketed,
    /// `thirty`
    Words,
    /// `a`, `an`: a number only before a unit of time
    Article,
}

/// The number at the token.
pub(super) fn read(tokens: &Tokens<'_>, at: usize) -> Option<Number> {
    let (amount, next, form) = if tokens.is_number(at) {
        let (amount, next) = digits(tokens, at)?;
        (amount, next, Form::Digits)
    } else if tokens.sign(at) == '(' {
        let (amount, next) = if tokens.is_number(at + 1) { digits(tokens, at + 1)? } else { words(tokens, at + 1)? };
        return (tokens.sign(next) == ')').then_some(Number { amount, next: next + 1, form: Form::Bracketed });
    } else {
        match words(tokens, at) {
            Some((amount, next)) => (amount, next, Form::Words),
            None if tokens.is_any(at, "a an") => (Amount::ONE, at + 1, Form::Article),
            None => return None,
        }
    };
    let (amount, next) = and_a_half(tokens, amount, next).unwrap_or((amount, next));
    Some(Number { amount, next: after_repetition(tokens, next), form })
}

/// The amount at "and a half" (`next` is at the "and"), added, and the token after it.
pub(super) fn and_a_half(tokens: &Tokens<'_>, amount: Amount, next: usize) -> Option<(Amount, usize)> {
    if !tokens.is(next, "and") || !tokens.is_any(next + 1, "a one") {
        return None;
    }
    let half = next + 2 + usize::from(tokens.sign(next + 2) == '-');
    tokens.is(half, "half").then(|| (amount.plus(Amount::HALF), half + 1))
}

/// Whether the word is a number or part of one.
pub(super) fn is_word(word: &str) -> bool {
    small(word).is_some() || scale(word).is_some()
}

/// The value of a small number word: units, teens and tens.
fn small(word: &str) -> Option<u64> {
    const SMALL: &str = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen \
        sixteen seventeen eighteen nineteen";
    const TENS: &str = "twenty thirty forty fifty sixty seventy eighty ninety";
    let word = word.as_bytes();
    // Most words are ruled out by their first letter.
    if !(3..=9).contains(&word.len()) || !matches!(word[0] | 0x20, b'e' | b'f' | b'n' | b'o' | b's' | b't' | b'z') {
        return None;
    }
    let place =
        |words: &str| words.as_bytes().split(|&byte| byte == b' ').position(|known| known.eq_ignore_ascii_case(word));
    place(SMALL).or_else(|| place(TENS).map(|tens| 10 * (tens + 2))).map(|value| value as u64)
}

/// The value of a word that multiplies the number before it.
fn scale(word: &str) -> Option<u64> {
    const SCALES: [(&str, u64); 7] = [
        ("hundred", 100),
        ("dozen", 12),
        ("thousand", 1000),
        ("lakh", 100_000),
        ("million", 1_000_000),
        ("crore", 10_000_000),
        ("billion", 1_000_000_000),
    ];
    SCALES.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|&(_, value)| value)
}

/// `30`, `1 1/2`, `1/2`, `1½`, `2 million`.
fn digits(tokens: &Tokens<'_>, at: usize) -> Option<(Amount, usize)> {
    let amount = tokens.number(at)?;
    if let Some((fraction, next)) = fraction(tokens, at) {
        return Some((fraction, next));
    }
    let next = at + 1;
    if let Some((fraction, next)) = fraction(tokens, next) {
        return Some((amount.plus(fraction), next));
    }
    match scale(tokens.word(next)) {
        Some(value) if !tokens.glued(next) => Some((amount.times(Amount::whole(value)), next + 1)),
        _ => Some((amount, next)),
    }
}

/// `1/2`, `1/4`, `3/4`, `½`: other fractions are more likely dates or ratios.
fn fraction(tokens: &Tokens<'_>, at: usize) -> Option<(Amount, usize)> {
    let amount = tokens.number(at)?;
    if matches!(tokens.text(at, at + 1), "¼" | "½" | "¾") {
        return Some((amount, at + 1));
    }
    if !tokens.joins(at + 1, '/') || (tokens.sign(at + 3) == '/' && tokens.glued(at + 3)) {
        return None;
    }
    let thousandths = match tokens.text(at, at + 3) {
        "1/2" => 500,
        "1/4" => 250,
        "3/4" => 750,
        _ => return None,
    };
    Some((Amount::from_thousandths(thousandths), at + 3))
}

/// `twenty-one`, `one hundred and five`, `a couple of`, `half a`, `two thousand`.
fn words(tokens: &Tokens<'_>, at: usize) -> Option<(Amount, usize)> {
    if tokens.is(at, "half") {
        let of = at + 1 + usize::from(tokens.is(at + 1, "of"));
        if !tokens.is_any(of, "a an") {
            return Some((Amount::HALF, at + 1));
        }
        let whole = scale(tokens.word(of + 1));
        return Some(whole.map_or((Amount::HALF, of + 1), |whole| (Amount::HALF.times(Amount::whole(whole)), of + 2)));
    }
    let article = usize::from(tokens.is_any(at, "a an"));
    if tokens.is(at + article, "couple") {
        let next = at + article + 1;
        return Some((Amount::whole(2), next + usize::from(tokens.is(next, "of"))));
    }
    let one_half = hyphen(tokens, at + 1);
    if tokens.is(at, "one") && tokens.is(one_half, "half") {
        let next = one_half + 1;
        return Some((Amount::HALF, next + usize::from(tokens.is(next, "of"))));
    }
    cardinal(tokens, at, article == 1)
}

/// A whole number in words; after an article only "a hundred", "a dozen" and their kind are one.
fn cardinal(tokens: &Tokens<'_>, at: usize, article: bool) -> Option<(Amount, usize)> {
    let (mut total, mut group, mut next) =
        if article { (0, 1, at + 1) } else { group(tokens, at).map(|(value, next)| (0, value, next))? };
    let mut scaled = false;
    // Each turn multiplies by one scale and adds the group after it; the scales of one number are few.
    for _ in 0..6 {
        let scale_at = hyphen(tokens, next);
        let Some(value) = scale(tokens.word(scale_at)) else { break };
        scaled = true;
        next = scale_at + 1;
        if value == 100 || value == 12 {
            group = group.saturating_mul(value);
        } else {
            total = group.saturating_mul(value).saturating_add(total);
            group = 0;
        }
        let and = usize::from(tokens.is(next, "and"));
        if let Some((value, after)) = self::group(tokens, next + and).filter(|_| value != 12) {
            group = group.saturating_add(value);
            next = after;
        }
    }
    (scaled || !article).then(|| (Amount::whole(total.saturating_add(group)), next))
}

/// A number below one hundred in words: `five`, `twenty-one`, `twenty one`.
fn group(tokens: &Tokens<'_>, at: usize) -> Option<(u64, usize)> {
    let value = small(tokens.word(at))?;
    if value < 20 {
        return Some((value, at + 1));
    }
    let unit = hyphen(tokens, at + 1);
    match small(tokens.word(unit)) {
        Some(digit) if (1..10).contains(&digit) => Some((value + digit, unit + 1)),
        _ => Some((value, at + 1)),
    }
}

/// The token after a hyphen that joins two words, or the token itself.
fn hyphen(tokens: &Tokens<'_>, at: usize) -> usize {
    if tokens.joins(at, '-') { at + 1 } else { at }
}

/// The token after a bracket that says the number once more: "thirty (30)", "3-5 (three to five)", "five (£5)".
fn after_repetition(tokens: &Tokens<'_>, next: usize) -> usize {
    if tokens.sign(next) != '(' {
        return next;
    }
    let says_number = |at: usize| {
        let word = tokens.word(at);
        let joins = matches!(tokens.sign(at), '-' | '$' | '£' | '€' | '₹') || tokens.is_any(at, "to and or");
        joins || tokens.is_number(at) || is_word(word)
    };
    let end = (next + 1..next + 8).find(|&at| !says_number(at)).unwrap_or(next);
    if tokens.sign(end) == ')' && end > next + 1 { end + 1 } else { next }
}
