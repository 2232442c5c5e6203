//! What the HTML template of an evaluation sees: figures, mistakes and changes in words, every text made visible.

use super::evaluation::{EvaluationOptions, facts, mistakes, note, percent, tables, turn, warnings};
use super::sink::{flowing, visible};
use super::wording::{count, thousands};
use crate::evaluation::{self, Comparison, Decision, Evaluation, Moved, Verdict};
use serde::Serialize;

/// The whole page.
#[derive(Serialize)]
pub(crate) struct EvaluationPage {
    headline: String,
    facts: Vec<Fact>,
    not_audited: Vec<Fact>,
    tables: Vec<Table>,
    lists: Vec<List>,
    since: Option<Since>,
    tool_version: String,
}

#[derive(Serialize)]
struct Fact {
    name: String,
    text: String,
}

#[derive(Serialize)]
struct Table {
    id: String,
    name: &'static str,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    name: String,
    precision: String,
    recall: String,
    f1: String,
    reported: String,
    labelled: String,
}

/// Mistakes of one kind.
#[derive(Serialize)]
struct List {
    id: String,
    name: &'static str,
    groups: Vec<Group>,
    more: String,
}

/// Decisions about one label, or of one kind.
#[derive(Serialize)]
struct Group {
    name: String,
    number: String,
    quotes: Vec<Quote>,
}

#[derive(Serialize)]
struct Quote {
    place: String,
    text: String,
}

#[derive(Serialize)]
struct Since {
    warnings: Vec<&'static str>,
    figures: Vec<Fact>,
    moved: Vec<Group>,
}

impl EvaluationPage {
    /// The page of an evaluation.
    pub(crate) fn new(evaluation: &Evaluation, against: Option<&Comparison>, options: &EvaluationOptions) -> Self {
        let fact = |(name, text): (&str, String)| Fact { name: flowing(name), text: flowing(&text) };
        let mut tables: Vec<Table> = tables(evaluation)
            .enumerate()
            .map(|(index, (name, figures))| Table {
                id: format!("table-{index}"),
                name,
                rows: figures.iter().map(Row::from).collect(),
            })
            .collect();
        // On a page, the eye starts at the top.
        tables.reverse();
        let lists = [("false-alarms", "False alarms", Verdict::FalseAlarm), ("missed", "Missed", Verdict::Missed)];
        let lists = lists.into_iter().map(|(id, name, verdict)| List::new(id, name, evaluation, verdict, options.list));
        Self {
            headline: headline(evaluation),
            facts: facts(evaluation).into_iter().map(fact).collect(),
            not_audited: evaluation.not_audited.iter().map(|(name, why)| fact((name, why.clone()))).collect(),
            tables,
            lists: lists.filter(|list| !list.groups.is_empty()).collect(),
            since: against.map(|comparison| Since::new(comparison, options.list * options.list)),
            tool_version: visible(&evaluation.tool_version).into_owned(),
        }
    }
}

/// The main figure in one sentence.
fn headline(evaluation: &Evaluation) -> String {
    let main = evaluation.figures.first();
    let whole = |estimate: Option<evaluation::Estimate>| estimate.map(|it| format!("{:.0} %", 100.0 * it.value));
    match main.and_then(|figure| Some((whole(figure.precision)?, whole(figure.recall)?))) {
        Some((precision, recall)) => format!("{precision} of what is reported is right, {recall} is found"),
        None => format!("{} looked at", count(evaluation.units, "unit")),
    }
}

impl From<&evaluation::Figure> for Row {
    fn from(figure: &evaluation::Figure) -> Self {
        let share = |estimate: Option<evaluation::Estimate>| estimate.map_or_else(|| "–".to_owned(), percent);
        let of = |part, whole| format!("{} of {}", thousands(part), thousands(whole));
        Self {
            name: flowing(&figure.name),
            precision: share(figure.precision),
            recall: share(figure.recall),
            f1: share(figure.f1),
            reported: of(figure.counts.right, figure.counts.predicted),
            labelled: of(figure.counts.found, figure.counts.gold),
        }
    }
}

impl List {
    fn new(id: &str, name: &'static str, evaluation: &Evaluation, verdict: Verdict, most: usize) -> Self {
        let mistakes = mistakes(evaluation, verdict);
        let rest: usize = mistakes.iter().skip(most).map(|(_, decisions)| decisions.len()).sum();
        let labels = count(mistakes.len().saturating_sub(most), "further label");
        let groups = mistakes.iter().take(most).map(|(label, decisions)| Group {
            name: flowing(label),
            number: thousands(decisions.len()),
            quotes: decisions.iter().take(most).map(|decision| Quote::from(*decision)).collect(),
        });
        let more = if rest > 0 { format!("{} more of {labels}.", thousands(rest)) } else { String::new() };
        Self { id: id.to_owned(), name, groups: groups.collect(), more }
    }
}

impl From<&Decision> for Quote {
    fn from(decision: &Decision) -> Self {
        let at = if decision.line > 0 { format!(":{}", decision.line) } else { String::new() };
        Self { place: flowing(&format!("{}{at}{}", decision.doc, note(decision))), text: flowing(&decision.text) }
    }
}

impl Since {
    fn new(comparison: &Comparison, most: usize) -> Self {
        let figures = comparison
            .figures
            .iter()
            .map(|change| Fact { name: flowing(&change.name), text: turn(change.before, change.after) });
        let moved = Moved::ALL.into_iter().map(|how| {
            let moved: Vec<&Decision> =
                comparison.moved.iter().filter(|(it, _)| *it == how).map(|(_, decision)| decision).collect();
            let quote = |decision: &&Decision| {
                let quote = Quote::from(*decision);
                Quote { place: format!("{} · {}", flowing(&decision.label), quote.place), ..quote }
            };
            Group {
                name: how.words().to_owned(),
                number: thousands(moved.len()),
                quotes: moved.iter().take(most).map(quote).collect(),
            }
        });
        Self {
            warnings: warnings(comparison),
            figures: figures.collect(),
            moved: moved.filter(|group| group.number != "0").collect(),
        }
    }
}
