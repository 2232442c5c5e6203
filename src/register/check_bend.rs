//! What may be wrong with one bend.

use super::bag::Bag;
use super::checks::Raised;
use super::compare::differences;
use super::fault::{Fault, faults};
use super::{Bend, Change, Matched, Standing, State, Status};
use crate::finding::Label;
use crate::ruleset::Severity;

pub(super) fn check(raised: &mut Raised<'_>, at: usize) {
    let reconciled = raised.reconciled;
    let standing = &reconciled.standings[at];
    let bend = &reconciled.register.bends[at].value;
    if bend.status == Status::Withdrawn {
        return;
    }
    match standing.state {
        State::Forbidden => {
            let detail = format!("`{}` lets {} bend it", bend.id, reconciled.register.who(bend));
            let related = raised.rule(at);
            return raised.raise("bend/on-protected", &detail, raised.entry(at, "rule"), related);
        }
        State::Orphaned => {
            let named = bend.rule.as_deref().map(|rule| format!("`{rule}`"));
            let named = named.or_else(|| bend.quote.as_ref().map(|quote| format!("“{quote}”")));
            let detail =
                format!("`{}` speaks of {}", bend.id, named.unwrap_or_else(|| "a text that is nowhere".to_owned()));
            let related = nearest(raised, bend).into_iter().collect();
            return raised.raise("bend/orphaned", &detail, raised.entry(at, "rule"), related);
        }
        _ => {}
    }
    staleness(raised, at, bend, standing);
    if standing.state == State::Expired {
        return expired(raised, at, bend);
    }
    time(raised, at, bend, standing);
    for Fault { check, field, detail, of_rule } in faults(&reconciled.register, bend, reconciled.rule(standing)) {
        let related = if of_rule { raised.rule(at) } else { Vec::new() };
        raised.raise(check, &detail, raised.entry(at, field), related);
    }
}

/// Share of common words below which two texts have nothing to do with each other.
const RELATED: f64 = 0.3;

/// The rule that is most like the one that is gone, for the person who looks for it.
fn nearest(raised: &Raised<'_>, bend: &Bend) -> Option<Label> {
    let quote = Bag::of(bend.quote.as_ref()?);
    let rules = raised.reconciled.documents.iter().flat_map(|document| &document.rules);
    let near = rules.map(|seen| (quote.share(&seen.bag), seen)).filter(|(share, _)| *share >= RELATED);
    let (_, seen) = near.max_by(|a, b| a.0.total_cmp(&b.0))?;
    Some(seen.label.clone().noted("the nearest text now"))
}

fn staleness(raised: &mut Raised<'_>, at: usize, bend: &Bend, standing: &Standing) {
    let reconciled = raised.reconciled;
    let Some(seen) = reconciled.rule(standing) else { return };
    let related = raised.rule(at);
    let now = &seen.text;
    let id = &bend.id;
    let renamed = if matches!(standing.matched, Matched::Near(_)) {
        "; it is the nearest text, and may be another rule"
    } else {
        ""
    };
    match (&bend.quote, standing.change) {
        (_, Change::Same) if renamed.is_empty() => {}
        (None, _) => {
            let detail = format!("`{id}` does not say what it said when granted; write down `fingerprint` and `quote`");
            raised.raise("bend/stale-material", &detail, raised.entry(at, "rule"), related);
        }
        (Some(quote), Change::Material) => {
            let told = differences(quote, now);
            let told = if told.is_empty() { "most words are others".to_owned() } else { told };
            raised.raise(
                "bend/stale-material",
                &format!("`{id}`: {told}{renamed}"),
                raised.entry(at, "quote"),
                related,
            );
        }
        (Some(_), _) => {
            raised.raise("bend/stale-wording", &format!("`{id}`{renamed}"), raised.entry(at, "quote"), related);
        }
    }
    if standing.moved || (bend.rule.is_some() && standing.matched == Matched::Text) {
        let place = format!("{}:{}", seen.label.path, seen.label.start.line);
        let anchor = if standing.matched == Matched::Text { ", without its anchor" } else { "" };
        let related = raised.rule(at);
        raised.raise(
            "bend/moved",
            &format!("that of `{id}` stands at {place}{anchor}"),
            raised.entry(at, "document"),
            related,
        );
    }
}

/// An expired bend is worse when a document for staff still names it.
fn expired(raised: &mut Raised<'_>, at: usize, bend: &Bend) {
    let places = super::check_text::named_for_staff(raised.reconciled, &bend.id);
    let last = bend.expires.map(super::Day::in_words).unwrap_or_default();
    let count = places.len();
    let (severity, named) = match count {
        0 => (Severity::Low, String::new()),
        _ => (Severity::High, ", and staff still read of it".to_owned()),
    };
    let related = places.into_iter().map(|label| label.noted("still named here")).collect();
    let detail = format!("`{}` ended on {last}{named}", bend.id);
    raised.raise_as("bend/expired", severity, &detail, raised.entry(at, "expires"), related);
}

/// Its end, and its review.
fn time(raised: &mut Raised<'_>, at: usize, bend: &Bend, standing: &Standing) {
    let reconciled = raised.reconciled;
    let conventions = &reconciled.register.conventions;
    let (id, today) = (&bend.id, reconciled.today);
    let Some(expires) = bend.expires else { return };
    let severity = reconciled.rule(standing).and_then(|seen| raised.worst(seen));
    let [critical, high, medium, low] = conventions.longest_days;
    let (longest, on) = match severity {
        Some(Severity::Critical) => (critical, "a rule with a critical finding"),
        Some(Severity::High) => (high, "a rule with a high finding"),
        Some(Severity::Medium) => (medium, "a rule with a medium finding"),
        _ => (low, "this rule"),
    };
    let runs = expires.days_since(bend.decided().max(bend.starts()));
    if runs > i64::from(longest) + 1 {
        let detail = format!("`{id}` runs {runs} days, and {on} may be bent for {longest} at a time");
        raised.raise("bend/long-expiry", &detail, raised.entry(at, "expires"), raised.rule(at));
    }
    let left = expires.days_since(today);
    if standing.state.is_usable() && left <= i64::from(conventions.warn_days) {
        let left = match left {
            0 => "today".to_owned(),
            1 => "tomorrow".to_owned(),
            left => format!("in {left} days"),
        };
        let detail = format!("`{id}` ends on {}, {left}", expires.in_words());
        raised.raise("bend/expiring", &detail, raised.entry(at, "expires"), raised.rule(at));
    }
    if let Some(due) = bend.review_due().filter(|due| today > *due) {
        let detail = format!("`{id}` was to be looked at by {}", due.in_words());
        raised.raise("bend/review-overdue", &detail, raised.entry(at, "review_every"), Vec::new());
    }
}
