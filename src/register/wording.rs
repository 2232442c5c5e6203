//! A bend in the words of people who have a customer in front of them: who may do what, how far, until when.

use super::{Bend, Beyond, Count, Effect, IfSilent, Limit, Per, Register, Role, Sum};
use crate::day::Period;
use crate::rule::quantity::{Amount, Extent, Money};

impl Register {
    /// Who may: "any colleague", "duty lead or above".
    pub fn who(&self, bend: &Bend) -> String {
        let Some(role) = self.role(&bend.role) else { return bend.role.clone() };
        let above = self.roles.iter().any(|other| other.value.rank > role.rank);
        let is_lowest = self.frontline().is_some_and(|lowest| lowest.id == role.id);
        if above && !is_lowest { format!("{} or above", role.name()) } else { role.name() }
    }

    /// What they may do, and how far: "up to 15 more days, up to £50, once a year per customer".
    pub fn what(&self, bend: &Bend) -> String {
        let mut parts: Vec<String> = Vec::new();
        let effect = match bend.effect {
            Effect::Waive => Some("waive it"),
            Effect::Reduce => Some("ask for less"),
            Effect::ExtendDeadline if bend.limit.days.is_none() && bend.limit.until_day.is_none() => {
                Some("give more time")
            }
            Effect::ExtendDeadline => None,
            Effect::Substitute => Some("accept something else instead"),
            Effect::Upgrade => Some("give something better"),
            Effect::SkipStep => Some("skip it"),
            Effect::AddGesture => Some("add a gesture"),
        };
        parts.extend(effect.map(str::to_owned));
        parts.extend(self.limit_parts(&bend.limit));
        parts.join(", ")
    }

    /// Who decides beyond the limit: "duty lead, 15 minutes; no answer: decide and write it down".
    pub fn beyond(&self, beyond: &Beyond) -> String {
        let mut text = self.role(&beyond.role).map_or_else(|| beyond.role.clone(), Role::name);
        if let Some(within) = beyond.within {
            text.push_str(&format!(", {}", within.in_words()));
        }
        if let Some(if_silent) = beyond.if_silent {
            text.push_str(match if_silent {
                IfSilent::DecideAndLog => "; no answer: decide and write it down",
                IfSilent::AskNext => "; no answer: ask the next",
                IfSilent::Refuse => "; no answer: it stays a no",
            });
        }
        text
    }

    /// Reasons that allow a bend, for people.
    pub fn reasons_of(&self, bend: &Bend) -> Vec<String> {
        bend.when.iter().map(|id| self.reason(id).map_or_else(|| id.clone(), super::Reason::name)).collect()
    }

    /// The visible note of a bend, without its markup; it stands behind its rule in staff documents.
    pub fn note_text(&self, bend: &Bend) -> String {
        format!("May bend ({}): {}", bend.id, self.note_body(bend))
    }

    /// The same as Markdown.
    pub fn note_markdown(&self, bend: &Bend) -> String {
        format!("**May bend** ({}): {}", bend.id, self.note_body(bend))
    }

    fn note_body(&self, bend: &Bend) -> String {
        let mut text = format!("{}, {}.", self.who(bend), self.what(bend));
        if let Some(beyond) = &bend.beyond {
            text.push_str(&format!(" Beyond: {}.", self.beyond(beyond)));
        }
        if let Some(expires) = bend.expires {
            text.push_str(&format!(" Until {}.", expires.in_words()));
        }
        text
    }

    /// A sum in the register's currency: "£50".
    pub fn sum(&self, amount: Amount) -> String {
        match self.currency {
            Some(currency) => Money { extent: Extent::one(amount), currency }.to_string(),
            None => amount.to_string(),
        }
    }

    fn limit_parts(&self, limit: &Limit) -> Vec<String> {
        let mut parts = Vec::new();
        if let Some(days) = limit.days {
            parts.push(format!("up to {days} more day{}", if days == 1 { "" } else { "s" }));
        }
        if let Some(day) = limit.until_day {
            parts.push(format!("up to day {day}"));
        }
        if let Some(percent) = limit.percent {
            parts.push(format!("up to {percent} %"));
        }
        if let Some(Sum { amount, per }) = limit.money {
            let per = if per == Per::Case { String::new() } else { format!(" per {per}") };
            parts.push(format!("up to {}{per}", self.sum(amount)));
        }
        if let Some(Count { n, per, period }) = limit.count {
            let times = match n {
                1 => "once".to_owned(),
                2 => "twice".to_owned(),
                n => format!("{n} times"),
            };
            parts.push(format!("{times}{} per {per}", each(period)));
        }
        if let Some(budget) = limit.budget {
            parts.push(format!("{}{} per {} in all", self.sum(budget.amount), each(budget.period), budget.per));
        }
        parts
    }
}

/// " a year", " in 90 days"; nothing without a period.
fn each(period: Option<Period>) -> String {
    let Some(period) = period else { return String::new() };
    match period.in_words().as_str() {
        "1 year" => " a year".to_owned(),
        "1 month" => " a month".to_owned(),
        "7 days" => " a week".to_owned(),
        "1 day" => " a day".to_owned(),
        words => format!(" in {words}"),
    }
}
