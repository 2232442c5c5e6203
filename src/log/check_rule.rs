//! What the use of one rule says about the rule: whether it should change, and how evenly people decide.

use super::check_bend::{name_of, place_of, window};
use super::checks::{Raised, people_in_words, times_in_words};
use super::gathered::Gathered;
use super::ground::Ground;
use super::tally::Tally;
use super::{Figures, RuleUse, Verdict};
use crate::finding::Label;
use crate::interval::{Interval, wilson};
use crate::register::{Kill, ReasonKind};

/// Uses from which on their reasons and people are looked at.
const LEAST_USES: u64 = 10;
/// Share of uses for other reasons from which on they are too many.
const MOST_OTHER: f64 = 0.3;
/// Escalations from which on their outcome is looked at, and the share of a yes from which on asking decides nothing.
const LEAST_ESCALATIONS: u64 = 20;
const RUBBER_STAMP: f64 = 0.95;
/// Refusals from which on they are told.
const LEAST_REFUSALS: u64 = 10;
/// Decisions of a channel from which on it is compared with others.
const LEAST_DECISIONS: u64 = 20;

pub(super) fn check(raised: &mut Raised<'_>, tally: &Tally<'_>, gathered: &Gathered, used: &RuleUse) {
    let ground = &tally.ground;
    let is_protected = gathered.subject.is_some_and(|subject| ground.subjects[subject].protected);
    if !is_protected {
        verdict(raised, ground, gathered, used);
        refusals(raised, ground, gathered);
    }
    other_reasons(raised, ground, gathered);
    rubber_stamp(raised, ground, gathered);
    concentration(raised, ground, gathered);
    disparity(raised, tally, gathered);
}

/// What the use of a rule calls for, by the conventions of the register.
pub(super) fn verdict_of(kill: Kill, figures: &Figures, share: Option<Interval>) -> Verdict {
    let is_frequent = |uses: u32| figures.uses > 0 && figures.uses >= u64::from(uses);
    let by_many = |staff: u32| figures.people.is_some_and(|people| people >= u64::from(staff));
    let in_many_cases = share.is_none_or(|interval| interval.low >= f64::from(kill.share) / 100.0);
    if is_frequent(kill.uses) && by_many(kill.staff) && in_many_cases {
        Verdict::Change
    } else if is_frequent(kill.review_uses) && by_many(kill.review_staff) {
        Verdict::Review
    } else {
        Verdict::Leave
    }
}

/// "Bent 30 times by 9 people in 90 days, 26 for `makes-no-sense`": what was done, in one clause.
fn done(ground: &Ground<'_>, used: &RuleUse) -> String {
    let figures = &used.figures;
    let people = figures.people.map(|people| format!(" by {}", people_in_words(people))).unwrap_or_default();
    let reason = figures.reasons.first().filter(|(reason, _)| !reason.starts_with('('));
    let reason = reason.map(|(reason, times)| format!(", {times} for `{reason}`")).unwrap_or_default();
    let share = match used.cases {
        Some(share) => format!(", in {} of {} cases ({})", share.uses, share.cases, range(share.interval)),
        None => String::new(),
    };
    format!("bent {}{people} {}{share}{reason}", times_in_words(figures.uses), window(ground))
}

/// An interval in percent: "38–62 %".
fn range(interval: Interval) -> String {
    format!("{:.0}–{:.0} %", 100.0 * interval.low, 100.0 * interval.high)
}

fn verdict(raised: &mut Raised<'_>, ground: &Ground<'_>, gathered: &Gathered, used: &RuleUse) {
    let kill = raised.reconciled.register.conventions.kill;
    let Some(label) = &used.label else { return };
    let name = gathered.rule.as_ref().map(|rule| format!("`{rule}` ")).unwrap_or_default();
    let done = done(ground, used);
    let mut detail = format!("{name}{done}");
    let count_only = if used.cases.is_none() { "; the number of cases is not known" } else { "" };
    match used.verdict {
        Verdict::Change => {
            if let Some(suggestion) = &used.suggestion {
                if let Some(habit) = &suggestion.habit {
                    detail.push_str(&format!("; {habit}"));
                }
                let (first, rest) = suggestion.advice.split_at(1);
                detail.push_str(&format!(". {}{rest}{}", first.to_uppercase(), retire(raised, ground, gathered)));
                match &suggestion.text {
                    Some(text) => detail.push_str(&format!(": “{text}”")),
                    None => detail.push('.'),
                }
            }
            let line = format!("{} uses by {} people", kill.uses, kill.staff);
            let share = if used.cases.is_some() { format!(" and {} % of cases", kill.share) } else { String::new() };
            detail.push_str(&format!(" (the line is drawn at {line}{share}{count_only})"));
            raised.raise("log/kill-candidate", &detail, label.clone(), bends(raised, ground, gathered));
        }
        Verdict::Review => {
            let line = format!("{} uses by {} people", kill.review_uses, kill.review_staff);
            detail.push_str(&format!(" (the line is drawn at {line}{count_only})"));
            raised.raise("log/review-rule", &detail, label.clone(), bends(raised, ground, gathered));
        }
        Verdict::Leave => {}
    }
}

/// " and retire `B-001`": the bends of a rule that may be relied on.
fn retire(raised: &Raised<'_>, ground: &Ground<'_>, gathered: &Gathered) -> String {
    let ids: Vec<String> = usable(raised, ground, gathered).map(|bend| format!("`{}`", ground.bend(bend).id)).collect();
    if ids.is_empty() { String::new() } else { format!(" and retire {}", ids.join(", ")) }
}

