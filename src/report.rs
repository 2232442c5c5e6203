//! `Report`: everything an output may say, as one plain value. Sorted; no clock; no path outside the tree.

use crate::baseline::{self, Held};
use crate::error::Error;
use crate::finding::{Checks, ExceptionSource, Finding, PassedOver, is_own_check};
pub use crate::finding::{DocumentSummary, LintCard, Silenced, Told};
use crate::log::{self, Usage, Weighed};
use crate::register::{self, Discretion, Reconciled};
use crate::revision::Comparison;
use crate::ruleset::{Confidence, Severity};
use crate::verdict::{Judgement, Reviewed, Tally};
use crate::words::words;
use std::collections::BTreeMap;

/// Everything an output may say about one audit.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Version of this tool.
    pub tool_version: String,
    /// The day the audit is about, `YYYY-MM-DD`: decides which suppressions have expired.
    pub today: String,
    /// The folder or file names that were asked for, as typed.
    pub inputs: Vec<String>,
    /// Documents that were audited, by path.
    pub documents: Vec<DocumentSummary>,
    /// Documents that were not audited, and why, by path.
    pub not_audited: Vec<NotAudited>,
    /// Files that could not be read at all: any entry means the job is not complete (exit 2).
    pub errors: Vec<Error>,
    /// Findings by path, place and lint; suppressed ones are among them.
    pub findings: Vec<Finding>,
    /// How sure a finding had to be.
    pub min_confidence: Confidence,
    /// Number of findings that were less sure, and are left out.
    pub less_sure: usize,
    /// What the documents promise and take, in figures, by kind and place.
    pub told: Vec<Told>,
    /// What people need to know about each lint that has a finding, by lint id.
    pub lints: BTreeMap<String, LintCard>,
    /// Matches that an exception in the text silenced; filled only when asked for.
    pub silenced: Vec<Silenced>,
    /// The lints that were used.
    pub ruleset: RulesetSummary,
    /// What the configuration says of single documents.
    pub overrides: Vec<DocumentOverride>,
    /// Finds of lints that are off in their document.
    pub passed_over: Vec<PassedOver>,
    /// What people decided about the findings.
    pub reviewed: Reviewed,
    /// The register of bends and what follows from it, when there is one.
    pub bends: Option<Reconciled>,
    /// What staff really do with the rules, when there is a log or a nomination.
    pub usage: Option<Usage>,
    /// What changed since an older edition, when one was named.
    pub comparison: Option<Comparison>,
    /// The baseline, held against the findings, when there is one.
    pub baseline: Option<Held>,
    /// How findings went from one revision to the next, when a history was given.
    pub history: Option<History>,
    /// What each finding was before, by path and identity; filled only when there is a baseline or an older edition.
    pub before: BTreeMap<(String, String), Before>,
}

words! {
    /// What a finding was before: in an older edition, or in the baseline.
    Before {
        /// It was not there.
        New = "new",
        /// It was there, as it is.
        Unchanged = "unchanged",
        /// It was there in other words, or in another place.
        Updated = "updated",
    }
}

/// How findings went, up to some revision.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// The revisions, oldest first.
    pub revisions: Vec<PastRevision>,
    /// The findings of the newest one.
    pub open: Vec<Aged>,
}

/// One revision in figures.
#[derive(Debug, Clone, Default)]
pub struct PastRevision {
    /// The first letters of its commit.
    pub name: String,
    /// The day it was committed, `YYYY-MM-DD`.
    pub day: String,
    /// Findings it had.
    pub findings: usize,
    /// Of these, those that the revision before it did not have.
    pub new: usize,
    /// Its bends; none without a register.
    pub bends: Option<PastBends>,
}

/// The bends of one revision in figures, as they stood on the day it was committed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PastBends {
    /// Those that staff could rely on.
    pub usable: usize,
    /// Those that had expired.
    pub expired: usize,
    /// Those whose rule said something else than when they were granted.
    pub stale: usize,
    /// Those whose rule was gone.
    pub orphaned: usize,
}

/// A finding, and since when it has been there.
#[derive(Debug, Clone, Default)]
pub struct Aged {
    /// Its document.
    pub path: String,
    /// Its identity.
    pub identity: String,
    /// Whether it is critical or high.
    pub is_grave: bool,
    /// The day of the first revision that has it, `YYYY-MM-DD`.
    pub first_seen: String,
    /// Days since then; none when that cannot be known.
    pub days: Option<i64>,
}

/// A document that was found and not audited.
#[derive(Debug, Clone)]
pub struct NotAudited {
    /// The document's path.
    pub path: String,
    /// Why: "written in French; the rulesets read English".
    pub reason: String,
}

/// What the configuration says of the documents that a glob names, and what that did.
#[derive(Debug, Clone)]
pub struct DocumentOverride {
    /// The glob, as written.
    pub glob: String,
    /// Where it stands: `dumbrules.yaml:12`.
    pub from: String,
    /// The lint, or `GROUP/*`; none when it is about all.
    pub lint: Option<String>,
    /// What holds there: `off`, a severity, `min-confidence certain`.
    pub change: String,
    /// Why, when that is said.
    pub reason: Option<String>,
    /// How many documents the glob fits.
    pub documents: usize,
    /// Findings that are passed over, have another severity, or are less sure.
    pub findings: usize,
}

