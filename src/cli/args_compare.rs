//! Door to clap: the arguments of `compare`.

use super::args::{ConfidenceArgs, InputArgs, ListingFormat, RegisterArgs, RulesetArgs, ScreenArgs, WorkArgs};
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  dumbrules compare main                        what the working tree changes against a branch
  dumbrules compare origin/main...              the same, against where this branch left it
  dumbrules compare v1.0 v2.0 policies/returns  two revisions, one folder of them
  dumbrules compare policies/2025 policies/2026 two folders
  dumbrules compare old.md new.md               two files
  dumbrules compare main --markdown comment.md  for a pull request

Tightened is worse for the customer, loosened is better, and “check” means that a person must look: the
direction cannot be known from the words. Re-wrapping, re-numbering, bullets, quotes and dashes are no changes.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct CompareArgs {
    /// The old edition: a git revision, a folder or a file
    ///
    /// A branch, tag or commit; `REV...` is the newest commit that REV and HEAD have in common; `A..B` and `A...B` name
    /// both editions. What is there as a file or folder is read as that. Nothing is fetched.
    #[arg(value_name = "BASE")]
    pub(super) base: String,
    /// The new edition, then files and folders to compare
    ///
    /// Default: the working tree, and what dumbrules.yaml names, else policies/ if there is one, else the current folder.
    #[arg(value_name = "HEAD] [PATHS")]
    pub(super) rest: Vec<String>,
    #[command(flatten)]
    pub(super) lints: RulesetArgs,
    #[command(flatten)]
    pub(super) confidence: ConfidenceArgs,
    #[command(flatten)]
    pub(super) register: RegisterArgs,
    /// Write the comparison as JSON to FILE, or to standard output with `-`
    #[arg(long, value_name = "FILE")]
    pub(super) json: Option<PathBuf>,
    /// Write it as Markdown, short enough for a pull request, to FILE or to standard output with `-`
    #[arg(long, value_name = "FILE")]
    pub(super) markdown: Option<PathBuf>,
    /// Write it as a self-contained HTML page to FILE, or to standard output with `-`
    #[arg(long, value_name = "FILE")]
    pub(super) html: Option<PathBuf>,
    /// The day of the audit of both editions, for suppressions that expire
    ///
    /// Default: today.
    #[arg(long, value_name = "YYYY-MM-DD", env = "DUMBRULES_TODAY")]
    pub(super) today: Option<String>,
    /// Show all texts that bind nobody, and every value of the fact sheet
    #[arg(long, short, conflicts_with = "quiet")]
    pub(super) verbose: bool,
    #[command(flatten)]
    pub(super) screen: ScreenArgs,
    #[command(flatten)]
    pub(super) work: WorkArgs,
}

impl CompareArgs {
    /// Which documents to read, once it is known which arguments are paths.
    pub(super) fn input(&self, paths: Vec<PathBuf>) -> InputArgs {
        let lints = RulesetArgs { config: self.lints.config.clone(), ruleset: self.lints.ruleset.clone() };
        InputArgs { paths, lints, no_shipped: false, work: self.work.clone() }
    }
}

const HISTORY_EXAMPLES: &str = "\
Examples:
  dumbrules history                          the last 50 revisions that touched ./policies
  dumbrules history policies --since v1.0
  dumbrules history policies --format json   for charts

Worse, better and check count the rules that changed for customers since the revision above. Bends are those of
the register as it stood at each revision, on the day of its commit.";

#[derive(Debug, Args)]
#[command(after_help = HISTORY_EXAMPLES)]
pub(super) struct HistoryArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    /// Only revisions after this one
    #[arg(long, value_name = "REV")]
    pub(super) since: Option<String>,
    #[command(flatten)]
    pub(super) register: RegisterArgs,
    /// At most so many revisions, the newest
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(super) max: usize,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(super) format: ListingFormat,
    /// The day up to which the age of findings is counted
    ///
    /// Default: today.
    #[arg(long, value_name = "YYYY-MM-DD", env = "DUMBRULES_TODAY")]
    pub(super) today: Option<String>,
}
