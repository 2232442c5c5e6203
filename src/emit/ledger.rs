//! The tables behind the findings, as the HTML templates see them: documents, findings set aside, lints, silenced matches.

use super::bends::{Leeway, leeway};
use super::card::{Desk, Ids, headline};
use super::document_card::{DocumentCard, document_card};
use super::grouped::Group;
use super::quote::{Quote, quoted};
use super::sink::{flowing, visible};
use super::source_url::{Spot, spot};
use super::sources::resembles;
use super::wording::{audience, capitalized, count, decided, decided_by, long_day, suppression, thousands};
use crate::report::{self, DocumentSummary, LintCard, Report};
use crate::ruleset::Severity;
use serde::Serialize;
use std::collections::BTreeMap;

/// One audited document in figures.
#[derive(Serialize)]
pub(crate) struct Row {
    /// Its path, and where it can be read on the web.
    shown: String,
    href: Option<String>,
    title: String,
    /// Its findings, as an anchor, when it has any.
    pub(crate) anchor: Option<String>,
    /// The page on which these are; empty when it is this one.
    pub(crate) page: String,
    types: String,
    types_from: String,
    audience: String,
    audience_from: String,
    owner: String,
    words: String,
    rules: String,
    restrictive: String,
    /// How many of these staff may bend; empty without a register.
    bendable: String,
    findings: Vec<String>,
    suppressed: usize,
    dismissed: usize,
    bright: Vec<String>,
    pub(crate) card: DocumentCard,
}

/// A finding that does not count, and why.
#[derive(Serialize)]
pub(crate) struct Suppressed {
    id: String,
    severity: &'static str,
    lint: String,
    message: String,
    quote: Quote,
    place: Spot,
    reason: String,
    until: String,
    long_until: String,
}

/// A finding that does not count because a person found it wrong.
#[derive(Serialize)]
pub(crate) struct Dismissed {
    id: String,
    severity: &'static str,
    lint: String,
    message: String,
    quote: Quote,
    place: Spot,
    /// Who decided it, when and why.
    decided: String,
}

/// One lint that has a finding.
#[derive(Clone, Serialize)]
pub(crate) struct Lint {
    pub(crate) id: String,
    lint: String,
    title: String,
    severity: &'static str,
    layer: String,
    findings: String,
    customer: String,
    why: String,
    rewrite: String,
    acceptable: Vec<String>,
    sources: String,
    suppression: String,
}

/// A match that the text itself silenced.
#[derive(Serialize)]
pub(crate) struct Silenced {
    lint: String,
    place: Spot,
    by: String,
}

impl Row {
    pub(crate) fn new(
        document: &DocumentSummary,
        found: Option<&Group>,
        anchors: &BTreeMap<String, String>,
        desk: &Desk<'_>,
    ) -> Self {
        let report = desk.report;
        let counted =
            |severity| found.map_or(0, |group| group.counted.iter().filter(|it| it.severity == severity).count());
        let path = visible(&document.path).into_owned();
        Self {
            title: flowing(if document.title.is_empty() { &document.path } else { &document.title }),
            anchor: anchors.get(&path).cloned(),
            page: String::new(),
            shown: path,
            href: desk.links.and_then(|links| links.of(&document.path, 1)),
            types: types(document),
            types_from: flowing(&decided_by(&document.types_from)),
            audience: flowing(&audience(&document.audience)),
            audience_from: flowing(&decided_by(&document.audience_from)),
            owner: document.owner.as_deref().map_or_else(String::new, flowing),
            words: thousands(document.words),
            rules: thousands(document.rules),
            restrictive: thousands(document.restrictive_rules),
            bendable: report.bends.as_ref().map_or_else(String::new, |bends| bendable(leeway(bends, &document.path))),
            findings: Severity::ALL
                .into_iter()
                .filter(|&severity| counted(severity) > 0)
                .map(|severity| format!("{} {severity}", thousands(counted(severity))))
                .collect(),
            suppressed: found.map_or(0, |group| group.suppressed),
            dismissed: found.map_or(0, |group| group.tally.dismissed),
            card: document_card(document, found, desk),
            bright: document.bright.iter().map(|(_, title)| flowing(title)).collect(),
        }
    }
}

