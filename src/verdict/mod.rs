//! `Verdict`: what a person decided about a finding: it is right, or it is wrong and why.
//!
//! Verdicts live in one YAML file beside the policies, made to be committed: `docs/reviewing.md` tells people about it,
//! `docs/verdicts.schema.json` tells programs. Here are the nouns; [`load`] reads the file, [`with`] and [`without`] give
//! its new text, [`Reviewed`] says which finding has which verdict, and [`labels`] gives verdicts as right or wrong.
//! Nothing here touches the disk.

mod edit;
mod labels;
mod load;
mod reviewed;
mod write;

pub use crate::yaml::one_line;
pub use edit::{with, without};
pub use labels::{Labelled, labels};
pub(crate) use load::document;
pub use load::load;
pub use reviewed::{Reviewed, Tally, is_reviewable};
pub use write::short_quote;

use crate::words::words;

words! {
    /// What a person thinks of a finding.
    Judgement {
        /// The finding is right: the rule hurts customers.
        Confirmed = "confirmed",
        /// The finding is wrong; the verdict says why.
        Dismissed = "dismissed",
    }
}

/// What a person decided about one finding.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verdict {
    /// The finding's identity: it changes when the rule's words do, and then the verdict speaks of it no longer.
    pub finding: String,
    /// The finding's lint.
    pub lint: String,
    /// The finding's document: path from the folder of the file of verdicts, forward slashes.
    pub document: String,
    /// Some of the rule's words, for people; never compared with anything.
    pub quote: String,
    /// Right or wrong.
    pub verdict: Judgement,
    /// Why it is wrong; always there when it is dismissed.
    pub reason: Option<String>,
    /// What else there is to say.
    pub note: Option<String>,
    /// Who decided.
    pub by: Option<String>,
    /// When, `YYYY-MM-DD`.
    pub on: String,
}

impl Verdict {
    /// What the file is sorted by. It is known from the entry alone, so the same verdicts give the same file in whatever
    /// order people gave them, and verdicts about different documents or lints stand in different places for git to merge.
    pub fn order(&self) -> (&str, &str, &str) {
        (&self.document, &self.lint, &self.finding)
    }

    /// Whether both speak of the same finding. One rule may stand in two documents, with one identity.
    pub fn is_about_same(&self, other: &Self) -> bool {
        self.finding == other.finding && self.document == other.document
    }
}
