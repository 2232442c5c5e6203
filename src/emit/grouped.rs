//! The findings of one document together, in the order in which the report has them.

use crate::finding::Finding;
use crate::report::{DocumentSummary, Report};
use crate::verdict::Tally;
use std::collections::BTreeMap;

/// One file's findings. The file need not be a document: the register has findings too.
pub(crate) struct Group<'a> {
    /// The file's path.
    pub(crate) path: &'a str,
    /// What is known of it as a document.
    pub(crate) document: Option<&'a DocumentSummary>,
    /// Findings that count.
    pub(crate) counted: Vec<&'a Finding>,
    /// Number of suppressed findings.
    pub(crate) suppressed: usize,
    /// How many are reviewed.
    pub(crate) tally: Tally,
}

impl Group<'_> {
    /// The document's title; empty when it is no document.
    pub(crate) fn title(&self) -> &str {
        self.document.map_or("", |document| document.title.as_str())
    }
}

/// Findings by file: a new group wherever the path changes.
pub(crate) fn groups(report: &Report) -> Vec<Group<'_>> {
    let documents: BTreeMap<&str, &DocumentSummary> =
        report.documents.iter().map(|document| (document.path.as_str(), document)).collect();
    report
        .findings
        .chunk_by(|one, next| one.primary.path == next.primary.path)
        .map(|findings| {
            let path = findings[0].primary.path.as_str();
            Group {
                path,
                document: documents.get(path).copied(),
                counted: findings.iter().filter(|finding| report.counts(finding)).collect(),
                suppressed: findings.iter().filter(|finding| finding.suppressed.is_some()).count(),
                tally: report.reviewed.tally(findings),
            }
        })
        .collect()
}
