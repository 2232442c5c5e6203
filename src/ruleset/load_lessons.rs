//! `lessons.yaml` → [`Lessons`]: what `dumbrules lints teach` wrote.

use super::load::is_lint_id;
use crate::lesson::{Lesson, Lessons, Marks, Packed};
use crate::text::Span;
use crate::yaml::{Node, Reader};
use std::collections::BTreeMap;

/// Weights are packed in 16 bits; a weight beyond this is none that was learnt.
const LARGEST: f32 = 31.0;

pub(super) fn lessons(reader: &mut Reader<'_>, node: &Node) -> Lessons {
    let mut fields = reader.fields(node, "the lessons", &["taught_by", "lessons"]);
    // For people: where the lessons come from.
    fields.required("taught_by", Reader::texts);
    let read: Vec<(Lesson, Vec<(String, f32)>)> = fields.required("lessons", |reader, node| {
        let read = reader.list(node, lesson);
        refuse_second(reader, node, &read);
        read
    });
    let (lessons, weights): (Vec<_>, Vec<_>) = read.into_iter().unzip();
    Lessons { lessons, weights: Packed::new(&weights) }
}

fn lesson(reader: &mut Reader<'_>, node: &Node) -> (Lesson, Vec<(String, f32)>) {
    let marks = ["certain", "likely", "possible", "doubtful", "doubtful_in_terms"];
    let legal = [&["lint", "also", "hostile", "fair", "bias"][..], &marks, &["weights"]].concat();
    let mut fields = reader.fields(node, "a lesson", &legal);
    let number = |reader: &mut Reader<'_>, node: &Node| reader.number(node) as f32;
    let silent = Marks::default();
    let lesson = Lesson {
        lint: fields.required("lint", lint),
        also: fields.or_default("also", |reader, node| reader.list(node, lint)),
        hostile: fields.required("hostile", Reader::count),
        fair: fields.required("fair", Reader::count),
        bias: fields.required("bias", number),
        marks: Marks {
            certain: fields.optional("certain", number).unwrap_or(silent.certain),
            likely: fields.optional("likely", number).unwrap_or(silent.likely),
            possible: fields.optional("possible", number).unwrap_or(silent.possible),
            doubtful: fields.optional("doubtful", number).unwrap_or(silent.doubtful),
            doubtful_in_terms: fields.optional("doubtful_in_terms", number).unwrap_or(silent.doubtful_in_terms),
        },
    };
    (lesson, fields.required("weights", weights))
}

/// Only one lesson of a lint would speak, and nobody would know which.
fn refuse_second(reader: &mut Reader<'_>, node: &Node, read: &[(Lesson, Vec<(String, f32)>)]) {
    let mut first: BTreeMap<&str, Span> = BTreeMap::new();
    for ((lesson, _), item) in read.iter().zip(node.items()).filter(|((lesson, _), _)| !lesson.lint.is_empty()) {
        let span = item.get("lint").map_or(item.span, |node| node.span);
        if let Some(before) = first.insert(&lesson.lint, span) {
            let line = reader.source().line_column(before.start).line;
            let message = format!("`{}` has a lesson already, on line {line}", lesson.lint);
            reader.mistake(span, message, "keep one of the two, or teach again with `dumbrules lints teach`");
        }
    }
}

fn lint(reader: &mut Reader<'_>, node: &Node) -> String {
    let id = reader.text(node);
    if !is_lint_id(&id) {
        reader.mistake(node.span, format!("`{id}` is no lint"), "write `group/name`");
    }
    id
}

/// `no refund 2.31, refund 1.2`: the feature's name and what it weighs, divided by commas.
fn weights(reader: &mut Reader<'_>, node: &Node) -> Vec<(String, f32)> {
    let text = reader.text(node);
    let mut weights = Vec::new();
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let weight = part.rsplit_once(' ').and_then(|(name, weight)| Some((name, weight.parse::<f32>().ok()?)));
        match weight.filter(|(_, weight)| weight.abs() <= LARGEST) {
            Some((name, weight)) => weights.push((name.trim().to_owned(), weight)),
            None => {
                let help =
                    "write a word or two and a weight from -31 to 31, or teach again with `dumbrules lints teach`";
                reader.mistake(node.span, format!("`{part}` is no weight"), help);
            }
        }
    }
    weights
}
