//! What became of a rule's conditions, exceptions, roles and ways.

use super::said::Said;
use super::word::{Vocabulary, likeness};
use super::{Direction, Reason, Topic};
use crate::rule::Bearer;

/// Clauses that share less are two, not one in other words.
const SAME_CLAUSE: f64 = 0.4;

/// Who decides, lowest first. What begins a row's word decides; longer words stand first.
const ROLES: [(&str, usize); 26] = [
    ("head of", 6),
    ("head office", 7),
    ("managing director", 8),
    ("director", 7),
    ("board", 8),
    ("owner", 8),
    ("regional manager", 6),
    ("regional office", 6),
    ("area manager", 5),
    ("district manager", 5),
    ("general manager", 6),
    ("duty manager", 3),
    ("shift manager", 3),
    ("assistant manager", 3),
    ("store manager", 4),
    ("shop manager", 4),
    ("branch manager", 4),
    ("team leader", 2),
    ("team lead", 2),
    ("supervisor", 2),
    ("manager", 4),
    ("cashier", 1),
    ("colleague", 1),
    ("staff", 1),
    ("agent", 1),
    ("employee", 1),
];

/// Ways to reach the company, and whether they are hard for a customer.
const WAYS: [(&str, &[&str], bool); 10] = [
    ("online", &["online", "website", "web form", "on our site"], false),
    ("in the app", &["in the app", "in-app", "mobile app"], false),
    ("by e-mail", &["e-mail", "email"], false),
    ("by chat", &["chat"], false),
    ("by phone", &["by phone", "phone", "telephone", "call us", "by calling", "call "], false),
    ("by post", &["by post", "post", "by letter", "letter", "by mail", "registered mail"], true),
    ("in person", &["in person", "in store", "in-store", "at the desk", "in the shop", "at the counter"], true),
    ("in writing", &["in writing", "written request"], true),
    ("by fax", &["fax"], true),
    ("by a form", &["paper form", "printed form"], true),
];

/// Conditions and exceptions that came or went.
pub(super) fn clauses(old: &Said, new: &Said, reasons: &mut Vec<Reason>) {
    let good = new.stance().or_else(|| old.stance()).map(|stance| stance > 0.0);
    let (gone, come) =
        (apart(&old.exceptions, &new.exceptions, &new.lower), apart(&new.exceptions, &old.exceptions, &old.lower));
    // What an exception takes out of a right is worse, what it takes out of a refusal is better.
    let direction = |comes: bool| match good {
        None => Direction::Unknown,
        Some(good) if good == comes => Direction::Tightened,
        Some(_) => Direction::Loosened,
    };
    for clause in gone {
        reasons.push(Reason::new(Topic::Exception, direction(false), format!("the exception “{clause}” is gone")));
    }
    for clause in come {
        reasons.push(Reason::new(Topic::Exception, direction(true), format!("the exception “{clause}” is new")));
    }
    let (gone, come) =
        (apart(&old.conditions, &new.conditions, &new.lower), apart(&new.conditions, &old.conditions, &old.lower));
    if let ([was], [is]) = (gone.as_slice(), come.as_slice()) {
        let words = format!("the condition “{was}” became “{is}”");
        reasons.push(Reason::new(Topic::Condition, Direction::Unknown, words));
        return;
    }
    for clause in gone {
        reasons.push(Reason::new(Topic::Condition, direction(false), format!("the condition “{clause}” is gone")));
    }
    for clause in come {
        reasons.push(Reason::new(Topic::Condition, direction(true), format!("the condition “{clause}” is new")));
    }
}

/// Clauses of one side that the other does not have in any words.
fn apart(clauses: &[String], others: &[String], other_text: &str) -> Vec<String> {
    let mut words = Vocabulary::default();
    let mut without = Vec::new();
    // "Once more" and "if so" are no conditions.
    let tells = |clause: &&String| clause.split(' ').count() > 2 && !other_text.contains(clause.as_str());
    for clause in clauses.iter().filter(tells) {
        let bag = words.bag(clause);
        if !others.iter().any(|other| likeness(&bag, &words.bag(other)) >= SAME_CLAUSE) {
            without.push(clause.clone());
        }
    }
    without
}

