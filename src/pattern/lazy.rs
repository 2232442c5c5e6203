//! `Pattern`: one pattern of a lint, checked when it is read and made ready when it is first needed.

use super::literals::Clause;
use super::matcher::{self, Found, Scratch};
use super::prepare::{self, Prepared};
use super::program::Program;
use super::syntax::PatternError;
use std::sync::OnceLock;

/// A pattern over folded, lower-cased text.
///
/// ```
/// use dumbrules::pattern::{Pattern, Scratch};
/// let pattern = Pattern::new(r"\bno refunds? after {duration}").expect("the pattern is sound");
/// let found = pattern.find("no refunds after 3 working days.", &mut Scratch::default()).expect("it matches");
/// assert_eq!((found.start, found.end, found.quantity), (0, 31, Some((17, 31))));
/// ```
#[derive(Debug, Clone)]
pub struct Pattern {
    prepared: Prepared,
    program: OnceLock<Option<Program>>,
}

impl Pattern {
    /// A pattern that nobody has checked yet.
    pub fn new(source: impl Into<String>) -> Result<Self, PatternError> {
        let source = source.into();
        let (clauses, program) = prepare::check(&source)?;
        let prepared = Prepared { source, clauses, program: Vec::new() };
        Ok(Self { prepared, program: Some(program).into() })
    }

    /// The pattern as written.
    pub fn source(&self) -> &str {
        &self.prepared.source
    }

    /// What a text must hold for the pattern to match.
    pub fn clauses(&self) -> &[Clause] {
        &self.prepared.clauses
    }

    /// Whether every text must be searched, because no word must occur in a match.
    pub fn is_slow(&self) -> bool {
        self.clauses().is_empty()
    }

    /// The leftmost match in a reading of up to 16 KiB; of a longer one the start is searched.
    pub fn find(&self, reading: &str, scratch: &mut Scratch) -> Option<Found> {
        matcher::search(self.program()?, scratch, reading)
    }

    /// The first match that starts at one of these places.
    pub(super) fn find_at(
        &self,
        reading: &str,
        starts: impl Iterator<Item = usize>,
        scratch: &mut Scratch,
    ) -> Option<Found> {
        matcher::search_at(self.program()?, scratch, reading, starts)
    }

    fn program(&self) -> Option<&Program> {
        self.program.get_or_init(|| self.prepared.program()).as_ref()
    }
}

/// A shipped pattern, which was checked when this program was built.
impl From<Prepared> for Pattern {
    fn from(prepared: Prepared) -> Self {
        Self { prepared, program: OnceLock::new() }
    }
}

impl AsRef<[Clause]> for Pattern {
    fn as_ref(&self) -> &[Clause] {
        self.clauses()
    }
}
