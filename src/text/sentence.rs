//! Text → sentence spans: splits one block of folded text (a paragraph, a list item, a table cell).
//!
//! Spans are bytes of that block, in order, without overlap and without spaces at their ends; between them lie only spaces and
//! bullets. Only the neighbourhood of `.`, `!`, `?` and bullets is looked at, a bounded number of bytes back, so the time is
//! linear. What stands around a stop is read in `stop.rs`, words are known by `abbreviation.rs`; why neither is a library is
//! told in `docs/decisions/0003-sentence-splitting.md`.

use super::Span;
use super::abbreviation::{self, Ends};
use super::stop::{
    Kind, Mark, Next, Stop, ends_in_reference, is_in_address, is_item_number, is_next_number, last_word, skip_spaces,
};

/// The sentences of one block of folded text.
///
/// ```
/// use dumbrules::text::sentences;
/// let policy = "4.2 Returns to Acme Inc. cost approx. $1.50. no exceptions (faulty goods, etc.).Ask us first!";
/// let sentences: Vec<&str> = sentences(policy).into_iter().map(|span| span.of(policy)).collect();
/// assert_eq!(
///     sentences,
///     ["4.2 Returns to Acme Inc. cost approx. $1.50.", "no exceptions (faulty goods, etc.).", "Ask us first!"]
/// );
/// ```
pub fn sentences(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    sentences_into(text, &mut out);
    out
}

/// Adds the sentences of one block of folded text to `out`; what `out` held before stays.
pub fn sentences_into(text: &str, out: &mut Vec<Span>) {
    let mut start = 0;
    for lead in memchr::memchr2_iter(0xC2, 0xE2, text.as_bytes()) {
        if let Some(bullet) = bullet_at(text, lead) {
            split_run(&text[..bullet.start], start, out);
            start = bullet.end;
        }
    }
    split_run(text, start, out);
}

/// The bullet whose first byte is at `lead`. A middle dot inside a word is none: "kW·h".
fn bullet_at(text: &str, lead: usize) -> Option<Span> {
    let bullet = text[lead..].chars().next()?;
    let span = Span::new(lead, lead + bullet.len_utf8());
    let is_inside_word =
        || text[..lead].ends_with(char::is_alphanumeric) && text[span.end..].starts_with(char::is_alphanumeric);
    match bullet {
        '•' | '‣' | '⁃' | '■' | '▪' | '▸' | '►' | '○' | '●' | '◦' => Some(span),
        '·' if !is_inside_word() => Some(span),
        _ => None,
    }
}

/// Splits the text from `start` on, which holds no bullets.
fn split_run(text: &str, start: usize, out: &mut Vec<Span>) {
    let bytes = text.as_bytes();
    let first = skip_spaces(bytes, start);
    let mut sentence_start = first;
    let mut seen = first;
    for offset in memchr::memchr3_iter(b'.', b'!', b'?', &bytes[first..]) {
        let at = first + offset;
        if at < seen {
            continue;
        }
        let stop = Stop::at(bytes, at);
        seen = stop.end;
        if let Some(gap) = gap_at(text, sentence_start, &stop) {
            out.push(Span::new(sentence_start, gap.start));
            sentence_start = gap.end;
        }
    }
    let end = bytes.trim_ascii_end().len();
    if sentence_start < end {
        out.push(Span::new(sentence_start, end));
    }
}

/// The gap between two sentences, the first of which starts at `start`, if there is one at `stop`.
fn gap_at(text: &str, start: usize, stop: &Stop) -> Option<Span> {
    let bytes = text.as_bytes();
    let sentence = &bytes[start..stop.at];
    let next_start = skip_spaces(bytes, stop.end);
    let next = Next::at(text, next_start)?;
    if sentence.is_empty() {
        return None;
    }
    if stop.mark == Mark::FullStop {
        if is_item_number(sentence) || sentence.ends_with(b"&") {
            return None;
        }
        if let Some(gap) = gap_before_next_item(sentence, &next) {
            return Some(gap.shifted(start));
        }
    }
    let is_apart = next_start > stop.end || may_be_glued(sentence, stop, &next);
    (is_apart && ends_sentence(sentence, stop, &next)).then_some(Span::new(stop.end, next_start))
}

/// Whether the stop ends the sentence before it, supposing that what follows stands apart.
fn ends_sentence(sentence: &[u8], stop: &Stop, next: &Next) -> bool {
    let word = last_word(sentence);
    match (&stop.mark, next.kind) {
        (_, Kind::Joining) => false,
        (_, Kind::Lower) if stop.closed || next.is_aside() || next.explains() => false,
        (Mark::Strong, kind) if abbreviation::is_exclaimed_name(word) => {
            kind == Kind::Capital && abbreviation::is_opener(next.word)
        }
        (Mark::Strong, _) => true,
        (Mark::Ellipsis, Kind::Capital) => next.word != b"I" && !next.is_aside(),
        (Mark::Ellipsis, _) => false,
        (Mark::FullStop, Kind::Lower) => match abbreviation::ends(word) {
            Ends::Always => {
                !abbreviation::looks_shortened(word)
                    && !abbreviation::is_name_ending(next.word)
                    && !ends_in_reference(sentence)
            }
            // "No. all sales are final", but "your order no. and address".
            Ends::UnlessNumber => word.len() == sentence.len(),
            Ends::BeforeCapital | Ends::BeforeOpener | Ends::Never => false,
        },
        (Mark::FullStop, Kind::Capital) => match abbreviation::ends(word) {
            Ends::Always | Ends::BeforeCapital => true,
            Ends::BeforeOpener => next.bracket.is_none() && abbreviation::is_opener(next.word),
            Ends::UnlessNumber => !next.is_number(),
            Ends::Never => false,
        },
        (Mark::FullStop, Kind::Digit | Kind::Other) => abbreviation::ends(word) == Ends::Always,
    }
}

/// Whether a sentence may follow without a space: "within 30 days.Please ask", but not "Node.JS", "U.S.A", "5.A".
fn may_be_glued(sentence: &[u8], stop: &Stop, next: &Next) -> bool {
    if next.kind != Kind::Capital || abbreviation::is_name_ending(next.word) || next.is_in_name() {
        return false;
    }
    let opens = abbreviation::is_opener(next.word);
    let word = last_word(sentence);
    let last = sentence.last().copied().unwrap_or(b' ');
    let left_fits = stop.closed
        || !last.is_ascii_uppercase()
        || (opens && word.len() > 1 && word.iter().all(u8::is_ascii_uppercase));
    let right_fits = match next.word {
        [_] => opens && !last.is_ascii_digit() && next.after.starts_with(b" "),
        [_, second, ..] => opens || second.is_ascii_lowercase(),
        [] => true,
    };
    left_fits && right_fits && (opens || !is_in_address(sentence))
}

/// Where a run-in list goes on without a full stop, in "1. Print the label 2. Close the box": before the "2".
fn gap_before_next_item(sentence: &[u8], next: &Next) -> Option<Span> {
    const MAX_BYTES: usize = 4;
    let first = sentence.iter().take(MAX_BYTES).position(|&byte| byte == b'.')?;
    let length = sentence.iter().rev().take(MAX_BYTES).position(u8::is_ascii_whitespace)?;
    let (before, number) = sentence.split_at(sentence.len() - length);
    let before = before.trim_ascii_end();
    let goes_on = before.len() > first + 1 && next.kind == Kind::Capital && is_next_number(&sentence[..first], number);
    (goes_on && !abbreviation::expects_number(last_word(before)))
        .then_some(Span::new(before.len(), sentence.len() - length))
}
