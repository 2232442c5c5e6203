//! The lints as they run. What the YAML says and what runs are two types: once compiled, a lint cannot be invalid.

use super::detector::{Metric, Op, Scope, Within};
use super::patterns::Patterns;
use super::{Audience, Confidence, Severity, written};
use crate::document::DocumentType;
use crate::fact::{Kind, StartEvent};
use crate::lesson::{Marks, Packed};
use crate::rule::{Bearer, Modality};

/// Everything that is looked for, ready to run.
#[derive(Debug)]
pub struct Ruleset {
    /// The lints, sorted by id.
    pub lints: Vec<Lint>,
    /// The kinds of fact, sorted by id.
    pub kinds: Vec<Kind>,
    /// The bright signals, sorted by id.
    pub bright: Vec<Bright>,
    /// Every pattern, once.
    pub patterns: Patterns,
    /// For each pattern, the detectors that it can set off.
    pub triggers: Vec<Vec<Trigger>>,
    /// Detectors that no pattern sets off (facts, measures): looked at for every passage.
    pub untriggered: Vec<Trigger>,
    /// `@rigid`: blanked before anything is silenced, so that "no exceptions" is no exception.
    pub rigid: Vec<u32>,
    /// `@meta`: the text talks about a bad phrase.
    pub meta: Vec<u32>,
    /// `@no_harm`: the clause says that harm is not done.
    pub no_harm: Vec<u32>,
    /// `@conditions` and `@legalese`: counted by the readability metrics.
    pub conditions: Vec<u32>,
    /// See [`Ruleset::conditions`].
    pub legalese: Vec<u32>,
    /// What the lints learnt from labelled text.
    pub lessons: Vec<Taught>,
    /// Hash of everything that decides a result: `sha256:` and 16 hex digits.
    pub hash: String,
    /// Lints switched off, with the reason.
    pub switched_off: Vec<(String, String)>,
    /// Lints with another severity: which, and the reason.
    pub changed: Vec<(String, String)>,
    /// What the files say, for explaining and testing.
    pub written: written::Ruleset,
}

/// Lessons of one ruleset folder, ready to run.
#[derive(Debug, Clone)]
pub struct Taught {
    /// What words weigh in each lesson.
    pub weights: Packed,
    /// The lesson of each lint: index into [`Ruleset::lints`]; none for a lint that is not there.
    pub lints: Vec<Option<usize>>,
    /// Further lints whose finds each lesson judges.
    pub also: Vec<Vec<usize>>,
    /// The score of each lesson before a word is read.
    pub biases: Vec<f32>,
    /// The scores from which each lesson speaks.
    pub marks: Vec<Marks>,
}

/// One lint, ready to run.
#[derive(Debug, Clone)]
pub struct Lint {
    /// Its id.
    pub id: String,
    /// Its title: what is wrong, in a few words.
    pub title: String,
    /// Its severity, as shipped or overridden.
    pub severity: Severity,
    /// The document types it reads.
    pub types: DocumentType,
    /// The audiences it reads.
    pub audience: Audience,
    /// Where one of these lints (indices) finds the same rule, this one is silent.
    pub yields_to: Vec<usize>,
    /// The lint fires when any of these does.
    pub detectors: Vec<Detector>,
    /// Index into the written lints.
    pub written: usize,
}

impl Lint {
    /// The first part of its id: `refund` of `refund/no-refunds`.
    pub fn group(&self) -> &str {
        self.id.split_once('/').map_or(&self.id, |(group, _)| group)
    }

    /// Whether it only measures how a rule is written, and not what it says.
    pub fn is_measured(&self) -> bool {
        self.detectors.iter().all(|detector| matches!(detector.look_for, LookFor::Readability { .. }))
    }
}

/// One detector, ready to run.
#[derive(Debug, Clone)]
pub struct Detector {
    /// What it looks for.
    pub look_for: LookFor,
    /// What silences it.
    pub unless: Vec<u32>,
    /// Extent of complement or counterpart.
    pub within: Within,
    /// Extent of `unless`.
    pub unless_within: Within,
    /// What silences it from nearby.
    pub unless_near: Vec<u32>,
    /// Blocks that are read; all but headings when empty.
    pub scope: Vec<Scope>,
    /// Patterns on the heading path.
    pub section: Vec<u32>,
    /// Modalities that are read; all when empty.
    pub modality: Vec<Modality>,
    /// Bearers that are read; all when empty.
    pub bearer: Vec<Bearer>,
    /// Whether text about a bad phrase is read too.
    pub ignore_meta: bool,
    /// The most that may be believed of its finds.
    pub confidence: Confidence,
}

