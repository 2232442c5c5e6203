//! What stands around a stop: the marks themselves, the word before, the beginning of what follows. Decides nothing.

use super::abbreviation;

/// The marks that may end a sentence, with the quotes and brackets that close behind them.
#[derive(Debug)]
pub(super) struct Stop {
    /// The first mark.
    pub(super) at: usize,
    /// One past the last mark, quote or bracket.
    pub(super) end: usize,
    /// What the marks amount to.
    pub(super) mark: Mark,
    /// Whether a quote or bracket closes behind the last mark.
    pub(super) closed: bool,
}

/// What the marks of a stop amount to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// One full stop; it may belong to a shortened word.
    FullStop,
    /// "..." or ". . .".
    Ellipsis,
    /// A question or exclamation mark, or a full stop behind a closing bracket.
    Strong,
}

impl Stop {
    /// Reads the stop whose first mark is at `at`.
    pub(super) fn at(bytes: &[u8], at: usize) -> Self {
        let mut end = at + 1;
        let mut last_mark = at;
        while let Some(&byte) = bytes.get(end) {
            if is_mark(byte) {
                last_mark = end;
            } else if !is_closer(byte) && !continues_ellipsis(bytes, end) {
                break;
            }
            end += 1;
        }
        let marks = &bytes[at..=last_mark];
        let mark = match marks {
            _ if marks.contains(&b'!') || marks.contains(&b'?') => Mark::Strong,
            [_] => Mark::FullStop,
            [.., b'.', b'.'] | [.., b'.', b' ', b'.'] => Mark::Ellipsis,
            _ => Mark::Strong,
        };
        Self { at, end, mark, closed: last_mark + 1 < end }
    }
}

/// How what follows a stop begins, quotes and brackets aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An upper-case letter.
    Capital,
    /// A lower-case letter.
    Lower,
    /// A digit.
    Digit,
    /// A mark that goes on with the sentence: a comma, a closing bracket.
    Joining,
    /// Anything else: the letter of a list item in brackets, a currency, a placeholder, a script without case.
    Other,
}

/// The beginning of what follows a stop.
#[derive(Debug)]
pub(super) struct Next<'a> {
    /// How it begins.
    pub(super) kind: Kind,
    /// The first quote or bracket that opens before the word.
    pub(super) bracket: Option<u8>,
    /// The first word's ASCII letters; empty when it has none.
    pub(super) word: &'a [u8],
    /// What comes after that word.
    pub(super) after: &'a [u8],
}

impl<'a> Next<'a> {
    /// Reads what begins at `start`; none at the end of the text.
    pub(super) fn at(text: &'a str, start: usize) -> Option<Self> {
        let rest = &text[start..];
        let opened = rest.trim_start_matches(['"', '\'', '(', '[', '{', '*', '_']);
        let first = opened.chars().next().or_else(|| rest.chars().next())?;
        let letters = opened.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (word, after) = opened.as_bytes().split_at(letters);
        let bracket = (opened.len() < rest.len()).then(|| rest.as_bytes()[0]);
        let is_item_letter = bracket == Some(b'(') && (1..=4).contains(&letters) && after.starts_with(b")");
        let kind = match first {
            _ if is_item_letter => Kind::Other,
            _ if first.is_uppercase() => Kind::Capital,
            _ if first.is_lowercase() => Kind::Lower,
            '0'..='9' => Kind::Digit,
            ',' | ';' | ':' | '.' | '!' | '?' | ')' | ']' | '}' | '%' | '&' | '/' | '=' => Kind::Joining,
            _ => Kind::Other,
        };
        Some(Self { kind, bracket, word, after })
    }

    /// Whether its first letters belong to a number: "A1234", "IX".
    pub(super) fn is_number(&self) -> bool {
        let is_roman = || self.word.iter().all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L'));
        self.after.first().is_some_and(u8::is_ascii_digit) || (self.word.len() > 1 && is_roman())
    }

    /// Whether it is in brackets: "(see below)".
    pub(super) fn is_aside(&self) -> bool {
        matches!(self.bracket, Some(b'(' | b'['))
    }

    /// Whether it goes on explaining: "e.g. books", "etc."
    pub(super) fn explains(&self) -> bool {
        match self.word {
            b"e" => self.after.starts_with(b".g"),
            b"i" => self.after.starts_with(b".e"),
            word => word == b"etc",
        }
    }

    /// Whether a name goes on behind it, as in "Example.com", "Office@example.com".
    pub(super) fn is_in_name(&self) -> bool {
        match self.after {
            [b'.', second, ..] => second.is_ascii_lowercase(),
            after => after.starts_with(b"@"),
        }
    }
}

