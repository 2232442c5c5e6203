//! Whose clock a length of time measures: the customer's ("return it within 7 days") or the company's ("we process
//! returns within 7 days").
//!
//! The act nearest to the time decides, with who does it: its subject, its object, or what is done to what. Where no act is
//! named, labels ("Inspection: 2-3 days"), the start of the clock and the heading speak.

use super::StartEvent;
use super::act::{Act, Form, act_of};
use crate::rule::quantity::{Bound, Quantity};
use crate::rule::{Class, Word};

/// Whose time it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clock {
    /// The customer must be quick, or may take so long.
    Customer,
    /// The customer waits.
    Company,
}

/// How far the subject of an act may stand before it, in words.
const SUBJECT_REACH: usize = 12;
/// How far the act may stand behind the time when none stands before it, in words.
const REACH_BEHIND: usize = 24;
/// How far a label may stand from its time, in words.
const LABEL_REACH: usize = 5;

/// Text with a time in it.
pub(super) struct Clause<'r> {
    pub(super) lower: &'r str,
    pub(super) words: &'r [Word],
    /// The title of the section, lower case.
    pub(super) heading: &'r str,
}

impl Clause<'_> {
    /// Whose clock it is; none when nothing says so, or when it could be either's.
    pub(super) fn clock(&self, quantity: &Quantity, start: Option<StartEvent>) -> Option<Clock> {
        let said_at = quantity.bound_span.map_or(quantity.span.start, |bound| bound.start.min(quantity.span.start));
        let first = self.words.iter().position(|word| word.span.end > said_at)?;
        let next = self.words.partition_point(|word| word.span.start < quantity.span.end);
        if let Some(clock) = self.by_what_takes(first).or_else(|| self.by_name(next)) {
            return Some(clock);
        }
        // "No credit is issued after 14 days": so long the customer has time.
        let late = matches!(quantity.bound, Bound::After | Bound::MoreThan);
        let mut before = (0..first).rev().take(SUBJECT_REACH).take_while(|&index| !self.ends(index));
        if late
            && before.any(|index| matches!(self.word(index), "no" | "not" | "non-refundable"))
            && start != Some(StartEvent::Return)
        {
            return Some(Clock::Customer);
        }
        for index in (0..first).rev() {
            if self.ends(index) {
                break;
            }
            if let Some(clock) = self.by_act(index, first, start) {
                // "We may close accounts after 60 days": what the customer does meanwhile decides.
                let acts_late =
                    late && clock == Some(Clock::Company) && matches!(act_of(self.word(index)), Some((Act::Ask, _)));
                return clock.filter(|_| !acts_late);
            }
        }
        if start == Some(StartEvent::Return) {
            return Some(Clock::Company);
        }
        if let Some(found) = self.behind(next, start) {
            return found;
        }
        self.by_label(first, next).or_else(|| self.by_heading(quantity, start))
    }

    fn word(&self, index: usize) -> &str {
        self.words.get(index).map_or("", |word| word.span.of(self.lower))
    }

    fn before(&self, index: usize) -> &str {
        index.checked_sub(1).map_or("", |before| self.word(before))
    }

    /// What stands between the words at `index` and `index + 1`.
    fn gap(&self, index: usize) -> &str {
        let Some((word, next)) = self.words.get(index).zip(self.words.get(index + 1)) else { return "" };
        &self.lower[word.span.end..next.span.start]
    }

    /// Whether a sentence or a half of one ends behind the word at `index`.
    fn ends(&self, index: usize) -> bool {
        let gap = self.gap(index);
        gap.contains([';', '?', '!']) || gap.contains(". ")
    }

    /// Whether a word begins a clause: the first of all, or the first behind a mark.
    fn begins(&self, index: usize) -> bool {
        let Some(before) = index.checked_sub(1) else { return true };
        let gap = self.gap(before);
        gap.contains([':', ';', ',', '.', '!', '?'])
            || gap.contains(" - ")
            || matches!(self.word(before), "please" | "kindly" | "and" | "then") && (before == 0 || self.begins(before))
    }

    /// "Allow up to 10 days", "it takes 5 days", "expect a delay of 3 days": the company's, whatever the subject.
    fn by_what_takes(&self, first: usize) -> Option<Clock> {
        let mut index = first;
        for _ in 0..4 {
            index = index.checked_sub(1)?;
            match self.word(index) {
                "take" | "takes" | "taking" | "wait" | "waiting" => {
                    let customer =
                        self.word(index) == "take" && self.words[..index].iter().rev().take(2).any(is_customer);
                    return (!customer).then_some(Clock::Company);
                }
                "allow" | "permit" => {
                    let granted =
                        self.words[..index].iter().rev().take(3).any(is_company) || is_third(self.before(index));
                    return (!granted).then_some(Clock::Company);
                }
                "up" | "to" | "at" | "least" | "an" | "a" | "additional" | "further" | "between" | "about"
                | "around" | "approximately" | "roughly" | "another" | "extra" | "us" | "typically" | "usually"
                | "of" | "for" => {}
                _ => return None,
            }
        }
        None
    }

    /// "The 30-day window", "a 7-day return policy": named after the customer's time.
    fn by_name(&self, next: usize) -> Option<Clock> {
        let named = |index: usize| {
            matches!(self.word(index), "window" | "policy" | "guarantee" | "cooling-off" | "deadline" | "money-back")
        };
        let near = (next..next + 4).take_while(|&index| index == next || !self.ends(index - 1));
        near.filter(|&index| named(index)).map(|_| Clock::Customer).next()
    }

    /// What the act at `index` says, if it is one; the inner none: it could be either's.
    fn by_act(&self, index: usize, first: usize, start: Option<StartEvent>) -> Option<Option<Clock>> {
        let (act, form) = act_of(self.word(index))?;
        match form {
            Form::Base => self.by_verb(index, first, act, start),
            Form::Done => self.by_participle(index, first, act, start),
        }
    }

    /// "We process", "you must return", "contact us".
    fn by_verb(&self, index: usize, first: usize, act: Act, start: Option<StartEvent>) -> Option<Option<Clock>> {
        if !self.is_verb(index) {
            return None;
        }
        let of_customer = |clock| Some(if bought(start) { Clock::Customer } else { clock });
        // "Expect it to appear within".
        if matches!(self.word(index), "appear" | "reflect" | "arrive") && self.before(index) == "to" {
            return Some(Some(Clock::Company));
        }
        Some(match (self.subject(index)?, act) {
            (_, Act::Have) if first.saturating_sub(index) > 3 => return None,
            (Subject::Customer, Act::Have) => Some(Clock::Customer),
            (Subject::Company, Act::Have) => None,
            // "If we do not hear from you", "we must receive it": the customer has to be quick.
            (Subject::Company, Act::Grant | Act::Get) => Some(Clock::Customer),
            (Subject::Company, Act::Pay) => of_customer(Clock::Company),
            (Subject::Company, _) => Some(Clock::Company),
            (Subject::Customer, Act::Get) => {
                let promised = self.words[..index]
                    .iter()
                    .rev()
                    .take(3)
                    .any(|word| matches!(word.span.of(self.lower), "will" | "should" | "shall" | "you'll" | "to"));
                let from_sale = bought(start) || start == Some(StartEvent::Delivery);
                match (promised, from_sale) {
                    (true, _) => of_customer(Clock::Company),
                    (false, true) => Some(Clock::Customer),
                    (false, false) => None,
                }
            }
            (Subject::Customer, _) => Some(Clock::Customer),
            (Subject::Told, Act::Serve) if is_for_either(self.word(index)) => Some(Clock::Customer),
            (Subject::Told, Act::Serve | Act::Pay) => Some(Clock::Company),
            (Subject::Told, Act::Tell)
                if matches!(self.word(index + 1), "you" | "customers" | "the") && self.word(index + 2) != "seller" =>
            {
                if self.word(index + 1) == "the" {
                    Some(Clock::Customer)
                } else {
                    Some(Clock::Company)
                }
            }
            (Subject::Told, Act::Get | Act::Have | Act::Grant) => None,
            (Subject::Told, _) => Some(Clock::Customer),
            (Subject::Thing, Act::Serve) if matches!(self.before(index), "must" | "should") => Some(Clock::Customer),
            (Subject::Thing, Act::Serve | Act::Get) => Some(Clock::Company),
            (Subject::Thing, _) => return None,
        })
    }

    /// "Refunds are processed", "items may be returned", "requests made".
    fn by_participle(&self, index: usize, first: usize, act: Act, start: Option<StartEvent>) -> Option<Option<Clock>> {
        let helpers = self.words[..index].iter().rev().take(4).map(|word| word.span.of(self.lower));
        let mut modal = "";
        let mut is_passive = false;
        let mut is_past = false;
        for helper in helpers {
            match helper {
                "was" | "were" | "wasn't" | "weren't" => (is_passive, is_past) = (true, true),
                "is" | "are" | "be" | "been" | "being" | "get" | "gets" | "isn't" | "aren't" => is_passive = true,
                "must" | "should" | "can" | "may" | "will" | "shall" | "need" | "needs" | "has" | "have" | "could"
                | "might" | "cannot" | "can't" => {
                    modal = helper;
                    break;
                }
                "not" | "to" | "only" | "typically" | "usually" | "normally" | "generally" | "also" | "then"
                | "and" | "promptly" | "automatically" | "successfully" | "first" => {}
                _ if is_passive => break,
                _ => {}
            }
        }
        // "Returned items within": it only describes what follows.
        let describes = !is_passive && index + 1 < first && !joins(self.word(index + 1));
        let by_customer = self.word(index + 1) == "by"
            && (index + 2..index + 4).any(|at| self.words.get(at).is_some_and(is_customer));
        if (describes && !matches!(modal, "has" | "have")) || (by_customer && !is_passive) {
            return None;
        }
        let asked = matches!(modal, "must" | "should" | "need" | "needs");
        let allowed = matches!(modal, "can" | "may" | "could" | "cannot" | "can't");
        let by_us = matches!(self.word(index + 1), "by" | "to")
            && matches!(self.word(index + 2), "us" | "our" | "you" | "your" | "support" | "the");
        Some(match act {
            // "It was delivered within the last 3 days" is what a return must meet.
            Act::Serve if is_past => Some(Clock::Customer),
            Act::Serve if asked && is_sending(self.word(index)) => Some(Clock::Customer),
            Act::Serve if is_sending(self.word(index)) && self.goes_back(index) => Some(Clock::Customer),
            Act::Serve => Some(Clock::Company),
            Act::Pay if bought(start) => Some(Clock::Customer),
            Act::Pay if asked || allowed => None,
            Act::Pay => Some(Clock::Company),
            Act::Tell if modal == "will" || (is_passive && self.word(index + 1) == "by") => Some(Clock::Company),
            Act::Ask
                if self.word(index) == "returned"
                    && by_us
                    && self.word(index + 1) == "to"
                    && matches!(self.word(index + 2), "you" | "your") =>
            {
                Some(Clock::Company)
            }
            Act::Ask if modal == "will" && self.is_money(index) => Some(Clock::Company),
            Act::Ask | Act::Tell | Act::Grant => Some(Clock::Customer),
            Act::Handle if asked || (self.word(index + 1) == "by" && self.word(index + 2) == "us") => {
                Some(Clock::Customer)
            }
            Act::Handle if modal == "will" && self.word(index) == "received" => Some(Clock::Company),
            Act::Handle | Act::Get => match self.handled(index) {
                Some(clock) => Some(clock),
                None => return None,
            },
            Act::Have => return None,
        })
    }

    /// "Shipped back", "shipped for return".
    fn goes_back(&self, index: usize) -> bool {
        (index + 1..index + 4).any(|at| matches!(self.word(at), "back" | "return" | "returned"))
    }

    /// Who "made", "sent" or "received" something, by what it is.
    fn handled(&self, index: usize) -> Option<Clock> {
        let things = self.words[..index].iter().rev().take(8).map(|word| word.span.of(self.lower));
        things.into_iter().find_map(|thing| match thing {
            "request" | "requests" | "claim" | "claims" | "return" | "returns" | "cancellation" | "cancellations"
            | "cancelations" | "exchange" | "exchanges" | "notification" | "notice" | "complaint" | "complaints"
            | "damage" | "damages" | "report" | "reports" | "purchase" | "purchases" | "booking" | "invoice"
            | "invoices" | "fee" | "fees" | "balance" | "bill" | "bills" => Some(Clock::Customer),
            "refund" | "refunds" | "payment" | "payments" | "money" | "credit" | "credits" | "amount" | "funds"
            | "reimbursement" | "reimbursements" | "replacement" | "replacements" | "repair" | "repairs" | "reply"
            | "response" | "answer" | "decision" | "delivery" | "parcel" | "shipment" | "solution" | "review"
            | "inspection" => Some(Clock::Company),
            _ => None,
        })
    }

    fn is_money(&self, index: usize) -> bool {
        self.words[..index].iter().rev().take(6).any(|word| {
            matches!(
                word.span.of(self.lower),
                "money" | "deposit" | "amount" | "payment" | "payments" | "funds" | "balance"
            )
        })
    }

    /// Whether a word that may be a noun ("return", "refund", "request") is a verb here.
    fn is_verb(&self, index: usize) -> bool {
        let before = self.before(index);
        let led = matches!(
            before,
            "we" | "we'll"
                | "you"
                | "you'll"
                | "they"
                | "to"
                | "will"
                | "shall"
                | "must"
                | "can"
                | "may"
                | "should"
                | "could"
                | "cannot"
                | "can't"
                | "might"
                | "not"
                | "never"
                | "always"
                | "please"
                | "kindly"
                | "or"
                | "and"
                | "also"
                | "then"
                | "only"
                | "typically"
                | "usually"
                | "normally"
                | "generally"
                | "don't"
                | "won't"
                | "who"
                | "it"
        ) || before.ends_with("ly") && !matches!(before, "reply" | "supply");
        let after_subject = index > 0 && (is_customer(&self.words[index - 1]) || is_third(before));
        led || after_subject || !may_be_noun(self.word(index)) || (self.begins(index) && self.commands(index))
    }

    /// Whether a word that opens a clause gives a command ("Return it within"), or names something ("Refund window: ").
    fn commands(&self, index: usize) -> bool {
        let act = act_of(self.word(index)).map(|(act, _)| act);
        let asks = matches!(act, Some(Act::Ask | Act::Tell));
        match self.word(index + 1) {
            "the" | "your" | "a" | "an" | "any" | "all" | "it" | "them" | "every" | "each" | "this" | "these"
            | "approved" | "us" | "our" | "customers" | "unwanted" | "unused" | "damaged" => true,
            "policy" | "window" | "period" | "process" | "status" | "form" | "label" | "shipping" | "postage"
            | "timeline" | "eligibility" | "fee" | "instructions" | "is" | "are" | "must" | "for" => false,
            next => asks && (self.word(index) == "report" || !is_label(next)) && !self.gap(index).contains([':', ',']),
        }
    }

    /// Who does the act at `index`; none where it is what somebody else does it for ("contact us to arrange …").
    fn subject(&self, index: usize) -> Option<Subject> {
        if self.begins(index) && !matches!(self.before(index), "and" | "or") {
            return Some(Subject::Told);
        }
        let mut infinitive = self.before(index) == "to";
        for at in (0..index).rev().take(SUBJECT_REACH) {
            if self.ends(at) {
                break;
            }
            let word = &self.words[at];
            let text = word.span.of(self.lower);
            match text {
                "us" | "your" | "our" | "store" | "shop" => continue,
                "reserve" | "reserves" | "aim" | "aims" | "strive" | "strives" | "committed" => {
                    return Some(Subject::Company);
                }
                "asked" | "requested" | "required" | "have" | "has" | "need" | "needs" | "must" => infinitive = false,
                _ => {}
            }
            if word.class.is(Class::CUSTOMER) && text != "owner" {
                let object =
                    at > 0 && matches!(act_of(self.before(at)), Some((Act::Tell | Act::Pay | Act::Grant, Form::Base)));
                return Some(if object { Subject::Company } else { Subject::Customer });
            }
            if is_company(word) || is_third(text) || word.class.is(Class::STAFF) || word.class.is(Class::THIRD) {
                let told = at > 0
                    && (self.words[..at]
                        .iter()
                        .rev()
                        .take(3)
                        .any(|word| matches!(act_of(word.span.of(self.lower)), Some((Act::Tell, Form::Base)))));
                return if told { None } else { Some(Subject::Company) };
            }
            if self.begins(at) && matches!(act_of(text), Some((Act::Ask | Act::Tell, Form::Base))) {
                return Some(Subject::Told);
            }
        }
        if infinitive { None } else { Some(Subject::Thing) }
    }

    /// The main clause behind a time that opens the sentence, or what the time is for.
    fn behind(&self, next: usize, start: Option<StartEvent>) -> Option<Option<Clock>> {
        let last = self.words.len().min(next + REACH_BEHIND);
        let is_for = matches!(self.word(next), "to" | "for");
        let mut in_main = is_for;
        for index in next..last {
            if index > next && self.ends(index - 1) {
                break;
            }
            in_main |= index > 0 && self.gap(index - 1).contains(',');
            if !in_main {
                continue;
            }
            if is_for && index <= next + 6 && is_label(self.word(index)) {
                return Some(Some(Clock::Company));
            }
            let on_request = self.lower[self.words[index].span.end..].contains("on request");
            match act_of(self.word(index)) {
                Some((Act::Serve, Form::Base)) if is_for && self.before(index) == "to" => {
                    return Some(Some(Clock::Company));
                }
                Some((Act::Ask | Act::Tell, Form::Base)) if is_for && self.before(index) == "to" => {
                    return Some(Some(Clock::Customer));
                }
                Some((Act::Pay | Act::Serve, _)) if on_request => return Some(Some(Clock::Customer)),
                Some((act, Form::Base)) => {
                    if let Some(found) = self.by_verb(index, index, act, start) {
                        return Some(found);
                    }
                }
                Some((act, Form::Done)) => {
                    if let Some(found) = self.by_participle(index, index, act, start) {
                        return Some(found);
                    }
                }
                None => {}
            }
        }
        None
    }

    /// "Inspection: 2-3 days", "1-2 days processing".
    fn by_label(&self, first: usize, next: usize) -> Option<Clock> {
        let before = (0..first).rev().take(LABEL_REACH).take_while(|&index| !self.ends(index));
        let behind = (next..self.words.len()).take(2).take_while(|&index| index == next || !self.ends(index - 1));
        let mut labels = before.chain(behind);
        labels.any(|index| is_label(self.word(index))).then_some(Clock::Company)
    }

    /// "Refund timeline", "Processing", "What happens next" above a bare time.
    fn by_heading(&self, quantity: &Quantity, start: Option<StartEvent>) -> Option<Clock> {
        let is_promise = matches!(quantity.bound, Bound::Within | Bound::UpTo | Bound::Exactly);
        let (low, high) = quantity.range();
        let counted_from_sale =
            bought(start) || start == Some(StartEvent::Payment) || start == Some(StartEvent::Delivery);
        if !is_promise || counted_from_sale || quantity.ahead {
            return None;
        }
        let of_company =
            ["processing", "refund time", "turnaround", "what happens", "our response", "lead time", "how refunds"];
        let by_title = of_company.iter().any(|title| self.heading.contains(title));
        // Nobody gives a customer "5-7 days": a span is an estimate.
        (by_title || low < high).then_some(Clock::Company)
    }
}

