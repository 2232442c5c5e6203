//! How the terminal text ends: errors, what was left out and why, then the figures, then one sentence.
//!
//! What the audit cannot vouch for is named before any figure, so that a small number is never taken for a good one.

use super::bends::{Leeway, leeway_of_all};
use super::palette;
use super::place::{Gutter, Mark, source_line};
use super::sink::{Line, Sink};
use super::snippet;
use super::terminal::{TerminalOptions, hanging, ruled};
use super::wording::{Ending, LESS_SURE, by_severity, count, ending, headline, said_of_documents, thousands, verdict};
use crate::error::Error;
use crate::report::Report;
use crate::ruleset::Severity;
use crate::verdict::Tally;
use anstyle::Style;
use std::io;

/// Writes the end of the report.
pub(crate) fn write(report: &Report, options: &TerminalOptions, sink: &mut Sink) -> io::Result<()> {
    if options.verbose && !options.quiet {
        silenced(report, options, sink)?;
    }
    if !options.quiet {
        overridden(report, options, sink)?;
    }
    for error in &report.errors {
        self::error(error, options, sink)?;
    }
    left_out(report, options, sink)?;
    figures(report, options, sink)?;
    let (style, mark) = match ending(report) {
        Ending::Nothing => (palette::BAD, "! "),
        Ending::Findings => (palette::STRONG, ""),
        Ending::Partial => (palette::WARN, "! "),
        Ending::Clean => (palette::GOOD, "✓ "),
    };
    hanging(&[(style, mark)], style, &format!("{}.", headline(report)), options.width, sink)?;
    hanging(&[(style, &" ".repeat(mark.chars().count()))], Style::new(), &verdict(report), options.width, sink)
}

fn silenced(report: &Report, options: &TerminalOptions, sink: &mut Sink) -> io::Result<()> {
    if report.silenced.is_empty() {
        return Ok(());
    }
    sink.line(ruled(
        Line::default().put(palette::GUTTER, "── ").put(palette::STRONG, "Silenced by the text itself"),
        options.width,
    ))?;
    for match_ in &report.silenced {
        let told = format!("{}:{} {} silenced by: {}", match_.path, match_.line, match_.lint, match_.by);
        hanging(&[(palette::GUTTER, "   ")], Style::new(), &told, options.width, sink)?;
    }
    sink.blank()
}

/// Lints that were switched off or weigh otherwise than as shipped, everywhere or in some documents, each with the reason given.
fn overridden(report: &Report, options: &TerminalOptions, sink: &mut Sink) -> io::Result<()> {
    let ruleset = &report.ruleset;
    for (lead, lints) in [("switched off: ", &ruleset.switched_off), ("changed: ", &ruleset.changed)] {
        for (lint, reason) in lints {
            let told = format!("{lint}: {reason}");
            hanging(&[(palette::QUIET, lead)], Style::new(), &told, options.width, sink)?;
        }
    }
    for it in &report.overrides {
        let lead = format!("in {}: ", it.glob);
        hanging(&[(palette::QUIET, &lead)], Style::new(), &said_of_documents(it), options.width, sink)?;
    }
    let is_empty = ruleset.switched_off.is_empty() && ruleset.changed.is_empty() && report.overrides.is_empty();
    if is_empty { Ok(()) } else { sink.blank() }
}

/// One error: message, place, the line with the place underlined, and what to do.
pub(crate) fn error(error: &Error, options: &TerminalOptions, sink: &mut Sink) -> io::Result<()> {
    hanging(&[(palette::BAD, "error: ")], palette::STRONG, &error.message, options.width, sink)?;
    let mut digits = 1;
    if let Some(place) = &error.place {
        let at = place.at.map_or_else(String::new, |at| format!(":{}:{}", at.line, at.column));
        digits = place.at.map_or(1, |at| at.line.to_string().len());
        let arrow = format!("{}--> ", " ".repeat(digits));
        sink.line(Line::default().put(palette::GUTTER, &arrow).plainly(&format!("{}{at}", place.path)))?;
        if let (Some(at), Some((text, span))) = (place.at, &place.line) {
            let gutter = Gutter { digits };
            let row = snippet::row(at.line, text, span.start..span.end, options.width.saturating_sub(digits + 3));
            source_line(&row, &Mark { sign: "^", style: palette::BAD }, &gutter, sink)?;
        }
    }
    if let Some(help) = &error.help {
        let lead = " ".repeat(digits) + " = ";
        hanging(&[(palette::GUTTER, &lead), (palette::STRONG, "help: ")], Style::new(), help, options.width, sink)?;
    }
    sink.blank()
}

/// Documents that were not audited, and documents of which parts were not read.
fn left_out(report: &Report, options: &TerminalOptions, sink: &mut Sink) -> io::Result<()> {
    let partly = report.documents.iter().filter(|document| !document.unread.is_empty());
    let partly: Vec<_> = partly.map(|document| (document.path.as_str(), document.unread.join(", "))).collect();
    for missed in &report.not_audited {
        let told = format!("{}: {}", missed.path, missed.reason);
        hanging(&[(palette::WARN, "not audited: ")], Style::new(), &told, options.width, sink)?;
    }
    for (path, parts) in &partly {
        let told = format!("{path}: could not read {parts}");
        hanging(&[(palette::WARN, "partly read: ")], Style::new(), &told, options.width, sink)?;
    }
    if report.not_audited.len() + partly.len() > 0 { sink.blank() } else { Ok(()) }
}

