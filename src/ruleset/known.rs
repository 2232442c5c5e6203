//! `Known`: the names a file may refer to; reads patterns and ids, and notes those that do not exist.

use super::pattern::{self, Families};
use super::text::Text;
use crate::text::did_you_mean;
use crate::yaml::{Node, Reader};
use std::collections::BTreeSet;

/// Names from outside the file that is read.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Lists of the vocabulary, without `@`.
    pub(super) lists: BTreeSet<String>,
    /// Whether `lists` are all: not so when the vocabulary itself could not be read.
    pub(super) all_lists: bool,
    /// Word families of the vocabulary.
    pub(super) families: Families,
    /// Ids of kinds of fact.
    pub(super) facts: BTreeSet<String>,
}

impl Known {
    /// A list of patterns; `@name` among them is a list of the vocabulary and stays as it is.
    pub(super) fn patterns(&self, reader: &mut Reader<'_>, node: &Node) -> Vec<Text> {
        reader.list(node, |reader, node| {
            let pattern = reader.text(node);
            match pattern.strip_prefix('@') {
                Some(name) => self.list(reader, node, name),
                None => return check(reader, node, &pattern, &self.families).unwrap_or_default(),
            }
            pattern.into()
        })
    }

    /// A list of patterns that each hold exactly one placeholder.
    pub(super) fn measures(&self, reader: &mut Reader<'_>, node: &Node) -> Vec<Text> {
        reader.list(node, |reader, node| {
            let pattern = reader.text(node);
            if let Some(name) = pattern.strip_prefix('@') {
                self.list(reader, node, name);
                return pattern.into();
            }
            let Some(checked) = check(reader, node, &pattern, &self.families) else { return Text::default() };
            if pattern::placeholders(&checked).len() != 1 {
                let help = format!("put one of {} where the quantity stands", pattern::PLACEHOLDERS.join(", "));
                reader.mistake(node.span, "the pattern needs exactly one placeholder", help);
            }
            checked
        })
    }

    /// A list of ids of kinds of fact.
    pub(super) fn fact_ids(&self, reader: &mut Reader<'_>, node: &Node) -> Vec<Text> {
        reader.list(node, |reader, node| {
            let id = reader.text(node);
            if !id.is_empty() && !self.facts.contains(&id) {
                let facts: Vec<_> = self.facts.iter().map(String::as_str).collect();
                reader.unknown(node.span, format!("there is no fact `{id}`"), &id, "facts", &facts);
            }
            id.into()
        })
    }

    fn list(&self, reader: &mut Reader<'_>, node: &Node, name: &str) {
        if self.all_lists && !self.lists.contains(name) {
            let lists: Vec<_> = self.lists.iter().map(|name| format!("@{name}")).collect();
            let meant = did_you_mean(&format!("@{name}"), lists.iter().map(String::as_str));
            let help = format!("{meant}lists: {}", lists.join(", "));
            reader.mistake(node.span, format!("there is no list `@{name}` in the vocabulary"), help);
        }
    }
}

/// A pattern with its word families filled in; if it is none, notes what is wrong, at the very bytes.
pub(super) fn check(reader: &mut Reader<'_>, node: &Node, text: &str, families: &Families) -> Option<Text> {
    if text.is_empty() {
        return None;
    }
    match pattern::check(text, families) {
        Ok(filled) => Some(filled.into()),
        Err(bad) => {
            let place = node.part(&reader.source().text, bad.part);
            reader.mistake(place, bad.message, bad.help);
            None
        }
    }
}

/// A list of texts, as [`Text`].
pub(super) fn texts(reader: &mut Reader<'_>, node: &Node) -> Vec<Text> {
    reader.list(node, text)
}

/// A text, as [`Text`].
pub(super) fn text(reader: &mut Reader<'_>, node: &Node) -> Text {
    reader.text(node).into()
}
