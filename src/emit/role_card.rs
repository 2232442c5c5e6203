//! The frontline card: what a role may say yes to, on one page, without a word of audits. As text, Markdown, and a page for print.

use super::bends::reasons;
use super::html;
use super::sink::{flowing, visible};
use super::wording::capitalized;
use super::wrap::wrap;
use crate::register::{Bend, Evidence, Reconciled, Role, Standing, State};
use serde::Serialize;
use std::io::{self, Write};

/// Days for which an ended permission stays on the card, because people remember it.
const REMEMBERED: i64 = 90;

/// What a role may say yes to.
#[derive(Debug, Serialize)]
pub struct RoleCard {
    /// What people call the role.
    role: String,
    /// The day of the card, in words.
    today: String,
    /// By document, in the order of the documents; gestures that belong to no rule last.
    groups: Vec<Group>,
    /// What is no longer, or not at present, allowed.
    closed: Vec<Closed>,
    /// What nobody may bend, and why.
    protected: Vec<Never>,
}

/// What may be done with the rules of one document.
#[derive(Debug, Serialize)]
struct Group {
    title: String,
    leaves: Vec<Leave>,
}

/// One thing that the role may do.
#[derive(Debug, Serialize)]
pub(crate) struct Leave {
    id: String,
    /// What it may do, and how far.
    what: String,
    /// The rule in the words of its document.
    rule: String,
    /// When; nothing when nothing is said.
    when: String,
    not_when: String,
    /// What the customer must show.
    proof: &'static str,
    /// Whom to ask beyond it.
    beyond: String,
    /// Its last day, and how many days are left.
    until: String,
    /// Whether it ends soon.
    soon: bool,
}

/// Something that people may remember and must not rely on.
#[derive(Debug, Serialize)]
struct Closed {
    id: String,
    what: String,
    rule: String,
    why: String,
}

/// A rule that nobody may bend.
#[derive(Debug, Serialize)]
pub(crate) struct Never {
    rule: String,
    why: String,
}

impl RoleCard {
    /// The card of a role: what was granted to it and to every lower role.
    pub fn new(bends: &Reconciled, role: &Role) -> Self {
        let register = &bends.register;
        let rank = |bend: &Bend| register.role(&bend.role).map_or(usize::MAX, |role| role.rank);
        let mine = || bends.standings.iter().filter(|standing| rank(bends.bend(standing)) <= role.rank);
        let usable = |standing: &&Standing| standing.state.is_usable();
        let leaves = |at: Option<usize>| -> Vec<Leave> {
            let here = mine().filter(usable).filter(|standing| standing.rule.map(|(document, _)| document) == at);
            here.map(|standing| leave(bends, standing)).collect()
        };
        let documents = bends.documents.iter().enumerate();
        let groups =
            documents.map(|(at, document)| Group { title: flowing(&document.title), leaves: leaves(Some(at)) });
        let gestures = Group { title: "Whatever it is about".to_owned(), leaves: leaves(None) };
        Self {
            role: capitalized(&flowing(&role.name())),
            today: bends.today.in_words(),
            groups: groups.chain([gestures]).filter(|group| !group.leaves.is_empty()).collect(),
            closed: mine().filter_map(|standing| closed(bends, standing)).collect(),
            protected: never(bends),
        }
    }

    /// The card as text, `width` columns wide.
    pub fn text(&self, width: usize) -> String {
        let mut lines = vec![format!("What may I say yes to? {}, {}", self.role, self.today)];
        let put = |lines: &mut Vec<String>, first: &str, indent: &str, text: &str| {
            for (at, line) in wrap(text, width.saturating_sub(indent.len())).into_iter().enumerate() {
                lines.push(format!("{}{line}", if at == 0 { first } else { indent }));
            }
        };
        if self.groups.is_empty() {
            lines.extend([String::new(), "Nothing at present. Ask whoever keeps the register.".to_owned()]);
        }
        for group in &self.groups {
            lines.extend([String::new(), group.title.to_uppercase()]);
            for leave in &group.leaves {
                put(&mut lines, "  ✓ ", "    ", &capitalized(&leave.what));
                for (name, text) in leave.rows() {
                    put(&mut lines, &format!("    {name:<10} "), "               ", text);
                }
            }
        }
        for (title, rows) in self.refusals() {
            lines.extend([String::new(), title.to_uppercase()]);
            for (what, why) in rows {
                put(&mut lines, "  ✗ ", "    ", &what);
                put(&mut lines, "    ", "    ", &why);
            }
        }
        lines.iter().map(|line| format!("{}\n", line.trim_end())).collect()
    }

    /// The card as Markdown.
    pub fn markdown(&self) -> String {
        let mut out = format!("# What may I say yes to?\n\n{}, {}\n", escaped(&self.role), self.today);
        if self.groups.is_empty() {
            out.push_str("\nNothing at present. Ask whoever keeps the register.\n");
        }
        for group in &self.groups {
            out.push_str(&format!("\n## {}\n\n", escaped(&group.title)));
            for leave in &group.leaves {
                out.push_str(&format!("- **{}**\n", escaped(&capitalized(&leave.what))));
                for (name, text) in leave.rows() {
                    out.push_str(&format!("  - {name}: {}\n", escaped(text)));
                }
            }
        }
        for (title, rows) in self.refusals() {
            out.push_str(&format!("\n## {title}\n\n"));
            for (what, why) in rows {
                out.push_str(&format!("- {}\n  - {}\n", escaped(&what), escaped(&why)));
            }
        }
        out
    }

