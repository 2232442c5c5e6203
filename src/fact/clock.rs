//! Whose clock a length of time measures: the customer's ("return it within 7 days") or the company's ("we process
//! returns within 7 days").
//!
//! The act nearest to the time decides, with who does it. Where no act is named, labels ("Inspection: 2-3 days"), the start
//! of the clock and the heading speak.

use super::StartEvent;
use super::act::{Act, Form, act_of};
use super::clause::{Clause, among};
use super::subject::{is_company, is_customer, is_third};
use crate::rule::quantity::{Bound, Quantity};
use crate::rule::word_set::WordSet;

/// Whose time it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clock {
    /// The customer must be quick, or may take so long.
    Customer,
    /// The customer waits.
    Company,
}

/// How far before a time a refusal may stand, in words.
const REFUSAL_REACH: usize = 12;
/// How far the act may stand behind the time when none stands before it, in words.
const REACH_BEHIND: usize = 24;
/// How far a label may stand from its time, in words.
const LABEL_REACH: usize = 5;

impl Clause<'_> {
    /// Whose clock it is; none when nothing says so, or when it could be either's.
    pub(super) fn clock(&self, quantity: &Quantity, start: Option<StartEvent>) -> Option<Clock> {
        let said_at = quantity.bound_span.map_or(quantity.span.start, |bound| bound.start.min(quantity.span.start));
        let first = self.words.iter().position(|word| word.span.end > said_at)?;
        let next = self.words.partition_point(|word| word.span.start < quantity.span.end);
        if let Some(clock) = self.by_what_takes(first).or_else(|| self.by_name(next)) {
            return Some(clock);
        }
        let late = matches!(quantity.bound, Bound::After | Bound::MoreThan);
        if late && start != Some(StartEvent::Return) && self.is_refused(first) {
            return Some(Clock::Customer);
        }
        for index in (0..first).rev().take_while(|&index| !self.ends(index)) {
            if let Some(clock) = self.by_act(index, first, start) {
                // "We may close accounts after 60 days": what the customer does meanwhile decides.
                let acts_late = late && matches!(act_of(self.word(index)), Some((Act::Ask, _)));
                return clock.filter(|&clock| !(acts_late && clock == Clock::Company));
            }
        }
        if start == Some(StartEvent::Return) {
            return Some(Clock::Company);
        }
        if let Some(found) = self.behind(next, start) {
            // "After a week it goes back, and you get your money": a stage, and no window.
            return found.or(late.then_some(Clock::Company));
        }
        self.by_label(first, next).or_else(|| self.by_heading(quantity, start))
    }

    /// "Allow up to 10 days", "it takes 5 days": the company's, whatever the subject.
    fn by_what_takes(&self, first: usize) -> Option<Clock> {
        let mut index = first;
        for _ in 0..4 {
            index = index.checked_sub(1)?;
            let mut nearby = self.words[..index].iter().rev();
            match self.word(index) {
                "take" if nearby.by_ref().take(2).any(is_customer) => return None,
                "take" | "takes" | "taking" | "wait" | "waiting" => return Some(Clock::Company),
                "allow" | "permit" => {
                    let granted = nearby.take(3).any(is_company) || is_third(self.before(index));
                    return (!granted).then_some(Clock::Company);
                }
                word if FILLERS.contains(word.as_bytes()) => {}
                _ => return None,
            }
        }
        None
    }

    /// "The 30-day window", "a 7-day return policy": named after the customer's time.
    fn by_name(&self, next: usize) -> Option<Clock> {
        let mut near = (next..next + 4).take_while(|&index| index == next || !self.ends(index - 1));
        near.any(|index| NAMES.contains(self.word(index).as_bytes())).then_some(Clock::Customer)
    }

    /// "No credit is issued after 14 days": so long the customer has time.
    fn is_refused(&self, first: usize) -> bool {
        let mut before = (0..first).rev().take(REFUSAL_REACH).take_while(|&index| !self.ends(index));
        before.any(|index| among(self.word(index), "no not non-refundable"))
    }

    /// The main clause behind a time that opens the sentence, or what the time is for.
    fn behind(&self, next: usize, start: Option<StartEvent>) -> Option<Option<Clock>> {
        let last = self.words.len().min(next + REACH_BEHIND);
        let is_for = among(self.word(next), "to for");
        let mut in_main = is_for;
        for index in next..last {
            if index > next && self.ends(index - 1) {
                break;
            }
            in_main |= index > 0 && self.gap(index - 1).contains(',');
            if !in_main {
                continue;
            }
            let word = self.word(index);
            if is_for && index <= next + 6 && LABELS.contains(word.as_bytes()) {
                return Some(Some(Clock::Company));
            }
            let Some((act, form)) = act_of(word) else { continue };
            let purpose = is_for && form == Form::Base && self.before(index) == "to";
            let on_request = || self.lower[self.words[index].span.end..].contains("on request");
            match act {
                Act::Serve if purpose => return Some(Some(Clock::Company)),
                Act::Ask | Act::Tell if purpose => return Some(Some(Clock::Customer)),
                Act::Pay | Act::Serve if on_request() => return Some(Some(Clock::Customer)),
                _ => {}
            }
            if let Some(found) = self.by_act(index, index, start) {
                return Some(found);
            }
        }
        None
    }

    /// "Inspection: 2-3 days", "1-2 days processing".
    fn by_label(&self, first: usize, next: usize) -> Option<Clock> {
        let before = (0..first).rev().take(LABEL_REACH).take_while(|&index| !self.ends(index));
        let behind = (next..self.words.len()).take(2).take_while(|&index| index == next || !self.ends(index - 1));
        before.chain(behind).any(|index| LABELS.contains(self.word(index).as_bytes())).then_some(Clock::Company)
    }

    /// "Refund timeline", "Processing", "What happens next" above a bare time.
    fn by_heading(&self, quantity: &Quantity, start: Option<StartEvent>) -> Option<Clock> {
        let is_promise = matches!(quantity.bound, Bound::Within | Bound::UpTo | Bound::Exactly);
        let from_sale = bought(start) || matches!(start, Some(StartEvent::Payment | StartEvent::Delivery));
        if !is_promise || from_sale || quantity.ahead {
            return None;
        }
        let (low, high) = quantity.range();
        // Nobody gives a customer "5-7 days": a span is an estimate.
        let by_title = TITLES.iter().any(|title| self.heading.contains(title));
        (by_title || low < high).then_some(Clock::Company)
    }
}

/// Whether a clock starts with the sale.
pub(super) fn bought(start: Option<StartEvent>) -> bool {
    matches!(start, Some(StartEvent::Purchase | StartEvent::Order))
}

/// What may stand between "takes" or "allow" and the time.
static FILLERS: WordSet = WordSet::new(
    "up to at least an a additional further between about around approximately roughly another extra us typically \
    usually of for",
);

/// What is named after the time that the customer has.
static NAMES: WordSet = WordSet::new("window policy guarantee cooling-off deadline money-back");

/// Names of what the company does.
pub(super) static LABELS: WordSet = WordSet::new(
    "processing authorization authorizations authorisation inspection inspections review response reply \
    turnaround dispatch transit pickup pick-up verification approval estimated resolution investigation production preparation \
    payout reimbursement assessment handling timeframe clearance",
);

/// Parts of headings above what the company does.
const TITLES: &[&str] =
    &["processing", "refund time", "turnaround", "what happens", "our response", "lead time", "how refunds"];
