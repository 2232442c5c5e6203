//! A history as a table, CSV and JSON.

use super::git::short;
use super::history::{Open, Row};
use super::table::{self, Cell};
use super::terminal;
use crate::emit::count;

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

/// For spreadsheets.
pub(super) fn csv(rows: &[Row]) -> String {
    table::csv(&HEADER, rows.iter().map(|row| cells(row).to_vec()))
}

/// For people.
pub(super) fn text(rows: &[Row], open: &[Open]) -> String {
    let row = |row: &Row| {
        let [fixed @ .., subject] = cells(row);
        fixed.into_iter().map(Cell::fixed).chain([Cell::flexible(subject)]).collect()
    };
    let note = format!("{}; high counts critical findings too", count(rows.len(), "revision"));
    let mut text = table::text(&HEADER, rows.iter().map(row).collect(), terminal::width(), &note);
    if !open.is_empty() {
        let row = |open: &Open| {
            vec![
                Cell::fixed(open.first_seen.clone()),
                Cell::fixed(open.age_in_days.map_or_else(String::new, |days| days.to_string())),
                Cell::fixed(open.severity.to_owned()),
                Cell::fixed(format!("{}:{}", open.path, open.line)),
                Cell::flexible(open.message.clone()),
            ]
        };
        let rows = open.iter().take(OLDEST).map(row).collect();
        let note = format!("{} open, the oldest first", count(open.len(), "finding"));
        text.push('\n');
        text.push_str(&table::text(&["since", "days", "severity", "place", "finding"], rows, terminal::width(), &note));
    }
    text
}

/// For programs and charts.
pub(super) fn json(rows: &[Row], open: &[Open]) -> String {
    let document = serde_json::json!({ "schema": "dumbrules/history/1", "revisions": rows, "open": open });
    let mut text = serde_json::to_string_pretty(&document).expect("plain data can be written as JSON");
    text.push('\n');
    text
}