impl Detector {
    /// How a lesson is put to use where its lint says nothing of it.
    pub const PLAIN_TAUGHT: Self = Self {
        look_for: LookFor::Taught,
        unless: Vec::new(),
        within: Within::Rule,
        unless_within: Within::Rule,
        unless_near: Vec::new(),
        scope: Vec::new(),
        section: Vec::new(),
        modality: Vec::new(),
        bearer: Vec::new(),
        ignore_meta: false,
        confidence: Confidence::Certain,
    };
}

/// What a detector looks for; lists of numbers are patterns.
#[derive(Debug, Clone)]
pub enum LookFor {
    /// Any of these words, and all of those.
    Words {
        /// Set it off.
        any: Vec<u32>,
        /// Must match too.
        all: Vec<u32>,
    },
    /// A quantity beyond a threshold.
    Threshold {
        /// Set it off; each captures a quantity.
        any: Vec<u32>,
        /// How to compare.
        op: Op,
        /// With what: days, percent, an amount, a number.
        value: f64,
    },
    /// Too many different things at once.
    Stacking {
        /// Set it off.
        near: Vec<u32>,
        /// The things.
        lexicon: Vec<u32>,
        /// How many are too many.
        min: usize,
    },
    /// Something without its companion.
    MissingComplement {
        /// Set it off.
        trigger: Vec<u32>,
        /// The companion.
        complement: Vec<u32>,
    },
    /// Two sides with different measure.
    Asymmetry {
        /// The one; the finding stands here.
        a: Vec<u32>,
        /// The other.
        b: Vec<u32>,
    },
    /// Two rules that cannot both be true.
    Contradiction {
        /// The one, or the topic whose quantities differ when `b` is empty.
        a: Vec<u32>,
        /// The other.
        b: Vec<u32>,
        /// Kinds of fact whose values differ.
        facts: Vec<usize>,
        /// Whether two rules of one document count.
        same_document: bool,
    },
    /// Text that measures more than it should.
    Readability {
        /// What is measured.
        metric: Metric,
        /// The most that is all right.
        max: usize,
    },
    /// What the lint's lesson recognises.
    Taught,
    /// A fact.
    Fact {
        /// Any of these kinds.
        kinds: Vec<usize>,
        /// Beyond this.
        threshold: Option<(Op, f64)>,
        /// Counted from one of these.
        from: Vec<StartEvent>,
        /// Given (true) or refused (false).
        granted: Option<bool>,
        /// One of these must match too, when there are any.
        any: Vec<u32>,
    },
}

/// A bright signal, ready to run.
#[derive(Debug, Clone)]
pub struct Bright {
    /// Its id.
    pub id: String,
    /// What is good, in a few words.
    pub title: String,
    /// Which check of the report card it counts for, 1 to 8.
    pub earns: u8,
    /// Earn it.
    pub any: Vec<u32>,
    /// Take it back.
    pub unless: Vec<u32>,
    /// Earns it too: a rule that measures no more than this.
    pub at_most: Option<(Metric, usize)>,
}

/// What a pattern can set off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Trigger {
    /// Index into [`Ruleset::lints`], or into [`Ruleset::bright`].
    pub target: u16,
    /// Index into the lint's detectors; [`Trigger::BRIGHT`] for a bright signal.
    pub detector: u8,
    /// Second side of an asymmetry or contradiction.
    pub side_b: bool,
}

impl Trigger {
    /// Marks a trigger of a bright signal.
    pub const BRIGHT: u8 = u8::MAX;
}

/// Whether `value` compares so with `limit`.
pub fn compares(op: Op, value: f64, limit: f64) -> bool {
    match op {
        Op::Less => value < limit,
        Op::AtMost => value <= limit,
        Op::More => value > limit,
        Op::AtLeast => value >= limit,
    }
}
