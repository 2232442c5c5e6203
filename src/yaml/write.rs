//! Single values as YAML: texts that need no quotes as they are, all others in single quotes, on one line.

use std::ops::Range;

/// A text as it is kept: on one line, single spaces, nothing in it that is not seen or that moves others about.
pub fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().map(|letter| if is_hidden(letter) { '\u{fffd}' } else { letter }).collect()
}

/// A text that needs no quotes as it is; any other in quotes.
pub fn plain(text: &str) -> String {
    let is_safe = |letter: char| letter.is_ascii_alphanumeric() || " ./_-".contains(letter);
    let body = text.strip_prefix("f1:").or(text.strip_prefix("r1:")).unwrap_or(text).replacen('#', "", 1);
    let is_word =
        text.starts_with(|letter: char| letter.is_ascii_alphanumeric() || letter == '.') && !text.contains(" #");
    let safe = is_word && !text.ends_with(' ') && body.chars().all(is_safe) && !text.eq_ignore_ascii_case("null");
    if safe { text.to_owned() } else { quoted(text) }
}

/// A text in single quotes, which keep everything but line ends as it is.
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Characters that the file may not hold, or that a reader of it would not see.
fn is_hidden(letter: char) -> bool {
    const HIDDEN: [Range<char>; 4] =
        ['\u{200b}'..'\u{2010}', '\u{2028}'..'\u{202f}', '\u{2060}'..'\u{2070}', '\u{fff0}'..'\u{fffc}'];
    letter.is_control()
        || matches!(letter, '\u{feff}' | '\u{ad}' | '\u{61c}' | '\u{180e}')
        || HIDDEN.iter().any(|range| range.contains(&letter))
        // Code points that are no characters, which YAML does not allow.
        || u32::from(letter) & 0xfffe == 0xfffe
        || matches!(u32::from(letter), 0xfdd0..=0xfdef | 0xe0000..=0xe007f)
}
