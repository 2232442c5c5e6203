//! Raises what the checks of the log find. Their names are in `catalogue`; what they look at is in `check_bend` (how a bend is
//! used), `check_rule` (what that says of its rule) and `nominated` (what staff call dumb).

use super::LogFile;
use super::catalogue::CHECKS;
use super::fault::Place;
use super::ground::Subject;
use crate::finding::{Finding, Label, identify};
use crate::register::Reconciled;
use crate::ruleset::Severity;
use crate::text::{LineColumn, SourceFile, Span};

/// What the checks look at, and what they found.
pub(super) struct Raised<'a> {
    pub(super) reconciled: &'a Reconciled,
    /// The text of the register.
    pub(super) source: &'a SourceFile,
    /// The logs, or the nominations: what a row's place counts.
    pub(super) files: &'a [LogFile],
    found: Vec<Finding>,
}

impl<'a> Raised<'a> {
    pub(super) const fn new(reconciled: &'a Reconciled, source: &'a SourceFile, files: &'a [LogFile]) -> Self {
        Self { reconciled, source, files, found: Vec::new() }
    }

    /// Raises a check with its usual severity.
    pub(super) fn raise(&mut self, id: &str, detail: &str, primary: Label, related: Vec<Label>) {
        self.found.push(CHECKS.finding(id, detail, primary, related));
    }

    /// Raises a check with a severity of its own.
    pub(super) fn raise_as(&mut self, id: &str, severity: Severity, detail: &str, primary: Label, related: Vec<Label>) {
        self.found.push(Finding { severity, ..CHECKS.finding(id, detail, primary, related) });
    }

    /// The label of a bend's entry; `role` keeps findings about several roles apart.
    pub(super) fn entry(&self, bend: usize, field: &str, role: Option<&str>) -> Label {
        let mut label = self.reconciled.register.label_of(self.source, bend, field);
        if let Some(role) = role {
            label.reading = format!("{} {role}", label.reading);
        }
        label
    }

    /// The label of a row. It shows no text of it: rows speak of people.
    pub(super) fn row(&self, place: Place, reading: &str) -> Label {
        let start = LineColumn { line: usize::try_from(place.line).unwrap_or(usize::MAX), column: 1 };
        let path = self.files.get(place.file as usize).map_or_else(String::new, |file| file.path.clone());
        Label {
            path,
            span: Span::new(0, 0),
            matched: Span::new(0, 0),
            start,
            end: start,
            quote: String::new(),
            reading: reading.to_owned(),
            section: Vec::new(),
            lines: Vec::new(),
            anchor: None,
            note: None,
        }
    }

    /// The label of a rule, where it stands now; none when it is nowhere.
    pub(super) fn rule(&self, subject: &Subject) -> Option<Label> {
        let (document, rule) = subject.seen?;
        Some(self.reconciled.documents[document].rules[rule].label.clone())
    }

    /// What was found, by path and place.
    pub(super) fn into_findings(self) -> Vec<Finding> {
        let mut found = self.found;
        let key = |finding: &Finding| {
            let label = &finding.primary;
            (label.path.clone(), label.span, label.start, finding.lint.clone(), finding.message.clone())
        };
        found.sort_by_cached_key(key);
        identify(found.iter_mut());
        found
    }
}

/// "once", "5 times".
pub(super) fn times_in_words(times: u64) -> String {
    match times {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        times => format!("{times} times"),
    }
}

/// "one person", "5 people".
pub(super) fn people_in_words(people: u64) -> String {
    if people == 1 { "one person".to_owned() } else { format!("{people} people") }
}
