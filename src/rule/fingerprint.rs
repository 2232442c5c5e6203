//! Fingerprint `r1:`: which text a rule had, whatever its formatting.
//!
//! The first 12 hex digits of SHA-256 over the rule's folded text (comments and markup gone, quotes and dashes straight,
//! spaces collapsed), with list marker and trailing punctuation trimmed, in lower case. Emphasis, bullets, wrapping and
//! final punctuation do not change it; a number, a word or a negation does.

use sha2::{Digest, Sha256};

/// The fingerprint of a rule's folded text.
///
/// ```
/// use dumbrules::{rule::fingerprint, text::fold};
/// let rule = fingerprint(&fold("Items may be returned within 30 days of delivery."));
/// assert_eq!(rule, "r1:c28503ac3616");
/// assert_eq!(rule, fingerprint(&fold("Items may be  returned\nwithin 30 days of delivery")));
/// assert_ne!(rule, fingerprint(&fold("Items may be returned within 45 days of delivery.")));
/// ```
pub fn fingerprint(folded: &str) -> String {
    let trimmed =
        folded.trim_matches(|character: char| character.is_ascii_punctuation() && !"$%()".contains(character));
    let digest = Sha256::digest(trimmed.trim().to_lowercase().as_bytes());
    let hex: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    format!("r1:{hex}")
}

/// Whether a text has the form of a fingerprint: `r1:` and 12 hex digits.
pub fn is_fingerprint(text: &str) -> bool {
    let is_hex = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f');
    text.strip_prefix("r1:").is_some_and(|hex| hex.len() == 12 && hex.bytes().all(is_hex))
}
