//! What became of a rule's words between the day a bend was granted and now.

use super::bag::Bag;
use crate::rule::quantity::quantities;
use crate::rule::{Class, Word, without_number, words_of};
use crate::text::fold;
use crate::words::words;

words! {
    /// How far two texts of one rule differ.
    Change {
        /// Not at all, or in formatting only.
        Same = "same",
        /// In words, while every number, duty, negation and exception is the same.
        Wording = "wording",
        /// In a number, a duty, a negation or an exception, or in most words.
        Material = "material",
    }
}

/// Share of common words from which on it is a matter of wording.
const WORDING: f64 = 0.85;

/// How far a rule's text differs from an earlier one.
///
/// ```
/// use dumbrules::register::{Change, change};
/// let granted = "Any unused item that you do not like may be returned to a shop within 30 days of delivery.";
/// assert_eq!(change(granted, &granted.replace("returned", "**returned**")), Change::Same);
/// assert_eq!(change(granted, &granted.replace("item", "thing")), Change::Wording);
/// assert_eq!(change(granted, &granted.replace("30", "45")), Change::Material);
/// assert_eq!(change(granted, &granted.replace("may", "must")), Change::Material);
/// ```
pub fn change(before: &str, now: &str) -> Change {
    let (before, now) = (Told::of(before), Told::of(now));
    if before.words == now.words && before.operative == now.operative {
        Change::Same
    } else if before.operative == now.operative && before.share(&now) >= WORDING {
        Change::Wording
    } else {
        Change::Material
    }
}

/// What carries the rule and is not the same in both texts: "`30 days` is gone, `45 days` is new". Empty when only other
/// words differ.
pub(super) fn differences(before: &str, now: &str) -> String {
    let (before, now) = (Told::of(before).operative, Told::of(now).operative);
    let only = |one: &[String], other: &[String]| {
        let mut left: Vec<&String> = other.iter().collect();
        let mut only: Vec<String> = Vec::new();
        for word in one {
            match left.iter().position(|it| *it == word) {
                Some(at) => drop(left.remove(at)),
                None => only.push(format!("`{word}`")),
            }
        }
        only.truncate(MOST_TOLD);
        only.join(", ")
    };
    let said = [(only(&before, &now), "gone"), (only(&now, &before), "new")];
    let said = said.into_iter().filter(|(words, _)| !words.is_empty());
    said.map(|(words, what)| format!("{words} {} {what}", if words.contains(", ") { "are" } else { "is" }))
        .collect::<Vec<_>>()
        .join("; ")
}

/// So many words are told of each side.
const MOST_TOLD: usize = 4;

/// Whether a text ends with these words, behind another lead-in.
pub(super) fn ends_with(before: &str, own: &str) -> bool {
    let (before, own) = (words_in(before), words_in(own));
    before.ends_with(&own)
}

/// The words of a text, short forms spelt out, clause numbers left out.
pub(super) fn words_in(text: &str) -> Vec<String> {
    let lower = lower(text);
    let mut found: Vec<Word> = Vec::new();
    words_of(&lower, &mut found);
    found.iter().map(|word| word.span.of(&lower).to_owned()).collect()
}

fn lower(text: &str) -> String {
    spelt_out(&without_number(&fold(text)).to_lowercase())
}

/// Words that say on which side of a number a rule draws its line, or of how many it speaks.
const BOUNDS: [&str; 16] = [
    "within", "after", "before", "until", "by", "from", "least", "most", "than", "over", "under", "only", "all", "any",
    "each", "every",
];

/// A text in words, and what of it carries the rule.
struct Told {
    words: Vec<String>,
    /// Quantities, and words of duty, leave, negation, exception and refusal, in order.
    operative: Vec<String>,
}

impl Told {
    fn of(text: &str) -> Self {
        let lower = lower(text);
        let mut found: Vec<Word> = Vec::new();
        words_of(&lower, &mut found);
        let mut amounts = Vec::new();
        quantities(&lower, &mut amounts);
        let bears = Class::NEGATION
            .or(Class::DUTY)
            .or(Class::LEAVE)
            .or(Class::EXCEPTION)
            .or(Class::DENIAL)
            .or(Class::CONDITION);
        let words = found.iter().map(|word| word.span.of(&lower).to_owned()).collect();
        let mut operative: Vec<(usize, String)> = found
            .iter()
            .filter(|word| {
                let text = word.span.of(&lower);
                let is_number = text.bytes().any(|byte| byte.is_ascii_digit());
                // A number with its unit is told once, below.
                let is_told = amounts.iter().any(|quantity| quantity.span.overlaps(word.span));
                word.class.is(bears) || BOUNDS.contains(&text) || (is_number && !is_told)
            })
            .map(|word| (word.span.start, word.span.of(&lower).to_owned()))
            .collect();
        operative.extend(amounts.iter().map(|quantity| (quantity.span.start, quantity.to_string())));
        operative.sort();
        Self { words, operative: operative.into_iter().map(|(_, text)| text).collect() }
    }

    /// Words in common, of all words (Jaccard), 0 to 1.
    fn share(&self, other: &Self) -> f64 {
        Bag::of(&self.words.join(" ")).share(&Bag::of(&other.words.join(" ")))
    }
}

/// Short forms and what they are short for: "can't" and "can not" say the same.
const SHORT: [(&str, &str); 9] = [
    ("cannot", "can not"),
    ("can't", "can not"),
    ("won't", "will not"),
    ("shan't", "shall not"),
    ("n't", " not"),
    ("'ll", " will"),
    ("'re", " are"),
    ("'ve", " have"),
    ("it's", "it is"),
];

/// A text in lower case with its short forms spelt out.
fn spelt_out(lower: &str) -> String {
    SHORT.iter().fold(
        lower.to_owned(),
        |text, (short, long)| if text.contains(short) { text.replace(short, long) } else { text },
    )
}