/// The lints that were used, in figures.
#[derive(Debug, Clone, Default)]
pub struct RulesetSummary {
    /// Number of lints that ran.
    pub lints: usize,
    /// Hash of everything that decides a result: `sha256:` and 16 hex digits.
    pub hash: String,
    /// Lints switched off, and the reason given for each.
    pub switched_off: Vec<(String, String)>,
    /// Lints with another severity than they are shipped with: which, and the reason given for each.
    pub changed: Vec<(String, String)>,
}

impl Report {
    /// Whether a finding counts: neither suppressed nor dismissed.
    pub fn counts(&self, finding: &Finding) -> bool {
        finding.suppressed.is_none() && !self.reviewed.dismisses(finding)
    }

    /// Leaves out findings that are less sure than asked for, in general or in a document (`of` its path), and gives them
    /// back; not those that a person confirmed.
    pub fn keep_from(&mut self, general: Confidence, of: &dyn Fn(&str) -> Confidence) -> Vec<Finding> {
        let confirmed = |finding: &Finding| {
            self.reviewed.of(finding).is_some_and(|verdict| verdict.verdict == Judgement::Confirmed)
        };
        let keeps = |finding: &Finding| finding.confidence <= of(&finding.primary.path) || confirmed(finding);
        let (kept, left_out): (Vec<_>, Vec<_>) = self.findings.iter().cloned().partition(keeps);
        self.findings = kept;
        self.min_confidence = general;
        self.less_sure = left_out.len();
        let findings = &self.findings;
        self.lints.retain(|lint, _| findings.iter().any(|finding| finding.lint == *lint));
        left_out
    }

    /// Takes in the register of bends, and its findings.
    pub fn hold(&mut self, bends: Reconciled) {
        self.take(bends.findings.iter().cloned(), &register::CHECKS);
        self.bends = Some(bends);
    }

    /// Takes in the baseline, held against the findings, and what is wrong with it.
    pub fn accept(&mut self, held: Held) {
        self.take(held.findings.iter().cloned(), &baseline::CHECKS);
        for standing in &held.standings {
            if let (Some(key), Some(how)) = (&standing.finding, standing.how) {
                let before = if how == baseline::How::Same { Before::Unchanged } else { Before::Updated };
                self.before.entry(key.clone()).or_insert(before);
            }
        }
        self.baseline = Some(held);
    }

    /// Takes in findings of our own checks.
    pub fn take(&mut self, findings: impl IntoIterator<Item = Finding>, checks: &Checks) {
        self.findings.extend(findings);
        let used = |id: &String| self.findings.iter().any(|finding| finding.lint == *id);
        self.lints.extend(checks.cards().filter(|(id, _)| used(id)));
        self.sort();
    }

    /// Takes in what the logs say, and its findings. Rules that many people call dumb weigh more.
    pub fn heed(&mut self, weighed: Weighed) {
        let Weighed { usage, findings, errors } = weighed;
        log::raise(&mut self.findings, &usage.nominated);
        self.take(findings, &log::CHECKS);
        self.errors.extend(errors);
        self.usage = Some(usage);
    }

    /// Brings the findings into their order: by path, place and lint.
    pub fn sort(&mut self) {
        self.findings.sort_by(|a, b| {
            (&a.primary.path, a.primary.span, &a.lint).cmp(&(&b.primary.path, b.primary.span, &b.lint))
        });
    }

    /// What may be done with the rule that a finding is about; none without a register.
    pub fn discretion(&self, finding: &Finding) -> Option<&Discretion> {
        self.bends.as_ref()?.discretion(&finding.primary.path, finding.primary.span)
    }

    /// Findings that count.
    pub fn counted(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| self.counts(finding))
    }

    /// Number of counted findings of each severity, most severe first; severities without findings are there with 0.
    pub fn severity_counts(&self) -> [(Severity, usize); 5] {
        Severity::ALL.map(|severity| (severity, self.counted().filter(|f| f.severity == severity).count()))
    }

    /// Number of findings that the text suppresses.
    pub fn suppressed(&self) -> usize {
        self.excepted(ExceptionSource::Comment)
    }

    /// Number of findings that the baseline accepts.
    pub fn accepted(&self) -> usize {
        self.excepted(ExceptionSource::Baseline)
    }

    fn excepted(&self, source: ExceptionSource) -> usize {
        let covers = |finding: &&Finding| finding.suppressed.as_ref().is_some_and(|it| it.source == source);
        self.findings.iter().filter(covers).count()
    }

    /// What a finding was before; none when there is nothing to compare with, or when it is no finding about policies.
    pub fn before(&self, finding: &Finding) -> Option<Before> {
        if self.baseline.is_none() && self.comparison.is_none() {
            return None;
        }
        let key = (finding.primary.path.clone(), finding.identity.clone());
        let known = self.before.get(&key).copied();
        known.or((!is_own_check(&finding.lint)).then_some(Before::New))
    }

    /// How many findings are reviewed, and what became of them.
    pub fn tally(&self) -> Tally {
        self.reviewed.tally(&self.findings)
    }

    /// Words read, over all audited documents.
    pub fn words(&self) -> usize {
        self.documents.iter().map(|document| document.words).sum()
    }

    /// Rules found, over all audited documents.
    pub fn rules(&self) -> usize {
        self.documents.iter().map(|document| document.rules).sum()
    }
}
