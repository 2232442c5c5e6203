//! GitLab's Code Quality report: a list of findings that count, each with a fingerprint of its own.
//! <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>

use super::json::escaped;
use super::region::{Region, Unit};
use super::source_url::Root;
use super::wording::capitalized;
use crate::report::Report;
use crate::ruleset::Severity;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::io::{self, Write};

/// Writes the findings that count as one JSON list.
pub(crate) fn emit(report: &Report, root: &Root, out: &mut dyn Write) -> io::Result<()> {
    let findings = report.counted().map(|finding| {
        let Region { start, end } = Region::of(&finding.primary, Unit::Characters);
        // One rule may stand in two documents with one identity; GitLab wants each fingerprint once.
        let path = root.path(&finding.primary.path);
        let digest = Sha256::digest(format!("{path}\n{}", finding.identity));
        let fingerprint: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        json!({
            "description": capitalized(&finding.message),
            "check_name": finding.lint,
            "fingerprint": fingerprint,
            "severity": severity(finding.severity),
            "location": {"path": path, "lines": {"begin": start.line, "end": end.line}},
        })
    });
    let findings: Vec<Value> = findings.collect();
    let text = serde_json::to_string_pretty(&findings).map_err(io::Error::other)?;
    writeln!(out, "{}", escaped(&text))
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "blocker",
        Severity::High => "critical",
        Severity::Medium => "major",
        Severity::Low => "minor",
        Severity::Info => "info",
    }
}
