//! The JSON contract, version `dumbrules/audit/1`: what is written, and in which order. The domain types may change, this
//! not, so nothing here is shared with them; [`super::json`] fills it. Below, every field with its unit, as in
//! `docs/json.md`; `docs/audit.schema.json` says the same to programs.
#![doc = include_str!("../../docs/json.md")]

use super::bends_json::{BendsOut, MayBend};
use super::usage_json::UsageOut;
use serde::Serialize;
use std::collections::BTreeMap;

/// Names the contract and its version.
pub(crate) const SCHEMA: &str = "dumbrules/audit/1";

#[derive(Serialize)]
pub(crate) struct Audit<'a> {
    pub(crate) schema: &'static str,
    pub(crate) tool: Tool<'a>,
    pub(crate) today: &'a str,
    pub(crate) inputs: &'a [String],
    pub(crate) ruleset: Ruleset<'a>,
    /// What the configuration says of single documents.
    pub(crate) overrides: Vec<DocumentOverride<'a>>,
    pub(crate) totals: Totals,
    pub(crate) documents: Vec<Document<'a>>,
    pub(crate) not_audited: Vec<NotAudited<'a>>,
    pub(crate) errors: Vec<Failure<'a>>,
    pub(crate) findings: Vec<FindingOut<'a>>,
    pub(crate) lints: BTreeMap<&'a str, Lint<'a>>,
    pub(crate) silenced: Vec<Silenced<'a>>,
    pub(crate) unused_verdicts: Vec<Unused<'a>>,
    pub(crate) bends: Option<BendsOut<'a>>,
    pub(crate) usage: Option<UsageOut<'a>>,
    /// The baseline in figures; null without one.
    pub(crate) baseline: Option<Baseline<'a>>,
    /// What changed since the edition of `--base`; null without one.
    pub(crate) comparison: Option<super::comparison_json::Body<'a>>,
}

#[derive(Serialize)]
pub(crate) struct Tool<'a> {
    pub(crate) name: &'static str,
    pub(crate) version: &'a str,
}

#[derive(Serialize)]
pub(crate) struct Ruleset<'a> {
    pub(crate) lints: usize,
    pub(crate) hash: &'a str,
    pub(crate) switched_off: Vec<Overridden<'a>>,
    pub(crate) changed: Vec<Overridden<'a>>,
}

#[derive(Serialize)]
pub(crate) struct Overridden<'a> {
    pub(crate) lint: &'a str,
    pub(crate) reason: &'a str,
}

#[derive(Serialize)]
pub(crate) struct DocumentOverride<'a> {
    pub(crate) glob: &'a str,
    pub(crate) from: &'a str,
    pub(crate) lint: Option<&'a str>,
    pub(crate) change: &'a str,
    pub(crate) reason: Option<&'a str>,
    pub(crate) documents: usize,
    pub(crate) findings: usize,
}

#[derive(Serialize)]
pub(crate) struct Totals {
    pub(crate) documents: usize,
    pub(crate) not_audited: usize,
    pub(crate) errors: usize,
    pub(crate) words: usize,
    pub(crate) rules: usize,
    pub(crate) restrictive_rules: usize,
    pub(crate) findings: Counts,
    pub(crate) min_confidence: &'static str,
    pub(crate) less_sure: usize,
    pub(crate) passed_over: usize,
    pub(crate) suppressed: usize,
    pub(crate) accepted: usize,
    pub(crate) reviewed: Reviewed,
}

#[derive(Serialize)]
pub(crate) struct Reviewed {
    pub(crate) findings: usize,
    pub(crate) confirmed: usize,
    pub(crate) dismissed: usize,
}

#[derive(Serialize, Default)]
pub(crate) struct Counts {
    pub(crate) critical: usize,
    pub(crate) high: usize,
    pub(crate) medium: usize,
    pub(crate) low: usize,
    pub(crate) info: usize,
}

