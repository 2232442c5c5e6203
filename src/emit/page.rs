//! What the HTML templates see: a report in words, ready to be put in place. Templates decide nothing but layout.
//!
//! Every text in it has been made visible; escaping for HTML is tera's work.

use super::above::{Above, above};
use super::bends_page::BendsSection;
use super::card::{Card, Desk, Ids};
use super::comparison_page::ComparisonPage;
use super::decide::{Decisions, decisions};
use super::document_card::distribution;
use super::findings_page::{Findings, Section, sections};
use super::folder::Elsewhere;
use super::glance;
use super::grouped::groups;
use super::ledger::{Dismissed, Lint, Row, Silenced, Suppressed, dismissed, suppressed};
use super::since::Ages;
use super::sink::{flowing, visible};
use super::source_url::SourceUrl;
use super::trend;
use super::usage_page::UsageSection;
use super::wording::{count, long_day, said_of_documents, thousands};
use crate::error::Error;
use crate::finding::Finding;
use crate::report::{DocumentOverride, DocumentSummary, Report};
use serde::Serialize;
use std::collections::BTreeMap;

/// The whole page.
#[derive(Serialize)]
pub(crate) struct Page {
    above: Above,
    pub(crate) incomplete: bool,
    pub(crate) today: String,
    pub(crate) long_today: String,
    inputs: Vec<String>,
    errors: Vec<Failure>,
    not_audited: Vec<Reason>,
    unread: Vec<Reason>,
    /// None when there are none, or when they are on pages of their own.
    pub(crate) findings: Option<Findings>,
    /// The pages on which the findings are, when they are not on this one.
    pub(crate) elsewhere: Vec<Elsewhere>,
    /// What staff really do; none without a log.
    usage: Option<UsageSection>,
    /// What to look at first; none when nothing is critical or high.
    pub(crate) decide: Option<Decisions>,
    /// Windows, waits, fees and limits.
    glance: Vec<glance::Row>,
    /// The register; none when there is none.
    bends: Option<BendsSection>,
    /// Charts over time; none without figures.
    trend: Vec<trend::Chart>,
    pub(crate) documents: Vec<Row>,
    /// How many documents have which letter.
    letters: String,
    suppressed: Vec<Suppressed>,
    dismissed: Vec<Dismissed>,
    /// How many findings are reviewed, in a sentence; empty when nobody reviews.
    reviewed: String,
    unused_verdicts: usize,
    pub(crate) lints: Vec<Lint>,
    silenced: Vec<Silenced>,
    switched_off: Vec<Reason>,
    changed: Vec<Reason>,
    /// What the configuration says of single documents.
    overrides: Vec<Reason>,
    pub(crate) tool_version: String,
    ruleset_hash: String,
    lints_used: String,
    /// How many files were read, and how many were not.
    read_files: String,
    /// What changed since an older edition.
    revision: Option<ComparisonPage>,
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

impl Page {
    /// The page of a report, with links to where the policies can be read on the web.
    pub(crate) fn new(report: &Report, links: Option<&SourceUrl>) -> Self {
        let mut ids = Ids::default();
        let desk = desk(report, links, &mut ids);
        let groups = groups(report);
        let sections = sections(&groups, &desk, &mut ids);
        let anchors: BTreeMap<_, _> =
            sections.iter().map(|section| (section.path.clone(), section.id.clone())).collect();
        let found: BTreeMap<_, _> = groups.iter().map(|group| (group.path, group)).collect();
        let cards = paired(&groups, &sections);
        let of_document = |document: &DocumentSummary| found.get(document.path.as_str()).copied();
        let rows = report.documents.iter().map(|document| Row::new(document, of_document(document), &anchors, &desk));
        let documents: Vec<Row> = rows.collect();
        Self {
            above: above(report, &desk.ages),
            decide: decisions(&desk, &cards),
            incomplete: !report.errors.is_empty(),
            today: visible(&report.today).into_owned(),
            long_today: long_day(&visible(&report.today)),
            inputs: report.inputs.iter().map(|input| visible(input).into_owned()).collect(),
            errors: report.errors.iter().map(Failure::from).collect(),
            not_audited: report.not_audited.iter().map(|it| Reason::new(&it.path, &it.reason)).collect(),
            unread: report
                .documents
                .iter()
                .filter(|document| !document.unread.is_empty())
                .map(|document| Reason::new(&document.path, &document.unread.join(", ")))
                .collect(),
            letters: distribution(documents.iter().map(|row| &row.card)),
            documents,
            trend: trend::charts(report),
            usage: report.usage.as_ref().map(UsageSection::new),
            glance: glance::rows(report, links),
            bends: report.bends.as_ref().map(|bends| BendsSection::new(bends, &mut ids)),
            suppressed: suppressed(&desk, &mut ids),
            dismissed: dismissed(&desk, &mut ids),
            reviewed: reviewed(report),
            unused_verdicts: report.reviewed.unused.len(),
            lints: report
                .lints
                .iter()
                .map(|(lint, card)| Lint::new(lint, card, report, desk.lint_ids[lint.as_str()].clone()))
                .collect(),
            silenced: report.silenced.iter().map(|it| Silenced::new(it, &desk)).collect(),
            switched_off: report.ruleset.switched_off.iter().map(|(lint, reason)| Reason::new(lint, reason)).collect(),
            changed: report.ruleset.changed.iter().map(|(lint, reason)| Reason::new(lint, reason)).collect(),
            overrides: report.overrides.iter().map(Reason::from).collect(),
            tool_version: visible(&report.tool_version).into_owned(),
            ruleset_hash: visible(&report.ruleset.hash).into_owned(),
            lints_used: count(report.ruleset.lints, "lint"),
            read_files: read_files(report),
            revision: report.comparison.as_ref().map(ComparisonPage::from),
            findings: (!sections.is_empty()).then(|| Findings::new(sections)),
            elsewhere: Vec::new(),
        }
    }
}

/// What all cards draw on.
fn desk<'r>(report: &'r Report, links: Option<&'r SourceUrl>, ids: &mut Ids) -> Desk<'r> {
    let owner = |document: &'r DocumentSummary| Some((document.path.as_str(), document.owner.as_deref()?));
    Desk {
        report,
        links,
        ages: Ages::new(report),
        lint_ids: report.lints.keys().map(|lint| (lint.as_str(), ids.claim("l-", lint))).collect(),
        owners: report.documents.iter().filter_map(owner).collect(),
    }
}

/// Each finding that counts with its card.
fn paired<'a>(groups: &[super::grouped::Group<'a>], sections: &'a [Section]) -> Vec<(&'a Finding, &'a Card)> {
    let of = |path: &str| groups.iter().find(|group| visible(group.path) == path);
    let each = sections.iter().filter_map(|section| Some((of(&section.path)?, section)));
    each.flat_map(|(group, section)| group.counted.iter().copied().zip(&section.cards)).collect()
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

fn read_files(report: &Report) -> String {
    let read = count(report.documents.len(), "document");
    match report.not_audited.len() + report.errors.len() {
        0 => format!("{read}, none left out"),
        left => format!("{read}, {} left out or in error: named on top", thousands(left)),
    }
}

impl Reason {
    fn new(name: &str, reason: &str) -> Self {
        Self { name: flowing(name), reason: flowing(reason) }
    }
}

impl From<&DocumentOverride> for Reason {
    fn from(it: &DocumentOverride) -> Self {
        Self::new(&it.glob, &said_of_documents(it))
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
