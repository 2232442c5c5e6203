//! Which finding of an audit has which verdict, and which verdicts have no finding any more.

use super::{Judgement, Verdict};
use crate::finding::{Finding, is_own_check};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The verdicts of one audit.
#[derive(Debug, Clone, Default)]
pub struct Reviewed {
    /// The file they come from, as shown; none when nobody has reviewed anything.
    pub file: Option<String>,
    /// Verdicts whose finding is no longer there, in the order of the file.
    pub unused: Vec<Verdict>,
    /// By document as the audit names it, and identity.
    verdicts: BTreeMap<String, BTreeMap<String, Verdict>>,
}

/// How many findings there are to review, and what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Findings that a person may judge.
    pub findings: usize,
    /// Of these, found right.
    pub confirmed: usize,
    /// Of these, found wrong.
    pub dismissed: usize,
}

/// Whether people judge such a finding. What a comment suppresses is decided in the text, and what is wrong with such a
/// comment is no matter of opinion.
pub fn is_reviewable(finding: &Finding) -> bool {
    finding.suppressed.is_none() && !is_own_check(&finding.lint)
}

impl Reviewed {
    /// Finds the finding of each verdict. `document_of` says how the file names a document of the audit, `was_asked`
    /// whether this audit could have found what a verdict speaks of: only then is one without a finding unused.
    pub fn new(
        file: String,
        verdicts: &[Verdict],
        findings: &[Finding],
        document_of: impl Fn(&str) -> String,
        was_asked: impl Fn(&Verdict) -> bool,
    ) -> Self {
        let by_finding: BTreeMap<(&str, &str), &Verdict> =
            verdicts.iter().map(|verdict| ((verdict.document.as_str(), verdict.finding.as_str()), verdict)).collect();
        let mut names: BTreeMap<&str, String> = BTreeMap::new();
        let mut used = BTreeSet::new();
        let mut reviewed = Self { file: Some(file), ..Self::default() };
        for finding in findings {
            let path = finding.primary.path.as_str();
            let document = names.entry(path).or_insert_with(|| document_of(path));
            let verdict = by_finding.get(&(document.as_str(), finding.identity.as_str()));
            // The identity holds the lint, so another one was written by mistake: it speaks of nothing.
            if let Some(verdict) = verdict.filter(|verdict| verdict.lint == finding.lint) {
                used.insert(verdict.order());
                reviewed.put(path, (*verdict).clone());
            }
        }
        let unused = verdicts.iter().filter(|verdict| !used.contains(&verdict.order()) && was_asked(verdict));
        reviewed.unused = unused.cloned().collect();
        reviewed
    }

    /// Notes a verdict about a finding of the document that the audit names so.
    pub fn put(&mut self, path: &str, verdict: Verdict) {
        self.verdicts.entry(path.to_owned()).or_default().insert(verdict.finding.clone(), verdict);
    }

    /// The verdict about a finding.
    pub fn of(&self, finding: &Finding) -> Option<&Verdict> {
        self.verdicts.get(&finding.primary.path)?.get(&finding.identity)
    }

    /// Whether a finding does not count because a person found it wrong.
    pub fn dismisses(&self, finding: &Finding) -> bool {
        is_reviewable(finding) && self.of(finding).is_some_and(|verdict| verdict.verdict == Judgement::Dismissed)
    }

    /// How many of some findings are reviewed.
    pub fn tally<'f>(&self, findings: impl IntoIterator<Item = &'f Finding>) -> Tally {
        let mut tally = Tally::default();
        for finding in findings.into_iter().filter(|finding| is_reviewable(finding)) {
            tally.findings += 1;
            match self.of(finding).map(|verdict| verdict.verdict) {
                Some(Judgement::Confirmed) => tally.confirmed += 1,
                Some(Judgement::Dismissed) => tally.dismissed += 1,
                None => {}
            }
        }
        tally
    }
}

impl Tally {
    /// Findings with a verdict.
    pub fn reviewed(&self) -> usize {
        self.confirmed + self.dismissed
    }
}

impl fmt::Display for Tally {
    /// "12 of 30 reviewed: 10 confirmed, 2 dismissed".
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { findings, confirmed, dismissed } = self;
        write!(out, "{} of {findings} reviewed", self.reviewed())?;
        if self.reviewed() > 0 {
            write!(out, ": {confirmed} confirmed, {dismissed} dismissed")?;
        }
        Ok(())
    }
}
