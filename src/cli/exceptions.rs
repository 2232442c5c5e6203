//! Exceptions of an audit: the baseline and suppressions, whose last day may be over, held against what a change did.

use super::args_baseline::Expiry;
use super::baseline_file::BaselineFile;
use super::editions::Compared;
use super::settings::Settings;
use crate::day::Day;
use crate::finding::{CHANGE_CHECKS, ExceptionSource, Finding};
use crate::report::{Before, Report};
use crate::revision::{Origin, lineage};
use std::collections::{BTreeMap, BTreeSet};

/// A finding of an audit: path and identity.
pub(super) type Key = (String, String);

/// What the gate of `check` must know besides the report.
#[derive(Debug, Default)]
pub(super) struct Weights {
    /// Findings that the older edition does not have, or did not count; none without such an edition.
    pub(super) new: Option<BTreeSet<Key>>,
    /// Whether an exception has expired that nothing excuses.
    pub(super) expired: bool,
    /// Findings that are told and never shut the gate.
    pub(super) told: BTreeSet<Key>,
}

/// What findings were in the older edition.
#[derive(Debug, Default)]
struct Past<'c> {
    of: BTreeMap<Key, (&'c Finding, Origin)>,
    all: BTreeSet<Key>,
}

/// What decides which exceptions hold.
pub(super) struct Exceptions<'a> {
    pub(super) baseline: Option<&'a BaselineFile>,
    pub(super) expiry: Expiry,
    pub(super) settings: &'a Settings,
    pub(super) today: Day,
    /// Whether a suppression that a change adds does not count for it.
    pub(super) is_trusted: bool,
}

impl Exceptions<'_> {
    /// Holds the baseline against the report, and settles which exceptions hold. `left_out` was found too, and is less sure
    /// than asked for.
    pub(super) fn settle(&self, report: &mut Report, compared: Option<&Compared>, left_out: &[Finding]) -> Weights {
        let past = compared.map(Past::of);
        if let Some(past) = &past {
            report.before = past.before();
            if self.is_trusted {
                past.distrust(&mut report.findings);
            }
        }
        if let Some(file) = self.baseline {
            let before = |finding: &Finding| {
                let (old, origin) = past.as_ref()?.of.get(&key(finding))?;
                (!origin.is_worse).then(|| (old.primary.path.clone(), old.identity.clone()))
            };
            let held = file.hold(report, self.settings, self.today, left_out, &before);
            report.accept(held);
        }
        let mut weights = Weights { expired: self.lapse(report, past.as_ref()), ..Weights::default() };
        let is_told = |finding: &&Finding| EXPIRED.contains(&finding.lint.as_str()) || CHANGE_CHECKS.has(&finding.lint);
        let told = report.findings.iter().filter(is_told);
        weights.told.extend(told.map(key));
        weights.new = past.map(|past| {
            let is_new = |finding: &&Finding| match past.of.get(&key(finding)) {
                Some((old, _)) => old.suppressed.is_some() && finding.suppressed.is_none(),
                None => past.all.contains(&key(finding)),
            };
            report.findings.iter().filter(is_new).map(key).collect()
        });
        weights
    }

    /// Lets exceptions whose last day is over hold on where they may; says whether others are left.
    fn lapse(&self, report: &mut Report, past: Option<&Past<'_>>) -> bool {
        let mut is_left = false;
        for finding in report.findings.iter_mut().filter(|finding| finding.lapsed.is_some()) {
            let holds_on = match self.expiry {
                Expiry::Fail => false,
                Expiry::Warn => true,
                Expiry::Auto => past.is_some_and(|past| past.is_untouched(finding)),
            };
            if !holds_on {
                is_left = true;
            } else if finding.suppressed.is_none() {
                finding.suppressed.clone_from(&finding.lapsed);
            }
        }
        is_left
    }
}

/// Checks of exceptions that are over: whether they shut the gate is said by `--expiry`, not by their severity.
const EXPIRED: [&str; 2] = ["baseline/expired", "suppression/expired"];

impl<'c> Past<'c> {
    fn of(compared: &'c Compared) -> Self {
        let (then, now) = (&compared.then, &compared.now);
        let origins = lineage(&compared.comparison, &then.edition, &now.edition, &then.findings, &now.findings);
        let known = now.findings.iter().zip(origins);
        let of = known
            .filter_map(|(finding, origin)| Some((key(finding), origin.map(|it| (&then.findings[it.finding], it))?)));
        Self { of: of.collect(), all: now.findings.iter().map(key).collect() }
    }

    fn before(&self) -> BTreeMap<Key, Before> {
        let known = |key: &Key| match self.of.get(key) {
            None => Before::New,
            Some((_, origin)) if origin.is_same => Before::Unchanged,
            Some(_) => Before::Updated,
        };
        self.all.iter().map(|key| (key.clone(), known(key))).collect()
    }

    /// Takes the cover off findings that only the change suppresses, or whose rule it made worse under an old suppression.
    fn distrust(&self, findings: &mut [Finding]) {
        for finding in findings {
            let Some(cover) = finding.suppressed.take_if(|cover| cover.source == ExceptionSource::Comment) else {
                continue;
            };
            let known = self.of.get(&key(finding)).filter(|(_, origin)| !origin.is_worse);
            // A change may end an exception earlier, and not later.
            finding.suppressed = known
                .and_then(|(old, _)| old.suppressed.clone())
                .map(|old| if cover.until < old.until { cover } else { old });
        }
    }

    /// Whether a change touched neither the rule of a finding nor the exception that covered it.
    fn is_untouched(&self, finding: &Finding) -> bool {
        let Some((old, _)) = self.of.get(&key(finding)) else { return false };
        let in_text = finding.lapsed.as_ref().is_some_and(|cover| cover.source == ExceptionSource::Comment);
        // The same words, be it in a document that was renamed.
        old.identity == finding.identity && (!in_text || old.lapsed == finding.lapsed)
    }
}

/// A finding's path and identity.
pub(super) fn key(finding: &Finding) -> Key {
    (finding.primary.path.clone(), finding.identity.clone())
}
