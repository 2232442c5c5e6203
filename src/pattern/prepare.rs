//! What can be done with a pattern before there is a text, so that it need not be done when the program starts.
//!
//! The build script does it for the shipped rulesets: it includes this folder, which uses std, memchr, serde, postcard and
//! regex-syntax, and nothing of the crate but spans.

use super::compile::{MAX_SIZE, compile};
use super::literals::Clause;
use super::program::Program;
use super::runs::clauses;
use super::syntax::{PatternError, QUANTITY, parse};
use serde::{Deserialize, Serialize};

/// A pattern that was checked and prepared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prepared {
    /// The pattern as written.
    pub source: String,
    /// What a text must hold for the pattern to match.
    pub clauses: Vec<Clause>,
    /// The program, packed: only few of them are needed for one text.
    pub(super) program: Vec<u8>,
}

impl Prepared {
    /// Checks and prepares a pattern.
    pub fn new(source: impl Into<String>) -> Result<Self, PatternError> {
        let source = source.into();
        let (clauses, program) = check(&source)?;
        let program = postcard::to_stdvec(&program).unwrap_or_default();
        Ok(Self { source, clauses, program })
    }
}

/// A packed program; none if someone meddled with it.
pub(super) fn unpack(packed: &[u8]) -> Option<Program> {
    postcard::from_bytes(packed).ok()
}

/// Checks a pattern and finds its clauses and its program.
pub(super) fn check(source: &str) -> Result<(Vec<Clause>, Program), PatternError> {
    let hir = parse(source)?;
    let program = compile(&hir, QUANTITY).map_err(|_| PatternError {
        message: format!("the pattern needs more than {MAX_SIZE} steps"),
        position: 0,
        help: Some("lower the counts in braces, or split it into several patterns"),
    })?;
    Ok((clauses(&hir), program))
}