/// Who does something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    Customer,
    Company,
    /// Nobody is named: the reader is told to do it.
    Told,
    /// Something that is no person.
    Thing,
}

fn bought(start: Option<StartEvent>) -> bool {
    matches!(start, Some(StartEvent::Purchase | StartEvent::Order))
}

fn is_customer(word: &Word) -> bool {
    word.class.is(Class::CUSTOMER)
}

fn is_company(word: &Word) -> bool {
    word.class.is(Class::COMPANY)
}

/// Who acts for the company.
fn is_third(word: &str) -> bool {
    matches!(
        word,
        "team"
            | "partner"
            | "partners"
            | "department"
            | "warehouse"
            | "courier"
            | "couriers"
            | "bank"
            | "banks"
            | "provider"
    )
}

/// What can stand behind a participle that tells what was done.
fn joins(word: &str) -> bool {
    matches!(
        word,
        "within"
            | "in"
            | "by"
            | "to"
            | "at"
            | "from"
            | "on"
            | "back"
            | "after"
            | "before"
            | "via"
            | "through"
            | "for"
            | "up"
            | "over"
            | "between"
            | "more"
            | "less"
            | "and"
            | "or"
            | "no"
            | "not"
            | "out"
            | "later"
            | "under"
            | "as"
            | "with"
            | "using"
            | "during"
            | "until"
            | "past"
            | "outside"
            | "beyond"
            | "the"
    )
}

