//! Labels that point into the register.

use super::Register;
use crate::finding::Label;
use crate::text::{SourceFile, Span};

/// The label of a field of a bend's entry; of the entry's first line when the field is not there. What it reads is the
/// bend's id and rule, so that a finding stays the same while other fields change.
pub fn label_of_bend(register: &Register, source: &SourceFile, bend: usize, field: &str) -> Label {
    let entry = &register.bends[bend];
    let mut label = label_of_entry(source, entry.span, entry.fields.get(field).copied());
    let rule = entry.value.rule.as_deref().unwrap_or_default();
    label.reading = format!("{} {rule}", entry.value.id).trim().to_owned();
    label.anchor.clone_from(&entry.value.rule);
    label.section = vec!["bends".to_owned(), entry.value.id.clone()];
    label
}

/// A label in the register: an entry, of which one value matters.
pub fn label_of_entry(source: &SourceFile, entry: Span, value: Option<Span>) -> Label {
    let first = source.line_column(entry.start).line;
    let line = source.line_span(first);
    let matched = value.unwrap_or(Span::new(entry.start, line.end.min(entry.end).max(entry.start)));
    Label::of(source, matched, matched)
}
