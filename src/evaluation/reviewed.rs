//! A file of verdicts as labels: each says of one finding whether it was right, and nothing of what no lint found.

use super::{Labelled, Place, TextFrom, Unit};
use crate::error::Error;
use crate::text::{SourceFile, Span};
use crate::verdict;
use std::collections::BTreeMap;

/// Reads a file of verdicts; `file` is its number, for telling where a label was said.
///
/// # Errors
///
/// Every mistake of the file, each with its place.
pub fn read(source: &SourceFile, file: usize) -> Result<Vec<Labelled>, Vec<Error>> {
    let verdicts = verdict::load(source)?;
    let mut by_document: BTreeMap<&str, Vec<Unit>> = BTreeMap::new();
    for (label, verdict) in verdict::labels(&verdicts).zip(&verdicts) {
        by_document.entry(label.document).or_default().push(Unit {
            place: Place::Finding(label.finding.to_owned()),
            text: verdict.quote.clone(),
            labels: Vec::from_iter(label.right.then(|| label.lint.to_owned())),
            hostile: label.right,
            about: Some(label.lint.to_owned()),
            confidence: None,
            rule: None,
            said: (file, Span::default()),
        });
    }
    let labelled = by_document.into_iter().map(|(document, units)| Labelled {
        doc: document.to_owned(),
        text: TextFrom::File(vec![document.to_owned()]),
        units,
        complete: true,
    });
    Ok(labelled.collect())
}

/// Whether a YAML file is one of verdicts: it says `verdicts:` at the start of a line.
pub fn is_verdicts(source: &SourceFile) -> bool {
    source.text.lines().any(|line| line.starts_with("verdicts:"))
}
