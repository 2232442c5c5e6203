//! `bends grant`: who may bend which rule from now on. From what was typed, or from a dialogue.

use super::args_bends_edit::{GrantArgs, LimitArgs};
use super::ask::Asker;
use super::exit::Exit;
use super::files;
use super::grant_dialogue::{agrees, ask};
use super::register_edit::{Desk, Plan, Sight, day, grantor, role_id};
use crate::error::Error;
use crate::register::{
    Bend, Beyond, Edit, Effect, Grantor, IfSilent, Limit, Reconciled, Register, Seen, State, Status,
};
use crate::text::{did_you_mean, fold};
use std::io::IsTerminal;
use std::path::Path;

/// Places that an error lists.
const MOST_PLACES: usize = 8;

/// Runs `bends grant`.
pub(super) fn run(arguments: GrantArgs) -> Result<Exit, Vec<Error>> {
    let desk = Desk::open(&arguments.change.input)?;
    let names_rule = arguments.rule.is_some() || arguments.quote.is_some() || arguments.at.is_some();
    let is_told = names_rule || arguments.effect.is_some() || arguments.role.is_some();
    let attended = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let by_dialogue = arguments.ask || (!is_told && attended);
    let arguments = if by_dialogue {
        let Some(answered) = ask(&desk, arguments)? else { return Ok(Exit::Clean) };
        answered
    } else {
        arguments
    };
    let agrees = || agrees(&Asker::new());
    let sight = if by_dialogue { Sight::Asked(&agrees) } else { Sight::None };
    desk.change(&arguments.change, &sight, |bends| granted(&desk, bends, &arguments))
}

/// The entry that was asked for, as the register stands now.
fn granted(desk: &Desk, bends: &Reconciled, arguments: &GrantArgs) -> Result<Plan, Vec<Error>> {
    let register = &bends.register;
    let wanted = |what: &str, option: &str| {
        vec![
            Error::new(format!("{what} is not said"))
                .help(format!("add {option}; on a terminal, `dumbrules bends grant` asks for everything")),
        ]
    };
    let effect = arguments.effect.ok_or_else(|| wanted("what may be done", "--effect"))?;
    let role = role_id(register, arguments.role.as_ref().ok_or_else(|| wanted("who may do it", "--role"))?)?;
    let by = grantor(register, arguments.by.as_ref().ok_or_else(|| wanted("who grants it", "--by"))?)?;
    let seen = rule(bends, arguments)?;
    if seen.is_none() && effect != Effect::AddGesture {
        return Err(wanted("the rule", "--rule ANCHOR, --quote TEXT or --at FILE:LINE"));
    }
    for reason in &arguments.when {
        if register.reason(reason).is_none() {
            let known: Vec<&str> = register.reasons.iter().map(|entry| entry.value.id.as_str()).collect();
            let meant = did_you_mean(reason, known.iter().copied());
            let error = Error::new(format!("there is no reason `{reason}`")).in_file(register.path.as_str());
            return Err(vec![error.help(format!("{meant}reasons: {}", known.join(", ")))]);
        }
    }
    let id = match &arguments.id {
        Some(id) if register.bend(id).is_some() => {
            let error = Error::new(format!("the bend `{id}` is there already")).in_file(register.path.as_str());
            return Err(vec![error.help("choose another id, or leave --id out: the next free one is taken")]);
        }
        Some(id) => id.clone(),
        None => next_id(register),
    };
    let bend = Bend {
        id,
        rule: seen.and_then(|seen| seen.label.anchor.clone()),
        document: seen.map(|seen| desk.file.document(&seen.label.path)),
        fingerprint: seen.map(|seen| seen.fingerprint.clone()),
        quote: seen.map(|seen| seen.text.clone()),
        effect,
        role,
        limit: limit(&arguments.limit),
        when: arguments.when.clone(),
        not_when: arguments.not_when.clone(),
        evidence: arguments.evidence,
        beyond: arguments.beyond.as_deref().map(|typed| beyond(register, typed)).transpose()?,
        granted_by: by.clone(),
        granted_on: desk.today,
        effective: arguments.from.as_deref().map(|typed| day("--from", typed)).transpose()?,
        expires: arguments.until.as_deref().map(|typed| day("--until", typed)).transpose()?,
        review_every: arguments.review_every.as_deref().map(period).transpose()?,
        status: if arguments.propose { Status::Proposed } else { Status::Approved },
        rationale: arguments.why.clone(),
        supersedes: arguments.supersedes.clone(),
        ..Bend::default()
    };
    let mut edits = Vec::new();
    if let Some(old) = &arguments.supersedes {
        edits.extend(superseded(bends, old, &bend, &by, desk)?);
    }
    let word = if arguments.propose { "proposed" } else { "granted" };
    let until = bend.expires.map(|day| format!(" Until {}.", day.in_words())).unwrap_or_default();
    let done = format!("{} is {word}: {}, {}.{until}", bend.id, register.who(&bend), register.what(&bend));
    edits.push(Edit { bend, trail: None });
    Ok(Plan { edits, authority: (!arguments.propose).then_some(by), is_judged: true, done })
}

