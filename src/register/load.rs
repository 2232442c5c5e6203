//! The text of a register → [`Register`], or every mistake in it.
//!
//! Mistakes are what makes an entry impossible to understand: an unknown role, a day that is none, an id that is given
//! twice. What is understood and unwise, such as a bend without an end, loads, and is a finding.

use super::load_bend::{bend, id_of, known};
use super::{Bend, Ceiling, Class, Conventions, Entry, Evidence, Kill, Protected, Reason, ReasonKind, Register, Role};
use crate::day::Day;
use crate::error::Error;
use crate::rule::quantity::{Amount, Currency};
use crate::text::{SourceFile, Span};
use crate::yaml::{self, Fields, Node, Reader, Shape};
use std::collections::BTreeMap;

const FIELDS: [&str; 7] = ["version", "currency", "conventions", "roles", "reasons", "protected", "bends"];

/// Reads a register.
///
/// # Errors
///
/// All mistakes of the file, in order of place.
pub fn load(source: &SourceFile) -> Result<Register, Vec<Error>> {
    yaml::read(source, |reader, node| {
        let mut fields = reader.fields(node, "a register", &FIELDS);
        fields.required("version", |reader, node| {
            let version = reader.count(node);
            if version != 1 {
                reader.mistake(node.span, format!("version {version} is not known"), "write `version: 1`");
            }
        });
        let register = Register {
            path: source.path.clone(),
            currency: fields.optional("currency", currency).flatten(),
            conventions: fields.optional("conventions", conventions).unwrap_or_default(),
            roles: fields.required("roles", |reader, node| list(reader, node, role)),
            reasons: fields.or_default("reasons", |reader, node| list(reader, node, reason)),
            protected: fields.or_default("protected", |reader, node| list(reader, node, protected)),
            bends: fields.or_default("bends", |reader, node| list(reader, node, bend)),
        };
        agree(fields.reader(), &register, node);
        register
    })
}

/// The entries of a list that may be empty.
fn list<T>(reader: &mut Reader<'_>, node: &Node, read: impl Fn(&mut Reader<'_>, &Node) -> T) -> Vec<Entry<T>> {
    if node.is_null() || matches!(&node.shape, Shape::List(items) if items.is_empty()) {
        return Vec::new();
    }
    reader.list(node, |reader, node| {
        let fields = node.entries().iter().map(|entry| (entry.key.text.clone(), entry.node.span)).collect();
        Entry { value: read(reader, node), span: node.span, fields }
    })
}

fn currency(reader: &mut Reader<'_>, node: &Node) -> Option<Currency> {
    reader.parsed(node, "write its ISO 4217 code, for example `GBP`", |text| {
        Currency::from_code(text).map(Some).ok_or_else(|| format!("`{text}` is no currency that is known here"))
    })
}

fn role(reader: &mut Reader<'_>, node: &Node) -> Role {
    let legal = ["id", "rank", "label", "aliases", "reports_to", "ceiling", "may_delegate"];
    let mut fields = reader.fields(node, "a role", &legal);
    Role {
        id: fields.required("id", id_of),
        rank: fields.required("rank", Reader::count),
        label: fields.optional("label", Reader::text),
        aliases: fields.or_default("aliases", Reader::texts),
        reports_to: fields.optional("reports_to", Reader::text),
        ceiling: fields.or_default("ceiling", ceiling),
        may_delegate: fields.or_default("may_delegate", Reader::flag),
    }
}

fn ceiling(reader: &mut Reader<'_>, node: &Node) -> Ceiling {
    let mut fields = reader.fields(node, "a ceiling", &["money", "percent", "days"]);
    Ceiling {
        money: fields.optional("money", amount),
        percent: fields.optional("percent", amount),
        days: fields.optional("days", whole),
    }
}

fn reason(reader: &mut Reader<'_>, node: &Node) -> Reason {
    let mut fields = reader.fields(node, "a reason", &["id", "kind", "label", "proof", "needs_note"]);
    Reason {
        id: fields.required("id", id_of),
        kind: fields.required("kind", |reader, node| reader.choice(node, ReasonKind::ALL, ReasonKind::word)),
        label: fields.optional("label", Reader::text),
        proof: fields.optional("proof", |reader, node| reader.choice(node, Evidence::ALL, Evidence::word)),
        needs_note: fields.or_default("needs_note", Reader::flag),
    }
}

fn protected(reader: &mut Reader<'_>, node: &Node) -> Protected {
    let mut fields = reader.fields(node, "a protected rule", &["rule", "class", "basis", "owner", "reviewed"]);
    Protected {
        rule: fields.required("rule", super::load_bend::anchor),
        class: fields.required("class", |reader, node| reader.choice(node, Class::ALL, Class::word)),
        basis: fields.required("basis", Reader::text),
        owner: fields.optional("owner", Reader::text),
        reviewed: fields.optional("reviewed", day),
    }
}

