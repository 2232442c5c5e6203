//! `Gathered`: the cells of a tally, by rule; and of each rule by bend and role.

use super::cell::Cell;
use super::names::OTHERS;
use super::tally::Tally;
use std::collections::BTreeMap;

/// What was done with one rule.
#[derive(Debug)]
pub(super) struct Gathered {
    /// The rule, as an index into those that are known.
    pub(super) subject: Option<usize>,
    /// What it is called; none for a gesture or a rule without anchor.
    pub(super) rule: Option<String>,
    /// All bends and roles together.
    pub(super) cell: Cell,
    /// By bend (an index into the register's) and role, in the order of the register and of the alphabet.
    pub(super) parts: BTreeMap<(Option<usize>, String), Cell>,
}

/// The rules of a tally, those that are known first, in order; the others by the alphabet.
pub(super) fn gather(tally: &Tally<'_>) -> Vec<Gathered> {
    let mut rules: BTreeMap<(usize, String), Gathered> = BTreeMap::new();
    let subjects = &tally.ground.subjects;
    // In order, so that what is cut when there is too much of it does not depend on chance.
    let mut keys: Vec<_> = tally.cells.keys().collect();
    keys.sort_unstable();
    for key in keys {
        let (subject, bend, role) = *key;
        let known = (subject as usize) < subjects.len();
        let rule = match tally.strange_name(subject) {
            Some(name) if !known => Some(name.to_owned()),
            _ => subjects.get(subject as usize).and_then(|subject| subject.rule.clone()),
        };
        let order = (if known { subject as usize } else { subjects.len() }, rule.clone().unwrap_or_default());
        let gathered = rules.entry(order).or_insert_with(|| Gathered {
            subject: known.then_some(subject as usize),
            rule,
            cell: Cell::default(),
            parts: BTreeMap::new(),
        });
        let role = if role == u32::MAX { OTHERS } else { tally.roles.name(role) };
        let cell = &tally.cells[key];
        gathered.cell.add_all(cell);
        let part = (bend.map(|bend| bend as usize), role.to_owned());
        gathered.parts.entry(part).or_default().add_all(cell);
    }
    rules.into_values().collect()
}

impl Gathered {
    /// What each bend was used for, by all roles together.
    pub(super) fn by_bend(&self) -> BTreeMap<Option<usize>, Cell> {
        let mut bends: BTreeMap<Option<usize>, Cell> = BTreeMap::new();
        for ((bend, _), cell) in &self.parts {
            bends.entry(*bend).or_default().add_all(cell);
        }
        bends
    }
}
