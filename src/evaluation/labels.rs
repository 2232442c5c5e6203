//! Labels as people write them: one JSON object a line. Which of the four forms a line has is told from its keys.

use super::line::Line;
use super::{LabelConfidence, Labelled, OTHER, Place, TextFrom, Unit};
use crate::error::Error;
use crate::text::{SourceFile, Span};
use std::collections::{BTreeMap, BTreeSet};

/// The forms a line can have, for those who wrote another one.
pub(super) const FORMS: &str = "a line has one of these forms: {\"doc\", \"text\", \"hostile\"} for a hostile unit, \
    {\"doc\", \"reviewed\": true} for a document that was read, {\"doc\", \"start\", \"end\", \"text\", \"rule\", \"hostile\"} for \
    any unit, {\"doc\", \"sentence\", \"labels\"} for a sentence, {\"doc\", \"sentence\", \"case\"} for a quote";

/// Keys that other tools put into the same lines, and that say nothing here.
const OWN: [&str; 7] = ["doc", "text", "hostile", "other", "confidence", "severity", "reviewed"];
const UNIT: [&str; 15] = [
    "doc",
    "unit",
    "start",
    "end",
    "text",
    "rule",
    "modality",
    "bearer",
    "hostile",
    "other",
    "severity",
    "confidence",
    "softened_by",
    "lead_in",
    "quantities",
];
const SENTENCE: [&str; 7] = ["doc", "idx", "sentence", "labels", "degrees", "official_split", "official_fold"];
const QUOTE: [&str; 8] = ["doc", "sentence", "labels", "case", "theme", "topics", "id", "needModeration"];
/// Labels of a quote that say that it hurts.
const HURTS: [&str; 2] = ["bad", "blocker"];

/// What a labels file says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Labels {
    /// The labelled texts, in order of their first line.
    pub texts: Vec<Labelled>,
    /// Documents that the file says were read from beginning to end.
    pub reviewed: BTreeSet<String>,
    /// Whether documents in which nothing is listed are fair: so in the tool's own form.
    pub others_are_fair: bool,
    /// Whether its documents lie in a folder `docs` beside it.
    pub sentences: bool,
}

/// Reads a labels file; `file` is its number, for telling where a label was said.
///
/// # Errors
///
/// Every mistake of the file, each with its line.
pub fn read(source: &SourceFile, file: usize) -> Result<Labels, Vec<Error>> {
    let mut labels = Labels { others_are_fair: true, ..Labels::default() };
    let mut places = BTreeMap::new();
    let mut mistakes = Vec::new();
    let mut start = 0;
    for text in source.text.split_inclusive('\n') {
        let span = Span::new(start, start + text.trim_end().len());
        start += text.len();
        if span.is_empty() {
            continue;
        }
        match Line::parse(source, span) {
            Ok(mut line) => {
                read_line(&mut line, file, &mut labels, &mut places);
                mistakes.extend(line.mistakes);
            }
            Err(error) => mistakes.push(error),
        }
    }
    if mistakes.is_empty() { Ok(labels) } else { Err(mistakes) }
}

fn read_line(line: &mut Line<'_>, file: usize, labels: &mut Labels, places: &mut BTreeMap<String, usize>) {
    if line.has("case") {
        labels.others_are_fair = false;
        let labelled = quote(line, file);
        labels.texts.push(labelled);
        return;
    }
    let (doc, unit, complete) = if line.has("sentence") {
        labels.sentences = true;
        sentence(line, file)
    } else if line.has("start") || line.has("end") {
        any_unit(line, file)
    } else if line.has("text") {
        hostile_unit(line, file)
    } else if line.has("reviewed") {
        line.only("a document that was read", &OWN);
        let doc = line.text("doc");
        if line.flag("reviewed") {
            labels.reviewed.insert(doc);
        }
        return;
    } else {
        let keys: Vec<String> = line.object.keys().map(|key| format!("`{key}`")).collect();
        line.mistake("", format!("nothing is said here that labels say: {}", keys.join(", ")), FORMS);
        return;
    };
    labels.others_are_fair &= !complete;
    let at = *places.entry(doc.clone()).or_insert_with(|| {
        let text = TextFrom::File(file_names(&doc));
        labels.texts.push(Labelled { doc, text, units: Vec::new(), complete });
        labels.texts.len() - 1
    });
    labels.texts[at].units.push(unit);
}

