//! Verdicts as labels: for each finding that a person looked at, whether it was right.

use super::{Judgement, Verdict};

/// One finding that a person looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Labelled<'v> {
    /// Its document: path from the folder of the file of verdicts.
    pub document: &'v str,
    /// Its identity, unique within its document.
    pub finding: &'v str,
    /// Its lint.
    pub lint: &'v str,
    /// Whether it is right.
    pub right: bool,
}

/// The verdicts of a file as labels, in the order of the file.
///
/// A label says that a finding was right or wrong. It says nothing about rules that no lint found.
///
/// ```
/// use dumbrules::text::SourceFile;
/// use dumbrules::verdict::{labels, load};
///
/// let source = SourceFile::new(
///     "verdicts.yaml",
///     "verdicts:
/// - finding: f1:0123456789abcdef
///   lint: refund/no-refunds
///   document: returns.md
///   quote: No refunds.
///   verdict: confirmed
///   on: 2026-06-15
/// ",
/// );
/// let verdicts = load(&source).expect("the file has no mistakes");
/// let label = labels(&verdicts).next().expect("there is one");
/// assert_eq!((label.document, label.lint, label.right), ("returns.md", "refund/no-refunds", true));
/// ```
pub fn labels(verdicts: &[Verdict]) -> impl Iterator<Item = Labelled<'_>> {
    verdicts.iter().map(|verdict| Labelled {
        document: &verdict.document,
        finding: &verdict.finding,
        lint: &verdict.lint,
        right: verdict.verdict == Judgement::Confirmed,
    })
}
