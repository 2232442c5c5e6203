//! Raw HTML: comments in it may be addressed to the tool; whatever else it says is not read, but for plain text behind a
//! comment.

use crate::text::Span;

/// What a block of raw HTML holds; spans are bytes of the source.
#[derive(Debug, Default)]
pub(super) struct RawHtml {
    /// Its comments, `<!--` and `-->` included.
    pub(super) comments: Vec<Span>,
    /// Text behind a comment that starts the block: the rest of its line is raw, yet readers see it as text.
    pub(super) text: Option<Span>,
    /// Whether it holds prose that was not read.
    pub(super) unread: bool,
}

/// Reads a block of raw HTML.
pub(super) fn read(source: &str, block: Span) -> RawHtml {
    let mut read = RawHtml::default();
    let mut at = block.start;
    while let Some(open) = source[at..block.end].find("<!--").map(|open| at + open) {
        let close = source[open..block.end].find("-->").map_or(block.end, |close| open + close + "-->".len());
        read.unread |= has_prose(&source[at..open]);
        read.comments.push(Span::new(open, close));
        at = close;
    }
    let rest = Span::new(at, block.end);
    if has_prose(rest.of(source)) {
        let is_text = block.of(source).starts_with("<!--") && !rest.of(source).contains('<');
        read.text = Some(rest).filter(|_| is_text);
        read.unread |= !is_text;
    }
    read
}

/// Whether raw HTML holds letters outside its tags.
fn has_prose(html: &str) -> bool {
    let mut in_tag = false;
    html.chars().any(|character| {
        match character {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ => return !in_tag && character.is_alphabetic(),
        }
        false
    })
}
