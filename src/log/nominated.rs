//! From nominations to rules: which rule is meant, how many people mean it, and what that does to its findings.
//!
//! A nomination can raise what is said of a rule, never lower it.

use super::checks::{Raised, times_in_words};
use super::nominations::{Nominations, Said};
use crate::finding::{Finding, Label};
use crate::register::{Bag, Seen};
use crate::ruleset::Severity;
use crate::text::fold;
use std::collections::{BTreeMap, BTreeSet};

/// Reasons that are shown of one rule.
const MOST_WHYS: usize = 3;
/// Words from which on a quotation that stands in a rule means this rule.
const LEAST_WORDS: usize = 3;

/// A rule that staff call dumb.
#[derive(Debug, Clone)]
pub struct Nominated {
    /// Its anchor, or the id that the nominations give.
    pub rule: Option<String>,
    /// What was quoted, when it was named by its words.
    pub quote: Option<String>,
    /// Where it stands; none when it is nowhere.
    pub label: Option<Label>,
    /// People who nominated it; none when the file does not tell people apart.
    pub people: Option<u64>,
    /// How often it was nominated.
    pub times: u64,
    /// Why, the most frequent first.
    pub whys: Vec<String>,
    /// Lints that found something in it.
    pub lints: Vec<String>,
    /// Whether so many people say so that its findings weigh more.
    pub raises: bool,
}

/// The rules that are nominated, and a finding for each.
pub(super) fn nominated(
    raised: &mut Raised<'_>,
    nominations: &Nominations,
    counted: &[&Finding],
    is_whole: bool,
) -> Vec<Nominated> {
    let least = u64::from(raised.reconciled.register.conventions.kill.staff);
    let mut all: Vec<Nominated> = Vec::new();
    for (seen, (rule, said)) in meant(raised, nominations) {
        let seen = seen.map(|(document, at)| &raised.reconciled.documents[document].rules[at]);
        let is_about = |finding: &&&Finding| {
            let is_lint = !finding.lint.starts_with("bend/");
            is_lint && seen.is_some_and(|seen| is_at(finding, &seen.label))
        };
        let lints: BTreeSet<String> = counted.iter().filter(is_about).map(|finding| finding.lint.clone()).collect();
        let people = said.people.distinct();
        let mut whys: Vec<(&String, &u64)> = said.whys.iter().collect();
        whys.sort_by_key(|(_, times)| std::cmp::Reverse(**times));
        let nominated = Nominated {
            rule: seen.and_then(|seen| seen.label.anchor.clone()).or(rule),
            quote: (!said.quote.is_empty()).then(|| said.quote.clone()),
            label: seen.map(|seen| seen.label.clone()),
            people: (people > 0).then_some(people),
            times: said.times,
            whys: whys.into_iter().take(MOST_WHYS).map(|(why, _)| why.clone()).collect(),
            lints: lints.into_iter().collect(),
            raises: people >= least,
        };
        tell(raised, &nominated, &said, is_whole);
        all.push(nominated);
    }
    all.sort_by_key(|it| std::cmp::Reverse((it.people, it.times)));
    all
}

/// A rule: document and rule of it.
type Spot = (usize, usize);
/// What was said of one rule, which is nowhere when it has no spot; the id that was given.
type Meant = (Option<Spot>, (Option<String>, Said));

/// What was said, by the rule that is meant; by id or words where no rule is.
fn meant(raised: &Raised<'_>, nominations: &Nominations) -> Vec<Meant> {
    let documents = &raised.reconciled.documents;
    let places = documents
        .iter()
        .enumerate()
        .flat_map(|(at, document)| document.rules.iter().enumerate().map(move |(rule, seen)| ((at, rule), seen)));
    let rules: Vec<Known<'_>> = places.map(|(place, seen)| Known::of(place, seen)).collect();
    let mut meant: BTreeMap<(Option<Spot>, String), (Option<String>, Said)> = BTreeMap::new();
    let mut add = |place: Option<Spot>, name: &str, rule: Option<&String>, said: &Said| {
        let key = if place.is_some() { String::new() } else { name.to_owned() };
        meant
            .entry((place, key))
            .and_modify(|(_, mine)| mine.add_all(said))
            .or_insert_with(|| (rule.cloned(), said.clone()));
    };
    for (rule, said) in &nominations.rules {
        let place = rules.iter().find(|known| known.seen.label.anchor.as_ref() == Some(rule)).map(|known| known.place);
        add(place, rule, Some(rule), said);
    }
    for (quote, said) in &nominations.quotes {
        add(quoted(quote, &rules), quote, None, said);
    }
    meant.into_iter().map(|((place, _), said)| (place, said)).collect()
}

