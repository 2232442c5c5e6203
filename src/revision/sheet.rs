//! The facts of both editions side by side, and what nothing is said about any more.

use super::edition::Edition;
use crate::fact::{Kind, Value};
use std::collections::BTreeMap;

/// Facts of one kind in both editions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactRow {
    /// For example `return.window`.
    pub kind: String,
    /// For people: "Time to send something back".
    pub title: String,
    /// What the old edition says, without doubles.
    pub old: Vec<Stated>,
    /// What the new edition says.
    pub new: Vec<Stated>,
    /// Whether the two say different things.
    pub changed: bool,
}

/// One value, and the first place that states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// "30 days, from the delivery"; "refused".
    pub value: String,
    /// The document's path.
    pub path: String,
    /// 1-based line.
    pub line: usize,
    /// How many rules state it.
    pub rules: usize,
}

/// A topic that had a rule and has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silence {
    /// What nothing is said about: a kind of fact, or a section.
    pub topic: String,
    /// Where it was said: path and line.
    pub path: String,
    /// 1-based line of the old document.
    pub line: usize,
    /// How many rules spoke of it.
    pub rules: usize,
}

/// The facts of both editions: kinds that differ first, then by id.
pub(super) fn rows(old: &Edition, new: &Edition, kinds: &[Kind]) -> Vec<FactRow> {
    let (mut then, mut now) = (stated(old), stated(new));
    let row = |(index, kind): (usize, &Kind)| {
        let (old, new) = (then.remove(&index).unwrap_or_default(), now.remove(&index).unwrap_or_default());
        let values = |stated: &[Stated]| stated.iter().map(|stated| stated.value.clone()).collect::<Vec<_>>();
        let changed = values(&old) != values(&new);
        let known = !old.is_empty() || !new.is_empty();
        known.then(|| FactRow { kind: kind.id.clone(), title: kind.title.clone(), old, new, changed })
    };
    let mut rows: Vec<FactRow> = kinds.iter().enumerate().filter_map(row).collect();
    rows.sort_by(|a, b| (!a.changed, &a.kind).cmp(&(!b.changed, &b.kind)));
    rows
}

/// Kinds of fact that only the old edition states.
pub(super) fn silences(rows: &[FactRow]) -> Vec<Silence> {
    let gone = rows.iter().filter(|row| row.new.is_empty());
    let silence = |row: &FactRow| {
        let first = row.old.first()?;
        let rules = row.old.iter().map(|stated| stated.rules).sum();
        Some(Silence { topic: row.title.clone(), path: first.path.clone(), line: first.line, rules })
    };
    gone.filter_map(silence).collect()
}

/// The values of each kind, each once, sorted.
fn stated(edition: &Edition) -> BTreeMap<usize, Vec<Stated>> {
    let mut found: BTreeMap<(usize, String), Stated> = BTreeMap::new();
    for text in &edition.documents {
        for (passage, understood) in text.understood.iter().enumerate() {
            for fact in &understood.facts {
                let value = match &fact.value {
                    Value::Quantity(quantity) => quantity.to_string(),
                    Value::Granted => "given".to_owned(),
                    Value::Denied => "refused".to_owned(),
                    Value::Words(words) => words.to_lowercase(),
                };
                let value = fact.from.map_or(value.clone(), |from| format!("{value} from the {from}"));
                let entry = found.entry((fact.kind, value.clone())).or_insert_with(|| {
                    let document = &text.document;
                    let start = document.to_source(document.passages[passage].text).start;
                    let line = document.source.line_column(start).line;
                    Stated { value, path: document.source.path.clone(), line, rules: 0 }
                });
                entry.rules += 1;
            }
        }
    }
    let mut rows: BTreeMap<usize, Vec<Stated>> = BTreeMap::new();
    for ((kind, _), stated) in found {
        rows.entry(kind).or_default().push(stated);
    }
    rows
}
