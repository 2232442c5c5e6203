//! How right the lints are: labelled texts against what an audit finds in them, counted.
//!
//! Pure: texts, labels and findings come in as values, and figures with their decisions come out. [`labels`],
//! [`drills`] and [`reviewed`] read what people labelled, [`map`] says which lint stands for which label, [`judge()`] puts findings and labels of one
//! text side by side, [`score()`] counts, [`resample`] says how far to trust the counts, [`compare()`] looks back at an
//! earlier evaluation.

mod compare;
pub mod drills;
mod figure;
mod judge;
pub mod labels;
mod line;
pub mod map;
mod passages;
pub mod resample;
pub mod reviewed;
mod score;
mod tally;

pub use compare::{Change, Comparison, Moved, Previous, compare};
pub use figure::{Counts, Estimate, Figure};
pub use judge::{Misplaced, judge, letters};
pub use map::Map;
pub use passages::passage_labels;
pub use score::score;

use crate::ruleset::Confidence;
use crate::text::Span;
use crate::words::words;
use std::collections::BTreeMap;

/// The label of a rule that is hostile in a way that no lint has a name for.
pub const OTHER: &str = "other";
/// The group whose lints are about plain language: counted apart from what rules do to customers.
pub const CLARITY: &str = "clarity/";

words! {
    /// How sure the person was who gave a label.
    LabelConfidence {
        /// Another careful person would say the same.
        High = "high",
        /// Probably.
        Medium = "medium",
        /// It can be seen otherwise.
        Low = "low",
    }
}

/// One text with its labels, whatever file they came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Labelled {
    /// The document it is, or belongs to: resampling and `--split` never tear one apart.
    pub doc: String,
    /// Where the text is.
    pub text: TextFrom,
    /// What people said of its parts.
    pub units: Vec<Unit>,
    /// Whether every part is listed; otherwise what is not listed is fair.
    pub complete: bool,
}

/// Where a labelled text is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextFrom {
    /// In a file of the folder of documents, under one of these names.
    File(Vec<String>),
    /// In the labels file itself: names and texts of documents that are read together.
    Here(Vec<(String, String)>),
}

/// Something people said of a part of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// Which part.
    pub place: Place,
    /// Its words.
    pub text: String,
    /// Its labels: lint ids, or the words of another scheme; [`OTHER`] for a hostile rule without a name.
    pub labels: Vec<String>,
    /// Whether it hurts the customer.
    pub hostile: bool,
    /// The only label that was asked about, when the others were not looked for.
    pub about: Option<String>,
    /// How sure the person was.
    pub confidence: Option<LabelConfidence>,
    /// Whether it is a rule, when that was asked.
    pub rule: Option<bool>,
    /// Where this was said: index of the labels file, and bytes in it.
    pub said: (usize, Span),
}

/// Which part of a text a unit is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// From one character up to but not including another, counted from 0.
    Characters(usize, usize),
    /// Where its words stand, letter by letter.
    Words,
    /// The sentences that say the same, spaces and punctuation aside.
    Sentence,
    /// All of it.
    Whole,
    /// What a finding quotes: the one of this identity.
    Finding(String),
}

/// One text after its audit: each unit with what was said of it and what was found in it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Judged {
    /// The document.
    pub doc: String,
    /// Its units; where not every part was listed, also the parts in which something was found.
    pub units: Vec<JudgedUnit>,
    /// Findings that stand on no unit: how many of each lint.
    pub stray: BTreeMap<String, usize>,
}

/// A unit with what was said of it and what was found in it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct JudgedUnit {
    /// 1-based line in the document; 0 when it is all of a text, or was never located.
    pub line: usize,
    /// Its words.
    pub text: String,
    /// See [`Unit::labels`].
    pub labels: Vec<String>,
    /// See [`Unit::hostile`].
    pub hostile: bool,
    /// See [`Unit::about`].
    pub about: Option<String>,
    /// See [`Unit::confidence`].
    pub confidence: Option<LabelConfidence>,
    /// See [`Unit::rule`].
    pub rule: Option<bool>,
    /// Whether the tool reads it as a rule.
    pub read_as_rule: bool,
    /// Ids of the lints that found something in it, and how sure the surest finding of each is.
    pub found: BTreeMap<String, Confidence>,
}

/// How right the lints are, as one plain value.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Evaluation {
    /// Version of this tool.
    pub tool_version: String,
    /// Number of lints that ran.
    pub lints_used: usize,
    /// Hash of the lints: see [`crate::ruleset::Ruleset::hash`].
    pub ruleset_hash: String,
    /// How sure a finding must be to count.
    pub min_confidence: Confidence,
    /// The labels files, as typed.
    pub labels_from: Vec<String>,
    /// The map, when there is one.
    pub map_from: Option<String>,
    /// Names of the documents, sorted.
    pub documents: Vec<String>,
    /// Documents that were not audited, and why.
    pub not_audited: Vec<(String, String)>,
    /// Labels and lints left out, as the map writes them.
    pub left_out: Vec<String>,
    /// Units looked at.
    pub units: usize,
    /// Units that are labelled as hostile.
    pub hostile: usize,
    /// Findings that stand on no unit.
    pub stray: usize,
    /// The figures over everything, the main one first.
    pub figures: Vec<Figure>,
    /// One figure a label.
    pub labels: Vec<Figure>,
    /// One figure a group of labels.
    pub groups: Vec<Figure>,
    /// The main figure with findings of some confidence and surer ones only; filled when there are several.
    pub confidences: Vec<Figure>,
    /// One figure a lint, when lints stand for labels of another scheme.
    pub lints: Vec<Figure>,
    /// Every decision, by document, place and label.
    pub decisions: Vec<Decision>,
}

/// One label at one unit: said, found, or both.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// The document.
    pub doc: String,
    /// 1-based line in it; 0 when it is all of a text, or was never located.
    pub line: usize,
    /// The unit's words.
    pub text: String,
    /// The label.
    pub label: String,
    /// The lints that found it; for a missed one, those that found something else here.
    pub lints: Vec<String>,
    /// How sure the surest of the findings is; none when it was missed.
    pub sureness: Option<Confidence>,
    /// How it came out.
    pub verdict: Verdict,
    /// Whether the unit is labelled as hostile: then a false alarm only names the wrong thing.
    pub on_hostile: bool,
    /// How sure the person was who labelled the unit.
    pub confidence: Option<LabelConfidence>,
}

words! {
    /// How a decision came out.
    Verdict {
        /// Found, and labelled so (or as something that is accepted for it).
        True = "true",
        /// Found, and not labelled so.
        FalseAlarm = "false alarm",
        /// Labelled, and not found.
        Missed = "missed",
    }
}
