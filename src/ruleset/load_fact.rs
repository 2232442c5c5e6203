//! The other ruleset files → [`FactKind`], [`Bright`] and the vocabulary.

use super::known::{Known, check, text};
use super::load::{id, is_id_part};
use super::load_detector::{metric, polarity};
use super::load_lint::examples;
use super::text::Text;
use super::written::{Bright, FactExample, FactKind, Quantity, Ruleset};
use crate::fact::{Role, Worse};
use crate::yaml::{Node, Reader};
use std::collections::BTreeMap;

pub(super) fn fact(reader: &mut Reader<'_>, node: &Node, own_id: &str, known: &Known) -> FactKind {
    let legal = ["id", "title", "quantity", "role", "worse", "topic", "any", "unless", "examples"];
    let mut fields = reader.fields(node, "a kind of fact", &legal);
    let patterns = |reader: &mut Reader<'_>, node: &Node| known.patterns(reader, node);
    FactKind {
        id: fields.required("id", |reader, node| id(reader, node, own_id)).into(),
        title: fields.required("title", text),
        quantity: fields.required("quantity", quantities),
        role: fields.required("role", |reader, node| reader.choice(node, Role::ALL, Role::word)),
        worse: fields.required("worse", |reader, node| reader.choice(node, Worse::ALL, Worse::word)),
        topic: fields.required("topic", patterns),
        any: fields.or_default("any", patterns),
        unless: fields.or_default("unless", patterns),
        examples: fields.required("examples", |reader, node| reader.list(node, fact_example)),
    }
}

/// One word, or a list of them.
fn quantities(reader: &mut Reader<'_>, node: &Node) -> Vec<Quantity> {
    let one = |reader: &mut Reader<'_>, node: &Node| reader.choice(node, Quantity::ALL, Quantity::word);
    if node.items().is_empty() { vec![one(reader, node)] } else { reader.list(node, one) }
}

fn fact_example(reader: &mut Reader<'_>, node: &Node) -> FactExample {
    let mut fields = reader.fields(node, "an example", &["text", "value", "from", "polarity", "none"]);
    FactExample {
        text: fields.required("text", text),
        value: fields.optional("value", text),
        from: fields.optional("from", text),
        polarity: fields.optional("polarity", polarity),
        none: fields.or_default("none", Reader::flag),
    }
}

pub(super) fn bright(reader: &mut Reader<'_>, node: &Node, own_id: &str, known: &Known) -> Bright {
    let earns = ["E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8"];
    let legal = ["id", "title", "earns", "any", "unless", "metric", "max", "examples"];
    let mut fields = reader.fields(node, "a bright signal", &legal);
    let patterns = |reader: &mut Reader<'_>, node: &Node| known.patterns(reader, node);
    if !fields.has("any") && !fields.has("metric") {
        let span = fields.node().span;
        fields.reader().mistake(
            span,
            "a bright signal needs something to look for",
            "give `any`, or `metric` and `max`",
        );
    }
    let measures = fields.has("metric") || fields.has("max");
    Bright {
        id: fields.required("id", |reader, node| id(reader, node, own_id)).into(),
        title: fields.required("title", text),
        earns: fields.required("earns", |reader, node| reader.choice(node, &earns, |word| word)).into(),
        any: fields.or_default("any", patterns),
        unless: fields.or_default("unless", patterns),
        at_most: measures.then(|| (fields.required("metric", metric), fields.required("max", Reader::count))),
        examples: fields.required("examples", |reader, node| examples(reader, node, 1, 1)),
    }
}

/// Names and their patterns. A list of the vocabulary holds no other list.
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
