//! `lessons.yaml` → [`Lessons`]: what `dumbrules lints teach` wrote.

use super::load::is_lint_id;
use crate::lesson::{ANY, Lesson, Lessons, Marks, Packed};
use crate::yaml::{Node, Reader};

/// Weights are packed in 16 bits; a weight beyond this is none that was learnt.
const LARGEST: f32 = 31.0;

pub(super) fn lessons(reader: &mut Reader<'_>, node: &Node) -> Lessons {
    let mut fields = reader.fields(node, "the lessons", &["taught_by", "lessons"]);
    // For people: where the lessons come from.
    fields.required("taught_by", Reader::texts);
    let read: Vec<(Lesson, Vec<(String, f32)>)> = fields.required("lessons", |reader, node| reader.list(node, lesson));
    let (lessons, weights): (Vec<_>, Vec<_>) = read.into_iter().unzip();
    Lessons { lessons, weights: Packed::new(&weights) }
}

fn lesson(reader: &mut Reader<'_>, node: &Node) -> (Lesson, Vec<(String, f32)>) {
    let legal = ["lint", "hostile", "fair", "bias", "certain", "likely", "possible", "doubtful", "weights"];
    let mut fields = reader.fields(node, "a lesson", &legal);
    let number = |reader: &mut Reader<'_>, node: &Node| reader.number(node) as f32;
    let silent = Marks::default();
    let lesson = Lesson {
        lint: fields.required("lint", lint),
        hostile: fields.required("hostile", Reader::count),
        fair: fields.required("fair", Reader::count),
        bias: fields.required("bias", number),
        marks: Marks {
            certain: fields.optional("certain", number).unwrap_or(silent.certain),
            likely: fields.optional("likely", number).unwrap_or(silent.likely),
            possible: fields.optional("possible", number).unwrap_or(silent.possible),
            doubtful: fields.optional("doubtful", number).unwrap_or(silent.doubtful),
        },
    };
    (lesson, fields.required("weights", weights))
}

fn lint(reader: &mut Reader<'_>, node: &Node) -> String {
    let id = reader.text(node);
    if id != ANY && !is_lint_id(&id) {
        reader.mistake(node.span, format!("`{id}` is no lint"), "write `group/name`, or `*` for any hostile rule");
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
