//! `Cases`: in how many cases a rule could have been bent, by rule and period. Without it, uses are a count and no share.

use super::LogFile;
use super::csv::{Cells, Form, read_rows};
use super::row::{amount, id};
use crate::day::Day;
use crate::error::Error;
use std::collections::BTreeMap;
use std::io::Read;

const CASES: Form = Form {
    what: "a file of cases",
    columns: &["rule", "period", "cases"],
    needed: &[&["rule"], &["period"], &["cases"]],
};

/// Rules and periods that are kept.
const MOST: usize = 100_000;

/// Cases by rule and period.
#[derive(Debug, Default)]
pub struct Cases {
    pub(super) files: Vec<LogFile>,
    /// Cases by rule, and by first and last day.
    counts: BTreeMap<String, BTreeMap<(Day, Day), u64>>,
    kept: usize,
}

impl Cases {
    /// Adds a file; `path` is what outputs call it. The same rule and period may come several times: once a branch.
    pub fn read(&mut self, path: &str, input: &mut dyn Read) {
        let file = read_rows(path, input, &CASES, |cells, _| self.add(cells));
        self.files.push(file);
    }

    fn add(&mut self, cells: &Cells<'_>) -> Result<(), String> {
        let rule = id(cells.get(0), "rule")?;
        if rule.is_empty() {
            return Err("`rule` is empty".to_owned());
        }
        let period = period(cells.get(1)).ok_or(
            "`period` is none: write a year `2026`, a quarter `2026-Q2`, a month `2026-05`, a day `2026-05-14`, or two days \
             `2026-05-01/2026-05-14`",
        )?;
        let cases = amount(cells.get(2), "cases", cells.decimal_comma)?.ok_or("`cases` is empty")?;
        if cases.thousandths() % 1000 != 0 {
            return Err("`cases` is no whole number".to_owned());
        }
        let by_period = self.counts.entry(rule.to_owned()).or_default();
        if !by_period.contains_key(&period) {
            if self.kept >= MOST {
                return Err(format!("there are more than {MOST} rules and periods"));
            }
            self.kept += 1;
        }
        *by_period.entry(period).or_default() += cases.thousandths() / 1000;
        Ok(())
    }

    /// Periods of one rule that overlap: nothing can be said of its cases.
    pub(super) fn overlapping(&self) -> Vec<Error> {
        let overlap = self.counts.iter().filter(|(_, periods)| !is_apart(periods));
        let told = overlap.map(|(rule, _)| {
            let path = self.files.first().map_or("cases.csv", |file| file.path.as_str());
            Error::new(format!("periods of `{rule}` overlap"))
                .in_file(path)
                .help("count each day once: by months, or by quarters, not both")
        });
        told.collect()
    }

    /// Cases of a rule from one day to another, a part of a period counting for a part of its cases; and the days of which
    /// something is known. None when nothing is.
    pub(super) fn between(&self, rule: &str, from: Day, to: Day) -> Option<(u64, Vec<(Day, Day)>)> {
        let periods = self.counts.get(rule).filter(|periods| is_apart(periods))?;
        let mut cases = 0.0;
        let mut known = Vec::new();
        for ((first, last), count) in periods {
            let (start, end) = ((*first).max(from), (*last).min(to));
            if start <= end {
                let share = (end.days_since(start) + 1) as f64 / (last.days_since(*first) + 1) as f64;
                cases += *count as f64 * share;
                known.push((start, end));
            }
        }
        let cases = cases.round() as u64;
        (cases > 0).then_some((cases, known))
    }
}

/// Whether no two periods share a day. They come in order of their first days.
fn is_apart(periods: &BTreeMap<(Day, Day), u64>) -> bool {
    let mut ends: Option<Day> = None;
    periods.keys().all(|(first, last)| {
        let apart = ends.is_none_or(|end| end < *first);
        ends = Some(*last);
        apart
    })
}

/// First and last day of a period.
fn period(text: &str) -> Option<(Day, Day)> {
    if let Some((first, last)) = text.split_once('/') {
        let days: (Day, Day) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
        return (days.0 <= days.1).then_some(days);
    }
    if let Ok(day) = text.parse::<Day>() {
        return Some((day, day));
    }
    let (year, part) = text.split_once('-').map_or((text, None), |(year, part)| (year, Some(part)));
    let quarter = part.and_then(|part| part.strip_prefix(['Q', 'q'])).map(str::parse::<u32>);
    let (first, months): (u32, u32) = match (part, quarter) {
        (None, _) => (1, 12),
        (Some(_), Some(quarter)) => (quarter.ok().filter(|quarter| (1..=4).contains(quarter))? * 3 - 2, 3),
        (Some(part), None) => (part.parse().ok().filter(|_| part.len() == 2)?, 1),
    };
    let start: Day = format!("{year}-{first:02}-01").parse().ok()?;
    let period = format!("P{months}M").parse().ok()?;
    Some((start, start.plus(period).plus_days(-1)))
}

#[cfg(test)]
mod tests {
    use super::period;

    #[test]
    fn periods_are_written_as_people_name_them() {
        let days = |text: &str| period(text).map(|(first, last)| format!("{first} {last}"));
        assert_eq!(days("2026").as_deref(), Some("2026-01-01 2026-12-31"));
        assert_eq!(days("2026-Q2").as_deref(), Some("2026-04-01 2026-06-30"));
        assert_eq!(days("2024-02").as_deref(), Some("2024-02-01 2024-02-29"));
        assert_eq!(days("2026-05-14").as_deref(), Some("2026-05-14 2026-05-14"));
        assert_eq!(days("2026-05-01/2026-05-14").as_deref(), Some("2026-05-01 2026-05-14"));
        for wrong in ["", "May", "2026-Q5", "2026-13", "2026-5", "2026-05-14/2026-05-01", "26"] {
            assert_eq!(days(wrong), None, "{wrong}");
        }
    }
}
