//! `Pattern`: one pattern of a lint, checked when it is read and made ready when it is first needed.

use super::literals::Clause;
use super::matcher::{self, Found, Scratch};
use super::prepare::{self, Prepared};
use super::program::Program;
use super::syntax::PatternError;
use std::borrow::Cow;
use std::sync::OnceLock;

/// A pattern over folded, lower-cased text.
///
/// ```
/// use dumbrules::pattern::{Pattern, Scratch};
/// let pattern = Pattern::new(r"\bno refunds? after {duration}").expect("the pattern is sound");
/// let text = "sorry, no refunds after 3 working days.";
/// let found = pattern.find(text, &mut Scratch::default()).expect("it matches");
/// assert_eq!(found.span.of(text), "no refunds after 3 working days");
/// assert_eq!(found.quantity.map(|quantity| quantity.of(text)), Some("3 working days"));
/// ```
#[derive(Debug, Clone)]
pub struct Pattern {
    source: Cow<'static, str>,
    clauses: Vec<Clause>,
    is_slow: bool,
    /// The program as prepared earlier; empty when it was made here.
    packed: Cow<'static, [u8]>,
    program: OnceLock<Option<Program>>,
}

impl Pattern {
    /// A pattern that nobody has checked yet.
    pub fn new(source: impl Into<String>) -> Result<Self, PatternError> {
        let source = source.into();
        let (clauses, program) = prepare::check(&source)?;
        let is_slow = clauses.is_empty();
        Ok(Self { source: source.into(), clauses, is_slow, packed: Cow::default(), program: Some(program).into() })
    }

    /// A pattern that was prepared when this program was built; its clauses are in the prefilter made with it.
    pub(super) const fn shipped(source: &'static str, packed: &'static [u8], is_slow: bool) -> Self {
        let (source, packed) = (Cow::Borrowed(source), Cow::Borrowed(packed));
        Self { source, clauses: Vec::new(), is_slow, packed, program: OnceLock::new() }
    }

    /// The pattern as written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What a text must hold for the pattern to match; not known of a shipped one.
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// Whether it is no more than some words: it matches wherever one of them stands.
    pub fn is_exact(&self) -> bool {
        self.clauses().iter().any(|clause| clause.exact)
    }

    /// Whether every text must be searched, because no word must occur in a match.
    pub fn is_slow(&self) -> bool {
        self.is_slow
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
        self.program.get_or_init(|| prepare::unpack(&self.packed)).as_ref()
    }
}

/// A pattern that was checked and prepared before.
impl From<Prepared> for Pattern {
    fn from(Prepared { source, clauses, program }: Prepared) -> Self {
        let is_slow = clauses.is_empty();
        Self { source: source.into(), clauses, is_slow, packed: program.into(), program: OnceLock::new() }
    }
}

impl AsRef<[Clause]> for Pattern {
    fn as_ref(&self) -> &[Clause] {
        self.clauses()
    }
}
