//! The findings of a report as the page shows them: document by document, the most severe marked for a short print.

use super::card::{Card, Desk, Ids};
use super::grouped::Group;
use super::ledger::about;
use super::sink::{flowing, visible};
use super::wording::{by_severity, count};
use crate::ruleset::Severity;
use serde::Serialize;

/// Findings up to which all documents are shown open; beyond, a browser is faster with closed ones.
const MOST_OPEN: usize = 200;
/// Findings that a short print holds: the most severe.
pub(crate) const MOST_PRINTED: usize = 200;

/// One document's findings.
#[derive(Serialize)]
pub(crate) struct Section {
    pub(crate) id: String,
    pub(crate) path: String,
    title: String,
    about: Vec<String>,
    owner: String,
    counted: String,
    /// How many are reviewed; empty when nobody reviews.
    reviewed: String,
    open: bool,
    pub(crate) cards: Vec<Card>,
}

/// The findings that count, documents first, then other files such as the register.
pub(crate) fn sections(groups: &[Group<'_>], desk: &Desk<'_>, ids: &mut Ids) -> Vec<Section> {
    let open = desk.report.counted().count() <= MOST_OPEN;
    let counted = groups.iter().filter(|group| !group.counted.is_empty());
    let (documents, others): (Vec<&Group<'_>>, Vec<&Group<'_>>) = counted.partition(|group| group.document.is_some());
    let mut sections: Vec<Section> =
        documents.into_iter().chain(others).map(|group| Section::new(group, desk, open, ids)).collect();
    let mut left = MOST_PRINTED;
    for severity in Severity::ALL {
        let cards = sections.iter_mut().flat_map(|section| &mut section.cards);
        for card in cards.filter(|card| card.severity == severity.word()) {
            card.late = left == 0;
            left = left.saturating_sub(1);
        }
    }
    sections
}

impl Section {
    fn new(group: &Group<'_>, desk: &Desk<'_>, open: bool, ids: &mut Ids) -> Self {
        let counts =
            Severity::ALL.map(|severity| (severity, group.counted.iter().filter(|it| it.severity == severity).count()));
        let title = group.document.map_or("", |document| document.title.as_str());
        let in_use = desk.report.reviewed.file.is_some();
        Self {
            id: ids.claim("d-", group.path),
            path: visible(group.path).into_owned(),
            title: flowing(if title.is_empty() { group.path } else { title }),
            about: group.document.map_or_else(Vec::new, about),
            owner: desk.owners.get(group.path).map_or_else(String::new, |owner| flowing(owner)),
            counted: format!("{}: {}", count(group.counted.len(), "finding"), by_severity(&counts)),
            reviewed: if in_use { group.tally.to_string() } else { String::new() },
            open,
            cards: group.counted.iter().map(|finding| Card::new(finding, group.title(), desk, ids)).collect(),
        }
    }
}
