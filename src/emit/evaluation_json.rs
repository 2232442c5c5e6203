//! The JSON of an evaluation, version `dumbrules/evaluation/1`, written and read back.
//!
//! The domain types may change, this not, so nothing here is shared with them. What each field is, below, as in
//! `docs/evaluating.md`.
#![doc = include_str!("../../docs/evaluating.md")]

use super::json::escaped;
use crate::error::Error;
use crate::evaluation::{self, Comparison, Evaluation, LabelConfidence, Previous, Verdict};
use crate::ruleset::Confidence;
use crate::text::{SourceFile, Span};
use serde::{Deserialize, Serialize};
use std::io::{self, Write};

const SCHEMA: &str = "dumbrules/evaluation/1";

#[derive(Serialize)]
struct Contract<'a> {
    schema: &'static str,
    tool: Tool<'a>,
    ruleset: Ruleset<'a>,
    min_confidence: &'static str,
    labels_from: &'a [String],
    map_from: Option<&'a str>,
    left_out: &'a [String],
    documents: &'a [String],
    not_audited: Vec<NotAudited<'a>>,
    units: usize,
    hostile: usize,
    stray: usize,
    figures: Vec<Figure<'a>>,
    by_label: Vec<Figure<'a>>,
    by_group: Vec<Figure<'a>>,
    by_lint: Vec<Figure<'a>>,
    by_confidence: Vec<Figure<'a>>,
    decisions: Vec<Decision>,
    against: Option<Against<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    name: &'static str,
    version: &'a str,
}

#[derive(Serialize)]
struct Ruleset<'a> {
    lints: usize,
    hash: &'a str,
}

#[derive(Serialize)]
struct NotAudited<'a> {
    name: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct Figure<'a> {
    name: &'a str,
    labelled: usize,
    found: usize,
    reported: usize,
    right: usize,
    elsewhere_hostile: usize,
    precision: Option<Estimate>,
    recall: Option<Estimate>,
    f1: Option<Estimate>,
}

#[derive(Serialize, Deserialize)]
struct Estimate {
    value: f64,
    low: Option<f64>,
    high: Option<f64>,
}

#[derive(Serialize, Deserialize)]
struct Decision {
    doc: String,
    line: usize,
    text: String,
    label: String,
    lints: Vec<String>,
    outcome: String,
    on_hostile: bool,
    label_confidence: Option<String>,
    finding_confidence: Option<String>,
}

#[derive(Serialize)]
struct Against<'a> {
    same_documents: bool,
    same_lints: bool,
    worse: bool,
    figures: Vec<Change<'a>>,
    moved: Vec<Moved<'a>>,
}

#[derive(Serialize)]
struct Change<'a> {
    name: &'a str,
    before: Option<f64>,
    after: Option<f64>,
}

#[derive(Serialize)]
struct Moved<'a> {
    how: &'static str,
    doc: &'a str,
    line: usize,
    text: &'a str,
    label: &'a str,
}

/// Writes the evaluation as one JSON object, indented, with a line end behind it.
pub(crate) fn emit(evaluation: &Evaluation, against: Option<&Comparison>, out: &mut dyn Write) -> io::Result<()> {
    let contract = Contract::new(evaluation, against);
    let text = serde_json::to_string_pretty(&contract).map_err(io::Error::other)?;
    writeln!(out, "{}", escaped(&text))
}

impl<'a> Contract<'a> {
    fn new(evaluation: &'a Evaluation, against: Option<&'a Comparison>) -> Self {
        let figures = |figures: &'a [evaluation::Figure]| figures.iter().map(Figure::from).collect();
        let not_audited = evaluation.not_audited.iter().map(|(name, reason)| NotAudited { name, reason });
        Self {
            schema: SCHEMA,
            tool: Tool { name: "dumbrules", version: &evaluation.tool_version },
            ruleset: Ruleset { lints: evaluation.lints_used, hash: &evaluation.ruleset_hash },
            min_confidence: evaluation.min_confidence.word(),
            labels_from: &evaluation.labels_from,
            map_from: evaluation.map_from.as_deref(),
            left_out: &evaluation.left_out,
            documents: &evaluation.documents,
            not_audited: not_audited.collect(),
            units: evaluation.units,
            hostile: evaluation.hostile,
            stray: evaluation.stray,
            figures: figures(&evaluation.figures),
            by_label: figures(&evaluation.labels),
            by_group: figures(&evaluation.groups),
            by_lint: figures(&evaluation.lints),
            by_confidence: figures(&evaluation.confidences),
            decisions: evaluation.decisions.iter().map(Decision::from).collect(),
            against: against.map(Against::from),
        }
    }
}

