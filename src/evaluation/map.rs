//! `Map`: which lint stands for which label, which labels are as good as each other, and what is left out.

use super::OTHER;
use crate::error::Error;
use crate::text::{SourceFile, Span};
use crate::yaml::{self, Node, Reader, Shape};
use std::collections::{BTreeMap, BTreeSet};

/// Which lint stands for which label.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Map {
    /// The labels that a lint stands for; when any lint is here, one that is not stands for none.
    pub lints: BTreeMap<String, Vec<String>>,
    /// Groups of labels of which any is accepted for any.
    pub accept: Vec<BTreeSet<String>>,
    /// Globs (`*` stands for anything) of labels and lints that are not looked at.
    pub leave_out: Vec<String>,
    /// The only labels that are looked at; all when empty.
    pub only: BTreeSet<String>,
    /// Where each lint is named in the file.
    pub named: Vec<(String, Span)>,
}

impl Map {
    /// Reads a map. Keys with a `/` are lints; the others are settings.
    ///
    /// # Errors
    ///
    /// Every mistake of the file, each with its place.
    pub fn read(source: &SourceFile) -> Result<Self, Vec<Error>> {
        yaml::read(source, read_map)
    }

    /// Whether labels are those of another scheme, and not ids of lints.
    pub fn is_foreign(&self) -> bool {
        !self.lints.is_empty()
    }

    /// The labels that a lint stands for.
    pub fn labels_of<'m>(&'m self, lint: &'m str) -> Vec<&'m str> {
        match self.lints.get(lint) {
            Some(labels) => labels.iter().map(String::as_str).collect(),
            None if self.is_foreign() => Vec::new(),
            None => vec![lint],
        }
    }

    /// Whether a label that was found is right where this one was said.
    pub fn accepts(&self, said: &str, found: &str) -> bool {
        said == found || self.accept.iter().any(|group| group.contains(said) && group.contains(found))
    }

    /// Whether a label or lint is left out.
    pub fn leaves_out(&self, name: &str) -> bool {
        self.leave_out.iter().any(|glob| fits(glob, name))
    }

    /// Whether a label is looked at, and has a name that a lint could bear.
    pub fn counts(&self, label: &str) -> bool {
        label != OTHER && !self.leaves_out(label) && (self.only.is_empty() || self.only.contains(label))
    }
}

fn read_map(reader: &mut Reader<'_>, node: &Node) -> Map {
    let mut map = Map::default();
    let mut accepted = Vec::new();
    let settings = ["accept", "leave_out", "only"];
    if !matches!(node.shape, Shape::Map(_)) {
        reader.fields(node, "a map", &settings);
    }
    for entry in node.entries() {
        let (key, node) = (entry.key.text.as_str(), &entry.node);
        match key {
            "accept" => {
                let groups =
                    reader.list(node, |reader, node| reader.list(node, |reader, node| (reader.text(node), node.span)));
                map.accept = groups.iter().map(|group| group.iter().map(|(name, _)| name.clone()).collect()).collect();
                accepted.extend(groups.into_iter().flatten());
            }
            "leave_out" => map.leave_out = reader.texts(node),
            "only" => map.only = reader.texts(node).into_iter().collect(),
            lint if lint.contains('/') => {
                map.named.push((lint.to_owned(), entry.key.span));
                map.lints.insert(lint.to_owned(), labels(reader, node));
            }
            other => {
                let message = format!("`{other}` is neither a lint nor a setting of a map");
                reader.unknown(entry.key.span, message, other, "write GROUP/NAME, or one of", &settings);
            }
        }
    }
    // Under a map of lints, the groups hold labels of the other scheme.
    if !map.is_foreign() {
        map.named = accepted.into_iter().filter(|(name, _)| name.contains('/')).collect();
    }
    map
}

/// One label, several, or none.
fn labels(reader: &mut Reader<'_>, node: &Node) -> Vec<String> {
    match &node.shape {
        _ if node.is_null() => Vec::new(),
        Shape::List(items) => items.iter().map(|item| reader.text(item)).collect(),
        _ => vec![reader.text(node)],
    }
}

/// Whether a glob fits a name: `*` stands for anything, also nothing.
fn fits(glob: &str, name: &str) -> bool {
    let Some((start, rest)) = glob.split_once('*') else { return glob == name };
    let Some(name) = name.strip_prefix(start) else { return false };
    (0..=name.len()).any(|at| name.is_char_boundary(at) && fits(rest, &name[at..]))
}
