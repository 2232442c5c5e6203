//! Whether a pattern is one: its syntax, its placeholders and word families, and that it does not match nothing at all.
//! Compiling it is the matcher's work.

use super::text::Text;
use crate::text::{Span, did_you_mean};
use std::collections::BTreeMap;

/// Stand for a quantity in a pattern.
pub const PLACEHOLDERS: [&str; 4] = ["{duration}", "{percent}", "{money}", "{count}"];

/// Kinds of boundary that may follow `\b`.
const BOUNDARIES: [&str; 4] = ["{start}", "{end}", "{start-half}", "{end-half}"];

/// Longest pattern, in bytes: six times the longest that we ship.
const MAX_BYTES: usize = 2000;
/// The same with its word families filled in.
const MAX_FILLED: usize = 4000;

/// Word families: their names, and all their forms as one group of alternatives.
pub(super) type Families = BTreeMap<Text, Text>;

/// What is wrong with a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BadPattern {
    /// The bytes of the pattern that are to blame.
    pub(super) part: Span,
    pub(super) message: String,
    pub(super) help: String,
}

/// The placeholders of a pattern, in order.
pub fn placeholders(pattern: &str) -> Vec<&'static str> {
    let known =
        |word: &str| PLACEHOLDERS.into_iter().find(|placeholder| &placeholder[1..placeholder.len() - 1] == word);
    words_in_braces(pattern).into_iter().filter_map(|word| known(word.of(pattern))).collect()
}

/// Checks a pattern, and fills in the word families that it names.
pub(super) fn check(pattern: &str, families: &Families) -> Result<String, BadPattern> {
    let whole = |message: &str, help: &str| {
        let part = Span::new(0, pattern.len());
        Err(BadPattern { part, message: message.to_owned(), help: help.to_owned() })
    };
    if pattern.len() > MAX_BYTES {
        return whole("a pattern of more than 2,000 bytes", "make it several patterns");
    }
    let mut plain = pattern.to_owned();
    let mut filled = pattern.to_owned();
    for word in words_in_braces(pattern).into_iter().rev() {
        let placeholder = Span::new(word.start - 1, word.end + 1);
        if let Some(forms) = families.get(word.of(pattern)) {
            filled.replace_range(placeholder.start..placeholder.end, forms);
        } else if !PLACEHOLDERS.contains(&placeholder.of(pattern)) {
            return Err(unknown(pattern, word, families));
        }
        // As many bytes as before: what is wrong behind it keeps its place.
        plain.replace_range(placeholder.start..placeholder.end, &"0".repeat(placeholder.len()));
    }
    let parsed = regex_syntax::ParserBuilder::new().nest_limit(50).build().parse(&plain);
    let hir = parsed.map_err(|error| bad_syntax(&error, pattern))?;
    if hir.properties().minimum_len() == Some(0) {
        return whole("the pattern matches an empty text", "name at least one word that must be there");
    }
    if filled.len() > MAX_FILLED {
        return whole("with its word families a pattern of more than 4,000 bytes", "make it several patterns");
    }
    Ok(filled)
}

/// A word in braces that is neither a quantity nor a family of words.
fn unknown(pattern: &str, word: Span, families: &Families) -> BadPattern {
    let part = Span::new(word.start - 1, word.end + 1);
    let families_too = families.keys().map(|name| format!("{{{name}}}"));
    let known: Vec<String> = PLACEHOLDERS.iter().map(ToString::to_string).chain(families_too).collect();
    let meant = did_you_mean(part.of(pattern), known.iter().map(String::as_str));
    let mut help = format!("{meant}placeholders: {}", PLACEHOLDERS.join(", "));
    if !families.is_empty() {
        help.push_str("; families of words stand in the vocabulary");
    }
    BadPattern { part, message: format!("unknown placeholder `{}`", part.of(pattern)), help }
}

fn bad_syntax(error: &regex_syntax::Error, pattern: &str) -> BadPattern {
    let (span, message) = match error {
        regex_syntax::Error::Parse(error) => (Some(error.span()), error.kind().to_string()),
        regex_syntax::Error::Translate(error) => (Some(error.span()), error.kind().to_string()),
        other => (None, other.to_string()),
    };
    let part = span.map_or(Span::new(0, pattern.len()), |span| Span::new(span.start.offset, span.end.offset));
    let help = match message.contains("look-around") || message.contains("backreference") {
        true => "say what must not be there under `unless`",
        false => "put a backslash before a character that stands for itself, such as `\\(` or `\\?`",
    };
    BadPattern { part, message: format!("not a pattern: {}", message.trim_end_matches('.')), help: help.to_owned() }
}

/// The words in `{…}` that are neither a repetition (`{0,30}`) nor the name of a character class (`\p{Greek}`).
fn words_in_braces(pattern: &str) -> Vec<Span> {
    let mut words = Vec::new();
    let mut bytes = pattern.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            // An escape: whatever follows it is no placeholder, and `\p{`, `\x{` and the like have their own words.
            b'\\' => {
                let rest = pattern.get(at + 2..).unwrap_or_default();
                let takes_word = match bytes.next() {
                    Some((_, b'p' | b'P' | b'x' | b'u' | b'U')) => rest.starts_with('{'),
                    // Half a boundary of a word, where `\b{refund}` is a boundary and a word.
                    Some((_, b'b')) => BOUNDARIES.iter().any(|boundary| rest.starts_with(boundary)),
                    _ => false,
                };
                if takes_word {
                    bytes.find(|&(_, byte)| byte == b'}');
                }
            }
            b'{' => {
                let rest = &pattern[at + 1..];
                let end = rest.find('}').unwrap_or(0);
                if rest[..end].starts_with(|letter: char| letter.is_alphabetic()) {
                    words.push(Span::new(at + 1, at + 1 + end));
                }
            }
            _ => {}
        }
    }
    words
}
