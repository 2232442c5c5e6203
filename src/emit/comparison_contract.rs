//! The JSON of a comparison, field by field; what each field means is in `docs/json.md`.

use crate::revision::Piece;
use serde::Serialize;

/// The comparison, without the name of its format: as it also stands in an audit.
#[derive(Debug, Serialize)]
pub(crate) struct Body<'c> {
    pub(crate) base: &'c str,
    pub(crate) head: &'c str,
    pub(crate) totals: Totals,
    pub(crate) documents: Vec<DocumentOut<'c>>,
    pub(crate) changes: Vec<ChangeOut<'c>>,
    pub(crate) facts: Vec<FactOut<'c>>,
    pub(crate) silent: Vec<SilenceOut<'c>>,
    pub(crate) references: Vec<ReferenceOut<'c>>,
    pub(crate) left_out: Vec<LeftOut<'c>>,
    pub(crate) findings: Option<EffectsOut<'c>>,
}

/// Rules by class; a rule may be of several.
#[derive(Debug, Serialize)]
pub(crate) struct Totals {
    pub(crate) rules_changed: usize,
    pub(crate) tightened: usize,
    pub(crate) loosened: usize,
    pub(crate) check: usize,
    pub(crate) added: usize,
    pub(crate) removed: usize,
    pub(crate) moved: usize,
    pub(crate) reworded: usize,
    pub(crate) renumbered: usize,
    pub(crate) formatting: usize,
}

#[derive(Debug, Serialize)]
pub(crate) struct DocumentOut<'c> {
    pub(crate) old: Option<&'c str>,
    pub(crate) new: Option<&'c str>,
    pub(crate) title: &'c str,
    pub(crate) fate: &'static str,
    pub(crate) rules: usize,
    pub(crate) unchanged: usize,
    pub(crate) rewritten: bool,
    pub(crate) moved: Vec<MovedOut<'c>>,
    pub(crate) renumbered: Vec<RenumberedOut<'c>>,
    pub(crate) formatting: usize,
}

#[derive(Debug, Serialize)]
pub(crate) struct MovedOut<'c> {
    pub(crate) what: &'c str,
    pub(crate) from: &'c str,
    pub(crate) to: &'c str,
    pub(crate) rules: usize,
}

#[derive(Debug, Serialize)]
pub(crate) struct RenumberedOut<'c> {
    pub(crate) old: &'c str,
    pub(crate) new: &'c str,
    pub(crate) what: &'c str,
}

#[derive(Debug, Serialize)]
pub(crate) struct ChangeOut<'c> {
    pub(crate) classes: Vec<&'static str>,
    pub(crate) reasons: Vec<ReasonOut<'c>>,
    pub(crate) binds: bool,
    pub(crate) heading: bool,
    pub(crate) matched: &'static str,
    pub(crate) sure: f64,
    pub(crate) old: Option<PlaceOut<'c>>,
    pub(crate) new: Option<PlaceOut<'c>>,
    pub(crate) pieces: &'c [Piece],
}

#[derive(Debug, Serialize)]
pub(crate) struct ReasonOut<'c> {
    pub(crate) topic: &'static str,
    pub(crate) direction: &'static str,
    pub(crate) text: &'c str,
}

#[derive(Debug, Serialize)]
pub(crate) struct PlaceOut<'c> {
    pub(crate) path: &'c str,
    pub(crate) line: usize,
    pub(crate) section: &'c [String],
    pub(crate) label: &'c str,
    pub(crate) context: &'c str,
    pub(crate) text: &'c str,
    pub(crate) anchor: Option<&'c str>,
}

#[derive(Debug, Serialize)]
pub(crate) struct FactOut<'c> {
    pub(crate) kind: &'c str,
    pub(crate) title: &'c str,
    pub(crate) changed: bool,
    pub(crate) old: Vec<StatedOut<'c>>,
    pub(crate) new: Vec<StatedOut<'c>>,
}

#[derive(Debug, Serialize)]
pub(crate) struct StatedOut<'c> {
    pub(crate) value: &'c str,
    pub(crate) path: &'c str,
    pub(crate) line: usize,
    pub(crate) rules: usize,
}

#[derive(Debug, Serialize)]
pub(crate) struct SilenceOut<'c> {
    pub(crate) topic: &'c str,
    pub(crate) path: &'c str,
    pub(crate) line: usize,
    pub(crate) rules: usize,
}

#[derive(Debug, Serialize)]
pub(crate) struct ReferenceOut<'c> {
    pub(crate) path: &'c str,
    pub(crate) line: usize,
    pub(crate) text: &'c str,
    pub(crate) points_at: &'c str,
    pub(crate) now: Option<&'c str>,
}

#[derive(Debug, Serialize)]
pub(crate) struct LeftOut<'c> {
    pub(crate) path: &'c str,
    pub(crate) reason: &'c str,
}

#[derive(Debug, Serialize)]
pub(crate) struct EffectsOut<'c> {
    pub(crate) opened: Vec<FindingOut<'c>>,
    pub(crate) closed: Vec<FindingOut<'c>>,
    pub(crate) carried: Vec<CarriedOut<'c>>,
    pub(crate) bends: Vec<BendEffectOut<'c>>,
}

#[derive(Debug, Serialize)]
pub(crate) struct BendEffectOut<'c> {
    pub(crate) id: &'c str,
    pub(crate) what: &'c str,
    pub(crate) before: &'static str,
    pub(crate) after: &'static str,
}

#[derive(Debug, Serialize)]
pub(crate) struct FindingOut<'c> {
    pub(crate) lint: &'c str,
    pub(crate) severity: &'static str,
    pub(crate) message: &'c str,
    pub(crate) path: &'c str,
    pub(crate) line: usize,
    pub(crate) identity: &'c str,
}

#[derive(Debug, Serialize)]
pub(crate) struct CarriedOut<'c> {
    pub(crate) lint: &'c str,
    pub(crate) from: &'c str,
    pub(crate) to: &'c str,
}