/// The word that ends at the stop, with its inner stops, without a number before it; empty when it is too long to be known.
pub(super) fn last_word(sentence: &[u8]) -> &[u8] {
    const MAX_BYTES: usize = 12;
    let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || !byte.is_ascii() || matches!(byte, b'.' | b'\'' | b'/');
    let length = sentence.iter().rev().take(MAX_BYTES).take_while(is_part).count();
    if length == MAX_BYTES {
        return &[];
    }
    let word = &sentence[sentence.len() - length..];
    let digits = word.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'\'').count();
    match &word[digits..] {
        // Numbers with a letter ("4.e", "12b") are no initials, ordinals ("1st") no streets.
        [] | [_] | [b'.', ..] | b"st" | b"rd" => word,
        letters => letters,
    }
}

/// Whether what stands before a stop is but the number of a clause, a list item or a part: "1", "4.2", "iv", "Section 5",
/// at the start of the sentence or of a bracket; also the first number behind a colon: "Two steps: 1".
pub(super) fn is_item_number(sentence: &[u8]) -> bool {
    const MAX_BYTES: usize = 24;
    if sentence.ends_with(b": 1") || sentence.ends_with(b": A") {
        return true;
    }
    let bracketed = sentence.iter().rev().take(MAX_BYTES).position(|&byte| byte == b'(');
    let sentence = bracketed.map_or(sentence, |length| &sentence[sentence.len() - length..]);
    if sentence.len() > MAX_BYTES {
        return false;
    }
    // "* 4" and "§ 4" as well, but not "$4".
    let sign =
        sentence.iter().take_while(|byte| matches!(byte, b'*' | b'-' | b'#' | b'[' | b' ' | 0xC2 | 0xA7)).count();
    let sentence = &sentence[sign..];
    let number = match sentence.iter().position(|&byte| byte == b' ') {
        Some(space) if abbreviation::is_part_name(&sentence[..space]) => &sentence[space + 1..],
        Some(_) => return false,
        None => sentence,
    };
    is_number(number)
}

/// Whether one number of a list item follows on the other: "9" and "10", "a" and "b".
pub(super) fn is_next_number(number: &[u8], next: &[u8]) -> bool {
    let value = |digits: &[u8]| str::from_utf8(digits).ok()?.parse::<u32>().ok();
    match (number, next) {
        ([one], [other]) if one.is_ascii_alphabetic() && other.is_ascii_alphabetic() => one + 1 == *other,
        _ => value(number).is_some_and(|number| value(next) == Some(number + 1)),
    }
}

/// Whether the sentence so far ends in a reference: "see Section 24.3", "under clause 5".
pub(super) fn ends_in_reference(sentence: &[u8]) -> bool {
    const MAX_BYTES: usize = 12;
    let length = sentence.iter().rev().take(MAX_BYTES).take_while(|&&byte| byte != b' ').count();
    let (before, number) = sentence.split_at(sentence.len() - length);
    let before = before.strip_suffix(b" ");
    before.is_some_and(|before| abbreviation::is_part_name(last_word(before))) && is_number(number)
}

/// Whether the sentence so far ends inside a web or mail address.
pub(super) fn is_in_address(sentence: &[u8]) -> bool {
    const MAX_BYTES: usize = 96;
    let length = sentence.iter().rev().take(MAX_BYTES).take_while(|byte| !byte.is_ascii_whitespace()).count();
    let word = &sentence[sentence.len() - length..];
    let has = |wanted: u8| word.contains(&wanted);
    has(b'@') || has(b'~') || (has(b'/') && has(b'.')) || word.starts_with(b"www.")
}

/// The first position from `from` on that is no white space.
pub(super) fn skip_spaces(bytes: &[u8], from: usize) -> usize {
    bytes.len() - bytes[from..].trim_ascii_start().len()
}

fn is_mark(byte: u8) -> bool {
    matches!(byte, b'.' | b'!' | b'?')
}

fn is_closer(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b')' | b']' | b'}')
}

/// Whether the space at `space` lies inside ". . .".
fn continues_ellipsis(bytes: &[u8], space: usize) -> bool {
    bytes[space - 1] == b'.'
        && bytes[space..].starts_with(b" .")
        && bytes.get(space + 2).is_none_or(|&byte| byte == b' ' || is_mark(byte) || is_closer(byte))
}

/// `12`, `4.2`, `4a`, `b`, `iv`, `XVII.1`, `2-3`.
fn is_number(word: &[u8]) -> bool {
    let is_roman = |part: &[u8]| part.iter().all(|byte| matches!(byte | 0x20, b'i' | b'v' | b'x' | b'l'));
    let is_part = |part: &[u8]| {
        let letters = part.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
        let digits = part.iter().filter(|byte| byte.is_ascii_digit()).count();
        (letters <= 1 && digits <= 3 && letters + digits == part.len()) || is_roman(part)
    };
    !word.is_empty() && word.split(|&byte| byte == b'.' || byte == b'-').all(|part| !part.is_empty() && is_part(part))
}
