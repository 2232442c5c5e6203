//! A history in figures: one row a revision, and the findings that are open at its end.

use super::git::Commit;
use super::history_bends::Bends;
use crate::day::Day;
use crate::finding::Finding;
use crate::revision::Edition;
use crate::ruleset::Severity;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// The revisions from the oldest on, and what there is at the end.
#[derive(Debug)]
pub(super) struct History {
    /// The day up to which ages are counted.
    pub(super) today: String,
    pub(super) rows: Vec<Row>,
    pub(super) open: Vec<Open>,
    /// How the bends of the newest revision stand today.
    pub(super) bends: Option<Bends>,
}

impl History {
    /// Whether no revision has a register.
    pub(super) fn has_no_register(&self) -> bool {
        self.rows.iter().all(|row| row.bends.is_none() && row.bends_unread.is_none())
    }
}

/// One revision in figures.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub(super) commit: String,
    pub(super) day: String,
    pub(super) subject: String,
    pub(super) documents: usize,
    pub(super) rules: usize,
    pub(super) findings: BTreeMap<&'static str, usize>,
    pub(super) opened: Option<usize>,
    pub(super) closed: Option<usize>,
    pub(super) tightened: Option<usize>,
    pub(super) loosened: Option<usize>,
    pub(super) check: Option<usize>,
    /// On the day of the commit; none without a register that can be read.
    pub(super) bends: Option<Bends>,
    /// Why the register could not be read.
    pub(super) bends_unread: Option<String>,
}

/// A finding of the newest revision, and how long it has been there.
#[derive(Debug, Serialize)]
pub(super) struct Open {
    pub(super) lint: String,
    pub(super) severity: &'static str,
    pub(super) path: String,
    pub(super) line: usize,
    pub(super) message: String,
    pub(super) identity: String,
    pub(super) first_seen: String,
    pub(super) age_in_days: Option<i64>,
}

impl Row {
    pub(super) fn new(commit: &Commit, edition: &Edition, findings: &[Finding]) -> Self {
        let of = |severity: Severity| findings.iter().filter(|finding| finding.severity == severity).count();
        Self {
            commit: commit.hash.clone(),
            day: commit.day.clone(),
            subject: commit.subject.clone(),
            documents: edition.documents.len(),
            rules: edition.documents.iter().map(|text| text.rules()).sum(),
            findings: Severity::ALL.iter().map(|severity| (severity.word(), of(*severity))).collect(),
            opened: None,
            closed: None,
            tightened: None,
            loosened: None,
            check: None,
            bends: None,
            bends_unread: None,
        }
    }
}

impl Open {
    pub(super) fn new(finding: &Finding, first_seen: &HashMap<String, String>, today: Day) -> Self {
        let first = first_seen.get(&finding.identity).cloned().unwrap_or_default();
        let age = first.parse::<Day>().ok().map(|then| today.days_since(then));
        Self {
            lint: finding.lint.clone(),
            severity: finding.severity.word(),
            path: finding.primary.path.clone(),
            line: finding.primary.start.line,
            message: finding.message.clone(),
            identity: finding.identity.clone(),
            first_seen: first,
            age_in_days: age,
        }
    }
}
