//! Who decides in a rule now, and by which way.

use super::act::Act;
use super::said::Said;
use super::{Direction, Reason, Topic};
use crate::rule::Bearer;

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

/// Who decides now.
pub(super) fn roles(old: &Said, new: &Said, reasons: &mut Vec<Reason>) {
    let (then, now) = (roles_of(&old.lower), roles_of(&new.lower));
    let gone: Vec<_> = then.iter().filter(|role| !now.contains(role)).collect();
    let come: Vec<_> = now.iter().filter(|role| !then.contains(role)).collect();
    if let ([(was, low), ..], [(is, high), ..]) = (gone.as_slice(), come.as_slice())
        && low != high
    {
        let holds = |clause: &&super::said::Clause| clause.text.contains(is);
        let good = new.mains().find(holds).and_then(|clause| clause.stance).map(|stance| stance > 0.0);
        // A higher hand is worse for what helps and for what needs leave, better for what hurts.
        let direction = match good {
            Some(false) if !needs_leave(&new.lower) => {
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
            None if needs_leave(&new.lower) => {
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

/// Whether it says whose leave is needed.
fn needs_leave(lower: &str) -> bool {
    ["approv", "decide", "sign", "authori", "permission", "agree", "require", "need"]
        .iter()
        .any(|word| lower.contains(word))
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
        // "No phone calls required" opens no way.
        let is_spared =
            |before: &str| [" no", " without", " without a", " never"].iter().any(|no| before.ends_with(no));
        let stands = |name: &str| padded.match_indices(&format!(" {name} ")).any(|(at, _)| !is_spared(&padded[..at]));
        let has = |names: &&[&str]| names.iter().any(|name| stands(name.trim()));
        WAYS.iter().filter(|(_, names, _)| has(names)).map(|(way, _, hard)| (*way, *hard)).collect::<Vec<_>>()
    };
    let (then, now) = (of(old), of(new));
    let gone: Vec<_> = then.iter().filter(|way| !now.contains(way)).collect();
    let come: Vec<_> = now.iter().filter(|way| !then.contains(way)).collect();
    let names = |ways: &[&(&'static str, bool)]| ways.iter().map(|(way, _)| *way).collect::<Vec<_>>().join(", ");
    let hard = |ways: &[(&'static str, bool)]| ways.iter().all(|(_, hard)| *hard);
    // Ways that the company uses are its own affair.
    let by_customer = |clause: &super::said::Clause| {
        clause.frame.is_some_and(|frame| frame.who == Some(Bearer::Customer) || frame.act == Some(Act::Deed))
    };
    let customers = new.mains().any(by_customer) || new.lower.contains("you ") || new.lower.contains("customer");
    match (gone.is_empty(), come.is_empty()) {
        (true, true) => {}
        (false, false) => {
            let easy = |ways: &[&(&str, bool)]| ways.iter().all(|(_, hard)| !hard);
            let harder = |ways: &[&(&str, bool)]| ways.iter().all(|(_, hard)| *hard);
            let direction =
                match (hard(&then) || (harder(&gone) && easy(&come)), hard(&now) || (easy(&gone) && harder(&come))) {
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
        // One item of a list is not all that there is.
        (false, true) => {
            let direction = if customers && !new.is_item { Direction::Tightened } else { Direction::Unknown };
            let is_only = now.len() == 1 && !new.is_item;
            let only = if is_only { format!("now only {}; ", now[0].0) } else { String::new() };
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
