//! Door to clap: what the HTML report may be told.

use clap::Args;
use std::path::PathBuf;

/// How the HTML report is made.
#[derive(Debug, Args)]
pub(super) struct PageArgs {
    /// Write the HTML report into a folder: index.html, and a page for each document when one page would be too large
    ///
    /// The folder is made when it is not there. Up to 10 MB (see --split-above) the report is index.html alone; beyond, the
    /// findings are in documents/, a page a document, and index.html has the rest and leads to them. Pages of an earlier run
    /// that are not needed any more are removed; files that dumbrules did not write are neither removed nor written over.
    #[arg(long, value_name = "DIR")]
    pub(super) html_dir: Option<PathBuf>,
    /// From how many megabytes on --html-dir gives each document a page of its own; 0: always
    #[arg(long, value_name = "MB", default_value_t = 10, requires = "html_dir")]
    pub(super) split_above: usize,
    /// Write what each role may say yes to into one page FILE that prints a sheet a role, for the notice board
    ///
    /// From the register of bends. `dumbrules bends for ROLE --html FILE` writes the sheet of one role.
    #[arg(long, value_name = "FILE")]
    pub(super) print_roles: Option<PathBuf>,
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
