//! Whether a change is told to go the way that a careful reader says it goes: changes planted in the sample handbook, and
//! pairs of wordings. The reader judged before the tool did.

use crate::revision::{compared, edition};
use crate::support::shipped;
use dumbrules::revision::{Class, Comparison, compare};
use std::collections::HashMap;
use std::fs;
use std::ops::Range;

/// What a reader or the tool says of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Worse,
    Better,
    /// Worse in one point and better in another.
    Mixed,
    /// The words do not say.
    Open,
}

impl Way {
    fn labelled(word: &str) -> Self {
        match word {
            "tightened" => Self::Worse,
            "loosened" => Self::Better,
            "mixed" => Self::Mixed,
            "check" => Self::Open,
            other => panic!("`{other}` is no label"),
        }
    }

    fn told(comparison: &Comparison) -> Self {
        let has = |class| comparison.of(class).next().is_some();
        match (has(Class::Tightened), has(Class::Loosened)) {
            (true, true) => Self::Mixed,
            (true, false) => Self::Worse,
            (false, true) => Self::Better,
            (false, false) => Self::Open,
        }
    }
}

/// How often a direction was told, and how often it was right.
#[derive(Debug, Default)]
struct Score {
    told: usize,
    right: usize,
    /// Changes with a direction that a reader knows.
    known: usize,
    /// Of these, those of which the right one was told.
    found: usize,
    notes: Vec<String>,
}

impl Score {
    fn count(&mut self, label: Way, comparison: &Comparison, pair: &str) {
        let told = Way::told(comparison);
        self.known += usize::from(label != Way::Open);
        self.found += usize::from(label != Way::Open && label == told);
        self.told += usize::from(told != Way::Open);
        self.right += usize::from(told != Way::Open && told == label);
        if told != label {
            let reasons = comparison.changes.iter().flat_map(|change| &change.reasons);
            let reasons: Vec<_> = reasons.map(|reason| format!("{}: {}", reason.direction, reason.text)).collect();
            let kind = if told == Way::Open { "silent" } else { "WRONG" };
            self.notes.push(format!("{kind}: {label:?}, told {told:?} {reasons:?}\n  {pair}"));
        }
    }

    fn must_hold(&self, least_found: f64) {
        let right = self.right as f64 / self.told as f64;
        let found = self.found as f64 / self.known as f64;
        let shown =
            format!("{} of {} told are right, {} of {} known found", self.right, self.told, self.found, self.known);
        assert!(right >= 0.95, "{shown}\n{}", self.notes.join("\n"));
        assert!(found >= least_found, "{shown}\n{}", self.notes.join("\n"));
    }
}

fn lines(name: &str) -> Vec<String> {
    let text = fs::read_to_string(format!("tests/cases/revisions/{name}")).expect("the labels are there");
    text.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")).map(str::to_owned).collect()
}

/// Where some words stand in a text, however it is wrapped; the only place, or none.
fn place_of(words: &str, text: &str) -> Option<Range<usize>> {
    let ends_at = |start: usize| {
        let mut at = start;
        for (index, word) in words.split(' ').enumerate() {
            let space = text[at..].len() - text[at..].trim_start().len();
            at += if index > 0 { space } else { 0 };
            let fits = (index == 0 || space > 0) && text[at..].starts_with(word);
            at += fits.then_some(word.len())?;
        }
        Some(start..at)
    };
    let first = words.split(' ').next()?;
    let mut found = text.match_indices(first).filter_map(|(start, _)| ends_at(start));
    found.next().filter(|_| found.next().is_none())
}

#[test]
fn nineteen_of_twenty_directions_of_planted_changes_are_right() {
    let mut score = Score::default();
    let mut handbook = HashMap::new();
    for line in lines("planted.txt") {
        let [label, file, old, new] = line.split(" => ").collect::<Vec<_>>()[..] else { panic!("{line}") };
        let (text, then) = handbook.entry(file.to_owned()).or_insert_with(|| {
            let text = fs::read_to_string(format!("policies/{file}")).expect("the handbook is there");
            let then = edition(&[("shop.md", &text)]);
            (text, then)
        });
        let place = place_of(old, text).unwrap_or_else(|| panic!("{file} has it in no single place: {old}"));
        let changed = format!("{}{new}{}", &text[..place.start], &text[place.end..]);
        let comparison = compare(then, &edition(&[("shop.md", &changed)]), &shipped().kinds);
        score.count(Way::labelled(label), &comparison, &format!("{file}\n  {old}\n  {new}"));
    }
    score.must_hold(0.65);
}

#[test]
fn nineteen_of_twenty_directions_of_labelled_pairs_are_right() {
    let mut score = Score::default();
    for line in lines("directions.txt") {
        let [label, old, new] = line.split(" => ").collect::<Vec<_>>()[..] else { panic!("{line}") };
        let comparison = compared(&old.replace("\\n", "\n"), &new.replace("\\n", "\n"));
        score.count(Way::labelled(label), &comparison, &format!("{old}\n  {new}"));
    }
    score.must_hold(0.65);
}
