//! `bends use`: what staff really do with the rules, as a table, JSON or CSV, and which rules should change.

use super::args::ListingFormat;
use super::args_bends::BendsUseArgs;
use super::audit::{audit_all, completeness};
use super::exit::Exit;
use super::listing::print;
use super::log::LogFiles;
use super::register::RegisterFile;
use super::settings::Settings;
use super::table::{self, Cell};
use super::{output, terminal};
use crate::emit::{self, count};
use crate::error::Error;
use crate::finding::{Finding, Options};
use crate::log::{RuleUse, Usage};
use crate::report::Report;

/// Runs `bends use`.
pub(super) fn run(arguments: &BendsUseArgs) -> Result<Exit, Vec<Error>> {
    let report = examine(arguments)?;
    let usage = report.usage.as_ref().expect("the logs were weighed");
    let text = match arguments.format {
        ListingFormat::Json => emit::usage_json(usage),
        ListingFormat::Csv => csv(usage),
        ListingFormat::Table => for_people(&report, usage),
    };
    print(&text)?;
    terminal::show_errors(&report.errors);
    Ok(completeness(&report))
}

/// The policies, audited, and the logs held against them and the register, if there is one.
fn examine(arguments: &BendsUseArgs) -> Result<Report, Vec<Error>> {
    let input = &arguments.input;
    let today = output::today(input.today.as_deref())?;
    let settings = Settings::load(&input.input)?;
    let register = RegisterFile::find(&input.register, &settings)?;
    let logs = LogFiles::find(&arguments.log, &settings)?;
    let Some(file) = logs.ground(register.as_ref()).filter(|_| !logs.is_empty()) else {
        let help = "name files or folders with --log, or `log:` in dumbrules.yaml";
        return Err(vec![Error::new("there is no exception log").help(help)]);
    };
    let options = Options { today: today.to_string(), ..Options::default() };
    let (mut report, documents) = audit_all(&settings, &options, Some(&file));
    settings.configuration.sureness(None).keep(&mut report);
    let bends = file.reconcile(documents, &report, &settings, today);
    logs.weigh(&file, &bends, &settings, &mut report);
    Ok(report)
}

/// A table, then the rules that should change, each in a sentence, and what could not be counted.
fn for_people(report: &Report, usage: &Usage) -> String {
    let header =
        ["rule", "uses", "refused", "people", "of cases", "most granted", "first reason", "calls for", "place"];
    let row = |used: &RuleUse| {
        let figures = &used.figures;
        let place = used.label.as_ref().map(|label| format!("{}:{}", label.path, label.start.line));
        let cells = [
            used.name(),
            figures.uses.to_string(),
            figures.refusals.to_string(),
            figures.people.map_or_else(|| "?".to_owned(), |people| people.to_string()),
            used.cases.map_or_else(|| "?".to_owned(), |share| share.to_string()),
            figures.most_granted().unwrap_or_else(|| "-".to_owned()),
            figures.reasons.first().map_or_else(|| "-".to_owned(), |(reason, uses)| format!("{reason} ({uses})")),
            used.call.to_string(),
        ];
        let cells = cells.into_iter().map(Cell::fixed);
        cells.chain([Cell::flexible(place.unwrap_or_else(|| "-".to_owned()))]).collect()
    };
    let closing = format!(
        "{} bent or refused from {} to {}; {} read, {} of these days.",
        count(usage.rules.len(), "rule"),
        usage.from,
        usage.to,
        count(usage.rows as usize, "row"),
        usage.in_window
    );
    let rows = usage.rules.iter().map(row).collect();
    let mut text = table::text(&header, rows, terminal::width(), &closing);
    let kill = usage.kill;
    let lines = format!(
        "The lines are drawn at {} uses by {} people to change a rule, {} by {} to review it; where the number of cases is known, \
         a rule should change when {} % of them or more are bent, by the lower end of the interval.",
        kill.uses, kill.staff, kill.review_uses, kill.review_staff, kill.share
    );
    for line in emit::wrapped(&lines, output::text_width()) {
        text.push_str(&format!("{line}\n"));
    }
    let said = report.findings.iter().filter(|finding| finding.lint == "log/kill-candidate").map(sentence);
    let nominated = report.findings.iter().filter(|finding| finding.lint == "log/nominated").map(sentence);
    for (title, sentences) in
        [("Rules that should change", said.collect::<Vec<_>>()), ("Rules that staff call dumb", nominated.collect())]
    {
        if !sentences.is_empty() {
            text.push_str(&format!("\n{title}:\n"));
            sentences.iter().for_each(|sentence| text.push_str(&item(sentence)));
        }
    }
    if !usage.notes.is_empty() {
        text.push_str("\nNot counted:\n");
        usage.notes.iter().for_each(|note| text.push_str(&item(note)));
    }
    text
}

/// What a finding says behind its title, and where.
fn sentence(finding: &Finding) -> String {
    let said = finding.message.split_once(": ").map_or(finding.message.as_str(), |(_, said)| said);
    format!("{}:{}: {said}", finding.primary.path, finding.primary.start.line)
}

fn item(text: &str) -> String {
    let lines = emit::wrapped(&emit::harmless(text), output::text_width().saturating_sub(4));
    format!("  - {}\n", lines.join("\n    "))
}

/// One row for each rule, bend and role.
fn csv(usage: &Usage) -> String {
    let header = [
        "rule",
        "bend",
        "role",
        "uses",
        "refusals",
        "escalations",
        "corrections",
        "people",
        "first_reason",
        "unit",
        "p90",
        "minutes",
        "calls_for",
        "path",
        "line",
    ];
    let rows = usage.rules.iter().flat_map(|used| {
        used.bends.iter().map(move |bend| {
            let figures = &bend.figures;
            let most = figures.granted.iter().max_by_key(|granted| granted.count);
            let number = |number: u64| number.to_string();
            vec![
                used.rule.clone().unwrap_or_default(),
                bend.bend.clone().unwrap_or_default(),
                bend.role.clone(),
                number(figures.uses),
                number(figures.refusals),
                number(figures.escalations),
                number(figures.corrections),
                figures.people.map(number).unwrap_or_default(),
                figures.reasons.first().map(|(reason, _)| reason.clone()).unwrap_or_default(),
                most.map(|granted| granted.measure.to_string()).unwrap_or_default(),
                most.map(|granted| granted.p90.as_f64().to_string()).unwrap_or_default(),
                figures.minutes.map(|minutes| minutes.as_f64().to_string()).unwrap_or_default(),
                used.call.to_string(),
                used.label.as_ref().map(|label| label.path.clone()).unwrap_or_default(),
                used.label.as_ref().map(|label| label.start.line.to_string()).unwrap_or_default(),
            ]
        })
    });
    table::csv(&header, rows)
}
