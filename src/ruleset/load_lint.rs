//! One lint file → [`Lint`].

use super::known::{Known, text, texts};
use super::load::id;
use super::load_detector::detector;
use super::severity::Severity;
use super::text::Text;
use super::written::{Audience, Example, ExampleDocument, Examples, Layer, Lint};
use crate::document::TYPES;
use crate::yaml::{Node, Reader, Shape};

/// The fields of a lint file, in the order in which people should write them.
const FIELDS: [&str; 14] = [
    "id",
    "title",
    "severity",
    "layer",
    "audience",
    "applies_to",
    "customer_experience",
    "why",
    "sources",
    "acceptable_when",
    "yields_to",
    "match",
    "rewrite",
    "examples",
];

pub(super) fn lint(reader: &mut Reader<'_>, node: &Node, own_id: &str, known: &Known) -> Lint {
    let mut fields = reader.fields(node, "a lint", &FIELDS);
    Lint {
        id: fields.required("id", |reader, node| id(reader, node, own_id)).into(),
        title: fields.required("title", text),
        severity: fields.required("severity", |reader, node| reader.choice(node, &Severity::ALL, Severity::word)),
        layer: fields.required("layer", |reader, node| reader.choice(node, Layer::ALL, Layer::word)),
        audience: fields.required("audience", |reader, node| reader.choice(node, Audience::ALL, Audience::word)),
        applies_to: fields.required("applies_to", |reader, node| reader.list(node, document_type)),
        customer_experience: fields.required("customer_experience", text),
        why: fields.required("why", text),
        sources: fields.or_default("sources", texts),
        acceptable_when: fields.or_default("acceptable_when", texts),
        yields_to: fields.or_default("yields_to", texts),
        detectors: fields.required("match", |reader, node| match &node.shape {
            Shape::List(_) => {
                reader.list(node, |reader, node| detector(reader, node, known)).into_iter().flatten().collect()
            }
            _ => detector(reader, node, known).into_iter().collect(),
        }),
        rewrite: fields.required("rewrite", text),
        examples: fields.required("examples", |reader, node| examples(reader, node, 3, 2)),
    }
}

/// Examples, with at least so many of each sort.
pub(super) fn examples(reader: &mut Reader<'_>, node: &Node, flags: usize, passes: usize) -> Examples {
    let enough = |least: usize| {
        move |reader: &mut Reader<'_>, node: &Node| {
            let examples: Vec<_> = reader.list(node, example);
            if (1..least).contains(&examples.len()) {
                reader.mistake(
                    node.span,
                    format!("too few examples: {}", examples.len()),
                    format!("give {least} or more"),
                );
            }
            examples.into_iter().flatten().collect::<Vec<_>>()
        }
    };
    let mut fields = reader.fields(node, "`examples`", &["flags", "passes"]);
    Examples { flags: fields.required("flags", enough(flags)), passes: fields.required("passes", enough(passes)) }
}

fn example(reader: &mut Reader<'_>, node: &Node) -> Option<Example> {
    if let Shape::Map(_) = node.shape {
        let mut fields = reader.fields(node, "an example", &["documents"]);
        return Some(Example::Documents(fields.required("documents", |reader, node| reader.list(node, document))));
    }
    node.text().is_some().then(|| Example::Text(text(reader, node))).or_else(|| {
        reader.mistake(node.span, format!("{} is no example", node.what()), "write a text, or `documents: …`");
        None
    })
}

fn document(reader: &mut Reader<'_>, node: &Node) -> ExampleDocument {
    let mut fields = reader.fields(node, "a document of an example", &["name", "type", "text"]);
    ExampleDocument {
        name: fields.required("name", text),
        document_type: fields.optional("type", document_type),
        text: fields.required("text", text),
    }
}

fn document_type(reader: &mut Reader<'_>, node: &Node) -> Text {
    let known: Vec<&str> = std::iter::once("any").chain(TYPES.iter().map(|(name, _)| *name)).collect();
    reader.choice(node, &known, |word| word).into()
}
