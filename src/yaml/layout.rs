//! Where things stand in a YAML file, for those who change it without loss: lines, indents, comments, where a value ends.

use super::node::{Entry, Node, Shape};
use crate::text::Span;

/// The line that holds a byte, with its line end.
pub fn line_of(text: &str, byte: usize) -> Span {
    let start = text[..byte].rfind('\n').map_or(0, |at| at + 1);
    let end = text[byte..].find('\n').map_or(text.len(), |at| byte + at + 1);
    Span::new(start, end)
}

/// What ends the lines of a text.
pub fn line_end_of(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// The white space that a line begins with.
pub fn indent_of(line: &str) -> &str {
    let line = line.trim_start_matches('\u{feff}');
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// Where the comment begins that stands right above a line; the line's own start when there is none.
pub fn comments_above(text: &str, line: usize) -> usize {
    let above = text[..line].split_inclusive('\n').rev();
    let comments = above.take_while(|line| line.trim_start().starts_with('#'));
    line - comments.map(str::len).sum::<usize>()
}

/// One past the last byte that is written of a value: without the line ends and comments that the parser counts to it.
pub fn written_end(text: &str, entry: &Entry) -> usize {
    let left_out = entry.node.span.start <= entry.key.span.start;
    let end = if left_out { None } else { end_of_node(text, &entry.node) };
    end.unwrap_or_else(|| behind_key(text, entry))
}

/// The byte behind a key's colon; behind the key where there is none, as in `{key}`.
pub fn behind_key(text: &str, entry: &Entry) -> usize {
    let end = entry.key.span.end;
    let rest = &text[end..];
    let spaces = rest.len() - rest.trim_start_matches(' ').len();
    if rest[spaces..].starts_with(':') { end + spaces + 1 } else { end }
}

/// The scalars of a node and the keys in it, in order of place.
pub fn leaves(node: &Node) -> Vec<Span> {
    match &node.shape {
        Shape::Scalar(_) => vec![node.span],
        Shape::List(items) => items.iter().flat_map(leaves).collect(),
        Shape::Map(entries) => {
            entries.iter().flat_map(|entry| [vec![entry.key.span], leaves(&entry.node)].concat()).collect()
        }
    }
}

fn end_of_node(text: &str, node: &Node) -> Option<usize> {
    let written = node.span.of(text);
    let is_flow = written.starts_with(['{', '[']);
    match &node.shape {
        Shape::Map(entries) if !is_flow => entries.last().map(|entry| written_end(text, entry)),
        Shape::List(items) if !is_flow => items.last().and_then(|item| end_of_node(text, item)),
        _ => Some(node.span.start + written.trim_end().len()),
    }
}

/// The comments of a stretch, each from its `#` on, left of the values in it; `values` are in order of place.
pub fn comments_between(text: &str, stretch: Span, values: impl Iterator<Item = Span>) -> Vec<&str> {
    let mut found = Vec::new();
    let mut done = stretch.start;
    for value in values.chain([Span::new(stretch.end, stretch.end)]) {
        let gap = text.get(done..value.start).unwrap_or_default();
        found.extend(gap.lines().filter_map(|line| line.find('#').map(|mark| line[mark..].trim_end())));
        done = done.max(value.end);
    }
    found
}
