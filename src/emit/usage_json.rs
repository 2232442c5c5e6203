//! What staff do with the rules as JSON, `dumbrules/usage/1`: alone, and as part of an audit's JSON. `docs/json.md` says the
//! same.

use super::contract::Position;
use super::json::escaped;
use crate::finding::Label;
use crate::log::{BendUse, Figures, GrantedUse, LogFile, Nominated, RuleUse, Share, Suggestion, Usage};
use serde::Serialize;

/// Names the contract and its version.
const SCHEMA: &str = "dumbrules/usage/1";

#[derive(Serialize)]
struct Alone<'a> {
    schema: &'static str,
    #[serde(flatten)]
    usage: UsageOut<'a>,
}

/// What the logs say.
#[derive(Serialize)]
pub(crate) struct UsageOut<'a> {
    from: String,
    to: String,
    conventions: ConventionsOut,
    files: Vec<FileOut<'a>>,
    rows: u64,
    in_window: u64,
    after_today: u64,
    rules: Vec<RuleOut<'a>>,
    nominated: Vec<NominatedOut<'a>>,
    notes: &'a [String],
}

#[derive(Serialize)]
struct ConventionsOut {
    window_days: u32,
    review_uses: u32,
    review_staff: u32,
    uses: u32,
    staff: u32,
    share: u32,
}

#[derive(Serialize)]
struct FileOut<'a> {
    path: &'a str,
    rows: u64,
    bad: u64,
}

#[derive(Serialize)]
struct PlaceOut<'a> {
    path: &'a str,
    start: Position,
}

#[derive(Serialize)]
struct RuleOut<'a> {
    rule: Option<&'a str>,
    place: Option<PlaceOut<'a>>,
    verdict: &'static str,
    #[serde(flatten)]
    figures: FiguresOut<'a>,
    cases: Option<CasesOut>,
    suggestion: Option<SuggestionOut<'a>>,
    bends: Vec<BendOut<'a>>,
}

#[derive(Serialize)]
struct BendOut<'a> {
    bend: Option<&'a str>,
    role: &'a str,
    #[serde(flatten)]
    figures: FiguresOut<'a>,
}

#[derive(Serialize)]
struct FiguresOut<'a> {
    uses: u64,
    refusals: u64,
    escalations: u64,
    escalated_bent: u64,
    corrections: u64,
    people: Option<u64>,
    reasons: Vec<ReasonOut<'a>>,
    granted: Vec<GrantedOut>,
    minutes: Option<f64>,
    minutes_p90: Option<f64>,
}

#[derive(Serialize)]
struct ReasonOut<'a> {
    reason: &'a str,
    uses: u64,
}

#[derive(Serialize)]
struct GrantedOut {
    unit: &'static str,
    currency: Option<&'static str>,
    count: u64,
    p10: f64,
    half: f64,
    p90: f64,
    most: f64,
}

#[derive(Serialize)]
struct CasesOut {
    uses: u64,
    cases: u64,
    share: f64,
    low: f64,
    high: f64,
}

#[derive(Serialize)]
struct SuggestionOut<'a> {
    habit: Option<&'a str>,
    advice: &'a str,
    text: Option<&'a str>,
}

#[derive(Serialize)]
struct NominatedOut<'a> {
    rule: Option<&'a str>,
    quote: Option<&'a str>,
    place: Option<PlaceOut<'a>>,
    people: Option<u64>,
    times: u64,
    whys: &'a [String],
    lints: &'a [String],
    raises: bool,
}

/// What the logs say as one JSON object, indented, with a line end behind it.
pub fn usage_json(usage: &Usage) -> String {
    let alone = Alone { schema: SCHEMA, usage: UsageOut::from(usage) };
    let text = serde_json::to_string_pretty(&alone).expect("plain data can be written as JSON");
    format!("{}\n", escaped(&text))
}

impl<'a> From<&'a Usage> for UsageOut<'a> {
    fn from(usage: &'a Usage) -> Self {
        let kill = usage.kill;
        Self {
            from: usage.from.to_string(),
            to: usage.to.to_string(),
            conventions: ConventionsOut {
                window_days: kill.window_days,
                review_uses: kill.review_uses,
                review_staff: kill.review_staff,
                uses: kill.uses,
                staff: kill.staff,
                share: kill.share,
            },
            files: usage.files.iter().map(file).collect(),
            rows: usage.rows,
            in_window: usage.in_window,
            after_today: usage.after_today,
            rules: usage.rules.iter().map(rule).collect(),
            nominated: usage.nominated.iter().map(nominated).collect(),
            notes: &usage.notes,
        }
    }
}

fn file(file: &LogFile) -> FileOut<'_> {
    FileOut { path: &file.path, rows: file.rows, bad: file.bad }
}

fn place(label: &Label) -> PlaceOut<'_> {
    PlaceOut { path: &label.path, start: label.start.into() }
}

fn rule(used: &RuleUse) -> RuleOut<'_> {
    RuleOut {
        rule: used.rule.as_deref(),
        place: used.label.as_ref().map(place),
        verdict: used.verdict.word(),
        figures: figures(&used.figures),
        cases: used.cases.map(cases),
        suggestion: used.suggestion.as_ref().map(suggestion),
        bends: used.bends.iter().map(bend).collect(),
    }
}

fn bend(used: &BendUse) -> BendOut<'_> {
    BendOut { bend: used.bend.as_deref(), role: &used.role, figures: figures(&used.figures) }
}

fn figures(figures: &Figures) -> FiguresOut<'_> {
    FiguresOut {
        uses: figures.uses,
        refusals: figures.refusals,
        escalations: figures.escalations,
        escalated_bent: figures.escalated_bent,
        corrections: figures.corrections,
        people: figures.people,
        reasons: figures.reasons.iter().map(|(reason, uses)| ReasonOut { reason, uses: *uses }).collect(),
        granted: figures.granted.iter().map(granted).collect(),
        minutes: figures.minutes.map(|minutes| minutes.as_f64()),
        minutes_p90: figures.minutes_p90.map(|minutes| minutes.as_f64()),
    }
}

fn granted(granted: &GrantedUse) -> GrantedOut {
    GrantedOut {
        unit: granted.measure.word(),
        currency: granted.currency.map(|currency| currency.code()),
        count: granted.count,
        p10: granted.p10.as_f64(),
        half: granted.half.as_f64(),
        p90: granted.p90.as_f64(),
        most: granted.most.as_f64(),
    }
}

fn cases(share: Share) -> CasesOut {
    let Share { uses, cases, interval } = share;
    CasesOut { uses, cases, share: uses as f64 / cases as f64, low: interval.low, high: interval.high }
}

fn suggestion(suggestion: &Suggestion) -> SuggestionOut<'_> {
    let Suggestion { habit, advice, text } = suggestion;
    SuggestionOut { habit: habit.as_deref(), advice, text: text.as_deref() }
}

fn nominated(nominated: &Nominated) -> NominatedOut<'_> {
    NominatedOut {
        rule: nominated.rule.as_deref(),
        quote: nominated.quote.as_deref(),
        place: nominated.label.as_ref().map(place),
        people: nominated.people,
        times: nominated.times,
        whys: &nominated.whys,
        lints: &nominated.lints,
        raises: nominated.raises,
    }
}
