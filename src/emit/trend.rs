//! The trend as the page shows it: four charts at most, each with the sentence that states its point and its figures.

use super::sink::flowing;
use super::wording::{count, list, long_day, thousands};
use crate::day::Day;
use crate::report::{History, PastBends, PastRevision, Report};
use serde::Serialize;

/// Revisions that a chart shows: the newest.
const MOST_REVISIONS: usize = 24;
/// Months that the last chart looks ahead.
const MONTHS: usize = 6;
/// Width and height of a chart, and the room for the bars in it, in its own units.
const WIDTH: usize = 640;
const ROOM: usize = 150;

/// One chart.
#[derive(Serialize)]
pub(crate) struct Chart {
    id: &'static str,
    title: &'static str,
    /// What it shows, in a sentence.
    point: String,
    /// Names of the columns of its figures.
    columns: Vec<&'static str>,
    /// What the part on top of a bar is; empty when bars have one part.
    top: &'static str,
    bars: Vec<Bar>,
    /// Whether there is nothing to draw.
    is_empty: bool,
}

/// One bar, of one or two parts on one another.
#[derive(Serialize)]
struct Bar {
    /// Below the bar; empty where there is no room for it.
    label: String,
    name: String,
    /// What it is made of, as the table has it.
    cells: Vec<String>,
    shown: String,
    x: usize,
    width: usize,
    y: usize,
    height: usize,
    /// The part on top that is set apart.
    top_height: usize,
}

/// The charts for which there are figures.
pub(crate) fn charts(report: &Report) -> Vec<Chart> {
    let history = report.history.as_ref();
    let charts = |history| [revisions(history), ages(history), permissions(history)].into_iter().flatten();
    let of_history = history.into_iter().flat_map(charts);
    of_history.chain(endings(report)).collect()
}

/// Open findings a revision, those that are new on top.
fn revisions(history: &History) -> Option<Chart> {
    let shown = newest(history);
    let (first, last) = (shown.first()?, shown.last()?);
    let point = match (first.findings, last.findings) {
        (then, now) if now < then => {
            format!("Getting better: {} fewer than on {}.", thousands(then - now), long_day(&first.day))
        }
        (then, now) if now > then => {
            format!("Getting worse: {} more than on {}.", thousands(now - then), long_day(&first.day))
        }
        _ => format!("As many as on {}.", long_day(&first.day)),
    };
    let bars = by_revision(shown.iter().map(|it| (it, it.findings, it.new.min(it.findings))));
    Some(Chart {
        id: "trend-revisions",
        title: "Findings at each revision",
        point: format!("{} now. {point}", count(last.findings, "finding")),
        columns: vec!["Revision", "Findings", "Of these new"],
        top: "is new at that revision",
        is_empty: is_empty(&bars),
        bars,
    })
}

/// What staff could rely on at each revision, and on top what was written down and could not be.
fn permissions(history: &History) -> Option<Chart> {
    let shown: Vec<(&PastRevision, PastBends)> =
        newest(history).iter().filter_map(|it| it.bends.map(|bends| (it, bends))).collect();
    let (_, last) = shown.last()?;
    let amiss = |bends: &PastBends| bends.expired + bends.stale + bends.orphaned;
    let named = [(last.expired, "expired"), (last.stale, "stale"), (last.orphaned, "orphaned")];
    let named: Vec<String> = named.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
    let point = match amiss(last) {
        0 => "None had expired or lost its rule.".to_owned(),
        n => format!("{} could not: {}.", count(n, "more permission"), list(&named)),
    };
    let bars = by_revision(shown.iter().map(|(it, bends)| (*it, bends.usable + amiss(bends), amiss(bends))));
    Some(Chart {
        id: "trend-permissions",
        title: "Permissions at each revision",
        point: format!("Staff could rely on {} at the newest revision. {point}", thousands(last.usable)),
        columns: vec!["Revision", "Permissions", "Of these expired, stale or orphaned"],
        top: "is what had expired, or whose rule had changed or was gone",
        is_empty: is_empty(&bars),
        bars,
    })
}

