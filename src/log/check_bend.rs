//! What may be wrong with how one bend is used, or a rule that no bend allows to bend.

use super::Measure;
use super::cell::Cell;
use super::checks::{Raised, people_in_words, times_in_words};
use super::fault::{Fault, Faults};
use super::gathered::Gathered;
use super::ground::{Ground, Subject, UNUSED_DAYS};
use super::ledger::Exceeded;
use super::tally::Tally;
use crate::day::Day;
use crate::finding::Label;
use crate::register::Per;
use std::collections::BTreeMap;

/// Faults that one check tells together, and what each is.
type Kinds = Vec<(Fault, String)>;

pub(super) fn check(raised: &mut Raised<'_>, tally: &Tally<'_>, gathered: &Gathered) {
    shadow(raised, &tally.ground, gathered);
    for ((bend, role), cell) in &gathered.parts {
        if let Some(bend) = *bend {
            by_role(raised, &tally.ground, gathered, (bend, role), cell);
        }
    }
    for (bend, cell) in gathered.by_bend() {
        by_bend(raised, &tally.ground, gathered, bend, &cell);
    }
}

/// Where a finding about a rule points to: the rule, else its first bend, else the first row.
pub(super) fn place_of(raised: &Raised<'_>, ground: &Ground<'_>, gathered: &Gathered, faults: Option<Faults>) -> Label {
    let subject = gathered.subject.map(|subject| &ground.subjects[subject]);
    if let Some(label) = subject.and_then(|subject| raised.rule(subject)) {
        return label;
    }
    if let Some(bend) = subject.and_then(|subject| subject.bends.first()) {
        return raised.entry(*bend, "rule", None);
    }
    let first = faults.map(|faults| faults.first).or(gathered.cell.first);
    let name = gathered.rule.as_deref().unwrap_or_default();
    first.map_or_else(|| raised.row(super::fault::Place { file: 0, line: 1 }, name), |place| raised.row(place, name))
}

/// What a rule is called in a sentence; what has no name of its own goes by its first bend.
pub(super) fn name_of(ground: &Ground<'_>, gathered: &Gathered) -> String {
    let bend = gathered.subject.and_then(|subject| ground.subjects[subject].bends.first());
    let bend = bend.map(|bend| ground.bend(*bend).id.as_str());
    format!("`{}`", gathered.rule.as_deref().or(bend).unwrap_or_default())
}

fn shadow(raised: &mut Raised<'_>, ground: &Ground<'_>, gathered: &Gathered) {
    let window = window(ground);
    let protected = gathered.cell.faults.get(&Fault::Protected);
    if let Some(faults) = protected {
        let detail = format!("{} {window}", times_in_words(faults.count));
        let label = place_of(raised, ground, gathered, Some(*faults));
        let related = vec![raised.row(faults.first, "").noted("first here")];
        return raised.raise("log/on-protected", &format!("{}, {detail}", name_of(ground, gathered)), label, related);
    }
    let kinds = [
        (Fault::NoBend, "no bend allows it"),
        (Fault::StrangeBend, "the bend that the log names is not one of this rule"),
        (Fault::NotGranted, "its bend is not granted, not as it must be, or not any more"),
    ];
    let found: Vec<(Faults, &str)> =
        kinds.into_iter().filter_map(|(fault, why)| Some((*gathered.cell.faults.get(&fault)?, why))).collect();
    let Some(first) = found.iter().map(|(faults, _)| faults.first).min() else { return };
    let all: u64 = found.iter().map(|(faults, _)| faults.count).sum();
    let why = match found.as_slice() {
        // The title says it already.
        [_] if gathered.cell.faults.contains_key(&Fault::NoBend) => String::new(),
        [(_, why)] => format!(": {why}"),
        several => {
            let each = several.iter().map(|(faults, why)| format!("{} {why}", times_in_words(faults.count)));
            format!(": {}", each.collect::<Vec<_>>().join(", "))
        }
    };
    let people = match gathered.cell.people() {
        Some(people) if all == gathered.cell.uses() => format!(" by {}", people_in_words(people)),
        _ => String::new(),
    };
    let of = if all == gathered.cell.uses() { String::new() } else { format!(" of {}", gathered.cell.uses()) };
    let detail = format!("{} bent {}{of}{people} {window}{why}", name_of(ground, gathered), times_in_words(all));
    let label = place_of(raised, ground, gathered, Some(Faults { first, count: all, most: None }));
    let row = raised.row(first, "").noted("first here");
    let is_same = row.path == label.path && row.start == label.start;
    let related = if is_same { Vec::new() } else { vec![row] };
    raised.raise("log/shadow-policy", &detail, label, related);
}

