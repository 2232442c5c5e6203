//! A comparison → the JSON of `docs/json.md`, field by field: `dumbrules/comparison/1`.

pub(crate) use super::comparison_contract::Body;

use super::comparison_contract::{
    BendEffectOut, CarriedOut, ChangeOut, DocumentOut, EffectsOut, FactOut, FindingOut, LeftOut, MovedOut, PlaceOut,
    ReasonOut, ReferenceOut, RenumberedOut, SilenceOut, StatedOut, Totals,
};
use super::json::escaped;
use crate::finding::Finding;
use crate::revision::{
    BendEffect, Change, Class, Comparison, DocumentChange, FactRow, Moved, Place, Reason, Reference, Renumbered,
    Silence, Stated,
};
use serde::Serialize;
use std::io::{self, Write};

/// Name and version of the format.
const SCHEMA: &str = "dumbrules/comparison/1";

/// Writes the comparison as one JSON object, indented, with a line end behind it.
pub(crate) fn emit(comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    let text = serde_json::to_string_pretty(&Root::new(comparison)).map_err(io::Error::other)?;
    writeln!(out, "{}", escaped(&text))
}

#[derive(Serialize)]
struct Root<'c> {
    schema: &'static str,
    #[serde(flatten)]
    comparison: Body<'c>,
}

impl<'c> Root<'c> {
    fn new(comparison: &'c Comparison) -> Self {
        Self { schema: SCHEMA, comparison: Body::from(comparison) }
    }
}

impl<'c> From<&'c Comparison> for Body<'c> {
    fn from(comparison: &'c Comparison) -> Self {
        let n = |class| comparison.of(class).count();
        let of_documents = |count: fn(&DocumentChange) -> usize| comparison.documents.iter().map(count).sum();
        Self {
            base: &comparison.base,
            head: &comparison.head,
            totals: Totals {
                rules_changed: comparison.changed_rules(),
                tightened: n(Class::Tightened),
                loosened: n(Class::Loosened),
                check: n(Class::Check),
                added: n(Class::Added),
                removed: n(Class::Removed),
                moved: n(Class::Moved),
                reworded: n(Class::Reworded),
                renumbered: of_documents(|document| document.renumbered.len()),
                formatting: of_documents(|document| document.formatting),
            },
            documents: comparison.documents.iter().map(DocumentOut::from).collect(),
            changes: comparison.changes.iter().map(ChangeOut::from).collect(),
            facts: comparison.facts.iter().map(FactOut::from).collect(),
            silent: comparison.silent.iter().map(SilenceOut::from).collect(),
            references: comparison.references.iter().map(ReferenceOut::from).collect(),
            left_out: comparison.left_out.iter().map(|(path, reason)| LeftOut { path, reason }).collect(),
            findings: comparison.effects.as_ref().map(|effects| EffectsOut {
                opened: effects.opened.iter().map(FindingOut::from).collect(),
                closed: effects.closed.iter().map(FindingOut::from).collect(),
                carried: effects
                    .carried
                    .iter()
                    .map(|carried| CarriedOut { lint: &carried.lint, from: &carried.from, to: &carried.to })
                    .collect(),
                bends: effects.bends.iter().map(BendEffectOut::from).collect(),
            }),
        }
    }
}

impl<'c> From<&'c DocumentChange> for DocumentOut<'c> {
    fn from(document: &'c DocumentChange) -> Self {
        let moved =
            |moved: &'c Moved| MovedOut { what: &moved.what, from: &moved.from, to: &moved.to, rules: moved.rules };
        let shifted = |it: &'c Renumbered| RenumberedOut { old: &it.old, new: &it.new, what: &it.what };
        Self {
            old: document.old.as_deref(),
            new: document.new.as_deref(),
            title: &document.title,
            fate: document.fate.word(),
            rules: document.rules,
            unchanged: document.unchanged,
            rewritten: document.rewritten,
            moved: document.moved.iter().map(moved).collect(),
            renumbered: document.renumbered.iter().map(shifted).collect(),
            formatting: document.formatting,
        }
    }
}

impl<'c> From<&'c Change> for ChangeOut<'c> {
    fn from(change: &'c Change) -> Self {
        let reason = |reason: &'c Reason| ReasonOut {
            topic: reason.topic.word(),
            direction: reason.direction.word(),
            text: &reason.text,
        };
        Self {
            classes: change.classes.iter().map(|class| class.word()).collect(),
            reasons: change.reasons.iter().map(reason).collect(),
            binds: change.binds,
            heading: change.is_name,
            matched: change.how.word(),
            sure: (change.sure * 100.0).round() / 100.0,
            old: change.old.as_ref().map(PlaceOut::from),
            new: change.new.as_ref().map(PlaceOut::from),
            pieces: &change.pieces,
        }
    }
}

impl<'c> From<&'c Place> for PlaceOut<'c> {
    fn from(place: &'c Place) -> Self {
        Self {
            path: &place.path,
            line: place.line,
            section: &place.section,
            label: &place.label,
            context: &place.context,
            text: &place.text,
            anchor: place.anchor.as_deref(),
        }
    }
}

impl<'c> From<&'c FactRow> for FactOut<'c> {
    fn from(row: &'c FactRow) -> Self {
        let stated = |stated: &'c Stated| StatedOut {
            value: &stated.value,
            path: &stated.path,
            line: stated.line,
            rules: stated.rules,
        };
        Self {
            kind: &row.kind,
            title: &row.title,
            changed: row.changed,
            old: row.old.iter().map(stated).collect(),
            new: row.new.iter().map(stated).collect(),
        }
    }
}

impl<'c> From<&'c Silence> for SilenceOut<'c> {
    fn from(silence: &'c Silence) -> Self {
        Self { topic: &silence.topic, path: &silence.path, line: silence.line, rules: silence.rules }
    }
}

impl<'c> From<&'c Reference> for ReferenceOut<'c> {
    fn from(reference: &'c Reference) -> Self {
        Self {
            path: &reference.path,
            line: reference.line,
            text: &reference.text,
            points_at: &reference.points_at,
            now: reference.now.as_deref(),
        }
    }
}

impl<'c> From<&'c Finding> for FindingOut<'c> {
    fn from(finding: &'c Finding) -> Self {
        Self {
            lint: &finding.lint,
            severity: finding.severity.word(),
            message: &finding.message,
            path: &finding.primary.path,
            line: finding.primary.start.line,
            identity: &finding.identity,
        }
    }
}

impl<'c> From<&'c BendEffect> for BendEffectOut<'c> {
    fn from(effect: &'c BendEffect) -> Self {
        Self { id: &effect.id, what: &effect.what, before: effect.before.word(), after: effect.after.word() }
    }
}
