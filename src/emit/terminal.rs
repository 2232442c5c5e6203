//! Text for people at a terminal or in the log of a build: each document with its findings, then what was left out, then
//! the figures. Suppressed and dismissed findings are counted and not shown.
//!
//! A finding is told in three voices: the policy's (the source lines), the customer's ("customer:") and a kinder policy's
//! ("instead:"). Every line goes through [`Sink`], which makes a stranger's text harmless.

use super::bends::may_bend;
use super::grouped::{Group, groups};
use super::palette;
use super::place::{Gutter, Mark, place};
use super::quote::bare;
use super::sink::{Line, Sink};
use super::snippet::{self};
use super::sources;
use super::summary;
use super::wording::{audience, capitalized, count, decided, decided_by, suppression};
use super::wrap::{shorten, wrap, wrap_behind};
use crate::finding::{Finding, Label};
use crate::report::{DocumentSummary, LintCard, Report};
use crate::ruleset::Confidence;
use anstyle::Style;
use std::io::{self, Write};
use std::time::Duration;

/// How the terminal text is to look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TerminalOptions {
    /// Whether to use colours; off when the text goes to a file or a pipe.
    pub color: bool,
    /// Columns to fill.
    pub width: usize,
    /// Also why it hurts, whom it resembles, what would be acceptable, how to suppress it, and silenced matches.
    pub verbose: bool,
    /// Only what was left out, and the summary.
    pub quiet: bool,
    /// How long the audit took; left out when not given.
    pub elapsed: Option<Duration>,
}

impl Default for TerminalOptions {
    fn default() -> Self {
        Self { color: false, width: 80, verbose: false, quiet: false, elapsed: None }
    }
}

/// What is said about every finding.
const USUAL: [&str; 5] = ["told by", "customer", "instead", "may bend", "verdict"];
/// What is said about it when everything is asked for.
const FURTHER: [&str; 4] = ["why", "sources", "fine if", "accept"];

/// Places that a finding shows besides its own; the rest is counted.
const MOST_RELATED: usize = 4;

/// Writes the report as text.
pub(crate) fn emit(report: &Report, options: &TerminalOptions, out: &mut dyn Write) -> io::Result<()> {
    let mut sink = Sink::new(out, options.color);
    let further: &[&str] = if options.verbose { &FURTHER } else { &[] };
    if !options.quiet {
        for group in groups(report).iter().filter(|group| !group.counted.is_empty()) {
            heading(group, report.reviewed.file.is_some(), options, &mut sink)?;
            for finding in &group.counted {
                self::finding(finding, group.title(), report, &[&USUAL, further].concat(), options, &mut sink)?;
            }
        }
    }
    if let Some(comparison) = &report.comparison {
        sink.blank()?;
        super::comparison::emit_summary(comparison, options.color, options.width, options.verbose, out)?;
        sink = Sink::new(out, options.color);
        sink.blank()?;
    }
    summary::write(report, options, &mut sink)
}

/// A rule across the page with a title in it.
pub(crate) fn ruled(title: Line, width: usize) -> Line {
    let line = title.plainly(" ");
    let used = line.width();
    line.put(palette::GUTTER, &"─".repeat(width.saturating_sub(used).max(2)))
}

/// Lines of running text, the first behind `lead`, the others below it.
pub(crate) fn hanging(
    lead: &[(Style, &str)],
    style: Style,
    text: &str,
    width: usize,
    sink: &mut Sink,
) -> io::Result<()> {
    let lead_line = |sink: &mut Sink, rest: &str| {
        let line = lead.iter().fold(Line::default(), |line, (style, text)| line.put(*style, text));
        sink.line(line.put(style, rest))
    };
    let indent: usize = lead.iter().map(|(_, text)| text.chars().count()).sum();
    let lines = wrap(text, width.saturating_sub(indent));
    lead_line(sink, &lines[0])?;
    // Below the first line the lead is blank, but for the gutter's bar.
    let below: String = lead
        .iter()
        .flat_map(|(_, text)| text.chars())
        .map(|character| if character == '│' { character } else { ' ' })
        .collect();
    for line in &lines[1..] {
        sink.line(Line::default().put(palette::GUTTER, &below).put(style, line))?;
    }
    Ok(())
}

fn heading(group: &Group, in_use: bool, options: &TerminalOptions, sink: &mut Sink) -> io::Result<()> {
    let line = Line::default().put(palette::GUTTER, "── ").put(palette::STRONG, group.path);
    let title = group.title();
    let used = line.width() + 6;
    let room = options.width.saturating_sub(used);
    let line = if title.is_empty() || room < 8 {
        line
    } else {
        line.put(palette::GUTTER, " ── ").plainly(&shorten(title, room))
    };
    sink.line(ruled(line, options.width))?;
    let mut about = group.document.map_or_else(Vec::new, kind);
    about.push(counted(group, in_use));
    hanging(&[(palette::QUIET, "   ")], palette::QUIET, &about.join(" · "), options.width, sink)?;
    sink.blank()
}

