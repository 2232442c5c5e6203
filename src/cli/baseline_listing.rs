//! How the entries of a baseline are listed: as a table, JSON or CSV.

use super::args::ListingFormat;
use super::table::{self, Cell};
use super::terminal;
use crate::baseline::{How, Standing, State};
use crate::emit::count;
use crate::error::Error;
use serde::Serialize;

/// The entries, in the order of the file; `new` findings are in none.
pub(super) fn listed(standings: &[Standing], new: usize, format: ListingFormat) -> Result<String, Vec<Error>> {
    let rows = standings.iter().map(Row::of);
    match format {
        ListingFormat::Table => Ok(shown(standings, new)),
        ListingFormat::Csv => Ok(table::csv(&HEADER, rows.map(|row| row.cells()))),
        ListingFormat::Json => {
            let json = serde_json::to_string_pretty(&rows.collect::<Vec<_>>());
            Ok(json.map_err(|error| vec![Error::new(error.to_string())])? + "\n")
        }
    }
}

/// "1 finding is", "2 findings are".
pub(super) fn are(n: usize) -> String {
    format!("{} {}", count(n, "finding"), if n == 1 { "is" } else { "are" })
}
/// What a listing says of each entry.
const HEADER: [&str; 9] = ["state", "until", "by", "document", "lint", "how", "reason", "quote", "finding"];

#[derive(Serialize)]
struct Row<'a> {
    state: &'static str,
    until: String,
    by: &'a str,
    document: &'a str,
    lint: &'a str,
    /// How it found its finding.
    how: Option<&'static str>,
    reason: &'a str,
    quote: &'a str,
    finding: &'a str,
}

impl<'a> Row<'a> {
    fn of(standing: &'a Standing) -> Self {
        let known = &standing.known;
        Self {
            state: standing.state.word(),
            until: known.until.to_string(),
            by: &known.by,
            document: &known.document,
            lint: &known.lint,
            how: standing.how.map(How::word),
            reason: &known.reason,
            quote: &known.quote,
            finding: &known.finding,
        }
    }

    fn cells(&self) -> Vec<String> {
        let how = self.how.unwrap_or_default();
        [self.state, &self.until, self.by, self.document, self.lint, how, self.reason, self.quote, self.finding]
            .map(str::to_owned)
            .to_vec()
    }
}

fn shown(standings: &[Standing], new: usize) -> String {
    let rows = standings.iter().map(|standing| {
        let row = Row::of(standing);
        let state = match standing.how {
            Some(how) if how != How::Same => format!("{}, {how}", row.state),
            _ => row.state.to_owned(),
        };
        let why = format!("{} · {}", row.reason, row.quote);
        let fixed = [state, row.until, row.by.to_owned(), row.document.to_owned(), row.lint.to_owned()];
        fixed.into_iter().map(Cell::fixed).chain([Cell::flexible(why)]).collect()
    });
    let states = State::ALL
        .iter()
        .map(|state| (standings.iter().filter(|it| it.state == *state).count(), state))
        .filter(|(n, _)| *n > 0);
    let states: Vec<String> = states.map(|(n, state)| format!("{n} {state}")).collect();
    let entries = standings.len();
    let mut closing = format!("{entries} entr{}", if entries == 1 { "y" } else { "ies" });
    if !states.is_empty() {
        closing.push_str(&format!(": {}", states.join(", ")));
    }
    if new > 0 {
        closing.push_str(&format!("; {} not in it", are(new)));
    }
    table::text(
        &["STATE", "UNTIL", "BY", "DOCUMENT", "LINT", "WHY"],
        rows.collect(),
        terminal::width(),
        &format!("{closing}."),
    )
}
