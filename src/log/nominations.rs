//! `Nominations`: rules that staff call dumb, as they come from a file.

use super::LogFile;
use super::csv::{Cells, Form, read_rows};
use super::fault::Place;
use super::personal::reveals;
use super::row::{date, id, pseudonym};
use super::sample::Sample;
use crate::day::Day;
use crate::text::fold;
use std::collections::BTreeMap;
use std::io::Read;

const NOMINATIONS: Form = Form {
    what: "a file of nominations",
    columns: &["date", "rule", "quote", "role", "staff", "why"],
    needed: &[&["date"], &["rule", "quote"]],
};

/// Days for which a nomination counts.
const COUNTS_DAYS: i64 = 365;
/// Rules and quoted texts that are told apart.
const MOST: usize = 2_000;
/// People who are told apart for one rule.
const MOST_PEOPLE: usize = 4_096;
/// Reasons that are kept for one rule.
const MOST_WHYS: usize = 50;
/// Longest quotation and longest reason, in characters.
const LONGEST: usize = 1_000;

/// What staff said of one rule or quoted text.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub(super) people: Sample,
    pub(super) times: u64,
    /// Why, and how often.
    pub(super) whys: BTreeMap<String, u64>,
    pub(super) first: Place,
    /// The words as they were quoted; of several ways to write them, the first in the alphabet.
    pub(super) quote: String,
}

/// Rules that staff call dumb.
#[derive(Debug)]
pub struct Nominations {
    pub(super) files: Vec<LogFile>,
    /// By rule.
    pub(super) rules: BTreeMap<String, Said>,
    /// By quoted words, folded, in lower case.
    pub(super) quotes: BTreeMap<String, Said>,
    /// Rows of a year or more ago, or of days after today: they do not count.
    pub(super) left_out: u64,
    today: Day,
}

impl Nominations {
    /// None yet, as seen on a day.
    pub fn new(today: Day) -> Self {
        Self { files: Vec::new(), rules: BTreeMap::new(), quotes: BTreeMap::new(), left_out: 0, today }
    }

    /// Adds a file; `path` is what outputs call it.
    pub fn read(&mut self, path: &str, input: &mut dyn Read) {
        let file = u32::try_from(self.files.len()).unwrap_or(u32::MAX);
        let read = read_rows(path, input, &NOMINATIONS, |cells, line| self.add(cells, Place { file, line }));
        self.files.push(read);
    }

    fn add(&mut self, cells: &Cells<'_>, place: Place) -> Result<(), String> {
        let date = date(cells.get(0))?;
        let (rule, quote, why) = (id(cells.get(1), "rule")?, cells.get(2), cells.get(5));
        for (name, text) in [("quote", quote), ("role", cells.get(3)), ("why", why)] {
            if let Some(reason) = text.split_whitespace().find_map(reveals) {
                return Err(format!("`{name}` holds what {reason}: say it without naming a person"));
            }
            if text.chars().count() > LONGEST {
                return Err(format!("`{name}` is longer than {LONGEST} characters"));
            }
        }
        let staff = pseudonym(cells.get(4), "staff")?;
        let folded = fold(quote).to_lowercase();
        let folded = folded.trim_matches(|letter: char| letter.is_ascii_punctuation() || letter.is_whitespace());
        if rule.is_empty() && folded.is_empty() {
            return Err("neither `rule` nor `quote` says which rule".to_owned());
        }
        if date > self.today || self.today.days_since(date) >= COUNTS_DAYS {
            self.left_out += 1;
            return Ok(());
        }
        let (said, key) = if rule.is_empty() { (&mut self.quotes, folded) } else { (&mut self.rules, rule) };
        if said.len() >= MOST && !said.contains_key(key) {
            return Err(format!("there are more than {MOST} different ones"));
        }
        let said = said.entry(key.to_owned()).or_insert_with(|| Said {
            people: Sample::new(MOST_PEOPLE),
            times: 0,
            whys: BTreeMap::new(),
            first: place,
            quote: quote.to_owned(),
        });
        said.times += 1;
        said.first = said.first.min(place);
        if quote < said.quote.as_str() {
            quote.clone_into(&mut said.quote);
        }
        if let Some(person) = staff {
            said.people.add(person, 1);
        }
        if !why.is_empty() {
            *said.whys.entry(why.to_owned()).or_default() += 1;
            if said.whys.len() > MOST_WHYS {
                // The last in the alphabet goes, whatever the order of rows.
                said.whys.pop_last();
            }
        }
        Ok(())
    }
}

impl Said {
    /// Adds what was said of the same rule in other words.
    pub(super) fn add_all(&mut self, other: &Self) {
        self.people.add_all(&other.people);
        self.times += other.times;
        self.first = self.first.min(other.first);
        other.whys.iter().for_each(|(why, times)| *self.whys.entry(why.clone()).or_default() += times);
    }
}
