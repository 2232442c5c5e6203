//! Door to clap for `review`: what was typed.

use super::args::{ColorChoice, ConfidenceArgs, InputArgs, VerdictArgs, parse_severity};
use crate::ruleset::Severity;
use clap::Args;

const REVIEW_EXAMPLES: &str = "\
Examples:
  dumbrules review policies --severity high  only what is critical or high
  dumbrules review --lint 'refund/*'         one group of lints
  dumbrules review --redo --by \"Maud Fenwick\"
  dumbrules review --list                    what is decided, what is open, what is unused
  dumbrules review --prune                   remove verdicts whose finding is gone

Each verdict is saved at once in verdicts.yaml beside the policies. `audit` and `check` read it: a
dismissed finding is not counted, until the words of its rule change.";

#[derive(Debug, Args)]
#[command(after_help = REVIEW_EXAMPLES)]
pub(super) struct ReviewArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    #[command(flatten)]
    pub(super) confidence: ConfidenceArgs,
    #[command(flatten)]
    pub(super) verdicts: VerdictArgs,
    /// Only findings of these lints: an id, a group, or a glob such as 'refund/*'
    #[arg(long, value_name = "GLOB", conflicts_with = "prune")]
    pub(super) lint: Option<String>,
    /// Only findings of this severity or a worse one
    #[arg(long, value_name = "SEVERITY", value_parser = parse_severity, conflicts_with = "prune")]
    pub(super) severity: Option<Severity>,
    /// Ask again about findings that have a verdict
    #[arg(long, conflicts_with_all = ["list", "prune"])]
    pub(super) redo: bool,
    /// List findings and their verdicts, and verdicts whose finding is gone; ask nothing
    #[arg(long, conflicts_with = "prune")]
    pub(super) list: bool,
    /// Remove verdicts whose finding is gone; ask nothing
    #[arg(long)]
    pub(super) prune: bool,
    /// Your name, to be kept with each verdict
    ///
    /// Default: `reviewer` of dumbrules.yaml, else no name is kept.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["list", "prune"])]
    pub(super) by: Option<String>,
    /// The day of the review, kept with each verdict; suppressions expire by it
    ///
    /// Default: today.
    #[arg(long, value_name = "YYYY-MM-DD", env = "DUMBRULES_TODAY")]
    pub(super) today: Option<String>,
    /// Colours: auto follows the terminal and NO_COLOR
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(super) color: ColorChoice,
}
