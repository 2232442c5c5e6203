//! What counts otherwise in one document: lints that are passed over in it, and other severities.

use super::audit::Run;
use super::corpus::{Claim, found_between};
use super::detect::Match;
use super::{Finding, Silenced, label};
use crate::ruleset::compiled::{Lint, Ruleset};
use crate::ruleset::{Confidence, Severity};
use std::collections::BTreeMap;

/// What counts otherwise in one document, by the lint's index in the ruleset.
#[derive(Debug, Clone, Default)]
pub struct Adjusted(pub BTreeMap<usize, Adjustment>);

/// What a lint is in one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adjustment {
    /// Off: what it finds is passed over, and counted.
    Off,
    /// Of another severity.
    Severity(Severity),
}

/// A finding that is not reported, because its lint is off in that document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassedOver {
    /// The lint's id.
    pub lint: String,
    /// The document's path.
    pub path: String,
}

impl Adjusted {
    pub(super) fn is_off(&self, lint: usize) -> bool {
        self.0.get(&lint) == Some(&Adjustment::Off)
    }

    pub(super) fn severity(&self, lint: usize, ruleset: &Ruleset) -> Severity {
        match self.0.get(&lint) {
            Some(Adjustment::Severity(severity)) => *severity,
            _ => ruleset.lints[lint].severity,
        }
    }
}

/// Contradictions that nobody is told of, because the lint is off in a document that takes part.
pub fn passed_over_between(claims: &[Claim], ruleset: &Ruleset) -> Vec<PassedOver> {
    if !claims.iter().any(|claim| claim.is_off) {
        return Vec::new();
    }
    let told: Vec<(u16, u8, Option<usize>)> =
        found_between(claims, ruleset, &|claim| !claim.is_off).into_iter().map(|(key, _)| key).collect();
    let all = found_between(claims, ruleset, &|_| true);
    let hidden = all.into_iter().filter(|(key, _)| !told.contains(key));
    hidden.map(|(_, finding)| PassedOver { lint: finding.lint, path: finding.primary.path }).collect()
}

impl Run<'_> {
    /// Notes a find of a lint that is off in this document.
    pub(super) fn pass_over(&mut self, lint: usize) {
        let lint = self.scan.ruleset.lints[lint].id.clone();
        self.audited.passed_over.push(PassedOver { lint, path: self.scan.document.source.path.clone() });
    }

    /// Notes a match that something else silenced, when asked for.
    pub(super) fn note_silenced(&mut self, lint: &Lint, passage: usize, by: &str) {
        if !self.options.silenced {
            return;
        }
        let document = self.scan.document;
        let span = document.to_source(document.passages[passage].text);
        let line = document.source.line_column(span.start).line;
        let path = document.source.path.clone();
        self.audited.silenced.push(Silenced { lint: lint.id.clone(), path, line, span, by: by.to_owned() });
    }

    /// Makes a finding of a match.
    pub(super) fn report(
        &mut self,
        lint: usize,
        passage: usize,
        matched: Match,
        confidence: Confidence,
        told_by: Vec<String>,
    ) {
        let document = self.scan.document;
        let severity = self.options.adjusted.severity(lint, self.scan.ruleset);
        let lint = &self.scan.ruleset.lints[lint];
        let span = self.scan.readings[passage].to_document(matched.span);
        let message = match &matched.detail {
            Some(detail) => format!("{}: {detail}", lint.title),
            None => lint.title.clone(),
        };
        let related = matched.related.map(|other| {
            let mut label = label::label_of_passage(document, other, document.passages[other].text);
            label.note = Some("the other side".to_owned());
            label
        });
        let finding = Finding {
            lint: lint.id.clone(),
            severity,
            confidence,
            told_by,
            message,
            primary: label::label_of_passage(document, passage, span),
            related: related.into_iter().collect(),
            identity: String::new(),
            suppressed: None,
            lapsed: None,
        };
        self.found.push((passage, finding));
    }
}
