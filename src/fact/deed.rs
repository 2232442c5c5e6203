//! What an act near a time says of whose time it is: "we process", "you must return", "refunds are issued", "requests
//! made".

use super::StartEvent;
use super::act::{Act, Form, act_of};
use super::clause::{Clause, among};
use super::clock::{Clock, LABELS, bought};
use super::subject::{Subject, is_customer, is_third};
use crate::rule::word_set::WordSet;

impl Clause<'_> {
    /// What the act at `index` says of a time that begins at the word `first`, if it is an act; the inner none: it could be
    /// either's.
    pub(super) fn by_act(&self, index: usize, first: usize, start: Option<StartEvent>) -> Option<Option<Clock>> {
        match act_of(self.word(index))? {
            (act, Form::Base) => self.by_verb(index, first, act, start),
            (act, Form::Done) => self.by_participle(index, first, act, start),
        }
    }

    /// "We process", "you must return", "contact us".
    fn by_verb(&self, index: usize, first: usize, act: Act, start: Option<StartEvent>) -> Option<Option<Clock>> {
        if !self.is_verb(index) {
            return None;
        }
        let (word, next) = (self.word(index), self.word(index + 1));
        // "Expect it to appear within".
        if among(word, "appear reflect arrive") && self.before(index) == "to" {
            return Some(Some(Clock::Company));
        }
        let unless_bought = |clock| Some(if bought(start) { Clock::Customer } else { clock });
        Some(match (self.subject(index)?, act) {
            (_, Act::Have) if first.saturating_sub(index) > 3 => return None,
            (Subject::Company, Act::Have) => None,
            (Subject::Company, Act::Grant) if next == "your" => unless_bought(Clock::Company),
            // "If we do not hear from you", "we must receive it": the customer has to be quick.
            (Subject::Company, Act::Grant | Act::Get) => Some(Clock::Customer),
            (Subject::Company, Act::Pay) => unless_bought(Clock::Company),
            (Subject::Company, _) => Some(Clock::Company),
            (Subject::Customer, Act::Get) if self.before(index) == "not" => Some(Clock::Company),
            (Subject::Customer, Act::Get) => {
                let promised = self.backwards(index, 3).any(|word| among(word, "will should shall you'll to"));
                match promised {
                    true => unless_bought(Clock::Company),
                    false if bought(start) || start == Some(StartEvent::Delivery) => Some(Clock::Customer),
                    false => None,
                }
            }
            (Subject::Customer, _) => Some(Clock::Customer),
            // What a customer may be told to do as well as staff.
            (Subject::Told, Act::Serve) if FOR_EITHER.contains(word.as_bytes()) => Some(Clock::Customer),
            (Subject::Told, Act::Serve | Act::Pay) => Some(Clock::Company),
            (Subject::Told, Act::Tell) if among(next, "you customers") => Some(Clock::Company),
            (Subject::Told, Act::Get | Act::Have | Act::Grant) => None,
            (Subject::Told, _) => Some(Clock::Customer),
            (Subject::Thing, Act::Serve) if among(self.before(index), "must should") => Some(Clock::Customer),
            (Subject::Thing, Act::Serve | Act::Get) => Some(Clock::Company),
            (Subject::Thing, _) => return None,
        })
    }

    /// "Refunds are processed", "items may be returned", "requests made".
    fn by_participle(&self, index: usize, first: usize, act: Act, start: Option<StartEvent>) -> Option<Option<Clock>> {
        let (word, next, after) = (self.word(index), self.word(index + 1), self.word(index + 2));
        let helped = self.helped(index);
        let by_customer = next == "by" && self.words.iter().skip(index + 2).take(2).any(is_customer);
        // "Returned items within": it only describes what follows.
        let describes = !helped.is_passive && index + 1 < first && !JOINTS.contains(next.as_bytes());
        if (describes && !among(helped.modal, "has have")) || (by_customer && !helped.is_passive) {
            return None;
        }
        let asked = among(helped.modal, "must should need needs");
        let allowed = among(helped.modal, "can may could cannot can't");
        Some(match act {
            // "It was delivered within the last 3 days" is what a return must meet.
            Act::Serve if helped.is_past => Some(Clock::Customer),
            Act::Serve if SENDING.contains(word.as_bytes()) && (asked || self.goes_back(index)) => {
                Some(Clock::Customer)
            }
            Act::Serve => Some(Clock::Company),
            Act::Pay if bought(start) => Some(Clock::Customer),
            Act::Pay if asked || allowed => None,
            Act::Pay => Some(Clock::Company),
            Act::Tell if helped.modal == "will" || (helped.is_passive && next == "by") => Some(Clock::Company),
            Act::Ask if word == "returned" && next == "to" && among(after, "you your") => Some(Clock::Company),
            Act::Ask
                if helped.modal == "will" && self.backwards(index, 6).any(|thing| MONEY.contains(thing.as_bytes())) =>
            {
                Some(Clock::Company)
            }
            Act::Ask | Act::Tell | Act::Grant => Some(Clock::Customer),
            Act::Handle if asked || (next == "by" && after == "us") => Some(Clock::Customer),
            Act::Handle if helped.modal == "will" && word == "received" => Some(Clock::Company),
            Act::Handle | Act::Get => Some(self.handled(index)?),
            Act::Have => return None,
        })
    }

    /// The verbs that help the participle at `index`.
    fn helped(&self, index: usize) -> Helped<'_> {
        let mut helped = Helped { modal: "", is_passive: false, is_past: false };
        for helper in self.backwards(index, 4) {
            if among(helper, "was were wasn't weren't") {
                (helped.is_passive, helped.is_past) = (true, true);
            } else if among(helper, "is are be been being get gets isn't aren't") {
                helped.is_passive = true;
            } else if among(helper, "must should can may will shall need needs has have could might cannot can't") {
                helped.modal = helper;
                break;
            } else if helped.is_passive && !among(helper, "not to only also then and first") && !helper.ends_with("ly")
            {
                break;
            }
        }
        helped
    }

    /// Who "made", "sent" or "received" something, by what it is.
    fn handled(&self, index: usize) -> Option<Clock> {
        self.backwards(index, 8).find_map(|thing| match thing {
            _ if OF_CUSTOMERS.contains(thing.as_bytes()) => Some(Clock::Customer),
            _ if OF_COMPANIES.contains(thing.as_bytes()) => Some(Clock::Company),
            _ => None,
        })
    }

    /// "Shipped back", "shipped for return".
    fn goes_back(&self, index: usize) -> bool {
        (index + 1..index + 4).any(|at| among(self.word(at), "back return returned"))
    }

    /// Whether a word that may be a noun ("return", "refund", "request") is a verb here.
    fn is_verb(&self, index: usize) -> bool {
        let before = self.before(index);
        let led = LEADING.contains(before.as_bytes()) || (before.ends_with("ly") && !among(before, "reply supply"));
        let after_subject = index > 0 && (is_customer(&self.words[index - 1]) || is_third(before));
        led || after_subject
            || ONLY_VERBS.contains(self.word(index).as_bytes())
            || (self.begins(index) && self.commands(index))
    }

    /// Whether a word that opens a clause gives a command ("Return it within"), or names something ("Refund window: ").
    fn commands(&self, index: usize) -> bool {
        let asks = matches!(act_of(self.word(index)), Some((Act::Ask | Act::Tell, _)));
        let next = self.word(index + 1);
        if OBJECTS.contains(next.as_bytes()) {
            return true;
        }
        let is_title =
            TITLES.contains(next.as_bytes()) || (self.word(index) != "report" && LABELS.contains(next.as_bytes()));
        asks && !is_title && !self.gap(index).contains([':', ','])
    }
}

