//! `Finding`: a lint that matched a rule, with every place it speaks of. What to do with findings is the emitters' work.

mod adjusted;
mod audit;
mod bright;
mod change;
mod check;
mod claim;
mod configured;
mod corpus;
mod detect;
mod examples;
mod experience;
mod label;
mod lessons;
mod measure;
mod no_harm;
mod scan;
mod summary;
mod suppression;
mod told;
mod understand;

pub use adjusted::{Adjusted, Adjustment, PassedOver, passed_over_between};
pub use audit::{Audited, Options, audit};
pub use change::CHANGE_CHECKS;
pub use check::{Check, Checks};
pub use claim::is_between_documents;
pub use configured::CONFIGURATION_CHECKS;
pub use corpus::{Claim, Side, compare};
pub use examples::{Outcome, Tested, example_profile, test_examples};
pub use experience::{Experience, Part, is_restrictive};
pub use label::{anchor_of, identify, is_identity, label_of_passage, label_of_source};
pub use lessons::{SeenPassage, seen_passages, untaught};
pub use scan::{Scan, Scratch};
pub use summary::{DocumentSummary, LintCard, Silenced};
pub use suppression::{COMMENT_CHECKS, DAYS_AHEAD, OWN_GROUPS, ahead, is_acceptable, is_own_check};
pub use told::Told;
pub use understand::{Understood, rule_spans, understand};

use crate::ruleset::{Confidence, Severity};
use crate::text::{LineColumn, Span};
use crate::words::words;

/// A lint that matched a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The lint's id, for example `refund/no-refunds`.
    pub lint: String,
    /// How much it hurts the customer, after any override.
    pub severity: Severity,
    /// How sure it is.
    pub confidence: Confidence,
    /// The words that gave it away, when it was recognised by what labelled text taught: the weightiest first.
    pub told_by: Vec<String>,
    /// What is wrong, in one sentence that stands alone.
    pub message: String,
    /// The rule itself.
    pub primary: Label,
    /// Other places that belong to it: the contradicting rule, the other side of an asymmetry.
    pub related: Vec<Label>,
    /// Identity that survives edits elsewhere in the file: lint, section path and folded text, never a line number.
    /// Form: `f1:` and 16 hex digits; a second equal rule of one section gets `#2` behind it.
    pub identity: String,
    /// Why it is not counted, when an exception covers it: a comment in the text, or an entry of the baseline.
    pub suppressed: Option<Suppressed>,
    /// The exception that covered it until its last day.
    pub lapsed: Option<Suppressed>,
}

/// A place in a policy that a finding speaks of.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// The document's path.
    pub path: String,
    /// The rule's bytes in the source.
    pub span: Span,
    /// The bytes of the words that gave it away; inside `span`, possibly equal to it.
    pub matched: Span,
    /// First line and column of `span`.
    pub start: LineColumn,
    /// Line and column one past the end of `span`.
    pub end: LineColumn,
    /// The source text of `span`, cut out of the file byte for byte.
    pub quote: String,
    /// The rule as read: markup gone, the list lead-in or table header in front.
    pub reading: String,
    /// Headings above it, outermost first.
    pub section: Vec<String>,
    /// The source lines that hold `matched`, for showing: first line number and text of each.
    pub lines: Vec<(usize, String)>,
    /// The rule's anchor id, when it has one.
    pub anchor: Option<String>,
    /// What this place has to do with the finding: "also said here", "the other deadline".
    pub note: Option<String>,
}

/// The exception that covers a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppressed {
    /// Why, in the author's words.
    pub reason: String,
    /// Who decided it, when that is said.
    pub by: Option<String>,
    /// Last day on which it holds, `YYYY-MM-DD`.
    pub until: String,
    /// Where it is written.
    pub source: ExceptionSource,
}

words! {
    /// Where an exception is written.
    ExceptionSource {
        /// In the text, behind the rule.
        Comment = "comment",
        /// In the file of findings that were known before.
        Baseline = "baseline",
    }
}
