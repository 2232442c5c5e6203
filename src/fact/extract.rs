//! Rule → facts: for each quantity the kind whose topic stands nearest and whose role fits; for remedies their polarity.

use super::clause::{Clause, among};
use super::polarity::{is_denied, is_label};
use super::role::can_play;
use super::start::{start_by_clock, start_of};
use super::{Fact, Kind, Measures, Role, Value};
use crate::rule::quantity::{Quantity, Value as Amount};
use crate::rule::{Class, Modality, Rule, Word};
use crate::text::Span;

/// Looks patterns up in one reading.
pub trait Look {
    /// Where a pattern of the ruleset's table first matches.
    fn find(&mut self, pattern: u32) -> Option<Span>;
    /// Where it matches next, from a byte on.
    fn find_from(&mut self, pattern: u32, from: usize) -> Option<Span>;
    /// Where it matches in the heading above, which speaks for a rule too short to name its subject.
    fn find_in_heading(&mut self, pattern: u32) -> bool;
    /// The heading above, lower case; empty when there is none.
    fn heading(&self) -> &str;
}

/// A topic may stand this far from its quantity, in bytes.
const NEAR: usize = 110;
/// Of a long topic at most so many bytes count in its favour.
const MOST_CREDIT: usize = 40;
/// A heading speaks for a rule of at most so many words.
const SHORT: usize = 14;
/// What a heading's topic counts as, in bytes of distance.
const HEADING_DISTANCE: usize = 80;
/// What the end of a clause between topic and quantity counts as, in bytes of distance.
const CLAUSE_BREAK: usize = 45;

/// The facts that one rule states; `lower` is its reading in lower case, cut into `words`.
pub fn facts_of(rule: &Rule, lower: &str, words: &[Word], kinds: &[Kind], look: &mut dyn Look) -> Vec<Fact> {
    let carved_out = !rule.exceptions.is_empty();
    let conditional = !rule.conditions.is_empty();
    let fact = |kind, value, from, span| Fact { kind, value, from, span, carved_out, conditional };
    let mut facts = Vec::new();
    let mut topics: Vec<Option<Option<Topic>>> = kinds.iter().map(|_| None).collect();
    for quantity in &rule.quantities {
        let mut best: Option<(usize, usize, Span)> = None;
        let start = start_of(lower, quantity.span);
        let is_time = matches!(quantity.value, Amount::Duration(_));
        let clause = Clause { lower, words, heading: look.heading() };
        let clock = is_time.then(|| clause.clock(quantity, start)).flatten();
        for (index, kind) in kinds.iter().enumerate() {
            if !kind.measures.fits(quantity) || !can_play(kind.role, lower, quantity, clock) {
                continue;
            }
            let topic = topics[index].get_or_insert_with(|| Topic::of(kind, words.len(), look));
            let Some((distance, span)) = topic.as_ref().and_then(|topic| topic.nearest(lower, quantity.span)) else {
                continue;
            };
            // A longer topic says more: "uncollected" beats "repair" when both stand near.
            let distance = distance.saturating_sub(span.len().min(MOST_CREDIT) / 2);
            if distance <= NEAR && best.is_none_or(|(known, ..)| distance < known) {
                best = Some((distance, index, span));
            }
        }
        if let Some((_, kind, topic)) = best {
            let span = quantity.span.cover(if topic.is_empty() { quantity.span } else { topic });
            let start = start_by_clock(start, clock, lower, quantity.span);
            facts.push(fact(kind, Value::Quantity(quantity.clone()), start, span));
        }
    }
    for (index, kind) in kinds.iter().enumerate().filter(|(_, kind)| kind.measures == Measures::default()) {
        let Some(topic) = Topic::of(kind, usize::MAX, look) else { continue };
        let Some(&span) = topic.spans.first() else { continue };
        let found = match kind.role {
            Role::Remedy => remedy(rule, lower, words, &topic.mentions(kind, look)),
            Role::Proof if !asks(rule) => None,
            _ => Some((Value::Words(span.of(lower).to_owned()), span)),
        };
        facts.extend(found.map(|(value, span)| fact(index, value, None, span)));
    }
    facts
}

