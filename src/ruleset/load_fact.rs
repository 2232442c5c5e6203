//! One file of a kind of fact → [`FactKind`].

use super::known::{Known, text};
use super::load::id;
use super::load_detector::polarity;
use super::written::{FactExample, FactKind, Quantity, Role, Worse};
use crate::yaml::{Node, Reader};

pub(super) fn fact(reader: &mut Reader<'_>, node: &Node, own_id: &str, known: &Known) -> FactKind {
    let legal = ["id", "title", "quantity", "role", "worse", "topic", "any", "unless", "examples"];
    let mut fields = reader.fields(node, "a kind of fact", &legal);
    let patterns = |reader: &mut Reader<'_>, node: &Node| known.patterns(reader, node);
    FactKind {
        id: fields.required("id", |reader, node| id(reader, node, own_id)).into(),
        title: fields.required("title", text),
        quantity: fields.required("quantity", |reader, node| reader.choice(node, Quantity::ALL, Quantity::word)),
        role: fields.required("role", |reader, node| reader.choice(node, Role::ALL, Role::word)),
        worse: fields.required("worse", |reader, node| reader.choice(node, Worse::ALL, Worse::word)),
        topic: fields.required("topic", patterns),
        any: fields.or_default("any", patterns),
        unless: fields.or_default("unless", patterns),
        examples: fields.required("examples", |reader, node| reader.list(node, fact_example)),
    }
}

fn fact_example(reader: &mut Reader<'_>, node: &Node) -> FactExample {
    let mut fields = reader.fields(node, "an example", &["text", "value", "from", "polarity", "none"]);
    FactExample {
        text: fields.required("text", text),
        value: fields.optional("value", Reader::number),
        from: fields.optional("from", text),
        polarity: fields.optional("polarity", polarity),
        none: fields.or_default("none", Reader::flag),
    }
}
