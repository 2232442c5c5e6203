//! What the HTML templates see: a report in words, ready to be put in place. Templates decide nothing but layout.
//!
//! Every text in it has been made visible; escaping for HTML is tera's work.

use super::bends_page::BendsSection;
use super::card::{Card, Ids};
use super::comparison_page::ComparisonPage;
use super::decide::{Decisions, decisions};
use super::glance;
use super::grouped::{Group, groups};
use super::ledger::{Dismissed, Lint, Row, Silenced, Suppressed, about, dismissed, suppressed};
use super::sink::{flowing, visible};
use super::usage_page::UsageSection;
use super::wording::{Ending, by_severity, count, ending, headline, long_day, thousands, verdict};
use crate::error::Error;
use crate::report::Report;
use crate::ruleset::Severity;
use serde::Serialize;
use std::collections::BTreeMap;

/// Findings up to which all documents are shown open; beyond, a browser is faster with closed ones.
const MOST_OPEN: usize = 200;
/// Findings up to which every card says all that is known of its lint; beyond, it points to the lint's own entry.
const MOST_FULL: usize = 1000;

/// The whole page.
#[derive(Serialize)]
pub(crate) struct Page {
    standing: &'static str,
    incomplete: bool,
    lean: bool,
    headline: String,
    verdict: String,
    today: String,
    long_today: String,
    inputs: Vec<String>,
    figures: Vec<Figure>,
    bar: Vec<Piece>,
    read: String,
    errors: Vec<Failure>,
    not_audited: Vec<Reason>,
    unread: Vec<Reason>,
    groups: Vec<Section>,
    /// What staff really do; none without a log.
    usage: Option<UsageSection>,
    /// What to look at first; none when nothing is critical or high.
    decide: Option<Decisions>,
    /// Windows, waits, fees and limits.
    glance: Vec<glance::Row>,
    /// The register; none when there is none.
    bends: Option<BendsSection>,
    documents: Vec<Row>,
    suppressed: Vec<Suppressed>,
    dismissed: Vec<Dismissed>,
    /// How many findings are reviewed, in a sentence; empty when nobody reviews.
    reviewed: String,
    unused_verdicts: usize,
    lints: Vec<Lint>,
    silenced: Vec<Silenced>,
    switched_off: Vec<Reason>,
    changed: Vec<Reason>,
    tool_version: String,
    ruleset_hash: String,
    lints_used: String,
    /// What changed since an older edition.
    revision: Option<ComparisonPage>,
}

/// Number of findings of one severity.
#[derive(Serialize)]
struct Figure {
    severity: &'static str,
    n: usize,
    shown: String,
    /// The first finding of that severity, as an anchor.
    first: Option<String>,
}

/// A piece of the severity bar, in thousandths of its length.
#[derive(Serialize)]
struct Piece {
    severity: &'static str,
    x: usize,
    width: usize,
}

/// An error: where, what, and what to do.
#[derive(Serialize)]
struct Failure {
    place: String,
    message: String,
    help: String,
}

/// Something named, and why.
#[derive(Serialize)]
struct Reason {
    name: String,
    reason: String,
}

/// One document's findings.
#[derive(Serialize)]
struct Section {
    id: String,
    path: String,
    title: String,
    about: Vec<String>,
    counted: String,
    /// How many are reviewed; empty when nobody reviews.
    reviewed: String,
    open: bool,
    cards: Vec<Card>,
}

