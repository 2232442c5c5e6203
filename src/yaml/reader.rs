//! `Reader`: takes values out of nodes and collects every mistake on the way.
//!
//! A method that meets a mistake notes it and returns something harmless to go on with; [`read`] throws the whole
//! value away when there was any. So the code that reads a file says only what the file should hold.

use super::fields::Fields;
use super::node::{Key, Node, Scalar, Shape};
use super::parse::{Mistakes, tree};
use crate::error::Error;
use crate::text::{SourceFile, Span, did_you_mean};

/// Reads a whole file with `what`: the value, or all mistakes of the file in order of place.
///
/// # Errors
///
/// The first syntax error alone; else everything the YAML or its reader found wrong.
pub fn read<'s, T>(source: &'s SourceFile, what: impl FnOnce(&mut Reader<'s>, &Node) -> T) -> Result<T, Vec<Error>> {
    read_part(source, Span::new(0, source.text.len()), what)
}

/// Reads a part of a file, such as front matter without its `---` lines; places are those in the whole file.
///
/// # Errors
///
/// As [`read`].
pub fn read_part<'s, T>(
    source: &'s SourceFile,
    part: Span,
    what: impl FnOnce(&mut Reader<'s>, &Node) -> T,
) -> Result<T, Vec<Error>> {
    let (node, mistakes) = tree(source, part)?;
    let mut reader = Reader { source, mistakes };
    let value = what(&mut reader, &node);
    if reader.mistakes.0.is_empty() { Ok(value) } else { Err(reader.mistakes.in_order(source)) }
}

/// Takes values out of nodes; notes mistakes with their place and what to do.
#[derive(Debug)]
pub struct Reader<'s> {
    source: &'s SourceFile,
    mistakes: Mistakes,
}

impl<'s> Reader<'s> {
    /// The source that is read.
    pub fn source(&self) -> &'s SourceFile {
        self.source
    }

    /// Notes a mistake: what is wrong (lower case, names in backquotes), and what to do now.
    pub fn mistake(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.mistakes.add(span, message, help);
    }

    /// Notes that `word` is none of the `legal` ones, with the did_you_mean of them.
    pub fn unknown(&mut self, span: Span, message: impl Into<String>, word: &str, kind: &str, legal: &[&str]) {
        let meant = did_you_mean(word, legal.iter().copied());
        self.mistake(span, message, format!("{meant}{kind}: {}", legal.join(", ")));
    }

    /// The fields of a mapping. `what` names it in messages ("a lint"); any field that is not `legal` is a mistake.
    pub fn fields<'r, 'n>(&'r mut self, node: &'n Node, what: &str, legal: &[&str]) -> Fields<'r, 's, 'n> {
        Fields::new(self, node, what, legal)
    }

    /// A text that is not empty. A plain `no` or `14` is a text too.
    pub fn text(&mut self, node: &Node) -> String {
        self.scalar(node, "a text").map(|scalar| scalar.text.clone()).unwrap_or_default()
    }

    /// A list of texts with at least one in it.
    pub fn texts(&mut self, node: &Node) -> Vec<String> {
        self.list(node, Self::text)
    }

    /// A list of anything, with at least one item in it.
    pub fn list<T>(&mut self, node: &Node, mut item: impl FnMut(&mut Self, &Node) -> T) -> Vec<T> {
        let Shape::List(items) = &node.shape else {
            self.mistake(
                node.span,
                format!("a list is needed here, not {}", node.what()),
                "write one `- …` line per item",
            );
            return Vec::new();
        };
        if items.is_empty() {
            self.mistake(node.span, "the list is empty", "put something in it, or remove the field");
        }
        items.iter().map(|node| item(self, node)).collect()
    }

    /// A mapping whose keys are free, in order.
    pub fn map<'n, T>(&mut self, node: &'n Node, mut value: impl FnMut(&mut Self, &'n Node) -> T) -> Vec<(&'n Key, T)> {
        let Shape::Map(entries) = &node.shape else {
            self.wrong_shape(node, "a mapping", "write `key: value` lines");
            return Vec::new();
        };
        entries.iter().map(|entry| (&entry.key, value(self, &entry.node))).collect()
    }

    /// A decimal number, such as `14`, `-3` or `2.5`.
    pub fn number(&mut self, node: &Node) -> f64 {
        let number = |text: &str| {
            let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+'));
            text.parse().ok().filter(|number: &f64| plain && number.is_finite())
        };
        self.bare(node, "a number", "write digits, for example `14` or `2.5`", number)
    }

    /// A whole number, zero or more.
    pub fn count(&mut self, node: &Node) -> usize {
        let count = |text: &str| text.parse::<u32>().ok().map(|number| number as usize);
        self.bare(node, "a whole number", "write digits, for example `3`", count)
    }

    /// `true` or `false`, and nothing that only looks like it.
    pub fn flag(&mut self, node: &Node) -> bool {
        let flag = |text: &str| match text {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        };
        self.bare(node, "`true` or `false`", "write `true` or `false`", flag)
    }

    /// One of `legal`, each known by its word; the first mistake is answered with the did_you_mean word and all others.
    pub fn choice<T: Copy + Default>(&mut self, node: &Node, legal: &[T], word: impl Fn(T) -> &'static str) -> T {
        self.choose(node, legal, word).unwrap_or_default()
    }

    /// As [`Self::choice`], and nothing when the word is not legal.
    pub fn choose<T: Copy>(&mut self, node: &Node, legal: &[T], word: impl Fn(T) -> &'static str) -> Option<T> {
        let text = &self.scalar(node, "a single word")?.text;
        let found = legal.iter().copied().find(|&value| word(value) == text);
        if found.is_none() {
            let words: Vec<_> = legal.iter().map(|&value| word(value)).collect();
            self.unknown(node.span, format!("`{text}` is not possible here"), text, "possible", &words);
        }
        found
    }

    /// A text that `parse` turns into something else; its error is the mistake's message, `help` says the form.
    pub fn parsed<T: Default>(&mut self, node: &Node, help: &str, parse: impl FnOnce(&str) -> Result<T, String>) -> T {
        let Some(scalar) = self.scalar(node, "a text") else { return T::default() };
        parse(&scalar.text).unwrap_or_else(|message| {
            self.mistake(node.span, message, help);
            T::default()
        })
    }

    fn bare<T: Default>(&mut self, node: &Node, what: &str, help: &str, parse: impl Fn(&str) -> Option<T>) -> T {
        let Some(scalar) = self.scalar(node, what) else { return T::default() };
        let (message, help) = match parse(&scalar.text) {
            Some(value) if !scalar.quoted => return value,
            Some(_) => (format!("`{}` is in quotes, so it is a text", scalar.text), "remove the quotes"),
            None => (format!("`{}` is not {what}", scalar.text), help),
        };
        self.mistake(node.span, message, help);
        T::default()
    }

    fn scalar<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n Scalar> {
        match &node.shape {
            Shape::Scalar(scalar) if !node.is_null() && !scalar.text.trim().is_empty() => Some(scalar),
            Shape::Scalar(_) => {
                self.mistake(
                    node.span,
                    format!("{what} is needed here, not nothing"),
                    "fill it in, or remove the field",
                );
                None
            }
            _ => {
                self.wrong_shape(node, what, "write one value on the line");
                None
            }
        }
    }

    pub(super) fn wrong_shape(&mut self, node: &Node, what: &str, help: &str) {
        self.mistake(node.span, format!("{what} is needed here, not {}", node.what()), help);
    }
}
