//! The last audit as an editor shows it beside the text: findings, errors, and what was left out.

use super::lsp_places::{at, range_of};
use super::lsp_workspace::Workspace;
use crate::emit;
use crate::error::Error;
use crate::finding::Finding;
use crate::ruleset::Severity;
use lsp_types::{Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString, Range};
use std::collections::BTreeMap;

/// What stands beside each open document, and beside our own files that have mistakes, by path.
pub(super) fn diagnostics(workspace: &Workspace<'_>) -> BTreeMap<String, Vec<Diagnostic>> {
    let mut all: BTreeMap<String, Vec<Diagnostic>> =
        workspace.open.keys().map(|path| (path.clone(), Vec::new())).collect();
    for finding in workspace.report.counted() {
        if let Some(diagnostics) = all.get_mut(&finding.primary.path) {
            diagnostics.push(diagnostic(finding, workspace));
        }
    }
    for document in &workspace.report.not_audited {
        if let Some(diagnostics) = all.get_mut(&document.path) {
            let message = format!("Not audited: {}", document.reason);
            diagnostics.push(told(Range::default(), DiagnosticSeverity::INFORMATION, message));
        }
    }
    for error in &workspace.report.errors {
        if let Some(diagnostics) = path_of(error).and_then(|path| all.get_mut(path)) {
            diagnostics.push(mistake(error));
        }
    }
    for error in &workspace.mistakes {
        if let Some(path) = path_of(error) {
            all.entry(path.to_owned()).or_default().push(mistake(error));
        }
    }
    all
}

/// A finding.
pub(super) fn diagnostic(finding: &Finding, workspace: &Workspace<'_>) -> Diagnostic {
    let related = finding.related.iter().filter_map(|label| {
        let location = Location::new(workspace.uri(&label.path)?, range_of(label));
        let message = label.note.clone().unwrap_or_else(|| "belongs to it".to_owned());
        Some(DiagnosticRelatedInformation { location, message })
    });
    let related: Vec<_> = related.collect();
    Diagnostic {
        code: Some(NumberOrString::String(finding.lint.clone())),
        related_information: Some(related).filter(|related| !related.is_empty()),
        ..told(range_of(&finding.primary), severity(finding.severity), emit::brief(finding, &workspace.report))
    }
}

/// Editors have four words. None of them may shout at writers who have done nothing wrong yet but the worst two.
const fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Critical | Severity::High => DiagnosticSeverity::ERROR,
        Severity::Medium => DiagnosticSeverity::WARNING,
        Severity::Low => DiagnosticSeverity::INFORMATION,
        Severity::Info => DiagnosticSeverity::HINT,
    }
}

fn path_of(error: &Error) -> Option<&str> {
    error.place.as_ref().map(|place| place.path.as_str())
}

/// A mistake in a file, underlined where its place is known.
fn mistake(error: &Error) -> Diagnostic {
    let place = error.place.as_ref().and_then(|place| Some((place.at?, place.line.as_ref())));
    let range = place.map_or_else(Range::default, |(start, line)| {
        let units = |text: &str| text.encode_utf16().count();
        let (before, length) =
            line.map_or((start.column - 1, 0), |(text, span)| (units(&text[..span.start]), units(span.of(text))));
        Range::new(at(start.line - 1, before), at(start.line - 1, before + length))
    });
    let help = error.help.as_ref().map(|help| format!("\nHelp: {help}")).unwrap_or_default();
    told(range, DiagnosticSeverity::ERROR, format!("{}{help}", error.message))
}

fn told(range: Range, severity: DiagnosticSeverity, message: String) -> Diagnostic {
    Diagnostic {
        range,
        severity: Some(severity),
        source: Some("dumbrules".to_owned()),
        message,
        ..Diagnostic::default()
    }
}
