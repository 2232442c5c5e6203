//! Reviewdog's diagnostic format (rdjson): findings that count; columns are bytes, as it counts.
//! <https://github.com/reviewdog/reviewdog/tree/master/proto/rdf>

use super::json::escaped;
use super::region::{Place, Region, Unit};
use super::source_url::Root;
use super::wording::capitalized;
use crate::finding::Label;
use crate::report::Report;
use crate::ruleset::Severity;
use serde_json::{Value, json};
use std::io::{self, Write};

/// Writes the findings that count as one JSON object.
pub(crate) fn emit(report: &Report, root: &Root, out: &mut dyn Write) -> io::Result<()> {
    let diagnostics = report.counted().map(|finding| {
        let related = finding.related.iter().map(|label| {
            json!({"message": capitalized(label.note.as_deref().unwrap_or("belongs to it")), "location": location(label, root)})
        });
        json!({
            "message": capitalized(&finding.message),
            "location": location(&finding.primary, root),
            "severity": severity(finding.severity),
            "code": {"value": finding.lint},
            "related_locations": related.collect::<Vec<Value>>(),
        })
    });
    let diagnostics: Vec<Value> = diagnostics.collect();
    let all = json!({"source": {"name": "dumbrules"}, "diagnostics": diagnostics});
    let text = serde_json::to_string_pretty(&all).map_err(io::Error::other)?;
    writeln!(out, "{}", escaped(&text))
}

fn location(label: &Label, root: &Root) -> Value {
    let Region { start, end } = Region::of(label, Unit::Bytes);
    let place = |place: Place| json!({"line": place.line, "column": place.column});
    json!({"path": root.path(&label.path), "range": {"start": place(start), "end": place(end)}})
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "ERROR",
        Severity::Medium => "WARNING",
        Severity::Low | Severity::Info => "INFO",
    }
}
