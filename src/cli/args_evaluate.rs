//! Door to clap for `lints evaluate`: what was typed.

use super::args::{ColorChoice, ConfidenceArgs, RulesetArgs};
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  dumbrules lints evaluate --labels labels.jsonl              documents lie beside the labels
  dumbrules lints evaluate --labels labels --docs policies    every .jsonl in a folder
  dumbrules lints evaluate --labels terms.jsonl --map map.yaml labels of another scheme
  dumbrules lints evaluate --labels labels --split 1/2        one half; 2/2 is the other
  dumbrules lints evaluate --labels labels --json now.json --against before.json --fail-on-worse

Intervals are at 95 %. docs/evaluating.md says how to label, and what each figure counts.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct LintsEvaluateArgs {
    /// Labels: a .jsonl file, a .yaml file of drills or verdicts, or a folder of .jsonl files (may be given several times)
    #[arg(long, value_name = "FILE", required = true)]
    pub(super) labels: Vec<PathBuf>,
    /// Folder of the labelled documents
    ///
    /// Default: the folder of the labels file, or `docs` in it where sentences are labelled.
    #[arg(long, value_name = "DIR")]
    pub(super) docs: Option<PathBuf>,
    /// Which lint stands for which label, near-synonyms, and what to leave out
    #[arg(long, value_name = "FILE")]
    pub(super) map: Option<PathBuf>,
    #[command(flatten)]
    pub(super) lints: RulesetArgs,
    /// Leave the shipped lints out: use only those of --ruleset and of the configuration
    #[arg(long)]
    pub(super) no_shipped: bool,
    #[command(flatten)]
    pub(super) confidence: ConfidenceArgs,
    /// Only the documents that a glob fits, or that a file lists one a line (may be given several times)
    #[arg(long, value_name = "GLOB|FILE")]
    pub(super) only_docs: Vec<String>,
    /// Only part K of N, so that some documents can be put aside; a document's part depends on its name alone
    #[arg(long, value_name = "K/N", value_parser = parse_split)]
    pub(super) split: Option<(usize, usize)>,
    /// Compare the documents with each other, as `audit` does; otherwise each is a handbook of its own
    #[arg(long)]
    pub(super) together: bool,
    /// Quote so many false alarms and misses of so many lints; 0 quotes none
    #[arg(long, value_name = "N", default_value = "5")]
    pub(super) list: usize,
    /// Write the figures and every decision as JSON to FILE, or to standard output with `-`
    #[arg(long, value_name = "FILE")]
    pub(super) json: Option<PathBuf>,
    /// Write a self-contained HTML page to FILE, or to standard output with `-`
    #[arg(long, value_name = "FILE")]
    pub(super) html: Option<PathBuf>,
    /// Say what got better and what broke since an evaluation that --json wrote
    #[arg(long, value_name = "FILE")]
    pub(super) against: Option<PathBuf>,
    /// Exit 1 when the first figure's F1 is lower than in --against
    #[arg(long, requires = "against")]
    pub(super) fail_on_worse: bool,
    /// Number of threads
    ///
    /// Results are the same whatever the number. Default: one a processor.
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<usize>,
    /// Colours: auto follows the terminal and NO_COLOR
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(super) color: ColorChoice,
}

/// `K/N`, with K from 1 to N.
fn parse_split(text: &str) -> Result<(usize, usize), String> {
    let parts = text.split_once('/').and_then(|(part, of)| Some((part.parse().ok()?, of.parse().ok()?)));
    parts.filter(|(part, of)| (1..=*of).contains(part)).ok_or_else(|| format!("`{text}` is no part: write 1/2 or 2/2"))
}