/// Who decides now.
pub(super) fn roles(old: &Said, new: &Said, reasons: &mut Vec<Reason>) {
    let (then, now) = (roles_of(&old.lower), roles_of(&new.lower));
    let gone: Vec<_> = then.iter().filter(|role| !now.contains(role)).collect();
    let come: Vec<_> = now.iter().filter(|role| !then.contains(role)).collect();
    if let ([(was, low), ..], [(is, high), ..]) = (gone.as_slice(), come.as_slice())
        && low != high
    {
        let good = new.stance().map(|stance| stance > 0.0);
        // A higher hand is worse for what helps and for what needs leave, better for what hurts.
        let direction = match good {
            Some(false) if !new.lower.contains("approv") => {
                if high > low {
                    Direction::Loosened
                } else {
                    Direction::Tightened
                }
            }
            Some(_) => {
                if high > low {
                    Direction::Tightened
                } else {
                    Direction::Loosened
                }
            }
            None if ["approv", "decide", "sign off", "authori", "permission", "agree"]
                .iter()
                .any(|word| new.lower.contains(word)) =>
            {
                if high > low {
                    Direction::Tightened
                } else {
                    Direction::Loosened
                }
            }
            None => Direction::Unknown,
        };
        reasons.push(Reason::new(Topic::Role, direction, format!("role: {was} → {is}")));
    }
}

fn roles_of(lower: &str) -> Vec<(&'static str, usize)> {
    let mut text = lower.to_owned();
    let mut found = Vec::new();
    for (role, rank) in ROLES {
        if text.contains(role) {
            found.push((role, rank));
            text = text.replace(role, " ");
        }
    }
    found
}

/// Ways to reach the company that came or went.
pub(super) fn ways(old: &Said, new: &Said, reasons: &mut Vec<Reason>) {
    let of = |said: &Said| {
        let padded = format!(" {} ", said.words.join(" "));
        let has = |names: &&[&str]| names.iter().any(|name| padded.contains(&format!(" {} ", name.trim())));
        WAYS.iter().filter(|(_, names, _)| has(names)).map(|(way, _, hard)| (*way, *hard)).collect::<Vec<_>>()
    };
    let (then, now) = (of(old), of(new));
    let gone: Vec<_> = then.iter().filter(|way| !now.contains(way)).collect();
    let come: Vec<_> = now.iter().filter(|way| !then.contains(way)).collect();
    let names = |ways: &[&(&'static str, bool)]| ways.iter().map(|(way, _)| *way).collect::<Vec<_>>().join(", ");
    let hard = |ways: &[(&'static str, bool)]| ways.iter().all(|(_, hard)| *hard);
    // Ways that the company uses are its own affair.
    let customers =
        new.bearer == Some(Bearer::Customer) || new.lower.contains("you ") || new.lower.contains("customer");
    match (gone.is_empty(), come.is_empty()) {
        (true, true) => {}
        (false, false) => {
            let direction = match (hard(&then), hard(&now)) {
                (false, true) if customers => Direction::Tightened,
                (true, false) if customers => Direction::Loosened,
                _ => Direction::Unknown,
            };
            let only = if now.len() == 1 { "now only " } else { "now " };
            reasons.push(Reason::new(
                Topic::Channel,
                direction,
                format!("{only}{}, before {}", names(&come), names(&gone)),
            ));
        }
        (false, true) if now.is_empty() => {
            reasons.push(Reason::new(
                Topic::Channel,
                Direction::Unknown,
                format!("“{}” is not said any more", names(&gone)),
            ));
        }
        (false, true) => {
            let direction = if customers { Direction::Tightened } else { Direction::Unknown };
            let only = if now.len() == 1 { format!("now only {}; ", now[0].0) } else { String::new() };
            reasons.push(Reason::new(Topic::Channel, direction, format!("{only}no longer {}", names(&gone))));
        }
        (true, false) if then.is_empty() => {
            reasons.push(Reason::new(Topic::Channel, Direction::Unknown, format!("now {}", names(&come))));
        }
        (true, false) => {
            let direction = if customers { Direction::Loosened } else { Direction::Unknown };
            reasons.push(Reason::new(Topic::Channel, direction, format!("now also {}", names(&come))));
        }
    }
}
