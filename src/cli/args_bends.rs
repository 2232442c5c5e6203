//! Door to clap for the register of bends: what was typed.

use super::args::{ColorChoice, InputArgs, ListingFormat, RegisterArgs, parse_severity};
use super::args_bends_edit::{AcceptArgs, GrantArgs, InitArgs, RenewArgs, StatusArgs};
use super::args_log::LogArgs;
use crate::ruleset::Severity;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  dumbrules bends                       every bend: who, how far, until when, and where it stands
  dumbrules bends check                 what is wrong with the register; exit 1 when it is high or worse
  dumbrules bends show B-001            one bend, and its rule then and now
  dumbrules bends for frontline         what the people at the counter may say yes to
  dumbrules bends for manager --html card.html
  dumbrules bends grant                 let people bend a rule, step by step
  dumbrules bends renew B-001 --until 2026-12-31 --by manager
  dumbrules bends use --log logs        what staff really bend and refuse, and which rules should change

A bend never hides a finding. Nothing about its state is stored: it follows from the register
(bends.yaml beside the policies), the rules as they are now, and the day.";

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, after_help = EXAMPLES)]
pub(super) struct BendsArgs {
    #[command(subcommand)]
    pub(super) command: Option<BendsCommand>,
    #[command(flatten)]
    pub(super) list: BendsListArgs,
}

#[derive(Debug, Subcommand)]
pub(super) enum BendsCommand {
    /// List every bend: what may be done, by whom, how far, until when, and where it stands
    List(BendsListArgs),
    /// Say what is wrong with the register; exit 1 when it is as severe as --fail-on
    Check(BendsCheckArgs),
    /// Show one bend, and its rule as it was when it was granted and as it is now
    Show(BendsShowArgs),
    /// What a role may say yes to, on one page
    For(BendsForArgs),
    /// Let people bend a rule: within a limit, for a reason, until a day
    Grant(Box<GrantArgs>),
    /// Say that a bend still holds although its rule was changed; or grant one that was proposed
    Accept(AcceptArgs),
    /// Give a bend another last day
    Renew(RenewArgs),
    /// Stop a bend for now
    Suspend(StatusArgs),
    /// Let a bend hold again that was suspended
    Resume(StatusArgs),
    /// Take a bend back for good; its entry stays
    Withdraw(StatusArgs),
    /// Start a register: roles, reasons, and a comment at each part
    Init(InitArgs),
    /// What staff really do with the rules: uses, refusals, what they grant, and which rules should change
    Use(BendsUseArgs),
}

/// The register, the policies it speaks of, and the day.
#[derive(Debug, Clone, Args)]
pub(super) struct BendsInputArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    #[command(flatten)]
    pub(super) register: RegisterArgs,
    /// The day on which bends hold or do not
    ///
    /// Default: today.
    #[arg(long, value_name = "YYYY-MM-DD", env = "DUMBRULES_TODAY")]
    pub(super) today: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct BendsListArgs {
    #[command(flatten)]
    pub(super) input: BendsInputArgs,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(super) format: ListingFormat,
}

#[derive(Debug, Args)]
pub(super) struct BendsCheckArgs {
    #[command(flatten)]
    pub(super) input: BendsInputArgs,
    #[command(flatten)]
    pub(super) log: LogArgs,
    /// Mildest severity that makes it fail: critical, high, medium, low or info
    #[arg(long, value_name = "SEVERITY", value_parser = parse_severity, default_value = "high")]
    pub(super) fail_on: Severity,
    /// Write the findings as JSON to FILE, or to standard output with `-`
    #[arg(long, value_name = "FILE")]
    pub(super) json: Option<PathBuf>,
    /// Show why each finding matters
    #[arg(long, short)]
    pub(super) verbose: bool,
    /// Colours: auto follows the terminal and NO_COLOR
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(super) color: ColorChoice,
}

#[derive(Debug, Args)]
pub(super) struct BendsShowArgs {
    /// The bend's id, for example B-001
    pub(super) id: String,
    #[command(flatten)]
    pub(super) input: BendsInputArgs,
    /// Colours: auto follows the terminal and NO_COLOR
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(super) color: ColorChoice,
}

#[derive(Debug, Args)]
pub(super) struct BendsForArgs {
    /// The role, by id or alias, for example frontline
    pub(super) role: String,
    #[command(flatten)]
    pub(super) input: BendsInputArgs,
    /// How to print to standard output
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: CardFormat,
    /// Write a page for print to FILE, or to standard output with `-`
    #[arg(long, value_name = "FILE")]
    pub(super) html: Option<PathBuf>,
}

/// How a card is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CardFormat {
    /// For a terminal
    Text,
    /// For a wiki or a handbook
    Markdown,
}

const USE_EXAMPLES: &str = "\
Examples:
  dumbrules bends use --log exceptions-2026-05.csv --log exceptions-2026-06.csv --log cases.csv
  dumbrules bends use --log logs --nominations nominations.csv
  dumbrules bends use --log logs --format csv > use.csv

The log holds pseudonyms; no output repeats one. docs/exception-log.md says what each column means.";

#[derive(Debug, Args)]
#[command(after_help = USE_EXAMPLES)]
pub(super) struct BendsUseArgs {
    #[command(flatten)]
    pub(super) input: BendsInputArgs,
    #[command(flatten)]
    pub(super) log: LogArgs,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(super) format: ListingFormat,
}
