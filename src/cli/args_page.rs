//! Door to clap: what the HTML report may be told.

use clap::Args;
use std::path::PathBuf;

/// How the HTML report is made.
#[derive(Debug, Args)]
pub(super) struct PageArgs {
    /// Link the places in the HTML report to the web: an address with {path}, {line} and {commit} in it, or `none`
    ///
    /// For example 'https://git.example.org/shop/policies/blob/{commit}/{path}#L{line}'. {path} is as seen from the root of
    /// the repository. Default: found from the remote `origin` when it is on github.com, gitlab.com, codeberg.org or
    /// bitbucket.org; otherwise there are no links.
    #[arg(long, value_name = "URL")]
    pub(super) source_url: Option<String>,
    /// Show in the HTML report how findings went, from a file that `dumbrules history --format json` wrote
    #[arg(long, value_name = "FILE")]
    pub(super) history: Option<PathBuf>,
    /// Give the HTML report your own look: a folder with colors.css, logo.txt, and templates that take the place of ours
    #[arg(long, value_name = "DIR")]
    pub(super) template: Option<PathBuf>,
}
