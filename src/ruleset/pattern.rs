//! Whether a pattern is one: its syntax, its placeholders, and that it does not match nothing at all.
//! Compiling it is the matcher's work.

use crate::text::{Span, did_you_mean};

/// Stand for a quantity in a pattern.
pub const PLACEHOLDERS: [&str; 4] = ["{duration}", "{percent}", "{money}", "{count}"];

/// Longest pattern, in bytes: six times the longest that we ship.
const MAX_BYTES: usize = 2000;

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

/// Checks a pattern.
pub(super) fn check(pattern: &str) -> Result<(), BadPattern> {
    let whole = |message: &str, help: &str| {
        let part = Span::new(0, pattern.len());
        Err(BadPattern { part, message: message.to_owned(), help: help.to_owned() })
    };
    if pattern.len() > MAX_BYTES {
        return whole("a pattern of more than 2,000 bytes", "make it several patterns");
    }
    let mut plain = pattern.to_owned();
    for word in words_in_braces(pattern) {
        let placeholder = Span::new(word.start - 1, word.end + 1);
        if !PLACEHOLDERS.contains(&placeholder.of(pattern)) {
            let meant = did_you_mean(placeholder.of(pattern), PLACEHOLDERS);
            let message = format!("unknown placeholder `{}`", placeholder.of(pattern));
            let help = format!("{meant}placeholders: {}", PLACEHOLDERS.join(", "));
            return Err(BadPattern { part: placeholder, message, help });
        }
        // As many bytes as before: what is wrong behind it keeps its place.
        plain.replace_range(placeholder.start..placeholder.end, &"0".repeat(placeholder.len()));
    }
    let parsed = regex_syntax::ParserBuilder::new().nest_limit(50).build().parse(&plain);
    let hir = parsed.map_err(|error| bad_syntax(&error, pattern))?;
    if hir.properties().minimum_len() == Some(0) {
        return whole("the pattern matches an empty text", "name at least one word that must be there");
    }
    Ok(())
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
                let letter = bytes.next().map(|(_, letter)| letter);
                let takes_word = matches!(letter, Some(b'p' | b'P' | b'x' | b'u' | b'U' | b'b'));
                if takes_word
                    && pattern[at + 2..].starts_with('{')
                    && !PLACEHOLDERS.iter().any(|it| pattern[at + 2..].starts_with(it))
                {
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
