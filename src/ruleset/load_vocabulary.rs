//! The vocabulary file → names and their patterns.

use super::known::{check, text};
use super::load::is_id_part;
use super::text::Text;
use super::written::Ruleset;
use crate::yaml::{Node, Reader};
use std::collections::BTreeMap;

/// A list of the vocabulary holds no other list.
pub(super) fn vocabulary(reader: &mut Reader<'_>, node: &Node, shipped: Option<&Ruleset>) -> BTreeMap<Text, Vec<Text>> {
    let lists = reader.map(node, |reader, node| {
        reader.list(node, |reader, node| {
            let pattern = text(reader, node);
            if pattern.starts_with('@') {
                reader.mistake(
                    node.span,
                    format!("`{pattern}` inside a list of the vocabulary"),
                    "write its patterns out",
                );
            } else {
                check(reader, node, &pattern);
            }
            pattern
        })
    });
    let mut vocabulary = BTreeMap::new();
    for (name, patterns) in lists {
        if !is_id_part(&name.text) {
            let help = "use lower-case letters, digits, `.`, `_` and `-`";
            reader.mistake(name.span, format!("`{}` is no name for a list", name.text), help);
        }
        if shipped.is_some_and(|shipped| shipped.vocabulary.contains_key(name.text.as_str())) {
            let message = format!("the list `@{}` is shipped with dumbrules", name.text);
            reader.mistake(name.span, message, "choose another name");
        }
        vocabulary.insert(name.text.clone().into(), patterns);
    }
    vocabulary
}
