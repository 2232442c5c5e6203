//! One row of an exception log, and why it cannot be read. Values are never repeated in what is said: a column that slipped may
//! hold a name.

use super::csv::{Cells, Form};
use super::personal::{reveals, unfit};
use super::sample::hash;
use super::{Decision, Measure};
use crate::day::Day;
use crate::rule::quantity::{Amount, Currency};
use crate::text::nearest;

/// The columns of an exception log.
pub(super) const LOG: Form = Form {
    what: "an exception log",
    columns: &[
        "date",
        "rule",
        "bend",
        "role",
        "staff",
        "customer",
        "reason",
        "quantity",
        "unit",
        "currency",
        "decision",
        "approved_by",
        "minutes_to_decide",
        "channel",
        "note",
    ],
    needed: &[&["date"], &["rule", "bend"], &["role"], &["decision"]],
};

const DATE: usize = 0;
const RULE: usize = 1;
const BEND: usize = 2;
const ROLE: usize = 3;
const STAFF: usize = 4;
const CUSTOMER: usize = 5;
const REASON: usize = 6;
const QUANTITY: usize = 7;
const UNIT: usize = 8;
const CURRENCY: usize = 9;
const DECISION: usize = 10;
const APPROVED_BY: usize = 11;
const MINUTES: usize = 12;
const CHANNEL: usize = 13;
const NOTE: usize = 14;

/// What one row says.
#[derive(Debug)]
pub(super) struct Row<'r> {
    pub(super) date: Day,
    /// The anchor of the rule; empty when only the bend is named.
    pub(super) rule: &'r str,
    /// The bend's id; empty when only the rule is named.
    pub(super) bend: &'r str,
    pub(super) role: &'r str,
    /// Who decided, as a hash.
    pub(super) staff: Option<u64>,
    /// For whom, as a hash.
    pub(super) customer: Option<u64>,
    pub(super) reason: &'r str,
    pub(super) granted: Option<Granted>,
    pub(super) decision: Decision,
    pub(super) approved_by: &'r str,
    pub(super) minutes: Option<Amount>,
    pub(super) channel: &'r str,
    /// Whether there is a note; unknown when the file has no such column. What it says is not looked at.
    pub(super) has_note: Option<bool>,
}

/// How much was granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Granted {
    pub(super) amount: Amount,
    pub(super) measure: Measure,
    /// Of a sum; the register's when the row says none.
    pub(super) currency: Option<Currency>,
}

/// Reads one row.
pub(super) fn row<'r>(cells: &Cells<'r>) -> Result<Row<'r>, String> {
    let words = [(ROLE, "role"), (REASON, "reason"), (APPROVED_BY, "approved_by"), (CHANNEL, "channel")];
    for (column, name) in words {
        if let Some(why) = reveals(cells.get(column)) {
            return Err(format!("`{name}` {why}: nothing that names a person belongs into the log"));
        }
    }
    let row = Row {
        date: date(cells.get(DATE))?,
        rule: id(cells.get(RULE), "rule")?,
        bend: id(cells.get(BEND), "bend")?,
        role: cells.get(ROLE),
        staff: pseudonym(cells.get(STAFF), "staff")?,
        customer: pseudonym(cells.get(CUSTOMER), "customer")?,
        reason: cells.get(REASON),
        granted: granted(cells)?,
        decision: choice(cells.get(DECISION), "decision", Decision::ALL, Decision::word)?,
        approved_by: cells.get(APPROVED_BY),
        minutes: amount(cells.get(MINUTES), "minutes_to_decide", cells.decimal_comma)?,
        channel: cells.get(CHANNEL),
        has_note: cells.has(NOTE).then(|| !cells.get(NOTE).is_empty()),
    };
    if row.rule.is_empty() && row.bend.is_empty() {
        return Err("neither `rule` nor `bend` says what was bent".to_owned());
    }
    if row.role.is_empty() {
        return Err("`role` is empty: who decided?".to_owned());
    }
    Ok(row)
}

/// A day; a time of day behind it is not looked at.
pub(super) fn date(text: &str) -> Result<Day, String> {
    if text.is_empty() {
        return Err("`date` is empty".to_owned());
    }
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    day.parse().map_err(|_| "`date` is no date: write YYYY-MM-DD".to_owned())
}

/// The id of a rule or a bend, or nothing.
pub(super) fn id<'r>(text: &'r str, name: &str) -> Result<&'r str, String> {
    let is_plain = text.len() <= 128 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    if is_plain { Ok(text) } else { Err(format!("`{name}` is no id of a {name}: letters, digits, `-`, `_`, `.`")) }
}

/// A pseudonym as a hash, or nothing.
pub(super) fn pseudonym(text: &str, name: &str) -> Result<Option<u64>, String> {
    match unfit(text) {
        Some(why) => Err(format!("`{name}` {why}: write a pseudonym, such as `s17`")),
        None => Ok((!text.is_empty()).then(|| hash(text))),
    }
}

fn granted(cells: &Cells<'_>) -> Result<Option<Granted>, String> {
    let Some(amount) = amount(cells.get(QUANTITY), "quantity", cells.decimal_comma)? else { return Ok(None) };
    let unit = cells.get(UNIT);
    if unit.is_empty() {
        return Err("`quantity` has no `unit`: money, days, percent or count".to_owned());
    }
    let measure = choice(unit, "unit", Measure::ALL, Measure::word)?;
    let code = cells.get(CURRENCY);
    let currency = match code {
        "" => None,
        code => Some(Currency::from_code(code).ok_or("`currency` is none that is known here: write `GBP`, `EUR`…")?),
    };
    Ok(Some(Granted { amount, measure, currency: currency.filter(|_| measure == Measure::Money) }))
}

/// A number of at most three decimals, zero or more, or nothing.
pub(super) fn amount(text: &str, name: &str, decimal_comma: bool) -> Result<Option<Amount>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = || format!("`{name}` is no number: write digits, such as `45` or `12.50`, and no signs");
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let (whole, part) = if decimal_comma { text.split_once(',').unwrap_or((whole, part)) } else { (whole, part) };
    let is_number =
        |digits: &str, most: usize| digits.len() <= most && digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_number(whole, 12) || !is_number(part, 3) {
        return Err(wrong());
    }
    let thousandths = format!("{part:0<3}").parse::<u64>().map_err(|_| wrong())?;
    let whole = whole.parse::<u64>().map_err(|_| wrong())?;
    Ok(Some(Amount::from_thousandths(whole * 1000 + thousandths)))
}

fn choice<T: Copy>(text: &str, name: &str, legal: &[T], word: impl Fn(T) -> &'static str) -> Result<T, String> {
    let found = legal.iter().copied().find(|value| word(*value).eq_ignore_ascii_case(text));
    found.ok_or_else(|| {
        let words: Vec<&str> = legal.iter().map(|value| word(*value)).collect();
        match nearest(text, words.iter().copied()) {
            Some(meant) => format!("`{name}` is not possible; did you mean `{meant}`?"),
            None => format!("`{name}` must be one of {}", words.join(", ")),
        }
    })
}