/// "in 90 days": the days that are looked at.
pub(super) fn window(ground: &Ground<'_>) -> String {
    let days = ground.today.days_since(ground.from) + 1;
    if days == 1 { "today".to_owned() } else { format!("in {days} days") }
}

fn by_role(raised: &mut Raised<'_>, ground: &Ground<'_>, gathered: &Gathered, of: (usize, &str), cell: &Cell) {
    let (bend, role) = of;
    let register = &raised.reconciled.register;
    let entry = ground.bend(bend);
    let uses = cell.uses();
    let start = |faults: u64| format!("`{}`, {faults} of {} by {role} {}", entry.id, count_uses(uses), window(ground));
    let limit = register.what(entry);
    let checks: [(&str, &str, Kinds); 3] = [
        (
            "log/over-limit",
            "limit",
            vec![
                (Fault::OverLimit, format!("beyond “{limit}”")),
                (Fault::OverCeiling, "beyond the ceiling of the role that was asked".to_owned()),
            ],
        ),
        (
            "log/wrong-role",
            "role",
            vec![
                (Fault::WrongRole, format!("it is for {}", register.who(entry))),
                (Fault::UnknownRole, "the register has no such role".to_owned()),
            ],
        ),
        (
            "log/without-approver",
            "beyond",
            vec![
                (Fault::NoApprover, "`approved_by` is empty".to_owned()),
                (Fault::LowApprover, "the role that was asked ranks no higher".to_owned()),
                (Fault::UnknownApprover, "the register has no such role".to_owned()),
            ],
        ),
    ];
    for (id, field, kinds) in checks {
        let Some((all, why, first)) = sum(cell, &kinds) else { continue };
        let most = cell.faults.get(&Fault::OverLimit).or_else(|| cell.faults.get(&Fault::OverCeiling));
        let most = most.filter(|_| id == "log/over-limit").and_then(|faults| faults.most);
        let most = most.map(|(measure, most)| match measure {
            Measure::Days => format!("; the most: {most} days"),
            Measure::Money => format!("; the most: {}", register.sum(most)),
            Measure::Percent => format!("; the most: {most} %"),
            Measure::Count => format!("; the most: {most}"),
        });
        let most = most.unwrap_or_default();
        let detail = format!("{}: {why}{most}", start(all));
        let related = related(raised, ground, gathered, first);
        let label = raised.entry(bend, field, Some(role));
        raised.raise(id, &detail, label, related);
    }
}

/// How often faults were found in all, what they are, and the first of them.
fn sum(cell: &Cell, kinds: &[(Fault, String)]) -> Option<(u64, String, Faults)> {
    let found: Vec<(Faults, &String)> =
        kinds.iter().filter_map(|(fault, why)| Some((*cell.faults.get(fault)?, why))).collect();
    let mut first = found.first()?.0;
    found[1..].iter().for_each(|(faults, _)| first.add(*faults));
    let why: Vec<String> = match found.as_slice() {
        [(_, why)] => vec![(*why).clone()],
        several => several.iter().map(|(faults, why)| format!("{} {why}", times_in_words(faults.count))).collect(),
    };
    Some((first.count, why.join(", "), first))
}

/// The rule, and the first row.
fn related(raised: &Raised<'_>, ground: &Ground<'_>, gathered: &Gathered, first: Faults) -> Vec<Label> {
    let subject: Option<&Subject> = gathered.subject.map(|subject| &ground.subjects[subject]);
    let rule = subject.and_then(|subject| raised.rule(subject)).map(|label| label.noted("the rule"));
    rule.into_iter().chain([raised.row(first.first, "").noted("first here")]).collect()
}

