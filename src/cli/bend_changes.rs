//! `bends accept`, `renew`, `suspend`, `resume` and `withdraw`: one entry changes, and a comment in it says who did it.

use super::args_bends_edit::{AcceptArgs, DecisionArgs, RenewArgs, StatusArgs};
use super::bends::asked_for;
use super::exit::Exit;
use super::grant::{named, superseded};
use super::listing::print;
use super::output;
use super::register_edit::{Desk, Plan, Sight, day, grantor};
use crate::emit;
use crate::error::Error;
use crate::register::{Bend, Edit, Grantor, Matched, Reconciled, Standing, State, Status};

/// What is decided about a bend.
enum Decision<'a> {
    Accept,
    Renew { until: &'a str },
    Suspend,
    Resume,
    Withdraw,
}

/// Runs `bends accept`.
pub(super) fn accept(arguments: &AcceptArgs) -> Result<Exit, Vec<Error>> {
    decide(&arguments.id, &arguments.decision, &Decision::Accept)
}

/// Runs `bends renew`.
pub(super) fn renew(arguments: &RenewArgs) -> Result<Exit, Vec<Error>> {
    decide(&arguments.id, &arguments.decision, &Decision::Renew { until: &arguments.until })
}

/// Runs `bends suspend`.
pub(super) fn suspend(arguments: &StatusArgs) -> Result<Exit, Vec<Error>> {
    decide(&arguments.id, &arguments.decision, &Decision::Suspend)
}

/// Runs `bends resume`.
pub(super) fn resume(arguments: &StatusArgs) -> Result<Exit, Vec<Error>> {
    decide(&arguments.id, &arguments.decision, &Decision::Resume)
}

/// Runs `bends withdraw`.
pub(super) fn withdraw(arguments: &StatusArgs) -> Result<Exit, Vec<Error>> {
    decide(&arguments.id, &arguments.decision, &Decision::Withdraw)
}

fn decide(id: &str, arguments: &DecisionArgs, decision: &Decision<'_>) -> Result<Exit, Vec<Error>> {
    let desk = Desk::open(&arguments.change.input)?;
    if matches!(decision, Decision::Accept) {
        let bends = desk.bends()?;
        let standing = asked_for(&bends, id)?;
        // The rule then and now, word by word: what is accepted must be seen.
        print(&emit::bend_card(&bends, standing, output::colors(arguments.change.color), output::text_width()))?;
    }
    let sight = if matches!(decision, Decision::Accept) { Sight::Shown } else { Sight::None };
    desk.change(&arguments.change, &sight, |bends| {
        let standing = asked_for(bends, id)?;
        let by = grantor(&bends.register, &arguments.by)?;
        let (bend, what) = decision.made(&desk, bends, standing, &by)?;
        let before = bends.bend(standing);
        let done = format!("{id} is {what}.");
        let why = arguments.why.as_deref().map(|why| format!(": {why}")).unwrap_or_default();
        let trail = format!("{}: {what} by {}{why}", desk.today, named(&by));
        let must_grant = matches!(decision, Decision::Accept | Decision::Renew { .. } | Decision::Resume);
        if !must_grant {
            may_stop(bends, before, &by)?;
        }
        let mut edits = Vec::new();
        if let Some(old) = before.supersedes.as_deref().filter(|_| before.status == Status::Proposed && must_grant) {
            edits.extend(superseded(bends, old, &bend, &by, &desk)?);
        }
        edits.push(Edit { bend, trail: Some(trail) });
        Ok(Plan { edits, authority: must_grant.then_some(by), is_judged: true, done })
    })
}

