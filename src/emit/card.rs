//! One finding as the HTML templates see it, and the anchors that people link to.

use super::bends::may_bend;
use super::sink::{flowing, visible};
use super::sources::resembles;
use super::wording::{capitalized, decided, section, suppression};
use crate::finding::{Finding, Label};
use crate::report::{LintCard, Report};
use crate::verdict::is_reviewable;
use serde::Serialize;
use std::collections::BTreeSet;

/// Characters shown of each part of a quote; beyond, it is cut where it is farthest from the match.
const MOST_CHARACTERS: usize = 600;

/// One finding.
#[derive(Serialize)]
pub(crate) struct Card {
    pub(crate) id: String,
    pub(crate) severity: &'static str,
    confidence: &'static str,
    /// The words that gave it away, in one line.
    told_by: String,
    lint: String,
    /// The lint's own entry, as an anchor.
    lint_id: Option<String>,
    message: String,
    place: Place,
    customer: String,
    rewrite: String,
    why: String,
    acceptable: Vec<String>,
    sources: String,
    suppression: String,
    /// What staff may do with the rule; empty without a register.
    may_bend: String,
    /// What a person decided, or that nobody has looked yet; empty when nobody reviews.
    verdict: String,
    related: Vec<Place>,
}

/// A place in a policy: its words and where they stand.
#[derive(Serialize)]
struct Place {
    quote: Quote,
    /// The rule as read, when that says more than the quote.
    reading: Option<String>,
    path: String,
    line: usize,
    section: String,
    anchor: String,
    note: String,
}

/// A rule's words, those that gave it away apart.
#[derive(Serialize)]
pub(crate) struct Quote {
    before: String,
    matched: String,
    after: String,
}

impl Card {
    /// The card of a finding in a document of that title.
    pub(crate) fn new(
        finding: &Finding,
        title: &str,
        report: &Report,
        lint_id: Option<&String>,
        ids: &mut Ids,
    ) -> Self {
        let card = report.lints.get(&finding.lint);
        let text = |field: fn(&LintCard) -> &str| card.map_or_else(String::new, |card| flowing(field(card)));
        let sources = card.and_then(|card| resembles(&card.sources)).unwrap_or_default();
        Self {
            id: ids.claim("f-", &finding.identity),
            severity: finding.severity.word(),
            confidence: finding.confidence.word(),
            told_by: flowing(&finding.told_by.join(", ")),
            lint: flowing(&finding.lint),
            lint_id: lint_id.cloned(),
            message: headline(finding),
            place: Place::new(&finding.primary, title),
            customer: text(|card| &card.customer_experience),
            rewrite: text(|card| &card.rewrite),
            why: text(|card| &card.why),
            acceptable: card.map_or_else(Vec::new, |card| card.acceptable_when.iter().map(|it| flowing(it)).collect()),
            sources: capitalized(&flowing(&sources)),
            suppression: flowing(&suppression(&finding.lint)),
            may_bend: may_bend(report, finding).map(|it| capitalized(&flowing(&it))).unwrap_or_default(),
            verdict: review(finding, report),
            related: finding.related.iter().map(|label| Place::new(label, "")).collect(),
        }
    }
}

/// What a finding says, as a headline; names need no marks on a page.
pub(crate) fn headline(finding: &Finding) -> String {
    capitalized(&flowing(&finding.message.replace('`', "")))
}

/// What became of a finding, once anybody reviews: "Confirmed by …", or that it is provisional.
fn review(finding: &Finding, report: &Report) -> String {
    match report.reviewed.of(finding) {
        Some(verdict) => capitalized(&flowing(&decided(verdict))),
        None if report.reviewed.file.is_some() && is_reviewable(finding) => {
            "Provisional: nobody has reviewed it yet.".to_owned()
        }
        None => String::new(),
    }
}

impl Place {
    fn new(label: &Label, title: &str) -> Self {
        let reading = flowing(&label.reading);
        Self {
            quote: quoted(label),
            reading: (!reading.is_empty() && bare(&reading) != bare(&label.quote)).then_some(reading),
            path: visible(&label.path).into_owned(),
            line: label.start.line,
            section: flowing(&section(label, title)),
            anchor: label.anchor.as_deref().map_or_else(String::new, flowing),
            note: label.note.as_deref().map_or_else(String::new, |note| capitalized(&flowing(note))),
        }
    }
}

/// A label's quote in three parts. When all of it matched, no part of it is set apart.
pub(crate) fn quoted(label: &Label) -> Quote {
    let boundary = |byte: usize| {
        let mut byte = byte.saturating_sub(label.span.start).min(label.quote.len());
        while !label.quote.is_char_boundary(byte) {
            byte -= 1;
        }
        byte
    };
    let (start, end) = match (boundary(label.matched.start), boundary(label.matched.end)) {
        (start, end) if start >= end || end - start == label.quote.len() => (0, 0),
        places => places,
    };
    let (before, matched, after) = (&label.quote[..start], &label.quote[start..end], &label.quote[end..]);
    // Marks of emphasis say nothing to a reader of the page, unless they were read as text.
    let bold = !label.reading.contains("**");
    let plain = |text: &str| flowing(&if bold { text.replace("**", "") } else { text.to_owned() });
    Quote {
        before: plain(last(before).trim_start()),
        matched: plain(&first(matched)),
        after: plain(first(after).trim_end()),
    }
}

fn first(text: &str) -> String {
    match text.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn last(text: &str) -> String {
    match text.char_indices().nth_back(MOST_CHARACTERS) {
        Some((start, _)) => format!("…{}", &text[start..]),
        None => text.to_owned(),
    }
}

/// A text's letters and digits: two texts that differ in nothing else read the same.
pub(crate) fn bare(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).collect()
}

/// The anchors given out so far: each is valid, says what it stands for, and is given once.
#[derive(Default)]
pub(crate) struct Ids {
    taken: BTreeSet<String>,
}

impl Ids {
    /// An anchor from a name: the same for the same name, unless it was given out before.
    pub(crate) fn claim(&mut self, prefix: &str, name: &str) -> String {
        let plain: String = name
            .chars()
            .map(|character| if character.is_ascii_alphanumeric() { character.to_ascii_lowercase() } else { '-' })
            .take(80)
            .collect();
        let plain = format!("{prefix}{}", plain.trim_matches('-'));
        let mut id = plain.clone();
        let mut copy = 1;
        while !self.taken.insert(id.clone()) {
            copy += 1;
            id = format!("{plain}-{copy}");
        }
        id
    }
}
