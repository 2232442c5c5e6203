//! `Shelf`: patterns and their prefilter, made when the program was built and only unpacked when it starts.

use super::lazy::Pattern;
use super::prefilter::Prefilter;
use super::prepare::Prepared;

/// Shipped patterns, sorted by source, and their prefilter.
#[derive(Debug)]
pub struct Shelf {
    /// The patterns; a pattern's place is its number in the prefilter.
    pub patterns: Vec<Pattern>,
    /// What tells where they may match.
    pub prefilter: Prefilter,
}

/// A pattern as it is packed: source, program, and whether it is slow.
type Packed<T, B> = (T, B, bool);

/// Packs patterns and a prefilter of them.
///
/// # Errors
///
/// None but those of the serialiser, which cannot fail on plain data in memory.
pub fn pack(mut prepared: Vec<Prepared>) -> Result<Vec<u8>, postcard::Error> {
    prepared.sort_by(|a, b| a.source.cmp(&b.source));
    let clauses: Vec<_> = prepared.iter().map(|pattern| pattern.clauses.clone()).collect();
    let prefilter = Prefilter::new(&clauses);
    let packed = prepared.into_iter().map(|pattern| {
        let is_slow = pattern.clauses.is_empty();
        (pattern.source, pattern.program, is_slow)
    });
    let packed: Vec<Packed<String, Vec<u8>>> = packed.collect();
    postcard::to_stdvec(&(packed, prefilter))
}

impl Shelf {
    /// Unpacks what [`pack`] packed.
    ///
    /// # Errors
    ///
    /// The bytes were packed by another version.
    pub fn unpack(bytes: &'static [u8]) -> Result<Self, postcard::Error> {
        let (packed, prefilter): (Vec<Packed<&str, &[u8]>>, Prefilter) = postcard::from_bytes(bytes)?;
        let patterns = packed.into_iter().map(|(source, program, is_slow)| Pattern::shipped(source, program, is_slow));
        Ok(Self { patterns: patterns.collect(), prefilter })
    }

    /// The number of a pattern.
    pub fn number(&self, source: &str) -> Option<usize> {
        self.patterns.binary_search_by(|pattern| pattern.source().cmp(source)).ok()
    }
}
