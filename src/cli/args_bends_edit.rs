//! Door to clap for the commands that change the register of bends: what was typed.

use super::args::ColorChoice;
use super::args_bends::BendsInputArgs;
use crate::register::{Budget, Count, Effect, Evidence, Per, Sum};
use crate::rule::quantity::Amount;
use crate::text::Span;
use clap::Args;

const GRANT_EXAMPLES: &str = "\
Examples:
  dumbrules bends grant                        a short dialogue: which rule, who, how far, why, until when
  dumbrules bends grant --rule returns.window --effect extend-deadline --role frontline --days 15 \\
    --when lost-receipt,illness --beyond duty-lead:PT15M --by manager:\"J. Ito\" --until 2026-12-31 \\
    --why \"Half of late returns arrive within two weeks.\"
  dumbrules bends grant --at policies/fees.md:27 --effect waive --role duty-lead --money 15 \\
    --count 2/customer/P1Y --when makes-no-sense --by manager --until 2026-09-30 --dry-run

The rule's words, its fingerprint and its document are written down with the bend, so that a later change
of the rule is noticed. What `bends check` would call high or critical is refused.";

/// What all changes of the register have in common.
#[derive(Debug, Args)]
pub(super) struct ChangeArgs {
    #[command(flatten)]
    pub(super) input: BendsInputArgs,
    /// Show what would change, and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Write it even though `bends check` would call the result high or critical
    #[arg(long)]
    pub(super) force: bool,
    /// Colours: auto follows the terminal and NO_COLOR
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(super) color: ColorChoice,
}

/// Who decides, and why.
#[derive(Debug, Args)]
pub(super) struct DecisionArgs {
    /// Who decides: a role of the register, and a name if you like: manager:"J. Ito"
    #[arg(long, value_name = "ROLE[:NAME]")]
    pub(super) by: String,
    /// Why; kept in the entry as a comment
    #[arg(long, value_name = "TEXT")]
    pub(super) why: Option<String>,
    #[command(flatten)]
    pub(super) change: ChangeArgs,
}

#[derive(Debug, Args)]
#[command(after_help = GRANT_EXAMPLES)]
pub(super) struct GrantArgs {
    /// The rule, by its anchor: returns.window
    #[arg(long, value_name = "ANCHOR", conflicts_with_all = ["quote", "at"])]
    pub(super) rule: Option<String>,
    /// The rule, by some of its words
    #[arg(long, value_name = "TEXT", conflicts_with = "at")]
    pub(super) quote: Option<String>,
    /// The rule, by its place
    #[arg(long, value_name = "FILE:LINE")]
    pub(super) at: Option<String>,
    /// What may be done: waive, reduce, extend-deadline, substitute, upgrade, skip-step or add-gesture
    #[arg(long, value_name = "EFFECT", value_parser = parse_effect)]
    pub(super) effect: Option<Effect>,
    /// The lowest role that may do it
    #[arg(long, value_name = "ROLE")]
    pub(super) role: Option<String>,
    #[command(flatten)]
    pub(super) limit: LimitArgs,
    /// Reasons that allow it, by id, parted by commas
    #[arg(long, value_name = "REASONS", value_delimiter = ',')]
    pub(super) when: Vec<String>,
    /// What rules it out, in words (may be given several times)
    #[arg(long, value_name = "TEXT")]
    pub(super) not_when: Vec<String>,
    /// What the customer must show: none, self-declared, staff-check or document
    #[arg(long, value_name = "EVIDENCE", value_parser = parse_evidence, default_value = "none")]
    pub(super) evidence: Evidence,
    /// Who decides beyond the limit, in which time, and what happens when they are silent
    ///
    /// For example duty-lead:PT15M, or duty-lead:PT15M:refuse; decide-and-log when nothing is said, else ask-next or refuse.
    #[arg(long, value_name = "ROLE:PERIOD[:IF-SILENT]")]
    pub(super) beyond: Option<String>,
    /// Who grants it: a role of the register, and a name if you like: manager:"J. Ito"
    #[arg(long, value_name = "ROLE[:NAME]")]
    pub(super) by: Option<String>,
    /// First day; the day of the grant when nothing is said
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) from: Option<String>,
    /// Last day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) until: Option<String>,
    /// How often it is looked at again: P90D, P6M
    #[arg(long, value_name = "PERIOD")]
    pub(super) review_every: Option<String>,
    /// Why it is granted
    #[arg(long, value_name = "TEXT")]
    pub(super) why: Option<String>,
    /// Write it down as proposed: somebody who may grant it accepts it later
    #[arg(long)]
    pub(super) propose: bool,
    /// The bend that it takes the place of, which is withdrawn
    #[arg(long, value_name = "ID")]
    pub(super) supersedes: Option<String>,
    /// Its id
    ///
    /// Default: the next free B-00n.
    #[arg(long, value_name = "ID")]
    pub(super) id: Option<String>,
    /// Ask for what is not said, also where answers come through a pipe
    #[arg(long)]
    pub(super) ask: bool,
    #[command(flatten)]
    pub(super) change: ChangeArgs,
    /// The rule that was chosen in the dialogue: its document and bytes.
    #[arg(skip)]
    pub(super) chosen: Option<(String, Span)>,
}

