//! `Cell`: what one role did with one bend of one rule, counted. Cells add up, so that a rule has one as well.

use super::fault::{Fault, Faults, Place};
use super::histogram::Histogram;
use super::row::{Granted, Row};
use super::sample::Sample;
use super::{Decision, Figures, GrantedUse, Measure};
use crate::rule::quantity::{Amount, Currency};
use std::collections::BTreeMap;

/// People who are told apart in one cell.
const MOST_PEOPLE: usize = 4_096;

/// Counts of one rule, bend and role.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    /// By decision, in their order.
    pub(super) decisions: [u64; 5],
    /// Who bent the rule, and how often.
    pub(super) people: Sample,
    /// Uses of which the row does not say whose they are.
    pub(super) nameless: u64,
    /// Uses by reason, as numbers of the tally's reasons.
    pub(super) reasons: BTreeMap<u32, u64>,
    /// What was granted.
    pub(super) granted: BTreeMap<(Measure, Option<Currency>), Histogram>,
    /// Times bent and times decided, by channel.
    pub(super) channels: BTreeMap<u32, (u64, u64)>,
    /// What is wrong.
    pub(super) faults: BTreeMap<Fault, Faults>,
    minutes: Histogram,
    /// The first row.
    pub(super) first: Option<Place>,
}

impl Default for Cell {
    fn default() -> Self {
        Self {
            decisions: [0; 5],
            people: Sample::new(MOST_PEOPLE),
            nameless: 0,
            reasons: BTreeMap::new(),
            granted: BTreeMap::new(),
            channels: BTreeMap::new(),
            faults: BTreeMap::new(),
            minutes: Histogram::default(),
            first: None,
        }
    }
}

impl Cell {
    /// Counts a row; `reason` and `channel` are its words as numbers.
    pub(super) fn add(&mut self, row: &Row<'_>, place: Place, reason: u32, channel: Option<u32>) {
        self.decisions[row.decision as usize] += 1;
        self.first = Some(self.first.map_or(place, |first| first.min(place)));
        if let Some(minutes) = row.minutes {
            self.minutes.add(minutes, 1);
        }
        if let Some(channel) = channel.filter(|_| row.decision != Decision::Corrected) {
            let (bent, decided) = self.channels.entry(channel).or_default();
            *bent += u64::from(row.decision.is_use());
            *decided += 1;
        }
        if !row.decision.is_use() {
            return;
        }
        *self.reasons.entry(reason).or_default() += 1;
        match row.staff {
            Some(person) => self.people.add(person, 1),
            None => self.nameless += 1,
        }
        if let Some(Granted { amount, measure, currency }) = row.granted {
            self.granted.entry((measure, currency)).or_default().add(amount, 1);
        }
    }

    /// Counts a fault.
    pub(super) fn blame(&mut self, fault: Fault, place: Place, amount: Option<(Measure, Amount)>) {
        let faults = Faults::one(place, amount);
        self.faults.entry(fault).and_modify(|it| it.add(faults)).or_insert(faults);
    }

    /// Adds all that another cell knows.
    pub(super) fn add_all(&mut self, other: &Self) {
        self.decisions.iter_mut().zip(other.decisions).for_each(|(mine, more)| *mine += more);
        self.people.add_all(&other.people);
        self.nameless += other.nameless;
        other.reasons.iter().for_each(|(reason, times)| *self.reasons.entry(*reason).or_default() += times);
        for (unit, granted) in &other.granted {
            self.granted.entry(*unit).or_default().add_all(granted);
        }
        for (channel, (bent, decided)) in &other.channels {
            let mine = self.channels.entry(*channel).or_default();
            *mine = (mine.0 + bent, mine.1 + decided);
        }
        for (fault, faults) in &other.faults {
            self.faults.entry(*fault).and_modify(|it| it.add(*faults)).or_insert(*faults);
        }
        self.minutes.add_all(&other.minutes);
        self.first = self.first.into_iter().chain(other.first).min();
    }

    /// Rows of a decision.
    pub(super) const fn of(&self, decision: Decision) -> u64 {
        self.decisions[decision as usize]
    }

    /// Times the rule was bent.
    pub(super) const fn uses(&self) -> u64 {
        self.of(Decision::Bent) + self.of(Decision::EscalatedBent)
    }

    /// Times a customer heard no.
    pub(super) const fn refusals(&self) -> u64 {
        self.of(Decision::Refused) + self.of(Decision::EscalatedRefused)
    }

    /// Times a fault was found.
    pub(super) fn faults(&self, fault: Fault) -> u64 {
        self.faults.get(&fault).map_or(0, |faults| faults.count)
    }

    /// People who bent the rule; none when no row tells.
    pub(super) fn people(&self) -> Option<u64> {
        let people = self.people.distinct();
        (people > 0 || self.uses() == 0).then_some(people)
    }

    /// The numbers, with the words for reasons.
    pub(super) fn figures<'n>(&self, name: impl Fn(u32) -> &'n str) -> Figures {
        let mut reasons: BTreeMap<String, u64> = BTreeMap::new();
        for (reason, times) in &self.reasons {
            *reasons.entry(name(*reason).to_owned()).or_default() += times;
        }
        let mut reasons: Vec<(String, u64)> = reasons.into_iter().collect();
        reasons.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        let granted = self.granted.iter().filter_map(|((measure, currency), histogram)| {
            Some(GrantedUse {
                measure: *measure,
                currency: *currency,
                count: histogram.count(),
                half: histogram.percentile(50)?,
                p90: histogram.percentile(90)?,
                most: histogram.percentile(100)?,
                p10: histogram.percentile(10)?,
            })
        });
        Figures {
            uses: self.uses(),
            refusals: self.refusals(),
            escalations: self.of(Decision::EscalatedBent) + self.of(Decision::EscalatedRefused),
            escalated_bent: self.of(Decision::EscalatedBent),
            corrections: self.of(Decision::Corrected),
            people: self.people(),
            reasons,
            granted: granted.collect(),
            minutes: self.minutes.percentile(50),
            minutes_p90: self.minutes.percentile(90),
        }
    }
}
