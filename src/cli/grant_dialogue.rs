//! The dialogue of `bends grant`: asks for what was not said, one thing after the other. What it learns is the same as
//! what can be typed as options, so that nothing is decided here.

use super::args_bends_edit::{GrantArgs, parse_limit};
use super::ask::Asker;
use super::register_edit::{Desk, day, role_id};
use crate::emit::harmless;
use crate::error::Error;
use crate::register::{Effect, Reconciled, Seen};
use std::io;

/// Rules that are shown at once.
const MOST_SHOWN: usize = 9;

/// The same arguments with the answers in them; nothing when the person stops.
pub(super) fn ask(desk: &Desk, arguments: GrantArgs) -> Result<Option<GrantArgs>, Vec<Error>> {
    let bends = desk.bends()?;
    let dialogue = Dialogue { asker: Asker::new(), bends: &bends };
    let answered = dialogue.run(arguments);
    answered.map_err(|error| vec![Error::new(format!("cannot ask: {error}"))])
}

/// Whether the person wants what was shown to be written.
pub(super) fn agrees(asker: &Asker) -> io::Result<bool> {
    Ok(asker.letter("Write it? y or n> ")? == Some('y'))
}

/// An id, and what people call it where that is something else.
fn called(id: &str, name: &str) -> String {
    if name == id.replace('-', " ") { id.to_owned() } else { format!("{id} ({name})") }
}

struct Dialogue<'a> {
    asker: Asker,
    bends: &'a Reconciled,
}

