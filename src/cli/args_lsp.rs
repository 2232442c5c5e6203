//! Door to clap for the language server: what was typed.

use super::args::{ConfidenceArgs, InputArgs, RegisterArgs, VerdictArgs};
use super::args_baseline::BaselineFileArgs;
use clap::Args;

const EXAMPLES: &str = "\
Examples, in the settings of editors:
  Neovim  vim.lsp.start({ name = 'dumbrules', cmd = { 'dumbrules', 'lsp' }, root_dir = vim.fn.getcwd() })
  Helix   [language-server.dumbrules]
          command = \"dumbrules\"
          args = [\"lsp\"]";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct LspArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    #[command(flatten)]
    pub(super) confidence: ConfidenceArgs,
    #[command(flatten)]
    pub(super) verdicts: VerdictArgs,
    #[command(flatten)]
    pub(super) register: RegisterArgs,
    #[command(flatten)]
    pub(super) baseline: BaselineFileArgs,
    /// The day the audit is about
    ///
    /// Default: today.
    #[arg(long, value_name = "YYYY-MM-DD", env = "DUMBRULES_TODAY")]
    pub(super) today: Option<String>,
    /// Speak over standard input and output; the only way there is, so that editors may ask for it
    #[arg(long)]
    pub(super) stdio: bool,
}
