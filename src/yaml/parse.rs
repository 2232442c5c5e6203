//! Source → [`Node`]. Holds the limits, and the only code that sees the YAML crate's events.
//!
//! Works from events and not through serde, for three reasons: every node and key keeps its bytes, quotes are told from
//! no quotes, and all doubled keys of a file are found at once.

use super::node::{Entry, Key, Node, Scalar, Shape};
use super::syntax;
use crate::error::Error;
use crate::text::{SourceFile, Span};
use serde_yaml::granit_parser::{self, Event, Parser, ScalarStyle};
use std::collections::HashSet;

/// Largest file, in bytes.
const MAX_BYTES: usize = 1 << 20;
/// Deepest nesting of lists and mappings.
const MAX_DEPTH: usize = 12;
/// Most scalars, lists and mappings together.
const MAX_NODES: usize = 50_000;
/// Mistakes reported of one file; nobody reads more.
const MAX_MISTAKES: usize = 100;
/// Longest message, in characters: it may quote a text that has no end.
const MAX_MESSAGE: usize = 200;

/// The YAML of a whole file. An empty file is an empty scalar: see [`Node::is_null`].
///
/// # Errors
///
/// The first syntax error alone, or everything that is not allowed here: doubled keys, anchors, tags …
pub fn parse(source: &SourceFile) -> Result<Node, Vec<Error>> {
    parse_part(source, Span::new(0, source.text.len()))
}

/// The YAML of a part of a file, such as a document's front matter without its `---` lines.
/// All places are places in the whole file.
///
/// # Errors
///
/// As [`parse`].
pub fn parse_part(source: &SourceFile, part: Span) -> Result<Node, Vec<Error>> {
    let (node, mistakes) = tree(source, part)?;
    if mistakes.0.is_empty() { Ok(node) } else { Err(mistakes.in_order(source)) }
}

/// Mistakes with the place that each is about.
#[derive(Debug, Default)]
pub(super) struct Mistakes(pub(super) Vec<(Span, Error)>);

impl Mistakes {
    pub(super) fn add(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        let mut message = message.into();
        if let Some((end, _)) = message.char_indices().nth(MAX_MESSAGE) {
            message.truncate(end);
            message.push('…');
        }
        self.0.push((span, Error::new(message).help(help)));
    }

    /// All of them, in the order of the file, with their places spelled out.
    pub(super) fn in_order(mut self, source: &SourceFile) -> Vec<Error> {
        self.0.sort_by_key(|(span, _)| span.start);
        self.0.truncate(MAX_MISTAKES);
        self.0.into_iter().map(|(span, error)| error.at(source, span)).collect()
    }
}