/// `{"doc", "text", "hostile"}`: a hostile unit, in the tool's own form.
fn hostile_unit(line: &mut Line<'_>, file: usize) -> (String, Unit, bool) {
    line.only("a hostile unit", &OWN);
    let unit = unit(line, file, Place::Words);
    if unit.labels.is_empty() && line.mistakes.is_empty() {
        let help = "name the lint, or say in \"other\" what it does; what is not listed is fair";
        line.mistake("hostile", "the unit has no label".to_owned(), help);
    }
    (line.text("doc"), unit, false)
}

/// `{"doc", "start", "end", …}`: any unit, hostile or not, by its characters.
fn any_unit(line: &mut Line<'_>, file: usize) -> (String, Unit, bool) {
    line.only("a unit", &UNIT);
    let place = Place::Characters(line.count("start"), line.count("end"));
    let unit = Unit { rule: Some(line.flag("rule")), ..unit(line, file, place) };
    (line.text("doc"), unit, true)
}

fn unit(line: &mut Line<'_>, file: usize, place: Place) -> Unit {
    let mut labels = line.texts("hostile", true);
    if !line.text_or_nothing("other").is_empty() && !labels.iter().any(|label| label == OTHER) {
        labels.push(OTHER.to_owned());
    }
    Unit {
        place,
        text: line.text("text"),
        hostile: !labels.is_empty(),
        labels,
        about: None,
        confidence: line.choice("confidence", LabelConfidence::ALL, LabelConfidence::word),
        rule: None,
        said: (file, line.span),
    }
}

/// `{"doc", "sentence", "labels"}`: a sentence under the labels of some scheme.
fn sentence(line: &mut Line<'_>, file: usize) -> (String, Unit, bool) {
    let legal: Vec<&str> = SENTENCE.into_iter().chain(["tok"]).collect();
    line.only("a sentence", &legal);
    let labels = line.texts("labels", true);
    let unit = Unit {
        place: Place::Sentence,
        text: line.text("sentence"),
        hostile: !labels.is_empty(),
        labels,
        about: None,
        confidence: None,
        rule: None,
        said: (file, line.span),
    };
    (line.text("doc"), unit, true)
}

/// `{"doc", "sentence", "case"}`: a quote from terms, and the one thing that somebody saw in it.
fn quote(line: &mut Line<'_>, file: usize) -> Labelled {
    line.only("a quote", &QUOTE);
    let verdicts = line.texts("labels", true);
    let text = line.text("sentence");
    let unit = Unit {
        place: Place::Whole,
        text: text.clone(),
        labels: vec![line.text("case")],
        hostile: verdicts.iter().any(|label| HURTS.contains(&label.as_str())),
        about: None,
        confidence: None,
        rule: None,
        said: (file, line.span),
    };
    let text = TextFrom::Here(vec![("terms.md".to_owned(), text)]);
    Labelled { doc: line.text("doc"), text, units: vec![unit], complete: true }
}

/// Names that the file of a document may have: its own, and that of a name made safe for every file system.
fn file_names(doc: &str) -> Vec<String> {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "._+-".contains(letter);
    let mut safe = String::new();
    let mut after_plain = true;
    for letter in doc.chars().filter(char::is_ascii) {
        if is_plain(letter) {
            safe.push(letter);
        } else if after_plain {
            safe.push('_');
        }
        after_plain = is_plain(letter);
    }
    let safe: String = safe.trim_matches(['_', '.']).chars().take(100).collect();
    let mut names = vec![doc.to_owned(), format!("{doc}.md"), format!("{safe}.md")];
    names.dedup();
    names
}
