//! Door to clap for exception logs: what was typed.

use clap::Args;
use std::path::PathBuf;

/// What staff really do.
#[derive(Debug, Args)]
pub(super) struct LogArgs {
    /// Exception log: what staff bent and refused, one row a case (may be given several times)
    ///
    /// Of a folder, the files exceptions*.csv, cases*.csv and nominations*.csv are read. A file named here is an exception
    /// log, unless its name begins with one of the other two. Default: what dumbrules.yaml names, else none.
    #[arg(long, value_name = "FILE|DIR")]
    pub(super) log: Vec<PathBuf>,
    /// Rules that staff call dumb, by id or by quoted words (may be given several times)
    ///
    /// Default: what dumbrules.yaml names, else none.
    #[arg(long, value_name = "FILE")]
    pub(super) nominations: Vec<PathBuf>,
}