fn by_bend(raised: &mut Raised<'_>, ground: &Ground<'_>, gathered: &Gathered, bend: Option<usize>, cell: &Cell) {
    let name = bend.map_or_else(|| name_of(ground, gathered), |bend| format!("`{}`", ground.bend(bend).id));
    let checks: [(&str, &str, Kinds); 4] = [
        (
            "log/outside-dates",
            "expires",
            vec![
                (Fault::TooEarly, "before its first day".to_owned()),
                (Fault::Expired, "after its last day".to_owned()),
            ],
        ),
        (
            "log/without-reason",
            "when",
            vec![
                (Fault::NoReason, "no reason is given".to_owned()),
                (Fault::UnknownReason, "the register does not know the reason".to_owned()),
                (Fault::OtherReason, "the bend does not name the reason".to_owned()),
                (Fault::NoNote, "the reason needs a note".to_owned()),
            ],
        ),
        ("log/errors-as-goodwill", "when", vec![(Fault::OurError, "the reason says that we were wrong".to_owned())]),
        ("log/grants-nothing", "limit", vec![(Fault::Nothing, "days are no more than the rule's own".to_owned())]),
    ];
    for (id, field, kinds) in checks {
        let Some((all, why, first)) = sum(cell, &kinds) else { continue };
        let detail = format!("{name}, {all} of {} {}: {why}", count_uses(cell.uses()), window(ground));
        let related = related(raised, ground, gathered, first);
        let label = match bend {
            Some(bend) => raised.entry(bend, field, None),
            None => place_of(raised, ground, gathered, Some(first)),
        };
        raised.raise(id, &detail, label, related);
    }
}

fn count_uses(uses: u64) -> String {
    format!("{uses} use{}", if uses == 1 { "" } else { "s" })
}

/// Limits of several uses together.
pub(super) fn together(raised: &mut Raised<'_>, ground: &Ground<'_>, exceeded: &[Exceeded]) {
    for it in exceeded {
        let bend = ground.bend(it.bend);
        let who = match (it.per, it.owners) {
            (Per::Team, _) => "all together".to_owned(),
            (Per::Customer, 1) => "one customer".to_owned(),
            (Per::Customer, owners) => format!("{owners} customers"),
            (_, owners) => people_in_words(owners),
        };
        let most = if it.is_count {
            times_in_words(it.most.thousandths() / 1000)
        } else {
            raised.reconciled.register.sum(it.most)
        };
        let allowed = raised.reconciled.register.what(bend);
        let detail = format!("`{}` allows “{allowed}”; {who} had more, up to {most}", bend.id);
        let (id, field) = if it.is_count { ("log/too-often", "limit") } else { ("log/over-budget", "limit") };
        let label = raised.entry(it.bend, field, Some(it.per.word()));
        raised.raise(id, &detail, label, Vec::new());
    }
}

/// Bends that may be relied on and that nobody uses, when the log goes back far enough to say so.
pub(super) fn unused(raised: &mut Raised<'_>, ground: &Ground<'_>, last: &BTreeMap<usize, Day>, earliest: Option<Day>) {
    let since = ground.today.plus_days(-UNUSED_DAYS);
    if earliest.is_none_or(|day| day > since) {
        return;
    }
    for standing in &raised.reconciled.standings {
        let bend = ground.bend(standing.bend);
        let used = last.get(&standing.bend);
        if !standing.state.is_usable() || bend.starts() > since || used.is_some_and(|day| *day > since) {
            continue;
        }
        let when = used.map_or_else(|| "never in the log".to_owned(), |day| format!("last on {}", day.in_words()));
        let detail = format!("`{}`, not in {UNUSED_DAYS} days; {when}", bend.id);
        let label = raised.entry(standing.bend, "id", None);
        let rule = raised.reconciled.rule(standing).map(|seen| seen.label.clone().noted("the rule"));
        raised.raise("log/never-used", &detail, label, rule.into_iter().collect());
    }
}
