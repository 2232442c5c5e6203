//! `Node`: a piece of YAML as it was written, with its place. Says nothing about types: a scalar is a text.

use crate::text::Span;

/// A scalar, list or mapping, and the bytes it takes in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Its bytes in the source, quotes included; for a value that was left out, those of its key.
    pub span: Span,
    /// What it is.
    pub shape: Shape,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// A text, number, boolean or nothing: which of them is for the reader to say.
    Scalar(Scalar),
    /// A list, in order.
    List(Vec<Node>),
    /// A mapping, in order; no key occurs twice.
    Map(Vec<Entry>),
}

/// A scalar as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar {
    /// Its text, quotes and escapes resolved, folded lines joined.
    pub text: String,
    /// Whether it stood in quotes or as a block (`|`, `>`): then it is a text and nothing else.
    pub quoted: bool,
}

/// One key of a mapping and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: Key,
    /// Its value; an empty plain scalar when it was left out.
    pub node: Node,
}

/// A key of a mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Its text.
    pub text: String,
    /// Its bytes in the source.
    pub span: Span,
}

impl Node {
    /// The value of a key, when this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|entry| entry.key.text == key).map(|entry| &entry.node)
    }

    /// The entries of a mapping; none when this is something else.
    pub fn entries(&self) -> &[Entry] {
        match &self.shape {
            Shape::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list; none when this is something else.
    pub fn items(&self) -> &[Self] {
        match &self.shape {
            Shape::List(items) => items,
            _ => &[],
        }
    }

    /// The text of a scalar that is not empty.
    pub fn text(&self) -> Option<&str> {
        match &self.shape {
            Shape::Scalar(scalar) if !self.is_null() => Some(&scalar.text),
            _ => None,
        }
    }

    /// Whether nothing was written, or `~` or `null` without quotes.
    pub fn is_null(&self) -> bool {
        matches!(&self.shape, Shape::Scalar(Scalar { text, quoted: false })
            if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }

    /// What it is, in words for a message.
    pub fn what(&self) -> &'static str {
        match &self.shape {
            Shape::Scalar(_) if self.is_null() => "nothing",
            Shape::Scalar(_) => "a single value",
            Shape::List(_) => "a list",
            Shape::Map(_) => "a mapping",
        }
    }

    /// The place of a part of a scalar's text, given as a range of bytes of that text.
    ///
    /// Exact where the text stands on one line as it is; otherwise the place of the whole scalar.
    pub fn part(&self, source: &str, part: Span) -> Span {
        let Shape::Scalar(scalar) = &self.shape else { return self.span };
        let written = source.get(self.span.start..self.span.end).unwrap_or_default();
        if part.end > scalar.text.len() {
            return self.span;
        }
        if written == scalar.text {
            return part.shifted(self.span.start);
        }
        let inner = written.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')).unwrap_or_default();
        if inner.replace("''", "'") != scalar.text {
            return self.span;
        }
        // Inside single quotes, `''` stands for one quote: every quote before a byte moves it one further.
        let quotes = |end: usize| scalar.text.as_bytes()[..end].iter().filter(|&&byte| byte == b'\'').count();
        let start = self.span.start + 1;
        Span::new(start + part.start + quotes(part.start), start + part.end + quotes(part.end))
    }
}
