//! From a [`Report`] to bytes: one file per format, each a pure function of the report and of its own options.
//!
//! Emitters sort nothing and filter nothing; they read no clock and no environment. What several of them share:
//! `sink` makes a stranger's text harmless, `wording` finds the words for counts and verdicts, `sources` names the
//! lists a lint rests on, `grouped` puts the findings of one document together.

mod card;
mod comparison;
mod comparison_contract;
mod comparison_json;
mod comparison_markdown;
mod comparison_page;
mod comparison_words;
mod contract;
mod evaluation;
mod evaluation_json;
mod evaluation_page;
mod grouped;
mod html;
mod json;
mod ledger;
mod page;
mod palette;
mod plain;
mod review;
mod sink;
mod snippet;
mod sources;
mod summary;
mod terminal;
mod wording;
mod wrap;

use crate::evaluation::{Comparison, Evaluation};
use crate::report::Report;
use crate::revision;
use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

pub use comparison::ComparisonOptions;
pub use evaluation::EvaluationOptions;
pub use evaluation_json::read_evaluation;
pub use plain::{errors, harmless, source_name, wrapped};
pub use review::review_card;
pub use terminal::TerminalOptions;
pub use wording::count;

/// A format that a report can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Text for people at a terminal, or in the log of a build.
    #[default]
    Terminal,
    /// The contract for other programs: `docs/json.md`.
    Json,
    /// One self-contained page for people who will never open a terminal.
    Html,
}

/// A format that a comparison can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ComparisonFormat {
    /// Text for people at a terminal.
    #[default]
    Terminal,
    /// The contract for other programs: `docs/json.md`.
    Json,
    /// A comment for a pull request.
    Markdown,
    /// One self-contained page.
    Html,
}

/// What the emitters may be told; each reads its own part only.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// For [`Format::Terminal`].
    pub terminal: TerminalOptions,
}

/// Writes the report in one format. The only errors are those of the writer.
///
/// ```
/// use dumbrules::emit::{Format, Options, emit};
/// use dumbrules::report::Report;
///
/// let mut out = Vec::new();
/// emit(&Report::default(), Format::Terminal, &Options::default(), &mut out).unwrap();
/// assert!(String::from_utf8(out).unwrap().contains("Nothing was audited"));
/// ```
pub fn emit(report: &Report, format: Format, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Terminal => terminal::emit(report, &options.terminal, out),
        Format::Json => json::emit(report, out),
        Format::Html => html::emit(report, out),
    }
}

/// Writes an evaluation in one format, with what is different from an earlier one. The only errors are those of the writer.
pub fn emit_evaluation(
    evaluation: &Evaluation,
    against: Option<&Comparison>,
    format: Format,
    options: &EvaluationOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Terminal => evaluation::emit(evaluation, against, options, out),
        Format::Json => evaluation_json::emit(evaluation, against, out),
        Format::Html => html::emit_evaluation(&evaluation_page::EvaluationPage::new(evaluation, against, options), out),
    }
}

/// Writes a comparison in one format. The only errors are those of the writer.
pub fn emit_comparison(
    comparison: &revision::Comparison,
    format: ComparisonFormat,
    options: &ComparisonOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        ComparisonFormat::Terminal => comparison::emit(comparison, options, out),
        ComparisonFormat::Json => comparison_json::emit(comparison, out),
        ComparisonFormat::Markdown => comparison_markdown::emit(comparison, out),
        ComparisonFormat::Html => html::emit_comparison(&comparison_page::ComparisonPage::from(comparison), out),
    }
}

impl Format {
    /// All formats, in the order in which people are told of them.
    pub const ALL: [Self; 3] = [Self::Terminal, Self::Json, Self::Html];

    /// The word people type for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::Json => "json",
            Self::Html => "html",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.word())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|format| format.word() == word)
            .ok_or_else(|| format!("`{word}` is no format: use one of {}", Self::ALL.map(Self::word).join(", ")))
    }
}
