//! Small judgements about text: is a heading a sentence, how many words are there.

/// Whether the text of a heading is a sentence, or the rest of one, as pages converted from the web have it: no handbook
/// has headings that end in a full stop or start in lower case.
pub(super) fn is_sentence(heading: &str) -> bool {
    let ends = heading.ends_with(['.', ';', ',']) && heading.split(' ').count() > 5;
    ends || (heading.starts_with(|c: char| c.is_ascii_lowercase()) && heading.contains(' '))
}

/// Words: letters and digits, with apostrophes inside.
pub(super) fn count_words(text: &str) -> usize {
    let mut words = 0;
    let mut inside = false;
    for byte in text.bytes() {
        let word = byte.is_ascii_alphanumeric() || byte >= 0x80 || (inside && byte == b'\'');
        words += usize::from(word && !inside);
        inside = word;
    }
    words
}
