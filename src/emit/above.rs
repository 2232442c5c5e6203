//! What stands above the fold: the title that carries the result, the verdict in plain words, and four numbers.

use super::decide::is_grave;
use super::since::Ages;
use super::wording::{Ending, caveats, count, ending, headline, thousands, verdict};
use crate::day::Day;
use crate::finding::{Finding, is_own_check};
use crate::report::Report;
use serde::Serialize;
use std::collections::BTreeSet;

/// Days within which the end of a permission is told.
const SOON: i64 = 30;

/// The top of the page.
#[derive(Serialize)]
pub(crate) struct Above {
    /// How the audit ended, as a class.
    standing: &'static str,
    headline: String,
    verdict: String,
    figures: Vec<Figure>,
    /// Findings by severity, as a bar; severities without findings are left out.
    bar: Vec<Piece>,
    read: String,
}

/// One number, and where it leads.
#[derive(Serialize)]
struct Figure {
    shown: String,
    name: String,
    /// What else there is to say: "152 before".
    note: String,
    target: &'static str,
    /// The colour of the number.
    weight: &'static str,
}

/// A piece of the severity bar, in thousandths of its length.
#[derive(Serialize)]
struct Piece {
    severity: &'static str,
    shown: String,
    x: usize,
    width: usize,
}

/// The top of the page.
pub(crate) fn above(report: &Report, ages: &Ages<'_>) -> Above {
    let restrictive: usize = report.documents.iter().map(|document| document.restrictive_rules).sum();
    let ending = ending(report);
    Above {
        standing: match ending {
            Ending::Nothing => "nothing",
            Ending::Findings => "findings",
            Ending::Partial => "partial",
            Ending::Clean => "clean",
        },
        headline: match rules_to_decide(report) {
            0 => headline(report),
            1 => "1 rule needs a decision".to_owned(),
            n => format!("{} rules need a decision", thousands(n)),
        },
        verdict: if rules_to_decide(report) == 0 { verdict(report) } else { in_words(report, ages) },
        figures: if ending == Ending::Nothing { Vec::new() } else { figures(report, ages) },
        bar: bar(report),
        read: format!(
            "Read: {} with {} and {}, {} of which bind or refuse customers. Looked for: {} known to hurt customers.",
            count(report.documents.len(), "document"),
            count(report.words(), "word"),
            count(report.rules(), "rule"),
            thousands(restrictive),
            count(report.ruleset.lints, "pattern")
        ),
    }
}

/// Rules of the documents that have a finding which must be decided on.
fn rules_to_decide(report: &Report) -> usize {
    let grave = report.counted().filter(|finding| is_grave(finding) && !is_own_check(&finding.lint));
    grave.map(|finding| (finding.primary.path.as_str(), finding.primary.span)).collect::<BTreeSet<_>>().len()
}

/// The verdict in sentences: what was found, what of it is new, what ends, what the numbers do not show.
fn in_words(report: &Report, ages: &Ages<'_>) -> String {
    let grave: Vec<&Finding> = report.counted().filter(|finding| is_grave(finding)).collect();
    let of_all = match grave.len() {
        n if n == report.counted().count() => "all critical or high".to_owned(),
        n => format!("{} of them critical or high", thousands(n)),
    };
    let new = match grave.iter().filter(|finding| ages.is_new(finding)).count() {
        _ if !ages.are_known() => String::new(),
        0 => "; none of these is new".to_owned(),
        1 => "; 1 of these is new".to_owned(),
        n => format!("; {} of these are new", thousands(n)),
    };
    let mut sentences = vec![format!("{}, {of_all}{new}.", headline(report))];
    let ending = ending_soon(report);
    if let [first, ..] = ending.as_slice() {
        let verb = if ending.len() == 1 { "ends" } else { "end" };
        let from = if ending.len() == 1 { "on" } else { "soon, the first on" };
        sentences.push(format!("{} to bend {verb} {from} {}.", count(ending.len(), "permission"), first.in_words()));
    }
    sentences.push(caveats(report));
    sentences.join(" ").trim_end().to_owned()
}