impl Decision<'_> {
    /// The entry as it shall be, and what was done to it.
    fn made(
        &self,
        desk: &Desk,
        bends: &Reconciled,
        standing: &Standing,
        by: &Grantor,
    ) -> Result<(Bend, String), Vec<Error>> {
        let before = bends.bend(standing).clone();
        let path = bends.register.path.as_str();
        let refused = |message: String, help: &str| Err(vec![Error::new(message).in_file(path).help(help)]);
        let id = &before.id;
        if before.status == Status::Withdrawn && !matches!(self, Self::Withdraw) {
            return refused(format!("`{id}` is withdrawn"), "grant it anew: `dumbrules bends grant --supersedes …`");
        }
        match self {
            Self::Accept => {
                let Some(seen) = bends.rule(standing) else {
                    let help = "withdraw it, or put the rule back; `dumbrules bends show` says what it spoke of";
                    return match standing.matched {
                        Matched::NoRule if before.status == Status::Proposed => {
                            Ok((granted(before, by, desk), "accepted".to_owned()))
                        }
                        Matched::NoRule => {
                            refused(format!("`{id}` belongs to no rule, so there is nothing to accept"), help)
                        }
                        _ => refused(format!("the rule of `{id}` was not found"), help),
                    };
                };
                let is_same = before.fingerprint.as_ref() == Some(&seen.fingerprint)
                    && before.rule == seen.label.anchor
                    && before.document.as_ref() == Some(&desk.file.document(&seen.label.path));
                let restamped = Bend {
                    rule: seen.label.anchor.clone(),
                    document: Some(desk.file.document(&seen.label.path)),
                    fingerprint: Some(seen.fingerprint.clone()),
                    quote: Some(seen.text.clone()),
                    ..before.clone()
                };
                let accepted = match before.status {
                    Status::Proposed => granted(restamped, by, desk),
                    // What is the same in all but the day of a review that was today already.
                    _ if is_same && before.last_review == Some(desk.today) => before,
                    _ => Bend { last_review: Some(desk.today), ..restamped },
                };
                Ok((accepted, "accepted".to_owned()))
            }
            Self::Renew { until } => {
                let until = day("--until", until)?;
                if until < desk.today {
                    return refused(format!("{until} is over"), "name a day to come as its last");
                }
                let is = |state: State| standing.state == state || standing.flags.contains(&state);
                if is(State::Stale) || is(State::Orphaned) {
                    let help = format!("`dumbrules bends accept {id} --by ROLE` comes first, or withdraw it");
                    return refused(format!("the rule of `{id}` is not what it was"), &help);
                }
                let what = format!("renewed until {until}");
                if before.expires == Some(until) && before.last_review == Some(desk.today) {
                    return Ok((before, what));
                }
                Ok((Bend { expires: Some(until), last_review: Some(desk.today), ..before }, what))
            }
            Self::Suspend if before.status == Status::Proposed => {
                refused(format!("`{id}` is only proposed, so nobody relies on it"), "withdraw it if it is not wanted")
            }
            Self::Suspend => Ok((Bend { status: Status::Suspended, ..before }, "suspended".to_owned())),
            Self::Resume if before.status == Status::Proposed => {
                let help = format!("`dumbrules bends accept {id} --by ROLE` grants it");
                refused(format!("`{id}` is only proposed"), &help)
            }
            Self::Resume => Ok((Bend { status: Status::Approved, ..before }, "resumed".to_owned())),
            Self::Withdraw => Ok((Bend { status: Status::Withdrawn, ..before }, "withdrawn".to_owned())),
        }
    }
}

/// A proposed bend, granted today.
fn granted(bend: Bend, by: &Grantor, desk: &Desk) -> Bend {
    Bend { status: Status::Approved, granted_by: by.clone(), granted_on: desk.today, ..bend }
}

/// Whoever may use a bend may stop it; lower roles may not.
fn may_stop(bends: &Reconciled, bend: &Bend, by: &Grantor) -> Result<(), Vec<Error>> {
    let register = &bends.register;
    let rank = |id: &str| register.role(id).map_or(0, |role| role.rank);
    if rank(&by.role) >= rank(&bend.role) {
        return Ok(());
    }
    let error = Error::new(format!("`{}` may not decide about `{}`", by.role, bend.id)).in_file(register.path.as_str());
    Err(vec![error.help(format!("ask {} or a higher role", register.who(bend)))])
}
