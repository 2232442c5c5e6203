//! Records of a stream: what is said about one document among millions, one JSON object a line.
//!
//! Each document is answered by its findings and then by exactly one record that says how it ended, so that who counts
//! these knows that nothing was lost. `docs/streams.md` tells people.

use super::contract::{Document, Failure, FindingOut};
use super::json::escaped;
use super::wording::{count, thousands};
use crate::report::Report;
use serde::Serialize;
use serde_json::Value;
use std::io::{self, Write};

/// How many documents came, and what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Documents that were audited.
    pub documents: usize,
    /// Documents that were left out.
    pub not_audited: usize,
    /// Lines that could not be read, and mistakes in documents that were audited all the same.
    pub errors: usize,
    /// Lines that could not be read.
    pub unreadable: usize,
    /// Findings that count.
    pub findings: usize,
}

impl Totals {
    /// Those of the report on one line.
    pub fn of(report: &Report) -> Self {
        let is_unreadable = report.documents.is_empty() && report.not_audited.is_empty();
        Self {
            documents: report.documents.len(),
            not_audited: report.not_audited.len(),
            errors: report.errors.len(),
            unreadable: usize::from(is_unreadable),
            findings: report.counted().count(),
        }
    }

    /// Adds those of more lines.
    pub fn add(&mut self, more: &Self) {
        self.documents += more.documents;
        self.not_audited += more.not_audited;
        self.errors += more.errors;
        self.unreadable += more.unreadable;
        self.findings += more.findings;
    }

    /// Lines that were answered.
    pub const fn lines(&self) -> usize {
        self.documents + self.not_audited + self.unreadable
    }
}

/// How a stream ended, in one line for people.
pub fn stream_summary(totals: &Totals) -> String {
    let mut told = format!("{} in {}", count(totals.findings, "finding"), count(totals.documents, "document"));
    if totals.not_audited > 0 {
        told += &format!("; {} not audited", thousands(totals.not_audited));
    }
    if totals.errors > 0 {
        told += &format!("; {}, each in its record", count(totals.errors, "error"));
    }
    told + ".\n"
}

/// A record: what it is, whose it is, and what it says.
#[derive(Serialize)]
struct Record<'a, T> {
    record: &'static str,
    id: &'a Value,
    #[serde(flatten)]
    said: T,
}

/// The record that ends a document that was audited.
#[derive(Serialize)]
struct Ended<'a> {
    #[serde(flatten)]
    document: Document<'a>,
    less_sure: usize,
    errors: Vec<Failure<'a>>,
}

/// The record that ends a document that was left out.
#[derive(Serialize)]
struct LeftOut<'a> {
    path: &'a str,
    reason: &'a str,
}

/// The record of a line that could not be read.
#[derive(Serialize)]
struct Unreadable<'a> {
    input_line: usize,
    #[serde(flatten)]
    error: Failure<'a>,
}

/// Writes the records of the report on one line: findings, then how it ended.
///
/// # Errors
///
/// Only those of the writer.
pub fn stream_records(report: &Report, id: &Value, input_line: usize, out: &mut dyn Write) -> io::Result<()> {
    for finding in &report.findings {
        write(&Record { record: "finding", id, said: FindingOut::new(finding, report) }, out)?;
    }
    if let Some(document) = report.documents.first() {
        let findings: Vec<_> = report.findings.iter().collect();
        let errors = report.errors.iter().map(Failure::from).collect();
        let said = Ended { document: Document::new(document, &findings, report), less_sure: report.less_sure, errors };
        return write(&Record { record: "document", id, said }, out);
    }
    if let Some(document) = report.not_audited.first() {
        let said = LeftOut { path: &document.path, reason: &document.reason };
        return write(&Record { record: "not_audited", id, said }, out);
    }
    match report.errors.first() {
        Some(error) => {
            let said = Unreadable { input_line, error: Failure::from(error) };
            write(&Record { record: "error", id, said }, out)
        }
        None => Ok(()),
    }
}

fn write(record: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let text = serde_json::to_string(record).map_err(io::Error::other)?;
    writeln!(out, "{}", escaped(&text))
}