/// How long critical and high findings have been open.
fn ages(history: &History) -> Option<Chart> {
    let days: Vec<i64> = history.open.iter().filter(|it| it.is_grave).filter_map(|it| it.days).collect();
    if days.is_empty() {
        return None;
    }
    let between = |from: i64, to: i64| days.iter().filter(|&&it| it >= from && it <= to).count();
    let old = between(91, i64::MAX);
    let values = vec![
        ("0 to 30 days".to_owned(), between(0, 30), 0),
        ("31 to 90 days".to_owned(), between(31, 90), 0),
        ("91 days or more".to_owned(), old, 0),
    ];
    Some(Chart {
        id: "trend-ages",
        title: "Age of critical and high findings",
        point: match old {
            0 => "None has been open for more than 90 days.".to_owned(),
            1 => "1 has been open for more than 90 days.".to_owned(),
            n => format!("{} of {} have been open for more than 90 days.", thousands(n), thousands(days.len())),
        },
        columns: vec!["Open for", "Findings"],
        top: "",
        is_empty: values.iter().all(|(_, n, _)| *n == 0),
        bars: bars(&values, false),
    })
}

/// Whether all bars are flat.
fn is_empty(bars: &[Bar]) -> bool {
    bars.iter().all(|bar| bar.height + bar.top_height == 0)
}

/// Permissions that end in each of the next months.
fn endings(report: &Report) -> Option<Chart> {
    let bends = report.bends.as_ref()?;
    let usable = bends.standings.iter().filter(|standing| standing.state.is_usable());
    let ends: Vec<String> =
        usable.filter_map(|standing| bends.bend(standing).expires).map(|day| day.to_string()).collect();
    let months = months_from(bends.today);
    let values: Vec<_> = months
        .iter()
        .map(|month| (month.clone(), ends.iter().filter(|day| day.starts_with(month.as_str())).count(), 0))
        .collect();
    let within: usize = values.iter().map(|(_, n, _)| n).sum();
    (within > 0).then(|| Chart {
        id: "trend-endings",
        title: "Permissions that end in the next months",
        point: format!("{} to be renewed, or let go, within {MONTHS} months.", count(within, "permission")),
        columns: vec!["Month", "Permissions that end"],
        top: "",
        is_empty: values.iter().all(|(_, n, _)| *n == 0),
        bars: bars(&values, false),
    })
}

/// This month and those behind it, `YYYY-MM`.
fn months_from(today: Day) -> Vec<String> {
    let day = today.to_string();
    let mut parts = day.split('-').filter_map(|part| part.parse::<usize>().ok());
    let (year, month) = (parts.next().unwrap_or(0), parts.next().unwrap_or(1));
    (0..MONTHS).map(|more| month - 1 + more).map(|at| format!("{:04}-{:02}", year + at / 12, at % 12 + 1)).collect()
}

/// The newest revisions, as many as a chart has room for.
fn newest(history: &History) -> &[PastRevision] {
    &history.revisions[history.revisions.len().saturating_sub(MOST_REVISIONS)..]
}

/// Bars of two parts, one a revision.
fn by_revision<'h>(values: impl Iterator<Item = (&'h PastRevision, usize, usize)>) -> Vec<Bar> {
    let name = |it: &PastRevision| format!("{} {}", flowing(&it.day), flowing(&it.name));
    let mut bars = bars(&values.map(|(it, all, top)| (name(it), all, top)).collect::<Vec<_>>(), true);
    // Days are long: only the first and the last have room.
    let end = bars.len().saturating_sub(1);
    for (at, bar) in bars.iter_mut().enumerate() {
        let day = bar.name.split(' ').next().unwrap_or_default();
        bar.label = if at == 0 || at == end { day.to_owned() } else { String::new() };
    }
    bars
}

/// Bars of equal width; of each a name, its number, and how many of these are set apart.
fn bars(values: &[(String, usize, usize)], two: bool) -> Vec<Bar> {
    let most = values.iter().map(|(_, n, _)| *n).max().unwrap_or(0).max(1);
    let step = WIDTH / values.len().max(1);
    let scaled = |n: usize| n * ROOM / most;
    let bar = |(at, (name, n, apart)): (usize, &(String, usize, usize))| Bar {
        label: name.clone(),
        name: name.clone(),
        cells: if two { vec![thousands(*n), thousands(*apart)] } else { vec![thousands(*n)] },
        shown: thousands(*n),
        x: at * step + step / 10,
        width: step - step / 5,
        y: ROOM - scaled(*n),
        height: scaled(*n),
        top_height: scaled(*apart),
    };
    values.iter().enumerate().map(bar).collect()
}
