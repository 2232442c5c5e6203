//! The findings of a report as the page shows them: document by document, the most severe marked for a short print.

use super::card::{Card, Desk, Ids};
use super::grouped::Group;
use super::ledger::about;
use super::sink::{flowing, visible};
use super::wording::{by_severity, count, thousands};
use crate::ruleset::Severity;
use serde::Serialize;

/// Findings up to which all documents are shown open; beyond, a browser is faster with closed ones.
const MOST_OPEN: usize = 200;
/// Findings up to which every card says all that is known of its lint; beyond, it points to the lint's own entry.
const MOST_FULL: usize = 300;
/// Findings that a short print holds: the most severe.
const MOST_PRINTED: usize = 200;

/// All findings of a page.
#[derive(Serialize)]
pub(crate) struct Findings {
    /// How many there are, before anything is filtered.
    counted: String,
    /// How many findings a short print holds, when it leaves any out.
    print_limit: Option<String>,
    /// Whether cards are short, and point to the entries of their lints.
    lean: bool,
    /// What severities there are, the worst first.
    severities: Vec<&'static str>,
    pub(crate) groups: Vec<Section>,
}

/// One document's findings.
#[derive(Serialize)]
pub(crate) struct Section {
    pub(crate) id: String,
    pub(crate) path: String,
    pub(crate) title: String,
    about: Vec<String>,
    pub(crate) owner: String,
    pub(crate) counted: String,
    /// How many are reviewed; empty when nobody reviews.
    reviewed: String,
    open: bool,
    pub(crate) cards: Vec<Card>,
}

/// The findings that count, documents first, then other files such as the register.
pub(crate) fn sections(groups: &[Group<'_>], desk: &Desk<'_>, ids: &mut Ids) -> Vec<Section> {
    let counted = groups.iter().filter(|group| !group.counted.is_empty());
    let (documents, others): (Vec<&Group<'_>>, Vec<&Group<'_>>) = counted.partition(|group| group.document.is_some());
    documents.into_iter().chain(others).map(|group| Section::new(group, desk, ids)).collect()
}

impl Findings {
    /// The findings of these documents, as one page shows them.
    pub(crate) fn new(mut groups: Vec<Section>) -> Self {
        let all = groups.iter().map(|section| section.cards.len()).sum();
        let mut severities = Vec::new();
        let mut left = MOST_PRINTED;
        for severity in Severity::ALL {
            let cards = groups.iter_mut().flat_map(|section| &mut section.cards);
            for card in cards.filter(|card| card.severity == severity.word()) {
                card.late = left == 0;
                left = left.saturating_sub(1);
                if severities.last() != Some(&card.severity) {
                    severities.push(card.severity);
                }
            }
        }
        for section in &mut groups {
            section.open = all <= MOST_OPEN;
        }
        Self {
            counted: count(all, "finding"),
            print_limit: (all > MOST_PRINTED).then(|| thousands(MOST_PRINTED)),
            lean: all > MOST_FULL,
            severities,
            groups,
        }
    }
}

impl Section {
    fn new(group: &Group<'_>, desk: &Desk<'_>, ids: &mut Ids) -> Self {
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
            open: false,
            cards: group.counted.iter().map(|finding| Card::new(finding, group.title(), desk, ids)).collect(),
        }
    }
}
