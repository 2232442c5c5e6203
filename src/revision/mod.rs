//! Two editions of the same policies: what became of each rule, and what that means for the customer.
//!
//! Documents are paired by name and likeness, units (headings, paragraphs, items, rows) by text and likeness, sentences in
//! units; what is left may have moved. Each pair of rules is compared by what was understood of it. Where a direction cannot
//! be known, that is said.

mod act;
mod align;
mod amounts;
mod bends;
mod classify;
mod clause;
mod compare;
mod counts;
mod describe;
mod documents;
mod edition;
mod effects;
mod force;
mod frame;
mod hunk;
mod label;
mod lineage;
mod lines;
mod moves;
mod negation;
mod order;
mod pair;
mod reference;
mod rewrite;
mod said;
mod sheet;
mod stance;
mod strays;
mod summed;
mod terms;
mod turning;
mod unit;
mod wise;
mod word;
mod worse;

pub use bends::{BendEffect, bend_effects};
pub use compare::compare;
pub use edition::{Edition, Text};
pub use effects::{Carried, Effects, effects};
pub use hunk::{Mark, Piece, hunks};
pub use lineage::{Origin, lineage};
pub use lines::Spot;
pub use pair::How;
pub use reference::Reference;
pub use sheet::{FactRow, Silence, Stated};

use crate::words::words;

words! {
    /// What kind of change it is; several may hold.
    Class {
        /// Worse for the customer.
        Tightened = "tightened",
        /// Better for the customer.
        Loosened = "loosened",
        /// It may be better or worse: a person must look.
        Check = "check",
        /// It is new.
        Added = "added",
        /// It is gone.
        Removed = "removed",
        /// It stands elsewhere.
        Moved = "moved",
        /// It says the same in other words.
        Reworded = "reworded",
        /// It has another number.
        Renumbered = "renumbered",
        /// Only its form is different.
        Formatting = "formatting",
    }
}

words! {
    /// Which way a change goes for the customer.
    Direction {
        /// Worse.
        Tightened = "tightened",
        /// Better.
        Loosened = "loosened",
        /// Not known.
        Unknown = "unknown",
    }
}

words! {
    /// What a reason is about.
    Topic {
        /// A rule as a whole.
        Rule = "rule",
        /// Time the customer has.
        Window = "window",
        /// Time the company takes.
        Wait = "wait",
        /// A cost.
        Fee = "fee",
        /// Notice to be given.
        Notice = "notice",
        /// Any other number.
        Number = "number",
        /// What starts a clock.
        Start = "start",
        /// A remedy given or refused.
        Remedy = "remedy",
        /// Proof asked for.
        Proof = "proof",
        /// May, must, will.
        Modality = "modality",
        /// Not, never, no.
        Negation = "negation",
        /// If, when, once.
        Condition = "condition",
        /// Unless, except.
        Exception = "exception",
        /// Who decides.
        Role = "role",
        /// Way to do something.
        Channel = "channel",
        /// A single word that turns the rule.
        Word = "word",
        /// Where it stands: under which lead-in.
        Place = "place",
    }
}

words! {
    /// What became of a document.
    Fate {
        /// Some of it is different.
        Changed = "changed",
        /// It is new.
        Added = "added",
        /// It is gone.
        Removed = "removed",
        /// It has another name.
        Renamed = "renamed",
        /// Nothing is different that a customer could notice.
        Same = "same",
    }
}

/// Why a change matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// What it is about.
    pub topic: Topic,
    /// Which way it goes.
    pub direction: Direction,
    /// In words: "Time to send something back: 30 days → 14 days".
    pub text: String,
}

/// Where a rule stands in one edition, and what it says there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The document's path, as shown.
    pub path: String,
    /// 1-based line.
    pub line: usize,
    /// Headings above, outermost first.
    pub section: Vec<String>,
    /// Its number, "4.2(b)"; empty when it has none.
    pub label: String,
    /// What must be read before it: a lead-in, or the heads of row and column.
    pub context: String,
    /// Its own words, without the number.
    pub text: String,
    /// The id that its author gave it.
    pub anchor: Option<String>,
}

/// What became of a rule, or of a text that binds nobody.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What kind of change it is, in the order of [`Class::ALL`].
    pub classes: Vec<Class>,
    /// Why it matters.
    pub reasons: Vec<Reason>,
    /// Where it stood; none when it is new.
    pub old: Option<Place>,
    /// Where it stands; none when it is gone.
    pub new: Option<Place>,
    /// The old and the new wording as one.
    pub pieces: Vec<Piece>,
    /// How it is known that the old one became the new one.
    pub how: How,
    /// How sure that is, from 0 to 1; 1 for what is new or gone.
    pub sure: f64,
    /// Whether it binds, allows or refuses something in one of the editions.
    pub binds: bool,
    /// Whether it is a heading or a table's head.
    pub is_name: bool,
}

/// One stretch of a document in the order of the new edition.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What it was in the old edition, possibly in another document; none when it is new.
    pub old: Option<Spot>,
    /// What it is in the new edition; none when it is gone.
    pub new: Option<Spot>,
    /// Index into [`Comparison::changes`]; none when nothing is different.
    pub change: Option<usize>,
}

/// A part of a document that moved as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// What it is called: its heading, or its first words.
    pub what: String,
    /// Where it stood: path and section.
    pub from: String,
    /// Where it stands.
    pub to: String,
    /// Rules in it.
    pub rules: usize,
}

/// A number that changed before a text that did not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renumbered {
    /// The number it had.
    pub old: String,
    /// The number it has.
    pub new: String,
    /// Its first words.
    pub what: String,
}

/// What became of one document.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentChange {
    /// Path in the old edition, as shown.
    pub old: Option<String>,
    /// Path in the new edition, as shown.
    pub new: Option<String>,
    /// Its title.
    pub title: String,
    /// What became of it.
    pub fate: Fate,
    /// Every stretch of it, in the order of the new edition; empty when nothing is different.
    pub lines: Vec<Line>,
    /// Rules in the new edition.
    pub rules: usize,
    /// Rules that say the same as before.
    pub unchanged: usize,
    /// Whether it was written anew: so many rules came and went that no direction is told of those.
    pub rewritten: bool,
    /// What moved.
    pub moved: Vec<Moved>,
    /// Numbers that shifted.
    pub renumbered: Vec<Renumbered>,
    /// What differs in form only: wrapping, emphasis, bullets, quotes and dashes, where a link leads.
    pub formatting: usize,
}

/// What became of the policies between two editions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Comparison {
    /// What the old edition is called.
    pub base: String,
    /// What the new one is called.
    pub head: String,
    /// Every document of either edition, by path.
    pub documents: Vec<DocumentChange>,
    /// Every change, in the order of the documents.
    pub changes: Vec<Change>,
    /// The facts of both editions, those that differ first.
    pub facts: Vec<FactRow>,
    /// Topics that had a rule and have none.
    pub silent: Vec<Silence>,
    /// References to what moved or vanished.
    pub references: Vec<Reference>,
    /// Documents that were not compared, and why, by path.
    pub left_out: Vec<(String, String)>,
    /// What became of findings; none when nothing was audited.
    pub effects: Option<Effects>,
}