impl From<&Report> for Page {
    fn from(report: &Report) -> Self {
        let mut ids = Ids::default();
        let lint_ids: BTreeMap<&str, String> =
            report.lints.keys().map(|lint| (lint.as_str(), ids.claim("l-", lint))).collect();
        let open = report.counted().count() <= MOST_OPEN;
        let groups = groups(report);
        let sections: Vec<_> = groups
            .iter()
            .filter(|group| !group.counted.is_empty())
            .map(|group| Section::new(group, report, &lint_ids, open, &mut ids))
            .collect();
        let anchors: BTreeMap<_, _> =
            sections.iter().map(|section| (section.path.clone(), section.id.clone())).collect();
        let found: BTreeMap<_, _> = groups.iter().map(|group| (group.path, group)).collect();
        let decide = decisions(report, sections.iter().flat_map(|section| &section.cards));
        let restrictive: usize = report.documents.iter().map(|document| document.restrictive_rules).sum();
        Self {
            standing: match ending(report) {
                Ending::Nothing => "nothing",
                Ending::Findings => "findings",
                Ending::Partial => "partial",
                Ending::Clean => "clean",
            },
            incomplete: !report.errors.is_empty(),
            lean: report.counted().count() > MOST_FULL,
            headline: headline(report),
            verdict: verdict(report),
            today: visible(&report.today).into_owned(),
            long_today: long_day(&visible(&report.today)),
            inputs: report.inputs.iter().map(|input| visible(input).into_owned()).collect(),
            figures: figures(report, &sections),
            bar: bar(report),
            read: format!(
                "{}, {}, {} of them binding or refusing the customer",
                count(report.words(), "word"),
                count(report.rules(), "rule"),
                thousands(restrictive)
            ),
            errors: report.errors.iter().map(Failure::from).collect(),
            not_audited: report.not_audited.iter().map(|it| Reason::new(&it.path, &it.reason)).collect(),
            unread: report
                .documents
                .iter()
                .filter(|document| !document.unread.is_empty())
                .map(|document| Reason::new(&document.path, &document.unread.join(", ")))
                .collect(),
            documents: report
                .documents
                .iter()
                .map(|document| Row::new(document, found.get(document.path.as_str()).copied(), &anchors, report))
                .collect(),
            groups: sections,
            usage: report.usage.as_ref().map(UsageSection::new),
            decide,
            glance: glance::rows(report),
            bends: report.bends.as_ref().map(|bends| BendsSection::new(bends, &mut ids)),
            suppressed: suppressed(report, &mut ids),
            dismissed: dismissed(report, &mut ids),
            reviewed: reviewed(report),
            unused_verdicts: report.reviewed.unused.len(),
            lints: report
                .lints
                .iter()
                .map(|(lint, card)| Lint::new(lint, card, report, lint_ids[lint.as_str()].clone()))
                .collect(),
            silenced: report.silenced.iter().map(Silenced::from).collect(),
            switched_off: report.ruleset.switched_off.iter().map(|(lint, reason)| Reason::new(lint, reason)).collect(),
            changed: report.ruleset.changed.iter().map(|(lint, reason)| Reason::new(lint, reason)).collect(),
            tool_version: visible(&report.tool_version).into_owned(),
            ruleset_hash: visible(&report.ruleset.hash).into_owned(),
            lints_used: count(report.ruleset.lints, "lint"),
            revision: report.comparison.as_ref().map(ComparisonPage::from),
        }
    }
}

fn figures(report: &Report, sections: &[Section]) -> Vec<Figure> {
    let first = |severity: Severity| {
        let mut cards = sections.iter().flat_map(|section| &section.cards);
        cards.find(|card| card.severity == severity.word()).map(|card| card.id.clone())
    };
    let figure = |(severity, n): (Severity, usize)| Figure {
        severity: severity.word(),
        n,
        shown: thousands(n),
        first: first(severity),
    };
    report.severity_counts().map(figure).into()
}

/// How many findings are reviewed. Until all are, the others are provisional.
fn reviewed(report: &Report) -> String {
    let tally = report.tally();
    match tally.findings - tally.reviewed() {
        _ if report.reviewed.file.is_none() => String::new(),
        0 => format!("{tally}."),
        _ => format!("{tally}. The others are provisional."),
    }
}

fn bar(report: &Report) -> Vec<Piece> {
    let total = report.counted().count().max(1);
    let mut before = 0;
    let pieces = report.severity_counts().into_iter().filter(|(_, n)| *n > 0).map(|(severity, n)| {
        let (x, end) = (before * 1000 / total, (before + n) * 1000 / total);
        before += n;
        Piece { severity: severity.word(), x, width: end - x }
    });
    pieces.collect()
}

impl Section {
    fn new(group: &Group, report: &Report, lint_ids: &BTreeMap<&str, String>, open: bool, ids: &mut Ids) -> Self {
        let counts =
            Severity::ALL.map(|severity| (severity, group.counted.iter().filter(|it| it.severity == severity).count()));
        let title = group.document.map_or("", |document| document.title.as_str());
        let cards = group.counted.iter().map(|finding| {
            let lint = finding.lint.as_str();
            Card::new(finding, group.title(), report, lint_ids.get(lint), ids)
        });
        let cards = cards.collect();
        let in_use = report.reviewed.file.is_some();
        Self {
            id: ids.claim("d-", group.path),
            path: visible(group.path).into_owned(),
            title: flowing(if title.is_empty() { group.path } else { title }),
            about: group.document.map_or_else(Vec::new, about),
            counted: format!("{}: {}", count(group.counted.len(), "finding"), by_severity(&counts)),
            reviewed: if in_use { group.tally.to_string() } else { String::new() },
            open,
            cards,
        }
    }
}

impl Reason {
    fn new(name: &str, reason: &str) -> Self {
        Self { name: flowing(name), reason: flowing(reason) }
    }
}

impl From<&Error> for Failure {
    fn from(error: &Error) -> Self {
        let place = error.place.as_ref().map_or_else(String::new, |place| {
            let at = place.at.map_or_else(String::new, |at| format!(":{}:{}", at.line, at.column));
            format!("{}{at}", visible(&place.path))
        });
        Self { place, message: flowing(&error.message), help: error.help.as_deref().map_or_else(String::new, flowing) }
    }
}
