//! Door to clap for what may speak of findings: what `audit`, `check` and `baseline` share.

use super::args::{ConfidenceArgs, RegisterArgs, VerdictArgs};
use super::args_baseline::BaselineFileArgs;
use super::args_log::LogArgs;
use clap::Args;

/// How sure findings must be, and the files that speak of them.
#[derive(Debug, Args)]
pub(super) struct WeighedArgs {
    #[command(flatten)]
    pub(super) confidence: ConfidenceArgs,
    #[command(flatten)]
    pub(super) verdicts: VerdictArgs,
    #[command(flatten)]
    pub(super) register: RegisterArgs,
    #[command(flatten)]
    pub(super) log: LogArgs,
    #[command(flatten)]
    pub(super) baseline: BaselineFileArgs,
}
