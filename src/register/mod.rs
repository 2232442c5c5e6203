//! The register of bends: who may bend which rule, how far, why, until when.
//!
//! `docs/bends.md` tells people about it, `docs/bends.schema.json` tells programs. Here are its nouns, as the file says
//! them. What follows from it (the state of a bend, what may be relied on, what is wrong) is never stored: `reconcile` derives it from the register, the rules as they are now, and a day.

mod anchoring;
mod bag;
mod catalogue;
mod census;
mod check_bend;
mod check_pairs;
mod check_text;
mod checks;
mod choice;
mod compare;
mod conventions;
mod edit;
mod fault;
mod limit;
mod load;
mod load_bend;
mod note;
mod noting;
mod reconcile;
mod sight;
mod standing;
mod state;
mod trace;
mod wording;
mod write;

pub use anchoring::{anchoring, comment_behind, made_up_id, passage_at};
pub use bag::Bag;
pub use catalogue::CHECKS;
pub use census::{Census, census};
pub use choice::{Class, Effect, Evidence, IfSilent, ReasonKind, Status, Visibility};
pub use compare::{Change, change};
pub use conventions::{Conventions, Kill};
pub use edit::{Edit, Edited, edit};
pub use fault::{Fault, faults};
pub use limit::{Budget, Ceiling, Count, Limit, Per, Sum};
pub use load::load;
pub use note::{Note, notes};
pub use noting::{NoteChange, NoteFault, WantedNote, noting};
pub use reconcile::{Reconciled, Scope, reconcile};
pub use sight::{Seen, SeenDocument, seen};
pub use standing::{Discretion, Matched, Standing};
pub use state::State;

use crate::day::{Day, Period};
use crate::rule::quantity::Currency;
use crate::text::Span;
use std::collections::BTreeMap;

/// The register as written, without mistakes in it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Register {
    /// Its path, as shown.
    pub path: String,
    /// What sums in it are in; none when it holds no sums.
    pub currency: Option<Currency>,
    /// Who may decide, by rank.
    pub roles: Vec<Entry<Role>>,
    /// Why a rule may be bent, in the order of the file.
    pub reasons: Vec<Entry<Reason>>,
    /// Rules that nobody may bend, in the order of the file.
    pub protected: Vec<Entry<Protected>>,
    /// The bends, in the order of the file.
    pub bends: Vec<Entry<Bend>>,
    /// Where the lines are drawn.
    pub conventions: Conventions,
}

/// Something that the file lists, and where.
#[derive(Debug, Clone)]
pub struct Entry<T> {
    /// What it says.
    pub value: T,
    /// Its bytes in the file.
    pub span: Span,
    /// The bytes of each field's value, by the field's name.
    pub fields: BTreeMap<String, Span>,
}

/// A role, and how far it may go.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Role {
    /// For example `duty-lead`.
    pub id: String,
    /// Orders authority: a higher rank may do all that a lower one may.
    pub rank: usize,
    /// What people call it: "any colleague". Its id, when nothing is said.
    pub label: Option<String>,
    /// Other words for it, as logs may have them.
    pub aliases: Vec<String>,
    /// The role above it; without it, that of the next rank.
    pub reports_to: Option<String>,
    /// The most that may be granted to it.
    pub ceiling: Ceiling,
    /// Whether it may hand on what it was given.
    pub may_delegate: bool,
}

/// A reason of the controlled vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reason {
    /// For example `lost-receipt`.
    pub id: String,
    /// What kind it is.
    pub kind: ReasonKind,
    /// For people; its id with spaces, when nothing is said.
    pub label: Option<String>,
    /// What the customer must show.
    pub proof: Option<Evidence>,
    /// Whether staff must add a note.
    pub needs_note: bool,
}

/// A rule that nobody may bend.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Protected {
    /// The anchor of the rule.
    pub rule: String,
    /// Why.
    pub class: Class,
    /// The law or the danger, so that it can be checked.
    pub basis: String,
    /// Who answers for it.
    pub owner: Option<String>,
    /// When the basis was last looked at.
    pub reviewed: Option<Day>,
}

