//! A bend → YAML: the value of each field on one line, and the lines of a whole entry.

use super::load_bend::FIELDS;
use super::{Bend, Beyond, Evidence, Grantor, Limit, Visibility};
use crate::day::Period;
use crate::rule::quantity::Amount;
use crate::yaml::{one_line, plain, quoted};

/// What a field of an entry holds, so that it can stand in a block and in braces; none when it says nothing.
pub(super) fn value(bend: &Bend, field: &str) -> Option<String> {
    let text = |text: &Option<String>| text.as_deref().map(plain);
    let words = |text: &Option<String>| text.as_deref().map(quoted);
    let day = |day: Option<super::Day>| day.map(|day| day.to_string());
    match field {
        "id" => Some(plain(&bend.id)),
        "rule" => text(&bend.rule),
        "document" => text(&bend.document),
        "fingerprint" => text(&bend.fingerprint),
        "quote" => words(&bend.quote),
        "effect" => Some(bend.effect.to_string()),
        "role" => Some(plain(&bend.role)),
        "limit" => Some(limit(&bend.limit)).filter(|_| bend.limit.is_bounded()),
        "when" => texts(&bend.when),
        "not_when" => texts(&bend.not_when),
        "evidence" => Some(bend.evidence.to_string()).filter(|_| bend.evidence != Evidence::None),
        "beyond" => bend.beyond.as_ref().map(beyond),
        "granted_by" => Some(grantor(&bend.granted_by)),
        "granted_on" => day(Some(bend.granted_on)),
        "effective" => day(bend.effective),
        "expires" => day(bend.expires),
        "review_every" => bend.review_every.map(|period| period.to_string()),
        "last_review" => day(bend.last_review),
        "status" => Some(bend.status.to_string()),
        "visibility" => Some(bend.visibility.to_string()).filter(|_| bend.visibility != Visibility::Staff),
        "rationale" => words(&bend.rationale),
        _ => text(&bend.supersedes),
    }
}

/// The entry's lines, each with its line end; `indent` stands in front of the dash.
pub(super) fn lines(bend: &Bend, indent: &str, line_end: &str) -> String {
    let fields = FIELDS.iter().filter_map(|field| Some((field, value(bend, field)?)));
    let line = |(at, (field, value)): (usize, (_, String))| {
        let lead = if at == 0 { "- " } else { "  " };
        format!("{indent}{lead}{field}: {value}{line_end}")
    };
    fields.enumerate().map(line).collect()
}

/// The entry in braces, on one line.
pub(super) fn braces(bend: &Bend) -> String {
    map(FIELDS.iter().map(|field| (*field, value(bend, field))))
}

/// The bend as it comes back from a file: texts on one line. A text that was there and says the same stays as it is.
pub(super) fn settled(bend: &Bend, before: Option<&Bend>) -> Bend {
    let text = |text: &Option<String>, old: Option<&Option<String>>| {
        let flat = |text: &Option<String>| text.as_deref().map(one_line).filter(|text| !text.is_empty());
        old.filter(|old| flat(old) == flat(text)).cloned().unwrap_or_else(|| flat(text))
    };
    let flat = |texts: &[String]| texts.iter().map(|text| one_line(text)).filter(|text| !text.is_empty()).collect();
    let not_when: Vec<String> = flat(&bend.not_when);
    let old_not_when = before.map(|old| &old.not_when).filter(|old| flat(old) == not_when);
    Bend {
        quote: text(&bend.quote, before.map(|old| &old.quote)),
        rationale: text(&bend.rationale, before.map(|old| &old.rationale)),
        document: text(&bend.document, before.map(|old| &old.document)),
        granted_by: Grantor {
            role: bend.granted_by.role.clone(),
            name: text(&bend.granted_by.name, before.map(|old| &old.granted_by.name)),
        },
        not_when: old_not_when.cloned().unwrap_or(not_when),
        ..bend.clone()
    }
}

fn texts(texts: &[String]) -> Option<String> {
    let words: Vec<String> = texts.iter().map(|text| plain(text)).collect();
    (!words.is_empty()).then(|| format!("[{}]", words.join(", ")))
}

fn limit(limit: &Limit) -> String {
    let per_period = |period: Option<Period>| period.map(|period| period.to_string());
    map([
        ("days", limit.days.map(|days| days.to_string())),
        ("until_day", limit.until_day.map(|day| day.to_string())),
        ("percent", limit.percent.map(number)),
        (
            "money",
            limit.money.map(|sum| map([("amount", Some(number(sum.amount))), ("per", Some(sum.per.to_string()))])),
        ),
        (
            "count",
            limit.count.map(|count| {
                map([
                    ("n", Some(count.n.to_string())),
                    ("per", Some(count.per.to_string())),
                    ("period", per_period(count.period)),
                ])
            }),
        ),
        (
            "budget",
            limit.budget.map(|budget| {
                map([
                    ("amount", Some(number(budget.amount))),
                    ("per", Some(budget.per.to_string())),
                    ("period", per_period(budget.period)),
                ])
            }),
        ),
    ])
}

fn beyond(beyond: &Beyond) -> String {
    map([
        ("role", Some(plain(&beyond.role))),
        ("within", beyond.within.map(|within| within.to_string())),
        ("if_silent", beyond.if_silent.map(|if_silent| if_silent.to_string())),
    ])
}

fn grantor(grantor: &Grantor) -> String {
    map([("role", Some(plain(&grantor.role))), ("name", grantor.name.as_deref().map(plain))])
}

/// Fields in braces; those without a value are left out.
fn map<'f>(fields: impl IntoIterator<Item = (&'f str, Option<String>)>) -> String {
    let fields = fields.into_iter().filter_map(|(name, value)| Some(format!("{name}: {}", value?)));
    format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
}

/// A number as YAML has it: digits, and at most three decimals.
fn number(amount: Amount) -> String {
    let (whole, rest) = (amount.thousandths() / 1000, amount.thousandths() % 1000);
    let decimals = format!("{rest:03}");
    match decimals.trim_end_matches('0') {
        "" => whole.to_string(),
        decimals => format!("{whole}.{decimals}"),
    }
}
