//! The register in words that several formats share: what may be done with a rule, how many bends stand where.

use super::wording::{count, list};
use crate::finding::{Finding, is_own_check};
use crate::register::{Bend, Discretion, Reconciled, State};
use crate::report::Report;

/// What staff may do with the rule of a finding; nothing without a register, or when the finding is about the register.
pub(crate) fn may_bend(report: &Report, finding: &Finding) -> Option<String> {
    let bends = report.bends.as_ref().filter(|_| !is_own_check(&finding.lint))?;
    // What was not read as a rule can be named by no bend.
    Some(discretion(bends, report.discretion(finding).unwrap_or(&Discretion::Rigid)))
}

/// What may be done with a rule: "any colleague, up to 15 more days; until 31 Dec 2026 (B-001)", or that nobody may.
pub fn discretion(bends: &Reconciled, discretion: &Discretion) -> String {
    let register = &bends.register;
    match discretion {
        Discretion::Bendable(usable) => {
            let told = usable.iter().map(|&at| leave(bends, &register.bends[at].value));
            told.collect::<Vec<_>>().join("; and ")
        }
        Discretion::Protected(Some(at)) => {
            let protected = &register.protected[*at].value;
            format!("nobody, it is protected ({}): {}", protected.class, protected.basis)
        }
        Discretion::Protected(None) => "nobody: its text says that it is never bent".to_owned(),
        Discretion::Rigid => "nobody".to_owned(),
    }
}

/// What one bend gives leave to.
pub(crate) fn leave(bends: &Reconciled, bend: &Bend) -> String {
    let register = &bends.register;
    let until = bend.expires.map_or_else(String::new, |day| format!("; until {}", day.in_words()));
    format!("{}, {}{until} ({})", register.who(bend), register.what(bend), bend.id)
}

/// How many bends stand where: "8 bends: 4 active, 1 expired".
pub fn bends_summary(bends: &Reconciled) -> String {
    let of = |state: State| bends.standings.iter().filter(|standing| standing.state == state).count();
    // What may be relied on comes first.
    let states = State::ALL.iter().rev().filter(|state| of(**state) > 0);
    let states: Vec<String> = states.map(|&state| format!("{} {state}", of(state))).collect();
    let all = count(bends.standings.len(), "bend");
    if states.is_empty() { all } else { format!("{all}: {}", states.join(", ")) }
}

/// How many rules of a document can be bent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Leeway {
    /// Rules that hold customers back.
    pub(crate) restrictive: usize,
    /// Of these, rules that staff may bend.
    pub(crate) bendable: usize,
    /// Of these, rules that nobody may bend, with a reason.
    pub(crate) protected: usize,
    /// Of these, rules that nobody may bend, without one.
    pub(crate) rigid: usize,
}

/// How many rules of a document can be bent.
pub(crate) fn leeway(bends: &Reconciled, path: &str) -> Leeway {
    let mut leeway = Leeway::default();
    let documents = bends.documents.iter().filter(|document| document.path == path);
    for seen in documents.flat_map(|document| &document.rules).filter(|seen| seen.is_restrictive()) {
        leeway.restrictive += 1;
        match bends.discretion(path, seen.label.span) {
            Some(Discretion::Bendable(_)) => leeway.bendable += 1,
            Some(Discretion::Protected(_)) => leeway.protected += 1,
            _ => leeway.rigid += 1,
        }
    }
    leeway
}

/// The same for all documents.
pub(crate) fn leeway_of_all(bends: &Reconciled) -> Leeway {
    bends.documents.iter().map(|document| leeway(bends, &document.path)).fold(Leeway::default(), |sum, one| Leeway {
        restrictive: sum.restrictive + one.restrictive,
        bendable: sum.bendable + one.bendable,
        protected: sum.protected + one.protected,
        rigid: sum.rigid + one.rigid,
    })
}

/// Reasons for people: "lost receipt, illness or bereavement".
pub(crate) fn reasons(bends: &Reconciled, bend: &Bend) -> String {
    list(&bends.register.reasons_of(bend)).replace(" and ", " or ")
}
