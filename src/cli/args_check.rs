//! Door to clap for `check`: what was typed.

use super::args::{BaseArgs, InputArgs, OutputArgs, parse_severity};
use super::args_baseline::ExpiryArgs;
use super::args_weighed::WeighedArgs;
use crate::ruleset::Severity;
use clap::Args;

const CHECK_EXAMPLES: &str = "\
Examples:
  dumbrules check policies --fail-on high
  dumbrules check policies --base origin/main... --new-only          only findings that this branch brings
  dumbrules check policies --base origin/main... --fail-on tightened only when a rule got worse for customers";

#[derive(Debug, Args)]
#[command(after_help = CHECK_EXAMPLES)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    #[command(flatten)]
    pub(super) base: BaseArgs,
    /// Let only findings shut the gate that the edition of --base does not have
    #[arg(long, requires = "base")]
    pub(super) new_only: bool,
    #[command(flatten)]
    pub(super) weighed: WeighedArgs,
    #[command(flatten)]
    pub(super) expiry: ExpiryArgs,
    #[command(flatten)]
    pub(super) output: OutputArgs,
    /// Mildest severity that shuts the gate: critical, high, medium, low or info; or `tightened`
    ///
    /// Tightened: a rule is worse for the customer than in the edition of --base. Several may be given, with commas between.
    /// Default: what dumbrules.yaml says, else high.
    #[arg(long, value_name = "SEVERITY", value_parser = parse_gate, value_delimiter = ',')]
    pub(super) fail_on: Vec<Gate>,
}

/// What shuts the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gate {
    /// A finding of this severity or a worse one.
    Severity(Severity),
    /// A rule that got worse for the customer.
    Tightened,
}

fn parse_gate(word: &str) -> Result<Gate, String> {
    if word == "tightened" { Ok(Gate::Tightened) } else { parse_severity(word).map(Gate::Severity) }
}
