//! An evaluation for people at a terminal: the figures, then what was wrong, quoted, then what changed.

use super::palette;
use super::sink::{Line, Sink, flowing};
use super::terminal::{hanging, ruled};
use super::wording::{count, thousands};
use super::wrap::shorten;
use crate::evaluation::{Comparison, Decision, Estimate, Evaluation, Figure, Moved, Verdict};
use anstyle::Style;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Columns that a table takes beside the names.
const BESIDE_NAME: usize = 72;
/// Names are never cut below this: the longest id of a lint fits.
const NAME: usize = 44;

/// How an evaluation is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EvaluationOptions {
    /// Whether to use colours.
    pub color: bool,
    /// Columns to fill.
    pub width: usize,
    /// So many quotes of so many labels in each list of mistakes; 0 for no lists.
    pub list: usize,
}

impl Default for EvaluationOptions {
    fn default() -> Self {
        Self { color: false, width: 100, list: 5 }
    }
}

/// Mistakes of one kind: the label and its decisions, the label with most first.
pub(crate) type Mistakes<'e> = Vec<(&'e str, Vec<&'e Decision>)>;

/// The mistakes of one kind, by label.
pub(crate) fn mistakes(evaluation: &Evaluation, verdict: Verdict) -> Mistakes<'_> {
    let mut by_label: BTreeMap<&str, Vec<&Decision>> = BTreeMap::new();
    for decision in evaluation.decisions.iter().filter(|decision| decision.verdict == verdict) {
        by_label.entry(&decision.label).or_default().push(decision);
    }
    let mut mistakes: Vec<_> = by_label.into_iter().collect();
    for (_, decisions) in &mut mistakes {
        // What the labeller was sure of is the worse mistake; of false alarms, those on fair units.
        decisions.sort_by_key(|decision| (decision.on_hostile && verdict == Verdict::FalseAlarm, decision.confidence));
    }
    mistakes.sort_by_key(|(label, decisions)| (std::cmp::Reverse(decisions.len()), *label));
    mistakes
}

/// Writes the evaluation as text.
pub(crate) fn emit(
    evaluation: &Evaluation,
    against: Option<&Comparison>,
    options: &EvaluationOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut sink = Sink::new(out, options.color);
    title("What was looked at", options, &mut sink)?;
    basis(evaluation, options, &mut sink)?;
    if options.list > 0 {
        for (name, verdict) in [("False alarms", Verdict::FalseAlarm), ("Missed", Verdict::Missed)] {
            listed(name, &mistakes(evaluation, verdict), options, &mut sink)?;
        }
    }
    if let Some(comparison) = against {
        compared(comparison, options, &mut sink)?;
    }
    // What matters most stands last, where the eye is.
    for (name, figures) in tables(evaluation) {
        title(name, options, &mut sink)?;
        table(figures, options, &mut sink)?;
    }
    Ok(())
}

/// The tables that have something in them, from the smallest things to the whole.
pub(crate) fn tables(evaluation: &Evaluation) -> impl Iterator<Item = (&'static str, &[Figure])> {
    let by_label = if evaluation.lints.is_empty() { "By lint" } else { "By label" };
    let tables: [(&str, &[Figure]); 5] = [
        ("By lint", &evaluation.lints),
        (by_label, &evaluation.labels),
        ("By group", &evaluation.groups),
        ("By confidence of the findings", &evaluation.confidences),
        ("All together", &evaluation.figures),
    ];
    tables.into_iter().filter(|(_, figures)| !figures.is_empty())
}

fn title(text: &str, options: &EvaluationOptions, sink: &mut Sink) -> io::Result<()> {
    sink.line(ruled(Line::default().put(palette::GUTTER, "── ").put(palette::STRONG, text), options.width))
}

/// What the figures rest on, and what was left out of them.
fn basis(evaluation: &Evaluation, options: &EvaluationOptions, sink: &mut Sink) -> io::Result<()> {
    for (name, fact) in facts(evaluation) {
        hanging(&[(palette::QUIET, &format!("   {name:<11}"))], Style::new(), &fact, options.width, sink)?;
    }
    for (name, reason) in &evaluation.not_audited {
        let told = format!("{name}: {reason}");
        hanging(&[(palette::WARN, "   not counted: ")], Style::new(), &told, options.width, sink)?;
    }
    sink.blank()
}

/// What the figures rest on: names and texts.
pub(crate) fn facts(evaluation: &Evaluation) -> Vec<(&'static str, String)> {
    let hostile = thousands(evaluation.hostile);
    let mut facts = vec![
        ("labels", evaluation.labels_from.join(", ")),
        ("documents", thousands(evaluation.documents.len())),
        ("units", format!("{}, {hostile} of them labelled as hostile", thousands(evaluation.units))),
        ("lints", format!("{}, {}", thousands(evaluation.lints_used), evaluation.ruleset_hash)),
    ];
    facts.push(("findings", format!("{} or surer", evaluation.min_confidence)));
    facts.extend(evaluation.map_from.as_ref().map(|map| ("map", map.clone())));
    if !evaluation.left_out.is_empty() {
        facts.push(("left out", evaluation.left_out.join(", ")));
    }
    if evaluation.stray > 0 {
        facts.push(("unmatched", format!("{} on no labelled unit", count(evaluation.stray, "finding"))));
    }
    facts
}

