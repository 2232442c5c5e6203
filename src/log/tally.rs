//! `Tally`: what rows come to. Its size depends on how many rules, roles and reasons there are, not on how many rows.

use super::cell::Cell;
use super::csv::read_rows;
use super::fault::{Fault, Place};
use super::ground::Ground;
use super::judge::{Named, judge};
use super::ledger::Ledger;
use super::names::Names;
use super::row::{LOG, Row, row};
use super::{LogFile, Measure};
use crate::day::Day;
use crate::register::Reconciled;
use std::collections::{BTreeMap, HashMap};
use std::io::Read;

/// Rules that are told apart though neither register nor documents know them.
const MOST_STRANGE_RULES: usize = 500;
/// Roles and reasons that are told apart though the register does not know them.
const MOST_STRANGE_WORDS: usize = 50;
/// Channels that are told apart.
const MOST_CHANNELS: usize = 200;

/// Rule, bend (of the register, or none) and role, as numbers.
pub(super) type Key = (u32, Option<u32>, u32);

/// What the rows of exception logs come to.
#[derive(Debug)]
pub struct Tally<'a> {
    pub(super) ground: Ground<'a>,
    pub(super) files: Vec<LogFile>,
    pub(super) cells: HashMap<Key, Cell>,
    /// Uses by day of the window, for rules that are known.
    pub(super) by_day: HashMap<u32, BTreeMap<Day, u64>>,
    pub(super) ledger: Ledger,
    /// The last day on which each bend was decided upon.
    pub(super) last_used: BTreeMap<usize, Day>,
    /// The first day of any row.
    pub(super) earliest: Option<Day>,
    /// Anchors that are not known.
    pub(super) strange: Names,
    pub(super) roles: Names,
    pub(super) reasons: Names,
    pub(super) channels: Names,
    pub(super) rows: u64,
    pub(super) in_window: u64,
    pub(super) after_today: u64,
    faults: Vec<Fault>,
}

impl<'a> Tally<'a> {
    /// An empty one, for logs about the rules and the register of `reconciled`, on its day.
    pub fn new(reconciled: &'a Reconciled) -> Self {
        let register = &reconciled.register;
        let ids = register.roles.iter().map(|role| role.value.id.clone());
        let reasons = register.reasons.iter().map(|reason| reason.value.id.clone());
        Self {
            ground: Ground::new(reconciled),
            files: Vec::new(),
            cells: HashMap::new(),
            by_day: HashMap::new(),
            ledger: Ledger::new(register.bends.iter().map(|entry| &entry.value)),
            last_used: BTreeMap::new(),
            earliest: None,
            strange: Names::new([], MOST_STRANGE_RULES),
            roles: Names::new(ids, MOST_STRANGE_WORDS),
            reasons: Names::new(reasons, MOST_STRANGE_WORDS),
            channels: Names::new([], MOST_CHANNELS),
            rows: 0,
            in_window: 0,
            after_today: 0,
            faults: Vec::new(),
        }
    }

    /// Adds an exception log; `path` is what outputs call it. Rows that cannot be read are in the file's account.
    pub fn read(&mut self, path: &str, input: &mut dyn Read) {
        let file = u32::try_from(self.files.len()).unwrap_or(u32::MAX);
        let read = read_rows(path, input, &LOG, |cells, line| {
            self.add(&row(cells)?, Place { file, line });
            Ok(())
        });
        self.files.push(read);
    }

    fn add(&mut self, row: &Row<'_>, place: Place) {
        self.rows += 1;
        if row.date > self.ground.today {
            self.after_today += 1;
            return;
        }
        self.earliest = Some(self.earliest.map_or(row.date, |day| day.min(row.date)));
        let (subject, named) = self.subject(row);
        let known = self.ground.subjects.get(subject as usize);
        let mut faults = std::mem::take(&mut self.faults);
        let bend = judge(&self.ground, known, named, row, &mut faults);
        if let Some(bend) = bend {
            let last = self.last_used.entry(bend).or_insert(row.date);
            *last = row.date.max(*last);
            if row.decision.is_use() && row.date > self.ground.horizon {
                let sum =
                    row.granted.filter(|it| it.measure == Measure::Money && !faults.contains(&Fault::OtherCurrency));
                self.ledger.add(bend, row.date, row.customer, row.staff, sum.map(|it| it.amount));
            }
        }
        if row.date >= self.ground.from {
            self.in_window += 1;
            self.count(row, place, (subject, bend), &faults);
        }
        self.faults = faults;
    }

    fn count(&mut self, row: &Row<'_>, place: Place, (subject, bend): (u32, Option<usize>), faults: &[Fault]) {
        if row.decision.is_use() && (subject as usize) < self.ground.subjects.len() {
            *self.by_day.entry(subject).or_default().entry(row.date).or_default() += 1;
        }
        let role = self.ground.role(row.role);
        let role = role.map_or_else(|| self.roles.number(row.role), |at| at as u32);
        let reason = match self.ground.reason(row.reason) {
            Some(at) => at as u32,
            None if row.reason.is_empty() => self.reasons.number("(none)"),
            None => self.reasons.number(row.reason),
        };
        let channel = (!row.channel.is_empty()).then(|| self.channels.number(row.channel));
        let bend = bend.and_then(|bend| u32::try_from(bend).ok());
        let cell = self.cells.entry((subject, bend, role)).or_default();
        cell.add(row, place, reason, channel);
        let amount = row.granted.map(|granted| (granted.measure, granted.amount));
        faults.iter().for_each(|fault| cell.blame(*fault, place, amount));
    }

    /// The rule that a row speaks of, as a number; those that are not known come behind those that are. And what the row
    /// says of its bend.
    fn subject(&mut self, row: &Row<'_>) -> (u32, Named) {
        let by_bend = self.ground.bend_of(row.bend);
        let by_rule = self.ground.subject_of(row.rule);
        let named = match by_bend {
            _ if row.bend.is_empty() => Named::Nothing,
            Some((bend, subject)) if row.rule.is_empty() || by_rule == Some(subject) => Named::Bend(bend),
            _ => Named::Strange,
        };
        let known = by_rule.or_else(|| by_bend.filter(|_| row.rule.is_empty()).map(|(_, subject)| subject));
        if let Some(known) = known {
            return (u32::try_from(known).unwrap_or(u32::MAX), named);
        }
        let number = if row.rule.is_empty() {
            self.strange.number(&format!("(bend {})", row.bend))
        } else {
            self.strange.number(row.rule)
        };
        (number.saturating_add(self.ground.subjects.len() as u32), named)
    }

    /// What a rule is called that is not known.
    pub(super) fn strange_name(&self, subject: u32) -> Option<&str> {
        let number = subject.checked_sub(self.ground.subjects.len() as u32)?;
        Some(self.strange.name(number))
    }
}
