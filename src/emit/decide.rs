//! What to decide now: the few findings that a manager should look at first, chosen by a rule that the page prints.

use super::card::{Card, Desk};
use super::sink::flowing;
use crate::finding::{Finding, is_own_check};
use crate::register::Discretion;
use crate::report::Report;
use crate::ruleset::{Confidence, Severity};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// So many, and no more: whoever must decide on fifty things decides on none.
const MOST: usize = 7;

/// One finding to decide on.
#[derive(Serialize)]
pub(crate) struct Decision {
    id: String,
    /// The page on which the finding is; empty when it is this one.
    pub(crate) page: String,
    pub(crate) card: Card,
}

/// What to decide now, and how many more findings are as severe.
#[derive(Serialize)]
pub(crate) struct Decisions {
    /// By what rule they were chosen.
    rule: String,
    pub(crate) first: Vec<Decision>,
    more: usize,
}

/// Whether a finding must be decided on.
pub(crate) fn is_grave(finding: &Finding) -> bool {
    finding.severity >= Severity::High
}

/// The findings to decide on first, of all that count and their cards. One a lint and document, so that one bad habit does
/// not fill the list.
pub(crate) fn decisions(desk: &Desk<'_>, cards: &[(&Finding, &Card)]) -> Option<Decisions> {
    let mut order: Vec<_> = cards.iter().filter(|(finding, _)| is_grave(finding)).collect();
    let all = order.len();
    order.sort_by_key(|(finding, _)| {
        let can_bend = matches!(desk.report.discretion(finding), Some(Discretion::Bendable(_)));
        let doubt = finding.confidence != Confidence::Certain;
        (!desk.ages.is_new(finding), Reverse(finding.severity), is_own_check(&finding.lint), doubt, can_bend)
    });
    let mut seen = BTreeSet::new();
    order.retain(|(finding, _)| seen.insert((finding.lint.as_str(), finding.primary.path.as_str())));
    let first: Vec<Decision> = order
        .into_iter()
        .take(MOST)
        .map(|(_, card)| Decision { id: format!("top-{}", card.id), page: String::new(), card: (*card).clone() })
        .collect();
    let more = all - first.len();
    (!first.is_empty()).then(|| Decisions { rule: rule(desk.report), first, more })
}

fn rule(report: &Report) -> String {
    let newest = match &report.comparison {
        Some(comparison) => format!("what is new since {} first, then the", flowing(&comparison.base)),
        None => "the".to_owned(),
    };
    let bends = if report.bends.is_some() { ", then what nobody may bend" } else { "" };
    format!(
        "{MOST} at most, chosen by this rule: {newest} most severe, then the surest{bends}; one of a kind in each document."
    )
}
