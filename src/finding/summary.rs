//! What an audit says besides its findings: documents in figures, lints explained, matches that were silenced.

use super::experience::Experience;
use crate::ruleset::Severity;
use crate::text::Span;

/// One audited document in figures.
#[derive(Debug, Clone, Default)]
pub struct DocumentSummary {
    /// The document's path.
    pub path: String,
    /// Its title: front matter, else first heading, else file name.
    pub title: String,
    /// Document types (`refund`, `terms` …), sorted; empty when unknown.
    pub types: Vec<String>,
    /// What decided the types: "front matter", "configuration", "name", "heading" or "unknown".
    pub types_from: String,
    /// `customer` or `staff`.
    pub audience: String,
    /// What decided the audience.
    pub audience_from: String,
    /// Who owns the document, when its front matter says so.
    pub owner: Option<String>,
    /// Words of text read.
    pub words: usize,
    /// Rules found.
    pub rules: usize,
    /// Of these, the rules that bind or refuse the customer.
    pub restrictive_rules: usize,
    /// Bright signals found: id and title, each counted once.
    pub bright: Vec<(String, String)>,
    /// Parts that could not be read as text, for example "2 blocks of raw HTML".
    pub unread: Vec<String>,
    /// What lets people be served as people, counted.
    pub experience: Experience,
}

/// What people need to know about one lint.
#[derive(Debug, Clone, Default)]
pub struct LintCard {
    /// Short title.
    pub title: String,
    /// Severity as shipped or overridden.
    pub severity: Severity,
    /// `core` or `experience`.
    pub layer: String,
    /// What the customer lives through.
    pub customer_experience: String,
    /// Why that hurts.
    pub why: String,
    /// A kinder wording.
    pub rewrite: String,
    /// What would make the rule acceptable.
    pub acceptable_when: Vec<String>,
    /// Lists that name such terms, as keys (`CRD-9`, `OSING`): grounds for looking, never a verdict.
    pub sources: Vec<String>,
}

/// A match that an exception in the text silenced.
#[derive(Debug, Clone)]
pub struct Silenced {
    /// The lint that would have fired.
    pub lint: String,
    /// The document's path.
    pub path: String,
    /// 1-based line of the rule.
    pub line: usize,
    /// The rule's bytes in the source.
    pub span: Span,
    /// The words that silenced it.
    pub by: String,
}
