//! A history as a table, CSV and JSON.

use super::git::short;
use super::history_rows::{History, Open, Row};
use super::table::{self, Cell};
use super::terminal;
use crate::emit::count;
use crate::register::State;

/// Open findings that the table shows.
const OLDEST: usize = 10;

/// What the table and the CSV show of a revision.
fn cells(row: &Row) -> [String; 9] {
    let number = |n: Option<usize>| n.map_or_else(String::new, |n| n.to_string());
    let grave = row.findings.get("critical").copied().unwrap_or(0) + row.findings.get("high").copied().unwrap_or(0);
    [
        row.day.clone(),
        short(&row.commit).to_owned(),
        row.rules.to_string(),
        row.findings.values().sum::<usize>().to_string(),
        grave.to_string(),
        number(row.tightened),
        number(row.loosened),
        number(row.check),
        row.subject.clone(),
    ]
}

const HEADER: [&str; 9] = ["day", "commit", "rules", "findings", "high", "worse", "better", "check", "subject"];

const BENDS: [&str; 6] = ["bends", "usable", "expired", "stale", "orphaned", "bendable"];

/// What the table and the CSV show of the bends of a revision: what is to be had, then what is amiss, then the rules that
/// staff may bend.
fn bends(row: &Row) -> [String; 6] {
    match (&row.bends, &row.bends_unread) {
        (Some(bends), _) => [
            bends.listed,
            bends.usable,
            bends.of(State::Expired),
            bends.of(State::Stale),
            bends.of(State::Orphaned),
            bends.bendable_rules,
        ]
        .map(|n| n.to_string()),
        (None, Some(_)) => BENDS.map(|_| "?".to_owned()),
        (None, None) => BENDS.map(|_| String::new()),
    }
}

/// For spreadsheets.
pub(super) fn csv(history: &History) -> String {
    let with_bends = |cells: [String; 9], bends: [String; 6]| -> Vec<String> {
        let [fixed @ .., subject] = cells;
        fixed.into_iter().chain(bends).chain([subject]).collect()
    };
    let header = with_bends(HEADER.map(str::to_owned), BENDS.map(str::to_owned));
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    table::csv(&header, history.rows.iter().map(|row| with_bends(cells(row), bends(row))))
}

/// For people.
pub(super) fn text(history: &History) -> String {
    let row = |row: &Row| {
        let [fixed @ .., subject] = cells(row);
        fixed.into_iter().map(Cell::fixed).chain([Cell::flexible(subject)]).collect()
    };
    let rows = &history.rows;
    let note = format!("{}; high counts critical findings too", count(rows.len(), "revision"));
    let mut text = table::text(&HEADER, rows.iter().map(row).collect(), terminal::width(), &note);
    if !history.has_no_register() {
        text.push('\n');
        text.push_str(&bends_text(history));
    }
    if !history.open.is_empty() {
        let row = |open: &Open| {
            vec![
                Cell::fixed(open.first_seen.clone()),
                Cell::fixed(open.age_in_days.map_or_else(String::new, |days| days.to_string())),
                Cell::fixed(open.severity.to_owned()),
                Cell::fixed(format!("{}:{}", open.path, open.line)),
                Cell::flexible(open.message.clone()),
            ]
        };
        let rows = history.open.iter().take(OLDEST).map(row).collect();
        let note = format!("{} open, the oldest first", count(history.open.len(), "finding"));
        text.push('\n');
        text.push_str(&table::text(&["since", "days", "severity", "place", "finding"], rows, terminal::width(), &note));
    }
    text
}

/// The revisions at which something changed for bends.
fn bends_text(history: &History) -> String {
    let header = ["day", "commit"].into_iter().chain(BENDS).chain(["subject"]).collect::<Vec<_>>();
    let mut before = BENDS.map(|_| String::new());
    let mut rows = Vec::new();
    for row in &history.rows {
        let cells = bends(row);
        if cells != before {
            let fixed = [row.day.clone(), short(&row.commit).to_owned()].into_iter().chain(cells.clone());
            rows.push(fixed.map(Cell::fixed).chain([Cell::flexible(row.subject.clone())]).collect());
        }
        before = cells;
    }
    let today = history.bends.as_ref().map_or_else(String::new, |bends| {
        let (today, usable) = (&history.today, bends.usable);
        format!("; on {today} {usable} of {} may be relied on", count(bends.listed, "bend"))
    });
    let note = format!("where bends changed, as of each commit's day; bendable counts rules{today}");
    table::text(&header, rows, terminal::width(), &note)
}

/// For programs and charts.
pub(super) fn json(history: &History) -> String {
    let History { today, rows, open, bends } = history;
    let document = serde_json::json!({
        "schema": "dumbrules/history/1", "today": today, "revisions": rows, "open": open, "bends_today": bends,
    });
    let mut text = serde_json::to_string_pretty(&document).expect("plain data can be written as JSON");
    text.push('\n');
    text
}
