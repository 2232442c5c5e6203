//! The baseline: findings that were there when the tool was adopted, each accepted for a while, by somebody, for a reason.
//!
//! It is one YAML file beside the policies, made to be committed: `docs/adopting.md` tells people about it,
//! `docs/baseline.schema.json` tells programs. A finding is known by what it says (lint, section and words), never by its
//! line, and never by a number of findings: when one old finding goes and another one comes, both are seen. Here are the nouns;
//! [`load`] reads the file, [`matched`] says which finding has which entry, [`Held`] what follows on a day. Nothing here
//! touches the disk.

mod checks;
mod edit;
mod held;
mod load;
mod matched;

pub use checks::CHECKS;
pub use held::{Held, Standing, State, hold};
pub use load::load;
pub use matched::{How, Matched, Names, matched};

use crate::day::Day;
use crate::text::{SourceFile, Span};

/// A baseline as written, without mistakes in it.
#[derive(Debug, Clone)]
pub struct Baseline {
    /// Its file.
    pub source: SourceFile,
    /// Its entries, in the order of the file.
    pub entries: Vec<Known>,
    /// The bytes of each entry in the source.
    pub spans: Vec<Span>,
}

/// A finding that is accepted for a while.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Known {
    /// The finding's identity.
    pub finding: String,
    /// The finding's lint.
    pub lint: String,
    /// The finding's document: path from the folder of the baseline, forward slashes.
    pub document: String,
    /// Some of the rule's words. They find the rule again when the heading above it was changed.
    pub quote: String,
    /// Why it is accepted.
    pub reason: String,
    /// Who accepted it.
    pub by: String,
    /// When.
    pub on: Day,
    /// The last day on which it is.
    pub until: Day,
}

impl Known {
    /// What the file is sorted by. It is known from the entry alone, so the same entries give the same file.
    pub fn order(&self) -> (&str, &str, &str) {
        (&self.document, &self.lint, &self.finding)
    }
}
