//! `Tokens`: a sentence cut into words, numbers and signs, for reading quantities; and a quick look whether that is worthwhile.
//!
//! A word is a run of letters, an apostrophe inside included ("day's"); a number is a run of digits with the dots and commas
//! between them; every other character is a sign. White space is not kept, but each token knows whether it is *glued* to the
//! one before. A web or e-mail address is one sign, `@`: numbers in it mean nothing.

use super::amount::Amount;
use crate::text::Span;

/// A sentence in tokens.
pub(super) struct Tokens<'t> {
    text: &'t str,
    list: Vec<Token>,
}

struct Token {
    span: Span,
    kind: Kind,
    glued: bool,
}

enum Kind {
    Word,
    /// None when the digits are no amount, as in a version.
    Number(Option<Amount>),
    Sign(char),
}

impl<'t> Tokens<'t> {
    /// Cuts the text up.
    pub(super) fn of(text: &'t str) -> Self {
        let mut tokens = Self { text, list: Vec::with_capacity(text.len() / 5 + 1) };
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let chunk = rest.find(|letter: char| letter.is_whitespace()).unwrap_or(rest.len());
            if is_address(&rest[..chunk]) {
                tokens.list.push(Token { span: Span::new(at, at + chunk), kind: Kind::Sign('@'), glued: false });
            } else {
                tokens.cut(Span::new(at, at + chunk));
            }
            at += chunk + rest[chunk..].chars().next().map_or(0, char::len_utf8);
        }
        tokens
    }

    /// Cuts a run without white space.
    fn cut(&mut self, chunk: Span) {
        let mut at = chunk.start;
        while at < chunk.end {
            let rest = &self.text[at..chunk.end];
            let Some(first) = rest.chars().next() else { return };
            let (kind, length) = if first.is_ascii_digit() {
                let length = number_length(rest.as_bytes());
                (Kind::Number(Amount::read(&rest[..length])), length)
            } else if first.is_alphabetic() {
                (Kind::Word, word_length(rest))
            } else {
                let quarters = ['¼', '½', '¾'].iter().position(|&part| part == first);
                let part = quarters.map(|quarter| Amount::from_thousandths(250 * (quarter as u64 + 1)));
                (part.map_or(Kind::Sign(first), |part| Kind::Number(Some(part))), first.len_utf8())
            };
            self.list.push(Token { span: Span::new(at, at + length), kind, glued: at > chunk.start });
            at += length;
        }
    }

    /// How many tokens.
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// From the start of the first token to the end of the one before `next`.
    pub(super) fn span(&self, first: usize, next: usize) -> Span {
        let start = self.list.get(first).map_or(self.text.len(), |token| token.span.start);
        let end = self.list.get(next.wrapping_sub(1)).map_or(start, |token| token.span.end);
        Span::new(start, end.max(start))
    }

    /// The text from the first token to the one before `next`.
    pub(super) fn text(&self, first: usize, next: usize) -> &'t str {
        self.span(first, next).of(self.text)
    }

    /// The word, or nothing when the token is something else or not there.
    pub(super) fn word(&self, at: usize) -> &'t str {
        match self.list.get(at) {
            Some(Token { span, kind: Kind::Word, .. }) => span.of(self.text),
            _ => "",
        }
    }

    /// Whether the token is this word, given in lower case.
    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.word(at).eq_ignore_ascii_case(word)
    }

    /// Whether the token is one of these words, given in lower case with spaces between them.
    pub(super) fn is_any(&self, at: usize, words: &str) -> bool {
        let found = self.word(at);
        !found.is_empty() && words.split(' ').any(|word| found.eq_ignore_ascii_case(word))
    }

    /// The sign, or NUL when the token is something else or not there.
    pub(super) fn sign(&self, at: usize) -> char {
        match self.list.get(at) {
            Some(&Token { kind: Kind::Sign(sign), .. }) => sign,
            _ => '\0',
        }
    }

    /// The amount, when the token is a number that is one.
    pub(super) fn number(&self, at: usize) -> Option<Amount> {
        match self.list.get(at) {
            Some(&Token { kind: Kind::Number(amount), .. }) => amount,
            _ => None,
        }
    }

    /// Whether the token is digits, an amount or not.
    pub(super) fn is_number(&self, at: usize) -> bool {
        matches!(self.list.get(at), Some(Token { kind: Kind::Number(_), .. }))
    }

    /// Whether no white space stands before the token.
    pub(super) fn glued(&self, at: usize) -> bool {
        self.list.get(at).is_some_and(|token| token.glued)
    }

    /// Whether the token is a word glued to what stands before.
    pub(super) fn is_glued_word(&self, at: usize) -> bool {
        self.glued(at) && !self.word(at).is_empty()
    }

    /// Whether the token is this sign with no white space on either side: the hyphen of "30-day".
    pub(super) fn joins(&self, at: usize, sign: char) -> bool {
        self.sign(at) == sign && self.glued(at) && self.glued(at + 1)
    }
}

/// Whether the text may hold a quantity: it has a digit, or one of the words without which nothing is one.
pub(super) fn may_hold_quantity(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        while at < bytes.len() && bytes[at].is_ascii_alphabetic() {
            at += 1;
        }
        if at == start {
            if bytes[at].is_ascii_digit() {
                return true;
            }
            at += 1;
            continue;
        }
        let word = &bytes[start..at];
        if word.len() < LONGEST && ENDINGS[letter(word[0])][word.len()] & (1 << letter(word[word.len() - 1])) != 0 {
            if WITHOUT_DIGITS.split(' ').any(|known| known.as_bytes().eq_ignore_ascii_case(word)) {
                return true;
            }
        }
    }
    false
}

/// A quantity without digits holds one of these: a number word, a unit as in "a week", or "monthly".
const WITHOUT_DIGITS: &str = "\
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen \
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million dozen couple \
    once twice thrice half minute hour day week fortnight month quarter year annum decade workday cycle billing \
    hourly daily weekly fortnightly monthly quarterly yearly annually annual";

/// One more than the letters of the longest of them.
const LONGEST: usize = 12;

/// For each first letter and length of those words, the set of their last letters: rules out nearly all other words.
static ENDINGS: [[u32; LONGEST]; 26] = {
    let mut endings = [[0; LONGEST]; 26];
    let words = WITHOUT_DIGITS.as_bytes();
    let mut start = 0;
    let mut end = 0;
    while end <= words.len() {
        if end == words.len() || words[end] == b' ' {
            endings[letter(words[start])][end - start] |= 1 << letter(words[end - 1]);
            start = end + 1;
        }
        end += 1;
    }
    endings
};

/// The place of an ASCII letter in the alphabet, from 0.
const fn letter(byte: u8) -> usize {
    ((byte | 0x20) - b'a') as usize
}

/// Digits, and dots and commas between digits.
fn number_length(bytes: &[u8]) -> usize {
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let inner = |at: usize| matches!(bytes.get(at), Some(b'.' | b',')) && digit(at + 1);
    (0..bytes.len()).find(|&at| !digit(at) && !inner(at)).unwrap_or(bytes.len())
}

/// Letters, and apostrophes between letters.
fn word_length(text: &str) -> usize {
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let inner = letter == '\'' && letters.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if !letter.is_alphabetic() && !inner {
            return at;
        }
    }
    text.len()
}

fn is_address(chunk: &str) -> bool {
    let is_mail = chunk.find('@').is_some_and(|at| at > 0 && chunk[at + 1..].contains('.'));
    is_mail || chunk.contains("://") || chunk.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."))
}
