//! A rule's words as the page quotes them: without marks of emphasis and the addresses of links, those that gave it away
//! apart.

use super::sink::flowing;
use crate::finding::Label;
use serde::Serialize;
use std::ops::Range;

/// Characters shown of each part of a quote; beyond, it is cut where it is farthest from the match.
const MOST_CHARACTERS: usize = 600;

/// A rule's words, those that gave it away apart.
#[derive(Clone, Serialize)]
pub(crate) struct Quote {
    before: String,
    pub(crate) matched: String,
    after: String,
}

/// A label's quote in three parts. When all of it matched, no part of it is set apart.
pub(crate) fn quoted(label: &Label) -> Quote {
    let boundary = |byte: usize| {
        let mut byte = byte.saturating_sub(label.span.start).min(label.quote.len());
        while !label.quote.is_char_boundary(byte) {
            byte -= 1;
        }
        byte
    };
    let (start, end) = match (boundary(label.matched.start), boundary(label.matched.end)) {
        (start, end) if start >= end || end - start == label.quote.len() => (0, 0),
        places => places,
    };
    let marks = markup(label);
    let plain = |part: Range<usize>| without(&label.quote, part, &marks);
    Quote {
        before: flowing(last(&plain(0..start)).trim_start()),
        matched: flowing(&first(&plain(start..end))),
        after: flowing(first(&plain(end..label.quote.len())).trim_end()),
    }
}

/// All words of a label's quote.
pub(crate) fn words(label: &Label) -> String {
    without(&label.quote, 0..label.quote.len(), &markup(label))
}

/// A text's letters and digits: two texts that differ in nothing else read the same.
pub(crate) fn bare(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).collect()
}

/// The bytes of a quote that are markup and no words, in order. What the rule's reading has kept was no markup.
fn markup(label: &Label) -> Vec<Range<usize>> {
    let (quote, reading) = (&label.quote, &label.reading);
    let mut marks = Vec::new();
    if !reading.contains("**") {
        marks.extend(quote.match_indices("**").map(|(at, mark)| at..at + mark.len()));
    }
    let mut from = 0;
    while let Some(middle) = quote[from..].find("](").map(|at| from + at).filter(|_| !reading.contains("](")) {
        let Some(end) = quote[middle..].find(')').map(|at| middle + at + 1) else { break };
        if let Some(open) = quote[from..middle].rfind('[').map(|at| from + at) {
            marks.extend([open..open + 1, middle..end]);
        }
        from = end;
    }
    marks.sort_by_key(|mark| mark.start);
    marks
}

/// A part of a text, without what is marked.
fn without(text: &str, part: Range<usize>, marks: &[Range<usize>]) -> String {
    let mut plain = String::new();
    let mut from = part.start;
    for mark in marks {
        let (start, end) = (mark.start.clamp(from, part.end), mark.end.clamp(from, part.end));
        plain.push_str(&text[from..start]);
        from = end;
    }
    plain.push_str(&text[from..part.end]);
    plain
}

fn first(text: &str) -> String {
    match text.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn last(text: &str) -> String {
    match text.char_indices().nth_back(MOST_CHARACTERS) {
        Some((start, _)) => format!("…{}", &text[start..]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{markup, quoted, without, words};
    use crate::finding::Label;
    use crate::text::{LineColumn, Span};

    /// A label whose quote is `text`, with the words between the two bars matched.
    fn label(text: &str, reading: &str) -> Label {
        let parts: Vec<&str> = text.split('|').collect();
        let at = parts[0].len();
        let quote = parts.concat();
        let start = LineColumn { line: 1, column: 1 };
        Label {
            path: "a.md".to_owned(),
            span: Span::new(10, 10 + quote.len()),
            matched: Span::new(10 + at, 10 + at + parts.get(1).map_or(0, |it| it.len())),
            start,
            end: start,
            quote,
            reading: reading.to_owned(),
            section: Vec::new(),
            lines: Vec::new(),
            anchor: None,
            note: None,
        }
    }

    #[test]
    fn links_and_emphasis_are_quoted_as_they_are_read() {
        let link = label("An |inspection fee| is due; [fees](fees.md) has **all** of it.", "An inspection fee is due.");
        assert_eq!(words(&link), "An inspection fee is due; fees has all of it.");
        let quote = quoted(&link);
        assert_eq!((quote.before.as_str(), quote.matched.as_str()), ("An ", "inspection fee"));
        let within = quoted(&label("See [the |fees](a.md)| page.", "See the fees page."));
        assert_eq!(
            (within.before.as_str(), within.matched.as_str(), within.after.as_str()),
            ("See the ", "fees", " page.")
        );
    }

    #[test]
    fn what_was_read_as_text_stays() {
        for text in ["Write [x](y) and **z**.", "An open ](end", "[a](b"] {
            assert_eq!(words(&label(text, text)), text);
        }
        assert_eq!(words(&label("An open ](end", "An open")), "An open ](end");
        assert_eq!(without("abc", 1..2, &markup(&label("abc", "abc"))), "b");
    }
}
