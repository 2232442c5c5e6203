//! Judged texts → figures with their intervals, and every decision.

use super::map::Map;
use super::resample::{Shares, resample};
use super::tally::{Row, Tally};
use super::{Counts, Estimate, Evaluation, Figure, Judged};
use crate::ruleset::Confidence;
use std::collections::BTreeMap;

/// Counts what was judged. Texts of one document may stand anywhere in the list.
pub fn score(judged: &[Judged], map: &Map) -> Evaluation {
    let mut by_document: BTreeMap<&str, Tally> = BTreeMap::new();
    for judged in judged {
        by_document.entry(&judged.doc).or_default().add(judged, map);
    }
    let stray = judged.iter().flat_map(|judged| &judged.stray).filter(|(lint, _)| !map.leaves_out(lint));
    let mut rows: BTreeMap<Row, Shares> = BTreeMap::new();
    let mut evaluation = Evaluation {
        documents: by_document.keys().map(|name| (*name).to_owned()).collect(),
        left_out: map.leave_out.clone(),
        stray: stray.map(|(_, count)| count).sum(),
        ..Evaluation::default()
    };
    for (index, tally) in by_document.into_values().enumerate() {
        evaluation.units += tally.units;
        evaluation.hostile += tally.hostile;
        evaluation.decisions.extend(tally.decisions);
        for (row, counts) in tally.rows {
            let shares = rows.entry(row).or_default();
            if !counts.is_empty() {
                shares.push((index, counts));
            }
        }
    }
    let sums: Vec<(Row, Counts)> = rows.iter().map(|(row, shares)| (row.clone(), sum(shares))).collect();
    let averaged: Vec<usize> = sums
        .iter()
        .enumerate()
        .filter(|(_, (row, counts))| matches!(row, Row::Label(_)) && counts.gold > 0)
        .map(|(index, _)| index)
        .collect();
    let shares: Vec<Shares> = rows.into_values().collect();
    let (intervals, of_mean) = resample(evaluation.documents.len(), &shares, &averaged);
    let mean = mean(&averaged.iter().map(|&index| sums[index].1).collect::<Vec<_>>(), of_mean);
    let mut over_all: BTreeMap<Row, Figure> = BTreeMap::new();
    let (mut by_concept, mut on_hostile) = (Vec::new(), Vec::new());
    for ((row, counts), interval) in sums.into_iter().zip(intervals) {
        match row {
            Row::Label(name) => evaluation.labels.push(Figure::new(name, counts, interval)),
            Row::Group(name) => evaluation.groups.push(Figure::new(name, counts, interval)),
            Row::Confidence(least) => by_concept.push(Figure::new(surer(least), counts, interval)),
            Row::AnyOfConfidence(least) => on_hostile.push(Figure::new(surer_on_hostile(least), counts, interval)),
            Row::Lint(name) => evaluation.lints.push(Figure::new(name, counts, interval)),
            row => {
                let figure = Figure::new(name_of(&row), counts, interval);
                over_all.insert(row, figure);
            }
        }
    }
    evaluation.confidences = [by_concept, on_hostile].into_iter().flat_map(telling).collect();
    evaluation.figures = told(over_all, mean);
    evaluation
}

fn sum(shares: &Shares) -> Counts {
    shares.iter().fold(Counts::default(), |sum, (_, counts)| sum.plus(*counts, 1))
}

/// The mean over labels: of their precisions (0 where nothing was reported), recalls and F1.
fn mean(labels: &[Counts], f1: Option<crate::interval::Interval>) -> Option<Figure> {
    if labels.is_empty() {
        return None;
    }
    let average = |of: &dyn Fn(&Counts) -> f64| labels.iter().map(of).sum::<f64>() / labels.len() as f64;
    let share = |part: usize, whole: usize| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
    let plain = |value| Some(Estimate { value, interval: None });
    Some(Figure {
        name: "mean over labels (macro)".to_owned(),
        counts: labels.iter().fold(Counts::default(), |sum, counts| sum.plus(*counts, 1)),
        precision: plain(average(&|counts| share(counts.right, counts.predicted))),
        recall: plain(average(&|counts| share(counts.found, counts.gold))),
        f1: Some(Estimate { value: average(&|counts| counts.f1().unwrap_or_default()), interval: f1 }),
    })
}

/// The figures worth telling, in order: one that repeats the main one is left out.
fn told(mut figures: BTreeMap<Row, Figure>, mean: Option<Figure>) -> Vec<Figure> {
    let counts = |figures: &BTreeMap<Row, Figure>, row: &Row| figures.get(row).map(|figure| figure.counts);
    for (row, of) in
        [(Row::ConceptAndClarity, Row::Concept), (Row::Sure, Row::Concept), (Row::HostileAndClarity, Row::Hostile)]
    {
        if counts(&figures, &row) == counts(&figures, &of) {
            figures.remove(&row);
        }
    }
    let order = [Row::Concept, Row::Sure, Row::ConceptAndClarity, Row::Hostile, Row::HostileAndClarity, Row::Named];
    let mut told: Vec<Figure> = order.iter().filter_map(|row| figures.remove(row)).collect();
    told.extend(figures.remove(&Row::Micro));
    told.extend(mean);
    told.extend(figures.remove(&Row::Rule));
    told
}

/// Figures by confidence, without those that repeat a surer one; none when all findings are equally sure.
fn telling(mut figures: Vec<Figure>) -> Vec<Figure> {
    figures.retain(|figure| figure.counts.predicted > 0);
    figures.dedup_by(|looser, surer| looser.counts == surer.counts);
    if figures.len() < 2 { Vec::new() } else { figures }
}

/// The same as [`surer`], of findings on any hostile rule.
fn surer_on_hostile(least: Confidence) -> &'static str {
    match least {
        Confidence::Certain => "certain only, on a hostile rule",
        Confidence::Likely => "certain and likely, on a hostile rule",
        Confidence::Possible => "all, also possible, on a hostile rule",
    }
}

/// Findings of a confidence and surer ones, in words.
fn surer(least: Confidence) -> &'static str {
    match least {
        Confidence::Certain => "certain findings only",
        Confidence::Likely => "certain and likely findings",
        Confidence::Possible => "all findings, also possible ones",
    }
}

fn name_of(row: &Row) -> &'static str {
    match row {
        Row::Concept => "hostile beyond clarity, by concept",
        Row::Sure => "the same, where the label is sure",
        Row::ConceptAndClarity => "hostile with clarity, by concept",
        Row::Hostile => "hostile beyond clarity, any finding",
        Row::HostileAndClarity => "hostile with clarity, any finding",
        Row::Named => "hostile and found: by the right name",
        Row::Micro => "labels, all together (micro)",
        Row::Rule => "a rule or none",
        Row::Label(_) | Row::Group(_) | Row::Lint(_) | Row::Confidence(_) | Row::AnyOfConfidence(_) => "",
    }
}
