//! One file of a bright signal → [`Bright`].

use super::known::{Known, text};
use super::load::id;
use super::load_detector::metric;
use super::load_lint::examples;
use super::written::Bright;
use crate::yaml::{Node, Reader};

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
