//! Comma-separated values (RFC 4180), for spreadsheets: rows of any table, and the findings as one.

use super::bends::may_bend;
use super::region::{Region, Unit};
use super::sink::flowing;
use super::wording::{decided, excepted};
use crate::report::Report;
use std::io::{self, Write};

/// Writes all findings, those that do not count too: `counts` says which do.
pub(crate) fn emit(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let header = [
        "path",
        "line",
        "column",
        "lint",
        "severity",
        "confidence",
        "counts",
        "message",
        "quote",
        "section",
        "rule",
        "customer",
        "why",
        "instead",
        "may bend",
        "suppressed",
        "verdict",
        "before",
        "identity",
    ];
    out.write_all(row(&header.map(str::to_owned)).as_bytes())?;
    for finding in &report.findings {
        let start = Region::of(&finding.primary, Unit::Characters).start;
        let card = report.lints.get(&finding.lint).cloned().unwrap_or_default();
        let suppressed = finding.suppressed.as_ref().map(excepted);
        let cells = [
            finding.primary.path.clone(),
            start.line.to_string(),
            start.column.to_string(),
            finding.lint.clone(),
            finding.severity.to_string(),
            finding.confidence.to_string(),
            if report.counts(finding) { "yes" } else { "no" }.to_owned(),
            finding.message.clone(),
            finding.primary.quote.clone(),
            finding.primary.section.join(" › "),
            finding.primary.anchor.clone().unwrap_or_default(),
            card.customer_experience,
            card.why,
            card.rewrite,
            may_bend(report, finding).unwrap_or_default(),
            suppressed.unwrap_or_default(),
            report.reviewed.of(finding).map(decided).unwrap_or_default(),
            report.before(finding).map(|before| before.to_string()).unwrap_or_default(),
            finding.identity.clone(),
        ];
        out.write_all(row(&cells.map(|cell| flowing(&cell))).as_bytes())?;
    }
    Ok(())
}

/// One row with its line end; a cell that a spreadsheet would run as a formula gets an apostrophe in front.
pub fn row(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    cells.join(",") + "\r\n"
}

fn quoted(cell: &str) -> String {
    let guarded = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() };
    if guarded.contains([',', '"', '\n', '\r']) { format!("\"{}\"", guarded.replace('"', "\"\"")) } else { guarded }
}
