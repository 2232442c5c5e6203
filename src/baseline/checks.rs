//! What can be wrong with a baseline, and its findings: one for all entries that end on the same day, so that a hundred old
//! findings do not become two hundred.

use super::{Baseline, Standing, State};
use crate::day::Day;
use crate::finding::{Checks, Finding, Label, ahead, identify};
use crate::ruleset::Severity;
use std::collections::BTreeMap;

/// The checks of the baseline.
pub const CHECKS: Checks = Checks {
    layer: "core",
    customer_experience: "",
    table: &[
        (
            "baseline/expired",
            Severity::Medium,
            "Entries of the baseline have expired",
            "Their last day is over, so their findings count again.",
            "Mend the rules, or decide again: write a new `until` and a reason that still holds.",
        ),
        (
            "baseline/expiring",
            Severity::Info,
            "Entries of the baseline end soon",
            "After their last day the findings count again, and a build may fail on a day when nobody changed anything.",
            "Decide in time: mend the rules, or write a new `until` and a reason that still holds.",
        ),
        (
            "baseline/fixed",
            Severity::Info,
            "Entries of the baseline have no finding any more",
            "What they accepted is mended or gone. As long as they stay, they would accept it if it came back.",
            "Remove them: `dumbrules baseline prune`.",
        ),
    ],
};

/// Findings about a baseline on a day, at the lines of its entries.
pub(super) fn check(baseline: &Baseline, standings: &[Standing], today: Day) -> Vec<Finding> {
    let mut groups: BTreeMap<(&str, Option<Day>), Vec<usize>> = BTreeMap::new();
    for (at, standing) in standings.iter().enumerate() {
        let key = match standing.state {
            State::Expired => ("baseline/expired", Some(standing.known.until)),
            State::Expiring => ("baseline/expiring", Some(standing.known.until)),
            State::Fixed => ("baseline/fixed", None),
            State::Open | State::NotAudited => continue,
        };
        groups.entry(key).or_default().push(at);
    }
    let place = |at: usize| {
        let span = baseline.spans[at];
        Label::of(&baseline.source, span, span)
    };
    let mut found: Vec<Finding> = groups
        .into_iter()
        .map(|((id, until), entries)| {
            let n = entries.len();
            let count = format!("{n} entr{}", if n == 1 { "y" } else { "ies" });
            let detail = match until {
                None => count,
                Some(until) if until < today => format!("{count} ended on {until}"),
                Some(until) => format!("{count} on {until}, {}", ahead(until.days_since(today))),
            };
            let more = |&at: &usize| {
                let Standing { known, .. } = &standings[at];
                place(at).noted(format!("{} in {}", known.lint, known.document))
            };
            CHECKS.finding(id, &detail, place(entries[0]), entries[1..].iter().map(more).collect())
        })
        .collect();
    identify(found.iter_mut());
    found
}
