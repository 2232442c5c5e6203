//! Door to clap for the commands that mark policies: anchors and notes.

use super::args::ColorChoice;
use super::args_bends::BendsInputArgs;
use clap::{ArgGroup, Args};

const ANCHOR_EXAMPLES: &str = "\
Examples:
  dumbrules anchor --dry-run                             what would be written for the rules that bends speak of
  dumbrules anchor
  dumbrules anchor --rule policies/fees.md:27=fees.inspection
  dumbrules anchor policies/returns.md --all             every rule that holds customers back

An anchor is a comment behind a sentence, such as <!-- rule: returns.window -->. Readers do not see it; a bend finds
its rule by it when the rule's words change.";

#[derive(Debug, Args)]
#[command(after_help = ANCHOR_EXAMPLES)]
pub(super) struct AnchorArgs {
    #[command(flatten)]
    pub(super) input: BendsInputArgs,
    /// Give the rule at a place this id (may be given several times)
    #[arg(long, value_name = "FILE:LINE=ID", conflicts_with = "all")]
    pub(super) rule: Vec<String>,
    /// Every rule that holds customers back, each with an id from the words of its document and section
    #[arg(long)]
    pub(super) all: bool,
    /// Show what would change, and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Colours: auto follows the terminal and NO_COLOR
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(super) color: ColorChoice,
}

const NOTES_EXAMPLES: &str = "\
Examples:
  dumbrules notes --check              exit 1 when a note is missing, differs, or speaks of a bend that is over
  dumbrules notes --write --dry-run    what would be written
  dumbrules notes --write

A note shows a bend where its rule stands: > **May bend** (B-001): any colleague, up to 15 more days. Only documents
for staff get one; customers are told no limits.";

#[derive(Debug, Args)]
#[command(after_help = NOTES_EXAMPLES, group(ArgGroup::new("mode").args(["write", "check"]).required(true)))]
pub(super) struct NotesArgs {
    #[command(flatten)]
    pub(super) input: BendsInputArgs,
    /// Write, update and remove notes
    #[arg(long)]
    pub(super) write: bool,
    /// Say which notes are not as they should be; exit 1 when there are any
    #[arg(long)]
    pub(super) check: bool,
    /// With --write: show what would change, and write nothing
    #[arg(long, conflicts_with = "check")]
    pub(super) dry_run: bool,
    /// Colours: auto follows the terminal and NO_COLOR
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(super) color: ColorChoice,
}
