//! From a [`Report`] to bytes: one file per format, each a pure function of the report and of its own options.
//!
//! Emitters sort nothing and filter nothing; they read no clock and no environment. What several of them share:
//! `sink` makes a stranger's text harmless, `wording` finds the words for counts and verdicts, `sources` names the
//! lists a lint rests on, `grouped` puts the findings of one document together.

mod above;
mod bend_card;
mod bends;
mod bends_json;
mod bends_page;
mod card;
mod comparison;
mod comparison_contract;
mod comparison_json;
mod comparison_markdown;
mod comparison_page;
mod comparison_verdict;
mod comparison_words;
mod contract;
mod decide;
mod document_card;
mod editor;
mod evaluation;
mod evaluation_json;
mod evaluation_page;
mod experience_card;
mod findings_page;
mod folder;
mod github;
mod gitlab;
mod glance;
mod grouped;
mod html;
mod json;
mod ledger;
mod markdown;
mod page;
mod palette;
mod patch;
mod place;
mod plain;
mod quote;
mod rdjson;
mod region;
mod review;
mod role_card;
mod sarif;
mod since;
mod sink;
mod snippet;
mod source_url;
mod sources;
mod spreadsheet;
mod stream;
mod summary;
mod terminal;
mod trend;
mod usage_json;
mod usage_page;
mod wording;
mod wrap;
mod xml;

use crate::evaluation::{Comparison, Evaluation};
use crate::report::Report;
use crate::revision;
use crate::words::words;
use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

pub use bend_card::bend_card;
pub use bends::{bends_summary, discretion};
pub use bends_json::bends_json;
pub use comparison::ComparisonOptions;
pub use editor::{brief, hover, hover_bends, utf16_range};
pub use evaluation::EvaluationOptions;
pub use evaluation_json::read_evaluation;
pub use folder::{DOCUMENTS, HtmlFile, INDEX, html_folder};
pub use html::Look;
pub use patch::patch;
pub use plain::{errors, harmless, source_name, uri, wrapped};
pub use review::review_card;
pub use role_card::{RoleCard, role_cards};
pub use source_url::{Root, SourceUrl};
pub use spreadsheet::row as csv_row;
pub use stream::{Totals, stream_records, stream_summary};
pub use terminal::TerminalOptions;
pub use usage_json::usage_json;
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
    /// Findings only, one JSON object a line.
    Jsonl,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
    /// Markdown for a comment or a build's summary.
    Markdown,
    /// GitLab's Code Quality report.
    Gitlab,
    /// JUnit XML.
    Junit,
    /// Checkstyle XML.
    Checkstyle,
    /// Reviewdog's diagnostics.
    Rdjson,
    /// One row a finding.
    Csv,
}

words! {
    /// A format that an evaluation can be written in.
    EvaluationFormat {
        /// Text for people at a terminal.
        Terminal = "terminal",
        /// The contract for other programs: `docs/evaluating.md`.
        Json = "json",
        /// One self-contained page.
        Html = "html",
    }
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
    /// For [`Format::Html`].
    pub html: HtmlOptions,
    /// For formats that services read which know paths from the root of the repository.
    pub root: Root,
}

/// What the page may be told.
#[derive(Debug, Clone, Default)]
pub struct HtmlOptions {
    /// Where the policies can be read on the web; without it, places are text.
    pub source_url: Option<SourceUrl>,
    /// Colours, a name and templates of one's own.
    pub look: Look,
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
        Format::Html => html::emit(report, &options.html, out),
        Format::Jsonl => json::emit_lines(report, out),
        Format::Sarif => sarif::emit(report, &options.root, out),
        Format::Github => github::emit(report, &options.root, out),
        Format::Markdown => markdown::emit(report, &options.root, out),
        Format::Gitlab => gitlab::emit(report, &options.root, out),
        Format::Junit => xml::junit(report, &options.root, out),
        Format::Checkstyle => xml::checkstyle(report, &options.root, out),
        Format::Rdjson => rdjson::emit(report, &options.root, out),
        Format::Csv => spreadsheet::emit(report, out),
    }
}

/// Writes an evaluation in one format, with what is different from an earlier one. The only errors are those of the writer.
pub fn emit_evaluation(
    evaluation: &Evaluation,
    against: Option<&Comparison>,
    format: EvaluationFormat,
    options: &EvaluationOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        EvaluationFormat::Terminal => evaluation::emit(evaluation, against, options, out),
        EvaluationFormat::Json => evaluation_json::emit(evaluation, against, out),
        EvaluationFormat::Html => {
            html::emit_evaluation(&evaluation_page::EvaluationPage::new(evaluation, against, options), out)
        }
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
    pub const ALL: [Self; 12] = [
        Self::Terminal,
        Self::Html,
        Self::Json,
        Self::Jsonl,
        Self::Sarif,
        Self::Github,
        Self::Markdown,
        Self::Gitlab,
        Self::Junit,
        Self::Checkstyle,
        Self::Rdjson,
        Self::Csv,
    ];

    /// The word people type for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::Json => "json",
            Self::Html => "html",
            Self::Jsonl => "jsonl",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Markdown => "markdown",
            Self::Gitlab => "gitlab",
            Self::Junit => "junit",
            Self::Checkstyle => "checkstyle",
            Self::Rdjson => "rdjson",
            Self::Csv => "csv",
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
