//! A baseline held against an audit on a day: what each entry is, and which findings it covers.

use super::matched::{How, Matched};
use super::{Baseline, Known, checks};
use crate::day::Day;
use crate::finding::{DAYS_AHEAD, ExceptionSource, Finding, Suppressed};
use crate::words::words;
use std::collections::BTreeMap;

words! {
    /// What an entry of the baseline is on a day.
    State {
        /// It covers its finding.
        Open = "open",
        /// It covers its finding for some days more.
        Expiring = "expiring",
        /// Its last day is over.
        Expired = "expired",
        /// Its finding is gone.
        Fixed = "fixed",
        /// What it speaks of was not among what was audited.
        NotAudited = "not audited",
    }
}

/// An entry, and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The entry.
    pub known: Known,
    /// What it is.
    pub state: State,
    /// How it found its finding; none when there is none.
    pub how: Option<How>,
    /// Its finding, by path and identity as the audit has them.
    pub finding: Option<(String, String)>,
}

/// A baseline, held against an audit.
#[derive(Debug, Clone, Default)]
pub struct Held {
    /// Its file, as shown.
    pub file: String,
    /// Its entries, in the order of the file.
    pub standings: Vec<Standing>,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
    by_finding: BTreeMap<(String, String), usize>,
}

/// Holds a baseline against the findings of an audit, and covers those that it accepts. One that a comment in the text
/// covers already stays as it is. `was_asked` says whether this audit could have found what an entry speaks of.
pub fn hold(
    baseline: &Baseline,
    matched: &Matched,
    findings: &mut [Finding],
    today: Day,
    was_asked: impl Fn(&Known) -> bool,
) -> Held {
    let mut held = Held { file: baseline.source.path.clone(), ..Held::default() };
    for (known, found) in baseline.entries.iter().zip(&matched.findings) {
        let is_over = known.until < today;
        let state = match found {
            None if was_asked(known) => State::Fixed,
            None => State::NotAudited,
            Some(_) if is_over => State::Expired,
            Some(_) if known.until.days_since(today) <= DAYS_AHEAD => State::Expiring,
            Some(_) => State::Open,
        };
        let finding = found.map(|(at, _)| {
            let finding = &mut findings[at];
            let cover = Some(Suppressed {
                reason: known.reason.clone(),
                by: Some(known.by.clone()),
                until: known.until.to_string(),
                source: ExceptionSource::Baseline,
            });
            if is_over && finding.lapsed.is_none() {
                finding.lapsed = cover;
            } else if !is_over && finding.suppressed.is_none() {
                finding.suppressed = cover;
            }
            (finding.primary.path.clone(), finding.identity.clone())
        });
        if let Some(key) = &finding {
            held.by_finding.insert(key.clone(), held.standings.len());
        }
        held.standings.push(Standing { known: known.clone(), state, how: found.map(|(_, how)| how), finding });
    }
    held.findings = checks::check(baseline, &held.standings, today);
    held
}

impl Held {
    /// The entry of a finding.
    pub fn of(&self, finding: &Finding) -> Option<&Standing> {
        let key = (finding.primary.path.clone(), finding.identity.clone());
        self.by_finding.get(&key).map(|&at| &self.standings[at])
    }

    /// Number of entries of a state.
    pub fn count(&self, state: State) -> usize {
        self.standings.iter().filter(|standing| standing.state == state).count()
    }
}