/// The verbs before a participle.
struct Helped<'c> {
    /// "Must", "can", "will"; empty when there is none.
    modal: &'c str,
    is_passive: bool,
    /// "Was", "were".
    is_past: bool,
}

/// What a customer may be told to do as well as staff.
static FOR_EITHER: WordSet =
    WordSet::new("ship arrive inspect verify examine confirm respond reply answer show arrange");
/// What either side may do to a parcel.
static SENDING: WordSet = WordSet::new("shipped inspected dispatched despatched delivered posted examined tested");
/// What the company owes when it "will be returned".
static MONEY: WordSet = WordSet::new("money deposit amount payment payments funds balance");
/// What customers make and send.
static OF_CUSTOMERS: WordSet = WordSet::new(
    "request requests claim claims return returns cancellation cancellations cancelations exchange exchanges \
    notification notice complaint complaints damage damages report reports purchase purchases booking invoice invoices fee fees \
    balance bill bills",
);
/// What companies make and send.
static OF_COMPANIES: WordSet = WordSet::new(
    "refund refunds payment payments money credit credits amount funds reimbursement reimbursements replacement \
    replacements repair repairs reply response answer decision delivery parcel shipment solution review inspection",
);
/// What can stand behind a participle that tells what was done.
static JOINTS: WordSet = WordSet::new(
    "within in by to at from on back after before via through for up over between more less and or no not out later \
    under as with using during until past outside beyond the",
);
/// What stands before a verb.
static LEADING: WordSet = WordSet::new(
    "we we'll you you'll they to will shall must can may should could cannot can't might not never always please \
    kindly or and also then only don't won't who it",
);
/// Words of acts that are no nouns.
static ONLY_VERBS: WordSet = WordSet::new(
    "notify inform contact tell submit cancel deliver dispatch receive send reimburse accept respond acknowledge \
    initiate arrange appear arrive reach withdraw have has",
);
/// What stands behind a command.
static OBJECTS: WordSet = WordSet::new(
    "the your a an any all it them every each this these approved us our customers unwanted unused damaged",
);
/// What stands behind a word that only names something.
static TITLES: WordSet = WordSet::new(
    "policy window period process status form label shipping postage timeline eligibility fee instructions is are must \
    for",
);