fn conventions(reader: &mut Reader<'_>, node: &Node) -> Conventions {
    let mut conventions = Conventions::default();
    let mut fields = reader.fields(node, "the conventions", &["warn_days", "longest_days", "kill"]);
    set(&mut fields, "warn_days", &mut conventions.warn_days);
    fields.optional("longest_days", |reader, node| {
        let names = ["critical", "high", "medium", "low"];
        let mut fields = reader.fields(node, "the longest bends", &names);
        for (name, days) in names.into_iter().zip(&mut conventions.longest_days) {
            set(&mut fields, name, days);
        }
    });
    fields.optional("kill", |reader, node| {
        let legal = ["window_days", "review_uses", "review_staff", "uses", "staff", "share"];
        let mut fields = reader.fields(node, "the convention about rules to kill", &legal);
        let Kill { window_days, review_uses, review_staff, uses, staff, share } = &mut conventions.kill;
        for (name, number) in legal.into_iter().zip([window_days, review_uses, review_staff, uses, staff, share]) {
            set(&mut fields, name, number);
        }
    });
    conventions
}

fn set(fields: &mut Fields<'_, '_, '_>, name: &str, number: &mut u32) {
    if let Some(given) = fields.optional(name, whole) {
        *number = given;
    }
}

/// A whole number of days, times or people.
pub(super) fn whole(reader: &mut Reader<'_>, node: &Node) -> u32 {
    u32::try_from(reader.count(node)).unwrap_or(u32::MAX)
}

/// A sum or a percentage, zero or more.
pub(super) fn amount(reader: &mut Reader<'_>, node: &Node) -> Amount {
    let number = reader.number(node);
    if number < 0.0 {
        reader.mistake(node.span, format!("{number} is less than nothing"), "write zero or more");
    }
    // Thousandths, rounded: what is too big stays at the largest.
    Amount::from_thousandths((number.max(0.0) * 1000.0).round() as u64)
}

/// A calendar day.
pub(super) fn day(reader: &mut Reader<'_>, node: &Node) -> Day {
    reader.parsed(node, "write YYYY-MM-DD", str::parse)
}

/// What must agree between the parts of a register: ids are given once, roles and reasons are known, sums have a currency.
fn agree(reader: &mut Reader<'_>, register: &Register, node: &Node) {
    once(reader, "role", register.roles.iter().map(|role| (role.value.id.as_str(), role.place("id"))));
    once(reader, "reason", register.reasons.iter().map(|reason| (reason.value.id.as_str(), reason.place("id"))));
    once(reader, "bend", register.bends.iter().map(|bend| (bend.value.id.as_str(), bend.place("id"))));
    let protected = register.protected.iter();
    once(reader, "protected rule", protected.map(|it| (it.value.rule.as_str(), it.place("rule"))));
    let mut ranks: BTreeMap<usize, &str> = BTreeMap::new();
    for role in register.roles.iter().filter(|role| !role.value.id.is_empty()) {
        let other = ranks.insert(role.value.rank, &role.value.id);
        if let Some(other) = other.filter(|other| *other != role.value.id) {
            let message = format!("`{}` has the rank of `{other}`", role.value.id);
            reader.mistake(
                role.place("rank"),
                message,
                "give each role a rank of its own: it says who may decide more",
            );
        }
        if let Some(above) = &role.value.reports_to {
            known(reader, register, "role", above, role.place("reports_to"));
            if register.role(above).is_some_and(|above| above.rank <= role.value.rank) {
                let message = format!("`{}` reports to `{above}`, which ranks no higher", role.value.id);
                reader.mistake(
                    role.place("reports_to"),
                    message,
                    "name a role of a higher rank: whoever is asked must know whom to ask",
                );
            }
        }
    }
    for bend in &register.bends {
        let value: &Bend = &bend.value;
        super::load_bend::agree(reader, register, value, &|field| bend.place(field));
    }
    let holds_sums =
        register.bends.iter().any(|bend| bend.value.limit.money.is_some() || bend.value.limit.budget.is_some())
            || register.roles.iter().any(|role| role.value.ceiling.money.is_some());
    if holds_sums && node.get("currency").is_none() {
        let first = node.get("roles").map_or(node.span, |roles| Span::new(roles.span.start, roles.span.start));
        reader.mistake(first, "there are sums, and no currency", "add `currency: GBP`, or whichever it is");
    }
}

fn once<'a>(reader: &mut Reader<'_>, what: &str, ids: impl Iterator<Item = (&'a str, Span)>) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for (id, span) in ids.filter(|(id, _)| !id.is_empty()) {
        if let Some(before) = seen.insert(id, span) {
            let line = reader.source().line_column(before.start).line;
            reader.mistake(span, format!("the {what} `{id}` is there already, on line {line}"), "keep one of the two");
        }
    }
}
