//! Door to clap for `lints teach`: what was typed.

use super::args::RulesetArgs;
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  dumbrules lints teach plan.yaml --out lints/lessons.yaml --ruleset lints --no-shipped
  dumbrules lints evaluate --labels put-aside --ruleset lints     what it brought

plan.yaml lists what to learn from:
  - labels: [labels/refunds.jsonl]
  - labels: [terms/sentences.jsonl]
    lessons: { A: terms/forced-arbitration }
The examples inside the lints are always among it. docs/teaching.md says more.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct LintsTeachArgs {
    /// What to learn from: labelled texts, where they lie, what their labels mean, and what they count
    pub(super) plan: PathBuf,
    /// Where to write the lessons; a ruleset folder reads the `lessons.yaml` at its top
    #[arg(long, value_name = "FILE", default_value = "rulesets/lessons.yaml")]
    pub(super) out: PathBuf,
    #[command(flatten)]
    pub(super) lints: RulesetArgs,
    /// Leave the shipped lints out: teach only those of --ruleset and of the configuration
    #[arg(long)]
    pub(super) no_shipped: bool,
}
