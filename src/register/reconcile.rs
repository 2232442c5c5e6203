//! Register × rules × day → where each bend stands, and what is wrong.

use super::bag::{Bag, NEAR};
use super::compare::{Change, change, ends_with};
use super::fault::{Fault, faults};
use super::sight::{Seen, SeenDocument};
use super::{Bend, Discretion, Matched, Register, Standing, State, Status, checks};
use crate::day::Day;
use crate::finding::Finding;
use crate::text::{SourceFile, Span};
use std::collections::BTreeMap;

/// What was read beside the register.
pub struct Scope<'a> {
    /// How the register names a document that the audit names so.
    pub name_of: &'a dyn Fn(&str) -> String,
    /// Whether a document that the register names so is there, read or not.
    pub exists: &'a dyn Fn(&str) -> bool,
    /// Whether every document was read: only then can something be said to stand nowhere.
    pub is_whole: bool,
}

/// The register, and what follows from it on one day.
#[derive(Debug, Clone)]
pub struct Reconciled {
    /// The register itself.
    pub register: Register,
    /// One for each bend, in the order of the register.
    pub standings: Vec<Standing>,
    /// The documents that were read, in order.
    pub documents: Vec<SeenDocument>,
    /// What is wrong, by place.
    pub findings: Vec<Finding>,
    /// The day.
    pub today: Day,
    /// What may be done with each rule, by path and place.
    discretion: BTreeMap<(String, Span), Discretion>,
}

/// Says where each bend of a register stands, and what is wrong; `counted` are the findings about the documents that count.
pub fn reconcile(
    register: Register,
    source: &SourceFile,
    documents: Vec<SeenDocument>,
    counted: &[&Finding],
    today: Day,
    scope: &Scope<'_>,
) -> Reconciled {
    let standings = standings(&register, &documents.iter().collect::<Vec<_>>(), today, scope);
    let discretion = discretion(&register, &standings, &documents);
    let mut reconciled = Reconciled { register, standings, documents, findings: Vec::new(), today, discretion };
    reconciled.findings = checks::findings(&reconciled, source, counted, scope);
    reconciled
}

impl Reconciled {
    /// What may be done with a rule; nothing is said of a place that is none.
    pub fn discretion(&self, path: &str, span: Span) -> Option<&Discretion> {
        self.discretion.get(&(path.to_owned(), span))
    }

    /// The bend of a standing.
    pub fn bend(&self, standing: &Standing) -> &Bend {
        &self.register.bends[standing.bend].value
    }

    /// The rule of a standing, as it is now.
    pub fn rule(&self, standing: &Standing) -> Option<&Seen> {
        standing.rule.map(|(document, rule)| &self.documents[document].rules[rule])
    }
}

/// Where each bend stands, in the order of the register.
pub(super) fn standings(
    register: &Register,
    documents: &[&SeenDocument],
    today: Day,
    scope: &Scope<'_>,
) -> Vec<Standing> {
    let names: Vec<String> = documents.iter().map(|document| (scope.name_of)(&document.path)).collect();
    let bends = register.bends.iter().enumerate();
    bends.map(|(at, entry)| stand(register, at, &entry.value, (documents, &names), today, scope)).collect()
}

fn stand(
    register: &Register,
    at: usize,
    bend: &Bend,
    (documents, names): (&[&SeenDocument], &[String]),
    today: Day,
    scope: &Scope<'_>,
) -> Standing {
    let (matched, rule) = find(bend, documents, names);
    let seen = rule.map(|(document, rule): (usize, usize)| &documents[document].rules[rule]);
    let change = seen.map_or(Change::Same, |seen| became(bend, seen));
    // A text that differs in spelling alone ("can't", "can not") is the text itself.
    let is_same = matches!(matched, Matched::Near(_)) && change == Change::Same;
    let matched = if is_same { Matched::Text } else { matched };
    let moved = rule.is_some_and(|(at, _)| bend.document.as_ref().is_some_and(|named| *named != names[at]));
    let unread = matched == Matched::Nothing && !has_looked(bend, names, scope);
    let protected = seen.is_some_and(|seen| is_protected(register, seen))
        || bend.rule.as_ref().is_some_and(|rule| register.protected.iter().any(|it| it.value.rule == *rule));
    let holds = [
        (State::Forbidden, protected),
        (State::Withdrawn, bend.status == Status::Withdrawn),
        (State::Orphaned, matched == Matched::Nothing && !unread),
        (State::Suspended, bend.status == Status::Suspended),
        (State::Proposed, bend.status == Status::Proposed),
        (State::Scheduled, today < bend.starts()),
        (State::Expired, bend.expires.is_some_and(|last| today > last)),
        (State::Stale, change != Change::Same || matches!(matched, Matched::Near(_))),
        (State::Invalid, faults(register, bend, seen).iter().any(Fault::is_void)),
        (State::Unread, unread),
        (State::ReviewDue, bend.review_due().is_some_and(|due| today > due)),
    ];
    let mut true_of_it = holds.into_iter().filter(|(_, holds)| *holds).map(|(state, _)| state);
    let state = true_of_it.next().unwrap_or(State::Active);
    Standing { bend: at, state, flags: true_of_it.collect(), rule, matched, change, moved }
}