impl Dialogue<'_> {
    fn run(&self, mut told: GrantArgs) -> io::Result<Option<GrantArgs>> {
        let names_rule = told.rule.is_some() || told.quote.is_some() || told.at.is_some();
        let register = &self.bends.register;
        self.asker
            .show("An empty answer to the first question stops; nothing is written before you have seen it.\n\n")?;
        if !names_rule && told.effect != Some(Effect::AddGesture) {
            let Some(seen) = self.search()? else { return self.stopped() };
            match &seen.label.anchor {
                Some(anchor) => told.rule = Some(anchor.clone()),
                None => told.chosen = Some((seen.label.path.clone(), seen.label.span)),
            }
        }
        if told.effect.is_none() {
            let words: Vec<&str> = Effect::ALL.iter().map(|effect| effect.word()).collect();
            let Some(at) = self.pick("What may be done with it?", &words)? else { return self.stopped() };
            told.effect = Some(Effect::ALL[at]);
        }
        let mut roles: Vec<_> = register.roles.iter().map(|entry| &entry.value).collect();
        roles.sort_by_key(|role| role.rank);
        let names: Vec<String> = roles.iter().map(|role| called(&role.id, &role.name())).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        if told.role.is_none() {
            let Some(at) = self.pick("Who may do it? This role and every one above.", &names)? else {
                return self.stopped();
            };
            told.role = Some(roles[at].id.clone());
        }
        let limit = super::grant::limit(&told.limit);
        if !limit.is_bounded() {
            let question =
                "How far? For example: 15 days, 50 per item, 100 %, 2/customer/P1Y, day 45, budget 1000/team/P1M\n> ";
            let Some(limit) = self.line(question, parse_limit)? else { return self.stopped() };
            told.limit = limit;
        }
        if told.when.is_empty() && !register.reasons.is_empty() {
            let reasons: Vec<String> =
                register.reasons.iter().map(|entry| called(&entry.value.id, &entry.value.name())).collect();
            self.listed("Which reasons allow it?", &reasons.iter().map(String::as_str).collect::<Vec<_>>())?;
            let numbers = |line: &str| {
                let number = |part: &str| {
                    let at = part.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
                    let entry = at.and_then(|at| register.reasons.get(at));
                    entry
                        .map(|entry| entry.value.id.clone())
                        .ok_or_else(|| format!("`{}` is none of these", part.trim()))
                };
                line.split(',').filter(|part| !part.trim().is_empty()).map(number).collect::<Result<Vec<_>, _>>()
            };
            let Some(when) = self.line("numbers, parted by commas> ", numbers)? else { return self.stopped() };
            told.when = when;
        }
        if told.by.is_none() {
            let Some(at) = self.pick("Who grants it?", &names)? else { return self.stopped() };
            let name = self.asker.line("Name (may be left out)> ")?.unwrap_or_default();
            told.by = Some(if name.is_empty() { roles[at].id.clone() } else { format!("{}:{name}", roles[at].id) });
        }
        if told.until.is_none() {
            let read = |line: &str| day("", line).map(|day| day.to_string()).map_err(|_| "write YYYY-MM-DD".to_owned());
            let Some(until) = self.line("Last day, YYYY-MM-DD> ", read)? else { return self.stopped() };
            told.until = Some(until);
        }
        if told.beyond.is_none() {
            let own = told.role.as_deref().and_then(|role| register.role_called(role));
            let next = roles.iter().find(|role| own.is_some_and(|own| role.rank > own.rank));
            if let Some(next) = next {
                let usual = format!("{}:PT15M", next.id);
                let read = |line: &str| {
                    let role = line.split(':').next().unwrap_or_default();
                    let known = line.is_empty() || role_id(register, role).is_ok();
                    if known { Ok(line.to_owned()) } else { Err(format!("there is no role `{role}`")) }
                };
                let question = format!("Who decides beyond it, and how soon? [{usual}]> ");
                let Some(line) = self.line(&question, read)? else { return self.stopped() };
                told.beyond = Some(if line.is_empty() { usual } else { line });
            }
        }
        if told.why.is_none() {
            let why = self.asker.line("Why? (may be left out)> ")?.unwrap_or_default();
            told.why = Some(why).filter(|why| !why.is_empty());
        }
        Ok(Some(told))
    }

    fn stopped(&self) -> io::Result<Option<GrantArgs>> {
        self.asker.show("Nothing is written.\n")?;
        Ok(None)
    }

    /// A rule, searched by words; rules that bind come first.
    fn search(&self) -> io::Result<Option<&Seen>> {
        let rules: Vec<&Seen> = self.bends.documents.iter().flat_map(|document| &document.rules).collect();
        let mut shown: Vec<&Seen> = Vec::new();
        let mut question = "Which rule? Some of its words> ";
        loop {
            let Some(line) = self.asker.line(question)?.filter(|line| !line.is_empty()) else { return Ok(None) };
            if let Some(seen) = line.parse::<usize>().ok().and_then(|number| shown.get(number.checked_sub(1)?)) {
                return Ok(Some(seen));
            }
            let lower = line.to_lowercase();
            let words: Vec<&str> = lower.split_whitespace().collect();
            let has = |seen: &&&Seen| {
                let label = &seen.label;
                let anchor = label.anchor.as_deref().unwrap_or_default();
                let text = format!("{} {} {anchor}", seen.text, label.section.join(" ")).to_lowercase();
                words.iter().all(|word| text.contains(word))
            };
            let mut found: Vec<&Seen> = rules.iter().filter(has).copied().collect();
            found.sort_by_key(|seen| !seen.is_restrictive());
            let more = found.len().saturating_sub(MOST_SHOWN);
            found.truncate(MOST_SHOWN);
            for (at, seen) in found.iter().enumerate() {
                let label = &seen.label;
                let row = format!("{}  {}  ({}:{})", at + 1, harmless(&seen.text), label.path, label.start.line);
                self.asker.show(&format!("  {row}\n"))?;
            }
            if more > 0 {
                self.asker.show(&format!("  and {more} more\n"))?;
            }
            question =
                if found.is_empty() { "No rule has these words. Others> " } else { "Its number, or other words> " };
            shown = found;
        }
    }

    fn listed(&self, question: &str, choices: &[&str]) -> io::Result<()> {
        let rows = choices.iter().enumerate().map(|(at, choice)| format!("  {}  {}\n", at + 1, harmless(choice)));
        self.asker.show(&format!("{question}\n{}", rows.collect::<String>()))
    }

    /// One of several; nothing when there are no more answers.
    fn pick(&self, question: &str, choices: &[&str]) -> io::Result<Option<usize>> {
        self.listed(question, choices)?;
        let read = |line: &str| {
            let number = line.parse::<usize>().ok().filter(|number| (1..=choices.len()).contains(number));
            number.map(|number| number - 1).ok_or_else(|| format!("write a number from 1 to {}", choices.len()))
        };
        self.line("number> ", read)
    }

    /// An answer that can be understood; nothing when there are no more answers.
    fn line<T>(&self, question: &str, read: impl Fn(&str) -> Result<T, String>) -> io::Result<Option<T>> {
        loop {
            let Some(line) = self.asker.line(question)? else { return Ok(None) };
            match read(&line) {
                Ok(value) => return Ok(Some(value)),
                Err(why) => self.asker.show(&format!("{}.\n", harmless(&why)))?,
            }
        }
    }
}
