//! Since when a finding has been there, as far as an older edition tells.

use super::sink::flowing;
use crate::finding::Finding;
use crate::report::Report;
use std::collections::BTreeSet;

/// What is known about the age of findings.
pub(crate) struct Ages<'r> {
    /// What the older edition is called; none when nothing was compared.
    base: Option<&'r str>,
    /// Path and identity of the findings that the older edition does not have.
    new: BTreeSet<(&'r str, &'r str)>,
}

impl<'r> Ages<'r> {
    pub(crate) fn new(report: &'r Report) -> Self {
        let compared = report.comparison.as_ref().filter(|comparison| comparison.effects.is_some());
        let effects = compared.and_then(|comparison| comparison.effects.as_ref());
        let opened = effects.iter().flat_map(|effects| &effects.opened);
        Self {
            base: compared.map(|comparison| comparison.base.as_str()),
            new: opened.map(|finding| (finding.primary.path.as_str(), finding.identity.as_str())).collect(),
        }
    }

    /// Whether anything was compared.
    pub(crate) fn are_known(&self) -> bool {
        self.base.is_some()
    }

    /// Whether the older edition does not have the finding.
    pub(crate) fn is_new(&self, finding: &Finding) -> bool {
        self.new.contains(&(finding.primary.path.as_str(), finding.identity.as_str()))
    }

    /// In words: "new since v1.0", "older than v1.0"; empty when nothing is known.
    pub(crate) fn told(&self, finding: &Finding) -> String {
        match self.base {
            Some(base) if self.is_new(finding) => format!("new since {}", flowing(base)),
            Some(base) if report_knows(finding) => format!("older than {}", flowing(base)),
            _ => String::new(),
        }
    }
}

/// Whether the older edition would have the finding: what is wrong with the register or a log is not compared.
fn report_knows(finding: &Finding) -> bool {
    !crate::finding::is_own_check(&finding.lint)
}
