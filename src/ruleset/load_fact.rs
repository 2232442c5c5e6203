//! One file of a kind of fact → [`FactKind`].

use super::known::{Known, text};
use super::load::id;
use super::load_detector::polarity;
use super::written::{FactExample, FactKind, Quantity};
use crate::fact::{Role, StartEvent, Worse};
use crate::yaml::{Node, Reader};

pub(super) fn fact(reader: &mut Reader<'_>, node: &Node, own_id: &str, known: &Known) -> FactKind {
    let legal = ["id", "title", "quantity", "role", "worse", "topic", "unless", "examples"];
    let mut fields = reader.fields(node, "a kind of fact", &legal);
    let patterns = |reader: &mut Reader<'_>, node: &Node| known.patterns(reader, node);
    FactKind {
        id: fields.required("id", |reader, node| id(reader, node, own_id)).into(),
        title: fields.required("title", text),
        quantity: fields.required("quantity", quantities),
        role: fields.required("role", |reader, node| reader.choice(node, Role::ALL, Role::word)),
        worse: fields.required("worse", |reader, node| reader.choice(node, Worse::ALL, Worse::word)),
        topic: fields.required("topic", patterns),
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
        from: fields.optional("from", |reader, node| reader.choice(node, StartEvent::ALL, StartEvent::word)),
        polarity: fields.optional("polarity", polarity),
        none: fields.or_default("none", Reader::flag),
    }
}
