//! The report card of a document in words: its letter, and why it is what it is.

use super::card::Desk;
use super::experience_card::{Check, checks, is_lived, missing};
use super::grouped::Group;
use super::wording::{by_severity, count};
use crate::card::{FEWEST_RULES, Kind, core, experience, letter};
use crate::finding::{Finding, is_own_check};
use crate::register::Discretion;
use crate::report::DocumentSummary;
use crate::ruleset::Severity;
use crate::verdict::Judgement;
use serde::Serialize;
use std::collections::BTreeMap;

/// A report card.
#[derive(Serialize)]
pub(crate) struct DocumentCard {
    /// "D?"; a dash when there is none.
    pub(crate) letter: String,
    /// "Core 58 of 100"; empty without a letter.
    core: String,
    /// Why.
    why: String,
    /// "Experience 38 of 100"; empty without a letter.
    experience: String,
    /// What is missing most.
    missing: String,
    /// What Experience rests on.
    checks: Vec<Check>,
}

/// The card of a document with what was found in it.
pub(crate) fn document_card(document: &DocumentSummary, found: Option<&Group>, desk: &Desk<'_>) -> DocumentCard {
    let none = |why: &str| DocumentCard {
        letter: "–".to_owned(),
        core: String::new(),
        why: why.to_owned(),
        experience: String::new(),
        missing: String::new(),
        checks: Vec::new(),
    };
    if document.audience != "customer" {
        return none("Not graded: it is for staff");
    }
    if document.types.is_empty() {
        return none("Not graded: its type is not known");
    }
    if document.rules < FEWEST_RULES {
        return none("Not graded: it has too few rules");
    }
    let kinds = kinds(found, desk);
    let core = core(&kinds);
    let counts =
        Severity::ALL.map(|severity| (severity, kinds.iter().filter(|kind| kind.severity == severity).count()));
    let mut why = match kinds.len() {
        0 => "Nothing takes from it".to_owned(),
        1 => format!("One kind of finding takes from it: {}", by_severity(&counts)),
        n => format!("{} of findings take from it: {}", count(n, "kind"), by_severity(&counts)),
    };
    if core.is_provisional {
        why.push_str("; provisional until the critical and high ones are reviewed");
    }
    let checks = checks(document, desk.report);
    let parts: Vec<_> = checks.iter().map(|check| (check.part.met, check.part.of)).collect();
    let experience = experience(&parts);
    let grave = kinds.iter().filter(|kind| kind.severity == Severity::High).map(|kind| kind.times).sum();
    let letter = letter(core, grave, experience, is_lived(desk.report));
    DocumentCard {
        letter: format!("{letter}{}", if core.is_provisional { "?" } else { "" }),
        core: format!("Core {} of 100", core.value),
        why,
        missing: experience.map_or_else(String::new, |it| missing(&checks, it)),
        experience: experience.map_or_else(String::new, |it| format!("Experience {} of 100", it.value)),
        checks,
    }
}

/// How many documents have which letter, in a sentence; empty when none has one.
pub(crate) fn distribution<'c>(cards: impl Iterator<Item = &'c DocumentCard>) -> String {
    let mut letters: BTreeMap<&str, usize> = BTreeMap::new();
    for card in cards.filter(|card| !card.core.is_empty()) {
        *letters.entry(&card.letter).or_default() += 1;
    }
    // The worst first: it is the one that a customer may meet.
    let told: Vec<String> = letters.iter().rev().map(|(letter, n)| format!("{n} × {letter}")).collect();
    told.join(", ")
}

fn kinds(found: Option<&Group>, desk: &Desk<'_>) -> Vec<Kind> {
    let mut of_lint: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    let findings = found.iter().flat_map(|group| group.counted.iter().copied());
    for finding in findings.filter(|finding| !is_own_check(&finding.lint)) {
        of_lint.entry(&finding.lint).or_default().push(finding);
    }
    let report = desk.report;
    let judged = |finding: &Finding| report.reviewed.of(finding).map(|verdict| verdict.verdict);
    let kind = |(lint, findings): (&str, Vec<&Finding>)| Kind {
        severity: findings.iter().map(|finding| finding.severity).max().unwrap_or_default(),
        times: findings.len(),
        is_bendable: findings.iter().all(|it| matches!(report.discretion(it), Some(Discretion::Bendable(_)))),
        is_confirmed: findings.iter().any(|finding| judged(finding) == Some(Judgement::Confirmed)),
        is_beyond_bends: lint.starts_with("consistency/") || lint.starts_with("terms/"),
        is_reviewed: findings.iter().all(|finding| judged(finding).is_some()),
    };
    of_lint.into_iter().map(kind).collect()
}