/// Who may bend which rule, how far, why, until when.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bend {
    /// For example `B-001`.
    pub id: String,
    /// The anchor of the rule; none for a gesture that belongs to no rule, or for a rule without anchor.
    pub rule: Option<String>,
    /// The rule's document, as seen from the register's folder.
    pub document: Option<String>,
    /// The fingerprint of the rule's text when the bend was granted or last accepted.
    pub fingerprint: Option<String>,
    /// That text, so that people can see what changed.
    pub quote: Option<String>,
    /// What may be done.
    pub effect: Effect,
    /// The lowest role that may do it; every higher one may too.
    pub role: String,
    /// How far.
    pub limit: Limit,
    /// Reasons that allow it.
    pub when: Vec<String>,
    /// What rules it out, in words.
    pub not_when: Vec<String>,
    /// What the customer must show.
    pub evidence: Evidence,
    /// Who decides beyond the limit.
    pub beyond: Option<Beyond>,
    /// Who granted it.
    pub granted_by: Grantor,
    /// When.
    pub granted_on: Day,
    /// First day on which it holds; the day it was granted, when nothing is said.
    pub effective: Option<Day>,
    /// Last day on which it holds.
    pub expires: Option<Day>,
    /// How often it is looked at again.
    pub review_every: Option<Period>,
    /// When it was last looked at, accepted or renewed.
    pub last_review: Option<Day>,
    /// What the entry says of its own standing.
    pub status: Status,
    /// Who may read of it.
    pub visibility: Visibility,
    /// Why it was granted.
    pub rationale: Option<String>,
    /// The bend that it takes the place of.
    pub supersedes: Option<String>,
}

/// Who decides beyond the limit, and what happens when nobody answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Beyond {
    /// The role to ask.
    pub role: String,
    /// In which time it answers.
    pub within: Option<Period>,
    /// What happens when it does not.
    pub if_silent: Option<IfSilent>,
}

/// Who granted a bend.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grantor {
    /// Their role.
    pub role: String,
    /// Their name.
    pub name: Option<String>,
}

/// Two entries are the same when they say the same; where they stand is no part of it.
impl<T: PartialEq> PartialEq for Entry<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T> Entry<T> {
    /// The bytes of a field's value; of the whole entry when the field was not written.
    pub fn place(&self, field: &str) -> Span {
        self.fields.get(field).copied().unwrap_or(self.span)
    }
}

impl Register {
    /// The role of an id.
    pub fn role(&self, id: &str) -> Option<&Role> {
        self.roles.iter().map(|entry| &entry.value).find(|role| role.id == id)
    }

    /// The role that a log or a person means: by id, alias or label, in any case.
    pub fn role_called(&self, name: &str) -> Option<&Role> {
        let is = |word: &String| word.eq_ignore_ascii_case(name.trim());
        let roles = self.roles.iter().map(|entry| &entry.value);
        let mut roles = roles.filter(|role| is(&role.id) || role.aliases.iter().any(is) || role.label.iter().any(is));
        roles.next()
    }

    /// The lowest role: the frontline.
    pub fn frontline(&self) -> Option<&Role> {
        self.roles.iter().map(|entry| &entry.value).min_by_key(|role| role.rank)
    }

    /// The reason of an id.
    pub fn reason(&self, id: &str) -> Option<&Reason> {
        self.reasons.iter().map(|entry| &entry.value).find(|reason| reason.id == id)
    }

    /// The bend of an id.
    pub fn bend(&self, id: &str) -> Option<&Entry<Bend>> {
        self.bends.iter().find(|bend| bend.value.id == id)
    }
}

impl Role {
    /// What people call it.
    pub fn name(&self) -> String {
        self.label.clone().unwrap_or_else(|| self.id.replace('-', " "))
    }
}

impl Reason {
    /// What people call it.
    pub fn name(&self) -> String {
        self.label.clone().unwrap_or_else(|| self.id.replace('-', " "))
    }
}

impl Bend {
    /// First day on which it holds.
    pub fn starts(&self) -> Day {
        self.effective.unwrap_or(self.granted_on)
    }

    /// The day it was last decided upon: granted, accepted, renewed or looked at.
    pub fn decided(&self) -> Day {
        self.last_review.map_or(self.granted_on, |day| day.max(self.granted_on))
    }

    /// The day on which it must be looked at again.
    pub fn review_due(&self) -> Option<Day> {
        self.review_every.map(|period| self.decided().plus(period))
    }
}
