//! One entry of `bends`: its fields, and what must agree in it.

use super::load::{amount, day, whole};
use super::{
    Bend, Beyond, Budget, Count, Effect, Evidence, Grantor, IfSilent, Limit, Per, Register, Status, Sum, Visibility,
};
use crate::day::Period;
use crate::rule::is_fingerprint;
use crate::text::Span;
use crate::yaml::{Node, Reader, Shape};

/// The fields of an entry, in the order in which they are written.
pub(super) const FIELDS: [&str; 22] = [
    "id",
    "rule",
    "document",
    "fingerprint",
    "quote",
    "effect",
    "role",
    "limit",
    "when",
    "not_when",
    "evidence",
    "beyond",
    "granted_by",
    "granted_on",
    "effective",
    "expires",
    "review_every",
    "last_review",
    "status",
    "visibility",
    "rationale",
    "supersedes",
];

pub(super) fn bend(reader: &mut Reader<'_>, node: &Node) -> Bend {
    let mut fields = reader.fields(node, "a bend", &FIELDS);
    let bend = Bend {
        id: fields.required("id", id_of),
        rule: fields.optional("rule", |reader, node| (!node.is_null()).then(|| anchor(reader, node))).flatten(),
        document: fields.optional("document", document),
        fingerprint: fields.optional("fingerprint", fingerprint),
        quote: fields.optional("quote", Reader::text),
        effect: fields.required("effect", |reader, node| reader.choice(node, Effect::ALL, Effect::word)),
        role: fields.required("role", Reader::text),
        limit: fields.or_default("limit", limit),
        when: fields.or_default("when", texts),
        not_when: fields.or_default("not_when", texts),
        evidence: fields.or_default("evidence", |reader, node| reader.choice(node, Evidence::ALL, Evidence::word)),
        beyond: fields.optional("beyond", beyond),
        granted_by: fields.required("granted_by", grantor),
        granted_on: fields.required("granted_on", day),
        effective: fields.optional("effective", day),
        expires: fields.optional("expires", |reader, node| (!node.is_null()).then(|| day(reader, node))).flatten(),
        review_every: fields.optional("review_every", period),
        last_review: fields.optional("last_review", day),
        status: fields.required("status", |reader, node| reader.choice(node, Status::ALL, Status::word)),
        visibility: fields
            .or_default("visibility", |reader, node| reader.choice(node, Visibility::ALL, Visibility::word)),
        rationale: fields.optional("rationale", Reader::text),
        supersedes: fields
            .optional("supersedes", |reader, node| (!node.is_null()).then(|| reader.text(node)))
            .flatten(),
    };
    let names_rule = bend.rule.is_some() || bend.fingerprint.is_some();
    if !names_rule && bend.effect != Effect::AddGesture && matches!(node.shape, Shape::Map(_)) {
        let help = "add `rule: …` (its anchor) or `fingerprint: …`; only `add-gesture` may do without";
        fields.reader().mistake(node.span, "a bend that names no rule", help);
    }
    bend
}

/// An id that people type and read: letters, digits, `-`, `_` and `.`.
pub(super) fn id_of(reader: &mut Reader<'_>, node: &Node) -> String {
    let help = "write letters, digits, `-`, `_` and `.`, at most 64 of them, a letter or digit first";
    reader.parsed(node, help, |text| {
        let is_plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
        let starts = text.starts_with(|letter: char| letter.is_ascii_alphanumeric());
        if is_plain && starts && text.len() <= 64 { Ok(text.to_owned()) } else { Err(format!("`{text}` is no id")) }
    })
}

/// The id of a rule, as its anchor has it.
pub(super) fn anchor(reader: &mut Reader<'_>, node: &Node) -> String {
    reader.parsed(node, "write lower-case words parted by full stops, for example `returns.window`", |text| {
        let is_id = crate::document::is_anchor_id(text);
        if is_id { Ok(text.to_owned()) } else { Err(format!("`{text}` is no rule id")) }
    })
}

fn fingerprint(reader: &mut Reader<'_>, node: &Node) -> String {
    reader.parsed(node, "copy it from `dumbrules rules`: `r1:` and 12 digits", |text| {
        if is_fingerprint(text) { Ok(text.to_owned()) } else { Err(format!("`{text}` is no fingerprint")) }
    })
}

fn document(reader: &mut Reader<'_>, node: &Node) -> String {
    let help = "write it as seen from this file, for example `returns.md` or `shop/terms.md`";
    reader.parsed(node, help, |text| {
        let is_plain = !text.contains('\\') && !text.split('/').any(|part| part.is_empty() || part == ".");
        let wrong = || format!("`{text}` is no relative path with forward slashes");
        if is_plain { Ok(text.to_owned()) } else { Err(wrong()) }
    })
}