/// The bend that gives way to a new one: withdrawn, unless the new one is only proposed.
pub(super) fn superseded(
    bends: &Reconciled,
    id: &str,
    new: &Bend,
    by: &Grantor,
    desk: &Desk,
) -> Result<Option<Edit>, Vec<Error>> {
    let standing = super::bends::asked_for(bends, id)?;
    let old = bends.bend(standing);
    if new.status == Status::Proposed || standing.state == State::Withdrawn {
        return Ok(None);
    }
    let trail = format!("{}: withdrawn by {}, superseded by {}", desk.today, named(by), new.id);
    Ok(Some(Edit { bend: Bend { status: Status::Withdrawn, ..old.clone() }, trail: Some(trail) }))
}

/// Who decided, in a comment: `manager, J. Ito`.
pub(super) fn named(by: &Grantor) -> String {
    by.name.as_ref().map_or_else(|| by.role.clone(), |name| format!("{}, {name}", by.role))
}

/// The rule that was named; none when none was.
fn rule<'b>(bends: &'b Reconciled, arguments: &GrantArgs) -> Result<Option<&'b Seen>, Vec<Error>> {
    let all = bends.documents.iter().flat_map(|document| &document.rules);
    let (found, what): (Vec<&Seen>, String) = if let Some(anchor) = &arguments.rule {
        let found = all.filter(|seen| seen.label.anchor.as_ref() == Some(anchor)).collect();
        (found, format!("the anchor `{anchor}`"))
    } else if let Some(quote) = &arguments.quote {
        let words = fold(quote).to_lowercase();
        let found = all.filter(|seen| seen.text.to_lowercase().contains(words.trim())).collect();
        (found, format!("the words “{}”", quote.trim()))
    } else if let Some(at) = &arguments.at {
        let (path, line) = place(at)?;
        let is_there =
            |seen: &&Seen| seen.label.path == path && (seen.label.start.line..=seen.label.end.line).contains(&line);
        (all.filter(is_there).collect(), format!("the place `{at}`"))
    } else if let Some((path, span)) = &arguments.chosen {
        let is_it = |seen: &&Seen| seen.label.path == *path && seen.label.span == *span;
        (all.filter(is_it).collect(), "that place any more".to_owned())
    } else {
        return Ok(None);
    };
    match found.as_slice() {
        [seen] => Ok(Some(seen)),
        [] => {
            let anchors = bends.documents.iter().flat_map(|document| &document.rules);
            let anchors = anchors.filter_map(|seen| seen.label.anchor.as_deref());
            let meant = arguments.rule.as_deref().map(|anchor| did_you_mean(anchor, anchors)).unwrap_or_default();
            Err(vec![
                Error::new(format!("no rule has {what}"))
                    .help(format!("{meant}`dumbrules rules` lists all rules with their places")),
            ])
        }
        several => {
            let places = several.iter().take(MOST_PLACES);
            let places: Vec<String> = places.map(|it| format!("{}:{}", it.label.path, it.label.start.line)).collect();
            let more = if several.len() > MOST_PLACES { ", …" } else { "" };
            Err(vec![Error::new(format!("{} rules have {what}", several.len())).help(format!(
                "name one by more of its words, or by its place with --at: {}{more}",
                places.join(", ")
            ))])
        }
    }
}

/// A place as typed, `FILE:LINE`: the path as outputs show it, and the line.
pub(super) fn place(typed: &str) -> Result<(String, usize), Vec<Error>> {
    let parts = typed.rsplit_once(':').and_then(|(path, line)| Some((path, line.parse().ok()?)));
    let (path, line) = parts.ok_or_else(|| {
        vec![Error::new(format!("`{typed}` is no place")).help("write FILE:LINE, for example policies/fees.md:27")]
    })?;
    Ok((files::shown(Path::new(path)), line))
}

/// The next free id: `B-004` behind `B-003`.
fn next_id(register: &Register) -> String {
    let number = |id: &str| id.strip_prefix("B-")?.parse::<u32>().ok();
    let last = register.bends.iter().filter_map(|entry| number(&entry.value.id)).max();
    format!("B-{:03}", last.unwrap_or_default().saturating_add(1))
}

pub(super) fn limit(typed: &LimitArgs) -> Limit {
    let LimitArgs { days, until_day, percent, money, count, budget } = typed.clone();
    Limit { days, until_day, percent, money, count, budget }
}

fn period(typed: &str) -> Result<crate::day::Period, Vec<Error>> {
    let help = "write an ISO 8601 duration: P90D, P6M, P1Y, PT15M";
    typed.parse().map_err(|message: String| vec![Error::new(message).help(help)])
}

/// Who decides beyond the limit, as typed: `duty-lead:PT15M:refuse`.
fn beyond(register: &Register, typed: &str) -> Result<Beyond, Vec<Error>> {
    let mut parts = typed.split(':');
    let role = role_id(register, parts.next().unwrap_or_default())?;
    let within = parts.next().map(period).transpose()?;
    let word = parts.next().unwrap_or(IfSilent::DecideAndLog.word());
    let if_silent = IfSilent::ALL.iter().copied().find(|it| it.word() == word);
    let words = || IfSilent::ALL.iter().map(|it| it.word()).collect::<Vec<_>>().join(", ");
    let if_silent = if_silent.ok_or_else(|| {
        vec![
            Error::new(format!("`{word}` is not possible after --beyond ROLE:PERIOD"))
                .help(format!("possible: {}", words())),
        ]
    })?;
    Ok(Beyond { role, within, if_silent: Some(if_silent) })
}
