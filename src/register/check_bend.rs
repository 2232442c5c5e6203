//! What may be wrong with one bend.

use super::checks::Raised;
use super::compare::differences;
use super::{Bend, Change, Effect, Evidence, Matched, ReasonKind, Seen, Standing, State, Status};
use crate::rule::quantity::{Amount, Value};
use crate::ruleset::Severity;

/// Days from which on an answer comes too late.
const LONGEST_ANSWER: f64 = 1.0;

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
            return raised.raise("bend/orphaned", &detail, raised.entry(at, "rule"), Vec::new());
        }
        _ => {}
    }
    staleness(raised, at, bend, standing);
    if standing.state == State::Expired {
        return expired(raised, at, bend);
    }
    authority(raised, at, bend);
    time(raised, at, bend, standing);
    limits(raised, at, bend, reconciled.rule(standing));
    reasons(raised, at, bend);
    ladder(raised, at, bend);
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

/// Ceilings, and who granted it.
fn authority(raised: &mut Raised<'_>, at: usize, bend: &Bend) {
    let register = &raised.reconciled.register;
    let (Some(role), Some(grantor)) = (register.role(&bend.role), register.role(&bend.granted_by.role)) else { return };
    let told = |(what, given, most): &(&'static str, Amount, Amount)| match *what {
        "money" => format!("{} where {} is the most", register.sum(*given), register.sum(*most)),
        "percent" => format!("{given} % where {most} % is the most"),
        what => format!("{given} {what} where {most} is the most"),
    };
    let join = |over: &[_]| over.iter().map(told).collect::<Vec<_>>().join(", ");
    let days = raised.reconciled.rule(&raised.reconciled.standings[at]).and_then(Seen::days);
    let mut limit = bend.limit;
    if let (Some(until), Some(days), None) = (limit.until_day, days, limit.days) {
        // Whole days on top of the rule's own.
        limit.days = Some((f64::from(until) - days).max(0.0) as u32);
    }
    let over = limit.beyond(&role.ceiling);
    let over_grantor = limit.beyond(&grantor.ceiling);
    let (id, role_name, grantor_name) = (&bend.id, role.name(), grantor.name());
    let ranks_above = grantor.rank > role.rank;
    if !over.is_empty() {
        let detail = format!("`{id}` gives {role_name} {}", join(&over));
        raised.raise("bend/over-ceiling", &detail, raised.entry(at, "limit"), Vec::new());
    }
    if !ranks_above {
        let what = if grantor.id == role.id { "which grants it to itself" } else { "which ranks no higher" };
        let detail = format!("`{id}` for {role_name} comes from {grantor_name}, {what}");
        raised.raise("bend/beyond-grantor", &detail, raised.entry(at, "granted_by"), Vec::new());
    } else if !over_grantor.is_empty() {
        let detail =
            format!("`{id}` comes from {grantor_name}, which may itself go only so far: {}", join(&over_grantor));
        raised.raise("bend/beyond-grantor", &detail, raised.entry(at, "granted_by"), Vec::new());
    }
}

/// Its end, and its review.
fn time(raised: &mut Raised<'_>, at: usize, bend: &Bend, standing: &Standing) {
    let reconciled = raised.reconciled;
    let conventions = &reconciled.register.conventions;
    let (id, today) = (&bend.id, reconciled.today);
    let Some(expires) = bend.expires else {
        return raised.raise("bend/no-expiry", &format!("`{id}`"), raised.entry(at, "id"), raised.rule(at));
    };
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

/// Whether the limit is one, and gives anything on top of the rule.
fn limits(raised: &mut Raised<'_>, at: usize, bend: &Bend, seen: Option<&Seen>) {
    let id = &bend.id;
    let limit = &bend.limit;
    if !limit.is_bounded() {
        return raised.raise("bend/without-limit", &format!("`{id}`"), raised.entry(at, "id"), raised.rule(at));
    }
    let nothing = limit.days == Some(0)
        || limit.percent == Some(Amount::ZERO)
        || limit.money.is_some_and(|sum| sum.amount == Amount::ZERO)
        || limit.count.is_some_and(|count| count.n == 0);
    if nothing {
        let detail = format!("`{id}` has a limit of nothing");
        raised.raise("bend/redundant", &detail, raised.entry(at, "limit"), Vec::new());
    }
    let Some(seen) = seen else { return };
    if let (Some(until), Some(days)) = (limit.until_day.map(f64::from), seen.days()) {
        let detail = format!("`{id}` goes up to day {until}, the rule up to day {days}");
        if until < days {
            raised.raise("bend/tighter-than-rule", &detail, raised.entry(at, "limit"), raised.rule(at));
        } else if until == days {
            raised.raise("bend/redundant", &detail, raised.entry(at, "limit"), raised.rule(at));
        }
    }
    let has_time = seen.quantities.iter().any(|quantity| matches!(quantity.value, Value::Duration(_)));
    if bend.effect == Effect::ExtendDeadline && !has_time {
        let detail = format!("`{id}` extends a deadline, and the rule names no length of time");
        raised.raise("bend/no-expected-effect", &detail, raised.entry(at, "effect"), raised.rule(at));
    }
}

/// Reasons, and how much must be proved.
fn reasons(raised: &mut Raised<'_>, at: usize, bend: &Bend) {
    let register = &raised.reconciled.register;
    let id = &bend.id;
    let reasons: Vec<_> = bend.when.iter().filter_map(|id| register.reason(id)).collect();
    if reasons.iter().all(|reason| reason.kind == ReasonKind::Other) {
        let detail = if reasons.is_empty() { format!("`{id}`") } else { format!("`{id}` has only `other`") };
        return raised.raise("bend/without-reason", &detail, raised.entry(at, "when"), Vec::new());
    }
    let spared = reasons.iter().find(|reason| reason.proof.is_some_and(|proof| proof < bend.evidence));
    if let Some(reason) = spared.filter(|_| bend.evidence > Evidence::SelfDeclared) {
        let proof = reason.proof.unwrap_or_default();
        let detail = format!("`{id}` asks for `{}`, and `{}` needs `{proof}`", bend.evidence, reason.id);
        raised.raise("bend/asks-too-much", &detail, raised.entry(at, "evidence"), Vec::new());
    }
}

/// Who decides beyond the limit.
fn ladder(raised: &mut Raised<'_>, at: usize, bend: &Bend) {
    let register = &raised.reconciled.register;
    let Some(role) = register.role(&bend.role) else { return };
    let is_top = register.roles.iter().all(|other| other.value.rank <= role.rank);
    let id = &bend.id;
    let (field, detail) = match &bend.beyond {
        None if is_top => return,
        None => ("role", format!("`{id}` does not say whom {} asks", role.name())),
        Some(beyond) => {
            let next = register.role(&beyond.role);
            let too_late = beyond.within.is_some_and(|within| within.about_days() > LONGEST_ANSWER);
            if next.is_some_and(|next| next.rank <= role.rank) {
                ("beyond", format!("`{id}` sends {} to `{}`, which may decide no more", role.name(), beyond.role))
            } else if too_late {
                let within = beyond.within.unwrap_or_default().in_words();
                ("beyond", format!("`{id}` gives an answer within {within}; a customer waits a day at most"))
            } else if beyond.within.is_none() {
                ("beyond", format!("`{id}` does not say how soon `{}` answers", beyond.role))
            } else {
                return;
            }
        }
    };
    raised.raise("bend/broken-ladder", &detail, raised.entry(at, field), Vec::new());
}