/// How far.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct LimitArgs {
    /// Days on top of the rule's own
    #[arg(long, value_name = "N")]
    pub(super) days: Option<u32>,
    /// The last day that counts, from the rule's own start
    #[arg(long, value_name = "N")]
    pub(super) until_day: Option<u32>,
    /// Percent of a price or fee
    #[arg(long, value_name = "N", value_parser = parse_amount)]
    pub(super) percent: Option<Amount>,
    /// A sum in the register's currency, a case unless said otherwise: 50, 50/item
    #[arg(long, value_name = "SUM[/PER]", value_parser = parse_sum)]
    pub(super) money: Option<Sum>,
    /// How often: 2/customer/P1Y
    #[arg(long, value_name = "N/PER[/PERIOD]", value_parser = parse_count)]
    pub(super) count: Option<Count>,
    /// How much together: 1000/team/P1M
    #[arg(long, value_name = "SUM/PER[/PERIOD]", value_parser = parse_budget)]
    pub(super) budget: Option<Budget>,
}

const ACCEPT_EXAMPLES: &str = "\
Examples:
  dumbrules bends accept B-001 --by manager:\"J. Ito\"
  dumbrules bends accept B-001 --by manager --dry-run    only show what became of the rule

Shows the rule then and now, and writes down its words, fingerprint, anchor and document as they are now. A bend
that was only proposed is granted by it.";

#[derive(Debug, Args)]
#[command(after_help = ACCEPT_EXAMPLES)]
pub(super) struct AcceptArgs {
    /// The bend's id, for example B-001
    pub(super) id: String,
    #[command(flatten)]
    pub(super) decision: DecisionArgs,
}

const RENEW_EXAMPLES: &str = "\
Examples:
  dumbrules bends renew B-001 --until 2026-12-31 --by manager
  dumbrules bends renew B-001 --until 2026-12-31 --by manager --why \"the rule changes in January\"";

#[derive(Debug, Args)]
#[command(after_help = RENEW_EXAMPLES)]
pub(super) struct RenewArgs {
    /// The bend's id, for example B-001
    pub(super) id: String,
    /// Its new last day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) until: String,
    #[command(flatten)]
    pub(super) decision: DecisionArgs,
}

const STATUS_EXAMPLES: &str = "\
Examples:
  dumbrules bends suspend B-001 --by duty-lead --why \"abused since Monday\"
  dumbrules bends resume B-001 --by manager
  dumbrules bends withdraw B-001 --by manager --why \"the rule is gone\"";

#[derive(Debug, Args)]
#[command(after_help = STATUS_EXAMPLES)]
pub(super) struct StatusArgs {
    /// The bend's id, for example B-001
    pub(super) id: String,
    #[command(flatten)]
    pub(super) decision: DecisionArgs,
}

const INIT_EXAMPLES: &str = "\
Examples:
  dumbrules bends init                          start policies/bends.yaml
  dumbrules bends init --register bends.yaml    start it elsewhere

