//! What staff really do, as the report's page shows it: one row a rule, and what its use calls for. People are counted,
//! never named.

use super::sink::flowing;
use super::wording::{count, thousands};
use crate::log::{RuleUse, Usage};
use serde::Serialize;

/// The section "What staff really do".
#[derive(Serialize)]
pub(crate) struct UsageSection {
    lead: String,
    rules: Vec<Used>,
    lines: String,
    notes: Vec<String>,
}

/// What was done with one rule.
#[derive(Serialize)]
struct Used {
    name: String,
    text: String,
    uses: String,
    refusals: String,
    people: String,
    cases: String,
    granted: String,
    call: &'static str,
    suggestion: String,
    advice: String,
}

impl UsageSection {
    pub(crate) fn new(usage: &Usage) -> Self {
        let kill = usage.kill;
        let whole = |n: u64| thousands(usize::try_from(n).unwrap_or(usize::MAX));
        Self {
            lead: format!(
                "{} bent or refused from {} to {}, by {} of the exception log.",
                count(usage.rules.len(), "rule"),
                usage.from.in_words(),
                usage.to.in_words(),
                count(usize::try_from(usage.in_window).unwrap_or(usize::MAX), "row")
            ),
            rules: usage.rules.iter().map(|used| Used::new(used, &whole)).collect(),
            lines: format!(
                "A rule calls for another one from {} uses by {} people on, where the number of cases is known in {} % of them \
                 (the lower end of the interval in brackets); for a look at it from {} uses by {} people on.",
                kill.uses, kill.staff, kill.share, kill.review_uses, kill.review_staff
            ),
            notes: usage.notes.iter().map(|note| flowing(note)).collect(),
        }
    }
}

impl Used {
    fn new(used: &RuleUse, whole: &dyn Fn(u64) -> String) -> Self {
        let figures = &used.figures;
        let unknown = || "not known".to_owned();
        Self {
            name: flowing(&used.name()),
            text: used.label.as_ref().map_or_else(String::new, |label| flowing(&label.reading)),
            uses: whole(figures.uses),
            refusals: whole(figures.refusals),
            people: figures.people.map_or_else(unknown, whole),
            cases: used.cases.map_or_else(unknown, |share| share.to_string()),
            granted: figures.most_granted().unwrap_or_default(),
            call: used.call.word(),
            suggestion: used.suggestion.as_ref().and_then(|it| it.text.as_deref()).map_or_else(String::new, flowing),
            advice: used.suggestion.as_ref().map_or_else(String::new, |it| flowing(&it.advice)),
        }
    }
}