/// A list of texts that may be empty.
fn texts(reader: &mut Reader<'_>, node: &Node) -> Vec<String> {
    if matches!(&node.shape, Shape::List(items) if items.is_empty()) { Vec::new() } else { reader.texts(node) }
}

fn period(reader: &mut Reader<'_>, node: &Node) -> Period {
    reader.parsed(node, "write an ISO 8601 duration: `P90D`, `P6M`, `P1Y`, `PT10M`", str::parse)
}

fn limit(reader: &mut Reader<'_>, node: &Node) -> Limit {
    let mut fields = reader.fields(node, "a limit", &["days", "until_day", "percent", "money", "count", "budget"]);
    Limit {
        days: fields.optional("days", whole),
        until_day: fields.optional("until_day", whole),
        percent: fields.optional("percent", amount),
        money: fields.optional("money", sum),
        count: fields.optional("count", count),
        budget: fields.optional("budget", budget),
    }
}

fn per(reader: &mut Reader<'_>, node: &Node) -> Per {
    reader.choice(node, Per::ALL, Per::word)
}

fn sum(reader: &mut Reader<'_>, node: &Node) -> Sum {
    let mut fields = reader.fields(node, "a sum", &["amount", "per"]);
    Sum { amount: fields.required("amount", amount), per: fields.or_default("per", per) }
}

fn count(reader: &mut Reader<'_>, node: &Node) -> Count {
    let mut fields = reader.fields(node, "a count", &["n", "per", "period"]);
    Count {
        n: fields.required("n", whole),
        per: fields.required("per", per),
        period: fields.optional("period", period),
    }
}

fn budget(reader: &mut Reader<'_>, node: &Node) -> Budget {
    let mut fields = reader.fields(node, "a budget", &["amount", "per", "period"]);
    Budget {
        amount: fields.required("amount", amount),
        per: fields.required("per", per),
        period: fields.optional("period", period),
    }
}

fn beyond(reader: &mut Reader<'_>, node: &Node) -> Beyond {
    let mut fields = reader.fields(node, "`beyond`", &["role", "within", "if_silent"]);
    Beyond {
        role: fields.required("role", Reader::text),
        within: fields.optional("within", period),
        if_silent: fields.optional("if_silent", |reader, node| reader.choice(node, IfSilent::ALL, IfSilent::word)),
    }
}

fn grantor(reader: &mut Reader<'_>, node: &Node) -> Grantor {
    let mut fields = reader.fields(node, "`granted_by`", &["role", "name"]);
    Grantor { role: fields.required("role", Reader::text), name: fields.optional("name", Reader::text) }
}

/// Notes that a role, reason or bend is not there.
pub(super) fn known(reader: &mut Reader<'_>, register: &Register, what: &str, id: &str, span: Span) {
    let mut ids: Vec<&str> = match what {
        "role" => register.roles.iter().map(|entry| entry.value.id.as_str()).collect(),
        "reason" => register.reasons.iter().map(|entry| entry.value.id.as_str()).collect(),
        _ => register.bends.iter().map(|entry| entry.value.id.as_str()).collect(),
    };
    ids.retain(|id| !id.is_empty());
    ids.dedup();
    if !id.is_empty() && !ids.contains(&id) {
        reader.unknown(span, format!("there is no {what} `{id}`"), id, &format!("{what}s"), &ids);
    }
}

/// What must agree between a bend and the rest of its register, and between its own days.
pub(super) fn agree(reader: &mut Reader<'_>, register: &Register, bend: &Bend, place: &dyn Fn(&str) -> Span) {
    known(reader, register, "role", &bend.role, place("role"));
    known(reader, register, "role", &bend.granted_by.role, place("granted_by"));
    if let Some(beyond) = &bend.beyond {
        known(reader, register, "role", &beyond.role, place("beyond"));
    }
    for reason in &bend.when {
        known(reader, register, "reason", reason, place("when"));
    }
    if let Some(other) = &bend.supersedes {
        known(reader, register, "bend", other, place("supersedes"));
    }
    // A day that is none was told already, and counts as the very first.
    let order = [("granted_on", Some(bend.granted_on)), ("effective", bend.effective), ("expires", bend.expires)];
    let given: Vec<_> = order.into_iter().filter_map(|(name, day)| Some((name, day?))).collect();
    for pair in given.windows(2) {
        let ((first, earlier), (second, later)) = (pair[0], pair[1]);
        if later < earlier && later != crate::day::Day::default() {
            let message = format!("`{second}` ({later}) lies before `{first}` ({earlier})");
            reader.mistake(place(second), message, "put the days in order: granted, effective, expires");
        }
    }
}
