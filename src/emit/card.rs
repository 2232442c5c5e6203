//! One finding as the HTML templates see it, and the anchors that people link to.

use super::bends::may_bend;
use super::quote::{Quote, bare, quoted, words};
use super::since::Ages;
use super::sink::flowing;
use super::source_url::{SourceUrl, spot};
use super::sources::resembles;
use super::wording::{capitalized, decided, section, suppression};
use crate::finding::{Finding, Label, is_own_check};
use crate::report::{LintCard, Report};
use crate::verdict::is_reviewable;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What all cards of a page draw on.
pub(crate) struct Desk<'r> {
    pub(crate) report: &'r Report,
    /// Where the places of policies can be read on the web.
    pub(crate) links: Option<&'r SourceUrl>,
    pub(crate) ages: Ages<'r>,
    /// The anchor of each lint's own entry.
    pub(crate) lint_ids: BTreeMap<&'r str, String>,
    /// Who owns each document that says so.
    pub(crate) owners: BTreeMap<&'r str, &'r str>,
}

/// One finding.
#[derive(Clone, Serialize)]
pub(crate) struct Card {
    pub(crate) id: String,
    /// The title of its document.
    document: String,
    pub(crate) severity: &'static str,
    confidence: &'static str,
    /// The words that gave it away, in one line.
    told_by: String,
    lint: String,
    /// The lint's own entry, as an anchor.
    pub(crate) lint_id: Option<String>,
    message: String,
    place: Place,
    customer: String,
    rewrite: String,
    why: String,
    acceptable: Vec<String>,
    sources: String,
    suppression: String,
    /// How to say that the finding is wrong; empty when that is no matter of opinion.
    dismissal: String,
    /// What must become of the words, before the list of what else makes it acceptable.
    goes_away: String,
    /// What staff may do with the rule; empty without a register.
    may_bend: String,
    /// Who answers for the document.
    owner: String,
    /// Since when it has been there; empty when nothing is known.
    since: String,
    /// What a person decided, or that nobody has looked yet; empty when nobody reviews.
    verdict: String,
    /// What it can be filtered by: "new", "confirmed", "provisional", with spaces between.
    state: String,
    /// Whether a short print leaves it out.
    pub(crate) late: bool,
    related: Vec<Place>,
}

/// A place in a policy: its words and where they stand.
#[derive(Clone, Serialize)]
struct Place {
    quote: Quote,
    /// The rule as read, when that says more than the quote.
    reading: Option<String>,
    /// Path and line.
    shown: String,
    /// Its address on the web.
    href: Option<String>,
    line: usize,
    section: String,
    anchor: String,
    note: String,
}

impl Card {
    /// The card of a finding in a document of that title.
    pub(crate) fn new(finding: &Finding, title: &str, desk: &Desk<'_>, ids: &mut Ids) -> Self {
        let report = desk.report;
        let card = report.lints.get(&finding.lint);
        let text = |field: fn(&LintCard) -> &str| card.map_or_else(String::new, |card| flowing(field(card)));
        let sources = card.and_then(|card| resembles(&card.sources)).unwrap_or_default();
        let acceptable: Vec<String> =
            card.map_or_else(Vec::new, |card| card.acceptable_when.iter().map(|it| flowing(it)).collect());
        Self {
            id: ids.claim("f-", &finding.identity),
            document: flowing(title),
            severity: finding.severity.word(),
            confidence: finding.confidence.word(),
            told_by: flowing(&finding.told_by.join(", ")),
            lint: flowing(&finding.lint),
            lint_id: desk.lint_ids.get(finding.lint.as_str()).cloned(),
            message: headline(finding),
            place: Place::new(&finding.primary, title, desk.links),
            customer: text(|card| &card.customer_experience),
            rewrite: text(|card| &card.rewrite),
            why: text(|card| &card.why),
            goes_away: goes_away(finding, !acceptable.is_empty()),
            acceptable,
            sources: capitalized(&flowing(&sources)),
            suppression: flowing(&suppression(&finding.lint)),
            dismissal: if is_reviewable(finding) { dismissal(finding) } else { String::new() },
            may_bend: may_bend(report, finding).map(|it| capitalized(&flowing(&it))).unwrap_or_default(),
            owner: desk.owners.get(finding.primary.path.as_str()).map_or_else(String::new, |owner| flowing(owner)),
            since: capitalized(&desk.ages.told(finding)),
            verdict: review(finding, report),
            state: state(finding, desk),
            late: false,
            related: finding.related.iter().map(|label| Place::new(label, "", desk.links)).collect(),
        }
    }
}

/// What must become of the rule's words, for the finding to be gone.
fn goes_away(finding: &Finding, more: bool) -> String {
    if is_own_check(&finding.lint) {
        return String::new();
    }
    let words = match quoted(&finding.primary).matched {
        words if words.is_empty() => "The rule says something else".to_owned(),
        words => format!("The words “{words}” are gone or say something else"),
    };
    let also = if more { "; or one of these is so, and the rule says it:" } else { "." };
    format!("{words}{also}")
}

/// The command by which people say that a finding is wrong.
fn dismissal(finding: &Finding) -> String {
    let quoted = |text: &str| format!("'{}'", flowing(text).replace('\'', "'\\''"));
    format!("dumbrules review {} --lint {}", quoted(&finding.primary.path), quoted(&finding.lint))
}

/// What a finding can be filtered by.
fn state(finding: &Finding, desk: &Desk<'_>) -> String {
    let reviewed = &desk.report.reviewed;
    let judged = match reviewed.of(finding) {
        Some(verdict) => verdict.verdict.word(),
        None if reviewed.file.is_some() && is_reviewable(finding) => "provisional",
        None => "",
    };
    let age = if desk.ages.is_new(finding) { "new" } else { "" };
    [age, judged].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
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
    fn new(label: &Label, title: &str, links: Option<&SourceUrl>) -> Self {
        let reading = flowing(&label.reading);
        let spot = spot(links, &label.path, label.start.line);
        Self {
            quote: quoted(label),
            reading: (!reading.is_empty() && bare(&reading) != bare(&words(label))).then_some(reading),
            shown: spot.shown,
            href: spot.href,
            line: label.start.line,
            section: flowing(&section(label, title)),
            anchor: label.anchor.as_deref().map_or_else(String::new, flowing),
            note: label.note.as_deref().map_or_else(String::new, |note| capitalized(&flowing(note))),
        }
    }
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
