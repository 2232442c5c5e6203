//! What a sentence says, gathered for comparing it with what it said before.

use super::edition::Text;
use super::stance::{Act, act_of};
use super::word::{is_word, pieces};
use crate::fact::{Fact, StartEvent, Value};
use crate::rule::quantity::Quantity;
use crate::rule::{Bearer, Modality, Rule};

/// What one or more passages say together.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// The text as read, with what must be read before it, lower case.
    pub(super) lower: String,
    /// The passages' own words, lower case, in order.
    pub(super) words: Vec<String>,
    pub(super) modality: Option<Modality>,
    pub(super) bearer: Option<Bearer>,
    pub(super) conditions: Vec<String>,
    pub(super) exceptions: Vec<String>,
    pub(super) measures: Vec<Measure>,
    /// Facts without a quantity: kind, and whether it is granted, denied, or which words.
    pub(super) facts: Vec<(usize, Value)>,
    /// What is done, and whether that is good for the customer.
    pub(super) act: Option<Act>,
}

/// A quantity, and what is known of it.
#[derive(Debug, Clone)]
pub(super) struct Measure {
    pub(super) quantity: Quantity,
    /// The fact that it states: its kind, and what starts the clock.
    pub(super) fact: Option<(usize, Option<StartEvent>)>,
    /// What stands around it, lower case.
    pub(super) around: String,
    /// Where in that it begins, in bytes.
    pub(super) at: usize,
}

/// How far around a quantity its words are looked for, in bytes.
const AROUND: usize = 48;

impl Said {
    /// What some passages say; `own` is their text without labels.
    pub(super) fn of(text: &Text, passages: &[usize], own: &str) -> Self {
        let mut said = Self {
            words: pieces(&own.to_lowercase()).into_iter().filter(|piece| is_word(piece)).map(str::to_owned).collect(),
            ..Self::default()
        };
        for &passage in passages {
            let reading = text.document.reading(&text.document.passages[passage]);
            let understood = &text.understood[passage];
            if let Some(rule) = &understood.rule {
                said.rule(rule, &reading.lower, &understood.facts, reading.own_start);
            }
            if !said.lower.is_empty() {
                said.lower.push(' ');
            }
            said.lower.push_str(&reading.lower);
        }
        said.act = act_of(&said);
        said
    }

    fn rule(&mut self, rule: &Rule, lower: &str, facts: &[Fact], own_start: usize) {
        if self.modality.is_none() {
            (self.modality, self.bearer) = (rule.modality, rule.bearer);
        }
        self.conditions.extend(rule.conditions.iter().map(|span| span.of(lower).to_owned()));
        self.exceptions.extend(rule.exceptions.iter().map(|span| span.of(lower).to_owned()));
        for quantity in rule.quantities.iter().filter(|quantity| quantity.span.end > own_start) {
            let of = |fact: &&Fact| matches!(&fact.value, Value::Quantity(other) if other.span == quantity.span);
            let fact = facts.iter().find(of).map(|fact| (fact.kind, fact.from));
            let around = clip(lower, quantity.span.start.saturating_sub(AROUND), quantity.span.end + AROUND);
            let at = clip(lower, quantity.span.start.saturating_sub(AROUND), quantity.span.start).len();
            self.measures.push(Measure { quantity: quantity.clone(), fact, around: around.to_owned(), at });
        }
        let plain = facts.iter().filter(|fact| !matches!(fact.value, Value::Quantity(_)));
        self.facts.extend(plain.map(|fact| (fact.kind, fact.value.clone())));
    }

    /// Whether it binds, allows or refuses something.
    pub(super) fn binds(&self) -> bool {
        self.modality.is_some()
    }

    /// How often any of these words occurs.
    pub(super) fn count(&self, words: &[&str]) -> usize {
        self.words.iter().filter(|word| words.contains(&word.as_str())).count()
    }

    /// How good it is for the customer: above 0 when it gives, below when it takes; none when that cannot be known.
    pub(super) fn stance(&self) -> Option<f64> {
        super::stance::stance_of(self)
    }
}

fn clip(text: &str, start: usize, end: usize) -> &str {
    let (mut start, mut end) = (start, end.min(text.len()));
    while !text.is_char_boundary(start) {
        start += 1;
    }
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[start..end]
}
