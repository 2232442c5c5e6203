//! Door to clap for what belongs to the tool itself: watching, completions, manual pages. Doors to `clap_complete` and
//! `clap_mangen`, which read the command line's own description.

use super::args::{AuditArgs, Invocation};
use clap::{Args, Command, CommandFactory};
use std::io;
use std::path::PathBuf;

const WATCH_EXAMPLES: &str = "\
Examples:
  dumbrules watch policies --html report.html    write the report anew each time a policy is saved
  dumbrules watch policies --quiet               only the figures";

#[derive(Debug, Args)]
#[command(after_help = WATCH_EXAMPLES, mut_arg("stdin_jsonl", |arg| arg.hide(true)))]
pub(super) struct WatchArgs {
    #[command(flatten)]
    pub(super) audit: AuditArgs,
}

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  dumbrules completions bash > ~/.local/share/bash-completion/completions/dumbrules
  dumbrules completions zsh > ~/.zfunc/_dumbrules
  dumbrules completions fish > ~/.config/fish/completions/dumbrules.fish";

#[derive(Debug, Args)]
#[command(after_help = COMPLETIONS_EXAMPLES)]
pub(super) struct CompletionsArgs {
    /// Which shell: bash, elvish, fish, powershell or zsh
    #[arg(value_name = "SHELL")]
    shell: clap_complete::Shell,
}

const MAN_EXAMPLES: &str = "\
Examples:
  dumbrules man | man -l -
  dumbrules man --dir ~/.local/share/man/man1";

#[derive(Debug, Args)]
#[command(after_help = MAN_EXAMPLES)]
pub(super) struct ManArgs {
    /// Write a page for each command into this folder, instead of the first one to standard output
    #[arg(long, value_name = "DIR")]
    pub(super) dir: Option<PathBuf>,
}

/// What a shell must read to complete our commands.
pub(super) fn completions(arguments: &CompletionsArgs) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Invocation::command(), "dumbrules", &mut script);
    script
}

/// The manual pages: name of the file and its text, that of the program first.
///
/// # Errors
///
/// None, as it writes to memory.
pub(super) fn pages() -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut command = Invocation::command().disable_help_subcommand(true);
    command.build();
    let mut pages = Vec::new();
    collect(&command, &mut pages)?;
    Ok(pages)
}

fn collect(command: &Command, pages: &mut Vec<(String, Vec<u8>)>) -> io::Result<()> {
    let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone().name(name.clone())).render(&mut page)?;
    pages.push((format!("{name}.1"), page));
    command.get_subcommands().filter(|command| !command.is_hide_set()).try_for_each(|command| collect(command, pages))
}