/// The tree, and the mistakes that did not keep it from being built.
pub(super) fn tree(source: &SourceFile, part: Span) -> Result<(Node, Mistakes), Vec<Error>> {
    if part.len() > MAX_BYTES {
        let error = Error::new("more than 1 MiB of YAML").help("split the file");
        return Err(vec![error.in_file(source.path.as_str())]);
    }
    let options = granit_parser::options! {
        disallow_directives: true,
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
        emit_comments: false,
        strict_indentation: true,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let mut builder = Builder { offset: part.start, ..Builder::default() };
    for event in Parser::new_from_str_with_options(source.slice(part), options) {
        let taken = match event {
            Ok((event, span)) => builder.take(event, &span),
            Err(error) => Err(Box::new(syntax::explain(&error, part))),
        };
        taken.map_err(|fatal| vec![fatal.1.at(source, fatal.0)])?;
    }
    let empty = Node { span: Span::new(part.start, part.start), shape: nothing() };
    Ok((builder.root.unwrap_or(empty), builder.mistakes))
}

fn nothing() -> Shape {
    Shape::Scalar(Scalar { text: String::new(), quoted: false })
}

/// Puts nodes together from events, without recursion.
#[derive(Default)]
struct Builder {
    offset: usize,
    nodes: usize,
    documents: usize,
    open: Vec<Open>,
    root: Option<Node>,
    mistakes: Mistakes,
}

/// A list or mapping whose end has not come yet.
struct Open {
    span: Span,
    items: Items,
}

enum Items {
    List(Vec<Node>),
    Map { entries: Vec<Entry>, keys: HashSet<String>, key: Option<Key> },
}

/// A mistake that ends the parse, and its place.
type Fatal = Box<(Span, Error)>;

fn fatal(span: Span, message: &str, help: &str) -> Fatal {
    Box::new((span, Error::new(message).help(help)))
}

impl Builder {
    fn take(&mut self, event: Event<'_>, span: &granit_parser::Span) -> Result<(), Fatal> {
        let place = self.place(span);
        if let Some(tag) = span.tag_span() {
            self.mistakes.add(self.place(&tag), "a tag (`!name`)", "remove it, or put the text in quotes");
        }
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(fatal(place, "a second YAML document", "one file holds one: remove the `---` line"));
                }
            }
            Event::Anchor(..) => {
                self.mistakes.add(place, "an anchor (`&name`)", "write the value out, or put the text in quotes");
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.mistakes.add(place, "an alias (`*name`)", "write the value out, or put the text in quotes");
                self.node(Node { span: place, shape: nothing() })?;
            }
            Event::Scalar(text, style, ..) => self.scalar(place, text.into_owned(), style != ScalarStyle::Plain)?,
            Event::SequenceStart(..) => self.start(place, Items::List(Vec::new()))?,
            Event::MappingStart(..) => {
                self.start(place, Items::Map { entries: Vec::new(), keys: HashSet::new(), key: None })?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(place)?,
            _ => {}
        }
        Ok(())
    }

    fn place(&self, span: &granit_parser::Span) -> Span {
        let bytes = span.byte_range().unwrap_or_default();
        Span::new(bytes.start, bytes.end.max(bytes.start)).shifted(self.offset)
    }

    fn scalar(&mut self, mut place: Span, text: String, quoted: bool) -> Result<(), Fatal> {
        if let Some(hidden) = text.chars().find(|&letter| is_hidden(letter)) {
            let message = format!("a text with the invisible character U+{:04X}", u32::from(hidden));
            self.mistakes.add(place, message, "remove it: it could make the text look like another");
        }
        if place.is_empty() && !quoted {
            // A value that was left out, which the YAML crate gives as `~`: its key is the place to show.
            if let Some(Open { items: Items::Map { key: Some(key), .. }, .. }) = self.open.last() {
                place = key.span;
            }
            return self.node(Node { span: place, shape: nothing() });
        }
        self.node(Node { span: place, shape: Shape::Scalar(Scalar { text, quoted }) })
    }

    fn start(&mut self, span: Span, items: Items) -> Result<(), Fatal> {
        if self.open.len() == MAX_DEPTH {
            return Err(fatal(
                span,
                "nested deeper than 12 levels",
                "no file of ours needs that: is it the right file?",
            ));
        }
        self.open.push(Open { span, items });
        Ok(())
    }

    fn end(&mut self, place: Span) -> Result<(), Fatal> {
        let Some(Open { span, items }) = self.open.pop() else { return Ok(()) };
        let shape = match items {
            Items::List(items) => Shape::List(items),
            Items::Map { entries, .. } => Shape::Map(entries),
        };
        let last = match &shape {
            Shape::List(items) => items.last().map(|item| item.span),
            Shape::Map(entries) => entries.last().map(|entry| entry.key.span.cover(entry.node.span)),
            Shape::Scalar(_) => None,
        };
        // The end of a block collection is an empty place far below it; that of a flow collection is its bracket.
        let bracket = (!place.is_empty()).then_some(place);
        let span = [last, bracket].into_iter().flatten().fold(span, Span::cover);
        self.node(Node { span, shape })
    }

    /// A finished node goes where it belongs: to the root, a list, or a mapping as key or value.
    fn node(&mut self, node: Node) -> Result<(), Fatal> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(fatal(node.span, "more than 50,000 values in one file", "split the file"));
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        match &mut open.items {
            Items::List(items) => items.push(node),
            Items::Map { entries, keys, key } => match key.take() {
                Some(found) if keys.insert(found.text.clone()) => entries.push(Entry { key: found, node }),
                Some(found) => {
                    let message = format!("`{}` is written twice", found.text);
                    self.mistakes.add(found.span, message, "keep one of the two");
                }
                None => *key = Some(self::key(node, &mut self.mistakes)?),
            },
        }
        Ok(())
    }
}

fn key(node: Node, mistakes: &mut Mistakes) -> Result<Key, Fatal> {
    let span = node.span;
    match node.shape {
        Shape::Scalar(scalar) if !scalar.text.is_empty() => {
            if scalar.text == "<<" && !scalar.quoted {
                mistakes.add(span, "a merge key (`<<`)", "write the fields out");
            }
            Ok(Key { text: scalar.text, span })
        }
        _ => Err(fatal(span, "a key that is not a word", "write `key: value`")),
    }
}

/// Control characters but line break and tab, and the marks that turn the direction of writing.
fn is_hidden(letter: char) -> bool {
    (letter.is_control() && !matches!(letter, '\n' | '\t'))
        || matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