struct Known<'s> {
    place: Spot,
    seen: &'s Seen,
    lower: String,
}

impl<'s> Known<'s> {
    fn of(place: Spot, seen: &'s Seen) -> Self {
        Self { place, seen, lower: fold(&seen.text).to_lowercase() }
    }
}

/// The rule that holds the quoted words, the shortest of several; else the one whose words are nearest.
fn quoted(quote: &str, rules: &[Known<'_>]) -> Option<Spot> {
    let words = Bag::of(quote);
    let holds = |known: &&Known<'_>| words.size() >= LEAST_WORDS && known.lower.contains(quote);
    if let Some(known) = rules.iter().filter(holds).min_by_key(|known| known.lower.len()) {
        return Some(known.place);
    }
    let nearest = rules.iter().filter_map(|known| Some((words.near(&known.seen.bag)?, known)));
    // Of equally near ones the first in the documents.
    nearest
        .fold(None, |best: Option<(f64, &Known<'_>)>, (share, known)| match best {
            Some((most, _)) if most >= share => best,
            _ => Some((share, known)),
        })
        .map(|(_, known)| known.place)
}

fn tell(raised: &mut Raised<'_>, nominated: &Nominated, said: &Said, is_whole: bool) {
    let who = match nominated.people {
        Some(1) => "nominated by one of the staff".to_owned(),
        Some(people) => format!("nominated by {people} staff"),
        None => format!("nominated {}", times_in_words(nominated.times)),
    };
    let name = match (&nominated.rule, &nominated.quote) {
        (Some(rule), _) => format!("`{rule}` "),
        (None, Some(quote)) if nominated.label.is_none() => format!("“{quote}” "),
        _ => String::new(),
    };
    let Some(label) = &nominated.label else {
        // Where not all documents were read, it may stand in another one.
        if is_whole {
            let label = raised.row(said.first, nominated.rule.as_deref().unwrap_or(&said.quote));
            let detail = format!("{name}{who}, no document that was read has it");
            raised.raise_as("log/nominated", Severity::Low, &detail, label, Vec::new());
        }
        return;
    };
    let (severity, lints) = match nominated.lints.as_slice() {
        [] if nominated.raises => (Severity::Medium, "no lint fires".to_owned()),
        [] => (Severity::Low, "no lint fires".to_owned()),
        lints => {
            let lints: Vec<String> = lints.iter().map(|lint| format!("`{lint}`")).collect();
            (Severity::Info, format!("found by {}", lints.join(", ")))
        }
    };
    let label = label.clone();
    raised.raise_as("log/nominated", severity, &format!("{name}{who}, {lints}"), label, Vec::new());
}

/// Raises the findings about rules that so many people call dumb by one step, up to high, and says so in their messages.
pub fn raise(findings: &mut [Finding], nominated: &[Nominated]) {
    for nominated in nominated.iter().filter(|nominated| nominated.raises) {
        let Some(label) = &nominated.label else { continue };
        let about = findings.iter_mut().filter(|finding| {
            finding.primary.path == label.path
                && finding.primary.span == label.span
                && !finding.lint.starts_with("log/")
        });
        for finding in about {
            let higher = match finding.severity {
                Severity::Info => Severity::Low,
                Severity::Low => Severity::Medium,
                Severity::Medium => Severity::High,
                Severity::High | Severity::Critical => continue,
            };
            let people = nominated.people.unwrap_or_default();
            finding.message.push_str(&format!(" (raised from {}: nominated by {people} staff)", finding.severity));
            finding.severity = higher;
        }
    }
}

/// Whether a finding is about the rule at a place.
fn is_at(finding: &Finding, label: &Label) -> bool {
    finding.primary.path == label.path && finding.primary.span == label.span
}
