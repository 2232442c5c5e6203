//! What is wrong with how a bend was granted, whatever the day: its limit, its grantor, its reasons, whom to ask beyond it.

use super::{Bend, Effect, Evidence, ReasonKind, Register, Role, Seen};
use crate::rule::quantity::{Amount, Value};

/// Days from which on an answer comes too late.
const LONGEST_ANSWER: f64 = 1.0;

/// Something wrong with how a bend was granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The id of the check.
    pub check: &'static str,
    /// The field of the entry that is wrong.
    pub field: &'static str,
    /// What is wrong, to be read behind the check's title.
    pub detail: String,
    /// Whether the rule belongs to it.
    pub of_rule: bool,
}

/// What makes a grant void: nobody may rely on a bend that has one of these.
const VOID: [&str; 6] = [
    "bend/over-ceiling",
    "bend/beyond-grantor",
    "bend/no-expiry",
    "bend/without-limit",
    "bend/tighter-than-rule",
    "bend/allows-nothing",
];

impl Fault {
    fn new(check: &'static str, field: &'static str, detail: impl Into<String>) -> Self {
        Self { check, field, detail: detail.into(), of_rule: false }
    }

    fn of_rule(self) -> Self {
        Self { of_rule: true, ..self }
    }

    /// Whether nobody may rely on a bend that has it.
    pub fn is_void(&self) -> bool {
        VOID.contains(&self.check)
    }
}

/// What is wrong with how a bend was granted; `seen` is its rule.
pub fn faults(register: &Register, bend: &Bend, seen: Option<&Seen>) -> Vec<Fault> {
    let mut faults = Vec::new();
    if bend.expires.is_none() {
        faults.push(Fault::new("bend/no-expiry", "id", format!("`{}`", bend.id)).of_rule());
    }
    authority(register, bend, seen, &mut faults);
    limits(bend, seen, &mut faults);
    faults.extend(reasons(register, bend));
    faults.extend(ladder(register, bend));
    faults
}

/// Ceilings, and who granted it.
fn authority(register: &Register, bend: &Bend, seen: Option<&Seen>, faults: &mut Vec<Fault>) {
    let (Some(role), Some(grantor)) = (register.role(&bend.role), register.role(&bend.granted_by.role)) else { return };
    let told = |(what, given, most): &(&'static str, Amount, Amount)| match *what {
        "money" => format!("{} where {} is the most", register.sum(*given), register.sum(*most)),
        "percent" => format!("{given} % where {most} % is the most"),
        what => format!("{given} {what} where {most} is the most"),
    };
    let join = |over: &[_]| over.iter().map(told).collect::<Vec<_>>().join(", ");
    let mut limit = bend.limit;
    if let (Some(until), Some(days), None) = (limit.until_day, seen.and_then(Seen::days), limit.days) {
        // Whole days on top of the rule's own.
        limit.days = Some((f64::from(until) - days).max(0.0) as u32);
    }
    let (over, over_grantor) = (limit.beyond(&role.ceiling), limit.beyond(&grantor.ceiling));
    let (id, role_name, grantor_name) = (&bend.id, role.name(), grantor.name());
    if !over.is_empty() {
        faults.push(Fault::new("bend/over-ceiling", "limit", format!("`{id}` gives {role_name} {}", join(&over))));
    }
    if grantor.rank <= role.rank {
        let what = if grantor.id == role.id { "which grants it to itself" } else { "which ranks no higher" };
        let detail = format!("`{id}` for {role_name} comes from {grantor_name}, {what}");
        faults.push(Fault::new("bend/beyond-grantor", "granted_by", detail));
    } else if !over_grantor.is_empty() {
        let detail =
            format!("`{id}` comes from {grantor_name}, which may itself go only so far: {}", join(&over_grantor));
        faults.push(Fault::new("bend/beyond-grantor", "granted_by", detail));
    }
}

/// Whether the limit is one, and gives anything on top of the rule.
fn limits(bend: &Bend, seen: Option<&Seen>, faults: &mut Vec<Fault>) {
    let (id, limit) = (&bend.id, &bend.limit);
    if !limit.is_bounded() {
        return faults.push(Fault::new("bend/without-limit", "id", format!("`{id}`")).of_rule());
    }
    let nothing = limit.days == Some(0)
        || limit.percent == Some(Amount::ZERO)
        || limit.money.is_some_and(|sum| sum.amount == Amount::ZERO)
        || limit.count.is_some_and(|count| count.n == 0)
        || limit.budget.is_some_and(|budget| budget.amount == Amount::ZERO);
    if nothing {
        faults.push(Fault::new("bend/allows-nothing", "limit", format!("`{id}` has a limit of nothing")));
    }
    let Some(seen) = seen else { return };
    if let (Some(until), Some(days)) = (limit.until_day.map(f64::from), seen.days()) {
        let detail = format!("`{id}` goes up to day {until}, the rule up to day {days}");
        if until < days {
            faults.push(Fault::new("bend/tighter-than-rule", "limit", detail).of_rule());
        } else if until == days {
            faults.push(Fault::new("bend/allows-nothing", "limit", detail).of_rule());
        }
    }
    let has_time = seen.quantities.iter().any(|quantity| matches!(quantity.value, Value::Duration(_)));
    if bend.effect == Effect::ExtendDeadline && !has_time {
        let detail = format!("`{id}` extends a deadline, and the rule names no length of time");
        faults.push(Fault::new("bend/unfit", "effect", detail).of_rule());
    }
}

/// Reasons, and how much must be proved.
fn reasons(register: &Register, bend: &Bend) -> Option<Fault> {
    let id = &bend.id;
    let reasons: Vec<_> = bend.when.iter().filter_map(|id| register.reason(id)).collect();
    if reasons.iter().all(|reason| reason.kind == ReasonKind::Other) {
        let detail = if reasons.is_empty() { format!("`{id}`") } else { format!("`{id}` has only `other`") };
        return Some(Fault::new("bend/without-reason", "when", detail));
    }
    let spared = reasons.iter().find(|reason| reason.proof.is_some_and(|proof| proof < bend.evidence));
    let reason = spared.filter(|_| bend.evidence > Evidence::SelfDeclared)?;
    let proof = reason.proof.unwrap_or_default();
    let detail = format!("`{id}` asks for `{}`, and `{}` needs `{proof}`", bend.evidence, reason.id);
    Some(Fault::new("bend/asks-too-much", "evidence", detail))
}

/// Who decides beyond the limit.
fn ladder(register: &Register, bend: &Bend) -> Option<Fault> {
    let role = register.role(&bend.role)?;
    let is_top = register.roles.iter().all(|other| other.value.rank <= role.rank);
    let id = &bend.id;
    let Some(beyond) = &bend.beyond else {
        let detail = format!("`{id}` does not say whom {} asks", role.name());
        return (!is_top).then(|| Fault::new("bend/broken-ladder", "role", detail));
    };
    let next = register.role(&beyond.role).map_or(0, |next: &Role| next.rank);
    let detail = match beyond.within {
        _ if next <= role.rank => {
            format!("`{id}` sends {} to `{}`, which may decide no more", role.name(), beyond.role)
        }
        Some(within) if within.about_days() > LONGEST_ANSWER => {
            format!("`{id}` gives an answer within {}; a customer waits a day at most", within.in_words())
        }
        Some(_) => return None,
        None => format!("`{id}` does not say how soon `{}` answers", beyond.role),
    };
    Some(Fault::new("bend/broken-ladder", "beyond", detail))
}