A schema for editors is put beside it. What is there already is never overwritten.";

#[derive(Debug, Args)]
#[command(after_help = INIT_EXAMPLES)]
pub(super) struct InitArgs {
    #[command(flatten)]
    pub(super) input: BendsInputArgs,
    /// Write no schema for editors beside it
    #[arg(long)]
    pub(super) no_schema: bool,
}

fn word<T: Copy>(text: &str, all: &[T], word: impl Fn(T) -> &'static str) -> Result<T, String> {
    let words = || all.iter().map(|it| word(*it)).collect::<Vec<_>>().join(", ");
    all.iter().copied().find(|it| word(*it) == text).ok_or_else(|| format!("write one of {}", words()))
}

pub(super) fn parse_effect(text: &str) -> Result<Effect, String> {
    word(text, Effect::ALL, Effect::word)
}

fn parse_evidence(text: &str) -> Result<Evidence, String> {
    word(text, Evidence::ALL, Evidence::word)
}

fn parse_per(text: &str) -> Result<Per, String> {
    word(text, Per::ALL, Per::word)
}

fn parse_amount(text: &str) -> Result<Amount, String> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let number = text.parse::<f64>().ok().filter(|number| plain && number.is_finite());
    let number = number.ok_or_else(|| "write digits, for example 15 or 2.5".to_owned())?;
    Ok(Amount::from_thousandths((number * 1000.0).round() as u64))
}

fn parse_sum(text: &str) -> Result<Sum, String> {
    let (amount, per) = text.split_once('/').unwrap_or((text, Per::Case.word()));
    Ok(Sum { amount: parse_amount(amount)?, per: parse_per(per)? })
}

fn parse_count(text: &str) -> Result<Count, String> {
    let mut parts = text.split('/');
    let n = parts.next().and_then(|n| n.parse().ok()).ok_or("write a whole number, for example 2/customer/P1Y")?;
    let per = parse_per(parts.next().ok_or("say for whom, for example 2/customer")?)?;
    let period = parts.next().map(str::parse).transpose()?;
    if parts.next().is_some() { Err("write N/PER/PERIOD".to_owned()) } else { Ok(Count { n, per, period }) }
}

fn parse_budget(text: &str) -> Result<Budget, String> {
    let mut parts = text.split('/');
    let amount = parse_amount(parts.next().unwrap_or_default())?;
    let per = parse_per(parts.next().ok_or("say whose, for example 1000/team/P1M")?)?;
    let period = parts.next().map(str::parse).transpose()?;
    if parts.next().is_some() { Err("write SUM/PER/PERIOD".to_owned()) } else { Ok(Budget { amount, per, period }) }
}

/// A limit as people say it in one line: `15 days, 50 per item, 2/customer/P1Y, 100 %, day 45, budget 1000/team`.
pub(super) fn parse_limit(line: &str) -> Result<LimitArgs, String> {
    let mut limit = LimitArgs::default();
    let whole = |text: &str| text.trim().parse::<u32>().map_err(|_| format!("`{text}` is no whole number"));
    for part in line.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (first, rest) = part.split_once(' ').map_or((part, ""), |(first, rest)| (first, rest.trim()));
        match (first, rest) {
            ("day", day) => limit.until_day = Some(whole(day)?),
            ("budget", budget) => limit.budget = Some(parse_budget(budget)?),
            (days, "day" | "days" | "more days") => limit.days = Some(whole(days)?),
            (percent, "percent" | "%") => limit.percent = Some(parse_amount(percent)?),
            (percent, "") if percent.ends_with('%') => {
                limit.percent = Some(parse_amount(percent.trim_end_matches('%'))?);
            }
            (sum, "") if !sum.contains('/') => limit.money = Some(parse_sum(sum)?),
            (sum, per) if per.starts_with("per ") => {
                limit.money = Some(Sum { amount: parse_amount(sum)?, per: parse_per(per["per ".len()..].trim())? });
            }
            (often, "") => limit.count = Some(parse_count(often)?),
            _ => return Err(format!("`{part}` is not understood")),
        }
    }
    Ok(limit)
}
