//! What a passage says that other documents, or other sections, may contradict.

use super::audit::Run;
use super::corpus::{Claim, Side};
use super::label;
use crate::document::Context;
use crate::fact::{Fact, Value};
use crate::rule::quantity::Quantity;
use crate::ruleset::compiled::{Detector, Lint, LookFor, Trigger};
use crate::ruleset::detector::Within;

/// Whether a detector only collects claims, which are compared when all documents have been read.
pub(super) fn is_claim(detector: &Detector) -> bool {
    matches!(detector.look_for, LookFor::Contradiction { .. })
        || (matches!(detector.look_for, LookFor::Asymmetry { .. }) && detector.within == Within::Corpus)
}

/// Whether a lint finds something only when several documents are read together.
pub fn is_between_documents(lint: &Lint) -> bool {
    lint.detectors.iter().any(is_claim)
}

impl<'d> Run<'d> {
    /// Remembers what this passage says, for comparison with other documents.
    pub(super) fn claim(&mut self, trigger: Trigger, lint: &'d Lint, detector: &Detector, passage: usize) {
        let document = self.scan.document;
        let side = match &detector.look_for {
            LookFor::Contradiction { facts, .. } if !facts.is_empty() => {
                let of_row = matches!(document.passages[passage].context, Context::Cell { row: Some(_), .. });
                let stated = self.understood[passage].facts.iter().find(|fact| facts.contains(&fact.kind));
                let Some(Fact { kind, value: Value::Quantity(quantity), span, conditional: false, .. }) =
                    stated.filter(|_| !of_row)
                else {
                    return;
                };
                Side::Value { topic: *kind, comparable: comparable(quantity), shown: quantity.to_string(), at: *span }
            }
            LookFor::Contradiction { a, b, .. } if b.is_empty() => {
                let quantities = self.understood[passage].rule.as_ref().map_or(&[][..], |rule| &rule.quantities);
                let stated = a.iter().find_map(|&pattern| {
                    let (span, at) = self.scan.find_quantity(passage, pattern)?;
                    quantities.iter().find(|quantity| quantity.span.overlaps(at)).map(|quantity| (span, quantity))
                });
                let Some((at, quantity)) = stated else {
                    return;
                };
                Side::Value { topic: 0, comparable: comparable(quantity), shown: quantity.to_string(), at }
            }
            LookFor::Contradiction { a, b, .. } | LookFor::Asymmetry { a, b } => {
                let patterns = if trigger.side_b { b } else { a };
                let Some(at) = self.scan.find_any(passage, patterns) else {
                    return;
                };
                if trigger.side_b { Side::B(at) } else { Side::A(at) }
            }
            _ => return,
        };
        if self.silenced(detector, passage, None).is_some() {
            return;
        }
        let at = match side {
            Side::A(at) | Side::B(at) | Side::Value { at, .. } => self.scan.readings[passage].to_document(at),
        };
        let label = label::label_of_passage(document, passage, at);
        let (target, adjusted) = (trigger.target as usize, &self.options.adjusted);
        let claim = Claim {
            lint: trigger.target,
            detector: trigger.detector,
            side,
            label,
            severity: adjusted.severity(target, self.scan.ruleset),
            is_off: adjusted.is_off(target),
            suppressed: None,
            lapsed: None,
        };
        self.claims.push((passage, &lint.id, claim));
    }
}

/// The same for all ways of saying it: "2 weeks" and "14 days".
fn comparable(quantity: &Quantity) -> i64 {
    (quantity.range().1 * 100.0).round() as i64
}