/// What kind of document it is, and what decided that.
fn kind(document: &DocumentSummary) -> Vec<String> {
    let decided = |what: String, from: &str| match decided_by(from) {
        from if from.is_empty() => what,
        from => format!("{what} ({from})"),
    };
    let types = if document.types.is_empty() { "type unknown".to_owned() } else { document.types.join(", ") };
    vec![
        decided(types, &document.types_from),
        decided(audience(&document.audience), &document.audience_from),
        count(document.rules, "rule"),
    ]
}

/// What was found in a document, and how much of it is reviewed when anything is.
fn counted(group: &Group, in_use: bool) -> String {
    let found = count(group.counted.len(), "finding");
    let left_out = [(group.suppressed, "suppressed"), (group.tally.dismissed, "dismissed")];
    let left_out = left_out.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!(", {n} {word}"));
    let reviewed = if in_use { format!(" · {}", group.tally) } else { String::new() };
    format!("{found}{}{reviewed}", left_out.collect::<String>())
}

/// A finding with its places, and the notes about it that are asked for, in that order.
pub(crate) fn finding(
    finding: &Finding,
    title: &str,
    report: &Report,
    notes: &[&str],
    options: &TerminalOptions,
    sink: &mut Sink,
) -> io::Result<()> {
    let severity = palette::severity(finding.severity);
    let lead = [
        (severity, finding.severity.word()),
        (palette::QUIET, "["),
        (Style::new(), &finding.lint),
        (palette::QUIET, "]"),
        (palette::QUIET, unsure(finding.confidence)),
        (palette::QUIET, ": "),
    ];
    let head = lead.iter().fold(Line::default(), |line, (style, text)| line.put(*style, text));
    let lines = wrap_behind(head.width(), &finding.message, options.width);
    sink.line(head.put(palette::STRONG, &lines[0]))?;
    for line in &lines[1..] {
        sink.line(Line::default().put(palette::STRONG, line))?;
    }

    let labels = || std::iter::once(&finding.primary).chain(&finding.related);
    let last = labels().flat_map(|label| &label.lines).map(|(number, _)| *number).max().unwrap_or(1);
    let gutter = Gutter { digits: last.to_string().len() };
    place(&finding.primary, title, Mark { sign: "^", style: severity }, &gutter, options, sink)?;
    for related in finding.related.iter().take(MOST_RELATED) {
        place(related, "", Mark { sign: "-", style: palette::RELATED }, &gutter, options, sink)?;
    }
    if let Some(more) = finding.related.len().checked_sub(MOST_RELATED).filter(|more| *more > 0) {
        let lead = " ".repeat(gutter.digits) + " … ";
        sink.line(
            Line::default()
                .put(palette::GUTTER, &lead)
                .put(palette::QUIET, &format!("and {}", count(more, "more place"))),
        )?;
    }
    // Where there is nothing to live through, as in the register, the reason takes the place.
    let lived = report.lints.get(&finding.lint).is_some_and(|card| !card.customer_experience.is_empty());
    for name in notes.iter().filter(|name| lived || **name != "why") {
        let name = if !lived && *name == "customer" { "why" } else { name };
        note(name, finding, report, &gutter, options, sink)?;
    }
    sink.blank()
}

/// What is said of a finding that is less than certain, behind its lint.
fn unsure(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Certain => "",
        Confidence::Likely => " (likely)",
        Confidence::Possible => " (possible)",
    }
}

/// One note below a finding; nothing when there is nothing to say.
fn note(
    name: &str,
    finding: &Finding,
    report: &Report,
    gutter: &Gutter,
    options: &TerminalOptions,
    sink: &mut Sink,
) -> io::Result<()> {
    let nothing = LintCard::default();
    let card = report.lints.get(&finding.lint).unwrap_or(&nothing);
    let text = match name {
        "customer" => card.customer_experience.clone(),
        "instead" => card.rewrite.clone(),
        "why" => card.why.clone(),
        "sources" => capitalized(&sources::resembles(&card.sources).unwrap_or_default()),
        "fine if" => card.acceptable_when.join("; "),
        "accept" => suppression(&finding.lint),
        "told by" => finding.told_by.join(", "),
        "may bend" => may_bend(report, finding).unwrap_or_default(),
        "rule" if is_cut(&finding.primary, gutter, options) => finding.primary.reading.clone(),
        "rule" => String::new(),
        _ => report.reviewed.of(finding).map(decided).unwrap_or_default(),
    };
    if text.trim().is_empty() {
        return Ok(());
    }
    let style = if name == "instead" { palette::GOOD } else { palette::STRONG };
    let (lead, word) = (" ".repeat(gutter.digits) + " = ", format!("{:<10}", format!("{name}:")));
    hanging(&[(palette::GUTTER, &lead), (style, &word)], Style::new(), &text, options.width, sink)
}

/// Whether the source lines do not show the whole rule as it reads.
fn is_cut(label: &Label, gutter: &Gutter, options: &TerminalOptions) -> bool {
    let (rows, _) = snippet::rows(label, options.width.saturating_sub(gutter.digits + 3));
    let shown: String = rows.iter().flat_map(|row| [&row.before, &row.matched, &row.after]).cloned().collect();
    !bare(&shown).contains(&bare(&label.reading))
}
