//! What one unit adds to each figure, and the decisions made at it.

use super::map::Map;
use super::{CLARITY, Counts, Decision, Judged, JudgedUnit, LabelConfidence, OTHER, Verdict};
use crate::ruleset::Confidence;
use std::collections::{BTreeMap, BTreeSet};

/// What a figure is of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Row {
    /// Units with a label outside clarity, and what was found there outside clarity: the main figure.
    Concept,
    /// The same with clarity.
    ConceptAndClarity,
    /// The same as the main figure, leaving out units of which the person was not sure.
    Sure,
    /// Units with a label outside clarity, whatever was found there outside clarity.
    Hostile,
    /// The same with clarity.
    HostileAndClarity,
    /// Of hostile units in which something was found: those in which the right thing was.
    Named,
    /// Labels at units, all together.
    Micro,
    /// The main figure, with findings of this confidence and surer ones only.
    Confidence(Confidence),
    /// Units in which a finding of this confidence or a surer one stands, beyond clarity: right when they hurt in any way.
    AnyOfConfidence(Confidence),
    /// Units that are rules, and that are read as rules.
    Rule,
    /// One label at units.
    Label(String),
    /// The labels of one group at units.
    Group(String),
    /// One lint at units, when lints stand for labels of another scheme.
    Lint(String),
}

/// What the units of one document add.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) rows: BTreeMap<Row, Counts>,
    pub(super) decisions: Vec<Decision>,
    pub(super) units: usize,
    pub(super) hostile: usize,
}

/// One unit under a map: what was said and what was found, in the words of the labels.
struct View<'j> {
    map: &'j Map,
    unit: &'j JudgedUnit,
    /// Labels that count.
    gold: BTreeSet<&'j str>,
    /// Labels that were found, and the lints that stand for each. What is accepted for a label that was said counts as that
    /// label, so that near-synonyms on one unit count once.
    predicted: BTreeMap<&'j str, BTreeSet<&'j str>>,
    /// Lints that found something, whatever they stand for.
    lints: BTreeSet<&'j str>,
}

impl Tally {
    /// Adds a text.
    pub(super) fn add(&mut self, judged: &Judged, map: &Map) {
        for unit in &judged.units {
            self.units += 1;
            self.hostile += usize::from(unit.hostile);
            let view = View::new(unit, map, Confidence::Possible);
            self.over_all(&view);
            self.by_label(&view);
            self.decide(&judged.doc, &view);
        }
    }

    fn row(&mut self, row: Row) -> &mut Counts {
        self.rows.entry(row).or_default()
    }

    fn over_all(&mut self, view: &View<'_>) {
        let unit = view.unit;
        let beyond = |name: &str| !name.starts_with(CLARITY);
        let everything = |_: &str| true;
        let concept = view.concepts(&beyond);
        add(self.row(Row::Concept), concept);
        add(self.row(Row::ConceptAndClarity), view.concepts(&everything));
        if unit.confidence.is_none_or(|confidence| confidence == LabelConfidence::High) {
            add(self.row(Row::Sure), concept);
        }
        for &least in Confidence::ALL {
            let surer = View::new(unit, view.map, least);
            add(self.row(Row::Confidence(least)), surer.concepts(&beyond));
            add(self.row(Row::AnyOfConfidence(least)), surer.anything(&beyond));
        }
        add(self.row(Row::Hostile), view.anything(&beyond));
        add(self.row(Row::HostileAndClarity), view.anything(&everything));
        if concept.gold == 1 && view.lints.iter().any(|lint| beyond(lint)) {
            let named = Counts { predicted: 1, right: concept.found, ..Counts::default() };
            add(self.row(Row::Named), named);
        }
        if let Some(rule) = unit.rule {
            let (rule, read) = (usize::from(rule), usize::from(unit.read_as_rule));
            let both = rule * read;
            add(self.row(Row::Rule), Counts { gold: rule, found: both, predicted: read, right: both, on_hostile: 0 });
        }
    }

    fn by_label(&mut self, view: &View<'_>) {
        let hostile = usize::from(view.unit.hostile);
        let mut each: Vec<(&str, Counts)> = Vec::new();
        for &label in &view.gold {
            each.push((
                label,
                Counts { gold: 1, found: usize::from(view.predicted.contains_key(label)), ..Counts::default() },
            ));
        }
        for &label in view.predicted.keys() {
            let right = usize::from(view.is_right(label));
            let on_hostile = (1 - right) * hostile;
            each.push((label, Counts { predicted: 1, right, on_hostile, ..Counts::default() }));
        }
        for (label, counts) in each {
            add(self.row(Row::Micro), counts);
            add(self.row(Row::Label(label.to_owned())), counts);
            if let Some((group, _)) = label.split_once('/') {
                add(self.row(Row::Group(group.to_owned())), counts);
            }
        }
        if !view.map.is_foreign() {
            return;
        }
        for &lint in &view.lints {
            let labels = view.map.labels_of(lint);
            if labels.iter().any(|label| view.map.counts(label)) {
                let right = usize::from(labels.iter().any(|label| view.is_right(label)));
                let counts = Counts { predicted: 1, right, on_hostile: (1 - right) * hostile, ..Counts::default() };
                add(self.row(Row::Lint(lint.to_owned())), counts);
            }
        }
    }