/// What becomes of a remedy that a rule mentions, perhaps several times: refused when it is refused anywhere ("our policy on
/// refunds: no refund is given"), else granted when it is offered anywhere.
fn remedy(rule: &Rule, lower: &str, words: &[Word], mentions: &[Span]) -> Option<(Value, Span)> {
    let denied = mentions.iter().find(|mention| is_denied(lower, words, **mention));
    // What only talks grants nothing: "Questions about a refund? We will gladly help."
    let offered = || mentions.iter().find(|mention| rule.modality.is_some() && is_offered(lower, words, **mention));
    match denied {
        // "A full refund, less any non-refundable deposit" gives one.
        Some(denied) if !(is_label(lower, words, *denied) && offered().is_some()) => Some((Value::Denied, *denied)),
        _ => offered().map(|offered| (Value::Granted, *offered)),
    }
}

/// Whether a rule asks for something, or refuses without it.
fn asks(rule: &Rule) -> bool {
    matches!(rule.modality, Some(Modality::Obligation | Modality::Prohibition | Modality::Declaration))
}

impl Measures {
    fn fits(self, quantity: &Quantity) -> bool {
        match quantity.value {
            Amount::Duration(_) => self.duration,
            Amount::Money(_) => self.money,
            Amount::Percent(_) => self.percent,
            Amount::Count(_) => self.count,
        }
    }
}

/// Where a kind's subject is named.
struct Topic {
    spans: Vec<Span>,
    in_heading: bool,
}

impl Topic {
    fn of(kind: &Kind, words: usize, look: &mut dyn Look) -> Option<Self> {
        let mut spans: Vec<Span> = kind.topic.iter().filter_map(|&pattern| look.find(pattern)).collect();
        let in_heading =
            spans.is_empty() && words <= SHORT && kind.topic.iter().any(|&pattern| look.find_in_heading(pattern));
        if (spans.is_empty() && !in_heading) || kind.unless.iter().any(|&pattern| look.find(pattern).is_some()) {
            return None;
        }
        // The earliest, and of equally early ones the longest: "photo ID" before "photo".
        spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
        Some(Self { spans, in_heading })
    }

    /// Every place where the subject is named, in order.
    fn mentions(&self, kind: &Kind, look: &mut dyn Look) -> Vec<Span> {
        let mut mentions = self.spans.clone();
        for &pattern in &kind.topic {
            let mut from = look.find(pattern).map(|span| span.end);
            while let Some(next) = from.and_then(|from| look.find_from(pattern, from)) {
                mentions.push(next);
                from = Some(next.end);
            }
        }
        mentions.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
        mentions.dedup_by_key(|span| span.start);
        mentions
    }

    fn nearest(&self, lower: &str, quantity: Span) -> Option<(usize, Span)> {
        if self.in_heading {
            return Some((HEADING_DISTANCE, Span::new(quantity.start, quantity.start)));
        }
        self.spans.iter().map(|&topic| (distance(lower, topic, quantity), topic)).min()
    }
}

fn distance(lower: &str, topic: Span, quantity: Span) -> usize {
    if topic.overlaps(quantity) {
        return 0;
    }
    let gap = if topic.end <= quantity.start {
        Span::new(topic.end, quantity.start)
    } else {
        Span::new(quantity.end, topic.start)
    };
    let between = gap.of(lower);
    let breaks = between.matches(';').count() + between.matches(". ").count() + usize::from(between.ends_with('.'));
    // An aside in between ("by e-mail (help@shop.example)") ends no clause.
    let opened = between.matches('(').count().saturating_sub(between.matches(')').count());
    gap.len() + (breaks + opened) * CLAUSE_BREAK
}

/// Whether a remedy is offered rather than only mentioned: somebody may have it, or the company gives it.
fn is_offered(lower: &str, words: &[Word], topic: Span) -> bool {
    let behind = words.iter().find(|word| word.span.start >= topic.end).map_or("", |word| word.span.of(lower));
    if among(behind, "policy policies process status form label shipping address instructions number parcels costs") {
        return false;
    }
    let near = words.iter().filter(|word| word.span.start + 80 > topic.start && word.span.start < topic.end + 60);
    let mut near = near.filter(|word| {
        word.class.is(Class::LEAVE.or(Class::COMPANY).or(Class::FUTURE)) || is_giving(word.span.of(lower))
    });
    near.next().is_some()
}

fn is_giving(word: &str) -> bool {
    matches!(
        word,
        "full"
            | "receive"
            | "get"
            | "give"
            | "offer"
            | "offers"
            | "accept"
            | "accepted"
            | "given"
            | "granted"
            | "issued"
            | "free"
            | "eligible"
    )
}
