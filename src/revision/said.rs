//! What a sentence says, gathered for comparing it with what it said before.

use super::clause::{self, Part};
use super::edition::Text;
use super::stance::Frame;
use super::word::{is_word, pieces};
use crate::document::{Audience, Context, Reading};
use crate::fact::{StartEvent, Value};
use crate::rule::Modality;
use crate::rule::quantity::Quantity;
use std::ops::Range;

/// What one or more passages say together.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// The text as read, with what must be read before it, lower case.
    pub(super) lower: String,
    /// Whether the first passage is an item that a lead-in announces.
    pub(super) is_item: bool,
    /// The passages' own words, lower case, in order.
    pub(super) words: Vec<String>,
    /// With which force the first rule among the passages binds; none when nothing does.
    pub(super) modality: Option<Modality>,
    /// The clauses of the passages' own text.
    pub(super) clauses: Vec<Clause>,
    pub(super) measures: Vec<Measure>,
    /// Facts without a quantity: kind, and whether it is granted, denied, or which words.
    pub(super) facts: Vec<(usize, Value)>,
}

/// One clause.
#[derive(Debug)]
pub(super) struct Clause {
    pub(super) part: Part,
    /// Lower case.
    pub(super) text: String,
    /// The same as it is written.
    pub(super) shown: String,
    /// Its words, lower case, quantities whole.
    pub(super) words: Vec<String>,
    /// The main clause that it belongs to, as an index; none for a main clause, and when that is not known.
    pub(super) of: Option<usize>,
    /// How a main clause is built; none for others.
    pub(super) frame: Option<Frame>,
    /// How good a main clause is for the customer; none when that cannot be known.
    pub(super) stance: Option<f64>,
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
    /// The clause that it stands in, as an index; none when it stands in what must be read before.
    pub(super) clause: Option<usize>,
}

/// How far around a quantity its words are looked for, in bytes.
const AROUND: usize = 48;

impl Said {
    /// What some passages say; `owns` are their texts without labels.
    pub(super) fn of(text: &Text, passages: &[usize], owns: &[String]) -> Self {
        let mut said = Self::default();
        for (&passage, own) in passages.iter().zip(owns) {
            let context = &text.document.passages[passage].context;
            said.is_item |= said.words.is_empty() && matches!(context, Context::LeadIn(_));
            said.words.extend(words_in(&own.to_ascii_lowercase()));
            let reading = text.document.reading(&text.document.passages[passage]);
            // The label is no part of what is said.
            let start = reading.lower.len() - own.len().min(reading.lower.len() - reading.own_start);
            let clauses = said.add_clauses(&reading, start, text.audience);
            said.add_measures(text, passage, &reading.lower, reading.own_start, &clauses);
            if !said.lower.is_empty() {
                said.lower.push(' ');
            }
            said.lower.push_str(&reading.lower);
        }
        said
    }

    /// Adds the clauses of one passage, and gives for each its index and its bytes in the reading.
    fn add_clauses(&mut self, reading: &Reading<'_>, start: usize, audience: Audience) -> Vec<(usize, Range<usize>)> {
        let lower = &*reading.lower;
        let first = self.clauses.len();
        let own = &lower[start..];
        let cut = clause::clauses(own);
        let mains = cut.iter().filter(|clause| clause.part == Part::Main).count();
        let mut places = Vec::new();
        for clause in cut {
            let body = clause.span.of(own);
            let frame = (clause.part == Part::Main).then(|| {
                let frame = Frame::of(body, audience);
                // A fragment says what its lead-in makes of it.
                let alone = mains > 1 || start == 0 || frame.stance().is_some();
                let whole = |()| Frame::of(&format!("{} {body}", lower[..start].replace(':', " ")), audience);
                let led = (!alone).then_some(()).map(whole).filter(|frame| frame.stance().is_some());
                led.unwrap_or(frame)
            });
            places.push((self.clauses.len(), start + clause.span.start..start + clause.span.end));
            self.clauses.push(Clause {
                part: clause.part,
                text: body.to_owned(),
                shown: clause.span.of(&reading.text[start..]).to_owned(),
                words: words_in(body),
                of: clause.of.map(|of| first + of),
                stance: frame.and_then(Frame::stance),
                frame,
            });
        }
        places
    }

    fn add_measures(
        &mut self,
        text: &Text,
        passage: usize,
        lower: &str,
        own_start: usize,
        clauses: &[(usize, Range<usize>)],
    ) {
        let understood = &text.understood[passage];
        let Some(rule) = &understood.rule else { return };
        self.modality = self.modality.or(rule.modality);
        for quantity in rule.quantities.iter().filter(|quantity| quantity.span.end > own_start) {
            let of = |fact: &&crate::fact::Fact| matches!(&fact.value, Value::Quantity(other) if other.span == quantity.span);
            let fact = understood.facts.iter().find(of).map(|fact| (fact.kind, fact.from));
            let before = clip(lower, quantity.span.start.saturating_sub(AROUND), quantity.span.start);
            let after = clip(lower, quantity.span.start, quantity.span.end + AROUND);
            let clause =
                clauses.iter().find(|(_, bytes)| bytes.contains(&quantity.span.start)).map(|(index, _)| *index);
            self.measures.push(Measure {
                quantity: quantity.clone(),
                fact,
                around: format!("{before}{after}"),
                at: before.len(),
                clause,
            });
        }
        let plain = understood.facts.iter().filter(|fact| !matches!(fact.value, Value::Quantity(_)));
        self.facts.extend(plain.map(|fact| (fact.kind, fact.value.clone())));
    }

    /// Whether it binds, allows or refuses something.
    pub(super) fn binds(&self) -> bool {
        self.modality.is_some()
    }

    /// Whether a quantity stands in a condition.
    pub(super) fn is_conditional(&self, measure: &Measure) -> bool {
        measure.clause.is_some_and(|at| self.clauses[at].part == Part::Condition)
    }

    /// The main clauses.
    pub(super) fn mains(&self) -> impl Iterator<Item = &Clause> {
        self.clauses.iter().filter(|clause| clause.part == Part::Main)
    }

    /// How good it is for the customer as a whole: what its main clauses have in common; none when they disagree, or when
    /// nothing is known of any.
    pub(super) fn stance(&self) -> Option<f64> {
        let known: Vec<f64> = self.mains().filter_map(|clause| clause.stance).collect();
        let (low, high) = known.iter().fold((f64::MAX, f64::MIN), |(low, high), it| (low.min(*it), high.max(*it)));
        (!known.is_empty() && (low > 0.0) == (high > 0.0)).then_some(if low > 0.0 { high } else { low })
    }

    /// How good the main clause is that a clause is, or belongs to.
    pub(super) fn governing(&self, clause: usize) -> Option<f64> {
        let clause = &self.clauses[clause];
        match clause.part {
            Part::Main => clause.stance,
            // One that is not known is what the others are.
            _ => self.clauses[clause.of?].stance.or_else(|| self.stance()),
        }
    }
}

impl Clause {
    /// How often any of these words occurs.
    pub(super) fn count(&self, words: &[&str]) -> usize {
        self.words.iter().filter(|word| words.contains(&word.as_str())).count()
    }
}

fn words_in(lower: &str) -> Vec<String> {
    pieces(lower).into_iter().filter(|piece| is_word(piece)).map(str::to_owned).collect()
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
