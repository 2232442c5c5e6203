//! `Fields`: the fields of one mapping, taken out by name.

use super::node::{Node, Shape};
use super::reader::Reader;

/// The fields of one mapping. Made by [`Reader::fields`], which has already noted the unknown ones.
#[derive(Debug)]
pub struct Fields<'r, 's, 'n> {
    reader: &'r mut Reader<'s>,
    node: &'n Node,
    what: String,
}

impl<'r, 's, 'n> Fields<'r, 's, 'n> {
    pub(super) fn new(reader: &'r mut Reader<'s>, node: &'n Node, what: &str, legal: &[&str]) -> Self {
        match &node.shape {
            Shape::Map(entries) => {
                for entry in entries.iter().filter(|entry| !legal.contains(&entry.key.text.as_str())) {
                    let name = &entry.key.text;
                    reader.unknown(entry.key.span, format!("unknown field `{name}` in {what}"), name, "fields", legal);
                }
            }
            _ => reader.wrong_shape(node, what, &format!("write `{}: …` lines", legal.join(": …`, `"))),
        }
        Self { reader, node, what: what.to_owned() }
    }

    /// A field that must be there.
    pub fn required<T: Default>(&mut self, name: &str, read: impl FnOnce(&mut Reader<'s>, &'n Node) -> T) -> T {
        if let Some(node) = self.node.get(name) {
            return read(self.reader, node);
        }
        if matches!(self.node.shape, Shape::Map(_)) {
            let message = format!("`{name}` is missing in {}", self.what);
            self.reader.mistake(self.node.span, message, format!("add `{name}: …`"));
        }
        T::default()
    }

    /// A field that may be left out.
    pub fn optional<T>(&mut self, name: &str, read: impl FnOnce(&mut Reader<'s>, &'n Node) -> T) -> Option<T> {
        self.node.get(name).map(|node| read(self.reader, node))
    }

    /// A field that may be left out and then has its type's default: no items, `false`, nothing.
    pub fn or_default<T: Default>(&mut self, name: &str, read: impl FnOnce(&mut Reader<'s>, &'n Node) -> T) -> T {
        self.optional(name, read).unwrap_or_default()
    }

    /// Whether the field was written.
    pub fn has(&self, name: &str) -> bool {
        self.node.get(name).is_some()
    }

    /// The mapping itself, for mistakes about several of its fields.
    pub fn node(&self) -> &'n Node {
        self.node
    }

    /// The reader, for mistakes that only the caller can see.
    pub fn reader(&mut self) -> &mut Reader<'s> {
        self.reader
    }
}
