//! What to decide now: the few findings that a manager should look at first, chosen by a rule that the page prints.

use super::bends::may_bend;
use super::card::{Card, Quote, headline, quoted};
use super::sink::{flowing, visible};
use super::wording::capitalized;
use crate::finding::{Finding, is_own_check};
use crate::register::Discretion;
use crate::report::Report;
use crate::ruleset::{Confidence, Severity};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// So many, and no more: whoever must decide on fifty things decides on none.
const MOST: usize = 7;

/// One finding to decide on.
#[derive(Serialize)]
pub(crate) struct Decision {
    /// Its full card, as an anchor.
    id: String,
    severity: &'static str,
    message: String,
    customer: String,
    quote: Quote,
    place: String,
    may_bend: String,
    owner: String,
}

/// What to decide now, and how many more findings are as severe.
#[derive(Serialize)]
pub(crate) struct Decisions {
    first: Vec<Decision>,
    more: usize,
}

/// The findings to decide on first; `cards` are all cards of the page by finding, in the order of the report. One a lint
/// and document, so that one bad habit does not fill the list.
pub(crate) fn decisions<'c>(report: &Report, cards: impl Iterator<Item = &'c Card>) -> Option<Decisions> {
    let counted: Vec<(&Finding, &Card)> = report.counted().zip(cards).collect();
    let grave = |finding: &Finding| finding.severity >= Severity::High;
    let mut order: Vec<&(&Finding, &Card)> = counted.iter().filter(|(finding, _)| grave(finding)).collect();
    let all = order.len();
    order.sort_by_key(|(finding, _)| {
        let can_bend = matches!(report.discretion(finding), Some(Discretion::Bendable(_)));
        (Reverse(finding.severity), finding.confidence != Confidence::Certain, is_own_check(&finding.lint), can_bend)
    });
    let mut seen = BTreeSet::new();
    order.retain(|(finding, _)| seen.insert((finding.lint.as_str(), finding.primary.path.as_str())));
    let owners: BTreeMap<&str, &str> = report
        .documents
        .iter()
        .filter_map(|document| Some((document.path.as_str(), document.owner.as_deref()?)))
        .collect();
    let first: Vec<Decision> = order
        .into_iter()
        .take(MOST)
        .map(|(finding, card)| Decision {
            id: card.id.clone(),
            severity: finding.severity.word(),
            message: headline(finding),
            customer: report
                .lints
                .get(&finding.lint)
                .map(|it| if it.customer_experience.is_empty() { &it.why } else { &it.customer_experience })
                .map_or_else(String::new, |text| flowing(text)),
            quote: quoted(&finding.primary),
            place: format!("{}:{}", visible(&finding.primary.path), finding.primary.start.line),
            may_bend: may_bend(report, finding).map(|it| capitalized(&flowing(&it))).unwrap_or_default(),
            owner: owners.get(finding.primary.path.as_str()).map_or_else(String::new, |owner| flowing(owner)),
        })
        .collect();
    let more = all - first.len();
    (!first.is_empty()).then_some(Decisions { first, more })
}