/// Words of acts that are nouns as often as not.
fn may_be_noun(word: &str) -> bool {
    !matches!(
        word,
        "notify"
            | "inform"
            | "contact"
            | "tell"
            | "submit"
            | "cancel"
            | "deliver"
            | "dispatch"
            | "receive"
            | "send"
            | "reimburse"
            | "accept"
            | "respond"
            | "acknowledge"
            | "initiate"
            | "arrange"
            | "appear"
            | "arrive"
            | "reach"
            | "withdraw"
    )
}

/// What a customer may be told to do as well as staff.
fn is_for_either(word: &str) -> bool {
    matches!(
        word,
        "ship"
            | "arrive"
            | "inspect"
            | "verify"
            | "examine"
            | "confirm"
            | "respond"
            | "reply"
            | "answer"
            | "show"
            | "arrange"
    )
}

/// What either side may send.
fn is_sending(word: &str) -> bool {
    matches!(
        word,
        "shipped" | "inspected" | "dispatched" | "despatched" | "delivered" | "posted" | "examined" | "tested"
    )
}

/// Names of what the company does.
fn is_label(word: &str) -> bool {
    matches!(
        word,
        "processing"
            | "authorization"
            | "authorizations"
            | "authorisation"
            | "inspection"
            | "inspections"
            | "review"
            | "response"
            | "reply"
            | "turnaround"
            | "dispatch"
            | "transit"
            | "pickup"
            | "pick-up"
            | "verification"
            | "approval"
            | "estimated"
            | "resolution"
            | "investigation"
            | "production"
            | "preparation"
            | "payout"
            | "reimbursement"
            | "assessment"
            | "handling"
            | "timeframe"
            | "clearance"
    )
}
