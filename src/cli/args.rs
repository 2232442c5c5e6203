//! Door to clap: what was typed. What it means is for `settings` to say.

use super::args_baseline::{BaselineArgs, ExpiryArgs};
use super::args_bends::BendsArgs;
use super::args_check::CheckArgs;
use super::args_compare::{CompareArgs, HistoryArgs};
use super::args_lints::LintsArgs;
use super::args_lsp::LspArgs;
use super::args_marks::{AnchorArgs, NotesArgs};
use super::args_page::PageArgs;
use super::args_review::ReviewArgs;
use super::args_setup::{ConfigArgs, SetupArgs};
use super::args_stream::StreamArgs;
use super::args_tools::{CompletionsArgs, ManArgs, WatchArgs};
use super::args_weighed::WeighedArgs;
use crate::emit::Format;
use crate::ruleset::{Confidence, Severity};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  dumbrules audit                         what hurts customers in ./policies
  dumbrules audit returns.md --verbose    one document, with everything known about each finding
  dumbrules audit policies --html report.html --json report.json
  dumbrules audit policies --html-dir report  a page for each document, when one would be too large
  dumbrules audit policies --log exceptions.csv
  dumbrules check policies --fail-on high fail a build on high and critical findings
  dumbrules baseline create               accept what is there today, for a while, and fail on what is new
  dumbrules compare origin/main...        what this branch changes for customers
  dumbrules review policies               say of each finding whether it is right
  dumbrules bends for frontline           what the people at the counter may say yes to
  dumbrules audit --stdin-jsonl < documents.jsonl > records.jsonl
  dumbrules watch policies --html r.html  audit again on each save
  dumbrules lints show refund/no-refunds  what a lint means and how to satisfy it

Exit codes: 0 done; 1 the gate stays shut (check, lints test, lints evaluate); 2 the job could not be done.
Findings say what customers live through. They are not legal advice.";

/// Finds the rules in a policy handbook that hurt customers, and says what to write instead.
#[derive(Debug, Parser)]
#[command(name = "dumbrules", version, after_help = EXAMPLES, max_term_width = 100)]
pub(super) struct Invocation {
    #[command(subcommand)]
    pub(super) command: Command,
    /// Say less: of a report the summary only, and no hints or notes; errors are always told
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Look at this repository, and write what it needs to begin: configuration, register, build file
    Init(SetupArgs),
    /// Say which rules hurt customers, where, why, and what to write instead
    Audit(AuditArgs),
    /// The same as a gate: exit 1 when there are findings at or above --fail-on
    Check(CheckArgs),
    /// Say what changed for the customer between two editions of the policies
    Compare(CompareArgs),
    /// How rules and findings went from one revision to the next
    History(HistoryArgs),
    /// Findings that were there before: accept them for a while, and see that they become fewer
    Baseline(BaselineArgs),
    /// Go through the findings one by one and say which are right and which are wrong
    Review(ReviewArgs),
    /// The register of bends: who may bend which rule, how far, until when
    Bends(Box<BendsArgs>),
    /// Put anchors behind rules, so that bends find them: <!-- rule: returns.window -->
    Anchor(AnchorArgs),
    /// Write or check the notes in documents for staff that show bends where their rules stand
    Notes(NotesArgs),
    /// List every rule and what was understood of it
    Rules(RulesArgs),
    /// The handbook at a glance: windows, waits, fees, notice periods, proofs, channels
    Facts(ListingArgs),
    /// Findings in an editor as you type, through the Language Server Protocol
    Lsp(LspArgs),
    /// Show every value of the configuration, and where it comes from
    Config(ConfigArgs),
    /// List, explain, test and write lints
    Lints(LintsArgs),
    /// Audit again whenever a policy is saved
    Watch(Box<WatchArgs>),
    /// What a shell must read to complete these commands
    Completions(CompletionsArgs),
    /// The manual, for `man`
    Man(ManArgs),
}

/// Which lints there are.
#[derive(Debug, Clone, Args)]
pub(super) struct RulesetArgs {
    /// Configuration file
    ///
    /// Default: the nearest dumbrules.yaml in this folder or one above.
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Add the lints of a folder to the shipped ones (may be given several times)
    #[arg(long, value_name = "DIR")]
    pub(super) ruleset: Vec<PathBuf>,
}

/// How much of the machine to use.
#[derive(Debug, Clone, Args)]
pub(super) struct WorkArgs {
    /// Number of threads
    ///
    /// Results are the same whatever the number. Default: one a processor.
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<usize>,
}

/// How a terminal shows it.
#[derive(Debug, Clone, Args)]
pub(super) struct ScreenArgs {
    /// Colours: auto follows the terminal and NO_COLOR
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(super) color: ColorChoice,
}

/// Which documents, and which lints over them.
#[derive(Debug, Clone, Args)]
pub(super) struct InputArgs {
    /// Files and folders with Markdown policies
    ///
    /// Folders are walked as ripgrep does: .gitignore and .dumbrulesignore are respected, hidden files left out, symbolic
    /// links not followed; .md, .markdown and .mdx files are policies. A file named here is read whatever its ending.
    /// Default: what dumbrules.yaml names, else policies/ if there is one, else the current folder.
    #[arg(value_name = "PATHS")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) lints: RulesetArgs,
    /// Leave the shipped lints out: use only those of --ruleset and of the configuration
    #[arg(long)]
    pub(super) no_shipped: bool,
    #[command(flatten)]
    pub(super) work: WorkArgs,
}

