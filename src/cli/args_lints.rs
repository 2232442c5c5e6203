//! Door to clap for the commands about lints: what was typed.

use super::args::{ListingFormat, RulesetArgs};
use super::args_evaluate::LintsEvaluateArgs;
use super::args_teach::LintsTeachArgs;
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct LintsArgs {
    #[command(subcommand)]
    pub(super) command: LintsCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum LintsCommand {
    /// List the lints, most severe first within their group
    List(LintsListArgs),
    /// Explain a lint: what the customer lives through, why, what is acceptable, examples, a kinder wording
    Show(LintsShowArgs),
    /// Run the examples inside the lint files; exit 1 when one fails
    Test(LintsTestArgs),
    /// Say how right the lints are, on documents that people labelled
    Evaluate(LintsEvaluateArgs),
    /// Learn from labelled texts which words tell hostile rules from fair ones, and write them down
    Teach(LintsTeachArgs),
    /// Write a commented template for a new lint
    New(LintsNewArgs),
}

#[derive(Debug, Args)]
pub(super) struct LintsListArgs {
    #[command(flatten)]
    pub(super) lints: RulesetArgs,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(super) format: ListingFormat,
}

#[derive(Debug, Args)]
pub(super) struct LintsShowArgs {
    /// The lint's id, for example refund/no-refunds
    pub(super) id: String,
    #[command(flatten)]
    pub(super) lints: RulesetArgs,
}

#[derive(Debug, Args)]
pub(super) struct LintsTestArgs {
    /// Folder of lints to test; default: the shipped rulesets
    #[arg(value_name = "DIR")]
    pub(super) dir: Option<PathBuf>,
    /// Show every example, not only those that fail
    #[arg(long, short)]
    pub(super) verbose: bool,
}

#[derive(Debug, Args)]
pub(super) struct LintsNewArgs {
    /// The new lint's id: GROUP/NAME, lower case, for example refund/gift-wrapping-fee
    pub(super) id: String,
    /// Ruleset folder to write to
    #[arg(long, value_name = "DIR", default_value = "rulesets")]
    pub(super) dir: PathBuf,
}
