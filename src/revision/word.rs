//! A text cut into the words that a comparison of two editions must not tear apart. Nothing is lost: the pieces joined
//! are the text.

use crate::rule::quantity::quantities;
use crate::text::Span;
use std::collections::HashMap;

/// The text in pieces: quantities whole ("30 days", "thirty (30) days", "£5"), words whole ("third-party", "isn't"), each
/// other character for itself, runs of white space as one piece.
pub(super) fn pieces(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    // Letter case must not matter for where a quantity ends; ASCII lower case keeps all offsets.
    quantities(&text.to_ascii_lowercase(), &mut found);
    let mut pieces = Vec::with_capacity(text.len() / 3 + 1);
    let mut at = 0;
    for Span { start, end } in found.into_iter().map(|quantity| quantity.span) {
        cut(&text[at..start], &mut pieces);
        pieces.push(&text[start..end]);
        at = end;
    }
    cut(&text[at..], &mut pieces);
    pieces
}

/// Cuts text without quantities.
fn cut<'t>(text: &'t str, pieces: &mut Vec<&'t str>) {
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if first.is_alphanumeric() {
            word_length(rest)
        } else if first.is_whitespace() {
            rest.find(|letter: char| !letter.is_whitespace()).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (piece, after) = rest.split_at(length);
        pieces.push(piece);
        rest = after;
    }
}

/// Letters, digits and marks on them, and single joints between these: `isn't`, `third-party`, `3.50`, `a@b.example`.
fn word_length(text: &str) -> usize {
    let is_mark = |letter: char| matches!(letter, '\u{300}'..='\u{36F}' | '\u{200D}' | '\u{FE0F}');
    let is_joint = |letter: char| matches!(letter, '\'' | '\u{2019}' | '-' | '.' | ',' | '@' | '_' | '/' | ':');
    let mut letters = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map_or(' ', |&(_, next)| next);
        let joins = match letter {
            ',' | ':' => before.is_ascii_digit() && next.is_ascii_digit(),
            '.' => next.is_lowercase() || next.is_ascii_digit(),
            '/' => before.is_ascii_digit() == next.is_ascii_digit() && next.is_alphanumeric(),
            _ => is_joint(letter) && next.is_alphanumeric(),
        };
        if !letter.is_alphanumeric() && !is_mark(letter) && !joins {
            return at;
        }
        before = letter;
    }
    text.len()
}

/// Whether the piece says something: it holds a letter or a digit.
pub(super) fn is_word(piece: &str) -> bool {
    piece.contains(char::is_alphanumeric)
}

/// Numbers for words, the same for the same word in any letter case: comparing numbers is quick.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    known: HashMap<String, u32>,
}

impl Vocabulary {
    /// The words of a text as numbers, sorted: the same bag for the same words in any order.
    pub(super) fn bag(&mut self, text: &str) -> Vec<u32> {
        let words = pieces(text).into_iter().filter(|piece| is_word(piece)).map(str::to_lowercase);
        let mut bag: Vec<u32> = words.map(|word| self.number(word)).collect();
        bag.sort_unstable();
        bag
    }

    fn number(&mut self, word: String) -> u32 {
        let next = self.known.len() as u32;
        *self.known.entry(word).or_insert(next)
    }
}

/// How much of two bags of words is shared, from 0 to 1 (Dice): twice what both hold, by what they hold together.
pub(super) fn likeness(one: &[u32], other: &[u32]) -> f64 {
    let (mut left, mut right, mut shared) = (0, 0, 0_usize);
    while let (Some(a), Some(b)) = (one.get(left), other.get(right)) {
        shared += usize::from(a == b);
        left += usize::from(a <= b);
        right += usize::from(b <= a);
    }
    let all = one.len() + other.len();
    if all == 0 { 1.0 } else { (2 * shared) as f64 / all as f64 }
}

/// What share of the words of a bag another one holds, from 0 to 1.
pub(super) fn held(part: &[u32], whole: &[u32]) -> f64 {
    if part.is_empty() { 0.0 } else { 1.0 - minus(part, whole).len() as f64 / part.len() as f64 }
}

/// The words of a bag that another one does not hold as often.
pub(super) fn minus(one: &[u32], other: &[u32]) -> Vec<u32> {
    let mut right = 0;
    let is_left = |word: &&u32| {
        while other.get(right).is_some_and(|known| known < *word) {
            right += 1;
        }
        let known = other.get(right) == Some(word);
        right += usize::from(known);
        !known
    };
    one.iter().filter(is_left).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_and_joined_words_stay_whole() {
        let cut = |text: &'static str| pieces(text).into_iter().filter(|piece| is_word(piece)).collect::<Vec<_>>();
        assert_eq!(cut("Within thirty (30) days, less £5."), ["Within", "thirty (30) days", "less", "£5"]);
        assert_eq!(cut("Don't call third-party shops."), ["Don't", "call", "third-party", "shops"]);
        assert_eq!(
            cut("See example.com and/or ask a@b.example."),
            ["See", "example.com", "and/or", "ask", "a@b.example"]
        );
        assert_eq!(cut("It ends.Then"), ["It", "ends", "Then"]);
    }

    #[test]
    fn pieces_joined_are_the_text() {
        for text in ["", "  ", "A 30-day trial — “free”!", "e\u{301}tat, 日本語 no 5", "(4.2(b))"] {
            assert_eq!(pieces(text).concat(), text);
        }
    }

    #[test]
    fn likeness_counts_words_in_any_order_and_case() {
        let mut words = Vocabulary::default();
        let (one, other) = (words.bag("No refund is given."), words.bag("Given no Refund"));
        assert!((likeness(&one, &other) - 6.0 / 7.0).abs() < 1e-9);
        assert!((likeness(&one, &words.bag("ask")) - 0.0).abs() < 1e-9);
    }
}
