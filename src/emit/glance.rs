//! The handbook at a glance, as the page shows it: windows, waits, fees and caps, one row a kind, with every place that
//! states one.

use super::sink::flowing;
use super::source_url::{SourceUrl, Spot, spot};
use super::wording::capitalized;
use crate::report::{Report, Told};
use serde::Serialize;
use std::collections::BTreeSet;

/// One kind of fact.
#[derive(Serialize)]
pub(crate) struct Row {
    title: String,
    values: Vec<Stated>,
    /// Whether a finding says that documents contradict each other here.
    contradicts: bool,
}

/// One value, and where it stands.
#[derive(Serialize)]
struct Stated {
    value: String,
    /// "from delivery"; empty when nothing is said.
    from: String,
    conditional: bool,
    place: Spot,
    rule: String,
    for_staff: bool,
}

/// The rows, by what they are called.
pub(crate) fn rows(report: &Report, links: Option<&SourceUrl>) -> Vec<Row> {
    let of_contradictions = report.counted().filter(|finding| finding.lint.starts_with("consistency/"));
    let labels = of_contradictions.flat_map(|finding| std::iter::once(&finding.primary).chain(&finding.related));
    let contradicted: BTreeSet<_> = labels.map(|label| (label.path.as_str(), label.span)).collect();
    let mut rows: Vec<Row> = report
        .told
        .chunk_by(|one, next| one.kind == next.kind)
        .map(|facts| Row {
            title: capitalized(&flowing(&facts[0].title)),
            values: facts.iter().map(|told| Stated::new(told, links)).collect(),
            contradicts: facts.iter().filter(|it| contradicted.contains(&(it.path.as_str(), it.span))).count() > 1,
        })
        .collect();
    rows.sort_by(|one, other| one.title.cmp(&other.title));
    rows
}

impl Stated {
    fn new(told: &Told, links: Option<&SourceUrl>) -> Self {
        Self {
            value: if told.value == "0 days" { "the same day".to_owned() } else { flowing(&told.value) },
            from: told.from.map_or_else(String::new, |from| format!("from {from}")),
            conditional: told.conditional,
            place: spot(links, &told.path, told.line),
            rule: flowing(&told.reading),
            for_staff: !told.for_customers,
        }
    }
}
