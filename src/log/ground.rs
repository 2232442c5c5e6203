//! `Ground`: what a log is read against — register, rules and day — arranged so that a row finds its place at once.

use crate::day::Day;
use crate::register::{Bend, Discretion, Reason, Reconciled, Role, Seen};
use std::collections::HashMap;

/// Most days that a log is looked back upon, whatever the window.
const LONGEST: i64 = 3_660;
/// Days without a use from which on a bend counts as never used.
pub(super) const UNUSED_DAYS: i64 = 180;

/// A rule that rows may speak of, or a gesture that belongs to none.
#[derive(Debug)]
pub(super) struct Subject {
    /// Its anchor; what the log calls it, when it is nowhere.
    pub(super) rule: Option<String>,
    /// Where it stands: document and rule.
    pub(super) seen: Option<(usize, usize)>,
    /// The bends that speak of it, in the order of the register.
    pub(super) bends: Vec<usize>,
    /// Whether nobody may bend it.
    pub(super) protected: bool,
}

/// Register, rules and day.
#[derive(Debug)]
pub(super) struct Ground<'a> {
    pub(super) reconciled: &'a Reconciled,
    /// First day of the window.
    pub(super) from: Day,
    /// First day that is looked at for anything.
    pub(super) horizon: Day,
    pub(super) today: Day,
    pub(super) subjects: Vec<Subject>,
    by_rule: HashMap<String, usize>,
    of_bend: Vec<usize>,
    bends: HashMap<String, usize>,
    roles: HashMap<String, usize>,
    reasons: HashMap<String, usize>,
}

impl<'a> Ground<'a> {
    pub(super) fn new(reconciled: &'a Reconciled) -> Self {
        let register = &reconciled.register;
        let window = i64::from(register.conventions.kill.window_days).clamp(1, LONGEST);
        let periods = register.bends.iter().flat_map(|entry| {
            let limit = &entry.value.limit;
            [limit.count.and_then(|count| count.period), limit.budget.and_then(|budget| budget.period)]
        });
        let longest = periods.flatten().map(|period| period.about_days() as i64 + 31).max().unwrap_or_default();
        let horizon = (window + longest).clamp(UNUSED_DAYS + 1, LONGEST);
        let mut ground = Self {
            reconciled,
            from: reconciled.today.plus_days(1 - window),
            horizon: reconciled.today.plus_days(-horizon),
            today: reconciled.today,
            subjects: Vec::new(),
            by_rule: HashMap::new(),
            of_bend: Vec::new(),
            bends: HashMap::new(),
            roles: HashMap::new(),
            reasons: HashMap::new(),
        };
        ground.add_rules();
        ground.add_bends();
        for (at, role) in register.roles.iter().enumerate() {
            let role = &role.value;
            for name in role.aliases.iter().chain(&role.label).chain([&role.id]) {
                ground.roles.entry(name.to_ascii_lowercase()).or_insert(at);
                ground.roles.entry(name.clone()).or_insert(at);
            }
        }
        let reasons = register.reasons.iter().enumerate();
        ground.reasons = reasons.map(|(at, reason)| (reason.value.id.to_ascii_lowercase(), at)).collect();
        ground
    }

    fn add_rules(&mut self) {
        for (document, seen) in self.reconciled.documents.iter().enumerate() {
            for (rule, seen) in seen.rules.iter().enumerate() {
                let Some(anchor) = &seen.label.anchor else { continue };
                if !self.by_rule.contains_key(anchor) {
                    self.subject(Some(anchor.clone()), Some((document, rule)));
                }
            }
        }
        for protected in &self.reconciled.register.protected {
            let rule = &protected.value.rule;
            if !self.by_rule.contains_key(rule) {
                self.subject(Some(rule.clone()), None);
            }
        }
    }

    fn add_bends(&mut self) {
        for (at, entry) in self.reconciled.register.bends.iter().enumerate() {
            let (bend, seen) = (&entry.value, self.reconciled.standings[at].rule);
            let by_place = seen.and_then(|_| self.subjects.iter().position(|it| it.seen == seen));
            let by_name = bend.rule.as_ref().and_then(|rule| self.by_rule.get(rule).copied());
            let subject = by_place.or(by_name).unwrap_or_else(|| self.subject(bend.rule.clone(), seen));
            if let Some(rule) = &bend.rule {
                // An anchor that was renamed: rows may have the old one.
                self.by_rule.entry(rule.clone()).or_insert(subject);
            }
            self.subjects[subject].bends.push(at);
            self.of_bend.push(subject);
            self.bends.insert(bend.id.clone(), at);
        }
    }

    fn subject(&mut self, rule: Option<String>, seen: Option<(usize, usize)>) -> usize {
        let at = self.subjects.len();
        let named = rule.as_ref().is_some_and(|rule| {
            self.reconciled.register.protected.iter().any(|protected| protected.value.rule == *rule)
        });
        let protected = seen.and_then(|place| {
            let seen = &self.reconciled.documents[place.0].rules[place.1];
            self.reconciled.discretion(&seen.label.path, seen.label.span)
        });
        let protected = named || matches!(protected, Some(Discretion::Protected(_)));
        if let Some(rule) = &rule {
            self.by_rule.insert(rule.clone(), at);
        }
        self.subjects.push(Subject { rule, seen, bends: Vec::new(), protected });
        at
    }

    /// The rule of an anchor.
    pub(super) fn subject_of(&self, rule: &str) -> Option<usize> {
        self.by_rule.get(rule).copied()
    }

    /// The bend of an id, and its rule.
    pub(super) fn bend_of(&self, id: &str) -> Option<(usize, usize)> {
        self.bends.get(id).map(|at| (*at, self.of_bend[*at]))
    }

    pub(super) fn bend(&self, at: usize) -> &'a Bend {
        &self.reconciled.register.bends[at].value
    }

    /// The rule as it is now.
    pub(super) fn seen(&self, subject: &Subject) -> Option<&'a Seen> {
        subject.seen.map(|(document, rule)| &self.reconciled.documents[document].rules[rule])
    }

    /// The role that a row means, as an index into the register's.
    pub(super) fn role(&self, name: &str) -> Option<usize> {
        self.roles.get(name).or_else(|| self.roles.get(&name.to_ascii_lowercase())).copied()
    }

    pub(super) fn role_at(&self, at: usize) -> &'a Role {
        &self.reconciled.register.roles[at].value
    }

    /// The reason that a row means, as an index into the register's.
    pub(super) fn reason(&self, name: &str) -> Option<usize> {
        self.reasons.get(name).or_else(|| self.reasons.get(&name.to_ascii_lowercase())).copied()
    }

    pub(super) fn reason_at(&self, at: usize) -> &'a Reason {
        &self.reconciled.register.reasons[at].value
    }
}
