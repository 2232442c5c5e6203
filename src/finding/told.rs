//! What a document promises and takes, in figures: its facts that people compare, one line each.

use super::understand::Understood;
use crate::document::{Audience, Document, Profile};
use crate::fact::Value;
use crate::ruleset::compiled::Ruleset;
use crate::text::Span;

/// A window, wait, fee, cap or number that a document states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The kind of fact, for example `return.window`.
    pub kind: String,
    /// What people call it: "Time to send something back".
    pub title: String,
    /// The value as people write it: "30 days".
    pub value: String,
    /// What starts the clock, when the rule says so.
    pub from: Option<&'static str>,
    /// Whether it holds only under a condition or with an exception.
    pub conditional: bool,
    /// The document's path.
    pub path: String,
    /// 1-based line.
    pub line: usize,
    /// The rule's bytes in the source.
    pub span: Span,
    /// The rule as read.
    pub reading: String,
    /// Whether customers read it; staff do otherwise.
    pub for_customers: bool,
}

/// The facts of a document that are quantities, in order.
pub(super) fn told(document: &Document, profile: &Profile, understood: &[Understood], ruleset: &Ruleset) -> Vec<Told> {
    let mut all = Vec::new();
    for (passage, understood) in understood.iter().enumerate() {
        for fact in &understood.facts {
            let Value::Quantity(quantity) = &fact.value else { continue };
            let kind = &ruleset.kinds[fact.kind];
            let place = &document.passages[passage];
            let span = document.to_source(place.text);
            all.push(Told {
                kind: kind.id.clone(),
                title: kind.title.clone(),
                value: quantity.to_string(),
                from: fact.from.map(|event| event.word()),
                conditional: fact.conditional || fact.carved_out,
                path: document.source.path.clone(),
                line: document.source.line_column(span.start).line,
                span,
                reading: document.reading(place).text.into_owned(),
                for_customers: profile.audience == Audience::Customer,
            });
        }
    }
    all
}