/// One figure of the summary: its name, its number, and what more there is to say.
struct Figure {
    name: &'static str,
    n: usize,
    style: Style,
    note: Line,
}

fn figures(report: &Report, options: &TerminalOptions, sink: &mut Sink) -> io::Result<()> {
    let title = Line::default().put(palette::GUTTER, "── ").put(palette::STRONG, "Summary");
    sink.line(ruled(title, options.width))?;
    let figures = all_figures(report);
    let digits = figures.iter().map(|figure| thousands(figure.n).len()).max().unwrap_or(1);
    for Figure { name, n, style, note } in figures {
        let lead = Line::default().plainly(&format!("   {name:<14}")).put(style, &format!("{:>digits$}", thousands(n)));
        sink.line(lead.plainly("  ").join(note))?;
    }
    if let Some(elapsed) = options.elapsed {
        let lead = Line::default().plainly(&format!("   {:<14}", "time"));
        sink.line(lead.put(palette::STRONG, &format!("{:.2} s", elapsed.as_secs_f64())))?;
    }
    sink.blank()
}

/// Errors first, then what else was left out, then what was done, then what was found.
fn all_figures(report: &Report) -> Vec<Figure> {
    let restrictive: usize = report.documents.iter().map(|document| document.restrictive_rules).sum();
    let figure = |name, n, style, note: &str| Figure { name, n, style, note: Line::default().plainly(note) };
    let strong = palette::STRONG;
    let tally = report.tally();
    let mut figures = vec![
        figure("errors", report.errors.len(), palette::BAD, "the audit is not complete"),
        figure("not audited", report.not_audited.len(), palette::WARN, "named above"),
        figure("documents", report.documents.len(), strong, &format!("{} read", count(report.words(), "word"))),
        figure("rules", report.rules(), strong, &format!("{} bind or refuse the customer", thousands(restrictive))),
        figure("lints", report.ruleset.lints, strong, &report.ruleset.hash),
        figure("switched off", report.ruleset.switched_off.len(), strong, "lints that were not used"),
        Figure {
            name: "findings",
            n: report.counted().count(),
            style: strong,
            note: severities(&report.severity_counts()),
        },
        figure("less sure", report.less_sure, strong, LESS_SURE),
        figure("passed over", report.passed_over.len(), strong, "where their lint is off"),
        figure("suppressed", report.suppressed(), strong, "each with a reason and an end date"),
        figure("accepted", report.accepted(), strong, "by the baseline, each with a reason and an end date"),
        figure("dismissed", tally.dismissed, strong, "each with a reason"),
        figure("reviewed", tally.reviewed(), strong, &reviewed(tally)),
        figure(
            "unused",
            report.reviewed.unused.len(),
            palette::WARN,
            "verdicts without a finding: dumbrules review --list",
        ),
    ];
    if let Some(bends) = &report.bends {
        let usable = bends.standings.iter().filter(|standing| standing.state.is_usable()).count();
        let note = format!("{} may be relied on: dumbrules bends", thousands(usable));
        figures.push(figure("bends", bends.standings.len(), strong, &note));
        let Leeway { protected, rigid, bendable, .. } = leeway_of_all(bends);
        let note = format!("restrictive rules; {} protected, {} rigid", thousands(protected), thousands(rigid));
        figures.push(figure("bendable", bendable, strong, &note));
    }
    // A zero of these goes without saying.
    const EXPECTED: [&str; 9] = [
        "errors",
        "not audited",
        "switched off",
        "less sure",
        "passed over",
        "suppressed",
        "accepted",
        "dismissed",
        "unused",
    ];
    let in_use = report.reviewed.file.is_some();
    figures.retain(|figure| figure.n > 0 || !(EXPECTED.contains(&figure.name) || figure.name == "reviewed" && !in_use));
    figures
}

/// How far people have come: all findings are provisional until somebody has looked at them.
fn reviewed(tally: Tally) -> String {
    let Tally { findings, confirmed, dismissed } = tally;
    let left = match findings - tally.reviewed() {
        0 => String::new(),
        1 => "; the other one is provisional".to_owned(),
        left => format!("; {} are provisional", thousands(left)),
    };
    format!("of {}: {confirmed} confirmed, {dismissed} dismissed{left}", thousands(findings))
}

/// Figures of findings, each severity in its colour.
fn severities(counts: &[(Severity, usize)]) -> Line {
    let told = counts.iter().filter(|(_, n)| *n > 0).enumerate();
    told.fold(Line::default(), |line, (index, (severity, n))| {
        let line = if index > 0 { line.plainly(", ") } else { line };
        line.put(palette::severity(*severity), &by_severity(&[(*severity, *n)]))
    })
}