/// The last days of permissions that hold and end within [`SOON`] days, the next first.
fn ending_soon(report: &Report) -> Vec<Day> {
    let Some(bends) = &report.bends else { return Vec::new() };
    let usable = bends.standings.iter().filter(|standing| standing.state.is_usable());
    let ends = usable.filter_map(|standing| bends.bend(standing).expires);
    let mut soon: Vec<Day> = ends.filter(|day| day.days_since(bends.today) <= SOON).collect();
    soon.sort();
    soon
}

/// Four numbers: what to decide, what is open, what may be bent, what was set aside.
fn figures(report: &Report, ages: &Ages<'_>) -> Vec<Figure> {
    let grave: Vec<&Finding> = report.counted().filter(|finding| is_grave(finding)).collect();
    let first = if ages.are_known() {
        let new = grave.iter().filter(|finding| ages.is_new(finding)).count();
        Figure {
            shown: thousands(new),
            name: "new critical or high".to_owned(),
            note: format!("of {}", thousands(grave.len())),
            target: "decide",
            weight: if new > 0 { "high" } else { "" },
        }
    } else {
        Figure {
            shown: thousands(grave.len()),
            name: "critical or high".to_owned(),
            note: String::new(),
            target: "decide",
            weight: if grave.is_empty() { "" } else { "high" },
        }
    };
    let open = report.counted().count();
    let before = report.comparison.as_ref().and_then(|comparison| comparison.effects.as_ref());
    let before = before.map(|effects| effects.carried.len() + effects.closed.len());
    let aside = report.suppressed() + report.accepted() + report.tally().dismissed;
    let mut figures = vec![
        first,
        Figure {
            shown: thousands(open),
            name: if open == 1 { "open finding" } else { "open findings" }.to_owned(),
            note: before.map_or_else(String::new, |n| format!("{} before", thousands(n))),
            target: "findings",
            weight: "",
        },
        bendable(report),
        Figure {
            shown: thousands(aside),
            name: "accepted or set aside".to_owned(),
            note: if aside == 0 { String::new() } else { "with a reason".to_owned() },
            target: "accepted",
            weight: "",
        },
    ];
    // What has no section leads to the nearest thing there is.
    for figure in &mut figures {
        let missing = match figure.target {
            "decide" => grave.is_empty(),
            "findings" => open == 0,
            _ => false,
        };
        figure.target = if missing { "documents" } else { figure.target };
    }
    figures
}

/// What may be bent; the documents when there is no register.
fn bendable(report: &Report) -> Figure {
    let Some(bends) = &report.bends else {
        let n = report.documents.len();
        let name = if n == 1 { "document read" } else { "documents read" };
        return Figure {
            shown: thousands(n),
            name: name.to_owned(),
            note: String::new(),
            target: "documents",
            weight: "",
        };
    };
    let soon = ending_soon(report).len();
    let usable = bends.standings.iter().filter(|standing| standing.state.is_usable()).count();
    Figure {
        shown: thousands(usable),
        name: if usable == 1 { "permission to bend" } else { "permissions to bend" }.to_owned(),
        note: if soon > 0 { format!("{} end within {SOON} days", thousands(soon)) } else { String::new() },
        target: "bends",
        weight: if soon > 0 { "medium" } else { "" },
    }
}

fn bar(report: &Report) -> Vec<Piece> {
    let total = report.counted().count().max(1);
    let mut before = 0;
    let pieces = report.severity_counts().into_iter().filter(|(_, n)| *n > 0).map(|(severity, n)| {
        let (x, end) = (before * 1000 / total, (before + n) * 1000 / total);
        before += n;
        Piece { severity: severity.word(), shown: thousands(n), x, width: end - x }
    });
    pieces.collect()
}
