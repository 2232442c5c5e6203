//! Runs the checks of the register, and raises what they find. Their names are in `catalogue`; what they look at is in
//! `check_bend` (one entry), `check_pairs` (two of them) and `check_text` (the documents).

use super::catalogue::CHECKS;
use super::reconcile::{Reconciled, Scope};
use super::{Register, Seen, check_bend, check_pairs, check_text};
use crate::finding::{Finding, Label, identify};
use crate::ruleset::Severity;
use crate::text::{SourceFile, Span};
use std::collections::BTreeMap;

/// Everything that is wrong, by path and place.
pub(super) fn findings(
    reconciled: &Reconciled,
    source: &SourceFile,
    counted: &[&Finding],
    scope: &Scope<'_>,
) -> Vec<Finding> {
    let mut worst: BTreeMap<(&str, Span), Severity> = BTreeMap::new();
    for finding in counted {
        let severity = worst.entry((&finding.primary.path, finding.primary.span)).or_insert(finding.severity);
        *severity = finding.severity.max(*severity);
    }
    let mut raised = Raised { reconciled, source, worst, scope, found: Vec::new() };
    for at in 0..reconciled.standings.len() {
        check_bend::check(&mut raised, at);
    }
    check_pairs::check(&mut raised);
    check_text::check(&mut raised);
    let mut found = raised.found;
    found.sort_by(|a, b| {
        (&a.primary.path, a.primary.span, &a.lint, &a.message).cmp(&(
            &b.primary.path,
            b.primary.span,
            &b.lint,
            &b.message,
        ))
    });
    // File by file: what is wrong in one document never counts as what was wrong in another one of the same title.
    for of_file in found.chunk_by_mut(|a, b| a.primary.path == b.primary.path) {
        identify(of_file.iter_mut());
    }
    found
}

/// What the checks look at, and what they found.
pub(super) struct Raised<'a> {
    pub(super) reconciled: &'a Reconciled,
    pub(super) source: &'a SourceFile,
    /// The worst severity of the findings about each rule that count, by path and place.
    pub(super) worst: BTreeMap<(&'a str, Span), Severity>,
    pub(super) scope: &'a Scope<'a>,
    found: Vec<Finding>,
}

impl Raised<'_> {
    /// Raises a check with its usual severity.
    pub(super) fn raise(&mut self, id: &str, detail: &str, primary: Label, related: Vec<Label>) {
        self.found.push(CHECKS.finding(id, detail, primary, related));
    }

    /// Raises a check with a severity of its own.
    pub(super) fn raise_as(&mut self, id: &str, severity: Severity, detail: &str, primary: Label, related: Vec<Label>) {
        self.found.push(Finding { severity, ..CHECKS.finding(id, detail, primary, related) });
    }

    /// The label of a field of a bend's entry.
    pub(super) fn entry(&self, bend: usize, field: &str) -> Label {
        self.reconciled.register.label_of(self.source, bend, field)
    }

    /// A label in the register: an entry, of which one value matters.
    pub(super) fn place(&self, entry: Span, value: Option<Span>) -> Label {
        place(self.source, entry, value)
    }

    /// The worst severity among findings about a rule.
    pub(super) fn worst(&self, seen: &Seen) -> Option<Severity> {
        self.worst.get(&(seen.label.path.as_str(), seen.label.span)).copied()
    }

    /// The rule of a bend, for the second label.
    pub(super) fn rule(&self, bend: usize) -> Vec<Label> {
        let standing = &self.reconciled.standings[bend];
        self.reconciled.rule(standing).map(|seen| seen.label.clone().noted("the rule")).into_iter().collect()
    }
}

impl Register {
    /// The label of a field of a bend's entry; of the entry's first line when the field is not there. What it reads is the
    /// bend's id and rule, so that a finding stays the same while other fields change.
    pub fn label_of(&self, source: &SourceFile, bend: usize, field: &str) -> Label {
        let entry = &self.bends[bend];
        let mut label = place(source, entry.span, entry.fields.get(field).copied());
        let rule = entry.value.rule.as_deref().unwrap_or_default();
        label.reading = format!("{} {rule}", entry.value.id).trim().to_owned();
        label.anchor.clone_from(&entry.value.rule);
        label.section = vec!["bends".to_owned(), entry.value.id.clone()];
        label
    }
}

fn place(source: &SourceFile, entry: Span, value: Option<Span>) -> Label {
    let first = source.line_column(entry.start).line;
    let line = source.line_span(first);
    let matched = value.unwrap_or(Span::new(entry.start, line.end.min(entry.end).max(entry.start)));
    Label::of(source, matched, matched)
}
