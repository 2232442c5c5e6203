//! The register as the report's page shows it: cards by role, then what may not be relied on, then what nobody may.

use super::bends::{Leeway, bends_summary, leeway_of_all};
use super::card::Ids;
use super::role_card::{Leave, Never, leave, never};
use super::sink::{flowing, visible};
use super::wording::{capitalized, count, thousands};
use crate::register::{Reconciled, Standing};
use serde::Serialize;

/// The section "What may I bend?".
#[derive(Serialize)]
pub(crate) struct BendsSection {
    register: String,
    summary: String,
    leeway: String,
    roles: Vec<RoleLeaves>,
    closed: Vec<Unusable>,
    protected: Vec<Never>,
}

/// What was granted to one role.
#[derive(Serialize)]
struct RoleLeaves {
    id: String,
    name: String,
    leaves: Vec<Leave>,
}

/// A bend that may not be relied on.
#[derive(Serialize)]
struct Unusable {
    id: String,
    what: String,
    rule: String,
    state: String,
    why: String,
}

impl BendsSection {
    pub(crate) fn new(bends: &Reconciled, ids: &mut Ids) -> Self {
        let register = &bends.register;
        let mut roles: Vec<_> = register.roles.iter().map(|entry| &entry.value).collect();
        roles.sort_by_key(|role| role.rank);
        let usable = |standing: &&Standing| standing.state.is_usable();
        let of_role = |role: &str| -> Vec<Leave> {
            let standings = bends.standings.iter().filter(usable).filter(|it| bends.bend(it).role == role);
            standings.map(|standing| leave(bends, standing)).collect()
        };
        let roles = roles.into_iter().map(|role| RoleLeaves {
            id: ids.claim("r-", &role.id),
            name: capitalized(&flowing(&role.name())),
            leaves: of_role(&role.id),
        });
        Self {
            register: visible(&register.path).into_owned(),
            summary: bends_summary(bends),
            leeway: told(leeway_of_all(bends)),
            roles: roles.filter(|role| !role.leaves.is_empty()).collect(),
            closed: bends
                .standings
                .iter()
                .filter(|it| !it.state.is_usable())
                .map(|it| Unusable::new(bends, it))
                .collect(),
            protected: never(bends),
        }
    }
}

impl Unusable {
    fn new(bends: &Reconciled, standing: &Standing) -> Self {
        let bend = bends.bend(standing);
        let rule = bends.rule(standing).map(|seen| seen.text.as_str()).or(bend.quote.as_deref());
        Self {
            id: visible(&bend.id).into_owned(),
            what: capitalized(&flowing(&format!("{}: {}", bends.register.who(bend), bends.register.what(bend)))),
            rule: flowing(rule.unwrap_or_default()),
            state: capitalized(&standing.state.word().replace('-', " ")),
            why: capitalized(standing.state.meaning()),
        }
    }
}

/// How many rules can be bent, in a sentence.
fn told(leeway: Leeway) -> String {
    let Leeway { restrictive, bendable, protected, rigid } = leeway;
    let may = if bendable == 0 { "none".to_owned() } else { thousands(bendable) };
    let mut sentences =
        vec![format!("Staff may bend {may} of {} that bind or refuse customers.", count(restrictive, "rule"))];
    match protected {
        0 => {}
        1 => sentences.push("1 is protected, for a stated reason.".to_owned()),
        n => sentences.push(format!("{} are protected, for a stated reason.", thousands(n))),
    }
    if rigid > 0 && rigid < restrictive {
        sentences.push(format!("Nobody may bend the other {}.", thousands(rigid)));
    }
    sentences.join(" ")
}
