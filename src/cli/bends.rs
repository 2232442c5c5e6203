//! `bends`: the register as a table, its checks, one entry, and the card of a role.

use super::args::ListingFormat;
use super::args_bends::{
    BendsArgs, BendsCheckArgs, BendsCommand, BendsForArgs, BendsInputArgs, BendsListArgs, BendsShowArgs, CardFormat,
};
use super::args_log::LogArgs;
use super::audit::{audit_all, completeness};
use super::exit::Exit;
use super::listing::print;
use super::log::LogFiles;
use super::register::RegisterFile;
use super::settings::Settings;
use super::table::{self, Cell};
use super::{bend_changes, bends_init, grant, output, terminal, usage};
use crate::emit::{self, Format, TerminalOptions};
use crate::error::Error;
use crate::finding::Options;
use crate::log;
use crate::register::{Reconciled, Standing};
use crate::report::Report;
use crate::text::did_you_mean;
use std::path::PathBuf;

/// Runs `bends`.
pub(super) fn run(arguments: BendsArgs) -> Result<Exit, Vec<Error>> {
    match arguments.command {
        None => list(&arguments.list),
        Some(BendsCommand::List(arguments)) => list(&arguments),
        Some(BendsCommand::Check(arguments)) => check(&arguments),
        Some(BendsCommand::Show(arguments)) => show(&arguments),
        Some(BendsCommand::For(arguments)) => card(&arguments),
        Some(BendsCommand::Grant(arguments)) => grant::run(*arguments),
        Some(BendsCommand::Accept(arguments)) => bend_changes::accept(&arguments),
        Some(BendsCommand::Renew(arguments)) => bend_changes::renew(&arguments),
        Some(BendsCommand::Suspend(arguments)) => bend_changes::suspend(&arguments),
        Some(BendsCommand::Resume(arguments)) => bend_changes::resume(&arguments),
        Some(BendsCommand::Withdraw(arguments)) => bend_changes::withdraw(&arguments),
        Some(BendsCommand::Init(arguments)) => bends_init::init(&arguments),
        Some(BendsCommand::Use(arguments)) => usage::run(&arguments),
    }
}

/// The policies, audited, and the register held against them. Says on standard error what could not be read.
pub(super) fn examine(arguments: &BendsInputArgs) -> Result<(Settings, Report), Vec<Error>> {
    examine_with(arguments, None)
}

/// The same, with what the logs say.
fn examine_with(arguments: &BendsInputArgs, log: Option<&LogArgs>) -> Result<(Settings, Report), Vec<Error>> {
    let today = output::today(arguments.today.as_deref())?;
    let settings = Settings::load(&arguments.input)?;
    let file = RegisterFile::require(&arguments.register, &settings)?;
    let logs = log.map_or_else(|| Ok(LogFiles::default()), |log| LogFiles::find(log, &settings))?;
    let options = Options { today: today.to_string(), ..Options::default() };
    let (mut report, documents) = audit_all(&settings, &options, Some(&file));
    settings.configuration.sureness(None).keep(&mut report);
    let bends = file.reconcile(documents, &report, &settings, today);
    logs.weigh(&file, &bends, &settings, &mut report);
    report.hold(bends);
    terminal::show_errors(&report.errors);
    Ok((settings, report))
}

/// The register of a report that [`examine`] made.
pub(super) fn held(report: &Report) -> &Reconciled {
    report.bends.as_ref().expect("examine holds the register")
}

/// The standing of the bend that was asked for.
pub(super) fn asked_for<'r>(bends: &'r Reconciled, id: &str) -> Result<&'r Standing, Vec<Error>> {
    let found = bends.standings.iter().find(|standing| bends.bend(standing).id == id);
    found.ok_or_else(|| {
        let known = bends.register.bends.iter().map(|entry| entry.value.id.as_str());
        let meant = did_you_mean(id, known);
        let error = Error::new(format!("there is no bend `{id}`")).in_file(bends.register.path.as_str());
        vec![error.help(format!("{meant}`dumbrules bends` lists every bend"))]
    })
}

