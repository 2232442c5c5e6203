//! What only shows between documents: rules that contradict each other, and sides with different measure.

use super::{Finding, Label, Suppressed, label};
use crate::ruleset::compiled::{LookFor, Ruleset};
use crate::ruleset::{Confidence, Severity};
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Something one document says that another may contradict.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Index into the ruleset's lints.
    pub lint: u16,
    /// Index into the lint's detectors.
    pub detector: u8,
    /// Which side it takes.
    pub side: Side,
    /// Where it is said.
    pub label: Label,
    /// How much a finding hurts that stands here.
    pub severity: Severity,
    /// Whether the lint is off in this document: then it contradicts nobody.
    pub is_off: bool,
    /// The suppression in the text that covers it; it then covers a finding that stands here.
    pub suppressed: Option<Suppressed>,
    /// The one that covered it until its last day.
    pub lapsed: Option<Suppressed>,
}

/// Which side a claim takes; spans are bytes of the reading.
#[derive(Debug, Clone, PartialEq)]
pub enum Side {
    /// The one side.
    A(Span),
    /// The other side.
    B(Span),
    /// A value of a topic.
    Value {
        /// What it is a value of: only values of one topic contradict each other.
        topic: usize,
        /// The same for equal values.
        comparable: i64,
        /// For people.
        shown: String,
        /// Where.
        at: Span,
    },
}

/// Findings between documents. `claims` come in order of path and place.
pub fn compare(claims: &[Claim], ruleset: &Ruleset) -> Vec<Finding> {
    let found = found_between(claims, ruleset, &|claim| !claim.is_off);
    let mut findings: Vec<Finding> = found.into_iter().map(|(_, finding)| finding).collect();
    label::identify(findings.iter_mut());
    findings
}

/// What there is at most one finding about: lint, detector and topic.
pub(super) type Matter = (u16, u8, Option<usize>);

/// What is found between the claims that count.
pub(super) fn found_between(
    claims: &[Claim],
    ruleset: &Ruleset,
    counts: &dyn Fn(&Claim) -> bool,
) -> Vec<(Matter, Finding)> {
    let mut by_matter: BTreeMap<Matter, Vec<&Claim>> = BTreeMap::new();
    for claim in claims.iter().filter(|claim| counts(claim)) {
        by_matter.entry((claim.lint, claim.detector, claim.topic())).or_default().push(claim);
    }
    let found = by_matter.into_iter().filter_map(|(matter, claims)| {
        let (lint, detector, topic) = matter;
        let lint = &ruleset.lints[lint as usize];
        let same_document = match &lint.detectors[detector as usize].look_for {
            LookFor::Contradiction { same_document, .. } => *same_document,
            _ => true,
        };
        let found = match topic {
            Some(_) => differing_values(&claims, same_document),
            None => opposing_sides(&claims, same_document),
        };
        let (first, related, detail) = found?;
        let finding = Finding {
            lint: lint.id.clone(),
            severity: first.severity,
            confidence: Confidence::Likely,
            told_by: Vec::new(),
            message: format!("{}: {detail}", lint.title),
            primary: first.label.clone(),
            related,
            identity: String::new(),
            suppressed: first.suppressed.clone(),
            lapsed: first.lapsed.clone(),
        };
        Some((matter, finding))
    });
    found.collect()
}

impl Claim {
    fn topic(&self) -> Option<usize> {
        if let Side::Value { topic, .. } = self.side { Some(topic) } else { None }
    }
}

/// One finding for a topic: the first claim, and the first claim of each other value elsewhere.
fn differing_values<'c>(claims: &[&'c Claim], same_document: bool) -> Option<(&'c Claim, Vec<Label>, String)> {
    let mut values: BTreeMap<i64, (&'c Claim, &'c str)> = BTreeMap::new();
    for claim in claims {
        if let Side::Value { comparable, shown, .. } = &claim.side {
            values.entry(*comparable).or_insert((claim, shown));
        }
    }
    let paths: BTreeSet<&str> = values.values().map(|(claim, _)| claim.label.path.as_str()).collect();
    if values.len() < 2 || (paths.len() < 2 && !same_document) {
        return None;
    }
    let mut places: Vec<(&'c Claim, &'c str)> = values.into_values().collect();
    places.sort_by(|(a, _), (b, _)| (&a.label.path, a.label.span).cmp(&(&b.label.path, b.label.span)));
    let (first, shown) = places.remove(0);
    let said = |claim: &Claim, shown: &str| format!("{shown} in {}", claim.label.path);
    let others: Vec<String> = places.iter().map(|(claim, shown)| said(claim, shown)).collect();
    let related = places.iter().map(|(claim, shown)| noted(&claim.label, format!("here it is {shown}"))).collect();
    Some((first, related, format!("{}, {}", said(first, shown), others.join(", "))))
}

/// One finding for each claim of side A: with the first claim of side B elsewhere.
fn opposing_sides<'c>(claims: &[&'c Claim], same_document: bool) -> Option<(&'c Claim, Vec<Label>, String)> {
    let of = |wanted: fn(&Side) -> bool| claims.iter().filter(move |claim| wanted(&claim.side));
    let mut pairs = of(|side| matches!(side, Side::A(_))).flat_map(|a| {
        let other = of(|side| matches!(side, Side::B(_)));
        other.filter(move |b| same_document || a.label.path != b.label.path).map(move |b| (*a, *b))
    });
    let (a, b) = pairs.find(|(a, b)| (&a.label.path, a.label.span) != (&b.label.path, b.label.span))?;
    let detail = if a.label.path == b.label.path { "further on".to_owned() } else { format!("see {}", b.label.path) };
    Some((a, vec![noted(&b.label, "the other side".to_owned())], detail))
}

fn noted(label: &Label, note: String) -> Label {
    Label { note: Some(note), ..label.clone() }
}
