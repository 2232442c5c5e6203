//! Drills: many short texts of one's own, hostile and fair, each about one lint. YAML, as in a lint's examples.

use super::{Labelled, Place, TextFrom, Unit};
use crate::error::Error;
use crate::text::{SourceFile, Span};
use crate::yaml::{self, Node, Reader, Shape};

/// Reads a file of drills; `file` is its number, for telling where a label was said.
///
/// # Errors
///
/// Every mistake of the file, each with its place.
///
/// ```
/// use dumbrules::evaluation::drills;
/// use dumbrules::text::SourceFile;
/// let file = "- id: refund/no-refunds\n  hostile: [Payments stay made.]\n  fair: [We refund within a week.]\n";
/// let texts = drills::read(&SourceFile::new("drills.yaml", file), 0).expect("nothing is wrong in it");
/// assert_eq!(texts.len(), 2);
/// assert_eq!(texts[0].units[0].labels, ["refund/no-refunds"]);
/// assert!(texts[1].units[0].labels.is_empty());
/// ```
pub fn read(source: &SourceFile, file: usize) -> Result<Vec<Labelled>, Vec<Error>> {
    yaml::read(source, |reader, node| reader.list(node, |reader, node| drill(reader, node, file)))
        .map(|drills| drills.into_iter().flatten().collect())
}

fn drill(reader: &mut Reader<'_>, node: &Node, file: usize) -> Vec<Labelled> {
    let mut fields = reader.fields(node, "a drill", &["id", "hostile", "fair"]);
    let id = fields.required("id", Reader::text);
    let mut texts = Vec::new();
    for (name, hostile) in [("hostile", true), ("fair", false)] {
        let read = fields.or_default(name, |reader, node| reader.list(node, drilled));
        texts.extend(read.into_iter().map(|(documents, span)| {
            let words: Vec<&str> = documents.iter().map(|(_, text)| text.as_str()).collect();
            let unit = Unit {
                place: Place::Whole,
                text: words.join(" | "),
                labels: Vec::from_iter(hostile.then(|| id.clone())),
                hostile,
                about: Some(id.clone()),
                confidence: None,
                rule: None,
                said: (file, span),
            };
            Labelled { doc: id.clone(), text: TextFrom::Here(documents), units: vec![unit], complete: true }
        }));
    }
    texts
}

impl Labelled {
    /// An example inside a lint.
    pub fn example(lint: &str, text: String, hostile: bool) -> Self {
        let unit = Unit {
            place: Place::Whole,
            text: text.clone(),
            labels: Vec::from_iter(hostile.then(|| lint.to_owned())),
            hostile,
            about: Some(lint.to_owned()),
            confidence: None,
            rule: None,
            said: (0, Span::default()),
        };
        let text = TextFrom::Here(vec![("example.md".to_owned(), text)]);
        Self { doc: lint.to_owned(), text, units: vec![unit], complete: true }
    }
}

/// A text, or several documents that are read together; names and texts.
type Documents = Vec<(String, String)>;

fn drilled(reader: &mut Reader<'_>, node: &Node) -> (Documents, Span) {
    let documents = if matches!(node.shape, Shape::Map(_)) {
        let mut fields = reader.fields(node, "a text", &["documents"]);
        fields.required("documents", |reader, node| {
            reader.list(node, |reader, node| {
                let mut fields = reader.fields(node, "a document", &["name", "text"]);
                (fields.required("name", Reader::text), fields.required("text", Reader::text))
            })
        })
    } else {
        vec![("drill.md".to_owned(), reader.text(node))]
    };
    (documents, node.span)
}