    /// The card as a page for print.
    pub fn html(&self, out: &mut dyn Write) -> io::Result<()> {
        emit_sheets(std::slice::from_ref(self), out)
    }

    /// What must be answered with no, under its title; titles without anything are left out.
    fn refusals(&self) -> Vec<(&'static str, Vec<(String, String)>)> {
        let closed =
            self.closed.iter().map(|it| (format!("{} ({})", it.what, it.id), format!("{}: {}", it.why, it.rule)));
        let never = self.protected.iter().map(|it| (it.rule.clone(), it.why.clone()));
        let all = [("Not any more, or not now", closed.collect::<Vec<_>>()), ("Nobody may", never.collect())];
        all.into_iter().filter(|(_, rows)| !rows.is_empty()).collect()
    }
}

/// The cards of all roles that may bend anything, the lowest role first: a page that prints one sheet a role.
pub fn role_cards(bends: &Reconciled, out: &mut dyn Write) -> io::Result<()> {
    let mut roles: Vec<&Role> = bends.register.roles.iter().map(|entry| &entry.value).collect();
    roles.sort_by_key(|role| role.rank);
    let cards: Vec<RoleCard> = roles.into_iter().map(|role| RoleCard::new(bends, role)).collect();
    let (some, none): (Vec<_>, Vec<_>) = cards.into_iter().partition(|card| !card.groups.is_empty());
    // When nobody may bend anything, the sheet of the lowest role says so.
    emit_sheets(if some.is_empty() { &none[..none.len().min(1)] } else { &some }, out)
}

fn emit_sheets(sheets: &[RoleCard], out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Sheets<'c> {
        sheets: &'c [RoleCard],
    }
    html::emit_page("role_card.html", &Sheets { sheets }, out)
}

impl Leave {
    /// What there is to say below it.
    fn rows(&self) -> Vec<(&'static str, &str)> {
        let rows = [
            ("rule", self.rule.as_str()),
            ("when", &self.when),
            ("not when", &self.not_when),
            ("proof", self.proof),
            ("beyond", &self.beyond),
            ("until", &self.until),
            ("write down", &self.id),
        ];
        rows.into_iter().filter(|(_, text)| !text.is_empty()).collect()
    }
}

/// What a bend that may be relied on gives leave to.
pub(crate) fn leave(bends: &Reconciled, standing: &Standing) -> Leave {
    let (register, bend) = (&bends.register, bends.bend(standing));
    let rule = bends.rule(standing).map(|seen| seen.text.as_str()).or(bend.quote.as_deref());
    let left = bend.expires.map(|day| day.days_since(bends.today));
    let soon = left.is_some_and(|left| left <= i64::from(register.conventions.warn_days));
    let until = bend.expires.map(|day| match left {
        Some(0) => format!("{}, today is the last day", day.in_words()),
        Some(left) if soon => format!("{}, {left} more days", day.in_words()),
        _ => day.in_words(),
    });
    Leave {
        id: visible(&bend.id).into_owned(),
        what: flowing(&register.what(bend)),
        rule: flowing(rule.unwrap_or_default()),
        when: flowing(&reasons(bends, bend)),
        not_when: flowing(&bend.not_when.iter().map(|why| why.replace('-', " ")).collect::<Vec<_>>().join(", ")),
        proof: match bend.evidence {
            Evidence::None => "none is needed",
            Evidence::SelfDeclared => "their word",
            Evidence::StaffCheck => "what you can look up yourself",
            Evidence::Document => "a paper",
        },
        beyond: bend.beyond.as_ref().map(|beyond| flowing(&register.beyond(beyond))).unwrap_or_default(),
        until: until.unwrap_or_default(),
        soon,
    }
}

/// What nobody may bend, in the words of its rule, and why.
pub(crate) fn never(bends: &Reconciled) -> Vec<Never> {
    let never = bends.register.protected.iter().filter_map(|entry| {
        let mut rules = bends.documents.iter().flat_map(|document| &document.rules);
        let rule = &rules.find(|seen| seen.label.anchor.as_ref() == Some(&entry.value.rule))?.text;
        let why = capitalized(&flowing(&format!("{}: {}", entry.value.class, entry.value.basis)));
        Some(Never { rule: flowing(rule), why })
    });
    never.collect()
}

/// What people may remember: ended within the last 90 days, suspended, changed under them, or still to begin.
fn closed(bends: &Reconciled, standing: &Standing) -> Option<Closed> {
    let bend = bends.bend(standing);
    if standing.flags.contains(&State::Invalid) {
        // It never held.
        return None;
    }
    let why = match standing.state {
        State::Expired => {
            let ended = bend.expires?;
            if bends.today.days_since(ended) > REMEMBERED {
                return None;
            }
            format!("no longer allowed since {}", ended.plus_days(1).in_words())
        }
        State::Suspended => "not allowed for now".to_owned(),
        State::Stale => "its rule has changed; ask first".to_owned(),
        State::Scheduled => format!("allowed from {} on", bend.starts().in_words()),
        _ => return None,
    };
    let rule = bends.rule(standing).map(|seen| seen.text.as_str()).or(bend.quote.as_deref());
    Some(Closed {
        id: visible(&bend.id).into_owned(),
        what: capitalized(&flowing(&bends.register.what(bend))),
        rule: flowing(rule.unwrap_or_default()),
        why,
    })
}

/// A text with nothing in it that Markdown would read as markup.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}