#[derive(Serialize)]
pub(crate) struct Document<'a> {
    pub(crate) path: &'a str,
    pub(crate) title: &'a str,
    pub(crate) types: &'a [String],
    pub(crate) types_from: &'a str,
    pub(crate) audience: &'a str,
    pub(crate) audience_from: &'a str,
    pub(crate) owner: Option<&'a str>,
    pub(crate) words: usize,
    pub(crate) rules: usize,
    pub(crate) restrictive_rules: usize,
    pub(crate) findings: Counts,
    pub(crate) suppressed: usize,
    pub(crate) accepted: usize,
    pub(crate) reviewed: Reviewed,
    pub(crate) bright: Vec<Bright<'a>>,
    pub(crate) unread: &'a [String],
}

#[derive(Serialize)]
pub(crate) struct Bright<'a> {
    pub(crate) id: &'a str,
    pub(crate) title: &'a str,
}

#[derive(Serialize)]
pub(crate) struct NotAudited<'a> {
    pub(crate) path: &'a str,
    pub(crate) reason: &'a str,
}

#[derive(Serialize)]
pub(crate) struct Failure<'a> {
    pub(crate) message: &'a str,
    pub(crate) path: Option<&'a str>,
    pub(crate) line: Option<usize>,
    pub(crate) column: Option<usize>,
    pub(crate) help: Option<&'a str>,
}

#[derive(Serialize)]
pub(crate) struct FindingOut<'a> {
    pub(crate) lint: &'a str,
    pub(crate) severity: &'static str,
    pub(crate) confidence: &'static str,
    pub(crate) told_by: &'a [String],
    pub(crate) message: &'a str,
    pub(crate) identity: &'a str,
    #[serde(flatten)]
    pub(crate) primary: Place<'a>,
    pub(crate) related: Vec<Place<'a>>,
    pub(crate) suppressed: Option<Suppressed<'a>>,
    pub(crate) lapsed: Option<Suppressed<'a>>,
    pub(crate) before: Option<&'static str>,
    pub(crate) may_bend: Option<MayBend<'a>>,
    pub(crate) verdict: Option<Verdict<'a>>,
}

#[derive(Serialize)]
pub(crate) struct Place<'a> {
    pub(crate) path: &'a str,
    pub(crate) start: Position,
    pub(crate) end: Position,
    pub(crate) span: Bytes,
    pub(crate) matched: Bytes,
    pub(crate) quote: &'a str,
    pub(crate) reading: &'a str,
    pub(crate) section: &'a [String],
    pub(crate) anchor: Option<&'a str>,
    pub(crate) note: Option<&'a str>,
}

#[derive(Serialize)]
pub(crate) struct Position {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

#[derive(Serialize)]
pub(crate) struct Bytes {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

#[derive(Serialize)]
pub(crate) struct Suppressed<'a> {
    pub(crate) reason: &'a str,
    pub(crate) by: Option<&'a str>,
    pub(crate) until: &'a str,
    pub(crate) source: &'static str,
}

#[derive(Serialize)]
pub(crate) struct Baseline<'a> {
    pub(crate) file: &'a str,
    pub(crate) open: usize,
    pub(crate) expiring: usize,
    pub(crate) expired: usize,
    pub(crate) fixed: usize,
    pub(crate) not_audited: usize,
}

#[derive(Serialize)]
pub(crate) struct Verdict<'a> {
    pub(crate) verdict: &'static str,
    pub(crate) reason: Option<&'a str>,
    pub(crate) note: Option<&'a str>,
    pub(crate) by: Option<&'a str>,
    pub(crate) on: &'a str,
}

#[derive(Serialize)]
pub(crate) struct Unused<'a> {
    pub(crate) finding: &'a str,
    pub(crate) lint: &'a str,
    pub(crate) document: &'a str,
    pub(crate) quote: &'a str,
    #[serde(flatten)]
    pub(crate) verdict: Verdict<'a>,
}

#[derive(Serialize)]
pub(crate) struct Lint<'a> {
    pub(crate) title: &'a str,
    pub(crate) severity: &'static str,
    pub(crate) layer: &'a str,
    pub(crate) customer_experience: &'a str,
    pub(crate) why: &'a str,
    pub(crate) rewrite: &'a str,
    pub(crate) acceptable_when: &'a [String],
    pub(crate) sources: &'a [String],
}

#[derive(Serialize)]
pub(crate) struct Silenced<'a> {
    pub(crate) lint: &'a str,
    pub(crate) path: &'a str,
    pub(crate) line: usize,
    pub(crate) span: Bytes,
    pub(crate) by: &'a str,
}
