//! Door to clap for the baseline and for exceptions that end: what was typed.

use super::args::{InputArgs, ListingFormat};
use super::args_weighed::WeighedArgs;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  dumbrules baseline create --reason \"found at adoption\" --by \"Maud Fenwick\" --until 2027-06-30
  dumbrules baseline show              what is accepted, until when, and what is mended already
  dumbrules baseline prune             remove what is mended
  dumbrules baseline update            the same, and follow rules that moved
  dumbrules baseline update --base origin/main...  also follow rules that were reworded, and not for the worse
  dumbrules baseline update --accept-new --reason \"bought with the shop in May\" --until 2027-06-30

`audit` and `check` read the file (baseline.yaml beside the policies). A finding is known by its words: a new one is
never taken for an old one, whatever their number. In a repository with history, `check --base REV --new-only` does
without a file.";

/// Which baseline counts.
#[derive(Debug, Clone, Args)]
pub(super) struct BaselineFileArgs {
    /// File of findings that were known before and are accepted for a while
    ///
    /// Default: what dumbrules.yaml names, else the baseline.yaml beside the policies or in a folder above them.
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
}

/// What becomes of exceptions whose last day is over.
#[derive(Debug, Clone, Args)]
pub(super) struct ExpiryArgs {
    /// What an exception does whose last day is over: fail, warn or auto
    ///
    /// Exceptions are suppressions in the text and entries of the baseline. Fail: the finding counts again, and the expired
    /// exception shuts the gate of `check`. Warn: it is reported, and holds on. Auto: with --base it only warns unless the
    /// change touched it or its rule; without, as in a scheduled run of the main branch, it fails.
    #[arg(long, value_name = "WHEN", default_value = "auto", hide_possible_values = true)]
    pub(super) expiry: Expiry,
}

/// When an expired exception shuts the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Expiry {
    /// Always
    Fail,
    /// Never
    Warn,
    /// Unless the change did not touch it
    Auto,
}

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct BaselineArgs {
    #[command(subcommand)]
    pub(super) command: BaselineCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum BaselineCommand {
    /// Accept every finding that counts today, for a while
    Create(CreateArgs),
    /// Remove what is mended, and follow rules that moved or were reworded
    Update(UpdateArgs),
    /// Remove what is mended
    Prune(PruneArgs),
    /// List the entries: what is open, ends soon, has expired, is mended
    Show(ShowArgs),
}

/// The policies, the baseline and the day.
#[derive(Debug, Args)]
pub(super) struct BaselineInputArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    #[command(flatten)]
    pub(super) weighed: WeighedArgs,
    /// The day of the audit, from which on new entries hold
    ///
    /// Default: today.
    #[arg(long, value_name = "YYYY-MM-DD", env = "DUMBRULES_TODAY")]
    pub(super) today: Option<String>,
}

/// Who accepts findings, why, and until when.
#[derive(Debug, Args)]
pub(super) struct AcceptanceArgs {
    /// Why they are accepted
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: Option<String>,
    /// Who accepts them
    ///
    /// Default: `reviewer` of dumbrules.yaml.
    #[arg(long, value_name = "NAME")]
    pub(super) by: Option<String>,
    /// The last day on which they are accepted
    ///
    /// Default: half a year from now.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) until: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct CreateArgs {
    #[command(flatten)]
    pub(super) input: BaselineInputArgs,
    #[command(flatten)]
    pub(super) acceptance: AcceptanceArgs,
}

#[derive(Debug, Args)]
pub(super) struct UpdateArgs {
    #[command(flatten)]
    pub(super) input: BaselineInputArgs,
    #[command(flatten)]
    pub(super) acceptance: AcceptanceArgs,
    /// Also accept findings that are new
    #[arg(long)]
    pub(super) accept_new: bool,
    /// Follow rules that were reworded since a git revision, or since another folder
    #[arg(long, value_name = "REV")]
    pub(super) base: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct PruneArgs {
    #[command(flatten)]
    pub(super) input: BaselineInputArgs,
}

#[derive(Debug, Args)]
pub(super) struct ShowArgs {
    #[command(flatten)]
    pub(super) input: BaselineInputArgs,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(super) format: ListingFormat,
}
