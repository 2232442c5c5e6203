//! The register as JSON, `dumbrules/bends/1`: with derived states, and as part of an audit's JSON. `docs/json.md` says the same.

use super::bends::{Leeway, leeway};
use super::contract::Position;
use super::json::escaped;
use crate::register::{Bend, Discretion, Matched, Reconciled, Standing};
use serde::Serialize;

/// Names the contract and its version.
const SCHEMA: &str = "dumbrules/bends/1";

#[derive(Serialize)]
struct Alone<'a> {
    schema: &'static str,
    #[serde(flatten)]
    bends: BendsOut<'a>,
}

/// The register and what follows from it.
#[derive(Serialize)]
pub(crate) struct BendsOut<'a> {
    register: &'a str,
    today: String,
    roles: Vec<RoleOut<'a>>,
    bends: Vec<BendOut<'a>>,
    protected: Vec<ProtectedOut<'a>>,
    documents: Vec<LeewayOut<'a>>,
}

#[derive(Serialize)]
struct RoleOut<'a> {
    id: &'a str,
    name: String,
    rank: usize,
}

#[derive(Serialize)]
struct BendOut<'a> {
    id: &'a str,
    state: &'static str,
    usable: bool,
    flags: Vec<&'static str>,
    effect: &'static str,
    role: &'a str,
    who: String,
    what: String,
    when: &'a [String],
    not_when: &'a [String],
    evidence: &'static str,
    beyond: Option<String>,
    effective: String,
    expires: Option<String>,
    rule: Option<&'a str>,
    document: Option<&'a str>,
    found_by: &'static str,
    change: &'static str,
    moved: bool,
    quote: Option<&'a str>,
    now: Option<Now<'a>>,
}

/// The rule of a bend as it is now.
#[derive(Serialize)]
struct Now<'a> {
    path: &'a str,
    start: Position,
    text: &'a str,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct ProtectedOut<'a> {
    rule: &'a str,
    class: &'static str,
    basis: &'a str,
    owner: Option<&'a str>,
}

#[derive(Serialize)]
struct LeewayOut<'a> {
    path: &'a str,
    restrictive_rules: usize,
    bendable: usize,
    protected: usize,
    rigid: usize,
}

/// What may be done with the rule of a finding.
#[derive(Serialize)]
pub(crate) struct MayBend<'a> {
    who: &'static str,
    bends: Vec<&'a str>,
}

/// The register as one JSON object, indented, with a line end behind it.
pub fn bends_json(bends: &Reconciled) -> String {
    let alone = Alone { schema: SCHEMA, bends: BendsOut::from(bends) };
    let text = serde_json::to_string_pretty(&alone).expect("plain data can be written as JSON");
    format!("{}\n", escaped(&text))
}

impl<'a> From<&'a Reconciled> for BendsOut<'a> {
    fn from(bends: &'a Reconciled) -> Self {
        let register = &bends.register;
        let roles = register.roles.iter().map(|entry| &entry.value);
        let protected = register.protected.iter().map(|entry| &entry.value);
        Self {
            register: &register.path,
            today: bends.today.to_string(),
            roles: roles.map(|role| RoleOut { id: &role.id, name: role.name(), rank: role.rank }).collect(),
            bends: bends.standings.iter().map(|standing| BendOut::new(bends, standing)).collect(),
            protected: protected
                .map(|it| ProtectedOut {
                    rule: &it.rule,
                    class: it.class.word(),
                    basis: &it.basis,
                    owner: it.owner.as_deref(),
                })
                .collect(),
            documents: bends
                .documents
                .iter()
                .map(|document| {
                    let Leeway { restrictive, bendable, protected, rigid } = leeway(bends, &document.path);
                    LeewayOut { path: &document.path, restrictive_rules: restrictive, bendable, protected, rigid }
                })
                .collect(),
        }
    }
}

impl<'a> BendOut<'a> {
    fn new(bends: &'a Reconciled, standing: &'a Standing) -> Self {
        let (register, bend): (_, &Bend) = (&bends.register, bends.bend(standing));
        Self {
            id: &bend.id,
            state: standing.state.word(),
            usable: standing.state.is_usable(),
            flags: standing.flags.iter().map(|state| state.word()).collect(),
            effect: bend.effect.word(),
            role: &bend.role,
            who: register.who(bend),
            what: register.what(bend),
            when: &bend.when,
            not_when: &bend.not_when,
            evidence: bend.evidence.word(),
            beyond: bend.beyond.as_ref().map(|beyond| register.beyond(beyond)),
            effective: bend.starts().to_string(),
            expires: bend.expires.map(|day| day.to_string()),
            rule: bend.rule.as_deref(),
            document: bend.document.as_deref(),
            found_by: match standing.matched {
                Matched::Anchor => "anchor",
                Matched::Text => "text",
                Matched::Near(_) => "near-text",
                Matched::NoRule => "no-rule",
                Matched::Nothing => "nothing",
            },
            change: standing.change.word(),
            moved: standing.moved,
            quote: bend.quote.as_deref(),
            now: bends.rule(standing).map(|seen| Now {
                path: &seen.label.path,
                start: Position { line: seen.label.start.line, column: seen.label.start.column },
                text: &seen.text,
                fingerprint: &seen.fingerprint,
            }),
        }
    }
}

impl<'a> MayBend<'a> {
    pub(crate) fn new(bends: &'a Reconciled, discretion: &Discretion) -> Self {
        let usable = match discretion {
            Discretion::Bendable(usable) => usable.as_slice(),
            _ => &[],
        };
        Self {
            who: match discretion {
                Discretion::Bendable(_) => "staff",
                Discretion::Protected(_) => "nobody-protected",
                Discretion::Rigid => "nobody",
            },
            bends: usable.iter().map(|&at| bends.register.bends[at].value.id.as_str()).collect(),
        }
    }
}
