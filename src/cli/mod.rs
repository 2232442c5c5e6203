//! The command line: the only place that talks, reads the clock or the disk, and decides the exit code.

mod args;
mod args_baseline;
mod args_bends;
mod args_bends_edit;
mod args_check;
mod args_compare;
mod args_evaluate;
mod args_lints;
mod args_log;
mod args_lsp;
mod args_marks;
mod args_page;
mod args_review;
mod args_setup;
mod args_stream;
mod args_teach;
mod args_tools;
mod args_weighed;
mod ask;
mod audit;
mod baseline;
mod baseline_file;
mod baseline_listing;
mod bend_changes;
mod bends;
mod bends_init;
mod beside;
mod check;
mod compare;
mod config;
mod configuration;
mod documents;
mod edition_sources;
mod editions;
mod evaluate;
mod exceptions;
mod exit;
mod extends;
mod files;
mod git;
mod globs;
mod grant;
mod grant_dialogue;
mod history;
mod history_bends;
mod history_rows;
mod history_table;
mod ignores;
mod init;
mod init_workflow;
mod labelled;
mod lesson_file;
mod lines;
mod lints;
mod listing;
mod log;
mod lsp;
mod lsp_actions;
mod lsp_client;
mod lsp_diagnostics;
mod lsp_places;
mod lsp_workspace;
mod marks;
mod output;
mod own;
mod page;
mod page_folder;
mod plan;
mod register;
mod register_edit;
mod replace;
mod review;
mod settings;
mod stood;
mod stream;
mod table;
mod teach;
mod terminal;
mod tools;
mod trust;
mod usage;
mod verdicts;
mod walk;
mod watch;
mod weighed;

pub use exit::Exit;

use args::{Command, Invocation};
use args_lints::LintsCommand;
use clap::Parser;
use clap::error::ErrorKind;
use std::ffi::OsString;

/// Runs one invocation of the tool, `arguments[0]` being the program's name, and says how it ended.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let invocation = match Invocation::try_parse_from(arguments) {
        Ok(invocation) => invocation,
        Err(error) => {
            let _ = error.print();
            return match error.kind() {
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Exit::Clean,
                _ => Exit::Failure,
            };
        }
    };
    if invocation.quiet {
        terminal::be_quiet();
    }
    let done = match invocation.command {
        Command::Audit(arguments) => audit::audit(&arguments),
        Command::Check(arguments) => check::check(&arguments),
        Command::Compare(arguments) => compare::run(&arguments),
        Command::History(arguments) => history::run(&arguments),
        Command::Init(arguments) => init::run(&arguments),
        Command::Config(arguments) => config::run(&arguments),
        Command::Baseline(arguments) => baseline::run(arguments.command),
        Command::Review(arguments) => review::run(&arguments),
        Command::Bends(arguments) => bends::run(*arguments),
        Command::Anchor(arguments) => marks::anchor(&arguments),
        Command::Notes(arguments) => marks::notes(&arguments),
        Command::Watch(arguments) => watch::run(&arguments),
        Command::Completions(arguments) => tools::print_completions(&arguments),
        Command::Man(arguments) => tools::man(&arguments),
        Command::Lsp(arguments) => lsp::run(&arguments),
        Command::Rules(arguments) => listing::rules(&arguments),
        Command::Facts(arguments) => listing::facts(&arguments),
        Command::Lints(arguments) => match arguments.command {
            LintsCommand::List(arguments) => lints::list(&arguments),
            LintsCommand::Show(arguments) => lints::show(&arguments),
            LintsCommand::Test(arguments) => lints::test(&arguments),
            LintsCommand::Evaluate(arguments) => evaluate::evaluate(&arguments),
            LintsCommand::Teach(arguments) => teach::teach(&arguments),
            LintsCommand::New(arguments) => lints::new(&arguments),
        },
    };
    done.unwrap_or_else(|errors| {
        terminal::show_errors(&errors);
        Exit::Failure
    })
}