/// Whether the rule would have been found if it were there.
fn has_looked(bend: &Bend, names: &[String], scope: &Scope<'_>) -> bool {
    match &bend.document {
        Some(named) => scope.is_whole || names.contains(named) || !(scope.exists)(named),
        None => scope.is_whole,
    }
}

fn is_protected(register: &Register, seen: &Seen) -> bool {
    let anchor = seen.label.anchor.as_ref();
    seen.never || register.protected.iter().any(|it| Some(&it.value.rule) == anchor)
}

/// The rule of a bend: by its anchor, else by its text wherever it is, else by a text of its document that is near.
fn find(bend: &Bend, documents: &[&SeenDocument], names: &[String]) -> (Matched, Option<(usize, usize)>) {
    if bend.rule.is_none() && bend.fingerprint.is_none() && bend.quote.is_none() {
        return (Matched::NoRule, None);
    }
    // The document that the entry names comes first: the same rule may stand in several.
    let is_named = |at: usize| bend.document.as_ref().is_none_or(|named| *named == names[at]);
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_by_key(|&at| !is_named(at));
    let first = |is: &dyn Fn(&Seen) -> bool| {
        order.iter().find_map(|&at| documents[at].rules.iter().position(is).map(|rule| (at, rule)))
    };
    if let Some(anchor) = &bend.rule
        && let Some(found) = first(&|seen| seen.label.anchor.as_ref() == Some(anchor))
    {
        return (Matched::Anchor, Some(found));
    }
    if let Some(fingerprint) = &bend.fingerprint {
        let by_text = first(&|seen| seen.fingerprint == *fingerprint)
            .or_else(|| first(&|seen| seen.own_fingerprint == *fingerprint));
        if let Some(found) = by_text {
            return (Matched::Text, Some(found));
        }
    }
    let Some(quote) = &bend.quote else { return (Matched::Nothing, None) };
    let bag = Bag::of(quote);
    let mut near: Vec<(f64, usize, usize)> = Vec::new();
    for &at in order.iter().filter(|&&at| is_named(at)) {
        let rules = documents[at].rules.iter().enumerate();
        // An anchor of its own names another rule.
        let rules = rules.filter(|(_, seen)| bend.rule.is_none() || seen.label.anchor.is_none());
        near.extend(rules.filter_map(|(rule, seen)| {
            // An item whose lead-in changed is the same item.
            let is_item = bag.ends_like(&seen.bag) && ends_with(quote, &seen.own);
            let share = bag.near(&seen.bag).or(is_item.then_some(NEAR))?;
            Some((share, at, rule))
        }));
    }
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    match near.as_slice() {
        [(share, at, rule)] => (Matched::Near(*share), Some((*at, *rule))),
        [(share, at, rule), next, ..] if share > &next.0 => (Matched::Near(*share), Some((*at, *rule))),
        _ => (Matched::Nothing, None),
    }
}

/// What became of the rule's words since the entry recorded them; one that recorded nothing cannot be relied on.
fn became(bend: &Bend, seen: &Seen) -> Change {
    match (&bend.fingerprint, &bend.quote) {
        (Some(fingerprint), _) if *fingerprint == seen.fingerprint => Change::Same,
        (_, Some(quote)) => change(quote, &seen.text),
        _ => Change::Material,
    }
}

fn discretion(
    register: &Register,
    standings: &[Standing],
    documents: &[SeenDocument],
) -> BTreeMap<(String, Span), Discretion> {
    let mut usable: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for standing in standings.iter().filter(|standing| standing.state.is_usable()) {
        if let Some(rule) = standing.rule {
            usable.entry(rule).or_default().push(standing.bend);
        }
    }
    let mut all = BTreeMap::new();
    for (at, document) in documents.iter().enumerate() {
        for (rule, seen) in document.rules.iter().enumerate() {
            let anchor = seen.label.anchor.as_ref();
            let entry = register.protected.iter().position(|it| Some(&it.value.rule) == anchor);
            let discretion = match usable.remove(&(at, rule)) {
                _ if entry.is_some() || seen.never => Discretion::Protected(entry),
                Some(bends) => Discretion::Bendable(bends),
                None => Discretion::Rigid,
            };
            all.insert((document.path.clone(), seen.label.span), discretion);
        }
    }
    all
}