    fn decide(&mut self, doc: &str, view: &View<'_>) {
        let decision = |label: &str, lints: &BTreeSet<&str>, verdict| Decision {
            doc: doc.to_owned(),
            line: view.unit.line,
            text: view.unit.text.clone(),
            label: label.to_owned(),
            lints: lints.iter().map(|lint| (*lint).to_owned()).collect(),
            sureness: None,
            verdict,
            on_hostile: view.unit.hostile,
            confidence: view.unit.confidence,
        };
        for (&label, lints) in &view.predicted {
            let verdict = if view.is_right(label) { Verdict::True } else { Verdict::FalseAlarm };
            let sureness = lints.iter().filter_map(|lint| view.unit.found.get(*lint)).min().copied();
            self.decisions.push(Decision { sureness, ..decision(label, lints, verdict) });
        }
        for &label in view.gold.iter().filter(|label| !view.predicted.contains_key(**label)) {
            self.decisions.push(decision(label, &view.lints, Verdict::Missed));
        }
    }
}

impl<'j> View<'j> {
    /// The unit with what was found in it that is at least so sure.
    fn new(unit: &'j JudgedUnit, map: &'j Map, least: Confidence) -> Self {
        let gold: BTreeSet<&str> = unit.labels.iter().map(String::as_str).filter(|label| map.counts(label)).collect();
        let lints: BTreeSet<&str> = unit
            .found
            .iter()
            .filter(|(lint, sure)| **sure <= least && !map.leaves_out(lint))
            .map(|(lint, _)| lint.as_str())
            .collect();
        let mut predicted: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for &lint in &lints {
            for label in map.labels_of(lint).into_iter().filter(|label| map.counts(label)) {
                // Where only one label was asked about, nobody said whether another is right.
                if unit.about.as_deref().is_some_and(|about| !map.accepts(about, label)) {
                    continue;
                }
                let said: Vec<&str> = gold.iter().copied().filter(|said| map.accepts(said, label)).collect();
                let counted = if said.is_empty() { vec![label] } else { said };
                counted.into_iter().for_each(|label| {
                    predicted.entry(label).or_default().insert(lint);
                });
            }
        }
        Self { map, unit, gold, predicted, lints }
    }

    /// Whether a label that was found is right: it was said, or it is accepted for one that was said and does not count.
    fn is_right(&self, found: &str) -> bool {
        self.unit.labels.iter().any(|said| self.map.accepts(said, found))
    }

    /// The unit, found when one of its labels is; and each label found in it. Only labels whose lints are `wanted`.
    fn concepts(&self, wanted: &dyn Fn(&str) -> bool) -> Counts {
        let gold: Vec<&str> = self.gold.iter().copied().filter(|label| wanted(label)).collect();
        let predicted =
            self.predicted.iter().filter(|(label, lints)| wanted(label) && lints.iter().any(|it| wanted(it)));
        let predicted: Vec<&str> = predicted.map(|(label, _)| *label).collect();
        let found = gold.iter().any(|said| predicted.contains(said));
        let right = predicted.iter().filter(|found| self.is_right(found)).count();
        Counts {
            gold: usize::from(!gold.is_empty()),
            found: usize::from(found),
            predicted: predicted.len(),
            right,
            on_hostile: if self.unit.hostile { predicted.len() - right } else { 0 },
        }
    }

    /// The unit, found when anything is found in it.
    fn anything(&self, wanted: &dyn Fn(&str) -> bool) -> Counts {
        let counts = |label: &String| wanted(label) && (label == OTHER || !self.map.leaves_out(label));
        let gold = usize::from(self.unit.hostile && self.unit.labels.iter().any(counts));
        let hit = usize::from(self.lints.iter().any(|lint| wanted(lint)));
        Counts { gold, found: gold * hit, predicted: hit, right: hit * usize::from(self.unit.hostile), on_hostile: 0 }
    }
}

fn add(to: &mut Counts, counts: Counts) {
    *to = to.plus(counts, 1);
}
