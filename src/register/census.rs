//! `Census`: how many bends of a register stand where, on one day. Nothing is said of what is wrong with them.

use super::reconcile::{Scope, standings};
use super::{Register, SeenDocument, State};
use crate::day::Day;
use std::collections::{BTreeMap, BTreeSet};

/// How many bends stand where, and how many rules they let staff bend.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Census {
    /// Number of bends in each state; states without any are left out.
    pub states: BTreeMap<State, usize>,
    /// Rules that hold customers back and that staff may bend.
    pub bendable: usize,
}

/// Counts the bends of a register, given all documents of an edition.
pub fn census(register: &Register, documents: &[&SeenDocument], today: Day, scope: &Scope<'_>) -> Census {
    let standings = standings(register, documents, today, scope);
    let mut census = Census::default();
    for standing in &standings {
        *census.states.entry(standing.state).or_default() += 1;
    }
    let usable = standings.iter().filter(|standing| standing.state.is_usable()).filter_map(|standing| standing.rule);
    let restrictive = usable.filter(|&(document, rule)| documents[document].rules[rule].is_restrictive());
    census.bendable = restrictive.collect::<BTreeSet<_>>().len();
    census
}

impl Census {
    /// Bends that the register lists.
    pub fn listed(&self) -> usize {
        self.states.values().sum()
    }

    /// Bends that staff may rely on.
    pub fn usable(&self) -> usize {
        self.states.iter().filter(|(state, _)| state.is_usable()).map(|(_, bends)| bends).sum()
    }

    /// Bends in one state.
    pub fn of(&self, state: State) -> usize {
        self.states.get(&state).copied().unwrap_or(0)
    }
}