impl<'a> From<&'a evaluation::Figure> for Figure<'a> {
    fn from(figure: &'a evaluation::Figure) -> Self {
        let counts = figure.counts;
        let estimate = |estimate: Option<evaluation::Estimate>| {
            estimate.map(|it| Estimate {
                value: it.value,
                low: it.interval.map(|interval| interval.low),
                high: it.interval.map(|interval| interval.high),
            })
        };
        Self {
            name: &figure.name,
            labelled: counts.gold,
            found: counts.found,
            reported: counts.predicted,
            right: counts.right,
            elsewhere_hostile: counts.on_hostile,
            precision: estimate(figure.precision),
            recall: estimate(figure.recall),
            f1: estimate(figure.f1),
        }
    }
}

impl From<&evaluation::Decision> for Decision {
    fn from(decision: &evaluation::Decision) -> Self {
        Self {
            doc: decision.doc.clone(),
            line: decision.line,
            text: decision.text.clone(),
            label: decision.label.clone(),
            lints: decision.lints.clone(),
            outcome: decision.verdict.word().to_owned(),
            on_hostile: decision.on_hostile,
            label_confidence: decision.confidence.map(|confidence| confidence.word().to_owned()),
            finding_confidence: decision.sureness.map(|confidence| confidence.word().to_owned()),
        }
    }
}

impl<'a> From<&'a Comparison> for Against<'a> {
    fn from(comparison: &'a Comparison) -> Self {
        let change =
            |change: &'a evaluation::Change| Change { name: &change.name, before: change.before, after: change.after };
        let moved = comparison.moved.iter().map(|(how, decision)| Moved {
            how: how.words(),
            doc: &decision.doc,
            line: decision.line,
            text: &decision.text,
            label: &decision.label,
        });
        Self {
            same_documents: comparison.same_documents,
            same_lints: comparison.same_lints,
            worse: comparison.is_worse(),
            figures: comparison.figures.iter().map(change).collect(),
            moved: moved.collect(),
        }
    }
}

/// What is read back: only what a comparison needs.
#[derive(Deserialize)]
struct Earlier {
    schema: String,
    ruleset: EarlierRuleset,
    documents: Vec<String>,
    figures: Vec<EarlierFigure>,
    decisions: Vec<Decision>,
}

#[derive(Deserialize)]
struct EarlierRuleset {
    hash: String,
}

#[derive(Deserialize)]
struct EarlierFigure {
    name: String,
    f1: Option<Estimate>,
}

/// Reads an evaluation that was written before.
///
/// # Errors
///
/// When it is no such JSON, or of another version.
pub fn read_evaluation(source: &SourceFile) -> Result<Previous, Error> {
    let help = "name a file that `dumbrules lints evaluate --json FILE` wrote";
    let wrong = |message: String| Error::new(message).in_file(&source.path).help(help);
    let earlier: Earlier = serde_json::from_str(&source.text).map_err(|error| {
        let line = source.line_span(error.line());
        let at = Span::new(line.start, line.end);
        let message = error.to_string();
        let what = message.split(" at line ").next().unwrap_or_default();
        Error::new(format!("this is no evaluation: {what}")).at(source, at).help(help)
    })?;
    if earlier.schema != SCHEMA {
        return Err(wrong(format!("this is `{}`, not `{SCHEMA}`", earlier.schema)));
    }
    let decision = |decision: Decision| {
        let verdict = Verdict::ALL.iter().copied().find(|verdict| verdict.word() == decision.outcome);
        let of_label = |word: String| LabelConfidence::ALL.iter().copied().find(|it| it.word() == word);
        let of_finding = |word: String| Confidence::ALL.iter().copied().find(|it| it.word() == word);
        Ok(evaluation::Decision {
            verdict: verdict.ok_or_else(|| wrong(format!("`{}` is no outcome", decision.outcome)))?,
            confidence: decision.label_confidence.and_then(of_label),
            sureness: decision.finding_confidence.and_then(of_finding),
            doc: decision.doc,
            line: decision.line,
            text: decision.text,
            label: decision.label,
            lints: decision.lints,
            on_hostile: decision.on_hostile,
        })
    };
    Ok(Previous {
        ruleset_hash: earlier.ruleset.hash,
        documents: earlier.documents,
        figures: earlier.figures.into_iter().map(|figure| (figure.name, figure.f1.map(|f1| f1.value))).collect(),
        decisions: earlier.decisions.into_iter().map(decision).collect::<Result<_, Error>>()?,
    })
}
