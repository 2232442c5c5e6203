//! Raw HTML: comments in it may be addressed to the tool; whatever else it says is not read, but for plain text behind a
//! comment.

use crate::text::Span;

/// What a block of raw HTML holds; spans are bytes of the source.
#[derive(Debug, Default)]
pub(super) struct RawHtml {
    /// Its comments, `<!--` and `-->` included.
    pub(super) comments: Vec<Span>,
    /// Text between and behind comments that start the block: their line is raw, yet readers see it as text.
    pub(super) texts: Vec<Span>,
    /// Whether it holds prose that was not read.
    pub(super) unread: bool,
}

/// Reads a block of raw HTML.
pub(super) fn read(source: &str, block: Span) -> RawHtml {
    let mut read = RawHtml::default();
    let starts_with_comment = block.of(source).trim_start().starts_with("<!--");
    let mut at = block.start;
    while at < block.end {
        let open = source[at..block.end].find("<!--").map_or(block.end, |open| at + open);
        let between = Span::new(at, open);
        if has_prose(between.of(source)) {
            let is_text = starts_with_comment && !between.of(source).contains('<');
            read.texts.extend(Some(between).filter(|_| is_text));
            read.unread |= !is_text;
        }
        at = source[open..block.end].find("-->").map_or(block.end, |close| open + close + "-->".len());
        if open < block.end {
            read.comments.push(Span::new(open, at));
        }
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