fn usable<'a>(
    raised: &'a Raised<'_>,
    ground: &'a Ground<'_>,
    gathered: &Gathered,
) -> impl Iterator<Item = usize> + use<'a> {
    let bends = gathered.subject.map(|subject| ground.subjects[subject].bends.as_slice()).unwrap_or_default();
    bends.iter().copied().filter(|bend| raised.reconciled.standings[*bend].state.is_usable())
}

fn bends(raised: &Raised<'_>, ground: &Ground<'_>, gathered: &Gathered) -> Vec<Label> {
    let bends = usable(raised, ground, gathered);
    bends.map(|bend| raised.entry(bend, "id", None).noted("may be bent by this")).collect()
}

fn refusals(raised: &mut Raised<'_>, ground: &Ground<'_>, gathered: &Gathered) {
    let (refusals, uses) = (gathered.cell.refusals(), gathered.cell.uses());
    if refusals < LEAST_REFUSALS || uses > 0 {
        return;
    }
    let ids: Vec<String> = usable(raised, ground, gathered).map(|bend| format!("`{}`", ground.bend(bend).id)).collect();
    let why = if ids.is_empty() {
        "and nobody may bend it".to_owned()
    } else {
        format!("though {} allows it", ids.join(", "))
    };
    let detail =
        format!("{} refused {} {}, {why}", name_of(ground, gathered), times_in_words(refusals), window(ground));
    let label = place_of(raised, ground, gathered, None);
    raised.raise("log/refusals-only", &detail, label, bends(raised, ground, gathered));
}

fn other_reasons(raised: &mut Raised<'_>, ground: &Ground<'_>, gathered: &Gathered) {
    let register = &raised.reconciled.register;
    let is_other = |reason: &(&u32, &u64)| {
        let reason = register.reasons.get(*reason.0 as usize);
        reason.is_some_and(|reason| reason.value.kind == ReasonKind::Other)
    };
    let other: u64 = gathered.cell.reasons.iter().filter(is_other).map(|(_, times)| times).sum();
    let uses = gathered.cell.uses();
    if uses >= LEAST_USES && other as f64 > MOST_OTHER * uses as f64 {
        let most = 100.0 * MOST_OTHER;
        let detail = format!(
            "{}, {other} of {uses} uses {} (the line is drawn at {most:.0} %)",
            name_of(ground, gathered),
            window(ground)
        );
        let label = place_of(raised, ground, gathered, None);
        raised.raise("log/other-reasons", &detail, label, bends(raised, ground, gathered));
    }
}

fn rubber_stamp(raised: &mut Raised<'_>, ground: &Ground<'_>, gathered: &Gathered) {
    let yes = gathered.cell.of(super::Decision::EscalatedBent);
    let asked = yes + gathered.cell.of(super::Decision::EscalatedRefused);
    if asked >= LEAST_ESCALATIONS && yes as f64 >= RUBBER_STAMP * asked as f64 {
        let interval = range(wilson(yes as usize, asked as usize));
        let detail = format!(
            "{}, {yes} of {asked} times {} ({interval}; the line is drawn at {:.0} % of {LEAST_ESCALATIONS})",
            name_of(ground, gathered),
            window(ground),
            100.0 * RUBBER_STAMP
        );
        let label = place_of(raised, ground, gathered, None);
        raised.raise("log/rubber-stamp", &detail, label, bends(raised, ground, gathered));
    }
}

fn concentration(raised: &mut Raised<'_>, ground: &Ground<'_>, gathered: &Gathered) {
    let (cell, uses) = (&gathered.cell, gathered.cell.uses());
    let most = cell.people.most_frequent();
    let Some(people) = cell.people().filter(|people| *people > 1) else { return };
    if uses >= LEAST_USES && most * 2 > uses {
        let detail = format!(
            "{}, {most} of {uses} uses {} by one of {people} people",
            name_of(ground, gathered),
            window(ground)
        );
        let label = place_of(raised, ground, gathered, None);
        raised.raise("log/concentration", &detail, label, Vec::new());
    }
}

fn disparity(raised: &mut Raised<'_>, tally: &Tally<'_>, gathered: &Gathered) {
    let ground = &tally.ground;
    if tally.channels.is_full() {
        return;
    }
    let channels = gathered.cell.channels.iter().filter(|(_, (_, decided))| *decided >= LEAST_DECISIONS);
    let mut channels: Vec<(&str, u64, u64, Interval)> = channels
        .map(|(channel, (bent, decided))| {
            (tally.channels.name(*channel), *bent, *decided, wilson(*bent as usize, *decided as usize))
        })
        .collect();
    channels.sort_by_key(|(name, ..)| *name);
    let most = channels.iter().max_by(|one, other| one.3.low.total_cmp(&other.3.low));
    let least = channels.iter().min_by(|one, other| one.3.high.total_cmp(&other.3.high));
    let (Some(most), Some(least)) = (most, least) else { return };
    if most.3.low > least.3.high {
        let said = |(name, bent, decided, interval): &(&str, u64, u64, Interval)| {
            format!("{bent} of {decided} by `{name}` ({})", range(*interval))
        };
        let detail =
            format!("{}, bent {} and {} {}", name_of(ground, gathered), said(most), said(least), window(ground));
        let label = place_of(raised, ground, gathered, None);
        raised.raise("log/disparity", &detail, label, Vec::new());
    }
}