/// How sure findings must be.
#[derive(Debug, Args)]
pub(super) struct ConfidenceArgs {
    /// How sure a finding must be to be shown and counted: certain, likely or possible
    ///
    /// Certain: read, and like what people labelled; likely: read, or learnt from many examples; possible: worth a look,
    /// though as many people would disagree. What a reviewer confirmed is always shown.
    /// Default: what dumbrules.yaml says, else likely.
    #[arg(long, value_name = "CONFIDENCE", value_parser = parse_confidence)]
    pub(super) min_confidence: Option<Confidence>,
}

/// Which older edition to compare with.
#[derive(Debug, Args)]
pub(super) struct BaseArgs {
    /// Also say what changed for the customer since a git revision, or since another folder
    ///
    /// A branch, tag or commit; `REV...` is the newest commit that REV and HEAD have in common. See `dumbrules compare`.
    #[arg(long, value_name = "REV")]
    pub(super) base: Option<String>,
    /// Which revision judges a change: its configuration, lints, baseline, verdicts and register count
    ///
    /// So that nothing that a change adds excuses it. What it changes of these files is told, and what is wrong with them too.
    /// Default: the revision of --base. `none`: the files of the change itself.
    #[arg(long, value_name = "REV", requires = "base")]
    pub(super) trusted_rev: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct AuditArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    #[command(flatten)]
    pub(super) stream: StreamArgs,
    #[command(flatten)]
    pub(super) base: BaseArgs,
    #[command(flatten)]
    pub(super) weighed: WeighedArgs,
    #[command(flatten)]
    pub(super) expiry: ExpiryArgs,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

/// Which register of bends counts.
#[derive(Debug, Clone, Args)]
pub(super) struct RegisterArgs {
    /// Register of bends: who may bend which rule, how far, until when
    ///
    /// Default: what dumbrules.yaml names, else the bends.yaml beside the policies or in a folder above them.
    #[arg(long, value_name = "FILE")]
    pub(super) register: Option<PathBuf>,
}

/// Which verdicts count.
#[derive(Debug, Args)]
pub(super) struct VerdictArgs {
    /// File of verdicts that people gave on findings
    ///
    /// Default: what dumbrules.yaml names, else the verdicts.yaml beside the policies or in a folder above them.
    #[arg(long, value_name = "FILE")]
    pub(super) verdicts: Option<PathBuf>,
}

/// What to write, and where.
#[derive(Debug, Args)]
pub(super) struct OutputArgs {
    /// What to print to standard output: terminal, html, json, jsonl, sarif, github, markdown, gitlab, junit, checkstyle,
    /// rdjson or csv
    ///
    /// Default: terminal.
    #[arg(long, value_name = "FORMAT")]
    pub(super) format: Option<Format>,
    /// Write a format to a file, for example sarif=report.sarif; `-` is standard output (may be given several times)
    #[arg(long, value_name = "FORMAT=FILE", value_parser = parse_output)]
    pub(super) output: Vec<(Format, PathBuf)>,
    /// Write the findings as JSON to FILE, or to standard output with `-`
    #[arg(long, value_name = "FILE")]
    pub(super) json: Option<PathBuf>,
    /// Write a self-contained HTML report to FILE, or to standard output with `-`
    #[arg(long, value_name = "FILE")]
    pub(super) html: Option<PathBuf>,
    #[command(flatten)]
    pub(super) page: PageArgs,
    /// The day the audit is about, for suppressions that expire
    ///
    /// Default: today.
    #[arg(long, value_name = "YYYY-MM-DD", env = "DUMBRULES_TODAY")]
    pub(super) today: Option<String>,
    /// Show why, sources, what would be acceptable, and what silenced a match
    #[arg(long, short, conflicts_with = "quiet")]
    pub(super) verbose: bool,
    #[command(flatten)]
    pub(super) screen: ScreenArgs,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Args)]
pub(super) struct ListingArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(super) format: ListingFormat,
}

#[derive(Debug, Args)]
pub(super) struct RulesArgs {
    #[command(flatten)]
    pub(super) listing: ListingArgs,
    #[command(flatten)]
    pub(super) register: RegisterArgs,
    /// The day on which bends hold or do not
    ///
    /// Default: today.
    #[arg(long, value_name = "YYYY-MM-DD", env = "DUMBRULES_TODAY")]
    pub(super) today: Option<String>,
}

/// How a listing is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ListingFormat {
    /// For people
    Table,
    /// For programs
    Json,
    /// For spreadsheets
    Csv,
}

pub(super) fn parse_severity(word: &str) -> Result<Severity, String> {
    word.parse()
}

fn parse_output(text: &str) -> Result<(Format, PathBuf), String> {
    let (format, path) = text.split_once('=').ok_or("write FORMAT=FILE, for example sarif=report.sarif")?;
    if path.is_empty() { Err(format!("`{text}` names no file")) } else { Ok((format.parse()?, PathBuf::from(path))) }
}

fn parse_confidence(word: &str) -> Result<Confidence, String> {
    word.parse()
}