fn list(arguments: &BendsListArgs) -> Result<Exit, Vec<Error>> {
    let (_, report) = examine(&arguments.input)?;
    let bends = held(&report);
    let header = ["bend", "state", "who", "what", "until", "place", "rule"];
    let row = |standing: &Standing| {
        let bend = bends.bend(standing);
        let rule = bends.rule(standing);
        let quote = rule.map(|seen| seen.text.clone()).or_else(|| bend.quote.clone());
        [
            bend.id.clone(),
            standing.state.to_string(),
            bends.register.who(bend),
            bends.register.what(bend),
            bend.expires.map(|day| day.to_string()).unwrap_or_else(|| "no end".to_owned()),
            rule.map(|seen| format!("{}:{}", seen.label.path, seen.label.start.line)).unwrap_or_else(|| "-".to_owned()),
            quote.unwrap_or_else(|| "-".to_owned()),
        ]
    };
    let rows = bends.standings.iter().map(row);
    let text = match arguments.format {
        ListingFormat::Json => emit::bends_json(bends),
        ListingFormat::Csv => table::csv(&header, rows.map(|row| row.to_vec())),
        ListingFormat::Table => {
            let rows = rows.map(|[bend, state, who, what, until, place, rule]| {
                let fixed = [bend, state, who, what, until, place].map(Cell::fixed);
                fixed.into_iter().chain([Cell::flexible(rule)]).collect()
            });
            table::text(&header, rows.collect(), terminal::width(), &emit::bends_summary(bends))
        }
    };
    print(&text)?;
    Ok(completeness(&report))
}

fn check(arguments: &BendsCheckArgs) -> Result<Exit, Vec<Error>> {
    let (_, mut report) = examine_with(&arguments.input, Some(&arguments.log))?;
    let exit = completeness(&report);
    report.errors.clear();
    let bends = held(&report);
    let used = report.findings.iter().filter(|finding| log::CHECKS.has(&finding.lint));
    report.findings = bends.findings.iter().chain(used).cloned().collect();
    report.sort();
    let terminal = TerminalOptions {
        color: output::colors(arguments.color),
        width: output::text_width(),
        verbose: arguments.verbose,
        ..TerminalOptions::default()
    };
    let options = emit::Options { terminal, ..emit::Options::default() };
    let wanted = [(Format::Json, &arguments.json)];
    output::write_all(&wanted, &|format, out| emit::emit(&report, format, &options, out))
        .map_err(|error| vec![error])?;
    let shut = report.findings.iter().any(|finding| finding.severity >= arguments.fail_on);
    Ok(if shut { Exit::Findings.max(exit) } else { exit })
}

fn show(arguments: &BendsShowArgs) -> Result<Exit, Vec<Error>> {
    let (_, report) = examine(&arguments.input)?;
    let bends = held(&report);
    let standing = asked_for(bends, &arguments.id)?;
    let (color, width) = (output::colors(arguments.color), output::text_width());
    print(&emit::bend_card(bends, standing, color, width))?;
    Ok(completeness(&report))
}

fn card(arguments: &BendsForArgs) -> Result<Exit, Vec<Error>> {
    let (_, report) = examine(&arguments.input)?;
    let bends = held(&report);
    let Some(role) = bends.register.role_called(&arguments.role) else {
        let known: Vec<&str> = bends.register.roles.iter().map(|entry| entry.value.id.as_str()).collect();
        let meant = did_you_mean(&arguments.role, known.iter().copied());
        let error = Error::new(format!("there is no role `{}`", arguments.role)).in_file(bends.register.path.as_str());
        return Err(vec![error.help(format!("{meant}roles: {}", known.join(", ")))]);
    };
    let card = emit::RoleCard::new(bends, role);
    let to_page: Option<PathBuf> = arguments.html.clone();
    let text = || match arguments.format {
        CardFormat::Text => card.text(output::text_width()),
        CardFormat::Markdown => card.markdown(),
    };
    output::write_all(&[(Format::Html, &to_page)], &|format, out| match format {
        Format::Html => card.html(out),
        _ => out.write_all(text().as_bytes()),
    })
    .map_err(|error| vec![error])?;
    Ok(completeness(&report))
}