/// How many rules of a document can be bent: "3 that staff may bend, 1 protected, 20 that nobody may bend".
fn bendable(leeway: Leeway) -> String {
    let parts = [
        (leeway.bendable, "that staff may bend"),
        (leeway.protected, "protected"),
        (leeway.rigid, "that nobody may bend"),
    ];
    let parts = parts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{} {word}", thousands(*n)));
    parts.collect::<Vec<_>>().join(", ")
}

impl Lint {
    pub(crate) fn new(lint: &str, card: &LintCard, report: &Report, id: String) -> Self {
        Self {
            id,
            lint: flowing(lint),
            title: flowing(&card.title),
            severity: card.severity.word(),
            layer: flowing(&card.layer),
            findings: count(report.counted().filter(|finding| finding.lint == lint).count(), "finding"),
            customer: flowing(&card.customer_experience),
            why: flowing(&card.why),
            rewrite: flowing(&card.rewrite),
            acceptable: card.acceptable_when.iter().map(|condition| flowing(condition)).collect(),
            sources: capitalized(&flowing(&resembles(&card.sources).unwrap_or_default())),
            suppression: flowing(&suppression(lint)),
        }
    }

    /// The same entry on a page that has so many of its findings.
    pub(crate) fn counted(&self, findings: usize) -> Self {
        Self { findings: count(findings, "finding"), ..self.clone() }
    }
}

impl Silenced {
    pub(crate) fn new(silenced: &report::Silenced, desk: &Desk<'_>) -> Self {
        Self {
            lint: flowing(&silenced.lint),
            place: spot(desk.links, &silenced.path, silenced.line),
            by: flowing(&silenced.by),
        }
    }
}

/// The findings that a suppression covers.
pub(crate) fn suppressed(desk: &Desk<'_>, ids: &mut Ids) -> Vec<Suppressed> {
    let covered = desk.report.findings.iter().filter_map(|finding| Some((finding, finding.suppressed.as_ref()?)));
    covered
        .map(|(finding, by)| Suppressed {
            id: ids.claim("f-", &finding.identity),
            severity: finding.severity.word(),
            lint: flowing(&finding.lint),
            message: headline(finding),
            quote: quoted(&finding.primary),
            place: spot(desk.links, &finding.primary.path, finding.primary.start.line),
            reason: flowing(&by.by.as_ref().map_or_else(|| by.reason.clone(), |who| format!("{} ({who})", by.reason))),
            until: visible(&by.until).into_owned(),
            long_until: long_day(&visible(&by.until)),
        })
        .collect()
}

/// The findings that a person found wrong.
pub(crate) fn dismissed(desk: &Desk<'_>, ids: &mut Ids) -> Vec<Dismissed> {
    let report = desk.report;
    let wrong = report.findings.iter().filter(|finding| report.reviewed.dismisses(finding));
    wrong
        .map(|finding| Dismissed {
            id: ids.claim("f-", &finding.identity),
            severity: finding.severity.word(),
            lint: flowing(&finding.lint),
            message: headline(finding),
            quote: quoted(&finding.primary),
            place: spot(desk.links, &finding.primary.path, finding.primary.start.line),
            decided: report.reviewed.of(finding).map(|it| capitalized(&flowing(&decided(it)))).unwrap_or_default(),
        })
        .collect()
}

/// What kind of document it is, who owns it.
pub(crate) fn about(document: &DocumentSummary) -> Vec<String> {
    let mut about = vec![types(document), flowing(&audience(&document.audience))];
    about.extend(document.owner.iter().map(|owner| format!("owned by {}", flowing(owner))));
    about
}

fn types(document: &DocumentSummary) -> String {
    if document.types.is_empty() { "type unknown".to_owned() } else { flowing(&document.types.join(", ")) }
}
