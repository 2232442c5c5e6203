//! Door to clap for `init` and `config`: what was typed.

use super::args::{ListingFormat, RulesetArgs};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

const INIT_EXAMPLES: &str = "\
Examples:
  dumbrules init                look at this repository, write dumbrules.yaml and a register of bends
  dumbrules init --ci github    the same, and a workflow that checks pull requests and, once a day, the main branch
  dumbrules init --ci github --from our-shop/dumbrules@0123456789abcdef0123456789abcdef01234567
  dumbrules init --ci gitlab --from tools/dumbrules@0.1.0

Nothing that is there is written over. What it found is said in the comments of dumbrules.yaml.";

#[derive(Debug, Args)]
#[command(after_help = INIT_EXAMPLES)]
pub(super) struct SetupArgs {
    /// Folder to look at and to write to
    ///
    /// Default: the current folder.
    #[arg(value_name = "DIR")]
    pub(super) folder: Option<PathBuf>,
    /// Also write the file that makes a build server check changes: github or gitlab
    #[arg(long, value_name = "SERVER")]
    pub(super) ci: Option<Server>,
    /// Where the build server has dumbrules from: OWNER/REPOSITORY@COMMIT (github), or GROUP/PROJECT@VERSION (gitlab)
    ///
    /// Without it the file holds an example that must be replaced.
    #[arg(long, value_name = "PLACE", requires = "ci")]
    pub(super) from: Option<String>,
}

/// A build server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Server {
    /// GitHub Actions
    Github,
    /// GitLab CI
    Gitlab,
}

const CONFIG_EXAMPLES: &str = "\
Examples:
  dumbrules config                     every value, and the line or default that it comes from
  dumbrules config --format json
  dumbrules config --config other.yaml";

#[derive(Debug, Args)]
#[command(after_help = CONFIG_EXAMPLES)]
pub(super) struct ConfigArgs {
    #[command(flatten)]
    pub(super) lints: RulesetArgs,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(super) format: ListingFormat,
}
