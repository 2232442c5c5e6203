//! `Splice`: a stretch of a text that gives way to another. Files of people are changed by splices, never written anew.

use super::Span;

/// A stretch of a text, and what takes its place; an empty stretch is a place where something is put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    /// What goes, as bytes of the text.
    pub span: Span,
    /// What comes.
    pub new: String,
}

impl Splice {
    /// What stands at a span gives way.
    pub fn replace(span: Span, new: impl Into<String>) -> Self {
        Self { span, new: new.into() }
    }

    /// Something is put in before a byte.
    pub fn insert(at: usize, new: impl Into<String>) -> Self {
        Self { span: Span::new(at, at), new: new.into() }
    }
}

/// The text with all splices made. They come in order of place and do not overlap; what they do not cover stays to the byte.
///
/// ```
/// use dumbrules::text::{Span, Splice, spliced};
/// let splices = [Splice::replace(Span::new(0, 2), "45"), Splice::insert(7, " of delivery")];
/// assert_eq!(spliced("30 days.", &splices), "45 days of delivery.");
/// ```
pub fn spliced(text: &str, splices: &[Splice]) -> String {
    let grows: usize = splices.iter().map(|splice| splice.new.len()).sum();
    let mut whole = String::with_capacity(text.len() + grows);
    let mut done = 0;
    for splice in splices {
        whole.push_str(&text[done..splice.span.start]);
        whole.push_str(&splice.new);
        done = splice.span.end;
    }
    whole.push_str(&text[done..]);
    whole
}