fn table(figures: &[Figure], options: &EvaluationOptions, sink: &mut Sink) -> io::Result<()> {
    let room = options.width.saturating_sub(BESIDE_NAME).max(NAME);
    let names: Vec<String> = figures.iter().map(|figure| shorten(&flowing(&figure.name), room)).collect();
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or_default();
    let head =
        format!("   {:width$} {:<16}{:<16}{:<16}{:>9} {:>9}", "", "precision", "recall", "F1", "right/of", "found/of");
    sink.line(Line::default().put(palette::QUIET, &head))?;
    for (name, figure) in names.iter().zip(figures) {
        let counts = figure.counts;
        let shares: String = [figure.precision, figure.recall, figure.f1].map(share).concat();
        let reported = format!("{}/{}", counts.right, counts.predicted);
        let labelled = format!("{}/{}", counts.found, counts.gold);
        let line = Line::default().plainly(&format!("   {name:width$} "));
        sink.line(line.put(palette::STRONG, &shares).plainly(&format!("{reported:>9} {labelled:>9}")))?;
    }
    sink.blank()
}

/// A share in percent with its interval, always as wide.
fn share(estimate: Option<Estimate>) -> String {
    format!("{:<16}", estimate.map_or_else(|| "–".to_owned(), percent))
}

/// A share in percent with its interval: `94.4 (90–97)`.
pub(crate) fn percent(estimate: Estimate) -> String {
    let interval = estimate.interval.map(|it| format!(" ({:.0}–{:.0})", 100.0 * it.low, 100.0 * it.high));
    format!("{:.1}{}", 100.0 * estimate.value, interval.unwrap_or_default())
}

/// The mistakes of one kind: the labels with most of them, and some of each.
fn listed(name: &str, mistakes: &Mistakes<'_>, options: &EvaluationOptions, sink: &mut Sink) -> io::Result<()> {
    if mistakes.is_empty() {
        return Ok(());
    }
    title(name, options, sink)?;
    for (label, decisions) in mistakes.iter().take(options.list) {
        let line = Line::default().plainly("   ").put(palette::STRONG, label);
        sink.line(line.plainly(&format!("  {}", thousands(decisions.len()))))?;
        for decision in decisions.iter().take(options.list) {
            quoted(decision, options, sink)?;
        }
    }
    let rest: usize = mistakes.iter().skip(options.list).map(|(_, decisions)| decisions.len()).sum();
    if rest > 0 {
        let labels = count(mistakes.len() - options.list, "further label");
        sink.line(
            Line::default().put(palette::QUIET, &format!("   {} more of {labels}: see --json", thousands(rest))),
        )?;
    }
    sink.blank()
}

fn quoted(decision: &Decision, options: &EvaluationOptions, sink: &mut Sink) -> io::Result<()> {
    let at = if decision.line > 0 { format!(":{}", decision.line) } else { String::new() };
    let note = note(decision);
    let quote = flowing(&decision.text);
    sink.line(Line::default().put(palette::QUIET, &format!("     {}{at}{note}", flowing(&decision.doc))))?;
    sink.line(Line::default().plainly(&format!("       {}", shorten(&quote, options.width.saturating_sub(7)))))
}

/// What more there is to say of a mistake, behind its place.
pub(crate) fn note(decision: &Decision) -> String {
    let mut notes = Vec::new();
    match decision.verdict {
        Verdict::FalseAlarm if decision.on_hostile => notes.push("on a rule that is hostile otherwise".to_owned()),
        Verdict::Missed if !decision.lints.is_empty() => {
            notes.push(format!("found {} instead", decision.lints.join(", ")));
        }
        _ => {}
    }
    if decision.verdict != Verdict::Missed && decision.lints.iter().any(|lint| *lint != decision.label) {
        notes.push(format!("by {}", decision.lints.join(", ")));
    }
    notes.extend(decision.confidence.map(|confidence| format!("label of {confidence} confidence")));
    notes.into_iter().map(|note| format!(" · {note}")).collect()
}

fn compared(comparison: &Comparison, options: &EvaluationOptions, sink: &mut Sink) -> io::Result<()> {
    title("Since the earlier evaluation", options, sink)?;
    for warning in warnings(comparison) {
        hanging(&[(palette::WARN, "   ! ")], Style::new(), warning, options.width, sink)?;
    }
    let width = comparison.figures.iter().map(|change| change.name.chars().count()).max().unwrap_or_default();
    for change in &comparison.figures {
        let line = Line::default().plainly(&format!("   {:width$}  F1 ", flowing(&change.name)));
        sink.line(line.put(palette::STRONG, &turn(change.before, change.after)))?;
    }
    for how in Moved::ALL {
        let moved: Vec<&Decision> = comparison.moved.iter().filter(|(it, _)| *it == how).map(|(_, it)| it).collect();
        if moved.is_empty() {
            continue;
        }
        let style = if matches!(how, Moved::Found | Moved::Quieted) { palette::GOOD } else { palette::BAD };
        sink.line(
            Line::default().plainly("   ").put(style, how.words()).plainly(&format!("  {}", thousands(moved.len()))),
        )?;
        for decision in moved.iter().take(options.list * options.list) {
            let line = Line::default().plainly("     ").put(palette::STRONG, &flowing(&decision.label));
            sink.line(line)?;
            quoted(decision, options, sink)?;
        }
    }
    sink.blank()
}

/// What makes a comparison worth less.
pub(crate) fn warnings(comparison: &Comparison) -> Vec<&'static str> {
    let mut warnings = Vec::new();
    if !comparison.same_documents {
        warnings.push("the documents are not the same, so the figures do not compare; below are those that both have");
    }
    if comparison.same_lints {
        warnings
            .push("the lints are the same: what differs comes from the labels, the map, the options or the program");
    }
    warnings
}

/// A figure then and now: `81.2 → 82.0 (+0.8)`.
pub(crate) fn turn(before: Option<f64>, after: Option<f64>) -> String {
    let shown = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| format!("{:.1}", 100.0 * value));
    let by = before.zip(after).map(|(before, after)| format!(" ({:+.1})", 100.0 * (after - before)));
    format!("{} → {}{}", shown(before), shown(after), by.unwrap_or_default())
}
