//! Since when a finding has been there, as far as a history, an older edition or a baseline tells.

use super::sink::flowing;
use super::wording::{count, long_day};
use crate::finding::Finding;
use crate::report::{Aged, Before, Report};
use std::collections::BTreeMap;

/// What is known about the age of findings.
pub(crate) struct Ages<'r> {
    report: &'r Report,
    /// By path and identity.
    seen: BTreeMap<(&'r str, &'r str), &'r Aged>,
}

impl<'r> Ages<'r> {
    pub(crate) fn new(report: &'r Report) -> Self {
        let open = report.history.iter().flat_map(|history| &history.open);
        Self { report, seen: open.map(|aged| ((aged.path.as_str(), aged.identity.as_str()), aged)).collect() }
    }

    /// Whether an older edition or a baseline says what is new.
    pub(crate) fn are_known(&self) -> bool {
        self.report.comparison.is_some() || self.report.baseline.is_some()
    }

    /// Whether the finding was not there before.
    pub(crate) fn is_new(&self, finding: &Finding) -> bool {
        self.report.before(finding) == Some(Before::New)
    }

    /// In words: "1 March 2026, 106 days", "new since v1.0", "older than v1.0"; empty when nothing is known.
    pub(crate) fn told(&self, finding: &Finding) -> String {
        if let Some(aged) = self.seen.get(&(finding.primary.path.as_str(), finding.identity.as_str())) {
            let days = aged.days.and_then(|days| usize::try_from(days).ok());
            let days = days.map_or_else(String::new, |days| format!(", {}", count(days, "day")));
            return format!("{}{days}", flowing(&long_day(&aged.first_seen)));
        }
        let than = self.report.comparison.as_ref().map_or("the baseline", |comparison| comparison.base.as_str());
        match self.report.before(finding) {
            Some(Before::New) => format!("new since {}", flowing(than)),
            Some(Before::Unchanged) => format!("older than {}", flowing(than)),
            Some(Before::Updated) => format!("older than {}, in other words", flowing(than)),
            None => String::new(),
        }
    }
}
