//! `Tokens`: a sentence cut into words, numbers and signs, for reading quantities; and a quick look whether that is
//! worthwhile.
//!
//! A word is a run of letters, an apostrophe inside included ("day's"); a number is a run of digits with the dots and
//! commas between them; every other character is a sign. White space is not kept, but each token knows whether it is
//! *glued* to the one before. A web or e-mail address is one sign, `@`: numbers in it mean nothing.

use super::amount::Amount;
use super::word_set::WordSet;
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
        let found = self.word(at).as_bytes();
        !found.is_empty() && words.as_bytes().split(|&byte| byte == b' ').any(|word| found.eq_ignore_ascii_case(word))
    }

    /// Whether the token is a word of the set.
    pub(super) fn is_in(&self, at: usize, words: &WordSet) -> bool {
        words.contains(self.word(at).as_bytes())
    }

    /// The sign, or NUL when the token is something else or not there.
    pub(super) fn sign(&self, at: usize) -> char {
        match self.list.get(at) {
            Some(&Token { kind: Kind::Sign(sign), .. }) => sign,
            _ => '\0',
        }
    }

    /// Whether a quantity may start at the token.
    pub(super) fn may_start_quantity(&self, at: usize) -> bool {
        match self.list.get(at) {
            Some(Token { kind: Kind::Word, .. }) => self.is_in(at, &STARTS),
            Some(Token { kind: Kind::Number(_), .. }) => true,
            _ => matches!(self.sign(at), '(' | '/'),
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
    let mut rest = text.as_bytes();
    while let Some(&first) = rest.first() {
        let length = rest.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(rest.len());
        if first.is_ascii_digit() || WITHOUT_DIGITS.contains(&rest[..length]) {
            return true;
        }
        rest = &rest[length.max(1)..];
    }
    false
}

/// A quantity without digits holds one of these: a number word, a unit as in "a week", or "monthly". Frequent words
/// first.
static WITHOUT_DIGITS: WordSet = WordSet::new(
    "one day month year two week hour minute third half once three four five six seven eight nine ten zero eleven \
     twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy \
     eighty ninety hundred thousand million dozen couple twice thrice fortnight quarter annum decade workday cycle \
     billing hourly daily weekly fortnightly monthly quarterly yearly annually annual",
);

/// A quantity that does not start with a digit or a bracket starts with one of these.
static STARTS: WordSet = WordSet::new(
    "a an one first last next same each per every two three four five six seven eight nine ten zero eleven twelve \
     thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty \
     ninety couple once twice thrice half hourly daily weekly fortnightly monthly quarterly yearly annually annual \
     following",
);

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
