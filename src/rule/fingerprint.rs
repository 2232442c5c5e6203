//! Fingerprint `r1:`: which text a rule had, whatever its formatting.
//!
//! The first 12 hex digits of SHA-256 over the rule's folded text (comments and markup gone, quotes and dashes straight,
//! spaces collapsed), with list marker, clause number and trailing punctuation trimmed, in lower case. Emphasis, bullets,
//! wrapping, renumbering and final punctuation do not change it; a number, a word or a negation does.

use sha2::{Digest, Sha256};

/// The fingerprint of a rule's folded text.
///
/// ```
/// use dumbrules::{rule::fingerprint, text::fold};
/// let rule = fingerprint(&fold("Items may be returned within 30 days of delivery."));
/// assert_eq!(rule, "r1:c28503ac3616");
/// assert_eq!(rule, fingerprint(&fold("Items may be  returned\nwithin 30 days of delivery")));
/// assert_ne!(rule, fingerprint(&fold("Items may be returned within 45 days of delivery.")));
/// assert_eq!(fingerprint("5.2 We are liable for nothing."), fingerprint("(c) We are liable for nothing."));
/// assert_ne!(fingerprint("1.5 hours late: no refund."), fingerprint("2.5 hours late: no refund."));
/// ```
pub fn fingerprint(folded: &str) -> String {
    let trimmed = without_number(folded)
        .trim_matches(|character: char| character.is_ascii_punctuation() && !"$%()".contains(character));
    let digest = Sha256::digest(trimmed.trim().to_lowercase().as_bytes());
    let hex: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    format!("r1:{hex}")
}

/// The text without the number that a clause bears: "5.2 ", "4.2(b) ", "(iii) ", "14) ". A quantity is none.
pub fn without_number(text: &str) -> &str {
    let Some((number, rest)) = text.split_once(' ') else { return text };
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let letters = number.bytes().filter(u8::is_ascii_lowercase).count();
    let marks = number.bytes().filter(|byte| matches!(byte, b'.' | b'(' | b')')).count();
    let is_plain = digits + letters + marks == number.len() && letters <= 4 && (letters == 0 || number.contains(')'));
    // "1.5 hours" is a quantity; behind a clause's number a sentence begins.
    let begins = rest.starts_with(|letter: char| letter.is_uppercase() || letter == '"' || letter == '(');
    let closed = number.ends_with([')', '.']);
    if is_plain && marks > 0 && digits + letters > 0 && (closed || begins) { rest } else { text }
}

/// Whether a text has the form of a fingerprint: `r1:` and 12 hex digits.
pub fn is_fingerprint(text: &str) -> bool {
    let is_hex = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f');
    text.strip_prefix("r1:").is_some_and(|hex| hex.len() == 12 && hex.bytes().all(is_hex))
}
