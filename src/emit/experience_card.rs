//! The Experience part of a report card in words: what was counted, and what is missing most.

use super::bends;
use super::wording::{capitalized, count, list, thousands};
use crate::card::Experience;
use crate::finding::Part;
use crate::register::Reconciled;
use crate::report::{DocumentSummary, Report};
use crate::ruleset::Severity;
use serde::Serialize;

/// Checks that the sentence names; all are in the table.
const MOST_NAMED: usize = 2;

/// One check.
#[derive(Clone, Serialize)]
pub(crate) struct Check {
    name: String,
    /// "4 of 32"; that there is nothing to count, when it does not apply.
    counted: String,
    /// What was counted.
    what: &'static str,
    /// What it is about, within a sentence.
    #[serde(skip)]
    named: &'static str,
    #[serde(skip)]
    pub(crate) part: Part,
}

/// The checks of a document, those that need a register only where there is one.
pub(crate) fn checks(document: &DocumentSummary, report: &Report) -> Vec<Check> {
    let counted = document.experience;
    let register = report.bends.as_ref();
    let room = register.map(|register| {
        let leeway = bends::leeway(register, &document.path);
        Part { met: leeway.bendable, of: leeway.bendable + leeway.rigid }
    });
    let checks = [
        ("reasons", Some(counted.reasons), "rules that hold customers back say why"),
        (
            "ways forward",
            Some(counted.ways_forward),
            "refusals come with another way, a person, or somebody else to ask",
        ),
        ("room to bend", room, "rules that hold customers back may be bent by staff, protected ones aside"),
        ("putting things right", Some(counted.recovery), "known ways to put right what went wrong"),
        (
            "care for the person",
            Some(counted.circumstances),
            "known ways to look at the person and not only at the case",
        ),
        ("plain words", Some(counted.plain), "rules are short and have few conditions"),
        ("promises with a day", Some(counted.promises), "promises of the company say when"),
        (
            "owner and review",
            Some(alive(document, register)),
            "an owner, a day of review, and every bend of these rules still holds",
        ),
    ];
    let check = |(name, part, what): (_, Option<Part>, _)| {
        let part = part?;
        let counted = match part.of {
            0 => "nothing to count".to_owned(),
            _ => format!("{} of {}", thousands(part.met), thousands(part.of)),
        };
        Some(Check { name: capitalized(name), counted, what, named: name, part })
    };
    checks.into_iter().filter_map(check).collect()
}

/// Owner, day of review, and each bend of a rule in the document that may be relied on.
fn alive(document: &DocumentSummary, register: Option<&Reconciled>) -> Part {
    let mut signs = vec![document.owner.is_some(), document.experience.is_reviewed];
    if let Some(register) = register {
        let here = register
            .standings
            .iter()
            .filter(|it| register.rule(it).is_some_and(|seen| seen.label.path == document.path));
        signs.extend(here.map(|standing| standing.state.is_usable()));
    }
    Part { met: signs.iter().filter(|is_there| **is_there).count(), of: signs.len() }
}

/// Whether the register is in order, and a log shows that staff use what it gives them.
pub(crate) fn is_lived(report: &Report) -> bool {
    let Some(register) = &report.bends else { return false };
    let is_clean = register.findings.iter().all(|finding| finding.severity < Severity::Medium);
    is_clean && report.usage.as_ref().is_some_and(|usage| usage.rules.iter().any(|rule| rule.figures.uses > 0))
}

/// What is missing most, in a sentence; empty when nothing is.
pub(crate) fn missing(checks: &[Check], experience: Experience) -> String {
    let mut weak: Vec<&Check> = checks.iter().filter(|check| check.part.met < check.part.of).collect();
    let share = |check: &Check| (check.part.met * 1000).checked_div(check.part.of).unwrap_or_default();
    weak.sort_by_key(|check| share(check));
    let named: Vec<String> =
        weak.iter().take(MOST_NAMED).map(|check| format!("{} ({})", check.named, check.counted)).collect();
    let over = format!("Over {}", count(experience.checks, "check"));
    if named.is_empty() {
        format!("{over}; nothing is missing")
    } else {
        format!("{over}; most is missing in {}", list(&named))
    }
}
